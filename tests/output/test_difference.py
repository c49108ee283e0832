"""Word diffs in tables."""

from __future__ import annotations

from corpuskit.output.difference import format_difference, paint_difference
from corpuskit.records import DifferenceStep

STEPS = [
    DifferenceStep(operation="equal", kept="On July 16 the minister met", copy="On July 16 the minister met"),
    DifferenceStep(operation="replace", kept="Cassis", copy="Bagheri Kani"),
    DifferenceStep(operation="equal", kept="on the sidelines of the debate of the Council", copy=""),
    DifferenceStep(operation="insert", kept="", copy="in New York"),
    DifferenceStep(operation="delete", kept="today", copy=""),
]


def test_what_only_one_side_has_is_marked():
    assert format_difference(STEPS, is_short=False) == (
        "On July 16 the minister met [-Cassis-] {+Bagheri Kani+} on the sidelines of the debate of the Council "
        "{+in New York+} [-today-]"
    )


def test_long_runs_of_equal_words_are_left_out_on_a_terminal():
    assert format_difference(STEPS, is_short=True) == (
        "On July 16 the minister met [-Cassis-] {+Bagheri Kani+} on the sidelines … of the Council {+in New York+} [-today-]"
    )


def test_both_sides_have_a_colour_of_their_own_even_when_cut():
    assert paint_difference("a [-b-] {+c+} {+d…", color=True) == (
        "a \x1b[31m[-b-]\x1b[0m \x1b[32m{+c+}\x1b[0m \x1b[32m{+d…\x1b[0m"
    )
    assert paint_difference("a [-b-]", color=False) == "a [-b-]"
