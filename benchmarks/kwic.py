"""Time and memory of `corpuskit kwic` beside its peers, on one corpus, in one run.

    python benchmarks/kwic.py --text paragraphs.txt                     a text, repeated with edits to 400 MB
    python benchmarks/kwic.py --text paragraphs.txt --size 25 100 400   several sizes: how time grows
    python benchmarks/kwic.py --text paragraphs.txt --peers DIR         installs textacy and NLTK into DIR, and measures them

The floor is the shortest program that does the job: it reads the file and counts with the `regex` package on bytes, and
knows no words but those of ASCII, no other paragraphs than lines, no encodings. The bare loop writes hits with 8 words
of context as JSON and knows no line, paragraph or word numbers. Every figure is the median of some whole processes;
compare those of one run with each other, none is worth anything alone. corpuskit works in one process, unless it says two jobs.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
PHRASES = ("united states", "security", "said")
FREQUENT = "the"
NLTK_MEGABYTES = 50

FLOOR = r"""
import sys, regex
pattern = regex.compile(rb"(?i)\b" + sys.argv[1].encode() + rb"\b")
hits = 0
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        hits += sum(1 for _ in pattern.finditer(file.read()))
print(hits)
"""
BARE_LOOP = r"""
import sys, re, msgspec, regex
class Hit(msgspec.Struct):
    start: int
    end: int
    before: str
    match: str
    after: str
pattern = regex.compile(r"\b" + sys.argv[1] + r"\b", regex.IGNORECASE | regex.ASCII)
words = re.compile(r"(?:[^\w\n]*+\w++){8}|[^\n]*", re.ASCII).match
encode, write = msgspec.json.Encoder().encode, sys.stdout.buffer.write
text = open(sys.argv[2], encoding="utf-8", newline="").read()
mirrored, size = text[::-1], len(text)
for match in pattern.finditer(text):
    start, end = match.span()
    before = text[size - words(mirrored, size - start).end() : start]
    write(encode(Hit(start, end, before, match[0], text[end : words(text, end).end()])) + b"\n")
"""
TEXTACY = r"""
import sys
from textacy.extract import keyword_in_context
print(sum(1 for _ in keyword_in_context(open(sys.argv[2], encoding="utf-8").read(), r"\b" + sys.argv[1] + r"\b")))
"""
NLTK = r"""
import sys
from nltk.text import ConcordanceIndex
from nltk.tokenize import wordpunct_tokenize
words = [word for line in open(sys.argv[2], encoding="utf-8") for word in wordpunct_tokenize(line)]
print(len(ConcordanceIndex(words, key=str.lower).offsets(sys.argv[1])))
"""


def make_corpus(source: Path, size: int, target: Path) -> None:
    """Write the lines of `source` again and again, some words exchanged each time, until there are `size` bytes."""
    lines = source.read_bytes().splitlines()
    edits = random.Random(1)  # noqa: S311 — the same corpus every time
    written = 0
    before = [b"the"]
    with target.open("wb") as file:
        while written < size:
            for line in lines:
                words = line.split(b" ")
                if edits.random() < 0.3:
                    # A word of the line before takes the place of one: what stands together stays of one kind.
                    words[edits.randrange(len(words))] = edits.choice(before)
                before = words
                written += file.write(b" ".join(words) + b"\n")
                if written >= size:
                    break


def run(command: list[str], output: str = os.devnull) -> tuple[float, int]:
    """Return the seconds that a process takes and the megabytes it holds at most."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
    begun = time.perf_counter()
    with open(output, "wb") as file:
        process = subprocess.Popen(command, stdout=file, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return time.perf_counter() - begun, usage.ru_maxrss // 1024


def measure(command: list[str], repeats: int, output: str = os.devnull) -> tuple[float, int]:
    runs = [run(command, output) for _ in range(repeats)]
    return statistics.median(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def kwic(query: str, path: Path, *options: str, jobs: str = "1") -> list[str]:
    return [sys.executable, "-m", "corpuskit", "kwic", query, str(path), "--jobs", jobs, *options]


def compare_counting(path: Path, repeats: int) -> None:
    print("| phrase | floor s | corpuskit s | ratio | ripgrep s | MB held |")
    print("|---|---|---|---|---|---|")
    ripgrep = subprocess.run(["which", "rg"], capture_output=True, check=False).returncode == 0
    for phrase in PHRASES:
        # In turns, so that a busy machine is busy for all.
        floors, ours = [], []
        for _ in range(repeats):
            floors.append(run([sys.executable, "-c", FLOOR, phrase, str(path)])[0])
            ours.append(run(kwic(phrase, path, "--count")))
        floor, seconds = statistics.median(floors), statistics.median(second for second, _ in ours)
        theirs = (
            f"{measure(['rg', '-wi', '--count-matches', phrase, str(path)], repeats)[0]:.2f}"
            if ripgrep
            else "–"
        )
        memory = max(memory for _, memory in ours)
        print(
            f"| {phrase} | {floor:.2f} | {seconds:.2f} | {seconds / floor:.2f} | {theirs} | {memory} |",
            flush=True,
        )


def compare_lines(path: Path, repeats: int) -> None:
    print("| every hit as JSON lines, 8 words of context | seconds | hits | hits/s beyond the scan |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        output = str(Path(directory) / "out")
        for phrase in (FREQUENT, "said"):
            scan = measure(kwic(phrase, path, "--count"), repeats)[0]
            bare_scan = measure([sys.executable, "-c", FLOOR, phrase, str(path)], repeats)[0]
            commands = {
                f"`{phrase}`, corpuskit": (kwic(phrase, path, "-f", "jsonl"), scan),
                f"`{phrase}`, corpuskit, two jobs": (kwic(phrase, path, "-f", "jsonl", jobs="2"), scan),
                f"`{phrase}`, bare loop": ([sys.executable, "-c", BARE_LOOP, phrase, str(path)], bare_scan),
            }
            for name, (command, base) in commands.items():
                seconds, _ = measure(command, repeats, output)
                with open(output, "rb") as file:
                    hits = sum(1 for _ in file)
                print(
                    f"| {name} | {seconds:.2f} | {hits:,} | {hits / max(seconds - base, 0.01):,.0f} |",
                    flush=True,
                )


def compare_peers(source: Path, directory: Path, repeats: int) -> None:
    python = directory / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(directory)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "textacy", "nltk"], check=True)
    print("| `security` | MB | hits | seconds | MB/s | times slower than counting with corpuskit |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        head = Path(place) / "head.txt"
        with source.open("rb") as whole:
            data = whole.read(NLTK_MEGABYTES * MEGABYTE)
        head.write_bytes(data[: data.rindex(b"\n") + 1])
        commands = {
            "corpuskit, the count": (source, kwic("security", source, "--count", "-f", "jsonl")),
            "corpuskit, the count, two jobs": (
                source,
                kwic("security", source, "--count", "-f", "jsonl", jobs="2"),
            ),
            "corpuskit, all lines as JSON": (source, kwic("security", source, "-f", "jsonl")),
            "textacy": (source, [str(python), "-c", TEXTACY, "security", str(source)]),
            # It holds every word of the text.
            "NLTK": (head, [str(python), "-c", NLTK, "security", str(head)]),
        }
        ours = 0.0
        for name, (path, command) in commands.items():
            output = str(Path(place) / "out")
            # The peers take long: once tells enough.
            seconds = measure(command, repeats if "corpuskit" in name else 1, output)[0]
            megabytes = path.stat().st_size / MEGABYTE
            rate = megabytes / seconds
            ours = ours or rate
            print(
                f"| {name} | {megabytes:.0f} | {_read_hits(output)} | {seconds:.2f} | {rate:.1f} | {ours / rate:.1f} |",
                flush=True,
            )


def _read_hits(output: str) -> int:
    """Return the number that a program printed, or the number of its lines where it printed hits."""
    content = Path(output).read_text(encoding="utf-8")
    if content.strip().isdecimal():
        return int(content)
    counted = [json.loads(line).get("hits", 1) for line in content.splitlines()]
    return sum(counted)


def show_growth(source: Path, sizes: list[int], directory: str, repeats: int) -> None:
    print("| MB | count `security` s | lines of `security` s | `secur*` s | `peace NEAR/5 war` s | MB held |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        path = Path(directory) / f"{size}.txt"
        # In a process of its own: what this one holds would be counted to all that it starts.
        maker = multiprocessing.Process(target=make_corpus, args=(source, size * MEGABYTE, path))
        maker.start()
        maker.join()
        counted = measure(kwic("security", path, "--count"), repeats)[0]
        shown, memory = measure(kwic("security", path, "-f", "jsonl"), repeats)
        wild = measure(kwic("secur*", path, "--count"), repeats)[0]
        near = measure(kwic("peace NEAR/5 war", path, "--count"), repeats)[0]
        print(
            f"| {size} | {counted:.2f} | {shown:.2f} | {wild:.2f} | {near:.2f} | {memory} |",
            flush=True,
        )
        if size != sizes[-1]:
            path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, required=True, help="a text, one paragraph a line")
    parser.add_argument("--size", type=int, nargs="+", default=[400], metavar="MB")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--peers", type=Path, help="a directory for the virtual environment of the peers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        sizes = sorted(options.size)
        show_growth(options.text, sizes, directory, options.repeats)
        largest = Path(directory) / f"{sizes[-1]}.txt"
        print()
        compare_counting(largest, options.repeats)
        print()
        compare_lines(largest, options.repeats)
        if options.peers:
            print()
            compare_peers(largest, options.peers, options.repeats)


if __name__ == "__main__":
    main()
