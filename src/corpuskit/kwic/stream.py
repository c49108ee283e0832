"""The lines of a phrase, made as it is scanned: what most searches show, without a step between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from corpuskit.kwic.copies import DistinctCounter
from corpuskit.kwic.found import Found
from corpuskit.kwic.passages import Passage, Surroundings, find_plain_context
from corpuskit.kwic.phrase import Stretch
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
        # They match everywhere.
        self._match_before: Callable[[str, int], Any] = find_plain_context(context[0]).match
        self._match_after: Callable[[str, int], Any] = find_plain_context(context[1]).match
        self._counter = counter

    def iter_lines(self, stretches: Iterator[Stretch | Passage]) -> Iterator[ConcordanceLine | Found]:
        """Yield the lines of a concordance; as `Found` where characters need more care.

        Args:
            stretches: The lines of a document with hits.
        """
        for stretch in stretches:
            if isinstance(stretch, Stretch):
                if self._counter is not None:
                    for start, end, hits in stretch.iter_lines():
                        self._counter.add_plain(stretch.text[start:end], len(hits))
                yield from self._make_lines(stretch)
                continue
            for occurrence in self._search.find(stretch):
                found = Found(occurrence, Surroundings(occurrence))
                if self._counter is not None:
                    self._counter.add(found)
                yield found

    def _make_lines(self, stretch: Stretch) -> Iterator[ConcordanceLine]:
        document, text, offset, hits = stretch
        doc, lang, direction, digest = document.id, document.lang, document.direction, document.sha256[:12]
        typed, label = self._pattern[:2]
        match_before, match_after = self._match_before, self._match_after
        mirrored, size = text[::-1], len(text)
        for start, end, line, paragraphs, words in hits:
            first, last = start - offset, end - offset
            yield ConcordanceLine(
                doc=doc,
                line=line,
                start=start,
                end=end,
                id=f"{digest}:{start}:{end}",
                query=typed,
                pattern=label,
                before=text[size - match_before(mirrored, size - first).end() : first],
                match=text[first:last],
                after=text[last : match_after(text, last).end()],
                via=None,
                paragraph=paragraphs + 1,
                token=words,
                copies=1,
                group_id=None,
                lang=lang,
                direction=direction,
            )
