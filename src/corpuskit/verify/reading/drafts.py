"""The quotations and claims of drafts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

import regex

from corpuskit.corpus import Corpus
from corpuskit.corpus.document import Document
from corpuskit.dates import DateOptions, Dates
from corpuskit.patterns import compile_later
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.counts import find_name
from corpuskit.quotes.lexicon import find_lexicon
from corpuskit.quotes.mentions.names import RUN
from corpuskit.quotes.mentions.reading import is_given_name
from corpuskit.records import DateMention, Issue, Quotation
from corpuskit.text.language import find_language, find_script
from corpuskit.text.segments import iter_sentences
from corpuskit.text.tokens import list_words
from corpuskit.verify.comparing.words import LINE_BREAK, locate
from corpuskit.verify.options import VerifyOptions
from corpuskit.verify.reading.citations import Scope, make_scope
from corpuskit.verify.reading.speakers import LEAST_CONFIDENCE

# These are quotations however short; the others only where they are long enough to be checked.
_SPEECH = ("direct", "mixed", "unquoted")
# A single row on standard input is told to be JSON, not JSON Lines.
_ROWS = ("jsonl", "json")
# The last line of a block of quoted lines may be whose words they are: «> — Maria Lopez, minister», «> *— Maria Lopez*».
# Or it stands behind them: «> We wait. — Maria Lopez», «> We wait. (Maria Lopez)».
_SIGNATURE = compile_later(
    rf"(?:{LINE_BREAK}[ \t]*>[> \t]*|(?P<behind>(?<=[.!?…。！？؟”\"»][*_”’»\"')\]]*)(?:[> \t]+|(?=[—―]))))"
    r"[*_]*(?:(?:[—–―]+|--?)[ \t]*|(?P<bracket>[(\[（]))[*_]*(?P<signature>[^\r\n]{2,100}?)(?(bracket)[)\]）])[*_]*$"
)
_IN_BLOCK = compile_later(r"(?:^|[\r\n])[ \t]*>[> \t]*$")
_LONGEST_MARGIN = 40
_BLOCK_EDGES = ">\r\n \t"
_AFTER_NAME = compile_later(r"[*_\s]*(?:et al\.?)?[*_\s]*(?:[,(，（،].*|\p{Nd}{4}\W*)?")
# «— Smith et al.», «— Smith, *The Bridge*, p. 4», «— Smith (2019)».
_CITED = compile_later(r"\bet al\b|\b\p{L}{1,3}\.\s?\p{Nd}+\W*$|\b\p{Nd}{4}\W*$")
_CASELESS_NAME = compile_later(r"[\p{Lo}\p{M}]+(?: [\p{Lo}\p{M}]+){0,3}")
_LONGEST_UNSPACED_NAME = 4
_BREAK = compile_later(r"[\r\n]\s*")
_REPEATED_WORDS = 4
_MOST_REPEATS = 100
# A character of a script without spaces says as much as half a word.
_UNSPACED = compile_later(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


class Quoted(NamedTuple):
    """What a draft says that somebody else has said or written.

    Attributes:
        doc: The id of the draft.
        line: The line on which it starts, from 1.
        start: Index of its first code point.
        end: Index after its last code point.
        text: What it says.
        words: Its words as they are compared.
        kind: A quotation in marks, or a sentence with a date and a name.
        speaker: Who is said to have said it.
        scope: Number of the part of the drafts where its source may be named.
        lang: Language of the draft.
        own_lang: Language of the quotation; None when unsure.
        span: `start` and `end` in the unit in which records have them.
        may_be_title: Whether it is marked as a title is.
    """

    doc: str
    line: int
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    kind: Literal["quotation", "claim"]
    speaker: str | None
    scope: int
    lang: str | None
    own_lang: str | None
    span: tuple[int, int]
    may_be_title: bool = False

    @property
    def likely_lang(self) -> str | None:
        """Language of the quotation, or that of the draft where it says too little; None when unsure."""
        return self.own_lang or self.lang

    def count_words(self) -> int:
        """Return how much it says, in words: two characters of a script without spaces are one."""
        unspaced = sum(_UNSPACED.match(word) is not None for word in self.words)
        return len(self.words) - unspaced + unspaced // 2

    def say_why_not(self, min_words: int) -> str | None:
        """Return why it is not looked for; None where it is.

        Args:
            min_words: The fewest words that it has to have.
        """
        if self.count_words() < min_words:
            return f"it has {self.count_words()} words, and {min_words} are wanted (--min-words)"
        # What says the same over and over stands in a text of its kind in more places than can be compared.
        runs = list(zip(*(self.words[place:] for place in range(_REPEATED_WORDS)), strict=False))
        said, most = Counter(runs).most_common(1)[0] if runs else ((), 0)
        if most <= _MOST_REPEATS:
            return None
        return f"it says the same {_REPEATED_WORDS} words {_count_apart(runs, said)} times over"


def _count_apart(runs: Sequence[tuple[str, ...]], said: tuple[str, ...]) -> int:
    """Return how often a run of words stands there, of those that overlap the first: «ha ha ha ha ha» has one of four."""
    count = end = 0
    for place, run in enumerate(runs):
        if run == said and place >= end:
            count, end = count + 1, place + len(said)
    return count


class Drafts(NamedTuple):
    """What drafts quote.

    Attributes:
        quoted: The quotations and claims, in order.
        scopes: The parts of the drafts where their sources may be named.
        issues: What was met while they were read.
    """

    quoted: list[Quoted]
    scopes: list[Scope]
    issues: list[Issue]


def read_drafts(documents: Iterable[Document], options: VerifyOptions) -> Drafts:
    """Return what drafts quote.

    Args:
        documents: The drafts.
        options: What a draft is, and whether claims are looked for.
    """
    drafts = Drafts([], [], [])
    for document in documents:
        is_row = options.form == "quotations" or (options.form == "auto" and document.format in _ROWS)
        if is_row:
            _add_row(drafts, document)
        else:
            _add_text(drafts, document, options)
    if isinstance(documents, Corpus):
        drafts.issues.extend(documents.issues)
    return drafts


def _add_row(drafts: Drafts, document: Document) -> None:
    text = document.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    speaker = document.metadata.get("speaker_name") or document.metadata.get("speaker")
    source = document.metadata.get("source")
    scope = Scope(document.id, ((0, len(source)),) if source else (), source or "", is_all=True)
    drafts.scopes.append(scope)
    drafts.quoted.append(
        _make_quoted(document, min(start, end), end, "quotation", speaker, len(drafts.scopes) - 1)
    )


def _add_text(drafts: Drafts, document: Document, options: VerifyOptions) -> None:
    quotations = _list_quotations(document, options)
    titles = {quotation.start for quotation in quotations if quotation.kind == "title"}
    found: list[tuple[int, int, Literal["quotation", "claim"], str | None]] = []
    for quotation in quotations:
        end, signed = _read_signature(document.text, quotation)
        found.append((quotation.start, end, "quotation", _find_speaker(document, quotation) or signed))
    if options.claims:
        taken = [(start, end) for start, end, *_ in found]
        found += [(start, end, "claim", None) for start, end in _iter_claims(document, taken)]
    found.sort(key=lambda each: each[:2])
    ends = [paragraph.end for paragraph in document.paragraphs]
    last: tuple[int, int] | None = None
    for start, end, kind, speaker in found:
        # A quotation may go on in the next lines, and be followed by its source there.
        span = bisect_right(ends, start), bisect_left(ends, end, hi=len(ends) - 1)
        if span != last:
            first, stop = (document.paragraphs[number] for number in span)
            drafts.scopes.append(make_scope(document.id, document.text, first.start, stop.end))
            last = span
        quoted = _make_quoted(document, start, end, kind, speaker, len(drafts.scopes) - 1)
        drafts.quoted.append(quoted._replace(may_be_title=start in titles))


def _make_quoted(
    document: Document,
    start: int,
    end: int,
    kind: Literal["quotation", "claim"],
    speaker: str | None,
    scope: int,
) -> Quoted:
    text = document.text[start:end]
    words = tuple(locate(text, is_draft=True).folded)
    line = document.lines.line_at(start)
    own_lang = find_language(text, find_script(text))
    return Quoted(
        document.id,
        line,
        start,
        end,
        text,
        words,
        kind,
        speaker,
        scope,
        document.lang,
        own_lang,
        (start, end),
    )


def _list_quotations(document: Document, options: VerifyOptions) -> list[Quotation]:
    """Return the outermost quotations: all that is said, and what else stands in marks and is long enough."""
    taken: list[Quotation] = []
    for record in extract_quotes([document], QuoteOptions(all=True)):
        if not isinstance(record, Quotation):
            continue
        if taken and record.start < taken[-1].outer_end:
            continue
        is_long = len(locate(record.text, is_draft=True).folded) >= options.min_words
        if record.kind in _SPEECH or is_long:
            taken.append(record)
    return taken


def _read_signature(text: str, quotation: Quotation) -> tuple[int, str | None]:
    """Return where a quotation ends without what says below or behind it whose words it is, and whom that names."""
    margin = text[max(0, quotation.start - _LONGEST_MARGIN) : quotation.start]
    if quotation.open_mark is not None or not _IN_BLOCK.search(margin):
        return quotation.end, None
    body = quotation.text.rstrip(_BLOCK_EDGES)
    for match in _SIGNATURE.finditer(body, overlapped=True):
        name = _read_signed_name(match)
        if name is not None:
            end = quotation.start + len(body[: match.start()].rstrip(_BLOCK_EDGES))
            # «— The Guardian» said nothing.
            return end, name if _is_person(name) else None
    return quotation.end, None


def _read_signed_name(match: regex.Match[str]) -> str | None:
    """Return the name that a signature begins with; None where it is none."""
    signature = match["signature"]
    name = RUN.match(signature) or _CASELESS_NAME.match(signature)
    if name is None or not _AFTER_NAME.fullmatch(signature, name.end()):
        return None
    written: str = name.group()
    if _CITED.search(signature, name.end()):
        return written
    is_long, has_more = " " in written, name.end() < len(signature.rstrip("*_ "))
    if has_more and not is_long:
        # «— Yes, please» is said by somebody.
        return None
    # «He came? — Yes» is said by two; «(Applause)» and «(Foreign Minister)» name nobody.
    is_doubtful = (
        match["bracket"] or (match["behind"] is not None and not is_long) or not written[0].isupper()
    )
    return None if is_doubtful and not _is_person(written) else written


def _is_person(name: str) -> bool:
    words = list_words(name)
    is_unspaced = all(map(_UNSPACED.match, words)) and 1 < len(words) <= _LONGEST_UNSPACED_NAME
    return any(map(is_given_name, words)) or (
        is_unspaced and words[0] in find_lexicon(None, find_script(name)).surnames
    )


def _find_speaker(document: Document, quotation: Quotation) -> str | None:
    """Return whom a draft names as having said something: in the same paragraph, or the one before a block of its own."""
    speaker = quotation.speaker
    is_certain = (quotation.confidence or 0.0) >= LEAST_CONFIDENCE
    if speaker is None or quotation.speaker_type != "name" or not is_certain:
        # «The spokeswoman» and «they» may be anybody.
        return None
    between = document.text[min(speaker.end, quotation.end) : max(speaker.start, quotation.start)]
    is_far = _BREAK.search(between) is not None and quotation.open_mark is not None
    return None if is_far else find_name(quotation)


def _iter_claims(document: Document, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sentences outside of quotations that have a date and a name."""
    has_capitals = find_lexicon(document.lang, document.script).capitals
    dates = _Spans(
        (record.start, record.end)
        for record in Dates(DateOptions()).per_document(document)
        if isinstance(record, DateMention)
    )
    quotations = _Spans(taken)
    for paragraph in document.paragraphs:
        for start, end in iter_sentences(document.text, paragraph.start, paragraph.end):
            if not dates.begins_in(start, end) or quotations.meets(start, end):
                continue
            if not has_capitals or _has_name(document.text, start, end, dates):
                yield start, end


def _has_name(text: str, start: int, end: int, dates: _Spans) -> bool:
    """Return whether a sentence has words with capitals, beside its first word and its dates."""
    for match in RUN.finditer(text, start, end):
        is_date = dates.meets(match.start(), match.start() + 1)
        is_first = match.start() == start and " " not in match.group()
        if not is_date and not is_first:
            return True
    return False


class _Spans:
    """Spans of a text, which may lie in each other.

    Args:
        spans: Where each starts and ends.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        # The end of the one that goes farthest, of all that start no later.
        self._reach = list(accumulate((end for _, end in ordered), max))

    def begins_in(self, start: int, end: int) -> bool:
        """Return whether one of them starts from `start` on and before `end`."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def meets(self, start: int, end: int) -> bool:
        """Return whether one of them has a character from `start` on and before `end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
