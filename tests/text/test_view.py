"""The view: what is matched, and the map back to what is shown."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpuskit.text.view import fold, list_foldings, make_view

# Characters that join, grow, shrink or vanish in a view, so that random texts are full of them.
DIFFICULT = st.sampled_from(
    [
        "&amp;",
        "\uff76\uff9e",
        "Ｕ",
        "ﻻ",
        "\u00ad",
        "\u200c",
        "\u2060",
        *"aAßİŉﬁΐЙкКӒ가각أإآٱىةيّـلا\u064b\u0670−–—‘’“”„«»联 \n",
        *"\u0301\u0327\u0345\u08e2\u1100\u1161\u11a8\u212b\u0958\u20e3\ufe0f",
        *("7️⃣", "🇷🇺", "👩‍👩‍👧", "\u0301\u0327" * 20, "\u0345" * 31),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(DIFFICULT).map("".join))


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("UN Charter", "un charter"),
        ("7️⃣9️⃣ years", "79 years"),
        ("2023−2024, 2023–2024", "2023-2024, 2023-2024"),
        ("‘UN’s’ “rules”", "'un's' \"rules\""),
        ("لا سيّما كـتابٌ", "لا سيما كتاب"),
        ("أممٌ إلى آخر ٱلأمم", "امم الي اخر الامم"),
        ("المتحدة", "المتحده"),
        ("e\u0301te\u0301", "été"),
        ("Straße", "strasse"),
        ("\u1100\u1161\u11a8", "각"),
        ("co\u00adop می\u200cشود wo\u2060rd", "coop ميشود word"),
        ("ＵＮ（２０２４）", "un(2024)"),
        ("ｶﾞｽ ﾊﾟｰ", "ガス パー"),
        ("ﺍﻟﻌﺮﺑﻴﺔ ﻻ", "العربيه لا"),
        ("کتاب كتاب", "كتاب كتاب"),
        ("שָׁלוֹם בֵּית־סֵפֶר", "שלום בית-ספר"),
        ("пʼять пʻять", "п'ять п'ять"),
        ("AT&amp;T &amp; &lt;", "at&t & &lt;"),
    ],
)
def test_a_view_folds_what_readers_take_for_the_same(text, view):
    assert make_view(text).text == view


@pytest.mark.parametrize("text", ["إن", "ＵＮ", "co\u00adop", "AT&amp;T", "UN", "ک"])
def test_an_exact_view_is_what_is_written(text):
    assert make_view(f"x {text}", exact=True).text == f"x {text}"
    assert make_view("e\u0301", exact=True).text == "é"


@given(TEXTS)
def test_the_map_of_an_exact_view_is_total(text):
    view = make_view(text, exact=True)
    assert view.text == unicodedata.normalize("NFC", text) or len(text) > 30
    spans = [view.source_span(place, place + 1) for place in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(text=TEXTS, keep_case=st.booleans())
@example(text="ß\u08e2a", keep_case=False)
@example(text="e" + "\u0301\u0327" * 50 + "ß", keep_case=True)
def test_fold_is_the_view(text, keep_case):
    assert fold(text, keep_case=keep_case) == make_view(text, keep_case=keep_case).text


@given(TEXTS)
@example("ﬁΐ")
def test_a_view_is_composed_and_folded(text):
    view = make_view(text).text
    assert unicodedata.normalize("NFC", fold(view)) == unicodedata.normalize("NFC", view)


@given(TEXTS)
@example("\u0301a")
@example("ـ\u064bـ")
@example("ab\u1100\u1161\u0301")
def test_the_map_is_total_and_monotone(text):
    view = make_view(text)
    spans = [view.source_span(place, place + 1) for place in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[0] <= after[0] and before[1] <= after[1] for before, after in pairwise(spans))
    assert view.source_span(0, len(view.text))[1] <= len(text)


@given(TEXTS, st.data())
def test_every_match_in_the_view_is_a_slice_of_the_source_with_that_view(text, data):
    view = make_view(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    first, last = view.source_span(start, end)
    assert 0 <= first <= last <= len(text)
    # Clusters are taken whole, so that the slice may show more than was matched, never less.
    assert view.text[start:end] in fold(text[first:last])


@given(TEXTS)
def test_neighbouring_spans_leave_out_nothing_but_what_the_view_drops(text):
    view = make_view(text)
    covered = "".join(
        text[start:end]
        for start, end in dict.fromkeys(view.source_span(place, place + 1) for place in range(len(view.text)))
    )
    assert fold(covered) == view.text


@given(st.text(st.characters(codec="ascii")))
def test_an_ascii_text_is_mapped_position_for_position(text):
    view = make_view(text)
    assert view.text == text.lower()
    assert all(view.source_span(place, place + 1) == (place, place + 1) for place in range(len(text)))


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("Der Große Rat", "rat", "Rat"),
        ("ßßx", "x", "x"),
        ("Die Füße, İzmir und ﬁnden", "finden", "ﬁnden"),
        ("naß\u08e2 ist", "ist", "ist"),
        ("ß\u08e2 aß", "ass", "aß"),
    ],
)
def test_what_stands_behind_a_character_that_grows_or_vanishes_is_found_in_its_place(text, word, source):
    view = make_view(text)
    start = view.text.index(word)
    first, last = view.source_span(start, start + len(word))
    assert text[first:last] == source


def test_of_a_pile_of_marks_each_thirty_are_put_in_order_by_themselves():
    pile = "\u0301\u0327" * 20
    folded = fold("e" + pile)
    assert folded == unicodedata.normalize("NFC", "e" + pile[:30]) + unicodedata.normalize("NFC", pile[30:])
    assert fold("e" + "\u0301\u0327" * 15) == unicodedata.normalize("NFC", "e" + "\u0301\u0327" * 15)


def test_an_empty_span_stays_empty():
    view = make_view("7️⃣9️⃣ x")
    assert view.source_span(1, 1) == (3, 3)
    assert view.source_span(4, 4) == (8, 8)


def test_the_listed_foldings_are_all_characters_that_the_view_shows_as_others_and_what_it_shows():
    characters, shown = list_foldings()
    listed = dict(zip(characters, shown, strict=True))
    for code in range(0x110000):
        character = chr(code)
        if "\uac00" <= character <= "\ud7a3" or "\ud800" <= character <= "\udfff":
            continue
        folded = fold(character)
        assert listed.get(character, character) == folded, hex(code)
