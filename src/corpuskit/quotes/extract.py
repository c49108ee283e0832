"""Quotations of documents, with their kind and their speaker."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from corpuskit.analysis import Analysis
from corpuskit.corpus.document import Document
from corpuskit.dedupe import exact_key
from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.attribute import QUESTION_MARKS, Attributor
from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.attribution.indirect import iter_clauses
from corpuskit.quotes.attribution.insertions import cut_reports
from corpuskit.quotes.attribution.parse import DependencyParser, is_weak, load_parser
from corpuskit.quotes.attribution.ranking import confidence_of, features_of, iter_features_of_answer
from corpuskit.quotes.attribution.rules import (
    ACCORDING_TO,
    ACT,
    CHAT,
    CONTINUED,
    INSCRIBED,
    INTERRUPTED,
    INTRODUCED,
    LEFT_CUE,
    MAIN_SUBJECT,
    NOUN_PHRASE,
    QUOTED_LINES,
    RESUMED,
    TRANSCRIPT,
    TURN_TAKING,
)
from corpuskit.quotes.composed import place_in_source
from corpuskit.quotes.context import find_context
from corpuskit.quotes.drafts import (
    Draft,
    add_blocks,
    add_clauses,
    head_interview,
    take_echoes,
    take_turns,
)
from corpuskit.quotes.kinds import SPEECH, Kind, classify
from corpuskit.quotes.lexicon import Lexicon, find_lexicon
from corpuskit.quotes.marks import MarkedString, find_marked_strings
from corpuskit.quotes.mentions import Directory, Identity
from corpuskit.quotes.mentions.initials import is_initials
from corpuskit.quotes.mentions.reading import is_given_name
from corpuskit.quotes.options import QuoteOptions
from corpuskit.quotes.syntax.sentences import BOOK_MARKS, SentenceReader
from corpuskit.quotes.turns import as_message, find_blocks
from corpuskit.quotes.turns.block import trim
from corpuskit.records import Findings, FindingsTable, Quotation, Span, Summary
from corpuskit.text.segments import Paragraph
from corpuskit.text.spaces import replace_fixed_spaces
from corpuskit.text.view import fold, make_view

_CHANNEL = compile_later(r"(?<=\p{L}{3})\s+[–—|]\s+(?=\p{L})")
# A wrong name is worse than none: of a speaker who is less sure, only the mention is given.
_LEAST_OF_A_NAME = 0.75
# A verb of saying right before the words ties them more than others do; where none does, nobody is named unless that is likelier still.
_LEAST_OF_A_NAME_BY_RULE = {
    INTRODUCED: 0.66,
    LEFT_CUE: 0.7,
    MAIN_SUBJECT: 0.8,
    NOUN_PHRASE: 0.86,
    TURN_TAKING: 0.88,
}
# Where no evidence is weighed, an answer is worth no more than its rule is.
_MOST_BY_RULE = {ACT: 0.85, TURN_TAKING: 0.7}


class QuoteSummary(Summary, frozen=True, kw_only=True):
    """How many quotations there are: all of them, those whose speaker is known, and of each kind."""

    quotations: int = 0
    attributed: int = 0
    direct: int = 0
    mixed: int = 0
    unquoted: int = 0
    indirect: int = 0
    title: int = 0
    term: int = 0
    scare: int = 0


class Quotes(Analysis):
    """The quotations of documents.

    Args:
        options: Which quotations are given.

    Raises:
        MissingExtraError: There is no spaCy or no English model to parse with.
    """

    record_type: type[msgspec.Struct] = Quotation
    nothing: Summary = QuoteSummary()
    is_by_document = True
    options: QuoteOptions

    def __init__(self, options: QuoteOptions | None = None) -> None:
        options = QuoteOptions() if options is None else options
        self.options = options
        self._find_parser()

    def _find_parser(self) -> DependencyParser | None:
        # It is kept where it is loaded: it cannot be sent to another process.
        return load_parser(self.options.parse_model) if self.options.parse else None

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the quotations of one document, in order."""
        counted = dict.fromkeys(QuoteSummary.__struct_fields__, 0)
        return Findings(self._iter_records(document, counted), lambda: QuoteSummary(**counted))

    def _iter_records(self, document: Document, counted: dict[str, int]) -> Iterator[Quotation]:
        for record, is_nested in _quotations_in(document, self.options, self._find_parser()):
            if _is_wanted(record, is_nested, self.options):
                counted["quotations"] += 1
                counted["attributed"] += record.speaker is not None
                counted[record.kind] += 1
                yield record


def extract_quotes(
    documents: Iterable[Document], options: QuoteOptions | None = None
) -> FindingsTable[Quotation]:
    """Return the quotations of documents, in order, one document at a time.

    Args:
        documents: Documents; none is kept.
        options: Which quotations are given.

    Raises:
        MissingExtraError: There is no spaCy or no English model to parse with.
    """
    return Quotes(options).find_in(documents)


def _is_wanted(record: Quotation, is_nested: bool, options: QuoteOptions) -> bool:
    if options.kinds:
        if record.kind not in options.kinds:
            return False
    elif not options.all:
        if record.kind not in SPEECH and not (options.indirect and record.kind == "indirect"):
            return False
        if is_nested:
            return False
    if options.min_confidence is not None and (record.confidence or 0.0) < options.min_confidence:
        return False
    if options.speaker is None:
        return True
    wanted = fold(options.speaker)
    names = [record.speaker.text if record.speaker else "", record.speaker_name or ""]
    return any(wanted in fold(name) for name in names)


def _quotations_in(
    document: Document, options: QuoteOptions, parser: DependencyParser | None
) -> Iterator[tuple[Quotation, bool]]:
    """Yield the quotations of a document, which is read in NFC, as the tables are written."""
    if unicodedata.is_normalized("NFC", document.text):
        yield from _quotations_of(document, options, parser)
        return
    view = make_view(document.text, exact=True)
    for record, is_nested in _quotations_of(replace(document, given=view.text), options, parser):
        yield place_in_source(record, document.text, view), is_nested


def _with_plain_spaces(text: str) -> str:
    """Return a text of the same length whose spaces and line ends are those that all rules know."""
    return replace_fixed_spaces(text.replace("\r\n", " \n"))


def _quotations_of(
    document: Document, options: QuoteOptions, parser: DependencyParser | None
) -> Iterator[tuple[Quotation, bool]]:
    """Yield the quotations of a document in order, each with whether it stands inside another one in marks."""
    text = _with_plain_spaces(document.text)
    marked = find_marked_strings(text, document.paragraphs)
    lexicon = find_lexicon(document.lang, document.script, "" if document.lang else text)
    children: dict[int | None, list[MarkedString]] = {}
    for quotation in marked:
        children.setdefault(quotation.inside, []).append(quotation)
    if not lexicon.parser_models or document.lang != lexicon.code:
        parser = None
    sender = _sender_of(document)
    blocks = [as_message(text)] if sender else find_blocks(text, document.paragraphs, lexicon)
    outer = frozenset(cue[0] for block in blocks if (cue := block.attribution.cue) is not None)
    found = _read_level(text, document.paragraphs, children, None, lexicon, parser, outer)
    found = add_blocks(take_echoes(text, head_interview(text, found, blocks, lexicon)), blocks)
    found = take_turns(text, document.paragraphs, found, lexicon)
    if options.indirect or "indirect" in options.kinds:
        reader = SentenceReader(text, document.paragraphs, children.get(None, []), lexicon)
        found = add_clauses(found, iter_clauses(reader), blocks)
    if not found:
        return
    spoken = [
        (item.quotation.outer_start, item.quotation.outer_end)
        for item in found
        if item.quotation.inside is None
    ]
    directory = Directory(text, lexicon, spoken)
    for item in found:
        if item.attribution.speaker is not None and _shows_a_name(item.attribution, lexicon):
            directory.enter(text[slice(*item.attribution.speaker)], item.attribution.speaker[0])
    labelled = _list_labelled(text, found, directory)
    first: dict[str, int] = {}
    named: dict[int, Quotation] = {}
    before: Quotation | None = None
    others: set[str] = set()
    for item in found:
        key = exact_key(text[item.quotation.start : item.quotation.end])
        original = first.setdefault(key, item.quotation.start)
        duplicate_of = None if original == item.quotation.start else original
        context = find_context(document, item.quotation, options.context)
        if item.attribution.rule is TRANSCRIPT:
            others = labelled
        elif item.attribution.rule is not RESUMED:
            others = _others(item, named, before)
        around = None if item.quotation.inside is None else named.get(item.quotation.inside)
        speaker = None if around is None else around.speaker_name
        record = _make_record(document, item, directory, duplicate_of, context, others, speaker)
        named[item.quotation.outer_start] = record
        before = record
        yield record, item.quotation.inside is not None and not item.in_block


def _shows_a_name(attribution: Attribution, lexicon: Lexicon) -> bool:
    """Return whether a mention is a speaker's by more than where it stands, so that a name in it has no object behind it."""
    if attribution.rule is NOUN_PHRASE:
        return False
    has_borders = lexicon.capitals or lexicon.unspaced
    return has_borders or not (attribution.implicit or attribution.rule in (ACT, CONTINUED, TURN_TAKING))


def _list_labelled(text: str, found: Sequence[Draft], directory: Directory) -> set[str]:
    """Return whom the labels of turns name: none of them speaks behind the label of an office."""
    labels: dict[str, int] = {}
    for item in found:
        if item.attribution.rule is TRANSCRIPT and item.attribution.speaker is not None:
            labels.setdefault(text[slice(*item.attribution.speaker)], item.attribution.speaker[0])
    identities = (directory.identify(label, start) for label, start in labels.items())
    return {identity.name for identity in identities if identity.type == "name" and identity.name is not None}


def _others(item: Draft, named: Mapping[int, Quotation], before: Quotation | None) -> set[str]:
    """Return whom a pronoun does not stand for: who speaks around it, and who asked the question right before."""
    around = None if item.quotation.inside is None else named.get(item.quotation.inside)
    asked_by = before.speaker_name if before is not None and before.text[-1] in QUESTION_MARKS else None
    mention = None if around is None or around.speaker is None else around.speaker.text
    names = (None if around is None else around.speaker_name or mention, asked_by)
    return {name for name in names if name is not None}


def _sender_of(document: Document) -> str | None:
    """Return who wrote a document that is a message of a chat; None for any other document."""
    return document.metadata.get("author") if "chat" in document.metadata else None


def _cut(text: str, quotation: MarkedString, lexicon: Lexicon) -> MarkedString:
    """Return a quotation with the reports between its marks cut out of its parts."""
    parts: list[tuple[int, int]] = []
    for start, end in quotation.parts:
        parts += cut_reports(text, start, end, lexicon, inside_marks=True)[0]
    return quotation._replace(parts=tuple(trim(text, *part) for part in parts))


def _read_level(
    text: str,
    paragraphs: Sequence[Paragraph],
    children: dict[int | None, list[MarkedString]],
    inside: int | None,
    lexicon: Lexicon,
    parser: DependencyParser | None,
    outer: Collection[int],
) -> list[Draft]:
    """Return the quotations directly inside another one (or none), and those inside them."""
    level = children.get(inside, [])
    if not level:
        return []
    reader = SentenceReader(text, paragraphs, level, lexicon)
    attributor = Attributor(reader, outer)
    found = []
    for quotation in level:
        is_title = text[quotation.outer_start] in BOOK_MARKS
        attribution, report, context = (
            (Attribution(), Attribution(), None) if is_title else attributor.attribute(quotation)
        )
        kind: Kind = "title" if is_title else "direct"
        if context is not None:
            kind = classify(text, quotation, context.tokens, context.at, report, lexicon)
            # A parse says who speaks, not whether words are spoken: the kind stays as it is without one.
            if parser is not None and kind in SPEECH and is_weak(attribution):
                attribution = parser.attribute(text, context, lexicon) or attribution
        attributor.remember(quotation, attribution, kind)
        cut = _cut(text, quotation, lexicon) if attribution.rule is INTERRUPTED else quotation
        found.append(Draft(cut, kind, attribution))
        if quotation.outer_start in children:
            parts = [
                Paragraph(n, 0, start, end) for n, (start, end) in enumerate(_lines(text, quotation), start=1)
            ]
            found += _read_level(text, parts, children, quotation.outer_start, lexicon, parser, outer)
    return found


def _lines(text: str, quotation: MarkedString) -> list[tuple[int, int]]:
    return [part for part in quotation.parts if text[part[0] : part[1]].strip()]


def _make_record(
    document: Document,
    item: Draft,
    directory: Directory,
    duplicate_of: int | None,
    context: tuple[int, int] | None,
    others: Collection[str],
    around: str | None,
) -> Quotation:
    quotation, kind, attribution = item.quotation, item.kind, item.attribution
    if kind not in SPEECH and kind != "indirect":
        attribution = Attribution()
    text = document.text

    def span(place: tuple[int, int] | None) -> Span | None:
        return None if place is None else Span(text=text[place[0] : place[1]], start=place[0], end=place[1])

    has_marks = kind not in ("unquoted", "indirect")
    speaker = span(attribution.speaker)
    identity = _identify(document, item, attribution, directory, others, around)
    confidence = None
    if identity is not None:
        identity, confidence = _be_sure(identity, attribution, kind, text, directory.lexicon)
    parts = [Span(text=text[start:end], start=start, end=end) for start, end in quotation.parts]
    return Quotation(
        doc=document.id,
        line=document.lines.line_at(quotation.start),
        start=quotation.start,
        end=quotation.end,
        text=text[quotation.start : quotation.end],
        outer_start=quotation.outer_start,
        outer_end=quotation.outer_end,
        open_mark=text[quotation.outer_start] if has_marks else None,
        close_mark=text[quotation.outer_end - 1] if has_marks and quotation.closed else None,
        closed=quotation.closed,
        kind=kind,
        level=quotation.level,
        inside=quotation.inside,
        parts=parts,
        speaker=speaker,
        speaker_name=None if identity is None else identity.name,
        speaker_type=None if identity is None else identity.type,
        speaker_rule=attribution.rule_name,
        confidence=confidence,
        cue=span(attribution.cue),
        duplicate_of=duplicate_of,
        context=span(context),
        lang=document.lang,
    )


def _identify(
    document: Document,
    item: Draft,
    attribution: Attribution,
    directory: Directory,
    others: Collection[str],
    around: str | None,
) -> Identity | None:
    """Return who speaks, as far as the mention and the sender of a message say it; None where nobody is named."""
    mention, identity = "", None
    if attribution.speaker is not None:
        start, end = attribution.speaker
        mention = _with_plain_spaces(document.text[start:end])
        identity = directory.identify(mention, start, others)
    if identity is not None and identity.type == "pronoun" and item.quotation.inside is not None:
        # Somebody else speaks of him or her: whoever the writer has named before is not meant.
        is_speaker = mention.lower().strip("'’") in directory.lexicon.speaker_pronouns
        identity = Identity(around if is_speaker else None, "pronoun")
    if identity is not None and _is_somebody_else(item):
        identity = identity._replace(name=None)
    if identity is not None and _may_be_a_noun(mention, attribution, directory.lexicon):
        identity = identity._replace(name=None)
    sender = _sender_of(document)
    if attribution.rule is CHAT and sender is not None and attribution.speaker is None:
        # The sender stands beside the text, so that there is a name and no mention.
        mention, identity = sender, Identity(sender, "name")
    if attribution.rule in (CHAT, QUOTED_LINES) and identity == Identity(None, "title"):
        # The sender of a message is named by whatever stands there, but a number of a telephone is no name.
        identity = Identity(mention if any(map(str.isalpha, mention)) else None, "name")
    if (
        attribution.rule is TRANSCRIPT
        and identity is not None
        and identity.name == mention
        and is_initials(mention)
    ):
        # Initials that no name of the document has.
        identity = identity._replace(name=None)
    if attribution.rule is CHAT and identity is not None and identity.name is not None:
        # «Harbour Line – Alerts»: what stands behind a dash or a bar is what the channel is for.
        identity = identity._replace(name=_CHANNEL.split(identity.name)[0])
    return identity


def _is_somebody_else(item: Draft) -> bool:
    """Return whether who speaks in a turn tells what somebody has said who is named nowhere in it: «Luego me dijo: “Ya”»."""
    speaker, inside = item.attribution.speaker, item.quotation.inside
    if not item.in_block or item.kind not in SPEECH or speaker is None or inside is None:
        return False
    return item.attribution.implicit and speaker[0] < inside


def _may_be_a_noun(mention: str, attribution: Attribution, lexicon: Lexicon) -> bool:
    """Return whether a mention is one word that may be a noun as well as a surname: «laut Anklage», «у Євангелії читаємо»."""
    if attribution.rule is INSCRIBED:
        return True
    if " " in mention or is_given_name(mention):
        return False
    if attribution.rule is NOUN_PHRASE:
        return "left, after a preposition" in attribution.evidence
    return lexicon.nouns_are_capitalised and attribution.rule is ACCORDING_TO


def _be_sure(
    identity: Identity, attribution: Attribution, kind: Kind, text: str, lexicon: Lexicon
) -> tuple[Identity, float]:
    """Return who speaks, by name only where that is sure enough, and how sure the answer is."""
    of_answer = iter_features_of_answer(identity.type, kind, identity.name, attribution.rule_name, lexicon)
    confidence = confidence_of((*features_of(attribution, text, lexicon), *of_answer))
    rule = attribution.rule
    if rule is not None and kind == "unquoted":
        confidence = min(confidence, _MOST_BY_RULE.get(rule, 1.0))
    least = _LEAST_OF_A_NAME if rule is None else _LEAST_OF_A_NAME_BY_RULE.get(rule, _LEAST_OF_A_NAME)
    if identity.name is None or confidence >= least:
        return identity, confidence
    return _be_sure(Identity(None, identity.type), attribution, kind, text, lexicon)
