"""Whether the words around a date speak of the past or of the future."""

from __future__ import annotations

import regex

_FUTURE = regex.compile(
    r"\b(?:will|won't|shall|'ll|going to|plans?|planned|planning|expects?|expected|scheduled|is to|are to|to be|"
    r"upcoming|hopes?|hoping|slated|due|may|could|should|can|must|set to|aims?|intends?|until|by|if|let's|"
    r"deadline|begins|starts|meets|through)\b"
)
_PAST = regex.compile(
    r"\b(?:was|were|had|did|said|has|have|been|ago|since|[a-z]{2,}(?<!ne)ed|began|took|made|came|fell|rose|told|met|won|lost|went|got|gave|held|left|ran|sold|bought|found|saw|sent|led|died)\b"
)


def find_tense(before: str, after: str, lang: str | None) -> str | None:
    """Return `past` or `future` where a cue stands near, or None.

    Args:
        before: The words of the sentence before the date, folded.
        after: Those after it.
        lang: The language of the date.
    """
    if lang != "en":
        return None
    future = [match.end() for match in _FUTURE.finditer(before)]
    past = [match.end() for match in _PAST.finditer(before)]
    if future or past:
        return "future" if max(future, default=-1) > max(past, default=-1) else "past"
    future_after, past_after = _FUTURE.search(after), _PAST.search(after)
    if future_after is None and past_after is None:
        return None
    if past_after is None:
        return "future"
    if future_after is None:
        return "past"
    return "future" if future_after.start() < past_after.start() else "past"
