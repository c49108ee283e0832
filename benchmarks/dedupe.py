"""Time and memory of `corpuskit dedupe` beside its peers, on one corpus, in one run.

    python benchmarks/dedupe.py --corpus paragraphs.txt            a text file, one paragraph a line
    python benchmarks/dedupe.py --recipe 2000000                   a corpus made by recipe, always the same
    python benchmarks/dedupe.py --recipe 50000 100000 200000       several sizes: how time and memory grow
    python benchmarks/dedupe.py --corpus … --peers /tmp/peers      with /tmp/peers/<name>/bin/python of each peer

Each gets the same file. The peers work on documents, so the few lines of Python that each needs read it, lower-case it,
fold exact copies and leave out lines of fewer than five words; corpuskit does the same by itself, and tells of each copy
what it is a copy of and how it differs, which the peers do not. Its first row is the report that it makes by default, a
table of all groups; the second the same as JSON lines, with every copy; the third only counts, which comes nearest to
the peers, who list the numbers of the lines that go. The recall is that of the exact answer: of the copies
that comparing all kept paragraphs finds, how many are taken out too. Compare the figures of one run with each other;
no figure is worth anything alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PEERS = ("rensa", "datasketch", "text-dedup", "datatrove")
ANSWERS = {"corpuskit": (), "corpuskit, JSON lines": ("-f", "jsonl"), "corpuskit, counts": ("--stats",)}
MEGABYTE = 1 << 20
# Up to so many paragraphs the median of three runs is taken.
FEW = 500_000


def make_paragraphs(count: int, seed: int = 1):
    """Yield `count` paragraphs: four in ten are exact copies, three fill in a template, one is an edited copy."""
    source = random.Random(seed)  # noqa: S311 — no secret
    vocabulary = [make_word(source) for _ in range(200_000)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(vocabulary))))
    templates: list[list[str]] = []
    earlier: list[str] = []
    for number in range(count):
        draw = source.random()
        if draw < 0.4 and earlier:
            text = source.choice(earlier)
        elif draw < 0.7 and templates:
            words = list(source.choice(templates))
            for _ in range(1 + len(words) // 8):
                words[source.randrange(len(words))] = source.choice(vocabulary)
            text = " ".join(words)
        elif draw < 0.8 and earlier:
            text = edit(source.choice(earlier).split(), source, vocabulary)
        else:
            length = max(1, int(source.lognormvariate(2.6, 0.9)))
            words = source.choices(vocabulary, cum_weights=weights, k=length)
            text = " ".join(words).capitalize() + "."
        if number % 500 == 0:
            templates.append(source.choices(vocabulary, cum_weights=weights, k=source.randrange(8, 40)))
        if len(earlier) < 200_000:
            earlier.append(text)
        yield text


def make_word(source: random.Random) -> str:
    return "".join(
        source.choice("bcdfgklmnprstvz") + source.choice("aeiou") for _ in range(source.randrange(1, 6))
    )


def edit(words: list[str], source: random.Random, vocabulary: list[str]) -> str:
    for _ in range(1 + len(words) // 10):
        words[source.randrange(len(words))] = source.choice(vocabulary)
    return " ".join(words)


class Cost(NamedTuple):
    """What a run took: seconds, None where it failed or was stopped; seconds of the processors; peak memory in MB."""

    seconds: float | None
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds or float('nan'):.2f} | {self.processor:.2f} | {self.memory:.0f}"


def measure(command: list[str], limit: float) -> Cost:
    """Return what a command took, its child processes included."""
    before = read_processor_time()
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, read_memory(process.pid))
        if time.perf_counter() - begun > limit:
            os.killpg(process.pid, 9)
            process.wait()
            return Cost(None, read_processor_time() - before, peak)
        time.sleep(0.01)
    seconds = time.perf_counter() - begun
    if process.returncode:
        print(process.stderr.read().decode()[-500:], file=sys.stderr)
        return Cost(None, read_processor_time() - before, peak)
    return Cost(seconds, read_processor_time() - before, peak)


def read_processor_time() -> float:
    """Return the seconds of the processors that ended child processes took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def read_memory(group: int) -> float:
    """Return the resident memory of the processes of a group, in MB; pages they share count in each."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[2]) == group:
                    total += int((entry / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            except (OSError, IndexError):
                continue
    return total / MEGABYTE


def run_corpuskit(corpus: Path, threshold: str, *extra: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "corpuskit",
        "dedupe",
        str(corpus),
        "--threshold",
        threshold,
        "--paragraphs",
        "line",
        *extra,
    ]


# What every peer is given to do first, in its own process.
FOLD = """
import re, sys, json
words = re.compile(r"\\w+").findall
with open(sys.argv[1], encoding="utf-8") as lines:
    texts = [text for text in dict.fromkeys(" ".join(words(line.lower())) for line in lines) if text.count(" ") >= 4]
"""

RUNNERS = {
    "rensa": """
from rensa import RMinHash, RMinHashLSH
rows = [text.split() for text in texts]
hashes = RMinHash.from_token_sets(rows, num_perm=128, seed=1)
index = RMinHashLSH(threshold=0.67, num_perm=128, num_bands=32)
removed = []
for number, one in enumerate(hashes):
    if any(one.jaccard(hashes[other]) >= 0.6 for other in index.query(one)):
        removed.append(number)
    else:
        index.insert(number, one)
json.dump(removed, open(sys.argv[2], "w"))
""",
    "datasketch": """
from datasketch import MinHash, MinHashLSH
index = MinHashLSH(threshold=0.67, num_perm=128)
removed = []
for number, line in enumerate(texts):
    one = MinHash(num_perm=128)
    one.update_batch([word.encode() for word in set(line.split())])
    if index.query(one):
        removed.append(number)
    else:
        index.insert(number, one)
json.dump(removed, open(sys.argv[2], "w"))
""",
    "text-dedup": """
import subprocess, tempfile, pathlib
folder = pathlib.Path(tempfile.mkdtemp())
with (folder / "in.jsonl").open("w", encoding="utf-8") as rows:
    for number, text in enumerate(texts):
        rows.write(json.dumps({"number": number, "text": text}) + "\\n")
subprocess.run([sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", str(folder / "in.jsonl"),
                "--split", "train", "--cache_dir", str(folder / "cache"), "--output", str(folder / "out"), "--column", "text",
                "--ngram", "5", "--min_length", "0", "--threshold", "0.7"],
               check=True, stdout=subprocess.DEVNULL)
from datasets import load_from_disk
kept = set(load_from_disk(str(folder / "out"))["number"])
json.dump(sorted(set(range(len(texts))) - kept), open(sys.argv[2], "w"))
""",
    "datatrove": """
import pathlib, tempfile
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "in").mkdir()
    with (folder / "in" / "in.jsonl").open("w", encoding="utf-8") as rows:
        for number, text in enumerate(texts):
            rows.write(json.dumps({"id": str(number), "text": text}) + "\\n")
    config = MinhashConfig(num_buckets=14, hashes_per_bucket=8, n_grams=5)
    reader = lambda: JsonlReader(str(folder / "in"))
    stages = [
        ([reader(), MinhashDedupSignature(str(folder / "sig"), config=config)], 1),
        ([MinhashDedupBuckets(str(folder / "sig"), str(folder / "buckets"), config=config)], 14),
        ([MinhashDedupCluster(str(folder / "buckets"), str(folder / "remove"), config=config)], 1),
        ([reader(), MinhashDedupFilter(str(folder / "remove"), exclusion_writer=JsonlWriter(str(folder / "gone"), compression=None)),
          JsonlWriter(str(folder / "kept"), compression=None)], 1),
    ]
    for pipeline, tasks in stages:
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=min(tasks, 2), logging_dir=str(folder / f"logs{len(pipeline)}{tasks}")).run()
    removed = [int(json.loads(line)["id"]) for path in (folder / "gone").glob("*") for line in path.open(encoding="utf-8")]
    json.dump(sorted(removed), open(sys.argv[2], "w"))

if __name__ == "__main__":
    main()
""",
}


def measure_in_rounds(commands: dict[str, list[str]], rounds: int, limit: float) -> dict[str, Cost]:
    """Return the run in the middle by time of each command; all are run in turn, so that a slow minute hits all."""
    runs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            # What failed or took too long once is not tried again.
            if all(run.seconds is not None for run in runs[name]):
                runs[name].append(measure(command, limit))
    return {name: take_median(costs) for name, costs in runs.items()}


def take_median(costs: list[Cost]) -> Cost:
    """Return the run in the middle by time, or one that failed."""
    failed = [cost for cost in costs if cost.seconds is None]
    return failed[0] if failed else sorted(costs, key=lambda cost: cost.seconds)[len(costs) // 2]


def prepare_peers(peers: Path | None, corpus: Path, folder: Path) -> dict[str, list[str]]:
    """Return the command of each peer that is installed."""
    commands = {}
    for name in PEERS:
        python = peers / name / "bin" / "python" if peers else None
        if python and python.exists():
            script = folder / f"{name.replace('-', '_')}_run.py"
            script.write_text(FOLD + RUNNERS[name])
            commands[name] = [str(python), str(script), str(corpus), str(folder / f"{name}.json")]
    return commands


def list_exact_copies(corpus: Path, threshold: str, folder: Path) -> set[int]:
    """Return the numbers of the distinct lines that the exact answer takes out, as the peers number them."""
    distinct = list(
        dict.fromkeys(" ".join(re.findall(r"\w+", line.lower())) for line in corpus.open(encoding="utf-8"))
    )
    distinct = [line for line in distinct if line.count(" ") >= 4]
    folded = folder / "distinct.txt"
    folded.write_text("".join(f"{line}\n" for line in distinct), encoding="utf-8")
    answer = subprocess.run(
        [*run_corpuskit(folded, threshold), "-f", "jsonl"], stdout=subprocess.PIPE, check=True
    ).stdout.splitlines()
    return {member["line"] - 1 for line in answer for member in json.loads(line)["members"]}


def compare(corpus: Path, threshold: str, peers: Path | None, limit: float, folder: Path) -> None:
    size = corpus.stat().st_size / MEGABYTE
    with corpus.open(encoding="utf-8") as lines:
        count = sum(1 for _ in lines)
    commands = {name: run_corpuskit(corpus, threshold, *extra) for name, extra in ANSWERS.items()}
    commands |= prepare_peers(peers, corpus, folder)
    costs = measure_in_rounds(commands, 3 if count <= FEW else 1, limit)
    exact = list_exact_copies(corpus, threshold, folder) if peers else set()
    print(f"\n{corpus.name}: {count:,} paragraphs, {size:.1f} MB, threshold {threshold}\n")
    print("| | seconds | of the processors | MB | recall | taken out besides |")
    print("|---|---|---|---|---|---|")
    for name, cost in costs.items():
        if name in ANSWERS:
            print(f"| {name} | {cost} | 1.000 | 0 |")
        elif cost.seconds is None:
            print(f"| {name} | failed or over {limit:.0f} s | {cost.processor:.2f} | {cost.memory:.0f} | | |")
        else:
            removed = set(json.loads((folder / f"{name}.json").read_text()))
            recall = len(removed & exact) / len(exact) if exact else 1.0
            print(f"| {name} | {cost} | {recall:.3f} | {len(removed - exact):,} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, help="a text file, one paragraph a line")
    parser.add_argument("--recipe", type=int, nargs="*", default=[], help="numbers of paragraphs to be made")
    parser.add_argument("--threshold", default="0.8")
    parser.add_argument("--peers", type=Path, help="a directory with a virtual environment for each peer")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a run is stopped")
    chosen = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.corpus:
            compare(chosen.corpus, chosen.threshold, chosen.peers, chosen.limit, folder)
        for count in chosen.recipe:
            made = folder / f"recipe-{count}.txt"
            with made.open("w", encoding="utf-8") as lines:
                lines.writelines(f"{text}\n" for text in make_paragraphs(count))
            compare(made, chosen.threshold, chosen.peers, chosen.limit, folder)
            made.unlink()


if __name__ == "__main__":
    main()
