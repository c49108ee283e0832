"""Time and memory of `corpuskit kwic` beside its peers, on one corpus, in one run.

    python benchmarks/kwic.py --text paragraphs.txt                     a text, repeated with edits to 400 MB
    python benchmarks/kwic.py --text paragraphs.txt --size 25 100 400   several sizes: how time grows
    python benchmarks/kwic.py --text paragraphs.txt --peers DIR         installs textacy and NLTK into DIR, and measures them
    python benchmarks/kwic.py --text paragraphs.txt --before DIR        beside another version, whose `src` DIR is

The floor is the shortest program that does the job: it reads the file and counts with the `regex` package on bytes, and
knows no words but those of ASCII, no other paragraphs than lines, no encodings. The bare loop writes hits with 8 words
of context as JSON and knows no line, paragraph or word numbers. Every figure is the median of some whole processes, in
seconds of the processors, which other work on the machine disturbs less than those of the clock; compare those of one
run with each other, none is worth anything alone. corpuskit works in one process.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
PHRASES = ("zanzibar", "united states", "security", "said")
FILES = 16
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


def run(command: list[str], output: str = os.devnull, source: Path = ROOT / "src") -> tuple[float, int]:
    """Return the seconds of processors that a process takes and the megabytes it holds at most."""
    environment = dict(os.environ, PYTHONPATH=str(source))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with open(output, "wb") as file:
        process = subprocess.Popen(command, stdout=file, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def measure(command: list[str], repeats: int, output: str = os.devnull) -> tuple[float, int]:
    runs = [run(command, output) for _ in range(repeats)]
    return statistics.median(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def kwic(query: str, path: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "corpuskit", "kwic", query, str(path), "--jobs", "1", *options]


def compare_counting(path: Path, repeats: int, before: Path | None) -> None:
    """Print what counting takes in one file and in some, in turns, so that a busy machine is busy for all."""
    folder = path.parent / "parts"
    divide(path, folder)
    print(
        "| phrase | files | ripgrep ms | floor ms | corpuskit ms | before ms | / floor | / ripgrep | MB held |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    has_ripgrep = subprocess.run(["which", "rg"], capture_output=True, check=False).returncode == 0
    for phrase in PHRASES:
        for place in (path, folder):
            files = [str(place)] if place.is_file() else sorted(map(str, place.iterdir()))
            ours = kwic(phrase, place, "--count")
            commands = {"floor": [sys.executable, "-c", FLOOR, phrase, *files], "ours": ours}
            if has_ripgrep:
                # Without hits it ends with 1.
                search = ["rg", "-j1", "-wi", "--count-matches", phrase, str(place)]
                commands["ripgrep"] = ["sh", "-c", '"$@" || true', "sh", *search]
            if before is not None:
                commands["before"] = ours
            times: dict[str, list[float]] = {name: [] for name in commands}
            memory = 0
            for _ in range(repeats):
                for name, command in commands.items():
                    source = before if name == "before" and before is not None else ROOT / "src"
                    seconds, held = run(command, source=source)
                    times[name].append(seconds * 1000)
                    memory = max(memory, held) if name == "ours" else memory
            taken = {name: statistics.median(each) for name, each in times.items()}
            show = {name: f"{taken[name]:,.0f}" if name in taken else "–" for name in ("ripgrep", "before")}
            ratio = f"{taken['ours'] / taken['ripgrep']:.1f}" if has_ripgrep else "–"
            print(
                f"| `{phrase}` | {len(files)} | {show['ripgrep']} | {taken['floor']:,.0f} | {taken['ours']:,.0f} | "
                f"{show['before']} | {taken['ours'] / taken['floor']:.2f} | {ratio} | {memory} |",
                flush=True,
            )


def divide(path: Path, folder: Path) -> None:
    """Write a file as some files of whole lines."""
    folder.mkdir()
    size = path.stat().st_size // FILES + 1
    with path.open("rb") as whole:
        for number in range(FILES):
            (folder / f"{number:02}.txt").write_bytes(whole.read(size) + whole.readline())


def compare_lines(path: Path, repeats: int, before: Path | None) -> None:
    print("| every hit as JSON lines, 8 words of context | seconds | hits | hits/s beyond the scan |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        output = str(Path(directory) / "out")
        for phrase in (FREQUENT, "said"):
            shown, count = kwic(phrase, path, "-f", "jsonl"), kwic(phrase, path, "--count")
            bare = [sys.executable, "-c", BARE_LOOP, phrase, str(path)]
            rows = [
                ("corpuskit", shown, count, ROOT / "src"),
                ("bare loop", bare, [sys.executable, "-c", FLOOR, phrase, str(path)], ROOT / "src"),
            ]
            if before is not None:
                rows.append(("before", shown, count, before))
            runs = [
                [(run(each[1], output, each[3])[0], run(each[2], source=each[3])[0]) for each in rows]
                for _ in range(repeats)
            ]
            for number, (name, *_) in enumerate(rows):
                seconds, base = (statistics.median(each[number][part] for each in runs) for part in (0, 1))
                if not number:
                    run(shown, output)
                    with open(output, "rb") as file:
                        hits = sum(1 for _ in file)
                print(
                    f"| `{phrase}`, {name} | {seconds:.2f} | {hits:,} | {hits / max(seconds - base, 0.01):,.0f} |",
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
    parser.add_argument("--before", type=Path, help="the folder `src` of another version")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        sizes = sorted(options.size)
        show_growth(options.text, sizes, directory, options.repeats)
        largest = Path(directory) / f"{sizes[-1]}.txt"
        print()
        compare_counting(largest, options.repeats, options.before)
        print()
        compare_lines(largest, options.repeats, options.before)
        if options.peers:
            print()
            compare_peers(largest, options.peers, options.repeats)


if __name__ == "__main__":
    main()
