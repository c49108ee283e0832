"""RTF: the text of a word processor's old format."""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.corpus.document import Document
from corpuskit.corpus.formats.office import join_lines
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_INFO = {"title": "title", "author": "author", "subject": "subject"}
_FIELD = compile_re(r"\{\\(title|author|subject) ([^{}]+)\}")
# Text that is not shown, until its group ends or it is shown again.
_HIDDEN = compile_re(r"\\v(?![a-z0-9-])[^{}]*?(?=\\v0|\\plain(?![a-z])|[{}]|\Z)")
_CREATED = compile_re(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_CODE_PAGE = compile_re(rb"\\ansicpg(\d{3,5})")


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document, or the issue that says why there is none."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        yield source.make_missing("RTF", "striprtf")
        return
    data = source.stream.read()
    found = _CODE_PAGE.search(data[:1000])
    encoding = f"cp{found[1].decode()}" if found else "cp1252"
    # Its bytes are ASCII; what is not is escaped, and decoded by the reader.
    written = _HIDDEN.sub("", data.decode("latin-1"))
    try:
        text = rtf_to_text(written, encoding=encoding, errors="strict")
    except (UnicodeError, LookupError, ValueError, IndexError, KeyError, RecursionError) as error:
        yield source.make_issue("content", f"not valid RTF: {error}", hint="save it as DOCX or as plain text")
        return
    # It writes a character outside of the first plane as two halves.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    yield source.make_extracted(
        join_lines(text.split("\n")),
        data,
        by=_name_reader(),
        encoding=encoding,
        metadata=_read_info(written, encoding),
    )


def _name_reader() -> str:
    from importlib.metadata import version

    return f"striprtf {version('striprtf')}"


def _read_info(written: str, encoding: str) -> dict[str, str]:
    from striprtf.striprtf import rtf_to_text

    head = written[:20_000]
    metadata = {}
    for name, value in _FIELD.findall(head):
        if said := rtf_to_text(f"{{\\rtf1 {value}}}", encoding=encoding, errors="replace").strip():
            metadata[_INFO[name]] = said
    if (created := _CREATED.search(head)) is not None:
        metadata["date"] = f"{created[1]}-{int(created[2]):02}-{int(created[3]):02}"
    return metadata
