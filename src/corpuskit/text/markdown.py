"""What a text in Markdown does not show, and the heading that is its title."""

from __future__ import annotations

from corpuskit.patterns import compile_later

_SIGNS = ("<", "]:", "![", "{{")
# Of a long text only the first and the last lines are asked for.
_OUTER = 1 << 16
# «[1]: https://example.org "A title"», «[//]: # (a comment)»; «[Ana]: hello» leads nowhere, and a footnote is shown.
_UNSEEN = compile_later(
    r"(?ms)<!--(?:(?!-->|<!--).)*+-->"
    r"|^[ \t]*+(?:</?[a-z][a-z\d-]*(?:\s[^<>]{0,1000}+)?/?>[ \t]*+)++$"
    r"|\{\{(?:[Cc]it|[Rr]ef)[^{}|\n]{0,40}\|[^{}]{0,2000}\}\}"
    r"|\[?!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])(?:\]\([^()\n]*\)|\]\[[^\[\]\n]*\])?"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*+(?=\S*?(?:[/#:<{]|\.\w))(?:\{\{[^{}\n]*\}\}|\S)++"
    r"(?:[ \t]+(?:\x22[^\n]*\x22|'[^\n]*'|\([^\n]*\)))?[ \t]*$"
)
_NO_BREAK = compile_later(r"[^\r\n]")
_EMPTY_LINE = compile_later(r"\n[ \t\r]*\n\s*$")
_MARK = compile_later("[#=]")
_WORD = compile_later(r"\w")
_FENCED = compile_later(r"(?ms)^ {0,3}(```+|~~~+)(?:(?!^ {0,3}\1).)*+")
_FIRST_LEVEL = compile_later(
    r"(?m)^ {0,3}#[ \t]+(?P<marked>\S[^\n]*)"
    r"|^ {0,3}(?![>|]|[#*+-]+\s)(?P<underlined>\S[^\n]*)\n {0,3}={2,}[ \t\r]*$"
)
# Within how many characters, and below how many short lines, the heading of a text stands: a note, a link, a date.
_HEAD, _MOST_ABOVE, _LONGEST_ABOVE = 1000, 2, 120
_LOWER_LEVEL = compile_later(r"\s*#{2,6}[ \t]")
# «# Rules ##», «# Rules {#rules}».
_ENDING = compile_later(r"(?:[ \t]+#+)?(?:[ \t]*\{[#.:][^{}\n]*\})?\s*$")
_LINKED = compile_later(r"\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_EMPHASIZED = compile_later(r"(?<![\w\\])(\*{1,3}|_{1,3}|`+)(?=\S)([^\n]+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPED = compile_later(r"\\([^\w\s])")


def hide_unseen(text: str) -> str:
    """Return a text of the same length with spaces for what says nothing in its first and its last lines.

    That are comments, references of MediaWiki, tags in lines of their own, pictures and definitions of links.

    Args:
        text: Any text.
    """
    if len(text) > 2 * _OUTER:
        return hide_unseen(text[:_OUTER]) + text[_OUTER:-_OUTER] + hide_unseen(text[-_OUTER:])
    if not any(sign in text for sign in _SIGNS):
        return text
    hidden: str = _UNSEEN.sub(lambda found: _NO_BREAK.sub(" ", found[0]), text)
    return hidden


def find_title_heading(text: str) -> str | None:
    """Return the heading of the first level that begins a text; None for none, or where others like it begin sections.

    Args:
        text: The text, what says nothing hidden.
    """
    found = _FIRST_LEVEL.search(text) if _MARK.search(text, 0, _HEAD) else None
    if found is None or found.end() > _HEAD:
        return None
    # A note of the editors, as a quotation, may have many lines.
    above = [
        line for line in text[: found.start()].splitlines() if _WORD.search(line) and not line.startswith(">")
    ]
    below = text[found.end() :]
    is_first = not above or (len(above) <= _MOST_ABOVE and _is_set_off(above, text, found.start()))
    begins_section = above or not _LOWER_LEVEL.match(below)
    if not is_first or (begins_section and _FIRST_LEVEL.search(_FENCED.sub("", below))):
        return None
    written = _ENDING.sub("", found["marked"] or found["underlined"], count=1)
    shown = _EMPHASIZED.sub(r"\2", _LINKED.sub(r"\1", written))
    return " ".join(_ESCAPED.sub(r"\1", shown).split())


def _is_set_off(above: list[str], text: str, start: int) -> bool:
    """Return whether the lines above a heading are short, none is a heading, and an empty line divides them from it."""
    is_short = all(len(line) <= _LONGEST_ABOVE and not line.startswith("#") for line in above)
    return is_short and _EMPTY_LINE.search(text, 0, start) is not None
