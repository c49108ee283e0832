"""Who says a quotation: rules over the sentence around it, each with a name, tried in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import regex

from corpuskit.quotes.attribution import Attribution, Context, Span, span_of
from corpuskit.quotes.clauses import Token, list_tokens
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.subjects import (
    Phrase,
    clause_start,
    first_subject,
    is_passive,
    phrase_before,
    phrase_from,
    subject_after,
    subject_before,
    with_apposition,
)

if TYPE_CHECKING:
    from corpuskit.quotes.speakers import Attributor

Rule = Callable[["Attributor", Context], Attribution | None]


def _content_ends(attributor: Attributor, context: Context) -> str:
    return "" if context.quotation is None else attributor.text[context.quotation.end - 1]


def _make(context: Context, phrase: Phrase | None, cue: int | None, rule: str) -> Attribution | None:
    if phrase is None:
        return None
    tokens = context.tokens
    cue_span = None if cue is None else (tokens[cue].start, tokens[cue].end)
    return Attribution(span_of(tokens, phrase), cue_span, rule)


_INTERRUPTION = regex.compile(r"[,.!?…]\s*[—–]\s(?=\p{Ll})")
_RESUMPTION = regex.compile(r"[,.]\s*[—–]\s")


def _interrupted(attributor: Attributor, context: Context) -> Attribution | None:
    """««…, — сказала она, — …»»: the report stands between dashes inside the marks."""
    quotation, lexicon = context.quotation, attributor.lexicon
    if not lexicon.interrupts or quotation is None:
        return None
    for match in _INTERRUPTION.finditer(attributor.text, quotation.start, quotation.end):
        end = _RESUMPTION.search(attributor.text, match.end(), min(quotation.end, match.end() + 200))
        if end is None:
            continue
        tokens = list_tokens(attributor.text, match.end(), end.start(), 0, lexicon)
        if not tokens or tokens[0].tag != "cue":
            continue
        phrase = subject_after(tokens, 0, lexicon)
        if phrase is not None:
            return Attribution(span_of(tokens, phrase), (tokens[0].start, tokens[0].end), "interrupted")
    return None


def find_introduced(attributor: Attributor, context: Context) -> Attribution | None:
    """«Ann Lee said: “…”», «Ann Lee told reporters that “…”»: a cue right before the quotation."""
    tokens, k = context.tokens, context.at
    if k == 0 or tokens[k - 1].tag not in (",", ":", "sub", "cue", "-"):
        return None
    cue = _nearest_cue(tokens, k, 8 if tokens[k - 1].tag == ":" else 6)
    if cue is None:
        return None
    return attribute_by_cue(attributor, context, cue, "introduced")


def _nearest_cue(tokens: Sequence[Token], k: int, reach: int) -> int | None:
    for index in range(k - 1, max(-1, k - 1 - reach), -1):
        tag = tokens[index].tag
        if tag == "cue":
            return index
        if tag == "quote" or tag in (";", "?", "!"):
            return None
    return None


def find_subject(
    attributor: Attributor, tokens: Sequence[Token], cue: int, end: int | None = None
) -> Phrase | None:
    """Return the subject of a cue, looked for where the language puts it first."""
    lexicon = attributor.lexicon
    tokens = tokens[:end]
    if not lexicon.subject_first:
        return subject_after(tokens, cue, lexicon)
    found = None
    if lexicon.verb_second and tokens[clause_start(tokens, cue)].tag in (
        "prep",
        "adv",
        "number",
        "time",
        "sub",
    ):
        found = subject_after(tokens, cue, lexicon)
    found = found or subject_before(tokens, cue, lexicon)
    if found is None and lexicon.inverts:
        found = subject_after(tokens, cue, lexicon)
    return found


def attribute_by_cue(attributor: Attributor, context: Context, cue: int, rule: str) -> Attribution | None:
    """Return the attribution that the cue at index `cue`, before the quotation, gives."""
    tokens = context.tokens
    if is_passive(tokens, cue, attributor.lexicon):
        agent = _agent(tokens[: context.at], cue, attributor.lexicon)
        speaker = None if agent is None else span_of(tokens, agent)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), "passive")
    phrase = find_subject(attributor, tokens, cue, context.at)
    if phrase is None and attributor.lexicon.drops_pronouns:
        speaker = _latest_subject(attributor, context, cue)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), f"{rule}, subject in the verb")
    return _make(context, phrase, cue, rule)


_SENTENCES_BACK = 12


def _agent(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return who acts in a passive: «was described by Ann Lee as “…”»."""
    for place in range(cue + 1, len(tokens)):
        if tokens[place].form in lexicon.agents:
            return phrase_from(tokens, place + 1, len(tokens), lexicon)
    return None


_REACH_BACK = 8
"""How many paragraphs back the subject of a verb without one is looked for."""


def _latest_subject(attributor: Attributor, context: Context, cue: int) -> Span | None:
    """Return the latest subject of a verb of saying that agrees with the cue, which has none of its own."""
    reader = attributor.reader
    feminine = context.tokens[cue].form in attributor.lexicon.feminine_cues
    start = context.tokens[cue].start
    number = context.place.paragraph
    for paragraph in range(number, max(-1, number - _REACH_BACK), -1):
        last = context.place.sentence if paragraph == number else len(reader.sentences(paragraph)) - 1
        for sentence in range(last, max(-1, last - _SENTENCES_BACK), -1):
            for place, is_feminine, span in attributor.subjects_of(paragraph, sentence):
                if place < start and is_feminine == feminine:
                    return span
    return None


def find_followed(attributor: Attributor, context: Context) -> Attribution | None:
    """«“…,” said Ann Lee», «“…,” Ann Lee, the mayor, said»: subject and cue right after the quotation."""
    tokens, k = context.tokens, context.at
    ending = _content_ends(attributor, context)
    if k + 1 == len(tokens) and ending in "?!؟？！":
        # «“Is it late?” Ann Lee asked.» looks like two sentences.
        tokens = tokens + _short_report(attributor, context)
        context = context._replace(tokens=tokens)
    if ending == "." and k + 1 < len(tokens) and tokens[k + 1].tag != ",":
        return None
    begun = k + 1
    while begun < len(tokens) and tokens[begun].tag in _BEFORE_A_REPORT:
        begun += 1
    if tokens[begun - 1].tag == "and" and any(token.tag == "cue" for token in tokens[:k]):
        # «She called it “…,” but the others said»: the other clause has its own words.
        return None
    if begun < len(tokens) and tokens[begun].tag == "cue":
        return _inverted(attributor, context, begun)
    if begun >= len(tokens) or tokens[begun].tag not in ("cap", "det", "pron", "word", "number"):
        return None
    cue = _cue_after(tokens, begun, attributor.lexicon)
    phrase = None if cue is None else first_subject(tokens, begun, cue, attributor.lexicon)
    if phrase is not None and cue is not None and tokens[cue - 1].tag == ",":
        whole = with_apposition(tokens, phrase, attributor.lexicon)
        phrase = whole if whole[1] == cue - 1 else phrase
    return _make(context, phrase, cue, "quote-subject-cue")


def _inverted(attributor: Attributor, context: Context, cue: int) -> Attribution | None:
    """Return the attribution of a cue that follows the quotation, before its subject: «“…,” said Ann Lee»."""
    tokens = context.tokens
    phrase = subject_after(tokens, cue, attributor.lexicon)
    if phrase is None and attributor.lexicon.drops_pronouns:
        speaker = _latest_subject(attributor, context, cue)
        return Attribution(
            speaker, (tokens[cue].start, tokens[cue].end), "quote-cue-subject, subject in the verb"
        )
    return _make(context, phrase, cue, "quote-cue-subject")


_BEFORE_A_REPORT = frozenset({",", "-", "adv", "and", "aux"})
_REACH_AFTER = 40
"""How many tokens after a quotation a cue is looked for."""


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


def _short_report(attributor: Attributor, context: Context) -> list[Token]:
    """Return the next sentence of the paragraph where it does no more than say who asked or exclaimed."""
    sentences = attributor.reader.sentences(context.place.paragraph)
    following = context.place.sentence + 1
    if following == len(sentences):
        return []
    tags = [token.tag for token in sentences[following][:_LONGEST_REPORT]]
    says = "cue" in tags and "quote" not in tags and ":" not in tags
    return sentences[following] if says else []


_LONGEST_REPORT = 12


_MOST_CUES = 12
"""How many cues before a quotation are asked for a speaker; a sentence with more is none."""


def _left(attributor: Attributor, context: Context) -> Attribution | None:
    """«Ann Lee called the plan “…”»: a cue somewhere before the quotation."""
    tokens, k = context.tokens, context.at
    tried = 0
    for index in range(k - 1, -1, -1):
        if tokens[index].tag != "cue":
            continue
        if tried == _MOST_CUES:
            break
        tried += 1
        found = attribute_by_cue(attributor, context, index, "left-cue")
        if found is not None:
            return found
    return None


_REACH_OF_A_NOUN = 4
"""How many tokens before a quotation a noun of saying may stand."""


def _noun_of_saying(attributor: Attributor, context: Context) -> Attribution | None:
    """«Ann Lee’s claim that “…”», «his “…” remark»: a noun of saying with its owner."""
    tokens, k = context.tokens, context.at
    lexicon = attributor.lexicon
    if k and k + 1 < len(tokens) and tokens[k + 1].form in lexicon.nouns:
        return _make(context, _owner(tokens, k, lexicon), k + 1, "noun-of-saying")
    for noun in range(k - 1, max(-1, k - 1 - _REACH_OF_A_NOUN), -1):
        if tokens[noun].form in lexicon.nouns:
            return _make(context, _owner(tokens, noun, lexicon), noun, "noun-of-saying")
        if tokens[noun].tag in ("quote", "cue", "verb"):
            return None
    return None


def _owner(tokens: Sequence[Token], noun: int, lexicon: Lexicon) -> Phrase | None:
    """Return the possessive before a noun: «Ann Lee’s», «his»."""
    place = noun
    while place > 0 and tokens[place - 1].tag in ("word", "number", "participle", "verb", "quote"):
        if tokens[place - 1].form.endswith(("'s", "s'")):
            break
        place -= 1
    if place == 0:
        return None
    if tokens[place - 1].form in lexicon.possessives:
        return place - 1, place
    if tokens[place - 1].form.endswith(("'s", "s'")):
        return phrase_before(tokens, place, 0)
    return None


def _according(attributor: Attributor, context: Context) -> Attribution | None:
    """«According to Ann Lee, “…”»."""
    pattern = attributor.lexicon.according
    tokens = context.tokens
    match = pattern and pattern.search(attributor.text, tokens[0].start, tokens[-1].end)
    return attribute_named_after(attributor, tokens, match.span()) if match else None


def attribute_named_after(attributor: Attributor, tokens: list[Token], span: Span) -> Attribution | None:
    """Return the noun phrase after the phrase at `span`."""
    index = next((i for i, token in enumerate(tokens) if token.end > span[1]), None)
    if index is None:
        return None
    if tokens[index].start < span[1]:
        # The preposition is written together with the noun.
        rest = tokens[index]._replace(tag="word", start=span[1])
        tokens = [*tokens[:index], rest, *tokens[index + 1 :]]
    phrase = phrase_from(tokens, index, len(tokens), attributor.lexicon)
    return None if phrase is None else Attribution(span_of(tokens, phrase), span, "according-to")


def _right(attributor: Attributor, context: Context) -> Attribution | None:
    """«“…” is what Ann Lee said»: a cue somewhere after the quotation."""
    tokens, k = context.tokens, context.at
    for index in range(k + 1, len(tokens)):
        if tokens[index].tag == "cue" and not is_passive(tokens, index, attributor.lexicon):
            phrase = subject_before(tokens, index, attributor.lexicon, floor=k + 1)
            if phrase is not None:
                return _make(context, phrase, index, "right-cue")
    return None


def _alone(attributor: Attributor, context: Context) -> Attribution | None:
    """A quotation that is a whole sentence: its speaker is the one before."""
    tokens, k = context.tokens, context.at
    if any(token.tag in ("cap", "word", "cue", "pron", "det") for token in tokens):
        return None
    if context.place.sentence == 0 and k == 0:
        ahead = _announced(attributor, context)
        if ahead is not None:
            return ahead
    if attributor.previous is None or attributor.previous[1].speaker is None:
        return None
    return Attribution(attributor.previous[1].speaker, None, "continued")


def _announced(attributor: Attributor, context: Context) -> Attribution | None:
    """The paragraph before ends with a colon, or with a sentence about the speaker."""
    number = context.place.paragraph
    if number == 0:
        return None
    sentences = attributor.reader.sentences(number - 1)
    if not sentences:
        return None
    tokens = sentences[-1]
    if tokens[-1].tag == ":":
        for index in range(len(tokens) - 1, -1, -1):
            if tokens[index].tag == "cue":
                phrase = find_subject(attributor, tokens, index) or subject_after(
                    tokens, index, attributor.lexicon
                )
                if phrase is not None:
                    return Attribution(
                        span_of(tokens, phrase), (tokens[index].start, tokens[index].end), "announced"
                    )
        phrase = first_subject(tokens, 0, len(tokens), attributor.lexicon)
        if phrase is not None:
            return Attribution(span_of(tokens, phrase), None, "announced-without-cue")
    return None


def _main_subject(attributor: Attributor, context: Context) -> Attribution | None:
    """No verb of saying at all: the subject of the sentence."""
    tokens, k = context.tokens, context.at
    if (
        k
        and tokens[k - 1].tag == "-"
        and attributor.previous is not None
        and not attributor.lexicon.subject_first
    ):
        return Attribution(attributor.previous[1].speaker, None, "continued")
    if not attributor.lexicon.subject_first:
        return None
    start = clause_start(tokens, k)
    phrase = first_subject(tokens, start, k, attributor.lexicon) if start < k else None
    if phrase is None and start > 0:
        phrase = first_subject(tokens, 0, k, attributor.lexicon)
    return _make(context, phrase, None, "main-subject")


RULES: tuple[Rule, ...] = (
    _interrupted,
    find_introduced,
    find_followed,
    _noun_of_saying,
    _left,
    _according,
    _right,
    _alone,
    _main_subject,
)
