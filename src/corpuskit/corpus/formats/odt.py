"""Texts and presentations of OpenDocument: headings and paragraphs; what was deleted is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from corpuskit.corpus.formats.office import DC, Package, reads_package

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_LEFT_OUT = frozenset((
    f"{_TEXT}tracked-changes", f"{_TEXT}note-citation",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
))  # fmt: skip
_FIELDS = {
    f"{DC}title": "title",
    f"{DC}creator": "last_author",
    f"{DC}description": "description",
    f"{DC}subject": "subject",
    f"{DC}language": "language",
    f"{DC}date": "modified",
    f"{_META}creation-date": "date",
    f"{_META}initial-creator": "author",
    f"{_META}keyword": "keywords",
}


@reads_package
def read(package: Package) -> tuple[Iterable[str], dict[str, str]]:
    """Return the paragraphs of a document, and what it says about itself."""
    lines = iter_lines(package.parse("content.xml"))
    return lines, read_fields(package.parse("meta.xml")) if "meta.xml" in package.names else {}


def iter_lines(root: ET.Element) -> Iterator[str]:
    """Yield the paragraphs in order, those of a note before the one that it stands in."""
    open_paragraphs: list[list[str]] = []
    waiting: list[tuple[ET.Element, bool]] = [(root, False)]
    while waiting:
        element, is_end = waiting.pop()
        is_paragraph = element.tag in _PARAGRAPHS
        if is_end:
            if is_paragraph:
                yield from "".join(open_paragraphs.pop()).split("\n")
            if open_paragraphs:
                open_paragraphs[-1].append(element.tail or "")
            continue
        waiting.append((element, True))
        if element.tag in _LEFT_OUT:
            continue
        if is_paragraph:
            open_paragraphs.append([])
        if open_paragraphs:
            open_paragraphs[-1].append(_write(element))
        waiting += [(child, False) for child in reversed(element)]


def _write(element: ET.Element) -> str:
    if element.tag == f"{_TEXT}s":
        # White space in XML is one space, so that more of it is written as an element.
        count = element.get(f"{_TEXT}c", "1")
        return " " * min(int(count), _MOST_SPACES) if count.isdecimal() else " "
    if element.tag == f"{_TEXT}tab":
        return "\t"
    if element.tag == f"{_TEXT}line-break":
        return "\n"
    return element.text or ""


_MOST_SPACES = 1000


def read_fields(root: ET.Element) -> dict[str, str]:
    """Return what a document says about itself."""
    metadata = {
        _FIELDS[element.tag]: element.text.strip()
        for element in root.iter()
        if element.tag in _FIELDS and element.text and element.text.strip()
    }
    for name, instead in (("date", "modified"), ("author", "last_author")):
        if instead in metadata:
            metadata.setdefault(name, metadata[instead])
    return metadata
