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
from corpuskit.quotes.attribution.phrases import list_places
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
    candidates = []
    for group in groups:
        speaker, cue, rule, implicit, _ = group[0]
        evidence = _weigh(group)
        evidence += [against for other, against in named if other is not group]
        if context is not None and speaker is not None:
            evidence += list_places(context, speaker, implicit=implicit)
        candidates.append(Attribution(speaker, cue, rule, implicit, tuple(evidence)))
    return candidates


def _name_of(proposal: Attribution) -> str | None:
    """Return the name of the rule that proposes a speaker; None for none, and for one that proposes whatever is there."""
    return None if proposal.rule is None or proposal.rule.is_last_resort else proposal.rule_name


def _is_same(one: Attribution, other: Attribution) -> bool:
    if one.speaker is None or other.speaker is None:
        return one.speaker is other.speaker
    return one.speaker[0] < other.speaker[1] and other.speaker[0] < one.speaker[1]


def _weigh(group: Sequence[Attribution]) -> list[str]:
    """Return what speaks for a candidate."""
    first = group[0]
    found = [] if first.rule is None else [f"rule {first.rule.name}", f"tie {first.rule.tie}"]
    if first.implicit:
        found.append("subject in the verb")
    if first.cue is None:
        found.append("no cue")
    found += [f"with {name}" for proposal in group[1:] if (name := _name_of(proposal)) is not None]
    return found


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
        *_list_tie(candidate, text, lexicon),
        *_list_looks(text[slice(*candidate.speaker)], lexicon, candidate.implicit),
    )


def _list_tie(candidate: Attribution, text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return where a mention stands beside its verb of saying, or that the language puts a verb first that holds its subject."""
    if candidate.implicit:
        return () if lexicon.subject_first else ("subject in a verb that comes first",)
    if candidate.speaker is None or candidate.cue is None:
        return ()
    between = text[candidate.speaker[1] : candidate.cue[0]] or text[candidate.cue[1] : candidate.speaker[0]]
    if not between.strip(" ,،，"):
        return ("touches its cue",)
    return ("far from its cue",) if len(between) > _FAR else ()


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
