"""Words that the end of a line divides, where a text is hard-wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import Document, KwicOptions, concordance, find_duplicates
from corpuskit.listing import describe_document
from corpuskit.text.divisions import join_divided_words, list_divisions, without_joints
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold
from corpuskit.words.wordlist import WordList

WRAPPED = """\
The commission of the states gave an exam-
ple of how in the highest courts a well-
known procedure of the old law may be ap-
plied where the parties to the treaty con-
cerned agree in writing that the long docu-
ment is in force for all of them, and where
a well-known case is at hand in the archive
of the court.
"""


def read(text: str) -> list[str]:
    return [fold(word) for word in list_words(join_divided_words(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("an exam-\nple", ["an", "example"]),
        ("an exam-\r\n  ple", ["an", "example"]),
        ("an exam- \nple", ["an", "example"]),
        ("an exam\u2010\nple", ["an", "example"]),
        ("Ver\u00ad\nEinigung", ["vereinigung"]),
        ("пере-\nнос", ["перенос"]),
        ("e\u0301te\u0301-\ne\u0301te\u0301", ["étéété"]),
        # A name, a number, a capital, an end of a paragraph, a dash.
        ("Saint-\nGermain", ["saint", "germain"]),
        ("1914-\n1918", ["1914", "1918"]),
        ("a UN-\nled force", ["a", "un", "led", "force"]),
        ("exam-\n\nple", ["exam", "ple"]),
        ("so -\nit was", ["so", "it", "was"]),
        ("so--\nit was", ["so", "it", "was"]),
        ("exam-ple", ["exam", "ple"]),
        # What a later word completes.
        ("Vor-\nund Nachteile", ["vor", "und", "nachteile"]),
        ("авто-\nи мотогонки", ["авто", "и", "мотогонки"]),
        ("pre-\nand post-war", ["pre", "and", "post", "war"]),
        ("bi-\no trimestral", ["bi", "o", "trimestral"]),
        ("two-\nor three-year", ["two", "or", "three", "year"]),
        ("a sail-\nor of the sea", ["a", "sailor", "of", "the", "sea"]),
        ("the thou-\nsand and the brig-\nandage", ["the", "thousand", "and", "the", "brigandage"]),
        ("Frau-\nen und Kinder", ["frauen", "und", "kinder"]),
        ("Ge\u00ad\nund", ["geund"]),
        # What has its hyphen elsewhere keeps it.
        ("well-\nknown is well-known", ["well", "known", "is", "well", "known"]),
        ("Well-known is well-\nknown", ["well", "known", "is", "well", "known"]),
        ("end-to-end is end-\nto-end", ["end", "to", "end", "is", "end", "to", "end"]),
    ],
)
def test_halves_are_one_word_where_small_letters_stand_on_both_sides(text, words):
    assert read(text) == words
    assert len(join_divided_words(text)) == len(text)


@given(st.text("ab-\u00ad\u2010\r\n \tAé\u0301\u2060"))
def test_a_reading_has_the_places_of_its_text(text):
    reading = join_divided_words(text)
    divisions = list_divisions(text, reading)
    assert len(reading) == len(text)
    restored = list(reading)
    for start, end in divisions:
        restored[start:end] = text[start:end]
    assert "".join(restored) == text
    assert join_divided_words(reading) == reading
    assert "\u2060\u2060" not in without_joints(reading)


def find(pattern: str, **options: object) -> list[tuple[int, str]]:
    lines = concordance([Document("a", WRAPPED)], KwicOptions(pattern=pattern, **options))
    return [(line.line, line.match) for line in lines]


@pytest.mark.parametrize(
    "options", [{}, {"within": "sentence"}, {"within": "document"}, {"case_sensitive": True}]
)
def test_kwic_finds_a_divided_word_as_one_and_with_its_hyphen(options):
    assert find("example", **options) == [(1, "exam-\nple")]
    assert find("long document is", **options) == [(5, "long docu-\nment is")]
    assert find("well-known", **options) == [(2, "well-\nknown"), (7, "well-known")]
    assert find("docu-ment", **options) == [(5, "docu-\nment")]
    assert find("=document", **options) == [(5, "docu-\nment")]
    assert find("exam", **options) == find("ple", **options) == find("ple of", **options) == []


def test_kwic_finds_a_divided_word_by_characters_and_as_a_neighbour():
    assert find("example", substring=True) == [(1, "exam-\nple")]
    assert find("exam-\nple", regex=True) == [(1, "exam-\nple")]
    (group,) = concordance([Document("a", WRAPPED)], KwicOptions(pattern="an *", group="match"))
    assert group.match == "an exam-\nple"
    (line,) = concordance([Document("a", WRAPPED)], KwicOptions(pattern="gave an", context=(1, 1)))
    assert (line.before, line.after, line.token) == ("states ", " exam-\nple", 5)
    (group,) = concordance([Document("a", WRAPPED)], KwicOptions(pattern="gave an", group="R1"))
    assert group.group_key == "example"


def test_counts_have_it_once():
    document = Document("a", WRAPPED)
    hits = {each.word: each for each in WordList().find_in([document])}
    assert (hits["example"].hits, hits["example"].form) == (1, "example")
    assert WRAPPED[hits["example"].start : hits["example"].end] == "exam-\nple"
    assert (hits["known"].hits, hits["well"].hits) == (2, 2)
    assert "exam" not in hits
    assert "ple" not in hits
    record = describe_document(document)
    assert record.words == sum(each.hits for each in hits.values()) == len(WRAPPED.split()) - 4 + 1


def test_a_copy_that_is_wrapped_otherwise_has_the_same_words():
    plain = " ".join(WRAPPED.split())
    for broken, whole in (("exam- ple", "example"), ("ap- plied", "applied"), ("con- cerned", "concerned")):
        plain = plain.replace(broken, whole)
    plain = plain.replace("docu- ment", "document").replace("well- known", "well-known")
    (group,) = find_duplicates([Document("a", WRAPPED), Document("b", plain)])
    assert [(each.doc, each.kind, each.similarity) for each in group.members] == [("b", "format", 1.0)]
    near = plain.replace("highest", "lowest").replace("archive", "register")
    (group,) = find_duplicates([Document("a", WRAPPED), Document("b", near)])
    assert group.members[0].similarity == pytest.approx(59 / 61, abs=1e-3)


def test_lines_of_other_texts_keep_their_words():
    document = Document(
        "a",
        "A list of some-\nthings that were bought, and then it goes on for a very long line indeed.\n" * 3,
    )
    assert document.has_line_paragraphs
    assert document.reading is document.text
    assert describe_document(document).words == 19 * 3


def test_an_index_finds_the_same(tmp_path, corpuskit):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(WRAPPED)
    for pattern in (
        "example",
        "well-known",
        "long document",
        "doc*",
        "exam",
        "example of how in the highest courts a well-known",
    ):
        command = ("kwic", pattern, str(folder), "-f", "jsonl", "-q")
        (tmp_path / "texts.corpus.db").unlink(missing_ok=True)
        searched = corpuskit(*command).stdout
        assert corpuskit("index", "build", str(folder), "-q").returncode == 0
        assert corpuskit(*command).stdout == searched
