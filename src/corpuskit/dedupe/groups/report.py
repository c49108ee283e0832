"""From groups and blocks to the records that the user sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.groups.blocks import Block
from corpuskit.dedupe.groups.groups import Groups
from corpuskit.dedupe.kinds.steps import describe_difference
from corpuskit.dedupe.options import KINDS
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures
from corpuskit.records import (
    CopiedFrom,
    DuplicateBlock,
    DuplicateGroup,
    DuplicateMember,
    DuplicatePair,
    DuplicateStatistics,
    ParagraphReference,
)

# Copies of which the records are made at a time.
_CHUNK_COPIES = 1 << 12


class Reporter:
    """Makes records.

    Args:
        features: The paragraphs.
        groups: The groups.
        blocks: The copies of the groups that stand in runs.
    """

    def __init__(self, features: CorpusFeatures, groups: Groups, blocks: list[Block]) -> None:
        self._features = features
        self._groups = groups
        self._blocks = blocks
        # For each paragraph the number of its block, 0 for none.
        self._block_of = np.zeros(len(features.start), np.int64)
        for number, block in enumerate(blocks, start=1):
            self._block_of[block.start : block.start + block.length] = number
        self._numbers = features.number_paragraphs()

    def _refer(self, paragraph: int) -> ParagraphReference:
        return self._refer_to_all(np.array([paragraph]))[0]

    def _refer_to_all(self, paragraphs: Integers) -> list[ParagraphReference]:
        return [
            ParagraphReference(doc=doc, line=line, start=start, end=end, paragraph=number)
            for doc, line, start, end, number in self._list_places(paragraphs)
        ]

    def _list_places(self, paragraphs: Integers) -> Iterator[tuple[str, int, int, int, int]]:
        """Return the places of some paragraphs: document, line, start, end, number in the document."""
        features = self._features
        documents = features.documents
        return zip(
            [documents[document].id for document in features.document[paragraphs].tolist()],
            features.line[paragraphs].tolist(),
            features.start[paragraphs].tolist(),
            features.end[paragraphs].tolist(),
            self._numbers[paragraphs].tolist(),
            strict=True,
        )

    def iter_groups(self) -> Iterator[DuplicateGroup]:
        """Yield a record for each group."""
        begin = self._groups.begin
        first = 0
        while first < len(self._groups.number):
            last = int(np.searchsorted(begin, begin[first] + _CHUNK_COPIES, side="right")) - 1
            last = max(last, first + 1)
            yield from self._list_groups(first, last)
            first = last

    def _list_groups(self, first: int, last: int) -> list[DuplicateGroup]:
        """Return the records of the groups from `first` to before `last`."""
        features, groups, chosen = self._features, self._groups, slice(first, last)
        bounds = (groups.begin[first : last + 1] - groups.begin[first]).tolist()
        members = self._list_members(slice(groups.begin[first], groups.begin[last]))
        return [
            DuplicateGroup(
                doc=kept.doc,
                line=kept.line,
                start=kept.start,
                end=kept.end,
                group_id=number,
                kind=KINDS[kind],
                copies=end - begin + 1,
                similarity=similarity,
                block=block or None,
                boilerplate=boilerplate,
                kept=kept,
                members=members[begin:end],
                text=features.text(paragraph),
            )
            for number, paragraph, boilerplate, kept, begin, end, kind, similarity, block in zip(
                groups.number[chosen].tolist(),
                groups.kept[chosen].tolist(),
                groups.boilerplate[chosen].tolist(),
                self._refer_to_all(groups.kept[chosen]),
                bounds[:-1],
                bounds[1:],
                *self._sum_up(chosen),
                strict=True,
            )
        ]

    def _list_members(self, rows: slice) -> list[DuplicateMember]:
        groups = self._groups
        copies = groups.copy[rows]
        return [
            DuplicateMember(
                doc=doc,
                line=line,
                start=start,
                end=end,
                paragraph=number,
                similarity=similarity,
                kind=KINDS[kind],
                block=block or None,
            )
            for (doc, line, start, end, number), similarity, kind, block in zip(
                self._list_places(copies),
                groups.similarity[rows].tolist(),
                groups.kind[rows].tolist(),
                self._block_of[copies].tolist(),
                strict=True,
            )
        ]

    def _sum_up(self, chosen: slice) -> tuple[list[int], list[float], list[int]]:
        """Return for some groups the loosest kind, the lowest similarity, and the block that all copies stand in."""
        groups = self._groups
        begin, end = groups.begin[chosen], int(groups.begin[chosen.stop])
        rows = slice(begin[0], end)
        begin = begin - begin[0]
        blocks = self._block_of[groups.copy[rows]]
        block = np.minimum.reduceat(blocks, begin)
        block[block != np.maximum.reduceat(blocks, begin)] = 0
        return (
            np.maximum.reduceat(groups.kind[rows], begin).tolist(),
            np.minimum.reduceat(groups.similarity[rows], begin).tolist(),
            block.tolist(),
        )

    def iter_pairs(self) -> Iterator[DuplicatePair]:
        """Yield a record for each copy, with its difference from the kept paragraph."""
        features = self._features
        for group in self.iter_groups():
            for member in group.members:
                document = features.documents[self._document_numbers[member.doc]]
                text = document.content.slice(member.start, member.end)
                yield DuplicatePair(
                    doc=member.doc,
                    line=member.line,
                    start=member.start,
                    end=member.end,
                    group_id=group.group_id,
                    kind=member.kind,
                    similarity=member.similarity,
                    paragraph=member.paragraph,
                    block=member.block,
                    kept=group.kept,
                    text=text,
                    kept_text=group.text,
                    difference=[] if member.kind == "exact" else describe_difference(group.text, text),
                )

    @cached_property
    def _document_numbers(self) -> dict[str, int]:
        return {document.id: number for number, document in enumerate(self._features.documents)}

    def iter_blocks(self) -> Iterator[DuplicateBlock]:
        """Yield a record for each run of copies, those that stand alone among them, in order."""
        groups, features = self._groups, self._features
        row = np.zeros(len(features.start), np.int64)
        row[groups.copy] = np.arange(len(groups.copy))
        group = np.repeat(np.arange(len(groups.number)), np.diff(groups.begin))
        alone = np.sort(groups.copy[self._block_of[groups.copy] == 0])
        sources = groups.kept[group[row[alone]]]
        blocks = self._blocks + list(map(Block, alone.tolist(), sources.tolist(), [1] * len(alone)))
        for block in sorted(blocks):
            copies = row[block.start : block.start + block.length]
            last = block.start + block.length - 1
            first = self._refer(block.start)
            end = int(features.end[last])
            document = features.documents[features.document[block.start]]
            yield DuplicateBlock(
                doc=first.doc,
                line=first.line,
                start=first.start,
                end=end,
                block=int(self._block_of[block.start]) or None,
                paragraphs=block.length,
                words=int(features.word_counts[block.start : last + 1].sum()),
                last_line=int(features.line[last]),
                kind=KINDS[groups.kind[copies].max()],
                similarity=float(groups.similarity[copies].min()),
                kept=self._refer(block.source),
                kept_last_line=int(features.line[block.source + block.length - 1]),
                boilerplate=block.length == 1 and bool(groups.boilerplate[group[copies[0]]]),
                text=document.content.slice(first.start, end),
            )

    def iter_statistics(
        self, own_documents: int, dates: Mapping[str, str | None]
    ) -> Iterator[DuplicateStatistics]:
        """Yield a record for each document that is searched.

        Args:
            own_documents: Number of documents that are searched.
            dates: Their dates by id, as far as they are known.
        """
        features = self._features
        words_from: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        copied_by: dict[int, set[int]] = defaultdict(set)
        groups = self._groups
        for copy, original, count in zip(
            features.document[groups.copy].tolist(),
            features.document[groups.list_originals()].tolist(),
            features.word_counts[groups.copy].tolist(),
            strict=True,
        ):
            counts = words_from[copy][original]
            counts[0] += 1
            counts[1] += count
            if copy != original:
                copied_by[original].add(copy)
        paragraphs, words = features.count_by_document()
        for index, document in enumerate(features.documents[:own_documents]):
            copied = words_from[index]
            copied_words = sum(count for _, count in copied.values())
            yield DuplicateStatistics(
                doc=document.id,
                line=1,
                start=0,
                end=document.chars,
                paragraphs=int(paragraphs[index]),
                copies=sum(count for count, _ in copied.values()),
                words=int(words[index]),
                copied_words=copied_words,
                share=round(copied_words / int(words[index]), 4) if words[index] else 0.0,
                copied_from=[
                    CopiedFrom(doc=features.documents[other].id, paragraphs=count, words=total)
                    for other, (count, total) in sorted(
                        copied.items(), key=lambda item: (-item[1][1], item[0])
                    )
                ],
                copied_by=len(copied_by[index]),
                date=dates.get(document.id),
                source=document.metadata.get("source"),
            )
