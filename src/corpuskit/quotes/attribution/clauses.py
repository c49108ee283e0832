"""The speaker by the sentence around a quotation, where no report stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from corpuskit.quotes.attribution.context import Attribution, Context, Span, attribute_to, span_of
from corpuskit.quotes.attribution.cues import PASSIVE, attribute_by_cue, with_outer_subject
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.reading import read_mention
from corpuskit.quotes.syntax.clauses import clause_start, list_segments
from corpuskit.quotes.syntax.phrases import (
    Phrase,
    first_subject,
    is_passive,
    phrase_before,
    phrase_from,
    with_apposition,
)
from corpuskit.quotes.syntax.preverbal import subject_before
from corpuskit.quotes.syntax.tokens import PAUSED, Token

_ENDS_OF_SENTENCES = frozenset((".", PAUSED))
"""The marks of quotations that end as sentences do."""
_MOST_CUES = 12
"""How many cues before a quotation are asked for a speaker; a sentence with more is none."""
_REACH_OF_A_NOUN = 4
"""How many tokens before a quotation a noun of saying may stand."""


def owning_noun(context: Context) -> Attribution | None:
    """Return the owner of a noun of saying: «Ann Lee’s claim that “…”», «his “…” remark»."""
    tokens, k, lexicon = context.tokens, context.at, context.lexicon
    if k and k + 1 < len(tokens) and tokens[k + 1].form in lexicon.nouns:
        return attribute_to(context, _owner(tokens, k, lexicon), k + 1)
    for noun in range(k - 1, max(-1, k - 1 - _REACH_OF_A_NOUN), -1):
        if tokens[noun].form in lexicon.nouns:
            if any(token.tag == "cue" for token in tokens[:noun]):
                # «They ruled that Trump’s statement “…”»: somebody else speaks of it.
                return None
            return attribute_to(context, _owner(tokens, noun, lexicon), noun)
        if tokens[noun].tag not in ("sub", ":", ",", "word", "det"):
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


def cue_on_the_left(context: Context) -> Attribution | None:
    """Return the speaker by a cue somewhere before the quotation: «Ann Lee called the plan “…”»."""
    if "cue" not in context.tags:
        return None
    tokens = context.tokens
    tried = 0
    agentless = None
    is_announced = context.at > 0 and tokens[context.at - 1].tag == ":"
    for index in range(context.at - 1, -1, -1):
        ends = tokens[index].tag == "quote" and tokens[index].form in _ENDS_OF_SENTENCES
        if is_announced and (ends or tokens[index].tag == ";"):
            # «He said: “It is late.” The child held him: “…”»: that was another sentence.
            break
        if tokens[index].tag != "cue":
            continue
        if tried == _MOST_CUES:
            break
        tried += 1
        found = _said_there(context, index) or attribute_by_cue(context, index)
        if found is not None and found.speaker is None and found.rule is PASSIVE:
            # «She added that it would be found “…”»: another verb says who speaks, where there is one.
            agentless = agentless or found
        elif found is not None:
            return with_outer_subject(context, found, index)
    return agentless


def _said_there(context: Context, cue: int) -> Attribution | None:
    """Return the source of the sentence before, where a verb without a subject stands between commas: «Проблема, отмечают там, стала “…”»."""
    tokens, lexicon, place = context.tokens, context.lexicon, context.place
    if not lexicon.impersonal_suffixes or not tokens[cue].form.endswith(lexicon.impersonal_suffixes):
        return None
    behind = next((token.tag for token in tokens[cue + 1 :] if token.tag != "adv"), None)
    if not cue or tokens[cue - 1].tag != "," or behind != ",":
        return None
    before = context.subjects.reader.sentences(place.paragraph)[place.sentence - 1] if place.sentence else []
    source = according_in(context.text, before, lexicon) if before else None
    span = tokens[cue].start, tokens[cue].end
    return Attribution(None if source is None else source.speaker, span, PASSIVE, implicit=True)


def outermost_report(context: Context) -> Attribution | None:
    """Return the subject of the first of several verbs of saying before the quotation: «She added that it was called “…”»."""
    tokens = context.tokens
    cues = [index for index in range(context.at) if tokens[index].tag == "cue"]
    if len(cues) < _SEVERAL or is_passive(tokens, cues[0], context.lexicon):
        return None
    found = attribute_by_cue(context, cues[0])
    return None if found is None or found.speaker is None else found


_SEVERAL = 2


def according(context: Context) -> Attribution | None:
    """Return who is named after a phrase: «According to Ann Lee, “…”»."""
    lexicon = context.lexicon
    span = find_phrase(context.text, context.tokens, lexicon.own_words)
    if span is not None:
        at = next(place for place, token in enumerate(context.tokens) if token.end > span[0])
        for token in context.tokens[at:]:
            if token.start < span[1] and lexicon.is_pronoun(token.form):
                return Attribution((token.start, token.end), span)
        speaker = context.subjects.latest(context.tokens, at, context.place, any_gender=True)
        return Attribution(speaker, span, implicit=True)
    quoted = _quoted_from(context)
    if quoted is not None:
        return quoted
    for place, token in enumerate(context.tokens):
        if place and token.form in lexicon.according_after and token.tag != "quote":
            return attribute_to(context, phrase_before(context.tokens, place, 0), place)
    span = find_phrase(context.text, context.tokens, lexicon.according)
    if span is not None and lexicon.unspaced and not _heads_a_quotation(context, span):
        # «为贯彻“一国两制”，根据宪法，制定本法», «他们按照模式组成新军»
        return None
    found = None if span is None else attribute_named_after(context.tokens, span, context.lexicon)
    return None if found is None or _is_a_rule(context, found) else found


def according_in(text: str, tokens: list[Token], lexicon: Lexicon) -> Attribution | None:
    """Return whom a sentence begins with as its source: «According to Ann Lee, the bridge is old.».

    Args:
        text: The text of the document.
        tokens: The sentence.
        lexicon: Phrases of its language.
    """
    span = find_phrase(text, tokens, lexicon.according)
    if span is None or span[0] != tokens[0].start or lexicon.unspaced:
        return None
    found = attribute_named_after(tokens, span, lexicon)
    if found is None or found.speaker is None:
        return None
    return found if read_mention(text[slice(*found.speaker)], lexicon).make in ("name", "title") else None


def _is_a_rule(context: Context, found: Attribution) -> bool:
    """Return whether a phrase names what is followed and says nothing: «按照公司章程», «وفق القانون»."""
    lexicon, speaker = context.lexicon, found.speaker
    if speaker is None or not lexicon.not_sources:
        return False
    named = context.text[slice(*speaker)]
    return (
        named.endswith(lexicon.not_sources) if lexicon.unspaced else named.split()[0] in lexicon.not_sources
    )


def _heads_a_quotation(context: Context, span: Span) -> bool:
    """Return whether a phrase begins a clause, and a quotation follows."""
    begins = span[0] == 0 or not context.text[span[0] - 1].isalnum()
    return begins and any(token.tag == "quote" and token.start > span[0] for token in context.tokens)


def _quoted_from(context: Context) -> Attribution | None:
    """Return whose words are passed on: «نقلت القناة عن سائق شاحنة قوله»."""
    tokens, lexicon = context.tokens, context.lexicon
    words = next((place for place, token in enumerate(tokens) if token.form in lexicon.quoted_words), None)
    if words is None:
        return None
    start = next(
        (place for place in range(words - 1, -1, -1) if tokens[place].form in lexicon.quoted_from), None
    )
    return (
        None
        if start is None
        else attribute_to(context, phrase_from(tokens, start + 1, words, lexicon), words)
    )


def find_phrase(text: str, tokens: Sequence[Token], pattern: regex.Pattern[str] | None) -> Span | None:
    """Return where a phrase such as «according to» stands in a sentence, outside of its quotations.

    Args:
        text: The text of the document.
        tokens: The sentence.
        pattern: The phrases of its language; None where there are none.
    """
    if pattern is None:
        return None
    start = tokens[0].start
    for token in [*(token for token in tokens if token.tag == "quote"), None]:
        match = pattern.search(text, start, tokens[-1].end if token is None else token.start)
        if match is not None:
            return int(match.start()), int(match.end())
        start = start if token is None else token.end
    return None


_SHORTEST_NOUN = 3


def attribute_named_after(tokens: list[Token], span: Span, lexicon: Lexicon) -> Attribution | None:
    """Return the attribution to the noun phrase after the phrase at `span`.

    Args:
        tokens: The sentence.
        span: Where the phrase stands in the document.
        lexicon: For the prepositions that link nouns.
    """
    index = next((i for i, token in enumerate(tokens) if token.end > span[1]), None)
    if index is None:
        return None
    if tokens[index].start < span[1]:
        # The preposition is written together with the noun, or with a pronoun: «حسبه».
        if (
            tokens[index].form.endswith(lexicon.owning_suffixes)
            and tokens[index].end - span[1] < _SHORTEST_NOUN
        ):
            return None
        is_whole = tokens[index].form.startswith(lexicon.joined_articles)
        rest = tokens[index]._replace(tag="word", start=tokens[index].start if is_whole else span[1])
        tokens = [*tokens[:index], rest, *tokens[index + 1 :]]
    phrase = phrase_from(tokens, index, len(tokens), lexicon)
    if phrase is not None and tokens[phrase[0]].tag != "cap":
        # «à en croire la ministre, Anne Roy, …», «en palabras del director de la Fundación, Julio Paz, …»
        whole = with_apposition(tokens, phrase, lexicon)
        named = tokens[phrase[1] + 1 : whole[1]]
        phrase = whole if len(named) > 1 and all(token.tag == "cap" for token in named) else phrase
    if phrase is None:
        return None
    start, end = span_of(tokens, phrase)
    last = phrase[1] - 1
    is_owned = lexicon.unspaced and last > phrase[0] and tokens[last].form in lexicon.nouns
    if is_owned and tokens[last - 1].form.endswith(lexicon.attributive):
        # «根据世界卫生组织|的说法»
        end = tokens[last - 1].end - len(lexicon.attributive)
    return Attribution((start, end), span)


def inscribed(context: Context) -> Attribution | None:
    """Return what bears the words, where nobody is named beside them: «На двери висит табличка: “…”», «“…”, stand auf dem Schild»."""
    tokens, k, lexicon = context.tokens, context.at, context.lexicon
    said = [token.tag for token in tokens[max(0, k - 2) : k]]
    if (
        k > len(said) > 1
        and said[0] in ("rel", "sub")
        and said[1] == "cue"
        and _is_written(tokens[k - 3], lexicon)
    ):
        # «una escuela con | un letrero | que decía “…”»
        return Attribution(_span_of_written(tokens, 0, k - 3, lexicon))
    if k and tokens[k - 1].tag == ":":
        start, end = clause_start(tokens, k - 1), k - 1
    elif k + 2 < len(tokens) and tokens[k + 1].tag in (",", "-") and tokens[k + 2].tag in _BEGINS_A_REPORT:
        start, end = k + 2, min(len(tokens), k + 2 + _LONGEST_INSCRIPTION)
        end -= tokens[end - 1].tag == "."
    else:
        return None
    for first, last in reversed(list_segments(tokens, start, end)[-_SEVERAL:]):
        words = tokens[first:last]
        if any(_may_be_a_speaker(word, lexicon) for word in _without_places(words, lexicon)):
            return None
        place = next((place for place in range(first, last) if _is_written(tokens[place], lexicon)), None)
        if place is not None:
            return Attribution(_span_of_written(tokens, first, place, lexicon))
    return None


_LONGEST_INSCRIPTION = 6
_BEGINS_A_REPORT = frozenset({"word", "verb", "aux"})


def _may_be_a_speaker(word: Token, lexicon: Lexicon) -> bool:
    is_name = word.tag == "cap" and not lexicon.nouns_are_capitalised and word.form not in lexicon.written
    return (
        is_name
        or word.tag in ("cue", "pron", "quote", "!", "?", ".")
        or word.form in lexicon.given_names
        or lexicon.is_person(word.form)
    )


def _without_places(words: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Return the words of a clause without the capitals behind a preposition: «Na venda de | Santo Antônio | tem uma placa»."""
    kept: list[Token] = []
    behind = False
    for word in words:
        behind = word.tag == "prep" or (
            behind and (word.tag in ("det", "cap") or word.form in lexicon.titles)
        )
        if not (behind and word.tag == "cap"):
            kept.append(word)
    return kept


def _is_written(word: Token, lexicon: Lexicon) -> bool:
    return word.form in lexicon.written or (
        lexicon.unspaced and any(noun in word.form for noun in lexicon.written)
    )


def _span_of_written(tokens: Sequence[Token], first: int, place: int, lexicon: Lexicon) -> Span:
    """Return where a noun stands with its determiner."""
    if lexicon.unspaced:
        # «一块|木牌», «纸条|上»
        form = tokens[place].form
        noun = max((noun for noun in lexicon.written if noun in form), key=len)
        start = tokens[place].start + form.rindex(noun)
        return start, start + len(noun)
    begun = place
    while begun > first and tokens[begun - 1].tag == "word" and lexicon.has_articles:
        begun -= 1
    begun = begun - 1 if begun > first and tokens[begun - 1].tag == "det" else place
    return tokens[begun].start, tokens[place].end


def viewpoint(context: Context) -> Attribution | None:
    """Return whose view it is: «Pour Anne Roy, c’est “…”»."""
    tokens, lexicon = context.tokens, context.lexicon
    if context.at < _SHORTEST_VIEW or tokens[0].form not in lexicon.viewpoint:
        return None
    phrase = phrase_from(tokens, 1, context.at, lexicon)
    if phrase is None or phrase[1] >= context.at or tokens[phrase[1]].tag != ",":
        return None
    if not any(token.tag in ("cap", "pron") for token in tokens[slice(*phrase)]):
        return None
    return attribute_to(context, phrase, 0)


_SHORTEST_VIEW = 3


def cue_on_the_right(context: Context) -> Attribution | None:
    """Return the speaker by a cue somewhere after the quotation: «“…” is what Ann Lee said»."""
    if "cue" not in context.tags:
        return None
    tokens, k = context.tokens, context.at
    for index in range(k + 1, len(tokens)):
        if tokens[index].tag == "cue" and not is_passive(tokens, index, context.lexicon):
            phrase = subject_before(tokens, index, context.lexicon, floor=k + 1)
            if phrase is not None:
                return attribute_to(context, phrase, index)
    return None


def _subject_before_colon(tokens: Sequence[Token], k: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject of the last clause before a colon: «Preguntada por ello, Arrieta se mostró tajante: “…”»."""
    if k < _SHORTEST_VIEW or tokens[k - 1].tag != ":" or lexicon.verb_second:
        return None
    comma = next((place for place in range(k - 2, -1, -1) if tokens[place].tag == ","), None)
    if comma is None or tokens[comma + 1].tag not in ("cap", "pron", "det"):
        return None
    phrase = phrase_from(tokens, comma + 1, k - 1, lexicon)
    return phrase if phrase is not None and phrase[1] < k - 1 else None


def reported_mood(context: Context) -> Attribution | None:
    """Return the speaker before, where the mood says that the sentence is still reported: «Der Rücktritt sei “…”»."""
    tokens, lexicon = context.tokens, context.lexicon
    if "cue" in context.tags or not any(token.form in lexicon.reported_mood for token in tokens):
        # Where the sentence has a verb of saying, that one reports.
        return None
    if any(token.tag == "pron" and token.form in lexicon.first_person for token in tokens):
        # «Ich stand dabei und habe gedacht: „…“»: of oneself, the form is that of what is not reported.
        return None
    if find_phrase(context.text, tokens, lexicon.according) is not None:
        return None
    outer = _subject_of_outer_clause(context)
    if outer is not None:
        return outer
    if any(_says_who_knows(tokens, place, lexicon) for place in range(context.at - 2)):
        return None
    speaker = context.subjects.latest(tokens, 0, context.place, any_gender=True)
    return None if speaker is None else Attribution(speaker, implicit=True)


def _subject_of_outer_clause(context: Context) -> Attribution | None:
    """Return who is named in the clause before the reported one: «Ann Lee hielt dagegen, der Esel sei “…”»."""
    tokens, lexicon = context.tokens, context.lexicon
    mood = next(place for place, token in enumerate(tokens) if token.form in lexicon.reported_mood)
    comma = next((place for place in range(min(mood, context.at) - 1, 0, -1) if tokens[place].tag == ","), 0)
    phrase = phrase_from(tokens, 0, comma, lexicon) if comma else None
    if phrase is None or phrase[1] >= comma or tokens[phrase[1]].tag in (",", "prep"):
        return None
    is_named = read_mention(context.text[slice(*span_of(tokens, phrase))], lexicon).make == "name"
    return Attribution(span_of(tokens, phrase)) if is_named else None


def _says_who_knows(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Return whether a verb without a person begins what is reported: «In der Anzeige hieß es, das Instrument sei “…”»."""
    return (
        tokens[place].tag == "verb"
        and tokens[place + 1].form in lexicon.impersonal_pronouns
        and tokens[place + 2].tag == ","
    )


def main_subject(context: Context) -> Attribution | None:
    """Return the subject of the sentence, where there is no verb of saying at all."""
    tokens, k, lexicon = context.tokens, context.at, context.lexicon
    if not lexicon.subject_first:
        return None
    start = clause_start(tokens, k)
    phrase = _subject_before_colon(tokens, k, lexicon)
    if phrase is None and start < k:
        phrase = first_subject(tokens, start, k, lexicon)
    if phrase is None and start > 0:
        phrase = first_subject(tokens, 0, k, lexicon)
    return attribute_to(context, phrase)
