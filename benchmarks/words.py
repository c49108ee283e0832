"""Time and memory of `corpuskit words` and `collocates` beside what they stand on, in one run.

    python benchmarks/words.py --text paragraphs.txt                  a text, repeated with edits to 50 and 400 MB
    python benchmarks/words.py --text paragraphs.txt --size 25        one size
    python benchmarks/words.py --text paragraphs.txt --peers DIR      installs NLTK and conc into DIR, and measures them too

The floor of a word list is a bare loop: the expression of a word of ASCII over the lines of a file, and a dictionary. It
knows no words outside ASCII, no spellings, no documents, no places and no copies. The floor of collocates is the
concordance of the same query, all lines as JSON. Every figure is the median of some whole processes in turns; compare those
of one run with each other. NLTK holds every word, and every pair of words of a window, and conc takes no file of more than
10 MB, so that they get less of the text, and corpuskit the same. conc reads a text once and keeps it in a directory; its
seconds are those of reading it and of one question. It works with threads, whose seconds count. corpuskit works in one process, on one core; seconds are those of that core, which depend less
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
# The tokenizer is all that conc uses of a model of a language; of this one there is nothing else.
CONC = r"""
import os, sys, tempfile
import spacy
from conc.collocates import Collocates
from conc.corpus import Corpus
from conc.frequency import Frequency
with tempfile.TemporaryDirectory() as base:
    english = spacy.blank("en")
    for name in ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler"):
        english.add_pipe("sentencizer", name=name)
    english.to_disk(base + "/english")
    os.mkdir(base + "/texts")
    os.symlink(os.path.abspath(sys.argv[1]), base + "/texts/text.txt")
    corpus = Corpus("text", "text").build_from_files(
        base + "/texts", save_path=base + "/", model=base + "/english")
    if len(sys.argv) == 2:
        report = Frequency(corpus).frequencies(page_size=0)
    else:
        report = Collocates(corpus).collocates(sys.argv[2], page_size=0, min_collocate_frequency=3)
    report.to_frame().write_csv(sys.stdout)
"""
PEERS = {
    "NLTK": {"word list": (NLTK_WORDS, 50), "collocates": (NLTK_COLLOCATES, 8)},
    "conc": {"word list": (CONC, 8), "collocates": (CONC, 8)},
}
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
    """Measure corpuskit and its peers on the beginning of a text."""
    print("\n| peer | | MB | its seconds | corpuskit s | ratio | MB held, peer | corpuskit |")
    print("|---|---|---|---|---|---|---|---|")
    head = path.with_name("head.txt")
    for peer, programs in PEERS.items():
        for name, (program, megabytes) in programs.items():
            with open(path, "rb") as whole, open(head, "wb") as file:
                data = whole.read(megabytes * MEGABYTE)
                file.write(data[: data.rfind(b"\n") + 1])
            query = ["security"] if name == "collocates" else []
            command = "collocates" if query else "words"
            commands = {
                "corpuskit": corpuskit(command, *query, head),
                peer: [str(python), "-c", program, str(head), *query],
            }
            found = measure_together(commands, repeats)
            (seconds, memory), (theirs, their_memory) = found["corpuskit"], found[peer]
            print(
                f"| {peer} | {name} | {megabytes} | {theirs:.2f} | {seconds:.2f} | {theirs / seconds:.1f} "
                f"| {their_memory} | {memory} |",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, required=True, help="a text, one paragraph a line")
    parser.add_argument("--size", type=int, nargs="+", default=[50, 400], metavar="MB")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--peers", type=Path, metavar="DIR", help="where NLTK and conc are installed, or are to be"
    )
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
                    subprocess.run([str(python), "-m", "pip", "install", "-q", "nltk", "conc"], check=True)
                compare_peers(path, python, options.repeats)


if __name__ == "__main__":
    main()
