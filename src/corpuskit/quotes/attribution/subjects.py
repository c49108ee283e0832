"""The subjects of the verbs of saying of a document."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.attribution.verb_first import before_circumstantial, before_its_verb
from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.gender import Gender, gender_of_cue, gender_of_name, gender_of_words
from corpuskit.quotes.syntax.clauses import clause_start
from corpuskit.quotes.syntax.inversion import end_of_name, subject_after, subject_between_commas
from corpuskit.quotes.syntax.phrases import (
    VERBAL,
    Phrase,
    first_subject,
    is_report_verb,
    phrase_from,
    with_apposition,
)
from corpuskit.quotes.syntax.preverbal import subject_before
from corpuskit.quotes.syntax.sentences import Place, SentenceReader
from corpuskit.quotes.syntax.tokens import Token

_Subject = tuple[int, Gender | None, tuple[int, int]]
_MOST_SENTENCES_KEPT = 500
_SENTENCES_BACK = 12
_PARAGRAPHS_BACK = 8
_REACH_OF_A_FIRST_NAME = 8
_LONGEST_GREETING = 60
_ENDS_OF_GREETINGS = frozenset(",!:،：，！")
# What stands first in a clause and is no subject.
_FIRST_OF_CLAUSE = ("prep", "adv", "number", "time", "sub")


def find_subject(
    tokens: Sequence[Token], cue: int, lexicon: Lexicon, end: int | None = None
) -> Phrase | None:
    """Return the subject of the cue at index `cue`, looked for where the language puts it first.

    Args:
        tokens: The sentence.
        cue: Index of the verb of saying.
        lexicon: Order of the clause and classes of words.
        end: Index that the subject does not reach; None for the end of the sentence.
    """
    found = _find_subject(tokens[:end], cue, lexicon)
    if found is None or found[1] != end or found[0] <= cue:
        return found
    # «Wie Ann Lee sagte, | der Markt „…“»: nothing closes an apposition there.
    comma = next((place for place in range(found[1] - 1, found[0], -1) if tokens[place].tag == ","), end)
    return found[0], comma


def find_last_report(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Phrase, int] | None:
    """Return the subject of the last verb of saying of a sentence that has one, and the index of the verb.

    Args:
        tokens: The sentence.
        lexicon: Order of the clause and classes of words.
    """
    for cue in range(len(tokens) - 1, -1, -1):
        if tokens[cue].tag == "cue":
            phrase = find_subject(tokens, cue, lexicon) or subject_after(tokens, cue, lexicon)
            if phrase is not None:
                return phrase, cue
    return None


def subject_of_last_clause(tokens: Sequence[Token], lexicon: Lexicon) -> Phrase | None:
    """Return the subject of the clause that ends a sentence, before a colon: «Anne resta calme, et | Paul | insista :».

    Args:
        tokens: The sentence.
        lexicon: Order of the clause and classes of words.
    """
    for cue in range(len(tokens) - 1, 0, -1):
        if tokens[cue].tag == ";":
            return first_subject(tokens, cue + 1, len(tokens), lexicon)
        if tokens[cue].tag == "cue" and lexicon.subject_first:
            found = find_subject(tokens, cue, lexicon)
            if found is not None:
                return found
            break
    return first_subject(tokens, 0, len(tokens), lexicon)


def _find_subject(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    place = people_of_a_place(tokens, cue, lexicon)
    if place is not None:
        return place
    if tokens[cue].form in lexicon.circumstantials:
        return before_circumstantial(tokens, cue, lexicon)
    if not lexicon.subject_first:
        return before_its_verb(tokens, cue, lexicon) or subject_after(tokens, cue, lexicon)
    if lexicon.verb_second:
        return _subject_of_second_verb(tokens, cue, lexicon)
    if _ends_a_report(tokens, cue, lexicon):
        return subject_after(tokens, cue, lexicon)
    found = subject_between_commas(tokens, cue, lexicon) or subject_before(tokens, cue, lexicon)
    if found is None and (lexicon.inverts or cue == 0):
        found = subject_after(tokens, cue, lexicon)
        is_object = found is not None and is_object_of_writing(tokens[slice(*found)], lexicon)
        found = None if is_object else found
    return found


# «uma»: what has the article of any other is new, and said by nobody.
_ANY = frozenset({"un", "una", "uno", "um", "uma"})


def is_object_of_writing(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Return whether a noun phrase behind a verb is what somebody writes: «Mi scrisse | un biglietto: “…”».

    Args:
        words: The noun phrase.
        lexicon: Nouns of what is said and of what bears words.
    """
    noun = next((word.form for word in words if word.tag != "det"), "")
    is_new = lexicon.drops_pronouns and words[0].form in _ANY
    return is_new and noun in lexicon.written | lexicon.nouns


def _ends_a_report(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> bool:
    """Return whether a verb with a name behind it follows what is reported: «Il caso è chiuso, ha detto Anna Russo»."""
    if not lexicon.capitals or cue + 1 >= len(tokens) or tokens[cue + 1].tag != "cap":
        return False
    named = phrase_from(tokens, cue + 1, len(tokens), lexicon)
    if (
        cue
        and tokens[cue - 1].tag == ","
        and named
        and tokens[named[1] : named[1] + 1]
        and tokens[named[1]].tag == ","
    ):
        # «Even Mary, recalls Miller, “bore the weight”»
        return True
    if not lexicon.inverts:
        return False
    comma = cue - 1
    while comma > 0 and tokens[comma].tag in ("aux", "adv"):
        comma -= 1
    if comma <= 0 or tokens[comma].tag != ",":
        return False
    start = clause_start(tokens, comma)
    return any(token.tag in VERBAL for token in tokens[start:comma])


def people_of_a_place(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the place whose people speak, before the verb, or the text that says it: «в мэрии сообщили», «в отчёте сказано».

    Args:
        tokens: The sentence.
        cue: Index of the verb.
        lexicon: Prepositions of such places.
    """
    if not lexicon.place_speakers or not tokens[cue].form.endswith(lexicon.impersonal_suffixes):
        return None
    start = clause_start(tokens, cue)
    if tokens[start].form not in lexicon.place_speakers:
        return None
    phrase = phrase_from(tokens, start + 1, cue, lexicon)
    between = () if phrase is None else tokens[phrase[1] : cue]
    return None if any(token.tag not in ("adv", "aux") for token in between) else phrase


# German and its like


def _subject_of_second_verb(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject where the verb is the second part of its sentence, and what else may stand first."""
    if cue + 1 < len(tokens) and tokens[cue + 1].tag == "pron":
        return cue + 1, cue + 2
    found = _beside_auxiliary(tokens, cue, lexicon)
    if found is None and _follows_a_clause(tokens, cue, lexicon):
        found = _nominative(tokens, subject_after(tokens, cue, lexicon), lexicon)
    found = found or _nominative(tokens, subject_before(tokens, cue, lexicon), lexicon)
    if found is None and (lexicon.inverts or cue == 0):
        found = _nominative(tokens, subject_after(tokens, cue, lexicon), lexicon)
    return found


def _nominative(tokens: Sequence[Token], phrase: Phrase | None, lexicon: Lexicon) -> Phrase | None:
    """Return a phrase unless its determiner shows that it is no subject."""
    if phrase is None or tokens[phrase[0]].form in lexicon.oblique_determiners:
        return None
    return phrase


def _beside_auxiliary(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject beside the auxiliary of a participle: «Der Minister hat gestern erklärt», «Das hat er gesagt»."""
    start = clause_start(tokens, cue)
    auxiliary = next((place for place in range(start, cue - 1) if tokens[place].tag == "aux"), None)
    if auxiliary is None or any(token.tag in (",", "cue") for token in tokens[auxiliary:cue]):
        return None
    if tokens[auxiliary + 1].tag == "pron":
        return auxiliary + 1, auxiliary + 2
    begun = next(
        (place + 1 for place in range(auxiliary - 1, start - 1, -1) if tokens[place].tag == ","), start
    )
    before = phrase_from(tokens, begun, auxiliary, lexicon)
    if before is not None and before[1] == auxiliary:
        return _nominative(tokens, before, lexicon)
    return _nominative(tokens, phrase_from(tokens, auxiliary + 1, cue, lexicon), lexicon)


def _follows_a_clause(tokens: Sequence[Token], cue: int, lexicon: Lexicon) -> bool:
    """Return whether something else than a subject stands before a verb: «…, sagte Ann», «In Rom sagte Ann»."""
    start = clause_start(tokens, cue)
    first = tokens[start]
    if cue and tokens[cue - 1].tag == ",":
        return not _is_in_apposition(tokens, start, cue - 1)
    if cue and tokens[cue - 1].tag == "quote":
        return True
    stands_first = start > 0 and tokens[start - 1].tag == "sub" and cue + 1 < len(tokens)
    if stands_first and tokens[cue + 1].tag in ("det", "cap"):
        # «Als Antwort sagte ein Sprecher», where a clause would have its verb at the end.
        return True
    return first.tag in _FIRST_OF_CLAUSE or first.form.endswith(lexicon.participle_suffixes or ("\0",))


def _is_in_apposition(tokens: Sequence[Token], start: int, comma: int) -> bool:
    """Return whether a noun phrase and another one stand before a comma: «Sein Verteidiger, Rechtsanwalt Holm,»."""
    if tokens[start].tag not in ("det", "cap"):
        return False
    tags = [token.tag for token in tokens[start:comma]]
    return "," in tags and not {"cue", "verb", "aux"}.intersection(tags[: tags.index(",")])


_VERBS = frozenset({"aux", "verb", "cue"})


def _gender_of(words: Sequence[Token], lexicon: Lexicon) -> Gender | None:
    forms = [word.form for word in words]
    return gender_of_words(forms, lexicon) or gender_of_name(" ".join(forms), lexicon)


class Subjects:
    """The subjects of the verbs of saying of one document, read when they are asked for.

    Args:
        reader: Its sentences.
    """

    def __init__(self, reader: SentenceReader) -> None:
        self.reader = reader
        self._known: dict[tuple[int, int], list[_Subject]] = {}
        self._first: dict[tuple[int, int], tuple[int, int] | None] = {}
        # Who says the quotation before, by a report of its own, and the gender that the verb says.
        self.reported: _Subject | None = None

    def latest(
        self, tokens: Sequence[Token], cue: int, place: Place, *, any_gender: bool = False
    ) -> tuple[int, int] | None:
        """Return the span of the latest subject of a verb of saying that agrees with a cue without its own.

        Args:
            tokens: The sentence of the cue.
            cue: Index of the cue.
            place: Where the sentence stands.
            any_gender: Whether the subject need not agree.
        """
        gender = None if any_gender else gender_of_cue(tokens[cue].form, self.reader.lexicon)
        start = tokens[cue].start
        reported = self._reported_before(place, start, gender)
        for paragraph in range(place.paragraph, max(-1, place.paragraph - _PARAGRAPHS_BACK), -1):
            is_here = paragraph == place.paragraph
            last = place.sentence if is_here else len(self.reader.sentences(paragraph)) - 1
            for sentence in range(last, max(-1, last - _SENTENCES_BACK), -1):
                for at, known, span in self.of(paragraph, sentence):
                    agrees = gender is None or known is None or known == gender
                    if at < start and agrees and (any_gender or self._may_be_left_out(span)):
                        return reported if reported is not None and reported[0] >= span[0] else span
        return reported

    def _reported_before(self, place: Place, start: int, gender: Gender | None) -> tuple[int, int] | None:
        """Return who says the quotation before, where the verb of saying at an index may stand for the same."""
        if self.reported is None:
            return None
        at, known, span = self.reported
        is_near = self.reader.paragraphs[place.paragraph].start <= at < start
        agrees = gender is None or known is None or known == gender
        return span if is_near and agrees and self._may_be_left_out(span) else None

    def _may_be_left_out(self, span: tuple[int, int]) -> bool:
        """Return whether a verb stands for a subject: for a person alone, where a language has pronouns for others."""
        lexicon = self.reader.lexicon
        words = self.reader.text[slice(*span)].lower().split()
        return (
            lexicon.drops_pronouns
            or gender_of_name(" ".join(words), lexicon) is not None
            or any(lexicon.is_person(word) or lexicon.is_pronoun(word) for word in words)
        )

    def first(self, paragraph: int, sentence: int) -> tuple[int, int] | None:
        """Return where the noun phrase stands that a sentence begins with; None where it begins with none.

        Args:
            paragraph: Index of a paragraph.
            sentence: Index of a sentence of it.
        """
        key = paragraph, sentence
        if key not in self._first:
            if len(self._first) > _MOST_SENTENCES_KEPT:
                self._first.clear()
            tokens = self.reader.sentences(paragraph)[sentence]
            phrase = first_subject(tokens, 0, len(tokens), self.reader.lexicon)
            self._first[key] = (
                None if phrase is None else (tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
            )
        return self._first[key]

    def _first_person(self, tokens: Sequence[Token]) -> list[_Subject]:
        """Return who a sentence without a verb of saying begins with: a noun of persons, or a bare capital before a verb."""
        lexicon = self.reader.lexicon
        end = next((place for place, token in enumerate(tokens) if token.tag == "quote"), len(tokens))
        phrase = (
            first_subject(tokens, 0, end, lexicon)
            if lexicon.may_lack_a_subject and lexicon.subject_first
            else None
        )
        if phrase is None or tokens[phrase[0]].tag == "pron":
            return self._first_name(tokens)
        words = tokens[slice(*phrase)]
        if any(word.tag == "number" for word in words):
            return self._first_name(tokens)
        is_name = phrase[0] == 0 and phrase[1] < end and all(word.tag == "cap" for word in words)
        is_bare = len(words) == 1 and is_name
        verb = phrase[1] + (is_bare and tokens[phrase[1]].tag == "adv" and phrase[1] + 1 < end)
        acts = is_name and (tokens[verb].tag in _VERBS or is_report_verb(tokens[verb], lexicon))
        if is_name and not is_bare and (acts or tokens[phrase[1]].tag == ","):
            # «Laurindo Pais, pintor de faróis, morreu»
            return [(words[0].start, _gender_of(words, lexicon), (words[0].start, words[-1].end))]
        if not any(
            lexicon.is_person(word.form) or word.form in lexicon.given_names for word in words
        ) and not (is_bare and acts and (lexicon.has_articles or _gender_of(words, lexicon) is not None)):
            return self._first_name(tokens)
        while len(words) > 1 and words[-1].tag == "word" and words[-2].tag == "cap" and lexicon.capitals:
            # «Amadeu Queirós | nasceu»
            words = words[:-1]
        gender = _gender_of(words, lexicon)
        whole = with_apposition(tokens, phrase, lexicon)
        apposed = tokens[phrase[1] + 1 : whole[1]]
        if apposed and all(token.tag == "cap" for token in apposed):
            # «La dueña, Rosa Dalmau, que …»
            words = tokens[slice(*whole)]
        return [(words[0].start, gender, (words[0].start, words[-1].end))]

    def _first_name(self, tokens: Sequence[Token]) -> list[_Subject]:
        """Return who is named first in a sentence without a verb of saying, where a given name shows it."""
        lexicon = self.reader.lexicon
        for index, token in enumerate(tokens[:_REACH_OF_A_FIRST_NAME]):
            if token.tag == "quote":
                break
            if token.form in lexicon.given_names and token.form not in lexicon.tags:
                phrase = phrase_from(tokens, index, len(tokens), lexicon)
                last = index + 1 if phrase is None else end_of_name(tokens, phrase, lexicon)
                gender = gender_of_given_name(token.form) or "masculine"
                return [(token.start, gender, (token.start, tokens[last - 1].end))]
        return []

    def _only_person(self, tokens: Sequence[Token]) -> list[_Subject]:
        """Return the only noun of persons of a sentence, which may be an object: «Ieri ho veduto il generale.»."""
        lexicon = self.reader.lexicon
        persons = lexicon.masculine | lexicon.feminine
        places = [place for place, token in enumerate(tokens) if token.form in persons]
        if len(places) != 1 or not lexicon.may_lack_a_subject:
            return []
        place = places[0]
        gender: Gender = "feminine" if tokens[place].form in lexicon.feminine else "masculine"
        if lexicon.article:
            is_definite = tokens[place].form.startswith(lexicon.article)
            return (
                [(tokens[place].start, gender, (tokens[place].start, tokens[place].end))]
                if is_definite
                else []
            )
        before = tokens[place - 1]
        is_agent = before.form in lexicon.agents and tokens[0].tag == "verb"
        if not lexicon.drops_pronouns and not lexicon.has_articles and before.tag in ("verb", "word", "cue"):
            # «Приходил | слюсарь.»
            return [(tokens[place].start, gender, (tokens[place].start, tokens[place].end))] if place else []
        if not place or before.tag not in ("det", "prep") or is_agent or before.form in lexicon.possessives:
            # «Indagada | pela juíza», «Pensò | a sua madre»
            return []
        first = tokens[place - (tokens[place - 1].tag == "det")]
        return [(tokens[place].start, gender, (first.start, tokens[place].end))]

    def _greets(self, paragraph: int) -> bool:
        """Return whether a paragraph does no more than greet who is written to: «Cara Ines,»."""
        start, end = self.reader.paragraphs[paragraph].start, self.reader.paragraphs[paragraph].end
        return end - start < _LONGEST_GREETING and self.reader.text[end - 1] in _ENDS_OF_GREETINGS

    def of(self, paragraph: int, sentence: int) -> list[_Subject]:
        """Return, last first, where each cue with a subject stands, the gender that it says, and the subject.

        Args:
            paragraph: Index of a paragraph.
            sentence: Index of a sentence of it.
        """
        found = self._known.get((paragraph, sentence))
        if found is None:
            if len(self._known) > _MOST_SENTENCES_KEPT:
                self._known.clear()
            lexicon = self.reader.lexicon
            tokens = self.reader.sentences(paragraph)[sentence]
            found = []
            for index in range(len(tokens) - 1, -1, -1):
                phrase = find_subject(tokens, index, lexicon) if tokens[index].tag == "cue" else None
                if phrase is not None:
                    span = tokens[phrase[0]].start, tokens[phrase[1] - 1].end
                    found.append((tokens[index].start, gender_of_cue(tokens[index].form, lexicon), span))
            if not found and not self._greets(paragraph):
                found = self._first_person(tokens) or self._only_person(tokens)
            self._known[paragraph, sentence] = found
        return found
