"""Command lines in forks of a process that has loaded the program: each a process of its own, which need not start.

Starting takes longer than most command lines of tests do. What an interpreter reads as it starts is that of the first.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import select
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

_ROOT = Path(__file__).resolve().parent.parent
_PROGRAM = [
    "numpy",
    "rapidfuzz",
    "regex",
    "corpuskit.listing",
    "corpuskit.dates",
    "corpuskit.quotes",
    "corpuskit.kwic",
    "corpuskit.dedupe",
    "corpuskit.index",
    "corpuskit.output.writer",
]
# Each run once: they load tables, patterns and packages.
_WARMING = (["list"], ["dates"], ["quotes", "--all"], ["kwic", "the"], ["dedupe"], ["words"])
# What the interpreter reads as it starts, and numpy as it is imported.
_READ_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "OPENBLAS", "OMP", "NUMPY")
_SECONDS = 120


def load_program() -> None:
    """Import what commands import, so that a fork need not."""
    from corpuskit.cli import app, main  # noqa: F401

    app.make_app()
    for name in _PROGRAM:
        importlib.import_module(name)


class Forks:
    """Runs command lines, from the first one on until `close`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._started_with = _choose_read_at_start(os.environ)
        # What a command line writes comes by pipes, as it would from a process of its own.
        self._outputs: list[int] = []

    def can_run(self, environment: Mapping[str, str]) -> bool:
        """Return whether a process that starts with these variables would be as the forks are."""
        return _choose_read_at_start(environment) == self._started_with

    def run(
        self, arguments: list[str], cwd: str, environment: dict[str, str], umask: int = 0o022
    ) -> subprocess.CompletedProcess[bytes]:
        """Return the outcome of a command line."""
        process = self._process or self._start(environment)
        request = {"arguments": arguments, "cwd": cwd, "env": environment, "umask": umask}
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        texts = dict.fromkeys(self._outputs, b"")
        until = time.monotonic() + _SECONDS
        is_over = False
        while not is_over:
            ready = select.select([process.stdout, *texts], [], [], max(0.0, until - time.monotonic()))[0]
            if not ready:
                self.close()
                raise subprocess.TimeoutExpired(arguments, _SECONDS)
            is_over = process.stdout in ready
            for descriptor in texts:
                with contextlib.suppress(BlockingIOError):
                    while part := os.read(descriptor, 1 << 16):
                        texts[descriptor] += part
        return subprocess.CompletedProcess(arguments, int(process.stdout.readline()), *texts.values())

    def close(self) -> None:
        """End the process that forks."""
        if self._process is not None:
            self._process.kill()
            for stream in (self._process.stdin, self._process.stdout):
                stream.close()
            self._process.wait()
            self._process = None
            for descriptor in self._outputs:
                os.close(descriptor)

    def _start(self, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        pipes = [os.pipe() for _ in range(2)]
        self._outputs = [source for source, _ in pipes]
        targets = [target for _, target in pipes]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forking", *map(str, targets)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=environment,
            pass_fds=targets,
        )
        for source, target in pipes:
            os.set_blocking(source, False)
            os.close(target)
        return self._process


def _choose_read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_READ_AT_START)}


FORKS = Forks()
atexit.register(FORKS.close)


def _serve(targets: list[int]) -> None:
    load_program()
    from corpuskit.cli.main import run

    for command in _WARMING:
        run([*command, str(_ROOT / "seeds"), "-q", "-f", "jsonl", "-o", os.devnull])
    for line in sys.stdin.buffer:
        child = os.fork()
        if not child:
            _become(targets=targets, **json.loads(line))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


def _become(arguments: list[str], cwd: str, env: dict[str, str], umask: int, targets: list[int]) -> NoReturn:
    """Be the program that was started with these arguments."""
    code = 99
    try:
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        os.umask(umask)
        source, end = os.pipe()
        os.close(end)
        for descriptor, opened in enumerate([source, *targets]):
            os.dup2(opened, descriptor)
            os.close(opened)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 — as the interpreter does
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 — as the interpreter does
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
        from corpuskit.cli.main import run

        code = run(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001 — what is raised here must not go up into a copy of the parent
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve([int(target) for target in sys.argv[1:]])
