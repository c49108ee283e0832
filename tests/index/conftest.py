"""What the tests of the corpus database share."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
# The texts and queries with which the concordance is tested are those that an index has to agree on.
sys.path.insert(0, str(Path(__file__).parent.parent / "kwic"))

LONG_AGO = 1_600_000_000


@pytest.fixture
def corpus(tmp_path):
    """Write the files of a corpus, long ago as it seems, and return its directory."""
    root = tmp_path / "texts"
    root.mkdir()

    def write(**files):
        for name, content in files.items():
            path = root / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            os.utime(path, (LONG_AGO, LONG_AGO))
        return str(root)

    write.root = root
    return write
