"""What is a copy, of what, and how that is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.errors import UsageError

TEN = "one two three four five six seven eight nine ten"


def document(*lines: str, id: str = "a") -> Document:  # noqa: A002 — the name of the field
    return Document(id, "\n".join(lines), paragraph_rule="line")


def find(*documents: Document, **options):
    findings = find_duplicates(documents, DedupeOptions(**options))
    return list(findings), findings.summary


def lines_of(groups) -> list[list[tuple[str, int]]]:
    return [
        [(group.doc, group.line), *((member.doc, member.line) for member in group.members)]
        for group in groups
    ]


def test_a_line_that_stands_twice_is_one_group():
    groups, summary = find(document("Bells ring.", "Doves fly.", "Bells ring."))
    assert lines_of(groups) == [[("a", 1), ("a", 3)]]
    (group,) = groups
    assert (group.copies, group.kind, group.similarity, group.text) == (2, "exact", 1.0, "Bells ring.")
    assert summary == {
        "paragraphs": 3,
        "distinct": 2,
        "groups": 1,
        "copies": 1,
        "copied_words": 2,
        "threshold": 0.8,
    }


def test_copies_are_found_across_documents():
    groups, _ = find(document("x", "Bells ring."), document("Bells ring.", id="b"))
    assert lines_of(groups) == [[("a", 2), ("b", 1)]]


@pytest.mark.parametrize(
    "copy",
    ["bells  RING, “today”", "Bells — ring today!", "✅ bells\u00a0ring \u2028 today."],
)
def test_other_marks_case_and_spaces_are_another_format_of_the_same_words(copy):
    groups, _ = find(document('Bells ring "today".', copy))
    assert [(member.kind, member.similarity) for member in groups[0].members] == [("format", 1.0)]


def test_lines_without_words_are_compared_by_their_characters():
    groups, _ = find(document("* * *", "***", "---", "⸻", "---"))
    assert lines_of(groups) == [[("a", 1), ("a", 2)], [("a", 3), ("a", 5)]]


def test_a_similarity_equal_to_the_threshold_reaches_it():
    copy = TEN.replace("nine ten", "uno duo")
    assert lines_of(find(document(TEN, copy), threshold=0.8)[0]) == [[("a", 1), ("a", 2)]]
    assert find(document(TEN, copy), threshold=0.81)[0] == []


def test_short_paragraphs_are_compared_exactly_only():
    lines = ("one two three four", "one two three five")
    assert find(document(*lines), threshold=0.7)[0] == []
    assert len(find(document(*lines), threshold=0.7, min_words=4)[0]) == 1


def test_exact_passes_over_near_copies():
    assert find(document(TEN, TEN + " eleven"), exact=True)[0] == []


def test_a_copy_joins_the_most_similar_kept_paragraph():
    near = TEN + " a b c d e"
    nearer = TEN + " a b c"
    groups, _ = find(document(TEN, near, nearer), threshold=0.85)
    assert lines_of(groups) == [[("a", 2), ("a", 3)]]


def test_among_equals_it_joins_the_earliest():
    first, second = TEN + " a b c", TEN + " x y z"
    groups, _ = find(document(first, second, TEN), threshold=0.85)
    assert lines_of(groups) == [[("a", 1), ("a", 3)]]


def test_a_copy_of_a_copy_that_is_too_far_from_the_kept_one_is_kept():
    second = TEN.replace("ten", "x")
    third = second.replace("nine", "y").replace("eight", "z")
    groups, _ = find(document(TEN, second, third), threshold=0.8)
    assert lines_of(groups) == [[("a", 1), ("a", 2)]]


def test_pairs_show_the_difference_word_by_word():
    kept, copy = "On 3 May the «Old Bells» rang out.", "On 4 May — the Old Bells rang"
    (pair,), _ = find(document(kept, copy), pairs=True)
    assert (pair.doc, pair.line, pair.text, pair.kept.line, pair.kept_text) == ("a", 2, copy, 1, kept)
    assert [(step.operation, step.kept, step.copy) for step in pair.difference] == [
        ("equal", "On", "On"),
        ("replace", "3", "4"),
        ("equal", "May the «Old Bells» rang", "May — the Old Bells rang"),
        ("delete", "out", ""),
    ]


def test_pairs_of_exact_copies_have_no_difference():
    (pair,), _ = find(document("x", "x"), pairs=True)
    assert (pair.similarity, pair.difference) == (1.0, [])


@pytest.mark.parametrize("threshold", [0.49, 1.01, float("nan"), "0.4999", "8", "x", "1/0", ""])
def test_a_threshold_out_of_range_is_refused(threshold):
    with pytest.raises(UsageError, match="threshold"):
        DedupeOptions(threshold=threshold)


@pytest.mark.parametrize("threshold", [0.8, "0.8", ".80", "4/5"])
def test_a_threshold_is_the_number_that_was_typed(threshold):
    copy = TEN.replace("nine ten", "uno duo")
    assert len(find(document(TEN, copy), threshold=threshold)[0]) == 1


def test_a_number_of_words_below_one_is_refused():
    with pytest.raises(UsageError, match="min-words"):
        DedupeOptions(min_words=0)


_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@given(st.lists(_TEXT, max_size=4), st.sampled_from(["auto", "line", "block"]), st.booleans())
def test_every_record_is_a_slice_of_its_document(texts, rule, pairs):
    documents = {
        str(number): Document(str(number), text, paragraph_rule=rule) for number, text in enumerate(texts)
    }
    records, _ = find(*documents.values(), pairs=pairs, min_words=1)
    for record in records:
        places = [record.kept] if pairs else [record.kept, *record.members]
        assert documents[record.doc].text[record.start : record.end] == record.text
        for found in places:
            paragraph = documents[found.doc].paragraphs[found.paragraph - 1]
            assert (paragraph.line, paragraph.start, paragraph.end) == (found.line, found.start, found.end)
