"""Print the figures of docs/quotes.md: what is right by language, and how often an answer is right by its confidence.

PYTHONPATH=. python tests/evals/report_quotes.py
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from tests.evals.candidates import iter_answers
from tests.evals.texts import Scored, read_texts, score_texts

BORDERS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.01)


def share(part: int, whole: int) -> str:
    """Return a share in percent."""
    return f"{100 * part / max(1, whole):.0f} %"


def print_languages(scored: Sequence[Scored]) -> None:
    """Print what is found, has the right mention and the right name, by language."""
    print("| texts | quotations | found | mention right | named | name right |\n|---|---|---|---|---|---|")
    for lang in (*sorted({answer.lang for answer in scored}), "all"):
        speech = [answer for answer in scored if answer.is_speech and lang in (answer.lang, "all")]
        named = [answer for answer in speech if answer.is_named]
        figures = (
            share(sum(answer.is_found for answer in speech), len(speech)),
            share(sum(answer.is_mention_right for answer in speech), len(speech)),
            share(len(named), len(speech)),
            share(sum(answer.is_name_right for answer in named), len(named)),
        )
        print(f"| {lang} | {len(speech)} | {' | '.join(figures)} |")


def print_calibration(answers: Iterable[tuple[float, bool]]) -> None:
    """Print what confidence promises and what is right, in ten bins, over answers held out of fitting."""
    answers = sorted(answers)
    print("\n| confidence | promised | right | answers |\n|---|---|---|---|")
    for low, high in pairwise(BORDERS):
        inside = [(promised, is_right) for promised, is_right in answers if low <= promised < high]
        if inside:
            promised = sum(each for each, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            print(f"| from {low:.2f} | {promised:.2f} | {right:.2f} | {len(inside)} |")
    sure = [is_right for promised, is_right in answers if promised >= BORDERS[-4]]
    print(
        f"\n{share(len(sure), len(answers))} have 0.95 or more, {share(sum(sure), len(sure))} of these are right"
    )


if __name__ == "__main__":
    print_languages(list(score_texts()))
    print_calibration(
        (example.confidence, example.is_right)
        for item in read_texts()
        if item.is_held_out
        for example in iter_answers(item)
        if example.confidence is not None
    )
