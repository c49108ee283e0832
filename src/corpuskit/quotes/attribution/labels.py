"""Labels before a quotation: «The coroner, Ann Lee: “…”», and headlines, which are none."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.attribution.context import Attribution, Context, span_of
from corpuskit.quotes.attribution.reports import LONGEST_REPORT, OF_CLAUSES
from corpuskit.quotes.lexicon import Lexicon, read_lexicon
from corpuskit.quotes.mentions.names import SMALL_BEFORE
from corpuskit.quotes.mentions.reading import Reading, is_given_name, read_mention
from corpuskit.quotes.syntax.clauses import clause_start
from corpuskit.quotes.syntax.phrases import phrase_from, with_apposition
from corpuskit.quotes.syntax.tokens import Token
from corpuskit.quotes.tables import list_languages


def labelling(context: Context) -> Attribution | None:
    """Return who stands alone before a colon: «The witness: “He seemed wet.”»."""
    tokens, k, lexicon = context.tokens, context.at, context.lexicon
    if k < _SHORTEST_LABEL or tokens[k - 1].tag != ":":
        return None
    start = clause_start(tokens, k - 1)
    while start < k and not tokens[start].tag.isalpha():
        start += 1
    start = _owner_of_a_noun(tokens, start, k - 1, lexicon)
    comma = next((place for place in range(k - 2, start, -1) if tokens[place].tag == ","), start)
    found = _label_from(context, start)
    if found is None and comma > start and not any(token.tag == "cue" for token in tokens[:k]):
        return _label_from(context, comma + 1)
    return found


def _label_from(context: Context, start: int) -> Attribution | None:
    """Return who is named between the token at `start` and the colon before a quotation: «Bridge closed, the mayor: “…”»."""
    tokens, k, lexicon = context.tokens, context.at, context.lexicon
    phrase = phrase_from(tokens, start, k - 1, lexicon)
    if phrase is None or (lexicon.unspaced and phrase[1] < k - 1 and tokens[phrase[1]].tag == "adv"):
        return None
    end = with_apposition(tokens, phrase, lexicon)[1]
    if _begins_with_a_foreign_verb(tokens[slice(*phrase)], lexicon):
        phrase = phrase[0] + 1, phrase[1]
    rest = tokens[end : k - 1]
    is_verb = len(rest) == 1 and rest[0].tag == "word" and not lexicon.cues
    is_clause = len(rest) > LONGEST_REPORT or any(token.tag in OF_CLAUSES for token in rest)
    if rest and not is_verb and (is_clause or rest[0].tag not in _AFTER_A_LABEL):
        return None
    mention = context.text[slice(*span_of(tokens, phrase))]
    reading = read_mention(mention, lexicon)
    is_person = any(lexicon.is_person(word) for word in _head_of(mention, lexicon))
    if reading.make != "name" and not is_person:
        return None
    bare = [word for word in mention.lower().split() if word.isalpha()]
    if len(bare) == 1 and bare[0] in lexicon.title_before:
        # «19:00 Teatro: “La viuda de ayer”»
        return None
    if _is_headline(context, mention, reading, bool(rest)):
        return None
    return Attribution(span_of(tokens, (phrase[0], end)))


def _owner_of_a_noun(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the person is named whose saying a noun before a colon is: «Dura la replica di | Giovanna Mele: “…”»."""
    noun = next((place for place in range(start, end) if tokens[place].form in lexicon.nouns), None)
    if noun is None or noun + 1 >= end:
        return start
    if tokens[noun + 1].form in lexicon.bylines:
        return noun + 2
    return noun + 1 if lexicon.genitive_follows else start


_SHORTEST_LABEL, _AFTER_A_LABEL = 2, (",", "prep", "(", "adv")


def _head_of(mention: str, lexicon: Lexicon) -> list[str]:
    """Return the words of a mention up to the first complement, in lower case: «Nuovo appello | del Papa»."""
    words = mention.lower().split()
    return words[: next((k for k, word in enumerate(words) if k and word in lexicon.linking), len(words))]


def _is_headline(context: Context, mention: str, reading: Reading, goes_on: bool) -> bool:
    """Return whether a label is what happened, and no person: «Nuovo appello del Papa: “…”», «Paura in centro: “…”»."""
    lexicon = context.lexicon
    if not lexicon.capitals or lexicon.nouns_are_capitalised:
        return False
    head = _head_of(mention, lexicon)
    if any(map(lexicon.is_person, head)):
        return False
    name = (reading.name or "").lower().split()
    if len(head) < len(mention.split()) and not set(name) & set(head):
        return True
    if len(mention.split()) > 1 or is_given_name(mention) or not goes_on or not mention.istitle():
        return False
    # The name of a person stands inside a sentence elsewhere.
    text, start = context.text, context.text.find(mention)
    while start >= 0:
        if SMALL_BEFORE.search(text, max(0, start - len("a, ")), start):
            return False
        start = text.find(mention, start + 1)
    return True


def _begins_with_a_foreign_verb(label: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether a verb of saying of another language stands before a given name: «Dijo Pedro: “…”» in an English text."""
    if not lexicon.capitals or [token.tag for token in label] != ["cap", "cap"]:
        return False
    if is_given_name(label[0].form) or not is_given_name(label[1].form):
        return False
    return any(label[0].form.lower() in read_lexicon(code).cues for code in sorted(list_languages()))
