"""Write the weights of the ranking of speakers from the gold of this project.

usage: python tools/fit_ranking.py [--check]

The weights of candidates are those of a conditional logit with a normal prior: which one is the speaker, by the rules that
propose it and those that propose another one. The weights of answers are those of a logistic regression: how likely is it
that the one who is chosen speaks, and that the name is right. The prior says what is known without counting: a report beside a quotation names its speaker nearly always, a verb further away less often,
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
from tests.evals.candidates import Example, iter_answers, iter_candidates  # noqa: E402
from tests.evals.constructions import FILLINGS, LANGUAGES, Item, read_items  # noqa: E402
from tests.evals.texts import read_texts  # noqa: E402

from corpuskit.quotes.attribution.rules import RULES  # noqa: E402
from corpuskit.quotes.lexicon import Lexicon, find_lexicon  # noqa: E402
from corpuskit.quotes.tables import Weights, read_language, read_weights  # noqa: E402

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
    "name with a name": 0.4, "name without a name": -0.6, "title with a name": -0.3, "title without a name": -0.1,
    "pronoun with a name": -0.9, "pronoun without a name": 0.1, "group without a name": -0.1,
    "organisation with a name": 0.0, "organisation without a name": -0.1,
}  # fmt: skip
"""What each weight would be without any data; 0 for what is not named."""
STRENGTH = 9.0
"""Inverse variance of the prior."""
Array = NDArray[np.float64]
_STEPS = 25
_SMALLEST_STEP = 1e-9

Features = tuple[str, ...]


def fit_choice(groups: Iterable[tuple[list[Example], float]]) -> dict[str, float]:
    """Return the weights by which the right one of several candidates is the likeliest.

    A conditional logit: the chance of a candidate is its share in the sum of the exponentials of all scores.

    Args:
        groups: The candidates for the speaker of one quotation, and how much that counts.

    Source: D. McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
    """
    usable = [(group, share) for group, share in groups if 0 < sum(e.is_right for e in group) < len(group)]
    names = sorted({*PRIORS, *(feature for group, _ in usable for e in group for feature in e.features)})
    places = {name: place for place, name in enumerate(names)}
    prior = np.array([PRIORS.get(name, 0.0) for name in names])
    x = np.zeros((sum(len(group) for group, _ in usable), len(names)))
    right = np.zeros(len(x))
    group_of = np.zeros(len(x), int)
    row = 0
    for number, (group, _) in enumerate(usable):
        for example in group:
            x[row, [places[feature] for feature in example.features]] = 1.0
            right[row], group_of[row] = example.is_right, number
            row += 1
    times = np.array([share for _, share in usable])
    weights = prior.copy()
    for _ in range(_STEPS):
        chance = _shares(x @ weights, group_of, len(usable))
        of_right = chance * right
        of_right /= np.bincount(group_of, of_right, len(usable))[group_of]
        slope = x.T @ (times[group_of] * (of_right - chance)) - STRENGTH * (weights - prior)
        mean = np.zeros((len(usable), len(names)))
        np.add.at(mean, group_of, chance[:, None] * x)
        curvature = (x * (times[group_of] * chance)[:, None]).T @ x - (mean * times[:, None]).T @ mean
        step = np.linalg.solve(curvature + np.diag(np.full(len(names), STRENGTH)), slope)
        weights = weights + step * min(1.0, 2.0 / np.abs(step).max())
        if np.abs(step).max() < _SMALLEST_STEP:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def _shares(scores: Array, group_of: NDArray[np.int64], groups: int) -> Array:
    highest = np.full(groups, -np.inf)
    np.maximum.at(highest, group_of, scores)
    exponentials = np.exp(scores - highest[group_of])
    return np.asarray(exponentials / np.bincount(group_of, exponentials, groups)[group_of])


def fit_confidence(answers: Iterable[tuple[Features, bool, float]]) -> dict[str, float]:
    """Return the weights by which answers are right or wrong, each given by its features and how much it counts.

    The penalised likelihood is concave, and Newton's steps find its maximum.
    """
    counted: Counter[tuple[Features, bool]] = Counter()
    for features, is_right, share in answers:
        counted[features, is_right] += share  # type: ignore[assignment]
    names = sorted({*PRIORS, *(feature for features, _ in counted for feature in features)})
    places = {name: place for place, name in enumerate(names)}
    x = np.zeros((len(counted), len(names)))
    for row, (features, _) in enumerate(counted):
        x[row, [places[feature] for feature in features]] = 1.0
    right = np.array([is_right for _, is_right in counted], float)
    times = np.array(list(counted.values()), float)
    prior = np.array([PRIORS.get(name, 0.0) for name in names])
    weights = _climb(x, right, times, prior, np.full(len(names), _STRENGTH_OF_CONFIDENCE))
    return dict(zip(names, weights.tolist(), strict=True))


_SURE = 2.0
_STRENGTH_OF_CONFIDENCE = 5.0


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


def iter_gold(*, held_out: bool) -> Iterator[tuple[Item, float, str]]:
    """Yield the texts, how much the answers in each count, and what it is: a text, or "" for the constructions.

    The fillings of one construction count as one example.
    """
    constructions = [(item, 1 / FILLINGS, "") for lang in LANGUAGES for item in read_items(lang)]
    single = [(item, 1.0, "") for lang in sentences.LANGUAGES for item in sentences.read_sentences(lang)]
    texts = [(item, 1.0, item.text) for item in (*sentences.read_seeds(), *read_texts())]
    for item, share, text in (*constructions, *single, *texts):
        if item.is_held_out == held_out:
            yield item, share, text


def iter_groups() -> Iterator[tuple[list[Example], float]]:
    """Yield the candidates for each quotation; those of texts also where every second verb of saying is unknown, as in new ones."""
    for item, share, text in iter_gold(held_out=False):
        for group in iter_candidates(item, find_lexicon(item.lang, None)):
            yield group, share
        for group in iter_candidates(item, without_cues(item.lang)) if text else ():
            yield group, _SHARE_OF_UNKNOWN_VERBS


def read_answers(*, held_out: bool) -> list[tuple[Example, float, str]]:
    """Return the answers, how much each counts, and the text it is given to."""
    return [
        (example, share, text)
        for item, share, text in iter_gold(held_out=held_out)
        for example in iter_answers(item)
    ]


@cache
def without_cues(lang: str) -> Lexicon:
    """Return the lexicon of a language without every second verb of saying."""
    table = read_language(lang)
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
        weights = fit_confidence(
            (e.features, e.is_right, share) for e, share, text in read if fold_of.get(text) != fold
        )
        scores += [
            (sum(weights.get(feature, 0.0) for feature in e.features), e.is_right, share)
            for e, share, text in read
            if fold_of.get(text) == fold
        ]
    return scores


def check() -> None:
    """Print how often answers are right, by what they promise."""
    answers: dict[float, list[tuple[float, Example]]] = defaultdict(list)
    for example, share, _ in read_answers(held_out=True):
        answers[min(0.95, int((example.confidence or 0.0) * 20) / 20)].append((share, example))
    for least, shared in sorted(answers.items()):
        total = sum(share for share, _ in shared)
        promised = sum(share * (example.confidence or 0.0) for share, example in shared) / total
        right = sum(share * example.is_right for share, example in shared) / total
        print(f"{least:.2f}  promised {promised:.2f}  right {right:.2f}  of {total:.0f}")


def write(table: Weights) -> None:
    """Write the weights, and let the next reader have them."""
    lines = [
        "# Weights of the ranking of speakers, written by tools/fit_ranking.py from the gold of this project. Not to be edited.",
        "",
        f"slope = {table.slope:.3f}",
        f"intercept = {table.intercept:.3f}",
    ]
    for name, weights in (("weights", table.weights), ("confidence", table.confidence)):
        lines += ["", f"[{name}]", *(f'"{key}" = {weight:.3f}' for key, weight in sorted(weights.items()))]
    path = ROOT / "src" / "corpuskit" / "quotes" / "weights.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read_weights.cache_clear()


def main() -> None:
    """Fit the weights and write them, or check them."""
    if "--check" in sys.argv:
        check()
        return
    choice = {name: round(weight, 3) for name, weight in fit_choice(iter_groups()).items()}
    # Every name is given while answers are read: one that is held back would make its mention look wrong.
    write(Weights(weights=choice, confidence={"all": _SURE}, slope=1.0, intercept=0.0))
    read = read_answers(held_out=False)
    confidence = fit_confidence((e.features, e.is_right, share) for e, share, _ in read)
    slope, intercept = fit_scale(score_out_of_fold(read))
    write(Weights(weights=choice, confidence=confidence, slope=slope, intercept=intercept))
    print(
        f"wrote {len(choice)} weights of candidates and {len(confidence)} of answers, from {len(read)} answers"
    )


if __name__ == "__main__":
    main()
