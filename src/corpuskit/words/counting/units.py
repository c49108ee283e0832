"""What is counted in place of the words of a document: the hits of a query, or the lemmas of its words."""

from __future__ import annotations

import numpy as np

from corpuskit.corpus.document import Document
from corpuskit.dedupe import exact_key
from corpuskit.text.divisions import without_joints
from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.words.counting.document_words import DocumentWords
from corpuskit.words.counting.encoding import Encoder, Wanted, digest_text, find_sentences
from corpuskit.words.counting.numbering import Growing, Integers, Numbers
from corpuskit.words.counting.passages import iter_passages
from corpuskit.words.lemmas import LemmaOf


def encode_hits(
    document: Document, spans: Integers, part: str | None, *, with_keys: bool = False
) -> DocumentWords:
    """Return the hits of a query in a document; each paragraph is a row.

    Args:
        document: The document.
        spans: The starts of the hits, in order, and their ends.
        part: The part of the corpus that the document belongs to.
        with_keys: Give the words of each row in the view.
    """
    encoder = Encoder(document, Wanted(keys=with_keys))
    passages = [(encoder.add(some), some.starts, some.lines) for some in iter_passages(document)]
    nothing = np.zeros(0, np.int64)
    rows, begins, lines = (np.concatenate([nothing, *column]) for column in zip(*passages, strict=True)) if passages else (nothing,) * 3  # fmt: skip
    starts, ends = spans
    text = document.reading if len(starts) else ""
    numbers: Numbers[str] = Numbers()
    units = np.array(
        [numbers[_spell_hit(text, *span)] for span in zip(starts.tolist(), ends.tolist(), strict=True)],
        np.uint32,
    )
    at = np.searchsorted(begins, starts, side="right") - 1
    where = lines[at]
    if not document.has_line_paragraphs:
        where = np.array([document.lines.line_at(start) for start in starts.tolist()], np.int64)
    firsts = np.unique(units, return_index=True)[1]
    words = encoder.finish(part)
    row_words = words.lengths[rows]
    return DocumentWords(
        doc=document.id,
        part=part,
        tokens=words.tokens,
        forms=list(numbers),
        places=np.vstack((where, starts, ends))[:, firsts],
        units=units,
        lengths=np.bincount(at, minlength=len(rows)).astype(np.uint32),
        words=row_words,
        times=np.ones(len(rows), np.uint32),
        digests=encoder.digests[rows],
        keys=[words.keys[row] for row in rows.tolist()] if with_keys else [],
    )


def _spell_hit(text: str, start: int, end: int) -> str:
    return without_joints(" ".join(list_words(text, start, end)) or text[start:end])


def encode_lemmas(document: Document, lemma_of: LemmaOf, part: str | None, wanted: Wanted) -> DocumentWords:
    """Return the lemmas of the words of a document; each paragraph is a row.

    Args:
        document: The document.
        lemma_of: Gives the lemma of a word.
        part: The part of the corpus that the document belongs to.
        wanted: What is wanted of it.
    """
    numbers: Numbers[str] = Numbers()
    text = document.reading
    units, spans, sentences = Growing(np.uint32), Growing(np.int64), Growing(np.int64)
    lengths: list[int] = []
    for _, line, start, end in document.paragraphs:
        own = list(iter_word_spans(text, start, end))
        lengths.append(len(own))
        units.extend(np.array([numbers[lemma_of(text, *span)] for span in own], np.uint32))
        lines = (
            [line] * len(own)
            if document.has_line_paragraphs
            else [document.lines.line_at(at) for at, _ in own]
        )
        spans.extend(
            np.array([(line, *span) for line, span in zip(lines, own, strict=True)], np.int64).reshape(-1)
        )
        if wanted.border == "sentence":
            begins = np.array([first - start for first, _ in own], np.int64)
            begin = len(units) - len(own)
            found = find_sentences(text[start:end], begins, 0, len(own))
            sentences.extend(np.array(found, np.int64) + begin)
    places = spans.values.reshape(-1, 3).T
    firsts = np.unique(units.values, return_index=True)[1]
    paragraphs = [text[start:end] for _, _, start, end in document.paragraphs]
    counts = np.array(lengths, np.uint32)
    return DocumentWords(
        doc=document.id,
        part=part,
        tokens=sum(lengths),
        forms=list(numbers),
        places=places[:, firsts],
        units=units.values.copy(),
        lengths=counts,
        words=counts,
        times=np.ones(len(counts), np.uint32),
        digests=np.array([digest_text(each) for each in paragraphs], np.uint64),
        spans=places if wanted.spans else places[:, :0],
        sentences=sentences.values.copy(),
        keys=list(map(exact_key, paragraphs)) if wanted.keys else [],
    )
