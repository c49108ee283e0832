"""Concordances on a terminal: the words that lines are sorted by, and the layout of two lines a hit."""

from __future__ import annotations

import pytest

from corpuskit.output.concordance import SortWord, StackedFormat, find_sort_words, paint_sort_words
from corpuskit.records import ConcordanceLine

CYAN, YELLOW, RESET = "\x1b[36m", "\x1b[33m", "\x1b[0m"


def make_line(before, match, after, **fields):
    values = {
        "doc": "d", "line": 3, "start": len(before), "end": len(before + match), "id": "x", "query": match,
        "pattern": match, "before": before, "match": match, "after": after, "via": None, "paragraph": 1, "token": 0,
        "copies": 1, "group_id": None, "lang": None, "direction": "ltr", **fields,
    }  # fmt: skip
    return ConcordanceLine(**values)


def test_two_words_are_told_from_sort_keys():
    assert find_sort_words(["doc", "R1", "freq:L2", "R3"]) == [
        SortWord("after", 1, "first"),
        SortWord("before", 2, "second"),
    ]
    assert find_sort_words(["match", "doc"]) == []


@pytest.mark.parametrize(
    ("context", "side", "keys", "painted"),
    [
        (" of the law", "after", ["R1", "R2"], f" {CYAN}of{RESET} {YELLOW}the{RESET} law"),
        ("in breach of the ", "before", ["L1", "L3"], f"in {YELLOW}breach{RESET} of {CYAN}the{RESET} "),
        ("one ", "before", ["L2"], "one "),
        (" one", "after", ["L1"], " one"),
        ("", "after", ["R1"], ""),
    ],
)
def test_the_words_that_lines_are_sorted_by_are_coloured(context, side, keys, painted):
    words = find_sort_words(keys)
    assert paint_sort_words(context, side, words, color=True) == painted
    assert paint_sort_words(context, side, words, color=False) == context


class TestStackedLayout:
    def test_has_the_reference_and_then_the_text_with_the_match_marked(self):
        plain = StackedFormat([], color=False, isolates=False)
        assert plain.draw(make_line("It is ", "law", " now.")) == "d:3\n  It is ⟦law⟧ now.\n\n"

    @pytest.mark.parametrize(("copies", "head"), [(1, "d:3\n"), (2, "d:3 ×2\n"), (40, "d:3 ×40\n")])
    def test_shows_how_many_hits_a_line_stands_for(self, copies, head):
        plain = StackedFormat([], color=False, isolates=False)
        assert plain.draw(make_line("", "law", "", copies=copies)).startswith(head)

    def test_marks_by_colour_where_there_is_some(self):
        drawn = StackedFormat(find_sort_words(["R1"]), color=True, isolates=False).draw(
            make_line("It is ", "law", " now.")
        )
        assert f"It is \x1b[1;31mlaw{RESET} {CYAN}now{RESET}." in drawn

    def test_isolates_right_to_left_text(self):
        drawn = StackedFormat([], color=False, isolates=True).draw(
            make_line("في ", "مجلس", " الأمن", direction="rtl")
        )
        assert drawn == "d:3\n  \u2067في ⟦مجلس⟧ الأمن\u2069\n\n"

    def test_does_not_obey_the_text(self):
        drawn = StackedFormat([], color=False, isolates=False).draw(
            make_line("\x1b]0;x\x07", "law", "\u202e")
        )
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn

    @pytest.mark.parametrize(
        ("before", "match", "after", "lines"),
        [
            ("It is the ", "law", " of the land.", ["It is the", "⟦law⟧ of the", "land."]),
            ("", "A very long match", "", ["⟦A very long", "match⟧"]),
            ("incomprehensibilities ", "law", "", ["incomprehensibilities", "⟦law⟧"]),
            ("联合国宪章是国际", "法", "的基础", ["联合国宪章是国", "际⟦法⟧的基础"]),
        ],
    )
    def test_breaks_lines_between_words_on_a_terminal(self, before, match, after, lines):
        narrow = StackedFormat([], color=False, isolates=False, width=16)
        drawn = narrow.draw(make_line(before, match, after))
        assert drawn == "d:3\n" + "".join(f"  {line}\n" for line in lines) + "\n"

    def test_isolates_each_line_by_itself(self):
        narrow = StackedFormat([], color=False, isolates=True, width=8)
        drawn = narrow.draw(make_line("قبل قبل ", "كلمة", " بعد", direction="rtl"))
        assert (
            drawn == "d:3\n  \u2067قبل\u2069\n  \u2067قبل\u2069\n  \u2067⟦كلمة⟧\u2069\n  \u2067بعد\u2069\n\n"
        )
