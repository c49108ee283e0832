"""Numbers for what is counted, and arrays that grow."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import mix
from corpuskit.dedupe.arrays.sorting import bring_together
from corpuskit.dedupe.arrays.storage import make_array

Integers = NDArray[np.int64]
KeyT = TypeVar("KeyT", bytes, str)

_HALF = np.uint64(32)


class Numbers(dict[KeyT, int], Generic[KeyT]):
    """Numbers from 0, in the order in which things are looked up first."""

    def __missing__(self, key: KeyT) -> int:
        number = self[key] = len(self)
        return number


class Growing:
    """An array that grows at its end.

    Args:
        dtype: Of its values.
    """

    def __init__(self, dtype: Any) -> None:
        self._values: NDArray[Any] = np.zeros(1024, dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> NDArray[Any]:
        """What is in it; a view, which is out of date when it has grown."""
        return self._values[: self._length]

    def resize(self, length: int) -> None:
        """Make it so long; what is new is 0."""
        if length > len(self._values):
            larger = make_array(max(length, 2 * len(self._values)), self._values.dtype)
            larger[: self._length] = self.values
            self._values = larger
        self._values[self._length : length] = 0
        self._length = length

    def extend(self, values: NDArray[Any]) -> None:
        """Add values at the end."""
        begin = self._length
        self.resize(begin + len(values))
        self._values[begin : self._length] = values


class EqualPairs(NamedTuple):
    """Which of some pairs are equal.

    Attributes:
        mixed: A number for each distinct pair, rising; two have the same where they are equal, and only there.
        first: Where each occurs first.
        inverse: For each pair, which of the distinct ones it is.
    """

    mixed: NDArray[np.uint64]
    first: Integers
    inverse: Integers

    def add_up(self, weights: Integers) -> Integers:
        """Return for each distinct pair the sum of the weights of those that are equal to it."""
        # A sum below 2^53 is exact.
        return np.bincount(self.inverse, weights, len(self.first)).astype(np.int64)


def group_pairs(left: NDArray[Any], right: NDArray[Any]) -> EqualPairs:
    """Return which of the pairs of two arrays are equal.

    Args:
        left: Numbers below 2^32.
        right: Numbers below 2^32, as many.
    """
    mixed = mix((left.astype(np.uint64) << _HALF) | right.astype(np.uint64))
    order, is_first = bring_together(mixed)
    inverse = np.empty(len(mixed), np.int64)
    inverse[order] = np.cumsum(is_first) - 1
    first = order[is_first]
    return EqualPairs(mixed[first], first, inverse)


def _insert(values: NDArray[Any], places: Integers, new: NDArray[Any]) -> NDArray[Any]:
    """Return an array with others inserted, in the storage where there is one.

    Args:
        values: The array.
        places: Before which of its values each of the others stands; rising.
        new: The others.
    """
    together = make_array(len(values) + len(new), values.dtype)
    is_old = np.ones(len(together), np.bool_)
    is_old[places + np.arange(len(new))] = False
    together[is_old] = values
    together[~is_old] = new
    return together


class PairNumbers:
    """Numbers from 0 for pairs of numbers, with the pairs.

    Attributes:
        left: The first number of each pair.
        right: Its second one.
    """

    def __init__(self) -> None:
        self._mixed: NDArray[np.uint64] = np.zeros(0, np.uint64)
        self._numbers: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self.left = Growing(np.uint32)
        self.right = Growing(np.uint32)

    def __len__(self) -> int:
        return len(self.left)

    def number(self, pairs: EqualPairs, left: NDArray[Any], right: NDArray[Any]) -> tuple[Integers, Integers]:
        """Return the number of each distinct pair, and which of them were not known.

        Args:
            pairs: What `group_pairs` says of `left` and `right`.
            left: The first numbers.
            right: The second ones.
        """
        places = np.searchsorted(self._mixed, pairs.mixed)
        is_known = np.zeros(len(places), np.bool_)
        if len(self._mixed):
            is_known = self._mixed[np.minimum(places, len(self._mixed) - 1)] == pairs.mixed
        numbers = np.empty(len(places), np.int64)
        numbers[is_known] = self._numbers[places[is_known]]
        fresh = np.flatnonzero(~is_known)
        # Those that occur first have the smaller numbers.
        fresh = fresh[np.argsort(pairs.first[fresh], kind="stable")]
        numbers[fresh] = np.arange(len(self), len(self) + len(fresh))
        self.left.extend(left[pairs.first[fresh]])
        self.right.extend(right[pairs.first[fresh]])
        self._mixed = _insert(self._mixed, places[~is_known], pairs.mixed[~is_known])
        self._numbers = _insert(self._numbers, places[~is_known], numbers[~is_known])
        return numbers, fresh
