"""What a quotation mark does by the white space and the marks beside it."""

from __future__ import annotations

from typing import Literal

Role = Literal["open", "close", "either"]
"""What a mark does."""
Pair = tuple[int, int, list[int]]
"""`(outer_start, outer_end, breaks)` of a quotation; an end that has no mark is negative."""
_OPENS_AFTER = frozenset("([{<—–-/‘“„«‚'\"¿¡=|*_")
_CLOSES_BEFORE = frozenset(".,;:!?)]}>—–-/’”»…'\"|*_،؛؟。，；：！？、）")


def position_of(text: str, at: int) -> Role:
    """Return what a mark does, by what stands beside it.

    Args:
        text: The text of the document.
        at: Index of the mark.
    """
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    may_close = after.isspace() or after in _CLOSES_BEFORE
    may_open = before.isspace() or before in _OPENS_AFTER or (before == "," and not may_close)
    if before in "’'" and at > 1 and text[at - 2].isalpha() and not may_open:
        # An article or a preposition without its vowel: «d’« … »».
        may_open = text[at] in "«“"
    if may_open == may_close:
        return "either"
    return "open" if may_open else "close"
