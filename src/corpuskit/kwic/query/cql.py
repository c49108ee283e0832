r"""The part of the corpus query language of CQP that needs nothing but words and what is said of them.

    "Charter"   [word="UN"%c]          a regular expression that a whole word matches; %c any case, %d any
                                       diacritics, %l no expression but text
    [word="UN" | word="OSCE"%c]  [!(word="the"%c)]  [word!="a" & word!="b"]
    []   []{0,2}   "very"+   ("a" "b")?   "a" | "b" "c"
    [lemma="go" & pos="V.*"]           what annotated input says of a word
    <s> "The"   "end" </s>   <p>       where a sentence or a paragraph begins or ends
    <s/>   <p/>                        a whole sentence, a whole paragraph
    … within s   … within <s/>   … within 5    in one sentence (s), paragraph (p) or document (text); of 5 words at most
    … containing "law"                 the hits in which there is a hit of another query; !containing: is none
    MU(meet "peace" "law" -5 5)        a word with another up to five words before or after it, or in its sentence (s)
    MU(union "peace" "law")            one word or the other

    "the" []{0,3} @"law"           the word after @ is the target of the hit, whose place records tell
    "law" [: word="of" :]          before «of», which is no part of the hit; also (?= "of" "the"), (?! "of"),
    (?<= "the") "law"              behind «the»; (?<! "the")
    a:[] "and" b:[] :: a.word = b.word     two words that are the same, with != two that differ; several with &; %c %d;
                                           a.lemma = b.lemma: what annotated input says of them
    (?longest) "very"+                 of the runs from one word the longest; (?all): all; (?shortest): as without it

As in CQP, case matters unless %c is given. Words follow each other as in the other query language: with nothing
but white space between them, and with anything where `[]` stands.

Source: Evert & The CWB Development Team, CQP Interface and Query Language Manual.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import regex

from corpuskit.errors import PatternError
from corpuskit.kwic.options import Scope
from corpuskit.kwic.query.agreements import COMPARED, LABEL, read_agreements
from corpuskit.kwic.query.conditions import ConditionParser
from corpuskit.kwic.query.nodes import (
    TARGET,
    AnyWord,
    Containing,
    Edge,
    Labelled,
    Limit,
    Lookaround,
    Near,
    Node,
    Query,
    Region,
    Repeat,
    Sequence,
    SequenceStep,
    Strategy,
    WordNode,
    fewest_words,
    is_everywhere,
    is_free,
    make_choice,
    make_node_choice,
)
from corpuskit.kwic.query.simple import LONGEST_GAP, LONGEST_PATTERN
from corpuskit.kwic.query.unread import refuse_unread
from corpuskit.patterns import compile_later

MOST_REPEATS = 100
"""How often a part with `*`, `+` or `{n,}` may occur in a row."""
LONGEST_REGION = 100_000
"""How many words a sentence or a paragraph may have."""
_SCOPES: dict[str, Scope] = {
    "s": "sentence", "sentence": "sentence", "p": "paragraph", "paragraph": "paragraph", "text": "document",
    "document": "document",
}  # fmt: skip
_OPERATORS = frozenset(["within", "containing"])
_ORDER = "words, then :: and what is compared, then containing, then within: one of s, p, text or a number"
_AROUND = compile_later(r"\s*+\?(?P<behind><)?(?P<sign>[=!])")
_COLON = compile_later(r"\s*+:")
_STRATEGY = compile_later(r"\s*+\(\?(?P<name>shortest|longest|all)\)")
_REGIONS: dict[str, Region] = {"s": "sentence", "p": "paragraph"}
_QUANTIFIERS = {"?": (0, 1), "*": (0, MOST_REPEATS), "+": (1, MOST_REPEATS)}


def _free_last(steps: list[SequenceStep]) -> list[SequenceStep]:
    """Return steps that any words follow: those at their end that ask for what stands before allow anything between."""
    if not steps or not isinstance(node := steps[-1].node, Lookaround):
        return steps
    if node.is_behind:
        node = msgspec.structs.replace(node, gap=None)
    return [*_free_last(steps[:-1]), SequenceStep(steps[-1].gap, node)]


def _make_region(tag: str) -> Node:
    """Return the border of a sentence or a paragraph, or all of one: `<s>`, `</s>`, `<s/>`."""
    region = _REGIONS[tag.strip("</>")]
    begin, end = (Edge(region=region, is_end=is_end) for is_end in (False, True))
    if not tag.endswith("/>"):
        return end if tag.startswith("</") else begin
    words = Repeat(WordNode(test=AnyWord()), 1, LONGEST_REGION, gap=None)
    return Sequence(tuple(SequenceStep(None, part) for part in (begin, words, end)))


class CqlQuery(NamedTuple):
    """A query and what its hits may not leave; None where it does not say."""

    query: Query
    scope: Scope | None


def parse_cql(pattern: str) -> CqlQuery:
    """Return what `pattern` asks for.

    Args:
        pattern: A query as typed.

    Raises:
        PatternError: It cannot be read, or asks for more than words; the error knows the column.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError(
            f"the pattern has {len(pattern)} characters, at most {LONGEST_PATTERN} are read", pattern=pattern
        )
    return _CqlParser(pattern).parse()


class _CqlParser(ConditionParser):
    """Reads one pattern from left to right, a token ahead."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        # The labels of words; None where words can have none.
        self._labels: list[str] | None = None
        # What must match a word, and where it begins.
        self._parts: list[tuple[int, Node]] = []
        # The windows of MU: sentences or paragraphs, or None for words.
        self._windows: set[Scope | None] = set()

    def parse(self) -> CqlQuery:
        if not self._pattern.strip():
            raise self._error("the pattern is empty", hint='name a word: "Charter", or [word="UN"%c]')
        strategy = _STRATEGY.match(self._pattern)
        if strategy is not None:
            self._place = strategy.end()
        if strategy is None and self._take("MU"):
            query, scope = self._parse_meeting()
        else:
            query, scope = self._parse_standard(None if strategy is None else strategy["name"])
        self._take(";")
        if self._pattern[self._place :].strip():
            refuse_unread(self._pattern, self._place)
            raise self._error("this is not understood here", hint=_ORDER)
        for begun, node in self._parts:
            if not fewest_words(node):
                raise self._error(
                    "the pattern could match no word at all",
                    column=begun,
                    hint='a word that must be there: "very"+, or []',
                )
        return CqlQuery(query, scope)

    def _parse_part(self) -> Node:
        begun = self._place
        node = self._parse_choice()
        self._parts.append((begun, node))
        return node

    def _parse_standard(self, strategy: Strategy | None) -> tuple[Query, Scope | None]:
        """Read a part, what is true of its words, what lies in it, and its limits."""
        self._labels = []
        node = self._parse_part()
        agreements, self._place = read_agreements(self._pattern, self._place, self._labels, node)
        if agreements:
            node = Limit(node=node, agreements=agreements)
        self._labels = None
        contained = list(self._iter_contained())
        node, scope = self._parse_limits(node)
        if strategy is not None:
            node = Limit(node=node, strategy=strategy)
        query: Query = node
        for part, is_negated in contained:
            query = Containing(left=query, right=part, is_negated=is_negated)
        return query, scope

    def _take_label(self) -> str | None:
        """Read the label of a word, or the sign of the target, where one stands here."""
        found = LABEL.match(self._pattern, self._place)
        if self._labels is None or found is None:
            return None
        label: str = found["label"] or TARGET
        if label in self._labels:
            what = "two targets" if label == TARGET else f"two words with the label {label!r}"
            raise self._error(f"there are {what}", hint="each has one of its own")
        self._labels.append(label)
        self._place = found.end()
        return label

    def _iter_contained(self) -> Iterator[tuple[Node, bool]]:
        while True:
            begun = self._place
            is_negated = self._take("!")
            if not self._take("containing"):
                self._place = begun
                return
            yield self._parse_part(), is_negated

    def _parse_meeting(self) -> tuple[Query, Scope | None]:
        """Read the bracket of MU."""
        token = self._next()
        if token is None or token["sign"] != "(":
            raise self._error("a bracket is missing here", hint='MU(meet "peace" "security" -5 5)')
        return self._parse_met(), next(iter(self._windows), None)

    def _parse_limits(self, node: Node) -> tuple[Node, Scope | None]:
        """Read what stands after `within`, where it is there."""
        if not self._take("within"):
            return node, None
        token = self._next()
        scope = _SCOPES.get(token["name"] or (token["tag"] or "").strip("</>")) if token else None
        if token is None or (scope is None and not token["number"]) or (token["tag"] or "/>")[-2:] != "/>":
            raise self._error(
                "within is followed by s, p, text or a number: sentence, paragraph, document, words",
                hint="… within s, or … within 5",
            )
        if scope is None:
            most = int(token["number"][:9])
            if most < (fewest := fewest_words(node)):
                raise self._error(f"the pattern has {fewest} words at least", hint=f"… within {fewest}")
            node = Limit(node=node, most=most)
        self._place = token.end()
        return node, scope

    def _parse_met(self) -> Query:
        """Read a word, a (meet …) or a (union …)."""
        token = self._next()
        if token is None or token["sign"] != "(":
            begun = self._place
            node = self._parse_atom()
            if isinstance(node, WordNode):
                return node
            self._place = begun
            raise self._error("a word is missing here", hint='MU(meet "peace" "security" -5 5)')
        self._deepen()
        self._place = token.end()
        is_meet = self._take("meet")
        if not is_meet and not self._take("union"):
            raise self._error("meet or union is missing here", hint='MU(meet "peace" "security" -5 5)')
        left, right = self._parse_met(), self._parse_met()
        query = self._parse_window(left, right) if is_meet else make_choice([left, right])
        self._need_sign(")", token.end() - 1)
        self._depth -= 1
        return query

    def _parse_window(self, left: Query, right: Query) -> Near:
        token = self._next()
        scope = _SCOPES.get(token["name"] or "") if token else None
        self._windows.add(scope)
        if len(self._windows) > 1:
            raise self._error("windows of one query are all words, or all sentences")
        if token is not None and scope is not None:
            self._place = token.end()
            return Near(left=left, right=right, before=sys.maxsize, after=sys.maxsize)
        first = self._parse_number()
        last = self._parse_number()
        if not first <= last or (first > 1 or last < -1 or not first or not last):
            raise self._error("a window begins or ends beside the word", hint="-5 5, 1 5 or -5 -1")
        return Near(left=left, right=right, before=max(-first, 0), after=max(last, 0))

    def _parse_number(self) -> int:
        token = self._next()
        if token is None or not token["number"] or abs(number := int(token["number"][:9])) > LONGEST_GAP:
            raise self._error(
                f"a window is two numbers of words, at most {LONGEST_GAP}, or s or p", hint="-5 5, 1 5 or s"
            )
        self._place = token.end()
        return number

    def _parse_choice(self) -> Node:
        options: list[Node] = []
        # A match takes one of the alternatives, so that these may share labels.
        before, found = self._labels, self._labels
        while not options or self._take("|"):
            self._labels = None if before is None else list(before)
            options.append(self._parse_sequence())
            if found is not None and self._labels is not None:
                found = list(dict.fromkeys((*found, *self._labels)))
        self._labels = found
        return make_node_choice(options)

    def _parse_sequence(self) -> Node:
        steps: list[SequenceStep] = []
        # Before the first word of a match anything may stand.
        is_after_free = True
        while (node := self._parse_repeated()) is not None:
            if isinstance(node, Lookaround) and not node.is_behind and is_after_free:
                node = msgspec.structs.replace(node, gap=None)
            free = is_free(node) or is_after_free
            steps.append(SequenceStep(None if free else "", node))
            if not isinstance(node, Lookaround):
                # What stands around a place does not change what may stand there.
                is_after_free = is_free(node)
                if is_after_free:
                    steps = [*_free_last(steps[:-1]), steps[-1]]
        if not steps:
            raise self._error(
                "a word is missing here",
                hint='words stand in quotation marks: "UN" "Charter", or [word="UN"%c]',
            )
        return steps[0].node if len(steps) == 1 else Sequence(tuple(steps))

    def _parse_repeated(self) -> Node | None:
        node = self._parse_atom()
        token = self._next() if node is not None else None
        if node is None or token is None or isinstance(node, Edge | Lookaround):
            return node
        if token["bounds"]:
            fewest = int(token["fewest"][:9] or 0)
            most = int(token["most"][:9]) if token["most"] else MOST_REPEATS if token["comma"] else fewest
            if not (token["fewest"] or token["most"]) or not fewest <= most <= LONGEST_GAP or not most:
                raise self._error(f"bounds are {{n}}, {{n,}} or {{n,m}}, at most {LONGEST_GAP}")
        elif token["sign"] in _QUANTIFIERS:
            fewest, most = _QUANTIFIERS[token["sign"]]
        else:
            return node
        self._place = token.end()
        return Repeat(node, fewest, most, gap=None if is_free(node) else "")

    def _parse_atom(self) -> Node | None:
        labels = list(iter(self._take_label, None))
        refuse_unread(self._pattern, self._place)
        node = self._parse_word_or_group()
        if labels and not isinstance(node, WordNode):
            raise self._error("a word is missing here", hint='@"law", or a:[]')
        for label in labels:
            node = Labelled(node=node, label=label) if node else None
        return node

    def _parse_word_or_group(self) -> Node | None:
        token = self._next()
        if token is None:
            if self._pattern[self._place :].strip() and not COMPARED.match(self._pattern, self._place):
                raise self._error(
                    "this is not understood here", hint='words stand in quotation marks: "UN" "Charter"'
                )
            return None
        if token["string"]:
            self._place = token.end()
            return WordNode(test=self._make_test(token))
        if token["tag"]:
            self._place = token.end()
            return _make_region(token["tag"])
        if token["sign"] in ("[", "("):
            self._place = token.end()
            return (
                self._parse_bracket(token.end() - 1)
                if token["sign"] == "["
                else self._parse_group(token.end() - 1)
            )
        if token["name"] and token["name"] not in _OPERATORS:
            raise self._error(
                f'words stand in quotation marks: "{token["name"]}"', hint='"law", or [lemma="law"]'
            )
        return None

    def _parse_bracket(self, opened: int) -> Node:
        if self._take_colon():
            return self._parse_lookahead_word(opened)
        test = AnyWord() if self._take("]") else self._parse_disjunction(opened)
        return WordNode(test=test)

    def _parse_group(self, opened: int) -> Node:
        self._deepen()
        sign = _AROUND.match(self._pattern, self._place)
        node = self._parse_choice() if sign is None else self._parse_lookaround(sign)
        self._need_sign(")", opened)
        self._depth -= 1
        return node

    def _take_colon(self) -> bool:
        found = _COLON.match(self._pattern, self._place)
        if found is not None:
            self._place = found.end()
        return found is not None

    def _parse_lookahead_word(self, opened: int) -> Lookaround:
        """Read what the next word has to be, up to the end of the bracket."""
        test = self._parse_disjunction(opened, closing=None)
        if not self._take_colon():
            raise self._error(":] is missing here", hint='"a" [: word="b" :]')
        self._need_sign("]", opened)
        return Lookaround(node=WordNode(test=test))

    def _parse_lookaround(self, sign: regex.Match[str]) -> Lookaround:
        """Read what has to stand before or after a place."""
        self._place = sign.end()
        labels, self._labels = self._labels, None
        begun = self._place
        node = self._parse_choice()
        self._labels = labels
        is_behind = sign["behind"] is not None
        if is_everywhere(node):
            raise self._error(
                "the pattern could match no word at all",
                column=begun,
                hint='"law" (?! "of"), "law" (?! </s>)',
            )
        beside = node.steps[-1 if is_behind else 0].node if isinstance(node, Sequence) else node
        gap = None if is_free(beside) else ""
        return Lookaround(node=node, is_behind=is_behind, is_negated=sign["sign"] == "!", gap=gap)
