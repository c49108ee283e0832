r"""Lines of a chat without times: «<anna> Hi all», in Markdown «**\<anna>** Hi all»."""

from __future__ import annotations

from collections import Counter

from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.context import Span

_NICK = compile_later(
    r"(?m)^(?:\*\*|__)?\\?<(?P<nick>[^\s<>/@\\]{1,30})\\?>(?:\*\*|__)?[ \t]+(?=[^\s<])(?P<said>[^\n]*)"
)
_FEWEST_LINES = 3
# Elements of markup that nothing closes.
_ELEMENTS = frozenset(("br", "hr", "img", "p", "li", "dt", "dd", "tr", "td", "th", "input"))


def read_nicks(text: str) -> list[tuple[int, int, Span]]:
    """Return where each line of a chat begins, where its words do, and the nick; nothing for another text, and for markup.

    Args:
        text: The text.
    """
    if "<" not in text or "</" in text:
        return []
    found = list(_NICK.finditer(text))
    nicks = Counter(match["nick"] for match in found)
    if len(found) < _FEWEST_LINES or not _ELEMENTS.isdisjoint(nicks) or not 1 < len(nicks) < len(found):
        return []
    lines = [line for line in text[found[0].start() :].split("\n") if line.strip()]
    if 2 * len(found) < len(lines):
        return []
    return [(match.start(), match.start("said"), match.span("nick")) for match in found]
