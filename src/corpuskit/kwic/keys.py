"""A hit with its context window, and what hits are sorted and grouped by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.kwic.context import ContextWindow
from corpuskit.kwic.options import is_hit_key, split_layer
from corpuskit.kwic.segments import Hit
from corpuskit.partition import choose_parts, note_unknown
from corpuskit.records import Issue
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
        name: `match`, `target`, `pattern`, `code`, `code2`, `L1` to `L5`, `R1` to `R5`, one of these words with
            a layer of annotation (`match.lemma`), or what `choose_parts` takes.
        labels: The labels of the patterns.
        codes: The codes of each coder by the id of a hit.
    """
    if not is_hit_key(name):
        return _make_document_key(name)
    place, layer = split_layer(name)
    if layer is not None:
        return _make_layer_key(place.lower(), layer.lower())
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
    if name[:1] not in ("l", "r") or not is_hit_key(name) or split_layer(name)[1] is not None:
        return None
    distance = _read_distance(name)
    return lambda found: found.window.neighbour(distance) or ""


def _read_distance(name: str) -> int:
    """Return how far from the match a word stands that `l1` or `r1` names."""
    return int(name[1]) * (-1 if name[0] == "l" else 1)


def _find_span(found: HitInContext, place: str) -> tuple[int, int] | None:
    """Return where the words of a key stand in the segment; None where there are none."""
    if place == "match":
        return found.hit.start, found.hit.end
    return found.hit.target if place == "target" else found.window.span_of_neighbour(_read_distance(place))


def _make_layer_key(place: str, layer: str) -> Key:
    """Return the function that gives what annotation says of words at a hit, token by token.

    Args:
        place: The words, as `find_form_key` takes them.
        layer: The layer, in small letters.
    """

    def find(found: HitInContext) -> str:
        annotations, offset = found.hit.segment.document.annotations, found.hit.segment.offset
        span = _find_span(found, place)
        if annotations is None or span is None or span[0] == span[1]:
            return ""
        name = next((own for own in annotations.layers if own.lower() == layer), layer)
        return " ".join(annotations.list_values(name, offset + span[0], offset + span[1]))

    return find


def note_empty(name: str, values: Iterable[str]) -> list[Issue]:
    """Return a note where no document has the field, or nothing says the layer, that lines are arranged by.

    Args:
        name: As for `make_key`.
        values: What was found.
    """
    layer = split_layer(name)[1]
    if layer is None:
        return [] if is_hit_key(name) else note_unknown(name, values)
    values = list(values)
    if not values or any(values):
        return []
    hint = "CoNLL-U and vertical text say such things of their words: match.lemma, R1.upos"
    return [Issue(path=name, kind="no_field", message=f"nothing says the {layer!r} of a word", hint=hint)]


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
