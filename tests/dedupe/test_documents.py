"""Which documents are copies, versions and parts of others: as comparing all pairs says, wherever paragraphs break."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import DedupeOptions, find_duplicates
from corpuskit.corpus import Document
from corpuskit.errors import UsageError

PATH = "the path along the old mill is open to all who walk on it in the summer"
BRIDGE = "the council meets on monday in the hall above the market to talk about the bridge"
OWN = "nobody else has ever said of a boat what is said of it on this page"


def relate(texts: dict[str, str], dates: dict[str, str] | None = None, **options):
    documents = [
        Document(name, text, metadata={"date": (dates or {}).get(name)}) for name, text in texts.items()
    ]
    records = find_duplicates(documents, DedupeOptions(level="document", **options))
    return [(record.doc, record.relation, record.original) for record in records]


def test_the_same_words_in_other_paragraphs_are_a_copy():
    assert relate(
        {"a": f"{PATH}\n\n{BRIDGE}", "b": f"{PATH} {BRIDGE}", "c": f"{PATH.upper()}\n{BRIDGE}!"}
    ) == [
        ("b", "copy", "a"),
        ("c", "copy", "a"),
    ]


def test_a_version_a_part_and_the_whole():
    long = f"{PATH} {BRIDGE} {OWN}"
    changed = long.replace("summer", "winter")
    assert relate({"a": long, "b": changed}) == [("b", "version", "a")]
    assert relate({"a": long, "b": PATH}) == [("b", "part", "a")]
    assert relate({"a": PATH, "b": long}) == [("b", "whole", "a")]
    assert relate({"a": PATH, "b": BRIDGE}) == []


def test_who_published_first_is_told_by_dates_and_by_nothing_else():
    def tell(first: str | None, second: str | None):
        dates = {name: date for name, date in (("a", first), ("b", second)) if date}
        documents = [
            Document(name, text, metadata={"date": dates[name]} if name in dates else {})
            for name, text in (("a", f"{PATH} {OWN}"), ("b", f"{PATH}\n{OWN}"))
        ]
        (record,) = find_duplicates(documents, DedupeOptions(level="document"))
        return record.doc, record.original, record.first

    assert tell("2021-05-03", "2021-05-09") == ("b", "a", "a")
    assert tell("2021-05-09", "2021-05-03") == ("a", "b", "b")
    assert tell(None, "2021-05-03") == ("a", "b", None)
    assert tell("2021-05", "2021-05-03") == ("b", "a", None)
    assert tell(None, None) == ("b", "a", None)


def test_shares_are_of_both_sides():
    (record,) = find_duplicates(
        [Document("a", PATH), Document("b", f"{PATH} {BRIDGE}")], DedupeOptions(level="document")
    )
    assert (record.words, record.share, record.original_words, record.original_share) == (33, 0.5152, 17, 1.0)


def test_exact_tells_of_copies_only():
    assert relate({"a": f"{PATH} {OWN}", "b": f"{PATH}\n{OWN}", "c": f"{PATH} {OWN} again"}, exact=True) == [
        ("b", "copy", "a")
    ]


@pytest.mark.parametrize(
    "option", [{"pairs": True}, {"measure": "char"}, {"keep": "longest"}, {"contained": 0.9}]
)
def test_what_is_for_paragraphs_is_refused(option):
    with pytest.raises(UsageError, match="has no effect with level"):
        DedupeOptions(level="document", **option)


def count_common(words: list[str], others: list[str], length: int) -> int:
    runs = {tuple(others[place : place + length]) for place in range(len(others) - length + 1)}
    covered = [False] * len(words)
    for place in range(len(words) - length + 1):
        if tuple(words[place : place + length]) in runs:
            covered[place : place + length] = [True] * length
    return sum(covered)


def relate_by_brute_force(texts: list[list[str]], length: int, share: Fraction):
    found = []
    firsts: list[int] = []
    for place, words in enumerate(texts):
        same = next((first for first in firsts if texts[first] == words and words), None)
        if same is not None:
            found.append((place, same, "copy", len(words), len(words)))
        else:
            firsts.append(place)
    for later in firsts:
        for earlier in firsts:
            if earlier >= later or not texts[later] or not texts[earlier]:
                continue
            own = count_common(texts[later], texts[earlier], length)
            theirs = count_common(texts[earlier], texts[later], length)
            is_part = own >= share * len(texts[later])
            is_whole = theirs >= share * len(texts[earlier])
            if is_part or is_whole:
                relation = "version" if is_part and is_whole else "part" if is_part else "whole"
                found.append((later, earlier, relation, own, theirs))
    return sorted(found)


_TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=14), max_size=9)


@given(_TEXTS, st.integers(1, 4), st.sampled_from(["0.5", "0.6", "0.75", "0.8", "1"]), st.data())
def test_the_answer_is_that_of_comparing_all_documents(texts, length, threshold, data):
    documents = []
    for number, words in enumerate(texts):
        breaks = data.draw(
            st.lists(st.sampled_from([" ", "\n", "\n\n"]), min_size=len(words), max_size=len(words))
        )
        text = "".join(word + between for word, between in zip(words, breaks, strict=True))
        documents.append(Document(str(number), text, paragraph_rule="line"))
    options = DedupeOptions(level="document", min_words=length, threshold=threshold)
    found = [
        (
            int(record.doc),
            int(record.original),
            record.relation,
            round(record.share * record.words),
            round(record.original_share * record.original_words),
        )
        for record in find_duplicates(documents, options)
    ]
    assert found == relate_by_brute_force(texts, length, Fraction(threshold))


def test_what_every_page_repeats_makes_no_pairs():
    pages = {
        str(number): f"{PATH}\n{BRIDGE}\n" + " ".join(f"w{number}x{word}" for word in range(60))
        for number in range(40)
    }
    assert relate(pages, threshold="0.5") == []
    assert len(relate({**pages, "copy": pages["7"] + " more"})) == 1
