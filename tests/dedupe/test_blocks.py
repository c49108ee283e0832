"""Runs of copies are those that one finds who goes through the paragraphs in order."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpuskit import DedupeOptions, Document, find_duplicates
from corpuskit.dedupe.groups import blocks as blocks_module


def find_runs(documents: list[str]) -> list[tuple[int, int, int]]:
    """Return start, source and length of the runs, paragraph by paragraph; the definition, word for word."""
    lines = [(number, line) for number, text in enumerate(documents) for line in text]
    texts = [line for _, line in lines]
    is_copy = [line in texts[:place] for place, line in enumerate(texts)]

    def measure(start: int, source: int) -> int:
        length = 0
        while (
            start + length < len(lines)
            and source + length < start
            and is_copy[start + length]
            and texts[start + length] == texts[source + length]
            and lines[start + length][0] == lines[start][0]
            and lines[source + length][0] == lines[source][0]
        ):
            length += 1
        return length

    def find_longest(start: int) -> tuple[int, int]:
        sources = [
            source
            for source in range(start)
            if texts[source : source + 2] == texts[start : start + 2]
            and [number for number, _ in lines[source : source + 2]] == [lines[source][0]] * 2
        ]
        longest = (0, 0)
        for source in [*sources[:3], *sources[3:][-1:]]:
            if measure(start, source) > longest[1]:
                longest = (source, measure(start, source))
        return longest

    runs: list[tuple[int, int, int]] = []
    current: tuple[int, int, int] | None = None
    for start in range(len(lines)):
        if current and start >= current[0] + current[2]:
            runs.append(current)
            current = None
        if current is None or current[2] <= 8:
            source, length = find_longest(start)
            if length > 1 and (current is None or length > current[2]):
                if current is not None and start - current[0] > 1:
                    runs.append((current[0], current[1], start - current[0]))
                current = (start, source, length)
    return [*runs, current] if current else runs


_LINES = st.lists(st.sampled_from("abcde"), max_size=25)


@given(st.lists(_LINES, min_size=1, max_size=3), st.sampled_from([9, 12, 64]))
@example([list("xaxbcdyxbcd")], 64)
@example([list("abab" * 9)], 9)
@example([list("abcdefghijklmnopqrstuvwxyz" * 3)], 9)
def test_runs_are_those_found_one_by_one(documents, longest_look):
    corpus = [
        Document(str(number), "\n".join(lines), paragraph_rule="line")
        for number, lines in enumerate(documents)
    ]
    places = [
        (str(number), line) for number, lines in enumerate(documents) for line in range(1, len(lines) + 1)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks_module, "_LONGEST_LOOK", longest_look)
        found = [
            (
                places.index((block.doc, block.line)),
                places.index((block.kept.doc, block.kept.line)),
                block.paragraphs,
            )
            for block in find_duplicates(corpus, DedupeOptions(blocks=True))
            if block.paragraphs > 1
        ]
    assert found == find_runs(documents)
