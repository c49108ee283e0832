"""The turns of a text: paragraphs in which somebody speaks, and whether they are a dialogue."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpuskit.quotes.attribution.context import Span
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.text.segments import Paragraph

_FEWEST_TURNS = 3
_LONGEST_TURN = 160
"""Half of the turns of a dialogue are shorter, in code points."""
ASKS = frozenset("?؟？")
"""Marks of questions."""
OPENING = frozenset("“\"«»„‚‘'「『”")
"""Marks that begin speech."""
ENDS = frozenset(".!…。！,،，") | ASKS
"""Marks that end speech."""
_COMMAS = frozenset(",،，")
PARAGRAPHS_BETWEEN = 1
"""So many paragraphs of the writer may stand between two turns."""


class Said(NamedTuple):
    """A stretch of speech, as far as a dialogue goes by it.

    Attributes:
        start: Where it begins, with its mark.
        end: Where it ends, with its mark.
        speaker: Where its speaker is named; None where nobody is.
        is_open: Whether no report names the speaker, so that the order of the turns may.
        parts: The spans of speech alone.
    """

    start: int
    end: int
    speaker: Span | None
    is_open: bool
    parts: tuple[Span, ...] = ()


class Turn(NamedTuple):
    """A paragraph in which somebody speaks.

    Attributes:
        number: Index of the paragraph.
        said: Indices of what is said in it.
        begins: Whether it begins with speech, and not with what somebody does.
    """

    number: int
    said: tuple[int, ...]
    begins: bool


def iter_turns(text: str, paragraphs: Sequence[Paragraph], said: Sequence[Said]) -> Iterator[Turn]:
    """Yield the turns, in order.

    Args:
        text: The text of the document.
        paragraphs: Its paragraphs.
        said: What is said, in order.
    """
    starts = [paragraph.start for paragraph in paragraphs]
    here: dict[int, list[int]] = {}
    for place, stretch in enumerate(said):
        here.setdefault(max(0, bisect_right(starts, stretch.start) - 1), []).append(place)
    for number, places in here.items():
        before = text[paragraphs[number].start : said[places[0]].start]
        begins = not any(character.isalnum() for character in before)
        if begins or any(_is_utterance(text, said[place]) for place in places):
            yield Turn(number, tuple(places), begins)


def _is_utterance(text: str, stretch: Said) -> bool:
    """Return whether speech ends like a sentence, or before its report."""
    return text[stretch.end : stretch.end + 1] in _COMMAS or not ENDS.isdisjoint(
        text[stretch.end - 2 : stretch.end]
    )


def is_dialogue(text: str, turns: Sequence[Turn], said: Sequence[Said], lexicon: Lexicon) -> bool:
    """Return whether turns are short, and ask or follow each other, and are more than those of one speaker who goes on.

    Args:
        text: The text of the document.
        turns: Its turns.
        said: What is said.
        lexicon: Whether its script has capitals.
    """
    turns = [turn for turn in turns if turn.begins]
    if len(turns) < _FEWEST_TURNS:
        return False
    lengths = sorted(said[turn.said[-1]].end - said[turn.said[0]].start for turn in turns)
    asks = any(
        ASKS.intersection(text[said[place].start : said[place].end]) for turn in turns for place in turn.said
    )
    follows = any(turns[k + 1].number - turns[k].number == 1 for k in range(len(turns) - 1))
    is_marked = text[said[turns[0].said[0]].start] in OPENING
    middle = lengths[len(lengths) // 2]
    is_brief = middle < _LONGEST_TURN // 2 and all(
        later.number - turn.number <= PARAGRAPHS_BETWEEN + 1 for turn, later in pairwise(turns)
    )
    return (asks or not is_marked or (is_brief and lexicon.capitals)) and follows and middle < _LONGEST_TURN
