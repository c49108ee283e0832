"""The words around a quotation."""

from __future__ import annotations

from corpuskit.corpus.document import Document
from corpuskit.quotes.marks import MarkedString
from corpuskit.text.tokens import iter_word_spans


def find_context(document: Document, quotation: MarkedString, words: int | None) -> tuple[int, int] | None:
    """Return the span of a quotation with so many words before and after it; None where none are asked for.

    Args:
        document: The document.
        quotation: The quotation.
        words: The number of words on each side.
    """
    if words is None:
        return None
    text = document.text
    reach = _LONGEST_WORD * words
    before = list(iter_word_spans(text, max(0, quotation.outer_start - reach), quotation.outer_start))[
        -words:
    ]
    after = list(iter_word_spans(text, quotation.outer_end, min(len(text), quotation.outer_end + reach)))[
        :words
    ]
    start = before[0][0] if words and before else quotation.outer_start
    end = after[-1][1] if after else quotation.outer_end
    return start, end


# Enough for the words and the spaces of any text that is read by people.
_LONGEST_WORD = 40
