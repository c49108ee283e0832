from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus.document import Document, Known
from corpuskit.errors import UsageError
from corpuskit.quotes import QuoteOptions, count_speakers, extract_quotes
from corpuskit.records import Quotation


def extract(text: str, **options: object) -> list[Quotation]:
    records = list(extract_quotes([Document("d", text)], QuoteOptions(**options)))
    assert all(isinstance(record, Quotation) for record in records)
    return records


def speakers(text: str, **options: object) -> list[tuple[str, str | None]]:
    return [
        (record.text, record.speaker.text if record.speaker else None) for record in extract(text, **options)
    ]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(record.text, record.kind) for record in extract(text, all=True)]


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("On Monday “it is late,” said Ann Lee: “Go home.”", "it is late,"),
        ("Am Montag „ist es zu spät“, sagte Ann Lee: „Geht heim.“", "ist es zu spät"),
    ],
)
def test_a_report_between_two_quotations_is_that_of_both(text, mixed):
    first, second = extract(text)
    assert (first.kind, first.text, first.speaker_rule) == ("mixed", mixed, "quote-cue-subject")
    assert [first.speaker.text, second.speaker.text] == ["Ann Lee", "Ann Lee"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is late,” said Ann Lee.", "Ann Lee"),
        ("“It is late,” Ann Lee said.", "Ann Lee"),
        ("“It is late,” she said.", "she"),
        ("“Is it late?” Ann Lee asked.", "Ann Lee"),
        ("“It is late,” said Ann Lee, the mayor of Rome, on Monday.", "Ann Lee, the mayor of Rome"),
        ("“It is late,” Ann Lee, who was tired, told reporters.", "Ann Lee"),
        ("Ann Lee said: “It is late.”", "Ann Lee"),
        ("Ann Lee told reporters that “it is far too late.”", "Ann Lee"),
        ("Ann Lee (R-Fla.) said, “It is late.”", "Ann Lee"),
        ("The mayor took the floor and said, “It is late.”", "The mayor"),
        ("Speaking in Rome on Monday, Ann Lee said, “It is late.”", "Ann Lee"),
        ("Ann Lee called the plan “a bad joke.”", "Ann Lee"),
        ("According to Ann Lee, “it is late.”", "Ann Lee"),
        ("“It is late,” according to the mayor.", "the mayor"),
        ("In Rome the mayor smiled, adding that “it is late.”", "the mayor"),
    ],
)
def test_the_speaker_is_the_subject_of_the_verb_of_saying(text: str, speaker: str) -> None:
    (record,) = extract(text)
    assert record.speaker is not None
    assert record.speaker.text == speaker
    assert text[record.speaker.start : record.speaker.end] == speaker


def test_the_cue_is_the_verb_of_saying() -> None:
    (record,) = extract("“It is late,” said Ann Lee.")
    assert record.cue is not None
    assert (record.cue.text, record.cue.start) == ("said", 14)
    assert record.speaker_rule == "quote-cue-subject"


def test_a_quotation_alone_goes_on_with_the_speaker_before() -> None:
    text = "“It is late,” said Ann Lee. “We should go.”\n\n“All of us.”\n"
    assert speakers(text) == [
        ("It is late,", "Ann Lee"),
        ("We should go.", "Ann Lee"),
        ("All of us.", "Ann Lee"),
    ]


def test_a_line_that_ends_with_a_colon_announces_the_speaker() -> None:
    text = "Ann Lee was clear when she took the floor. Then Bob Ray replied:\n\n“It was never late.”\n"
    assert speakers(text) == [("It was never late.", "Bob Ray")]


def test_an_arabic_verb_holds_its_subject() -> None:
    text = "وقالت السيدة ليلى حداد: “هذا يوم جيد لنا جميعا.”\n\nوأضافت: “سوف نعود غدا.”\n"
    first, second = extract(text)
    assert first.speaker is not None
    assert first.speaker.text == "السيدة ليلى حداد"
    assert second.speaker == first.speaker
    assert second.speaker_name == "ليلى حداد"


def test_an_arabic_verb_agrees_with_its_subject() -> None:
    text = "قالت ليلى حداد: “هذا يوم جيد.”\n\nوقال سامي نصر إن الاجتماع انتهى.\n\nوأضافت: “سوف نعود.”\n"
    assert [speaker for _, speaker in speakers(text)] == ["ليلى حداد", "ليلى حداد"]


def test_speech_is_told_from_titles_terms_and_scare_quotes() -> None:
    assert kinds("The debate on the topic “Water and War in the North” was long.") == [
        ("Water and War in the North", "title")
    ]
    assert kinds("They read the novel “The Long Road” at school.") == [("The Long Road", "title")]
    assert kinds("This so-called “reform” went nowhere.") == [("reform", "scare")]
    assert kinds("The policy of “double standards” was rejected.") == [("double standards", "scare")]
    for words, kind in ((7, "scare"), (8, "mixed")):
        marked = " ".join(["so", "called", "fine", "old", "town", "stone", "new", "bridge"][-words:])
        assert kinds(f"The “{marked}” was closed.") == [(marked, kind)]
    assert kinds("The mayor called it “a joke” and left.") == [("a joke", "mixed")]
    assert kinds("“We will come,” the mayor said.") == [("We will come,", "direct")]


def test_titles_and_the_like_come_only_when_asked_for() -> None:
    text = "“We read “The Long Road” again,” said Ann Lee. The so-called “reform” failed."
    assert [record.text for record in extract(text)] == ["We read “The Long Road” again,"]
    assert [record.kind for record in extract(text, all=True)] == ["direct", "title", "scare"]
    assert [record.text for record in extract(text, kinds=("scare",))] == ["reform"]


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(UsageError, match="unknown kind 'loud', want one of direct, mixed"):
        extract_quotes([], QuoteOptions(kinds=("loud",)))  # type: ignore[arg-type]


def test_quotations_of_one_speaker_can_be_asked_for() -> None:
    text = "“It is late,” said Ann Lee. “It is early,” said Bob Ray. Later Lee added: “It is very late.”"
    assert [record.text for record in extract(text, speaker="ann lee")] == ["It is late,", "It is very late."]


def test_a_surname_stands_for_the_longest_form_of_the_name() -> None:
    text = "“It is late,” said Mayor Ann Lee.\n\n“We should go,” Lee said.\n\n“Now,” she said.\n"
    assert [(record.speaker_name, record.speaker_type) for record in extract(text)] == [
        ("Ann Lee", "name"),
        ("Ann Lee", "name"),
        ("Ann Lee", "pronoun"),
    ]


def test_a_pronoun_that_fits_nobody_stays_as_it_is() -> None:
    text = "“It is late,” said Mr. Bob Ray.\n\n“We should go,” she said.\n"
    second = extract(text)[1]
    assert (second.speaker_name, second.speaker_type) == (None, "pronoun")


def test_a_title_stands_for_the_person_whom_the_document_gives_it_to() -> None:
    text = "Harbour Master Ann Lee came late. The harbour master said: “The ship is gone.”"
    (record,) = extract(text)
    assert (record.speaker.text if record.speaker else None, record.speaker_name) == (
        "The harbour master",
        "Ann Lee",
    )


def test_words_quoted_twice_have_the_speaker_that_is_given_once() -> None:
    text = "“A leap ahead” for the harbour\n\nThe works were “a leap ahead,” said Ann Lee.\n"
    assert speakers(text) == [("A leap ahead", "Ann Lee"), ("a leap ahead,", "Ann Lee")]


def test_the_summary_counts_what_was_given() -> None:
    findings = extract_quotes([Document("d", "“Late,” said Ann Lee. “Go home now, all of you.”")])
    assert len(list(findings)) == 2
    assert {name: count for name, count in findings.summary.items() if count} == {
        "quotations": 2,
        "attributed": 2,
        "direct": 2,
    }


SENTENCES = st.sampled_from(
    [
        "“It is late,” said Ann Lee. ", "He said: “no” ", "\n\n", "“", "”", '"', "وقال: “نعم” ", "«Да», — сказал он. ",
        "ANN: no. ", "💬 So it is. ", "他说：“好。” ", "e\u0301 ", "\r\n", "‘90s ", "— Non, dit-il.\n", "who ", "and ", ", ",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(SENTENCES, max_size=25).map("".join)))
def test_every_record_is_a_slice_of_its_document(text: str) -> None:
    records = extract(text, all=True, indirect=True)
    for record in records:
        assert text[record.start : record.end] == record.text
        assert record.outer_start <= record.start < record.end <= record.outer_end
        for span in (record.speaker, record.cue, *record.parts):
            assert span is None or text[span.start : span.end] == span.text
    assert all(first.outer_start <= second.outer_start for first, second in pairwise(records))
    assert records == extract(text, all=True, indirect=True)


def test_documents_are_read_one_at_a_time() -> None:
    read = []

    def documents():
        for number in range(3):
            read.append(number)
            yield Document(str(number), "“It is late,” said Ann Lee.")

    findings = iter(extract_quotes(documents()))
    next(findings)
    assert read == [0]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 200_000,
        "“”" * 100_000,
        "“a ” " * 4_000,
        '"a' * 10_000,
        "‘a " * 60_000,
        "«a» “b " * 30_000,
        "“a\n\n" * 40_000,
        "وقال: “نعم” " * 4_000,
        "— Non, dit-il.\n" * 4_000,
    ],
    ids=[
        "openers",
        "pairs",
        "quoted",
        "straight",
        "single",
        "mixed",
        "unclosed",
        "subject in verb",
        "dashes",
    ],
)
@pytest.mark.slow
def test_hostile_marks_end_and_give_output_that_is_linear_in_the_text(text: str) -> None:
    records = extract(text, all=True)
    assert sum(len(record.text) for record in records) <= 8 * len(text)


def test_words_around_a_quotation_come_where_they_are_asked_for() -> None:
    (record,) = extract("They met in Rome. Ann Lee said: “It is late.” Then they left the house.", context=2)
    assert record.context is not None
    assert record.context.text == "Lee said: “It is late.” Then they"
    (record,) = extract("Ann Lee said: “It is late.”")
    assert record.context is None


def test_the_words_around_a_quotation_reach_to_the_ends_of_the_text() -> None:
    text = "I say “It is late,” and go"
    (record,) = extract(text, context=3)
    assert record.context is not None
    assert record.context.text == text


def test_a_negative_context_is_an_error() -> None:
    with pytest.raises(UsageError, match="context must be 0 words or more, got -1"):
        extract_quotes([], QuoteOptions(context=-1))


def test_a_repeated_quotation_says_what_it_repeats() -> None:
    first, second = extract("“It is late,” said Ann Lee.\n\n“It is late,” said Bob Ray.\n")
    assert (first.duplicate_of, second.duplicate_of) == (None, first.start)


def test_speakers_are_counted_with_distinct_quotations() -> None:
    text = "“It is late,” said Ann Lee. “We go,” said Bob Ray. Lee said, “It is late,” and “We must go home.”"
    documents = [Document("a", text), Document("b", "“No,” said Ann Lee. “Yes,” they said.")]
    counted = list(count_speakers(documents))
    assert [(c.speaker, c.quotations, c.distinct, c.words, c.documents) for c in counted] == [
        ("Ann Lee", 4, 3, 8, 2),
        ("Bob Ray", 1, 1, 2, 1),
    ]


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        ("The mayor said that the bridge was old.", "the bridge was old", "The mayor"),
        ("She told the press that the bridge was old.", "the bridge was old", "She"),
        ("The bridge is old, the engineers said.", "The bridge is old", "the engineers"),
        ("The bridge is old, Reuters writes.", "The bridge is old", "Reuters"),
        ("According to the report, the bridge is old.", "the bridge is old", "the report"),
        ("The bridge is old, according to the report.", "The bridge is old", "the report"),
        ("It was stressed that the bridge was old.", "the bridge was old", None),
        ("He said that the bridge is old; it will be closed.", "the bridge is old", "He"),
        ("She told the many good old town people that the bridge was old.", "the bridge was old", "She"),
        ("The old bridge, he said.", "The old bridge", "he"),
        ("In Rome it is old, which is bad, the mayor said.", "In Rome it is old, which is bad", "the mayor"),
        ("As it is old, they closed it, the mayor said.", "As it is old, they closed it", "the mayor"),
        ("As follows from the report, they closed it, he said.", "they closed it", "he"),
        ("As stated in the report, they closed it, he said.", "they closed it", "he"),
    ],
)
def test_indirect_speech_comes_where_it_is_asked_for(text: str, clause: str, speaker: str | None) -> None:
    (record,) = extract(text, indirect=True)
    assert (record.kind, record.text) == ("indirect", clause)
    assert (record.speaker.text if record.speaker else None) == speaker
    assert extract(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The bridge, he said.",
        "The bridge is old, Ann Lee was told.",
        "The bridge is old, was said.",
        "The bridge is old, Ann Lee said in Rome on Monday.",
        "The bridge is old according to the report.",
        "According to the report the bridge is old.",
        "According to the report.",
        "She told the many very good old town people that the bridge was old.",
    ],
)
def test_what_is_short_or_whose_report_is_not_set_off_is_no_indirect_speech(text: str) -> None:
    assert extract(text, indirect=True) == []


def test_a_relative_clause_is_no_indirect_speech() -> None:
    assert extract("They expressed concern about plans that harm the old bridge.", indirect=True) == []


def test_the_confidence_is_that_of_the_rule() -> None:
    tied, loose = extract(
        "“It is late,” said Ann Lee. The house is a place of “sorrow and of joy and of hope.”"
    )
    assert tied.confidence is not None
    assert loose.confidence is not None
    assert 0 < loose.confidence < tied.confidence < 1


def test_a_quotation_has_no_speaker_in_its_own_words() -> None:
    assert speakers("“According to the weather office, it will rain.”\n") == [
        ("According to the weather office, it will rain.", None)
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“No,” growled Tom Reed.", "Tom Reed"),
        ("“No!” Tom Reed growled.", "Tom Reed"),
        ("“Not yet,” she shrugged.", "she"),
    ],
)
def test_any_verb_beside_closed_speech_is_a_report(text: str, speaker: str) -> None:
    (record,) = extract(text)
    assert record.speaker is not None
    assert (record.kind, record.speaker.text) == ("direct", speaker)


def test_the_name_of_a_channel_or_a_ship_is_a_term() -> None:
    assert kinds("He told the channel “Northern Light” that it was late.") == [("Northern Light", "term")]
    assert kinds("The ship “Aurora” left the port.") == [("Aurora", "term")]
    assert kinds("Ресторан «Северный свет» сообщил об этом.") == [("Северный свет", "term")]


def test_a_report_between_dashes_inside_the_marks_is_cut_out() -> None:
    (record,) = extract("«Поздно, — сказала Анна Ли, — и мы идём домой».")
    assert [part.text for part in record.parts] == ["Поздно", "и мы идём домой"]
    assert record.text == "Поздно, — сказала Анна Ли, — и мы идём домой"


_STORIES = (
    "“The bridge is old,” said Ann Lee. “We need a new one.”",
    "Bob Ray, the mayor, told reporters that “it is far too late.”",
    "Carla Diaz called the plan “a bad joke.” She left the hall.",
    "“Are we late?” asked Dora Lund.",
    "According to Emil Roth, “nobody was told.”",
    "He reads “The Long Winter” every year.",
)
_ASIDE = "The river was low that week, and the market was closed."


@given(
    st.lists(st.sampled_from(_STORIES), min_size=2, max_size=6, unique=True),
    st.integers(min_value=0, max_value=6),
)
def test_a_paragraph_that_has_nothing_to_do_with_them_changes_no_answer(
    stories: list[str], place: int
) -> None:
    def answers(paragraphs: list[str]) -> list[tuple[str, str, str | None, str | None]]:
        records = extract_quotes([Document("d", "\n\n".join(paragraphs))], QuoteOptions(all=True))
        return [(r.text, r.kind, r.speaker.text if r.speaker else None, r.speaker_name) for r in records]

    apart = [part for story in stories for part in (story, _ASIDE)]
    place = 2 * min(place, len(stories))
    assert answers([*apart[:place], _ASIDE, *apart[place:]]) == answers(apart)


def test_the_value_of_an_option_is_not_signed_by_the_next_one() -> None:
    text = 'New-Gateway -Name "PublicNic" -IpConfiguration $first -Location "West US" -Frontend $second'
    assert [r.speaker for r in extract_quotes([Document("d", text)], QuoteOptions(all=True))] == [None, None]


def test_who_is_announced_behind_a_preposition_speaks() -> None:
    text = "“It was late,” said Ann Lee.\n\nAnd from Chairwoman Dora Lund:\n\n“We will vote again on Monday.”"
    *_, last = extract_quotes([Document("d", text)])
    assert last.speaker_name == "Dora Lund"


@pytest.mark.parametrize(
    ("text", "lang", "speaker"),
    [
        ("«Il pane si taglia», disse Odette guardando il sindaco.", "it", "Odette"),
        (
            "Nelle lettere alla sorella Leandro Vannucchi si lamentava: «Le piante mi capiscono».",
            "it",
            "Leandro Vannucchi",
        ),
        ("«Ho bevuto alla fonte», aveva detto l'imputato nell'udienza.", "it", "l'imputato"),
        ("« Le pain se coupait à la hache », note l'abbé Gaucher au printemps.", "fr", "l'abbé Gaucher"),
        ("والطبيب الذي زارنا قال: «الشمس دواء».", "ar", "الطبيب"),
        ("ونقلت القناة المحلية عن سائق شاحنة قوله: «مررت من هنا».", "ar", "سائق شاحنة"),
        ("Parlò poi Loris Zanetti, che annuncia: «A dicembre smetto».", "it", "Loris Zanetti"),
    ],
)
def test_a_subject_ends_before_what_belongs_to_the_verb(text: str, lang: str, speaker: str) -> None:
    (record,) = extract_quotes([Document("d", text, known=Known(script=None, lang=lang))])
    assert record.speaker is not None
    assert record.speaker.text == speaker


def test_a_pronoun_in_the_words_of_somebody_stands_for_nobody_whom_the_writer_named() -> None:
    text = "Tom Hadley left. Ann Lee recalled: “Then he said, ‘We are late for everything.’”"
    names = {
        r.text[:2]: r.speaker_name for r in extract_quotes([Document("d", text)], QuoteOptions(all=True))
    }
    assert names == {"Th": "Ann Lee", "We": None}


def test_a_given_name_with_a_patronymic_is_the_person_of_that_given_name() -> None:
    text = "Зинаида Малюта живёт на мысе. «Ветер записан», — сказала Зинаида Павловна."
    (record,) = extract_quotes([Document("d", text, known=Known(script=None, lang="ru"))])
    assert record.speaker_name == "Зинаида Малюта"


@pytest.mark.parametrize(
    "text",
    [
        "La alcaldesa, Sofía Gómez, afirmó: «El próximo año será mejor».",
        "« C’est très bien », a déclaré Hélène Béranger, présidente de la fédération.",
        "قالت الأمينة العامة إيمان أحمد للصحفيين: «لن نتأخر أكثر من ذلك».",
    ],
)
def test_a_decomposed_text_has_the_answers_of_the_composed_one(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    (composed,), (record,) = extract(text), extract(decomposed)
    assert decomposed[record.start : record.end] == record.text
    assert decomposed[record.speaker.start : record.speaker.end] == record.speaker.text
    assert unicodedata.normalize("NFC", record.text) == composed.text
    assert unicodedata.normalize("NFC", record.speaker.text) == composed.speaker.text
    assert (record.speaker_name, record.speaker_rule, record.confidence) == (
        composed.speaker_name,
        composed.speaker_rule,
        composed.confidence,
    )
