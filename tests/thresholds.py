"""The sizes from which on the program goes another way, and all of them at their least at once.

Such a size decides how an answer is found, never which: so a test may set it, and must be able to. Each is known by
its name and its usual value, wherever it stands.
"""

from __future__ import annotations

import pkgutil
import sys
from contextlib import contextmanager
from importlib import import_module

import pytest

import corpuskit

LEAST = {
    # Texts in files, read in blocks of lines, and where they are not ASCII.
    ("_BLOCK_BYTES", 1 << 17): 8,
    ("_SMALLEST_STORED", 1 << 22): 1,
    ("_SMALLEST_KEPT_PLACE", 1 << 16): 0,
    ("_PIECE_BYTES", 1 << 14): 8,
    ("_ROWS", 1000): 1,
    # Concordances.
    ("_MEASURED_BYTES", 1 << 14): 8,
    ("_MOST_REMEMBERED", 50_000): 1,
    ("_SHORTEST_RUN", 6): 1,
    ("_FEW_CANDIDATES", 32): 2,
    ("_PART_BYTES", 16_000_000): 8,
    # Word lists.
    ("_PART_BYTES", 64_000_000): 8,
    ("_SMALL_PART_BYTES", 16_000_000): 8,
    ("_PIECE_BYTES", 1 << 17): 8,
    ("_PARAGRAPHS", 1000): 1,
    ("_REMEMBERED_BYTES", 1 << 26): 1,
    ("_BATCH_UNITS", 1 << 20): 4,
    ("_COUNTED_UNITS", 1 << 20): 4,
    ("_DESCRIBED", 10_000): 2,
    ("_SORTED", 1 << 20): 2,
    ("_LARGE_BYTES", 1 << 20): 0,
    ("_TABLE_BITS", 18): 2,
    # The corpus database.
    ("_LARGEST_SHARE", 0.1): 1.0,
    ("_BATCH_BYTES", 32_000_000): 1,
    # Processes.
    ("_SERIAL_BYTES", 8_000_000): 0,
    ("_BATCH_BYTES", 500_000): 1,
    # What is written.
    ("_STEP", 1024): 2,
    ("_BATCH", 32): 1,
    ("_BUFFERED_BYTES", 1 << 16): 1,
    ("_ROWS_A_BATCH", 10_000): 1,
    # Dates.
    ("_BLOCK", 8192): 64,
    # Copies.
    ("_CHUNK_COPIES", 1 << 12): 1,
    ("_CHUNK_WORDS", 1 << 20): 1,
    ("_CHUNK_PAIRS", 1 << 17): 1,
    ("_CHUNK_PAIRS", 1 << 15): 1,
    ("_CHUNK_PAIRS", 1 << 12): 1,
    ("_CHUNK_WORDS", 1 << 18): 1,
    ("_CHUNK_WORDS", 1 << 16): 1,
    ("_CHUNK_VALUES", 1 << 20): 1,
    ("_NEXT_VALUES", 16): 0,
    ("_SMALLEST_FILED", 1 << 20): 1,
    ("_LARGEST_SEGMENT", 1 << 18): 1,
    ("_CHUNK", 1 << 12): 1,
    ("_CHUNK", 1 << 18): 1,
    ("_CHUNK_ROWS", 1 << 13): 1,
    ("_CHUNK_PLACES", 1 << 16): 1,
    ("_PART_TEXTS", 16_384): 1,
    ("_MANY_PAIRS", 1 << 12): 1,
    ("_MANY_PARTNERS", 32): 0,
    ("_TILE_TEXTS", 16): 1,
    ("_TILE_OTHERS", 2048): 1,
    ("_MANY_LOOKUPS", 1 << 24): 0,
    ("_LOOKUPS_OF_LENGTH", 1 << 22): 0,
    ("_MOST_AT_ONCE", 1 << 22): 8,
    ("_KEY_COST", 1): 0,
    ("_ENTRY_COST", 4): 0,
    ("_CANDIDATE_COST", 40): 0,
    ("_MOST_KEYS", 1 << 14): 64,
    ("_CHUNK_KEYS", 1 << 19): 1,
    ("_MOST_ENTRIES", 1 << 24): 1,
    ("_CHUNK_BITS", 1 << 15): 1,
    ("_MOST_PAIRS", 1 << 22): 1,
    ("LONG_TEXT", 1 << 12): 2,
    ("_MANY_MISSES", 48): 0,
    ("_FEW_STRETCHES", 64): 1,
    ("_MOST_LOOKUPS", 1 << 22): 1,
    ("_FEW_ENTRIES", 16): 0,
    ("_MOST_UNEVEN", 4): 1,
    # Drafts.
    ("PIECE", 1 << 17): 64,
    ("MOST", 2000): 1,
    ("_MOST_REMEMBERED", 1 << 16): 1,
    ("_CHUNK", 1 << 20): 1,
    # Quotations.
    ("_MOST_READINGS", 50_000): 1,
    ("_MOST_SENTENCES_KEPT", 500): 1,
    # Searches, and what they read and write.
    ("_FEW_FINDERS", 8): 1,
    ("_LARGEST_SHARE", 0.5): 1.0,
    ("_MOST_TERMS", 200): 1,
    ("_CHUNK_BYTES", 1 << 20): 8,
    ("_SMALLEST_BLOCK", 1_000): 1,
    ("_LARGEST_BLOCK", 40_000): 2,
}


def find_places(name, usual):
    """The modules in which a threshold stands."""
    return [
        module
        for path, module in list(sys.modules.items())
        if path.startswith("corpuskit.") and module.__dict__.get(name) == usual
    ]


@contextmanager
def every_threshold_at_its_least(**others):
    """Set all thresholds of all modules that are loaded; `others` by name, whatever is usual."""
    with pytest.MonkeyPatch.context() as patch:
        for (name, usual), least in LEAST.items():
            for module in find_places(name, usual):
                patch.setattr(module, name, others.get(name, least))
        yield


def load_all():
    for module in pkgutil.walk_packages(corpuskit.__path__, "corpuskit."):
        if "spark" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
