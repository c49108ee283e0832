"""Mails and mailboxes: the decoded body of each mail, with what its header says."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import is_unicode, make_printable
from corpuskit.corpus.input import Input
from corpuskit.records import Issue

_FROM_LINE = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
_HEADER = re.compile(rb"[!-9;-~]+:")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADERS = {
    "From": "author",
    "To": "to",
    "Cc": "cc",
    "Subject": "title",
    "Message-ID": "message_id",
    "In-Reply-To": "reply_to",
}


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of each mail, and an issue for each mail without text."""
    data = source.stream.read()
    parts = list(_iter_mails(data))
    if len(parts) == 1 and not data.startswith(b"From "):
        text, metadata = _read_mail(parts[0])
        if text is None:
            yield source.make_issue("content", "the mail has no text")
        else:
            yield source.make_extracted(text, data, metadata=metadata)
        return
    for number, part in enumerate(parts, start=1):
        text, metadata = _read_mail(part)
        if text is None:
            yield source.make_row_issue(number, "the mail has no text")
        else:
            yield source.make_record(text, number, metadata=metadata, extracted_by=source.own_reader)


def _iter_mails(data: bytes) -> Iterator[bytes]:
    """Yield the mails of a mailbox; a line with `From` at its beginning begins one where a header follows it."""
    if not data.startswith(b"From "):
        yield data
        return
    starts = [
        (found.start(), found.end())
        for found in _FROM_LINE.finditer(data)
        if _HEADER.match(data, found.end())
        and (found.start() == 0 or data[found.start() - 2 : found.start()] in (b"\n\n", b"\r\n"))
    ]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for (_, start), end in zip(starts, ends, strict=True):
        yield _ESCAPED.sub(rb"\1", data[start:end])


def _read_mail(data: bytes) -> tuple[str | None, dict[str, str]]:
    message = BytesParser(policy=email.policy.default).parsebytes(data)
    metadata: dict[str, str] = {}
    for header, field in _HEADERS.items():
        if written := _read_header(message, header):
            metadata[field] = written
    date = _read_date(message)
    if date is not None:
        metadata["date"] = date
    attached = [name for part in message.walk() if (name := _name_attached(part)) is not None]
    if attached:
        metadata["attachments"] = ", ".join(attached)
    return _read_body(message), metadata


def _read_header(message: EmailMessage, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        # The parser of headers fails on some that are broken; the others are of use.
        return ""
    return make_printable(" ".join(value.split()))


def _read_date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _name_attached(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename()
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return make_printable(name) if name else None


def _read_body(message: EmailMessage) -> str | None:
    """Return the text of a mail: the plain one, or that of its HTML where there is no other."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (AttributeError, KeyError, ValueError):
        part = None
    if part is None:
        return None
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return None
    text = _decode(raw, part.get_content_charset())
    if part.get_content_type() == "text/html":
        from corpuskit.corpus.formats.html import extract_visible

        text = extract_visible(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text if is_unicode(text) else make_printable(text)


def _decode(raw: bytes, charset: str | None) -> str:
    for encoding in ("utf-8", charset):
        try:
            return raw.decode(encoding or "utf-8")
        except (LookupError, UnicodeError):
            continue
    # Old mails lie about their encoding; a letter that cannot be told is shown as such.
    return raw.decode(charset if charset in ("ascii", "us-ascii") else "utf-8", "replace")
