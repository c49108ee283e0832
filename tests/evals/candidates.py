"""Candidates for the speakers of gold quotations, with the features by which they are ranked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.evals.constructions import SPEECH, Expected, Item, is_there, read_records, stems
from tests.evals.texts import is_mention_right, is_name_right

from corpuskit.corpus.document import Document, Known
from corpuskit.quotes.attribution.attribute import Attributor
from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.attribution.ranking import choose, features_of, iter_features_of_answer
from corpuskit.quotes.attribution.rules import ALL_RULES, PARSE
from corpuskit.quotes.kinds import classify
from corpuskit.quotes.lexicon import Lexicon, find_lexicon
from corpuskit.quotes.marks import find_marked_strings
from corpuskit.quotes.syntax.sentences import SentenceReader
from corpuskit.records import Quotation

_RULES = {rule.name: rule for rule in (*ALL_RULES, PARSE)}


class Example(NamedTuple):
    """A candidate for the speaker of a quotation of the gold.

    Attributes:
        features: What is known of it.
        is_right: Whether it is the speaker, and bears the name that is given.
        confidence: That of the answer; None for a candidate that is not the answer.
    """

    features: tuple[str, ...]
    is_right: bool
    confidence: float | None = None


def iter_answers(item: Item) -> Iterator[Example]:
    """Yield what is answered to the quotations of a text whose speaker is known, where somebody is named."""
    records = read_records(item)
    lexicon = find_lexicon(item.lang, None)
    candidates = _candidates_of(item, lexicon)
    for expected in item.quotations:
        record = records.get((expected.start, expected.end))
        if record is None or record.kind not in SPEECH or record.speaker is None or not _is_scored(expected):
            continue
        chosen = choose(candidates.get((expected.start, expected.end), []), item.text, lexicon)
        given = (record.speaker.start, record.speaker.end)
        is_chosen = chosen is not None and chosen.speaker == given and chosen.rule_name == record.speaker_rule
        answer = chosen if is_chosen and chosen is not None else _as_recorded(record)
        of_answer = iter_features_of_answer(
            str(record.speaker_type), record.kind, record.speaker_name, record.speaker_rule, lexicon
        )
        features = (*features_of(answer, item.text, lexicon), *of_answer)
        is_right = _is_right_answer(record, item.text, expected) and _has_right_name(record, expected)
        yield Example(features, is_right, record.confidence)


def iter_candidates(item: Item, lexicon: Lexicon) -> Iterator[list[Example]]:
    """Yield the candidates for the speaker of each quotation of a text, as they are with a lexicon, none of them an answer."""
    candidates = _candidates_of(item, lexicon)
    for expected in item.quotations:
        if _is_scored(expected):
            yield [
                Example(
                    features_of(candidate, item.text, lexicon),
                    _is_right(candidate.speaker, item.text, expected),
                )
                for candidate in candidates.get((expected.start, expected.end), [])
            ]


def _is_scored(expected: Expected) -> bool:
    return expected.mention is not None or expected.head is not None


def _candidates_of(item: Item, lexicon: Lexicon) -> dict[tuple[int, int], list[Attribution]]:
    document = Document("gold", item.text, known=Known(script=None, lang=item.lang))
    outermost = [
        quotation
        for quotation in find_marked_strings(item.text, document.paragraphs)
        if quotation.inside is None
    ]
    attributor = Attributor(SentenceReader(item.text, document.paragraphs, outermost, lexicon))
    found = {}
    for quotation in outermost:
        candidates, context = attributor.list_candidates(quotation)
        answer = choose(candidates, item.text, lexicon) or Attribution()
        kind = (
            "direct"
            if context is None
            else classify(item.text, quotation, context.tokens, context.at, answer, lexicon)
        )
        attributor.remember(quotation, answer, kind)
        found[quotation.start, quotation.end] = candidates
    return found


def _as_recorded(record: Quotation) -> Attribution:
    """Return the attribution of a record that no ranking gave: a turn, a post, a message."""
    name = record.speaker_rule or ""
    cue = None if record.cue is None else (record.cue.start, record.cue.end)
    speaker = None if record.speaker is None else (record.speaker.start, record.speaker.end)
    return Attribution(speaker, cue, _RULES.get(name.removesuffix("-implicit")), name.endswith("-implicit"))


def _is_right(speaker: tuple[int, int] | None, text: str, expected: Expected) -> bool:
    if expected.mention is not None:
        return is_there(speaker, expected.mention)
    if speaker is None:
        return not expected.head
    return bool(expected.head) and stems(str(expected.head)) <= stems(text[slice(*speaker)])


def _is_right_answer(record: Quotation, text: str, expected: Expected) -> bool:
    """Return whether the mention of an answer is right, also by the name that is given to it."""
    gold = {
        "speaker": None if expected.mention is None else text[slice(*expected.mention)],
        "head": expected.head,
    }
    mention = "" if record.speaker is None else record.speaker.text
    return is_mention_right(gold, mention, record.speaker_name or "")


def _has_right_name(record: Quotation, expected: Expected) -> bool:
    name = record.speaker_name
    return expected.name is None or name is None or is_name_right(expected.name, name)
