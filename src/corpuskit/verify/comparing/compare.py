"""Whether two texts are the same but for their typography, and what of it differs.

Two texts are the same when their letters and digits are, in the view, and between these stand the same signs: quotation
marks, dashes, dots and spaces of whatever form, and nothing at all where a word is divided at the end of a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

import regex

from corpuskit.dedupe.kinds.alignment import locate_words
from corpuskit.patterns import compile_later
from corpuskit.text.view import AMPERSAND
from corpuskit.verify.comparing.words import HYPHENS, INVISIBLE, LINE_BREAK, part_at_lines

_UNSEEN = compile_later(rf"[{INVISIBLE}]+")
_LINE_END = compile_later(rf"[{HYPHENS}][ \t]*{LINE_BREAK}[\s>]*")
_ANY_LINE_END = compile_later(LINE_BREAK)
_BLOCK_QUOTE = compile_later(rf"{LINE_BREAK}[ \t]*(?:>[ \t]*)+")
_EMPHASIS = compile_later(r"[*`_]+")
_QUOTES = compile_later(r"(?:['\"‘’‚‛“”„‟′″‹›«»＇＂「」『』`´ʼ]\s*)*['\"‘’‚‛“”„‟′″‹›«»＇＂「」『』`´ʼ]")
_DASHES = compile_later(r"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
_DOTS = compile_later(r"\.(?:\s?\.){2,3}|…+|⋯+")
_VERSE_END = compile_later(r"(?<=\s|^)[/|]{1,2}(?=\s)")
_SPACES = compile_later(r"\s+")
_FORMS = str.maketrans("،؛؟٪٫，；：？！（）［］％", ",;?%,,;:?!()[]%")
_BRACKETS = str.maketrans("", "", "[]")
# At the ends of a quotation stand the marks of the sentence around it; these belong to its words.
_BEFORE = compile_later(r"(?:(?<!\p{N}\s?)[-+\u2212\u2013±]|\p{Sc}|[#@])\s?$")
_AFTER = compile_later(r"^\s?[%‰°٪％]")
_ENDS = compile_later(r"^[^\p{L}\p{N}\r\n]*?([?？؟])")

# Each paragraph of a long quotation begins with a mark.
_OPENED_AGAIN = compile_later(rf"{LINE_BREAK}[ \t]*[\"“„«‘‚‹»”]\s*$")

HYPHEN = "-"
_DIVIDED = "\0"


class _Text(NamedTuple):
    """A text as letters with what stands between them.

    Attributes:
        letters: Its letters and digits, as they are compared.
        written: The same as they are written.
        gaps: What stands between words, by the number of letters before it.
    """

    letters: str
    written: str
    gaps: dict[int, str]


def _read(text: str) -> _Text:
    words = locate_words(part_at_lines(text))
    gaps: dict[int, str] = {}
    length = end = 0
    for word, (start, stop) in zip(words.folded, words.spans, strict=True):
        if length:
            gaps[length] = text[end:start]
        length += len(word)
        end = stop
    written = "".join([text[start:stop] for start, stop in words.spans])
    return _Text("".join(words.folded), written, gaps)


def read_gap(gap: str) -> str:
    """Return what stands between two words in the form in which it is compared."""
    gap = _LINE_END.sub(_DIVIDED, gap.replace(AMPERSAND, "&"))
    gap = _BLOCK_QUOTE.sub("\n", _UNSEEN.sub("", gap))
    gap = _EMPHASIS.sub("", gap.translate(_FORMS).translate(_BRACKETS))
    gap = _DASHES.sub("-", _DOTS.sub("…", _QUOTES.sub("'", gap)))
    bare = _SPACES.sub("", gap)
    return bare or (" " if gap else "")


def say_same(draft: str, source: str, marks: tuple[str, str] = ("", "")) -> bool:
    """Return whether nothing but typography differs between a quotation and the words of a source.

    Args:
        draft: The quotation.
        source: The words of the source, from the first to the last.
        marks: The characters of the source before and after them.
    """
    first, second = _read(draft), _read(source)
    return (
        first.letters == second.letters != ""
        and all(
            _agree(first.gaps.get(place), second.gaps.get(place))
            for place in first.gaps.keys() | second.gaps.keys()
        )
        and _ends_agree(draft, marks)
    )


def _agree(draft: str | None, source: str | None) -> bool:
    """Return whether what stands between letters is the same; None where they are of one word."""
    if draft == source:
        return True
    if draft is not None and source is not None and _ANY_LINE_END.search(source):
        # Lines of a poem are told apart by strokes where they are written as one.
        draft = _VERSE_END.sub("\n", draft)
    first, second = ("" if gap is None else read_gap(gap) for gap in (draft, source))
    if first == second or (draft is not None and read_gap(_OPENED_AGAIN.sub("\n", draft)) == second):
        return True
    # A word that is divided at the end of a line may be one word, or two with a hyphen between them.
    return _DIVIDED in (first, second) and {first, second} <= {_DIVIDED, "", HYPHEN}


def _ends_agree(draft: str, marks: tuple[str, str]) -> bool:
    """Return whether the signs that belong to the first and the last word are the same."""
    words = locate_words(part_at_lines(draft)).spans
    before, after = draft[: words[0][0]], draft[words[-1][1] :]
    if _is_joined(marks[0][::-1], before):
        return False
    if _find(_BEFORE, before) != _find(_BEFORE, marks[0]) and draft[words[0][0]].isnumeric():
        return False
    if draft[words[-1][1] - 1].isnumeric() and _find(_AFTER, after) != _find(_AFTER, marks[1]):
        return False
    asks = _ENDS.search(after) is not None
    return (
        not after.strip(" '\"’”»)]")
        or asks == (_ENDS.search(marks[1]) is not None)
        or not (asks or regex.match(r"[.!]", after.strip()))
    )


def _is_joined(reversed_before: str, draft_before: str) -> bool:
    """Return whether the first word is only the end of one with a hyphen: «aggression» of «non-aggression»."""
    return regex.match(r"[-\u2010\u2011]\p{L}", reversed_before) is not None and not draft_before.endswith(
        "-"
    )


def _find(expression: regex.Pattern[str], text: str) -> str:
    match = expression.search(text)
    return "" if match is None else _DASHES.sub("-", match.group().strip().translate(_FORMS))


_Normalize = Callable[[str], str]
_MARKS_OF_ARABIC = compile_later(r"[\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED]")
_KEYCAPS = compile_later(r"[\ufe00-\ufe0f\u20e3]")
_LIGATURES = compile_later(r"[\ufb00-\ufb4f]")
_NORMALIZERS: dict[str, _Normalize] = {
    "composed characters": lambda text: unicodedata.normalize("NFC", text),
    "ligatures": lambda text: _LIGATURES.sub(
        lambda match: unicodedata.normalize("NFKC", match.group()), text
    ),
    "vowel marks": lambda text: _MARKS_OF_ARABIC.sub("", text),
    "keycaps": lambda text: _KEYCAPS.sub("", text),
    "case": str.lower,
}
_GAP_KINDS: dict[str, regex.Pattern[str]] = {
    "hyphenation": _LINE_END,
    "invisible characters": _UNSEEN,
    "ellipsis": _DOTS,
    "quotation marks": _QUOTES,
    "dashes": compile_later(r"\s*[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+\s*"),
    "verse ends": compile_later(r"\s[/|]{1,2}\s"),
    "brackets": compile_later(r"[\[\]]"),
    "emphasis": _EMPHASIS,
    "punctuation": compile_later(r"[،؛؟٪٫，；：？！（）［］％]"),
}


def list_variants(draft: str, source: str) -> list[str]:
    """Return what of the typography differs between two texts that say the same, by name, in alphabetical order."""
    if draft == source:
        return []
    first, second = _read(draft), _read(source)
    found = set(_iter_letter_variants(first.written, second.written))
    for place in first.gaps.keys() | second.gaps.keys():
        gaps = first.gaps.get(place) or "", second.gaps.get(place) or ""
        if gaps[0] == gaps[1]:
            continue
        named = {
            name
            for name, pattern in _GAP_KINDS.items()
            if pattern.findall(gaps[0]) != pattern.findall(gaps[1])
        }
        found |= {"hyphenation"} if "hyphenation" in named else named or {"spaces"}
    return sorted(found)


def _iter_letter_variants(draft: str, source: str) -> list[str]:
    found = [] if _UNSEEN.findall(draft) == _UNSEEN.findall(source) else ["invisible characters"]
    draft, source = _UNSEEN.sub("", draft), _UNSEEN.sub("", source)
    if draft == source:
        return found
    for name, own in _NORMALIZERS.items():
        others = draft, source
        for other, normalize in _NORMALIZERS.items():
            if other != name:
                others = normalize(others[0]), normalize(others[1])
        if others[0] != others[1] and own(others[0]) == own(others[1]):
            found.append(name)
    if draft[1:] == source[1:]:
        return ["first capital" if name == "case" else name for name in found]
    is_named = set(found) & _NORMALIZERS.keys()
    return found if is_named else [*found, "letter forms"]
