"""Write the weights of the ranking of speakers from the gold of this project.

usage: python tools/fit_ranking.py [--check]

The weights are those of a logistic regression with a normal prior: how likely is it that a candidate is the speaker,
by the rules that propose it and those that propose another one, and that its name is right. The prior says what is
known without counting: a report beside a quotation names its speaker nearly always, a verb further away less often,
the subject of a sentence without a verb of saying every second time. Nothing but `tests/evals/gold` is read, and of its
constructions and texts only those that are not held out. `--check` writes nothing and says how well the model does on those.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.evals import sentences  # noqa: E402
from tests.evals.candidates import Example, iter_candidates, iter_examples  # noqa: E402
from tests.evals.constructions import FILLINGS, LANGUAGES, read_items  # noqa: E402
from tests.evals.texts import read_texts  # noqa: E402

from corpuskit.quotes.attribution.rules import RULES  # noqa: E402
from corpuskit.quotes.lexicon import Lexicon  # noqa: E402
from corpuskit.quotes.tables import read_table  # noqa: E402

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
    "rule reported-mood": 4.0, "rule according-to": 0.8, "rule introduced": -0.2, "rule viewpoint": -0.6, "rule act": -0.9,
    "rule after-report": 0.3, "rule continued": 0.1, "rule turn-taking": -1.4, "rule same-words": 0.4,
    "rule announced-without-cue": 2.6, "rule enclosing": -0.6, "rule parse": -0.9,
    "rule chat": 2.0, "rule transcript": 1.2, "rule label": 0.6, "rule header": 0.2, "rule dash": 0.5, "rule interviewee": -0.5,
    "rule signed": 0.2, "rule that-clause": -0.6, "rule clause-and-report": -0.4,
    "rule outermost-report": -0.5, "rule labelled": -0.2,
    "looks like a title": -0.3, "looks like a group": -0.3, "no noun of persons": -0.8, "one small word": -0.8, "looks like a verb": -2.0, "nobody": -1.0, "touches its cue": 0.4, "far from its cue": -0.6, "given name": 0.4, "no given name, no capitals": -1.0,
    "subject in the verb": -0.9, "no cue": -0.1, "long mention": -1.0,
    "kind direct": 0.2, "kind mixed": -0.3, "kind unquoted": 0.0, "kind indirect": -0.4,
    "rule noun-phrase": -2.6, "no article": -2.2, "holds a verb": -2.0, "begins like no noun phrase": -2.2, "one capital that begins a sentence": -1.2,
    "left, after nothing": 0.6, "left, before a colon": 0.3, "left, before a verb of saying": 0.3, "right, after a verb of saying": 0.4,
    "left, a quotation between": -0.8, "right, a quotation between": -1.2, "left, a border between": -0.5, "right, a border between": -0.8,
    "left, after a preposition": -0.8, "right, after a preposition": -0.8, "left, many between": -0.4, "right, many between": -0.6,
    "left, after a verb": -0.5, "left, a colon between": -1.5, "asked right before": -2.0, "spoke right before": 0.6, "spoke before": 0.3, "spoke before the sentence goes on": 1.5, "asked right before, in the verb": -2.5, "spoke right before, in the verb": 1.2, "spoke in the paragraph before, in the verb": 1.0, "spoke before, in the verb": 0.6, "spoke right before, in a verb that comes first": 2.5,
    "spoke in the paragraph before, in a verb that comes first": 2.5, "spoke before, in a verb that comes first": 2.0, "subject in a verb that comes first": 0.8,
    **{f"against {rule.name}-implicit": -1.2 for rule in RULES},
    "name with a name": 0.4, "name without a name": -0.6, "title with a name": -0.9, "title without a name": -0.1,
    "pronoun with a name": -0.9, "pronoun without a name": 0.1, "group without a name": -0.1,
    "organisation with a name": 0.0, "organisation without a name": -0.1,
}  # fmt: skip
"""What each weight would be without any data; 0 for what is not named."""
STRENGTH = 3.0
"""Inverse variance of the prior."""
Array = NDArray[np.float64]
_STEPS = 25
_SMALLEST_STEP = 1e-9

Features = tuple[str, ...]


def fit(examples: Iterable[tuple[Features, bool, float]]) -> dict[str, float]:
    """Return the weights that fit examples, each given by its features, whether it is right, and how much it counts.

    The penalised likelihood is concave, and Newton's steps find its maximum.
    """
    counted: Counter[tuple[Features, bool]] = Counter()
    for features, is_right, share in examples:
        counted[features, is_right] += share  # type: ignore[assignment]
    names = sorted({*PRIORS, *(feature for features, _ in counted for feature in features)})
    places = {name: place for place, name in enumerate(names)}
    x = np.zeros((len(counted), len(names)))
    for row, (features, _) in enumerate(counted):
        x[row, [places[feature] for feature in features]] = 1.0
    right = np.array([is_right for _, is_right in counted], float)
    times = np.array(list(counted.values()), float)
    prior = np.array([PRIORS.get(name, 0.0) for name in names])
    weights = _climb(x, right, times, prior, np.full(len(names), STRENGTH))
    return dict(zip(names, weights.tolist(), strict=True))


def _climb(x: Array, right: Array, times: Array, prior: Array, strength: Array) -> Array:
    weights = prior.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (times * (right - chance)) - strength * (weights - prior)
        curvature = (x * (times * chance * (1 - chance))[:, None]).T @ x + np.diag(strength)
        step = np.linalg.solve(curvature, slope)
        weights = weights + step * min(1.0, 2.0 / np.abs(step).max())
        if np.abs(step).max() < _SMALLEST_STEP:
            break
    return weights


def fit_scale(answers: list[tuple[float, bool, float]]) -> tuple[float, float]:
    """Return the slope and the intercept by which scores promise what holds, as John Platt fits them.

    Source: J. Platt, Probabilistic outputs for support vector machines, 1999.
    """
    scores, right, times = (np.array(column, float) for column in zip(*answers, strict=True))
    x = np.stack([scores, np.ones_like(scores)], axis=1)
    slope, intercept = _climb(x, right, times, np.array([1.0, 0.0]), np.full(2, _SMALLEST_STEP))
    return float(slope), float(intercept)


def read_examples(*, held_out: bool) -> Iterator[tuple[Example, float, str]]:
    """Yield the examples, how much each counts, and what it is taken from: a text, or "" for the constructions.

    The fillings of one construction count as one example.
    """
    constructions = [(item, 1 / FILLINGS, "") for lang in LANGUAGES for item in read_items(lang)]
    single = [(item, 1.0, "") for lang in sentences.LANGUAGES for item in sentences.read_sentences(lang)]
    texts = [(item, 1.0, item.text) for item in (*sentences.read_seeds(), *read_texts())]
    for item, share, text in (*constructions, *single, *texts):
        if item.is_held_out == held_out:
            for example in iter_examples(item):
                yield example, share, text


def read_examples_of_unknown_verbs() -> Iterator[tuple[Example, float, str]]:
    """Yield the candidates of the texts where every second verb of saying is unknown, as in texts that are new."""
    for item in read_texts():
        if not item.is_held_out:
            for example in iter_candidates(item, without_cues(item.lang)):
                yield example, _SHARE_OF_UNKNOWN_VERBS, item.text


@cache
def without_cues(lang: str) -> Lexicon:
    """Return the lexicon of a language without every second verb of saying."""
    table = read_table(lang)
    kept = {lemma: forms for number, (lemma, forms) in enumerate(sorted(table.cues.items())) if number % 2}
    return Lexicon(lang, msgspec.structs.replace(table, cues=kept))


_SHARE_OF_UNKNOWN_VERBS = 0.4
_FOLDS = 5


def score_out_of_fold(read: list[tuple[Example, float, str]]) -> list[tuple[float, bool, float]]:
    """Return the scores of the answers in texts, each with the weights that are fitted without its text."""
    texts = sorted({text for _, _, text in read if text})
    fold_of = {text: number % _FOLDS for number, text in enumerate(texts)}
    scores = []
    for fold in range(_FOLDS):
        weights = fit((e.features, e.is_right, share) for e, share, text in read if fold_of.get(text) != fold)
        scores += [
            (sum(weights.get(feature, 0.0) for feature in e.features), e.is_right, share)
            for e, share, text in read
            if fold_of.get(text) == fold and e.confidence is not None
        ]
    return scores


def check() -> None:
    """Print how often answers are right, by what they promise."""
    answers: dict[float, list[tuple[float, Example]]] = defaultdict(list)
    for example, share, _ in read_examples(held_out=True):
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
    read = [*read_examples(held_out=False), *read_examples_of_unknown_verbs()]
    weights = fit((example.features, example.is_right, share) for example, share, _ in read)
    slope, intercept = fit_scale(score_out_of_fold(read))
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
