"""Where the hits of a query stand, found without a look at lines and words: as a concordance has them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.kwic.scanning import positions
from corpuskit.words.hits import HitFinder

LINES = st.lists(
    st.sampled_from(["the", "The", "law", "“the", "the”", "–", "é", "the,", "a", "国the", "…", "\u2003", "ſ", "theé"]), max_size=8
).map(" ".join)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", " \n", "\r", "\x0b\n"])
TEXTS = st.lists(st.tuples(LINES, BREAKS), max_size=12).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.sampled_from(["the", "the law", "th*"]), st.sampled_from([1, 20, 1 << 14]))
def test_hits_stand_where_a_concordance_has_them(text, pattern, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(positions, "_MEASURED_BYTES", size)
        query = KwicOptions(pattern=pattern)
        (starts, ends), issues = HitFinder(query).find(Document("d", text, paragraph_rule="line"))
        lines = list(concordance([Document("d", text, paragraph_rule="line")], query))
    assert not issues
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [
        (line.start, line.end) for line in lines
    ]
    assert all(
        text[start:end].lower().startswith(("th", "国")) for start, end in zip(starts, ends, strict=True)
    )
