"""Why a query may have found nothing: what in it rarely means what it seems to."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import regex

from corpuskit.kwic.options import KwicOptions
from corpuskit.patterns import compile_later
from corpuskit.records import Issue

# At the end of a word or of the signs behind it, or alone at the end of all, as French has it.
_WORD_WITH_MARK = compile_later(
    r"""[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(\?+)(?=[~\s)|.,;:!"'”’»]|$)"""
    r"""|[^\s\p{L}\p{M}\p{N}_*?\\/(|~]++(\?+)(?=[~\s)|.,;:!"'”’»]|$)|(?<![^\s])(\?+)(?=[\s.!"'”’»]*$)"""
)
_ADDRESS = compile_later(r"[a-z][a-z+.-]*://\S+|www\.\S+", regex.IGNORECASE)
_WILDCARD = compile_later(r"(?<!\\)([*?])")
_UNSPACED_SCRIPT = compile_later(r"[\p{Tai_Le}\p{New_Tai_Lue}\p{Tai_Tham}\p{Tai_Viet}]+")
# Their characters are words, so that phrases are found, and what asks for more of one word is not.
_DIVIDED_SCRIPT = r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+"
_DIVIDED = compile_later(_DIVIDED_SCRIPT)
_DIVIDED_WITH_WILDCARD = compile_later(rf"{_DIVIDED_SCRIPT}(?=[*?])|(?<=[*?]){_DIVIDED_SCRIPT}")
# Each of their characters is a word, of which a wildcard beside it would be a part.
_ALONE = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
_ALONE_WITH_WILDCARD = compile_later(rf"(?<={_ALONE})\*(?!\{{)|(?<!\\)[*?](?={_ALONE})")
_WORD_WITH_STOP = compile_later(r"[\p{L}\p{M}]+\.[\p{L}\p{M}]+")
_SLASHED = compile_later(r"(?<![^\s(|])/((?:[^/\\]|\\.)+)/")
_QUOTED = compile_later(r"[\"“]((?:[^\"”\\]|\\.)*)[\"”]")
_APOSTROPHE = compile_later(r"['’]")
# Signs that mean something in a regular expression, and stand for themselves, or for nothing, between words.
_EXPRESSION_SIGNS = compile_later(
    r"\\[bBdDsSwW](?![\p{L}\p{N}])|\\[bB](?=\p{L})|\[[^\]\s]+\]|[.\p{L}\p{N}\])]\{[0-9]+(?:,[0-9]*)?\}|\.[*+?]|^\^"
)
_READ_OTHERWISE = compile_later(r"(?<![^\s(|])/(?:[^/\\]|\\.)+/|\([^()]*\)|\"[^\"]*\"|\*\{[0-9]*,?[0-9]*\}")
_LAYER = compile_later(
    r"(?|[\[&|(!]\s*(?!word\b)([\p{L}_][\p{L}\p{N}_]*)\s*!?=|[:&=]\s*[\p{L}_][\p{L}\p{N}_]*\.(?!word\b)([\p{L}_][\p{L}\p{N}_]*))"
)
_WORD_OF_CQP = compile_later(r"\[\s*[\p{L}_]+\s*!?=\s*[\"'“”][^\]]*\]?")
# What joins the parts of a query elsewhere, and is a word here.
_OPERATOR = compile_later(r"(?<=\S\s+)(AND|OR|NEAR|BEFORE)(?=\s+\S)")
_WRITTEN_HERE = {"AND": "NEAR/10", "NEAR": "NEAR/10", "BEFORE": "BEFORE/10", "OR": "|"}
_ANY_WORDS = compile_later(r"\s*\*(?:\s+\*)*\s*")
_NEAR_ANY_WORD = compile_later(r"\s*\*\s+NEAR/(\d+)\s+(\S.*)", regex.DOTALL)
_LINE_BREAK = compile_later(r"\\[nrR]|[\r\n]")


def list_doubts(options: KwicOptions) -> list[Issue]:
    """Return notes for a search without hits, each with the part of a pattern that it is about and a cure."""
    doubts = []
    for search in options.searches.values():
        for pattern in search.patterns:
            for message, hint in _doubt(pattern, search):
                doubts.append(Issue(path=pattern, kind="no_hits", message=f"no hits: {message}", hint=hint))
    return doubts


def _doubt(pattern: str, options: KwicOptions) -> Iterator[tuple[str, str]]:
    if options.substring:
        return
    if options.regex:
        if options.within != "document" and _LINE_BREAK.search(pattern):
            yield "a hit does not leave its paragraph", "--within document"
        return
    divided = _DIVIDED if options.cql else _DIVIDED_WITH_WILDCARD
    if found := _UNSPACED_SCRIPT.search(pattern) or divided.search(pattern):
        yield f"the script of {found[0]!r} puts no spaces between words", f"--substring {found[0]}"
    expressions = (_QUOTED if options.cql else _SLASHED).findall(pattern)
    if any(map(_APOSTROPHE.search, expressions)):
        yield (
            "an expression is for one word, and an apostrophe divides words",
            "without quotes or slashes and without --cql, words and signs stand as in the text: *n't",
        )
    if found := _WORD_WITH_STOP.search(" ".join(expressions)):
        yield (
            f"'.' in {found[0]!r} is any one letter of a word, and signs divide words",
            f"without {'--cql' if options.cql else 'slashes'} signs stand as in the text: {found[0]}",
        )
    if options.cql:
        if found := _LAYER.search(pattern):
            yield (
                f"{found[1]!r} is what annotated input says of its words, and signs are no words",
                "CoNLL-U or vertical text; in other texts there are words alone: [word=…]",
            )
        return
    yield from _doubt_signs(pattern)
    yield from _doubt_wildcards(pattern)


def _doubt_signs(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield what is written as other query languages have it."""
    if found := _WORD_OF_CQP.search(pattern):
        yield f"{found[0]!r} is a word of a query of CQP", f"--cql {shlex.quote(pattern)}"
        return
    read = _READ_OTHERWISE.sub(" ", pattern)
    if found := _OPERATOR.search(read):
        written = _OPERATOR.sub(lambda operator: _WRITTEN_HERE[operator[0]], pattern)
        yield f"{found[0]!r} is a word as others are", f"if it joins two parts: {written}"
    if found := _EXPRESSION_SIGNS.search(read):
        yield (
            f"{found[0]!r} is no sign of an expression here: a pattern is words as they stand",
            f"--regex {shlex.quote(pattern)} reads it as a regular expression",
        )


def _doubt_wildcards(pattern: str) -> Iterator[tuple[str, str]]:
    # In an expression they are none.
    read = _SLASHED.sub(lambda expression: "/" * len(expression[0]), pattern)
    if _ALONE_WITH_WILDCARD.search(pattern):
        apart = " ".join(_ALONE_WITH_WILDCARD.sub(" *{0,5} ", pattern).split())
        yield (
            "each character of Chinese and Japanese is a word, and a wildcard beside it is none",
            f"apart it is: {apart}",
        )
    if (address := _ADDRESS.search(pattern)) and _WILDCARD.search(address[0]):
        yield (
            f"'?' and '*' in {address[0]!r} stand for characters of a word",
            "--substring takes an address as it is",
        )
    elif found := _WORD_WITH_MARK.search(read):
        marks = found[1] or found[2] or found[3]
        if found[1]:
            escaped = pattern[: found.end() - len(marks)] + "\\?" * len(marks) + pattern[found.end() :]
            yield (
                f"'?' in {found[0]!r} stands for one more character of the word",
                f"for the sign itself: {escaped}",
            )
        else:
            which = f"{marks!r} in {found[0]!r}" if found[2] else f"{marks!r} alone"
            yield f"{which} stands for a word of as many characters", "--substring takes signs as they are"


def list_pointers(options: KwicOptions) -> list[Issue]:
    """Return a note where what is grouped are all words or those near a phrase, for which there are commands."""
    if options.group != "match":
        return []
    pointers: list[Issue] = []
    for search in options.searches.values():
        if not (search.cql or search.substring or search.regex):
            pointers += filter(None, map(_find_pointer, search.patterns))
    return pointers


def _find_pointer(pattern: str) -> Issue | None:
    if _ANY_WORDS.fullmatch(pattern):
        size = pattern.count("*")
        hint = "corpuskit words" + (f" --size {size}" if size > 1 else "")
        message = "counts of all words have a command, with dispersion and without copies"
    elif found := _NEAR_ANY_WORD.fullmatch(pattern):
        hint = f"corpuskit collocates {shlex.quote(found[2].strip())} -C {found[1]}"
        message = "words near a phrase have a command, which compares them with chance"
    else:
        return None
    return Issue(path=pattern, kind="own_command", message=message, hint=hint)
