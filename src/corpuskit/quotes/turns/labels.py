"""Turns behind a label: «ANN LEE: …», «Q: …», «Question. – …», «记者：…», «**Ann:** …».

A label is a short string before a mark at the beginning of a paragraph. Whether labels name speakers is decided for
the document: they are repeated, or answer each other, or are known as labels of questions and answers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpuskit.patterns import compile_later, compile_re
from corpuskit.quotes.attribution.context import Attribution, Span
from corpuskit.quotes.attribution.rules import TRANSCRIPT
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.gender import gender_of_name
from corpuskit.quotes.syntax.tokens import list_tokens
from corpuskit.quotes.turns.block import Block, trim, unwrap
from corpuskit.quotes.turns.directions import cut_directions, is_direction, is_interjection, split_speech
from corpuskit.quotes.turns.divisions import find_divisions
from corpuskit.quotes.turns.informal import are_messages, is_nickname
from corpuskit.quotes.turns.label_forms import LABEL, ONLY_INITIALS, PATTERNS, ROLE, STENOGRAM, WITH_INITIALS
from corpuskit.text.segments import Paragraph, iter_sentences

if TYPE_CHECKING:
    import regex

_ENDS_WITH_A_YEAR = compile_re(r"[\s(](?:1[4-9]|20)\d\d\W{0,2}$")
_FULL_STOP = compile_re(r"\. ")
_LETTER = compile_later(r"\p{L}")
_PARENTHESIS = compile_later(r"\s*\(.*")
_SENTENCE_END = frozenset(".!?…»”“«‘\"'’؟。！？)]*」』）")
_GROUP = compile_later(r"\s*\([^()]*\)$")
# A comma may stand before an office or a group, at the end.
_INNER_STOP = compile_later(r"[!?;,،；，](?!\s*\p{L}+(?:\s+\p{L}+){0,2}$)")
_LONG_DASHES = frozenset("—–")
_OF_CLAUSES = frozenset({"cue", "verb", "aux", "sub", "rel", "quote", "pron"})
_LONGEST_LABEL = 150
_MOST_WORDS = 7
_MOST_WORDS_OF_A_NAME = 4
_MOST_UNSPACED = 12
_ASKS = ("?", "؟", "？")
_FEWEST_SENTENCES = 0.6
_FEWEST_ENTRIES, _FEWEST_PERSONS, _FEWEST_POINTS = 4, 3, 2
_SHORTEST_SURNAME = 2
_MOST_PARAGRAPHS_JOINED = 12
_NUMBER = compile_re(r"\s*[\d一二三四五六七八九十.]+$")

_Form = Literal["role", "capitals", "name", "word", "phrase", "point"]


class _Turn(NamedTuple):
    """A paragraph that begins with a label.

    Attributes:
        number: Index of the paragraph.
        label: Where the label stands.
        key: The label as it is compared with others.
        form: What it looks like.
        mark: What stands after it.
        start: Where what is said begins; the end of the paragraph where it stands in the next one.
    """

    number: int
    label: Span
    key: str
    form: _Form
    mark: str
    start: int


class LabelledTurns:
    """The turns of one document that stand behind labels.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        lexicon: Words of its language.
    """

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._lexicon = lexicon
        read = [turn for number in range(len(paragraphs)) if (turn := self._read(number)) is not None]
        self._points = {turn.number for turn in read if turn.form == "point"}
        self._divisions = find_divisions(text, paragraphs, lexicon) if read else frozenset()
        turns = [turn for turn in read if turn.form != "point" and turn.number not in self._divisions]
        self._turns = {turn.number: turn for turn in self._accept(turns)} if turns else {}
        self._asked = self._find_questions()
        self._last = max(self._turns, default=-1)
        gaps = (
            text[paragraphs[number - 1].end : paragraphs[number].start] for number in self._turns if number
        )
        self._is_spaced = 2 * sum(gap.count("\n") > 1 for gap in gaps) > len(self._turns)
        first = min(self._turns, default=0)
        own_lines = sum(turn.start >= paragraphs[number].end for number, turn in self._turns.items())
        self._is_script = 2 * len(self._turns) + own_lines >= self._last + 1 - first

    def _find_questions(self) -> set[int]:
        """Return the paragraphs without a label that ask, where labels stand before the answers alone."""
        before = {number - 1 for number in self._turns if number} - self._turns.keys()
        asking = {number for number in before if self._content(number).rstrip("*_").endswith(_ASKS)}
        return asking if len(asking) > 1 and 2 * len(asking) >= len(self._turns) else set()

    def block_at(self, number: int) -> Block | None:
        """Return the turn that begins with the paragraph of that index."""
        turn = self._turns.get(number)
        if turn is None:
            return None
        last = number
        while (following := self._skip_direction(last + 1)) < len(self._paragraphs) and self._goes_on(
            turn, following
        ):
            last = following
        start, end = trim(self._text, turn.start, self._paragraphs[last].end)
        start, end = cut_directions(self._text, start, end)
        end = unwrap(self._text, start, end)
        if start >= end:
            return None
        attribution = Attribution(turn.label, None, TRANSCRIPT)
        return Block(number, last, start, end, attribution, split_speech(self._text, start, end))

    def _skip_direction(self, number: int) -> int:
        """Return the index of a paragraph, or of the next line where it tells what happens in the hall: «(Zuruf: Welche?)»."""
        if number + 1 >= len(self._paragraphs) or not is_interjection(self._content(number)):
            return number
        gap = self._text[self._paragraphs[number].end : self._paragraphs[number + 1].start]
        return number + 1 if gap.count("\n") == 1 else number

    def _goes_on(self, turn: _Turn, number: int) -> bool:
        """Return whether a paragraph without a label goes on with the turn before it."""
        begins = any(number in each for each in (self._turns, self._asked, self._points, self._divisions))
        if begins or number - turn.number > _MOST_PARAGRAPHS_JOINED:
            return False
        content = self._content(number)
        if turn.start >= self._paragraphs[turn.number].end and number == turn.number + 1:
            return True
        if not content[0].isalnum() or content[-1] not in _SENTENCE_END or is_direction(content):
            return False
        if not self._is_script or (number >= self._last and not self._speaks_of_itself(content)):
            return False
        gap = self._text[self._paragraphs[number - 1].end : self._paragraphs[number].start]
        if gap.count("\n") <= 1:
            return True
        # A blank line between all turns may stand inside one too.
        is_formal = turn.form in ("capitals", "role") or self._speaks_of_itself(content)
        return is_formal and self._is_spaced

    def _content(self, number: int) -> str:
        paragraph = self._paragraphs[number]
        return self._text[paragraph.start : paragraph.end]

    # What a label looks like

    def _read(self, number: int) -> _Turn | None:
        paragraph = self._paragraphs[number]
        beginning = self._text[paragraph.start : min(paragraph.end, paragraph.start + _LONGEST_LABEL)]
        for pattern, find_mark in PATTERNS:
            if find_mark(beginning) is None:
                continue
            if pattern is STENOGRAM and not self._may_be_in_stenogram(beginning):
                continue
            match = pattern.match(self._text, paragraph.start, paragraph.end)
            if match is None:
                continue
            start, end = trim(self._text, *match.span("label"))
            label = self._text[start:end]
            form = (
                self._form_of(label) if pattern is not STENOGRAM else self._form_in_stenogram(match["head"])
            )
            if form is None or (pattern is ROLE and (form != "role" or self._is_letter_of_list(match))):
                continue
            if pattern is LABEL and self._is_behind_a_label(label, form, beginning):
                continue
            if beginning[0] in _LONG_DASHES and form != "role":
                # «— Да, Анна: пора.» is speech behind a dash, «— Ответ: …» is not.
                continue
            if pattern is STENOGRAM and self._goes_on_behind(match, beginning):
                continue
            key = _PARENTHESIS.sub("", match.groupdict().get("head", label)).lower().strip(" .")
            turn = _Turn(number, (start, end), key, form, match["mark"].strip(), match.end())
            if pattern is LABEL and turn.mark == "." and not self._is_person(turn):
                continue  # «**Primera parte.** El mar»
            return turn
        return None

    def _is_behind_a_label(self, label: str, form: _Form, beginning: str) -> bool:
        """Return whether what stands before a colon begins with a label already: «R. Tre anni fuori: dal 1966 al 1969.»."""
        if form == "role" or ONLY_INITIALS.fullmatch(label):
            return False
        role = ROLE.match(beginning)
        if role is not None and role["label"].lower() in self._lexicon.turn_labels:
            return True
        if form != "phrase" or not self._may_be_in_stenogram(beginning):
            return False
        shorter = STENOGRAM.match(beginning)
        return shorter is not None and self._form_in_stenogram(shorter["head"]) is not None

    def _is_letter_of_list(self, match: regex.Match[str]) -> bool:
        """Return whether a label is a letter that others follow in a list, or the only one with a parenthesis: «a) …»."""
        letter, mark = match["label"], match["mark"]
        if len(letter) > 1:
            return False
        is_alone = mark == ")" and not any(
            other[0] != letter and other[1] == mark for other in self._list_letters
        )
        return is_alone or chr(ord(letter) + 1) + mark in self._list_letters

    @cached_property
    def _list_letters(self) -> frozenset[str]:
        """What paragraphs begin with that is a letter and a full stop or a parenthesis."""
        found = (ROLE.match(self._text, each.start, each.end) for each in self._paragraphs)
        return frozenset(
            match["label"] + match["mark"] for match in found if match and len(match["label"]) == 1
        )

    def _form_of(self, label: str) -> _Form | None:
        """Return what a label looks like; None for one that names no speaker."""
        lexicon = self._lexicon
        bare = _GROUP.sub("", label).strip(" .")
        folded = _NUMBER.sub("", bare.lower())
        if not folded or folded.split()[0] in lexicon.speaker_pronouns:
            return None
        if folded in lexicon.turn_labels:
            return "role"
        is_word = folded in lexicon.tags and not ONLY_INITIALS.fullmatch(bare)
        if is_word or {folded, folded.removeprefix(lexicon.article)} & lexicon.not_speakers:
            # «Note: …», «Step 2: …», «Monday: …»
            return "point"
        # «In Quebec: …» says where.
        is_place = " " in folded and lexicon.tags.get(folded.split()[0]) == "prep"
        is_cue = folded in lexicon.cues and folded not in lexicon.masculine | lexicon.feminine
        if is_cue or is_place or self._is_clause(label, bare):
            return None
        return self._capitalisation_of(bare) if lexicon.capitals else "word"

    def _may_be_in_stenogram(self, beginning: str) -> bool:
        """Return whether a paragraph begins like a line of a stenogram: with capitals, initials, a title, a role, a name as others."""
        words = beginning.split(" ", 2)
        first = words[0].strip(".,").lower()
        return (
            words[0].isupper()
            or first in self._lexicon.titles
            or first in self._lexicon.turn_labels
            or (len(words) > 1 and words[1][1:2] == "." and words[1][0].isupper())
            or self._opens_others(beginning.partition(". ")[0])
        )

    def _opens_others(self, head: str) -> bool:
        """Return whether a name before a full stop stands at the beginning of several paragraphs: «Lina Tardivel. Oui.»."""
        words = head.split()
        if len(words) <= 1:
            return bool(words) and self._is_surname_of_others(head)
        if len(words) > _MOST_WORDS_OF_A_NAME or not (words[0][:1].isupper() and words[-1][:1].isupper()):
            return False
        return self._openings[head] > 1 or self._openings[words[-1]] > 0

    def _is_surname_of_others(self, word: str) -> bool:
        """Return whether a word before a full stop stands in a longer label, or is a surname by its suffix: «Сухов. Нет.»."""
        if not word[:1].isupper() or self._lexicon.nouns_are_capitalised:
            return False
        if gender_of_name(word, self._lexicon) is not None:
            return True
        heads = (head.split() for head in self._openings)
        return any(1 < len(head) <= _MOST_WORDS and word in head for head in heads)

    @cached_property
    def _openings(self) -> Counter[str]:
        """How many lines begin with each stretch before a full stop."""
        lines = self._text.split("\n")
        return Counter(
            line[: stop.start()] for line in lines for stop in _FULL_STOP.finditer(line, 0, _LONGEST_LABEL)
        )

    def _form_in_stenogram(self, head: str) -> _Form | None:
        """Return what the name before a full stop looks like; None for one that shows by nothing that it is a label."""
        words = head.strip(" .").split()
        if " ".join(words).lower() in self._lexicon.turn_labels:
            return "role"
        lexicon = self._lexicon
        if not lexicon.capitals or len(words) > _MOST_WORDS or lexicon.tags.get(words[0].lower()) == "time":
            return None
        if (head.isupper() and len(words[-1].strip(".")) > 1) or (
            head.isupper() and len(words[0]) > _SHORTEST_SURNAME
        ):
            return "capitals"
        is_titled = len(words) > 1 and words[0].lower().strip(".") in self._lexicon.titles
        is_name = is_titled or WITH_INITIALS.fullmatch(head.strip()) or self._opens_others(head)
        return None if not is_name else "name" if len(words) > 1 else "word"

    def _goes_on_behind(self, match: regex.Match[str], beginning: str) -> bool:
        """Return whether the full stop behind a head is that of a title or an initial: «Miró D. Fadrique al Primado»."""
        head = match["head"].strip()
        if head.split()[-1].strip(".").lower() not in self._lexicon.titles and WITH_INITIALS.fullmatch(head):
            return False
        return bool(next(iter_sentences(beginning))[1] > match.end("mark") - match.start())

    def _is_clause(self, label: str, bare: str) -> bool:
        """Return whether a label is too long or has a verb, so that it is a clause before a colon."""
        is_long = self._lexicon.unspaced and len(bare) > _MOST_UNSPACED and bare[0] > "\u2e7f"
        if is_long or len(bare.split()) > _MOST_WORDS:
            return True
        tags = {token.tag for token in list_tokens(label, 0, len(label), 0, self._lexicon)[1:]}
        return bool(tags & _OF_CLAUSES) or _INNER_STOP.search(bare) is not None

    def _capitalisation_of(self, bare: str) -> _Form:
        if bare.isupper() and len(bare) > 1:
            return "capitals"
        words, inner = bare.split(), self._lexicon.titles | self._lexicon.particles
        small = [word for word in words if word[0].islower() and word.lower() not in inner]
        if not bare[0].isupper() or small:
            return "phrase"
        return "name" if len(words) > 1 else "word"

    # Which labels name speakers

    def _accept(self, turns: list[_Turn]) -> list[_Turn]:
        """Return the turns whose labels name speakers."""
        persons = {t.key for t in turns if self._is_person(t) or is_nickname(t.key, self._lexicon)}
        if all(map(self._said, turns)) and are_messages([(t.number, t.key) for t in turns], persons):
            return turns
        said = {turn.number: self._said(turn) for turn in turns}
        spoken, repeated = self._keep_steady(turns, said)
        labels = {turn.number: turn.key for turn in spoken}
        strong = [turn for turn in spoken if self._is_strong(turn, labels, repeated)]
        if not self._is_dialogue(strong, spoken, repeated, said):
            return []
        accepted = {turn.number for turn in strong}
        keys = {turn.key for turn in strong}
        # A label that is none of these stands between turns, or beside one; one in capitals before a dash, too.
        dashed = [turn for turn in turns if turn.form == "capitals" and self._is_spoken(said[turn.number])]
        beside = (*spoken, *dashed)
        # Backwards too: who asks first may be called in full there alone, as who answers first is.
        for turn in (*beside, *reversed(beside)):
            near = {turn.number - 1, turn.number + 1} & accepted
            if near and (turn.form in ("word", "capitals") or len(near) > 1):
                accepted.add(turn.number)
        return [
            turn for turn in turns if turn.number in accepted or (turn.key in keys and turn.form != "phrase")
        ]

    def _keep_steady(self, turns: list[_Turn], said: dict[int, str]) -> tuple[list[_Turn], set[str]]:
        """Return the turns with a label that stands before sentences as a rule, and the labels that come again."""
        counts = Counter(turn.key for turn in turns if self._is_spoken(said[turn.number]))
        all_counts = Counter(turn.key for turn in turns)
        sayings: defaultdict[str, set[str]] = defaultdict(set)
        for turn in turns:
            sayings[turn.key].add(said[turn.number])
        # Nobody says the same again and again: what stands behind such a label is an entry of a form.
        steady = {
            key
            for key, n in counts.items()
            if n >= _FEWEST_SENTENCES * all_counts[key]
            and (all_counts[key] < _FEWEST_ENTRIES or 2 * len(sayings[key]) >= all_counts[key])
        }
        repeated = {key for key in steady if counts[key] > 1}
        kept = [
            turn
            for turn in turns
            if turn.key in steady
            and self._is_spoken(said[turn.number])
            and (turn.mark[:1] in ("", ":", "：", ".") or turn.key in repeated or turn.form == "role")
        ]
        return kept, repeated

    def _is_strong(self, turn: _Turn, labels: dict[int, str], repeated: set[str]) -> bool:
        if turn.form in ("role", "capitals", "name") or turn.key in repeated or self._is_person(turn):
            return True
        if self._lexicon.capitals:
            return False
        beside = (labels.get(turn.number + step, turn.key) for step in (-1, 1))
        return any(key != turn.key for key in beside)

    def _is_dialogue(
        self, strong: list[_Turn], spoken: list[_Turn], repeated: set[str], said: dict[int, str]
    ) -> bool:
        """Return whether these turns are those of speakers who answer each other."""
        if not strong or self._is_list(strong):
            return False
        keys = {turn.key for turn in strong}
        roles = sum(turn.form == "role" for turn in strong)
        if roles and len({turn.key for turn in spoken}) > 1:
            return True
        if len(keys) == 1:
            asked = {turn.number for turn in strong if said[turn.number].endswith(_ASKS)}
            # «WELTBOTE: Warum jetzt?», and somebody answers.
            is_answered = bool(asked & {turn.number - 1 for turn in spoken if turn.key not in keys})
            is_name = strong[0].form in ("name", "capitals") and len(strong) > 1 and " " in strong[0].key
            return is_answered or roles > 1 or is_name
        if self._are_persons_in_turn(strong):
            return True
        first_person = sum(self._speaks_of_itself(said[turn.number]) for turn in strong)
        asks = any(said[turn.number].rstrip("*_ ").endswith(_ASKS) for turn in strong)
        if asks or 2 * first_person >= len(strong):
            return True
        is_repeated = bool(keys & repeated) and len(strong) > len(keys)
        return is_repeated and (
            4 * first_person >= len(strong)
            or any(turn.form == "capitals" or self._is_person(turn) for turn in strong)
        )

    def _is_list(self, turns: list[_Turn]) -> bool:
        """Return whether labels of no persons stand between those of things, «Note: …», or before works: «O. Berg: Letters, 1899.»."""
        points = sum(number > turns[0].number for number in self._points)
        works = sum(_ENDS_WITH_A_YEAR.search(self._said(turn)) is not None for turn in turns)
        return 2 * works >= len(turns) or (points >= _FEWEST_POINTS and not any(map(self._is_person, turns)))

    def _are_persons_in_turn(self, turns: list[_Turn]) -> bool:
        """Return whether several persons, shown by title, group, initials or given name, fill most paragraphs."""
        if not all(turn.form == "capitals" or self._is_person(turn) for turn in turns):
            return False
        persons = sum(self._is_person(turn) for turn in turns)
        if not persons or (len(turns) < _FEWEST_PERSONS and persons < len(turns)):
            return False
        return 2 * len(turns) > turns[-1].number - turns[0].number + 1

    def _is_person(self, turn: _Turn) -> bool:
        label, lexicon = self._text[slice(*turn.label)], self._lexicon
        words = [re.split("['’]", word)[-1].lower().strip(".,") for word in label.split()]
        # Listed nouns alone: «Router» and «Fehler» end like those of persons.
        known = (lexicon.given_names, lexicon.titles, lexicon.masculine, lexicon.feminine)
        return (
            turn.form == "role"
            or WITH_INITIALS.fullmatch(label.split(",")[0].strip()) is not None
            or (turn.mark[:1] == "." and "," in label)
            or _GROUP.search(label) is not None
            or (label[0].isalpha() and any(word in listed for word in words for listed in known))
        )

    def _speaks_of_itself(self, said: str) -> bool:
        tokens = list_tokens(said, 0, min(len(said), 400), 0, self._lexicon)
        return any(token.form in self._lexicon.first_person for token in tokens)

    def _said(self, turn: _Turn) -> str:
        paragraph = self._paragraphs[turn.number]
        if turn.start < paragraph.end:
            return self._text[turn.start : paragraph.end]
        return self._content(turn.number + 1) if turn.number + 1 < len(self._paragraphs) else ""

    def _is_spoken(self, said: str) -> bool:
        """Return whether what follows a label is a sentence, and no entry of a form."""
        if not said or said.startswith("//") or not _LETTER.search(said):
            return False
        if said[-1] in _SENTENCE_END:
            return True
        return said.count(" ") + 1 >= 2 * _MOST_WORDS
