"""Time of `corpuskit quotes` beside a bare regular expression, and its growth, in one run.

    python benchmarks/quotes.py --text news.txt           one paragraph a line
    python benchmarks/quotes.py                           generated news, seeded

The floor pairs marks with one expression on each line and knows no nesting, kinds or speakers. The hostile inputs are
doubled: a ratio near 2 means that time grows with the text and not with its square. Every figure is the median of
some runs; compare those of one run with each other, none is worth anything alone.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from corpuskit.corpus.document import Document
from corpuskit.quotes import QuoteOptions, extract_quotes

MEGABYTE = 1_000_000
PAIR = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»")
SENTENCES = (
    "“The bridge will be closed for a year,” said {name}, the mayor of {town}.",
    "{name} told reporters that “nobody in {town} was asked.”",
    "The council of {town} met on Tuesday and talked about the road, the harbour and the two schools by the river.",
    "The film “The Long Road” was shown in {town}, where {name} called it “a small wonder.”",
    "Most people in {town} had heard of the plan before it was read to them, and few of them had liked it.",
)
HOSTILE = {
    "opening marks": "“",
    "alternating marks": "“”",
    "quoted words": "“a ” ",
    "straight marks": '"a',
    "no paragraph breaks": "“It is late,” said Ann Lee. ",
    "verbs without subject": "وقال: “نعم” ",
    "dialogue": "— Non, dit Anne.\n",
}


def make_news(size: int) -> str:
    """Return generated news of about that many bytes."""
    chance = random.Random(7)  # noqa: S311 — the same text in every run
    names = [
        f"{first} {last}" for first in ("Ann", "Bob", "Eva", "Tom") for last in ("Lee", "Ray", "Cole", "Hart")
    ]
    lines: list[str] = []
    length = 0
    while length < size:
        line = " ".join(chance.choice(SENTENCES) for _ in range(4))
        line = line.format(name=chance.choice(names), town=chance.choice(("Ely", "Rye", "Wick")))
        lines.append(line)
        length += len(line) + 2
    return "\n\n".join(lines)


def measure(run: Callable[[], object], repeats: int) -> float:
    """Return the median of the processor seconds that some runs take."""
    seconds = []
    for _ in range(repeats):
        begun = time.process_time()
        run()
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds)


def extract(texts: list[str]) -> int:
    """Return the number of quotations, all kinds."""
    documents = (Document(str(number), text) for number, text in enumerate(texts))
    return sum(1 for _ in extract_quotes(documents, QuoteOptions(all=True)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--hostile", type=int, default=20_000, help="characters of the smaller hostile input")
    arguments = parser.parse_args()
    text = arguments.text.read_text("utf-8") if arguments.text else make_news(2 * MEGABYTE)
    texts = [text[start : start + 20_000] for start in range(0, len(text), 20_000)]
    megabytes = len(text.encode()) / MEGABYTE
    ours = measure(lambda: extract(texts), arguments.repeats) / megabytes
    floor = measure(lambda: [PAIR.findall(one) for one in texts], arguments.repeats) / megabytes
    print(f"corpuskit quotes  {ours:.3f} s/MB")
    print(f"pairs of marks    {floor:.3f} s/MB   ratio {ours / floor:.0f}")
    for name, unit in HOSTILE.items():
        small = unit * (arguments.hostile // len(unit))
        times = [measure(lambda text=one: extract([text]), 3) for one in (small, small + small)]  # type: ignore[misc]
        print(
            f"{name:22s} {times[0]:.3f} s, doubled {times[1]:.3f} s   ratio {times[1] / max(times[0], 1e-9):.1f}"
        )


if __name__ == "__main__":
    main()
