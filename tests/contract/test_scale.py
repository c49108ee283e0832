"""Large input: one file of 10 MB, and 10,000 small files in memory that does not grow with their number."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from tests.conftest import SEEDS, clean_environment

pytestmark = pytest.mark.slow

STREAMING = [["kwic", "UN Charter"], ["dates"], ["quotes"], ["list"]]
COMMANDS = [*STREAMING, ["dedupe"]]
# What a run may need more for 10,000 files than for 100: the ids and paths of the documents.
ALLOWED_GROWTH_MB = 12


def make_paragraphs(number: int) -> str:
    """Return prose with dates, quotations and the phrase, different in every paragraph."""
    return "\n".join(
        f"On July {place % 28 + 1}, {1950 + place % 70}, delegate D{place} of group {place * 7919 % 1000} said “we keep the "
        f"UN Charter number {place * 31 % 977}” and left the hall after {place % 60} minutes of debate."
        for place in range(number)
    )


def run_measured(*arguments: str) -> tuple[bytes, float]:
    """Return the standard output of `corpuskit` and its peak memory in MB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "corpuskit", *arguments, "-q"], stdout=subprocess.PIPE, env=clean_environment()
    )
    with process.stdout:
        output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return output, usage.ru_maxrss / 1024


@pytest.fixture(scope="module")
def large_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.txt"
    paragraphs = make_paragraphs(76_000)
    path.write_text(paragraphs, encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    return path


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_ten_megabytes_in_one_file(command, large_file):
    output, _ = run_measured(*command, str(large_file), "--json")
    result = json.loads(output)
    assert result["summary"]["documents"] == 1
    expected = {"list": 1, "kwic": 76_000, "dates": 76_000, "quotes": 76_000}
    if command[0] in expected:
        assert result["summary"]["records"] == expected[command[0]]
    assert len(result["records"]) == result["summary"]["records"]


@pytest.fixture(scope="module")
def many_files(tmp_path_factory):
    root = tmp_path_factory.mktemp("many")
    seed = (SEEDS / "004_7249c5024e0c0fdf.txt").read_text(encoding="utf-8")[:600]
    for number in range(10_000):
        folder = root / f"{number // 100:03}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:05}.txt").write_text(f"{seed}\n{make_paragraphs(2)}\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("command", STREAMING, ids=lambda command: command[0])
def test_memory_does_not_grow_with_the_number_of_files(command, many_files):
    few, memory_of_few = run_measured(*command, str(many_files / "000"), "-f", "jsonl")
    many, memory_of_many = run_measured(*command, str(many_files), "-f", "jsonl")
    assert few
    assert len(many.splitlines()) == 100 * len(few.splitlines())
    assert memory_of_many < memory_of_few + ALLOWED_GROWTH_MB


def test_ten_thousand_files_can_be_deduplicated(many_files):
    output, _ = run_measured("dedupe", str(many_files), "--json")
    assert json.loads(output)["summary"]["documents"] == 10_000
