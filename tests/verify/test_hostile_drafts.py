"""Strange drafts: markup, notes, poems, tables, other directions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import Document, verify
from corpuskit.verify.reading.drafts import _Spans

SCHOOL = (
    "The council of the town decided on Monday that the new school will be built beside the market square"
)
BRIDGE = "The bridge over the river will not be closed before 14 May 2024, because the people of the old town need it"
POEM = "The lamps went out along the quay,\nand every boat came slowly home;\nthe gulls sat down upon the sea\nlike scattered pages of a tome"
CORPUS = [
    Document("town", f"{SCHOOL}. Work on the roof begins in autumn."),
    Document("river", f"Maria Lopez, the mayor, said: “{BRIDGE}.”"),
    Document("poem", POEM),
    Document(
        "nested",
        "He wrote: “She told me ‘never come back to this old house’ and then she left the country for good.”",
    ),
    Document(
        "numbers",
        "Revenue rose by 4.5 percent to €1,200 million in the third quarter of 2023, the report says.",
    ),
    Document("arabic", "يجب ألا تكون هناك معايير مزدوجة في مكافحة الإرهاب الدولي على الإطلاق."),
    Document("chinese", "在反恐问题上不应有双重标准，各国应当加强合作，共同维护和平。"),
]
SAME = {
    "a note": "“The council of the town[^2] decided on Monday that the new school will be built”",
    "a number in brackets": "“The council of the town decided on Monday [1] that the new school will be built”",
    "a raised number": "“The council of the town<sup>1</sup> decided on Monday that the new school will be built”",
    "a note at the end": "“The council of the town decided on Monday that the new school will be built [12]”",
    "a link": "“The council of the [town](https://example.org/a) decided on Monday that the new school will be built”",
    "stars": "**“The council** of the *town decided* on Monday that the **new school** will be built”",
    "low lines": "“The council of the _town_ decided __on Monday__ that the new school will be built”",
    "a block": "> The council of the town decided\n> on Monday that the new school\n> will be built beside the market square.\n",
    "a lazy block": "> The council of the town decided\non Monday that the new school\nwill be built beside the market square.\n",
    "a table": "| quotation | source |\n|---|---|\n| “the new school will be built beside the market square” | town |\n",
    "a nested quotation": "He wrote: “She told me ‘never come back to this old house’ and then she left the country”",
    "the other marks": "He wrote: ‘She told me “never come back to this old house” and then she left the country’",
    "the inner one": "She said ‘never come back to this old house’.",
    "verses in a line": "“The lamps went out along the quay, / and every boat came slowly home; / the gulls sat down upon the sea”",
    "verses": "“The lamps went out along the quay,\n    and every boat came slowly home;”",
    "from right to left": "قال: \u202b«يَجِبُ أَلّا تكون هناك معايير مزدوجة في مكافحة الإرهاب الدولي»\u202c",
    "Chinese": "他说：“在反恐问题上不应有双重标准,各国应当加强合作”。",
    "no end": "“The council of the town decided on Monday that the new school will be built\n\nAnother paragraph.",
    "what cannot be seen": "“The coun\u200bcil of the to\u00adwn deci\u2060ded on Monday that the new school will be built”",
    "full width": "“Ｔｈｅ ｃｏｕｎｃｉｌ of the town decided on Monday that the new school will be built”",
    "capitals": "“THE COUNCIL OF THE TOWN DECIDED ON MONDAY THAT THE NEW SCHOOL WILL BE BUILT”",
    "inches": 'A 5" pipe, “the new school will be built beside the market square” and 6" more',
}
OTHER = {
    "a note beside a change": (
        "“The council of the town[^2] decided on Sunday that the new school will be built”",
        "differs",
        None,
    ),
    "a comma for a point": (
        "“Revenue rose by 4,5 percent to €1,200 million in the third quarter”",
        "differs",
        "numbers",
    ),
    "another currency": (
        "“Revenue rose by 4.5 percent to $1,200 million in the third quarter”",
        "differs",
        "numbers",
    ),
    "what is put in": (
        "“The council of the town [sic] decided on Monday that the new school will be built”",
        "cut",
        None,
    ),
    "what is added": (
        "“The council of the town decided on Monday that the new school will be built [emphasis added]”",
        "cut",
        None,
    ),
    "an omission that turns": (
        "“The bridge over the river will … be closed before 14 May 2024”",
        "cut",
        "sense",
    ),
    "an empty omission": (
        "“The bridge over the river will [] be closed before 14 May 2024”",
        "differs",
        "sense",
    ),
    "a doubled word": (
        "“The bridge over the river will not not be closed before 14 May 2024”",
        "differs",
        "sense",
    ),
    "a letter of another script": (
        "“The cоuncil of the town decided on Monday that the new school will be built”",
        "differs",
        "wording",
    ),
    "a stroke that is no verse end": (
        "“The council of the town / decided on Monday that the new school will be built”",
        "differs",
        "format",
    ),
    "low lines that join": (
        "“The council of the town_decided on Monday that the new school will be built”",
        "differs",
        None,
    ),
    "what was struck": (
        "“The council of the ~~village~~ town decided on Monday that the new school will be built”",
        "differs",
        None,
    ),
}


def check(draft: str):
    (record,) = verify([Document("draft", draft)], CORPUS)
    assert draft[record.start : record.end] == record.text
    return record


@pytest.mark.parametrize("name", SAME)
def test_markup_and_typography_are_no_change(name):
    record = check(SAME[name])
    assert (record.verdict, record.similarity, record.documents) == ("verbatim", 1.0, 1)


@pytest.mark.parametrize("name", OTHER)
def test_what_is_more_than_markup_is_told(name):
    draft, verdict, change = OTHER[name]
    record = check(draft)
    assert record.verdict == verdict
    assert change is None or record.change == change


def test_the_number_of_a_note_is_named_as_markup():
    assert check(SAME["a note"]).variants == ["markup"]


@pytest.mark.parametrize(("number", "verdict"), [(1, "verbatim"), (2, "elsewhere")])
def test_a_numbered_source_is_the_document_that_is_cited(number, verdict):
    record = check(
        f"It says “the new school will be built beside the market square” [{number}].\n\n[1] town\n[2] river, line 1."
    )
    assert (record.verdict, record.cited_doc) == (verdict, ["town", "river"][number - 1])


@pytest.mark.parametrize(
    "draft", ["", "…", '“…” «» “” ‘’ "" “[…]” “— — —”', "“[1] [2]”", "“[^a]”", "\u202e“\u202d”" * 50]
)
def test_a_draft_without_words_has_no_quotations(draft):
    assert [record.verdict for record in verify([Document("draft", draft)], CORPUS)] in ([], ["not checked"])


def test_what_says_the_same_over_and_over_is_not_checked_and_costs_little():
    chant = "we want bread and " * 101
    (record,) = verify([Document("draft", f"“{chant}”")], [Document("song", chant * 20)])
    assert (record.verdict, record.reason) == ("not checked", "it says the same 4 words 101 times over")
    (record,) = verify([Document("draft", f"“{chant[18:].strip()}”")], [Document("song", chant * 20)])
    assert record.verdict == "verbatim"


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), max_size=6),
    st.integers(0, 12),
    st.integers(1, 6),
)
def test_spans_are_met_where_a_look_at_each_of_them_says_so(sizes, start, size):
    spans, end = [(first, first + length) for first, length in sizes], start + size
    found = _Spans(spans)
    assert found.meets(start, end) == any(first < end and start < last for first, last in spans)
    assert found.begins_in(start, end) == any(start <= first < end for first, _ in spans)
