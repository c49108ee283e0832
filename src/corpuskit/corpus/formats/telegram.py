"""Pages of a chat as Telegram Desktop exports them in HTML: each message is a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import NamedTuple

from corpuskit.corpus.chat import Message, note_system_lines, read_messages
from corpuskit.corpus.document import Document
from corpuskit.corpus.input import Input, reads_text
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_SPACE = compile_re(r"[ \t\r\n\f\v]+")
_TIME = compile_re(r"(\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d\d:\d\d)")
_NUMBER = compile_re(r"message(-?\d+)\Z")
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# The words around the link to the message that is answered.
_ANSWER = "answer"
# What the text of an element is by its classes, the first that are all there; "" for what is no part of a message.
_NAMES: tuple[tuple[set[str], str], ...] = (
    ({"from_name"}, "author"),
    ({"title", "bold"}, "media"),
    ({"signature", "details"}, "signature"),
    ({"reply_to", "details"}, _ANSWER),
    ({"details"}, ""),
    ({"initials"}, ""),
    ({"reactions"}, ""),
    ({"text"}, "text"),
)
_OWN_LINES = frozenset(("blockquote", "div", "p", "pre"))


class _Field(NamedTuple):
    """What the text of an element is.

    Attributes:
        name: A field of the message; empty for what belongs to none.
        is_forwarded: Whether it stands in a message that was forwarded.
    """

    name: str = ""
    is_forwarded: bool = False


class _Page(HTMLParser):
    """Reads the messages of a page.

    Attributes:
        chat: Pieces of the name of the chat.
        messages: The fields of each message, as pieces of text.
        system: Number of lines of the system, those between days not counted.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.chat: list[str] = []
        self.messages: list[dict[str, list[str]]] = []
        self.system = 0
        self._open: list[tuple[str, _Field]] = []
        self._is_in_message = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of the beginning of an element."""
        values = {name: value or "" for name, value in attrs}
        above = self._open[-1][1] if self._open else _Field()
        if tag == "br" or (tag in _OWN_LINES and above.name == "text"):
            self._take("\n", above)
        if tag in _VOID:
            return
        field = self._find_field(values, set(values.get("class", "").split()), above)
        self._open.append((tag, field))

    def _find_field(self, values: dict[str, str], classes: set[str], above: _Field) -> _Field:
        """Return what the text of an element is, and begin a message where one begins."""
        number = _NUMBER.match(values.get("id", ""))
        if "message" in classes and number is not None:
            self._begin(number[1], classes)
            return _Field()
        if not self._is_in_message:
            return _Field("chat") if {"text", "bold"} <= classes and not self.messages else _Field()
        if above.name == _ANSWER:
            self._take(values.get("href", "").rpartition("#go_to_message")[2], _Field("reply_to"))
            return _Field()
        if "date" in classes and "title" in values and not above.is_forwarded:
            self._take(values["title"], _Field("date"))
        is_forwarded = above.is_forwarded or {"forwarded", "body"} <= classes
        name = next((name for wanted, name in _NAMES if wanted <= classes), above.name)
        return _Field("forwarded_from" if is_forwarded and name == "author" else name, is_forwarded)

    def _begin(self, number: str, classes: set[str]) -> None:
        self._is_in_message = "default" in classes
        if not self._is_in_message:
            self.system += not number.startswith("-")
            return
        # A message that is joined to the one before it was written by the same person.
        before = self.messages[-1].get("author", []) if self.messages and "joined" in classes else []
        self.messages.append({"id": [number], "author_before": before})

    def handle_endtag(self, tag: str) -> None:
        """Take note of the end of an element; of one that was never begun, nothing."""
        places = [place for place, (name, _) in enumerate(self._open) if name == tag]
        if places:
            field = self._open[places[-1]][1]
            del self._open[places[-1] :]
            if tag in _OWN_LINES and field.name == "text":
                self._take("\n", field)

    def handle_data(self, data: str) -> None:
        """Take in some text."""
        if self._open:
            self._take(_SPACE.sub(" ", data), self._open[-1][1])

    def _take(self, text: str, field: _Field) -> None:
        if field.name == "chat":
            self.chat.append(text)
        elif field.name and self._is_in_message:
            self.messages[-1].setdefault(field.name, []).append(text)


@reads_text
def read(source: Input, text: str) -> Iterator[Document | Issue]:
    """Yield the document of each message, or of the chat, and issues."""
    page = _Page()
    page.feed(text)
    page.close()
    if page.system:
        yield note_system_lines(source, page.system)
    yield from read_messages(source, _iter_messages(page))


def _iter_messages(page: _Page) -> Iterator[Message]:
    chat = _write(page.chat)
    for number, fields in enumerate(page.messages, start=1):
        # What carries on from the message before it has its author.
        fields.setdefault("author", fields["author_before"])
        text = {name: _write(pieces) for name, pieces in fields.items()}
        more = {name: text[name] for name in ("media", "signature") if text.get(name)}
        yield Message(
            number=number,
            id=text["id"],
            text=text.get("text", ""),
            date=_read_time(text.get("date", "")),
            author=text["author"] or None,
            chat=chat or None,
            reply_to=text.get("reply_to") or None,
            forwarded_from=text.get("forwarded_from") or None,
            more=more,
        )


def _write(pieces: list[str]) -> str:
    """Return the lines that pieces make, without the space around them."""
    lines = [_SPACE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\n")]
    return "\n".join(lines).strip("\n")


def _read_time(written: str) -> str | None:
    """Return a time, ISO 8601, by the clock of who exported it; None where none is written."""
    found = _TIME.match(written)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], "%d.%m.%Y %H:%M:%S").isoformat()  # noqa: DTZ007 — the clock of the export
    except ValueError:
        return None
