"""What kind of change makes a copy of a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.dedupe.kinds.alignment import list_differences, list_written_words
from corpuskit.dedupe.kinds.classify import classify_difference
from corpuskit.dedupe.kinds.meaning import NO_LANGUAGE, find_language
from corpuskit.dedupe.kinds.steps import describe_difference
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold


def classify(kept: str, copy: str, is_rare=lambda _word: False) -> str:
    return classify_difference(list_written_words(kept), list_written_words(copy), is_rare).kind


@pytest.mark.parametrize(
    ("words", "is_known"),
    [
        ("kalle kertoo unelma illalla", False),
        ("wanafunzi walisoma vitabu vipya shuleni", False),
        ("the council adopts", True),
        # Opposites of one language.
        ("prices rose sharply", True),
    ],
)
def test_a_language_of_which_no_word_is_known_is_none(words, is_known):
    assert (find_language(words.split()) is not NO_LANGUAGE) == is_known


def test_no_beginning_denies_in_a_language_that_is_not_known():
    assert classify("Kalle kertoo elma illalla", "Kalle kertoo unelma illalla") == "wording"
    assert classify("Das Spiel war fair", "Das Spiel war unfair") == "sense"


def test_a_capital_behind_a_bar_is_no_name_however_often_it_stands_there():
    kept = "| A | When the array is small. | B | When the array is null. | C | When the array is lost."
    copy = "| A | The array is small. | B | The array is NULL. | C | The array is lost."
    assert find_kind(kept, copy) == classify(kept, copy)


def find_kind(kept: str, copy: str) -> str:
    from corpuskit import DedupeOptions, find_duplicates
    from corpuskit.corpus import Document

    options = DedupeOptions(threshold=0.5, min_words=1, pairs=True)
    (pair,) = find_duplicates([Document("a", f"{kept}\n{copy}", paragraph_rule="line")], options)
    return pair.kind


@pytest.mark.parametrize(
    ("kept", "copy", "kind"),
    [
        ("The fair opens on 3 May at noon", "The fair opens on 14 June at noon", "numbers"),
        ("The fair opens at noon", "The fair opens at noon 03.05.2021 12:00", "numbers"),
        ("La feria abre el lunes", "La feria abre el martes", "numbers"),
        ("Ярмарка откроется 3 мая", "Ярмарка откроется 4 июня", "numbers"),
        ("They may go home now", "They go home now", "sense"),
        ("A bell rings in town", "He says that a bell rings in town today", "contained"),
        ("A bell rings in town", "A bell often rings in town", "sense"),
        ("A bell rings in town", "A bell softly rings in town", "wording"),
        ("Mayor Ana Ruiz met Minister Li of Oz", "Mayor Ana Ruiz met Minister Koch of Ur", "template"),
        ("Lot 17 went to Ana Ruiz for little", "Lot 18 went to Bo Koch for little", "template"),
        ("A big bell rings in the old town", "A large bell sounds in the old town", "wording"),
        ("The envoy went to the United Nations today", "The envoy went to the UN today", "wording"),
        ("one two three four five", "two one three four five", "wording"),
        ("A fair share goes to the town", "An unfair share goes to the town", "sense"),
        ("Der Rat hat einundzwanzig Sitze hier", "Der Rat hat vierundvierzig Sitze hier", "numbers"),
        ("В клубе двадцать один член и пёс", "В клубе сорок три члена и пёс", "numbers"),
        ("Le club compte vingt et un chats gris", "Le club compte trente-trois chats gris", "numbers"),
        ("Il muro va dal ponte al mare", "Il muro va dalla torre al mare", "wording"),
        ("O temporal destruiu o telhado ontem", "A chuva molhou o telhado ontem", "wording"),
        ("The shop is shut except on Sunday", "The shop is shut including on Sunday", "sense"),
        ("表决昨天晚上在大厅里以多数票通过了", "表决昨天晚上在大厅里以多数票否决了", "sense"),
        ("The lid of the old box was opened", "The lid of the old box was closed", "sense"),
        ("The lid of the old box was opened", "The lid of the old box was sold", "wording"),
        ("Feche a porta antes de sair de casa", "Abra a porta antes de sair de casa", "sense"),
        ("set label 1 of buttonA1 to red", "set label 2 of buttonA2 to red", "template"),
        ("def ==(other) is a method here", "def +(other) is a method here", "signs"),
        ("== Ein alter Titel ==", "Ein alter Titel", "format"),
        (
            "Die Fahne steigt, sobald der Wind aus Osten weht",
            "Die Fahne steigt, außer der Wind weht aus Osten",
            "sense",
        ),
        ("The tram leaves at 7h20 from here", "The tram leaves at 8h45 from here", "numbers"),
    ],
)
def test_a_copy_is_of_a_kind(kept, copy, kind):
    assert classify(kept, copy) == kind


@pytest.mark.parametrize(
    ("kept", "copy", "kind"),
    [
        # A capital tells a name inside a sentence, and not where one begins.
        (
            "SMITH: Agreed, I will send the papers today.",
            "SMITH: Thanks, I will send the papers today.",
            "wording",
        ),
        (
            "HON. L. SAVUA.- Thanks, Mr. Speaker, Sir.",
            "HON. L. SAVUA.- Efficiency, Mr. Speaker, Sir.",
            "wording",
        ),
        (
            "It rained all day. Farmers stayed at home.",
            "It rained all day. Sailors stayed at home.",
            "wording",
        ),
        ("It rained all day. Then Anna went home.", "It rained all day. Then Peter went home.", "template"),
        ("- (a) Fees for the use of the bridge", "- (a) Tolls for the use of the bridge", "wording"),
        ("<sup>3</sup> Vessels may enter the port", "<sup>3</sup> Boats may enter the port", "wording"),
        # Nor does one that was only put in, or left out.
        (
            "Now the Honourable Minister speaks for the town",
            "The Minister now speaks for the Upper town",
            "wording",
        ),
        ("The Hall of Kings in the old town is shut", "The Hall of King in the old town is shut", "wording"),
        ("LA ESCUELA DE NAVEGACION ABRE HOY", "LA ESCUELA DE NAVEGACIÓN ABRE HOY", "wording"),
        ("Mr. Olin spoke of the bridge for an hour", "Mrs. Berg spoke of the bridge for an hour", "template"),
        ("Author: Olin, a teacher in the old town", "Author: Berg, a teacher in the old town", "template"),
        ("OLIN: that is what they said to me", "BERG: that is what they said to me", "template"),
        # Small letters are names in addresses, and before the words of a speaker.
        (
            "the film is on https://tube.example/watch?v=abcd",
            "the film is on https://tube.example/watch?v=xyzq",
            "template",
        ),
        ("rudi: that is what they said to me", "nelly: that is what they said to me", "template"),
        (
            "the film is in the folder abcd of the disk",
            "the film is in the folder xyzq of the disk",
            "wording",
        ),
        # In German all nouns have capitals: names stand behind one, or without an article.
        ("Er fuhr mit dem Wagen zu der alten Mühle", "Er fuhr mit dem Karren zu der alten Mühle", "wording"),
        ("Er fuhr im Sommer nach Wien zu der Messe", "Er fuhr im Sommer nach Bonn zu der Messe", "template"),
        (
            "Im Rat fragte die Abgeordnete Brandt danach",
            "Im Rat fragte die Abgeordnete Krause danach",
            "template",
        ),
        ("El 2º párrafo del texto queda sin efecto", "El 3º párrafo del texto queda sin efecto", "numbers"),
    ],
)
def test_a_template_puts_names_in_the_place_of_others(kept, copy, kind):
    assert classify(kept, copy) == kind


def test_a_word_that_a_line_divides_is_one_word_for_the_kind_and_the_difference_whatever_the_documents_say_of_it():
    from corpuskit.corpus import Document
    from corpuskit.dedupe import DedupeOptions, find_duplicates

    def write(year, wall, thing):
        return (
            f"The members of the club have decided in the year {year} that the {wall} at\n"
            "the end of the old garden shall be kept as it is now, and that the board\n"
            "shall speak of it each autumn before all the members of the club.\n\n"
            "Nobody in the town can remember who it was that had built it, and the\n"
            f"papers of the town speak of a {thing} thing that was there before the\n"
            "houses came, and so the matter is left to those who like to read letters.\n"
        )

    documents = [
        Document("a", write(1950, "water-\ntight wall", "water-tight")),
        Document("b", write(1960, "watertight\nwall", "little")),
    ]
    (pair,) = [pair for pair in find_duplicates(documents, DedupeOptions(pairs=True)) if pair.line == 1]
    assert pair.kind == "numbers"
    assert [(step.kept, step.copy) for step in pair.difference if step.operation != "equal"] == [
        ("1950", "1960")
    ]


def test_where_there_are_no_capitals_rare_words_are_taken_for_names():
    kept, copy = "التقى الوزير سالم في المدينة", "التقى الوزير كريم في المدينة"
    names = {fold("سالم"), fold("كريم")}
    assert classify(kept, copy, names.__contains__) == "template"
    assert classify(kept, copy) == "wording"
    difference = classify_difference(list_written_words(kept), list_written_words(copy), names.__contains__)
    assert difference.by_rarity


_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@pytest.mark.parametrize(
    ("kept", "copy", "changes"),
    [
        ("The fair opens on 3 May", "The fair opens on 4 May", [("3", "4", "numbers")]),
        ("They have to sign it now", "They do not have to sign it now", [("", "do not", "sense")]),
        ("Will they sign it now?", "Will they sign it now.", [("?", ".", "signs")]),
        ("It was -5 degrees in town", "It was 5 degrees in town", [("-", "", "signs")]),
        ("It costs €5 here and now", "It costs $5 here and now", [("€", "$", "signs")]),
        ("It has 5 rooms and a hall", "It has ٥ rooms and a hall", [("5", "٥", "format")]),
        (
            "Minister Li met us today",
            "Minister Koch met us in May",
            [("Li", "Koch", "template"), ("today", "in May", "sense")],
        ),
        ("A bell rings before noon", "A bell rings after noon", [("before", "after", "sense")]),
        ("A loud bell rings in town", "A rusty bell rings in town", [("loud", "rusty", "wording")]),
        ("The same words in town", "the SAME words, in town", []),
    ],
)
def test_each_step_says_what_it_changes(kept, copy, changes):
    steps = describe_difference(kept, copy)
    assert [(step.kept, step.copy, step.kind) for step in steps if step.operation != "equal"] == changes
    assert all(step.kind is None for step in steps if step.operation == "equal")


@given(_TEXT, _TEXT)
def test_steps_with_their_kinds_are_the_steps_without_and_signs(kept, copy):
    words = [step for step in describe_difference(kept, copy) if step.kind != "signs"]
    for side in ("kept", "copy"):
        plain = [getattr(step, side) for step in list_differences(kept, copy)]
        assert list_words(fold(" ".join(getattr(step, side) for step in words))) == list_words(
            fold(" ".join(plain))
        )


@given(_TEXT, _TEXT)
def test_the_steps_of_a_difference_lead_from_one_text_to_the_other(kept, copy):
    steps = list_differences(kept, copy)
    assert list_words(fold(" ".join(step.kept for step in steps))) == list_words(fold(kept))
    assert list_words(fold(" ".join(step.copy for step in steps))) == list_words(fold(copy))
    for step in steps:
        assert step.kept in kept
        assert step.copy in copy
        assert (step.operation == "equal") == (list_words(fold(step.kept)) == list_words(fold(step.copy)))


_NAMES = st.sampled_from(
    [
        "Ana",
        "Ruiz",
        "UN",
        "United",
        "Nations",
        "bell",
        "rings",
        "the",
        "in",
        "3",
        "May",
        "2021",
        "ANA",
        "é",
        "Éva",
        "🇷🇺",
        "ß",
        "á",
    ]
)
# What each rule of `classify_difference` looks for, in several languages of one script.
_TELLING = st.sampled_from(
    [
        "not",
        "all",
        "some",
        "or",
        "and",
        "before",
        "after",
        "isn",
        "t",
        "don",
        "fair",
        "unfair",
        "sicher",
        "unsicher",
        "won",
        "lost",
        "five",
        "fifty",
        "days",
        "weeks",
        "MIX",
        "XII",
        "x64",
        "2nd",
        "a",
        "b",
        "A1",
        "1",
        "000",
        "1000",
        "the",
        "der",
        "nicht",
        "l",
        "no",
        "le",
        "la",
        "rises",
        "rings",
        "bell",
        "bells",
        "five",
        "NATO",
        "North",
        "Atlantic",
        "Treaty",
    ]
)
_RUSSIAN = st.sampled_from(
    [
        "не",
        "все",
        "всё",
        "но",
        "и",
        "Иван",
        "пять",
        "дней",
        "Москва",
        "МИД",
        "законно",
        "незаконно",
        "the",
        "of",
    ]
)
_MARKED = st.sampled_from(
    [
        "Yes.",
        "No!",
        "SMITH:",
        "rudi:",
        "Anna",
        "Peter,",
        "(b)",
        "the",
        "Land",
        "Lands",
        "Der",
        "Staat",
        "von",
        "Wien",
        "https://a.org/xy",
        "Xy@b.org",
        "Navegación",
        "Navegacion",
        "iPad",
        "Thanks.",
        "2.",
        "a)",
        "</b>",
        "came",
        "O",
        "Oh",
    ]
)
_OPPOSED = st.sampled_from(
    [
        "la",
        "a",
        "o",
        "de",
        "the",
        "opened",
        "closed",
        "sold",
        "warmer",
        "kälter",
        "wärmer",
        "feche",
        "abra",
        "abierta",
        "chiusa",
        "aperta",
        "fermé",
        "ouvert",
        "3",
    ]
)
_ARABIC = st.sampled_from(["سالم", "كريم", "في", "المدينة", "٣", "مايو", "الوزير"])


@given(
    st.lists(
        st.one_of(
            st.lists(_NAMES, min_size=4, max_size=9),
            st.lists(_TELLING, min_size=4, max_size=9),
            st.lists(st.one_of(_TELLING, _NAMES), min_size=4, max_size=12),
            st.lists(_RUSSIAN, min_size=4, max_size=9),
            st.lists(_ARABIC, min_size=4, max_size=9),
            st.lists(_MARKED, min_size=4, max_size=9),
            st.lists(_OPPOSED, min_size=4, max_size=9),
        ),
        max_size=12,
    )
)
def test_kinds_by_counting_are_those_found_text_by_text(lines):
    from corpuskit.corpus import Document
    from corpuskit.dedupe.join.assignment import (
        assign_copies,
        find_distinct,
        prepare_comparison,
        rank_paragraphs,
    )
    from corpuskit.dedupe.kinds.counting import classify_copies
    from corpuskit.dedupe.options import DedupeOptions
    from corpuskit.dedupe.reading.paragraphs import read_features

    options = DedupeOptions(threshold=0.5, min_words=1)
    features = read_features([Document("a", "\n".join(map(" ".join, lines)), paragraph_rule="line")])
    rank = rank_paragraphs(features, options, None)
    comparison = prepare_comparison(features, options, find_distinct(features, options, rank, 1), rank)
    assignment = assign_copies(comparison, options.exact_threshold)
    counted = classify_copies(features, comparison, assignment, is_by_words=True)
    one_by_one = classify_copies(features, comparison, assignment, is_by_words=False)
    assert counted.kinds.tolist() == one_by_one.kinds.tolist()
    assert counted.by_rarity == one_by_one.by_rarity


def test_a_name_is_rare_that_one_paragraph_has_many_times():
    from corpuskit.corpus import Document
    from corpuskit.dedupe import DedupeOptions, find_duplicates

    kept, copy = "سالم قال سالم إن سالم في المدينة مع سالم", "كريم قال كريم إن كريم في المدينة مع كريم"
    others = [
        f"{word} في المدينة مع قال"
        for word in ("بيت", "نهر", "جبل", "بحر", "كتاب", "قلم", "باب", "شجرة", "طريق")
    ]
    options = DedupeOptions(threshold=0.5, min_words=3, pairs=True)
    pairs = list(find_duplicates([Document("a", "\n".join([kept, copy, *others]))], options))
    assert next(pair.kind for pair in pairs if pair.text == copy) == "template"
