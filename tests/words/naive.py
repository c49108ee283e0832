"""Word lists and windows counted by hand, word by word: what the arrays must give."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from corpuskit.dedupe import exact_key
from corpuskit.text.segments import iter_sentences
from corpuskit.text.tokens import iter_word_spans
from corpuskit.text.view import fold


def iter_ngrams(text, start, end, sizes, border):
    """Yield form, start and end of the n-grams of a paragraph."""
    for first, last in iter_sentences(text, start, end) if border == "sentence" else [(start, end)]:
        spans = list(iter_word_spans(text, first, last))
        for index in range(len(spans)):
            for size in sizes:
                if index + size <= len(spans):
                    own = spans[index : index + size]
                    yield " ".join(text[begin:stop] for begin, stop in own), own[0][0], own[-1][1]


def iter_window_words(text, start, end, hits, size):
    """Yield form, start and end of the words in the windows of the hits of a paragraph, and whether each is before."""
    words = list(iter_word_spans(text, start, end))
    nodes = [
        (bisect_right([stop for _, stop in words], first), bisect_left([begin for begin, _ in words], last))
        for first, last in hits
        if start <= first < end
    ]
    covered = {index for node in nodes for index in range(*node)}
    free = [index for index in range(len(words)) if index not in covered]
    for first, last in nodes:
        near = [index for index in free if index < first][-size[0] :] if size[0] else []
        near += [index for index in free if index >= last][: size[1]]
        for index in near:
            begin, stop = words[index]
            yield text[begin:stop], begin, stop, index < first


def count(documents, find_units):
    """Return for each word its hits, distinct hits, documents, first place and most frequent form.

    Args:
        documents: The documents.
        find_units: From a document and a paragraph to form, start and end of what is counted.
    """
    hits, distinct, holders, firsts, forms, seen = Counter(), Counter(), {}, {}, Counter(), set()
    for document in documents:
        for paragraph in document.paragraphs:
            text = document.text[paragraph.start : paragraph.end]
            is_new = exact_key(text) not in seen
            seen.add(exact_key(text))
            for form, start, end in find_units(document, paragraph):
                key = fold(form)
                hits[key] += 1
                distinct[key] += is_new
                forms[form] += 1
                holders.setdefault(key, set()).add(document.id)
                place = (document.lines.line_at(start), start, end)
                known = firsts.setdefault(key, (document.id, place))
                if known[0] == document.id and place[1:] < known[1][1:]:
                    firsts[key] = (document.id, place)
    best = {}
    for form, number in forms.items():
        key = fold(form)
        if key not in best or (-number, form) < best[key]:
            best[key] = (-number, form)
    return {
        key: (number, distinct[key], len(holders[key]), firsts[key], best[key][1])
        for key, number in hits.items()
    }
