from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus.document import Document
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.marks import MarkedString, find_marked_strings
from corpuskit.text.segments import iter_paragraphs

MARKS = "“”„‟\"«»‹›「」『』《》‘’‚'"


def find(text: str) -> list[MarkedString]:
    return find_marked_strings(text, list(iter_paragraphs(text)))


def contents(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in find(text)]


def levels(text: str) -> list[tuple[int, str]]:
    return [(quotation.level, text[quotation.start : quotation.end]) for quotation in find(text)]


def test_finds_quotations_in_the_marks_of_many_languages() -> None:
    assert contents("He said “yes” and left.") == ["yes"]
    assert contents('He said "yes" and left.') == ["yes"]
    assert contents("Sie sagte „ja“ und ging.") == ["ja"]
    assert contents("Sie sagte »ja« und ging. Er sagte »nein« und blieb.") == ["ja", "nein"]
    assert contents("Elle a dit « oui » et partit.") == ["oui"]
    assert contents("Она сказала «да» и ушла.") == ["да"]
    assert contents("她说：“好。”他说：「不。」") == ["好。", "不。"]
    assert contents("قال ”نعم“ ثم ذهب. وقالت ”لا“ ثم عادت.") == ["نعم", "لا"]


def test_leaves_white_space_inside_the_marks_out() -> None:
    (quotation,) = find('They want " more of it " now.')
    assert (quotation.start, quotation.end) == (12, 22)
    assert (quotation.outer_start, quotation.outer_end) == (10, 24)


def test_a_quotation_holds_others_in_the_same_marks() -> None:
    assert levels("“We read the note on “Trade and Peace” twice,” she said.") == [
        (0, "We read the note on “Trade and Peace” twice,"),
        (1, "Trade and Peace"),
    ]
    assert levels('"We read "Trade and Peace" twice," she said.') == [
        (0, 'We read "Trade and Peace" twice,'),
        (1, "Trade and Peace"),
    ]


def test_a_quotation_holds_others_in_single_marks() -> None:
    text = "“She told me, ‘I’ll go,’ and the girls’ mother went,” he said."
    assert levels(text) == [(0, "She told me, ‘I’ll go,’ and the girls’ mother went,"), (1, "I’ll go,")]


def test_a_quotation_knows_what_it_stands_in() -> None:
    outer, inner = find("«Мы прочли „Ответ“ дважды», — сказала она.")
    assert outer.inside is None
    assert inner.inside == outer.outer_start


def test_a_quotation_runs_over_paragraphs_that_have_no_marks() -> None:
    text = "“One.\n\nTwo.\n\nThree,” she said.\n"
    assert contents(text) == ["One.\n\nTwo.\n\nThree,"]


def test_a_quotation_that_is_opened_again_at_each_paragraph_is_one_with_parts() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” she said. “Four.”\n"
    first, second = find(text)
    assert [text[start:end] for start, end in first.parts] == ["One.", "Two.", "Three,"]
    assert text[first.start : first.end] == "One.\n\n“Two.\n\n“Three,"
    assert text[second.start : second.end] == "Four."


def test_a_title_inside_a_quotation_over_paragraphs_does_not_end_it() -> None:
    text = "“We know the “Rule of Law” well.\n\nWe keep it,” said the judge.\n"
    assert levels(text) == [(0, "We know the “Rule of Law” well.\n\nWe keep it,"), (1, "Rule of Law")]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "He said: “We will come.\n\nAn hour later “many” came.\n"
    first, second = find(text)
    assert (first.closed, text[first.start : first.end]) == (False, "We will come.")
    assert (second.closed, text[second.start : second.end]) == (True, "many")


def test_a_closing_mark_too_many_loses_nothing() -> None:
    assert contents("He left.” She said “no” and “never.”") == ["no", "never."]


def test_an_odd_straight_mark_loses_nothing() -> None:
    assert contents('The 24" screen was "good" and "cheap".') == ["good", "cheap"]
    assert contents('"I am 6\'2" tall," he said.') == ["I am 6'2\" tall,"]


def test_ornaments_are_no_quotations() -> None:
    assert contents("« Back\n\nNews of the day\n\nNext »\n") == []
    assert contents("The minister Orban’ visit, the ’90s and rock ’n’ roll.") == []
    assert contents('<a href="x" title="A page">Home</a> and "this"') == ["this"]


def test_apostrophes_are_no_marks() -> None:
    assert contents("Don't say it isn't the boys' or James' fault.") == []
    assert contents("‘I don’t know,’ she said. ‘It’s the boys’ fault.’") == [
        "I don’t know,",
        "It’s the boys’ fault.",
    ]


def test_the_wrong_half_of_a_pair_is_read_by_its_place() -> None:
    assert contents("He said ”yes” and then “no“ to it.") == ["yes", "no"]
    assert contents('He said “yes" and went. She said “no.”') == ["yes", "no."]


def test_marks_without_words_are_no_quotations() -> None:
    assert contents('“” and “…” and "" and « »') == []


def test_deep_nesting_is_followed_to_a_bound() -> None:
    deepest = max(quotation.level for quotation in find("“a " * 50 + "b” " * 50))
    assert deepest == 7


@given(st.text(alphabet=MARKS + "ab \n.,5sS"))
def test_any_soup_of_marks_gives_well_nested_slices(text: str) -> None:
    enclosing: list[MarkedString] = []
    last = -1
    for quotation in find(text):
        assert (
            0 <= quotation.outer_start < quotation.start < quotation.end <= quotation.outer_end <= len(text)
        )
        assert quotation.outer_start > last
        last = quotation.outer_start
        assert text[quotation.start : quotation.end].strip() == text[quotation.start : quotation.end]
        while enclosing and enclosing[-1].outer_end <= quotation.outer_start:
            enclosing.pop()
        assert quotation.level == len(enclosing)
        assert quotation.inside == (enclosing[-1].outer_start if enclosing else None)
        assert all(quotation.outer_end <= outer.outer_end for outer in enclosing)
        for start, end in quotation.parts:
            assert quotation.start <= start < end <= quotation.end
        enclosing.append(quotation)


BALANCED = st.lists(
    st.sampled_from(
        [
            "She said “yes.”",
            "“No,” he said.",
            "It rained.",
            "The “Rule of Law” holds.",
            'They say "maybe" often.',
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.lists(BALANCED, min_size=4, max_size=8), st.data())
def test_removing_a_paragraph_changes_nothing_two_paragraphs_away(
    paragraphs: list[str], data: st.DataObject
) -> None:
    removed = data.draw(st.integers(0, len(paragraphs) - 1))
    far = [
        "\n\n".join(paragraphs[: max(0, removed - 1)]),
        "\n\n".join(paragraphs[removed + 2 :]),
    ]
    rest = paragraphs[:removed] + paragraphs[removed + 1 :]
    found = contents("\n\n".join(rest))
    before, after = (contents(text) for text in far)
    assert found[: len(before)] == before
    assert found[len(found) - len(after) :] == after


def test_marks_in_fenced_code_and_in_titles_of_links_mark_nothing() -> None:
    text = (
        'He said “we will come”.\n\n```\nprint("Log into the machine")\n```\n\n'
        'See [the list](/docs "All of our ships") and “the rest”.\n\n~~~\n"no end\n~~~\n\n"The end."\n'
    )
    found = extract_quotes([Document("d", text)], QuoteOptions(all=True))
    assert [record.text for record in found] == ["we will come", "the rest", "The end."]


def test_a_mark_that_nothing_closes_for_sixty_paragraphs_is_given_up() -> None:
    def read(paragraphs: int) -> list[tuple[bool, int]]:
        inside = "".join(f"Day {number}.\n" for number in range(1, paragraphs))
        found = find(f"She said: “It is late.\n{inside}We go.” He left.\n")
        return [(quotation.closed, quotation.end - quotation.start) for quotation in found]

    ((is_closed, length),) = read(60)
    assert (is_closed, length > len("It is late.")) == (True, True)
    assert read(61) == [(False, len("It is late."))]


def test_what_is_nested_deeper_than_eight_marks_is_read_from_the_eighth() -> None:
    def count_levels(depth: int) -> int:
        opening = "".join("“‘"[place % 2] + f"w{place} " for place in range(depth))
        closing = "".join("”’"[place % 2] for place in reversed(range(depth)))
        return 1 + max(level for level, _ in levels(f"She said: {opening}end{closing}"))

    assert [count_levels(depth) for depth in (1, 2, 3)] == [1, 2, 3]
    assert count_levels(12) <= 8
