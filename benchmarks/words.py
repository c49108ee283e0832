"""Time and memory of `corpuskit words` and `collocates` beside what they stand on, in one run.

    python benchmarks/words.py --text paragraphs.txt                  a text, repeated with edits to 50 and 400 MB
    python benchmarks/words.py --text paragraphs.txt --size 25        one size
    python benchmarks/words.py --text paragraphs.txt --peers DIR      installs NLTK into DIR, and measures it too

The floor of a word list is a bare loop: the expression of a word of ASCII over the lines of a file, and a dictionary. It
knows no words outside ASCII, no spellings, no documents, no places and no copies. The floor of collocates is the
concordance of the same query, all lines as JSON. Every figure is the median of some whole processes in turns; compare those
of one run with each other. NLTK holds every word, and every pair of words of a window, so that it gets less of the text, and
corpuskit the same. corpuskit works in one process, on one core; seconds are those of that core, which depend less
than those of the clock on what else a machine has to do.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from kwic import MEGABYTE, ROOT, kwic, make_corpus

BARE_LOOP = r"""
import sys, re
find, counts = re.compile(rb"\w+").findall, {}
with open(sys.argv[1], "rb") as file:
    for line in file:
        for word in find(line.lower()):
            counts[word] = counts.get(word, 0) + 1
for word, hits in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
    print(hits, word.decode())
"""
NLTK_WORDS = r"""
import sys
from nltk import FreqDist
from nltk.tokenize import wordpunct_tokenize
with open(sys.argv[1], encoding="utf-8") as file:
    # A text as a whole takes its tokenizer longer than it allows itself.
    counts = FreqDist(word for line in file for word in wordpunct_tokenize(line.lower()) if word.isalnum())
for word, hits in counts.most_common():
    print(hits, word)
"""
# A window of six words is five beside the first one; both sides of a pair are asked for.
NLTK_COLLOCATES = r"""
import sys
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.tokenize import wordpunct_tokenize
with open(sys.argv[1], encoding="utf-8") as file:
    words = [word for line in file for word in wordpunct_tokenize(line.lower()) if word.isalnum()]
finder = BigramCollocationFinder.from_words(words, window_size=6)
finder.apply_freq_filter(3)
finder.apply_ngram_filter(lambda *pair: "security" not in pair)
for pair, value in finder.score_ngrams(BigramAssocMeasures.likelihood_ratio):
    print(value, *pair)
"""
NLTK_MEGABYTES = {"word list": 50, "collocates of `security`": 10}
QUERIES = ("security", "time", "the")


def corpuskit(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "corpuskit", *map(str, arguments), "--jobs", "1", "-f", "jsonl"]


def run(command: list[str]) -> tuple[float, int]:
    """Return the seconds of a core that a process takes and the megabytes it holds at most."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"))
    with open(os.devnull, "wb") as file:
        process = subprocess.Popen(command, stdout=file, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def measure_together(commands: dict[str, list[str]], repeats: int) -> dict[str, tuple[float, int]]:
    """Return the median of the seconds and the most megabytes of each command, run in turns."""
    runs: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            runs[name].append(run(command))
    return {
        name: (statistics.median(seconds for seconds, _ in each), max(memory for _, memory in each))
        for name, each in runs.items()
    }


def compare_lists(path: Path, megabytes: int, repeats: int) -> None:
    commands = {
        "bare loop": [sys.executable, "-c", BARE_LOOP, str(path)],
        "`words`": corpuskit("words", path),
        "`words --size 2`": corpuskit("words", path, "--size", "2", "--min-hits", "2"),
    }
    found = measure_together(commands, repeats)
    floor = found["bare loop"][0]
    for name, (seconds, memory) in found.items():
        print(
            f"| {name} | {megabytes} | {seconds:.2f} | {megabytes / seconds:.0f} | {seconds / floor:.2f} | {memory} |",
            flush=True,
        )


def compare_collocates(path: Path, megabytes: int, repeats: int) -> None:
    for query in QUERIES:
        commands = {
            "lines": kwic(query, path, "-f", "jsonl"),
            "collocates": corpuskit("collocates", query, path),
        }
        found = measure_together(commands, repeats)
        lines, (seconds, memory) = found["lines"][0], found["collocates"]
        print(
            f"| `{query}` | {megabytes} | {lines:.2f} | {seconds:.2f} | {seconds / lines:.2f} | {memory} |",
            flush=True,
        )


def compare_peers(path: Path, python: Path, repeats: int) -> None:
    """Measure corpuskit and NLTK on the beginning of a text."""
    ours = {
        "word list": lambda head: corpuskit("words", head),
        "collocates of `security`": lambda head: corpuskit("collocates", "security", head),
    }
    theirs = {"word list": NLTK_WORDS, "collocates of `security`": NLTK_COLLOCATES}
    print("\n| beside NLTK | MB | NLTK s | corpuskit s | ratio | MB held, NLTK | corpuskit |")
    print("|---|---|---|---|---|---|---|")
    for name, megabytes in NLTK_MEGABYTES.items():
        head = path.with_name("head.txt")
        with open(path, "rb") as whole, open(head, "wb") as file:
            data = whole.read(megabytes * MEGABYTE)
            file.write(data[: data.rfind(b"\n") + 1])
        found = measure_together(
            {"corpuskit": ours[name](head), "NLTK": [str(python), "-c", theirs[name], str(head)]}, repeats
        )
        (seconds, memory), (peer, peer_memory) = found["corpuskit"], found["NLTK"]
        print(
            f"| {name} | {megabytes} | {peer:.2f} | {seconds:.2f} | {peer / seconds:.1f} | {peer_memory} | {memory} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, required=True, help="a text, one paragraph a line")
    parser.add_argument("--size", type=int, nargs="+", default=[50, 400], metavar="MB")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--peers", type=Path, metavar="DIR", help="where NLTK is installed, or is to be")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        for size in options.size:
            path = Path(directory) / "corpus.txt"
            # In a process of its own: what this one holds would be counted to all that it starts.
            maker = multiprocessing.Process(target=make_corpus, args=(options.text, size * MEGABYTE, path))
            maker.start()
            maker.join()
            print("| word list | MB | seconds | MB/s | ratio | MB held |")
            print("|---|---|---|---|---|---|")
            compare_lists(path, size, options.repeats)
            print("\n| collocates of | MB | concordance s | collocates s | ratio | MB held |")
            print("|---|---|---|---|---|---|")
            compare_collocates(path, size, options.repeats)
            if options.peers is not None:
                python = options.peers / "bin" / "python"
                if not python.exists():
                    subprocess.run([sys.executable, "-m", "venv", str(options.peers)], check=True)
                    subprocess.run([str(python), "-m", "pip", "install", "-q", "nltk"], check=True)
                compare_peers(path, python, options.repeats)


if __name__ == "__main__":
    main()
