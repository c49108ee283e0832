r"""The query language: from what a user types to a query.

UN Charter                 adjacent words; what stands between them is compared, white space is not
secur*  organi?ation       wildcards in a word
*   *{0,3}                 any one word; a gap of words
(UN|"United Nations")      alternatives; quotes enclose literal text
a NEAR/5 b   a BEFORE/5 b   a NOT NEAR/5 b
/secur(ed|ing)/            a regular expression for one word
Zakharova~1                words one edit away at most
=UN                        in this case
#tag                       a hashtag as one word
@name                      one of a list of queries
\*                         the character itself
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from corpuskit.errors import PatternError
from corpuskit.kwic.query.expressions import check_expression, refuse_needed_sign
from corpuskit.kwic.query.nodes import (
    AnyWord,
    Glob,
    Literal,
    Near,
    Node,
    Query,
    Repeat,
    Sequence,
    SequenceStep,
    Similar,
    WordExpression,
    WordNode,
    compose_gap,
    fewest_words,
    is_free,
    make_choice,
    make_node_choice,
    normalize_gap,
)
from corpuskit.patterns import compile_later
from corpuskit.text.characters import JOINERS
from corpuskit.text.tokens import iter_word_spans
from corpuskit.text.view import AMPERSAND, fold

LONGEST_PATTERN = 100_000
"""Number of code points that a pattern may have; a longer one belongs into a list."""
LONGEST_GAP = 1000
"""Number of words that a gap or a distance may have."""
_DEEPEST_NESTING = 50
_GREATEST_DISTANCE = 9

_FIRST = r"[[\p{L}\p{N}_*?]--[\u02bb\u02bc]]"
_RUN = compile_later(
    rf"(?:{_FIRST}|\\{_FIRST})(?:[[\p{{L}}\p{{M}}\p{{N}}_*?{JOINERS}]--[\u02bb\u02bc]]|\\{_FIRST})*", regex.V1
)
_PIECE = compile_later(r"\\(.)|([*?])|([^\\*?]+)", regex.DOTALL)
_OPERATOR = compile_later(r"(NOT\s+)?(NEAR|BEFORE)/([0-9]+)(?=\s|[(\"“„«]|$)")
_BROKEN_OPERATOR = compile_later(r"(?:NOT\s+)?(?:NEAR|BEFORE)/")
_GAP = compile_later(r"\{\s*([0-9]*)\s*(?:(,)\s*([0-9]*)\s*)?\}")
_DISTANCE = compile_later(r"~([0-9]*)(?![\p{L}\p{N}_])")
_LIST = compile_later(r"@([^\s()|]+)")
_LIST_CALL = compile_later(r"(?<![^\s(|])@([^\s()|]+)")
_QUOTED = compile_later(r"[\"“”„«]((?:[^\"“”»\\]|\\.)*+)[\"“”»]", regex.DOTALL)
_SLASHED = compile_later(r"/((?:[^/\\]|\\.)+)/", regex.DOTALL)
_ESCAPE = compile_later(r"\\(.)", regex.DOTALL)
_OPENING_QUOTES = '"“”„«'


_LABEL = compile_later(r"([\p{L}\p{N}_][\p{L}\p{M}\p{N}_ -]*):\s+(\S.*)")


def parse_query(
    pattern: str, lists: Mapping[str, tuple[str, ...]] | None = None, *, exact: bool = False
) -> Query:
    """Return what `pattern` asks for.

    Args:
        pattern: A query as typed.
        lists: The queries of each list, by the name that `@name` calls it by.
        exact: Signs between words match as they are written.

    Raises:
        PatternError: It cannot be read; the error knows the column.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError(
            f"the pattern has {len(pattern)} characters, at most {LONGEST_PATTERN} are read",
            pattern=pattern,
            hint="put the words into a file, one a line, and name it: @words.txt",
        )
    return _SimpleParser(pattern, lists or {}, exact=exact).parse()


def split_label(entry: str) -> tuple[str, str]:
    """Return the label and the query of an entry of a list: `asylum: refugee*`; without one, the query is the label."""
    found = _LABEL.fullmatch(entry)
    return (found[1], found[2]) if found else (entry, entry)


def find_list_names(pattern: str) -> list[str]:
    """Return the names of the lists that `pattern` calls by `@name`."""
    return [call[1] for call in _LIST_CALL.finditer(pattern)]


def parse_phrase(text: str, *, case_sensitive: bool = False) -> Node | None:
    """Return the query for the words of `text`, all taken literally; None where it has no words."""
    text = text.replace(AMPERSAND, "&")
    phrase = _Phrase(exact=case_sensitive)
    done = 0
    for start, end in iter_word_spans(text):
        phrase.gap = text[done:start]
        phrase.add(WordNode(test=Literal(text=text[start:end], case_sensitive=case_sensitive)))
        done = end
    return _make_sequence(phrase.steps) if phrase.steps else None


def _make_sequence(steps: list[SequenceStep]) -> Node:
    return steps[0].node if len(steps) == 1 else Sequence(tuple(steps))


def _allow_entity(node: Node) -> Node:
    """Return what may follow an ampersand, which may stand as `&amp;`."""
    entity = WordNode(test=Literal(text=AMPERSAND.strip("&;"), case_sensitive=True))
    return make_node_choice([node, Sequence((SequenceStep("", entity), SequenceStep(";", node)))])


class _Phrase:
    """The steps of a phrase and what stands before the next one.

    Args:
        exact: Signs between words match as they are written.
    """

    def __init__(self, *, exact: bool) -> None:
        self.steps: list[SequenceStep] = []
        self.gap = ""
        self._exact = exact

    def add(self, node: Node, *, own_sign: str = "") -> None:
        """Add a part; `own_sign` belongs to it but stands before its first word."""
        gap = normalize_gap(self.gap)
        # Around a word that may be any, all signs may stand, unless it is joined to its neighbour by one: `well-*`.
        free = not gap and (is_free(node) or bool(self.steps and is_free(self.steps[-1].node)))
        written = compose_gap(self.gap) + own_sign if self._exact and gap else None
        if self.steps and gap + own_sign == "&" and not self._exact:
            node = _allow_entity(node)
        self.steps.append(SequenceStep(None if free else gap + own_sign, node, written))
        self.gap = ""

    def add_steps(self, steps: tuple[SequenceStep, ...]) -> None:
        """Add steps read together; punctuation before them is that before the first."""
        self.add(steps[0].node)
        self.steps.extend(steps[1:])

    def add_words(self, node: Node) -> None:
        """Add words read together; punctuation before a list of steps is that before its first."""
        if isinstance(node, Sequence):
            self.add_steps(node.steps)
        else:
            self.add(node)


class _SimpleParser:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str, lists: Mapping[str, tuple[str, ...]], *, exact: bool = False) -> None:
        self._exact = exact
        self._pattern = pattern
        self._lists = lists
        self._place = 0
        self._depth = 0

    def parse(self) -> Query:
        query = self._parse_alternatives()
        if self._place < len(self._pattern):
            raise self._error(
                "a bracket is closed that was not opened", hint=r"write \) for the character itself"
            )
        return query

    def _error(self, message: str, *, column: int | None = None, hint: str | None = None) -> PatternError:
        place = self._place if column is None else column
        return PatternError(message, pattern=self._pattern, column=place, hint=hint)

    def _parse_alternatives(self) -> Query:
        options = [self._parse_near()]
        while self._place < len(self._pattern) and self._pattern[self._place] == "|":
            self._place += 1
            options.append(self._parse_near())
        return make_choice(options)

    def _parse_near(self) -> Query:
        query = self._parse_operand()
        while operator := _OPERATOR.match(self._pattern, self._place):
            distance = int(operator[3][:9])
            if not 1 <= distance <= LONGEST_GAP:
                raise self._error(
                    f"a distance is 1 to {LONGEST_GAP} words, not {operator[3]}", column=operator.start(3)
                )
            self._place = operator.end()
            query = Near(
                left=query,
                right=self._parse_operand(),
                before=0 if operator[2] == "BEFORE" else distance,
                after=distance,
                is_negated=bool(operator[1]),
            )
        return query

    def _parse_operand(self) -> Query:
        begun = self._place
        phrase = _Phrase(exact=self._exact)
        whole: Query | None = None
        while self._place < len(self._pattern) and self._pattern[self._place] not in "|)":
            if whole is not None and not self._pattern[self._place].isspace():
                if self._is_operator():
                    break
                raise self._error(
                    "NEAR and BEFORE join whole phrases; a bracket that holds one stands alone",
                    hint="(a NEAR/5 b) NEAR/5 c",
                )
            if self._is_operator():
                break
            found = self._parse_part(phrase)
            if found is not None:
                if phrase.steps:
                    raise self._error(
                        "NEAR and BEFORE join whole phrases; a bracket that holds one stands alone"
                    )
                whole = found
        if whole is not None:
            return whole
        if not phrase.steps:
            raise self._no_words(begun)
        node = _make_sequence(phrase.steps)
        if not fewest_words(node):
            raise self._error(
                "the pattern could match no word at all",
                column=begun,
                hint="give it a word: UN *{0,3} Charter",
            )
        return node

    def _no_words(self, begun: int) -> PatternError:
        if not self._pattern.strip():
            return self._error("the pattern is empty", column=0, hint="name a word, a phrase or a query")
        if begun == 0 and self._place == len(self._pattern):
            return self._error(
                f"the pattern {self._pattern!r} has no words",
                column=0,
                hint="for signs, use --substring or --regex",
            )
        return self._error(
            "words are missing here", hint="for the character itself, put a backslash before it"
        )

    def _is_operator(self) -> bool:
        if not self._is_at_item_start():
            return False
        if _OPERATOR.match(self._pattern, self._place):
            return True
        if _BROKEN_OPERATOR.match(self._pattern, self._place):
            raise self._error(
                "NEAR and BEFORE need a number of words, and a phrase on both sides",
                hint='peace NEAR/5 security; in quotes it is text: "NEAR/5"',
            )
        return False

    def _is_at_item_start(self) -> bool:
        return (
            self._place == 0
            or self._pattern[self._place - 1].isspace()
            or self._pattern[self._place - 1] in "(|"
        )

    def _parse_part(self, phrase: _Phrase) -> Query | None:
        """Read one part into `phrase`, or return a query that is more than a part of a phrase."""
        character = self._pattern[self._place]
        if character == "(":
            return self._parse_bracket(phrase)
        if character in _OPENING_QUOTES:
            phrase.add_words(self._parse_quoted(case_sensitive=False))
        elif run := _RUN.match(self._pattern, self._place):
            phrase.add_words(self._parse_run(run, case_sensitive=False))
        elif self._is_at_item_start() and self._parse_prefixed(character, phrase):
            pass
        elif character == "\\":
            escape = _ESCAPE.match(self._pattern, self._place)
            if escape is None:
                raise self._error(
                    "a backslash at the end stands for nothing", hint=r"write \\ for a backslash"
                )
            phrase.gap += escape[1]
            self._place = escape.end()
        else:
            phrase.gap += character
            is_entity = self._pattern.startswith(AMPERSAND, self._place) and not self._exact
            self._place += len(AMPERSAND) if is_entity else 1
        return None

    def _parse_prefixed(self, character: str, phrase: _Phrase) -> bool:
        """Read a part that a sign introduces; return False, and read nothing, where the sign is only a sign."""
        if character == "/":
            phrase.add(self._parse_expression())
            return True
        following = self._place + 1
        if character == "#" and (run := _RUN.match(self._pattern, following)):
            node = self._parse_run(run, case_sensitive=False)
            if not isinstance(node, WordNode):
                raise self._error("a hashtag is one word", column=following)
            phrase.add(WordNode(test=node.test, is_hashtag=True), own_sign="#" if phrase.steps else "")
            return True
        if character == "=" and (run := _RUN.match(self._pattern, following)):
            phrase.add_words(self._parse_run(run, case_sensitive=True))
            return True
        if character == "=" and self._pattern[following : following + 1] in tuple(_OPENING_QUOTES):
            self._place = following
            phrase.add_words(self._parse_quoted(case_sensitive=True))
            return True
        if character == "@" and (name := _LIST.match(self._pattern, self._place)):
            phrase.add(self._parse_list(name[1]))
            self._place = name.end()
            return True
        return False

    def _parse_bracket(self, phrase: _Phrase) -> Query | None:
        opened = self._place
        self._depth += 1
        if self._depth > _DEEPEST_NESTING:
            raise self._error(f"brackets are nested more than {_DEEPEST_NESTING} deep")
        self._place += 1
        inner = self._parse_alternatives()
        if self._place >= len(self._pattern):
            raise self._error(
                "this bracket is not closed", column=opened, hint=r"write \( for the character itself"
            )
        self._place += 1
        self._depth -= 1
        if isinstance(inner, Node):
            phrase.add(inner)
            return None
        return inner

    def _parse_quoted(self, *, case_sensitive: bool) -> Node:
        quoted = _QUOTED.match(self._pattern, self._place)
        if quoted is None:
            raise self._error("this quotation mark is not closed", hint=r"write \" for the character itself")
        node = parse_phrase(_ESCAPE.sub(r"\1", quoted[1]), case_sensitive=case_sensitive)
        if node is None:
            raise self._error("there are no words between these quotation marks")
        self._place = quoted.end()
        return node

    def _parse_expression(self) -> WordNode:
        slashed = _SLASHED.match(self._pattern, self._place)
        if slashed is None:
            raise self._error(
                "this slash begins an expression that no slash ends",
                hint=r"write \/ for the character itself",
            )
        test = WordExpression(source=slashed[1].replace(r"\/", "/"))
        check_expression(test, pattern=self._pattern, column=slashed.start(1))
        refuse_needed_sign(test.source, pattern=self._pattern, column=slashed.start(1))
        self._place = slashed.end()
        return WordNode(test=test)

    def _parse_list(self, name: str) -> Node:
        if name not in self._lists:
            raise self._error(f"there is no list {name!r}", hint=r"write \@ for the character itself")
        options: list[Query] = [
            _SimpleParser(split_label(entry)[1], {}, exact=self._exact).parse() for entry in self._lists[name]
        ]
        if not options:
            raise self._error(f"the list {name!r} is empty")
        choice = make_choice(options)
        if not isinstance(choice, Node):
            raise self._error(f"the list {name!r} holds NEAR or BEFORE and must stand alone")
        return choice

    def _parse_run(self, run: regex.Match[str], *, case_sensitive: bool) -> Node:
        """Read word characters and wildcards that stand together."""
        self._place = run.end()
        typed = run[0]
        if not typed.strip("*"):
            return self._parse_gap() if typed == "*" else WordNode(test=AnyWord())
        pieces = [(match[1] or match[3], match[2]) for match in _PIECE.finditer(typed)]
        if any(wildcard for _, wildcard in pieces):
            parts = tuple(wildcard or literal for literal, wildcard in pieces)
            return WordNode(test=Glob(parts=parts, case_sensitive=case_sensitive))
        literal = "".join(literal for literal, _ in pieces)
        node = parse_phrase(literal, case_sensitive=case_sensitive)
        if node is None or not fold(literal):
            raise self._error(
                f"the pattern has no words at {typed!r}",
                column=run.start(),
                hint="for signs, use --substring or --regex",
            )
        return self._parse_distance(node, case_sensitive=case_sensitive)

    def _parse_gap(self) -> Node:
        braces = _GAP.match(self._pattern, self._place)
        if braces is None:
            return WordNode(test=AnyWord())
        fewest = int(braces[1] or 0)
        most = fewest if braces[2] is None else int(braces[3]) if braces[3] else LONGEST_GAP
        if not fewest <= most <= LONGEST_GAP or most == 0:
            raise self._error(
                f"a gap is *{{0,3}}: the fewest and the most words, at most {LONGEST_GAP}",
                column=braces.start(),
            )
        self._place = braces.end()
        return Repeat(WordNode(test=AnyWord()), fewest, most, gap=None)

    def _parse_distance(self, node: Node, *, case_sensitive: bool) -> Node:
        tilde = _DISTANCE.match(self._pattern, self._place)
        if tilde is None:
            return node
        distance = int(tilde[1][:4] or 1)
        if not isinstance(node, WordNode) or not isinstance(node.test, Literal):
            raise self._error("~ stands after one word")
        if not 1 <= distance <= _GREATEST_DISTANCE:
            raise self._error(f"an edit distance is 1 to {_GREATEST_DISTANCE}", column=tilde.start())
        self._place = tilde.end()
        return WordNode(test=Similar(text=node.test.text, distance=distance, case_sensitive=case_sensitive))
