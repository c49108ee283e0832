"""`corpuskit dedupe` as a user runs it, with its output as text."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import ROOT, run_corpuskit


def dedupe(*arguments: str | Path, given: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    process = run_corpuskit("dedupe", *arguments, stdin=given.encode(), cwd=cwd)
    output = (process.stdout.decode(), process.stderr.decode())
    return subprocess.CompletedProcess(process.args, process.returncode, *output)
