"""The records that can be written, and their schemas."""

from __future__ import annotations

from corpuskit.cli.schema import RECORDS
from corpuskit.records import OUTPUT_TYPES


def test_the_help_names_every_record_once():
    named = " ".join(RECORDS.values()).split()
    assert sorted(named) == sorted(OUTPUT_TYPES)
