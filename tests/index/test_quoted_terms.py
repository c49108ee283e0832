"""The terms that quotations are looked for by: those near what makes words others are the terms of the whole text."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from corpuskit.index.quoted_terms import FOLLOWING, list_for_quotations
from corpuskit.index.terms import DIVIDED, list_terms
from corpuskit.text.segments import iter_paragraphs
from corpuskit.verify import locate

PIECES = (
    "ab", "c", "The ", "x-y", "-", "-\n", "- \n", "\u00ad\n", "\u00ac\n", "\n", "\n\n", "\r\n", "_", "-_\n", "&amp;",
    "\u200b", "\u200d", "\u0301", "\u200d\u0301", "é", "ก", "กข", "٠", "ة", "،", "\u0640", " ", "\t", "\u2028", "\u0085",
    "#tag", "۞", "\ufeff", "’s", "ﬁ", "१",
)  # fmt: skip


def list_by_the_whole_text(text, paragraphs):
    """Return the words of each paragraph and the first ones after it, as quotations are looked for."""
    words = locate(text)
    placed = [(start, word) for word, (start, _) in zip(words.folded, words.spans, strict=True) if word]
    rows = []
    for number, paragraph in enumerate(paragraphs):
        end = paragraphs[number + 1].start if number + 1 < len(paragraphs) else len(text)
        own = [word for start, word in placed if paragraph.start <= start < end]
        rows.append([*own, *islice((word for start, word in placed if start >= end), FOLLOWING)])
    return rows


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(("line", "block")))
def test_each_row_has_the_words_of_its_paragraph_as_quotations_are_looked_for_and_the_first_after_it(
    text, rule
):
    paragraphs = list(iter_paragraphs(text, rule))
    listed = list(list_terms(text, [paragraph[2:] for paragraph in paragraphs]))
    rows = list_for_quotations(text, paragraphs, listed)
    shown = []
    for row in rows:
        behind = row[row.index(DIVIDED) + 1 :] if DIVIDED in row else row
        shown.append([term for term in behind if term])
    assert shown == list_by_the_whole_text(text, paragraphs)
