"""Years that end a day whose month no table knows: «14 maart 2023» in a text whose language has no table.

The year by itself would be a piece of the date, cut off. It is left out, and so is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_later
from corpuskit.text.view import fold

# How far around a year its day is looked for.
_REACH = 48
_LAST_DAY = 31
# 14 maart · 14. března · 14 de març de · ngày 14 tháng 3 năm
_DAY_BEFORE = compile_later(
    r"(?<![\p{N}.,:/])(?<!\p{N}-)(?P<day>\p{Nd}{1,2})(?:[.ºª°]|\.?-?\p{L}{1,2})?\s+(?:\p{L}{1,3}['’]?\s*)??"
    r"(?:(?P<month>\p{L}[\p{L}\p{M}-]{2,})|\p{L}[\p{L}\p{M}]*\s+\p{Nd}{1,2})\.?,?\s+(?:\p{L}[\p{L}\p{M}]{0,3}\s+)?$"
)
# 2023. március 14 · 2023 m. kovo 14 · 2023. gada 14. martā
_DAY_AFTER = compile_later(
    r"(?:\.|\s\p{Ll}\.)\s+(?:(?P<month>\p{Ll}[\p{Ll}\p{M}]{2,})\s+(?P<day>\p{Nd}{1,2})(?![\p{Nd}:])"
    r"|\p{Ll}+\s+(?P<day>\p{Nd}{1,2})\.\s+(?P<month>\p{Ll}[\p{Ll}\p{M}]{2,}))"
)


def leave_out_cut_years(
    text: str, mentions: Sequence[Mention], known_words: Collection[str]
) -> tuple[list[Mention], int]:
    """Return mentions without the years that end, or begin, a day with an unknown month, and how many those are.

    Args:
        text: A text whose language has no table.
        mentions: Its mentions, with offsets in it.
        known_words: The words, folded, that are known to dates; none of them is such a month.
    """
    kept = [mention for mention in mentions if not _is_cut(text, mention, known_words)]
    return kept, len(mentions) - len(kept)


def _is_cut(text: str, mention: Mention, known_words: Collection[str]) -> bool:
    if mention.form != "year":
        return False
    before = _DAY_BEFORE.search(text, max(0, mention.start - _REACH), mention.start)
    after = _DAY_AFTER.match(text, mention.end, mention.end + _REACH)
    return any(
        found is not None
        # Python may not know digits of the newest scripts.
        and found["day"].isdecimal()
        and 1 <= int(found["day"]) <= _LAST_DAY
        and (found["month"] is None or fold(found["month"]) not in known_words)
        for found in (before, after)
    )
