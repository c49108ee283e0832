"""Progress is shown on a terminal only, after half a second, and nothing of it is left."""

from __future__ import annotations

import gzip
import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest
from tests.conftest import clean_environment

from corpuskit.cli import messages
from corpuskit.cli.progress import Progress
from corpuskit.corpus import open_corpus


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    return clock


def test_the_time_to_go_is_the_time_that_has_passed_for_each_part(clock, capsys):
    progress = Progress("read")
    for clock.now, part in [(0.4, 0.1), (1.0, 0.25), (1.05, 0.3), (3.0, 0.5), (4.0, 1.0)]:
        progress.show(part)
    assert capsys.readouterr().err == (
        "\r\x1b[Kcorpuskit: read 25%, 3 s to go\r\x1b[Kcorpuskit: read 50%, 3 s to go\r\x1b[K"
    )


def test_several_passes_are_one_progress(clock, capsys):
    progress = Progress("read", passes=4)
    for clock.now, part in [(1.0, 0.5), (2.0, 1.0), (3.0, 0.5), (4.0, 1.0)]:
        progress.show(part)
    lines = capsys.readouterr().err.split("\r\x1b[Kcorpuskit: ")
    assert lines == [
        "",
        "read 12%, 7 s to go",
        "read 25%, 6 s to go",
        "read 38%, 5 s to go",
        "read 50%, 4 s to go",
    ]
    messages.clear_line()


def test_a_message_wipes_the_line_first(capsys):
    messages.show_line("half")
    messages.say("whole")
    messages.say("more")
    assert capsys.readouterr().err == "\r\x1b[Khalf\r\x1b[Kwhole\nmore\n"


def test_what_has_been_read_is_told_in_bytes_on_the_disk(tmp_path):
    rows = "".join(json.dumps({"text": f"Row {number} of many."}) + "\n" for number in range(20_000))
    (tmp_path / "a.jsonl").write_text(rows)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    (tmp_path / "c.txt").write_text("One.\n")
    corpus = open_corpus(tmp_path)
    seen = []
    corpus.on_read = seen.append
    assert sum(1 for _ in corpus) == 40_001
    assert seen == sorted(seen)
    assert seen[-1] == corpus.count_bytes() == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert len(set(seen)) > 10


@pytest.mark.parametrize(
    "command", [["dates"], ["words"], ["export", "x.db"], ["index", "build"], ["dedupe"]]
)
def test_an_interruption_ends_a_command_within_a_second_and_leaves_no_line(command, tmp_path):
    (tmp_path / "texts").mkdir()
    for number in range(300):
        lines = (f"Line {line} of {number} is of {line % 28 + 1} May 2020, he said." for line in range(1000))
        (tmp_path / f"texts/{number}.txt").write_text("\n".join(lines))
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "corpuskit", *command, "texts"],
        cwd=tmp_path, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=inner,
    ) as process:  # fmt: skip
        os.close(inner)
        shown = os.read(outer, 1000)
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        assert process.wait(timeout=30) == 130
        assert time.monotonic() - begun < 3
    while not shown.endswith(b"\x1b[K"):
        shown += os.read(outer, 1000)
    os.close(outer)
    assert b"% " not in shown.rsplit(b"\r", 1)[1]
    assert b"%, " in shown
