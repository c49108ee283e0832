"""Mails and mailboxes: the decoded body of each mail, with what its header says."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from corpuskit.corpus.decode import find_meant_encoding, is_seven_bit
from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import is_unicode, make_printable
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_FROM_LINE = compile_re(rb"^From [^\n]*\n", re.MULTILINE)
_HEADER = compile_re(rb"[!-9;-~]+:")
_ESCAPED = compile_re(rb"^>(>*From )", re.MULTILINE)
# How addresses were written of old, and are by archives of lists: the name in brackets after them.
_OLD_ADDRESS = compile_re(r"([^\s()<>,]+(?:@| at )[^\s()<>,]+)\s+\(([^()]+)\)")
_QUOTED = compile_re(r"(?:> ?)*")
_HEADERS = {
    "From": "author",
    "To": "to",
    "Cc": "cc",
    "Subject": "title",
    "Message-ID": "message_id",
    "In-Reply-To": "reply_to",
}
_MAILS = frozenset(("message/rfc822", "message/global"))
_ADDRESSES = frozenset(("From", "To", "Cc"))


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of each mail, and an issue for each mail without text."""
    data = source.stream.read()
    parts = list(_iter_mails(data))
    if len(parts) == 1 and not data.startswith(b"From "):
        text, metadata = _read_mail(parts[0], source)
        if text is None:
            yield source.make_issue("content", "the mail has no text")
        else:
            yield source.make_extracted(text, data, metadata=metadata)
        return
    for number, part in enumerate(parts, start=1):
        text, metadata = _read_mail(part, source)
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
    if not starts:
        # A header may begin so too, with a space before its colon.
        yield data
        return
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for (_, start), end in zip(starts, ends, strict=True):
        yield _ESCAPED.sub(rb"\1", data[start:end])


def _read_mail(data: bytes, source: Input) -> tuple[str | None, dict[str, str]]:
    message = BytesParser(policy=email.policy.default).parsebytes(data)
    metadata: dict[str, str] = {}
    for header, field in _HEADERS.items():
        if written := _read_header(message, header, data):
            metadata[field] = written
    date = _read_date(message)
    if date is not None:
        metadata["date"] = date
    attached = [name for part in message.walk() if (name := _name_attached(part)) is not None]
    if attached:
        metadata["attachments"] = ", ".join(attached)
    text, guessed = _read_body(message)
    if guessed is not None:
        named = f"the mail {metadata['title']!r}" if metadata.get("title") else "a mail"
        note = f"{named} is in no encoding that it says; {guessed}"
        source.notes.append(Issue(path=source.name, kind="encoding", message=note))
    return text, metadata


def _read_header(message: EmailMessage, name: str, data: bytes) -> str:
    try:
        # The parser of headers drops the names of addresses in the old style.
        written = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        if not is_unicode(written):
            # Bytes as they are: in the encoding of the mail, and of its letters where it says none.
            return " ".join(_decode_header(written, message.get_content_charset(), data).split())
        value = str(message.get(name, ""))
        if name in _ADDRESSES and _OLD_ADDRESS.search(str(written)):
            value = _OLD_ADDRESS.sub(r"\2 <\1>", str(make_header(decode_header(str(written)))))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError, HeaderParseError):
        # The parser of headers fails on some that are broken; the others are of use.
        return ""
    return make_printable(" ".join(value.split()))


def _decode_header(written: str, charset: str | None, data: bytes) -> str:
    from corpuskit.corpus.guess import suggest_encoding

    raw = written.encode("utf-8", "surrogateescape")
    suggested = None if charset else suggest_encoding(data)
    return make_printable(_decode(raw, suggested.name if suggested else charset)[0])


def _read_date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _name_attached(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename()
        if name is None and part.get_content_type() == "message/rfc822":
            name = f"mail: {part.get_content().get('Subject', '')}"
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return make_printable(name) if name else None


def _read_body(message: EmailMessage) -> tuple[str | None, str | None]:
    """Return the text of a mail, and what was guessed for it: the plain one, or that of its HTML without any other."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except (AttributeError, KeyError, ValueError):
        part = None
    raw = None if part is None else part.get_payload(decode=True)
    if part is None or not isinstance(raw, bytes):
        return _read_inner_mails(message)
    text, guessed = _decode(raw, part.get_content_charset())
    if part.get_content_type() == "text/html":
        from corpuskit.corpus.formats.html import extract_visible

        text = extract_visible(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if part.get_param("format") == "flowed":
        text = _unfold(text, is_divided=part.get_param("delsp") == "yes")
    return text if is_unicode(text) else make_printable(text), guessed


def _read_inner_mails(message: EmailMessage) -> tuple[str | None, str | None]:
    """Return the texts of the mails in one that has none of its own, as in the digest of a list, and what was guessed."""
    inner = [part for part in message.walk() if part is not message and part.get_content_type() in _MAILS]
    bodies = [each for part in inner for each in part.get_payload() if isinstance(each, EmailMessage)]
    # Those in a mail that is in this one come with it.
    nested = {id(each) for body in bodies for each in body.walk() if each is not body}
    read = [_read_body(body) for body in bodies if id(body) not in nested]
    texts = [text.strip("\n") for text, _ in read if text is not None]
    return "\n\n".join(texts) + "\n" if texts else None, next((each for _, each in read if each), None)


def _unfold(text: str, *, is_divided: bool) -> str:
    """Return a text whose lines that end with a space go on with the next one of the same depth of quoting.

    Source: RFC 3676.

    Args:
        text: The text.
        is_divided: Whether that space is no part of the text.
    """
    kept: list[str] = []
    depth_before = -1
    for line in text.split("\n"):
        mark = _QUOTED.match(line)
        quoted = mark.end() if mark else 0
        depth = line.count(">", 0, quoted)
        # A space is put before what would look quoted, and no part of it; that of a signature stays.
        bare = line[quoted:] if depth else line.removeprefix(" ")
        if depth == depth_before:
            kept[-1] += bare
        else:
            kept.append(line[:quoted] + bare)
        is_flowed = line.endswith(" ") and bare != "-- "
        if is_flowed and is_divided:
            kept[-1] = kept[-1][:-1]
        depth_before = depth if is_flowed else -1
    return "\n".join(kept)


def _decode(raw: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return the text of some bytes, and what is to be said where it was guessed."""
    meant = find_meant_encoding(charset)
    for encoding in ((meant,) if is_seven_bit(meant) else ()) + ("utf-8", meant, charset):
        try:
            return raw.decode(encoding or "utf-8"), None
        except (LookupError, UnicodeError):
            continue
    from corpuskit.corpus.guess import suggest_encoding

    suggested = suggest_encoding(raw)
    if suggested is not None:
        try:
            return raw.decode(suggested.name), f"read as {suggested.name}, as its letters say"
        except UnicodeError:
            pass
    return raw.decode("utf-8", "replace"), "letters that cannot be told are shown as \ufffd"
