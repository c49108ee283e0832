"""Every command in every format: the same records, exact slices, and hostile text made harmless."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import jsonschema
import pytest
from tests.conftest import SEEDS

COMMANDS = [
    ["list"],
    ["dedupe"],
    ["dedupe", "--pairs"],
    ["dates"],
    ["quotes", "--all"],
    ["kwic", "UN Charter"],
]
EVERY_COMMAND = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)

HOSTILE_PARAGRAPH = (
    "\x1b]0;pwn\x07 \x9b31m \u202eevil\u202c [/bold] [ad_1] :smile: =cmd|' /C calc'!A0 <script>alert(1)</script> "
    "said “@SUM(A1) the hostile words \x7f of July 16, 2024” \u2028 \ufff9 نص \U000e0041"
)


@EVERY_COMMAND
def test_json_is_one_object_that_its_schema_describes(command, corpuskit):
    result = json.loads(corpuskit(*command, "seeds", "--json").stdout)
    assert list(result) == [
        "schema",
        "tool",
        "command",
        "options",
        "input",
        "offsets",
        "records",
        "issues",
        "summary",
    ]
    name = result["schema"].removeprefix("corpuskit.").removesuffix("/1")
    schema = json.loads(corpuskit("schema", name).stdout)
    assert schema["title"] == result["schema"]
    validator = jsonschema.Draft202012Validator(schema)
    assert result["records"]
    for record in result["records"]:
        validator.validate(record)
        assert list(record)[:5] == ["type", "doc", "line", "start", "end"]
        assert "" not in record.values() or name == "kwic"


@EVERY_COMMAND
def test_all_formats_have_the_same_records(command, corpuskit):
    result = json.loads(corpuskit(*command, "seeds", "--json").stdout)
    number = len(result["records"])
    assert result["summary"]["records"] == number
    lines = corpuskit(*command, "seeds", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == result["records"]
    for output_format, delimiter in (("csv", ","), ("tsv", "\t")):
        text = corpuskit(*command, "seeds", "-f", output_format).stdout.decode()
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert len(rows) == number + 1
        assert {len(row) for row in rows} == {len(result["records"][0])}
    assert len(corpuskit(*command, "seeds").stdout.decode().split("\n")) == number + 2


@EVERY_COMMAND
def test_every_record_is_an_exact_slice_of_its_source(command, corpuskit):
    for record in json.loads(corpuskit(*command, "seeds", "--json").stdout)["records"]:
        text = (SEEDS / f"{record['doc']}.txt").read_bytes().decode()
        assert text[record["start"] : record["end"]] == record.get("match", record.get("text", text))
        assert text.count("\n", 0, record["start"]) + 1 == record["line"]


@pytest.mark.parametrize(("unit", "encoding", "size"), [("bytes", "utf-8", 1), ("utf16", "utf-16-le", 2)])
@EVERY_COMMAND
def test_offsets_in_other_units_are_exact_too(command, unit, encoding, size, corpuskit):
    for record in json.loads(corpuskit(*command, "seeds", "--json", "--offsets", unit).stdout)["records"]:
        text = (SEEDS / f"{record['doc']}.txt").read_bytes().decode()
        piece = text.encode(encoding)[record["start"] * size : record["end"] * size].decode(encoding)
        assert piece == record.get("match", record.get("text", text))


@EVERY_COMMAND
def test_limit_and_header_and_columns(command, corpuskit):
    shown = corpuskit(
        *command, "seeds", "-n", "2", "--columns", "doc,line", "--no-header", "-f", "tsv"
    ).stdout.decode()
    assert [len(line.split("\t")) for line in shown.splitlines()][:2] == [2] * min(2, len(shown.splitlines()))
    assert len(shown.splitlines()) <= 2


@pytest.fixture(scope="module")
def hostile_corpus(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    text = "\n".join([HOSTILE_PARAGRAPH, "and then the UN Charter " + HOSTILE_PARAGRAPH, HOSTILE_PARAGRAPH])
    (root / "=evil\x1b[2J.txt").write_bytes(text.encode())
    return root


@pytest.mark.parametrize("output_format", ["table", "json", "jsonl", "csv", "tsv"])
@EVERY_COMMAND
def test_hostile_text_is_inert(command, output_format, hostile_corpus, corpuskit, tmp_path):
    # A spreadsheet opens a file; what reads a pipe gets the exact text.
    guarded = ["-o", tmp_path / f"out.{output_format}"] if output_format in ("csv", "tsv") else []
    process = corpuskit(*command, hostile_corpus, "-f", output_format, *guarded)
    assert process.returncode == 0, process.stderr
    if guarded:
        process.stdout = guarded[1].read_bytes()
    for output in (process.stdout.decode(), process.stderr.decode()):
        shown = output.replace("\n", "").replace("\t", "")
        if output_format in ("csv", "tsv"):
            # These are for programs: the text is whole there, but no cell is run as a formula.
            cells = [cell for row in csv.reader(io.StringIO(output, newline="")) for cell in row]
            assert not any(cell.lstrip().startswith(("=", "@")) for cell in cells)
        else:
            assert not any(unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs") for character in shown)
            assert "\u202e" not in shown


@EVERY_COMMAND
def test_json_gives_hostile_text_back_exactly(command, hostile_corpus, corpuskit):
    (path,) = hostile_corpus.iterdir()
    text = path.read_bytes().decode()
    records = json.loads(corpuskit(*command, hostile_corpus, "--json").stdout)["records"]
    assert all(text[r["start"] : r["end"]] == r.get("match", r.get("text", text)) for r in records)
    assert {record["doc"] for record in records} <= {"=evil\x1b[2J"}


def test_markers_and_markup_are_shown_as_they_are(hostile_corpus, corpuskit):
    shown = corpuskit("kwic", "UN Charter", hostile_corpus, "-C", "60").stdout.decode()
    assert "[/bold] [ad_1] :smile:" in shown
    assert "<script>" in shown


@pytest.mark.parametrize("option", [["--context", "3"], ["--explain"]], ids=" ".join)
def test_options_that_add_columns_to_a_table_take_no_fields_from_json(option, corpuskit):
    plain = json.loads(corpuskit("quotes", "seeds", "-f", "jsonl", "-n", "1").stdout)
    record = json.loads(corpuskit("quotes", "seeds", "-f", "jsonl", "-n", "1", *option).stdout)
    assert list(record) == list(plain)
    assert record["speaker_name"] == plain["speaker_name"] == "Sergei Lebedev"
    header = corpuskit("quotes", "seeds", "-n", "1", *option).stdout.decode().splitlines()[0].split()
    assert ("context" in header) == (option[0] == "--context")
    assert ("speaker_rule" in header) == (option[0] == "--explain")
