"""`corpuskit index`."""

from __future__ import annotations

from corpuskit.cli import index_build, index_drop, index_status

NAME = "index"
HELP = """Keep a database of a large corpus, for fast searches.

With it, kwic --index answers in milliseconds.
It stands beside its corpus: that of texts/ is texts.corpus.db. What kwic finds with it is what kwic finds without
it, byte for byte.

\b
Examples:
  corpuskit index build texts/
  corpuskit kwic "UN Charter" texts/ --index texts.corpus.db
  corpuskit index status texts/
  corpuskit index drop texts/
"""

SUBCOMMANDS = {"build": index_build, "status": index_status, "drop": index_drop}
"""The commands below this one, by name."""
