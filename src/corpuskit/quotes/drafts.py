"""Quotations on their way to records: those in marks, those without, and what each says of the others' speakers."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpuskit.dedupe import exact_key
from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.attribution.indirect import Clause
from corpuskit.quotes.attribution.rules import (
    ACT,
    CHAT,
    CONTINUED,
    INTERVIEWEE,
    NOUN_PHRASE,
    SAME_WORDS,
    TRANSCRIPT,
    TURN_TAKING,
)
from corpuskit.quotes.kinds import SPEECH, Kind
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.syntax.sentences import BOOK_MARKS
from corpuskit.quotes.turns import Block, find_interviewee, iter_inside
from corpuskit.quotes.turns.exchanges import Said
from corpuskit.quotes.turns.scenes import take_turns_in_scene
from corpuskit.text.segments import Paragraph

# One word or two may be marked again without being said again.
_FEWEST_ECHOED = 4
_FEWEST_ECHOED_IN_A_HEADING = 3


class Draft(NamedTuple):
    """A quotation on its way to a record."""

    quotation: MarkedString
    kind: Kind
    attribution: Attribution
    # Stands in unquoted speech, and in no other quotation.
    in_block: bool = False


def add_blocks(found: list[Draft], blocks: list[Block]) -> list[Draft]:
    """Return the quotations with the blocks of unquoted speech, those inside a block knowing it."""
    if not blocks:
        return sorted(found, key=lambda item: item.quotation.outer_start)
    found.sort(key=lambda item: item.quotation.outer_start)
    added = []
    insides = iter_inside(blocks, [item.quotation.outer_start for item in found])
    filled = set()
    for item, block in zip(found, insides, strict=True):
        if block is None:
            added.append(item)
            continue
        if item.quotation.inside is None and item.quotation.outer_end - item.quotation.outer_start > 0.9 * (
            block.end - block.start
        ):
            filled.add(block.start)
            is_known = block.attribution.speaker is not None or block.attribution.rule is CHAT
            added.append(item._replace(attribution=block.attribution if is_known else item.attribution))
            continue
        quotation = item.quotation
        inside = block.start if quotation.inside is None else quotation.inside
        attribution = item.attribution
        if attribution.speaker is None or item.kind not in SPEECH:
            # Who speaks the turn does not say the words that it holds at a distance or names.
            attribution = Attribution()
        elif attribution.speaker[0] < block.start < attribution.speaker[1]:
            # The label of a turn is no part of the first sentence in it.
            attribution = attribution._replace(speaker=(block.start, attribution.speaker[1]))
        quotation = quotation._replace(level=quotation.level + 1, inside=inside)
        added.append(Draft(quotation, item.kind, attribution, in_block=item.quotation.inside is None))
    for block in blocks:
        if block.start not in filled and block.start < block.end:
            span = _unmarked(block.start, block.end)
            if block.parts:
                span = span._replace(parts=block.parts)
            added.append(Draft(span, "unquoted", block.attribution))
    return sorted(added, key=lambda item: (item.quotation.outer_start, item.quotation.level))


def take_turns(
    text: str, paragraphs: Sequence[Paragraph], found: list[Draft], lexicon: Lexicon
) -> list[Draft]:
    """Return the quotations, those of a dialogue that no report names the speaker of with the one whose turn it is."""
    if any(item.attribution.rule in (CHAT, INTERVIEWEE, TRANSCRIPT) for item in found):
        return found
    spoken = [n for n, item in enumerate(found) if item.quotation.inside is None and item.kind in SPEECH]
    said = [
        Said(
            found[n].quotation.outer_start,
            found[n].quotation.outer_end,
            found[n].attribution.speaker,
            _is_open(found[n].attribution),
            found[n].quotation.parts,
        )
        for n in spoken
    ]
    taken = take_turns_in_scene(text, paragraphs, said, lexicon)
    found = list(found)
    for place, attribution in taken.items():
        item = found[spoken[place]]
        found[spoken[place]] = item._replace(attribution=attribution._replace(cue=item.attribution.cue))
    return found


def _is_open(attribution: Attribution) -> bool:
    """Return whether no report says whose turn it is."""
    if attribution.speaker is None or attribution.implicit:
        return True
    return attribution.rule in (None, ACT, CONTINUED, NOUN_PHRASE, TURN_TAKING)


def add_clauses(found: list[Draft], clauses: Iterable[Clause], blocks: Sequence[Block]) -> list[Draft]:
    """Return the quotations with the clauses of indirect speech that stand in no unquoted speech."""
    clauses = list(clauses)
    insides = iter_inside(blocks, [clause.start for clause in clauses])
    added = [
        Draft(_unmarked(clause.start, clause.end), "indirect", clause.attribution)
        for clause, block in zip(clauses, insides, strict=True)
        if block is None
    ]
    return sorted(found + added, key=lambda item: (item.quotation.outer_start, item.quotation.level))


def head_interview(text: str, found: list[Draft], blocks: Sequence[Block], lexicon: Lexicon) -> list[Draft]:
    """Return the quotations, those that head an interview with the person who is asked."""
    asked = find_interviewee(text, blocks, lexicon) if blocks else None
    if asked is None:
        return found
    first_turn = next(block.start for block in blocks if block.attribution.rule in (INTERVIEWEE, TRANSCRIPT))

    def take(item: Draft) -> Draft:
        quotation = item.quotation
        if (
            quotation.outer_end > first_turn
            or _is_attributed(item)
            or text[quotation.outer_start] in BOOK_MARKS
        ):
            return item
        line = text.rfind("\n", 0, quotation.outer_start) + 1
        if text[line : quotation.outer_start].strip():
            return item
        kind: Kind = item.kind if item.kind in SPEECH else "direct"
        return Draft(quotation, kind, asked) if _is_heading(text, quotation) else item

    return [take(item) for item in found]


def _unmarked(start: int, end: int) -> MarkedString:
    return MarkedString(start, start, end, end, closed=True, level=0, inside=None, parts=((start, end),))


def take_echoes(text: str, found: list[Draft]) -> list[Draft]:
    """Return the quotations, those without a speaker with that of the same words elsewhere in the document."""
    said: dict[str, Draft] = {}
    if all(_is_attributed(item) or item.attribution.cue is not None for item in found):
        return found
    for spoken in found:
        if spoken.kind in SPEECH and _is_attributed(spoken):
            said.setdefault(exact_key(text[spoken.quotation.start : spoken.quotation.end]), spoken)

    def take(item: Draft) -> Draft:
        if _is_attributed(item) or item.attribution.cue is not None:
            return item
        key = exact_key(text[item.quotation.start : item.quotation.end])
        source = said.get(key)
        if source is None:
            return item
        fewest = _FEWEST_ECHOED_IN_A_HEADING if _is_heading(text, item.quotation) else _FEWEST_ECHOED
        if key.count(" ") + 1 < fewest:
            return item
        kind: Kind = item.kind if item.kind in SPEECH else "mixed"
        return Draft(item.quotation, kind, Attribution(source.attribution.speaker, None, SAME_WORDS))

    return [take(item) for item in found]


def _is_attributed(item: Draft) -> bool:
    """Return whether a rule says who speaks, and more than that somebody stands nearby."""
    rule = item.attribution.rule
    return item.attribution.speaker is not None and (rule is None or not rule.is_last_resort)


def _is_heading(text: str, quotation: MarkedString) -> bool:
    """Return whether a quotation stands in a line that ends without a stop."""
    end = text.find("\n", quotation.outer_end)
    line = text[quotation.outer_end : end if end >= 0 else len(text)].rstrip()
    return len(line) < _LONGEST_HEADING and line[-1:] not in _SENTENCE_ENDS


_LONGEST_HEADING = 120
_SENTENCE_ENDS = frozenset(".!?…。！？؟")
