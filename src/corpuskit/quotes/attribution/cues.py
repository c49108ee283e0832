"""The speaker by a verb of saying that stands before what is said."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.attribution.context import Attribution, Context, Rule, attribute_to, span_of
from corpuskit.quotes.attribution.subjects import find_subject, people_of_a_place
from corpuskit.quotes.attribution.verb_first import subject_of_verb_before
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.phrases import Phrase, first_subject, is_passive, phrase_from
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
        agent = _agent(tokens[: context.at], cue, lexicon) or people_of_a_place(tokens, cue, lexicon)
        behind = context.at + 1
        if agent is None and behind < len(tokens) and tokens[behind].form in lexicon.agents:
            # «est accusé de « mensonge » par ses rivaux»
            agent = phrase_from(tokens, behind + 1, len(tokens), lexicon)
        speaker = None if agent is None else span_of(tokens, agent)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), PASSIVE)
    shared = _shared_subject(tokens, cue, lexicon)
    if shared is not None:
        return attribute_to(context, shared, cue)
    phrase = find_subject(tokens, cue, lexicon, context.at) or subject_of_verb_before(tokens, cue, lexicon)
    if phrase is None and lexicon.drops_pronouns and _is_relative_to_a_noun(tokens, cue, lexicon):
        return Attribution(None, (tokens[cue].start, tokens[cue].end), implicit=True)
    if phrase is None and (lexicon.drops_pronouns or _lacks_a_subject(context, cue)):
        speaker = context.subjects.latest(tokens, cue, context.place)
        # «الوزراء يؤكدون الرفض ويعتبرونه»: the verb before has its subject in the same sentence.
        is_joined = tokens[cue].form[0] in lexicon.joined_conjunctions and speaker is not None
        is_shared = is_joined and speaker is not None and speaker[0] >= tokens[0].start
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), implicit=not is_shared)
    return attribute_to(context, phrase, cue)


def _lacks_a_subject(context: Context, cue: int) -> bool:
    """Return whether nothing before a verb that announces a quotation can be its subject: «На вопрос суда ответил: “…”»."""
    tokens, lexicon = context.tokens, context.lexicon
    announces = tokens[context.at - 1].tag == ":" and holds_its_subject(tokens[cue].form, lexicon)
    return announces and first_subject(tokens, 0, cue, lexicon) is None


def holds_its_subject(form: str, lexicon: Lexicon) -> bool:
    """Return whether a verb of saying without a subject stands for somebody named before: «alegó», «казала», not «говорят».

    Args:
        form: The verb in lower case.
        lexicon: Whether its language drops pronouns, or which suffixes are of nobody.
    """
    return lexicon.drops_pronouns or (
        lexicon.may_lack_a_subject and not form.endswith(lexicon.impersonal_suffixes)
    )


def _shared_subject(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject of the verb of saying that a participle adds to: «طمأن | الوزير | الطلاب قائلا»."""
    if tokens[cue].form not in lexicon.circumstantials:
        return None
    verb = next((place for place in range(cue - 1, -1, -1) if tokens[place].tag in ("cue", "quote")), None)
    if verb is None or tokens[verb].tag == "quote":
        return None
    return find_subject(tokens, verb, lexicon, cue)


_NOUN_AND_RELATIVE = 3


def _is_relative_to_a_noun(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> bool:
    """Return whether «che» divides a noun with an article from its verb, so that no one before is meant: «al signore che domandava»."""
    return (
        cue >= _NOUN_AND_RELATIVE
        and tokens[cue - 1].form in lexicon.complementizers
        and tokens[cue - 2].tag == "word"
        and tokens[cue - 3].tag in ("det", "prep")
    )


def with_outer_subject(context: Context, found: Attribution, cue: int) -> Attribution:
    """Return the attribution to the subject of a verb of saying before, where the nearest one has a pronoun.

    «Ditto said she expects “…”»: the pronoun stands for the subject before, as a rule.
    """
    tokens, lexicon = context.tokens, context.lexicon
    if found.speaker is None or found.implicit:
        return found
    subject = next((place for place, token in enumerate(tokens) if token.start == found.speaker[0]), None)
    if subject is None or tokens[subject].tag != "pron" or tokens[subject].end != found.speaker[1]:
        return found
    if tokens[subject].form in lexicon.first_person:
        return found
    return _with_subject_before(context, found, cue, subject)


def _with_subject_before(context: Context, found: Attribution, cue: int, subject: int) -> Attribution:
    tokens, lexicon = context.tokens, context.lexicon
    for outer in range(min(cue, subject) - 1, -1, -1):
        if tokens[outer].tag in ("quote", ";", ":"):
            break
        if tokens[outer].tag == "cue" and not is_passive(tokens, outer, lexicon):
            phrase = find_subject(tokens, outer, lexicon, subject)
            if phrase is not None and tokens[phrase[0]].tag != "pron" and phrase[1] <= outer:
                return found._replace(speaker=span_of(tokens, phrase))
    return found


def beyond_an_aside(context: Context, found: Attribution | None, cue: int | None) -> Attribution | None:
    """Return who is quoted where the writer says «I» between commas: «The mayor said, and I quote, “…”»."""
    if found is None or found.speaker is None or cue is None:
        return found
    tokens = context.tokens
    subject = next((n for n in range(1, cue) if tokens[n].start == found.speaker[0]), 0)
    is_aside = subject and tokens[subject - 1].tag in (",", "and")
    if not is_aside or tokens[subject].form not in context.lexicon.speaker_pronouns:
        return found
    return _with_subject_before(context, found, cue, subject)


def _agent(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return who acts in a passive: «was described by Ann Lee as “…”»."""
    for place in range(cue + 1, len(tokens)):
        if tokens[place].form in lexicon.agents:
            return phrase_from(tokens, place + 1, len(tokens), lexicon)
    return None
