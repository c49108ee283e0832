"""Chats as plain text, as WhatsApp, Signal and Telegram export or copy them: a line begins a message with its time.

Where nothing tells the order of day and month, messages have no date.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.corpus.chat import Message, make_no_message, note_system_lines, read_messages
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats import split_suffix
from corpuskit.corpus.formats.stamps import MARKS, WHEN, Order, Stamp, find_order, read_stamp, write_time
from corpuskit.corpus.input import Input, reads_text
from corpuskit.patterns import compile_re
from corpuskit.records import Issue
from corpuskit.tables import read_table

_NAME = r"(?P<name>[^\n:“”\"]{1,80}?)"
# The ways to begin a message, by where they are found.
_LAYOUTS = {
    "bracketed": compile_re(rf"[{MARKS}]*\[{WHEN}\] ?(?:{_NAME}: ?)?(?P<rest>.*)"),
    "dashed": compile_re(rf"[{MARKS}]*{WHEN} [-–] (?:{_NAME}: ?)?(?P<rest>.*)"),
    "after a comma": compile_re(rf"[{MARKS}]*{WHEN}, (?:{_NAME} : )?(?P<rest>.*)"),
    "named": compile_re(rf"[{MARKS}]*{_NAME}, \[{WHEN}\]:?(?P<rest>)"),
    "headed": compile_re(rf"[{MARKS}]*{WHEN} {_NAME}(?P<rest>)\Z"),
}
# What stands before the lines of the log of a program.
_LEVELS = frozenset(("TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"))
# Such lines head paragraphs of other texts too: they stand apart, and have seconds; somebody comes again.
_APART = "headed"
_FEWEST_HEADERS = 2
_LOOKED_AT = 40
_CHAT_NAME = compile_re(
    r"(?:WhatsApp[ -]+)?(?:[Cc]hat (?:with|mit|avec|con|met)|Chat (?:de )?WhatsApp con|Discussion WhatsApp avec"
    r"|Conversa do WhatsApp com|Чат WhatsApp с(?: контактом)?|(?:دردشة|محادثة) واتساب مع|Czat WhatsApp z)[ _](.+)"
)


class Header(NamedTuple):
    """The beginning of a message.

    Attributes:
        stamp: Its date and time.
        name: Who wrote it; None for a line of the system.
        text: The rest of the line.
    """

    stamp: Stamp
    name: str | None
    text: str = ""


class DraftMessage(NamedTuple):
    """A message, or what the program says, as it is written.

    Attributes:
        header: How it begins.
        lines: The lines of its text.
        more: What else is known of it.
    """

    header: Header
    lines: list[str]
    more: dict[str, str] = {}  # noqa: RUF012 — never changed


def is_content(head: bytes) -> bool:
    """Return whether a file begins as an export of a chat does: several of its first lines begin messages.

    Args:
        head: Its first bytes, with line feeds.
    """
    try:
        text = getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        # Letters stand for letters, whichever they are.
        text = head.decode("latin-1")
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()][:_LOOKED_AT]
    if not filled:
        return False
    for kind in _LAYOUTS:
        names = [draft.header.name for draft in _split_as(kind, lines if kind == _APART else filled)]
        is_first = _read_header(kind, filled[0]) is not None
        if _LEVELS.issuperset(name for name in names if name):
            continue
        if is_first and (len(names) >= _FEWEST_HEADERS or kind == "named"):
            return kind != _APART or len(set(names)) < len(names)
    return False


@reads_text
def read(source: Input, text: str) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of the chat, and issues."""
    drafts = _split(text)
    if not drafts:
        yield source.make_issue("content", "no line begins a message of a chat", hint="--input-format text")
        return
    yield from read_drafts(source, drafts, name_chat(source.name))


def read_drafts(source: Input, drafts: list[DraftMessage], chat: str) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of the chat, and issues.

    Args:
        source: The export.
        drafts: Its messages and what the program says, in order.
        chat: The name of the chat.
    """
    if not drafts:
        yield make_no_message(source)
        return
    stamps = [draft.header.stamp for draft in drafts]
    order = find_order(stamps)
    undated = [stamp for stamp in stamps if write_time(stamp, order) is None]
    if order is None:
        yield Issue(
            path=source.name,
            kind="date",
            message="day and month of its dates cannot be told apart; its messages have no date",
        )
    elif order.by_habit:
        message = "day and month of its dates are told by the way they are written alone"
        yield Issue(path=source.name, kind="date", message=message)
    if order is not None and undated:
        written = "/".join(undated[0].numbers)
        message = (
            f"dates of no calendar that is known here, such as {written}, are left out ({len(undated):,})"
        )
        yield Issue(path=source.name, kind="date", message=message)
    system = sum(draft.header.name is None for draft in drafts)
    if system:
        yield note_system_lines(source, system)
    yield from read_messages(source, _iter_messages(drafts, order, chat))


def _split(text: str) -> list[DraftMessage]:
    """Return the messages of a chat, those of the system among them, each with its lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    begun = {
        kind: sum(pattern.match(line) is not None for line in lines) for kind, pattern in _LAYOUTS.items()
    }
    return _split_as(max(begun, key=lambda kind: begun[kind]), lines)


def _split_as(kind: str, lines: list[str]) -> list[DraftMessage]:
    """Return the messages of a chat whose messages begin in one way."""
    drafts: list[DraftMessage] = []
    before = ""
    for line in lines:
        header = None if kind == _APART and before.strip() else _read_header(kind, line)
        if header is not None:
            drafts.append(DraftMessage(header, [header.text] if header.text else []))
        elif drafts:
            drafts[-1].lines.append(line)
        before = line
    return drafts


def _read_header(kind: str, line: str) -> Header | None:
    found = _LAYOUTS[kind].match(line)
    if found is None or (kind == _APART and not found["second"]):
        return None
    stamp = read_stamp(found)
    if stamp is None:
        return None
    return Header(stamp, read_name(found["name"], found["rest"]), found["rest"])


_STRIPPED_OF_NAMES = "\u200e\u200f\u202a\u202b\u202c\u2068\u2069~ \u202f\u00a0"


def read_name(written: str | None, text: str) -> str | None:
    """Return who wrote a message; None for a line of the system.

    Args:
        written: The name before it.
        text: Its first line.
    """
    return None if not written or _is_of_system(text) else written.strip(_STRIPPED_OF_NAMES)


def _is_of_system(text: str) -> bool:
    """Return whether a line that has a name is said by the program, which then begins with a mark of direction."""
    if not text.startswith("\u200e") or _ASKED.search(text):
        return False
    bare, more = _read_text(text)
    return bool(bare) and not more


# A poll and a place begin so too: the line ends with a colon, or an address stands after it.
_ASKED = compile_re(r":\s*\Z|: https?://")


class _Placeholders(NamedTuple):
    media: re.Pattern[str]
    attached: re.Pattern[str]
    deleted: frozenset[str]
    edited: tuple[str, ...]


@cache
def _read_placeholders() -> _Placeholders:
    table = read_table(Path(__file__).with_name("chat.toml"), dict[str, dict[str, Any]])
    whole = "|".join(map(re.escape, table["media"]["placeholders"]))
    attached = "|".join(map(re.escape, table["media"]["attached"]))
    before = "|".join(map(re.escape, table["media"]["before"]))
    media = compile_re(
        rf"[{MARKS}]*(?P<media><?[{MARKS}]*(?:{whole})>?|\S[^\n]*? ?[{MARKS}]*(?:{attached})|<(?:{before}): [^\n>]+>)[{MARKS}]*(?:\n|\Z)",
        re.IGNORECASE,
    )
    inside = compile_re(rf" ?\u200e(?P<media><(?:{before}): [^\n>]+>)")
    return _Placeholders(
        media, inside, frozenset(table["deleted"]["placeholders"]), tuple(table["edited"]["marks"])
    )


def _iter_messages(drafts: list[DraftMessage], order: Order | None, chat: str) -> Iterator[Message]:
    number = 0
    for draft in drafts:
        header = draft.header
        if header.name is None:
            continue
        number += 1
        date = write_time(header.stamp, order)
        text, more = _read_text("\n".join(draft.lines).rstrip("\n"))
        if date is None:
            more["written_date"] = "/".join(header.stamp.numbers)
        yield Message(
            number=number,
            id=None,
            text=text,
            date=date,
            author=header.name,
            chat=chat,
            more={**more, **draft.more},
        )


def name_chat(path: str) -> str:
    """Return the name of a chat from that of its file."""
    bare = split_suffix(path.rsplit("/", 1)[-1])[0]
    found = _CHAT_NAME.fullmatch(bare)
    return found[1] if found else bare


def _read_text(text: str) -> tuple[str, dict[str, str]]:
    """Return what was written, and what the export says about it in its place."""
    placeholders = _read_placeholders()
    more: dict[str, str] = {}
    for mark in placeholders.edited:
        if text.rstrip(_LEFT_TO_RIGHT).endswith(mark):
            text = text.rstrip(_LEFT_TO_RIGHT)[: -len(mark)].rstrip(_LEFT_TO_RIGHT + " ")
            more["edited"] = "true"
    if (found := placeholders.media.match(text)) is not None:
        more["media"] = re.sub(rf"[{MARKS}]", "", found["media"])
        text = text[found.end() :]
    elif (found := placeholders.attached.search(text)) is not None:
        more["media"] = re.sub(rf"[{MARKS}]", "", found["media"])
        text = text[: found.start()] + text[found.end() :]
    elif _UNKNOWN_MEDIA.fullmatch(text) or _IN_BRACKETS.fullmatch(text.strip(_LEFT_TO_RIGHT)):
        more["media"] = text.strip(_LEFT_TO_RIGHT)
        text = ""
    if text.strip(_LEFT_TO_RIGHT + " .") in placeholders.deleted:
        more["deleted"] = "true"
        text = ""
    return text.strip(_LEFT_TO_RIGHT + "\n"), more


_LEFT_TO_RIGHT = "\u200e\u200f"
# In any language: the program writes a few words without a capital where a picture was, after a mark of direction.
_IN_BRACKETS = compile_re(r"<[^\W\d_]\w*(?: \w+){1,3}>\s*")
_UNKNOWN_MEDIA = compile_re(
    r"\u200e(?:(?!\S*[.:])[^\W\d_A-Z]\w+(?: \w+){1,2}|[\u3040-\u30ff\u4e00-\u9fff]{2,8})\s*"
)
