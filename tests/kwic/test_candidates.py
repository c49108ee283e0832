"""Lines are passed over only when they cannot hold a hit."""

from __future__ import annotations

import sys
import unicodedata
from contextlib import contextmanager

import naive
import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from queries import FORMS, plain_phrases, plain_texts, queries, texts
from tests.thresholds import every_threshold_at_its_least

from corpuskit.corpus import Document, open_corpus
from corpuskit.corpus import texts as text_sources
from corpuskit.corpus.texts import BytesText
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.kwic.query.expressions import find_beginning, find_needed_sign
from corpuskit.kwic.scanning.positions import PositionCounter
from corpuskit.kwic.scanning.prefilter import ASCII_FOLDING, MAY_FOLD, LineFilter, iter_unusual_places
from corpuskit.kwic.scanning.spellings import make_spelling_source
from corpuskit.text.view import fold, list_foldings

ALL_CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


@pytest.fixture(autouse=True)
def small_pieces():
    """Everything is done in pieces of a few bytes."""
    with every_threshold_at_its_least():
        yield


@contextmanager
def looking_at_every_line():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LineFilter, "iter_lines", lambda _self, _document, measured: measured.iter_lines())
        yield


patient = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def find_really(typed, text, **options):
    document = Document("d", BytesText(text.encode()), paragraph_rule="line")
    found = concordance([document], KwicOptions(pattern=typed, **options))
    return [(hit.start, hit.end, hit.paragraph, hit.line, hit.token) for hit in found]


@patient
@given(queries(), texts())
def test_no_hit_is_lost(query, text):
    typed, node = query
    assert find_really(typed, text) == naive.find(node, text)


@patient
@given(st.sampled_from(FORMS), texts(), st.booleans(), st.booleans())
def test_no_substring_is_lost(form, text, keep_case, clitics):
    expected = []
    folded = fold(form, keep_case=keep_case)
    for line in text.replace("\r", "\n").split("\n"):
        expected.append(fold(line.strip(), keep_case=keep_case).count(folded))
    found = find_really(form, text, substring=True, case_sensitive=keep_case)
    # A character that folds to two is one hit where its view has two.
    assert len(found) <= sum(expected)
    assert bool(found) == bool(sum(expected))
    with_clitics = find_really(form, text, clitics=clitics)
    with looking_at_every_line():
        assert find_really(form, text, substring=True, case_sensitive=keep_case) == found
        assert find_really(form, text, clitics=clitics) == with_clitics


@patient
@given(queries(), texts())
def test_no_hit_is_lost_in_paragraphs_of_several_lines(query, text):
    typed, _ = query
    options = KwicOptions(pattern=typed)
    whole = [hit.id for hit in concordance([Document("d", text, paragraph_rule="block")], options)]
    with looking_at_every_line():
        assert [
            hit.id for hit in concordance([Document("d", text, paragraph_rule="block")], options)
        ] == whole


@pytest.mark.slow
def test_the_characters_that_fold_to_ascii_are_all_known():
    found = [
        character
        for character in ALL_CHARACTERS
        if not character.isascii()
        and any(shown.isascii() and (shown.isalnum() or shown == "_") for shown in fold(character))
    ]
    full_width = range(0xFF01, 0xFF5F)
    assert "".join(each for each in found if ord(each) not in full_width) == ASCII_FOLDING
    # What is of full width is known by its bytes.
    assert all(MAY_FOLD.fullmatch(each.encode()) for each in found)


@pytest.mark.slow
def test_the_characters_that_are_dropped_are_all_known():
    dropped = [character for character in ALL_CHARACTERS if not fold(character)]
    assert len(dropped) > 100
    for character in dropped:
        assert [*iter_unusual_places(*Document("d", "u" + character + "n").iter_blocks())] == [0]


def test_all_characters_are_known_that_the_view_shows_otherwise_or_with_marks():
    known = set(list_foldings()[0])
    text = "\n".join(character for character in ALL_CHARACTERS if character not in "\n\r")
    shown = unicodedata.normalize("NFD", fold(text)).split("\n")
    for character, each in zip(text.split("\n"), shown, strict=True):
        assert character == each or character in known or "\uac00" <= character <= "\ud7a3"


def test_every_way_to_write_a_letter_is_found_by_what_the_view_shows():
    characters, shown = list_foldings()
    for character, letters in zip(characters, shown, strict=True):
        if character != letters and regex.match(r"[\p{L}\p{N}_]", letters):
            assert regex.search(make_spelling_source(letters), character)


@pytest.mark.parametrize(
    ("expression", "beginning"),
    [
        ("secur(ed|ing)", "secur"),
        ("secur", "secur"),
        ("secur?ed", "secu"),
        ("secur*", "secu"),
        ("secur{2}", "secu"),
        ("secur+", "secur"),
        ("s.c", "s"),
        ("a|b", ""),
        ("a(b|c)|d", ""),
        (r"a\(|b", ""),
        ("a[(]|b", ""),
        ("a[)|]b", "a"),
        ("a(b|c", "a"),
        ("(ab|c)d", ""),
        (r"\w+ed", ""),
        ("(?i)ab", ""),
        ("", ""),
    ],
)
def test_what_all_begins_with_that_an_expression_matches(expression, beginning):
    assert find_beginning(expression) == beginning


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="ab()|[]*?+{}1,\\^.", max_size=9), st.text(alphabet="ab1", max_size=6))
def test_whatever_an_expression_matches_begins_so(expression, word):
    try:
        matches = regex.fullmatch(expression, word) is not None
    except regex.error:
        return
    assert not matches or word.startswith(find_beginning(expression))


@patient
@given(texts() | st.text(alphabet="a \n\r\u0301\u2003\u2028\u00a0é“_\x1c\x0b", max_size=40))
def test_the_ruler_measures_what_decoding_gives(text):
    measured, passed = PositionCounter(), ""
    for block in text.encode().splitlines(keepends=True) if "\r" not in text else [text.encode()]:
        measured.enter(block)
        for start, end in measured.iter_lines():
            measured.advance(start)
            before = passed + block[:start].decode()
            assert measured.chars == len(before)
            assert measured.words == len(naive.split_words(before))
            assert measured.line == before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
            assert measured.paragraphs == len(naive.split_paragraphs(before))
            assert measured.line_bounds(min((start + end) // 2, len(block))) == (start, end)
            assert not set(block[start:end]) & {10, 13}
        passed += block.decode()


@patient
@given(queries() | plain_phrases(), texts() | plain_texts(), st.integers(1, 30))
def test_a_text_read_in_blocks_has_the_hits_of_the_text_as_a_whole(tmp_path, query, text, size):
    path = tmp_path / "d.txt"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_sources, "_SMALLEST_STORED", 1)
        patch.setattr(text_sources, "_BLOCK_BYTES", size)
        for options in (KwicOptions(pattern=query[0]), KwicOptions(pattern=query[0], count=True)):
            (document,) = open_corpus(path, paragraphs="line")
            in_blocks = concordance([document], options)
            whole = concordance([Document("d", text, path=document.path, paragraph_rule="line")], options)
            assert list(in_blocks) == list(whole)
            assert in_blocks.summary == whole.summary


@settings(parent=patient, max_examples=500)
@given(plain_phrases(), plain_texts())
def test_phrases_of_plain_words_are_found_where_trying_everything_finds_them(query, text):
    typed, node = query
    expected = naive.find(node, text)
    assert find_really(typed, text) == expected
    counted = concordance(
        [Document("d", text, paragraph_rule="line")], KwicOptions(pattern=typed, count=True)
    )
    assert sum(record.hits for record in counted) == len(expected)


@settings(parent=patient, max_examples=300)
@given(plain_phrases(), plain_texts(), st.integers(0, 4), st.integers(0, 4))
def test_lines_made_on_the_way_are_those_made_with_care(query, text, before, after):
    documents = [
        Document("d", text, paragraph_rule="line"),
        Document("e", text + " b", paragraph_rule="line"),
    ]
    options = {"pattern": query[0], "context": (before, after)}
    streamed = concordance(documents, KwicOptions(**options))
    # A sample of everything is everything, made line by line.
    careful = concordance(documents, KwicOptions(**options, sample=1_000_000))
    assert list(streamed) == list(careful)
    assert streamed.summary == careful.summary
    folded = concordance(documents, KwicOptions(**options, fold_copies="exact"))
    list(folded)
    assert folded.summary["distinct_passages"] == streamed.summary["distinct_passages"]


@settings(max_examples=1000, deadline=None)
@given(
    st.text(alphabet="ab-.' ()|*?+{}1,\\^$", max_size=9), st.text(alphabet="ab1'_", min_size=1, max_size=6)
)
def test_no_word_meets_an_expression_that_needs_a_sign(expression, word):
    try:
        matches = regex.fullmatch(expression, word) is not None
    except regex.error:
        return
    assert not matches or find_needed_sign(expression) is None
