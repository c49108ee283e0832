"""Texts made to be slow: each shape can be made in any size."""

from __future__ import annotations

import random
from collections.abc import Callable

REPEATED = {
    "one letter": "a",
    "one word": "word ",
    "one word a line": "word\n",
    "blank lines": "\n",
    "lone returns": "\r",
    "returns and feeds": "\r\n",
    "spaces": " ",
    "tabs": "\t",
    "wide spaces": "\u3000",
    "no-break spaces": "\u00a0",
    "zero-width spaces": "\u200b",
    "joiners": "a\u200d",
    "soft hyphens": "a\u00ad",
    "line separators": "a\u2028",
    "digits": "1",
    "pairs of digits": "12 ",
    "one digit a word": "1 ",
    "years": "2021 ",
    "years without spaces": "2021",
    "dates": "24 June 2021 ",
    "dates in numbers": "24/06/2021 ",
    "dates a line": "24/06/2021\n",
    "dates glued": "2021-06-24",
    "times": "10:00 PM ",
    "ranges": "2020-",
    "ranges of days": "1-2-",
    "months": "may ",
    "months with stops": "Jan. ",
    "weekdays": "monday ",
    "weekdays and commas": "Monday, ",
    "relative days": "next Friday ",
    "ago": "3 days ago ",
    "number words": "twenty ",
    "joined number words": "twenty-",
    "hundreds": "hundred and ",
    "ordinals": "1st of ",
    "of the": "of the ",
    "the last": "the last ",
    "between and": "between 2020 and ",
    "from to": "from 5 to ",
    "Roman numbers": "XVIII ",
    "Han numbers": "二",
    "Han dates": "2021年6月24日",
    "Han years": "二〇二一年",
    "Arabic dates": "24 يونيو 2021 ",
    "Arabic letters with marks": "كِتَابٌ ",
    "tatweel": "كـ",
    "Russian dates": "24 июня 2021 г. ",
    "straight quotes": '"',
    "single quotes": "'",
    "straight quotes a word": '"a" ',
    "single quotes a word": "'a' ",
    "curly quotes a word": "“a” ",
    "guillemets a word": "«a» ",
    "corner brackets a word": "「a」",
    "open quotes": "“",
    "open quotes a word": "“word ",
    "close quotes": "”",
    "quotes in quotes": "“a ‘b ",
    "guillemets": "«",
    "guillemets a line": "« a\n",
    "corner brackets": "「",
    "low quotes": "„a ",
    "apostrophes": "it's ",
    "dialogue dashes": "— a\n",
    "dialogue dashes in a line": "— a ",
    "said": "said ",
    "he said": '"Yes," he said. ',
    "said after quotes": "“a”, said B. ",
    "days below months": "June 2021\n5 Opening\n12 Concert\n",
    "months in a line": "in May 2021 and June 2021 ",
    "Chinese names": "二丫嘟囔道：“走。”小满推开门，“来”。\n",
    "said among quotes": '"a" Ann said ',
    "he said without an end": '"Yes, he said ',
    "said names": "said Lavrov ",
    "names": "Anna ",
    "names and commas": "Anna Maria, ",
    "initials": "A. ",
    "titles": "Mr. ",
    "colons": "A: ",
    "speakers": "ANNA: yes\n",
    "labels": "A: a\n",
    "messages of a chat": "12/05/2023, 09:15 - A: a\n",
    "that": "he said that ",
    "according to": "according to ",
    "stops": ".",
    "stops and spaces": ". ",
    "question marks": "?! ",
    "ellipses": "…",
    "commas": ", ",
    "brackets": "(",
    "closed brackets": "(a) ",
    "square brackets": "[",
    "mixed brackets": "([{",
    "hyphens": "a-",
    "underscores": "_",
    "hashtags": "#",
    "hashtags a word": "#tag ",
    "at signs": "@a ",
    "slashes": "/",
    "links": "http://a.b/2021/06/24 ",
    "domains": "www.",
    "asterisks a line": "***\n",
    "table rules": "|---|---|\n",
    "keycaps": "7️⃣",
    "flags": "🇷🇺",
    "families": "👩‍👩‍👧",
    "marks": "\u0301",
    "mixed marks": "\u0301\u0327",
    "letters with many marks": "e" + "\u0301\u0327" * 30,
    "sharp s": "ß",
    "Turkish": "İstanbul ",
    "ligatures": "ﬁ",
    "Hangul letters": "\u1100\u1161\u11a8",
    "Hangul": "한국어 ",
    "Thai": "ภาษาไทย",
    "Hindi": "हिन्दी ",
    "kana": "カー",
    "two scripts": "aд",
    "digits of two scripts": "1٣",
    "private use": "\ue000",
    "controls": "\x00\x1b",
    "long words": "a" * 5000 + " ",
}

_FEW = ["alpha", "beta", "gamma", "delta", "one", "two", "three", "four", "five", "six", "seven", "eight"]


def _make_lines(draw: Callable[[random.Random], str]) -> Callable[[int], str]:
    def make(size: int) -> str:
        source, lines, length = random.Random(1), [], 0  # noqa: S311 — texts for a test
        while length < size:
            lines.append(draw(source))
            length += len(lines[-1]) + 1
        return "\n".join(lines)

    return make


def _make_paragraphs_with(parts: tuple[int, ...], words: list[str]) -> Callable[[int], str]:
    def make(size: int) -> str:
        source = random.Random(1)  # noqa: S311 — texts for a test
        count = size // (sum(parts) * 6)
        return "\n".join(" ".join(source.choices(words, k=count * part)) for part in parts)

    return make


def _make_prefixes(size: int) -> str:
    words = [f"w{number}" for number in range(int((size / 2) ** 0.5))]
    return "\n".join(" ".join(words[:count]) for count in range(len(words)))


_MANY = [f"w{number}" for number in range(5000)]
MADE: dict[str, Callable[[int], str]] = {
    "few words permuted": _make_lines(lambda source: " ".join(source.sample(_FEW, len(_FEW)))),
    "few words": _make_lines(lambda source: " ".join(source.choices(_FEW, k=source.randint(5, 40)))),
    "two words": _make_lines(lambda source: " ".join(source.choices("ab", k=20))),
    "rows of digits": _make_lines(lambda source: " ".join(source.choices("0123456789", k=20))),
    "rows of numbers": _make_lines(lambda source: " ".join(str(source.randrange(1000)) for _ in range(12))),
    "one template": _make_lines(lambda source: f"on this day the {source.choice(_MANY)} met the {source.choice(_MANY)} in town"),
    "long lines of few words": _make_lines(lambda source: " ".join(source.choices(_FEW, k=2000))),
    "two paragraphs": _make_paragraphs_with((1, 1), _MANY),
    "two paragraphs of few words": _make_paragraphs_with((1, 1), _FEW),
    "a short and a long paragraph": _make_paragraphs_with((1, 3), _MANY),
    "a short and a long paragraph of few words": _make_paragraphs_with((1, 3), _FEW),
    "each line goes on from the last": _make_prefixes,
}  # fmt: skip


def make_text(shape: str, size: int) -> str:
    """Return a text of a shape, of about so many characters."""
    if shape in MADE:
        return MADE[shape](size)
    piece = REPEATED[shape]
    return piece * (size // len(piece) + 1)


SHAPES = (*REPEATED, *MADE)
