"""How sure it is that an answer is right: that the speaker is named there, and bears that name.

A log-linear model: the logistic function of the sum of the weights of an answer's features, which are all binary and
mean the same in every language. The weights stand in `weights.toml`, which `tools/fit_confidence.py` writes from the
gold of this project alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.tables import read_weights

_LONG_MENTION = 80
"""From so many code points on a mention is likely to hold more than a noun phrase."""


def iter_features(
    attribution: Attribution, mention: str, make: str, kind: str, *, is_named: bool
) -> Iterator[str]:
    """Yield the features of an answer.

    Args:
        attribution: Who speaks, and by what rule.
        mention: The speaker as written.
        make: What the mention is: `name`, `title`, `pronoun`, `group` or `organisation`.
        kind: The kind of the quotation.
        is_named: Whether the answer says a name too.
    """
    yield "all"
    if attribution.rule is not None:
        yield f"rule {attribution.rule.name}"
        yield f"tie {attribution.rule.tie}"
    if attribution.implicit:
        yield "subject in the verb"
    if attribution.cue is None:
        yield "no cue"
    yield f"kind {kind}"
    yield f"{make} {'with' if is_named else 'without'} a name"
    if len(mention) > _LONG_MENTION:
        yield "long mention"


def confidence_of(attribution: Attribution, mention: str, make: str, kind: str, *, is_named: bool) -> float:
    """Return how often an answer like this is right, 0 to 1, in hundredths.

    Args:
        attribution: Who speaks, and by what rule.
        mention: The speaker as written.
        make: What the mention is.
        kind: The kind of the quotation.
        is_named: Whether the answer says a name too.
    """
    weights = read_weights().weights
    score = sum(
        weights.get(feature, 0.0)
        for feature in iter_features(attribution, mention, make, kind, is_named=is_named)
    )
    return round(1 / (1 + math.exp(-score)), 2)
