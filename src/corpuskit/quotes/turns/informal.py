"""Lines that persons write to each other without stops: «Nora : oui si le train roule»."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from corpuskit.quotes.lexicon import Lexicon

_FEWEST_LINES = 4
_LENGTH_OF_A_NICKNAME = 2


def are_messages(labelled: Sequence[tuple[int, str]], persons: Collection[str]) -> bool:
    """Return whether persons answer each other in line after line.

    A form that is filled in again and again has the same fields in the same order, and no persons.

    Args:
        labelled: The index of each line that has a label, and that, in order.
        persons: Those of the labels that are of persons.
    """
    labels = [label for _, label in labelled]
    if len(labels) < _FEWEST_LINES or labelled[-1][0] - labelled[0][0] >= len(labels):
        return False
    answers = sum(label != before for before, label in pairwise(labels))
    different = len(set(labels))
    return 1 < different < len(labels) and 2 * len(persons) > different and 2 * answers > len(labels)


def is_nickname(label: str, lexicon: Lexicon) -> bool:
    """Return whether a label is a name among friends, in a script without spaces: «小鹿», «阿哲».

    Args:
        label: The label.
        lexicon: What such names begin with.
    """
    beginnings = (*lexicon.familiar, *lexicon.diminutives) or ("\0",)
    return len(label) == _LENGTH_OF_A_NICKNAME and label.startswith(beginnings)
