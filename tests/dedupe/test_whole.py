"""What goes by default tears nothing of what stays around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.dedupe.options import REMOVED_KINDS
from corpuskit.dedupe.writing.copies import collect_copies
from corpuskit.dedupe.writing.floor import Floor

SPEECH = "We have read the plan of the harbour and we will answer it in the spring."
OTHER = "The bridge over the mill stream was built by the people of three villages."


def find_lines_that_go(text: str, min_words: int = 5) -> list[int]:
    document = Document("a", text, paragraph_rule="line")
    records = find_duplicates([document], DedupeOptions(kinds=REMOVED_KINDS))
    copies = collect_copies(records).get("a", [])
    return [copy.line for copy in Floor(min_words).choose(text, copies)]


def find_reasons(text: str) -> dict[str, int]:
    floor = Floor(5)
    records = find_duplicates(
        [Document("a", text, paragraph_rule="line")], DedupeOptions(kinds=REMOVED_KINDS)
    )
    floor.choose(text, collect_copies(records).get("a", []))
    return dict(floor.left)


def test_paragraphs_of_some_length_go():
    assert find_lines_that_go(f"{SPEECH}\n{OTHER}\n{SPEECH}\n") == [3]
    assert find_lines_that_go(f"{SPEECH}\n\n{OTHER}\n\n{SPEECH}\n") == [5]


@pytest.mark.parametrize(
    ("end", "gone"),
    [(".", [5]), (" #harbour", [5]), (",", [5]), (" —", [5]), (" https://a.org/b", [5]), ("", [])],
)
def test_a_line_that_ends_in_the_middle_of_a_sentence_stays_above_what_stays_unless_a_sign_ends_it(end, gone):
    copied = SPEECH.removesuffix(".") + end
    rest = "Nobody has seen the new boats of the fishermen since the storm of last week."
    assert find_lines_that_go(f"{copied}\n\n{OTHER}\n\n{copied}\n\n{rest}\n") == gone


def test_short_lines_and_lines_without_words_stay():
    text = f"Yes.\n{SPEECH}\n***\nYes.\n{OTHER}\n***\n"
    assert find_lines_that_go(text) == []
    assert find_reasons(text) == {"short": 1, "wordless": 1}


def test_short_lines_go_inside_a_long_run_of_copies():
    run = f"{SPEECH}\nYes.\n{OTHER}\n{SPEECH.replace('plan', 'map')}\n"
    assert find_lines_that_go(f"{run}New line of its own, and nothing else in it.\n{run}") == [6, 7, 8, 9]


def test_a_run_of_labels_and_answers_is_no_long_run():
    run = "Prime Minister\nYes, of course.\nMember of parliament\nWhy?\n" * 12
    assert find_lines_that_go(f"{run}{SPEECH}\n{run}") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            f"PRIME MINISTER:\n{SPEECH}\nMEMBER:\n{OTHER}\nPRIME MINISTER:\n{SPEECH}\n",
            "speech under its label",
        ),
        (f"PRIME MINISTER:\n\n{SPEECH}\n\nMEMBER:\n\n{SPEECH}\n", "speech under its label, apart"),
        (f"Will you sign it?\n{SPEECH}\nWhy did you wait?\n{SPEECH}\n", "answer to a question"),
        (
            (
                "And the bells of the old town ring.\nNobody is there to hear them.\n\n"
                "And the bells of the old town ring.\nEverybody has gone to the sea.\n"
            ),
            "refrain",
        ),
        (
            "\n".join(
                f"The {bird} has come to the old mill,\nit sings of its long way north.\n\n"
                "Ring, bells, over the roofs of the town,\nring till the boats are all home again.\n"
                for bird in ("swallow", "heron", "stork")
            ),
            "refrain that is a stanza",
        ),
        (
            "| one | two | three | four | five |\n| a | b |\n| one | two | three | four | five |\n| c | d |\n",
            "row of a table",
        ),
        ("one\ttwo\tthree four\tfive\nx\ty\tz\none\ttwo\tthree four\tfive\nu\tv\tw\n", "row with tabs"),
        (
            "```\nfor each line in the file do\nprint it\ndone\n```\n\n```\nfor each line in the file do\ndrop it\ndone\n```\n",
            "line of code",
        ),
        (
            "---\nlayout: post with a picture inside\ntitle: One\n---\n\nText.\n\n---\nlayout: post with a picture inside\n",
            "front matter",
        ),
        (
            (
                "The council may, after it has heard the owner of the land,\nclose the path for as long as the work on it lasts.\n\n"
                "The mayor may, after she has asked all of the neighbours,\nclose the path for as long as the work on it lasts.\n"
            ),
            "middle of a sentence of a law",
        ),
        (
            (
                "It was signed in the old town by the envoy of the Republic of\nFrance and the minister of the sea and of the ports.\n\n"
                "It was read in the new hall by the chair of the council of\nFrance and the minister of the sea and of the ports.\n"
            ),
            "sentence that goes on with a capital",
        ),
        (
            (
                "Whoever does one of the following on purpose is fined\n\n1.  leaves the path without leave.\n\n"
                "Whoever does one of the following on purpose is fined\n\n1.  sells what is not his own.\n"
            ),
            "what introduces a list, apart",
        ),
        (
            (
                "The council decides:\n\n1.  the path along the mill stays open,\n\n2.  the bridge is closed.\n\n"
                "The mayor decides:\n\n1.  the path along the mill stays open,\n\n2.  the bridge is built.\n"
            ),
            "item of a list",
        ),
        (
            (
                "(1) The path along the mill stays open\nto all who walk.\n\n(2) Dogs stay at home.\n\nThat was the path.\n\n"
                "(1) The path along the mill stays open\nto all who walk.\n\n(2) Horses stay at home.\n"
            ),
            "numbered paragraph over two lines",
        ),
        (
            (
                "Requirements for the place of the inflow\n\nIt has to be clean.\n\n"
                "Requirements for the place of the inflow\n\nNone are made here.\n"
            ),
            "heading, apart",
        ),
        (
            (
                "A law of two towns\n\n## § 1 The land of the north\n\nThis law is for the whole of the land.\n\n"
                "## § 2 The land of the south\n\nThis law is for the whole of the land.\n\n## § 3 The end of it\n\nNow.\n"
            ),
            "all that stands under a heading",
        ),
        (
            (
                "---\nlayout: post\n---\nAnn: 00:10\n\nLive from the old town, it is me.\n\nBob: 00:12\n\nHello.\n\n"
                "Cyd: 00:14\n\nLive from the old town, it is me.\n\nDan: 00:16\n\nGood.\n"
            ),
            "turn between two labels with times",
        ),
        (
            (
                "**Ann B. Reed, Ph.D:** Oh, yes, that is so.\n\n**Bob:** The path is old.\n\n"
                "**Ann B. Reed, Ph.D:** Oh, yes, that is so.\n\n**Bob:** The bridge is new.\n"
            ),
            "turn among the turns of an interview",
        ),
        (
            (
                "INTERVIEWER\nWhere were you born?\nMARY JONES\nI was born in the old town by the sea.\n"
                "INTERVIEWER\nAnd your mother?\nMARY JONES\nI was born in the old town by the sea.\n"
            ),
            "turn under a name without a colon",
        ),
        (
            (
                "Ann Reed 00:01\nThe path along the mill is old.\nBob Lee 00:04\nI see that it is.\n"
                "Ann Reed 00:09\nThe path along the mill is old.\nBob Lee 00:12\nYou said that.\n"
            ),
            "turn under a name with a time",
        ),
        (
            (
                "Корреспондент\n\nГде вы родились?\n\nМария Иванова\n\nЯ родилась в старом городе у моря.\n\n"
                "Корреспондент\n\nА ваша мать?\n\nМария Иванова\n\nЯ родилась в старом городе у моря.\n"
            ),
            "turn under a name apart, in Russian",
        ),
        (
            (
                f"{SPEECH}\n\nSource: <https://example.org/a/b/c/d/e>\n\n{OTHER}\n\n"
                "Source: <https://example.org/a/b/c/d/e>\n\nThe end.\n"
            ),
            "link behind a word",
        ),
        (
            (
                "This builds the page of the town.\n\nRun `make all of the pages in html`\n\n"
                "This builds the page of the mill.\n\nRun `make all of the pages in html`\n"
            ),
            "command behind a word",
        ),
        (
            (
                "<https://example.org/a/b/c/d/e>\n\nThis is about the path.\n\n"
                "# Another\n\n<https://example.org/a/b/c/d/e>\n\nThis is about the mill.\n"
            ),
            "link that begins a text",
        ),
        (
            (
                "(1) The owner pays for\n\n1. the path,\n\n2. the mill.\n\nThe claim passes to the town with the payment.\n\n"
                "(2) The tenant pays for\n\n1. the roof,\n\n2. the door.\n\nThe claim passes to the town with the payment.\n\n"
                "(3) Nobody else pays.\n"
            ),
            "sentence after its numbered paragraph",
        ),
        (
            (
                "The owner pays for these:\n1. the path\n2. the mill\nThe claim passes to the town with the payment.\n"
                "The tenant pays for these:\n1. the roof\n2. the door\nThe claim passes to the town with the payment.\n"
            ),
            "sentence after a list, without blank lines",
        ),
        (
            (
                "## § 1 The path\n\n(1) The path is open to all.\n\n(2) The council may close it at night.\n\n"
                "(3) Dogs stay out.\n\n## § 2 The mill\n\n(1) The mill is shut.\n\n"
                "(2) The council may close it at night.\n\n(3) Cats stay out.\n"
            ),
            "numbered paragraph of a law",
        ),
        (
            (
                "Artikel 1\n\nDer Weg ist offen.\n\nArtikel 2\n\nDieses Gesetz gilt in der ganzen Stadt.\n\n"
                "Artikel 3\n\nDer Rat wacht.\n\nDie Mühle\n\nArtikel 1\n\nDie Mühle ist zu.\n\nArtikel 2\n\n"
                "Dieses Gesetz gilt in der ganzen Stadt.\n\nArtikel 3\n\nDer Rat schläft.\n"
            ),
            "article of a law",
        ),
        (
            (
                "**A** **The path**\n\nIt is open to all who walk.\n\n**B** **The mill**\n\nNo more is asked for here.\n\n"
                "**C** **The door**\n\nIt is shut.\n\n# Another\n\n**A** **The roof**\n\nIt is new.\n\n"
                "**B** **The mill**\n\nNo more is asked for here.\n\n**C** **The end**\n\nSo be it.\n"
            ),
            "lettered part",
        ),
        (
            f"We read this first.\n\n<https://example.org/a/b/c/d/e>\n\n{SPEECH}\n\n<https://example.org/a/b/c/d/e>\n\nThe end.\n",
            "link under what speaks of it",
        ),
        (
            f"{SPEECH}\nLet us put it in this way.\nIt is late.\n\n{OTHER}\nLet us put it in this way.\nIt is soon.\n",
            "one sentence of a block",
        ),
        (
            (
                "Topic: paths\n\nPlace: the room above the old mill\n\nThe path is old.\n\n"
                "Topic: bridges\n\nPlace: the room above the old mill\n\nThe bridge is new.\n"
            ),
            "field of a record",
        ),
        (
            (
                "It was read for the last time in the hall on the 19.\nMay by the chair of the council of that town.\n\n"
                "It was read for the last time in the hall on the 19.\nMarch by the envoy of the council of the town.\n"
            ),
            "date that is broken behind its day",
        ),
        (
            (
                "The assembly of the three towns on the river,\n\nhaving heard the keeper of the bridge,\n\ndecides:\n\n"
                f"{SPEECH}\n\n"
                "The assembly of the three towns on the river,\n\nhaving read the letter of the miller,\n\ndecides:\n"
            ),
            "preamble over blank lines",
        ),
        (
            (
                f"<sup>1</sup> {SPEECH}\n\n<sup>2</sup> The keeper pays for it.\n\n"
                f"## Of the mill\n\n<sup>1</sup> {SPEECH}\n\n<sup>2</sup> The miller pays for it.\n"
            ),
            "paragraphs of a law with raised numbers",
        ),
        (
            (
                f"{OTHER}[^1] So it was.[^2]\n\n[^1]: {SPEECH}\n\n[^2]: The keeper says so.\n\n## Again\n\n"
                f"It is so.[^1] It was.[^2]\n\n[^1]: {SPEECH}\n\n[^2]: The miller says so.\n"
            ),
            "footnotes",
        ),
    ],
    ids=lambda value: value if len(value) < 60 else "",
)
def test_nothing_is_torn(text, what):
    copies = list(
        find_duplicates([Document("a", text, paragraph_rule="line")], DedupeOptions(kinds=REMOVED_KINDS))
    )
    assert copies, what
    assert find_lines_that_go(text) == []


def test_a_whole_verse_and_a_whole_table_go_where_they_are_repeated():
    verse = "And the bells of the old town ring.\nNobody is there to hear them now.\n" * 1
    text = f"{verse}\nEverybody has gone down to the sea.\n\n{verse}"
    assert find_lines_that_go(text) == [6, 7]


def test_whole_sections_lists_and_posts_go_where_they_are_repeated():
    section = f"## § 4 The end of the path\n\n{SPEECH}\n"
    assert find_lines_that_go(f"{section}\n## § 5 More\n\n{OTHER}\n\n{section}") == [9, 11]
    post = f"{SPEECH}\n• {OTHER}\n• {OTHER.replace('mill', 'tram')}\n#paths_and_bridges_of_the_town\n"
    assert find_lines_that_go(f"{post}A post of its own here.\n{post}")[:3] == [6, 7, 8]


def test_a_section_with_a_digit_that_python_does_not_know_is_none():
    # OUTLINED DIGIT TWO of Unicode 16.
    text = f"§ \U0001ccf2 {SPEECH}\n{OTHER}\n§ \U0001ccf2 {SPEECH}\n"
    assert find_lines_that_go(text) == [3]


def test_fences_do_not_divide_the_paragraphs_of_lines():
    fenced = "```\nrun\n```\n"
    assert find_lines_that_go(f"{fenced}{SPEECH}\n{OTHER}\n{fenced}Of its own.\n{SPEECH}\nAlone.\n") == [10]


def test_a_title_that_is_printed_twice_goes_once():
    assert find_lines_that_go(
        f"The path along the old mill\n\n\nThe path along the old mill\n\n{SPEECH}\n"
    ) == [4]


_LINES = st.sampled_from(
    ["", "", "Yes.", "***", "```", "---", "A:", "Why is that so, my dear old friend?", SPEECH, OTHER, "| a | b | c | d | e |",
     "and the people of the town went home.", "And the bells of the old town ring.", "layout: post with a picture inside"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=25).map("\n".join))
def test_what_goes_is_among_the_copies_and_is_long_or_in_a_run(text):
    document = Document("a", text, paragraph_rule="line")
    copies = collect_copies(find_duplicates([document], DedupeOptions(kinds=REMOVED_KINDS))).get("a", [])
    floor = Floor(5)
    going = floor.choose(text, copies)
    assert all(copy in copies for copy in going)
    assert len(going) + sum(floor.left.values()) == len(copies)
    for copy in going:
        words = text[copy.start : copy.end].split()
        assert any(word.strip("|*-`") for word in words)
        assert len(words) >= 5 or copy.block is not None
        line = text.count("\n", 0, copy.start)
        before = [each.strip() for each in text.split("\n")[:line] if each.strip()]
        gone = {text.count("\n", 0, other.start) for other in going}
        if before and line - 1 not in gone and text.split("\n")[line - 1].strip():
            assert not before[-1].endswith((":", "?"))


def test_a_whole_numbered_text_goes_where_it_is_repeated():
    law = "".join(
        f"## § {n} Of path {n}\n\n(1) The path {n} is open to all who walk on it.\n\n(2) The council shuts path {n} at night.\n\n"
        for n in (1, 2)
    )
    text = f"{law}# Another text\n\nOf its own, and of nobody else.\n\n{law}"
    assert len(find_lines_that_go(text)) == 6


def test_paragraphs_between_chapters_with_numbers_go_one_by_one():
    assert find_lines_that_go(f"# 1. One\n\n{SPEECH}\n\nHere.\n\n# 2. Two\n\n{SPEECH}\n\nThere.\n") == [9]


def test_short_lines_that_come_again_are_no_names_where_few_of_them_are():
    news = "".join(
        f"Share\n\n{line}\n\n{OTHER} No. {line}\n\nIt was in town {line}.\n\n" for line in ("one", "two")
    )
    assert find_lines_that_go(
        f"{news}Share\n\n{SPEECH}\n\nAnd so on.\n\nShare\n\n{SPEECH}\n\nThe end.\n"
    ) == [25]
