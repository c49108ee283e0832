"""Quotations by recipe: parts of texts as they are, in other typography, and with one thing changed.

Of each is known what must be said of it. The texts are the seeds and those of the gold in six languages, and what else is
handed in. All is drawn with a seed.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from corpuskit import Document, Verification, verify
from corpuskit.dedupe.kinds.meaning import find_language, find_sense
from corpuskit.quotes.mentions.reading import is_given_name
from corpuskit.text.view import fold
from corpuskit.verify.comparing.words import locate

ROOT = Path(__file__).resolve().parent.parent.parent
_MARKUP = regex.compile(r"\[\[([^\[\]|]*)\|[^\[\]]*\]\]|[⟦⟧]")
_NEGATIONS = {
    "en": ["not", "never"], "fr": ["pas", "jamais"], "es": ["no", "nunca"], "ru": ["не", "никогда"], "ar": ["لا", "لم"],
    "zh": ["不", "没"],
}  # fmt: skip
_NAMES = {
    "ru": ["Морозов", "Зайцев", "Беляев", "Орлова"], "ar": ["خالد", "يوسف", "طارق", "سمير"],
    None: ["Morrison", "Delgado", "Whitaker", "Lindqvist"],
}  # fmt: skip
_FEWEST, _MOST = 6, 28
LEAST_FOUND, LEAST_KINDS = 0.995, 0.97
TRUE = frozenset((
    "plain", "straight", "curly", "dashes", "soft hyphens", "line end", "no-break spaces", "arabic marks",
    "arabic forms", "ellipses", "brackets", "first capital", "ligatures", "decomposed", "wrapped", "emphasis", "omission",
))  # fmt: skip


class Sample(NamedTuple):
    """A quotation.

    Attributes:
        recipe: How it was made.
        text: What a draft would have.
        verdicts: What may be said of it.
        change: The kind of change; None where there is none, or any.
    """

    recipe: str
    text: str
    verdicts: tuple[str, ...]
    change: str | None = None


class Text(NamedTuple):
    """A text of the corpus with its words."""

    document: Document
    lang: str
    spans: list[tuple[int, int]]

    def slice(self, first: int, last: int) -> str:
        return self.document.text[self.spans[first][0] : self.spans[last - 1][1]]


def read_texts(more: Iterable[str] = ()) -> list[Text]:
    """Return the seeds, the texts of the gold, and more paragraphs."""
    texts = [
        (path.stem, "ar" if "003" in path.name else "en", path.read_text("utf-8"))
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    ]
    gold = ROOT / "tests" / "evals" / "gold"
    for lang in _NEGATIONS:
        for path in (gold / f"quotes-{lang}.txt", gold / f"dates-{lang}.txt"):
            if path.exists():
                lines = [
                    line for line in path.read_text("utf-8").splitlines() if not line.startswith(("#", "="))
                ]
                texts.append((path.stem, lang, _MARKUP.sub(r"\1", "\n".join(lines))))
    texts += [(f"more{number}", "en", text) for number, text in enumerate(more)]
    return [
        Text(Document(name, text), lang, locate(text).spans)
        for name, lang, text in texts
        if len(locate(text).spans) > 4 * _MOST
    ]


class Recipe:
    """Draws quotations from texts.

    Args:
        texts: The texts.
        seed: Of the draw.
    """

    def __init__(self, texts: list[Text], seed: int) -> None:
        self._texts = texts
        self._random = random.Random(seed)  # noqa: S311 — a draw is to be repeated
        self._folded = {f" {' '.join(locate(text.document.text).folded)} " for text in texts}
        self._plain: dict[str, list[str]] = {}
        for text in texts:
            words = {text.document.text[start:end] for start, end in text.spans}
            self._plain.setdefault(text.lang, []).extend(
                word for word in sorted(words) if self._is_plain(word)
            )
        self._by_lang: dict[str, list[Text]] = {}
        for text in texts:
            self._by_lang.setdefault(text.lang, []).append(text)

    def _is_plain(self, word: str) -> bool:
        folded = fold(word)
        language = find_language([folded])
        return (
            word.isalpha() and word == word.lower() and (len(word) >= 5 or "\u4e00" <= word <= "\u9fff")
            and find_sense(folded, language) is None and not is_given_name(word)
        )  # fmt: skip

    def draw_false(self) -> Sample | None:
        """Return a quotation that does not stand there; None where the draw fits no text."""
        make = self._random.choice([
            self._replace, self._insert, self._delete, self._swap, self._digit, self._negate, self._name, self._join, self._mix,
        ])  # fmt: skip
        sample = make()
        if sample is None or self._stands_there(sample.text):
            return None
        return sample

    def _stands_there(self, text: str) -> bool:
        words = f" {' '.join(locate(text).folded)} "
        return any(words in folded for folded in self._folded)

    def _draw(self) -> tuple[Text, int, int]:
        """Return some words of a text: languages are drawn alike."""
        text = self._random.choice(self._by_lang[self._random.choice(sorted(self._by_lang))])
        # Two characters of Chinese are one word.
        size = self._random.randint(_FEWEST, _MOST) * (2 if text.lang == "zh" else 1)
        first = self._random.randrange(len(text.spans) - size)
        source = text.document.text
        # The end of a word with a hyphen is no word, nor is a number without its sign.
        if source[max(0, text.spans[first][0] - 1)] == "-" or regex.match(
            r"-|\s?[%°]", source, pos=text.spans[first + size - 1][1]
        ):
            return self._draw()
        return text, first, first + size

    def _pick(self, text: Text, first: int, last: int, test: Callable[[str], bool]) -> int | None:
        """Return a word inside of the part that passes a test."""
        places = [
            place
            for place in range(first + 1, last - 1)
            if test(text.document.text[slice(*text.spans[place])])
        ]
        return self._random.choice(places) if places else None

    def _put(
        self, text: Text, first: int, last: int, place: int, words: str, *, end: int | None = None
    ) -> str:
        """Return a part with other words in the place of some."""
        stop = place + 1 if end is None else end
        source = text.document.text
        start = text.spans[place][0]
        after = text.spans[stop - 1][1] if stop > place else start
        return source[text.spans[first][0] : start] + words + source[after : text.spans[last - 1][1]]

    def _replace(self) -> Sample | None:
        text, first, last = self._draw()
        place = self._pick(text, first, last, self._is_plain)
        if place is None:
            return None
        word = self._random.choice(self._plain[text.lang])
        return Sample("replaced", self._put(text, first, last, place, word), ("differs",), "wording")

    def _insert(self) -> Sample | None:
        text, first, last = self._draw()
        place = self._pick(text, first, last, self._is_plain)
        if place is None:
            return None
        gap = "" if text.lang == "zh" else " "
        word = self._random.choice(self._plain[text.lang]) + gap
        return Sample(
            "inserted", self._put(text, first, last, place, word, end=place), ("differs",), "wording"
        )

    def _delete(self) -> Sample | None:
        text, first, last = self._draw()
        place = self._pick(text, first, last, self._is_plain)
        return place and Sample("deleted", self._put(text, first, last, place, ""), ("differs",), "wording")  # type: ignore[return-value]

    def _swap(self) -> Sample | None:
        text, first, last = self._draw()
        place = self._pick(text, first, last, self._is_plain)
        if place is None or place + 2 >= last:
            return None
        source = text.document.text
        word, other = (source[slice(*text.spans[each])] for each in (place, place + 1))
        gap = source[text.spans[place][1] : text.spans[place + 1][0]]
        if not self._is_plain(other) or fold(word) == fold(other) or gap.strip():
            return None
        swapped = self._put(text, first, last, place, f"{other}{gap}{word}", end=place + 2)
        return Sample("swapped", swapped, ("differs",), "wording")

    def _digit(self) -> Sample | None:
        text, first, last = self._draw()
        place = self._pick(text, first, last, lambda word: word.isdecimal())
        if place is None:
            return None
        word = text.document.text[slice(*text.spans[place])]
        at = self._random.randrange(len(word))
        digit = str((int(word[at]) + self._random.randint(1, 9)) % 10)
        return Sample(
            "digit",
            self._put(text, first, last, place, word[:at] + digit + word[at + 1 :]),
            ("differs",),
            "numbers",
        )

    def _negate(self) -> Sample | None:
        text, first, last = self._draw()
        place = self._pick(text, first, last, self._is_plain)
        if place is None:
            return None
        gap = "" if text.lang == "zh" else " "
        word = self._random.choice(_NEGATIONS[text.lang]) + gap
        return Sample("negation", self._put(text, first, last, place, word, end=place), ("differs",), "sense")

    def _name(self) -> Sample | None:
        text, first, last = self._draw()
        if text.lang == "zh":
            return None
        if text.lang == "ar":
            place = self._pick(text, first, last, is_given_name)
        else:
            place = self._pick(
                text, first, last,
                lambda word: word.istitle() and len(word) >= 4 and f" {word.lower()} " not in text.document.text and word.isalpha(),
            )  # fmt: skip
            before = "" if place is None else text.document.text[: text.spans[place][0]].rstrip()[-1:]
            place = place if before.isalpha() and before else None
        if place is None:
            return None
        language = find_language(locate(text.slice(first, last)).folded)
        word = text.document.text[slice(*text.spans[place])]
        name = self._random.choice(_NAMES.get(text.lang, _NAMES[None]))
        if (
            fold(word) == fold(name)
            or fold(word) in language.numbers
            or find_sense(fold(word), find_language([fold(word)]))
        ):
            return None
        return Sample("name", self._put(text, first, last, place, name), ("differs",), "names")

    def _join(self) -> Sample | None:
        text, first, last = self._draw()
        other, begin, end = self._draw()
        if text.lang != other.lang:
            return None
        return Sample(
            "joined", f"{text.slice(first, last)} {other.slice(begin, end)}", ("spliced", "differs")
        )

    def _mix(self) -> Sample | None:
        text, first, last = self._draw()
        other, begin, end = self._draw()
        if text.lang != other.lang or text is other:
            return None
        words = [text.document.text[slice(*text.spans[place])] for place in range(first, last)]
        others = [other.document.text[slice(*other.spans[place])] for place in range(begin, end)]
        mixed = [word for pair in zip(words, others, strict=False) for word in pair]
        return Sample("mixed", " ".join(mixed), ("not found", "differs", "not checked"))

    def draw_true(self) -> Sample | None:
        """Return a quotation that stands there, in other typography."""
        text, first, last = self._draw()
        part = text.slice(first, last)
        makers: dict[str, Callable[[str], str]] = {
            "plain": lambda part: part,
            "straight": lambda part: part.translate(str.maketrans("“”„«»‘’", "\"\"\"\"\"''")),
            "curly": lambda part: part.replace("'", "’").replace('"', "”"),
            "dashes": lambda part: regex.sub(r"(?<=\p{L})-(?=\p{L})|(?<= )[–—](?= )", lambda match: "–" if match.group() != "–" else "—", part),
            "soft hyphens": lambda part: regex.sub(r"(?<=\p{L}{3})(?=\p{L}{3})(?!.*\p{Han})", "\u00ad", part),
            "line end": self._divide,
            "no-break spaces": lambda part: part.replace(" ", "\u00a0"),
            "arabic marks": lambda part: regex.sub(r"(?<=\p{Arabic})(?=[بتثجحخدذر])", "\u064e", part),
            "arabic forms": lambda part: part.translate(str.maketrans("أإآةى", "اااهي")),
            "ellipses": lambda part: part.replace("...", "…") if "..." in part else part.replace("…", "..."),
            "brackets": lambda part: regex.sub(r"^\p{Lu}", lambda match: f"[{match.group().lower()}]", part),
            "first capital": lambda part: part[0].swapcase() + part[1:],
            "ligatures": lambda part: part.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
            "decomposed": lambda part: unicodedata.normalize("NFD", part),
            "wrapped": lambda part: part.replace(" ", "\n> ", 2),
            "emphasis": lambda part: regex.sub(r"(?<= )(\p{L}+)(?= )", r"**\1**", part, count=1),
        }  # fmt: skip
        name = self._random.choice([*makers, "omission"])
        if name == "omission":
            size = last - first
            begin, end = first + size // 3, first + size - size // 3
            if size < 13 or text.lang == "zh":
                return None
            mark = self._random.choice(["…", " … ", " [...] ", "...", " (…) "])
            return Sample(name, text.slice(first, begin) + mark + text.slice(end, last), ("cut",))
        changed = makers[name](part)
        if name != "plain" and changed == part:
            return None
        return Sample(name, changed, ("verbatim",))

    def _divide(self, part: str) -> str:
        places = [match.start() for match in re.finditer(r"(?<=[^\W\d_]{3})(?=[^\W\d_]{3})", part)]
        places = [place for place in places if not regex.match(r"\p{Han}", part[place])]
        if not places:
            return part
        place = self._random.choice(places)
        return f"{part[:place]}-\n{part[place:]}"


def draw(recipe: Recipe, count: int, *, true_share: float = 0.5) -> Iterator[Sample]:
    """Yield so many quotations, true and false ones."""
    drawn = 0
    while drawn < count:
        is_true = drawn < count * true_share
        sample = recipe.draw_true() if is_true else recipe.draw_false()
        if sample is not None:
            drawn += 1
            yield sample


def make_drafts(samples: Iterable[Sample]) -> list[Document]:
    """Return quotations as the rows of a draft."""
    return [Document(f"q{number}", sample.text, format="jsonl") for number, sample in enumerate(samples)]


class Tally:
    """What was said of quotations beside what must be."""

    def __init__(self) -> None:
        self.drawn: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.different: Counter[str] = Counter()
        self.kinds_right: Counter[str] = Counter()
        self.false: list[Sample] = []
        self.wrong: list[tuple[Sample, Verification]] = []

    def add(self, samples: list[Sample], texts: list[Text]) -> None:
        """Verify some quotations against the texts that they are of, and count."""
        drafts = [
            Document(f"q{number}", sample.text, format="jsonl") for number, sample in enumerate(samples)
        ]
        records = verify(drafts, [text.document for text in texts])
        for sample, record in zip(samples, records, strict=True):
            self.drawn[sample.recipe] += 1
            is_right = record.verdict in sample.verdicts
            self.right[sample.recipe] += is_right
            if record.verdict == "verbatim" and not is_right:
                self.false.append(sample)
            is_kind = True
            if sample.change is not None and record.verdict == "differs":
                is_kind = record.change == sample.change
                self.different[sample.recipe] += 1
                self.kinds_right[sample.recipe] += is_kind
            if not (is_right and is_kind):
                self.wrong.append((sample, record))

    def share_found(self) -> float:
        """Return the part of the true quotations that were found."""
        true = [name for name in self.drawn if name in TRUE]
        return sum(self.right[name] for name in true) / sum(self.drawn[name] for name in true)

    def share_of_kinds(self) -> float:
        """Return the part of the changes whose kind is right."""
        return self.kinds_right.total() / self.different.total()

    def is_good(self) -> bool:
        """Return whether the bounds are kept."""
        return not self.false and self.share_found() >= LEAST_FOUND and self.share_of_kinds() >= LEAST_KINDS

    def describe(self) -> Iterator[str]:
        """Yield lines that tell all of it."""
        for name in sorted(self.drawn):
            kinds = (
                f", kind {self.kinds_right[name]} of {self.different[name]}" if self.different[name] else ""
            )
            yield f"{name}: {self.right[name]} of {self.drawn[name]}{kinds}"
        yield f"false verbatim: {len(self.false)}"
        yield f"true ones found: {self.share_found():.4%}; kinds right: {self.share_of_kinds():.4%}"
