"""The sentences around quotations, with each quotation as one token of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.marks import MarkedString
from corpuskit.text.segments import Paragraph, iter_sentences

_TERMINAL = ".!?…؟。！？"
_LETTER = regex.compile(r"\p{L}")
_TOKEN = regex.compile(
    r"\u0001\u0002*\P{L}?"  # a masked quotation
    r"|(?:\p{Lu}\.){2,}|\p{Lu}\.(?=\s+\p{Lu})|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Jr|Sr|Lt|Gen|Col|Rev|Prof|St)\."
    r"|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(?:[’'‑-][\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)*"
    r"|[@#$][\w]+|--|\S"
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


class Sentence(NamedTuple):
    """A sentence of running text; quotations in it are single tokens, so it is cut at none of their full stops."""

    tokens: list[Token]
    paragraph: int
    first: bool
    last: bool


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
    return body + ("." if ends else "\u0002")


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
    tokens: list[Token] = []
    for match in _TOKEN.finditer(masked, start, end):
        form = match.group()
        if form[0] == "\u0001":
            tokens.append(Token("quote", offset + match.start(), offset + match.end(), form[-1]))
            continue
        folded = form.lower().replace("’", "'")
        previous = tokens[-1] if tokens else None
        tag = _classify(form, folded, previous, lexicon)
        tokens.append(Token(tag, offset + match.start(), offset + match.end(), folded))
    return tokens


def _classify(form: str, folded: str, previous: Token | None, lexicon: Lexicon) -> str:
    if not (form[0].isalnum() or form[0] in "_@#$"):
        return _PUNCTUATION.get(form, form)
    tag = lexicon.tags.get(folded)
    if form[0].isupper() and lexicon.capitals:
        starts = previous is None or previous.tag in ("quote", ":", "-")
        if tag is None and not starts:
            return "cap"
        if tag not in (None, "time", "pron") and not starts and not form.isupper():
            return "cap"
    if tag is not None:
        return tag
    if folded in lexicon.cues and not (previous is not None and previous.tag == "det"):
        return "cue"
    return _classify_by_form(form, folded, lexicon)


def _classify_by_form(form: str, folded: str, lexicon: Lexicon) -> str:
    if form[0].isdigit():
        return "number"
    if form[0] in "@#" or (form[0].isupper() and lexicon.capitals):
        return "cap"
    if len(form) >= _SHORTEST_VERB and not folded.endswith(("'s", "s'")):
        if form.endswith(lexicon.past_suffixes or "\0"):
            return "verb"
        if form.endswith(lexicon.participle_suffixes or "\0"):
            return "participle"
    return "word"


_SHORTEST_VERB = 5
