"""What Markdown does not show, and the heading that is the title of a text."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.text.markdown import find_title_heading, hide_unseen


@pytest.mark.parametrize(
    "line",
    [
        "[//]: # (made by a program)",
        "[#]: subject: (How to boil an egg)",
        "[comment]: <> (not shown)",
        "[#]: subject: (What is a bridge (of wood)?)",
        '[#]: subject: "Behind \\"Hello World\\""',
        "[1]: {{ site.url }}/en/news/2011/02/18/x/",
        '[home]: https://example.org/ "The home page"',
        "[guide]: guide.html",
        "<!-- drawn on 5 May 2023 -->",
        "![the bridge](bridge.png)",
        "[![state](/state.svg)](/tests)",
        '<p align="center"><img src="logo.svg" alt="The logo"></p>',
        "  <br/>",
    ],
)
def test_definitions_comments_and_pictures_are_hidden(line):
    assert hide_unseen(f"Before.\n{line}\nAfter.\n") == f"Before.\n{' ' * len(line)}\nAfter.\n"


@pytest.mark.parametrize(
    "text",
    [
        "[Ana]: hello",
        "[12:05]: yes!",
        "[^1]: https://example.org",
        "[a]: two/words here",
        "See [a](/b).",
        "<!-- open",
        "<ana> hello",
        "<https://example.org>",
        "<b>yes</b>",
        "<Ana>",
        "a[i]: b",
    ],
)
def test_what_a_reader_sees_stays(text):
    assert hide_unseen(text) == text


def test_the_middle_of_a_long_text_stays():
    line = "<!-- a -->\n"
    hidden = hide_unseen(line * 20000)
    assert len(hidden) == 20000 * len(line)
    assert hidden.startswith(" ")
    assert hidden.endswith(" \n")
    assert line * 5000 in hidden


@given(st.text(alphabet="[]!()<->:/#a\r\n \"'^{}"))
def test_hiding_moves_nothing(text):
    hidden = hide_unseen(text)
    assert len(hidden) == len(text)
    assert all(shown in (written, " ") for shown, written in zip(hidden, text, strict=True))
    assert [at for at, sign in enumerate(hidden) if sign in "\r\n"] == [
        at for at, sign in enumerate(text) if sign in "\r\n"
    ]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# Rules\n\nAdopted by the council\n\n## Chapter one\n", "Rules"),
        ("\n\n  # Rules ##\n", "Rules"),
        ("# Rules {#rules .big}\n", "Rules"),
        ("* * *\n\n# Rules\n", "Rules"),
        ("=====\nRules\n=====\n\nOne\n---\n", "Rules"),
        ("Rules\r\n=====\r\n\r\nText.\r\n", "Rules"),
        (
            "# The **old** `pay_day` _rules_ of [Hartown](/hartown) \\[1\\]\n",
            "The old pay_day rules of Hartown [1]",
        ),
        ("# Rules\n\n~~~\n# run\n~~~\n", "Rules"),
        ("# Rules\n\n```\n# never closed\n", "Rules"),
        ("# Minutes\n\n## Links\n\n# A slip\n", "Minutes"),
        ("# Agenda\n\n- a\n\n# Present\n", None),
        ("# Agenda\n\nPresent\n=======\n", None),
        ("## Agenda\n", None),
        ("Home > Town\n5 May 2023\n\n# Rules\n\n## One\n", "Rules"),
        ("Before.\n# Rules\n", None),
        ("One.\nTwo.\nThree.\n\n# Rules\n", None),
        ("A long sentence goes on. " * 6 + "\n\n# Rules\n", None),
        ("## Town\n\n# Rules\n", None),
        ("Meeting\n\n# Agenda\n\n## One\n\n# Present\n", None),
        ("#rules\n", None),
        ("> Rules\n====\n", None),
        ("", None),
        ("> * By [Ann](https://a.org)\n> * From B\n> * Read by C\n\n# Ten tips\n\nText.\n", "Ten tips"),
    ],
)
def test_the_only_heading_of_the_first_level_is_the_title_where_it_comes_first(text, heading):
    assert find_title_heading(text) == heading


@pytest.mark.parametrize(
    "text",
    ["<!--" * 50000, "![" * 50000, "# a" + " " * 50000 + "b", "# " + "*a " * 50000, "<a " * 50000, "[" * 50000, "```\n" * 20000, "# a\n" + "b\n=" * 20000],
)  # fmt: skip
def test_no_text_takes_long(text):
    start = process_time()
    find_title_heading(hide_unseen(text))
    assert process_time() - start < 2
