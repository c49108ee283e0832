"""A cluster in this process: what it is given goes through bytes and comes in any order, as on a real one."""

import pickle
import random

PARTS = 3


class MemoryCluster:
    tasks = 2

    def __init__(self, seed=1):
        self.source = random.Random(seed)  # noqa: S311 — no secret

    def count_groups(self, size):  # noqa: ARG002 — the real ones look at it
        return 5

    def make(self, inputs, function):
        return MemoryTable(self, [packet for each in inputs for packet in function(each)])

    def send(self, packets):
        return MemoryTable(self, list(packets))

    def map_in_order(self, function, inputs):
        for each in inputs:
            for result in function(each):
                yield each, pickle.loads(pickle.dumps(result))  # noqa: S301 — our own


class MemoryTable:
    def __init__(self, cluster, packets):
        self.cluster = cluster
        self.packets = packets
        self.cluster.source.shuffle(self.packets)

    def map(self, function):
        parts = [self.packets[part::PARTS] for part in range(PARTS)]
        return MemoryTable(self.cluster, [packet for part in parts for packet in function(iter(part))])

    def group(self, function, groups=None):  # noqa: ARG002 — the real ones look at it
        by_key = {}
        for packet in self.packets:
            by_key.setdefault(packet.key, []).append(packet)
        return MemoryTable(
            self.cluster, [made for key, group in by_key.items() for made in function(key, group)]
        )

    def join(self, *others):
        return MemoryTable(self.cluster, sum((other.packets for other in others), list(self.packets)))

    def only(self, kind):
        return MemoryTable(self.cluster, [packet for packet in self.packets if packet.kind == kind])

    def keep(self):
        return self

    def drop(self):
        pass

    def collect(self):
        return list(self.packets)
