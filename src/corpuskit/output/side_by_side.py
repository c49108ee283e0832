"""A page of HTML with each quotation beside the place where it stands, what differs marked; it needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from corpuskit.files import replace_file
from corpuskit.inputs import InputFiles
from corpuskit.records import Verification

# What a row looks like; what is not named here is a fault.
_KINDS = {"verbatim": "same", "cut": "same", "not checked": "open"}


def write_page(path: str, items: Iterable[Any], inputs: InputFiles) -> None:
    """Write a page, whole or not at all.

    Args:
        path: The file.
        items: Records and issues; only verifications are shown.
        inputs: What is read, none of which is written over.

    Raises:
        UsageError: The file is one that is read.
        OutputError: It cannot be written.
    """
    from corpuskit.output.pages.page import Page

    records = [item for item in items if isinstance(item, Verification)]
    counts = sorted(Counter(record.verdict for record in records).items())
    page = Page("side_by_side.html", ("base.css", "side_by_side.css"), ())
    with replace_file(path, inputs) as file:
        for piece in page.iter_bytes(records=records, counts=counts, kinds=_KINDS):
            file.write(piece)
