"""Scores dates on short texts of many genres in ten languages, which were annotated by writers who knew neither code nor tests.

    python -m tests.evals.dates_texts

Each line of `gold/dates-texts/<language>.jsonl` is a text with its genre, the day that it gives itself (`date`), its
title where one was written down (null where there is none), and marks: start, end, type, first and last day (null where they are open), and the EDTF value where bounds are a convention.
A mark of the type `trap` is no date, a `name` may be one, `recurring` has no days, `vague` need not be found.

Value F1 counts a date where its days are those of the gold, in the record that shares most code points with it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.corpus import Document
from corpuskit.dates import extract_dates
from corpuskit.dates.resolution.document_date import find_document_date
from corpuskit.listing import list_documents
from corpuskit.records import DateMention

GOLD = Path(__file__).parent / "gold" / "dates-texts"
LANGUAGES = tuple(sorted(path.stem for path in GOLD.glob("*.jsonl")))
# The names of the texts of the rounds that were added last begin with these; their floors are their own.
NEWEST = ("A-", "B-", "C-", "D-", "E-", "F-", "P-", "Q-", "R-")
_NOT_COUNTED = ("trap", "name", "recurring", "vague")


class Score(NamedTuple):
    """What was counted on the texts of one language.

    Attributes:
        right: Dates with the days of the gold.
        gold: Dates of the gold.
        given: Records that were given, without those of names, vague words and what comes again.
        document_dates: Documents whose own date is right, and all that have one.
        recurring: Marks of what comes again that have no days, and all of them.
        traps: Traps that were taken, and all of them.
        by_rule: For each `resolved_by` how many values without a question mark are right and how many there are.
    """

    right: int
    gold: int
    given: int
    document_dates: tuple[int, int]
    recurring: tuple[int, int]
    traps: tuple[int, int]
    by_rule: dict[str, tuple[int, int]]

    @property
    def value_f1(self) -> float:
        """The harmonic mean of precision and recall of values, in percent."""
        return 200 * self.right / (self.gold + self.given)


def read_texts(lang: str, newest: str = "") -> Iterator[dict[str, Any]]:
    """Yield the texts of a language: those of one of the newest rounds, or of all rounds before."""
    for line in (GOLD / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        start = text["text"][:2]
        if newest == (start if start in NEWEST else ""):
            yield text


def score(lang: str, newest: str = "") -> Score:
    """Return the score of a language on one of the newest rounds, or on all rounds before."""
    right = gold = given = 0
    pairs = {name: [0, 0] for name in ("document", "recurring", "trap")}
    rules: dict[str, Counter[bool]] = {}
    for text in read_texts(lang, newest):
        document = Document(text["text"], text["content"])
        if text["date"]:
            found = find_document_date(document)
            pairs["document"][0] += found is not None and found.value[:10] == text["date"]
            pairs["document"][1] += 1
        records = [item for item in extract_dates([document]) if isinstance(item, DateMention)]
        for mark in text["marks"]:
            over = [record for record in records if record.start < mark[1] and mark[0] < record.end]
            if mark[2] in ("trap", "recurring"):
                _count_other(pairs[mark[2]], mark, over, text["marks"])
            if mark[2] in _NOT_COUNTED:
                records = [record for record in records if record not in over or mark[2] == "trap"]
                continue
            gold += 1
            best = max(
                over, key=lambda record: min(record.end, mark[1]) - max(record.start, mark[0]), default=None
            )
            if best is not None:
                is_right = has_days(best, mark)
                right += is_right
                if best.first_day and best.resolved_by and "?" not in (best.value or ""):
                    rules.setdefault(best.resolved_by, Counter())[is_right] += 1
        given += len(records)
    by_rule = {rule: (counts[True], counts.total()) for rule, counts in rules.items()}
    return Score(
        right, gold, given, _pair(pairs["document"]), _pair(pairs["recurring"]), _pair(pairs["trap"]), by_rule
    )


def score_titles(lang: str, newest: str = "") -> tuple[int, int]:
    """Return how many titles of texts are right, and of how many the gold says them; None is one, too."""
    known = [text for text in read_texts(lang, newest) if "title" in text]
    records = list_documents([Document(text["text"], text["content"]) for text in known])
    right = sum(
        " ".join((record.title or "").split()) == (text["title"] or "")
        for record, text in zip(records, known, strict=True)
    )
    return right, len(known)


def _pair(counts: list[int]) -> tuple[int, int]:
    return counts[0], counts[1]


def _count_other(
    counts: list[int], mark: list[Any], over: list[DateMention], marks: Iterable[list[Any]]
) -> None:
    """Count a trap that was taken, or what comes again where it has no days."""
    counts[1] += 1
    if mark[2] == "recurring":
        counts[0] += not any(record.first_day for record in over)
        return
    dates = [other for other in marks if other[2] not in _NOT_COUNTED]
    counts[0] += any(
        not any(record.start < date[1] and date[0] < record.end for date in dates) for record in over
    )


def has_days(record: DateMention, mark: list[Any]) -> bool:
    """Return whether a record has the days of a mark, or both are open."""
    first, last = mark[3], mark[4]
    if first is None:
        return record.first_day is None or str(record.value).startswith("?")
    if record.first_day is None:
        return False
    if (record.first_day[:10], (record.last_day or "")[:10]) == (first, last or ""):
        return True
    return len(mark) > 5 and mark[5] in ((record.value or "").strip("?~"), record.written)


def main() -> None:
    """Print the scores of all languages, and precision by rule: of all rounds, and of each of the newest ones."""
    for newest in ("", *NEWEST):
        print(newest or "all rounds before")
        _print_scores(newest)


def _print_scores(newest: str) -> None:
    rules: dict[str, list[int]] = {}
    for lang in LANGUAGES:
        found = score(lang, newest)
        print(
            f"{lang}: value F1 {found.value_f1:.1f} ({found.gold} dates), document dates {found.document_dates}, "
            f"recurring {found.recurring}, traps {found.traps}"
        )
        for rule, (right, count) in found.by_rule.items():
            rules[rule] = [sum(pair) for pair in zip(rules.get(rule, [0, 0]), (right, count), strict=True)]
    for rule, (right, count) in sorted(rules.items(), key=lambda item: -item[1][1]):
        print(f"{rule}: {100 * right / count:.1f} % of {count}")
    titles = [sum(pair) for pair in zip(*(score_titles(lang, newest) for lang in LANGUAGES), strict=True)]
    print(f"titles: {100 * titles[0] / titles[1]:.1f} % of {titles[1]}")
    total = [sum(pair) for pair in zip(*rules.values(), strict=True)]
    print(f"all without a question mark: {100 * total[0] / total[1]:.1f} % of {total[1]}")


if __name__ == "__main__":
    main()
