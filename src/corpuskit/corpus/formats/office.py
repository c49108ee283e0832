"""What office documents have in common: a ZIP archive of XML, whose members are read within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from xml.etree import ElementTree as ET

from corpuskit.corpus.bounded import InputTooLargeError
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats import FORMATS
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = {
    f"{DC}title": "title",
    f"{DC}creator": "author",
    f"{DC}subject": "subject",
    f"{DC}description": "description",
    f"{DC}language": "language",
    "{http://purl.org/dc/terms/}created": "date",
    "{http://purl.org/dc/terms/}modified": "modified",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords": "keywords",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy": "last_modified_by",
}

# Markup that takes much more memory than that as a tree, and is none of a document: a long novel has some 10 MB.
_LARGEST_PART = 100_000_000
_MOST_TAGS = 5_000_000

_STRICT = compile_re(rb"http://purl\.oclc\.org/ooxml/(\w+)/(main|relationships)")


class BadDocumentError(Exception):
    """A document that is not what its name says, with the reason."""


class Package:
    """An office document.

    Args:
        data: Its bytes.
        limit: Number of bytes that all members together may become.

    Raises:
        BadDocumentError: It is no ZIP archive.
    """

    def __init__(self, data: bytes, limit: int) -> None:
        self._left = self._limit = limit
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise BadDocumentError(str(error)) from error
        self.names = frozenset(self._archive.namelist())

    def read(self, name: str, *, most: int | None = None) -> bytes:
        """Return the bytes of a member.

        Args:
            name: Its name.
            most: Number of bytes that a member of its kind never has more of; None where that is not known.

        Raises:
            BadDocumentError: There is none of that name, or it is broken or encrypted, or holds more than `most`.
            InputTooLargeError: The members hold more than the limit.
        """
        try:
            with self._archive.open(name) as member:
                data = member.read(min(self._left, self._left if most is None else most) + 1)
        except KeyError as error:
            raise BadDocumentError(f"it has no {name}") from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            raise BadDocumentError(f"{name}: {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise InputTooLargeError(self._limit)
        if most is not None and len(data) > most:
            raise BadDocumentError(f"{name} becomes more than {most:,} bytes, as that of no document does")
        return data

    def parse(self, name: str) -> ET.Element:
        """Return the root of a member that is XML. Raises as `read`."""
        data = self.read(name, most=_LARGEST_PART)
        check_tags(data)
        # The strict form of the standard has names of its own for the same elements.
        if b"purl.oclc.org" in data:
            data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
        return parse_xml(data)


def check_tags(data: bytes) -> None:
    """Check that XML which was expanded has no more tags than can be held.

    Raises:
        BadDocumentError: It has.
    """
    if data.count(b"<") > _MOST_TAGS:
        raise BadDocumentError(f"it has more than {_MOST_TAGS:,} tags")


def parse_xml(data: bytes) -> ET.Element:
    """Return the root of an XML document.

    Raises:
        BadDocumentError: It is not well formed, or declares entities, with which a small text becomes a large one.
    """
    if any("<!ENTITY".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise BadDocumentError("its XML declares entities")
    try:
        return ET.fromstring(data)  # noqa: S314 — without entities there is nothing to expand
    except (ET.ParseError, LookupError, ValueError) as error:
        raise BadDocumentError(f"not well-formed XML: {error}") from error


def read_core_properties(package: Package) -> dict[str, str]:
    """Return what a document of Office says about itself."""
    if "docProps/core.xml" not in package.names:
        return {}
    root = package.parse("docProps/core.xml")
    return {
        _CORE[element.tag]: element.text.strip()
        for element in root
        if element.tag in _CORE and element.text and element.text.strip()
    }


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as a text that ends with a line break; several empty ones are one."""
    kept: list[str] = []
    for line in lines:
        bare = line.strip()
        if bare or (kept and kept[-1]):
            kept.append(bare)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept) + "\n" if kept else ""


def open_package(source: Input) -> tuple[bytes, Package]:
    """Return the bytes of a document and what is in it. Raises as `Package`."""
    data = source.stream.read()
    return data, Package(data, source.options.max_bytes)


def reads_package(
    read: Callable[[Package], tuple[Iterable[str], dict[str, str]]],
) -> Callable[[Input], Iterator[Document | Issue]]:
    """Return the function `read` of a format from one that gives the lines of a package, and what it says of itself."""

    @wraps(read)
    def read_document(source: Input) -> Iterator[Document | Issue]:
        try:
            data, package = open_package(source)
            lines, metadata = read(package)
        except BadDocumentError as error:
            yield source.make_issue("content", f"not {FORMATS[source.format].described}: {error}")
        else:
            yield source.make_extracted(join_lines(lines), data, metadata=metadata)

    return read_document
