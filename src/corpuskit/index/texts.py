"""A text of the database that nobody has to read but for its beginning."""

from __future__ import annotations

from collections.abc import Callable

from corpuskit.corpus.texts import RowText

# So much is read of the beginning of a text at first.
_HEAD_BYTES = 1 << 13


class PassedText(RowText):
    """A text of the database that cannot hold what is looked for.

    Args:
        fetch: Returns its UTF-8 bytes.
        read: Returns some of them, from a first one to before a last one; None where they are only there as a whole.
    """

    def __init__(self, fetch: Callable[[], bytes], read: Callable[[int, int], bytes] | None) -> None:
        super().__init__(fetch)
        self._read = read

    def _read_head(self, measure: Callable[[bytes], int], enough: int) -> bytes:
        if self._read is None:
            return self.data
        size = _HEAD_BYTES
        while len(head := self._read(0, size)) == size and measure(head) < enough:
            size *= 2
        return head
