"""On texts made to be slow, twice the text takes at most 2.3 times the time."""

from __future__ import annotations

import pytest
from tests.contract.frozen.running import load_program
from tests.property.growing import COMMANDS, MOST_GROWTH, SQUARE, measure
from tests.property.shapes import SHAPES

pytestmark = pytest.mark.long


@pytest.fixture(scope="module", autouse=True)
def _program():
    load_program()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_little_more_than_twice_the_time(command, shape):
    if (command, shape) in SQUARE:
        pytest.skip("the answer is the square")
    measured = measure(command, shape)
    assert measured.find_growth() <= MOST_GROWTH, measured.seconds
