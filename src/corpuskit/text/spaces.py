"""Spaces between the words of a line: all of them, and those that keep words together as plain ones."""

from __future__ import annotations

from corpuskit.patterns import compile_re

SPACES = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces of all widths, for a class of characters."""
# No-break, narrow and thin; beside another space it is a gap that somebody drew.
_FIXED = compile_re("(?<! )[\u00a0\u202f\u2009](?! )")


def replace_fixed_spaces(text: str) -> str:
    """Return a text of the same length with plain spaces for those that no line may end at: «15 mars».

    Args:
        text: Any text.
    """
    return text if text.isascii() else _FIXED.sub(" ", text)
