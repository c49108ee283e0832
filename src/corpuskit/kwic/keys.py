"""A hit with its context window, and what hits are sorted and grouped by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.kwic.context import ContextWindow
from corpuskit.kwic.options import is_hit_key
from corpuskit.kwic.segments import Hit
from corpuskit.partition import choose_parts
from corpuskit.text.view import fold


class HitInContext(NamedTuple):
    """A hit with its context window.

    Attributes:
        hit: The hit.
        window: Its context window.
    """

    hit: Hit
    window: ContextWindow


Key = Callable[[HitInContext], str]
"""What hits are compared by."""


def match_of(hit: Hit) -> str:
    """Return the match as written."""
    return hit.segment.text[hit.start : hit.end]


def target_of(hit: Hit) -> str:
    """Return the target of a match as written; "" where it has none."""
    return hit.segment.text[slice(*hit.target)] if hit.target else ""


def _read_match(hit: Hit) -> str:
    return hit.segment.reading[hit.start : hit.end]


def id_of(hit: Hit) -> str:
    """Return what names a hit: the hash of its document and its place."""
    offset = hit.segment.offset
    return f"{hit.segment.document.sha256[:12]}:{offset + hit.start}:{offset + hit.end}"


_KEY_BORDER = "\x1f"
_LAST = "\U0010ffff"
_SURROGATES = range(0xD800, 0xE000)
_LARGEST_SCALAR = 0x10FFFF - len(_SURROGATES)
_DIGITS = 20


def make_key(name: str, labels: list[str], codes: Sequence[Mapping[str, str]] = ()) -> Key:
    """Return the function that gives what a hit is grouped by; "" where there is nothing.

    Args:
        name: `match`, `target`, `pattern`, `code`, `code2`, `L1` to `L5`, `R1` to `R5`, or what `choose_parts` takes.
        labels: The labels of the patterns.
        codes: The codes of each coder by the id of a hit.
    """
    if not is_hit_key(name):
        return _make_document_key(name)
    name = name.lower()
    if name == "match":
        return lambda found: " ".join(fold(_read_match(found.hit)).split())
    if (form_of := find_form_key(name)) is not None:
        return lambda found: fold(form_of(found))
    if name == "pattern":
        return lambda found: labels[found.hit.query]
    own = codes[1 if name == "code2" else 0] if len(codes) > (name == "code2") else {}
    return lambda found: own.get(id_of(found.hit), "")


def find_form_key(name: str) -> Key | None:
    """Return the function that gives what a key stands for as it is written; None where that is no word of the text.

    Args:
        name: As for `make_key`.
    """
    name = name.lower()
    if name == "match":
        return lambda found: " ".join(match_of(found.hit).split())
    if name == "target":
        return lambda found: " ".join(target_of(found.hit).split())
    if name[:1] not in ("l", "r") or not is_hit_key(name):
        return None
    distance = int(name[1]) * (-1 if name[0] == "l" else 1)
    return lambda found: found.window.neighbour(distance) or ""


def _make_document_key(name: str) -> Key:
    find_part = choose_parts(name)
    document: Document | None = None
    value = ""

    def find(found: HitInContext) -> str:
        # The hits of a document come one after the other.
        nonlocal document, value
        if document is not found.hit.segment.document:
            document = found.hit.segment.document
            value = find_part(document)
        return value

    return find


def make_sort_key(name: str, labels: list[str], codes: Sequence[Mapping[str, str]] = ()) -> Key:
    """Return the function that gives what a hit is sorted by.

    Args:
        name: As for `make_key`; with `-` before it, the order is turned round. Whole numbers in a field are sorted as
            numbers; documents that do not have the field come last, or first.
        labels: The labels of the patterns.
        codes: As for `make_key`.
    """
    bare = name.removeprefix("-")
    key = make_key(bare, labels, codes)
    if not is_hit_key(bare):
        key = _make_sortable(key, has_numbers=not bare.startswith("date"))
    return key if bare == name else lambda found: turn_round(key(found))


def _make_sortable(key: Key, *, has_numbers: bool) -> Key:
    def find(found: HitInContext) -> str:
        value = key(found)
        return value.zfill(_DIGITS) if has_numbers and value.isdecimal() else value or _LAST

    return find


def is_missing(key: str) -> bool:
    """Return whether a key to sort by stands for nothing: for a field that the document does not have."""
    return key in (_LAST, turn_round(_LAST))


def turn_round(key: str) -> str:
    """Return a string that comes before those of lesser keys, and after those of greater ones, by code points."""
    return "".join(map(_turn_round_character, key)) + _LAST


def _turn_round_character(character: str) -> str:
    code = ord(character)
    scalar = _LARGEST_SCALAR - (code if code < _SURROGATES[0] else code - len(_SURROGATES))
    return chr(scalar if scalar < _SURROGATES[0] else scalar + len(_SURROGATES))


def join_keys(keys: Iterable[str]) -> str:
    """Return several keys as one."""
    return _KEY_BORDER.join(key.replace(_KEY_BORDER, " ") for key in keys)


def split_keys(joined: str) -> list[str | None]:
    """Return the keys that `join_keys` has joined, two; None for what is empty or was not there."""
    first, _, second = joined.partition(_KEY_BORDER)
    return [first or None, second or None]
