"""Targets, labels and what stands around a place, against regular expressions over texts whose words are letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.records import Issue, TargetLine

LETTERS = "abc"


def search(typed, text, **options):
    findings = concordance([Document("d", text)], KwicOptions(pattern=typed, cql=True, **options))
    return [line for line in findings if not isinstance(line, Issue)]


@st.composite
def atoms(draw):
    letter = draw(st.sampled_from(LETTERS))
    return draw(
        st.sampled_from([(f'"{letter}"', letter), ("[]", "."), (f'[word!="{letter}"]', f"[^{letter}]")])
    )


@st.composite
def lookarounds(draw):
    parts = draw(st.lists(atoms(), min_size=1, max_size=2))
    typed, source = (
        " ".join(each) if place == 0 else "".join(each) for place, each in enumerate(zip(*parts, strict=True))
    )
    kind = draw(st.sampled_from(["?=", "?!", "?<=", "?<!"]))
    return f"({kind} {typed})", f"({kind}{source})"


@st.composite
def sequences(draw, depth=2):
    """A query and the regular expression that says the same."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["atom", "atom", "repeat", "look", "group"] if depth else ["atom"]))
        if kind == "look":
            parts.append(draw(lookarounds()))
            continue
        if kind == "group":
            options = draw(st.lists(sequences(depth=depth - 1), min_size=1, max_size=2))
            typed = "(" + " | ".join(option[0] for option in options) + ")"
            source = "(?:" + "|".join(option[1] for option in options) + ")"
        else:
            typed, source = draw(atoms())
        # A place cannot be repeated.
        if kind != "atom" and not re.fullmatch(r"\(\(\?[^()]*\)\)", typed):
            sign = draw(st.sampled_from(["", "?", "{0,2}", "{1,2}"]))
            typed, source = typed + sign, source + sign
        parts.append((typed, source))
    return " ".join(part[0] for part in parts), "".join(part[1] for part in parts)


def find_spans(source, letters):
    """The spans from each word to the nearest end; of those with one end, the first."""
    spans = []
    for start in range(len(letters)):
        for end in range(start + 1, len(letters) + 1):
            if re.compile(rf"(?:{source})(?=.{{{len(letters) - end}}}\Z)").match(letters, start):
                if all(end != other for _, other in spans):
                    spans.append((start, end))
                break
    return spans


def spell(letters):
    return " ".join(letters)


@settings(deadline=None)
@given(sequences(), st.text(LETTERS, max_size=8))
def test_hits_are_those_of_a_regular_expression(query, letters):
    typed, source = query
    try:
        found = [(line.start // 2, (line.end + 1) // 2) for line in search(typed, spell(letters))]
    except PatternError as error:
        assume("no word at all" not in str(error))
        raise
    assert found == find_spans(source, letters)


@settings(deadline=None)
@given(
    sequences(depth=1), atoms(), st.sampled_from(["", "?"]), sequences(depth=1), st.text(LETTERS, max_size=8)
)
def test_the_target_is_the_first_word_that_can_be_it(before, target, sign, after, letters):
    typed = f"{before[0]} @{target[0]}{sign} {after[0]}"
    try:
        lines = search(typed, spell(letters))
    except PatternError as error:
        assume("no word at all" not in str(error))
        raise
    spans = find_spans(f"{before[1]}{target[1]}{sign}{after[1]}", letters)
    assert [(line.start // 2, (line.end + 1) // 2) for line in lines] == spans
    for line, (start, end) in zip(lines, spans, strict=True):
        assert type(line) is TargetLine
        places = [
            place
            for place in range(start, end)
            if re.compile(
                rf"{before[1]}(?<=\A.{{{place}}}){target[1]}{after[1]}(?=.{{{len(letters) - end}}}\Z)"
            ).match(letters, start)
        ]
        if not places:
            assert (line.target, line.target_start, line.target_end) == (None, None, None)
            continue
        assert line.target_start == 2 * places[0]
        assert line.target == letters[places[0]]


@settings(deadline=None)
@given(atoms(), sequences(depth=1), atoms(), st.booleans(), st.text(LETTERS, max_size=8))
def test_labels_are_groups_of_an_expression(first, between, second, is_negated, letters):
    typed = f"a:{first[0]} {between[0]} b:{second[0]} :: a.word {'!' * is_negated}= b.word"
    source = f"(?P<a>{first[1]}){between[1]}" + (
        rf"(?!(?P=a)){second[1]}" if is_negated else rf"(?=(?P=a)){second[1]}"
    )
    assert [(line.start // 2, (line.end + 1) // 2) for line in search(typed, spell(letters))] == find_spans(
        source, letters
    )


@pytest.mark.parametrize(
    ("pattern", "hits"),
    [
        ('"the" @"law"', [("the law", "law", 4)]),
        ('@"the" "law"', [("the law", "the", 0)]),
        ('"the" []{0,2} @"war"', [("the law. No war", "war", 12)]),
        ('"No" ("law" | @"war")', [("No war", "war", 12)]),
        ('"law" @"x"? "No"?', [("law", None, None)]),
        ("a:[] @b:[] :: a.word != b.word within s", [("the law", "law", 4), ("No war", "war", 12)]),
        ('(?longest) "the" [] @[]* "war"', [("the law. No war", "No", 9)]),
        ('"the" @[] containing "law"', [("the law", "law", 4)]),
        ('(?all) "the" []? @[]', [("the law", "law", 4), ("the law. No", "No", 9)]),
        ('(?all) "the" @[]? []', [("the law", None, None), ("the law. No", "law", 4)]),
    ],
)  # fmt: skip
def test_the_record_says_where_the_target_is(pattern, hits):
    text = "the law. No war"
    lines = search(pattern, text)
    assert [(line.match, line.target, line.target_start) for line in lines] == hits
    for line in lines:
        assert line.target is None or text[line.target_start : line.target_end] == line.target


def test_lines_are_grouped_sorted_and_counted_by_their_target():
    text = "a big law. a Big war. a bad law."
    pattern = '"a" @[]'
    groups = search(pattern, text, group="target")
    assert [(group.group_key, group.hits, group.form) for group in groups] == [
        ("big", 2, "Big"),
        ("bad", 1, "bad"),
    ]
    assert [line.target for line in search(pattern, text, sort=("target",))] == ["bad", "big", "Big"]
    assert [line.target for line in search(pattern, text, sort=("freq:target",))] == ["big", "Big", "bad"]


def test_offsets_of_targets_are_converted(tmp_path):
    from corpuskit.corpus import Corpus, CorpusOptions
    from corpuskit.kwic import make_concordance
    from corpuskit.run import run

    (tmp_path / "a.txt").write_text("é the law", encoding="utf-8")
    analysis = make_concordance(KwicOptions(pattern='"the" @[]', cql=True))
    (line,) = run(analysis, Corpus([str(tmp_path / "a.txt")], CorpusOptions()), offsets="bytes")
    assert (line.start, line.target_start, line.target_end) == (3, 7, 10)
