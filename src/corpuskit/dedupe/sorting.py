"""Sorting by plain numbers, which numpy does many times as fast as sorting places."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

NumberT = TypeVar("NumberT", bound=np.integer)

_HALF = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFFFFFF)


def order_by(keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the places of `keys` in the order of their values, equal ones in the order of their places.

    Args:
        keys: Fewer than 2^32 values.
    """
    packed = keys.astype(np.uint64) << _HALF
    packed |= np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    packed &= _LOW_HALF
    return packed.astype(np.int64)


def list_distinct(values: NDArray[NumberT]) -> NDArray[NumberT]:
    """Return the distinct values in rising order."""
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_first]
