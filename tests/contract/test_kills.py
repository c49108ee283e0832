"""Runs that are killed at any moment: nothing is lost, and the next run leaves nothing of them."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.conftest import clean_environment
from tests.contract.test_inputs import read_tree

# So many kills by hand: CORPUSKIT_KILLS=50 pytest -m slow tests/contract/test_kills.py
KILLS = int(os.environ.get("CORPUSKIT_KILLS", "6"))
COMMANDS = {
    "write": ["dedupe", "texts", "--write", "clean"],
    "output": ["list", "texts", "-o", "out.csv"],
    "parts": ["dates", "texts", "-o", "out.jsonl/"],
    "export": ["export", "texts.db", "texts"],
    "build": ["index", "build", "texts"],
    "update": ["index", "build", "texts"],
}


def make_corpus(root: Path) -> None:
    (root / "texts").mkdir()
    choose = random.Random(1)  # noqa: S311 — no secret
    for number in range(60):
        lines = [
            " ".join(f"w{choose.randrange(400)}" for _ in range(12)) + f" on {day} July 2020."
            for day in range(1, 29)
        ]
        (root / f"texts/{number:02}.txt").write_text("\n".join([*lines, *lines[:9]]) + "\n")


def run(root: Path, *arguments: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "corpuskit", *arguments],
        capture_output=True,
        cwd=root,
        env=clean_environment(),
        timeout=120,
        check=True,
    ).stdout


def read_outside(root: Path) -> dict[str, bytes]:
    """Return all files that were written, but for those of SQLite, which differ from run to run."""
    return {
        str(path.relative_to(root)): path.read_bytes() if path.suffix != ".db" else b""
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] != "texts"
    }


def kill_at(root: Path, arguments: list[str], delay: float) -> bool:
    """Start a command, kill it after some seconds, and return whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "corpuskit", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env=clean_environment(),
    )
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def prepare(root: Path, name: str) -> None:
    """Bring the directory to where the command begins: nothing there, or what it replaces or updates."""
    for path in root.iterdir():
        if path.name not in ("texts", "before.db"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if name == "output":
        (root / "out.csv").write_text("old\n")
    if name == "update":
        shutil.copy(root / "before.db", root / "texts.corpus.db")


def check_nothing_is_lost(root: Path, name: str, expected: dict[str, bytes]) -> None:
    """Check a directory in which a run was killed: the result is there whole, or as it was before, or not at all."""
    left = {
        path: data
        for path, data in read_outside(root).items()
        if not path.startswith(".corpuskit-") and path != "before.db"
    }
    if name in ("build", "update"):
        assert set(left) <= {f"texts.corpus.db{suffix}" for suffix in ("", "-wal", "-shm", "-journal")}
    else:
        assert left in (expected, {"out.csv": b"old\n"} if name == "output" else {})


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_50_kills_lose_nothing_and_leave_nothing(name, tmp_path):
    kill_many(tmp_path, name, KILLS)


@pytest.mark.parametrize("name", ["write", "output"])
def test_3_kills_lose_nothing_and_leave_nothing(name, tmp_path):
    kill_many(tmp_path, name, 3)


def kill_many(root: Path, name: str, kills: int) -> None:
    choose = random.Random(name)  # noqa: S311 — no secret
    make_corpus(root)
    arguments = COMMANDS[name]
    if name == "update":
        run(root, "index", "build", "texts", "--at", "before.db")
        for number in range(20, 40):
            path = root / f"texts/{number}.txt"
            path.write_text(path.read_text().replace("w1", "x1"))
    inputs = read_tree(root / "texts")
    prepare(root, name)
    started = time.monotonic()
    run(root, *arguments)
    seconds = time.monotonic() - started
    expected = {path: data for path, data in read_outside(root).items() if path != "before.db"}
    found = run(root, "kwic", "w1*", "texts")
    done = 0
    while done < kills:
        prepare(root, name)
        if not kill_at(root, arguments, choose.uniform(0.1, 1.05) * seconds):
            continue
        done += 1
        assert read_tree(root / "texts") == inputs
        check_nothing_is_lost(root, name, expected)
        if done % 5 == 0 and name in COMMANDS:
            # Several runs may be killed before one comes to its end.
            kill_at(root, arguments, choose.uniform(0.3, 0.9) * seconds)
        if name in ("write", "parts"):
            # Killed after the directory had taken its place, but before its end.
            shutil.rmtree(root / arguments[-1], ignore_errors=True)
        run(root, *arguments)
        after = read_outside(root)
        after.pop("before.db", None)
        assert after == expected
        assert not list(root.glob(".corpuskit-*"))
    assert read_tree(root / "texts") == inputs
    if name in ("build", "update"):
        status = json.loads(run(root, "index", "status", "texts", "--json"))
        assert (status["complete"], status["changed"], status["new"], status["missing"]) == (True, 0, 0, 0)
        assert run(root, "kwic", "w1*", "texts", "--index", "texts.corpus.db") == found


def test_what_a_live_run_is_building_is_not_removed(tmp_path):
    from corpuskit.files import make_directory, remove_abandoned, replace_file
    from corpuskit.inputs import InputFiles

    with (
        replace_file(str(tmp_path / "a"), InputFiles()) as first,
        make_directory(str(tmp_path / "d"), InputFiles()) as directory,
        replace_file(str(tmp_path / "b"), InputFiles()) as second,
    ):
        first.write(b"1")
        directory.write("x", b"2")
        remove_abandoned(str(tmp_path))
        second.write(b"3")
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")} == {"a", "b", "d", "d/x"}


def test_only_what_is_named_as_ours_is_removed(tmp_path):
    from corpuskit.files import remove_abandoned

    ours = [".corpuskit-0123456789ab.partial", ".corpuskit-ffffffffffff.partial"]
    others = [
        ".corpuskit-0123456789ab",
        ".corpuskit-notes.partial",
        "corpuskit-0123456789ab.partial",
        "a.partial",
    ]
    for name in [ours[0], *others]:
        (tmp_path / name).write_text("x")
    (tmp_path / ours[1]).mkdir()
    (tmp_path / ours[1] / "deep").mkdir()
    os.symlink("a.partial", tmp_path / ".corpuskit-aaaaaaaaaaaa.partial")
    remove_abandoned(str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {*others, ".corpuskit-aaaaaaaaaaaa.partial"}
