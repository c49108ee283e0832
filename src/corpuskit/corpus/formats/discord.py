"""Chats of Discord as text, as DiscordChatExporter writes them: a head, then each message below its time and author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpuskit.corpus.document import Document
from corpuskit.corpus.formats.chat import DraftMessage, Header, name_chat, read_drafts
from corpuskit.corpus.formats.stamps import WHEN, read_stamp
from corpuskit.corpus.input import Input, reads_text
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

# The head of the file and its foot, between rules.
_FRAME = compile_re(r"^={20,}\n(?:\w[^\n]*\n)+={20,}\n?", re.MULTILINE)
_CHANNEL = compile_re(r"^Channel: (?:[^\n]* / )?([^\n]+)$", re.MULTILINE)
_MESSAGE = compile_re(rf"\[{WHEN}\] (?P<name>[^\n]{{1,80}}?)(?: \((?P<pinned>pinned)\))?\Z")
# What stands below the text of a message, each with the name of its field.
_PARTS = {"{Attachments}": "media", "{Stickers}": "media", "{Embed}": "embed", "{Reactions}": "reactions"}


@reads_text
def read(source: Input, text: str) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of the chat, and issues."""
    text = text.replace("\r\n", "\n")
    channel = _CHANNEL.search(text)
    drafts = list(_iter_drafts(_FRAME.sub("", text).split("\n")))
    yield from read_drafts(source, drafts, channel[1] if channel else name_chat(source.name))


def _iter_drafts(lines: list[str]) -> Iterator[DraftMessage]:
    """Yield the messages; a line begins one only where an empty line stands before it."""
    draft: DraftMessage | None = None
    parts: dict[str, list[str]] = {}
    below: str | None = None
    before = ""
    for line in lines:
        header = None if before else _read_header(line)
        before = line
        if header is not None:
            if draft is not None:
                yield _finish(draft, parts)
            draft, parts, below = DraftMessage(header, []), {}, None
        elif line in _PARTS:
            below = _PARTS[line]
        elif draft is not None and below is None:
            draft.lines.append(line)
        elif below is not None and line:
            parts.setdefault(below, []).append(line)
    if draft is not None:
        yield _finish(draft, parts)


def _finish(draft: DraftMessage, parts: dict[str, list[str]]) -> DraftMessage:
    return draft._replace(more={name: ", ".join(lines) for name, lines in parts.items()})


def _read_header(line: str) -> Header | None:
    found = _MESSAGE.match(line)
    stamp = None if found is None else read_stamp(found)
    return None if found is None or stamp is None else Header(stamp, found["name"])
