"""The ways through a match: where a part of a query can end, and which words on the way have which labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpuskit.kwic.matching.steps import Ends, Part, merge_ends
from corpuskit.kwic.matching.word_tests import Level, strip_marks
from corpuskit.kwic.matching.words import SegmentWords
from corpuskit.kwic.query.nodes import (
    TARGET,
    Agreement,
    Choice,
    Labelled,
    Limit,
    Node,
    Repeat,
    fewest_words,
    list_labels,
)
from corpuskit.kwic.query.nodes import Sequence as SequenceNode
from corpuskit.text.view import fold

Labels = tuple[tuple[str, tuple[int, int]], ...]
"""The labels of some words, in the order of their names, with the positions of each word and after it."""

Paths = Callable[[SegmentWords, int], dict[tuple[int, Labels], Level]]
"""From a place to the ways from there: where each ends, and the labels of its words, with the least lenient of each."""

FindTargets = Callable[[SegmentWords, int], dict[int, tuple[int, int]]]
"""From a place to the targets of the matches from there that have one, by where these end."""


class PathCompiler:
    """Makes parts of queries ready to be matched where words have labels.

    Args:
        compile_ends: Makes a part ready to be matched where labels do not matter.
    """

    def __init__(self, compile_ends: Callable[[Node], Ends]) -> None:
        self._compile_ends = compile_ends

    def compile_targets(self, node: Node) -> FindTargets:
        """Return the function that finds the targets of matches: of several that are possible, the first."""
        paths_of = self._compile(node)

        def find(words: SegmentWords, begin: int) -> dict[int, tuple[int, int]]:
            targets: dict[int, tuple[int, int]] = {}
            for end, labels in paths_of(words, begin):
                target = dict(labels).get(TARGET)
                if target is not None:
                    targets[end] = min(target, targets.get(end, target))
            return targets

        return find

    def compile_agreeing(self, limit: Limit) -> Paths:
        """Return the function that finds the ways through a part on which words agree as a limit says."""
        paths_of = self._compile(limit.node)

        def match(words: SegmentWords, begin: int) -> dict[tuple[int, Labels], Level]:
            return {
                (end, labels): level
                for (end, labels), level in paths_of(words, begin).items()
                if all(_agree(words, dict(labels), agreement) for agreement in limit.agreements)
                and (limit.most is None or end - begin <= limit.most)
            }

        return match

    def _compile(self, node: Node) -> Paths:
        if not list_labels(node):
            return _leave_unlabelled(self._compile_ends(node))
        if isinstance(node, Labelled):
            return _add_label(self._compile(node.node), node.label)
        if isinstance(node, SequenceNode):
            steps = [
                (Part(step.gap, self._compile_ends(step.node), not fewest_words(step.node), step.written),
                 self._compile(step.node))
                for step in node.steps
            ]  # fmt: skip
            return _follow_steps(steps)
        if isinstance(node, Repeat):
            return _follow_repeat(self._compile_ends(node.node), self._compile(node.node), node)
        if isinstance(node, Limit):
            return self.compile_agreeing(node)
        options = node.options if isinstance(node, Choice) else ()
        return _follow_any([self._compile(option) for option in options])


def _leave_unlabelled(ends_of: Ends) -> Paths:
    return lambda words, place: {(end, ()): level for end, level in ends_of(words, place).items()}


def _add_label(paths_of: Paths, label: str) -> Paths:
    def match(words: SegmentWords, place: int) -> dict[tuple[int, Labels], Level]:
        return {
            (end, _join(labels, ((label, (place, end)),))): level
            for (end, labels), level in paths_of(words, place).items()
        }

    return match


def _join(labels: Labels, more: Labels) -> Labels:
    """Return the labels of both; a word that comes later takes the label from one before it."""
    return tuple(sorted((dict(labels) | dict(more)).items())) if more else labels


def _follow_any(options: Sequence[Paths]) -> Paths:
    def match(words: SegmentWords, place: int) -> dict[tuple[int, Labels], Level]:
        paths: dict[tuple[int, Labels], Level] = {}
        for paths_of in options:
            merge_ends(paths, paths_of(words, place))
        return paths

    return match


def _advance(
    words: SegmentWords, begin: int, reached: dict[tuple[int, Labels], Level], part: Part, paths_of: Paths
) -> dict[tuple[int, Labels], Level]:
    """Return the ways on when `part` follows at the ends of those `reached`."""
    following: dict[tuple[int, Labels], Level] = {}
    for (place, labels), level in reached.items():
        is_allowed = part.gap is None or place in (begin, len(words.forms)) or part.allows_gap(words, place)
        if is_allowed or part.may_be_empty:
            on = {
                (end, _join(labels, more)): own
                for (end, more), own in paths_of(words, place).items()
                if is_allowed or end == place
            }
            merge_ends(following, on, level)
    return following


def _follow_steps(steps: Sequence[tuple[Part, Paths]]) -> Paths:
    def match(words: SegmentWords, begin: int) -> dict[tuple[int, Labels], Level]:
        reached: dict[tuple[int, Labels], Level] = {(begin, ()): Level.NONE}
        for part, paths_of in steps:
            reached = _advance(words, begin, reached, part, paths_of)
            if not reached:
                break
        return reached

    return match


def _follow_repeat(ends_of: Ends, paths_of: Paths, node: Repeat) -> Paths:
    part = Part(node.gap, ends_of, may_be_empty=False)

    def match(words: SegmentWords, begin: int) -> dict[tuple[int, Labels], Level]:
        reached: dict[tuple[int, Labels], Level] = {(begin, ()): Level.NONE}
        paths = {} if node.fewest else dict(reached)
        for count in range(1, node.most + 1):
            reached = _advance(words, begin, reached, part, paths_of)
            if not reached:
                break
            if count >= node.fewest:
                merge_ends(paths, reached)
        return paths

    return match


def _agree(words: SegmentWords, places: dict[str, tuple[int, int]], agreement: Agreement) -> bool:
    """Return whether two words of a match are as they must be; not where one of them is not in it."""
    if agreement.first not in places or agreement.second not in places:
        return False
    labels = agreement.first, agreement.second
    first, second = (
        {_fold_value(value, agreement) for value in _list_values(words, places[label][0], layer)}
        for label, layer in zip(labels, agreement.layers, strict=True)
    )
    # Of a word of which nothing is said, nothing is true.
    return bool(first and second) and first.isdisjoint(second) == agreement.is_negated


def _list_values(words: SegmentWords, place: int, layer: str | None) -> list[str]:
    """Return what a layer says of a word: of each of its tokens; of the word as written there is one value."""
    if layer is None:
        return [words.forms[place]]
    values = (words.value_of(layer, token) for token, _ in words.iter_tokens(place))
    return [value for value in values if value is not None]


def _fold_value(value: str, agreement: Agreement) -> str:
    folded = fold(value, keep_case=agreement.case_sensitive)
    return strip_marks(folded) if agreement.fold else folded
