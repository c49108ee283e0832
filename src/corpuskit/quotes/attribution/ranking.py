"""Which of the speakers that the rules propose is the most likely one, and how sure that is.

A log-linear model: the chance that an answer is right is the logistic function of the sum of the weights of its
features, which are all binary and mean the same in every language, scaled so that it promises what holds. The weights stand in `weights.toml`, which
`tools/fit_ranking.py` writes from the gold of this project alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.reading import is_given_name, read_mention
from corpuskit.quotes.tables import read_weights

_FAR = 60
"""Between so many code points there is more than an apposition."""
_LONG_MENTION = 80
"""From so many code points on a mention is likely to hold more than a noun phrase."""


def list_candidates(proposals: Iterable[Attribution]) -> list[Attribution]:
    """Return the speakers that are proposed, each once, with the evidence for and against it.

    Args:
        proposals: What the rules give for one quotation, the rules in order. Proposals that overlap are one speaker;
            the first of them says where it is named. Nobody is a candidate too.
    """
    groups: list[list[Attribution]] = []
    for proposal in proposals:
        group = next((group for group in groups if _is_same(group[0], proposal)), None)
        if group is None:
            groups.append([proposal])
        else:
            group.append(proposal)
    return [group[0]._replace(evidence=tuple(_weigh(group, groups))) for group in groups]


def _is_same(one: Attribution, other: Attribution) -> bool:
    if one.speaker is None or other.speaker is None:
        return one.speaker is other.speaker
    return one.speaker[0] < other.speaker[1] and other.speaker[0] < one.speaker[1]


def _weigh(group: Sequence[Attribution], groups: Sequence[Sequence[Attribution]]) -> Iterator[str]:
    """Yield what speaks for a candidate and against it."""
    first = group[0]
    if first.rule is not None:
        yield f"rule {first.rule.name}"
        yield f"tie {first.rule.tie}"
    if first.implicit:
        yield "subject in the verb"
    if first.cue is None:
        yield "no cue"
    for proposal in group[1:]:
        if proposal.rule is not None:
            yield f"with {proposal.rule.name}"
    for other in groups:
        if other is not group and other[0].rule is not None:
            yield f"against {other[0].rule.name}"


def choose(candidates: Sequence[Attribution], text: str, lexicon: Lexicon) -> Attribution | None:
    """Return the candidate with the most evidence, the first among equals; None where there is none.

    Args:
        candidates: What `list_candidates` gives.
        text: The text of the document.
        lexicon: Words of its language.
    """
    if len(candidates) <= 1:
        return next(iter(candidates), None)
    return max(candidates, key=lambda candidate: _score(features_of(candidate, text, lexicon)))


def features_of(candidate: Attribution, text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what is known of a candidate: the evidence, and what its mention looks like.

    Args:
        candidate: Who may speak.
        text: The text of the document.
        lexicon: Words of its language.
    """
    evidence = candidate.evidence or tuple(_weigh((candidate,), ()))
    if candidate.speaker is None:
        return ("all", *evidence, "nobody")
    return (
        "all",
        *evidence,
        *_iter_places(candidate, text),
        *_iter_looks(text[slice(*candidate.speaker)], lexicon),
    )


def _iter_places(candidate: Attribution, text: str) -> Iterator[str]:
    """Yield where a mention stands beside its verb of saying."""
    if candidate.speaker is None or candidate.cue is None or candidate.implicit:
        return
    between = text[candidate.speaker[1] : candidate.cue[0]] or text[candidate.cue[1] : candidate.speaker[0]]
    if not between.strip(" ,،，"):
        yield "touches its cue"
    elif len(between) > _FAR:
        yield "far from its cue"


def _iter_looks(mention: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what a mention looks like."""
    reading = read_mention(mention, lexicon)
    yield f"looks like a {reading.make}"
    if len(mention) > _LONG_MENTION:
        yield "long mention"
    if reading.name is not None and any(is_given_name(word) for word in reading.name.split()):
        yield "given name"
    if reading.make != "title":
        return
    words = mention.lower().split()
    if not any(lexicon.is_person(word) for word in words):
        yield "no noun of persons"
    if len(words) == 1:
        yield "one small word"
        if lexicon.inverts and words[0].endswith(lexicon.report_suffixes or "\0"):
            yield "looks like a verb"


def _score(features: Iterable[str]) -> float:
    weights = read_weights().weights
    return sum(weights.get(feature, 0.0) for feature in features)


def iter_features_of_answer(make: str, kind: str, *, is_named: bool) -> Iterator[str]:
    """Yield what an answer says beside who speaks.

    Args:
        make: What the mention is: `name`, `title`, `pronoun`, `group` or `organisation`.
        kind: The kind of the quotation.
        is_named: Whether the answer says a name too.
    """
    yield f"kind {kind}"
    yield f"{make} {'with' if is_named else 'without'} a name"


def confidence_of(features: Iterable[str]) -> float:
    """Return how often an answer with these features is right, mention and name, 0 to 1, in hundredths.

    Args:
        features: Those of the candidate and those of the answer.
    """
    weights = read_weights()
    return round(1 / (1 + math.exp(-weights.slope * _score(features) - weights.intercept)), 2)
