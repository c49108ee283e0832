"""Which of the speakers that the rules propose is the most likely one, and how sure that is.

A log-linear model: of several candidates the one whose features have the largest sum of weights is taken. The chance that
it is right is the logistic function of another sum, with weights of its own, scaled so that it promises what holds: it goes by
the same features, by the lead before the next candidate and by what is said of the speaker. Features are all binary and mean
the same in every language. The weights stand in `weights.toml`, which `tools/fit_ranking.py` writes from the gold of this
project alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat

from corpuskit.quotes.attribution.context import Attribution, Context
from corpuskit.quotes.attribution.phrases import iter_places
from corpuskit.quotes.attribution.rules import CONTINUED
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.reading import is_given_name, read_mention
from corpuskit.quotes.tables import read_weights

_FAR = 60
"""Between so many code points there is more than an apposition."""
_LONG_MENTION = 80
"""From so many code points on a mention is likely to hold more than a noun phrase."""


def list_candidates(proposals: Iterable[Attribution], context: Context | None = None) -> list[Attribution]:
    """Return the speakers that are proposed, each once, with the evidence for and against it.

    Args:
        proposals: What the rules give for one quotation, the rules in order. Proposals that overlap are one speaker;
            the first of them says where it is named. Nobody is a candidate too.
        context: The quotation and its sentence; None where mentions are not looked at.
    """
    groups: list[list[Attribution]] = []
    for proposal in (*proposals, Attribution()):
        group = next((group for group in groups if _is_same(group[0], proposal)), None)
        if group is None:
            groups.append([proposal])
        else:
            group.append(proposal)
    named = [(group, f"against {name}") for group in groups if (name := _name_of(group[0])) is not None]
    return [
        group[0]._replace(
            evidence=(
                *_weigh(group),
                *(against for other, against in named if other is not group),
                *_stand(group[0], context),
            )
        )
        for group in groups
    ]


def _name_of(proposal: Attribution) -> str | None:
    """Return the name of the rule that proposes a speaker; None for none, and for one that proposes whatever is there."""
    return None if proposal.rule is None or proposal.rule.is_last_resort else proposal.rule_name


def _is_same(one: Attribution, other: Attribution) -> bool:
    if one.speaker is None or other.speaker is None:
        return one.speaker is other.speaker
    return one.speaker[0] < other.speaker[1] and other.speaker[0] < one.speaker[1]


def _weigh(group: Sequence[Attribution]) -> Iterator[str]:
    """Yield what speaks for a candidate."""
    first = group[0]
    if first.rule is not None:
        yield f"rule {first.rule.name}"
        yield f"tie {first.rule.tie}"
    if first.implicit:
        yield "subject in the verb"
    if first.cue is None:
        yield "no cue"
    for proposal in group[1:]:
        name = _name_of(proposal)
        if name is not None:
            yield f"with {name}"


def _stand(candidate: Attribution, context: Context | None) -> Iterator[str]:
    """Yield where a candidate is named."""
    if context is not None and candidate.speaker is not None:
        yield from iter_places(context, candidate.speaker, implicit=candidate.implicit)


def choose(candidates: Sequence[Attribution], text: str, lexicon: Lexicon) -> Attribution | None:
    """Return the candidate with the most evidence, the first among equals; None where there is none.

    Args:
        candidates: What `list_candidates` gives.
        text: The text of the document.
        lexicon: Words of its language.
    """
    if len(candidates) <= 1:
        return next(iter(candidates), None)
    scores = [_score(features_of(candidate, text, lexicon)) for candidate in candidates]
    best = max(range(len(scores)), key=scores.__getitem__)
    second = max(score for place, score in enumerate(scores) if place != best)
    chosen = candidates[best]
    return chosen._replace(evidence=(*chosen.evidence, f"ahead by {_step_of(scores[best] - second)}"))


_STEPS = (0.5, 1.0, 2.0, 3.0, 4.5, 6.0)
"""Where the lead of a candidate before the next one is cut, so that it can be a feature."""


def _step_of(lead: float) -> str:
    return next((str(step) for step in _STEPS if lead < step), "more")


def features_of(candidate: Attribution, text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what is known of a candidate: the evidence, and what its mention looks like.

    Args:
        candidate: Who may speak.
        text: The text of the document.
        lexicon: Words of its language.
    """
    evidence = candidate.evidence or tuple(_weigh((candidate,)))
    if candidate.speaker is None:
        return ("all", *evidence, "nobody")
    return (
        "all",
        *evidence,
        *_iter_places(candidate, text),
        *_iter_order(candidate, lexicon),
        *_list_looks(text[slice(*candidate.speaker)], lexicon, candidate.implicit),
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


def _iter_order(candidate: Attribution, lexicon: Lexicon) -> Iterator[str]:
    """Yield whether a verb that holds its subject is one as any other, because the language puts it first."""
    if candidate.implicit and not lexicon.subject_first:
        yield "subject in a verb that comes first"


@lru_cache(maxsize=4_096)
def _list_looks(mention: str, lexicon: Lexicon, is_known: bool) -> tuple[str, ...]:
    return tuple(_iter_looks(mention, lexicon, is_known=is_known))


def _iter_looks(mention: str, lexicon: Lexicon, *, is_known: bool) -> Iterator[str]:
    """Yield what a mention looks like; of one that is known to be a subject, no more than what it is."""
    reading = read_mention(mention, lexicon)
    yield f"looks like a {reading.make}"
    if is_known:
        return
    if len(mention) > _LONG_MENTION:
        yield "long mention"
    if reading.name is not None and any(is_given_name(word) for word in reading.name.split()):
        yield "given name"
    if reading.make != "title":
        return
    yield from _iter_looks_of_a_noun(mention, lexicon)


def _iter_looks_of_a_noun(mention: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield why a mention without a name may be no noun of persons, or no noun phrase at all."""
    words = mention.lower().split()
    tags = [lexicon.tags.get(word) for word in words]
    if not any(lexicon.is_person(word) for word in words):
        yield "no noun of persons"
        if lexicon.has_articles and tags[0] not in ("det", "pron") and mention[0].islower():
            yield "no article"
    if tags[0] in ("prep", "aux", "adv", "sub", "rel", "time", "and"):
        yield "begins like no noun phrase"
    if any(word in lexicon.cues or tag in ("verb", "aux") for word, tag in zip(words, tags, strict=True)):
        yield "holds a verb"
    if len(words) == 1:
        yield "one small word"
        if lexicon.inverts and words[0].endswith(lexicon.report_suffixes or "\0"):
            yield "looks like a verb"


def _score(features: Iterable[str]) -> float:
    weights = read_weights().weights
    return sum(map(weights.get, features, repeat(0.0)))


def iter_features_of_answer(
    make: str, kind: str, name: str | None, rule: str | None, lexicon: Lexicon
) -> Iterator[str]:
    """Yield what an answer says beside who speaks.

    Args:
        make: What the mention is: `name`, `title`, `pronoun`, `group` or `organisation`.
        kind: The kind of the quotation.
        name: The name that the answer says too; None for none.
        rule: The name of the rule that proposed who speaks; None for none.
        lexicon: Words of the language.
    """
    yield f"kind {kind}"
    yield f"{make} {'without' if name is None else 'with'} a name"
    if rule == CONTINUED.name:
        # A pronoun goes on with one before: who that is tells whether it is the right one.
        yield f"goes on {'without' if name is None else 'with'} a name"
    if name is not None and not lexicon.unspaced and not any(is_given_name(word) for word in name.split()):
        yield "no given name" if lexicon.capitals else "no given name, no capitals"
        if make == "pronoun":
            yield "pronoun with a name of unknown gender"


def confidence_of(features: Iterable[str]) -> float:
    """Return how often an answer with these features is right, mention and name, 0 to 1, in hundredths.

    Args:
        features: Those of the candidate, with its lead before the next one, and those of the answer.
    """
    table = read_weights()
    score = sum(map(table.confidence.get, features, repeat(0.0)))
    return round(1 / (1 + math.exp(-table.slope * score - table.intercept)), 2)
