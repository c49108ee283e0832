"""The lines of a phrase, made as it is scanned: what most searches show, without a step between."""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.kwic.arrange import Found
from corpuskit.kwic.copies import DistinctCounter
from corpuskit.kwic.passages import Passage, Surroundings, find_plain_words
from corpuskit.kwic.phrase import HitLine
from corpuskit.kwic.ruler import map_words
from corpuskit.kwic.search import Search
from corpuskit.records import ConcordanceLine


class PhraseStream:
    """Makes the lines of a phrase, in the order of the documents.

    They are the same as those that are made of `Found`; a test holds both together.

    Args:
        search: The search for the phrase.
        context: Number of words of context before and after the match.
        counter: Counts the distinct passages; None where nobody asks.
    """

    def __init__(self, search: Search, context: tuple[int, int], counter: DistinctCounter | None) -> None:
        self._search = search
        self._pattern = search.patterns[0]
        self._match_before = find_plain_words(context[0]).match
        self._match_after = find_plain_words(context[1]).match
        self._counter = counter

    def iter_lines(self, hit_lines: Iterator[HitLine]) -> Iterator[ConcordanceLine | Found]:
        """Yield the lines of a concordance; as `Found` where characters need more care.

        Args:
            hit_lines: The lines of a document with hits.
        """
        for passage, spans in hit_lines:
            if spans is not None:
                if self._counter is not None:
                    self._counter.add_plain(passage.text, len(spans))
                yield from self._make_lines(passage, spans)
                continue
            for occurrence in self._search.find(passage):
                found = Found(occurrence, Surroundings(occurrence))
                if self._counter is not None:
                    self._counter.add(found)
                yield found

    def _make_lines(self, passage: Passage, spans: list[tuple[int, int]]) -> Iterator[ConcordanceLine]:
        text, offset, token = passage.text, passage.offset, passage.first_word
        mirrored, size, done = text[::-1], len(text), 0
        document = passage.document
        doc, lang, direction, digest = document.id, document.lang, document.direction, document.sha256[:12]
        number, line = passage.paragraph[:2] if passage.paragraph is not None else (1, 1)
        typed, label = self._pattern[:2]
        # A word of ASCII begins where a `w` follows a space; one sign is one byte here, whatever it is.
        mapped = b" " + map_words(text.encode("ascii", "replace"))
        for start, end in spans:
            token += mapped.count(b" w", done, start + 1)
            done = start
            before = self._match_before(mirrored, size - start)
            after = self._match_after(text, end)
            yield ConcordanceLine(
                doc=doc,
                line=line,
                start=offset + start,
                end=offset + end,
                id=f"{digest}:{offset + start}:{offset + end}",
                query=typed,
                pattern=label,
                before=text[size - before.end() if before else 0 : start],
                match=text[start:end],
                after=text[end : after.end() if after else size],
                via=None,
                paragraph=number,
                token=token,
                copies=1,
                group=None,
                lang=lang,
                direction=direction,
            )
