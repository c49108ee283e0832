"""A document: one text with its id and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Self

import msgspec
from msgspec.structs import replace

from corpuskit.corpus.annotations import Annotations
from corpuskit.corpus.texts import LineBlock, MemoryText, TextSource
from corpuskit.text.divisions import join_divided_words
from corpuskit.text.language import (
    SAMPLED_CHARACTERS,
    Direction,
    find_direction,
    find_language,
    find_language_by_model,
    find_script,
    read_stated_language,
)
from corpuskit.text.segments import (
    SAMPLED_LINES,
    LineIndex,
    Paragraph,
    ParagraphRule,
    is_hard_wrapped,
    iter_paragraphs,
)


class Known(NamedTuple):
    """What is known of a text before it is read.

    Attributes:
        script: ISO 15924 code of the script of most letters.
        lang: ISO 639-1 code of the language.
    """

    script: str | None
    lang: str | None


class Document(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One text of a corpus; it is frozen. What follows from the text is worked out when it is first asked for.

    Another process is handed the fields alone: what was worked out is worked out again there.

    Attributes:
        id: Unique in a run: the path below the corpus root without its suffix, or the id field of a row.
        given: The text, without lone surrogates, or what it is had from.
        path: The file it comes from, printable; None for standard input and for texts made in Python.
        encoding: The encoding that its bytes were read with.
        metadata: Fields of the row it comes from: `title`, `date`, `source`, where there are any.
        row: Number of the row that it comes from, from 1; None where it is a file of its own.
        format: The format that it was read as.
        extracted_by: What made its text of the source; None where the text is what the source holds.
        paragraph_rule: Rule that splits its text into paragraphs.
        language_model: Whether py3langid is asked for the language, instead of the shipped tables.
        source_sha256: Hash of the source; None where the source is the text in UTF-8.
        source_size: Size of the source in bytes; None where the source is the text in UTF-8.
        is_whole: Whether it is not only a part of a text.
        known: What is known of the text; None to find out.
        annotations: What its source says of its words; None where it is not annotated.
    """

    id: str
    given: str | TextSource
    path: str | None = None
    encoding: str = "utf-8"
    metadata: Mapping[str, str] = {}
    row: int | None = None
    format: str = "text"
    extracted_by: str | None = None
    paragraph_rule: ParagraphRule = "auto"
    language_model: bool = False
    source_sha256: str | None = None
    source_size: int | None = None
    is_whole: bool = True
    known: Known | None = None
    annotations: Annotations | None = None

    def __repr__(self) -> str:
        return f"Document({self.id!r})"

    def with_id(self, doc: str) -> Self:
        """Return the same document under another id."""
        return replace(self, id=doc)

    def with_content(self, content: TextSource) -> Self:
        """Return the same document that has its text, the same one, from elsewhere."""
        return replace(self, given=content)

    @cached_property
    def content(self) -> TextSource:
        """What it has its text from."""
        return MemoryText(self.given) if isinstance(self.given, str) else self.given

    @property
    def text(self) -> str:
        """The decoded content, untouched: no newline translation, no normalisation, no byte-order mark."""
        return self.content.text

    @cached_property
    def reading(self) -> str:
        """The text as its words are read, as long as it: what divides a word at the end of a line is word joiners there.

        It is the text itself where its paragraphs are its lines, as no word goes on in another paragraph.
        """
        return self.text if self.has_line_paragraphs else join_divided_words(self.text)

    @property
    def has_divided_words(self) -> bool:
        """Whether some of its words are divided at the ends of lines."""
        return not self.has_line_paragraphs and self.reading is not self.text

    @property
    def data(self) -> bytes:
        """The text as UTF-8."""
        return self.content.data

    @property
    def chars(self) -> int:
        """Number of code points of the text."""
        return self.content.chars

    def iter_blocks(self) -> Iterator[LineBlock]:
        """Yield the UTF-8 text in blocks of whole lines, in order; one alone where it is small or in memory anyway.

        Raises:
            InputChangedError: It is in a file, and that is not what it was.
        """
        return self.content.iter_blocks()

    @property
    def source_bytes(self) -> int:
        """Size of the source in bytes."""
        return self.content.size if self.source_size is None else self.source_size

    @cached_property
    def sha256(self) -> str:
        """Hash of the source bytes, hexadecimal; empty for a part of a text."""
        import hashlib

        if self.source_sha256 is not None:
            return self.source_sha256
        digest = hashlib.sha256()
        for block in self.iter_blocks():
            digest.update(block.data)
        return digest.hexdigest()

    def divide(self, size: int) -> list[Document]:
        """Return its parts in order, whole paragraphs each; itself alone where it has none.

        It has parts where it is a large file whose paragraphs are its lines. A part is the document in all but its text and its hash, which it has none of.

        Args:
            size: Number of bytes from which on a part has enough.
        """
        # To tell what its paragraphs are, its lines are looked at; most documents are too short to be asked.
        parts = self.content.divide(size) if self.source_bytes >= 2 * size else []
        if len(parts) <= 1 or not self.has_line_paragraphs:
            return [self]
        # What is found out from the beginning of the whole.
        known = Known(self.script, self.lang)
        return [
            replace(self, given=part, source_sha256="", known=known, paragraph_rule="line", is_whole=False)
            for part in parts
        ]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in order."""
        return list(iter_paragraphs(self.text, self.paragraph_rule))

    @cached_property
    def lines(self) -> LineIndex:
        """Finds the line of an offset."""
        return LineIndex(self.text)

    @cached_property
    def has_line_paragraphs(self) -> bool:
        """Whether its paragraphs are its lines, and not blocks of lines; only its beginning is looked at."""
        if self.paragraph_rule == "auto":
            return not is_hard_wrapped(self.content.read_lines(SAMPLED_LINES))
        return self.paragraph_rule == "line"

    @cached_property
    def script(self) -> str | None:
        """ISO 15924 code of the script of most letters."""
        if self.known is not None:
            return self.known.script
        return find_script(self.content.read_characters(SAMPLED_CHARACTERS))

    @property
    def direction(self) -> Direction:
        """`ltr` or `rtl`."""
        return find_direction(self.script)

    @cached_property
    def lang(self) -> str | None:
        """ISO 639-1 code of the language, None when unsure; what its metadata says counts where its words say nothing."""
        if self.known is not None:
            return self.known.lang
        sample = self.content.read_characters(SAMPLED_CHARACTERS)
        if self.language_model:
            return find_language_by_model(sample)
        said = self.metadata.get("lang") or self.metadata.get("language") or ""
        return find_language(sample, self.script) or read_stated_language(said, self.script)
