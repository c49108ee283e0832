"""The seeds' repetitions against the gold, which was counted by brute force over all pairs."""

import json
from pathlib import Path

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.dedupe import DedupeOptions, find_duplicates

GOLD = json.loads((Path(__file__).parent / "gold" / "seeds-dedupe.json").read_text("utf-8"))
THRESHOLDS = (0.9, 0.8, 0.7, 0.6)


def place(reference) -> tuple[str, int]:
    if isinstance(reference, dict):
        return reference["doc"], reference["line"]
    return reference.doc, reference.line


def find(**options):
    findings = find_duplicates(open_corpus("seeds"), DedupeOptions(**options))
    return list(findings), findings.summary


def test_the_exact_groups_are_those_of_the_gold():
    groups, summary = find(exact=True)
    assert [[place(group.kept), *map(place, group.members)] for group in groups] == sorted(
        [place(member) for member in group["members"]] for group in GOLD["exact_groups"]
    )
    assert {member.kind for group in groups for member in group.members} == {"exact"}
    counts = GOLD["counts"]
    assert summary["paragraphs"] == counts["paragraphs"]
    assert summary["distinct"] == counts["distinct_normalised"]
    assert summary["groups"] == counts["groups"]
    assert summary["copies"] == counts["surplus_copies"]


def expected_near_copies(threshold: float) -> dict[tuple[str, int], tuple[tuple[str, int], float]]:
    """Return, from the pairs of the gold, each near copy with the kept line that is most similar to it."""
    scores = {(place(pair["a"]), place(pair["b"])): pair["word"] for pair in GOLD["near_pairs"]}
    copies: dict[tuple[str, int], tuple[tuple[str, int], float]] = {}
    for later in sorted({pair[1] for pair in scores}):
        reached = [
            (-score, earlier)
            for (earlier, other), score in scores.items()
            if other == later and score >= threshold and earlier not in copies
        ]
        if reached:
            score, earlier = min(reached)
            copies[later] = (earlier, -score)
    return copies


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_near_copies_are_those_of_the_gold(threshold):
    groups, _ = find(threshold=threshold)
    exact_lines = {
        place(member): place(group["members"][0])
        for group in GOLD["exact_groups"]
        for member in group["members"][1:]
    }
    found = {
        place(member): (place(group.kept), member.similarity)
        for group in groups
        for member in group.members
        if member.kind not in ("exact", "format") and place(member) not in exact_lines
    }
    expected = expected_near_copies(threshold)
    assert {copy: kept for copy, (kept, _) in found.items()} == {
        copy: kept for copy, (kept, _) in expected.items()
    }
    # The gold writes «UN’s» as one word, which moves a similarity by up to 0.015.
    assert all(found[copy][1] == pytest.approx(score, abs=0.015) for copy, (_, score) in expected.items())


def test_no_two_kept_paragraphs_reach_the_threshold():
    for threshold in THRESHOLDS:
        groups, _ = find(threshold=threshold)
        copies = {place(member) for group in groups for member in group.members}
        for pair in GOLD["near_pairs"]:
            if pair["word"] >= threshold:
                assert {place(pair["a"]), place(pair["b"])} & copies
