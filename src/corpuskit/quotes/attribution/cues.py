"""The speaker by a verb of saying that stands before what is said."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.attribution.context import Attribution, Context, Rule, attribute_to, span_of
from corpuskit.quotes.attribution.subjects import find_subject
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.phrases import Phrase, is_passive, phrase_from
from corpuskit.quotes.syntax.tokens import Token

PASSIVE = Rule(
    "passive",
    "near",
    "The plan was described by Ann Lee as “a bad joke.”",
    "Ann Lee",
    "Ann Lee described the plan as “a bad joke.”",
)
"""The agent of a passive, whatever rule found the verb."""


def attribute_by_cue(context: Context, cue: int) -> Attribution | None:
    """Return the attribution that the cue at index `cue`, before the quotation, gives."""
    tokens, lexicon = context.tokens, context.lexicon
    if is_passive(tokens, cue, lexicon):
        agent = _agent(tokens[: context.at], cue, lexicon)
        speaker = None if agent is None else span_of(tokens, agent)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), PASSIVE)
    phrase = find_subject(tokens, cue, lexicon, context.at)
    if phrase is None and lexicon.drops_pronouns:
        speaker = context.subjects.latest(tokens, cue, context.place)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), implicit=True)
    return attribute_to(context, phrase, cue)


def _agent(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return who acts in a passive: «was described by Ann Lee as “…”»."""
    for place in range(cue + 1, len(tokens)):
        if tokens[place].form in lexicon.agents:
            return phrase_from(tokens, place + 1, len(tokens), lexicon)
    return None
