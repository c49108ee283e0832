"""The speaker of a quotation that is a sentence of its own, by the sentences and quotations before it."""

from __future__ import annotations

from corpuskit.quotes.attribution.clauses import according_in
from corpuskit.quotes.attribution.context import Attribution, Context, Span, span_of
from corpuskit.quotes.attribution.subjects import find_last_report, subject_of_last_clause
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.reading import read_mention
from corpuskit.quotes.syntax.phrases import Phrase, is_report_verb, phrase_from
from corpuskit.quotes.syntax.tokens import Token


def _announcing_sentence(context: Context) -> list[Token] | None:
    """Return the sentence with a colon that ends the paragraph before a quotation that is a paragraph."""
    number = context.place.paragraph
    if context.place.sentence or context.at or number == 0 or not context.is_alone:
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
    found = find_last_report(tokens, context.lexicon)
    if found is None:
        return None
    phrase, cue = found
    return Attribution(span_of(tokens, phrase), (tokens[cue].start, tokens[cue].end))


def announcing_without_cue(context: Context) -> Attribution | None:
    """Return the subject of the paragraph before, which ends with a colon and has no verb of saying."""
    tokens = _announcing_sentence(context)
    if tokens is None:
        return None
    phrase = _byline(tokens, context.lexicon)
    if phrase is None:
        phrase = subject_of_last_clause(tokens, context.lexicon)
        if phrase is None or not _is_somebody(context, tokens, phrase):
            # «Der Absatz wird wie folgt gefasst:»
            return None
    return Attribution(span_of(tokens, phrase))


def _is_somebody(context: Context, tokens: list[Token], phrase: Phrase) -> bool:
    """Return whether a subject is a pronoun, a name, an organisation or a noun of persons, and no «Section 5 of the Act»."""
    lexicon = context.lexicon
    if any(token.tag == "number" for token in tokens[phrase[0] : phrase[0] + _REACH_OF_A_NOUN]):
        return False
    if any(
        lexicon.is_person(token.form) or token.form in lexicon.given_names for token in tokens[slice(*phrase)]
    ):
        return True
    return read_mention(context.text[slice(*span_of(tokens, phrase))], lexicon).make != "title"


def _byline(tokens: list[Token], lexicon: Lexicon) -> Phrase | None:
    """Return who is named behind a preposition, where nothing else is said: «And from Chairwoman Ann Lee:»."""
    start = next((place for place, token in enumerate(tokens) if token.tag not in ("and", "adv")), 0)
    if tokens[start].form not in lexicon.bylines:
        return None
    phrase = phrase_from(tokens, start + 1, len(tokens), lexicon)
    return phrase if phrase is not None and tokens[phrase[1]].tag in (":", ",") else None


def continuing(context: Context) -> Attribution | None:
    """Return the speaker before, where the quotation is a whole sentence or follows a dash."""
    previous, tokens, k = context.previous, context.tokens, context.at
    if previous is None:
        return None
    if (
        previous.speaker is not None
        and context.is_alone
        and not _begins_with_another(context, previous.speaker)
    ):
        return Attribution(previous.speaker)
    if k and tokens[k - 1].tag == "-" and not context.lexicon.subject_first:
        return Attribution(previous.speaker)
    return None


def _begins_with_another(context: Context, speaker: Span) -> bool:
    """Return whether the paragraph begins with what somebody else does: «He laughed. “Yes.”», behind «“No,” said Ann.»."""
    earlier = context.earlier
    if earlier is None or earlier.paragraph == context.place.paragraph or not context.place.sentence:
        return False
    actor = beside_an_act(context)
    if actor is None or actor.speaker is None:
        return False
    text = context.text
    return text[slice(*actor.speaker)].lower() not in text[slice(*speaker)].lower()


def taking_turns(context: Context) -> Attribution | None:
    """Return the other one of two speakers, where the quotations ask and answer each other in paragraphs of their own."""
    earlier = context.earlier
    if earlier is None or earlier.other is None or context.place.paragraph - earlier.paragraph != 1:
        return None
    return Attribution(earlier.other) if context.is_alone else None


def after_report(context: Context) -> Attribution | None:
    """Return who is reported in the sentence before: «The bridge is old, Ann Lee said. “We need a new one.”»."""
    place = context.place
    if not place.sentence or not context.is_alone:
        return None
    tokens = context.subjects.reader.sentences(place.paragraph)[place.sentence - 1]
    if any(token.tag in ("quote", ":") for token in tokens):
        return None
    if not any(token.tag == "cue" for token in tokens):
        return according_in(context.text, tokens, context.lexicon)
    found = context.subjects.of(place.paragraph, place.sentence - 1)
    if not found:
        return None
    # The report at the end of a sentence holds for all of it, else the first one does.
    at, _, subject = found[0] if tokens[-1].end - found[0][0] < _LONGEST_FINAL_REPORT else found[-1]
    return Attribution(subject) if at >= tokens[0].start else None


_LONGEST_FINAL_REPORT = 60


def beside_an_act(context: Context) -> Attribution | None:
    """Return the subject of the sentence beside a quotation that is one: «Peter laughed. “What did she say?”»."""
    if context.lexicon.unspaced and not context.is_alone:
        # «“妈，我回来了。”|小满推开门»: a full stop inside the marks ends no sentence there.
        tokens = context.tokens[context.at + 1 :]
        is_whole = context.at == 0 and context.last_character in _ENDS_OF_SENTENCES
        is_report = any(token.tag in ("quote", "cue", ":") for token in tokens)
        return None if not is_whole or is_report or not tokens else _acting(tokens, context.lexicon)
    if not context.is_alone:
        return None
    sentences, place = context.subjects.reader.sentences(context.place.paragraph), context.place.sentence
    earlier = context.earlier
    is_first = earlier is None or earlier.paragraph != context.place.paragraph
    for other in (place - 1, place + 1):
        if other < 0 or other >= len(sentences) or not is_first:
            continue
        tokens = sentences[other]
        if any(token.tag in ("quote", "cue", ":") for token in tokens):
            continue
        found = _acting(tokens, context.lexicon)
        if found is not None:
            return found
    return None


_ENDS_OF_SENTENCES = frozenset(".!?…。！？")


def _acting(tokens: list[Token], lexicon: Lexicon) -> Attribution | None:
    """Return the person whom a sentence begins with and who does something in it."""
    phrase = phrase_from(tokens, 0, len(tokens), lexicon) if _begins_with_a_person(tokens, lexicon) else None
    if phrase is None:
        return None
    verb = _verb_behind(tokens, phrase, lexicon)
    end = verb
    if verb < len(tokens) and tokens[verb].tag == ",":
        # «Lo zio Oreste, seduto sul basto, ridacchiò.»
        verb = next((k + 1 for k in range(verb + 1, len(tokens)) if tokens[k].tag == ","), len(tokens))
    is_act = verb < len(tokens) and (
        verb < phrase[1] or tokens[verb].tag in _OF_ACTS or is_report_verb(tokens[verb], lexicon)
    )
    return Attribution(span_of(tokens, (phrase[0], end))) if is_act else None


def _verb_behind(tokens: list[Token], phrase: Phrase, lexicon: Lexicon) -> int:
    """Return the index of the verb behind a noun of persons: inside of the phrase where no list has it, «Le marin | hocha la tête»."""
    for place in range(phrase[0] + 1, phrase[1]):
        if tokens[place].tag == "word" and lexicon.is_person(tokens[place - 1].form):
            has_object = place + 1 < len(tokens) and tokens[place + 1].tag == "det"
            if has_object or tokens[place].form.endswith(lexicon.report_suffixes or "\0"):
                return place
    return phrase[1]


_OF_ACTS = frozenset({"verb", "aux", "adv"})


def _begins_with_a_person(tokens: list[Token], lexicon: Lexicon) -> bool:
    first = tokens[0]
    if first.tag == "pron":
        return first.form in lexicon.masculine_pronouns | lexicon.feminine_pronouns
    if first.form in lexicon.given_names or (lexicon.unspaced and first.tag == "cap"):
        return True
    # «The old nurse», «Старая няня»
    reach = _REACH_OF_A_NOUN if first.tag == "det" else 1 if lexicon.has_articles else 2
    return any(lexicon.is_person(token.form) and token.form not in lexicon.plural for token in tokens[:reach])


_REACH_OF_A_NOUN = 4
