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
        "words": 6,
        "groups": 1,
        "copies": 1,
        "copied_words": 2,
        "boilerplate": 0,
        "threshold": 0.8,
        "kinds": {"exact": 1},
        "mostly_copied": 0,
        "too_short": 3,
        "blocks": 0,
    }


@pytest.mark.parametrize("gone", ["documents", "against"])
def test_groups_can_be_listed_again_unless_what_was_read_is_gone(gone):
    texts = {
        "documents": [document("Bells ring.", "Bells ring.")],
        "against": [document("Bells ring.", id="b")],
    }
    kept = find_duplicates(texts["documents"], against=texts["against"])
    assert list(kept) == list(kept) != []
    texts[gone] = iter(texts[gone])
    found = find_duplicates(texts["documents"], against=texts["against"])
    assert list(found) == list(kept)
    with pytest.raises(UsageError, match="all been taken"):
        list(found)


def test_copies_are_found_across_documents():
    groups, _ = find(document("x", "Bells ring."), document("Bells ring.", id="b"))
    assert lines_of(groups) == [[("a", 2), ("b", 1)]]


@pytest.mark.parametrize(
    "copy",
    ["bells  RING, “today”", "Bells — ring today!", "🔹 bells\u00a0ring \u2028 today."],
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


@pytest.mark.parametrize(("endings", "groups"), [(("a", "b"), 0), (("ya", "yb"), 1)])
def test_with_characters_as_the_measure_six_stand_for_a_word_where_words_are_few(endings, groups):
    lines = [f"international understanding {ending}" for ending in endings]
    assert (len(lines[0]) >= 30) == bool(groups)
    assert len(find(document(*lines), measure="char")[0]) == groups


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
    with pytest.raises(UsageError, match="min_words"):
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


# --- which paragraph is kept


def dated(name: str, line: str, date: str | None = None, source: str = "") -> Document:
    metadata = {key: value for key, value in (("date", date), ("source", source)) if value}
    return Document(name, line, metadata=metadata)


def test_the_earliest_document_keeps_its_paragraph_and_undated_ones_come_last():
    documents = [dated("a", TEN), dated("b", TEN, "2021-05-02"), dated("c", TEN, "2021-05-01")]
    groups, summary = find(*documents, keep="earliest")
    assert lines_of(groups) == [[("c", 1), ("a", 1), ("b", 1)]]
    assert summary["undated"] == 1


def test_dates_can_be_told_by_a_function():
    documents = [dated("a", TEN), dated("b", TEN)]
    options = DedupeOptions(keep="earliest")
    findings = find_duplicates(
        documents, options, find_date=lambda document: {"b": "2020-01-01"}.get(document.id)
    )
    assert lines_of(list(findings)) == [[("b", 1), ("a", 1)]]


def test_the_longest_paragraph_is_kept_and_all_copies_reach_the_threshold_with_it():
    groups, _ = find(document(TEN, TEN + " eleven", TEN + " eleven twelve"), keep="longest", threshold=0.9)
    assert lines_of(groups) == [[("a", 3), ("a", 1), ("a", 2)]]


def test_the_source_named_first_keeps_its_paragraph():
    documents = [dated("a", TEN), dated("b", TEN, source="TASS"), dated("c", TEN, source="AFP")]
    assert lines_of(find(*documents, keep="source:AFP,TASS")[0])[0][0] == ("c", 1)
    assert lines_of(find(*documents, keep="source:TASS")[0])[0][0] == ("b", 1)
    assert lines_of(find(*documents, keep="source:Reuters")[0])[0][0] == ("a", 1)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("keep", "last"),
        ("keep", "source:"),
        ("scope", "some"),
        ("measure", "line"),
        ("kinds", ("near",)),
        ("contained", 0.5),
        ("contained", "x"),
    ],
)
def test_a_value_that_is_not_known_is_refused(option, value):
    with pytest.raises(UsageError, match=f"^{option}: "):
        DedupeOptions(**{option: value})


def test_two_answers_at_once_are_refused():
    with pytest.raises(UsageError, match="pairs, blocks and stats"):
        DedupeOptions(pairs=True, stats=True)


# --- what is compared


SHORT = "one two three"


def test_within_one_document_only():
    groups, _ = find(document(TEN, TEN, SHORT), document(TEN, TEN + " x", SHORT, id="b"), scope="within")
    assert lines_of(groups) == [[("a", 1), ("a", 2)], [("b", 1), ("b", 2)]]


def test_across_documents_only():
    groups, summary = find(
        document(TEN, TEN, SHORT, SHORT, "***"),
        document(TEN, TEN + " x", SHORT, "***", id="b"),
        scope="across",
    )
    assert lines_of(groups) == [[("a", 1), ("b", 1), ("b", 2)], [("a", 3), ("b", 3)], [("a", 5), ("b", 4)]]
    assert [member.kind for member in groups[0].members] == ["exact", "contained"]
    assert summary["copies"] == 4


def test_exact_copies_across_documents_only():
    groups, _ = find(
        document(TEN, TEN), document(TEN.upper(), TEN + " x", id="b"), scope="across", exact=True
    )
    assert [(member.doc, member.line, member.kind) for group in groups for member in group.members] == [
        ("b", 1, "format")
    ]


def test_only_copies_of_another_corpus():
    new = [document(TEN, SHORT, TEN + " x", "alone", "alone", id="new")]
    archive = [document("other", TEN + " y", SHORT, SHORT, id="old")]
    findings = find_duplicates(new, DedupeOptions(), against=archive)
    assert lines_of(list(findings)) == [[("old", 2), ("new", 1), ("new", 3)], [("old", 3), ("new", 2)]]
    assert (findings.summary["paragraphs"], findings.summary["copies"]) == (5, 3)


def test_against_a_corpus_without_any_copy_nothing_is_found():
    assert list(find_duplicates([document(TEN, TEN)], against=[document("other", id="b")])) == []
    assert list(find_duplicates([document(TEN, TEN)], against=[])) == []


def test_misread_letters_are_near_copies_by_characters():
    lines = ("the merry bells of the old town rang out", "thc merry bclls of tbe old tovn rang out")
    assert find(document(*lines), threshold=0.6)[0] == []
    (group,) = find(document(*lines), threshold=0.6, measure="char")[0]
    # Of 38 groups of three letters each misread letter spoils three.
    assert group.similarity == pytest.approx(2 * (38 - 4 * 3) / (38 + 38), abs=0.0001)


# --- kinds


def test_only_the_kinds_asked_for():
    lines = (TEN, TEN, TEN.upper(), TEN + " 5", "x " + TEN + " y", "x " + TEN + " y")
    kinds = {member.line: member.kind for group in find(document(*lines))[0] for member in group.members}
    assert kinds == {2: "exact", 3: "format", 4: "numbers", 5: "contained", 6: "contained"}
    groups, _ = find(document(*lines), kinds=("exact", "numbers"))
    assert lines_of(groups) == [[("a", 1), ("a", 2), ("a", 4)], [("a", 5), ("a", 6)]]


def test_a_paragraph_inside_a_longer_one_is_told_when_asked_for():
    outer = "yesterday he said that one two three four five six seven and then nothing more was heard"
    lines = ("one two three four five six seven", outer, "one two five")
    assert find(document(*lines))[0] == []
    (group,) = find(document(*lines), contained=0.9)[0]
    assert lines_of([group]) == [[("a", 2), ("a", 1)]]
    assert (group.kind, group.members[0].similarity) == ("contained", 1.0)


def test_words_scattered_over_a_long_paragraph_do_not_lie_inside_it():
    filler = " ".join(f"w{number}" for number in range(20))
    long = f" {filler} ".join(["one", "two", "three", "four", "five"])
    assert find(document("one two three four five", long), contained=0.9)[0] == []


@pytest.mark.parametrize("lines", [("5二十十", "5二十g tra十"), ("漢字仮名", "前に漢字仮名交じり文の後")])
def test_characters_inside_longer_paragraphs_are_counted_as_they_are_compared(lines):
    groups, _ = find(document(*lines), contained=0.6, measure="char", min_words=1)
    assert [(group.kept.line, group.members[0].line, group.kind) for group in groups] == [(2, 1, "contained")]


# --- blocks and statistics


def test_a_run_of_copies_is_one_block_and_ends_at_the_border_of_a_document():
    first = document("a b", "c d", "e f", "new", "a b", "c d", "e f", "c d")
    second = document("a b", "c d", id="b")
    records, summary = find(first, second, blocks=True)
    assert [
        (record.doc, record.line, record.last_line, record.kept.line, record.kept_last_line, record.block)
        for record in records
    ] == [("a", 5, 7, 1, 3, 1), ("a", 8, 8, 2, 2, None), ("b", 1, 2, 1, 2, 2)]
    assert records[0].text == "a b\nc d\ne f".replace(
        "a b\nc d\ne f", first.text[records[0].start : records[0].end]
    )
    assert summary["blocks"] == 2


def test_a_short_run_ends_where_a_longer_one_begins():
    lines = ["x", "a", "x", "b", "c", "d", "y", "x", "b", "c", "d"]
    records, _ = find(document(*lines), blocks=True)
    assert [
        (record.line, record.last_line, record.kept.line) for record in records if record.paragraphs > 1
    ] == [(8, 11, 3)]


def test_members_name_their_block():
    groups, _ = find(document("a", "b", "c", "a", "b", "x", "b"))
    assert [[member.block for member in group.members] for group in groups] == [[1], [1, None]]
    assert [group.block for group in groups] == [1, None]


def test_short_lines_with_many_copies_come_last():
    groups, summary = find(document("Share", TEN, "Share", TEN, "Share"))
    assert [(group.text, group.boilerplate, group.group_id) for group in groups] == [
        (TEN, False, 2),
        ("Share", True, 1),
    ]
    assert summary["boilerplate"] == 1


def test_statistics_say_how_much_of_a_document_is_copied_and_from_where():
    documents = [
        dated("a", TEN, "2021-01-01"),
        Document("b", f"{TEN}\n{SHORT}\n{SHORT}", metadata={"source": "S"}),
    ]
    records, _ = find(*documents, stats=True)
    assert [(record.doc, record.copies, record.copied_words, record.share) for record in records] == [
        ("a", 0, 0, 0.0),
        ("b", 2, 13, 0.8125),
    ]
    assert [(source.doc, source.paragraphs, source.words) for source in records[1].copied_from] == [
        ("a", 1, 10),
        ("b", 1, 3),
    ]
    assert [(record.copied_by, record.date, record.source) for record in records] == [
        (1, "2021-01-01", None),
        (0, None, "S"),
    ]


def test_the_curve_counts_the_copies_of_runs_at_each_threshold():
    from corpuskit.corpus import open_corpus
    from corpuskit.dedupe.analysis import count_copies

    counts = list(count_copies(open_corpus("seeds")))
    assert [count.threshold for count in counts] == [percent / 100 for percent in range(50, 101, 5)]
    for count in counts:
        _, summary = find(*open_corpus("seeds"), threshold=count.threshold)
        assert (count.copies, count.groups, count.words) == tuple(
            summary[name] for name in ("copies", "groups", "copied_words")
        )


def test_progress_is_reported_up_to_the_end():
    parts = []
    list(find_duplicates([document(TEN, TEN + " x")], on_progress=parts.append))
    assert parts[-1] == 1.0


def test_an_empty_corpus_has_no_duplicates():
    for documents in ([], [document()], [document("", " ")]):
        groups, summary = find(*documents)
        assert (groups, summary["paragraphs"]) == ([], 0)


def test_signs_of_copies_are_compared_where_a_compound_stands_at_the_end_of_a_line():
    line = "The mayor said that the well-known bridge must be re-\npaired, and would 20% of the people pay 5 € for it?"
    other = "A well-known man of the place came to the hall, and told us of nights as long as this."
    wrapped = Document("a", line.replace("well-", "well-\n") + "\n\n" + other, paragraph_rule="block")
    flat = line.replace("re-\npaired", "repaired")
    kinds = {
        copy: [
            member.kind
            for group in find_duplicates([wrapped, Document("b", copy)])
            for member in group.members
        ]
        for copy in (flat, flat.replace("€", "$"))
    }
    assert kinds == {flat: ["format"], flat.replace("€", "$"): ["signs"]}
