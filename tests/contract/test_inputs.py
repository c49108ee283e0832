"""No input is ever written: every way out of the program against every way in which an input can be named."""

from __future__ import annotations

import itertools
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import clean_environment
from tests.forking import FORKS

TEXT = "The UN Charter was signed on June 26, 1945.\n“We came,” said Ann Lee on Friday.\nThe UN Charter was signed on June 26, 1945.\n"
PAIRS = '{"id": 1, "a": "one two", "b": "one three"}\n'

# How the file `in/a.txt` is named as input.
WAYS = {
    "path": "in/a.txt",
    "whole path": "$ROOT/in/a.txt",
    "roundabout": "./in/../in/a.txt",
    "directory": "in",
    "directory/": "in/",
    "directory in a directory": ".",
    "pattern": "'in/*'",
    "pattern of a suffix": "'in/*.txt'",
    "deep pattern": "'**/a.txt'",
    "pattern of directories": "'i?/a.txt'",
    "link": "link.txt",
    "hard link": "hard.txt",
    "link to its directory": "linked",
    "directory with a link to its directory": "around",
    "among others": "other.txt other in/a.txt",
    "standard input": "- < in/a.txt",
    "variable": "",
}
# What writes a file, and the place of that file and of the input in the command line.
WRITERS = {
    "list": "list {way} -f table -o {target}",
    "list json": "list {way} --json -o {target}",
    "list jobs": "list {way} -f jsonl -j 2 -o {target}",
    "kwic": "kwic charter {way} -f csv -o {target}",
    "kwic count": "kwic charter {way} --count -f tsv -o {target}",
    "kwic sorted": "kwic charter {way} --sort R1 --fold-copies exact -f table -o {target}",
    "dates": "dates {way} -f jsonl -o {target}",
    "timeline": "dates {way} --timeline year -f table -o {target}",
    "timex3": "dates {way} --inline timex3 -o {target}",
    "tei": "dates {way} --inline tei -o {target}",
    "quotes": "quotes {way} -f jsonl -o {target}",
    "speakers": "quotes {way} --by speaker -f table -o {target}",
    "dedupe": "dedupe {way} -f jsonl -o {target}",
    "curve": "dedupe {way} --curve -f csv -o {target}",
    "against": "dedupe other.txt --against {way} -f jsonl -o {target}",
    "appended": "list {way} >> {target}",
    "export": "export {target} {way}",
    "index": "index build {way} --at {target}",
}
TARGETS = ["in/a.txt", "$ROOT/in/a.txt", "linked/a.txt", "link.txt", "hard.txt", "in/../in/a.txt"]


def list_cases():
    targets = itertools.cycle(TARGETS)
    for writer, way in itertools.product(WRITERS, WAYS):
        if writer == "against" and way in ("standard input", "variable", "among others"):
            continue
        command = WRITERS[writer].format(way=WAYS[way], target=next(targets))
        # All writers by one way and all ways for one writer are tried each time, the others less often.
        often = writer == "list" or way == "pattern"
        yield pytest.param(command, marks=() if often else pytest.mark.slow, id=f"{writer}: {way}")


@pytest.fixture
def root(tmp_path):
    make_files(tmp_path)
    return tmp_path


def make_files(root: Path) -> None:
    for directory in ("in", "other", "around", "in/deep"):
        (root / directory).mkdir()
    for name in ("in/a.txt", "in/deep/b.txt", "other.txt", "other/c.txt"):
        (root / name).write_text(TEXT, encoding="utf-8")
    (root / "pairs.jsonl").write_text(PAIRS)
    (root / "terms.csv").write_text("charter\n")
    (root / "link.txt").symlink_to("in/a.txt")
    (root / "linked").symlink_to("in")
    (root / "around/further").symlink_to("../in")
    os.link(root / "in/a.txt", root / "hard.txt")


def read_tree(root: Path) -> dict[str, tuple[object, ...]]:
    """Return everything in a directory: names, bytes, links, permissions, and which files are one."""
    tree: dict[str, tuple[object, ...]] = {}
    for directory, names, files in os.walk(root):
        for name in names + files:
            path = Path(directory, name)
            status = path.lstat()
            content = (
                os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
            )
            tree[str(path.relative_to(root))] = (content, status.st_mode, status.st_ino, status.st_nlink)
    return tree


def run(root: Path, command: str, *, umask: int = 0o022, **env: str) -> subprocess.CompletedProcess[bytes]:
    environment = clean_environment(env)
    words = shlex.split(command.replace("$ROOT", str(root)))
    if (
        not {"<", ">", ">>", "|"}.intersection(words)
        and "$" not in "".join(words)
        and FORKS.can_run(environment)
    ):
        return FORKS.run(words, str(root), environment, umask)
    program = (
        f'corpuskit() {{ {shlex.quote(sys.executable)} -m corpuskit "$@"; }}; ROOT={shlex.quote(str(root))}; '
    )
    return subprocess.run(
        ["bash", "-c", program + f"corpuskit {command}"],
        capture_output=True,
        cwd=root,
        env=environment,
        timeout=120,
        check=False,
        umask=umask,
    )


def check_refused(root: Path, command: str, **env: str) -> str:
    before = read_tree(root)
    process = run(root, command, **env)
    message = process.stderr.decode()
    assert read_tree(root) == before, message
    assert process.returncode == 2, message
    assert process.stdout == b""
    assert "corpuskit: error: " in message
    assert "Traceback" not in message
    return message


@pytest.mark.parametrize("command", list(list_cases()))
def test_no_input_is_written_over(command, root):
    message = check_refused(root, command, CORPUSKIT_CORPUS="in")
    if " - < " not in command:
        assert "part of the input" in message or "in the corpus itself" in message


@pytest.mark.parametrize(
    "command",
    [
        "kwic @terms.csv other.txt -f csv -o terms.csv",
        "kwic @terms.csv other.txt -f csv -o ./other/../terms.csv",
        "kwic -e charter -e @terms.csv other.txt -f csv -o terms.csv",
        "kwic '@terms.csv NEAR/5 signed' other.txt --count -f csv -o terms.csv",
        "dedupe --score-pairs pairs.jsonl -o pairs.jsonl",
        "dedupe --score-pairs pairs.jsonl -o other/../pairs.jsonl",
        "dedupe --score-pairs - -f jsonl -o pairs.jsonl < pairs.jsonl",
        "dedupe --score-pairs pairs.jsonl >> pairs.jsonl",
        "list in -f table -o in/README",
        "list in other.txt >> other.txt",
        "dedupe in --against other -f jsonl -o other/c.txt",
        "dedupe in --against 'other/*' --write clean -f jsonl -o other/c.txt",
        "dedupe in --review in/a.txt",
        "dedupe in --against other --review other/c.txt",
        "words in --stop @terms.csv -f csv -o terms.csv",
        "collocates charter in --stop @terms.csv -f csv -o other/../terms.csv",
        "collocates @terms.csv in -f csv -o terms.csv",
        "keywords in --against other --stop @terms.csv -f csv -o terms.csv",
        "keywords in --against words.tsv -o words.tsv",
        "keywords in --against 'other/*' -f tsv -o other/c.txt",
        "kwic charter in --exclude ids.txt -f csv -o ids.txt",
        "kwic charter in --codes codes.csv --to-code -o other/../codes.csv",
        "verify draft.md --in in --page draft.md",
        "verify draft.md --in in --page in/a.txt",
        "verify draft.md other.txt --in 'in/*' -f jsonl -o other.txt",
        "verify - --in in -f jsonl < draft.md >> draft.md",
        "show a in -o in/a.txt",
        "report in -o in/a.txt",
        "report in >> in/a.txt",
    ],
)
def test_nothing_else_that_is_read_is_written_over(command, root):
    (root / "in/README").write_text("kept")
    (root / "words.tsv").write_text("word\thits\ncharter\t2\n")
    (root / "ids.txt").write_text("0123456789abcdef\n")
    (root / "codes.csv").write_text("id,code\n0123456789abcdef,x\n")
    (root / "draft.md").write_text("“We came,” said Ann Lee.\n")
    assert "part of the input" in check_refused(root, command)


def test_the_database_that_is_searched_is_not_written_over(root):
    run(root, "index build other")
    before = (root / "other.corpus.db").read_bytes()
    process = run(root, "kwic charter other --index other.corpus.db -f csv -o other.corpus.db")
    assert (root / "other.corpus.db").read_bytes() == before
    assert process.returncode == 2
    assert b"part of the input" in process.stderr


def test_the_status_of_a_database_is_not_added_to_what_was_indexed(root):
    run(root, "index build other")
    process = run(root, "index status other >> other/c.txt")
    assert (root / "other/c.txt").read_text(encoding="utf-8") == TEXT
    assert process.returncode == 2
    assert b"part of the input" in process.stderr


def test_what_stands_beside_a_database_is_not_written_over_when_only_the_search_makes_it(root):
    run(root, "index build other")
    process = run(root, "kwic charter other --index other.corpus.db -f csv -o other.corpus.db-wal")
    assert process.returncode == 2
    assert b"part of the input" in process.stderr


@pytest.mark.parametrize(
    "command",
    [
        "list in -f jsonl -o settings.toml",
        "list in -f jsonl -o in/../settings.toml",
        "words in -f csv >> settings.toml",
        "report in -o settings.toml",
        "schema list >> settings.toml",
        "export settings.toml in",
        "verify other.txt --in in --page settings.toml",
        "dedupe in --review settings.toml",
        "dedupe --score-pairs pairs.jsonl -o settings.toml -f jsonl",
    ],
)
def test_the_settings_are_not_written_over(command, root):
    (root / "settings.toml").write_text("no-header = true\n")
    assert "part of the input" in check_refused(root, command, CORPUSKIT_SETTINGS="settings.toml")


def test_empty_settings_do_not_become_a_database(root):
    (root / "settings.toml").write_text("")
    check_refused(root, "index build in --at settings.toml", CORPUSKIT_SETTINGS="settings.toml")


@pytest.mark.parametrize(
    "command",
    [
        "dedupe in --review new -f csv -o ./new",
        "dedupe in --write new -f csv -o new",
        "dedupe in --write new.jsonl -o other/../new.jsonl/",
        "verify other.txt --in in --page new.html -o new.html",
    ],
)
def test_two_results_do_not_go_to_one_place(command, root):
    assert "name one place" in check_refused(root, command)


def test_an_empty_text_is_not_dropped_as_a_database(root):
    (root / "in/empty.txt").write_text("")
    before = read_tree(root)
    assert run(root, "index drop in --at in/empty.txt").returncode == 4
    assert read_tree(root) == before


@pytest.mark.parametrize("at", ["in/new.db", "linked/new.db"])
def test_no_database_is_made_where_a_pattern_finds_it(at, root):
    check_refused(root, f"index build 'in/*' --at {at}")


# --- directories

TREE_WAYS = {
    "directory": "in",
    "directory/": "in/",
    "roundabout": "other/../in",
    "whole path": "$ROOT/in",
    "link": "linked",
    "directory with a link": "around",
    "directory above": ".",
    "pattern": "'in/*'",
    "pattern of a suffix": "'in/*.txt'",
    "deep pattern": "'in/**'",
    "deep pattern of a suffix": "'in/**/*.txt'",
    "pattern of directories": "'i?'",
    "pattern through a link": "'linked/*'",
    "pattern above": "'*'",
}
TREE_WRITERS = {
    "write": "dedupe {way} --write {target}",
    "parts": "list {way} -o {target}.jsonl/",
    "against": "dedupe other.txt --against {way} --write {target}",
}
TREE_TARGETS = ["in/new", "linked/new", "$ROOT/in/deep/new", "in/deep/further/new", "in/../in/new"]


def list_tree_cases():
    targets = itertools.cycle(TREE_TARGETS)
    for writer, way in itertools.product(TREE_WRITERS, TREE_WAYS):
        command = TREE_WRITERS[writer].format(way=TREE_WAYS[way], target=next(targets))
        yield pytest.param(
            command, marks=() if writer == "write" else pytest.mark.slow, id=f"{writer}: {way}"
        )


@pytest.mark.parametrize("command", list(list_tree_cases()))
def test_no_directory_is_made_inside_the_input(command, root):
    assert "inside the input" in check_refused(root, command)


@pytest.mark.parametrize("way", ["'in/*/../../other.txt'", "'in/*/../../../*/other.txt'"])
def test_nothing_is_written_outside_of_the_new_directory(way, root):
    assert "outside of the new directory" in check_refused(root, f"dedupe {way} --write new")


@pytest.mark.parametrize(
    ("command", "made"),
    [
        ("dedupe in --write new/clean", "new/clean/a.txt"),
        ("dedupe '*.txt' --write clean", "clean/other.txt"),
        ("dedupe other.txt --write other/clean", "other/clean/other.txt"),
        ("dedupe in --against other --write clean", "clean/deep/b.txt"),
        ("list in -o in.jsonl/", "in.jsonl/part-000000.jsonl"),
        ("list in -f table -o in/new.txt", "in/new.txt"),
        ("list in -f jsonl -o other.txt", "other.txt"),
        ("list other.txt -f table -o link.txt", "in/a.txt"),
        ("export in/new.db in", "in/new.db"),
        ("index build 'in/*.txt' --at in/new.db", "in/new.db"),
    ],
)
def test_what_is_not_read_is_written_as_ever(command, made, root):
    before = (root / made).read_bytes() if (root / made).exists() else None
    process = run(root, command)
    assert process.returncode == 0, process.stderr
    assert (root / made).read_bytes() != before
    assert not list(root.rglob(".corpuskit-*"))


def test_the_file_that_standard_output_is_redirected_to_is_not_read(root):
    process = run(root / "other", "list . -f jsonl > printed.txt")
    assert process.returncode == 0
    assert b"printed.txt: holds what this run prints; not read" in process.stderr
    assert (root / "other/printed.txt").read_bytes().count(b"\n") == 1


# --- what was searched is what is written


def test_a_file_that_is_replaced_between_search_and_write_is_an_error(root):
    from corpuskit.corpus import open_corpus
    from corpuskit.dedupe import find_duplicates
    from corpuskit.dedupe.writing.rewrite import plan_rewriting, write_without_copies
    from corpuskit.errors import InputChangedError

    for change in ("first\n" + TEXT, TEXT.replace("Friday", "Monday"), None):
        corpus = open_corpus(root / "in")
        plan = plan_rewriting(corpus, root / "clean")
        records = list(find_duplicates(corpus))
        if change is None:
            (root / "in/a.txt").unlink()
        else:
            (root / "in/new").write_text(change, encoding="utf-8")
            os.replace(root / "in/new", root / "in/a.txt")
        with pytest.raises(InputChangedError, match="was changed while"):
            write_without_copies(corpus, records, root / "clean", plan)
        assert not (root / "clean").exists()
        assert not list(root.glob(".corpuskit-*"))


# --- permissions


@pytest.mark.parametrize("command", ["list in -o out.csv", "export out.csv in"])
def test_new_files_obey_the_umask_and_old_ones_keep_their_permissions(command, root):
    for umask, mode in ((0o027, 0o640), (0o077, 0o600), (0o000, 0o666)):
        (root / "out.csv").unlink(missing_ok=True)
        assert run(root, command, umask=umask).returncode == 0
        assert (root / "out.csv").stat().st_mode & 0o777 == mode
    for mode in (0o600, 0o444, 0o664):
        (root / "out.csv").chmod(mode)
        assert run(root, command, umask=0o022).returncode == 0
        assert (root / "out.csv").stat().st_mode & 0o777 == mode


def test_copies_of_a_private_file_are_private(root):
    (root / "in/a.txt").chmod(0o600)
    assert run(root, "dedupe in --write clean").returncode == 0
    modes = {
        name: (root / "clean" / name).stat().st_mode & 0o777
        for name in ("a.txt", "deep/b.txt", "removed.jsonl.xz")
    }
    assert modes == {"a.txt": 0o600, "deep/b.txt": 0o644, "removed.jsonl.xz": 0o600}
