"""Messages of a chat: each a document, or all of a chat together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import keep_known
from corpuskit.corpus.input import Input
from corpuskit.records import Issue


class Message(NamedTuple):
    """One message.

    Attributes:
        number: Its number in the export, from 1.
        id: The id that the export gives it; None for a number.
        text: What was written.
        date: When, ISO 8601; None where it is not known.
        author: Who wrote it.
        chat: The name of the chat.
        reply_to: The id of the message that it answers.
        forwarded_from: Whom it was forwarded from.
        more: Other fields.
    """

    number: int
    id: str | None
    text: str
    date: str | None
    author: str | None
    chat: str | None = None
    reply_to: str | None = None
    forwarded_from: str | None = None
    more: dict[str, str] = {}  # noqa: RUF012 — never changed

    def describe(self) -> dict[str, str]:
        """Return what is known of it as metadata."""
        known = keep_known(
            date=self.date,
            author=self.author,
            chat=self.chat,
            reply_to=self.reply_to,
            forwarded_from=self.forwarded_from,
        )
        return known | self.more


def read_messages(source: Input, messages: Iterable[Message | Issue]) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of each chat, and the issues between them.

    Args:
        source: The export.
        messages: Its messages, in order.
    """
    if source.options.by_chat:
        yield from _join_chats(source, messages)
        return
    for message in messages:
        if isinstance(message, Issue):
            yield message
        else:
            yield source.make_record(
                message.text, message.number, doc=message.id, metadata=message.describe()
            )


def make_no_message(source: Input) -> Issue:
    """Return the issue of an export without a message."""
    return source.make_issue("content", "it holds no message of a chat", hint="--input-format text")


def note_system_lines(source: Input, count: int) -> Issue:
    """Return the note on lines that the program has written."""
    message = f"{count} lines of the system are no messages; passed over"
    return Issue(path=source.name, kind="system", message=message)


def _join_chats(source: Input, messages: Iterable[Message | Issue]) -> Iterator[Document | Issue]:
    """Yield a document for each chat: a line for each message that begins with its time and its author."""
    kept: list[Message] = []
    for message in messages:
        if isinstance(message, Issue):
            yield message
        else:
            kept.append(message)
    is_one = len({message.chat for message in kept}) == 1
    for chat, found in groupby(kept, key=lambda message: message.chat):
        group = list(found)
        lines = [_write_line(message) for message in group if message.text]
        authors = list(dict.fromkeys(message.author for message in group if message.author))
        dates = [message.date for message in group if message.date]
        known = keep_known(
            title=chat,
            chat=chat,
            date=dates[0] if dates else None,
            last_date=dates[-1] if dates else None,
            authors=", ".join(authors),
            messages=str(len(group)),
        )
        yield source.make_record(
            "".join(lines),
            group[0].number,
            doc=source.id if is_one or chat is None else f"{source.id}:{chat}",
            metadata=known,
        )


def _write_line(message: Message) -> str:
    time = f"[{message.date.replace('T', ' ')}] " if message.date else ""
    return f"{time}{message.author or 'unknown'}: {message.text}\n"
