"""The lines of a document at whose places something was found, by arrays."""

from __future__ import annotations

import numpy as np

_NEWLINE, _RETURN = ord("\n"), ord("\r")


class Lines:
    """Finds the line of an offset, as `LineIndex` does: a few steps for all of a text, where few offsets are asked for.

    Args:
        text: The text whose lines are counted.
    """

    def __init__(self, text: str) -> None:
        encoding, kind = ("ascii", np.uint8) if text.isascii() else ("utf-16-le", np.uint16)
        codes = np.frombuffer(text.encode(encoding, "surrogatepass"), kind)
        if len(codes) != len(text):
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        ends = codes == _NEWLINE
        if "\r" in text:
            is_return = codes == _RETURN
            is_return[:-1] &= ~ends[1:]
            ends |= is_return
        self._ends = np.flatnonzero(ends)

    def line_at(self, offset: int) -> int:
        """Return the 1-based number of the line on which the code point at `offset` stands."""
        return int(np.searchsorted(self._ends, offset)) + 1
