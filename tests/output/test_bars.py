"""Bars that are drawn as wide as there is room."""

from __future__ import annotations

import pytest

from corpuskit.output.bars import scale_bar


@pytest.mark.parametrize(
    ("bar", "width", "longest", "scaled"),
    [
        ("", 10, 30, ""),
        ("█" * 30, 10, 30, "█" * 10),
        ("█", 10, 30, "█"),
        ("█" * 15, 60, 30, "█" * 30),
        ("██▓▓░░", 3, 6, "█▓░"),
        ("██▓▓░░", 12, 6, "████▓▓▓▓░░░░"),
    ],
)
def test_a_bar_keeps_the_shares_of_its_signs(bar, width, longest, scaled):
    assert scale_bar(bar, width, longest) == scaled
