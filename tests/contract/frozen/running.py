"""Command lines run one by one, each in a directory of its own and in a fork of a process that has loaded its command."""

from __future__ import annotations

import contextlib
import gzip
import importlib.util
import json
import lzma
import os
import re
import shlex
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests import forking
from tests.conftest import clean_environment
from tests.contract.frozen import materials
from tests.contract.frozen.stored import Case, Cases, describe

import corpuskit

_ENVIRONMENT = {"TZ": "UTC", "COLUMNS": "80", "LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
_ASSIGNMENT = re.compile(r"[A-Z_]+=")
# Of a database that was open when its process ended.
_BESIDE_DATABASE = ("-wal", "-shm")
# So many command lines that begin alike are worth one that is run for what it loads.
_FREQUENT = 3
_SQLITE_HEADER = b"SQLite format 3\0"
# What depends on the moment or on the version of SQLite.
_CHANGING = (
    (re.compile(rb"\b\d+\.\d+ s\b"), b"<SECONDS>"),
    (re.compile(rb"(?m)^bytes +\d+$|\"bytes\":\d+(?=,\"complete)"), b"<BYTES>"),
)

_Files = dict[str, tuple[int, bytes]]
"""Mode and content of files by their names."""


def load_program() -> None:
    """Import what commands import, so that a fork need not."""
    environment = clean_environment(_ENVIRONMENT)
    os.environ.clear()
    os.environ.update(environment)
    os.umask(0o022)
    forking.load_program()


def find_what_is_missing(needs: list[str]) -> str | None:
    """Return why command lines cannot run here; None where they can."""
    for name in needs:
        if name == "bench":
            if not materials.BENCH.exists():
                return f"{name} is not here"
        elif name == "java":
            if shutil.which("java") is None:
                return "there is no Java"
        elif importlib.util.find_spec(name) is None:
            return f"{name} is not installed"
    return None


def run_all(cases: Cases) -> Cases:
    """Return the command lines of a file with the outcome that they have now."""
    with tempfile.TemporaryDirectory(prefix="corpuskit-frozen-") as scratch:
        kept = Path(scratch).resolve() / "materials"
        materials.make(kept, bench="bench" in cases.needs)
        for below, names, files in os.walk(kept, topdown=False):
            for name in (*names, *files):
                materials.set_time(Path(below, name))
        before = _read_files(kept)
        fork = not cases.in_one_process
        with _silent():
            for case in _choose_frequent(cases) if fork else cases.cases[:1]:
                _run(case, kept, before, fork=False, quiet=True)
            found = [_run(case, kept, before, fork=fork) for case in cases.cases]
    return Cases(cases.name, found, cases.needs, cases.is_slow, cases.in_one_process, cases.rest)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep from standard error what this process, and those that it starts, write there."""
    saved = os.dup(2)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(null)


def _choose_frequent(cases: Cases) -> Iterator[Case]:
    """Yield one command line of each way to begin that is frequent: run once here, it loads what forks then have."""
    alike: dict[tuple[str, ...], list[Case]] = {}
    for case in cases.cases:
        program, *words = shlex.split(case.command)
        if program == "corpuskit":
            alike.setdefault(tuple(words[:2]), []).append(case)
    return (each[0] for each in alike.values() if len(each) >= _FREQUENT)


def _run(case: Case, kept: Path, before: _Files, *, fork: bool, quiet: bool = False) -> Case:
    """Return `case` with the outcome that it has now."""
    place = kept.parent / "work"
    # The directory itself stays: the workers of an engine stand in it.
    place.mkdir(exist_ok=True)
    shutil.copytree(kept, place, symlinks=True, dirs_exist_ok=True)
    found = Case(case.command, comments=case.comments)
    for line in case.command.split(" && "):
        _run_step(line, place, found, fork=fork, quiet=quiet)
    after = _read_files(place)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            _describe_file(name, before.get(name), after.get(name), found)
    for path in place.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return found


def _run_step(line: str, place: Path, found: Case, *, fork: bool, quiet: bool) -> None:
    words = [
        re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), word) for word in shlex.split(line)
    ]
    environment = {}
    while _ASSIGNMENT.match(words[0]):
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    source = os.devnull
    if "<" in words:
        source = words[words.index("<") + 1]
        del words[words.index("<") :]
    program, *arguments = words
    if program != "corpuskit":
        # Between two command lines something happens to the files: `sh -c '…'`.
        subprocess.run(words, cwd=place, check=True)
        return
    outputs = [place.parent / "stdout", place.parent / "stderr"]
    run = _run_forked if fork else _run_here
    code = run(arguments, place, environment, source, outputs, quiet=quiet)
    for mark, path in zip("|!", outputs, strict=True):
        describe(mark, _normalize(path.read_bytes(), place), found)
    if code:
        found.lines.append(f"= {code}")


def _run_forked(
    arguments: list[str],
    place: Path,
    environment: dict[str, str],
    source: str,
    outputs: list[Path],
    *,
    quiet: bool,
) -> int:
    del quiet
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 99
    try:
        code = _enter(arguments, place, environment, source, outputs)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 — what is raised here must not go up into a copy of the parent
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = 98
        os._exit(code)


def _run_here(
    arguments: list[str],
    place: Path,
    environment: dict[str, str],
    source: str,
    outputs: list[Path],
    *,
    quiet: bool,
) -> int:
    saved = [os.dup(descriptor) for descriptor in range(3)]
    old_environment = dict(os.environ)
    old_place = os.getcwd()
    if quiet:
        # The virtual machine of Java inherits what stands here when it starts.
        outputs[0].touch()
        outputs[1].touch()
        outputs = [Path(os.devnull), Path(os.devnull)]
    try:
        code = _enter(arguments, place, environment, source, outputs)
        sys.stdout.flush()
        sys.stderr.flush()
        return code
    finally:
        for descriptor, copy in enumerate(saved):
            os.dup2(copy, descriptor)
            os.close(copy)
        os.chdir(old_place)
        os.environ.clear()
        os.environ.update(old_environment)


def _enter(
    arguments: list[str], place: Path, environment: dict[str, str], source: str, outputs: list[Path]
) -> int:
    """Return the exit code of the program, run in this process as if it had been started anew."""
    os.chdir(place)
    os.environ.update(environment)
    for descriptor, path in enumerate([Path(source), *outputs]):
        opened = os.open(path, os.O_RDWR | (os.O_CREAT | os.O_TRUNC if descriptor else 0))
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 — as the interpreter does
    from corpuskit.cli.main import run

    return run(arguments)


def _normalize(data: bytes, place: Path) -> bytes:
    data = data.replace(os.fsencode(place), b"<PLACE>").replace(corpuskit.__version__.encode(), b"<VERSION>")
    for pattern, name in _CHANGING:
        data = pattern.sub(name, data)
    return data


def _read_files(place: Path) -> _Files:
    """Return mode and content of all files and empty directories below `place`, by their names."""
    found = {}
    for below, directories, files in os.walk(place):
        directories.sort()
        if not directories and not files:
            found[f"{os.path.relpath(below, place)}/"] = (stat.S_IMODE(os.stat(below).st_mode), b"")
        for name in files:
            path = Path(below, name)
            if name.endswith(_BESIDE_DATABASE):
                continue
            if path.is_symlink():
                found[str(path.relative_to(place))] = (0o777, b"-> " + os.fsencode(os.readlink(path)))
            elif path.is_file():
                found[str(path.relative_to(place))] = (stat.S_IMODE(path.stat().st_mode), path.read_bytes())
    return found


def _describe_file(
    name: str, before: tuple[int, bytes] | None, after: tuple[int, bytes] | None, found: Case
) -> None:
    if after is None:
        found.lines.append(f"> {name} (gone)")
        return
    mode, data = after
    title = f"> {name}" + (f" (mode {mode:o})" if mode not in (0o644, 0o755, 0o777) else "")
    found.lines.append(title + (" (changed)" if before is not None else ""))
    describe("|", _normalize(_make_readable(name, data), Path("/nowhere")), found)


def _make_readable(name: str, data: bytes) -> bytes:
    """Return the content of a file as lines that depend on nothing but what it holds."""
    if data.startswith(_SQLITE_HEADER):
        # How a database of an index is made up is no promise; what is found with it is.
        return b"a database\n" if name.endswith(".corpus.db") else _dump(data)
    if data.startswith(b"PAR1"):
        import io

        from pyarrow import parquet

        rows = parquet.read_table(io.BytesIO(data)).to_pylist()
        return "".join(f"{json.dumps(row, ensure_ascii=False, default=str)}\n" for row in rows).encode()
    if name.endswith(".gz"):
        return gzip.decompress(data)
    if name.endswith(".xz"):
        return lzma.decompress(data)
    return data


def _dump(data: bytes) -> bytes:
    """Return the tables of a database, but not those that belong to a full-text search."""
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(data)
        file.flush()
        connection = sqlite3.connect(file.name)
        lines = []
        entries = connection.execute(
            "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        ).fetchall()
        hidden = re.compile(r"_(data|idx|content|docsize|config)$|^sqlite_")
        for kind, name, sql in entries:
            if not hidden.search(name):
                lines.append(f"{kind} {name}: {' '.join((sql or '').split())}")
        for kind, name, sql in entries:
            if kind == "table" and not hidden.search(name) and "VIRTUAL" not in sql:
                rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 — our own
                lines += sorted(
                    f"{name}: {json.dumps(row, ensure_ascii=False, default=repr)}" for row in rows
                )
        connection.close()
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
