"""How long command lines take on texts of growing size: `python -m tests.property.growing [--table] [COMMAND…]`.

Each runs in a fork of a process that has loaded the program, on one core, with what it prints thrown away; its time is
that of its processor.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shlex
import signal
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.contract.frozen.running import load_program
from tests.property.shapes import SHAPES, make_text

# What each command is tried with. TEXT is the text, HALF its first half, and PATTERNS a list of a thousand patterns.
COMMANDS = (
    "list TEXT",
    "dates TEXT",
    "dates TEXT --timeline month",
    "quotes TEXT --all",
    "quotes TEXT --by speaker",
    "kwic '*a *{0,5} b*' TEXT",
    "kwic 'a b' TEXT --within document",
    "kwic a TEXT --substring --sort R1",
    r"kwic '\w+a\b|[0-9]+ \w' TEXT --regex",
    """kwic '[word="a.*"] []{0,3} "b"' TEXT --cql""",
    "kwic @PATTERNS TEXT",
    "kwic words~1 TEXT --fold-copies exact",
    "words TEXT",
    "words TEXT --size 3 --by doc",
    "collocates 'a*' TEXT",
    "keywords TEXT --against HALF",
    "dedupe TEXT --paragraphs line",
    "dedupe TEXT --paragraphs line --contained 0.9",
    "dedupe TEXT --paragraphs line --measure char",
    "dedupe TEXT --paragraphs line --blocks",
    "dedupe TEXT --spans 8",
    "dedupe TEXT HALF --level document",
    "dedupe TEXT --paragraphs line --write NEW",
    "verify HALF --in TEXT",
    "verify HALF --in TEXT --claims",
    "report TEXT",
    "index build TEXT --at NEW.db",
    "export NEW.db TEXT",
)
# In these what is found is itself the square: which of the lines lie in which.
SQUARE = {
    ("dedupe TEXT --paragraphs line --contained 0.9", "few words"),
    ("dedupe TEXT --paragraphs line --contained 0.9", "each line goes on from the last"),
}
SIZES = (100_000, 200_000, 400_000)
MOST_GROWTH = 2.3
# What takes less, in seconds, is not measured well, and a tenth of it is the same for any text.
SHORT = 0.4
_MOST_SECONDS = 30
_PATTERNS = "".join(f"pattern{number} a*{number}\n" for number in range(1000))


class Measured(NamedTuple):
    """How long a command line took: seconds by size."""

    command: str
    shape: str
    seconds: dict[int, float]

    def find_growth(self) -> float:
        """Return the largest factor between a text and one twice as long, where that takes long enough to tell."""
        factors = [
            self.seconds[size] / max(self.seconds[size // 2], SHORT / MOST_GROWTH)
            for size in self.seconds
            if size // 2 in self.seconds and self.seconds[size] > SHORT
        ]
        return max(factors, default=0.0)


def measure(command: str, shape: str, sizes: tuple[int, ...] = SIZES) -> Measured:
    """Return how long a command line takes on texts of one shape; on those in between, where the last takes long."""
    first, *between, last = sizes
    seconds = {first: measure_once(command, shape, first), last: measure_once(command, shape, last)}
    if seconds[last] > SHORT:
        seconds |= {size: measure_once(command, shape, size) for size in between}
        for size in sorted(seconds):
            if seconds[size] > max(MOST_GROWTH * seconds.get(size // 2, _MOST_SECONDS), SHORT):
                # Once more: a busy machine makes some runs slow.
                for again in (size // 2, size):
                    seconds[again] = min(seconds[again], measure_once(command, shape, again))
    return Measured(command, shape, dict(sorted(seconds.items())))


def measure_once(command: str, shape: str, size: int) -> float:
    """Return the seconds that a command line takes on a text."""
    text = make_text(shape, size)
    with tempfile.TemporaryDirectory(prefix="corpuskit-growth-") as place:
        # Lone surrogates and the like are left to the fuzzer.
        Path(place, "text.txt").write_text(text, encoding="utf-8", newline="")
        Path(place, "half.txt").write_text(text[: size // 2], encoding="utf-8", newline="")
        Path(place, "patterns.txt").write_text(_PATTERNS, encoding="utf-8")
        places = {
            "TEXT": "text.txt",
            "HALF": "half.txt",
            "@PATTERNS": "@patterns.txt",
            "NEW": "new",
            "NEW.db": "new.db",
        }
        arguments = [places.get(word, word) for word in shlex.split(command)]
        has_jobs = arguments[0] != "index"
        has_words = any(map(str.isalnum, text))
        return _run(arguments + (["--jobs", "1"] if has_jobs else []), place, is_refused=not has_words)


def _run(arguments: list[str], place: str, *, is_refused: bool) -> float:
    sys.stdout.flush()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        _run_here(arguments, place)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return float(2 * _MOST_SECONDS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # A text without words is nothing to compare with.
    if status not in {0, 3, 4} and not (is_refused and status == 2):
        raise AssertionError(f"{arguments}: exit code {status}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run_here(arguments: list[str], place: str) -> None:
    code = 99
    try:
        os.chdir(place)
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)
        from corpuskit.cli.main import run

        code = run(arguments)
        sys.stdout.flush()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        os._exit(code)


def iter_measured(commands: tuple[str, ...], shapes: tuple[str, ...]) -> Iterator[Measured]:
    """Yield how long each command line takes on each shape."""
    for command in commands:
        for shape in shapes:
            yield measure(command, shape)


def print_table(rows: list[Measured]) -> None:
    """Print for each command line the medians over all shapes, and the worst growth with its shape."""
    print("| command | 100 KB | 400 KB | slowest at 400 KB | most for twice the text |")
    print("|---|---|---|---|---|")
    for command in dict.fromkeys(row.command for row in rows):
        own = [row for row in rows if row.command == command and (command, row.shape) not in SQUARE]
        medians = [
            statistics.median(row.seconds.get(size, float("inf")) for row in own)
            for size in (SIZES[0], SIZES[-1])
        ]
        slowest = max(own, key=lambda row: max(row.seconds.values()))
        worst = max(own, key=Measured.find_growth)
        growth = (
            f"{worst.find_growth():.2f}: {worst.shape}" if worst.find_growth() else "all too short to tell"
        )
        cells = [f"`{command}`", *(f"{median:.2f} s" for median in medians)]
        cells += [f"{max(slowest.seconds.values()):.1f} s: {slowest.shape}", growth]
        print(f"| {' | '.join(cells)} |".replace("|[0", r"\|[0"))


def main() -> None:
    """Measure all, and print a row of JSON for each, or a table of such rows from standard input."""
    parser = argparse.ArgumentParser(prog="python -m tests.property.growing")
    parser.add_argument("--table", action="store_true", help="make a table of the rows on standard input")
    parser.add_argument("--shape", action="append", help="these shapes only")
    parser.add_argument("commands", nargs="*", help="these command lines only, by their beginning")
    options = parser.parse_args()
    if options.table:
        rows = [json.loads(line) for line in sys.stdin]
        print_table(
            [Measured(row[0], row[1], {int(size): taken for size, taken in row[2].items()}) for row in rows]
        )
        return
    load_program()
    wanted = tuple(options.commands) or ("",)
    commands = tuple(command for command in COMMANDS if command.startswith(wanted))
    for row in iter_measured(commands, tuple(options.shape or SHAPES)):
        print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
