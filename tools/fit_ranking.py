"""Write the weights of the ranking of speakers from the gold of this project.

usage: python tools/fit_ranking.py [--check]

The weights are those of a logistic regression with a normal prior: how likely is it that a candidate is the speaker,
by the rules that propose it and those that propose another one, and that its name is right. The prior says what is
known without counting: a report beside a quotation names its speaker nearly always, a verb further away less often,
the subject of a sentence without a verb of saying every second time. Nothing but `tests/evals/gold` is read, and of its
constructions and texts only those that are not held out. `--check` writes nothing and says how well the model does on those.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.evals.candidates import Example, iter_examples  # noqa: E402
from tests.evals.constructions import FILLINGS, LANGUAGES, read_items  # noqa: E402
from tests.evals.texts import read_texts  # noqa: E402

from corpuskit.quotes.attribution.rules import RULES  # noqa: E402

_OF_TIES = {"beside": 0.6, "near": 0.6, "inside": 0.8, "distant": -0.9, "none": -0.2}
_AGAINST = {"beside": -2.4, "near": -2.4, "inside": -3.0, "distant": -0.8, "none": -0.3}
# What goes by the run of quotations, or by a sentence without a verb of saying, says less against a report.
_LOOSE = (
    "labelled",
    "continued",
    "turn-taking",
    "act",
    "after-report",
    "announced-without-cue",
    "viewpoint",
    "noun-of-saying",
)
PRIORS = {
    "all": 2.2,
    **{f"tie {tie}": weight for tie, weight in _OF_TIES.items()},
    **{f"with {rule.name}": 0.5 for rule in RULES},
    **{f"against {rule.name}": _AGAINST["none" if rule.name in _LOOSE else rule.tie] for rule in RULES},
    "against announced-without-cue": -1.2, "rule main-subject": -2.2, "rule noun-of-saying": -1.6, "rule right-cue": -1.4, "rule passive": -1.0,
    "rule reported-mood": -0.6, "rule according-to": -0.4, "rule introduced": -0.2, "rule viewpoint": -0.6, "rule act": -0.9,
    "rule after-report": 0.3, "rule continued": 0.1, "rule turn-taking": -1.4, "rule same-words": -0.8,
    "rule announced-without-cue": 0.3, "rule enclosing": -0.6, "rule parse": -0.9,
    "rule chat": 2.0, "rule transcript": 1.2, "rule label": 0.6, "rule header": 0.2, "rule dash": 0.5, "rule interviewee": -0.5,
    "rule signed": 0.2, "rule that-clause": -0.6, "rule clause-and-report": -0.4,
    "rule outermost-report": -0.5, "rule labelled": -0.2,
    "looks like a title": -0.3, "looks like a group": -0.3, "no noun of persons": -0.8, "one small word": -0.8, "looks like a verb": -2.0, "nobody": -1.0, "touches its cue": 0.4, "far from its cue": -0.6, "given name": 0.4,
    "subject in the verb": -0.9, "no cue": -0.1, "long mention": -1.0,
    "kind direct": 0.2, "kind mixed": -0.3, "kind unquoted": 0.0, "kind indirect": -0.4,
    "name with a name": 0.4, "name without a name": -0.6, "title with a name": -0.9, "title without a name": -0.1,
    "pronoun with a name": -0.9, "pronoun without a name": 0.1, "group without a name": -0.1,
    "organisation with a name": 0.0, "organisation without a name": -0.1,
}  # fmt: skip
"""What each weight would be without any data; 0 for what is not named."""
STRENGTH = 10.0
"""Inverse variance of the prior."""
STEPS = 600
RATE = 0.5


def fit(examples: Iterable[tuple[tuple[str, ...], bool, float]]) -> dict[str, float]:
    """Return the weights that fit examples, each given by its features, whether it is right, and how much it counts."""
    counted: Counter[tuple[tuple[str, ...], bool]] = Counter()
    for features, is_right, share in examples:
        counted[features, is_right] += share  # type: ignore[assignment]
    weights = defaultdict(float, PRIORS)
    number = sum(counted.values())
    for _ in range(STEPS):
        gradient: dict[str, float] = defaultdict(float)
        for (features, is_right), times in counted.items():
            error = is_right - 1 / (1 + math.exp(-sum(weights[feature] for feature in features)))
            for feature in features:
                gradient[feature] += times * error
        for feature in {*weights, *gradient}:
            slope = gradient[feature] - STRENGTH * (weights[feature] - PRIORS.get(feature, 0.0))
            weights[feature] += RATE * slope / (STRENGTH + math.sqrt(number))
    return dict(weights)


def fit_scale(answers: list[tuple[float, bool, float]]) -> tuple[float, float]:
    """Return the slope and the intercept by which scores promise what holds, as John Platt fits them.

    Source: J. Platt, Probabilistic outputs for support vector machines, 1999.
    """
    slope, intercept = 1.0, 0.0
    total = sum(share for _, _, share in answers)
    for _ in range(4_000):
        by_slope = by_intercept = 0.0
        for score, is_right, share in answers:
            error = share * (is_right - 1 / (1 + math.exp(-slope * score - intercept)))
            by_slope += error * score
            by_intercept += error
        slope += 0.1 * by_slope / total
        intercept += 0.1 * by_intercept / total
    return slope, intercept


def read_examples(*, held_out: bool) -> Iterator[tuple[Example, float]]:
    """Yield the examples of the constructions, the fillings of one of them counting as one example."""
    for lang in LANGUAGES:
        for item in read_items(lang):
            if item.is_held_out == held_out:
                for example in iter_examples(item):
                    yield example, 1 / FILLINGS
    for item in read_texts():
        if item.is_held_out == held_out:
            for example in iter_examples(item):
                yield example, 1.0


def check() -> None:
    """Print how often answers are right, by what they promise."""
    answers: dict[float, list[tuple[float, Example]]] = defaultdict(list)
    for example, share in read_examples(held_out=True):
        if example.confidence is not None:
            answers[min(0.95, int(example.confidence * 20) / 20)].append((share, example))
    for least, shared in sorted(answers.items()):
        total = sum(share for share, _ in shared)
        promised = sum(share * (example.confidence or 0.0) for share, example in shared) / total
        right = sum(share * example.is_right for share, example in shared) / total
        print(f"{least:.2f}  promised {promised:.2f}  right {right:.2f}  of {total:.0f}")


def main() -> None:
    """Fit the weights and write them, or check them."""
    if "--check" in sys.argv:
        check()
        return
    read = list(read_examples(held_out=False))
    weights = fit((example.features, example.is_right, share) for example, share in read)
    slope, intercept = fit_scale(
        [
            (sum(weights.get(feature, 0.0) for feature in example.features), example.is_right, share)
            for example, share in read
            if example.confidence is not None
        ]
    )
    lines = [
        "# Weights of the ranking of speakers, written by tools/fit_ranking.py from the gold of this project. Not to be edited.",
        "",
        f"slope = {slope:.3f}",
        f"intercept = {intercept:.3f}",
        "",
        "[weights]",
        *(f'"{feature}" = {weight:.3f}' for feature, weight in sorted(weights.items())),
    ]
    path = ROOT / "src" / "corpuskit" / "quotes" / "weights.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {path}: {len(weights)} weights from {len(read)} candidates")


if __name__ == "__main__":
    main()
