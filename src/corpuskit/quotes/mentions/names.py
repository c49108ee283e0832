"""The names of persons that a text has, in their longest form, with their gender and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, KeysView
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpuskit.patterns import compile_later
from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.gender import Gender, gender_of_name, gender_of_words
from corpuskit.quotes.mentions.inflection import to_nominative
from corpuskit.quotes.mentions.initials import (
    find_initials,
    index_by_initials,
    is_initialled,
    put_surname_last,
)
from corpuskit.quotes.mentions.reading import is_given_name, is_verb_before_a_name, skip_titles
from corpuskit.quotes.mentions.runs import CAPITALISED, LINKS
from corpuskit.quotes.tables import read_orthography
from corpuskit.quotes.titles import ELIDED, is_title_word

if TYPE_CHECKING:
    import regex

_PARTICLE = f"(?:{'|'.join(read_orthography().particles.split())})"
RUN = compile_later(
    rf"(?<![\p{{L}}\p{{N}}])(?=[\p{{Lu}}dl]){CAPITALISED}(?:[ \u00a0](?:{_PARTICLE}[ -]){{0,2}}{CAPITALISED})*"
)
"""A run of words with capitals, with particles between them."""
_POSSESSIVE = compile_later(r"(?:['’]s|(?<=s)['’])$")
_GREETING = compile_later(r"[,!:،]?[ \t]*[,!:،][ \t]*(?:\n|$)")
_STARTS_WITH_INITIAL = compile_later(r"\p{Lu}\p{L}?\.")
_LONGEST_NAME = 5
SMALL_BEFORE = compile_later(r"\p{Ll},? \Z")
_SHORTEST_NAME = 2
# Tags of words that begin a sentence behind a name.
_OPENING = frozenset({"and", "sub", "pron", "det"})
_MARKS = ".,;:!?…»«„“”\"'()"
_SHARE_OF_NOUNS = 4
_MOST_SURNAMES = 400
# Who is named so often without a second word does not have the one that is met once.
_OFTEN = 6
# Nor does who is named so many times oftener without it.
_SELDOM = 50
_RARELY = 200


class Names:
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
            self._runs = [
                (start, match.group())
                for match in RUN.finditer(text)
                if ((start := match.start()) and text[start - 1] != "\n") or not _is_greeted(text, match)
            ]
            places: dict[str, list[int]] = {}
            for start, run in self._runs:
                if " " in run:
                    places.setdefault(run, []).append(start)
            for run, starts in places.items():
                self._add(run, starts)
        elif lexicon.known_words is not None:
            for name in _iter_titled(text, lexicon):
                entered.setdefault(name, set())
        for name in entered:
            self._count(name)
        self._longest: dict[str, str] = {}

    def _add(self, run: str, starts: list[int]) -> None:
        words = _up_to_an_article(run.split(), self._lexicon)
        words[-1] = _POSSESSIVE.sub("", words[-1])
        titled = max(
            (n + 1 for n, word in enumerate(words[:-1]) if _is_noun_of_persons(word, self._lexicon)),
            default=0,
        )
        titles = {word.lower().strip(".") for word in words[:titled]}
        for gender, known in (("masculine", self._lexicon.masculine), ("feminine", self._lexicon.feminine)):
            if titles & known:
                self._titled.setdefault(words[-1], set()).add(gender)  # type: ignore[arg-type]
        if self._lexicon.elides:
            words[0] = ELIDED.sub("", words[0])
            titled += not titled and words[0][:1].islower()
        words = words[titled:]
        if titled and len(words) == 1:
            self._entered.setdefault(words[0], set())
        while len(words) > 1 and (
            _opens_sentence(words[0].lower(), self._lexicon)
            or _is_acronym(words[0], words[1])
            or is_verb_before_a_name(words[0], words[1], self._lexicon)
            or self._is_small_word(words[0], starts)
        ):
            words.pop(0)
        if not is_given_name(words[0]):
            words = words[skip_titles(words, 0, len(words), self._lexicon) :]
        while len(words) > 1 and self._lexicon.tags.get(words[-1].lower()) in _OPENING:
            # «Effi Aber»: a sentence begins there.
            words.pop()
        if 1 < len(words) <= _LONGEST_NAME:
            self._count(" ".join(words), len(starts))

    def _is_small_word(self, word: str, starts: list[int]) -> bool:
        """Return whether a word has its capital from the sentences that it begins: «Aussitôt Dantès», «Arme Effi»."""
        return (
            word.lower() in self._small_words
            and not is_given_name(word)
            and not any(SMALL_BEFORE.search(self._text, max(0, start - 3), start) for start in starts)
        )

    def is_noun(self, name: str) -> bool:
        """Return whether a name ends with a common noun, in a language that writes those with a capital: «Schluß», «Effis Worte».

        The text shows it by the articles before it, or by the owner, a name that stands in it without its ending.
        """
        words = _parts(name)
        if not self._lexicon.nouns_are_capitalised or is_given_name(words[0]) or not name.istitle():
            return False
        owner = words[0].removesuffix("s")
        return words[-1] in self._nouns or (len(words) > 1 and owner != words[0] and owner in self._entered)

    @cached_property
    def _nouns(self) -> frozenset[str]:
        """Words that stand behind an article or its like a quarter of the times or oftener."""
        words, tags = self._words, self._lexicon.tags
        determined = Counter(
            word
            for before, word in pairwise(words)
            if word[:1].isupper() and tags.get(before.lower()) == "det"
        )
        return frozenset(
            word for word, often in determined.items() if often * _SHARE_OF_NOUNS >= self._times[word]
        )

    @cached_property
    def _small_words(self) -> frozenset[str]:
        """Words of the text that are written with a small letter."""
        return frozenset(filter(str.islower, self._words))

    @cached_property
    def _times(self) -> Counter[str]:
        """How often each word stands in the text."""
        return Counter(self._words)

    @cached_property
    def _words(self) -> list[str]:
        return [word.strip(_MARKS) for word in self._text.split()]

    def _count(self, name: str, times: int = 1) -> None:
        words = _parts(name)
        if len(words) > 1:
            self._forms.setdefault(words[-1], Counter())[name] += times
            self._given.setdefault(words[0], set()).add(name)

    @cached_property
    def all_names(self) -> KeysView[str]:
        """All names of two words or more."""
        return dict.fromkeys(name for forms in self._forms.values() for name in forms).keys()

    def longest(self, name: str) -> str:
        """Return the longest form of a name; the name itself where there are several persons of that name."""
        if name not in self._longest:
            self._longest[name] = self._find_longest(name)
        return self._longest[name]

    def _find_longest(self, name: str) -> str:
        words = put_surname_last(_parts(name))
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
            longer = longer or self._initialled(words, forms) or self._with_surname(words)
            return max(longer, key=lambda form: (forms[form], len(form), form), default=name)
        persons = self._persons(Counter({f: n for f, n in forms.items() if self._may_lengthen(f, name)}))
        if not persons:
            given = [form for form in self._given.get(name, ()) if self._may_be_given(name, form)]
            persons = self._persons(Counter(dict.fromkeys(given, 1)))
        if not persons and self._lexicon.surname_endings["masculine"]:
            persons = [
                form for last in _restore_cases(name, self._lexicon) for form in self._forms.get(last, ())
            ]
        # «Effi Innstetten», met once, is not the Innstetten of the whole book.
        is_known = len(persons) == 1 and (
            name not in persons[0] or not self._is_seldom(persons[0], name, _RARELY)
        )
        return persons[0] if is_known else name

    def _may_lengthen(self, form: str, name: str) -> bool:
        """Return whether a longer form begins with a name: not «Arme Effi», «Grüße Innstetten», «Peut-être Fernand»."""
        words = _parts(form)
        if words[-2].lower() in LINKS and (is_given_name(name) or name in self._given):
            # «o Django de Adrian»
            return False
        if not self._lexicon.capitals or is_given_name(words[0]):
            return True
        if form in self._entered:
            return self._is_often_enough(form, name)
        if is_given_name(name):
            return False
        if _STARTS_WITH_INITIAL.match(form) is not None:
            return True
        return not self._lexicon.nouns_are_capitalised and self._is_often_enough(form, name)

    def _is_often_enough(self, form: str, name: str) -> bool:
        times = self._forms[_parts(form)[-1]][form]
        return self._times[name] < _OFTEN or (times > 1 and not self._is_seldom(form, name, _SELDOM))

    def _is_seldom(self, form: str, name: str, share: int) -> bool:
        return self._forms[_parts(form)[-1]][form] <= self._times[name] // share

    def _may_be_given(self, name: str, form: str) -> bool:
        """Return whether a form is a name by its first word: not «Effi Du», «Innstetten Punkt», «Danglars Caderousse»."""
        last = _parts(form)[-1]
        if last.lower() in self._lexicon.tags:
            return False
        if not self._lexicon.capitals:
            return True
        if self._lexicon.nouns_are_capitalised:
            # «Annie Erbtochter»: what stands behind the name may be a noun.
            return is_given_name(name) and (form in self._entered or self._is_often_enough(form, name))
        if is_given_name(name):
            return True
        return self._is_often_enough(form, name)

    def _with_surname(self, words: list[str]) -> list[str]:
        """Return the full name of one who is called by given name and patronymic: «Зинаида Павловна», «Зинаида Малюта»."""
        if len(words) != _SHORTEST_NAME or not words[1].endswith(self._lexicon.patronymic_suffixes):
            return []
        others = [form for form in self._given.get(words[0], ()) if _parts(form)[1:2] != words[1:]]
        bare = [form for form in others if not form.endswith(self._lexicon.patronymic_suffixes)]
        surnames = {_parts(form)[-1] for form in bare}
        return bare if len(surnames) == 1 else []

    def _initialled(self, words: list[str], forms: Counter[str]) -> list[str]:
        """Return the full name of one with an initial, which may stand in capitals: «Д. КРАВЕЦ», «Денис Кравец»."""
        if words[-1].isupper():
            words = [word.title() for word in words]
            forms = self._forms.get(words[-1], forms)
        found = [form for form in forms if is_initialled(words, _parts(form))] or [
            form for form in self._restored(words[-1]) if is_initialled(words, _parts(form))
        ]
        # Of two persons with the same initial it may be either.
        return found if len({_parts(form)[0] for form in found}) == 1 else []

    def _restored(self, surname: str) -> list[str]:
        """Return the names of that surname which the text has in oblique cases only: «Денисом Кравцом»."""
        names = (
            to_nominative(form, self._lexicon, is_oblique=True)
            for last in self._oblique.get(surname, ())
            for form in self._forms[last]
        )
        return [name for name in names if name is not None]

    @cached_property
    def _oblique(self) -> dict[str, list[str]]:
        """The surnames of the text by those of which they may be an oblique case."""
        found: dict[str, list[str]] = {}
        for last in self._forms:
            for surname in sorted(_restore_cases(last, self._lexicon)):
                found.setdefault(surname, []).append(last)
        return found

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

    def by_initials(self, letters: str) -> str | None:
        """Return the only name that begins with these letters: «J. M.» is Joan Mercer; an acronym that stands for nothing is a name.

        Args:
            letters: Initials, with or without stops.
        """
        wanted = find_initials(letters)
        full = set(map(self.longest, self._known_by_initials.get(wanted, ()))) or set(
            self._runs_by_initials.get(wanted, ())
        )
        if len(full) == 1:
            return full.pop()
        return letters if "." not in letters and not full else None

    @cached_property
    def _known_by_initials(self) -> dict[str, list[str]]:
        """The names of persons by their initials."""
        return index_by_initials(self.all_names)

    @cached_property
    def _runs_by_initials(self) -> dict[str, list[str]]:
        """The runs of several words with capitals by their initials."""
        return index_by_initials({run for _, run in self._runs if " " in run})

    def gender(self, name: str) -> Gender | None:
        """Return the gender that the titles and the name of a person say; None where they say nothing."""
        if name not in self._genders:
            titled = {*self._titled.get(_parts(name)[-1], ())}
            for office in self._offices.get(name, ()):
                if (gender := gender_of_words(office.split(), self._lexicon)) is not None:
                    titled.add(gender)
            self._genders[name] = (
                next(iter(titled))
                if len(titled) == 1
                # One word that no longer name of the text ends with is no surname.
                else gender_of_name(name, self._lexicon) or gender_of_given_name(name.lower())
            )
        return self._genders[name]

    @cached_property
    def _offices(self) -> dict[str, set[str]]:
        """The titles that stand before a person wherever he or she is named, by the full name."""
        found: dict[str, set[str]] = {}
        for name, offices in self._entered.items():
            found.setdefault(self.longest(name), set()).update(offices)
        return found

    def places(self) -> Iterator[tuple[int, str]]:
        """Yield, in no order, where persons are named, each by the full name: speakers, and who has a title or a known given name."""
        persons: dict[str, set[str]] = {}
        for name in [*self._entered, *self.all_names]:
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


def _up_to_an_article(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return a run up to an article that no particle stands before: «Veit | den Hut», but «Jan van den Berg»."""
    if lexicon.nouns_are_capitalised:
        for place in range(1, len(words)):
            if lexicon.tags.get(words[place]) == "det" and words[place - 1][0].isupper():
                return words[:place]
    return words


def _iter_titled(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the names of the common length right behind a noun of persons, in a script without spaces: «村民邱秀兰»."""
    for word in lexicon.known_words.finditer(text):  # type: ignore[union-attr]
        name = text[word.end() : word.end() + _COMMON_LENGTH]
        if (
            not lexicon.is_person(word.group())
            or len(name) < _COMMON_LENGTH
            or name[0] not in lexicon.surnames
        ):
            continue
        if name.isalpha() and lexicon.known_words.search(name) is None:  # type: ignore[union-attr]
            yield name


_COMMON_LENGTH = 3


def _parts(name: str) -> list[str]:
    return name.replace("•", "·").split("·") if "·" in name or "•" in name else name.split()


def _is_noun_of_persons(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word before a name is no part of it: «Баба Стефа», «Дружина Ганна», «Dr. Ann Lee»."""
    folded = word.lower()
    return is_title_word(word, lexicon) or folded in lexicon.masculine or folded in lexicon.feminine


def _is_greeted(text: str, match: regex.Match[str]) -> bool:
    """Return whether a run that begins a line is all of it but for its comma: «Lieber Malte,»."""
    return _GREETING.match(text, match.end()) is not None


def _is_same_person(words: list[str], other: list[str]) -> bool:
    """Return whether two names of one surname may be one person: the words of one are in the other."""
    return set(words) <= set(other) or set(other) <= set(words)


def _restore_cases(word: str, lexicon: Lexicon) -> set[str]:
    """Return the surnames of which a word may be an oblique case."""
    return {
        word.removesuffix(oblique) + ending
        for endings in lexicon.surname_endings.values()
        for oblique, ending in endings
        if word.endswith(oblique)
    }


def _opens_sentence(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word has its capital from the beginning of a sentence: «Evidently Jake», «Said Jake»."""
    return word in lexicon.tags or word in lexicon.cues or word.endswith(lexicon.adverb_suffixes or "\0")


def _is_acronym(word: str, following: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper() and not following.isupper()
