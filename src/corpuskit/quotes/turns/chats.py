"""The messages of chats that were exported as text: a stamp of date and time, a sender, a message.

Known are the forms of WhatsApp, Signal and Telegram, and of logs with times alone. A message goes on until the next
stamp. A line with a stamp and no sender is written by the program; it is nobody's speech.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import regex

from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.context import Attribution, Span
from corpuskit.quotes.attribution.rules import CHAT, QUOTED_LINES
from corpuskit.quotes.tables import read_orthography
from corpuskit.quotes.turns.block import Block, split_lines, trim
from corpuskit.quotes.turns.nicks import read_nicks
from corpuskit.text.spaces import SPACES

_BIDI = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
_SPACE = f"[{SPACES}]"
# In Arabic exports a mark of direction stands before each slash.
_DATE = r"(?:\d{1,4}\u200f?[./-]\d{1,2}\u200f?[./-]\d{1,4}\.?|\d{4}年\d{1,2}月\d{1,2}日)"
_OF = rf"(?:{_SPACE}de)?{_SPACE}"
# «2 июня 2025 г.»
_MONTH_DATE = rf"(?:\d{{1,2}}\.?{_OF}\p{{L}}{{3,12}}\.?,?{_OF}\d{{4}}(?:{_SPACE}?\p{{L}}{{1,2}}\.)?|\p{{L}}{{3,12}}\.?{_SPACE}\d{{1,2}},?{_SPACE}\d{{4}})"
_HALF = rf"(?:[AaPp]\.?{_SPACE}?[Mm]\.?|ص|م|上午|下午|凌晨|早上|晚上|中午)"
_CLOCK = rf"(?:{_HALF}{_SPACE}*)?\d{{1,2}}[:.٫h]\d{{2}}(?::\d{{2}})?(?:{_SPACE}*{_HALF})?"
_BETWEEN = rf"{_BIDI}[,،，]?{_SPACE}*(?:(?:à|at|um|kl|в|о|às|alle|a{_SPACE}las){_SPACE}+)?{_BIDI}"
_STAMP = rf"(?:{_DATE}{_BETWEEN}{_CLOCK}|{_CLOCK}{_BETWEEN}{_DATE})"
_BRACKETED = rf"\[{_BIDI}(?:{_STAMP}|{_MONTH_DATE}{_BETWEEN}{_CLOCK})\]"
# Not «*** Joins», «-!- ann», «--> ann», which a server writes.
_SENDER = r"(?P<sender>(?![*=<>!-]+\s)[^\s:：\[\]<>“”\"«»][^\n:：\[\]<>“”\"«»]{0,58}?)"
# «3楼», «#3», «#3 –», «Message n°3 par», «كتب» before who writes, «发表于» behind.
_NUMBER_OF_A_POST = rf"(?:(?:#\d{{1,4}}|\d{{1,4}}(?:楼|#)|\p{{L}}+{_SPACE}(?:n[°ºo]|№|#|Nr\.){_SPACE}?\d{{1,4}}{_SPACE}\p{{L}}{{2,4}}|كتبت?)[.:]?{_SPACE}+(?:[–—·|-]{_SPACE}+)?)?"
_COLON = rf"{_BIDI}{_SPACE}*[:：](?:{_SPACE}+|$|(?<=：))"
_HEAD = rf"{_BIDI}(?P<stamp>{_BRACKETED}|\({_STAMP}\)|{_STAMP})"
_DASH = rf"{_SPACE}*[-–—]?{_SPACE}*{_BIDI}"

_TIME = compile_later(r"\d[:.٫h]\d\d")
_ANY_DATE = compile_later(
    r"\d\u200f?[./-]\d{1,2}\u200f?[./-]\d|\d年|\[[^\]\n]*\d{4}|\p{L}{3}[. ,]+(?:de )?(?:\d{1,2},? )?\d{4}"
)
_OMITTED = compile_later(r"\s*(?:<[^<>]*>|\[\p{L}{1,8}\]|[\u200e\u200f][^\n]{0,80}|\([^()]{0,60}\))\s*")
_FEWEST_TIMED = 3
_MOST_WORDS_OF_A_SENDER = 6


class _Form(NamedTuple):
    """One form of the head of a message.

    Attributes:
        needed: Matches somewhere in every line of this form; it is small, and most lines do not have it.
        head: Matches the head.
    """

    needed: regex.Pattern[str]
    head: regex.Pattern[str]


class _Forms(NamedTuple):
    """The forms of lines in one family of exports.

    Attributes:
        heads: The forms of the head of a message.
        bare: That of the beginning of a line of the program; None where there is none.
        fewest: How many messages a chat of this family has at least.
    """

    heads: tuple[_Form, ...]
    bare: _Form | None
    fewest: int


# The patterns are large, and most texts are no chats: each is compiled when a line may be a message of its form.
_BRACKET = compile_later(r"[\[(]")
_BEGINS_WITH_STAMP = compile_later(rf"^{_BIDI}[\[(\dAaPpصم上下凌早晚中]", regex.MULTILINE)
_STAMP_AFTER = compile_later(rf"[\[(]|[,،，–—-]{_SPACE}")

# What a text with a message of a form with a date has: a stamp where a line ends or begins, in brackets, after a comma
# or a dash.
_ANY_STAMP = rf"(?:{_DATE}|{_MONTH_DATE}){_BETWEEN}{_CLOCK}"
_STAMPS_IN_PLACE = (
    compile_later(rf"{_SPACE}{_ANY_STAMP}{_SPACE}*$", regex.MULTILINE),
    compile_later(rf"{_SPACE}{_DATE}{_SPACE}+{_CLOCK}{_SPACE}*$", regex.MULTILINE),
    compile_later(rf"(?:^|[\[(]|[,،，–—-]{_SPACE}){_BIDI}{_STAMP}", regex.MULTILINE),
    compile_later(rf"^{_BIDI}{_ANY_STAMP}{_SPACE}*$", regex.MULTILINE),
    compile_later(_BRACKETED),
)

_DATED = _Forms(
    heads=(
        _Form(
            _STAMP_AFTER,
            compile_later(
                rf"{_BIDI}{_NUMBER_OF_A_POST}{_SENDER}[,،，]?{_SPACE}*(?:[–—-]{_SPACE}*)?"
                rf"(?P<stamp>[\[(](?:{_STAMP}|{_ANY_STAMP})[\])]|(?<=[,،，–—-]{_SPACE}){_STAMP}){_SPACE}*[:：]?{_SPACE}*$"
            ),
        ),
        _Form(
            _BRACKET,
            compile_later(rf"{_BIDI}{_SENDER}{_SPACE}*(?P<stamp>[\[(]{_STAMP}[\])]){_COLON}"),
        ),
        _Form(_BEGINS_WITH_STAMP, compile_later(rf"{_HEAD}{_DASH}(?:~{_SPACE}*)?{_SENDER}{_COLON}")),
    ),
    bare=_Form(_BEGINS_WITH_STAMP, compile_later(rf"{_HEAD}(?={_SPACE}|-|$)")),
    fewest=1,
)
# A time alone.
_TIMED = _Forms(
    heads=(
        _Form(
            _BEGINS_WITH_STAMP,
            compile_later(
                rf"{_BIDI}(?P<stamp>\[{_CLOCK}\]|\({_CLOCK}\)|{_CLOCK}){_DASH}"
                rf"(?:{_SENDER}{_COLON}|<(?P<nick>[^<>\n]{{1,40}})>{_SPACE}+)"
            ),
        ),
    ),
    bare=_Form(_BRACKET, compile_later(rf"{_BIDI}(?:\[{_CLOCK}\]|\({_CLOCK}\))")),
    fewest=_FEWEST_TIMED,
)
# The sender stands before the date, or on the line before, with nothing between.
_SPACED_SENDER = r"(?P<sender>[^\s:：\[\]<>“”\"«»,，.。;；!?！？][^\n:：\[\]<>“”\"«»,，。;；!?！？]{0,40}?)"
_POSTED = rf"(?:(?:发表于|發表於|发布于|發[佈布]於|写于|寫於|بتاريخ){_SPACE}*)?"
_SPACED = _Forms(
    heads=(
        _Form(
            _STAMPS_IN_PLACE[0],
            compile_later(
                rf"{_BIDI}{_NUMBER_OF_A_POST}{_SPACED_SENDER}{_SPACE}+{_POSTED}"
                rf"(?P<stamp>{_DATE}{_SPACE}+{_CLOCK}){_SPACE}*$",
                regex.MULTILINE,
            ),
        ),
        # «Ann » 16 Dec 2025, 9:05 pm», «Anne — posté le 02/12/2024 à 06:58»
        _Form(
            _STAMPS_IN_PLACE[0],
            compile_later(
                rf"{_BIDI}{_NUMBER_OF_A_POST}{_SPACED_SENDER}(?:{_SPACE}+[»›|·•–—-]|,){_SPACE}+(?:\p{{L}}+{_SPACE}+){{0,2}}"
                rf"(?P<stamp>{_ANY_STAMP}){_SPACE}*$",
                regex.MULTILINE,
            ),
        ),
        _Form(
            compile_later(rf"\n(?:\p{{L}}+[.,]?(?:{_SPACE}\p{{L}}+)?{_SPACE})?[\dAaPpصم上下凌早晚中]"),
            compile_later(
                rf"(?:^|(?<=\n\s*\n)){_BIDI}{_NUMBER_OF_A_POST}{_SPACED_SENDER}{_SPACE}*\n"
                rf"(?:\p{{L}}+[.,]?(?:{_SPACE}\p{{L}}+)?{_SPACE})?(?P<stamp>{_STAMP}|{_ANY_STAMP}){_SPACE}*$",
                regex.MULTILINE,
            ),
        ),
    ),
    bare=None,
    fewest=2,
)
# Messages below a line with their date: a time, a sender, what is said, with white space between.
_SECTIONED = _Forms(
    heads=(
        _Form(
            _BEGINS_WITH_STAMP,
            compile_later(
                rf"{_BIDI}(?P<stamp>{_CLOCK})"
                rf"(?:\t(?P<sender>[^\t\n]{{1,40}})\t|{_SPACE}(?P<nick>[^\s:：«“\"「]{{1,20}}){_SPACE})"
            ),
        ),
    ),
    bare=None,
    fewest=_FEWEST_TIMED,
)

# A stamp and a sender alone in a line, as WeChat writes them: «2025-01-24 20:11:05 NAME».
_HEADED = _Forms(
    heads=(
        _Form(
            _BEGINS_WITH_STAMP,
            compile_later(
                rf"{_BIDI}(?P<stamp>{_DATE}{_SPACE}+{_CLOCK}){_SPACE}+{_SPACED_SENDER}{_SPACE}*$",
                regex.MULTILINE,
            ),
        ),
    ),
    bare=None,
    fewest=_FEWEST_TIMED,
)

# A stamp alone in a line, the sender in the next one.
_STACKED = _Forms(
    heads=(
        _Form(
            _BEGINS_WITH_STAMP,
            compile_later(
                rf"(?<!\n\n[^\n]{{1,80}}\n){_BIDI}(?P<stamp>{_BRACKETED}|(?:\p{{L}}+[.,]?{_SPACE})?(?:{_STAMP}|{_ANY_STAMP})){_SPACE}*\n"
                rf"{_BIDI}{_SPACED_SENDER}(?<![!?。！？…]|[^\p{{Lu}}]\.){_SPACE}*(?=\n{_SPACE}*\S)",
                regex.MULTILINE,
            ),
        ),
    ),
    bare=_Form(
        _BEGINS_WITH_STAMP,
        compile_later(
            rf"{_BIDI}(?:{_BRACKETED}|(?:\p{{L}}+[.,]?{_SPACE})?(?:{_STAMP}|{_ANY_STAMP})){_SPACE}*$",
            regex.MULTILINE,
        ),
    ),
    fewest=_FEWEST_TIMED,
)
# A sender and a time alone in a line, below a line with the date: «小满  19:21».
_CLOCKED = _Forms(
    heads=(
        _Form(
            compile_later(rf"[:.٫h]\d\d(?:{_SPACE}*{_HALF})?{_SPACE}*$", regex.MULTILINE),
            compile_later(
                rf"{_BIDI}{_SPACED_SENDER}{_SPACE}+(?P<stamp>[\[(]?{_CLOCK}[\])]?){_SPACE}*(?=\n{_SPACE}*\S)"
            ),
        ),
    ),
    bare=None,
    fewest=_FEWEST_TIMED,
)

_RULE = r"(?:[-–—=*_•·─]{1,20})?"
_DATE_LINE = compile_later(
    rf"(?m)^{_BIDI}{_RULE}{_SPACE}*(?:\p{{L}}+[.,]?{_SPACE})?(?:{_DATE}|{_MONTH_DATE}){_SPACE}*"
    rf"(?:[（(]?\p{{L}}{{1,12}}[）)]?)?{_SPACE}*{_RULE}{_SPACE}*$"
)
_FIELDS = compile_later(
    r"(?m)^(?P<field>\p{L}{2,12}):[ \t](?P<sender>[^\n@(]{1,60}?)[ \t]*(?:\([^\n()]*\)[ \t]*)?\n"
    r"(?P<fields>(?:\p{L}{2,14}:[ \t][^\n@]{0,80}\n){1,4})"
)


class _Head(NamedTuple):
    """Where a message begins.

    Attributes:
        at: Index of its first code point.
        start: Index of the first code point after its head.
        sender: Where its sender is named; None for a line of the program.
    """

    at: int
    start: int
    sender: Span | None


def find_messages(text: str) -> list[Block]:
    """Return the messages of a chat in order; an empty list for a text that is no chat.

    Args:
        text: The text of the document.
    """
    heads = _find_heads(text) if _TIME.search(text) else []
    heads = heads or [_Head(*head) for head in read_nicks(text)]
    if not any(head.sender for head in heads):
        return []
    senders = {text[slice(*head.sender)] for head in heads if head.sender is not None}
    blocks: list[Block] = []
    for head, end in zip(heads, [*(head.at for head in heads[1:]), len(text)], strict=True):
        if head.sender is None:
            continue
        start, stop = trim(text, head.start, end)
        if len(heads) == 1 and text.startswith(">", start):
            # The mail that is answered.
            return []
        if start < stop and not _is_omitted(text[start:stop], text[head.start : start]):
            blocks += _divide(text, (start, stop), Attribution(head.sender, None, CHAT), senders)
    messages = [block for block in blocks if block.attribution.rule is CHAT]
    starts = [message.start for message in messages]
    return [_with_author(text, block, messages, starts) for block in blocks]


def _with_author(text: str, block: Block, messages: list[Block], starts: list[int]) -> Block:
    """Return a block; quoted lines that stand word for word in a message not long before them have its sender."""
    if block.attribution.rule is not QUOTED_LINES or block.attribution.speaker is not None:
        return block
    quoted = text[block.start : block.end].rstrip(".… ")
    if len(quoted) < _SHORTEST_COPY:
        return block
    authors: dict[str, Span] = {}
    at = text.find(quoted, max(0, block.start - _REACH_OF_A_COPY), block.start)
    while at >= 0 and len(authors) <= 1:
        message = messages[max(0, bisect_right(starts, at) - 1)]
        sender = message.attribution.speaker
        if sender is not None and message.start <= at and at + len(quoted) <= message.end:
            authors.setdefault(text[slice(*sender)], sender)
        at = text.find(quoted, at + len(quoted), block.start)
    if len(authors) != 1:
        return block
    return block._replace(attribution=Attribution(next(iter(authors.values())), None, QUOTED_LINES))


# Shorter words are anybody's.
_SHORTEST_COPY = 8
# A message is answered while it is remembered; to look further would take the square of a long chat.
_REACH_OF_A_COPY = 50_000


def _divide(text: str, message: Span, attribution: Attribution, senders: set[str]) -> Iterator[Block]:
    """Yield a message, and by themselves the lines of another one that it quotes: «> Mine is a 2017 car»."""
    done, end = message
    for match in _QUOTED_LINES_OF_A_MESSAGE.finditer(text, *message) if ">" in text[slice(*message)] else ():
        announced = _announced(text, (done, match.start()), senders)
        before = trim(text, done, match.start() if announced is None else announced[0])
        if before[0] < before[1]:
            yield Block(-1, -1, *before, attribution, split_lines(text, *before))
        quoted = trim(text, match.start("first"), match.end())
        yield Block(-1, -1, *quoted, Attribution(announced, None, QUOTED_LINES), split_lines(text, *quoted))
        done = match.end()
    rest = trim(text, done, end)
    if rest[0] < rest[1]:
        yield Block(-1, -1, *rest, attribution, split_lines(text, *rest))


def _announced(text: str, before: Span, senders: set[str]) -> Span | None:
    """Return which sender the line before quoted lines names: «kettlehead wrote:»."""
    start, end = trim(text, *before)
    if start >= end or text[end - 1] not in ":：":
        return None
    line = max(start, text.rfind("\n", start, end) + 1)
    named = [sender for sender in senders if text.startswith(sender, line)]
    return (line, line + len(max(named, key=len))) if named else None


_QUOTED_LINES_OF_A_MESSAGE = compile_later(r"(?m)^>[ \t]?(?P<first>[^\n]*\S)(?:\n>[^\n]*)*")


def as_message(text: str) -> Block:
    """Return a text that is one message, without what the program wrote around it.

    Args:
        text: The text of the document.
    """
    start, end = trim(text, 0, len(text))
    return Block(0, 0, start, end, Attribution(rule=CHAT), split_lines(text, start, end))


def _is_omitted(message: str, before: str) -> bool:
    """Return whether a message stands for a picture or a sound, or says that there was one."""
    if _OMITTED.fullmatch(before[-1:] + message):
        return True
    return message.strip(" .").lower() in _OMITTED_WORDS


_OMITTED_WORDS = frozenset(phrase.lower() for phrase in read_orthography().omitted_messages)
_LEVELS = frozenset(read_orthography().log_levels.split())


def _find_heads(text: str) -> list[_Head]:
    """Return the heads of all messages, and of the lines of the program, in order."""
    lines = list(_iter_timed_lines(text))
    families = []
    if any(_ANY_DATE.search(text, *line) and _has_stamp_in_place(text, line) for line in lines):
        families += [_DATED, _SPACED, _HEADED, _STACKED]
    if sum(text[line[0]] in "[(" or text[line[0]].isdigit() for line in lines) >= _FEWEST_TIMED:
        families.append(_TIMED)
    if _DATE_LINE.search(text):
        families += [_SECTIONED, _CLOCKED]
    for forms in families:
        heads = [
            head
            for line in lines
            if (head := _read_head(text, _reach_of(text, line, forms), forms)) is not None
        ]
        if forms is _SPACED:
            heads += [
                head for line in lines if (head := _read_head(text, _with_line_before(text, line), forms))
            ]
            heads = sorted({head.start: head for head in heads}.values())
        if forms in (_SECTIONED, _HEADED, _STACKED, _CLOCKED) and not _repeats_a_sender(text, heads):
            continue
        if forms in (_SECTIONED, _CLOCKED):
            heads += [_Head(match.start(), match.end(), None) for match in _DATE_LINE.finditer(text)]
            heads.sort()
        if sum(head.sender is not None for head in heads) >= forms.fewest:
            return heads
    return _read_fields(text)


def _has_stamp_in_place(text: str, line: Span) -> bool:
    """Return whether a line has what every form with a date needs."""
    in_brackets = text.find("[", *line) >= 0
    patterns = _STAMPS_IN_PLACE if in_brackets else _STAMPS_IN_PLACE[:-1]
    return any(pattern.search(text, *line) for pattern in patterns)


def _repeats_a_sender(text: str, heads: list[_Head]) -> bool:
    """Return whether somebody writes twice: what stands behind a time and is met once may be anything."""
    senders = [text[slice(*head.sender)] for head in heads if head.sender is not None]
    return len(set(senders)) < len(senders)


def _read_fields(text: str) -> list[_Head]:
    """Return the heads of messages whose sender and time stand in fields, one a line: «From: Bea», «Sent: …»."""
    heads = []
    fields = set()
    for match in _FIELDS.finditer(text):
        if _TIME.search(match["fields"]):
            fields.add(match["field"].lower())
            heads.append(_Head(match.start(), match.end(), trim(text, *match.span("sender"))))
    return heads if len(heads) > 1 and len(fields) == 1 else []


def _iter_timed_lines(text: str) -> Iterator[Span]:
    """Yield the lines in which a time of day stands."""
    done = -1
    for match in _TIME.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        done = len(text) if end < 0 else end
        yield start, done


def _reach_of(text: str, line: Span, forms: _Forms) -> Span:
    """Return how far the head that a line begins may reach: with its line break and what stands behind that."""
    if forms not in (_STACKED, _CLOCKED):
        return line
    behind = text.find("\n", line[1] + 1)
    more = len(text) if behind < 0 else text.find("\n", behind + 1)
    return line[0], len(text) if more < 0 else more


def _with_line_before(text: str, line: Span) -> Span:
    return text.rfind("\n", 0, max(0, line[0] - 1)) + 1, line[1]


def _read_head(text: str, line: Span, forms: _Forms) -> _Head | None:
    """Return the head of the message that a line begins; None for a line that begins none."""
    for form in forms.heads:
        match = form.head.match(text, *line) if form.needed.search(text, *line) else None
        if match is not None:
            name = "nick" if match.groupdict().get("nick") else "sender"
            sender = trim(text, *match.span(name))
            if _is_sender(text[slice(*sender)]):
                return _Head(line[0], match.end(), sender)
    if forms.bare is None or not forms.bare.needed.search(text, *line):
        return None
    match = forms.bare.head.match(text, *line)
    return None if match is None else _Head(line[0], match.end(), None)


def _is_sender(sender: str) -> bool:
    words = sender.split()
    return 0 < len(words) <= _MOST_WORDS_OF_A_SENDER and sender.lower() not in _LEVELS
