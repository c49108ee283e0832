"""A query that cannot find anything says so, and what part of it is to blame."""

from __future__ import annotations

import json

import pytest

from corpuskit.corpus import Document
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.kwic.doubts import list_doubts
from corpuskit.records import Issue


def find(pattern, text, **options):
    return [hit.match for hit in concordance([Document("d", text)], KwicOptions(pattern=pattern, **options))]


@pytest.mark.parametrize(
    ("pattern", "options", "sign", "column"),
    [
        ('"well-known"', {"cql": True}, "-", 5),
        (r'"\."', {"cql": True}, ".", 2),
        ('"the" "U.*, b"%c', {"cql": True}, ",", None),
        ('[word="a" | word="b@c"]', {"cql": True}, "@", 19),
        ('[!(word!="b:c")]', {"cql": True}, ":", 11),
        ("/well-.*/", {}, "-", 5),
        ("(UN|/U,N/) Charter", {}, ",", 6),
        ("/a b/", {}, " ", 2),
        ("/(a|b)–/", {}, "–", 6),
        ("/a[.]b/", {}, ".", 3),
        ('"U[-]N"', {"cql": True}, "-", 3),
        ("/[a-z]+-[^a-f]/", {}, "-", 8),
        (r'"[\w\]]+%"', {"cql": True}, "%", 8),
    ],
)
def test_an_expression_for_one_word_that_needs_a_sign_is_refused(pattern, options, sign, column):
    with pytest.raises(PatternError) as raised:
        find(pattern, "text", **options)
    if column is not None:
        assert f"no word has {sign!r} in it" in raised.value.message
        assert pattern[raised.value.column] == sign
    assert raised.value.hint


@pytest.mark.parametrize(
    ("pattern", "options", "text"),
    [
        ('[word!="-"]', {"cql": True}, "a"),
        ('[!(word="b-c")]', {"cql": True}, "a"),
        ("/a-?/", {}, "a"),
        ("/a-{0,1}/", {}, "a"),
        ("/a|-/", {}, "a"),
        ("/a(-b)?/", {}, "a"),
        ("/.{1,3}/", {}, "a"),
        ("/[.a]/", {}, "a"),
        ("/[.]?[^.]/", {}, "a"),
        ("/[.]*a/", {}, "a"),
        ("/[-a]/", {}, "a"),
        (r"/[\]\-a]/", {}, "a"),
        ("/[]a-c]/", {}, "a"),
        ("/[[:alpha:]]/", {}, "a"),
        (r"/\p{L}/", {}, "a"),
    ],
)
def test_one_that_can_be_met_is_not(pattern, options, text):
    assert find(pattern, text, **options) == [text]


@pytest.mark.parametrize(
    ("pattern", "options", "part", "cure", "text"),
    [
        ("What is this?", {}, "'this?'", r"What is this\?", "What is this?"),
        ("What is this ?", {}, "'?' alone", "--substring", None),
        ("Is this??", {}, "'this??'", r"Is this\?\?", "Is this??"),
        ("« pourquoi ? »", {}, "'?' alone", "--substring", None),
        ("this?~1", {}, "'this?'", r"this\?~1", None),
        ("(who|what?)", {}, "'what?'", r"(who|what\?)", None),
        ("100%?", {}, "'?' in '%?' stands for a word", "--substring", None),
        ("C++?", {}, "'?' in '++?' stands for a word", "--substring", None),
        ("“so”?", {}, "'?' in '”?' stands for a word", "--substring", None),
        ('"What is this"?', {}, "'?' in '\"?' stands for a word", "--substring", None),
        ("https://un.org/en?page=1", {}, "'https://un.org/en?page=1'", "--substring", None),
        ("ที่ไหน*", {}, "'ที่ไหน'", "--substring ที่ไหน", None),
        ('"ที่ไหน"', {"cql": True}, "'ที่ไหน'", "--substring ที่ไหน", None),
        ("中*国", {}, "each character", "中 *{0,5} 国", None),
        ("安?会", {}, "each character", "安 *{0,5} 会", None),
        ("这是什么?", {}, "'这是什么?'", r"这是什么\?", "这是什么？"),
        ('"don.t"', {"cql": True}, "'don.t'", "without --cql", None),
        ("/don.t/", {}, "'don.t'", "without slashes", None),
        ("/.*n't/", {}, "apostrophe", "*n't", None),
        ('".*n\'t"', {"cql": True}, "apostrophe", "*n't", None),
        (r"a\nb", {"regex": True}, "paragraph", "--within document", None),
        (r"\w+ing", {}, r"'\\w'", "--regex", None),
        (r"\bthe", {}, r"'\\b'", "--regex", None),
        ("[Tt]he", {}, "'[Tt]'", "--regex", None),
        ("go{2,3}d", {}, "'o{2,3}'", "--regex", None),
        ("^They", {}, "'^'", "--regex", None),
        ("know.+", {}, "'.+'", "--regex", None),
        ('[word="crane"]', {}, "'[word=\"crane\"]'", "--cql '[word=\"crane\"]'", None),
        ('"the" [lemma = "go"]', {}, "'[lemma = \"go\"]'", '--cql \'"the" [lemma = "go"]\'', None),
        ("crane AND gate", {}, "'AND'", "crane NEAR/10 gate", None),
        ("crane NEAR gate", {}, "'NEAR'", "crane NEAR/10 gate", None),
        ("crane OR gate", {}, "'OR'", "crane | gate", None),
    ],
)
def test_a_search_without_hits_names_the_part_and_the_cure(pattern, options, part, cure, text):
    (doubt,) = list_doubts(KwicOptions(pattern=pattern, **options))
    assert part in doubt.message
    assert cure in doubt.hint
    if text is not None:
        assert find(cure, text)


@pytest.mark.parametrize(
    ("pattern", "options"),
    [
        ("UN Charter", {}),
        ("organi?ation", {}),
        (r"this\?", {}),
        ("What?", {"substring": True}),
        ("they|(we|them) *{0,3} know", {}),
        ("/they|them/", {}),
        ("/thems?/", {}),
        ("she {said}", {}),
        ('"crane AND gate"', {}),
        ("AND gate", {}),
        ("crane and gate", {}),
        ("crane NEAR/5 gate", {}),
        ("a b", {"regex": True}),
    ],
)
def test_nothing_is_said_of_a_plain_query(pattern, options):
    assert list_doubts(KwicOptions(pattern=pattern, **options)) == []


def test_the_cures_find_what_was_meant():
    assert find("*n't", "They don't know.") == ["don't"]
    assert find("ที่", "อยู่ที่ไหน", substring=True) == ["ที่"]
    assert find("中 *{0,5} 国", "中美国，中华人民共和国") == ["中美国", "中华人民共和国"]
    assert find(r"a\nb", "a\nb", regex=True, within="document") == ["a\nb"]
    assert find("100%?", "Really 100%?", substring=True) == ["100%?"]
    assert find("https://un.org/en?page=1", "See https://un.org/en?page=1.", substring=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_says_so_once_and_only_where_there_are_no_hits(jobs, corpuskit):
    missed = corpuskit("kwic", "What is this?", "seeds", "--json", "-j", jobs)
    (issue,) = json.loads(missed.stdout)["issues"]
    assert issue["kind"] == "no_hits"
    assert missed.returncode == 0
    assert missed.stderr.count(b"note:") == 1
    assert corpuskit("kwic", "Charte?", "seeds", "-j", jobs).stderr == b""


def test_a_sign_joins_a_star_to_its_word():
    text = "well-known, well, known, well - off"
    assert find("well-*", text) == ["well-known", "well - off"]
    assert find("*-known", text) == ["well-known"]
    assert find("well *", text) == ["well-known", "well, known", "well - off"]
    assert find("well, *", text) == ["well, known"]
    assert find("* #tag", "a, #tag") == ["a, #tag"]


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("*", "corpuskit words"),
        (" * * ", "corpuskit words --size 2"),
        ("* NEAR/5 the law", "corpuskit collocates 'the law' -C 5"),
        ("* NEAR/3 law", "corpuskit collocates law -C 3"),
        ("the *", None),
        ("* BEFORE/3 law", None),
        ("law*", None),
    ],
)
def test_what_counts_all_words_points_to_the_command_for_that(pattern, hint):
    items = list(
        concordance([Document("d", "the law and the law")], KwicOptions(pattern=pattern, group="match"))
    )
    notes = [item for item in items if isinstance(item, Issue) and item.kind == "own_command"]
    assert [note.hint for note in notes] == ([] if hint is None else [hint])
    other = concordance([Document("d", "the law")], KwicOptions(pattern=pattern, group="L1"))
    assert not any(isinstance(item, Issue) and item.kind == "own_command" for item in other)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("crane AND gate", ["crane"]), ("gate BEFORE boat", ["gate"]), ("crane OR gate", ["crane", "gate"])],
)
def test_the_cure_for_an_operator_of_other_tools_finds_what_was_meant(typed, found):
    text = "The crane stands at the gate of a boat."
    (doubt,) = list_doubts(KwicOptions(pattern=typed))
    assert find(doubt.hint.removeprefix("if it joins two parts: "), text) == found


@pytest.mark.parametrize("typed", ["crane NEAR/1 /gate+/", "crane BEFORE/2 /gate+/ NEAR/3 boat"])
def test_an_operator_with_its_number_is_no_word(typed):
    assert list_doubts(KwicOptions(pattern=typed)) == []
