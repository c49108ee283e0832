"""The persons of a document: who a mention stands for, by name; nobody where the document does not say."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.inflection import to_nominative
from corpuskit.quotes.mentions.reading import (
    CAPITALISED,
    Gender,
    Make,
    Reading,
    gender_of_name,
    gender_of_words,
    is_given_name,
    is_title_word,
    read_mention,
)
from corpuskit.quotes.tables import read_orthography

Span = tuple[int, int]

_PARTICLE = f"(?:{'|'.join(read_orthography().particles.split())})"
_RUN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}]){CAPITALISED}(?:[ \u00a0](?:{_PARTICLE}[ -]){{0,2}}{CAPITALISED})*"
)
_NAME_BEFORE = regex.compile(
    rf"((?:{CAPITALISED}\s+){{1,3}}{CAPITALISED}),\s+(?:\p{{L}}{{1,4}}['’]?\s*)?(?:\p{{Ll}}+\s){{0,2}}$"
)
_POSSESSIVE = regex.compile(r"(?:['’]s|(?<=s)['’])$")
_SENTENCE_END = regex.compile(r"[.!?…。！？؟]\s|\n")
_END_OF_PHRASE = regex.compile(r"[,،，.;:!?؟。：\n“”«»\"(]")
_LONGEST_NAME = 5
_SHORTEST_NAME = 2
# A title is looked for in so many places of a document at most, and so many titles are looked up.
_MOST_PLACES = 20
_MOST_TITLES = 300
_MOST_SURNAMES = 400
# How far back a pronoun reaches, in code points.
_REACH_OF_A_PRONOUN = 1_500
_REACH_OF_A_TITLE = 60
_LONGEST_GAP = 10


class Identity(NamedTuple):
    """Who a speaker is.

    Attributes:
        name: The name in its longest form; None where the document does not say.
        type: What the mention is.
    """

    name: str | None
    type: Make


class Directory:
    """The persons of one document.

    Args:
        text: The text.
        lexicon: Titles, pronouns and offices of its language.
        spoken: Where quotations stand, in order; who is named inside them is no antecedent.
    """

    def __init__(self, text: str, lexicon: Lexicon, spoken: Sequence[Span] = ()) -> None:
        self._text = text
        self.lexicon = lexicon
        self._spoken = spoken
        self._readings: dict[str, Reading] = {}
        # The names of speakers, with the offices that are written beside them.
        self._entered: dict[str, set[str]] = {}
        self._names: _Names | None = None
        self._places: list[tuple[int, str]] | None = None
        # Where each office is given to a name, and where names are met.
        self._offices: list[tuple[int, str, str]] = []
        self._met: list[tuple[int, str]] = []
        self._holders: dict[str, list[tuple[int, str]]] = {}
        self._folded: str | None = None
        # Whether a word with a capital stands inside sentences too.
        self._inside_sentences: dict[str, bool] = {}

    def enter(self, mention: str, start: int) -> None:
        """Take note of a speaker as written, so that its name can stand for its shorter forms elsewhere."""
        reading = self._read(mention)
        if reading.name is not None and reading.make == "name":
            apposed = (part.strip() for part in regex.split("[,،，]", mention.lower())[1:])
            offices = {" ".join(reading.titles), *apposed} - {""}
            self._entered.setdefault(reading.name, set()).update(offices)
            self._offices += [(start, office, reading.name) for office in offices]
            self._met.append((start, reading.name))

    def identify(self, mention: str, start: int) -> Identity:
        """Return who a speaker is; call it once all speakers are entered.

        Args:
            mention: The speaker as written.
            start: Where the mention stands.
        """
        if mention.lower().strip(" .") in self.lexicon.turn_labels:
            return Identity(None, "title")
        reading = self._read(mention)
        if reading.make == "pronoun":
            return Identity(self._by_pronoun(reading.gender, start), "pronoun")
        if reading.make == "organisation" or (reading.make == "group" and reading.name is not None):
            return Identity(reading.name, reading.make)
        if reading.make == "group":
            return Identity(None, "group")
        if reading.name is None:
            return self._identify_title(reading, start)
        full = self._full_name(reading.name)
        is_noun = full == reading.name and self._begins_a_sentence(reading.name, start)
        return Identity(None, "title") if is_noun else Identity(full, "name")

    def _begins_a_sentence(self, name: str, start: int) -> bool:
        """Return whether a single word has its capital from the beginning of a sentence alone, so that it may be a noun."""
        if not self.lexicon.capitals or " " in name or is_given_name(name) or name.isupper():
            return False
        before = self._text[max(0, start - _LONGEST_GAP) : start].rstrip(" \t")
        if before and before[-1] not in '.!?…\n»”"':
            return False
        if name not in self._inside_sentences:
            pattern = rf"\p{{Ll}},? {regex.escape(name)}(?!\p{{L}})"
            self._inside_sentences[name] = regex.search(pattern, self._text) is not None
        return not self._inside_sentences[name]

    def _identify_title(self, reading: Reading, start: int) -> Identity:
        if not self.lexicon.capitals and not self.lexicon.unspaced:
            # A surname alone looks like a noun.
            full = self._known().longest(reading.office)
            if full != reading.office:
                return Identity(full, "name")
        return Identity(self._by_title(reading, start), "title")

    def _read(self, mention: str) -> Reading:
        reading = self._readings.get(mention)
        if reading is None:
            reading = self._readings[mention] = read_mention(mention, self.lexicon)
        return reading

    # Names

    def _known(self) -> _Names:
        if self._names is None:
            self._names = _Names(self._text, self.lexicon, self._entered)
        return self._names

    def _full_name(self, name: str) -> str | None:
        known = self._known()
        if self.lexicon.unspaced and len(name) == 1:
            full = [other for other in self._entered if other.startswith(name) and len(other) > 1]
            return full[0] if len(full) == 1 else None
        longest = known.longest(name)
        if self.lexicon.surname_endings["masculine"] and " " in longest:
            return to_nominative(longest, self.lexicon, known.all_names()) or longest
        return longest

    # Titles

    def _by_title(self, reading: Reading, start: int) -> str | None:
        """Return who holds a title: the person it was last written beside; None where it is nobody's."""
        office = reading.office
        if not office:
            return None
        if office not in self._holders:
            self._holders[office] = self._find_holders(office) if len(self._holders) < _MOST_TITLES else []
        holders = self._holders[office]
        before = [name for place, name in holders if place <= start]
        if before:
            return self._full_name(before[-1])
        if not self.lexicon.capitals and self._is_office(office):
            met = {self._full_name(name) for place, name in self._met if place < start}
            if len(met) == 1:
                return met.pop()
        full = {self._full_name(name) for _, name in holders}
        return full.pop() if len(full) == 1 and not self._met_before(start) else None

    def _is_office(self, office: str) -> bool:
        known = self.lexicon.titles | self.lexicon.masculine | self.lexicon.feminine
        return any(word in office if self.lexicon.unspaced else word in office.split() for word in known)

    def _met_before(self, start: int) -> bool:
        return any(place < start for place, _ in self._met)

    def _find_holders(self, office: str) -> list[tuple[int, str]]:
        holders = [(place, name) for place, held, name in self._offices if _holds(held, office)]
        return sorted({*holders, *self._holders_in_text(office)})

    def _holders_in_text(self, office: str) -> Iterator[tuple[int, str]]:
        if self._folded is None:
            self._folded = self._text.lower()
        if len(self._folded) != len(self._text):
            return
        place = self._folded.find(office)
        for _ in range(_MOST_PLACES):
            if place < 0:
                return
            end = place + len(office)
            name = self._name_beside(place, end)
            if name is not None:
                yield place, name
            place = self._folded.find(office, end)

    def _name_beside(self, start: int, end: int) -> str | None:
        """Return the name right after the title that stands between two indices, or before it and a comma."""
        stop = _END_OF_PHRASE.search(self._text, end, end + _REACH_OF_A_TITLE)
        border = stop.start() if stop else end + _REACH_OF_A_TITLE
        if self.lexicon.capitals:
            following = (
                _RUN.match(self._text, end + 1, border) if self._text[end : end + 1].isspace() else None
            )
            if following is not None and (" " in following.group() or is_given_name(following.group())):
                return self._read(following.group()).name
        else:
            return self._caseless_name_after(start, end, border)
        before = _NAME_BEFORE.search(self._text, max(0, start - 80), start)
        return self._read(before.group(1)).name if before else None

    def _caseless_name_after(self, start: int, end: int, border: int) -> str | None:
        words = self.lexicon.known_words
        known = words.search(self._text, end, border) if words is not None else None
        phrase = self._text[start : known.start() if known else border]
        reading = self._read(phrase)
        if reading.make != "name" or reading.name is None or reading.name in phrase[: end - start]:
            return None
        if words is None and not any(is_given_name(word) for word in reading.name.split()):
            return None
        return reading.name

    # Pronouns

    def _by_pronoun(self, gender: Gender | None, start: int) -> str | None:
        """Return the latest person before who has the gender of the pronoun; None where that is open.

        The first person that fits in the latest sentence that names one is taken: the subject, as a rule. A person
        of unknown gender in between leaves it open, unless nobody else is named at all.
        """
        if gender is None:
            return None
        places = self._person_places()
        end = bisect_left(places, (start, ""))
        genders = {name: self._known().gender(name) for _, name in places}
        if len(genders) == 1:
            (name,) = genders
            return name if end and genders[name] in (gender, None) else None
        sentence_end = start
        while end and places[end - 1][0] > start - _REACH_OF_A_PRONOUN:
            begun = self._sentence_start(places[end - 1][0])
            first = bisect_left(places, (begun, ""))
            here = list(dict.fromkeys(name for place, name in places[first:end] if place < sentence_end))
            fitting = [name for name in here if genders[name] == gender]
            if fitting:
                is_first = genders[here[0]] is not None
                return fitting[0] if is_first else None
            if any(genders[name] is None for name in here):
                return None
            end = first
        return None

    def _sentence_start(self, place: int) -> int:
        start = max(0, place - 400)
        ends = [match.end() for match in _SENTENCE_END.finditer(self._text, start, place)]
        return ends[-1] if ends else start

    def _person_places(self) -> list[tuple[int, str]]:
        """Return where persons are named outside of quotations, in order, each by the full name."""
        if self._places is None:
            known = self._known()
            places = sorted(known.places())
            starts = [start for start, _ in self._spoken]
            self._places = []
            for place, name in places:
                at = bisect_left(starts, place + 1) - 1
                if at < 0 or place >= self._spoken[at][1]:
                    self._places.append((place, name))
        return self._places


def _holds(held: str, office: str) -> bool:
    return office in held or held.startswith(office)


class _Names:
    """The names of persons that a text has, in their longest form.

    Args:
        text: The text.
        lexicon: Titles of its language.
        entered: The names of its speakers.
    """

    def __init__(self, text: str, lexicon: Lexicon, entered: dict[str, set[str]]) -> None:
        self._text = text
        self._lexicon = lexicon
        self._entered = entered
        self._forms: dict[str, Counter[str]] = {}
        self._given: dict[str, set[str]] = {}
        self._genders: dict[str, Gender | None] = {}
        self._titled: dict[str, set[Gender]] = {}
        self._runs: list[tuple[int, str]] = []
        if lexicon.capitals:
            for match in _RUN.finditer(text):
                run = match.group()
                self._runs.append((match.start(), run))
                if " " in run:
                    self._add(run)
        for name in entered:
            self._count(name)
        self._longest: dict[str, str] = {}

    def _add(self, run: str) -> None:
        words = run.split()
        words[-1] = _POSSESSIVE.sub("", words[-1])
        titled = max(
            (n + 1 for n, word in enumerate(words[:-1]) if is_title_word(word, self._lexicon)), default=0
        )
        titles = {word.lower().strip(".") for word in words[:titled]}
        for gender, known in (("masculine", self._lexicon.masculine), ("feminine", self._lexicon.feminine)):
            if titles & known:
                self._titled.setdefault(words[-1], set()).add(gender)  # type: ignore[arg-type]
        words = words[titled:]
        while len(words) > 1 and (
            _opens_sentence(words[0].lower(), self._lexicon) or _is_acronym(words[0], words[1])
        ):
            words.pop(0)
        if not is_given_name(words[0]):
            given = next((n for n in range(1, len(words) - 1) if is_given_name(words[n])), 0)
            words = words[given:]
        if 1 < len(words) <= _LONGEST_NAME:
            self._count(" ".join(words))

    def _count(self, name: str) -> None:
        words = _parts(name)
        if len(words) > 1:
            self._forms.setdefault(words[-1], Counter())[name] += 1
            self._given.setdefault(words[0], set()).add(name)

    def all_names(self) -> list[str]:
        """Return all names of two words or more."""
        return [name for forms in self._forms.values() for name in forms]

    def longest(self, name: str) -> str:
        """Return the longest form of a name; the name itself where there are several persons of that name."""
        if name not in self._longest:
            self._longest[name] = self._find_longest(name)
        return self._longest[name]

    def _find_longest(self, name: str) -> str:
        words = _parts(name)
        forms = self._forms.get(words[-1], Counter())
        if len(words) > _SHORTEST_NAME and not is_given_name(words[0]):
            # «Poor Ann Lee»: the name stands elsewhere without the word before it.
            shorter = name.split(maxsplit=1)[-1]
            if forms[shorter] >= forms[name] and shorter in forms:
                return self.longest(shorter)
        if len(words) > 1:
            longer = [
                form for form in forms if set(words) < set(_parts(form)) and _parts(form)[0] == words[0]
            ]
            return max(longer, key=lambda form: (forms[form], len(form), form), default=name)
        persons = self._persons(forms)
        if not persons:
            persons = self._persons(Counter(dict.fromkeys(self._given.get(name, ()), 1)))
        if not persons and self._lexicon.surname_endings["masculine"]:
            persons = [
                form for form in self.all_names() if _is_oblique(name, _parts(form)[-1], self._lexicon)
            ]
        return persons[0] if len(persons) == 1 else name

    def _persons(self, forms: Counter[str]) -> list[str]:
        """Return one form a person, the best one: those whose words are all in another one are no person apart."""
        ranked = sorted(forms, key=lambda form: (-min(forms[form], 2), len(_parts(form)), -forms[form], form))
        persons: list[str] = []
        for form in ranked:
            words = _parts(form)
            if self._is_likely_person(form) and not any(
                _is_same_person(words, _parts(other)) for other in persons
            ):
                persons.append(form)
        return persons

    def _is_likely_person(self, form: str) -> bool:
        return not any(word.lower() in self._lexicon.organisations for word in form.split())

    def gender(self, name: str) -> Gender | None:
        """Return the gender that the titles and the name of a person say; None where they say nothing."""
        if name not in self._genders:
            titled = self._titled.get(_parts(name)[-1], set())
            for other, offices in self._entered.items():
                if self.longest(other) == name:
                    titled |= {
                        g for office in offices if (g := gender_of_words(office.split(), self._lexicon))
                    }
            self._genders[name] = (
                next(iter(titled)) if len(titled) == 1 else gender_of_name(name, self._lexicon)
            )
        return self._genders[name]

    def places(self) -> Iterator[tuple[int, str]]:
        """Yield, in no order, where persons are named, each by the full name: speakers, and who has a title or a known given name."""
        persons: dict[str, set[str]] = {}
        for name in [*self._entered, *self.all_names()]:
            full = self.longest(name)
            if name in self._entered or is_given_name(_parts(full)[0]) or _parts(full)[-1] in self._titled:
                persons.setdefault(_parts(full)[-1], set()).add(full)
                persons.setdefault(full, set()).add(full)
                if is_given_name(_parts(full)[0]):
                    persons.setdefault(_parts(full)[0], set()).add(full)
        unique = {word: next(iter(full)) for word, full in persons.items() if len(full) == 1}
        if not unique:
            return
        if self._lexicon.capitals:
            for start, run in self._runs:
                name = run if run in unique else _POSSESSIVE.sub("", run).rsplit(maxsplit=1)[-1]
                if name in unique:
                    yield start, unique[name]
            return
        for word in list(unique)[:_MOST_SURNAMES]:
            start = self._text.find(word)
            while start >= 0:
                yield start, unique[word]
                start = self._text.find(word, start + len(word))


def _parts(name: str) -> list[str]:
    return regex.split(r"[·•]", name) if "·" in name or "•" in name else name.split()


def _is_same_person(words: list[str], other: list[str]) -> bool:
    """Return whether two names of one surname may be one person: the words of one are in the other."""
    return set(words) <= set(other) or set(other) <= set(words)


def _is_oblique(word: str, nominative: str, lexicon: Lexicon) -> bool:
    return any(
        word == nominative.removesuffix(ending) + oblique
        for endings in lexicon.surname_endings.values()
        for oblique, ending in endings
        if nominative.endswith(ending)
    )


def _opens_sentence(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word has its capital from the beginning of a sentence: «Evidently Jake», «Said Jake»."""
    return word in lexicon.tags or word in lexicon.cues or word.endswith(lexicon.adverb_suffixes or "\0")


def _is_acronym(word: str, following: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper() and not following.isupper()
