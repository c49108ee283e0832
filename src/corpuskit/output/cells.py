"""Text in terminal cells: how wide it is, cut and padded without breaking a character."""

from __future__ import annotations

from typing import Literal

from corpuskit.patterns import compile_later, compile_re

Side = Literal["left", "right"]

_GRAPHEME = compile_later(r"\X")
# Characters that take one cell each, whatever stands beside them: Latin, Greek, Cyrillic, Hebrew and Arabic letters, and
# common signs.
_ONE_CELL = compile_re("[ -~¡-¬®-˿Ͱ-͵ͻ-Ϳ΄-ҁҊ-\u052fא-תؠ-يٮ-ٯٱ-ەḀ-ỹ‐-‧‰-⁞₠-₰]+")
# What makes one character of several, or a wide one of a narrow one.
_JOINER, _WIDENING = "\u200d", "\ufe0f"
_ELLIPSIS = "…"
_RIGHT_TO_LEFT = compile_later(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}]")
_FIRST_STRONG_ISOLATE = "\u2068"
_RIGHT_TO_LEFT_ISOLATE = "\u2067"
_POP_ISOLATE = "\u2069"


def measure_cells(text: str) -> int:
    """Return the number of terminal cells that `text` takes."""
    if text.isascii():
        return len(text)
    # To look up each character takes long, and so do the tables to load.
    others = text if _JOINER in text or _WIDENING in text else _ONE_CELL.sub("", text)
    if not others:
        return len(text)
    from rich.cells import cell_len

    return len(text) - len(others) + cell_len(others)


def cut_cells(text: str, width: int, *, side: Side) -> str:
    """Return `text` cut to at most `width` cells, with an ellipsis where something is left out.

    Args:
        text: One line.
        width: Number of cells, 1 or more.
        side: The side on which it is cut. Characters of several code points stay whole.
    """
    if measure_cells(text) <= width:
        return text
    graphemes = _GRAPHEME.findall(text)
    if side == "left":
        graphemes.reverse()
    kept: list[str] = []
    room = width - 1
    for grapheme in graphemes:
        room -= measure_cells(grapheme)
        if room < 0:
            break
        kept.append(grapheme)
    if side == "left":
        kept.reverse()
        return _ELLIPSIS + "".join(kept)
    return "".join(kept) + _ELLIPSIS


def pad_cells(text: str, width: int, *, side: Side) -> str:
    """Return `text` with spaces on one side, `width` cells wide; unchanged where it is wider."""
    padding = " " * (width - measure_cells(text))
    return padding + text if side == "left" else text + padding


def isolate(text: str, *, direction: str | None = None) -> str:
    """Return `text` so that its writing direction cannot reach what stands beside it.

    Args:
        text: A cell. One without right-to-left letters needs nothing, unless a direction is given.
        direction: `rtl` to set the direction; None to leave it to the first letter.
    """
    if direction == "rtl":
        return f"{_RIGHT_TO_LEFT_ISOLATE}{text}{_POP_ISOLATE}"
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
