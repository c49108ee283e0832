"""The quotations of one document and who says them, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.context import Attribution, Context, Earlier, Rule, Span
from corpuskit.quotes.attribution.cues import PASSIVE
from corpuskit.quotes.attribution.phrases import iter_noun_phrases, iter_subjects_before
from corpuskit.quotes.attribution.ranking import choose, list_candidates
from corpuskit.quotes.attribution.rules import (
    ACCORDING_TO,
    CUE_FIRST,
    INSCRIBED,
    INTRODUCED,
    LEFT_CUE,
    NOUN_PHRASE,
    RULES,
    SIGNED,
    SUBJECT_FIRST,
)
from corpuskit.quotes.attribution.subjects import Subjects
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.mentions.gender import gender_of_cue
from corpuskit.quotes.mentions.reading import is_full_name, read_mention
from corpuskit.quotes.syntax.sentences import SentenceReader

_LETTER = compile_later(r"\p{L}")
# The number of a chapter.
_NUMERAL = compile_later(r"[IVXL]{2,6}")
# In these scripts particles are written together with their noun, or verbs with both, and no table divides them.
_PARTICLES_ATTACHED = compile_later(r"[\p{Hiragana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_AFTER_A_DATELINE = compile_later(r"(?:,[^\n.!?]{1,30})?\s?[-–—(]")
_REPORTS = (INTRODUCED, CUE_FIRST, SUBJECT_FIRST)
_BEHIND_A_NUMBER = frozenset(".:)")
QUESTION_MARKS = frozenset("?؟？")
"""Marks that end a question."""


def _without_source(proposals: Sequence[Attribution]) -> list[Attribution]:
    """Return proposals without who passes on what somebody else says: «According to the paper, the minister said it was “dead”»."""
    reporters = [found for found in proposals if found.rule in (INTRODUCED, LEFT_CUE)]
    starts = [found.speaker[0] for found in reporters if found.speaker is not None and not found.implicit]
    return [
        found
        for found in proposals
        if found.rule is not ACCORDING_TO
        or found.speaker is None
        or not any(found.speaker[1] <= start for start in starts)
    ]


def _is_inserted(text: str, speaker: Span, cue: Span) -> bool:
    """Return whether a verb and its subject stand between commas: «Третья, признают в союзе, — “…”»."""
    before, behind = (
        text[max(0, cue[0] - 2) : cue[0]].rstrip()[-1:],
        text[speaker[1] : speaker[1] + 2].lstrip()[:1],
    )
    return cue[1] <= speaker[0] and before in _COMMAS and behind in _COMMAS


_COMMAS = frozenset(",،，")


class Attributor:
    """Attributes the quotations of one document, in order.

    Args:
        reader: Its sentences.
        outer: Where verbs of saying stand that report more than a quotation: a line of dialogue that holds it.
    """

    def __init__(self, reader: SentenceReader, outer: Collection[int] = ()) -> None:
        self._reader = reader
        self._outer = outer
        self._subjects = Subjects(reader)
        self._attributive = reader.lexicon.attributive
        known = [rule for rule in RULES if not rule.needs or getattr(reader.lexicon, rule.needs)]
        self._rules_alone = [rule for rule in known if rule.holds != "inside"]
        self._rules_inside = [rule for rule in known if rule.holds != "alone"]
        # Who says the quotation before: the run that a quotation alone in its paragraph goes on.
        self._previous: Attribution | None = None
        self._earlier: Earlier | None = None
        # What the rules that go by the sentence gave for the sentence asked about last.
        self._sentence: tuple[int, int] | None = None
        self._given: dict[str, Attribution | None] = {}

    def remember(self, quotation: MarkedString, attribution: Attribution, kind: str) -> None:
        """Take note of a quotation whose speaker the next one may go on with."""
        if kind not in ("direct", "mixed"):
            return
        paragraph = self._reader.paragraph_at(quotation.end - 1)
        other = None
        if (
            self._earlier is not None
            and paragraph - self._earlier.paragraph <= 1
            and self._previous is not None
        ):
            is_same = self._name(self._previous) == self._name(attribution)
            other = self._earlier.other if is_same else self._previous.speaker
        asks = self._reader.text[quotation.end - 1] in QUESTION_MARKS
        self._earlier = Earlier(paragraph, asks, other)
        self._previous = attribution
        if attribution.speaker is not None and attribution.cue is not None:
            cue = self._reader.text[slice(*attribution.cue)].lower()
            gender = gender_of_cue(cue, self._reader.lexicon)
            self._subjects.reported = (attribution.cue[0], gender, attribution.speaker)

    def _name(self, attribution: Attribution) -> str:
        return self._reader.text[slice(*attribution.speaker)] if attribution.speaker is not None else ""

    def attribute(self, quotation: MarkedString) -> tuple[Attribution, Attribution, Context | None]:
        """Return who says a quotation, how it is reported, and its sentence; call it for every one of them, in order.

        What a marked string is goes by the report that a rule found, also where nobody or another mention is the
        likelier speaker.
        """
        candidates, context = self.list_candidates(quotation)
        reports = [found for found in candidates if found.rule is not None and not found.rule.is_last_resort]
        text, lexicon = self._reader.text, self._reader.lexicon
        chosen = choose(candidates, text, lexicon) or Attribution()
        if chosen.speaker is not None and self._heads_a_point(*chosen.speaker):
            chosen = chosen._replace(speaker=None)
        return (
            chosen,
            next(iter(reports), Attribution()),
            context,
        )

    def list_candidates(self, quotation: MarkedString) -> tuple[list[Attribution], Context | None]:
        """Return everybody who may say a quotation, with the evidence, and its sentence."""
        context = self._context(quotation, quotation.outer_start)
        if context is None:
            return [], None
        last = self._reader.paragraphs[self._reader.paragraph_at(quotation.end - 1)].start
        if last > quotation.outer_start:
            # It ends in a later paragraph: what follows it stands there.
            ending = self._context(quotation, last) or context
            found = [
                *self._propose(context, (INTRODUCED,)),
                *self._propose(ending, (CUE_FIRST, SUBJECT_FIRST, SIGNED)),
            ]
            if found:
                return list_candidates(found), context
        rules = self._rules_alone if context.is_alone else self._rules_inside
        nobody = self._find_impersonal(context)
        if nobody is not None:
            return list_candidates([nobody], context), context
        found = []
        for proposal in self._propose(context, rules):
            if self._passes_on(proposal):
                # «نقلت القناة عن سائق قوله»: who passes words on does not say them.
                return list_candidates([proposal], context), context
            found.append(proposal)
            if self._is_settled(proposal):
                return list_candidates(found, context), context
        found = [*_without_source(found), *self._iter_phrases(context)]
        return list_candidates(found, context), context

    def _passes_on(self, proposal: Attribution) -> bool:
        """Return whether words are said to be somebody's own, after who passes them on."""
        words, cue = self._reader.lexicon.quoted_words, proposal.cue
        return bool(words) and cue is not None and self._reader.text[slice(*cue)] in words

    def _is_settled(self, proposal: Attribution) -> bool:
        """Return whether a person is named right beside the verb of saying that reports the quotation.

        Nothing else that a sentence holds makes another speaker likelier.
        """
        speaker, cue = proposal.speaker, proposal.cue
        if proposal.rule in (INSCRIBED, PASSIVE):
            return True
        if speaker is None or cue is None or proposal.implicit or proposal.rule not in _REPORTS:
            return False
        text = self._reader.text
        if proposal.rule is INTRODUCED and _is_inserted(text, speaker, cue):
            return True
        between = text[speaker[1] : cue[0]] or text[cue[1] : speaker[0]]
        if between.strip(" ,،，"):
            return False
        reading = read_mention(text[slice(*speaker)], self._reader.lexicon)
        return reading.make == "name" and reading.name is not None and is_full_name(reading.name)

    def _iter_phrases(self, context: Context) -> Iterator[Attribution]:
        for found in (*iter_noun_phrases(context), *iter_subjects_before(context)):
            if self._may_speak(found):
                yield Attribution(found.speaker, rule=NOUN_PHRASE)

    def _context(self, quotation: MarkedString, offset: int) -> Context | None:
        place = self._reader.locate(offset)
        if place is None:
            return None
        sentences = self._reader.sentences(place.paragraph)
        tokens, tags = sentences[place.sentence], sentences.tags(place.sentence)
        return Context(
            tokens, place.token, quotation, place, self._subjects, tags, self._previous, self._earlier
        )

    def _propose(self, context: Context, rules: Sequence[Rule]) -> Iterator[Attribution]:
        """Yield what each rule gives that holds."""
        for rule in rules:
            found = self._ask(rule, context)
            if found is not None and self._may_speak(found):
                yield found if found.rule is not None else found._replace(rule=rule)

    def _heads_a_point(self, start: int, end: int) -> bool:
        """Return whether a word that names no speaker begins a line and numbers it: «PRIMERO.- Se aprueba el acta»."""
        text = self._reader.text
        begins = not start or text[start - 1] == "\n"
        return (
            begins
            and text[end : end + 1] in _BEHIND_A_NUMBER
            and text[start:end].lower() in (self._reader.lexicon.not_speakers)
        )

    def _find_impersonal(self, context: Context) -> Attribution | None:
        """Return a report that names nobody: «On nous a répondu : “…”», ««…», fait-on savoir au parquet»."""
        if not self._reader.lexicon.impersonal_pronouns:
            return None
        written = self._ask(INTRODUCED, context)
        if written is not None and self._is_there(written):
            return Attribution(None, written.cue, INTRODUCED)
        is_announced = context.at > 0 and context.tokens[context.at - 1].tag in (":", "sub")
        for rule in (INTRODUCED, CUE_FIRST, SUBJECT_FIRST) if is_announced else (CUE_FIRST, SUBJECT_FIRST):
            found = self._ask(rule, context)
            if found is not None:
                return Attribution(None, found.cue, rule) if self._is_impersonal(found) else None
        return None

    def _is_there(self, found: Attribution) -> bool:
        """Return whether a report says what stands somewhere: «il y a écrit “…”»."""
        speaker, cue = found.speaker, found.cue
        if speaker is None or cue is None:
            return False
        return self._reader.text[speaker[0] : cue[0]].lower().split() in self._reader.lexicon.existentials

    def _is_impersonal(self, found: Attribution) -> bool:
        text, speaker = self._reader.text, found.speaker
        return (
            speaker is not None and text[slice(*speaker)].lower() in self._reader.lexicon.impersonal_pronouns
        )

    def _may_speak(self, attribution: Attribution) -> bool:
        """Return whether a mention has a letter in it, and stands for somebody: a number speaks no more than a date does."""
        if attribution.cue is not None and attribution.cue[0] in self._outer:
            return False
        if attribution.speaker is None:
            return True
        text = self._reader.text
        if self._is_impersonal(attribution):
            return False
        start, end = attribution.speaker
        if self._attributive and text.startswith(self._attributive, start):
            # «在日记|的末尾»: the beginning of the phrase stands elsewhere.
            return False
        if not text[start].isascii() and _PARTICLES_ATTACHED.search(text, start, end) is not None:
            return False
        has_letter = text[start].isalpha() or _LETTER.search(text, start, end) is not None
        is_number = not has_letter or _NUMERAL.fullmatch(text, start, end) is not None
        return not is_number and not self._is_dateline(start, end)

    def _is_dateline(self, start: int, end: int) -> bool:
        """Return whether capitals begin a paragraph and a dash or a bracket divides them from it: «ROME – “…”»."""
        text = self._reader.text
        return (
            text[end - 1].isupper()
            and text[start:end].isupper()
            and _AFTER_A_DATELINE.match(text, end) is not None
            and self._reader.paragraphs[self._reader.paragraph_at(start)].start == start
        )

    def _ask(self, rule: Rule, context: Context) -> Attribution | None:
        """Return what a rule gives; one that goes by the sentence is asked once for all quotations of it."""
        if rule.find is None:
            return None
        if not rule.by_sentence:
            return rule.find(context)
        sentence = context.place.paragraph, context.place.sentence
        if sentence != self._sentence:
            self._sentence, self._given = sentence, {}
        if rule.name not in self._given:
            self._given[rule.name] = rule.find(context)
        return self._given[rule.name]
