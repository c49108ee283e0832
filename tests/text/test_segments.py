"""Lines, paragraphs and sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.text.segments import (
    LineIndex,
    is_hard_wrapped,
    iter_line_spans,
    iter_paragraphs,
    iter_sentences,
)

SPACED = st.lists(
    st.sampled_from(
        [
            "a",
            "Word. ",
            "\n",
            "\r\n",
            "\r",
            " ",
            "\u00a0",
            "\u2028",
            "\u0085",
            "\x0b",
            "“",
            "”",
            "(",
            ")",
            "Mr. ",
            "؟ ",
            "。",
            "…",
        ]
    )
).map("".join)


@given(st.one_of(st.text(), SPACED))
def test_lines_are_the_whole_text(text):
    assert "".join(text[start:end] for start, end in iter_line_spans(text)) == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["a\n", "b"]),
        ("a\r\nb\r\n", ["a\r\n", "b\r\n"]),
        ("a\rb", ["a\r", "b"]),
        ("a\n\rb", ["a\n", "\r", "b"]),
        # As in an editor or in grep, these are white space inside a line.
        ("a\u0085b\u2028c\u2029d\x0be\x0cf", ["a\u0085b\u2028c\u2029d\x0be\x0cf"]),
        ("", []),
    ],
)
def test_a_line_ends_at_lf_cr_or_both(text, lines):
    assert [text[start:end] for start, end in iter_line_spans(text)] == lines


@given(st.one_of(st.text(), SPACED))
def test_the_line_of_an_offset_is_the_line_that_holds_it(text):
    index = LineIndex(text)
    for number, (start, end) in enumerate(iter_line_spans(text), start=1):
        assert {index.line_at(place) for place in range(start, end)} == {number}


@given(st.one_of(st.text(), SPACED), st.sampled_from(["auto", "line", "block"]))
def test_paragraphs_hold_all_that_is_not_white_space_once_and_in_order(text, rule):
    paragraphs = list(iter_paragraphs(text, rule))
    assert "".join("".join(text[p.start : p.end].split()) for p in paragraphs) == "".join(text.split())
    assert [p.number for p in paragraphs] == list(range(1, len(paragraphs) + 1))
    assert all(text[p.start : p.end] == text[p.start : p.end].strip() != "" for p in paragraphs)
    lines = LineIndex(text)
    assert all(p.line == lines.line_at(p.start) for p in paragraphs)


def test_the_paragraphs_of_the_seeds_are_their_lines(seed_texts):
    assert [len(list(iter_paragraphs(text))) for text in seed_texts.values()] == [19, 17, 137, 20, 17]


WRAPPED = """It was a bright cold day in April, and the clocks were all striking at
once. The delegates hurried through the doors of the hall, though not
quickly enough to keep the wind from following them along the corridor.

The hall smelt of paper and of coffee. At one end of it a coloured map,
too large for any wall indoors, had been tacked up by somebody who did
not mind the wind.

“Begin,” said the chair.
"""


def test_hard_wrapped_text_has_paragraphs_between_blank_lines():
    assert is_hard_wrapped(WRAPPED)
    paragraphs = [WRAPPED[p.start : p.end] for p in iter_paragraphs(WRAPPED)]
    assert len(paragraphs) == 3
    assert paragraphs[0].startswith("It was")
    assert paragraphs[0].endswith("corridor.")
    assert [p.line for p in iter_paragraphs(WRAPPED)] == [1, 5, 9]


@pytest.mark.parametrize(
    "text",
    [
        "A short line.\nAnother one.\nA third line that is rather longer than the two before.\nAnd a fourth.\nFive.\n",
        "one word\n" * 20,
        "",
        "\n\n\n",
        "A paragraph that goes on and on. " * 20
        + "\n"
        + "A second one. " * 30
        + "\n"
        + "Third. " * 9
        + "\n"
        + "Fourth\nFifth",
    ],
)
def test_lists_poems_and_paragraphs_on_one_line_are_not_hard_wrapped(text):
    assert not is_hard_wrapped(text)


@pytest.mark.parametrize(
    "sentences",
    [
        ["H.E. Mr. A. Guterres on Jan. 5…", "Then the U.N. Charter (Art. 2, para. 4)…", "Really?!", "Yes."],
        ["“We agree. We act.”", "Then they left."],
        ["“Really?” she asked.", "Nobody answered."],
        ["He said (see p. 4. It is long.) nothing.", "Good."],
        ["The U.S. and the U.N. met at 3 p.m. on Monday.", "It ended at 5."],
        ["هل هذا صحيح؟", "نعم، هذا صحيح.", "انتهى."],
        ["他来了。", "我们走！", "好吗？", "“好。”", "走。"],
        ["Он родился в 1990 г. в Москве.", "Потом уехал."],
        ["M. Dupont est arrivé.", "Il repart à 5 h."],
        ["It costs 3.50 or so.", "See example.org for more."],
        ["No end"],
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(sentences):
    text = "" if "他" in sentences[0] else " "
    text = text.join(sentences)
    assert [text[start:end] for start, end in iter_sentences(text)] == sentences


@given(st.one_of(st.text(), SPACED))
def test_sentences_hold_all_that_is_not_white_space_once_and_in_order(text):
    spans = list(iter_sentences(text))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "“a. ” " * 20_000, "Mr. " * 50_000, "A." * 50_000, "!?" * 100_000]
)
def test_hostile_punctuation_takes_no_more_than_linear_time(text):
    # Quadratic work on these would not end within the time limit of the whole suite.
    spans = list(iter_sentences(text))
    assert spans[-1][1] == len(text.rstrip())


@pytest.mark.parametrize(
    "line",
    [
        "This is the same line of a log, it is long enough to count.",
        "ERROR the connection to the server was lost in module seven",
    ],
)
def test_lines_of_a_log_that_are_equally_long_are_paragraphs(line):
    text = "\n".join(f"{line} {number}" if "ERROR" in line else line for number in range(10, 30))
    assert len(list(iter_paragraphs(text))) == 20


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        # A law: short articles, lines of any width, most of them within a sentence.
        ("Section 1. Every officer who has been\nappointed under this Act shall, before he takes up\nhis duties, swear the oath that is set out below;\n(a) the oath shall be sworn before a judge; and\n(b) a record of it shall be kept by the clerk of\nthe court for ten years, which the judge signs.\nSection 2. No officer shall serve for more than ten years.\n", True),
        ("\n".join(f"https://example.org/pages/of/the/report/{number}/annex/{'x' * (number % 9)}" for number in range(30)), False),
        ("\n".join(f"error: the connection to host {number} was lost in module seven" for number in range(30)), False),
        ("are you there\nyes i have been waiting for you at the door of the house since nine\nok\ni am on my way now but the bus is late again and so it will take me some time\nno hurry\nfine\n", False),
    ],
)  # fmt: skip
def test_hard_wrapped_text_is_told_by_lines_that_run_on(text, wrapped):
    assert is_hard_wrapped(text) is wrapped


def test_wrapped_text_in_a_script_without_capitals_is_still_wrapped():
    words = [
        "اجتمعت",
        "اللجنة",
        "يوم",
        "الاثنين",
        "وقررت",
        "أن",
        "يرسل",
        "التقرير",
        "إلى",
        "جميع",
        "أعضائها",
        "في",
        "أقرب",
        "وقت",
        "ممكن",
    ] * 12
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    assert is_hard_wrapped("\n".join([*lines, line]))


def make_wrapped(
    count: int, *, widest: int = 100, wide: int = 4, shorter: int = 16, word: str = "sixsi", end: str = ""
) -> str:
    """Return lines that all differ, some of them as wide as the widest.

    Args:
        count: Number of lines.
        widest: Number of code points of the widest.
        wide: How many lines are as wide.
        shorter: By how many code points the others are shorter.
        word: The word that begins each line, with one more letter.
        end: What ends each line.
    """
    widths = [widest - shorter * (number >= wide) for number in range(count)]
    begins = [f"{word}{'abcdefg'[number % 7]} in its {number:03}" for number in range(count)]
    return "\n".join(
        begin + "x" * (width - len(begin + end)) + end for begin, width in zip(begins, widths, strict=True)
    )


class TestHardWraps:
    def test_a_line_was_broken_where_the_next_word_would_hardly_have_fitted(self):
        assert is_hard_wrapped(make_wrapped(41))
        assert not is_hard_wrapped(make_wrapped(41, shorter=17))

    def test_the_width_is_that_of_the_widest_line_but_a_tenth(self):
        assert is_hard_wrapped(make_wrapped(41, shorter=17, wide=3))

    def test_a_line_that_goes_on_has_some_words(self):
        assert not is_hard_wrapped(make_wrapped(41).replace(" in its ", "inits"))

    def test_lines_that_begin_with_the_same_word_go_on_with_nothing(self):
        assert not is_hard_wrapped(make_wrapped(41, word="sixsix a"))

    def test_a_line_that_goes_on_ends_with_no_mark(self):
        assert not is_hard_wrapped(make_wrapped(41, end="x."))
        assert is_hard_wrapped(make_wrapped(41, end=".x"))

    def test_a_line_that_goes_on_begins_with_no_capital(self):
        assert not is_hard_wrapped(make_wrapped(41, word="Sixsi"))
        assert is_hard_wrapped(make_wrapped(41, word="sIXSI"))

    @pytest.mark.parametrize(("running", "wrapped"), [(11, False), (12, True)])
    def test_three_of_ten_lines_run_on(self, running, wrapped):
        lines = make_wrapped(41).split("\n")
        text = "\n".join([*lines[: running + 1], *(line.capitalize() for line in lines[running + 1 :])])
        assert is_hard_wrapped(text) == wrapped

    @pytest.mark.parametrize(("lines", "wrapped"), [(4, False), (5, True)])
    def test_four_pairs_of_lines_are_the_least(self, lines, wrapped):
        assert is_hard_wrapped(make_wrapped(lines, wide=lines)) == wrapped

    @pytest.mark.parametrize(("width", "wrapped"), [(39, False), (40, True), (160, True), (161, False)])
    def test_a_wrap_has_between_40_and_160_code_points(self, width, wrapped):
        assert is_hard_wrapped(make_wrapped(20, widest=width, wide=20)) == wrapped
