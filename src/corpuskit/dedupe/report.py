"""From groups and blocks to the records that the user sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from corpuskit.dedupe.blocks import Block
from corpuskit.dedupe.differences import list_differences
from corpuskit.dedupe.features import CorpusFeatures
from corpuskit.dedupe.groups import Group
from corpuskit.dedupe.options import KINDS
from corpuskit.records import (
    CopiedFrom,
    DuplicateBlock,
    DuplicateGroup,
    DuplicateMember,
    DuplicatePair,
    DuplicateStatistics,
    ParagraphReference,
)


class Reporter:
    """Makes records.

    Args:
        features: The paragraphs.
        groups: The groups.
        blocks: The copies of the groups as runs.
    """

    def __init__(self, features: CorpusFeatures, groups: list[Group], blocks: list[Block]) -> None:
        self._features = features
        self._groups = groups
        self._blocks = blocks
        runs = [block for block in blocks if block.length > 1]
        self._block_of = {
            block.start + place: number
            for number, block in enumerate(runs, start=1)
            for place in range(block.length)
        }
        self._numbers = features.number_paragraphs()

    def _refer(self, paragraph: int) -> ParagraphReference:
        features = self._features
        return ParagraphReference(
            doc=features.documents[features.document[paragraph]].id,
            line=int(features.line[paragraph]),
            start=int(features.start[paragraph]),
            end=int(features.end[paragraph]),
            paragraph=int(self._numbers[paragraph]),
        )

    def iter_groups(self) -> Iterator[DuplicateGroup]:
        """Yield a record for each group."""
        features = self._features
        for group in self._groups:
            kept = self._refer(group.kept)
            members = [
                DuplicateMember(
                    doc=features.documents[features.document[paragraph]].id,
                    line=int(features.line[paragraph]),
                    start=int(features.start[paragraph]),
                    end=int(features.end[paragraph]),
                    paragraph=int(self._numbers[paragraph]),
                    similarity=similarity,
                    kind=kind,
                    block=self._block_of.get(paragraph),
                )
                for paragraph, similarity, kind in group.members
            ]
            blocks = {member.block for member in members}
            yield DuplicateGroup(
                doc=kept.doc,
                line=kept.line,
                start=kept.start,
                end=kept.end,
                group=group.number,
                kind=max((member.kind for member in group.members), key=KINDS.index),
                copies=len(members) + 1,
                similarity=min(member.similarity for member in members),
                block=blocks.pop() if len(blocks) == 1 else None,
                boilerplate=group.boilerplate,
                kept=kept,
                members=members,
                text=features.text(group.kept),
            )

    def iter_pairs(self) -> Iterator[DuplicatePair]:
        """Yield a record for each copy, with its difference from the kept paragraph."""
        for group in self._groups:
            kept = self._refer(group.kept)
            kept_text = self._features.text(group.kept)
            for member in group.members:
                copy = self._refer(member.paragraph)
                text = self._features.text(member.paragraph)
                yield DuplicatePair(
                    doc=copy.doc,
                    line=copy.line,
                    start=copy.start,
                    end=copy.end,
                    group=group.number,
                    kind=member.kind,
                    similarity=member.similarity,
                    paragraph=copy.paragraph,
                    kept=kept,
                    text=text,
                    kept_text=kept_text,
                    difference=[] if member.kind == "exact" else list_differences(kept_text, text),
                )

    def iter_blocks(self) -> Iterator[DuplicateBlock]:
        """Yield a record for each run of copies, runs of one among them, in order."""
        features = self._features
        members = {member.paragraph: member for group in self._groups for member in group.members}
        boilerplate = {
            member.paragraph for group in self._groups if group.boilerplate for member in group.members
        }
        for block in self._blocks:
            last = block.start + block.length - 1
            first = self._refer(block.start)
            end = int(features.end[last])
            copies = [members[block.start + place] for place in range(block.length)]
            document = features.documents[features.document[block.start]]
            yield DuplicateBlock(
                doc=first.doc,
                line=first.line,
                start=first.start,
                end=end,
                block=self._block_of.get(block.start),
                paragraphs=block.length,
                words=int(features.word_counts[block.start : last + 1].sum()),
                last_line=int(features.line[last]),
                kind=max((copy.kind for copy in copies), key=KINDS.index),
                similarity=min(copy.similarity for copy in copies),
                kept=self._refer(block.source),
                kept_last_line=int(features.line[block.source + block.length - 1]),
                boilerplate=block.length == 1 and block.start in boilerplate,
                text=document.text[first.start : end],
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
        for group in self._groups:
            original = int(features.document[group.kept])
            for member in group.members:
                copy = int(features.document[member.paragraph])
                counts = words_from[copy][original]
                counts[0] += 1
                counts[1] += int(features.word_counts[member.paragraph])
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
                end=len(document.text),
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
