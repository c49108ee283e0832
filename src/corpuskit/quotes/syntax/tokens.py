"""The sentences around quotations, with each quotation as one token of them."""

from collections.abc import Sequence
from typing import NamedTuple

from corpuskit.patterns import compile_later
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.quotes.titles import ABBREVIATED
from corpuskit.text.segments import Paragraph, iter_sentences

_TERMINAL = ".!?…؟。！？"
_LETTER = compile_later(r"\p{L}")
# The last character of a mask is a full stop where the quotation ends the sentence around it.
_MASKED = r"\u0001\u0002*(?:[\u0003\u0004]|\.)?"
PAUSED = "\u0004"
"""The last character of the mask of a quotation that ends with a comma, or asks or exclaims in a sentence that goes on."""
_COMMAS = ",،，"
_WORD = r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*"
_SMALL_TITLE = rf"\.(?<=(?<!\p{{L}})(?:{ABBREVIATED.lower()})\.)(?=\s+\p{{Lu}})"
_REST = (
    rf"|(?:\d+|\p{{Lu}}\p{{L}}?)\.[ºª]|(?:\p{{Lu}}\.){{2,}}|\p{{Lu}}\.(?=\s+\p{{Lu}})|(?<=(?<!\p{{L}})\p{{Lu}}\.\s)\p{{Lu}}\.|(?:{ABBREVIATED})\."
    rf"|\d+(?:[.,]\d+)+(?:[’'‑-]{_WORD})*|{_WORD}(?:[’'‑-]{_WORD})*(?:(?<=s)[’'](?=\s\p{{Ll}})|{_SMALL_TITLE})?"
    r"|[@#$]\w+|--|\S"
)
# A word in small letters begins none of the others.
_SMALL_WORD = rf"|[\p{{Ll}}\p{{Lo}}_][\p{{L}}\p{{M}}\p{{N}}_]*(?:[’'‑-]{_WORD})*(?:(?<=s)[’'](?=\s\p{{Ll}})|{_SMALL_TITLE})?"
_TOKEN = compile_later(_MASKED + _SMALL_WORD + _REST)
_PRONOUN_AFTER_VERB = r"-(?:t-)?(?:ils?|elles?|on|je|nous|vous|moi|toi|lui|leur)\b"
# «l’agence», «dit-il», «a-t-elle» are two words each.
_TOKEN_WITH_ELISION = compile_later(
    _MASKED
    + r"|(?<!\p{L})(?:(?i:[cdl]|qu|jusqu|lorsqu|puisqu)[’'](?=\p{L})|(?i:[jmnst])[’'](?=\p{Ll}))"
    + rf"|(?<=\p{{L}}){_PRONOUN_AFTER_VERB}|{_WORD}(?={_PRONOUN_AFTER_VERB})"
    + _REST
)
# Punctuation that is one token class each, by the tag that it gets.
_PUNCTUATION = dict.fromkeys("–—―", "-") | {
    "--": "-",
    "،": ",",
    "，": ",",
    "、": ",",
    "：": ":",
    "；": ";",
    "؛": ";",
}


# «s’indigne» owns nothing.
_SHORTEST_OWNER = 2


class Token(NamedTuple):
    """A word, a punctuation mark or a masked quotation.

    Attributes:
        tag: `quote`; for a word its class in the lexicon, `cue`, `cap` (a capitalised word), `number` or `word`;
            for punctuation the mark itself.
        start: Index of its first code point in the document.
        end: Index after its last code point.
        form: The word in lower case; the mark.
    """

    tag: str
    start: int
    end: int
    form: str


def mask_paragraph(text: str, paragraph: Paragraph, marked: Sequence[MarkedString]) -> str:
    """Return the paragraph with every quotation as one run of control characters of the same length.

    Args:
        text: The text of the document.
        paragraph: The paragraph.
        marked: The outermost quotations that touch it, in order.
    """
    pieces = []
    done = paragraph.start
    for quotation in marked:
        start, end = max(quotation.outer_start, done), min(quotation.outer_end, paragraph.end)
        if start >= end:
            continue
        pieces.append(text[done:start])
        pieces.append(_mask(text, start, end, quotation, paragraph))
        done = end
    pieces.append(text[done : paragraph.end])
    return "".join(pieces)


def _mask(text: str, start: int, end: int, quotation: MarkedString, paragraph: Paragraph) -> str:
    length = end - start
    if length == 1:
        return "\u0001"
    body = "\u0001" + "\u0002" * (length - 2)
    last = text[min(quotation.end, paragraph.end) - 1]
    following = text[end : min(end + 3, paragraph.end)].lstrip(" ")
    # The full stop inside the marks ends the sentence around it, unless that one goes on.
    ends = last in _TERMINAL and not following[:1].islower() and following[:1] not in ",;:،؛，；：—–-"
    return body + ("." if ends else PAUSED if last in _COMMAS or last in _TERMINAL else "\u0003")


def split_sentences(masked: str) -> list[tuple[int, int]]:
    """Return the `(start, end)` of the sentences of a masked paragraph, relative to its start."""
    return list(iter_sentences(masked))


def list_tokens(masked: str, start: int, end: int, offset: int, lexicon: Lexicon) -> list[Token]:
    """Return the tokens of one sentence of a masked paragraph.

    Args:
        masked: The masked paragraph.
        start: Where the sentence begins in it.
        end: Where it ends.
        offset: Where the paragraph begins in the document.
        lexicon: Classes of words.
    """
    if lexicon.known_words is not None:
        return _list_unspaced_tokens(masked, start, end, offset, lexicon)
    tokens: list[Token] = []
    readings = lexicon.readings
    if len(readings) > _MOST_READINGS:
        readings.clear()
    pattern = _TOKEN_WITH_ELISION if lexicon.elides else _TOKEN
    starts, owned = True, False
    for match in pattern.finditer(masked, start, end):
        first, last = match.span()
        form = match[0]
        if form[0] == "\u0001":
            tokens.append(Token("quote", offset + first, offset + last, form[-1]))
            starts, owned = True, False
            continue
        reading = readings.get((form, starts, owned))
        if reading is None:
            reading = readings[form, starts, owned] = _read_word(form, starts, owned, lexicon)
        tag, folded, starts, owned = reading
        if tag in _READ_BY_CONTEXT:
            if tag == "pron" and form[0] == "-":
                first = last - len(folded)
            elif _is_word_here(tag, folded, tokens, lexicon):
                tag = "word"
        # Hot path: half the time of `Token(...)`.
        tokens.append(_new_token(Token, (tag, offset + first, offset + last, folded)))
    _retag(tokens, lexicon)
    return tokens


_new_token = tuple.__new__
_READ_BY_CONTEXT = frozenset({"pron", "and", "adv", "time", "cue"})


def _is_word_here(tag: str, folded: str, before: list[Token], lexicon: Lexicon) -> bool:
    """Return whether a word that may be more is a plain word behind the tokens before it."""
    if tag == "and":
        # «قالت أم جميل»: what divides nouns stands between them.
        return folded in lexicon.name_prefixes and (not before or before[-1].tag != "word")
    if tag in ("adv", "time"):
        return _goes_on(folded, before[-2:], lexicon)
    # «une visite dite « portes ouvertes »», but «elle s’est dite « ravie »».
    return tag == "cue" and folded in lexicon.behind_auxiliaries and (not before or before[-1].tag != "aux")


def _retag(tokens: list[Token], lexicon: Lexicon) -> None:
    for place in range(1, len(tokens)) if lexicon.name_prefixes else ():
        if tokens[place - 1].form in lexicon.name_prefixes and tokens[place].form in lexicon.given_names:
            # «المزارعة أم عمر»
            tokens[place - 1] = tokens[place - 1]._replace(tag="word")
    for place in range(len(tokens) - 1) if lexicon.month_names else ():
        if (
            tokens[place].tag == "time"
            and tokens[place + 1].tag == "cap"
            and tokens[place].form in lexicon.month_names
        ):
            # «said | April | Lee», «die Vorsitzende | Juli | Sommer», but «in | April | Lee said»
            before = tokens[place - 1].tag if place else ","
            if before in ("cap", "cue", ","):
                tokens[place] = tokens[place]._replace(tag="cap")
    if not (lexicon.reflexive_verbs or lexicon.plural_determiners):
        return
    for place, token in enumerate(tokens):
        if token.tag == "cue":
            tokens[place] = token._replace(tag=_tag_of_cue(tokens, place, lexicon))


def _tag_of_cue(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> str:
    """Return the tag of a verb of saying by what stands beside it: «befand sich» is another verb, «other fine claims» a noun."""
    form = tokens[place].form
    beside = [token.form for token in (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])]
    if form in lexicon.reflexive_verbs and not lexicon.reflexives.isdisjoint(beside):
        return "verb"
    if form in lexicon.oblique_determiners and place and tokens[place - 1].tag not in (",", "quote"):
        # «nahm meinen Mantel», but «„Zu teuer“, meinen Kritiker».
        return "det" if place + 1 < len(tokens) and tokens[place + 1].tag == "cap" else "cue"
    if (
        lexicon.plural_determiners
        and form.endswith("s")
        and place > 1
        and tokens[place - 1].tag in _ATTRIBUTES
    ):
        is_many = tokens[place - 2].form in lexicon.plural_determiners
        if is_many or beside[-1] in lexicon.plural_auxiliaries:
            return "word"
    return "cue"


_ATTRIBUTES = frozenset({"word", "participle"})


def _goes_on(word: str, before: list[Token], lexicon: Lexicon) -> bool:
    """Return whether a word goes on with a name or a title before it: «عبد | الله», «حسن فضل | الله», «أمين | عام»."""
    if not before or before[-1].tag != "word":
        return False
    if word in lexicon.title_adjectives:
        return lexicon.is_person(before[-1].form)
    names = lexicon.name_prefixes | lexicon.given_names
    return word in lexicon.name_suffixes and any(token.form in names for token in before)


# Words read so far are kept: a text repeats them.
_MOST_READINGS = 50_000


def _read_word(form: str, starts: bool, owned: bool, lexicon: Lexicon) -> tuple[str, str, bool, bool]:
    """Return the tag and the folded form of a word or a mark, and `starts` and `owned` for the next one.

    Args:
        form: The word as written.
        starts: Whether it may have a capital because something begins here.
        owned: Whether an article or a possessive stands before it, so that it is no verb.
        lexicon: Classes of words.
    """
    folded = form.lower().replace("’", "'")
    if _LENGTHENING in folded and folded[-1] != _LENGTHENING:
        # «فـقال»; a preposition before a mark keeps it: «بـ“السلام”».
        folded = folded.replace(_LENGTHENING, "")
    folded = lexicon.spell(folded)
    if lexicon.elides and folded[0] == "-" and folded[-1].isalpha():
        tag, folded = "pron", folded.rsplit("-", 1)[-1]
    else:
        tag = _classify(form, folded, starts, owned, lexicon)
    next_starts = not (tag.isalpha() or tag in _INSIDE_PHRASE)
    next_owned = tag == "det" or (len(folded) > _SHORTEST_OWNER and folded.endswith(("'s", "s'")))
    return tag, folded, next_starts, next_owned


_UNSPACED = compile_later(_MASKED + r"|[A-Za-z_·•]+|[\p{L}\d][\p{L}\p{M}\d·•]*|\S")


def _list_unspaced_tokens(masked: str, start: int, end: int, offset: int, lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a script without spaces: words of the lexicon, and the runs between them."""
    tokens: list[Token] = []

    def add(tag: str, first: int, last: int) -> None:
        if last > first:
            tokens.append(Token(tag, offset + first, offset + last, masked[first:last]))

    for match in _UNSPACED.finditer(masked, start, end):
        form = match.group()
        if form[0] == "\u0001":
            tokens.append(Token("quote", offset + match.start(), offset + match.end(), form[-1]))
        elif not form[0].isalnum():
            add(_PUNCTUATION.get(form, _FULLWIDTH.get(form, form)), match.start(), match.end())
        else:
            done = match.start()
            for word in lexicon.known_words.finditer(masked, match.start(), match.end()):  # type: ignore[union-attr]
                add("word", done, word.start())
                known = word.group()
                tag = lexicon.tag_of_known(known)
                if tag == "cue" and tokens and masked[word.start() - 1] in lexicon.adverb_endings:
                    _tag_adverb(tokens, lexicon)
                if tag in _BEHIND_A_SUBJECT and tokens and tokens[-1].end == offset + word.start():
                    _divide_short_adverb(tokens, lexicon)
                add(tag, word.start(), word.end())
                done = word.end()
            add("word", done, match.end())
    return tokens


def _tag_adverb(tokens: list[Token], lexicon: Lexicon) -> None:
    """Give the tag of an adverb to what stands before a verb and ends like one, without a name before it: «刘长顺|慢吞吞地|道»."""
    last = tokens[-1]
    if last.tag != "word" or len(last.form) == 1:
        return
    form = last.form[:-1]
    # «冷冷», «乐呵呵», «气喘吁吁», «兴高采烈»
    is_doubled = form[-1] == form[-2:-1]
    names = (len(form) - length for length in ((2, 3, 4) if is_doubled else (2, 4)))
    name = next((length for length in names if 1 < length <= _LONGEST_UNSPACED_NAME), 0)
    if name and form[0] in lexicon.surnames:
        tokens[-1] = last._replace(end=last.start + name, form=form[:name])
        last = last._replace(start=last.start + name, form=last.form[name:])
        tokens.append(last)
    tokens[-1] = last._replace(tag="adv")


_BEHIND_A_SUBJECT = frozenset({"cue", "verb", "prep", "adv", "time"})


def _divide_short_adverb(tokens: list[Token], lexicon: Lexicon) -> None:
    """Divide an adverb of one character from the subject before it: «王毅|曾|表示»."""
    last = tokens[-1]
    if last.tag != "word" or len(last.form) <= 1:
        return
    if last.form[-1] in lexicon.paired_adverbs:
        # «老马|边系鞋带边|念叨»
        first = last.form.find(last.form[-1], 1)
        if first < len(last.form) - 1:
            end = last.start + first
            tokens[-1:] = [
                last._replace(end=end, form=last.form[:first]),
                Token("adv", end, last.end, last.form[first:]),
            ]
    elif last.form[-1] in lexicon.short_adverbs:
        end = last.end - 1
        tokens[-1:] = [
            last._replace(end=end, form=last.form[:-1]),
            Token("adv", end, last.end, last.form[-1]),
        ]


_LONGEST_UNSPACED_NAME = 3


_FULLWIDTH = {"【": ";", "】": ";", "。": ".", "！": "!", "？": "?", "（": "(", "）": ")"}


# After these a capital says that a word is a name; after other marks it may begin a sentence.
_INSIDE_PHRASE = frozenset({",", "(", ")", "[", "]", "&", "/", ".", "'", "’", "‘", "·"})


def _classify(form: str, folded: str, starts: bool, owned: bool, lexicon: Lexicon) -> str:
    if not (form[0].isalnum() or form[0] in "_@#$"):
        return _PUNCTUATION.get(form, form)
    tag = lexicon.tags.get(folded)
    if form[0].isupper() and lexicon.capitals and not starts:
        kept = ("time", "pron") if lexicon.times_are_capitalised else ("pron",)
        if tag is None or (tag not in kept and not form.isupper()):
            return "cap"
    if tag is not None:
        return tag
    if folded in lexicon.cues and (not owned or form.endswith(lexicon.report_suffixes or "\0")):
        # «la calificó»: a finite verb after an article has an object before it.
        return "cue"
    elided = folded[: folded.find("'") + 1]
    if elided and lexicon.tags.get(elided) == "prep" and elided not in lexicon.linking:
        # «nell’udienza»
        return "prep"
    return _classify_by_form(form, folded, lexicon)


def _classify_by_form(form: str, folded: str, lexicon: Lexicon) -> str:
    if form[0].isdigit():
        return "number"
    if form[0] in "@#" or (form[0].isupper() and lexicon.capitals):
        return "cap"
    if len(form) >= _SHORTEST_VERB and not folded.endswith(("'s", "s'")):
        if form.endswith(lexicon.adverb_suffixes or "\0") and folded not in lexicon.not_adverbs:
            return "adv"
        if form.endswith(lexicon.past_suffixes or "\0"):
            return "verb"
        if form.endswith(lexicon.participle_suffixes or "\0"):
            return "participle"
    return "word"


_LENGTHENING = "\u0640"
"""The bar that lengthens Arabic letters."""
_SHORTEST_VERB = 5
