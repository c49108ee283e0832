"""Which paragraphs of a corpus repeat earlier ones nearly, told by their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corpuskit.corpus.document import Document
from corpuskit.words.counting.document_words import DocumentWords

FoldCopies = Literal["off", "exact", "near"]
"""Which copies of paragraphs are left out: none, those of the same words, or near ones too."""


def find_near_copies(documents: Sequence[DocumentWords]) -> list[set[int]]:
    """Return for each document the numbers of its rows that are copies, exact or near, of earlier ones.

    They are those that `corpuskit dedupe` finds: it compares the words of paragraphs in the view, and these are what
    `DocumentWords.keys` holds.

    Args:
        documents: All documents of the corpus, in order.
    """
    from corpuskit.dedupe import find_duplicates
    from corpuskit.records import DuplicateGroup

    # A paragraph without words is compared exactly, and that is done already.
    texts = [
        Document(
            str(number),
            "\n".join("" if key.startswith("\n") else key for key in document.keys),
            paragraph_rule="line",
        )
        for number, document in enumerate(documents)
    ]
    copies: list[set[int]] = [set() for _ in documents]
    for group in find_duplicates(texts) if texts else ():
        if isinstance(group, DuplicateGroup):
            for member in group.members:
                copies[int(member.doc)].add(member.line - 1)
    return copies
