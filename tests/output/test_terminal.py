"""Tables on a terminal: every record can be drawn, numbers stay whole, and bars take the room that there is."""

from __future__ import annotations

import types
import typing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich import cells as rich_cells

from corpuskit.output.bars import narrow_plot, scale_bar
from corpuskit.output.cells import _ONE_CELL, measure_cells
from corpuskit.output.table import TableFormat, TableLayout
from corpuskit.records import (
    OUTPUT_TYPES,
    ConcordanceLine,
    ConcordancePart,
    ConcordancePlot,
    DateCount,
    DateMention,
    Quotation,
    Word,
)

LEVELS = "·▁▂▃▄▅▆▇█"


class Sink:
    is_prompt = False

    def __init__(self):
        self.text = ""

    def write(self, data):
        self.text += data.decode()


def draw(record_type, records, width, columns=None):
    sink = Sink()
    layout = TableLayout(width=width, color=False, isolates=False, has_header=True)
    TableFormat(record_type, columns or record_type.columns, layout).write(sink, records)
    return sink.text.rstrip("\n").split("\n")


def make_value(kind):
    """Return some value of a type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return make_value(inner[0])
    if origin in (typing.Union, types.UnionType):
        return make_value(inner[0])
    if origin is typing.Literal:
        return inner[0]
    if origin in (list, tuple, dict):
        return origin()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return make_record(kind)
    return {int: 1234567, float: 1234.5678, bool: True, str: "some text"}[kind]


def make_record(record_type, **values):
    hints = typing.get_type_hints(record_type, include_extras=True)
    fields = {name: make_value(hints[name]) for name in record_type.__struct_fields__}
    fields |= {"plot": LEVELS} if "plot" in fields else {}
    return record_type(**{**fields, **values})


# Issues, and the state of an index, are no rows of a table.
SHOWN_TYPES = [kind for kind in OUTPUT_TYPES.values() if getattr(kind, "columns", ())]


@pytest.mark.parametrize("width", [20, 60, 200])
@pytest.mark.parametrize("record_type", SHOWN_TYPES, ids=lambda kind: kind.__name__)
def test_every_record_is_drawn(record_type, width):
    lines = draw(record_type, [make_record(record_type)] * 2, width)
    assert len(lines) in (3, 5), (
        "the header, two records, and perhaps a heading of a section with the line before it"
    )
    if width == 200:
        assert all(measure_cells(line) <= width for line in lines)
        assert "…" not in lines[0]


def make_word(**values):
    return make_record(Word, part=None, subpart=None, **values)


@given(
    st.lists(
        st.tuples(st.text("ab", min_size=1, max_size=30), st.integers(0, 10**9), st.floats(0, 1e6)),
        min_size=1,
    ),
    st.integers(10, 120),
)
def test_a_number_is_whole_or_not_there(rows, width):
    columns = ["word", "hits", "per_million", "documents"]
    records = [make_word(word=word, hits=hits, per_million=rate) for word, hits, rate in rows]
    header, *lines = draw(Word, records, width, columns)
    shown = len(header.removesuffix("…").split())
    assert (shown < len(columns)) == header.endswith("  …")
    for (_, hits, rate), line in zip(rows, lines, strict=True):
        numbers = [str(hits), f"{rate:.3f}", "1234567"]
        assert line.split()[1:] == numbers[: shown - 1]
        assert measure_cells(line) <= max(width, 10)


def test_names_of_columns_are_whole_where_there_is_room():
    record = make_word(word="law")
    columns = ["word", "distinct_hits", "per_million"]
    assert draw(Word, [record], 36, columns)[0].split() == columns
    assert draw(Word, [record], 30, columns)[0].split() == ["word", "distinct_…", "per_milli…"]
    # The numbers have seven and eight digits.
    assert draw(Word, [record], 24, columns)[0].split() == ["word", "distinc…", "per_mil…"]


@pytest.mark.parametrize("width", [40, 60, 160])
def test_bars_take_the_room_that_is_left(width):
    counts = [
        make_record(DateCount, period="2024", dates=number, documents=1, bar="█" * number)
        for number in (40, 20, 1, 0)
    ]
    lines = draw(DateCount, counts, width, ["period", "dates", "bar"])
    bars = [line.count("█") for line in lines[1:]]
    room = width - len("2024  ") - len("  ") - len("dates  ") - len("  ") + 2
    assert bars[0] == pytest.approx(room, abs=4)
    assert bars[1] == pytest.approx(bars[0] / 2, abs=1)
    assert bars[2] >= 1
    assert bars[3] == 0
    assert max(map(measure_cells, lines)) <= width


def test_a_bar_that_does_not_fit_is_left_out_before_a_number_is_cut():
    part = make_record(ConcordancePart, part="2024", subpart=None, bar="█" * 30)
    header, line = draw(ConcordancePart, [part], 30, ["part", "hits", "per_million", "documents", "bar"])
    assert header.endswith("…")
    assert line.split() == ["2024", "1234567", "1234.568"]


def test_a_plot_keeps_its_peaks_where_it_is_narrowed():
    plot = "·" * 49 + "█"
    record = make_record(ConcordancePlot, doc="d", hits=1, plot=plot)
    line = draw(ConcordancePlot, [record], 30, ["doc", "hits", "plot"])[1]
    assert line.endswith("·█")
    assert measure_cells(line) <= 30


@given(st.text(LEVELS, min_size=1, max_size=60), st.integers(1, 80))
def test_each_cell_of_a_plot_is_the_highest_of_its_part(plot, width):
    shown = narrow_plot(plot, width)
    assert len(shown) == min(len(plot), width)
    assert max(shown, key=LEVELS.index) == max(plot, key=LEVELS.index)


@given(st.lists(st.integers(0, 50), min_size=1), st.integers(1, 200))
def test_bars_keep_their_order_and_the_longest_is_the_width(lengths, width):
    longest = max(*lengths, 1)
    shown = [len(scale_bar("█" * length, width, longest)) for length in sorted(lengths)]
    assert shown == sorted(shown)
    assert [bool(each) for each in shown] == [bool(each) for each in sorted(lengths)]
    assert max(shown) == (width if max(lengths) else 0)


def test_a_day_is_shown_whole_or_not_at_all():
    record = make_record(
        DateMention,
        doc="a_long_name_of_a_document",
        line=1,
        text="Friday, April 18",
        value="2025-04-18",
        first_day="2025-04-18",
        last_day="2025-04-18",
    )
    header, line = draw(DateMention, [record], 60, ["doc", "line", "text", "value", "first_day", "last_day"])
    assert header.split() == ["doc", "line", "text", "value", "first_day", "…"]
    assert line.split("  ")[-2:] == ["2025-04-18", "2025-04-18"]


def test_before_a_text_is_cut_to_a_few_letters_the_column_before_it_is_left_out():
    record = make_record(
        Quotation,
        doc="a",
        line=1,
        speaker="The Secretary General",
        speaker_name="Ann Maria Example",
        text="It is " * 20,
    )
    header, line = draw(Quotation, [record], 44, ["doc", "line", "speaker", "speaker_name", "text"])
    assert header.split() == ["doc", "line", "speaker", "text", "…"]
    assert line.split("  ")[-1].startswith("It is It is It")


@pytest.mark.parametrize("width", [30, 45, 60])
def test_of_a_concordance_the_match_and_its_context_are_left_out_last(width):
    columns = ["doc", "line", "query", "pattern", "before", "match", "after"]
    record = make_record(
        ConcordanceLine, doc="a_long_name", before="far near ", match="Charter", after=" near far"
    )
    header, line = draw(ConcordanceLine, [record], width, columns)
    names = [name for name in header.split() if name != "…"][-3:]
    assert [name[:3] for name in names] == ["bef", "mat", "aft"]
    assert "Charter" in line
    assert measure_cells(line) <= width


def test_what_is_said_to_take_one_cell_takes_one_by_the_tables_of_rich():
    letters = "".join(map(chr, range(0x110000)))
    assert {rich_cells.cell_len(each) for each in "".join(_ONE_CELL.findall(letters))} == {1}


@given(st.text(st.sampled_from("aé“ם“شЯ한中ｶ\u0301\u064b\u200b\u200d\ufe0f©👩💻🏽🇫 ")))
def test_a_text_is_as_wide_as_rich_says(text):
    assert measure_cells(text) == rich_cells.cell_len(text)
