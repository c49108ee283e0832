"""A corpus without its copies: what stays is untouched, what goes can be put back."""

import errno
import gzip
import json
import lzma
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import open_corpus
from corpuskit.dedupe import find_duplicates
from corpuskit.dedupe.writing import rewrite as rewrite_module
from corpuskit.dedupe.writing.rewrite import MANIFEST, restore_corpus, write_without_copies
from corpuskit.errors import OutputError, UsageError


def make_corpus(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def read_tree(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def clean(source: Path, target: Path, **options):
    corpus = open_corpus(source, **options)
    return write_without_copies(corpus, list(find_duplicates(corpus)), target)


def clean_and_restore(tmp_path: Path, files: dict[str, bytes], **options) -> dict[str, bytes]:
    source = make_corpus(tmp_path / "in", files)
    clean(source, tmp_path / "out", **options)
    restore_corpus(tmp_path / "out", tmp_path / "back")
    restored = read_tree(tmp_path / "back")
    for name, data in files.items():
        assert unzipped(name, restored[name]) == unzipped(name, data)
    return read_tree(tmp_path / "out")


def unzipped(name: str, data: bytes) -> bytes:
    return gzip.decompress(data) if name.endswith(".gz") else data


def test_the_second_line_goes_and_the_others_stay_byte_for_byte(tmp_path):
    written = clean_and_restore(
        tmp_path, {"a.txt": b"One bell.\n\n  Two bells. \nOne bell.\n", "deep/b.txt": b"ONE bell\nThree\n"}
    )
    assert written == {"a.txt": b"One bell.\n\n  Two bells. \n", "deep/b.txt": b"Three\n"}


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n", b"\r"])
def test_line_breaks_of_any_kind_are_kept(tmp_path, line_break):
    lines = [b"first", b"second", b"first", b"third"]
    written = clean_and_restore(tmp_path, {"a.txt": line_break.join(lines)})
    assert written["a.txt"] == line_break.join([b"first", b"second", b"third"])


def test_a_last_line_without_its_break_can_go(tmp_path):
    assert clean_and_restore(tmp_path, {"a.txt": b"first\nfirst"})["a.txt"] == b"first\n"


def test_a_file_of_copies_stays_as_an_empty_file(tmp_path):
    assert clean_and_restore(tmp_path, {"a.txt": b"first\n", "b.txt": b"first\n"})["b.txt"] == b""


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_the_byte_order_mark_and_the_encoding_stay(tmp_path, mark, encoding):
    text = "первый — يوم\nвторой\nпервый — يوم\n"
    written = clean_and_restore(tmp_path, {"a.txt": mark + text.encode(encoding)})
    assert written["a.txt"] == mark + "первый — يوم\nвторой\n".encode(encoding)


def test_a_named_encoding_stays(tmp_path):
    data = "déjà vu\nautre\ndéjà vu\n".encode("latin-1")
    assert clean_and_restore(tmp_path, {"a.txt": data}, encoding="latin-1")[
        "a.txt"
    ] == "déjà vu\nautre\n".encode("latin-1")


def test_an_encoding_with_states_keeps_the_file_as_it_is_and_says_so(tmp_path):
    # The first file writes plain letters through an escape that encoding the line again would not write.
    data = b'\x1b$B$"\x1b(B\x1b(Bx\nother\n' + b'\x1b$B$"\x1b(B\x1b(Bx\n'
    source = make_corpus(tmp_path / "in", {"a.txt": data})
    result = clean(source, tmp_path / "out", encoding="iso2022_jp")
    assert read_tree(tmp_path / "out") == {"a.txt": data}
    assert [issue.kind for issue in result.issues] == ["encoding"]


def test_compressed_files_stay_compressed(tmp_path):
    written = clean_and_restore(tmp_path, {"a.txt.gz": gzip.compress(b"first\nsecond\nfirst\n")})
    assert gzip.decompress(written["a.txt.gz"]) == b"first\nsecond\n"


def test_an_untouched_compressed_file_is_the_same_file(tmp_path):
    data = gzip.compress(b"first\n", mtime=7)
    assert clean_and_restore(tmp_path, {"a.txt.gz": data})["a.txt.gz"] == data


def test_the_lines_of_a_block_go_together(tmp_path):
    block = b"a wrapped paragraph\nof two lines\n"
    written = clean_and_restore(tmp_path, {"a.txt": block + b"\nother\n\n" + block}, paragraphs="block")
    assert written["a.txt"] == block + b"\nother\n\n"


def test_the_text_of_a_json_row_is_shortened_and_its_other_values_keep_their_digits(tmp_path):
    rows = b'{"id": "x", "text": "first\\nsecond"}\n\n{"n": 1.50, "text":"first\\nthird", "id":"y", "big": 123456789012345678901234567890}\n'
    written = clean_and_restore(tmp_path, {"a.jsonl": rows})
    first, blank, second = written["a.jsonl"].splitlines()
    assert (first, blank) == (b'{"id": "x", "text": "first\\nsecond"}', b"")
    assert second == b'{"n":1.50,"text":"third","id":"y","big":123456789012345678901234567890}'


def test_a_row_without_anything_left_goes(tmp_path):
    rows = b'{"text":"first"}\r\n{"text":"first"}\r\n{"text":"second"}'
    assert (
        clean_and_restore(tmp_path, {"a.jsonl": rows})["a.jsonl"] == b'{"text":"first"}\r\n{"text":"second"}'
    )


@pytest.mark.parametrize(("name", "mark"), [("a.csv", b","), ("a.tsv", b"\t"), ("a.csv.gz", b",")])
def test_delimited_rows_keep_their_form(tmp_path, name, mark):
    rows = b'id,text,n\r\n1,"first\nsecond",x\r\n\r\n2,"first\n""third"", fourth",y\r\n3,first,z\r\n'.replace(
        b",", mark
    )
    data = gzip.compress(rows) if name.endswith("gz") else rows
    written = clean_and_restore(tmp_path, {name: data})
    expected = b'id,text,n\r\n1,"first\nsecond",x\r\n\r\n2,"""third"", fourth",y\r\n'.replace(b",", mark)
    assert unzipped(name, written[name]) == expected


def test_a_file_that_is_no_text_is_copied(tmp_path):
    files = {"a.txt": b"first\nfirst\n", "b.txt": b"\xff\xfa broken", "c.txt": b"a\0b"}
    written = clean_and_restore(tmp_path, files)
    assert written == files | {"a.txt": b"first\n"}


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes there alone")
def test_names_of_files_may_be_bytes_that_are_no_utf_8(tmp_path):
    make_corpus(tmp_path / "in", {"b\udcff\udcfe.txt": b"first\nsecond\nfirst\n", "c.txt": b"second\n"})
    clean(tmp_path / "in", tmp_path / "out")
    assert (tmp_path / "out" / "b\udcff\udcfe.txt").read_bytes() == b"first\nsecond\n"
    assert (tmp_path / "out" / "c.txt").read_bytes() == b""


def test_each_removed_piece_says_what_it_is_a_copy_of(tmp_path):
    source = make_corpus(tmp_path / "in", {"a.txt": "été\n".encode(), "b.txt": "x\nété\n".encode()})
    clean(source, tmp_path / "out")
    (piece,) = map(json.loads, lzma.decompress((tmp_path / "out" / MANIFEST).read_bytes()).splitlines())
    # The text itself is that of the kept paragraph.
    assert (piece["path"], piece["start"], piece["source"], piece["after"]) == ("b.txt", 2, "a.txt", "\n")
    (paragraph,) = piece["paragraphs"]
    assert (paragraph["doc"], paragraph["line"], paragraph["kind"]) == ("b", 2, "exact")
    assert paragraph["kept"] == {"doc": "a", "line": 1, "start": 0, "end": 3, "paragraph": 1}


def test_the_list_of_what_was_taken_out_is_a_third_of_it_at_most(tmp_path):
    words = [f"word{number}" for number in range(400)]
    lines = [" ".join(words[place : place + 30]) for place in range(0, 370, 5)]
    source = make_corpus(
        tmp_path / "in", {"a.txt": "\n".join(lines).encode(), "b.txt": "\n".join(lines[::-1]).encode()}
    )
    clean(source, tmp_path / "out")
    removed = len(read_tree(source)["b.txt"])
    assert (tmp_path / "out" / "b.txt").read_bytes() == b""
    assert (tmp_path / "out" / MANIFEST).stat().st_size * 3 <= removed


def test_what_another_corpus_keeps_under_the_same_name_is_not_taken_for_its_own(tmp_path):
    source = make_corpus(tmp_path / "in", {"a.txt": b"one\nbell\n"})
    other = make_corpus(tmp_path / "old", {"a.txt": b"two\nbell\n"})
    corpus = open_corpus(source)
    write_without_copies(corpus, list(find_duplicates(corpus, against=open_corpus(other))), tmp_path / "out")
    assert read_tree(tmp_path / "out") == {"a.txt": b"one\n"}
    restore_corpus(tmp_path / "out", tmp_path / "back")
    assert read_tree(tmp_path / "back") == read_tree(source)


def test_pairs_remove_the_same_as_groups(tmp_path):
    from corpuskit.dedupe import DedupeOptions

    corpus = open_corpus("seeds")
    for pairs in (False, True):
        records = list(find_duplicates(corpus, DedupeOptions(pairs=pairs)))
        write_without_copies(corpus, records, tmp_path / str(pairs))
    assert read_tree(tmp_path / "True") == read_tree(tmp_path / "False")


def test_the_seeds_lose_their_copies_and_get_them_back(tmp_path):
    result = clean(Path("seeds"), tmp_path / "out")
    assert (result.files, result.paragraphs) == (5, 78)
    assert len(list(find_duplicates(open_corpus(tmp_path / "out", globs=("*.txt",))))) == 0
    restore_corpus(tmp_path / "out", tmp_path / "back")
    assert read_tree(tmp_path / "back") == read_tree(Path("seeds"))


@pytest.mark.parametrize("target", ["in", "in/new", "in/deep/new"])
def test_a_directory_inside_the_input_is_refused(tmp_path, target):
    source = make_corpus(tmp_path / "in", {"a.txt": b"x\n"})
    with pytest.raises(UsageError, match=r"not empty|inside the input"):
        clean(source, tmp_path / target)
    assert read_tree(source) == {"a.txt": b"x\n"}


def test_a_link_into_the_input_is_refused(tmp_path):
    source = make_corpus(tmp_path / "in", {"a.txt": b"x\n"})
    (tmp_path / "link").symlink_to(source)
    with pytest.raises(UsageError, match="inside the input"):
        clean(source, tmp_path / "link" / "new")


def test_a_directory_that_holds_something_is_refused(tmp_path):
    source = make_corpus(tmp_path / "in", {"a.txt": b"x\n"})
    make_corpus(tmp_path / "out", {"precious.txt": b"y"})
    with pytest.raises(UsageError, match="not empty"):
        clean(source, tmp_path / "out")
    assert read_tree(tmp_path / "out") == {"precious.txt": b"y"}


def test_an_empty_directory_is_filled(tmp_path):
    source = make_corpus(tmp_path / "in", {"a.txt": b"x\n"})
    (tmp_path / "out").mkdir()
    clean(source, tmp_path / "out")
    assert read_tree(tmp_path / "out") == {"a.txt": b"x\n"}


def test_standard_input_cannot_be_rewritten(tmp_path):
    with pytest.raises(UsageError, match="standard input"):
        write_without_copies(open_corpus("-"), [], tmp_path / "out")


def test_two_files_that_would_fall_on_one_are_refused(tmp_path):
    source = make_corpus(tmp_path / "in", {"x/a.txt": b"1\n", "y/a.txt": b"2\n"})
    corpus = open_corpus(source / "x", source / "y", ids="path")
    with pytest.raises(UsageError, match="both be written"):
        write_without_copies(corpus, [], tmp_path / "out")


@pytest.mark.parametrize(
    ("failure", "raised"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(errno.ENOSPC, "No space left on device"), OutputError),
    ],
)
def test_an_interrupted_or_full_disk_leaves_nothing(tmp_path, monkeypatch, failure, raised):
    source = make_corpus(tmp_path / "in", {"a.txt": b"x\nx\n", "b.txt": b"y\ny\n"})

    def fail(*_arguments):
        raise failure

    monkeypatch.setattr(rewrite_module, "apply_edits", fail)
    with pytest.raises(raised):
        clean(source, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_restoring_needs_the_list_of_what_was_taken_out(tmp_path):
    with pytest.raises(UsageError, match=r"removed\.jsonl"):
        restore_corpus(tmp_path, tmp_path / "out")


_LINES = st.lists(st.sampled_from(["aa bb", "cc", "", "é ü", "  aa bb ", "漢字"]), max_size=12)


@given(
    first=_LINES,
    second=_LINES,
    line_break=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-16"]),
)
def test_what_was_written_and_what_was_removed_make_the_original(
    tmp_path_factory, first, second, line_break, encoding
):
    tmp_path = tmp_path_factory.mktemp("corpus")
    clean_and_restore(
        tmp_path,
        {
            "a.txt": line_break.join(first).encode(encoding),
            "b.txt": line_break.join(second).encode(encoding),
            "c.txt": b"x",
        },
    )


def test_what_lies_inside_another_goes_only_where_that_one_stays(tmp_path):
    from corpuskit.dedupe import DedupeOptions

    inner = "one two three four five"
    middle = f"then {inner} six seven eight nine"
    outer = f"he said {middle} and more of it"
    source = make_corpus(tmp_path / "in", {"a.txt": f"{inner}\n{middle}\n{outer}\n{outer}\n".encode()})
    corpus = open_corpus(source)
    options = DedupeOptions(contained=0.9, kinds=("exact", "contained"))
    write_without_copies(corpus, list(find_duplicates(corpus, options)), tmp_path / "out")
    # The middle one is what is kept of the inner one, and so it stays.
    assert read_tree(tmp_path / "out")["a.txt"].decode().splitlines() == [middle, outer]
    restore_corpus(tmp_path / "out", tmp_path / "back")
    assert read_tree(tmp_path / "back") == read_tree(source)
