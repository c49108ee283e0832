"""Markdown: plain text; fields at its head (front matter) are fields and no text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import iter_fields
from corpuskit.corpus.formats import load_format
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_FRONT_MATTER = compile_re(
    r"(---|\+\+\+)[ \t]*\r?\n(.*?\r?\n)?(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*", re.DOTALL
)
_FIELD = compile_re(r"([\w][\w .-]*?)[ \t]*:[ \t]*(.*?)[ \t]*")
_ITEM = compile_re(r"[ \t]*-[ \t]+(.*?)[ \t]*")
# A value in quotation marks that close on a later line.
_CLOSED_LATER = compile_re(
    r"""(?<=: )(?:"(?:[^"\\\n]|\\.)*\n[^"]*+"|'[^'\n]*\n[^']*+')(?=[ \t]*$)""", re.MULTILINE
)
_ESCAPED = compile_re(r"\\([\"\\/])")
_HEAD_BYTES = 1 << 16


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document, or the issue that says why there is none."""
    head = source.stream.read_head(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf")
    if not head.startswith((b"---", b"+++")):
        yield from load_format("text").read(source)
        return
    data = source.stream.read()
    decoded = source.decode(data)
    if isinstance(decoded, Issue):
        yield decoded
        return
    start = find_body(decoded.text)
    yield source.make_extracted(
        decoded.text[start:], data, encoding=decoded.encoding, metadata=_read_fields(decoded.text[:start])
    )


def find_body(text: str) -> int:
    """Return where the text begins, after the fields at its head."""
    found = _FRONT_MATTER.match(text)
    # Two rules with text between them are no fields.
    return found.end() if found is not None and _read_fields(found[0]) else 0


def _read_fields(written: str) -> dict[str, str]:
    found = _FRONT_MATTER.match(written)
    if found is None:
        return {}
    if found[1] == "+++":
        try:
            return dict(iter_fields(tomllib.loads(found[2] or "")))
        except tomllib.TOMLDecodeError:
            return {}
    return _read_yaml(found[2] or "")


def _read_yaml(written: str) -> dict[str, str]:
    """Return the fields of the simple YAML that stands at the head of texts: values, lists, and lines that go on."""
    fields: dict[str, str] = {}
    name: str | None = None
    for line in _CLOSED_LATER.sub(lambda value: " ".join(value[0].split()), written).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if (item := _ITEM.fullmatch(line)) is not None and name is not None:
            before = fields.get(name, "")
            fields[name] = f"{before}, {_unquote(item[1])}" if before else _unquote(item[1])
        elif not line[0].isspace() and (field := _FIELD.fullmatch(line)) is not None:
            name = field[1]
            value = field[2]
            if value.startswith("[") and value.endswith("]"):
                value = ", ".join(_unquote(each.strip()) for each in value[1:-1].split(","))
            fields[name] = "" if value in ("|", ">", "|-", ">-") else _unquote(value)
        elif name is not None and line[0].isspace():
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        else:
            # No YAML after all.
            return {}
    return {
        name.lower() if name.lower() in _KNOWN else name: value for name, value in fields.items() if value
    }


_KNOWN = frozenset(("title", "date", "author", "source"))


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":  # noqa: PLR2004 — two quotation marks
        inner = value[1:-1]
        return inner.replace("''", "'") if value[0] == "'" else _ESCAPED.sub(r"\1", inner)
    return value
