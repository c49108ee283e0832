"""Annotated text, one word a line: CoNLL-U, and the vertical text of corpus workbenches (CWB, Sketch Engine)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.corpus.input import Input
from corpuskit.records import Issue

_COLUMNS = 10
_COMMENT = re.compile(r"#\s*([\w:]+)\s*(?:=\s*(.*))?")
_TAG = re.compile(r"<(/?)(\w+)((?:\s+[\w:.-]+=\"[^\"]*\")*)\s*(/?)>\s*")
_ATTRIBUTE = re.compile(r"([\w:.-]+)=\"([^\"]*)\"")
_TEXTS = frozenset(("text", "doc", "file"))
_PARAGRAPHS = frozenset(("p", "head", "s"))
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}»”’…%")
_NO_SPACE_AFTER = frozenset("([{«“‘")


class _Draft(NamedTuple):
    """A document on its way."""

    fields: dict[str, str]
    pieces: list[str]


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the documents, a line for each sentence, and issues."""
    data = source.stream.read()
    decoded = source.decode(data)
    if isinstance(decoded, Issue):
        yield decoded
        return
    is_vertical = decoded.text.lstrip().startswith("<")
    drafts = _read_vertical(decoded.text) if is_vertical else _read_conllu(decoded.text)
    kept = [draft for draft in drafts if any(draft.pieces)]
    if not kept:
        yield source.make_issue("content", "no words were found in it", hint="--input-format text")
    for number, draft in enumerate(kept, start=1):
        text = "".join(draft.pieces)
        metadata = {name: value for name, value in draft.fields.items() if name != "id" and value}
        given = draft.fields.get("id")
        if len(kept) == 1:
            yield source.make_extracted(text, data, encoding=decoded.encoding, metadata=draft.fields)
        else:
            doc = f"{source.id}:{given}" if given else None
            yield source.make_record(text, number, doc=doc, metadata=metadata, extracted_by=source.own_reader)


def _read_conllu(text: str) -> list[_Draft]:
    drafts = [_Draft({}, [])]
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        comments: dict[str, str] = {}
        rows: list[list[str]] = []
        for line in block.split("\n"):
            if (found := _COMMENT.fullmatch(line.strip())) is not None:
                comments.setdefault(found[1], (found[2] or "").strip())
            elif not line.startswith("#") and line.strip():
                rows.append(line.split("\t"))
        if "newdoc" in comments or "newdoc_id" in comments or _names_document(block):
            drafts.append(_Draft({"id": _find_document_id(block) or ""}, []))
        for name, value in comments.items():
            if name.startswith("meta::"):
                drafts[-1].fields.setdefault(name.removeprefix("meta::"), value)
        sentence = comments.get("text") or _join_words(rows)
        if sentence:
            if "newpar" in comments and drafts[-1].pieces:
                drafts[-1].pieces.append("\n")
            drafts[-1].pieces.append(f"{sentence}\n")
    return drafts


_NEW_DOCUMENT = re.compile(r"^#\s*newdoc(?:\s+id)?(?:\s*=\s*(.*))?$", re.MULTILINE)


def _names_document(block: str) -> bool:
    return _NEW_DOCUMENT.search(block) is not None


def _find_document_id(block: str) -> str | None:
    found = _NEW_DOCUMENT.search(block)
    return found[1].strip() if found and found[1] else None


def _join_words(rows: list[list[str]]) -> str:
    """Return a sentence from its words, where it has no `# text`."""
    pieces: list[str] = []
    covered = 0
    for cells in rows:
        if len(cells) < 2:  # noqa: PLR2004 — a number and a word
            continue
        number = cells[0]
        if "." in number or (number.isdecimal() and int(number) <= covered):
            continue
        if "-" in number:
            covered = int(number.partition("-")[2]) if number.partition("-")[2].isdecimal() else covered
        is_tight = len(cells) >= _COLUMNS and "SpaceAfter=No" in cells[-1].split("|")
        pieces.append(cells[1] + ("" if is_tight else " "))
    return "".join(pieces).strip()


def _read_vertical(text: str) -> list[_Draft]:
    drafts = [_Draft({}, [])]
    words: list[str] = []
    is_glued = False

    def finish() -> None:
        if words:
            drafts[-1].pieces.append("".join(words).strip() + "\n")
            words.clear()

    for line in text.replace("\r\n", "\n").split("\n"):
        tag = _TAG.fullmatch(line)
        if tag is not None:
            name = tag[2]
            if name == "g":
                is_glued = True
            elif name in _TEXTS:
                finish()
                if not tag[1]:
                    drafts.append(_Draft(dict(_ATTRIBUTE.findall(tag[3])), []))
            elif name in _PARAGRAPHS:
                finish()
            continue
        word = line.split("\t")[0].strip()
        if not word:
            continue
        glue = is_glued or not words or word[0] in _NO_SPACE_BEFORE or words[-1][-1] in _NO_SPACE_AFTER
        words.append(word if glue else f" {word}")
        is_glued = False
    finish()
    return drafts
