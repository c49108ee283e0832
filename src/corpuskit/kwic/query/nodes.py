"""What a query says, as a tree, whatever language it was written in.

A query is turned once into these frozen nodes; the matcher knows nothing of how they were typed.
"""

from __future__ import annotations

import typing

import msgspec

from corpuskit.patterns import compile_later
from corpuskit.text.view import compose, fold

_BLANK = compile_later(r"[\s\x1c-\x1f\p{Cf}\p{M}]+")


def normalize_gap(gap: str) -> str:
    """Return what stands between two words as it is compared: its view without white space and stray marks.

    Args:
        gap: The characters between the words; none of them belongs to a word.
    """
    if gap == " ":
        return ""
    kept: str = _BLANK.sub("", fold(gap))
    return kept


def compose_gap(gap: str) -> str:
    """Return what stands between two words as it is written, in NFC, without white space and stray marks.

    Args:
        gap: The characters between the words; none of them belongs to a word.
    """
    kept: str = _BLANK.sub("", compose(gap))
    return kept


Region = typing.Literal["sentence", "paragraph"]
"""A part of a text that a query may name the borders of."""
Strategy = typing.Literal["shortest", "longest", "all"]
"""Which of the matches are hits that begin at one word."""


class AnyWord(msgspec.Struct, frozen=True):
    """Any one word."""


class Literal(msgspec.Struct, frozen=True, kw_only=True):
    """One word, spelled out.

    Attributes:
        text: The word as typed.
        case_sensitive: It matches as it is written; where diacritics do not matter, in the case in which it is typed.
        fold: Diacritics do not matter.
    """

    text: str
    case_sensitive: bool = False
    fold: bool = False


class Glob(msgspec.Struct, frozen=True, kw_only=True):
    """A word with wildcards.

    Attributes:
        parts: Literal pieces, and between them `*` (any characters) and `?` (any one).
        case_sensitive: It matches as it is written; where diacritics do not matter, in the case in which it is typed.
        fold: Diacritics do not matter.
    """

    parts: tuple[str, ...]
    case_sensitive: bool = False
    fold: bool = False


class WordExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A regular expression that a whole word matches.

    Attributes:
        source: The expression, in the syntax of the `regex` package.
        case_sensitive: It matches as it is written; where diacritics do not matter, in the case in which it is typed.
        fold: Diacritics do not matter.
    """

    source: str
    case_sensitive: bool = False
    fold: bool = False


class Similar(msgspec.Struct, frozen=True, kw_only=True):
    """Words that a few edits away are this one.

    Attributes:
        text: The word as typed.
        distance: The largest number of insertions, deletions and substitutions.
        case_sensitive: It matches as it is written; where diacritics do not matter, in the case in which it is typed.
        fold: Diacritics do not matter.
    """

    text: str
    distance: int
    case_sensitive: bool = False
    fold: bool = False


class Negation(msgspec.Struct, frozen=True):
    """Words that do not match `test`."""

    test: WordTest


class Conjunction(msgspec.Struct, frozen=True):
    """Words that match all of `tests`."""

    tests: tuple[WordTest, ...]


class Disjunction(msgspec.Struct, frozen=True):
    """Words that match one of `tests` at least."""

    tests: tuple[WordTest, ...]


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """Words of which a layer of annotation says something that matches, such as their lemma.

    Attributes:
        layer: Name of the layer.
        test: What its value is asked.
        is_negated: Whether it must say something that does not match.
    """

    layer: str
    test: Literal | WordExpression
    is_negated: bool = False


WordTest = (
    AnyWord | Literal | Glob | WordExpression | Similar | Negation | Conjunction | Disjunction | Attribute
)
"""What one word of a text is asked."""


class WordNode(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a text.

    Attributes:
        test: What it is asked.
        is_hashtag: Whether `#` must stand before it, which then belongs to the match.
    """

    test: WordTest
    is_hashtag: bool = False


class SequenceStep(msgspec.Struct, frozen=True):
    """A part of a sequence.

    Attributes:
        gap: What must stand between it and the word before it, as `normalize_gap` gives it; None for anything.
        node: The part.
        written: What must stand there as `compose_gap` gives it; None where its view says enough.
    """

    gap: str | None
    node: Node
    written: str | None = None


class Sequence(msgspec.Struct, frozen=True):
    """Parts that follow each other."""

    steps: tuple[SequenceStep, ...]


class Choice(msgspec.Struct, frozen=True):
    """One of several parts."""

    options: tuple[Node, ...]


class Repeat(msgspec.Struct, frozen=True):
    """A part that occurs `fewest` to `most` times.

    Attributes:
        node: The part.
        fewest: 0 or more.
        most: `fewest` or more.
        gap: What must stand between two of them; None for anything.
    """

    node: Node
    fewest: int
    most: int
    gap: str | None = ""


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """The place where a sentence or a paragraph begins or ends; no word.

    Attributes:
        region: What begins or ends there.
        is_end: Whether it ends.
    """

    region: Region
    is_end: bool


class Lookaround(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before or after a place of a match, and is no part of it; no word.

    Attributes:
        node: What stands there.
        is_behind: Whether it ends at the place, and does not begin there.
        is_negated: Whether it must not stand there.
        gap: What must stand between the words on both sides of the place; None for anything.
    """

    node: Node
    is_behind: bool = False
    is_negated: bool = False
    gap: str | None = ""


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a match that has a name.

    Attributes:
        node: The word.
        label: Its name; `TARGET` for the word that records tell the place of.
    """

    node: Node
    label: str


TARGET = "@"


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two words of a match that are the same, or differ; false where one of them is not in the match.

    Attributes:
        first: Label of the one.
        second: Label of the other.
        layers: What is compared of each: what this layer of annotation says of it; None for the word as written.
        is_negated: Whether they differ.
        case_sensitive: Whether capital and small letters differ.
        fold: Whether diacritics make no difference.
    """

    first: str
    second: str
    layers: tuple[str | None, str | None] = (None, None)
    is_negated: bool = False
    case_sensitive: bool = True
    fold: bool = False


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A part some of whose matches count.

    Attributes:
        node: The part.
        most: The largest number of words of a match; None for any.
        agreements: What must be true of its words.
        strategy: Which of the matches that begin at a word count; None for the shortest one, as of all queries.
    """

    node: Node
    most: int | None = None
    agreements: tuple[Agreement, ...] = ()
    strategy: Strategy | None = None


Node = WordNode | Sequence | Choice | Repeat | Edge | Lookaround | Labelled | Limit
"""What matches a run of words."""


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """The hits of `left` that have a hit of `right` close to them, or none.

    Attributes:
        left: Whose hits are found.
        right: What is close.
        before: The largest number of words from it to the hit after it; 1 for neighbours, 0 where it may not come first.
        after: The largest number of words from the hit to it, in the same way.
        is_negated: Whether `right` must not be close.
    """

    left: Query
    right: Query
    before: int
    after: int
    is_negated: bool = False


class Containing(msgspec.Struct, frozen=True, kw_only=True):
    """The hits of `left` in which a hit of `right` lies, or none.

    Attributes:
        left: Whose hits are found.
        right: What lies in them.
        is_negated: Whether it must not.
    """

    left: Query
    right: Query
    is_negated: bool = False


class Union(msgspec.Struct, frozen=True):
    """The hits of all of `queries`."""

    queries: tuple[Query, ...]


Query = Near | Containing | Union | Node
"""A whole query."""


def make_choice(options: list[Query]) -> Query:
    """Return the query that finds what any of `options` finds."""
    nodes = [option for option in options if isinstance(option, Node)]
    if len(nodes) == len(options):
        return make_node_choice(nodes)
    return options[0] if len(options) == 1 else Union(tuple(options))


def make_node_choice(options: list[Node]) -> Node:
    """Return the node that matches what one of `options` matches."""
    return options[0] if len(options) == 1 else Choice(tuple(options))


def is_free(node: Query) -> bool:
    """Return whether `node` stands for any words, so that punctuation around it does not matter."""
    if isinstance(node, Repeat | Labelled | Limit):
        return is_free(node.node)
    return isinstance(node, Edge | Lookaround) or (
        isinstance(node, WordNode) and isinstance(node.test, AnyWord)
    )


def is_everywhere(node: Node) -> bool:
    """Return whether `node` matches at every place, as it may match no word and asks for none, nor for a border."""
    if isinstance(node, WordNode | Edge | Lookaround):
        return False
    if isinstance(node, Repeat):
        return not node.fewest or is_everywhere(node.node)
    if isinstance(node, Labelled | Limit):
        return is_everywhere(node.node)
    if isinstance(node, Sequence):
        return all(is_everywhere(step.node) for step in node.steps)
    return any(map(is_everywhere, node.options))


def most_words(node: Node) -> int:
    """Return the largest number of words that `node` matches, an annotated token being one."""
    if isinstance(node, WordNode | Edge | Lookaround):
        return int(isinstance(node, WordNode))
    if isinstance(node, Repeat):
        return node.most * most_words(node.node)
    if isinstance(node, Labelled | Limit):
        return most_words(node.node)
    if isinstance(node, Sequence):
        return sum(most_words(step.node) for step in node.steps)
    return max(most_words(option) for option in node.options)


def list_layers(test: WordTest) -> set[str]:
    """Return the layers of annotation that a test asks for."""
    if isinstance(test, Attribute):
        return {test.layer}
    if isinstance(test, Negation):
        return list_layers(test.test)
    if isinstance(test, Conjunction | Disjunction):
        return set().union(*map(list_layers, test.tests))
    return set()


def list_labels(query: Query) -> list[str]:
    """Return the labels of the words of a query, in the order in which they stand there."""
    if isinstance(query, Near | Containing):
        return list_labels(query.left)
    if isinstance(query, Labelled):
        return [query.label, *list_labels(query.node)]
    if isinstance(query, Repeat | Limit):
        return list_labels(query.node)
    parts: tuple[Query, ...] = ()
    if isinstance(query, Union):
        parts = query.queries
    elif isinstance(query, Choice):
        parts = query.options
    elif isinstance(query, Sequence):
        parts = tuple(step.node for step in query.steps)
    return [label for part in parts for label in list_labels(part)]


def list_first_words(node: Node) -> list[WordNode]:
    """Return the parts of `node` that the first word of a match may have met."""
    if isinstance(node, WordNode):
        return [node]
    if isinstance(node, Edge | Lookaround):
        return []
    if isinstance(node, Repeat | Labelled | Limit):
        return list_first_words(node.node)
    if isinstance(node, Choice):
        return [word for option in node.options for word in list_first_words(option)]
    words: list[WordNode] = []
    for step in node.steps:
        words.extend(list_first_words(step.node))
        if fewest_words(step.node):
            break
    return words


def fewest_words(node: Node) -> int:
    """Return the smallest number of words that `node` matches."""
    if isinstance(node, WordNode | Edge | Lookaround):
        return int(isinstance(node, WordNode))
    if isinstance(node, Repeat):
        return node.fewest * fewest_words(node.node)
    if isinstance(node, Labelled | Limit):
        return fewest_words(node.node)
    if isinstance(node, Sequence):
        return sum(fewest_words(step.node) for step in node.steps)
    return min(fewest_words(option) for option in node.options)
