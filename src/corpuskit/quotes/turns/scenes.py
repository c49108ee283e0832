"""Whose turn it is in a dialogue of two: who is not named answers the one who spoke before.

A turn is a paragraph that begins with speech, in marks or behind a dash. The speakers of a scene are those whom reports
name; where they name one alone, the other one is who acts in the paragraphs of the writer. What a pronoun or a noun such
as «the old man» stands for is read from gender, else from whose turn it is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.context import Attribution, Span
from corpuskit.quotes.attribution.rules import ACT, TURN_TAKING
from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.gender import Gender
from corpuskit.quotes.mentions.names import RUN
from corpuskit.quotes.mentions.reading import is_given_name, read_mention
from corpuskit.quotes.syntax.called import divide_called, find_called
from corpuskit.quotes.syntax.inversion import end_of_name
from corpuskit.quotes.syntax.phrases import Phrase, first_subject, phrase_from
from corpuskit.quotes.syntax.tokens import Token, list_tokens
from corpuskit.quotes.turns.cast import Cast, Person, is_form_of, may_be_one
from corpuskit.quotes.turns.exchanges import (
    ASKS,
    ENDS,
    OPENING,
    PARAGRAPHS_BETWEEN,
    Said,
    Turn,
    is_dialogue,
    iter_turns,
)
from corpuskit.text.segments import Paragraph

_TWO = 2
_REACH = 120


def take_turns_in_scene(
    text: str, paragraphs: Sequence[Paragraph], said: Sequence[Said], lexicon: Lexicon
) -> dict[int, Attribution]:
    """Return who says what no report names the speaker of, by index; nothing for a text that is no dialogue.

    Args:
        text: The text of the document.
        paragraphs: Its paragraphs.
        said: What is said, in order.
        lexicon: Pronouns, titles and offices of its language.
    """
    turns = list(iter_turns(text, paragraphs, said))
    if not is_dialogue(text, turns, said, lexicon):
        return {}
    scene = _Scene(text, paragraphs, said, turns, lexicon)
    return scene.attribute()


class _Scene:
    """The turns of one document, with who takes part.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        said: What is said.
        turns: The paragraphs that begin with speech.
        lexicon: Words of its language.
    """

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        said: Sequence[Said],
        turns: Sequence[Turn],
        lexicon: Lexicon,
    ) -> None:
        self._text, self._paragraphs, self._said, self._turns = text, paragraphs, said, turns
        self._lexicon = lexicon
        self._called = find_called(text, lexicon)
        self._persons = self._find_persons()
        # Which person has a word, and a gender: found at once, however many there are.
        self._by_word: dict[str, int] = {}
        self._by_gender: dict[Gender | None, list[int]] = {}
        for place, person in enumerate(self._persons):
            for word in person.words:
                self._by_word.setdefault(word, place)
            self._by_gender.setdefault(person.gender, []).append(place)

    def attribute(self) -> dict[int, Attribution]:
        """Return who says what is open, by index."""
        if len(self._persons) < _TWO:
            asks = any(ASKS.intersection(self._text[said.start : said.end]) for said in self._said)
            return self._leave_open() if asks else {}
        known = {k: who for k in range(len(self._turns)) if (who := self._known_speaker(k)) is not None}
        actors = {
            k: actor
            for k in range(len(self._turns))
            if k not in known and (actor := self._actor(k)) is not None
        }
        taken = self._alternate(known | {k: who for k, (who, _) in actors.items()})
        return self._leave_open() | {
            place: Attribution(actors[k][1], None, ACT)
            if k in actors
            else Attribution(self._persons[who].span, None, TURN_TAKING)
            for k, who in taken.items()
            if k not in known
            and (self._turns[k].begins or (k in actors and self._acts_right_before(k, actors[k][1])))
            and self._may_be(k, who)
            for place in self._turns[k].said
            if self._said[place].is_open
        }

    def _leave_open(self) -> dict[int, Attribution]:
        """Return nobody for turns that are given to who spoke in the paragraph right before: one answers another."""
        found: dict[int, Attribution] = {}
        for k in range(1, len(self._turns)):
            turn, before = self._turns[k], self._turns[k - 1]
            first, last = self._said[turn.said[0]], self._said[before.said[-1]]
            follows = turn.begins and turn.number - before.number == 1
            if follows and first.is_open and first.speaker is not None and first.speaker == last.speaker:
                found |= {
                    place: Attribution(rule=TURN_TAKING) for place in turn.said if self._said[place].is_open
                }
        return found

    # Who takes part

    def _find_persons(self) -> list[Person]:
        """Return who takes part: by name, else by nouns of persons."""
        spoken = Cast()
        for stretch in self._said:
            if stretch.speaker is not None and not stretch.is_open:
                self._add(spoken, stretch.speaker)
        found = Cast(person for person in spoken if person.is_named)
        narrated = Cast()
        for span in self._iter_narrated():
            self._add(narrated, span)
        # Who is named by the writer alone may take part too.
        for person in narrated:
            if person.is_named and person.words.isdisjoint(found.words):
                found.append(person)
        if len(found) < _TWO:
            for span in self._iter_mentioned():
                self._add(narrated, span)
        for person in (*spoken, *self._reported(), *narrated):
            if len(found) < _TWO and not any(
                person.words & other.words or may_be_one(person, other, self._lexicon) for other in found
            ):
                found.append(person)
        return found

    def _reported(self) -> list[Person]:
        """Return who speaks by a report, whatever the noun: «fit une voix dans le noir»."""
        found = Cast()
        for stretch in self._said:
            if stretch.speaker is not None and not stretch.is_open:
                self._add(found, stretch.speaker, is_known=True)
        return found

    def _add(self, persons: Cast, span: Span, *, is_known: bool = False) -> None:
        """Add who is mentioned, where it is somebody: that is known of who speaks by a report."""
        mention = self._text[slice(*span)]
        reading = read_mention(mention, self._lexicon)
        if reading.make == "pronoun":
            return
        words = frozenset((reading.name or reading.office).lower().split()) - self._lexicon.tags.keys()
        # «sagte Bornemann»: without an article, a single capital behind a verb of saying is a name.
        is_bare = (
            is_known and self._lexicon.nouns_are_capitalised and mention.istitle() and " " not in mention
        )
        is_person = (
            is_known or reading.name is not None or any(self._lexicon.is_person(word) for word in words)
        )
        if not is_person or not words or not words.isdisjoint(persons.words):
            return
        gender = reading.gender or (reading.name and gender_of_given_name(reading.name.lower()))
        persons.append(Person(words, gender or None, reading.name is not None or is_bare, span))

    def _iter_narrated(self) -> Iterator[Span]:
        """Yield who sentences of the writer begin with, where it is a person by name or noun."""
        turns = {turn.number for turn in self._turns if turn.begins}
        for number in range(self._turns[0].number - _PARAGRAPHS_BEFORE, self._turns[-1].number + 1):
            if number < 0 or number in turns or self._is_heading(number):
                continue
            for begun in self._sentence_starts(number):
                yield from self._iter_first_person(begun, self._paragraphs[number].end)
        for turn in self._turns:
            # «»Wollte ich.« | Konrad | stellte den Koffer ab.»
            behind = self._said[turn.said[0]].end
            if self._text[behind - 2] in ENDS and self._text[behind : behind + 1] == " ":
                yield from self._iter_first_person(behind + 1, self._paragraphs[turn.number].end)

    def _iter_first_person(self, begun: int, end: int) -> Iterator[Span]:
        """Yield the person whom a sentence begins with."""
        tokens = self._tokens_at(begun, end)
        phrase = self._first_phrase(tokens)
        if phrase is not None:
            span = tokens[phrase[0]].start, tokens[phrase[1] - 1].end
            if self._is_person(tokens, span, phrase[1]):
                yield span

    def _iter_mentioned(self) -> Iterator[Span]:
        """Yield who is named by the writer inside of sentences: «when Inspector Corrigan came back»."""
        if not self._lexicon.capitals:
            return
        turns = {turn.number for turn in self._turns if turn.begins}
        starts = [stretch.start for stretch in self._said]
        # What is said may stand inside something longer: how far any of it up to here reaches.
        reached = list(accumulate((stretch.end for stretch in self._said), max))
        for number in range(self._turns[0].number - _PARAGRAPHS_BEFORE, self._turns[-1].number):
            if number < 0 or number in turns or self._is_heading(number):
                continue
            for match in RUN.finditer(
                self._text, self._paragraphs[number].start, self._paragraphs[number].end
            ):
                begun = bisect_right(starts, match.start())
                if begun and match.start() < reached[begun - 1]:
                    continue
                before = self._text[self._paragraphs[number].start : match.start()].rpartition(" ")[0]
                word = before.rpartition(" ")[2].lower()
                if word and word[-1].isalpha() and self._lexicon.tags.get(word) != "prep":
                    reading = read_mention(match.group(), self._lexicon)
                    if reading.name is not None and (
                        reading.titles or is_given_name(reading.name.split()[0])
                    ):
                        yield match.span()

    def _first_phrase(self, tokens: Sequence[Token]) -> Phrase | None:
        """Return the subject that a sentence begins with, without what follows a name; behind its verb where that comes first."""
        lexicon = self._lexicon
        if not lexicon.subject_first:
            named = (
                k
                for k in range(min(len(tokens), _VERB_AND_SUBJECT))
                if self._may_begin_a_subject(tokens[k].form)
            )
            start = next(named, None)
            phrase = None if start is None else phrase_from(tokens, start, len(tokens), lexicon)
            return None if phrase is None else (phrase[0], end_of_name(tokens, phrase, lexicon))
        phrase = first_subject(tokens, 0, len(tokens), lexicon) if tokens else None
        if phrase is None or phrase[0] > 0:
            return None
        capitals = [k for k in range(*phrase) if tokens[k].tag == "cap"]
        if (
            capitals
            and not lexicon.has_articles
            and any(token.tag == "det" for token in tokens[: capitals[0]])
        ):
            # «Его каждое утро Лика …»
            return None
        return (0, capitals[-1] + 1) if capitals and lexicon.capitals else phrase

    def _may_begin_a_subject(self, form: str) -> bool:
        return form in self._lexicon.given_names or self._lexicon.is_person(form)

    def _sentence_starts(self, number: int) -> list[int]:
        paragraph = self._paragraphs[number]
        starts = [paragraph.start]
        for place in range(paragraph.start, paragraph.end - 2):
            if self._text[place] in ".!?…" and self._text[place + 1] == " ":
                starts.append(place + 2)
            elif self._text[place] in "。！？":
                starts.append(place + 1)
        return starts[:_SENTENCES]

    def _is_person(self, tokens: Sequence[Token], span: Span, after: int) -> bool:
        """Return whether a subject is somebody: a given name, a noun of persons, a bare capital before a verb."""
        words = self._text[slice(*span)].split()
        if any(self._lexicon.is_person(word.lower()) or is_given_name(word) for word in words):
            return True
        if self._lexicon.unspaced:
            # «柳娘没有开盒»
            reading = read_mention(words[0], self._lexicon)
            is_kin = words[0].endswith(reading.titles or ("\0",))
            return is_kin or (reading.make == "name" and self._text.count(words[0]) > 1)
        if self._lexicon.capitals and len(words) > _TWO and words[-1][:1].isupper() and words[-2].islower():
            # «El sargento Crespo»
            return tokens[0].tag == "det"
        return (
            self._lexicon.capitals
            and len(words) == 1
            and words[0][:1].isupper()
            and after < len(tokens)
            and tokens[after].tag in _OF_VERBS
            and (
                # Without articles, any noun may stand there: «Смена кончалась».
                (
                    self._lexicon.has_articles
                    and tokens[after].form.endswith(self._lexicon.report_suffixes or "\0")
                )
                or self._text.count(words[0]) > 1
            )
        )

    # Who speaks

    def _may_be(self, k: int, who: int) -> bool:
        """Return whether a report in a turn may mean that person: by gender, where it says no more."""
        gender = self._persons[who].gender
        for place in self._turns[k].said:
            speaker = self._said[place].speaker
            if speaker is not None and not self._said[place].is_open:
                said_by = read_mention(self._text[slice(*speaker)], self._lexicon)
                if said_by.make != "pronoun" or (gender is not None and said_by.gender not in (None, gender)):
                    return False
        return True

    def _acts_right_before(self, k: int, actor: Span) -> bool:
        """Return whether one sentence about who acts, by name, stands before what is said: «Amilcare obbedì. «E ora?»»."""
        start, end = self._paragraphs[self._turns[k].number].start, self._said[self._turns[k].said[0]].start
        return actor[0] == start and not any(stop in self._text[start : end - 2] for stop in ".!?…:")

    def _known_speaker(self, k: int) -> int | None:
        for place in self._turns[k].said:
            stretch = self._said[place]
            if stretch.speaker is not None and not stretch.is_open:
                return self._who(self._text[slice(*stretch.speaker)], stretch.speaker[0])
        return None

    def _who(self, mention: str, start: int) -> int | None:
        """Return whom of those met so far a mention stands for, by where it begins; None where that is open."""
        reading = read_mention(mention, self._lexicon)
        words = set((reading.name or reading.office).lower().split())
        found = self._find_by_words(words)
        if found is not None or reading.gender is None or reading.name is not None:
            return found
        fitting, open_ = (self._by_gender.get(gender, []) for gender in (reading.gender, None))
        if len(self._persons) > _TWO:
            open_ = [who for who in open_ if self._persons[who].span[0] < start]
        if len(fitting) == 1 and (not open_ or len(self._persons) == _TWO):
            return fitting[0]
        return open_[0] if not fitting and len(open_) == 1 else None

    def _find_by_words(self, words: Iterable[str]) -> int | None:
        """Return the first person who has one of some words."""
        return min((self._by_word[word] for word in words if word in self._by_word), default=None)

    def _actor(self, k: int) -> tuple[int, Span] | None:
        """Return who acts beside a turn, and where: right behind what is said, or in the paragraph of the writer before."""
        turn = self._turns[k]
        if not turn.begins:
            return self._actor_at(self._paragraphs[turn.number].start, self._said[turn.said[0]].start)
        behind = self._actor_at(self._said[turn.said[0]].end, self._paragraphs[turn.number].end)
        if behind is not None:
            return behind
        if not turn.number or (k and self._turns[k - 1].number == turn.number - 1):
            return None
        before = self._paragraphs[turn.number - 1]
        if turn.said[0] and self._said[turn.said[0] - 1].end >= before.end - 1:
            # Who acts there has spoken there: «Mireille posa son tricot. « C’est moi. »»
            return None
        return self._actor_at(before.start, before.end, acts=True)

    def _actor_at(self, start: int, end: int, *, acts: bool = False) -> tuple[int, Span] | None:
        while start < end and not self._text[start].isalpha():
            start += 1
        if start >= end or (self._lexicon.capitals and not self._text[start].isupper()):
            return None
        tokens = self._tokens_at(start, end)
        if not tokens:
            return None
        if tokens[0].tag == "pron":
            who = None if tokens[0].form in self._lexicon.first_person else self._who(tokens[0].form, start)
            return None if who is None else (who, self._persons[who].span)
        phrase = self._first_phrase(tokens) or first_subject(tokens, 0, len(tokens), self._lexicon)
        if phrase is None or phrase[0] > 0:
            return None
        if acts and [token.tag for token in tokens[phrase[1] : phrase[1] + 2]] == ["aux", "prep"]:
            # «Aurora estaba en el umbral.» tells how it was.
            return None
        words = {token.form for token in tokens[phrase[0] : phrase[1]]}
        span = tokens[phrase[0]].start, tokens[phrase[1] - 1].end
        who = self._find_by_words(words)
        return None if who is None else (who, span)

    def _tokens_at(self, start: int, end: int) -> list[Token]:
        tokens = list_tokens(self._text, start, min(end, start + _REACH), 0, self._lexicon)
        return divide_called(tokens, self._called, self._lexicon)

    def _is_heading(self, number: int) -> bool:
        """Return whether a paragraph is short and ends without a stop: «Chapter Seven»."""
        paragraph = self._paragraphs[number]
        is_short = paragraph.end - paragraph.start < _LONGEST_HEADING
        return is_short and self._text[paragraph.end - 1] not in _STOPS

    def _alternate(self, known: Mapping[int, int]) -> dict[int, int]:
        """Return who speaks in each turn: who is not known is the other one than in the turn beside."""
        taken = dict(known)
        for step, places in ((-1, range(1, len(self._turns))), (1, range(len(self._turns) - 2, -1, -1))):
            for k in places:
                if k not in taken and (other := self._other(taken, k, step)) is not None:
                    taken[k] = other
        return taken

    def _other(self, taken: Mapping[int, int], k: int, step: int) -> int | None:
        """Return who answers the turn beside: the other one of two, else who spoke before that."""
        beside = taken.get(k + step)
        if beside is None or not self._is_beside(k, k + step):
            return None
        if len(self._persons) == _TWO:
            return 1 - beside
        addressed = self._addressed(k - 1) if step == -1 else None
        if addressed not in (None, beside):
            return addressed
        before = taken.get(k + 2 * step)
        if before is None and step == -1 and k == 1:
            return self._present_before(beside)
        return before if before not in (None, beside) and self._is_beside(k + step, k + 2 * step) else None

    def _addressed(self, k: int) -> int | None:
        """Return the only one whom a turn calls by name: «Беда, Прохор, вчера обокрали мельника»."""
        called = set()
        for place in self._turns[k].said:
            for start, end in self._said[place].parts or ((self._said[place].start, self._said[place].end),):
                for match in _CALLED.finditer(self._text, start, end):
                    name = match["name"].lower()
                    called |= {
                        who
                        for who, person in enumerate(self._persons)
                        if person.is_named and any(is_form_of(name, word) for word in person.words)
                    }
        return called.pop() if len(called) == 1 else None

    def _present_before(self, speaker: int) -> int | None:
        """Return the only other one about whom the writer speaks right before the first turn."""
        number = self._turns[0].number - 1
        if number < 0:
            return None
        end = self._paragraphs[number].end
        actors = (self._actor_at(start, end) for start in self._sentence_starts(number))
        present = {actor[0] for actor in actors if actor is not None} - {speaker}
        return present.pop() if len(present) == 1 else None

    def _is_beside(self, k: int, other: int) -> bool:
        return abs(self._turns[k].number - self._turns[other].number) <= PARAGRAPHS_BETWEEN + 1


# Whom somebody calls by name stands between commas, or first.
_CALLED = compile_later(r"(?:,\s|(?<=[«“\"—–-]\s?))(?P<name>\p{Lu}\p{L}+)(?=[,.!?…]|$)")
_OF_VERBS = frozenset({"verb", "aux", "adv", "word", "cue", "pron", "participle"})
_LONGEST_HEADING = 60
_STOPS = ENDS | OPENING | frozenset(":：”»’)")
_PARAGRAPHS_BEFORE = 3
_SENTENCES = 6
_VERB_AND_SUBJECT = 3
