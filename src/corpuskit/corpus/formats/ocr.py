"""Pages read by a machine, as ALTO and PAGE write them: their lines in order, a word that a line's end divides whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree as ET

from corpuskit.corpus.formats.layout import join_divided_words

_BLOCKS = frozenset(("TextBlock", "TextRegion"))


def local_name(element: ET.Element) -> str:
    """Return the name of an element without its name space; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def write_alto(root: ET.Element) -> str:
    """Return the text of a document in ALTO: a line for each of its blocks."""
    return _write(root, _write_alto_line)


def write_page(root: ET.Element) -> str:
    """Return the text of a document in PAGE: a line for each of its regions.

    The text stands in it several times over, for regions, lines and words: that of the lines is read.
    """
    return _write(root, _write_page_line, _read_order(root))


def _read_order(root: ET.Element) -> dict[str, int]:
    """Return the places of the regions in the order of reading that a document says, by their ids."""
    order: dict[str, int] = {}
    waiting = [each for each in root.iter() if local_name(each) == "ReadingOrder"]
    while waiting:
        group = waiting.pop()
        if named := group.get("regionRef"):
            order.setdefault(named, len(order))
        waiting += sorted(group, key=_read_index, reverse=True)
    return order


def _read_index(element: ET.Element) -> int:
    written = element.get("index", "")
    return int(written) if written.isdecimal() else 0


def _write(
    root: ET.Element, write_line: Callable[[ET.Element], str], order: Mapping[str, int] | None = None
) -> str:
    blocks = [each for each in root.iter() if local_name(each) in _BLOCKS]
    if order:
        # A region in another one goes with it, unless it has a place of its own.
        places: dict[ET.Element, int] = {}
        for block in blocks:
            own = places.setdefault(block, order.get(block.get("id", ""), len(order)))
            places.update((each, order.get(each.get("id", ""), own)) for each in block)
        blocks.sort(key=places.__getitem__)
    # A region in another one is a block of its own.
    lines = [[write_line(each) for each in block if local_name(each) == "TextLine"] for block in blocks]
    pages = ["\n".join(filter(None, each)) for each in lines]
    known = "\n".join(pages)
    return "\n".join(join_divided_words(page, known).replace("\n", " ") for page in pages)


def _write_alto_line(line: ET.Element) -> str:
    words = list(_iter_alto_words(line))
    hyphen = "-" if words and local_name(line[-1]) == "HYP" and line[-1].get("CONTENT") else ""
    return " ".join(words) + hyphen


def _iter_alto_words(line: ET.Element) -> Iterator[str]:
    """Yield the words of a line, and the halves of those that its end divides."""
    for element in line.iter():
        if local_name(element) == "String":
            yield element.get("CONTENT") or ""


def _write_page_line(line: ET.Element) -> str:
    own = _read_equivalent(line)
    if own:
        return own
    words = (_read_equivalent(each) for each in line if local_name(each) == "Word")
    return " ".join(filter(None, words))


def _read_equivalent(element: ET.Element) -> str:
    """Return the first reading of a line or a word; further ones are other guesses."""
    for child in element:
        if local_name(child) == "TextEquiv":
            written = next((each.text for each in child if local_name(each) == "Unicode"), None)
            return " ".join((written or "").split())
    return ""
