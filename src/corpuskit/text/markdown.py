"""What a text in Markdown does not show, and the heading that is its title."""

from __future__ import annotations

from corpuskit.patterns import compile_later

_SIGNS = ("<!--", "]:", "![")
# «[1]: https://example.org "A title"», «[//]: # (a comment)»; «[Ana]: hello» leads nowhere, and a footnote is shown.
_UNSEEN = compile_later(
    r"(?ms)<!--(?:(?!-->).){0,10000}+-->"
    r"|\[?!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])(?:\]\([^()\n]*\)|\]\[[^\[\]\n]*\])?"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*+(?=\S*?(?:[/#:<{]|\.\w))(?:\{\{[^{}\n]*\}\}|\S)++"
    r"(?:[ \t]+(?:\x22[^\x22\n]*\x22|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_NO_BREAK = compile_later(r"[^\r\n]")
_SEEN = compile_later(r"\S")
_FENCED = compile_later(r"(?ms)^ {0,3}(```+|~~~+)(?:(?!^ {0,3}\1).)*+")
_FIRST_LEVEL = compile_later(
    r"(?m)^ {0,3}#[ \t]+(?P<marked>\S[^\n]*?)(?:[ \t]+#+)?(?:[ \t]*\{[#.:][^{}\n]*\})?[ \t\r]*$"
    r"|^ {0,3}(?![>|]|[#*+-]+\s)(?P<underlined>\S[^\n]*)\n {0,3}={2,}[ \t\r]*$"
)
_LINKED = compile_later(r"\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_EMPHASIZED = compile_later(r"(?<![\w\\])(\*{1,3}|_{1,3}|`+)(?=\S)([^\n]+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPED = compile_later(r"\\([^\w\s])")


def hide_unseen(text: str) -> str:
    """Return a text of the same length with spaces for comments, pictures and definitions of links, which say nothing."""
    if not any(sign in text for sign in _SIGNS):
        return text
    hidden: str = _UNSEEN.sub(lambda found: _NO_BREAK.sub(" ", found[0]), text)
    return hidden


def find_title_heading(text: str) -> str | None:
    """Return the heading of the first level that begins a text, where it is the only one; None for none, or for sections.

    Args:
        text: The text, what says nothing hidden.
    """
    first = _SEEN.search(text)
    found = None if first is None else _FIRST_LEVEL.match(text, text.rfind("\n", 0, first.start()) + 1)
    if found is None or _FIRST_LEVEL.search(_FENCED.sub("", text[found.end() :])):
        return None
    shown = _EMPHASIZED.sub(r"\2", _LINKED.sub(r"\1", found["marked"] or found["underlined"]))
    return " ".join(_ESCAPED.sub(r"\1", shown).split())
