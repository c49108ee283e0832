"""Documents of Word: paragraphs, tables, text boxes, foot- and endnotes; what was deleted is left out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from corpuskit.corpus.formats.office import Package, read_core_properties, reads_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
# What is in the file and not in the text; the fallback repeats what stands beside it in another form.
_LEFT_OUT = frozenset((
    f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
))  # fmt: skip
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


@reads_package
def read(package: Package) -> tuple[list[str], dict[str, str]]:
    """Return the paragraphs of a document, and what it says about itself."""
    parts = [part for part in _PARTS if part in package.names or part == _PARTS[0]]
    lines = [line for part in parts for line in _iter_lines(package, part)]
    return lines, read_core_properties(package)


def _iter_lines(package: Package, part: str) -> Iterator[str]:
    """Yield the paragraphs of a part in order, those of a text box before the one that holds it."""
    # What is collected of each paragraph that is open; boxes put one into another.
    open_paragraphs: list[list[str]] = []
    for element, is_end in _walk(package.parse(part)):
        if element.tag == f"{_W}p":
            if is_end:
                yield from "".join(open_paragraphs.pop()).split("\n")
            else:
                open_paragraphs.append([])
        elif open_paragraphs and not is_end:
            if element.tag == f"{_W}t":
                open_paragraphs[-1].append(element.text or "")
            else:
                open_paragraphs[-1].append(_CHARACTERS.get(element.tag, ""))


def _walk(root: ET.Element) -> Iterator[tuple[ET.Element, bool]]:
    """Yield each element when it begins and when it ends, without recursion."""
    waiting = [(root, False)]
    while waiting:
        element, is_end = waiting.pop()
        yield element, is_end
        if not is_end:
            waiting.append((element, True))
            waiting += [(child, False) for child in reversed(element) if not _is_left_out(child)]


def _is_left_out(element: ET.Element) -> bool:
    hidden = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    is_hidden = hidden is not None and hidden.get(f"{_W}val") not in ("0", "false")
    return is_hidden or element.tag in _LEFT_OUT
