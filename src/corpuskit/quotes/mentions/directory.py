"""The persons of a document: who a mention stands for, by name; nobody where the document does not say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from corpuskit.patterns import compile_later
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.gender import Gender, gender_of_words
from corpuskit.quotes.mentions.inflection import is_oblique, to_nominative
from corpuskit.quotes.mentions.initials import is_initials
from corpuskit.quotes.mentions.names import RUN, SMALL_BEFORE, Names
from corpuskit.quotes.mentions.organisations import bears_a_name, find_name_behind
from corpuskit.quotes.mentions.reading import Make, Reading, is_given_name, read_mention
from corpuskit.quotes.mentions.runs import CAPITALISED

Span = tuple[int, int]

_NAME_BEFORE = compile_later(
    rf"((?:{CAPITALISED}\s+){{1,3}}{CAPITALISED}),\s+(?:\p{{L}}{{1,4}}['’]?\s*)?(?:\p{{Ll}}+\s){{0,2}}$"
)
_NAME_BEHIND = compile_later(rf",\s((?:{CAPITALISED}\s+){{1,3}}{CAPITALISED})(?=[,.;:)»”\"\n]|$)")
_SENTENCE_END = compile_later(r"[.!?…؟]\s|[。！？]|\n")
_END_OF_PHRASE = compile_later(r"[,،，.;:!?؟。：\n“”«»\"(]")
# A title is looked for in so many places of a document at most, and so many titles are looked up.
_MOST_PLACES = 20
_MOST_TITLES = 300
# How far back a pronoun reaches, in code points.
_REACH_OF_A_PRONOUN = 1_500
_REACH_OF_A_TITLE = 60
_LONGEST_GAP = 10
_WORDS_OF_A_SUBJECT = 4
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_COMMA = compile_later("[,،，]")
_LETTER = compile_later(r"\p{L}")
_WORDS_BEFORE_A_PRONOUN = 12


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
        self._starts = [start for start, _ in spoken]
        # The names of speakers, with the offices that are written beside them.
        self._entered: dict[str, set[str]] = {}
        self._names: Names | None = None
        self._places: list[tuple[int, str]] | None = None
        self._genders: dict[str, Gender | None] = {}
        # Where each office is given to a name, and where names are met.
        self._offices: list[tuple[int, str, str]] = []
        self._met: list[tuple[int, str]] = []
        self._holders: dict[str, list[tuple[int, str]]] = {}
        self._folded: str | None = None
        # Whether a word with a capital stands inside sentences too.
        self._inside_sentences: dict[str, bool] = {}

    def enter(self, mention: str, start: int) -> None:
        """Take note of a speaker as written, so that its name can stand for its shorter forms elsewhere."""
        reading = read_mention(mention, self.lexicon)
        if reading.name is not None and reading.make == "name":
            apposed = (part.strip() for part in _COMMA.split(mention.lower())[1:])
            offices = {" ".join(reading.titles), *apposed} - {""}
            self._entered.setdefault(reading.name, set()).update(offices)
            self._offices += [(start, office, reading.name) for office in offices]
            self._met.append((start, reading.name))

    def identify(self, mention: str, start: int, others: Collection[str] = ()) -> Identity:
        """Return who a speaker is; call it once all speakers are entered.

        Args:
            mention: The speaker as written.
            start: Where the mention stands.
            others: Whom a pronoun or an office does not stand for, by name: whom other labels name, who asked the question right before, or speaks around it.
        """
        if mention.lower().strip(" .") in self.lexicon.anonymous_labels:
            return Identity(None, "title")
        reading = read_mention(mention, self.lexicon)
        if reading.make == "pronoun":
            name = self._by_pronoun(reading.gender, start)
            return Identity(None if name in others else name, "pronoun")
        if reading.make == "organisation" or (reading.make == "group" and reading.name is not None):
            return Identity(self._name_of_organisation(reading, start), reading.make)
        if reading.make == "group":
            return Identity(None, "group")
        if reading.name is None:
            identity = self._identify_title(reading, start)
            return (
                identity._replace(name=None)
                if identity.type == "title" and identity.name in others
                else identity
            )
        return self._identify_titled(reading, start)

    def _identify_titled(self, reading: Reading, start: int) -> Identity:
        """Return who a name with its titles stands for: «Frau Briest» is not her husband of the full name."""
        name = self._in_nominative(reading)
        identity = self._identify_name(name, start, is_titled=bool(reading.titles))
        titled = gender_of_words(reading.titles, self.lexicon)
        known = None if identity.name is None else self._known().gender(identity.name)
        is_other = titled is not None and known not in (None, titled)
        return Identity(name, identity.type) if is_other else identity

    def _in_nominative(self, reading: Reading) -> str:
        """Return the name of a reading, in the nominative where its title shows that it stands in another case."""
        name = reading.name or ""
        if any(is_oblique(title, self.lexicon) for title in reading.titles):
            return to_nominative(name, self.lexicon, is_oblique=True) or name
        return name

    def _identify_name(self, name: str, start: int, *, is_titled: bool) -> Identity:
        if is_initials(name):
            full = self._known().by_initials(name)
            return Identity(full and self._full_name(full), "name")
        full = self._full_name(name)
        is_noun = self._known().is_noun(name) or (
            full == name and not is_titled and self._begins_a_sentence(name, start)
        )
        return Identity(None, "title") if is_noun else Identity(full, "name")

    def _name_of_organisation(self, reading: Reading, start: int) -> str | None:
        name, lexicon = reading.name, self.lexicon
        if (
            name is None
            or not bears_a_name(name.lower(), lexicon)
            or not self._begins_a_sentence(name, start)
        ):
            return name
        return find_name_behind(name.lower(), self._text, lexicon)

    def _begins_a_sentence(self, name: str, start: int) -> bool:
        """Return whether a single word has its capital from the beginning of a sentence alone, so that it may be a noun."""
        if not self.lexicon.capitals or " " in name or is_given_name(name) or name.isupper():
            return False
        before = self._text[max(0, start - _LONGEST_GAP) : start].rstrip(" \t")
        if before and before[-1] not in _BEFORE_A_SENTENCE:
            return False
        if name not in self._inside_sentences:
            self._inside_sentences[name] = self._stands_inside_a_sentence(name)
        return not self._inside_sentences[name]

    def _stands_inside_a_sentence(self, name: str) -> bool:
        """Return whether a word stands anywhere behind one with a small letter: to look for it as it is is fast."""
        text = self._text
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if SMALL_BEFORE.search(text, max(0, start - 3), start) and not _LETTER.match(text, end):
                return True
            start = text.find(name, start + 1)
        return False

    def _identify_title(self, reading: Reading, start: int) -> Identity:
        if not self.lexicon.capitals and not self.lexicon.unspaced:
            # A surname alone looks like a noun.
            full = self._known().longest(reading.office)
            if full != reading.office:
                return Identity(full, "name")
        if not reading.office:
            return Identity(None, "title")
        holders = self._list_holders(reading.office)
        if reading.office in self.lexicon.relations and self._is_owned(start):
            # «Son père» is not «le père Dantès».
            holders = [holder for holder in holders if self._is_owned(holder[0])]
        return Identity(self._by_title(reading, start, holders), "title")

    def _is_owned(self, start: int) -> bool:
        """Return whether a possessive stands at an index, or right before it."""
        words = self._text[max(0, start - _LONGEST_GAP) : start + _LONGEST_GAP].lower().split()
        return not self.lexicon.possessives.isdisjoint(words)

    # Names

    def _known(self) -> Names:
        if self._names is None:
            self._names = Names(self._text, self.lexicon, self._entered)
        return self._names

    def _full_name(self, name: str) -> str | None:
        known = self._known()
        if self.lexicon.unspaced and len(name) == 1:
            full = [other for other in self._entered if other.startswith(name) and len(other) > 1]
            return full[0] if len(full) == 1 else None
        longest = known.longest(name)
        if self.lexicon.surname_endings["masculine"] and " " in longest:
            return to_nominative(longest, self.lexicon, known.all_names) or longest
        return longest

    # Titles

    def _list_holders(self, office: str) -> list[tuple[int, str]]:
        """Return where a title is written beside a name, and that name, in order."""
        if office not in self._holders:
            self._holders[office] = self._find_holders(office) if len(self._holders) < _MOST_TITLES else []
        return self._holders[office]

    def _by_title(self, reading: Reading, start: int, holders: list[tuple[int, str]]) -> str | None:
        """Return who holds a title: the person it was last written beside; None where it is nobody's."""
        office = reading.office
        before = [name for place, name in holders if place <= start]
        if before:
            return self._full_name(before[-1])
        if self.lexicon.article and office.startswith(self.lexicon.article):
            # «الأمين العام»: the office that the text knows, of the one person it has named.
            met = {self._full_name(name) for place, name in self._met if place < start}
            (only,) = met if len(met) == 1 else (None,)
            if only is not None and self._known().gender(only) in (reading.gender, None):
                return only
        full = {self._full_name(name) for _, name in holders}
        return full.pop() if len(full) == 1 and not self._met_before(start) else None

    def _met_before(self, start: int) -> bool:
        return any(place < start for place, _ in self._met)

    def _find_holders(self, office: str) -> list[tuple[int, str]]:
        holders = [(place, name) for place, held, name in self._offices if self._holds(held, office)]
        found = sorted({*holders, *self._holders_in_text(office)})
        # «Major, sehen Sie»: who is addressed is named by no pronoun.
        return [holder for holder in found if holder[1].rpartition(" ")[2].lower() not in self.lexicon.tags]

    def _holds(self, held: str, office: str) -> bool:
        """Return whether a title is that office: «the Trust’s ecologist», «la directora de la fundación» are no trust and no foundation."""
        at = held.find(office)
        if at < 0 or held.startswith(_POSSESSIVES, at + len(office)):
            return False
        before = held[:at].split()
        return not any(
            word in self.lexicon.linking or self.lexicon.tags.get(word) == "prep" for word in before
        )

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
            is_owner = self._text.startswith(_POSSESSIVES, end)
            name = None if is_owner else self._name_beside(place, end)
            if name is not None:
                yield place, name
            place = self._folded.find(office, end)

    def _name_beside(self, start: int, end: int) -> str | None:
        """Return the name right after the title that stands between two indices, or before it and a comma."""
        if self._text[start:end].isupper() and end - start > 1:
            # «A MORGADINHA DOS CANNAVIAES»: a heading.
            return None
        apposed = _NAME_BEHIND.match(self._text, end) if self.lexicon.capitals else None
        if apposed is not None and is_given_name(apposed[1].split()[0]):
            # «la alcaldesa, Rosa Gil,»
            return read_mention(apposed[1], self.lexicon).name
        stop = _END_OF_PHRASE.search(self._text, end, end + _REACH_OF_A_TITLE)
        border = stop.start() if stop else end + _REACH_OF_A_TITLE
        if self.lexicon.capitals:
            following = (
                RUN.match(self._text, end + 1, border) if self._text[end : end + 1].isspace() else None
            )
            named = "" if following is None else following.group()
            ends = named.partition(" ")[0], named.rpartition(" ")[2]
            is_clause = any(word.lower() in self.lexicon.tags for word in ends)
            if not is_clause and (" " in named or is_given_name(named)):
                return read_mention(named, self.lexicon).name
        else:
            return self._caseless_name_after(start, end, border)
        before = _NAME_BEFORE.search(self._text, max(0, start - 80), start)
        name = read_mention(before.group(1), self.lexicon).name if before else None
        return name if name is not None and " " in name else None

    def _caseless_name_after(self, start: int, end: int, border: int) -> str | None:
        words = self.lexicon.known_words
        known = words.search(self._text, end, border) if words is not None else None
        phrase = self._text[start : known.start() if known else border]
        reading = read_mention(phrase, self.lexicon)
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
        if gender is None or self._follows_a_noun_of_persons(gender, start):
            return None
        places = self._person_places()
        end = bisect_left(places, (start, ""))
        genders = self._genders
        if len(genders) == 1:
            (name,) = genders
            return name if end and genders[name] == gender else None
        sentence_end = start
        while end and places[end - 1][0] > start - _REACH_OF_A_PRONOUN:
            begun = self._sentence_start(places[end - 1][0])
            first = bisect_left(places, (begun, ""))
            here = list(dict.fromkeys(name for place, name in places[first:end] if place < sentence_end))
            fitting = [name for name in here if genders[name] == gender]
            if fitting:
                is_first = genders[here[0]] is not None
                is_open = not is_first or self._names_another(gender, places[end - 1][0], start)
                return None if is_open else fitting[0]
            if any(genders[name] is None for name in here):
                # Of unknown gender, but the only one whom the paragraph names.
                name, place = here[0], places[first][0]
                is_meant = self._is_clear(name, begun, place) and self._is_alone(begun, start, name)
                return name if is_meant and not self._names_another(gender, place, start) else None
            end = first
        return None

    def _is_clear(self, name: str, begun: int, place: int) -> bool:
        """Return whether a name of unknown gender is a person's: a full one, or one word that is the subject of its sentence."""
        if " " in name or self.lexicon.unspaced:
            return True
        titles = self._text[begun:place].split()
        if not all(self.lexicon.is_person(word.lower().strip(".")) for word in titles):
            return False
        return bool(titles) or is_given_name(name) or self._stands_inside_a_sentence(name)

    def _is_alone(self, begun: int, start: int, name: str) -> bool:
        """Return whether nobody else is named in the paragraph of a pronoun, up to it."""
        paragraph = self._text.rfind("\n", 0, start) + 1
        if begun < paragraph:
            return False
        places = self._person_places()
        first, last = bisect_left(places, (paragraph, "")), bisect_left(places, (start, ""))
        return {other for _, other in places[first:last]} == {name}

    def _follows_a_noun_of_persons(self, gender: Gender, start: int) -> bool:
        """Return whether somebody without a name is meant: the sentence of a pronoun begins so, or the one before names one."""
        here = self._sentence_start(start)
        before = self._sentence_start(max(0, here - 1 - _LONGEST_GAP)) if here else here
        return self._names_nobody(gender, self._text[here:start].split(), _WORDS_OF_A_SUBJECT) or (
            before < here
            and self._names_nobody(gender, self._text[before:here].split(), _WORDS_BEFORE_A_PRONOUN)
        )

    def _names_another(self, gender: Gender, place: int, start: int) -> bool:
        """Return whether the writer speaks of somebody of a gender without a name between two indices: «На порозі стояла листоноша»."""
        genders = self.lexicon.masculine, self.lexicon.feminine
        fitting, other = genders if gender == "masculine" else reversed(genders)
        done = self._text.find(" ", place) + 1 or start
        for begun, end in [
            *self._spoken[bisect_left(self._starts, place) : bisect_left(self._starts, start)],
            (start, start),
        ]:
            words = self._text[done : max(begun, done)].split()
            for k, word in enumerate(words):
                noun = word.lower().rstrip(",.!?:;")
                is_fitting = noun in fitting or (noun in self.lexicon.titles and noun not in other)
                is_named = k + 1 < len(words) and words[k + 1][:1].isupper()
                following = words[k + 1].lower() if k + 1 < len(words) else ""
                if (
                    is_fitting
                    and not is_named
                    and self._may_be_a_subject(words[max(0, k - 2) : k], following)
                ):
                    return True
            done = max(done, end)
        return False

    def _may_be_a_subject(self, before: Sequence[str], following: str) -> bool:
        """Return whether a noun between these words is no complement and no apposition."""
        lexicon = self.lexicon
        folded = [word.lower() for word in before]
        if folded and folded[-1] in lexicon.possessives - lexicon.first_person:
            # «his father had promised», not «with his father»
            return following in lexicon.cues or lexicon.tags.get(following) in ("aux", "verb")
        determined = bool(folded) and lexicon.tags.get(folded[-1]) == "det"
        outer = folded[:-1] if determined else folded
        if outer and outer[-1][-1] == ",":
            # «Outside, the postman leant his bicycle …», not «Armand, the postman, …»
            return following.endswith(lexicon.report_suffixes or "\0") or following in lexicon.cues
        return not outer or (lexicon.tags.get(outer[-1]) != "prep" and outer[-1][-1] != "(")

    def _names_nobody(self, gender: Gender, words: list[str], most: int) -> bool:
        """Return whether a noun of persons of a gender stands among the first words, and no name with it."""
        fitting = self.lexicon.masculine if gender == "masculine" else self.lexicon.feminine
        for place, word in enumerate(words[:most]):
            if word[:1].isupper() and place and not self.lexicon.nouns_are_capitalised:
                return False
            if word.lower().rstrip(",.!?") in fitting:
                following = words[place + 1] if place + 1 < len(words) else ""
                return not following[:1].isupper()
        return False

    def _sentence_start(self, place: int) -> int:
        start = max(0, place - 400)
        ends = [match.end() for match in _SENTENCE_END.finditer(self._text, start, place)]
        return ends[-1] if ends else start

    def _is_byline(self, place: int) -> bool:
        """Return whether a name in capitals, or behind «by», is all of its line but for a word or two: who wrote the text."""
        start = self._text.rfind("\n", 0, place) + 1
        end = self._text.find("\n", place)
        line = self._text[start : end if end >= 0 else len(self._text)].strip()
        first, last = line.partition(" ")[0], line.rpartition(" ")[2]
        is_signed = last.isupper() or first.lower().strip(":") in self.lexicon.bylines
        return len(line) < _LONGEST_BYLINE and is_signed and line.count(" ") < _WORDS_OF_A_SUBJECT

    def _person_places(self) -> list[tuple[int, str]]:
        """Return where persons are named outside of quotations, in order, each by the full name."""
        if self._places is None:
            known = self._known()
            places = sorted(known.places())
            self._places = []
            for place, name in places:
                at = bisect_left(self._starts, place + 1) - 1
                if (at < 0 or place >= self._spoken[at][1]) and not self._is_byline(place):
                    self._places.append((place, name))
            self._genders = {name: known.gender(name) for _, name in self._places}
        return self._places


_LONGEST_BYLINE = 50
_BEFORE_A_SENTENCE = frozenset('.!?…\n»”"—–«“„‘‚(')
