"""Start-up is a feature: what a command does not need, it does not import."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from corpuskit.patterns import compile_later
from tests.conftest import ROOT, clean_environment

PROBE = """
import contextlib, json, os, sys
from corpuskit.cli.main import run
with open(os.devnull, "w") as nothing:
    saved = os.dup(1), os.dup(2)
    os.dup2(nothing.fileno(), 1), os.dup2(nothing.fileno(), 2)
    code = run(sys.argv[1:])
    sys.stdout.flush()
    os.dup2(saved[0], 1), os.dup2(saved[1], 2)
print(json.dumps([code, sorted(sys.modules)]))
"""
TASKS = Path("/proc/self/task")
HEAVY = {
    "numpy",
    "pydantic",
    "dateutil",
    "rapidfuzz",
    "rich.console",
    "multiprocessing",
    "asyncio",
    "sqlite3",
    "pyspark",
}


def list_modules(*arguments: str) -> set[str]:
    process = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        cwd=ROOT,
        env=clean_environment(),
        check=True,
        timeout=60,
    )
    code, modules = json.loads(process.stdout.splitlines()[-1])
    assert code == 0, process.stderr
    return set(modules)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["list", "--help"],
        ["list", "seeds"],
        ["kwic", "UN Charter", "seeds"],
        ["kwic", "UN Charter", "seeds", "-f", "json"],
        ["schema", "kwic"],
    ],
    ids=" ".join,
)
def test_light_commands_import_nothing_heavy(arguments):
    assert not list_modules(*arguments) & HEAVY


def test_the_version_is_answered_without_the_command_line():
    modules = list_modules("--version")
    assert not modules & (HEAVY | {"typer", "rich", "msgspec", "regex", "corpuskit.cli.app"})


@pytest.mark.parametrize("arguments", [["quotes", "seeds"], ["dates", "seeds"]], ids=" ".join)
def test_dates_and_quotes_need_no_arrays(arguments):
    assert not list_modules(*arguments) & (HEAVY - {"dateutil"})


def test_importing_the_library_imports_no_room():
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, corpuskit; print([m for m in sys.modules if m.startswith('corpuskit.')])",
        ],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert process.stdout.strip() == b"[]"


@pytest.mark.skipif(not TASKS.is_dir(), reason="the system does not list the threads of a process")
def test_no_library_starts_threads_that_nothing_uses() -> None:
    probe = """
import os, sys, threading
from corpuskit.cli.main import run
code = run(["dedupe", "seeds", "--stats"])
print(code, "numpy" in sys.modules, len(os.listdir("/proc/self/task")) - threading.active_count(), file=sys.stderr)
"""
    environment = clean_environment()
    environment.pop("OPENBLAS_NUM_THREADS", None)
    process = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, cwd=ROOT, env=environment, check=True, timeout=60
    )
    assert process.stderr.split()[-3:] == [b"0", b"True", b"0"]


def test_a_pattern_is_compiled_when_it_is_used_and_only_then():
    probe = """
import sys
from corpuskit.patterns import compile_later
pattern = compile_later("B", 2)
print("regex" in sys.modules, pattern.pattern, pattern.sub("x", "abc"), pattern.search("abc").span(), "regex" in sys.modules)
"""
    process = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, timeout=60)
    assert process.stdout.decode().split(maxsplit=3) == ["False", "B", "axc", "(1, 2) True\n"]


def test_what_is_no_method_of_a_pattern_is_not_found():
    pattern = compile_later("a")
    with pytest.raises(AttributeError, match="groupindex"):
        pattern.groupindex  # noqa: B018


@pytest.mark.parametrize(("command", "most"), [("list", 3.8), ("dates", 4.2), ("quotes", 4.2)])
def test_a_first_short_corpus_takes_few_times_what_the_command_line_itself_takes(command, most):
    """By processor time of whole processes in turns, the least of each: no seconds, which are those of a machine.

    What else the machine does makes both take longer, not both alike: turns are taken until the least of each is seen.
    """
    resource = pytest.importorskip("resource")
    environment = clean_environment({"PYTHONDONTWRITEBYTECODE": ""})

    def measure(*arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *arguments], stdout=subprocess.DEVNULL, cwd=ROOT, env=environment, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return float(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    ours, base = ["-m", "corpuskit", command, "seeds", "--json"], ["-c", "import typer"]
    # The first run writes bytecode.
    measure(*ours)
    own_time, base_time, turns = math.inf, math.inf, 0
    while turns < 5 or (own_time >= most * base_time and turns < 25):
        own_time, base_time = min(own_time, measure(*ours)), min(base_time, measure(*base))
        turns += 1
    assert own_time < most * base_time
