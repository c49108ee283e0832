"""Who says a quotation by a dependency parse, for the English quotations that no strong rule attributes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from corpuskit.errors import MissingExtraError
from corpuskit.patterns import compile_re
from corpuskit.quotes.attribution.context import Attribution, Context, Span
from corpuskit.quotes.attribution.rules import (
    MAIN_SUBJECT,
    NOUN_OF_SAYING,
    NOUN_PHRASE,
    PARSE,
    RIGHT_CUE,
)
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.tokens import Token

_EXAMPLE_MODEL = "en_core_web_sm"
# The larger the model, the better its parses; the sizes are the ends of the names of spaCy's own models.
_SIZES = ("trf", "lg", "md", "sm")
# They take time, and what they find is not looked at.
_UNUSED = ("ner", "lemmatizer")
# Rules that leave the quotation to the parse.
_WEAK = (RIGHT_CUE, NOUN_OF_SAYING, MAIN_SUBJECT, NOUN_PHRASE)

_RELATIVE_CLAUSES = frozenset({"relcl", "acl:relcl"})
# A verb in one of these places has the subject of the verb it depends on, unless it has one of its own.
_SHARES_SUBJECT = frozenset({"conj", "advcl", "xcomp"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "nsubj:pass"})
_RELATIVE_OR_INTERROGATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_ENDS_OF_PHRASE = frozenset({",", ";", ":", "-", "--", "–", "—", '"'})
# A parser reads neither line breaks nor halves of surrogate pairs; a space keeps the offsets.
_UNREADABLE = compile_re(r"[\s\ud800-\udfff]")


def is_weak(attribution: Attribution) -> bool:
    """Return whether nobody is named, or by a rule that is often wrong.

    Args:
        attribution: Who says a quotation, by the rules.
    """
    return attribution.speaker is None or attribution.rule is None or attribution.rule in _WEAK


def choose_model(names: Sequence[str]) -> str | None:
    """Return the largest English model of these, the first by name among equals; None where there is none.

    Args:
        names: Names of installed spaCy models.
    """

    def rank(name: str) -> tuple[int, str]:
        size = name.rsplit("_", 1)[-1]
        return (_SIZES.index(size) if size in _SIZES else len(_SIZES)), name

    return min((name for name in names if name.startswith("en_")), key=rank, default=None)


@cache
def load_parser(model: str | None = None) -> DependencyParser:
    """Return the parser of an installed English spaCy model; it is loaded once, and nothing is downloaded.

    Args:
        model: Its name, such as `en_core_web_sm`; None for the largest that is installed.

    Raises:
        MissingExtraError: spaCy or such a model is not installed, or the model cannot parse.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingExtraError("spaCy is not installed", hint="pip install spacy") from error
    installed = [name for name in spacy.util.get_installed_models() if name.startswith("en_")]
    name = choose_model(installed) if model is None else model
    if name is None:
        raise MissingExtraError(
            "no English spaCy model is installed", hint=f"python -m spacy download {_EXAMPLE_MODEL}"
        )
    if name not in installed:
        known = ", ".join(sorted(installed)) or "none"
        raise MissingExtraError(
            f"no English spaCy model {name!r} is installed",
            hint=f"installed are: {known}; another one: python -m spacy download {_EXAMPLE_MODEL}",
        )
    try:
        pipeline = spacy.load(name, exclude=list(_UNUSED))
    except (OSError, ValueError, ImportError) as error:
        # Made for another version of spaCy, or half installed.
        raise MissingExtraError(
            f"the spaCy model {name} cannot be loaded: {error}", hint=f"python -m spacy download {name}"
        ) from error
    if "parser" not in pipeline.pipe_names:
        raise MissingExtraError(
            f"the spaCy model {name} has no parser", hint=f"python -m spacy download {_EXAMPLE_MODEL}"
        )
    return DependencyParser(pipeline)


class _Piece(NamedTuple):
    """A part of the text that is parsed, and what it stands for."""

    at: int
    start: int
    end: int
    is_quotation: bool


class _Masked(NamedTuple):
    """A sentence as it is parsed: each quotation is the word «this» in marks."""

    text: str
    pieces: list[_Piece]

    def piece_at(self, index: int) -> _Piece:
        """Return the part that holds the code point at `index` of the masked sentence."""
        return self.pieces[bisect_right(self.pieces, index, key=lambda piece: piece.at) - 1]

    def span_of(self, first: int, last: int) -> Span:
        """Return where in the document the code points from `first` up to and with `last` stand."""
        begin, finish = self.piece_at(first), self.piece_at(last)
        start = begin.start if begin.is_quotation else begin.start + first - begin.at
        end = finish.end if finish.is_quotation else finish.start + last - finish.at + 1
        return start, end


def _mask(text: str, tokens: Sequence[Token]) -> _Masked:
    pieces: list[_Piece] = []
    parts: list[str] = []
    length = 0

    def add(part: str, start: int, end: int, *, is_quotation: bool) -> None:
        nonlocal length
        if part:
            pieces.append(_Piece(length, start, end, is_quotation))
            parts.append(part)
            length += len(part)

    done = tokens[0].start
    for place, token in enumerate(tokens):
        if token.tag == "quote":
            add(_UNREADABLE.sub(" ", text[done : token.start]), done, token.start, is_quotation=False)
            goes_on = any(later.tag.isalpha() for later in tokens[place + 1 :])
            stop = _stop_of(text[token.start : token.end], goes_on=goes_on)
            add(f'"this{stop}"', token.start, token.end, is_quotation=True)
            done = token.end
    end = tokens[-1].end
    add(_UNREADABLE.sub(" ", text[done:end]), done, end, is_quotation=False)
    return _Masked("".join(parts), pieces)


def _stop_of(marked: str, *, goes_on: bool) -> str:
    """Return the stop inside the marks; one that would end the sentence too early is a comma."""
    if not any(character in ",.?!…" for character in marked[-2:]):
        return ""
    return "," if goes_on else "."


class DependencyParser:
    """Finds the subject of the verb of saying that a quotation belongs to.

    Args:
        pipeline: From a sentence to a spaCy `Doc` with tags and dependencies, as a loaded model gives it.
    """

    def __init__(self, pipeline: Callable[[str], Any]) -> None:
        self._pipeline = pipeline
        # A sentence with many quotations is parsed once.
        self._latest: tuple[str, Any] | None = None

    def attribute(self, text: str, context: Context, lexicon: Lexicon) -> Attribution | None:
        """Return who says a quotation by the parse of its sentence; None where that does not say.

        Args:
            text: The text of the document.
            context: The quotation in its sentence.
            lexicon: Verbs of saying.
        """
        masked = _mask(text, context.tokens)
        if self._latest is None or self._latest[0] != masked.text:
            self._latest = masked.text, self._pipeline(masked.text)
        parsed = self._latest[1]
        quoted = context.tokens[context.at]
        heart = next(
            (
                word
                for word in parsed
                if word.text == "this" and masked.piece_at(word.idx)[1:] == (quoted.start, quoted.end, True)
            ),
            None,
        )
        if heart is None:
            return None
        for cue in _iter_cues(parsed, heart, masked, lexicon):
            subject = _find_subject(cue)
            phrase = None if subject is None else _find_phrase(subject, masked)
            if phrase is not None and (phrase[1] <= quoted.start or phrase[0] >= quoted.end):
                return Attribution(phrase, masked.span_of(cue.idx, cue.idx + len(cue) - 1), PARSE)
        return None


def _iter_cues(parsed: Any, heart: Any, masked: _Masked, lexicon: Lexicon) -> Iterator[Any]:
    """Yield the verbs of saying that govern a quotation, the closest first, then those beside it."""

    def is_cue(word: Any) -> bool:
        return (
            word.tag_.startswith("VB")
            and word.lower_ in lexicon.cues
            and not masked.piece_at(word.idx).is_quotation
        )

    governing = [word for word in heart.ancestors if is_cue(word)]
    yield from governing
    known = {word.i for word in governing}
    beside = [word for word in parsed if word.i not in known and is_cue(word)]
    yield from sorted(beside, key=lambda word: (abs(word.i - heart.i), word.i))


def _find_subject(cue: Any) -> Any | None:
    """Return the head of the nominal subject of a verb in the active; None where it has none."""
    verb = cue
    while True:
        labels = {child.dep_: child for child in reversed(list(verb.children))}
        passive = next((labels[label] for label in _PASSIVE_SUBJECTS if label in labels), None)
        if passive is not None and verb is cue:
            return None
        subject = labels.get("nsubj", passive)
        if subject is not None:
            break
        if verb.dep_ not in _SHARES_SUBJECT:
            return None
        verb = verb.head
    if subject.tag_ not in _RELATIVE_OR_INTERROGATIVE:
        return subject
    # «Ann Lee, who said “…”»: the subject is what the clause is about.
    return verb.head if verb.dep_ in _RELATIVE_CLAUSES else None


def _find_phrase(subject: Any, masked: _Masked) -> Span | None:
    """Return where the phrase of a subject stands, without its relative clauses."""
    words = list(subject.subtree)
    cuts = [
        child.left_edge.i
        for word in words
        for child in word.children
        if child.dep_ in _RELATIVE_CLAUSES and child.left_edge.i > subject.i
    ]
    end = min(cuts, default=words[-1].i + 1)
    words = [word for word in words if word.i < end]
    while words and _is_end(words[-1]):
        words.pop()
    while words and _is_end(words[0]):
        words.pop(0)
    if not words or masked.piece_at(subject.idx).is_quotation:
        return None
    return masked.span_of(words[0].idx, words[-1].idx + len(words[-1]) - 1)


def _is_end(word: Any) -> bool:
    return word.is_space or word.text in _ENDS_OF_PHRASE
