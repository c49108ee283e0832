"""What a rule sees of a quotation, and what it gives: who speaks, and how that is known."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from corpuskit.quotes.attribution.subjects import Subjects
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.syntax.phrases import Phrase
from corpuskit.quotes.syntax.sentences import Place
from corpuskit.quotes.syntax.tokens import Token

Span = tuple[int, int]

Tie = Literal["beside", "near", "distant", "inside", "none"]
"""How a rule ties a quotation to a verb of saying.

`beside`: the report stands beside the quotation. `near`: in the same clause. `distant`: somewhere in the sentence, so
that the marked words may be a name. `inside`: between the marks. `none`: there is no verb of saying.
"""


class Rule(NamedTuple):
    """A way to know who says a quotation.

    Attributes:
        name: Its name in records, lower case with hyphens.
        tie: How it ties the quotation to a verb of saying.
        example: A text that it holds in.
        speaker: The speaker that it finds there.
        counterexample: A text like it that it does not hold in.
        find: Returns the attribution of a quotation by this rule, None where the rule does not hold; None for a rule
            that others give as they go, or that is for speech without marks.
        by_sentence: Whether it gives the same for every quotation of a sentence, so that it is asked once.
        holds: Where it can hold: for a quotation that is all of its sentence, inside a sentence, or in both.
        is_last_resort: Whether it proposes whatever stands nearby, so that it says nothing for or against others.
        needs: What the tables of a language must have for it, by the name in the lexicon; empty for nothing.
    """

    name: str
    tie: Tie
    example: str
    speaker: str | None
    counterexample: str
    find: "Callable[[Context], Attribution | None] | None" = None
    by_sentence: bool = False
    holds: Literal["alone", "inside", "anywhere"] = "inside"
    needs: str = ""
    is_last_resort: bool = False


class Attribution(NamedTuple):
    """Who says a quotation, and how that is known.

    Attributes:
        speaker: Where the speaker is named; None where no speaker is.
        cue: The word that introduces the quotation; None where there is none.
        rule: The rule that holds; None where none does.
        implicit: Whether the subject is in the verb, and the speaker is named elsewhere.
        evidence: What speaks for it and against it, as features of the ranking; empty where nothing was ranked.
    """

    speaker: Span | None = None
    cue: Span | None = None
    rule: Rule | None = None
    implicit: bool = False
    evidence: tuple[str, ...] = ()

    @property
    def rule_name(self) -> str | None:
        """The name of the rule as it stands in records."""
        if self.rule is None:
            return None
        return f"{self.rule.name}-implicit" if self.implicit else self.rule.name


class Earlier(NamedTuple):
    """The quotations before one, as far as its speaker depends on them.

    Attributes:
        paragraph: Index of the paragraph of the one before.
        asks: Whether that one ends with a question mark.
        other: Who spoke before the speaker of that one, in the paragraphs right before; None where nobody did.
    """

    paragraph: int
    asks: bool
    other: Span | None


class Context(NamedTuple):
    """A quotation as a token of its sentence.

    Attributes:
        tokens: The sentence.
        at: Index of the quotation among them.
        quotation: The quotation; None for a clause of indirect speech.
        place: Where the sentence stands.
        subjects: The subjects of the verbs of saying of the document, and its sentences.
        tags: The tags of its sentence.
        previous: Who says the quotation before; None for the first one.
        earlier: What else is known of the quotations before.
    """

    tokens: list[Token]
    at: int
    quotation: MarkedString | None
    place: Place
    subjects: Subjects
    tags: frozenset[str]
    previous: Attribution | None = None
    earlier: Earlier | None = None

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.subjects.reader.text

    @property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return self.subjects.reader.lexicon

    @property
    def is_alone(self) -> bool:
        """Whether the quotation is all of its sentence, but for marks."""
        return self.tags.isdisjoint(_AROUND_A_QUOTATION)

    @property
    def last_character(self) -> str:
        """The last character of the quotation."""
        return "" if self.quotation is None else self.text[self.quotation.end - 1]


_AROUND_A_QUOTATION = frozenset({"cap", "word", "cue", "pron", "det"})


def span_of(tokens: list[Token], phrase: Phrase) -> Span:
    """Return where a phrase stands in the document."""
    return tokens[phrase[0]].start, tokens[phrase[1] - 1].end


def attribute_to(context: Context, phrase: Phrase | None, cue: int | None = None) -> Attribution | None:
    """Return the attribution to a phrase by the cue at index `cue`; None where there is no phrase."""
    tokens = context.tokens
    if phrase is None or _is_date([token.tag for token in tokens[slice(*phrase)]]):
        return None
    cue_span = None if cue is None else (tokens[cue].start, tokens[cue].end)
    start, end = span_of(tokens, phrase)
    if context.lexicon.splits_conjunction(tokens[phrase[0]].form):
        start += 1
    return Attribution((start, end), cue_span)


def _is_date(tags: list[str]) -> bool:
    """Return whether a phrase has a number and a month, and nobody's name: «el 22 de marzo de 2010 | decía»."""
    return {"number", "time"} <= set(tags) <= {"number", "time", "det", "prep", ",", "adv"}
