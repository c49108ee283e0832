"""Lines of a page of a PDF: which of them go on with each other, and in which order their letters are read."""

from __future__ import annotations

import pytest

from corpuskit.corpus.formats.layout import PageLine, join_divided_words, join_lines_of_page, read_lines

WIDE = 5.0  # points that a character takes


def set_lines(*lines: str, top: float = 700, spacing: float = 14, left: float = 72) -> list[PageLine]:
    """Return lines below each other, in letters of 10 points that are all as wide."""
    return [
        PageLine(
            left + WIDE * (len(line) - len(line.lstrip())),
            top - spacing * number,
            left + WIDE * len(line),
            top - spacing * number + 10,
            line.strip(),
        )
        for number, line in enumerate(lines)
    ]


PARAGRAPH = ("The committee met on Monday and considered", "the report that had been submitted by the",
             "secretary, who spoke of progress in all of", "the fields.")  # fmt: skip


def test_lines_that_were_broken_at_a_width_are_one_paragraph():
    assert join_lines_of_page(set_lines(*PARAGRAPH)) == " ".join(PARAGRAPH)


def test_a_greater_space_ends_a_paragraph():
    lines = [*set_lines(*PARAGRAPH), *set_lines(*PARAGRAPH, top=620)]
    assert join_lines_of_page(lines) == "\n".join([" ".join(PARAGRAPH)] * 2)


def test_a_line_that_begins_farther_in_begins_a_paragraph():
    full = (*PARAGRAPH[:3], "the fields that it had been asked about.")
    lines = set_lines(*full, "  Another paragraph begins here and it goes", "on for one more line.")
    assert join_lines_of_page(lines) == (
        " ".join(full) + "\nAnother paragraph begins here and it goes on for one more line."
    )


def test_a_title_in_larger_letters_is_a_line_of_its_own():
    title = PageLine(72, 714, 300, 730, "The report of the committee on")
    assert join_lines_of_page([title, *set_lines(*PARAGRAPH)]).split("\n")[0] == title.text


@pytest.mark.parametrize(
    "lines",
    [
        ("Total revenue in 2020     1,234", "Total revenue in 2021     1,250", "Total revenue in 2022     1,280"),
        ("Shall I compare thee to a summer's day?", "Thou art more lovely and more temperate:",
         "Rough winds do shake the darling buds of May,", "And summer's lease hath all too short a date:"),
        ("Ann Lee", "Robert Miller", "14 Long Street", "Springfield"),
        ("apples and pears", "bread", "milk of the farm", "tea"),
        ("• one thing that is on the list of things", "• another thing that is on this list here"),
    ],
)  # fmt: skip
def test_rows_verses_and_items_stay_lines(lines):
    assert join_lines_of_page(set_lines(*lines)) == "\n".join(lines)


def test_lines_of_a_script_without_spaces_are_joined_without_one():
    lines = (
        "委员会在星期一举行了会议并且审议了秘书提交的报告他",
        "谈到了所有领域的进展情况会议决定休会到二零二五年的",
        "春天",
    )
    assert join_lines_of_page(set_lines(*lines)) == "".join(lines)


class Page:
    """A page as pypdfium2 gives it, whose characters are placed one by one."""

    def __init__(self, text: str, places: list[float]) -> None:
        self._text = text
        self._places = places

    def get_text_range(self) -> str:
        return self._text

    def count_chars(self) -> int:
        return len(self._text)

    def get_charbox(self, index: int, *, loose: bool = False) -> tuple[float, float, float, float]:
        assert loose or index >= 0
        return self._places[index], 700.0, self._places[index] + 5, 710.0


@pytest.mark.parametrize("written", ["فتح رئيس", "حتف رئيس", "حتف سيئر"])
def test_words_from_right_to_left_are_read_in_that_order_however_they_are_written(written):
    # The first word ends at the right; a word that is written as it is seen has its first letter at the left.
    first = [90.0, 85.0, 80.0] if written.startswith("فتح") else [80.0, 85.0, 90.0]
    second = [70.0, 65.0, 60.0, 55.0] if written.endswith("رئيس") else [55.0, 60.0, 65.0, 70.0]
    (line,) = read_lines(Page(written, [*first, 75.0, *second]))
    assert line.text == "فتح رئيس"


def test_words_from_left_to_right_are_left_alone():
    (line,) = read_lines(Page("The end", [10.0, 15, 20, 25, 30, 35, 40]))
    assert line == PageLine(10, 700, 45, 710, "The end")


def test_a_page_whose_characters_cannot_be_counted_has_no_places():
    class Odd(Page):
        def count_chars(self) -> int:
            return len(self._text) + 1

    assert read_lines(Odd("x", [1.0])) is None


def place_runs(*runs: tuple[str, float]) -> Page:
    """Return a page with one line that is drawn in runs, each of which begins at some place and is written as it is seen."""
    places: list[float] = []
    for text, left in runs:
        places += [left + WIDE * place for place in range(len(text))]
        # The end of the run: a carriage return and a line feed.
        places += [places[-1] + WIDE] * 2
    return Page("\r\n".join(text for text, _ in runs), places[:-2])


@pytest.mark.parametrize(
    "runs",
    [
        ((".ويام", 50), ("13", 80), ("موي", 95)),
        (("موي", 95), ("13", 80), (".ويام", 50)),
        ((".ويام", 50), ("1", 80), ("3", 85), ("م", 95), ("وي", 100)),
    ],
)
def test_runs_of_a_line_from_right_to_left_are_one_line_with_its_numbers(runs):
    (line,) = read_lines(place_runs(*runs))
    assert line.text == "يوم 13 مايو."


def test_a_full_stop_at_a_word_leaves_it_in_its_order():
    (line,) = read_lines(place_runs((".سيئر حتف", 50)))
    assert line.text == "فتح رئيس."


def test_latin_words_in_a_line_from_right_to_left_keep_their_order():
    (line,) = read_lines(place_runs(("حتف", 60), ("UN, EU", 25), ("سيئر", 0)))
    assert line.text == "فتح UN, EU رئيس"


def test_points_stay_at_their_letters_in_a_line_of_several_runs():
    # A point is written after its letter or before it, and stands over it.
    page = Page("م\u064bويا\r\n13", [60.0, 60, 65, 70, 75, 80, 80, 85, 90])
    (line,) = read_lines(page)
    assert line.text == "13 ايوم\u064b"


def test_lines_below_each_other_and_columns_far_apart_are_not_one_line():
    far = read_lines(place_runs(("حتف", 0), ("سيئر", 200)))
    assert [line.text for line in far] == ["فتح", "رئيس"]


@pytest.mark.parametrize("hyphen", ["-\n", "\ufffe"])
def test_a_hyphen_before_a_conjunction_divides_no_word(hyphen):
    assert join_divided_words(f"Vor{hyphen}und Nachteile", "") == "Vor- und Nachteile"
    assert join_divided_words(f"Vor{hyphen}unde", "") == "Vorunde"
