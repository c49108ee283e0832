"""The verdict on each quotation, from the best places of the whole corpus."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import msgspec

from corpuskit.patterns import compile_later
from corpuskit.records import SourcePart, Verdict, Verification
from corpuskit.text.language import find_script
from corpuskit.verify.comparing.compare import list_variants, say_same
from corpuskit.verify.comparing.differences import list_differences, write_plainly
from corpuskit.verify.comparing.kinds import classify_change, find_denial_before, turns_sense
from corpuskit.verify.comparing.pieces import has_markup_only, leave_out_markup, list_inserted, split_pieces
from corpuskit.verify.evidence import Citation, Evidence, Found, SourcePlace
from corpuskit.verify.options import VerifyOptions
from corpuskit.verify.reading.drafts import Quoted

# Each of two places that are joined as one has so many words that the other has not.
_FEWEST_OF_ITS_OWN = 4
# A place that is less like the quotation is not worth showing.
_FLOOR = Fraction(2, 5)

# What may stand before the first word of a quotation.
_MARKS = "\"'“”„«‘‚‹「『*_[( \t\r\n"
# The signs that belong to the first and to the last word.
_BEFORE = compile_later(r"[-+\u2212±\p{Sc}#@]*$")
_AFTER = compile_later(r"(?:\s?[%‰°٪％]|[?؟？])?")

_NO_TRANSLATION = "a translation or a paraphrase is not looked for"


class Judge:
    """Says of each quotation whether it stands in the corpus.

    Args:
        found: What the corpus has.
        options: What was looked for.
    """

    def __init__(self, found: Found, options: VerifyOptions) -> None:
        self._found = found
        self._options = options
        self._mentions: dict[int, list[Citation]] = {}
        for mention in found.mentions:
            self._mentions.setdefault(mention.scope, []).append(mention)

    def judge(self, number: int, quoted: Quoted) -> Verification:
        """Return the record of a quotation.

        Args:
            number: Its number.
            quoted: The quotation.
        """
        cited = self._find_cited(quoted)
        if (reason := quoted.say_why_not(self._options.min_words)) is not None:
            return _make_record(quoted, "not checked", cited, reason=reason)
        evidence = self._found.evidence.get(number)
        if evidence is None:
            return self._judge_nothing(quoted, cited)
        documents = evidence.documents + self._found.counted.get(number, 0)
        evidence = msgspec.structs.replace(evidence, documents=documents)
        verdicts: tuple[tuple[tuple[SourcePlace, ...], Verdict], ...] = (
            (evidence.verbatim, "verbatim"),
            (evidence.cut, "cut"),
        )
        for places, verdict in verdicts:
            if places:
                is_whole = has_markup_only(split_pieces(quoted.text), quoted.text)
                said: Verdict = "verbatim" if is_whole else verdict
                return self._judge_same(quoted, cited, evidence, places, said)
        return self._judge_other(quoted, cited, evidence)

    def _judge_other(self, quoted: Quoted, cited: Citation | None, evidence: Evidence) -> Verification:
        """Return the record of a quotation whose words stand nowhere as they are."""
        near = evidence.near[0] if evidence.near else None
        if near is not None and is_same_place(quoted, near):
            counted = msgspec.structs.replace(evidence, documents=1)
            return self._judge_same(quoted, cited, counted, [near], "verbatim")
        parts = _find_splice(evidence)
        if parts is not None and (near is None or not _is_one_place(near, parts, evidence.length)):
            return _make_spliced(quoted, cited, parts)
        if near is not None:
            return _make_different(quoted, cited, evidence, near)
        return self._judge_nothing(quoted, cited, evidence)

    def _find_cited(self, quoted: Quoted) -> Citation | None:
        """Return the document that is cited nearest to a quotation: the first one after it, or the last one before."""
        mentions = self._mentions.get(quoted.scope, [])
        if not mentions:
            return None
        after = [mention for mention in mentions if mention.start >= quoted.start]
        return after[0] if after else mentions[-1]

    def _judge_same(
        self,
        quoted: Quoted,
        cited: Citation | None,
        evidence: Evidence,
        places: Sequence[SourcePlace],
        verdict: Verdict,
    ) -> Verification:
        """Return the record of what stands there word by word, or is cut as it says itself."""
        place = places[0]
        details: dict[str, Any] = {
            "similarity": 1.0,
            "documents": evidence.documents,
            "parts": list(place.parts),
        }
        if place.parts and verdict == "verbatim":
            text = leave_out_markup(quoted.text)
            details["variants"] = sorted(
                {*list_variants(text, place.text), "markup"} - {"invisible characters"}
            )
            details["parts"] = []
        elif place.parts:
            details |= _describe_cut(quoted, place)
        else:
            details["variants"] = list_variants(quoted.text, place.text)
            if "first capital" in details["variants"] and quoted.text.lstrip(_MARKS)[:1].isupper():
                details["reason"] = _describe_denial(place)
        if cited is not None and not any(each.is_cited for each in places):
            reason = f"it does not stand in {cited.document}, which is cited"
            return _make_record(quoted, "elsewhere", cited, place, **(details | {"reason": reason}))
        if quoted.speaker is not None and place.speech in ("other", "none"):
            other = next((each for each in places if each.speech == "other"), None)
            if other is not None:
                reason = f"there {other.speaker} says it"
                return _make_record(quoted, "other speaker", cited, other, **(details | {"reason": reason}))
            reason = "nobody is named there as saying it"
            return _make_record(quoted, "unattributed there", cited, place, **(details | {"reason": reason}))
        return _make_record(quoted, verdict, cited, place, **details)

    def _judge_nothing(
        self, quoted: Quoted, cited: Citation | None, evidence: Evidence | None = None
    ) -> Verification:
        """Return the record of what was not found, with the place that has most of it in a row."""
        if quoted.may_be_title:
            return _make_record(quoted, "not checked", cited, reason="it may be the title of something")
        run = evidence.run if evidence is not None else None
        if evidence is not None and run is not None:
            similarity = Fraction(2 * run.common, evidence.length + run.words)
            if similarity >= _FLOOR:
                return _make_record(
                    quoted, "not found", cited, run,
                    similarity=float(similarity),
                    difference=list_differences(run.text, quoted.text),
                    reason=f"the nearest place has {run.run} of its {evidence.length} words in a row",
                )  # fmt: skip
        script = find_script(quoted.text)
        if script is not None and script not in self._found.scripts:
            known = ", ".join(sorted(self._found.scripts)) or "none"
            reason = (
                f"it is written in {script}, and no document of the corpus is ({known}); {_NO_TRANSLATION}"
            )
            return _make_record(quoted, "not checked", cited, reason=reason)
        reason = _NO_TRANSLATION
        if quoted.likely_lang is not None and quoted.likely_lang not in self._found.langs:
            what = "draft" if quoted.own_lang is None else "quotation"
            known = ", ".join(sorted(self._found.langs)) or "a language that is not known"
            reason = f"the {what} is in {quoted.likely_lang}, the corpus in {known}; {reason}"
        return _make_record(quoted, "not found", cited, reason=reason)


def is_same_place(quoted: Quoted, near: SourcePlace) -> bool:
    """Return whether only the words differ at a place, as line ends divide them: «non-» and «negotiable» may be two or one."""
    return say_same(quoted.text, near.text, near.marks)


def _describe_denial(place: SourcePlace) -> str | None:
    """Return what is said of a quotation that begins as a sentence right behind a word that denies it."""
    denial = find_denial_before(place.marks[0], place.text)
    return None if denial is None else f"«{denial}» stands before it there"


def _describe_cut(quoted: Quoted, place: SourcePlace) -> dict[str, Any]:
    """Return what is said of a quotation with marked omissions: what they stand for, and whether that may turn it."""
    left_out = [
        place.text[first.end - place.start : second.start - place.start]
        for first, second in zip(place.parts, place.parts[1:], strict=False)
    ]
    told = [f"left out: {' '.join(words.split())}" for words in left_out if words.strip(" ,.;:!?…\r\n")]
    told += [f"put in: {' '.join(words.split())}" for words in list_inserted(quoted.text)]
    denies = any(map(turns_sense, [*left_out, *list_inserted(quoted.text)]))
    pieces = split_pieces(quoted.text)
    variants = {
        name
        for piece, part in zip(pieces, place.parts, strict=True)
        for name in list_variants(quoted.text[piece.start : piece.end], part.text)
    }
    return {
        "reason": "; ".join(told) or None,
        "change": "sense" if denies else None,
        "variants": sorted(variants),
        "difference": list_differences(place.text, quoted.text),
    }


def _find_splice(evidence: Evidence) -> tuple[SourcePlace, SourcePlace] | None:
    """Return the two places that together have all words of a quotation, each several of its own."""
    head, tail = evidence.head, evidence.tail
    if head is None or tail is None or head.run + tail.run < evidence.length:
        return None
    own = evidence.length - max(head.run, tail.run)
    return (head, tail) if own >= _FEWEST_OF_ITS_OWN else None


def _is_one_place(near: SourcePlace, parts: tuple[SourcePlace, SourcePlace], length: int) -> bool:
    """Return whether one place has all words of a quotation in order, or both parts of it."""
    head, tail = parts
    is_around = (
        head.doc == tail.doc == near.doc
        and near.start <= min(head.start, tail.start)
        and max(head.end, tail.end) <= near.end
    )
    return near.common == length or is_around


def _make_spliced(
    quoted: Quoted, cited: Citation | None, parts: tuple[SourcePlace, SourcePlace]
) -> Verification:
    head, tail = parts
    longer = head if head.run >= tail.run else tail
    where = f"two places of {head.doc}" if head.doc == tail.doc else f"{head.doc} and {tail.doc}"
    return _make_record(
        quoted, "spliced", cited, longer,
        parts=[
            SourcePart(doc=place.doc, line=place.line, start=place.start, end=place.end, text=place.text)
            for place in parts
        ],
        reason=f"its first {head.run} and its last {tail.run} words stand in {where}",
    )  # fmt: skip


def _make_different(
    quoted: Quoted, cited: Citation | None, evidence: Evidence, place: SourcePlace
) -> Verification:
    similarity = Fraction(2 * place.common, evidence.length + place.words)
    reason = None
    if cited is not None and not place.is_cited:
        reason = f"the nearest place is not in {cited.document}, which is cited"
    return _make_record(
        quoted, "differs", cited, place,
        change=classify_change(
            write_plainly(_with_ends(place), quoted.text),
            write_plainly(quoted.text, place.text, is_draft=True),
            quoted.likely_lang,
        ),
        similarity=float(similarity),
        difference=list_differences(place.text, quoted.text),
        reason=reason,
    )  # fmt: skip


def _with_ends(place: SourcePlace) -> str:
    """Return what stands at a place with the signs that belong to its first and last word."""
    before, after = _BEFORE.search(place.marks[0]), _AFTER.match(place.marks[1])
    return f"{before.group() if before else ''}{place.text}{after.group() if after else ''}"


def _make_record(
    quoted: Quoted, verdict: Verdict, cited: Citation | None, place: SourcePlace | None = None, **details: Any
) -> Verification:
    known: dict[str, Any] = {
        "change": None, "similarity": None, "difference": [], "variants": [], "reason": None, "parts": [],
        "documents": 0,
    }  # fmt: skip
    for name in ("doc", "line", "start", "end", "text", "speaker", "date"):
        known[f"source_{name}"] = getattr(place, name, None)
    known["cited"] = None if cited is None else cited.name
    known["cited_doc"] = None if cited is None else cited.document
    return Verification(
        doc=quoted.doc,
        line=quoted.line,
        start=quoted.span[0],
        end=quoted.span[1],
        verdict=verdict,
        kind=quoted.kind,
        text=quoted.text,
        speaker=quoted.speaker,
        lang=quoted.lang,
        **(known | details),
    )
