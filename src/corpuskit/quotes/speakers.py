"""The quotations of one document and who says them, in order."""

from __future__ import annotations

from corpuskit.quotes.attribution import Attribution, Context, Span, span_of
from corpuskit.quotes.clauses import Token
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.rules import (
    RULES,
    attribute_by_cue,
    attribute_named_after,
    find_followed,
    find_introduced,
    find_subject,
)
from corpuskit.quotes.sentences import Place, SentenceReader

_MOST_SENTENCES_KEPT = 500


class Attributor:
    """Attributes the quotations of one document, in order.

    Args:
        reader: Its sentences.
    """

    def __init__(self, reader: SentenceReader) -> None:
        self.reader = reader
        self.lexicon = reader.lexicon
        self.text = reader.text
        # The quotation before, and where it stands: the run that a quotation alone in its paragraph goes on.
        self.previous: tuple[MarkedString, Attribution] | None = None
        self._subjects: dict[tuple[int, int], list[tuple[int, bool, Span]]] = {}

    def remember(self, quotation: MarkedString, attribution: Attribution, kind: str) -> None:
        """Take note of a quotation whose speaker the next one may go on with."""
        if kind in ("direct", "mixed"):
            self.previous = (quotation, attribution)

    def attribute(self, quotation: MarkedString) -> tuple[Attribution, Context | None]:
        """Return who says a quotation, and its sentence; call it for every one of them, in order."""
        context = self._context(quotation, quotation.outer_start)
        if context is None:
            return Attribution(), None
        last = self.reader.paragraphs[self.reader.paragraph_at(quotation.end - 1)].start
        if last > quotation.outer_start:
            # It ends in a later paragraph: what follows it stands there.
            ending = self._context(quotation, last) or context
            found = find_introduced(self, context) or find_followed(self, ending)
            if found is not None:
                return found, context
        for rule in RULES:
            found = rule(self, context)
            if found is not None:
                return found, context
        return Attribution(), context

    def subjects_of(self, paragraph: int, sentence: int) -> list[tuple[int, bool, Span]]:
        """Return, last first, where each cue with a subject stands, whether it is feminine, and the subject."""
        found = self._subjects.get((paragraph, sentence))
        if found is None:
            if len(self._subjects) > _MOST_SENTENCES_KEPT:
                self._subjects.clear()
            tokens = self.reader.sentences(paragraph)[sentence]
            found = []
            for index in range(len(tokens) - 1, -1, -1):
                phrase = find_subject(self, tokens, index) if tokens[index].tag == "cue" else None
                if phrase is not None:
                    is_feminine = tokens[index].form in self.lexicon.feminine_cues
                    found.append((tokens[index].start, is_feminine, span_of(tokens, phrase)))
            self._subjects[paragraph, sentence] = found
        return found

    def attribute_cue(self, tokens: list[Token], cue: int, at: int, place: Place) -> Attribution:
        """Return who speaks by the verb of saying at index `cue`, before what is said at index `at`."""
        return attribute_by_cue(self, Context(tokens, at, None, place), cue, "cue") or Attribution()

    def attribute_phrase(self, tokens: list[Token], span: Span) -> Attribution | None:
        """Return who is named after a phrase such as «according to», which stands at `span`."""
        return attribute_named_after(self, tokens, span)

    def _context(self, quotation: MarkedString, offset: int) -> Context | None:
        place = self.reader.locate(offset)
        if place is None:
            return None
        return Context(self.reader.sentences(place.paragraph)[place.sentence], place.token, quotation, place)
