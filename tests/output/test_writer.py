"""One writer for every record type and format."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from itertools import islice

import jsonschema
import msgspec
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.errors import OutputError, UsageError
from corpuskit.inputs import InputFiles
from corpuskit.output.cells import cut_cells, isolate, measure_cells, pad_cells
from corpuskit.output.columns import choose_columns
from corpuskit.output.sink import open_sink
from corpuskit.output.structured import make_schema
from corpuskit.output.style import decides_color
from corpuskit.output.table import TableFormat, TableLayout
from corpuskit.output.writer import OutputOptions, write_records
from corpuskit.records import RECORD_TYPES, ConcordanceLine, Issue, Quotation, Record, Span, TextSlice
from corpuskit.run.offsets import OffsetConverter, convert_offsets

PIPE = TableLayout(width=None, color=False, isolates=False, has_header=True)


def make_line(before="the ", match="UN Charter", after=", and", **fields):
    values = {
        "doc": "a", "line": 1, "start": 4, "end": 14, "id": "0a", "query": "UN Charter", "pattern": "UN Charter", "via": None,
        "before": before, "match": match, "after": after, "paragraph": 1, "token": 1, "copies": 1, "group_id": None,
        "lang": "en", "direction": "ltr",
    }  # fmt: skip
    return ConcordanceLine(**{**values, **fields})


QUOTE = Quotation(
    doc="a", line=2, start=1, end=5, text="Yes.", outer_start=0, outer_end=6, open_mark="“", close_mark="”", closed=True,
    kind="direct", level=0, inside=None, parts=[Span(text="Yes.", start=1, end=5)],
    speaker=Span(text="she", start=7, end=10), speaker_name="Ann", speaker_type="pronoun", speaker_rule="x", confidence=0.9,
    cue=None,
    duplicate_of=None, context=None, lang="en",
)  # fmt: skip


class ListedText(Record, frozen=True, kw_only=True, tag="listed"):
    """A record with free names."""

    meta: dict[str, str]


def written(tmp_path, records, record_type=ConcordanceLine, **options):
    path = tmp_path / "out"
    write_records(
        record_type,
        iter(records),
        OutputOptions(path=str(path), **options),
        head={"tool": "corpuskit x", "options": {"pattern": "ü"}},
        finish=lambda: ([Issue(path="p", kind="k", message="m")], {"records": len(records)}),
        inputs=InputFiles(),
    )
    return path.read_bytes()


class TerminalSink:
    """Collects what a table would show."""

    is_prompt = False

    def __init__(self):
        self.text = ""

    def write(self, data):
        self.text += data.decode()


def drawn(
    records, columns=("doc", "line", "before", "match", "after"), layout=PIPE, record_type=ConcordanceLine
):
    sink = TerminalSink()
    TableFormat(record_type, columns, layout).write(sink, records)
    return sink.text.splitlines()


# --- JSON


def test_json_is_one_object_with_its_summary_last(tmp_path):
    data = written(tmp_path, [make_line(), make_line()], format="json")
    result = json.loads(data)
    assert list(result) == ["schema", "tool", "options", "records", "issues", "summary"]
    assert result["schema"] == "corpuskit.kwic/1"
    assert result["options"] == {"pattern": "ü"}
    assert result["records"] == [json.loads(msgspec.json.encode(make_line()))] * 2
    assert result["issues"] == [
        {"type": "issue", "path": "p", "kind": "k", "message": "m", "hint": None, "skipped": False}
    ]
    assert result["summary"] == {"records": 2}


def test_json_without_records_is_still_an_object(tmp_path):
    assert json.loads(written(tmp_path, [], format="json"))["records"] == []


def test_json_lines_are_the_records_alone_type_first(tmp_path):
    lines = written(tmp_path, [make_line(), make_line(line=2)], format="jsonl").splitlines()
    assert [json.loads(line)["line"] for line in lines] == [1, 2]
    assert list(json.loads(lines[0]))[:5] == ["type", "doc", "line", "start", "end"]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "table", "html"])
@pytest.mark.parametrize("sizes", [(100,), (1, 31, 1, 67), (0, 40, 0, 60), (1,) * 100])
def test_records_that_come_in_lists_are_written_as_if_one_by_one(tmp_path, form, sizes):
    lines = [make_line(before=f"{number}\u2028, ", start=number) for number in range(100)]
    taken = iter(lines)
    batches = [list(islice(taken, size)) for size in sizes]
    assert written(tmp_path, batches, format=form).replace(
        f'"records":{len(sizes)}'.encode(), b'"records":100'
    ) == written(tmp_path, lines, format=form)


def test_columns_choose_fields_of_json_lines(tmp_path):
    data = written(tmp_path, [QUOTE], Quotation, format="jsonl", columns="doc,speaker.text,cue.text")
    assert json.loads(data) == {"doc": "a", "speaker.text": "she", "cue.text": None}


@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
def test_a_column_may_be_a_free_name_with_dots(tmp_path, form):
    record = ListedText(doc="a", line=1, start=0, end=0, meta={"user.name": "Bob", "user": "x", "a.b.c": "7"})
    columns = "meta.user.name,meta.a.b.c,meta.user,meta.user.age"
    data = written(tmp_path, [record], ListedText, format=form, columns=columns, header=False)
    if form == "jsonl":
        assert list(json.loads(data).values()) == ["Bob", "7", "x", None]
    else:
        assert data.decode().replace(",", " ").split() == ["Bob", "7", "x"]


@pytest.mark.parametrize(
    ("path", "skipped", "message", "described"),
    [
        ("e", True, "an image, not plain text; skipped", "e: an image, not plain text; skipped"),
        ("text", True, "not plain text; skipped", "text: not plain text; skipped"),
        ("no", True, "no such file: 'no'", "no such file: 'no'"),
        ("a", True, "a: ValueError; skipped", "a: ValueError; skipped"),
        ("e", False, "read as cp1252", "e: read as cp1252"),
        ("b/c.txt", False, "the id 'c' is that of b/c.txt, row 1", "the id 'c' is that of b/c.txt, row 1"),
    ],
)
def test_an_issue_always_names_what_it_is_about(path, skipped, message, described):
    assert Issue(path=path, kind="x", message=message, skipped=skipped).describe() == described


def test_ascii_json_is_ascii(tmp_path):
    data = written(tmp_path, [make_line(match="العام")], format="jsonl", ascii=True)
    assert data.isascii()
    assert json.loads(data)["match"] == "العام"


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_the_schema_of_every_record_is_a_schema(name):
    schema = make_schema(RECORD_TYPES[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"corpuskit.{name}/1"


@pytest.mark.parametrize("record", [make_line(), QUOTE], ids=["kwic", "quote"])
def test_records_are_what_their_schema_says(record):
    jsonschema.validate(json.loads(msgspec.json.encode(record)), make_schema(type(record)))


# --- CSV and TSV


def test_csv_has_all_fields_and_one_row_a_record(tmp_path):
    data = written(tmp_path, [make_line(before='a "b", c\nd')], format="csv").decode()
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert [row["before"] for row in rows] == ['a "b", c\nd']
    assert list(rows[0])[:6] == ["type", "doc", "line", "start", "end", "id"]
    assert rows[0]["group_id"] == ""


def test_tsv_is_separated_by_tabs(tmp_path):
    data = written(tmp_path, [make_line()], format="tsv", columns="doc,match").decode()
    assert data == "doc\tmatch\na\tUN Charter\n"


def test_nested_records_are_cells(tmp_path):
    data = written(
        tmp_path, [QUOTE], Quotation, format="csv", columns="speaker,speaker.start,closed,parts"
    ).decode()
    assert data.splitlines()[1] == 'she,7,true,"[{""text"":""Yes."",""start"":1,""end"":5}]"'


def test_formulas_are_guarded_unless_asked_otherwise(tmp_path):
    assert written(tmp_path, [make_line(match="=1")], format="csv", columns="match") == b"match\n'=1\n"
    assert (
        written(tmp_path, [make_line(match="=1")], format="csv", columns="match", csv_guard=False)
        == b"match\n=1\n"
    )


@pytest.mark.parametrize(
    ("matches", "notes"),
    [
        (["1", "a=1"], []),
        (["=1", "a"], ["1 cell was"]),
        (["=1", "a\x1b", "+2"], ["3 cells were"]),
    ],
)
def test_a_note_says_how_many_cells_were_guarded(tmp_path, matches, notes):
    issues = write_records(
        ConcordanceLine,
        [make_line(match=match) for match in matches],
        OutputOptions(path=str(tmp_path / "out"), format="csv", columns="match"),
        head={},
        finish=lambda: ([], {}),
        inputs=InputFiles(),
    )
    assert [issue.message.split(" changed")[0] for issue in issues] == notes
    assert all(issue.kind == "guarded" and not issue.skipped for issue in issues)


def test_header_and_mark_are_options(tmp_path):
    assert written(tmp_path, [make_line()], format="csv", columns="doc", header=False) == b"a\n"
    assert written(tmp_path, [make_line()], format="csv", columns="doc", bom=True) == b"\xef\xbb\xbfdoc\na\n"


# --- columns


def test_columns_can_be_dropped_from_the_default(tmp_path):
    data = written(tmp_path, [make_line()], format="table", columns="-doc,-line")
    assert data.decode().split("\n")[0].split() == ["before", "match", "after"]


def test_an_unknown_column_is_an_error_with_a_suggestion(tmp_path):
    with pytest.raises(UsageError) as caught:
        written(tmp_path, [], format="csv", columns="doc,mach")
    assert caught.value.hint == "did you mean 'match'?"
    assert not (tmp_path / "out").exists()


# --- tables


def test_the_node_is_aligned_and_nothing_is_cut_in_a_pipe():
    lines = drawn([make_line(before="7️⃣9️⃣ the "), make_line(before="x" * 300), make_line(before="联合国 ")])
    columns = [measure_cells(line[: line.index("UN Charter")]) for line in lines[1:]]
    assert len(set(columns)) == 1
    assert "x" * 300 in lines[2]


def test_a_record_is_one_line():
    assert len(drawn([make_line(before="a\nb\r\u2028c\x0b")])) == 2


def test_wide_columns_are_cut_to_the_terminal_at_their_far_ends():
    layout = TableLayout(width=60, color=False, isolates=False, has_header=True)
    lines = drawn([make_line(before="far " * 30 + "near ", after=" near" + " far" * 30)], layout=layout)
    assert all(measure_cells(line) <= 60 for line in lines)
    assert "near   UN Charter   near" in lines[1]
    assert lines[1].endswith("…")


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (90, ("document_name", "far near", "UN Charter", "near far")),
        (48, ("documen…", "far near", "UN Charter", "near far")),
        (41, ("docum…", "…near", "UN Charter", "near…")),
    ],
)
def test_of_a_concordance_the_name_is_cut_first_and_the_match_last(width, columns):
    layout = TableLayout(width=width, color=False, isolates=False, has_header=False)
    (line,) = drawn([make_line(doc="document_name", before="far near ", after=" near far")], layout=layout)
    assert measure_cells(line) <= width
    name, _, *shown = regex.split(r" {2,}", line.strip())
    assert (name, *(cell.strip() for cell in shown)) == columns


def test_the_number_of_the_line_is_left_out_before_the_match_is_cut():
    layout = TableLayout(width=34, color=False, isolates=False, has_header=False)
    (line,) = drawn([make_line(doc="document_name", before="far near ", after=" near far")], layout=layout)
    assert measure_cells(line) <= 34
    assert [cell.strip() for cell in regex.split(r" {2,}", line.strip())] == [
        "docum…",
        "…ar",
        "UN Charter",
        "ne…",
    ]


def test_beside_a_text_the_name_of_a_document_gives_way_first():
    layout = TableLayout(width=44, color=False, isolates=False, has_header=False)
    record = TextSlice(
        doc="a_long_name_of_a_document",
        line=1,
        start=0,
        end=20,
        text="What is read, twenty.",
        title=None,
        date=None,
        source="the source",
        path=None,
    )
    (line,) = drawn([record], ("doc", "source", "text"), layout, TextSlice)
    assert line == "a_long_name_o…  the source  What is read, t…"


def test_where_lines_are_mirrored_the_headings_are_too():
    layout = TableLayout(width=80, color=False, isolates=True, has_header=True)
    rtl = make_line(before="قبل", match="كلمة", after="بعد", direction="rtl")
    assert drawn([rtl], layout=layout)[0].split() == ["doc", "line", "after", "match", "before"]
    assert drawn([rtl, make_line()], layout=layout)[0].split() == ["doc", "line", "before", "match", "after"]
    assert drawn([], layout=layout)[0].split() == ["doc", "line", "before", "match", "after"]


def test_right_to_left_lines_are_isolated_and_mirrored_on_a_terminal():
    layout = TableLayout(width=80, color=False, isolates=True, has_header=False)
    (line,) = drawn([make_line(before="قبل", match="كلمة", after="بعد", direction="rtl")], layout=layout)
    assert line.index("بعد") < line.index("كلمة") < line.index("قبل")
    assert line.count("\u2067") == line.count("\u2069") == 3


def test_lines_of_full_width_are_isolated_where_that_is_asked_for():
    layout = PIPE._replace(isolates=True, has_header=False)
    (line,) = drawn([make_line(before="قبل", match="كلمة", after="بعد", direction="rtl")], layout=layout)
    assert line.count("\u2067") == line.count("\u2069") == 3


def test_files_and_pipes_hold_no_isolates():
    (line,) = drawn([make_line(before="قبل", match="كلمة", after="بعد", direction="rtl")])[1:]
    assert not regex.search("[\u2066-\u2069]", line)
    assert line.index("قبل") < line.index("كلمة") < line.index("بعد")


def test_colour_is_only_there_when_asked_for():
    record = make_line()
    assert not any("\x1b" in line for line in drawn([record]))
    assert "\x1b[1;31mUN Charter\x1b[0m" in drawn([record], layout=PIPE._replace(color=True))[1]


@pytest.mark.parametrize(
    ("choice", "environment", "is_terminal", "color"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"CLICOLOR": "0"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"GITHUB_ACTIONS": "1"}, False, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_on_colour(choice, environment, is_terminal, color):
    stream = io.StringIO()
    stream.isatty = lambda: is_terminal
    assert decides_color(choice, stream, environment) is color


@pytest.mark.parametrize(
    ("text", "width", "side", "cut"),
    [
        ("abcdef", 4, "right", "abc…"),
        ("abcdef", 4, "left", "…def"),
        ("7️⃣9️⃣x", 4, "right", "7️⃣…"),
        ("🇷🇺🇨🇭🇮🇷", 5, "left", "…🇨🇭🇮🇷"),
        ("联合国", 4, "right", "联…"),
        ("سيّما", 3, "right", "سيّ…"),
        ("abc", 3, "right", "abc"),
    ],
)
def test_text_is_cut_between_characters(text, width, side, cut):
    assert cut_cells(text, width, side=side) == cut
    assert measure_cells(cut) <= width


def test_cells_are_padded_by_their_width():
    assert pad_cells("联", 4, side="left") == "  联"
    assert pad_cells("7️⃣", 4, side="right") == "7️⃣  "


def test_only_cells_with_right_to_left_letters_are_isolated():
    assert isolate("UN é") == "UN é"
    assert isolate("UN العام") == "\u2068UN العام\u2069"


_CELLS = st.text(st.sampled_from("ab é漢\u0301\u202e\x1b[عب\n"), max_size=8)


@given(
    st.lists(st.tuples(_CELLS, _CELLS, st.integers(0, 10**6)), max_size=5),
    st.permutations(["doc", "line", "before", "match", "after", "group_id"]),
)
def test_cells_that_are_only_padded_are_drawn_as_all_are(rows, columns):
    records = [make_line(before, match, line=line) for before, match, line in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TableFormat, "_is_plain", False)
        expected = drawn(records, columns)
    assert drawn(records, columns) == expected


# --- offsets


def test_offsets_in_bytes_and_utf16_units():
    text = "é🇷🇺 Charter" + "x" * 3000 + "é!"
    for unit, encoding, size in (("bytes", "utf-8", 1), ("utf16", "utf-16-le", 2)):
        converter = OffsetConverter(text, unit)
        for offset in (0, 1, 2, 3, 10, 1023, 1024, 1025, len(text)):
            assert converter.convert(offset) == len(text[:offset].encode(encoding)) // size


def test_all_offsets_of_a_record_are_converted():
    converter = OffsetConverter("é" * 20, "bytes")
    record = convert_offsets(QUOTE, {"a": converter}.__getitem__)
    assert (record.start, record.end, record.outer_start, record.outer_end) == (2, 10, 0, 12)
    assert (record.speaker.start, record.parts[0].end, record.inside, record.line) == (14, 10, None, 2)


# --- files


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out"
    path.write_text("old")

    def interrupt_after_writing():
        with open_sink(str(path), InputFiles()) as sink:
            sink.write(b"x" * 100_000)
            raise ValueError("interrupted")

    with pytest.raises(ValueError, match="interrupted"):
        interrupt_after_writing()
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out"]


def test_a_new_file_has_the_usual_permissions(tmp_path):
    mask = os.umask(0o022)
    try:
        with open_sink(str(tmp_path / "out"), InputFiles()) as sink:
            sink.write(b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o644


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with open_sink(str(tmp_path / "link"), InputFiles()) as sink:
        sink.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


@pytest.mark.parametrize("path", ["nosuch/out", "/dev/full"])
def test_a_file_that_cannot_be_written_is_one_clear_error(tmp_path, path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="cannot write"), open_sink(path, InputFiles()) as sink:
        sink.write(b"x")
    assert os.listdir(tmp_path) == []


# --- columns that make no sense


@pytest.mark.parametrize(
    ("columns", "hint"),
    [
        ("match.x", None),
        ("speaker.txt", "did you mean 'speaker.text'?"),
        ("speaker.", "did you mean 'speaker."),
        ("", "columns: type, doc"),
        (",", "columns: type, doc"),
        ("-doc,-line,-kind,-speaker,-speaker_name,-text", "columns: type, doc"),
    ],
)
def test_columns_that_make_no_sense_are_an_error(tmp_path, columns, hint):
    record_type = ConcordanceLine if columns == "match.x" else Quotation
    with pytest.raises(UsageError) as caught:
        written(tmp_path, [], record_type, format="table", columns=columns)
    assert (caught.value.hint or "").startswith(hint or "")


def test_cells_of_csv_hold_no_controls_unless_the_text_must_be_exact(tmp_path):
    record = make_line(match="a\x1b[2J\x9b\u202e\tb\nc")
    data = written(tmp_path, [record], format="csv", columns="match").decode()
    assert next(csv.reader(io.StringIO(data.split("\n", 1)[1], newline=""))) == ["a␛[2J\\u009b\\u202e\tb\nc"]
    data = written(tmp_path, [record], format="csv", columns="match", csv_guard=False).decode()
    assert next(csv.reader(io.StringIO(data.split("\n", 1)[1], newline=""))) == [record.match]


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path):
    path = tmp_path / "out"
    path.write_text("old")
    path.chmod(0o640)
    with open_sink(str(path), InputFiles()) as sink:
        sink.write(b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("column", ["type.x", "doc.x", "line.x.y"])
def test_a_plain_column_has_no_fields_of_its_own(column):
    with pytest.raises(UsageError, match="has no fields of its own"):
        choose_columns(ConcordanceLine, column, ConcordanceLine.columns)
