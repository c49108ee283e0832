"""Speakers as written to speakers by name: surnames to full names, titles and pronouns to persons."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

import regex

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.tables import read_orthography
from corpuskit.text.tokens import WORD

SpeakerType = Literal["name", "title", "pronoun", "group"]

_ORTHOGRAPHY = read_orthography()
_PARTICLE = f"(?:{'|'.join(_ORTHOGRAPHY.particles.split())})"
_TITLES = "|".join(_ORTHOGRAPHY.abbreviated_titles.split())
_CAPITAL = rf"(?:(?:{_TITLES})\.|\p{{Lu}}\.(?:-?\p{{Lu}}\.)*|\p{{Lu}}[\p{{L}}\p{{M}}'’-]*+)"
_CUT = regex.compile(r"\s*(?:[,;:(\[،؛]|\s[-–—]\s).*$", regex.DOTALL)
_POSSESSIVE = regex.compile(r"['’]s?$")
_LONGEST_NAME = 4
_RUN = regex.compile(rf"\b{_CAPITAL}(?:[ \u00a0](?:{_PARTICLE}[ -])?{_CAPITAL})+")
_NAME_AFTER = regex.compile(rf"\s+((?:{_CAPITAL}\s+){{1,2}}\p{{Lu}}[\p{{L}}\p{{M}}'’-]*)")
_NAME_BEFORE = regex.compile(rf"((?:{_CAPITAL}\s+){{1,2}}{_CAPITAL}),\s+(?:the\s+)?$")
_NAME_RUN = regex.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+|{_PARTICLE}-)?{_CAPITAL})*$")
# A name is looked for in so many places of a document at most; more would say nothing new.
_MOST_MENTIONS = 20
# So many titles of a document are looked up, and so many persons back a pronoun reaches.
_MOST_TITLES = 300
_REACH_OF_A_PRONOUN = 30


class Identity(NamedTuple):
    """Who a speaker is.

    Attributes:
        name: The name in its longest form; None where the document does not say.
        type: What the mention is.
    """

    name: str | None
    type: SpeakerType


class Directory:
    """The persons of one document, as they are met from its beginning to its end.

    Args:
        text: The text.
        lexicon: Titles, pronouns and first names of its language.
    """

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self.lexicon = lexicon
        self._parsed: dict[str, tuple[str, str | None]] = {}
        self._entered: dict[str, str] = {}
        self._full_names: dict[str, str] = {}
        self._holders: dict[str, str | None] = {}
        # Named speakers so far, the latest last, with where they were named.
        self._met: list[tuple[int, str]] = []
        self._genders: dict[str, str | None] = {}
        self._capitalised: _CapitalisedNames | None = None
        self._folded: str | None = None

    def enter(self, mention: str) -> None:
        """Take note of a speaker as written, so that its name can stand for its shorter forms elsewhere."""
        _, name = self._parse(mention)
        if name is not None and " " in name:
            surname = name.split()[-1]
            if len(name) > len(self._entered.get(surname, "")):
                self._entered[surname] = name

    def identify(self, mention: str, start: int) -> Identity:
        """Return who a speaker is; call it for the speakers of a document in order, once all are entered.

        Args:
            mention: The speaker as written.
            start: Where the mention stands.
        """
        head, name = self._parse(mention)
        folded = head.lower().replace("’", "'")
        if self.lexicon.tags.get(folded) == "pron":
            return Identity(self._by_pronoun(folded, start), "pronoun")
        if name is not None:
            full = self._longest_form(name)
            self._met.append((start, full))
            return Identity(full, "name")
        if self._is_plural(folded):
            return Identity(None, "group")
        return Identity(self._by_title(head), "title")

    def _parse(self, mention: str) -> tuple[str, str | None]:
        """Return a mention without its appositions, and the name in it."""
        parsed = self._parsed.get(mention)
        if parsed is None:
            head = _POSSESSIVE.sub("", _CUT.sub("", mention).strip())
            parsed = self._parsed[mention] = (head, self._name_in(mention, head))
        return parsed

    def _name_in(self, mention: str, head: str) -> str | None:
        if not self.lexicon.capitals:
            return self._name_without_capitals(mention, head)
        run = _NAME_RUN.search(head)
        if run is None:
            return None
        words = run.group().split()
        if self._is_title_word(words[-1]):
            return None
        titled = max((place + 1 for place, word in enumerate(words) if self._is_title_word(word)), default=0)
        words = words[titled:]
        first = head[: run.start()].strip().lower()
        if first.split(" ")[-1:] and self.lexicon.tags.get(first.split(" ")[-1]) == "det" and len(words) == 1:
            # «the Pentagon», «the Kremlin»: a name, but of no person.
            return None
        return " ".join(words)

    def _is_title_word(self, word: str) -> bool:
        return word.lower().strip(".") in self.lexicon.titles

    def _name_without_capitals(self, mention: str, head: str) -> str | None:
        """Return the part of a mention that is no title, in scripts without capitals."""
        segments = [segment.strip() for segment in regex.split(r"[,،，]", mention)]
        for segment in [head, *segments]:
            words = [word for word in segment.split() if word.strip(".") not in self.lexicon.titles]
            if words and not self._is_office(segment):
                return " ".join(words)
        return None

    def _is_office(self, segment: str) -> bool:
        words = segment.split()
        offices = self.lexicon.masculine | self.lexicon.feminine
        stripped = [word for word in words if word not in self.lexicon.titles]
        return not stripped or any(word in offices for word in stripped)

    def _is_plural(self, folded: str) -> bool:
        last = folded.rsplit(" ", maxsplit=1)[-1] if folded else ""
        return last in self.lexicon.plural or (
            last.endswith(self.lexicon.plural_suffixes) and not last.endswith(self.lexicon.singular_suffixes)
        )

    def _longest_form(self, name: str) -> str:
        surname = name.rsplit(maxsplit=1)[-1]
        known = self._full_names.get(surname)
        if known is None:
            known = self._find_full_name(surname)
            self._full_names[surname] = known
        return (
            known
            if len(known) > len(name) and name.split(maxsplit=1)[0] in (*known.split(), surname)
            else name
        )

    def _find_full_name(self, surname: str) -> str:
        if not self.lexicon.capitals:
            return self._entered.get(surname, surname)
        forms = self._index().forms.get(surname)
        if not forms:
            return surname
        return max(forms, key=lambda form: (min(forms[form], 2), -len(form.split()), forms[form], form))

    def _index(self) -> _CapitalisedNames:
        if self._capitalised is None:
            self._capitalised = _CapitalisedNames(self._text, self.lexicon)
        return self._capitalised

    def _by_title(self, head: str) -> str | None:
        """Return who holds a title: the person it is written beside, or the one who spoke last."""
        bare = head.lower()
        for word in head.split():
            if self.lexicon.tags.get(word.lower()) != "det":
                break
            bare = bare[len(word) :].lstrip()
        if not bare:
            return None
        if bare not in self._holders:
            self._holders[bare] = self._find_holder(bare)
        holder = self._holders[bare]
        if holder is not None:
            return holder
        if self.lexicon.capitals or not self._is_office(head):
            return None
        return self._met[-1][1] if self._met else None

    def _find_holder(self, title: str) -> str | None:
        if not self.lexicon.capitals or len(self._holders) > _MOST_TITLES:
            return None
        if self._folded is None:
            self._folded = self._text.lower()
        place = self._folded.find(title)
        tried = 0
        while place >= 0 and tried < _MOST_MENTIONS and len(self._folded) == len(self._text):
            tried += 1
            end = place + len(title)
            after = _NAME_AFTER.match(self._text, end)
            before = _NAME_BEFORE.search(self._text, max(0, place - 80), place)
            name = (
                after.group(1)
                if after
                else before.group(1)
                if before and self._text[end : end + 1] in ",."
                else None
            )
            if name is not None and not any(self._is_title_word(word) for word in name.split()):
                return str(name)
            place = self._folded.find(title, end)
        return None

    def _by_pronoun(self, pronoun: str, start: int) -> str | None:
        """Return the nearest person named before who fits the pronoun."""
        wanted = (
            "masculine" if pronoun in self.lexicon.masculine_pronouns
            else "feminine" if pronoun in self.lexicon.feminine_pronouns
            else None
        )  # fmt: skip
        if wanted is None:
            return None
        for place, name in reversed(self._met[-_REACH_OF_A_PRONOUN:]):
            if place > start:
                continue
            gender = self._gender_of(name)
            if gender in (wanted, None):
                return name
        return None

    def _gender_of(self, name: str) -> str | None:
        if name not in self._genders:
            self._genders[name] = self._find_gender(name)
        return self._genders[name]

    def _find_gender(self, name: str) -> str | None:
        first = WORD.search(name)
        if first is not None and len(name.split()) > 1:
            if first.group().lower() in self.lexicon.masculine_names:
                return "masculine"
            if first.group().lower() in self.lexicon.feminine_names:
                return "feminine"
        if not self.lexicon.capitals:
            return None
        honorifics: set[str] = self._index().honorifics.get(name.rsplit(maxsplit=1)[-1], set())
        if honorifics & self.lexicon.masculine:
            return "masculine"
        return "feminine" if honorifics & self.lexicon.feminine else None


class _CapitalisedNames:
    """The runs of capitalised words of a text, by their last word.

    Attributes:
        forms: How often each name of two to four words occurs, by surname.
        honorifics: The titles that stand before a surname, lower case.
    """

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.forms: dict[str, Counter[str]] = {}
        self.honorifics: dict[str, set[str]] = {}
        for match in _RUN.finditer(text):
            words = match.group().split()
            surname = words[-1] = _POSSESSIVE.sub("", words[-1])
            bare = [word.lower().strip(".") for word in words]
            titled = max(
                (place + 1 for place, word in enumerate(bare[:-1]) if word in lexicon.titles), default=0
            )
            self.honorifics.setdefault(surname, set()).update(bare[:titled])
            words = words[titled:]
            while len(words) > 1 and _opens_sentence(words[0].lower(), lexicon):
                words.pop(0)
            if 1 < len(words) <= _LONGEST_NAME:
                self.forms.setdefault(surname, Counter())[" ".join(words)] += 1


def _opens_sentence(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word has its capital from the beginning of a sentence: «Evidently Jake», «Said Jake»."""
    return word in lexicon.tags or word in lexicon.cues or word.endswith(lexicon.adverb_suffixes or "\0")
