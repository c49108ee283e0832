"""Paragraphs that say the same: equal words in the matching view, or equal characters where there are no words."""

from __future__ import annotations

from collections.abc import Iterable

from corpuskit.corpus.document import Document
from corpuskit.text.segments import Paragraph
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold


def exact_key(text: str) -> str:
    """Return the key that two paragraphs share exactly when the one is an exact copy of the other.

    Args:
        text: A paragraph. Its words in the matching view make the key; a paragraph without words, such as a line
            of asterisks, is its characters without white space.
    """
    words = list_words(fold(text), by_dictionary=False)
    if words:
        return " ".join(words)
    return "\n" + "".join(text.split())


def group_exact_copies(documents: Iterable[Document]) -> dict[str, list[tuple[Document, Paragraph]]]:
    """Return all paragraphs by their exact key, keys and paragraphs in document order.

    Args:
        documents: Documents; those with paragraphs are kept in memory.
    """
    groups: dict[str, list[tuple[Document, Paragraph]]] = {}
    for document in documents:
        for paragraph in document.paragraphs:
            key = exact_key(document.reading[paragraph.start : paragraph.end])
            groups.setdefault(key, []).append((document, paragraph))
    return groups
