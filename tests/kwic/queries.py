"""Texts and queries for hypothesis: small vocabularies in which much repeats, and everything that folds oddly."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st
from naive import is_one_edit_away, normalize_gap

from corpuskit.text.view import fold

FORMS = [
    "un", "UN", "charter", "Charter", "a", "b", "aa", "ab", "é", "e\u0301", "E\u0301", "\u212a", "k", "K", "\u017f", "s", "S",
    "ß", "ss", "SS", "\ufb01", "fi", "مجلس", "مَجلس", "الأمن", "الامن", "7\ufe0f\u20e3", "7", "79", "国", "际", "a\ufe0fb", "c_d", "İ", "i",
    "\uff35\uff2e", "u\u200cn", "a\u00adb", "\u0643\u0644", "\u06a9\u0644", "\uff76\uff9e", "ガ", "น้ำ", "ก", "ש\u05b8", "ש", "ﻻ", "لا",
]  # fmt: skip
SEPARATORS = [
    " ", " ", " ", " ", "  ", "\u00a0", ", ", ".", ". ", "-", "–", "'", "’", "\n", "\r\n", "\n\n", "\u200d", "\t", " #", "#", "\u3000",
    "\u0301", " \ufe0f", "", "。", " — ", "\u2028", "\x1c", "ʻ", "ʼ", "\u05be", "\u200c", "\u2060",
]  # fmt: skip


@st.composite
def texts(draw):
    pieces = draw(st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(SEPARATORS)), max_size=25))
    return draw(st.sampled_from(["", " ", "\n", "\u0301", "#"])) + "".join(form + gap for form, gap in pieces)


def _literal(form):
    key = fold(form)
    return form, ("word", lambda word: word[0] == key)


def _exact(form):
    written = unicodedata.normalize("NFC", form)
    return "=" + form, ("word", lambda word: unicodedata.normalize("NFC", word[1]) == written)


def _glob(form):
    key = fold(form)
    return form + "*", ("word", lambda word: word[0].startswith(key))


def _suffix_glob(form):
    key = fold(form)
    return "?" + form, ("word", lambda word: len(word[0]) == len(key) + 1 and word[0].endswith(key))


def _expression(form):
    key = fold(form)
    return f"/{form}+/", (
        "word",
        lambda word: word[0].startswith(key) and not word[0][len(key) :].strip(key[-1]),
    )


def _similar(form):
    key = fold(form)
    return form + "~1", ("word", lambda word: is_one_edit_away(key, word[0]))


_SINGLE = FORMS
_PLAIN = ["un", "UN", "charter", "a", "b", "aa", "s", "fi", "مجلس", "7", "79"]


def words():
    return st.one_of(
        st.sampled_from(_SINGLE).map(_literal),
        st.sampled_from(_SINGLE).map(_exact),
        st.sampled_from(_PLAIN).map(_glob),
        st.sampled_from(_PLAIN).map(_suffix_glob),
        st.sampled_from(["un", "a", "b", "s", "aa"]).map(_expression),
        st.sampled_from(_PLAIN).map(_similar),
    )


@st.composite
def hashtags(draw):
    typed, (_, accepts) = draw(
        st.one_of(st.sampled_from(_PLAIN).map(_literal), st.sampled_from(_PLAIN).map(_glob))
    )
    return "#" + typed, ("word", lambda word: accepts(word) and word[3], "hashtag")


@st.composite
def gaps(draw):
    fewest = draw(st.integers(0, 2))
    most = draw(st.integers(max(fewest, 1), 3))
    return draw(st.sampled_from([("*", ("any", 1, 1)), (f"*{{{fewest},{most}}}", ("any", fewest, most))]))


@st.composite
def phrases(draw, depth=1):
    """A phrase: a word, then words, gaps and alternatives, with what stands between them."""
    typed, node = draw(st.one_of(words(), words(), words(), hashtags()) if depth else words())
    steps = [("", node)]
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(
            st.sampled_from(["word", "word", "word", "hashtag", "gap", "choice"] if depth else ["word"])
        )
        between = " "
        if kind == "hashtag":
            part, node = draw(hashtags())
        elif kind == "word":
            part, node = draw(words())
            between = draw(st.sampled_from([" ", " ", " ", "-", "’", ". ", "  "]))
            if part[0] == "=":
                between = " "
        elif kind == "gap":
            part, node = draw(gaps())
            between = draw(st.sampled_from([" ", " ", "-", " – "]))
        else:
            part, node = draw(choices(depth=depth - 1))
        sign = normalize_gap(between)
        free = not sign and (node[0] == "any" or steps[-1][1][0] == "any")
        steps.append((None if free else sign + "#" * (kind == "hashtag"), node))
        typed += between + part
    return typed, ("sequence", steps)


@st.composite
def choices(draw, depth=0):
    options = draw(st.lists(phrases(depth=depth), min_size=2, max_size=3))
    return "(" + "|".join(typed for typed, _ in options) + ")", ("choice", [node for _, node in options])


@st.composite
def near_queries(draw):
    left, right = draw(phrases()), draw(phrases())
    distance = draw(st.integers(1, 4))
    operator = draw(st.sampled_from(["NEAR", "BEFORE"]))
    is_negated = draw(st.booleans())
    typed = f"{left[0]} {'NOT ' if is_negated else ''}{operator}/{distance} {right[0]}"
    before = 0 if operator == "BEFORE" else distance
    return typed, ("near", left[1], right[1], before, distance, is_negated)


def queries():
    return st.one_of(phrases(), phrases(), choices(depth=1), near_queries())


def make_key(form, flag):
    return fold(form) if flag else unicodedata.normalize("NFC", form)


@st.composite
def cql_words(draw):
    """One word of CQP: as it is written unless told otherwise."""
    form = draw(st.sampled_from(["un", "UN", "a", "aa", "s", "k", "charter"]))
    flag = draw(st.sampled_from(["", "%c"]))
    key = make_key(form, flag)
    kind = draw(st.sampled_from(["plain", "brackets", "not", "any", "expression"]))
    if kind == "any":
        return "[]", ("any", 1, 1)

    def is_same(word):
        return make_key(word[1], flag) == key

    if kind == "plain":
        return f'"{form}"{flag}', ("word", is_same)
    if kind == "brackets":
        return f'[word="{form}"{flag} | word="b"]', ("word", lambda word: is_same(word) or word[1] == "b")
    if kind == "not":
        return f'[word!="{form}"{flag} & !(word="b")]', (
            "word",
            lambda word: not is_same(word) and word[1] != "b",
        )
    return f'"{form}.*"{flag}', ("word", lambda word: make_key(word[1], flag).startswith(key))


@st.composite
def cql_queries(draw, depth=1):
    steps, typed = [], []
    for place in range(draw(st.integers(1, 4))):
        if depth and draw(st.integers(0, 3)) == 0:
            part, node = draw(cql_queries(depth=0))
            part = f"({part})"
        else:
            part, node = draw(cql_words())
        is_any = node[0] == "any"
        # The first one must match a word, so that the query does.
        fewest, most, sign = draw(
            st.sampled_from(
                [(1, 1, "")] * 3
                + ([(0, 1, "?"), (1, 3, "{1,3}"), (0, 2, "{0,2}"), (2, 2, "{2}")] if place else [])
            )
        )
        if sign:
            node = ("repeat", node, fewest, most, None if is_any else "")
        free = is_any or bool(steps and steps[-1][2])
        steps.append((None if free else "", node, is_any))
        typed.append(part + sign)
    node = ("sequence", [step[:2] for step in steps])
    if len(steps) == 1:
        node = steps[0][1]
    return " ".join(typed), node


@st.composite
def meetings(draw, depth=1):
    """What stands in the brackets of MU."""
    parts = [
        draw(meetings(depth=0)) if depth and draw(st.integers(0, 3)) == 0 else draw(cql_words())
        for _ in range(2)
    ]
    (left, left_node), (right, right_node) = parts
    if draw(st.integers(0, 4)) == 0 and "near" not in (left_node[0], right_node[0]):
        return f"(union {left} {right})", ("choice", [left_node, right_node])
    first, last = draw(st.sampled_from([(-2, 2), (-1, 3), (1, 1), (1, 4), (-3, -1), (-1, -1)]))
    return f"(meet {left} {right} {first} {last})", (
        "near",
        left_node,
        right_node,
        max(-first, 0),
        max(last, 0),
        False,
    )


@st.composite
def limited_cql_queries(draw):
    """A query of CQP with what it says of the whole hit."""
    kind = draw(st.sampled_from(["within", "containing", "both", "MU"]))
    if kind == "MU":
        typed, node = draw(meetings())
        return f"MU{typed}", node
    typed, node = draw(cql_queries())
    inner, inner_node = draw(cql_queries(depth=0))
    most = draw(st.integers(1, 6))
    if kind != "containing":
        node = ("limit", node, most)
    if kind != "within":
        is_negated = draw(st.booleans())
        typed = f"{typed} {'!' * is_negated}containing {inner}"
        node = ("containing", node, inner_node, is_negated)
    return typed + f" within {most}" * (kind != "containing"), node


PLAIN_FORMS = ["un", "UN", "a", "b", "ab", "charter", "a_b", "7"]
PLAIN_SEPARATORS = [
    " ",
    " ",
    " ",
    " ",
    ", ",
    "\n",
    "\n",
    "\n\n",
    "\n \n",
    "-",
    " “",
    "” ",
    "—",
    "\u2009",
    "\u00a0",
    "\r\n",
    "é ",
    "\u017f ",
]


@st.composite
def plain_texts(draw):
    """English as it mostly is: ASCII and curly quotes, and now and then something else."""
    rare = draw(st.sampled_from([0, 2, 4, len(PLAIN_SEPARATORS)]))
    separators = st.sampled_from(PLAIN_SEPARATORS[: len(PLAIN_SEPARATORS) - 4 + rare % 5])
    pieces = draw(st.lists(st.tuples(st.sampled_from(PLAIN_FORMS), separators), max_size=30))
    return draw(st.sampled_from(["", "  ", "“", "\n"])) + "".join(form + gap for form, gap in pieces)


@st.composite
def plain_phrases(draw):
    words = draw(
        st.lists(
            st.builds(
                lambda make, form: make(form),
                st.sampled_from([_literal, _literal, _glob]),
                st.sampled_from(PLAIN_FORMS),
            ),
            min_size=1,
            max_size=3,
        )
    )
    typed = " ".join(word for word, _ in words)
    return typed, ("sequence", [("", node) for _, node in words])
