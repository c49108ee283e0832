"""The default engine: this process, one document after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

InputT = TypeVar("InputT")
ResultT = TypeVar("ResultT")


def run_here(analysis: Callable[[Iterable[InputT]], ResultT], inputs: Iterable[InputT]) -> ResultT:
    """Return what `analysis` makes of `inputs`, worked out in this process as the result is consumed.

    Args:
        analysis: From all inputs to a result; a lazy one keeps as many inputs in memory as it looks at.
        inputs: The inputs, in order.
    """
    return analysis(inputs)
