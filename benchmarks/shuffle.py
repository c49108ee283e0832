"""What the stages of `dedupe --engine spark` send between workers, and what they cost, counted in one process.

    python benchmarks/shuffle.py DIRECTORY

The stages run one after another on a cluster that is only counted, so that the figures are those of the work and
not of the machine's other load: bytes by stage as they leave a worker, uncompressed; processor time of all functions
of the stage; and the part of its bytes that the largest group has.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass

from corpuskit.corpus import open_corpus
from corpuskit.dedupe import DedupeOptions
from corpuskit.spark.dedupe import distribute
from corpuskit.spark.dedupe.search import find_distributed_duplicates

TASKS = 8


@dataclass
class Stage:
    """What was counted of a stage."""

    seconds: float = 0.0
    sent: int = 0
    packets: int = 0
    largest: int = 0


class CountingCluster:
    """A cluster in this process that counts."""

    tasks = TASKS

    def __init__(self):
        self.stages = defaultdict(Stage)

    def count_groups(self, size):
        return max(2 * TASKS, -(-size // (1 << 26)))

    def run(self, function, *arguments):
        name = getattr(function, "__name__", type(function).__name__)
        name = getattr(getattr(function, "list_values", None), "__name__", "") + " " + name
        begun = time.process_time()
        made = list(function(*arguments))
        self.stages[name.strip()].seconds += time.process_time() - begun
        return made

    def make(self, inputs, function):
        return CountedTable(self, [packet for each in inputs for packet in self.run(function, each)])

    def send(self, packets):
        return CountedTable(self, list(packets))

    def map_in_order(self, function, inputs):
        for each in inputs:
            for result in self.run(function, each):
                yield each, result


class CountedTable:
    """A table of such a cluster."""

    def __init__(self, cluster, packets):
        self.cluster = cluster
        self.packets = packets

    def map(self, function):
        parts = [self.packets[part::TASKS] for part in range(TASKS)]
        made = [packet for part in parts for packet in self.cluster.run(function, iter(part))]
        return CountedTable(self.cluster, made)

    def group(self, function, _groups=None):
        by_key = defaultdict(list)
        for packet in self.packets:
            by_key[packet.key].append(packet)
        made = [packet for key in sorted(by_key) for packet in self.cluster.run(function, key, by_key[key])]
        name = getattr(function, "__name__", type(function).__name__)
        stage = self.cluster.stages[name]
        sizes = [sum(len(packet.data) for packet in group) for group in by_key.values()]
        stage.sent += sum(sizes)
        stage.packets += len(self.packets)
        stage.largest = max(stage.largest, *sizes, 0)
        return CountedTable(self.cluster, made)

    def join(self, *others):
        return CountedTable(self.cluster, sum((other.packets for other in others), list(self.packets)))

    def only(self, kind):
        return CountedTable(self.cluster, [packet for packet in self.packets if packet.kind == kind])

    def keep(self):
        return self

    def drop(self):
        """Nothing is kept anywhere else."""

    def collect(self):
        return list(self.packets)


def main():
    """Print the table."""
    cluster = CountingCluster()
    begun = time.process_time()
    corpus = distribute(open_corpus(sys.argv[1]))
    findings = find_distributed_duplicates(corpus, DedupeOptions(), cluster)
    for _ in findings:
        pass
    whole = time.process_time() - begun
    paragraphs, distinct = findings.summary["paragraphs"], findings.summary["distinct"]
    size = sum(entry.stat().st_size for entry in os.scandir(sys.argv[1]))
    print(f"{size} bytes, {paragraphs} paragraphs, {distinct} distinct, {findings.summary['copies']} copies")
    print("stage, MB in, packets, bytes a paragraph, largest group in MB, seconds, µs a paragraph")
    for name, stage in cluster.stages.items():
        print(
            f"{name}, {stage.sent / 1e6:.1f}, {stage.packets}, {stage.sent / paragraphs:.0f}, "
            f"{stage.largest / 1e6:.2f}, {stage.seconds:.1f}, {1e6 * stage.seconds / paragraphs:.0f}"
        )
    workers = sum(stage.seconds for stage in cluster.stages.values())
    print(f"workers {workers:.1f} s, driver {whole - workers:.1f} s")
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
