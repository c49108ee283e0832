"""What documents in XML say of themselves before their text: TEI, and the vocabularies of headers.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from corpuskit.corpus.fields import keep_known
from corpuskit.corpus.formats.ocr import local_name as _local
from corpuskit.patterns import compile_re
from corpuskit.tables import read_table

_SPACE = compile_re(r"\s+")
_DATED = compile_re(r"\d{4}(?!\d)")
# Where an element says its date in the way of ISO.
_DATE_ATTRIBUTES = ("when", "norm", "value", "iso-8601-date")
_DIGITS = compile_re(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?(?=\D|\Z)")
_DAY = compile_re(r"\d{4}-\d\d-\d\d")
_NUMBER = compile_re(r"\d+")
# The parts of a name in the order in which they are said.
_NAME_PARTS = (
    ("given-names", "firstname", "first-name", "forename"),
    ("middle-name", "othername"),
    ("surname", "lastname", "last-name"),
)


class _Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    root: list[str]
    marker: str
    header: list[str]
    text: list[str] = []
    title: list[str] = []
    author: list[str] = []
    date: list[str] = []
    source: list[str] = []


@cache
def _read_vocabularies() -> dict[str, _Vocabulary]:
    return read_table(Path(__file__).with_name("headers.toml"), dict[str, _Vocabulary])


def take_header(root: ET.Element) -> dict[str, str]:
    """Return what the header of a document says; where its vocabulary is known, its header is no longer below its root.

    Args:
        root: Its root.
    """
    vocabulary = _find_vocabulary(root)
    if vocabulary is None:
        return _read_tei(root)
    known = keep_known(
        title=next(_iter_values(root, vocabulary.title), ""),
        author="; ".join(_iter_authors(root, vocabulary.author)),
        date=next(filter(None, map(_read_date, _find_all(root, vocabulary.date))), ""),
        source=next(_iter_values(root, vocabulary.source), ""),
    )
    _remove(root, vocabulary)
    return known


def _find_vocabulary(root: ET.Element) -> _Vocabulary | None:
    name = _local(root)
    below = {_local(child) for child in root}
    return next(
        (each for each in _read_vocabularies().values() if name in each.root and each.marker in below), None
    )


def _find_all(root: ET.Element, places: list[str]) -> Iterator[ET.Element]:
    """Yield the elements in some places, those of the first place first."""
    for place in places:
        above, _, name = place.rpartition("/")
        within = [each for each in root.iter() if _local(each) == above] if above else [root]
        yield from (each for outer in within for each in outer.iter() if _local(each) == name)


def _iter_values(root: ET.Element, places: list[str]) -> Iterator[str]:
    return filter(None, map(_write, _find_all(root, places)))


def _iter_authors(root: ET.Element, places: list[str]) -> Iterator[str]:
    """Yield the authors in the first place that has any."""
    for place in places:
        names = [name for each in _find_all(root, [place]) if (name := _write_name(each))]
        if names:
            yield from dict.fromkeys(names)
            return


def _write(element: ET.Element) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _write_name(element: ET.Element) -> str:
    """Return a name: its parts in the order in which they are said, else its first name, else all of its text."""
    parts = {_local(each): _write(each) for each in reversed(list(element.iter()))}
    said = [next((parts[name] for name in names if parts.get(name)), "") for names in _NAME_PARTS]
    if said[-1]:
        return " ".join(filter(None, said))
    return parts.get("name") or parts.get("personname") or _write(element) or (element.get("literal") or "")


def _read_date(element: ET.Element) -> str:
    """Return the date that an element says, in the way of ISO where it can be."""
    written = next((element.get(name, "") for name in _DATE_ATTRIBUTES if element.get(name)), "")
    parts = {_local(each): _write(each) for each in element}
    if not written and parts.get("year", "").isdecimal():
        numbers = [parts["year"]]
        for name in ("month", "day"):
            if not parts.get(name, "").isdecimal():
                break
            numbers.append(f"{int(parts[name]):02}")
        return "-".join(numbers)
    return _DIGITS.sub(_spell, written or _write(element), count=1)


def _spell(found: re.Match[str]) -> str:
    """Return a date that is written in digits alone with hyphens and colons."""
    day = f"{found[1]}-{found[2]}-{found[3]}"
    return f"{day}T{found[4]}:{found[5]}:{found[6]}" if found[4] else day


def _remove(root: ET.Element, vocabulary: _Vocabulary) -> None:
    """Take the header out of a document, but for what is text in it."""
    for parent in (root, *_find_all(root, [p.partition("/")[0] for p in vocabulary.header if "/" in p])):
        children: list[ET.Element] = []
        for child in parent:
            name = _local(child)
            if name in vocabulary.header or f"{_local(parent)}/{name}" in vocabulary.header:
                children += (each for each in child.iter() if _local(each) in vocabulary.text)
                # What stands behind it is no part of it.
                if children:
                    children[-1].tail = (children[-1].tail or "") + (child.tail or "")
                else:
                    parent.text = (parent.text or "") + (child.tail or "")
            else:
                children.append(child)
        parent[:] = children


def _read_tei(root: ET.Element) -> dict[str, str]:
    """Return what the header of a TEI document says."""
    header = next((each for each in root.iter() if _local(each) == "teiHeader"), None)
    if header is None:
        return {}
    metadata: dict[str, str] = {}
    for statement in header.iter():
        place = _local(statement)
        if place == "titleStmt":
            metadata |= keep_known(title=_read_title(statement))
            _take(metadata, statement, {"author": "author"})
        elif place in ("publicationStmt", "imprint"):
            _take(metadata, statement, {"publisher": "source", "pubPlace": "place"})
        elif place in ("bibl", "biblStruct", "monogr"):
            _take(metadata, statement, {"author": "author", "publisher": "source"})
        elif place == "language" and statement.get("ident"):
            metadata.setdefault("language", statement.get("ident", ""))
    return metadata | _read_dates(root, header, metadata.get("title", ""))


def _read_title(statement: ET.Element) -> str:
    """Return the title of a text, which may stand beside those of its series and its parts, and a date for machines."""
    titles = [each for each in statement if _local(each) == "title" and _value_of(each)]
    title = min(
        titles, key=lambda each: _RANKS.get(each.get("level") or each.get("type") or "", 1), default=None
    )
    return "" if title is None else _value_of(title)


# Titles of letters and articles stand before those without a level; those of series and of machines after them.
_RANKS = {"a": 0, "s": 2, "iso-date": 2}


def _read_dates(root: ET.Element, header: ET.Element, title: str) -> dict[str, str]:
    """Return the date of the text of a TEI document, and that of its edition where it has a source.

    A text was written when it says so, a letter when it was sent, an entry on the day that its title says, and any other
    one by the time of its oldest source; the edition in TEI came later.
    """
    places: dict[str, list[ET.Element]] = {}
    for place in header.iter():
        is_received = _local(place) == "correspAction" and place.get("type") != "sent"
        places.setdefault("" if is_received else _local(place), []).extend(place.iter())
    published, written, sent, sources = (
        [_value_of(each) for each in places.get(name, ()) if _local(each) in ("date", "origDate")]
        for name in ("publicationStmt", "creation", "correspAction", "sourceDesc")
    )
    is_letter = "correspDesc" in places
    own = [*filter(_DATED.match, written), *filter(_DATED.match, sent), *_read_day_of_title(root, title)]
    own += [] if is_letter else sorted(filter(_DATED.match, sources))
    has_source = is_letter or any(
        _local(each).startswith(("bibl", "msDesc")) for each in places.get("sourceDesc", ())
    )
    dates = {"date": own[0]} if own else {}
    if published and published[0]:
        dates.setdefault("edition_date" if has_source else "date", published[0])
    return dates


def _read_day_of_title(root: ET.Element, title: str) -> Iterator[str]:
    """Yield the first day that a document marks where its title names that, too: «Montag, 18. Juni 1917»."""
    text = next((each for each in root.iter() if _local(each) == "text"), None)
    marked = () if text is None else (_value_of(each) for each in text.iter() if _local(each) == "date")
    day = next(filter(_DAY.fullmatch, marked), None)
    if day is not None and {int(day[:4]), int(day[-2:])} <= set(map(int, _NUMBER.findall(title))):
        yield day


def _take(metadata: dict[str, str], statement: ET.Element, fields: dict[str, str]) -> None:
    for child in statement:
        name = fields.get(_local(child))
        if name and (value := _value_of(child)):
            metadata.setdefault(name, value)


def _value_of(element: ET.Element) -> str:
    """Return what an element of a header says; the number of a person in a catalogue is no part of the name."""
    written = "".join(text for each in _iter_without(element, "idno") for text in each)
    return element.get("when") or element.get("when-iso") or _SPACE.sub(" ", written).strip()


def _iter_without(element: ET.Element, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the text before and in each element below one in order, and that after it, without those of a name."""
    yield (element.text or "",)
    for child in element:
        if _local(child) != name:
            yield from _iter_without(child, name)
        yield (child.tail or "",)
