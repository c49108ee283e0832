"""A page of HTML with each quotation beside the place where it stands, what differs marked; it needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from corpuskit.files import replace_file
from corpuskit.inputs import InputFiles
from corpuskit.records import DifferenceStep, Verification

_STYLE = """
:root{color-scheme:light dark;--line:#8886;--del:#c6282833;--ins:#2e7d3233}
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border-top:1px solid var(--line);padding:.6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th:first-child,td:first-child{width:10rem}
del{background:var(--del);text-decoration:line-through}
ins{background:var(--ins);text-decoration:none;font-weight:600}
small{opacity:.75}
.verbatim{border-inline-start:.3rem solid #2e7d32}.cut{border-inline-start:.3rem solid #9e9d24}
.bad{border-inline-start:.3rem solid #c62828}.open{border-inline-start:.3rem solid #888}
"""
_CLASSES = {"verbatim": "verbatim", "cut": "cut", "not checked": "open"}


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
    records = [item for item in items if isinstance(item, Verification)]
    with replace_file(path, inputs) as file:
        file.write("".join(_iter_page(records)).encode("utf-8"))


def _iter_page(records: Sequence[Verification]) -> Iterator[str]:
    counts: dict[str, int] = {}
    for record in records:
        counts[record.verdict] = counts.get(record.verdict, 0) + 1
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    yield f"<!doctype html>\n<html lang=en><meta charset=utf-8><title>Quotations checked</title><style>{_STYLE}</style>\n"
    yield '<meta name=viewport content="width=device-width">\n'
    yield f"<h1>Quotations checked</h1>\n<p>{len(records)} quotations: {escape(told) or 'none'}</p>\n"
    yield "<table><thead><tr><th>Verdict<th>Draft<th>Corpus</thead>\n<tbody>\n"
    for record in records:
        yield _make_row(record)
    yield "</tbody></table>\n</html>\n"


def _make_row(record: Verification) -> str:
    kind = f"<br><small>{escape(record.change)}</small>" if record.change else ""
    similarity = f"<br><small>{record.similarity:.2f}</small>" if record.similarity not in (None, 1.0) else ""
    draft, source = _mark(record)
    notes = [record.reason, ", ".join(record.variants)]
    note = "".join(f"<br><small dir=auto>{escape(each)}</small>" for each in notes if each)
    place = (
        ""
        if record.source_doc is None
        else _say_place(record.source_doc, record.source_line, record.source_speaker)
    )
    here = _say_place(record.doc, record.line, record.speaker)
    return (
        f'<tr><td class="{_CLASSES.get(record.verdict, "bad")}">{escape(record.verdict)}{kind}{similarity}'
        f"<td><bdi>{draft}</bdi>{here}{note}<td><bdi>{source}</bdi>{place}\n"
    )


def _say_place(doc: str, line: int | None, speaker: str | None) -> str:
    who = f" — <bdi>{escape(speaker)}</bdi>" if speaker else ""
    return f"<br><small><bdi>{escape(doc)}</bdi>:{line}{who}</small>"


def _mark(record: Verification) -> tuple[str, str]:
    """Return the quotation and its place, with what only one of them has marked."""
    if not record.difference:
        if record.verdict == "spliced":
            return escape(record.text), " <b>+</b> ".join(
                f"<bdi>{escape(part.text)}</bdi> <small>{escape(part.doc)}:{part.line}</small>"
                for part in record.parts
            )
        return escape(record.text), escape(record.source_text or "")
    return _join(record.difference, "ins", "copy"), _join(record.difference, "del", "kept")


def _join(steps: Sequence[DifferenceStep], tag: str, side: str) -> str:
    pieces = []
    for step in steps:
        text = escape(getattr(step, side))
        if text:
            pieces.append(text if step.operation == "equal" else f"<{tag}>{text}</{tag}>")
    return " ".join(pieces)
