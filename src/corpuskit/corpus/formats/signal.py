"""Chats of Signal as text, as sigtop writes them: each message below lines that say from whom, of which type and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpuskit.corpus.chat import Message, make_no_message, note_system_lines, read_messages
from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import read_mail_date
from corpuskit.corpus.formats.chat import name_chat
from corpuskit.corpus.input import Input, reads_text
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

# A message begins with who wrote it, and says at once what it is.
_BEGIN = compile_re(r"^From: (?P<author>[^\n]*)\nType: (?P<type>[^\n]*)\n", re.MULTILINE)
_FIELD = compile_re(r"(?P<name>[A-Z][a-z]+(?: [a-z]+)?): ?(?P<value>[^\n]*)(?:\n|\Z)")
_CONVERSATION = compile_re(r"Conversation: ([^\n]+)\n")
_NUMBER = compile_re(r" \((?:\+\d+|[0-9a-f-]{36})\)\Z")
_KINDS = frozenset(("incoming", "outgoing"))
# The names under which fields are kept; others keep their own.
_NAMES = {"attachment": "media", "sent": "date", "quote": "reply_to", "reply to": "reply_to"}


@reads_text
def read(source: Input, text: str) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of the chat, and a note on what is none."""
    text = text.replace("\r\n", "\n")
    named = _CONVERSATION.match(text)
    chat = _NUMBER.sub("", named[1]) if named else name_chat(source.name)
    begun = list(_BEGIN.finditer(text))
    if not begun:
        yield make_no_message(source)
        return
    ends = [each.start() for each in begun[1:]] + [len(text)]
    kept = [pair for pair in zip(begun, ends, strict=True) if pair[0]["type"] in _KINDS]
    if len(kept) < len(begun):
        yield note_system_lines(source, len(begun) - len(kept))
    messages = (
        _make_message(number, found, text[found.end() : end], chat)
        for number, (found, end) in enumerate(kept, start=1)
    )
    yield from read_messages(source, messages)


def _make_message(number: int, found: re.Match[str], rest: str, chat: str) -> Message:
    found_fields: dict[str, list[str]] = {}
    place = 0
    while (field := _FIELD.match(rest, place)) is not None:
        name = _NAMES.get(field["name"].lower(), field["name"].lower())
        found_fields.setdefault(name, []).append(field["value"])
        place = field.end()
    fields = {name: ", ".join(values) for name, values in found_fields.items()}
    written = fields.pop("date", None)
    return Message(
        number=number,
        id=None,
        text=rest[place:].strip("\n"),
        date=None if written is None else read_mail_date(written),
        author=_NUMBER.sub("", found["author"]) or None,
        chat=chat,
        reply_to=fields.pop("reply_to", None),
        more={"type": found["type"], **fields},
    )
