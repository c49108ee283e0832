"""`--drop-all`: every paragraph that has a copy goes, and none of them is kept."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.running import dedupe

from corpuskit.corpus import open_corpus
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.dedupe.writing.copies import list_members
from corpuskit.dedupe.writing.review import Review, iter_proposals
from corpuskit.dedupe.writing.rewrite import plan_rewriting, restore_corpus, write_without_copies

LINES = [
    f"The {name} of the old town rings at noon today." for name in ("bell", "clock", "gong", "chime", "Bell")
]


def write_corpus(root, files):
    root.mkdir(parents=True, exist_ok=True)
    for name, places in files.items():
        (root / name).write_bytes("\n\n".join(LINES[place] for place in places).encode())
    return root


def read_all(root):
    return {path.name: path.read_bytes() for path in root.iterdir() if path.suffix == ".txt"}


PLACES = st.lists(st.integers(0, 4), min_size=1, max_size=6)


@given(first=PLACES, second=PLACES, pairs=st.booleans())
def test_what_stands_once_is_all_that_stays_and_the_rest_can_be_put_back(
    first, second, pairs, tmp_path_factory
):
    root = tmp_path_factory.mktemp("drop")
    source = write_corpus(root / "in", {"a.txt": first, "b.txt": second})
    corpus = open_corpus(source)
    found = find_duplicates(corpus, DedupeOptions(kinds=("exact", "format"), pairs=pairs))
    write_without_copies(corpus, list_members(found), root / "out")
    # The lines 0 and 4 have the same words in other case.
    words = [place % 4 for place in [*first, *second]]
    for name, places in (("a.txt", first), ("b.txt", second)):
        left = [LINES[place] for place in places if words.count(place % 4) == 1]
        text = (root / "out" / name).read_text("utf-8")
        assert [line for line in text.split("\n") if line] == left
    restore_corpus(root / "out", root / "back")
    assert read_all(root / "back") == read_all(source)


@given(places=st.lists(st.integers(0, 3), min_size=1, max_size=9), data=st.data())
def test_what_is_marked_in_its_table_stays(places, data, tmp_path_factory):
    root = tmp_path_factory.mktemp("drop")
    corpus = open_corpus(write_corpus(root / "in", {"a.txt": places}))
    records = list(find_duplicates(corpus, DedupeOptions(kinds=("exact", "format"))))
    rows = list(iter_proposals(corpus, records, plan_rewriting(corpus, None), None, drops_all=True))
    assert len(rows) == sum(places.count(place) > 1 for place in places)
    assert all(row.text == row.kept_text for row in rows)
    if not rows:
        return
    marks = [data.draw(st.sampled_from(["", "x"])) for _ in rows]
    with (root / "table.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            [
                "keep",
                "kind",
                "doc",
                "line",
                "start",
                "end",
                "text",
                "kept.doc",
                "kept.line",
                "kept.start",
                "kept.end",
            ]
        )
        writer.writerows(
            [mark, row.kind, row.doc, row.line, row.start, row.end, row.text, row.kept.doc, row.kept.line, row.kept.start, row.kept.end]
            for mark, row in zip(marks, rows, strict=True)
        )  # fmt: skip
    table = Review(str(root / "table.csv"), drops_all=True)
    written = write_without_copies(corpus, table.copies, root / "out", choose=table.choose)
    assert written.paragraphs == marks.count("")
    restore_corpus(root / "out", root / "back")
    assert read_all(root / "back") == read_all(root / "in")


def test_the_command_writes_reviews_applies_and_restores(tmp_path):
    source = write_corpus(tmp_path / "in", {"a.txt": [0, 1, 4], "b.txt": [2, 1]})
    assert dedupe(source, "--write", tmp_path / "out", "--drop-all", "-q").returncode == 0
    assert (tmp_path / "out" / "a.txt").read_text().strip() == ""
    assert (tmp_path / "out" / "b.txt").read_text().strip() == LINES[2]
    table = tmp_path / "table.csv"
    process = dedupe(source, "--review", table, "--drop-all")
    assert "--apply FILE --write DIR --drop-all" in process.stderr
    applied = dedupe(source, "--apply", table, "--write", tmp_path / "applied", "--drop-all", "-q")
    assert applied.returncode == 0
    assert read_all(tmp_path / "applied") == read_all(tmp_path / "out")
    assert dedupe("--restore", tmp_path / "applied", "--write", tmp_path / "back", "-q").returncode == 0
    assert read_all(tmp_path / "back") == read_all(source)
    refused = dedupe(source, "--apply", table, "--write", tmp_path / "other", "-q")
    assert (refused.returncode, (tmp_path / "other").exists()) == (2, False)
    assert "--drop-all" in refused.stderr


def test_by_default_one_of_each_group_is_kept(tmp_path):
    source = write_corpus(tmp_path / "in", {"a.txt": [0, 0]})
    assert dedupe(source, "--write", tmp_path / "out", "-q").returncode == 0
    assert (tmp_path / "out" / "a.txt").read_text().strip() == LINES[0]


@pytest.mark.parametrize(
    "more", [(), ("--write", "out", "--against", "in"), ("--write", "out", "--contained", "0.9")]
)
def test_where_it_has_no_effect_it_is_refused(tmp_path, more):
    write_corpus(tmp_path / "in", {"a.txt": [0, 0]})
    process = dedupe("in", "--drop-all", *more, cwd=tmp_path)
    assert (process.returncode, process.stdout) == (2, "")
    assert "--drop-all" in process.stderr
    assert not (tmp_path / "out").exists()
