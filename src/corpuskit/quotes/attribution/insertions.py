"""Reports inside speech: «No —dijo María—. Te espero.», «Поздно, — сказала Анна, — и мы идём.», «Non, dit Anne.»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.context import Attribution, Span, span_of
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.inversion import subject_after
from corpuskit.quotes.syntax.phrases import VERBAL, Phrase, first_subject, is_report_verb
from corpuskit.quotes.syntax.tokens import Token, list_tokens

_BEHIND_A_DASH = compile_later(
    r"(?:(?<stop>[,.!?…»”])\s*|\s+)(?:[—―–]|--?(?=\s))\s*(?=\p{Ll}|\p{Lu}\p{L}*\s\p{Ll})"
)
_BEHIND_A_COMMA = compile_later(r"(?<stop>[,!?…،؟])\s*(?=[\p{Ll}\p{Lo}])")
_RESUMPTION = compile_later(r"(?:[,.;:]\s*(?:[—―–]|--?(?=\s))|(?:[—―–])\s*[.,;:!?…]?)\s*")
_SENTENCE_END = compile_later(r"[.!?…؟](?=\s|$)")
_WORD_BEFORE = compile_later(r"(?<!\p{L})(?:\p{Lu}|\p{L}{2,5})$")
_LONGEST_REPORT = 240
_MOST_REPORTS = 8
_LONGEST_SUBJECT = 5
_SHORTEST_REPORT = 2


def cut_reports(
    text: str, start: int, end: int, lexicon: Lexicon, *, inside_marks: bool = False
) -> tuple[tuple[Span, ...], Attribution | None]:
    """Return the spans of speech between two indices, and who says it by the first report between them.

    Args:
        text: The text of the document.
        start: Where the speech begins.
        end: Where it ends, reports included.
        lexicon: Verbs of its language.
        inside_marks: Whether the speech stands between marks, so that it has to go on after a report.
    """
    parts: list[Span] = []
    attribution = None
    begun = start
    for _ in range(_MOST_REPORTS):
        found = _next_report(text, begun, end, lexicon, inside_marks=inside_marks)
        if found is None:
            break
        speech_end, resumed, said_by = found
        parts.append((begun, speech_end))
        attribution = attribution or said_by
        begun = resumed
    if begun < end:
        parts.append((begun, end))
    return tuple(parts), attribution


class _Report(NamedTuple):
    """A report inside speech.

    Attributes:
        speech_end: Where the speech before it ends.
        resumed: Where speech goes on after it.
        attribution: Who speaks; None where it does not say.
    """

    speech_end: int
    resumed: int
    attribution: Attribution | None


def _next_report(text: str, start: int, end: int, lexicon: Lexicon, *, inside_marks: bool) -> _Report | None:
    """Return the first report, or the first act of a speaker, between two indices."""
    found = _next_behind_a_dash(text, start, end, lexicon, inside_marks=inside_marks)
    if found is None and lexicon.interrupts and not inside_marks:
        found = _next_act(text, start, end, lexicon)
    if found is None and lexicon.reports_after_commas:
        found = _next_behind_a_comma(text, start, end, lexicon, inside_marks=inside_marks)
    return found


def _next_behind_a_dash(
    text: str, start: int, end: int, lexicon: Lexicon, *, inside_marks: bool
) -> _Report | None:
    for match in _BEHIND_A_DASH.finditer(text, start, end):
        longest = min(end, match.end() + _LONGEST_REPORT)
        closing = _RESUMPTION.search(text, match.end(), longest)
        if inside_marks and (closing is None or closing.end() >= end):
            continue
        report_end = closing.start() if closing else longest
        resumed = closing.end() if closing else end
        found = _read_report(text, match.end(), report_end, lexicon)
        if found is None and closing is not None and match.group("stop") == text[closing.start()] == ",":
            found = _read_framed(text, match.end(), report_end, lexicon)
        if found is not None:
            stop = None if closing else _SENTENCE_END.search(text, match.end(), end)
            if (
                stop is not None
                and stop.end() < end
                and _is_speech(text, stop.end(), end, found[0].speaker, lexicon)
            ):
                # «— Levava — disse o homem. Quando o sino bater, passa.»
                resumed = stop.end()
            return _Report(_speech_end(match), resumed, found[0])
        is_small = lexicon.interrupts and match.group("stop") and text[match.end()].islower()
        if is_small and not inside_marks and _is_short(text, match.end(), report_end):
            # The dash alone says that somebody else's words follow: «–¿Y ahora? –le pregunto.».
            said_by = _read_any_verb(text, match.end(), report_end, lexicon)
            return _Report(_speech_end(match), resumed, said_by)
    return None


def _next_behind_a_comma(
    text: str, start: int, end: int, lexicon: Lexicon, *, inside_marks: bool
) -> _Report | None:
    for match in _BEHIND_A_COMMA.finditer(text, start, end):
        longest = min(end, match.end() + _LONGEST_REPORT)
        stop = _find_sentence_end(text, match.end(), longest, lexicon)
        report_end = stop.start() if stop else longest
        found = _read_report(text, match.end(), report_end, lexicon, begins=True)
        if found is None:
            continue
        attribution, after = found
        if inside_marks and (attribution.speaker is None or _is_suffixed(text, attribution, lexicon)):
            continue
        if inside_marks and after is None and attribution.speaker is not None:
            after = _resumed_inside(text, attribution.speaker[1], report_end, lexicon)
            if after is None:
                # «Giovedì, rispose Adele. Anzi no, mercoledì.», «Parto, annunciò Luisa.»
                after = end if stop is None else stop.end()
        if after is None:
            goes_on = stop is not None and _is_speech(text, stop.end(), end, attribution.speaker, lexicon)
            after = stop.end() if stop is not None and goes_on else end
        return _Report(_speech_end(match), after, attribution)
    return None


def _find_sentence_end(text: str, start: int, end: int, lexicon: Lexicon) -> regex.Match[str] | None:
    """Return the first stop between two indices that ends a sentence, and no title or initial: «dit M. Morrel»."""
    for stop in _SENTENCE_END.finditer(text, start, end):
        word = _WORD_BEFORE.search(text, start, stop.start())
        is_short = word is not None and (word[0].isupper() or word[0].lower() in lexicon.titles)
        if stop[0] != "." or not is_short:
            return stop
    return None


_ACT = compile_later(r"(?<stop>[.!?…])\s*[—―–]\s?(?=\p{Lu})")
_END_OF_ACT = compile_later(r"[.!?…]?\s?[—―–]\s?[.!?…]?\s*")
_LONGEST_ACT = 160
_MOST_WORDS_OF_A_REPORT = 14


def _is_short(text: str, start: int, end: int) -> bool:
    return text.count(" ", start, end) < _MOST_WORDS_OF_A_REPORT


def _next_act(text: str, start: int, end: int, lexicon: Lexicon) -> _Report | None:
    """Return an act of the speaker between dashes: «— Хуже. — Она отложила вязанье. — Однажды …»."""
    for match in _ACT.finditer(text, start, end):
        closing = _END_OF_ACT.search(text, match.end() + 1, min(end, match.end() + _LONGEST_ACT))
        if closing is None:
            continue
        tokens = list_tokens(text, match.end(), closing.start(), 0, lexicon)
        if not tokens:
            continue
        first = tokens[0]
        if first.tag == "pron" and first.form in lexicon.masculine_pronouns | lexicon.feminine_pronouns:
            return _Report(match.end("stop"), closing.end(), Attribution((first.start, first.end)))
        if first.form.endswith(lexicon.report_suffixes or ("\0",)) and first.form not in lexicon.first_person:
            return _Report(match.end("stop"), closing.end(), None)
    return None


def _speech_end(match: regex.Match[str]) -> int:
    """Return where speech ends before a report: with its stop, unless that is the comma of the report."""
    stop = match.group("stop")
    return int(match.end("stop") if stop and stop not in ",،" else match.start())


def _read_report(
    text: str, start: int, end: int, lexicon: Lexicon, *, begins: bool = False
) -> tuple[Attribution, int | None] | None:
    """Return who speaks by the report between two indices, and where speech goes on in it, after a comma."""
    tokens = list_tokens(text, start, end, 0, lexicon)
    first = 0
    while (
        first < len(tokens)
        and first < _LONGEST_SUBJECT
        and (tokens[first].tag in ("adv", "aux") or _stands_before_a_cue(tokens, first))
    ):
        first += 1
    if first < len(tokens) and (
        is_report_verb(tokens[first], lexicon)
        or _has_its_pronoun(text, tokens, first, lexicon)
        or (
            tokens[first].form in lexicon.cues_beside
            and tokens[first + 1 : first + 2]
            and tokens[first + 1].tag == "cap"
        )
    ):
        phrase = subject_after(tokens, first, lexicon)
        verb = first
    elif begins or not tokens:
        return None
    else:
        verb = next((k for k, token in enumerate(tokens[: 2 * _LONGEST_SUBJECT]) if token.tag == "cue"), -1)
        if verb < 0:
            verb = _verb_of_an_act(tokens, lexicon)
        phrase = first_subject(tokens, 0, verb, lexicon) if verb > 0 else None
        if phrase is None:
            return None
    phrase = _without_speech(tokens, phrase, lexicon) if begins and phrase is not None else phrase
    if (
        phrase is not None
        and phrase[0] > verb
        and tokens[verb].tag != "cue"
        and _is_owned(tokens, phrase, lexicon)
    ):
        # «prit son chapeau»
        return None
    cue = (tokens[verb].start, tokens[verb].end)
    if phrase is None:
        if tokens[verb].tag != "cue" or not (lexicon.drops_pronouns or begins is False):
            return None
        return Attribution(None, cue), None
    return Attribution(span_of(tokens, phrase), cue), _resumed_after(tokens, phrase) if begins else None


def _read_framed(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[Attribution, None] | None:
    """Return who speaks by a verb of any meaning and a noun between commas with dashes: «…, — рахує майстриня, — …»."""
    tokens = list_tokens(text, start, end, 0, lexicon)
    if (
        not lexicon.interrupts
        or not 1 < len(tokens) < _LONGEST_SUBJECT
        or tokens[0].tag not in ("word", "verb")
    ):
        return None
    phrase = subject_after(tokens, 0, lexicon)
    if phrase is None or phrase[1] != len(tokens):
        return None
    return Attribution(span_of(tokens, phrase), (tokens[0].start, tokens[0].end)), None


def _read_any_verb(text: str, start: int, end: int, lexicon: Lexicon) -> Attribution | None:
    """Return who speaks by a verb of any meaning with a person right behind it: «– Come andiamo? – fece il dottore dalla porta.»."""
    tokens = list_tokens(text, start, end, 0, lexicon)
    if (
        len(tokens) < _SHORTEST_REPORT
        or tokens[0].tag not in ("word", "verb")
        or tokens[1].tag not in ("det", "cap")
    ):
        return None
    phrase = subject_after(tokens, 0, lexicon)
    if phrase is None or not any(
        token.tag == "cap" or lexicon.is_person(token.form) for token in tokens[slice(*phrase)]
    ):
        return None
    return Attribution(span_of(tokens, phrase), (tokens[0].start, tokens[0].end))


def _without_speech(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """Return a subject without what has an article and nothing behind it: «répondit Anne, | les enfants dorment»."""
    comma = next((k for k in range(*phrase) if tokens[k].tag == ","), None)
    if phrase[1] < len(tokens) or comma is None or tokens[comma + 1].tag != "det":
        return phrase
    is_apposed = tokens[comma + 1].form in lexicon.possessives or tokens[-1].tag == "cap"
    return phrase if is_apposed else (phrase[0], comma)


def _has_its_pronoun(text: str, tokens: Sequence[Token], verb: int, lexicon: Lexicon) -> bool:
    """Return whether a word is a verb by the pronoun behind its hyphen: «fit-il», «reprit-elle»."""
    following = tokens[verb + 1 : verb + 2]
    return lexicon.elides and bool(following) and following[0].tag == "pron" and text[tokens[verb].end] == "-"


def _is_owned(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> bool:
    """Return whether a noun of no person has a possessive, so that it is what somebody has."""
    first = tokens[phrase[0]].form
    return first in lexicon.possessives and not any(
        lexicon.is_person(token.form) for token in tokens[slice(*phrase)]
    )


def _stands_before_a_cue(tokens: Sequence[Token], first: int) -> bool:
    """Return whether a word in small letters stands right before a verb of saying: «тихо сказала Анна»."""
    return tokens[first].tag == "word" and first + 1 < len(tokens) and tokens[first + 1].tag == "cue"


def _verb_of_an_act(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """Return the index of what somebody does who is named: «— Едем, — Ершов потёр руки. — Пора.»; -1 where nobody is."""
    verb = 2 if tokens[0].tag == "det" and tokens[0].form not in lexicon.possessives else 1
    if (
        verb >= len(tokens)
        or tokens[verb - 1].tag not in ("cap", "pron", "word")
        or tokens[-1].tag in ("?", "!")
    ):
        return -1
    if is_report_verb(tokens[verb], lexicon):
        return verb
    is_likely = verb == 1 and tokens[0].tag != "word" and tokens[1].tag == "word"
    return verb if is_likely and len(tokens) > _LONGEST_NAME_AND_VERB else -1


_LONGEST_NAME_AND_VERB = 2


def _resumed_after(tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """Return where speech goes on after a subject and a comma: «Non, dit Anne, je reste.»."""
    after = phrase[1]
    if after + 1 < len(tokens) and tokens[after].tag == ",":
        following = tokens[after + 1]
        if following.tag not in ("det", "participle", "adv", "rel"):
            return following.start
        if following.tag == "adv" and tokens[after + 2 : after + 3] and tokens[after + 2].tag in VERBAL:
            # «conta Mário Quintela, seu ajudante, só perguntou»
            return following.start
    return None


def _resumed_inside(text: str, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Return where speech in marks goes on after a subject: behind an apposition, where there is one, «dit Marthe, sa sœur, je reste»."""
    tokens = list_tokens(text, start, end, 0, lexicon)
    commas = [place for place, token in enumerate(tokens) if token.tag == ","]
    if not commas or commas[0] or len(tokens) == 1:
        return None
    is_apposed = len(commas) > 1 and not any(token.tag in VERBAL for token in tokens[: commas[1]])
    return tokens[commas[1 if is_apposed else 0]].end


def _is_suffixed(text: str, attribution: Attribution, lexicon: Lexicon) -> bool:
    """Return whether the verb of a report is known by its suffix alone."""
    return attribution.cue is not None and text[slice(*attribution.cue)].lower() not in lexicon.cues


def _is_speech(text: str, start: int, end: int, speaker: Span | None, lexicon: Lexicon) -> bool:
    """Return whether what follows the sentence of a report is speech again, and does not tell what the speaker does."""
    if text[end - 1] in "?!…":
        return True
    tokens = list_tokens(text, start, min(end, start + _LONGEST_REPORT), 0, lexicon)
    if not tokens or any(token.form in lexicon.first_person for token in tokens):
        return bool(tokens)
    first = tokens[0].form
    named = "" if speaker is None else text[slice(*speaker)].lower()
    return first not in lexicon.masculine_pronouns | lexicon.feminine_pronouns | set(named.split())
