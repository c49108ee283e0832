"""Time of `corpuskit dates` beside its peers, on one text, in one run.

    python benchmarks/dates.py                           a text made by recipe, always the same
    python benchmarks/dates.py --corpus news.txt         a text of your own
    python benchmarks/dates.py --peers /tmp/peers        with a folder that holds dateparser and datefinder
                                                         (pip install --target /tmp/peers dateparser datefinder)

Each tool is given the same text in English, in the pieces that suit it best: corpuskit the whole, the peers one line
at a time; the slow ones get the beginning of it. A peer that is not installed is passed over. `reported` counts what
the tool calls a date, right or wrong. Compare the figures of one run with each other; no figure is worth anything alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
FORMS = (
    "{:%B} {day}, {:%Y}",
    "{day} {:%B} {:%Y}",
    "{:%Y-%m-%d}",
    "{:%B} {:%Y}",
    "{:%A}, {:%B} {day}",
    "{:%Y}",
)
MEGABYTE = 1_000_000


def write_text(megabytes: float, seed: int = 1) -> tuple[str, int]:
    """Return a text of made-up words, a date in every second line, and the number of dates."""
    source = random.Random(seed)  # noqa: S311 — no secret
    letters = "etaoinshrdlucmfwypvbgkqjxz"
    words = [
        "".join(source.choices(letters, range(26, 0, -1), k=source.randint(2, 9))) for _ in range(20_000)
    ]
    lines, size, dates = [], 0, 0
    while size < megabytes * MEGABYTE:
        line = source.choices(words, k=source.randint(12, 60))
        if source.random() < 0.5:
            day = date(1900, 1, 1) + timedelta(days=source.randrange(45_000))
            form = source.choice(FORMS).replace("{day}", str(day.day))
            line.insert(source.randrange(len(line)), form.format(day, day, day))
            dates += 1
        lines.append(" ".join(line).capitalize() + ".")
        size += len(lines[-1]) + 1
    return "\n".join(lines), dates


def run_corpuskit(text: str, languages: tuple[str, ...] = ("en",)) -> int:
    from corpuskit.corpus import Document
    from corpuskit.dates import DateOptions, extract_dates

    return sum(1 for _ in extract_dates([Document("text", text)], DateOptions(languages=languages)))


def run_all_languages(text: str) -> int:
    from corpuskit.dates.lexicon import LANGUAGES

    return run_corpuskit(text, LANGUAGES)


def run_datefinder(text: str) -> int:
    import datefinder

    return sum(1 for line in text.split("\n") for _ in datefinder.find_dates(line))


def run_dateparser(text: str) -> int:
    from dateparser.search import search_dates

    return sum(len(search_dates(line, languages=["en"]) or ()) for line in text.split("\n"))


TOOLS: dict[str, tuple[Callable[[str], int], float]] = {
    # The slow ones are given a part of the text.
    "corpuskit, English": (run_corpuskit, 1.0),
    "corpuskit, six languages": (run_all_languages, 1.0),
    "datefinder": (run_datefinder, 0.2),
    "dateparser": (run_dateparser, 0.02),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--megabytes", type=float, default=2.0)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.peers:
        sys.path.append(str(arguments.peers))
    text, dates = (
        (arguments.corpus.read_text(encoding="utf-8"), None)
        if arguments.corpus
        else write_text(arguments.megabytes)
    )
    print(f"{len(text) / MEGABYTE:.2f} million characters, {dates if dates is not None else '?'} dates")
    first = None
    for name, (run, share) in TOOLS.items():
        part = text[: int(len(text) * share)]
        part = part[: part.rfind("\n") + 1] or part
        try:
            run(part[:2000])
        except ImportError:
            print(f"{name:26} not installed")
            continue
        times = []
        for _ in range(arguments.runs if share == 1 else 1):
            begun = time.process_time()
            found = run(part)
            times.append(time.process_time() - begun)
        median = sorted(times)[len(times) // 2] / (len(part.encode()) / MEGABYTE)
        first = first or median
        print(f"{name:26} {median:8.2f} s/MB   {median / first:7.1f} x   {found / share:9.0f} reported")


if __name__ == "__main__":
    main()
