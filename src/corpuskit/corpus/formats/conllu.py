"""Annotated text, one word a line: CoNLL-U, and the vertical text of corpus workbenches (CWB, Sketch Engine)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import unescape

from corpuskit.corpus.annotations import AnnotatedToken, Annotations
from corpuskit.corpus.document import Document
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_COLUMNS = 10
# The columns of CoNLL-U that are kept, by their places; `pos` is what queries call the universal part of speech.
_LAYERS = {2: "lemma", 3: "upos", 4: "xpos", 5: "feats", 7: "deprel"}
_COMMENT = compile_re(r"#\s*([\w:]+)\s*(?:=\s*(.*))?")
# The lines of CoNLL-U begin with the number of their word; those of vertical text with the word.
_NUMBERED = compile_re(r"(?:#[^\n]*\n|\s)*\d+(?:[-.]\d+)?\t")
_NEW_DOCUMENT = compile_re(r"^#\s*newdoc(?:\s+id)?(?:\s*=\s*(.*))?$", re.MULTILINE)
_TAG = compile_re(r"<(/?)(\w+)((?:\s+[\w:.-]+=(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>\s*")
_ATTRIBUTE = compile_re(r"([\w:.-]+)=(?:\"([^\"]*)\"|'([^']*)')")
# What an XML file may begin with; no word.
_DECLARATION = compile_re(r"<(?:\?.*\?|!--.*--)>\s*")
_TEXTS = frozenset(("text", "doc", "file"))
_PARAGRAPHS = frozenset(("p", "head", "s"))
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}»”’…%")
_NO_SPACE_AFTER = frozenset("([{«“‘")


class _Word(NamedTuple):
    """A word as its line says it.

    Attributes:
        form: The word as written.
        is_tight: Whether no space follows.
        tokens: What is said of it; one for each of the tokens that it stands for.
    """

    form: str
    is_tight: bool
    tokens: list[dict[str, str]]


class _Draft:
    """A document on its way.

    Args:
        fields: What is known of it.
    """

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        self.tokens: list[AnnotatedToken] = []
        self._pieces: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """What is written so far."""
        return "".join(self._pieces)

    def add_sentence(self, words: Iterable[_Word], written: str | None, *, begins_paragraph: bool) -> bool:
        """Add a sentence as a line; return whether it is as its words say.

        Args:
            words: Its words.
            written: The sentence; None where only its words are known.
            begins_paragraph: Whether an empty line comes before it.
        """
        words = list(words)
        joined = "".join(word.form + ("" if word.is_tight else " ") for word in words).rstrip()
        agrees = written is None or not words or "".join(written.split()) == "".join(joined.split())
        sentence = written if written and agrees else joined
        if sentence:
            if begins_paragraph and self._pieces:
                self._write("\n")
            self._place(words, sentence)
            self._write(f"{sentence}\n")
        return agrees

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _place(self, words: list[_Word], sentence: str) -> None:
        """Note where in the text the words of a sentence stand that is written next; it consists of them."""
        place = 0
        for form, _, tokens in words:
            parts = form.split()
            if not parts:
                continue
            start = sentence.index(parts[0], place)
            for part in parts:
                place = sentence.index(part, place) + len(part)
            self.tokens.extend(
                AnnotatedToken(self._length + start, self._length + place, values) for values in tokens
            )


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the documents, a line for each sentence, and issues."""
    data = source.stream.read()
    decoded = source.decode(data)
    if isinstance(decoded, Issue):
        yield decoded
        return
    source = source._replace(read_as=decoded.encoding)
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    is_numbered = _NUMBERED.match(lines.lstrip()) is not None
    drafts, differing = _read_conllu(lines) if is_numbered else (_read_vertical(lines), 0)
    kept = [draft for draft in drafts if draft.text]
    if not kept:
        yield source.make_issue("content", "no words were found in it", hint="--input-format text")
    if differing:
        message = f"{differing} sentences are not what their words say (# text); the words count"
        yield Issue(path=source.name, kind="annotation", message=message)
    for number, draft in enumerate(kept, start=1):
        yield _make_document(source, data, draft, number if len(kept) > 1 else None)


def _make_document(source: Input, data: bytes, draft: _Draft, number: int | None) -> Document | Issue:
    """Return a document.

    Args:
        source: The input.
        data: What it holds.
        draft: The document on its way.
        number: Its number in the input, from 1; None where it is the only one.
    """
    annotations = Annotations(draft.tokens) if any(token.values for token in draft.tokens) else None
    if number is None:
        return source.make_extracted(draft.text, data, metadata=draft.fields, annotations=annotations)
    given = draft.fields.get("id")
    return source.make_record(
        draft.text,
        number,
        doc=f"{source.id}:{given}" if given else None,
        metadata={name: value for name, value in draft.fields.items() if name != "id" and value},
        extracted_by=source.own_reader,
        annotations=annotations,
    )


def _read_conllu(text: str) -> tuple[list[_Draft], int]:
    """Return the documents, and the number of sentences that are written otherwise than their words say."""
    drafts = [_Draft({})]
    differing = 0
    for block in re.split(r"\n\s*\n", text):
        comments: dict[str, str] = {}
        rows: list[list[str]] = []
        for line in block.split("\n"):
            if (found := _COMMENT.fullmatch(line.strip())) is not None:
                comments.setdefault(found[1], (found[2] or "").strip())
            elif not line.startswith("#") and line.strip():
                rows.append(line.split("\t"))
        if (begun := _NEW_DOCUMENT.search(block)) is not None:
            drafts.append(_Draft({"id": (begun[1] or "").strip()}))
        for name, value in comments.items():
            if name.startswith("meta::"):
                drafts[-1].fields.setdefault(name.removeprefix("meta::"), value)
        differing += not drafts[-1].add_sentence(
            _list_words(rows), comments.get("text"), begins_paragraph="newpar" in comments
        )
    return drafts, differing


def _list_words(rows: Iterable[list[str]]) -> Iterator[_Word]:
    """Yield the words of a sentence; one that is written as one and annotated as several has several tokens."""
    covered = 0
    word: _Word | None = None
    for cells in rows:
        number, _, last = cells[0].partition("-")
        if len(cells) < 2 or not number.isdecimal():  # noqa: PLR2004 — a number and a word; `8.1` is not written
            continue
        values = {} if last else _read_layers(cells)
        if int(number) <= covered and word is not None:
            word.tokens.append(values)
            continue
        if word is not None:
            yield word
        is_tight = len(cells) >= _COLUMNS and "SpaceAfter=No" in cells[-1].split("|")
        word = _Word(cells[1], is_tight, [] if last else [values])
        covered = int(last) if last.isdecimal() else covered
    if word is not None:
        yield word


def _read_layers(cells: list[str]) -> dict[str, str]:
    values = {
        name: cells[place]
        for place, name in _LAYERS.items()
        # A sign that is its own lemma may be the one that stands for nothing.
        if place < len(cells) and (cells[place] != "_" or (name == "lemma" and cells[1] == "_"))
    }
    pos = values.get("upos") or values.get("xpos")
    return values | {"pos": pos} if pos else values


def _read_vertical(text: str) -> list[_Draft]:
    lines = [line for line in text.split("\n") if not _DECLARATION.fullmatch(line)]
    layers = _name_columns(lines)
    drafts = [_Draft({})]
    words: list[_Word] = []
    is_glued = False

    def finish() -> None:
        drafts[-1].add_sentence(words, None, begins_paragraph=False)
        words.clear()

    for line in lines:
        tag = _TAG.fullmatch(line)
        if tag is not None:
            name = tag[2]
            if name == "g":
                is_glued = True
            elif name in _TEXTS:
                finish()
                if not tag[1]:
                    attributes = _ATTRIBUTE.findall(tag[3])
                    drafts.append(_Draft({key: _unescape(one or other) for key, one, other in attributes}))
            elif name in _PARAGRAPHS:
                finish()
            continue
        cells = [_unescape(cell.strip()) for cell in line.split("\t")]
        form = cells[0]
        if not form:
            # Taggers end a sentence with an empty line.
            finish()
            continue
        if words and (is_glued or form[0] in _NO_SPACE_BEFORE or words[-1].form[-1] in _NO_SPACE_AFTER):
            words[-1] = words[-1]._replace(is_tight=True)
        values = {name: cell for name, cell in zip(layers, cells[1:], strict=False) if cell}
        words.append(_Word(form, is_tight=False, tokens=[values]))
        is_glued = False
    finish()
    return drafts


def _unescape(text: str) -> str:
    """Return a text without the escapes of XML, which vertical text has for the sake of its tags."""
    return unescape(text, {"&quot;": '"', "&apos;": "'"})


def _name_columns(lines: Iterable[str]) -> list[str]:
    """Return the names of the columns after the first one.

    The second one is the part of speech and the third the lemma, as taggers write them, unless words are their own
    lemmas in the second one, and more often than in the third.
    """
    rows = [line.split("\t") for line in lines if "\t" in line and not _TAG.fullmatch(line)]
    count = max(map(len, rows), default=1)
    names = ["pos", "lemma", *(f"column{number}" for number in range(4, count + 1))][: count - 1]
    # The tag of a sign is mostly the sign itself.
    words = [row for row in rows if row[0].strip().isalpha()]
    same = [
        sum(len(row) > place and row[place].strip().casefold() == row[0].strip().casefold() for row in words)
        for place in (1, 2)
    ]
    if same[0] > max(same[1], _LEAST_OWN_LEMMAS * len(words)):
        names[:2] = ["lemma", "pos"][: count - 1]
    return names


# The share of words that are their own lemmas, of which a column of lemmas has more and one of tags less.
_LEAST_OWN_LEMMAS = 0.15
