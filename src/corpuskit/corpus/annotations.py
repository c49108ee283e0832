"""What a corpus says of the words of a text: lemma, part of speech and whatever else it has been annotated with."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class AnnotatedToken(NamedTuple):
    """A token of an annotated text.

    Attributes:
        start: Index in the text of its first code point.
        end: Index after its last code point.
        values: What is said of it, by the names of the layers, such as `lemma` and `pos`.
    """

    start: int
    end: int
    values: Mapping[str, str]


class Annotations:
    """The tokens of an annotated text, in the order of the text; they need not be the words that are counted.

    Several tokens may stand in one place: French «du» is annotated as «de» and «le».

    Args:
        tokens: The tokens, in order of their starts and of their ends.

    Attributes:
        layers: The values of each layer, one a token, None where it says nothing of a token.
    """

    __slots__ = ("_ends", "_starts", "layers")

    def __init__(self, tokens: Iterable[AnnotatedToken]) -> None:
        kept = list(tokens)
        self._starts = array("Q", [token.start for token in kept])
        self._ends = array("Q", [token.end for token in kept])
        names = dict.fromkeys(name for token in kept for name in token.values)
        self.layers: dict[str, list[str | None]] = {
            name: [token.values.get(name) for token in kept] for name in names
        }

    def __len__(self) -> int:
        return len(self._starts)

    def find_tokens(self, start: int, end: int) -> range:
        """Return which tokens have at least one code point in common with `text[start:end]`.

        Args:
            start: Index of a code point.
            end: Index after the last one; more than `start`.
        """
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def list_values(self, layer: str, start: int, end: int) -> list[str]:
        """Return what a layer says of `text[start:end]`, token by token; nothing where it says nothing.

        Args:
            layer: Name of the layer.
            start: Index of a code point.
            end: Index after the last one; more than `start`.
        """
        values = self.layers.get(layer)
        if values is None:
            return []
        return [value for token in self.find_tokens(start, end) if (value := values[token]) is not None]

    def span_of(self, token: int) -> tuple[int, int]:
        """Return where a token stands in the text.

        Args:
            token: Its number, from 0.
        """
        return self._starts[token], self._ends[token]
