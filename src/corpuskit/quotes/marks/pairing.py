"""The strings between quotation marks: one scan with a stack, whatever the marks and however broken.

A mark opens or closes by its shape, unless the document uses it the other way round (`„…“`, `”…“`, `»…«`), and by
the white space beside it where the shape says nothing (`"`). A quotation may hold others in the same marks, may run
over paragraphs, re-opened at each of them or not, and may never be closed; none of this loses the rest of a document.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.patterns import compile_re
from corpuskit.quotes.marks.position import Pair, Role, position_of
from corpuskit.quotes.marks.singles import pair_single_marks
from corpuskit.text.segments import Paragraph

# Marks of one family can close each other.
_FAMILY = {
    "“": "double", "”": "double", "„": "double", "‟": "double", '"': "double", "＂": "double",
    "«": "angle", "»": "angle", "‹": "single angle", "›": "single angle",
    "「": "corner", "」": "corner", "『": "white corner", "』": "white corner",
    "《": "book", "》": "book", "〈": "single book", "〉": "single book",
}  # fmt: skip
_ROLE: dict[str, Role] = dict.fromkeys("“„‟«‹「『《〈", "open") | dict.fromkeys("”»›」』》〉", "close")  # type: ignore[assignment]
_MARK = compile_re("[" + "".join(_FAMILY) + "]")
# The values of attributes are no quotations.
_CODE = compile_re(r"(?ms)^ {0,3}(```+|~~~+)(?:(?!^ {0,3}\1).)*+^ {0,3}\1")
_LINK_TITLE = compile_re(r"\]\([^\s()]{1,500}[ \t]+(?P<title>\"[^\"\n]*+\")\)")
_TAG = compile_re(r"<[A-Za-z/!][^<>]{0,1000}>")
_TURN = compile_re(r"(?:[A-Z][A-Z.'’-]+ ?){1,4}: ")
_WORD = compile_re(r"[^\W_]")
_FEET_AND_INCHES = compile_re(r"\d\s?['’′]\s?\d{1,2}(?:\.\d+)?\s?$")
_ENDS_SENTENCE = frozenset(".!?…؟。！？")
_LONGEST_LABEL = 24
_LONGEST_TURNED = 60
_MARKS_AHEAD = 4
_SHORTEST_UNCLOSED = 4
_DEEPEST_NESTING = 8
"""Deeper marks are noise and are not followed; the bound keeps the output linear in the text."""
_LONGEST_RUN = 60
"""Over how many paragraphs a quotation runs at most that is not re-opened at each of them."""


class MarkedString(NamedTuple):
    """A string between quotation marks.

    Attributes:
        outer_start: Index of the opening mark.
        start: Index of the first code point of the content, white space left out.
        end: Index after the last code point of the content.
        outer_end: Index after the closing mark; `end` where there is none.
        closed: Whether there is a closing mark.
        level: 0 for an outermost one, 1 for one inside it, ….
        inside: `outer_start` of the one that encloses it; None for an outermost one.
        parts: The `(start, end)` of its pieces where it is re-opened at paragraphs; else one, the content.
    """

    outer_start: int
    start: int
    end: int
    outer_end: int
    closed: bool
    level: int
    inside: int | None
    parts: tuple[tuple[int, int], ...]


class _Mark(NamedTuple):
    at: int
    character: str
    # What the white space beside it says.
    position: Role


class _Open:
    """A quotation whose end has not been met."""

    __slots__ = ("at", "breaks", "character", "children", "paragraph")

    def __init__(self, at: int, character: str, paragraph: int) -> None:
        self.at = at
        self.character = character
        self.paragraph = paragraph
        # The marks that re-open it at later paragraphs.
        self.breaks: list[int] = []
        # What was closed since it was opened, as `(outer_start, outer_end, breaks)`.
        self.children: list[Pair] = []


def _find_roles(marks: Sequence[_Mark]) -> dict[str, Role]:
    """Return what each mark does in this document: by its shape, unless its positions say otherwise."""
    positions = Counter((mark.character, mark.position) for mark in marks)
    roles: dict[str, Role] = {}
    for character in {mark.character for mark in marks}:
        opens, closes = positions[character, "open"], positions[character, "close"]
        unclear = positions[character, "either"]
        roles[character] = _find_role(_ROLE.get(character, "either"), opens, closes, unclear)
    return roles


def _find_role(role: Role, opens: int, closes: int, unclear: int) -> Role:
    """Return what a mark does whose shape says `role` and whose positions say what they say so often.

    One that is turned by mistake does not turn those with white space on both sides.
    """
    if role == "either":
        return role
    against, according = (closes, opens) if role == "open" else (opens, closes)
    if against > 2 * according and against > unclear:
        return "close" if role == "open" else "open"
    return "either" if against > 1 and 3 * against >= according else role


class _Pairing:
    """Pairs the marks of a document from left to right."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], roles: dict[str, Role]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.roles = roles
        self.stack: list[_Open] = []
        # `(outer_start, outer_end, breaks)` of what is complete; an end that has no mark is negative.
        self.done: list[Pair] = []
        self.too_deep = 0
        self.paragraph = -1

    def enter(self, paragraph: int) -> None:
        """Go on to another paragraph: what is open for too long is given up."""
        self.paragraph = paragraph
        self.too_deep = 0
        # Only the outermost open quotation may run on.
        while len(self.stack) > 1:
            self._give_up(self.stack.pop())
        if self.stack and self._is_ornament(self.stack[0]):
            self.stack.pop()
        if self.stack and paragraph - self.stack[0].paragraph > _LONGEST_RUN and not self.stack[0].breaks:
            self._give_up(self.stack.pop())

    def _is_ornament(self, opened: _Open) -> bool:
        """Return whether an opening mark is an arrow before a few words: «« Back»."""
        rest = self.text[
            opened.at + 1 : min(self.paragraphs[opened.paragraph].end, opened.at + _LONGEST_LABEL)
        ]
        return (
            not opened.breaks
            and rest[:1].isspace()
            and len(rest) < _LONGEST_LABEL - 1
            and rest.rstrip()[-1:] not in _ENDS_SENTENCE
        )

    def take(self, mark: _Mark, rest: Sequence[_Mark]) -> None:
        """Decide what one mark does."""
        family = _FAMILY[mark.character]
        partner = self._find_partner(mark.character, family)
        role = self._role_here(mark, rest, partner is not None)
        if role == "close" and self._reopens(mark, family):
            self.stack[0].breaks.append(mark.at)
        elif role == "open":
            self._open(mark, family)
        elif role == "close":
            if self.too_deep:
                self.too_deep -= 1
            elif partner is not None:
                self._close(partner, mark.at)

    def _reopens(self, mark: _Mark, family: str) -> bool:
        """Return whether a closing mark begins the next paragraph of a quotation, as in Spanish and French books."""
        if len(self.stack) != 1 or mark.at != self.paragraphs[self.paragraph].start:
            return False
        carried = self.stack[0]
        is_next = self.paragraph - carried.paragraph == 1 + len(carried.breaks)
        return is_next and _FAMILY[carried.character] == family and mark.character != carried.character

    def _role_here(self, mark: _Mark, rest: Sequence[_Mark], is_open: bool) -> Role | None:
        """Return what a mark does where it stands; None when it is no quotation mark."""
        role = self.roles[mark.character]
        if role == "open":
            ends = mark.position == "close" or (
                mark.position == "either"
                and bool(self.stack)
                and self.roles[self.stack[-1].character] == "close"
            )
            return "close" if ends and is_open else role
        if role == "close":
            begins = mark.position == "open" or (mark.position == "either" and self._is_turned(mark, rest))
            return "open" if begins and not is_open else role
        if self._is_inch(mark, rest[0] if rest else None, is_open):
            return None
        if mark.position != "either":
            return mark.position
        return "close" if is_open else "open"

    def _is_turned(self, mark: _Mark, rest: Sequence[_Mark]) -> bool:
        """Return whether a mark opens a few words that one of the other shape closes, after which none does: «» Anna Lee «»."""
        end = self.paragraphs[self.paragraph].end
        family = _FAMILY[mark.character]
        following = [other for other in rest if other.at < end and _FAMILY[other.character] == family]
        if not following or self.roles[following[0].character] != "open" or following[0].position == "open":
            return False
        is_last = len(following) == 1 or self.roles[following[1].character] == "open"
        return is_last and following[0].at - mark.at <= _LONGEST_TURNED

    def _is_inch(self, mark: _Mark, following: _Mark | None, is_open: bool) -> bool:
        if mark.character != '"' or not mark.at or not self.text[mark.at - 1].isdigit():
            return False
        if not is_open or _FEET_AND_INCHES.search(self.text, max(0, mark.at - 12), mark.at):
            return True
        # Another mark that can only close is still to come: this one is not the end.
        return following is not None and following.character == '"' and following.position == "close"

    def _find_partner(self, character: str, family: str) -> int | None:
        """Return the depth of the open quotation that a mark may close: one in its own marks, if any."""
        fallback = None
        for depth in range(len(self.stack) - 1, -1, -1):
            other = self.stack[depth].character
            if _FAMILY[other] != family:
                continue
            if (other == '"') == (character == '"'):
                return depth
            if fallback is None:
                fallback = depth
        return fallback

    def _open(self, mark: _Mark, family: str) -> None:
        start = self.paragraphs[self.paragraph].start
        if self.stack and self.stack[0].paragraph < self.paragraph:
            carried = self.stack[0]
            if _FAMILY[carried.character] == family and len(self.stack) == 1:
                if mark.at == start and self.paragraph - carried.paragraph <= 1 + len(carried.breaks):
                    carried.breaks.append(mark.at)
                    return
                if not carried.breaks or carried.breaks[-1] < start:
                    self._give_up(self.stack.pop())
        if len(self.stack) >= _DEEPEST_NESTING:
            self.too_deep += 1
            return
        self.stack.append(_Open(mark.at, mark.character, self.paragraph))

    def _close(self, depth: int, at: int) -> None:
        while len(self.stack) > depth + 1:
            self._give_up(self.stack.pop())
        opened = self.stack.pop()
        into = self.stack[-1].children if self.stack else self.done
        into.extend(opened.children)
        into.append((opened.at, at + 1, opened.breaks))

    def _give_up(self, opened: _Open) -> None:
        """End a quotation without a closing mark: at the end of its paragraph, or where the next one begins."""
        into = self.stack[-1].children if self.stack else self.done
        last = opened.paragraph + len(opened.breaks)
        end = self.paragraphs[min(last, len(self.paragraphs) - 1)].end
        if opened.children:
            end = min(end, *(child[0] for child in opened.children))
        elif self.stack and self.paragraph == opened.paragraph:
            # Something around it goes on; nobody can say where this one ended.
            return
        breaks = [place for place in opened.breaks if place < end]
        into.append((opened.at, -end, breaks))
        into.extend(opened.children)

    def finish(self) -> list[Pair]:
        """Return all quotations as `(outer_start, outer_end, breaks)`, once all marks are taken."""
        while self.stack:
            self._give_up(self.stack.pop())
        return self.done


def _is_stray(text: str, start: int, end: int, spaced: bool) -> bool:
    """Return whether an opening mark that is never closed is an ornament: «« Back», a bullet, an inch mark."""
    after = text[start + 1 : start + 2]
    if not after or (after.isspace() and not spaced):
        return True
    before = text[start - 1] if start else " "
    if before.isalnum():
        return True
    return end - start < _SHORTEST_UNCLOSED or not _WORD.search(text, start, end)


def find_marked_strings(text: str, paragraphs: Sequence[Paragraph]) -> list[MarkedString]:
    """Return the marked strings of a document by their place; an enclosing one stands before those in it.

    Args:
        text: The text.
        paragraphs: Its paragraphs in order.
    """
    marks = list(_iter_marks(text))
    pairs: list[Pair] = []
    if marks:
        starts = [paragraph.start for paragraph in paragraphs]
        pairing = _Pairing(text, paragraphs, _find_roles(marks))
        for index, mark in enumerate(marks):
            paragraph = bisect_right(starts, mark.at) - 1
            if paragraph != pairing.paragraph:
                pairing.enter(paragraph)
            pairing.take(mark, marks[index + 1 : index + 1 + _MARKS_AHEAD])
        pairs = pairing.finish()
    pairs += pair_single_marks(text, paragraphs, pairs)
    return _nest(text, pairs)


def _iter_marks(text: str) -> Iterator[_Mark]:
    hidden, place = _find_hidden(text), 0
    for match in _MARK.finditer(text):
        at = match.start()
        if (at == 0 or text[at - 1] in "\r\n") and _TURN.match(text, at + 1):
            # The label of a transcript: whatever the mark opens, it is not one quotation.
            continue
        while place < len(hidden) and hidden[place][1] <= at:
            place += 1
        if place < len(hidden) and hidden[place][0] <= at:
            continue
        yield _Mark(at, match.group(), position_of(text, at))


def _find_hidden(text: str) -> list[tuple[int, int]]:
    """Return the spans whose marks mark nothing, in order: tags with values, code between fences, titles of links."""
    tags = [match.span() for match in _TAG.finditer(text) if '"' in match.group()] if "<" in text else []
    code = [match.span() for match in _CODE.finditer(text)] if "```" in text or "~~~" in text else []
    titles = [match.span("title") for match in _LINK_TITLE.finditer(text)] if "](" in text else []
    # What stands in another one ends where that does.
    hidden: list[tuple[int, int]] = []
    for start, end in sorted(tags + code + titles):
        if not hidden or end > hidden[-1][1]:
            hidden.append((start, end))
    return hidden


def _nest(text: str, pairs: Sequence[Pair]) -> list[MarkedString]:
    found: list[MarkedString] = []
    enclosing: list[tuple[int, int]] = []
    spaced = {text[start] for start, end, _ in pairs if end > 0 and text[start + 1].isspace()}
    for outer_start, signed_end, breaks in sorted(pairs, key=lambda pair: (pair[0], -abs(pair[1]))):
        closed = signed_end > 0
        outer_end = abs(signed_end)
        if not closed and _is_stray(text, outer_start, outer_end, text[outer_start] in spaced):
            continue
        start, end = _trim(text, outer_start + 1, outer_end - 1 if closed else outer_end)
        if start >= end or not _WORD.search(text, start, end):
            continue
        while enclosing and enclosing[-1][1] <= outer_start:
            enclosing.pop()
        if enclosing and outer_end > enclosing[-1][1]:
            # Crosses another one.
            continue
        inside = enclosing[-1][0] if enclosing else None
        parts = _split_parts(text, start, end, breaks)
        found.append(
            MarkedString(
                outer_start, start, end, outer_end if closed else end, closed, len(enclosing), inside, parts
            )
        )
        enclosing.append((outer_start, outer_end))
    return found


def _split_parts(text: str, start: int, end: int, breaks: Sequence[int]) -> tuple[tuple[int, int], ...]:
    parts = []
    begun = start
    for place in breaks:
        part = _trim(text, begun, place)
        if part[0] < part[1]:
            parts.append(part)
        begun = place + 1
    last = _trim(text, begun, end)
    if last[0] < last[1] or not parts:
        parts.append(last)
    return tuple(parts)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
