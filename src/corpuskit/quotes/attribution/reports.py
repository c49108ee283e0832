"""Reports beside a quotation: «Ann Lee said: “…”», «“…,” said Ann Lee», and those that the paragraph before gives."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from corpuskit.quotes.attribution.context import Attribution, Context, attribute_to, span_of
from corpuskit.quotes.attribution.cues import attribute_by_cue
from corpuskit.quotes.attribution.subjects import find_subject
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.phrases import first_subject, subject_after, with_apposition
from corpuskit.quotes.syntax.tokens import Token, list_tokens

_INTERRUPTION = regex.compile(r"[,.!?…]\s*[—–]\s(?=\p{Ll})")
_RESUMPTION = regex.compile(r"[,.]\s*[—–]\s")
_LONGEST_INTERRUPTION = 200
"""How many code points a report between the marks takes at most."""
_BEFORE_A_REPORT = frozenset({",", "-", "adv", "and", "aux"})
_REACH_AFTER = 40
"""How many tokens after a quotation a cue is looked for."""
_LONGEST_REPORT = 12
"""How many tokens of a sentence of its own are looked at for a report."""
_REACH_BEFORE = 6
_REACH_BEFORE_COLON = 8


def interrupting(context: Context) -> Attribution | None:
    """Return the speaker of a report between dashes inside the marks: ««…, — сказала она, — …»»."""
    quotation, lexicon, text = context.quotation, context.lexicon, context.text
    if not lexicon.interrupts or quotation is None:
        return None
    for match in _INTERRUPTION.finditer(text, quotation.start, quotation.end):
        longest = min(quotation.end, match.end() + _LONGEST_INTERRUPTION)
        end = _RESUMPTION.search(text, match.end(), longest)
        if end is None:
            continue
        tokens = list_tokens(text, match.end(), end.start(), 0, lexicon)
        if not tokens or tokens[0].tag != "cue":
            continue
        phrase = subject_after(tokens, 0, lexicon)
        if phrase is not None:
            return Attribution(span_of(tokens, phrase), (tokens[0].start, tokens[0].end))
    return None


def introducing(context: Context) -> Attribution | None:
    """Return the speaker by a cue right before the quotation: «Ann Lee told reporters that “…”»."""
    tokens, k = context.tokens, context.at
    if k == 0 or tokens[k - 1].tag not in (",", ":", "sub", "cue", "-"):
        return None
    cue = _nearest_cue(tokens, k, _REACH_BEFORE_COLON if tokens[k - 1].tag == ":" else _REACH_BEFORE)
    return None if cue is None else attribute_by_cue(context, cue)


def _nearest_cue(tokens: Sequence[Token], k: int, reach: int) -> int | None:
    for index in range(k - 1, max(-1, k - 1 - reach), -1):
        tag = tokens[index].tag
        if tag == "cue":
            return index
        if tag == "quote" or tag in (";", "?", "!"):
            return None
    return None


def cue_first(context: Context) -> Attribution | None:
    """Return the speaker named after the cue that follows the quotation: «“…,” said Ann Lee»."""
    report = _report_after(context)
    if report is None:
        return None
    context, cue = report
    tokens = context.tokens
    if cue >= len(tokens) or tokens[cue].tag != "cue":
        return None
    phrase = subject_after(tokens, cue, context.lexicon)
    if phrase is None and context.lexicon.drops_pronouns:
        speaker = context.subjects.latest(tokens, cue, context.place)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), implicit=True)
    return attribute_to(context, phrase, cue)


def subject_first(context: Context) -> Attribution | None:
    """Return the speaker named between the quotation and its cue: «“…,” Ann Lee, the mayor, said»."""
    report = _report_after(context)
    if report is None:
        return None
    context, begun = report
    tokens, lexicon = context.tokens, context.lexicon
    if begun >= len(tokens) or tokens[begun].tag not in ("cap", "det", "pron", "word", "number"):
        return None
    cue = _cue_after(tokens, begun, lexicon)
    phrase = None if cue is None else first_subject(tokens, begun, cue, lexicon)
    if phrase is not None and cue is not None and tokens[cue - 1].tag == ",":
        whole = with_apposition(tokens, phrase, lexicon)
        phrase = whole if whole[1] == cue - 1 else phrase
    return attribute_to(context, phrase, cue)


def _report_after(context: Context) -> tuple[Context, int] | None:
    """Return where the report after a quotation begins, with its tokens; None where there can be none."""
    tokens, k = context.tokens, context.at
    ending = context.last_character
    if k + 1 == len(tokens) and ending in "?!؟？！":
        # «“Is it late?” Ann Lee asked.» looks like two sentences.
        tokens = tokens + _short_report(context)
        context = context._replace(tokens=tokens)
    if ending == "." and k + 1 < len(tokens) and tokens[k + 1].tag != ",":
        return None
    begun = k + 1
    while begun < len(tokens) and tokens[begun].tag in _BEFORE_A_REPORT:
        begun += 1
    if tokens[begun - 1].tag == "and" and any(token.tag == "cue" for token in tokens[:k]):
        # «She called it “…,” but the others said»: the other clause has its own words.
        return None
    return context, begun


def _short_report(context: Context) -> list[Token]:
    """Return the next sentence of the paragraph where it does no more than say who asked or exclaimed."""
    sentences = context.subjects.reader.sentences(context.place.paragraph)
    following = context.place.sentence + 1
    if following == len(sentences):
        return []
    tags = [token.tag for token in sentences[following][:_LONGEST_REPORT]]
    says = "cue" in tags and "quote" not in tags and ":" not in tags
    return sentences[following] if says else []


def _cue_after(tokens: Sequence[Token], begun: int, lexicon: Lexicon) -> int | None:
    """Return the first cue after the subject that begins at `begun`, unless another clause begins before it."""
    for cue in range(begun + 1, min(len(tokens), begun + _REACH_AFTER)):
        if tokens[cue].tag in ("quote", ";", ":"):
            return None
        if (
            tokens[cue].tag == "cue"
            and tokens[cue - 1].tag != "rel"
            and tokens[cue - 1].form not in lexicon.infinitive_marks
        ):
            return cue
    return None


def _is_whole_sentence(context: Context) -> bool:
    return not any(token.tag in ("cap", "word", "cue", "pron", "det") for token in context.tokens)


def _announcing_sentence(context: Context) -> list[Token] | None:
    """Return the sentence with a colon that ends the paragraph before a quotation that is a paragraph."""
    number = context.place.paragraph
    if context.place.sentence or context.at or number == 0 or not _is_whole_sentence(context):
        return None
    sentences = context.subjects.reader.sentences(number - 1)
    if not sentences or sentences[-1][-1].tag != ":":
        return None
    return sentences[-1]


def announcing(context: Context) -> Attribution | None:
    """Return the speaker by a cue in the paragraph before, which ends with a colon."""
    tokens = _announcing_sentence(context)
    if tokens is None:
        return None
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].tag == "cue":
            lexicon = context.lexicon
            phrase = find_subject(tokens, index, lexicon) or subject_after(tokens, index, lexicon)
            if phrase is not None:
                return Attribution(span_of(tokens, phrase), (tokens[index].start, tokens[index].end))
    return None


def announcing_without_cue(context: Context) -> Attribution | None:
    """Return the subject of the paragraph before, which ends with a colon and has no verb of saying."""
    tokens = _announcing_sentence(context)
    phrase = None if tokens is None else first_subject(tokens, 0, len(tokens), context.lexicon)
    return None if tokens is None or phrase is None else Attribution(span_of(tokens, phrase))


def continuing(context: Context) -> Attribution | None:
    """Return the speaker before, where the quotation is a whole sentence or follows a dash."""
    previous, tokens, k = context.previous, context.tokens, context.at
    if previous is None:
        return None
    if previous.speaker is not None and _is_whole_sentence(context):
        return Attribution(previous.speaker)
    if k and tokens[k - 1].tag == "-" and not context.lexicon.subject_first:
        return Attribution(previous.speaker)
    return None
