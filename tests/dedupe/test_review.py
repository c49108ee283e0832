"""A table of proposed removals that was read and changed by hand decides what goes."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.running import dedupe

from corpuskit.corpus import open_corpus
from corpuskit.dedupe import find_duplicates
from corpuskit.dedupe.writing.review import Review, iter_proposals
from corpuskit.dedupe.writing.rewrite import plan_rewriting, restore_corpus, write_without_copies
from corpuskit.errors import UsageError

LINES = [f"The {name} of the old town rings at noon today." for name in ("bell", "clock", "gong", "chime")]


def run(*arguments: str | Path) -> int:
    return dedupe(*arguments, "-q").returncode


def write_corpus(root: Path, places: list[int]) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "a.txt").write_text("\n\n".join(LINES[place] for place in places), "utf-8")
    return root


def review(source: Path, table: Path) -> list[dict[str, str]]:
    assert run(source, "--review", table) == 0
    return list(csv.DictReader(io.StringIO(table.read_text("utf-8"), newline="")))


def write_table(path: Path, rows, columns, delimiter=",", encoding="utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, columns, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_a_row_says_what_would_go_and_what_it_repeats(tmp_path):
    (row,) = review(write_corpus(tmp_path / "in", [0, 1, 0]), tmp_path / "table.csv")
    assert (row["keep"], row["kind"], row["doc"], row["line"], row["kept.line"]) == (
        "",
        "exact",
        "a",
        "5",
        "1",
    )
    assert row["text"] == row["kept_text"] == LINES[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_spreadsheet_makes_of_the_table_is_read(tmp_path, delimiter, encoding):
    source = write_corpus(tmp_path / "in", [0, 1, 0, 1])
    rows = review(source, tmp_path / "table.csv")
    rows[0]["keep"] = "x"
    for row in rows:
        # A comma for the decimal sign, and the guard against formulas.
        row["similarity"] = row["similarity"].replace(".", ",")
        row["text"] = "'" + row["text"]
    columns = list(rows[0])
    columns.reverse()
    write_table(tmp_path / "table.csv", rows, columns, delimiter, encoding)
    assert run(source, "--apply", tmp_path / "table.csv", "--write", tmp_path / "out") == 0
    assert (tmp_path / "out" / "a.txt").read_text("utf-8").count(LINES[0]) == 2
    assert (tmp_path / "out" / "a.txt").read_text("utf-8").count(LINES[1]) == 1


@given(places=st.lists(st.integers(0, 3), min_size=1, max_size=9), data=st.data())
def test_what_is_marked_stays_and_all_can_be_restored(places, data, tmp_path_factory):
    root = tmp_path_factory.mktemp("review")
    source = write_corpus(root / "in", places)
    corpus = open_corpus(source)
    records = list(find_duplicates(corpus))
    proposals = list(iter_proposals(corpus, records, plan_rewriting(corpus, None), None))
    marks = [data.draw(st.sampled_from(["", "x", "yes", "no", "0"])) for _ in proposals]
    rows = [
        {"keep": mark, "kind": row.kind, "doc": row.doc, "line": row.line, "start": row.start, "end": row.end, "text": row.text,
         "kept.doc": row.kept.doc, "kept.line": row.kept.line, "kept.start": row.kept.start, "kept.end": row.kept.end}
        for mark, row in zip(marks, proposals, strict=True)
    ]  # fmt: skip
    if not rows:
        return
    write_table(root / "table.csv", rows, list(rows[0]))
    table = Review(str(root / "table.csv"))
    written = write_without_copies(corpus, table.copies, root / "out", choose=table.choose)
    assert written.paragraphs == sum(mark in ("", "no", "0") for mark in marks)
    restore_corpus(root / "out", root / "back")
    assert (root / "back" / "a.txt").read_bytes() == (source / "a.txt").read_bytes()


def test_a_table_of_another_state_of_the_corpus_is_refused(tmp_path):
    source = write_corpus(tmp_path / "in", [0, 1, 0])
    review(source, tmp_path / "table.csv")
    write_corpus(source, [0, 1, 2])
    corpus = open_corpus(source)
    table = Review(str(tmp_path / "table.csv"))
    with pytest.raises(UsageError, match="does not say what"):
        write_without_copies(corpus, table.copies, tmp_path / "out", choose=table.choose)
    assert not (tmp_path / "out").exists()


def test_what_is_kept_for_another_cannot_go(tmp_path):
    rows = review(write_corpus(tmp_path / "in", [0, 1, 0]), tmp_path / "table.csv")
    rows.append(rows[0] | {"line": "1", "start": "0", "end": str(len(LINES[0])), "kept.line": "3"})
    write_table(tmp_path / "table.csv", rows, list(rows[0]))
    with pytest.raises(UsageError, match="is to go and is what is kept"):
        Review(str(tmp_path / "table.csv"))


@pytest.mark.parametrize("column", ["keep", "doc", "start", "kept.start"])
def test_a_table_without_a_column_that_is_needed_is_refused(tmp_path, column):
    rows = review(write_corpus(tmp_path / "in", [0, 1, 0]), tmp_path / "table.csv")
    write_table(
        tmp_path / "table.csv",
        [{k: v for k, v in row.items() if k != column} for row in rows],
        [k for k in rows[0] if k != column],
    )
    with pytest.raises(UsageError, match=column):
        Review(str(tmp_path / "table.csv"))


def apply_changed(tmp_path, change, head=""):
    """Apply the table of two removals after a change by hand, and return the exit code and what was written."""
    source = write_corpus(tmp_path / "in", [0, 1, 0, 1])
    rows = change(review(source, tmp_path / "table.csv"))
    write_table(tmp_path / "table.csv", rows, list(rows[0]))
    if head:
        table = (tmp_path / "table.csv").read_text("utf-8")
        (tmp_path / "table.csv").write_text(head + table, "utf-8")
    code = run(source, "--apply", tmp_path / "table.csv", "--write", tmp_path / "out")
    written = tmp_path / "out" / "a.txt"
    return code, written.read_text("utf-8").count("old town") if written.exists() else None


def test_numbers_with_a_decimal_place_and_a_line_that_names_the_delimiter_are_read(tmp_path):
    def change(rows):
        return [row | {name: row[name] + ".0" for name in ("start", "end", "line")} for row in rows]

    assert apply_changed(tmp_path, change, head="sep=,\n") == (0, 2)


def test_of_two_rows_for_one_paragraph_that_which_keeps_it_counts(tmp_path):
    assert apply_changed(tmp_path, lambda rows: [rows[0] | {"keep": "x"}, *rows]) == (0, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"start": "1,000"},
        {"end": "many"},
        {"doc": "../a"},
        {"start": "-5"},
        {"end": "1000000"},
        {"text": ""},
    ],
)
def test_a_row_that_was_changed_so_that_it_does_not_fit_is_refused(tmp_path, change):
    assert apply_changed(tmp_path, lambda rows: [rows[0] | change, *rows[1:]]) == (2, None)


def test_a_row_about_a_part_of_a_line_is_refused(tmp_path):
    def change(rows):
        start = int(rows[0]["start"]) + 4
        return [rows[0] | {"start": str(start), "text": rows[0]["text"][4:]}]

    assert apply_changed(tmp_path, change) == (2, None)


def test_a_row_that_overlaps_another_is_refused(tmp_path):
    def change(rows):
        whole = rows[0]["text"] + "\n\n" + rows[1]["text"]
        return [rows[0] | {"end": rows[1]["end"], "text": whole}, *rows[1:]]

    assert apply_changed(tmp_path, change) == (2, None)


@pytest.mark.parametrize("name", ["-rf", "=1+1", "'-rf", "\x1b[2J", "@a", "a\nb"])
def test_a_name_that_a_spreadsheet_would_run_is_found_again(tmp_path, name):
    source = write_corpus(tmp_path / "in", [0, 1, 0])
    (source / "a.txt").rename(source / f"{name}.txt")
    table = tmp_path / "table.csv"
    assert len(review(source, table)) == 1
    assert run(source, "--apply", table, "--write", tmp_path / "out") == 0
    assert run("--restore", tmp_path / "out", "--write", tmp_path / "back") == 0
    for path in source.iterdir():
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes()
        assert (tmp_path / "out" / path.name).read_bytes() != path.read_bytes()


def test_files_that_nothing_can_be_taken_out_of_are_told_and_have_no_rows(tmp_path):
    source = write_corpus(tmp_path / "in", [0, 1, 0])
    (source / "b.html").write_text(f"<html><body><p>{LINES[1]}</p><p>{LINES[2]}</p></body></html>", "utf-8")
    (source / "c-chat.txt").write_text(
        f"13/05/2023, 22:00 - Ann: {LINES[0]}\n13/05/2023, 22:01 - Bob: No.\n", "utf-8"
    )
    (source / "d.html").write_text(f"<html><body><p>{LINES[3]}</p></body></html>", "utf-8")
    table = tmp_path / "table.csv"
    reviewed = dedupe(source, "--review", table, "--html", "all")
    assert reviewed.returncode == 0
    assert [line for line in reviewed.stderr.splitlines() if "nothing can" in line] == [
        f"corpuskit: note: {source}/b.html: nothing can be taken out of an HTML page",
        f"corpuskit: note: {source}/c-chat.txt: nothing can be taken out of an export of a chat",
    ]
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"), newline="")))
    assert [(row["doc"], row["line"]) for row in rows] == [("a", "5")]
    applied = dedupe(source, "--apply", table, "--write", tmp_path / "out", "--html", "all")
    assert applied.returncode == 0
    assert (tmp_path / "out" / "a.txt").read_text("utf-8").rstrip() == "\n\n".join(LINES[:2])


def test_a_table_that_is_not_there_is_said_to_be_missing(tmp_path):
    source = write_corpus(tmp_path / "in", [0, 1, 0])
    applied = dedupe(source, "--apply", tmp_path / "nowhere.csv", "--write", tmp_path / "out")
    assert applied.returncode == 4
    assert applied.stderr == (
        f"corpuskit: error: cannot read {tmp_path}/nowhere.csv: No such file or directory\n"
        "  hint: name what --review wrote\n"
    )
