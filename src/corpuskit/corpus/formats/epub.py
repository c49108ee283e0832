"""EPUB books: the visible text of their pages, in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from corpuskit.corpus.document import Document
from corpuskit.corpus.formats.html import extract_visible
from corpuskit.corpus.formats.office import DC, BadDocumentError, Package, join_lines, open_package
from corpuskit.corpus.input import Input
from corpuskit.records import Issue

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_FIELDS = {
    "title": "title",
    "creator": "author",
    "date": "date",
    "publisher": "source",
    "language": "language",
}


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document, or the issue that says why there is none."""
    try:
        data, package = open_package(source)
        hidden = _list_encrypted(package)
        root = _find_root(package)
        book = package.parse(root)
        lines: list[str] = []
        for page in _list_pages(book, posixpath.dirname(root)):
            if page in hidden:
                yield source.make_issue(
                    "content",
                    "its book is encrypted",
                    hint="take a copy that is not protected against copying",
                )
                return
            if page in package.names:
                lines += [*extract_visible(package.read(page).decode("utf-8-sig", "replace")).split("\n"), ""]
    except BadDocumentError as error:
        yield source.make_issue("content", f"not an EPUB book: {error}")
        return
    if not any(lines):
        yield source.make_issue(
            "content", "its book holds no text", hint="it may be encrypted, or of images alone"
        )
        return
    yield source.make_extracted(join_lines(lines), data, metadata=_read_metadata(book))


def _list_encrypted(package: Package) -> set[str]:
    """Return the members that are encrypted, letters for the most part."""
    if _ENCRYPTION not in package.names:
        return set()
    found = (element.get("URI", "") for element in package.parse(_ENCRYPTION).iter())
    return {posixpath.normpath(unquote(name)) for name in found if name}


def _find_root(package: Package) -> str:
    for element in package.parse(_CONTAINER).iter():
        if element.tag.endswith("}rootfile") and element.get("full-path"):
            return element.get("full-path", "")
    raise BadDocumentError("its container names no book")


def _list_pages(book: ET.Element, directory: str) -> list[str]:
    names = {
        item.get("id", ""): posixpath.normpath(posixpath.join(directory, unquote(item.get("href", ""))))
        for item in book.iter(f"{_OPF}item")
        # The list of contents repeats the headings.
        if "nav" not in item.get("properties", "").split()
    }
    order = [item.get("idref", "") for item in book.iter(f"{_OPF}itemref")]
    return [names[identity] for identity in order if identity in names]


def _read_metadata(book: ET.Element) -> dict[str, str]:
    metadata: dict[str, str] = {}
    for element in book.iter():
        name = element.tag.removeprefix(DC) if isinstance(element.tag, str) else ""
        if element.tag == f"{DC}{name}" and element.text and element.text.strip():
            field = _FIELDS.get(name, name)
            known = metadata.get(field)
            value = element.text.strip()
            metadata[field] = f"{known}, {value}" if known and name == "creator" else known or value
    return metadata
