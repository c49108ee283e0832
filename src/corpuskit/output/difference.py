"""A word diff as one line of text: `[-only kept-]`, `{+only in the copy+}`, the rest as it is."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.output.style import paint
from corpuskit.patterns import compile_re
from corpuskit.records import DifferenceStep

# Words shown on each side of a change, where there are more that are equal.
_NEARBY_WORDS = 3
# A cell may be cut inside of a change.
_REMOVED = compile_re(r"\[-.*?(?:-\]|…?$)")
_ADDED = compile_re(r"\{\+.*?(?:\+\}|…?$)")


def is_difference(value: object) -> bool:
    """Return whether a value is a word diff with something in it."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], DifferenceStep)


def format_difference(steps: Sequence[DifferenceStep], *, is_short: bool) -> str:
    """Return a word diff as text.

    Args:
        steps: Its steps.
        is_short: Whether long runs of equal words are left out but for those beside a change.
    """
    pieces: list[str] = []
    for place, step in enumerate(steps):
        if step.operation == "equal":
            pieces.append(
                _shorten(step.kept, has_before=place > 0, has_after=place + 1 < len(steps))
                if is_short
                else step.kept
            )
            continue
        if step.kept:
            pieces.append(f"[-{step.kept}-]")
        if step.copy:
            pieces.append(f"{{+{step.copy}+}}")
    return " ".join(pieces)


def _shorten(text: str, *, has_before: bool, has_after: bool) -> str:
    words = text.split()
    if len(words) <= 2 * _NEARBY_WORDS:
        return text
    first = words[:_NEARBY_WORDS] if has_before else []
    last = words[-_NEARBY_WORDS:] if has_after else []
    return " ".join([*first, "…", *last])


def paint_difference(cell: str, *, color: bool) -> str:
    """Return the text of a word diff with what only one side has in colour."""
    painted = _REMOVED.sub(lambda match: paint(match.group(), "delete", color=color), cell)
    return _ADDED.sub(lambda match: paint(match.group(), "insert", color=color), painted)
