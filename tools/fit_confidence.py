"""Write the weights of `confidence` from the gold of this project: constructions that are not held out, and sentences.

usage: python tools/fit_confidence.py [--check]

The weights are those of a logistic regression with a normal prior. The prior says what is known without counting: a
report beside a quotation names its speaker nearly always, a verb further away less often, the subject of a sentence
without a verb of saying every second time. Nothing but `tests/evals/gold/quotes` is read. `--check` writes nothing and
says how well the model does on the constructions that are held out.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.evals.constructions import FILLINGS, LANGUAGES, read_items, score_item  # noqa: E402

PRIORS = {
    "all": 2.4,
    "tie beside": 0.6, "tie near": 0.6, "tie inside": 0.8, "tie distant": -0.9, "tie none": -0.2,
    "rule main-subject": -2.2, "rule noun-of-saying": -1.6, "rule right-cue": -1.4, "rule passive": -1.0, "rule reported-mood": -0.6,
    "rule according-to": -0.4, "rule introduced": -0.2, "rule viewpoint": -0.6, "rule act": -0.9,
    "rule after-report": -0.5, "rule continued": 0.1, "rule turn-taking": -1.4, "rule same-words": -0.8,
    "rule announced-without-cue": -0.7, "rule enclosing": -0.6, "rule parse": -0.9,
    "rule chat": 2.0, "rule transcript": 1.2, "rule label": 0.6, "rule header": 0.2, "rule dash": 0.5,
    "rule signed": 0.2, "rule that-clause": -0.6, "rule clause-and-report": -0.4,
    "subject in the verb": -0.9, "no cue": -0.1, "long mention": -1.0,
    "kind direct": 0.2, "kind mixed": -0.3, "kind unquoted": 0.0, "kind indirect": -0.4,
    "name with a name": 0.4, "name without a name": -0.6, "title with a name": -0.9, "title without a name": -0.1,
    "pronoun with a name": -0.9, "pronoun without a name": 0.1, "group without a name": -0.1,
    "organisation with a name": 0.0, "organisation without a name": -0.1,
}  # fmt: skip
"""What each weight would be without any data; 0 for what is not named."""
STRENGTH = 40.0
"""Inverse variance of the prior."""
# The fillings of a construction are one example.
STEPS = 400
RATE = 0.5


def fit(examples: list[tuple[tuple[str, ...], bool]]) -> dict[str, float]:
    """Return the weights that fit answers, each given by its features and whether it is right."""
    weights = defaultdict(float, PRIORS)
    counted = Counter(examples)
    number = sum(counted.values())
    for _ in range(STEPS):
        gradient: dict[str, float] = defaultdict(float)
        for (features, is_right), times in counted.items():
            error = is_right - 1 / (1 + math.exp(-sum(weights[feature] for feature in features)))
            for feature in features:
                gradient[feature] += times * error / FILLINGS
        for feature in {*weights, *gradient}:
            slope = gradient[feature] - STRENGTH * (weights[feature] - PRIORS.get(feature, 0.0))
            weights[feature] += RATE * slope / (STRENGTH + math.sqrt(number / FILLINGS))
    return dict(weights)


def main() -> None:
    """Fit the weights and write them, or check them."""
    scored = [
        (item.is_held_out, answer.features, answer.is_right, answer.confidence)
        for lang in LANGUAGES
        for item in read_items(lang)
        for answer in score_item(item)
        if answer.features
    ]
    if "--check" in sys.argv:
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for is_held_out, _, is_right, confidence in scored:
            if is_held_out:
                bins[min(9, int(confidence * 10))].append((confidence, is_right))
        for number, answers in sorted(bins.items()):
            promised = sum(confidence for confidence, _ in answers) / len(answers)
            right = sum(is_right for _, is_right in answers) / len(answers)
            print(f"{number / 10:.1f}  promised {promised:.2f}  right {right:.2f}  of {len(answers)}")
        return
    weights = fit([(features, is_right) for is_held_out, features, is_right, _ in scored if not is_held_out])
    lines = [
        "# Weights of `confidence`, written by tools/fit_confidence.py from the gold of this project. Not to be edited.",
        "",
        "[weights]",
        *(f'"{feature}" = {weight:.3f}' for feature, weight in sorted(weights.items())),
    ]
    path = ROOT / "src" / "corpuskit" / "quotes" / "weights.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {path}: {len(weights)} weights from {len(scored)} answers")


if __name__ == "__main__":
    main()
