"""Hostile text is made harmless without being lost."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.output.safe import guard_formula, make_ascii_json, make_json_safe, make_terminal_safe

HOSTILE = "\x1b]0;pwn\x07 \x9b31m \u202e \x7f \u2028 \ufff9 \r\n\t"


def test_controls_are_shown_instead_of_obeyed():
    assert make_terminal_safe(HOSTILE) == "␛]0;pwn␇ \\u009b31m \\u202e ␡ \\u2028 \\ufff9    "


@pytest.mark.parametrize(
    "text", ["[ad_1]", "[/bold]", ":smile:", "7️⃣", "👩‍👩‍👧", "می‌خواهم", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "العام", "a\u200eb"]
)
def test_what_people_write_is_left_alone(text):
    assert make_terminal_safe(text) == text


def test_invisible_tag_characters_are_shown():
    assert make_terminal_safe("a\U000e0041") == "a\\U000e0041"


@given(st.text(st.characters()))
def test_no_cell_holds_a_control_or_a_line_break(text):
    safe = make_terminal_safe(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in safe)
    assert len(safe.splitlines()) <= 1


@given(st.text())
def test_json_that_is_safe_is_the_same_json(text):
    line = json.dumps({"text": text}, ensure_ascii=False).encode()
    safe = make_json_safe(line)
    assert json.loads(safe) == {"text": text}
    assert not any(character in safe.decode() for character in "\x7f\x85\x9b\u202e\u2028\u2066\ufff9")
    ascii_line = make_ascii_json(line)
    assert ascii_line.isascii()
    assert json.loads(ascii_line) == {"text": text}


@pytest.mark.parametrize(
    "cell", ["=1+1", "+7", "-1", "@a", " =1", "＝1", "\t=1", "\ufeff=x", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    assert guard_formula(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=1", "UN", "’s", "العام", "(-1)"])
def test_other_cells_are_left_alone(cell):
    assert guard_formula(cell) == cell
