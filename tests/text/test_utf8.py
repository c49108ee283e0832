"""Where a text has characters outside ASCII."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit.text import utf8
from corpuskit.text.utf8 import take_census


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(utf8, "_PIECE_BYTES", 5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab\né“\U0001f600\u0301", max_size=60))
def test_all_between_the_foreign_pieces_is_ascii_and_no_character_is_cut(text):
    data = text.encode()
    census = take_census(data)
    assert census.chars == len(text)
    done = 0
    for start, end in census.foreign:
        assert data[done:start].isascii()
        assert not data[start:end].decode().isascii()
        done = end
    assert data[done:].isascii()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=40))
def test_accepts_what_is_utf8_and_nothing_else(data):
    try:
        chars = len(data.decode())
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            take_census(data)
    else:
        assert take_census(data).chars == chars
