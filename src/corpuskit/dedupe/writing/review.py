"""Proposed removals as a table that a person reads and changes, and back again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from corpuskit.corpus import Corpus
from corpuskit.dedupe.exact import exact_key
from corpuskit.dedupe.kinds.steps import describe_difference
from corpuskit.dedupe.writing.copies import list_members
from corpuskit.dedupe.writing.edits import ChooseCopies, RemovedParagraph
from corpuskit.dedupe.writing.rewrite import RewritePlan, Rewriting, choose_copies
from corpuskit.errors import NothingReadableError, UsageError
from corpuskit.records import DuplicateGroup, DuplicatePair, ParagraphReference, ProposedRemoval

_NEEDED = (
    "keep",
    "kind",
    "doc",
    "line",
    "start",
    "end",
    "text",
    "kept.doc",
    "kept.line",
    "kept.start",
    "kept.end",
)
# What says in the column `keep` that a paragraph goes all the same, in any case.
_NO = frozenset(("", "0", "n", "no", "false", "falsch", "faux", "нет", "لا", "否"))
_DELIMITERS = ",;\t"


def iter_proposals(
    corpus: Corpus,
    records: list[object],
    plan: RewritePlan,
    choose: ChooseCopies | None,
    result: Rewriting | None = None,
    *,
    drops_all: bool = False,
) -> Iterator[ProposedRemoval]:
    """Yield a row for each copy that `write_without_copies` would take out.

    Args:
        corpus: As for `choose_copies`.
        records: Groups or pairs as `find_duplicates` yields them.
        plan: As for `choose_copies`.
        choose: Chooses among the copies of a document; None for all.
        result: As for `choose_copies`; None where nobody asks.
        drops_all: Whether what heads a group goes too.
    """
    texts: dict[tuple[str, int], str] = {}

    def note_texts(text: str, copies: list[RemovedParagraph]) -> list[RemovedParagraph]:
        chosen = choose(text, copies) if choose else copies
        texts.update({(copy.doc, copy.start): text[copy.start : copy.end] for copy in chosen})
        return chosen

    kept = _list_kept_texts(records)
    copies = list_members(records) if drops_all else records
    for copy in choose_copies(corpus, copies, plan, note_texts, result or Rewriting()):
        yield _propose(copy, texts.pop((copy.doc, copy.start)), kept[copy.kept.doc, copy.kept.start])


def _list_kept_texts(records: Iterable[object]) -> dict[tuple[str, int], str]:
    texts = {}
    for record in records:
        if isinstance(record, DuplicateGroup):
            texts[record.kept.doc, record.kept.start] = record.text
        elif isinstance(record, DuplicatePair):
            texts[record.kept.doc, record.kept.start] = record.kept_text
    return texts


def _propose(copy: RemovedParagraph, text: str, kept_text: str) -> ProposedRemoval:
    return ProposedRemoval(
        keep="",
        kind=copy.kind,
        similarity=copy.similarity,
        difference=[] if copy.kind == "exact" else describe_difference(kept_text, text),
        doc=copy.doc,
        line=copy.line,
        start=copy.start,
        end=copy.end,
        block=copy.block,
        text=text,
        kept=copy.kept,
        kept_text=kept_text,
    )


class Review:
    """A table of proposed removals that was read by a person.

    Args:
        path: The table.
        drops_all: Whether all paragraphs of a group may go.
        docs: The ids of documents that a table for spreadsheets writes in another way, by how it does.

    Attributes:
        copies: The copies that go, in the order of the table.
    """

    def __init__(
        self, path: str, *, drops_all: bool = False, docs: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._path = path
        self._docs = docs
        rows = [(self._read(number, row), row) for number, row in _iter_rows(path)]
        self._keys = {(copy.doc, copy.start): exact_key(row["text"]) for copy, row in rows}
        # Of two rows for one paragraph that which keeps it counts.
        stays = {(copy.doc, copy.start) for copy, row in rows if row["keep"].strip().casefold() not in _NO}
        self.copies = [copy for copy, _ in rows if (copy.doc, copy.start) not in stays]
        if not drops_all:
            self._check()

    def _read(self, number: int, row: Mapping[str, str]) -> RemovedParagraph:
        try:
            return RemovedParagraph(
                doc=self._docs.get(row["doc"], row["doc"]),
                line=_read_number(row["line"]),
                start=_read_number(row["start"]),
                end=_read_number(row["end"]),
                kind=row["kind"],
                block=_read_number(row["block"]) if row.get("block") else None,
                similarity=float((row.get("similarity") or "0").replace(",", ".")),
                kept=ParagraphReference(
                    doc=self._docs.get(row["kept.doc"], row["kept.doc"]),
                    line=_read_number(row["kept.line"]),
                    start=_read_number(row["kept.start"]),
                    end=_read_number(row["kept.end"]),
                    paragraph=_read_number(row.get("kept.paragraph") or "0"),
                ),
            )
        except ValueError as error:
            raise UsageError(
                f"--apply: row {number} of {self._path}: {error}", hint="write it anew with --review"
            ) from error

    def _check(self) -> None:
        removed = {(copy.doc, copy.start) for copy in self.copies}
        for copy in self.copies:
            if (copy.kept.doc, copy.kept.start) in removed:
                raise UsageError(
                    f"--apply: {copy.kept.doc}, line {copy.kept.line}, is to go and is what is kept of {copy.doc}, "
                    f"line {copy.line}",
                    hint="write an x in the column keep of one of them; with --drop-all nothing of a group is kept",
                )

    def choose(self, text: str, copies: list[RemovedParagraph]) -> list[RemovedParagraph]:
        """Return the copies of a document, after checking that they still say what the table says.

        Args:
            text: The document.
            copies: Its copies.

        Raises:
            UsageError: One of them does not.
        """
        done = 0
        for copy in copies:
            said = exact_key(text[copy.start : copy.end]) == self._keys[copy.doc, copy.start]
            if not said or copy.start < done or not _are_whole_lines(text, copy.start, copy.end):
                raise UsageError(
                    f"--apply: {copy.doc}, line {copy.line}, does not say what {self._path} says",
                    hint="write the table anew with --review",
                )
            done = copy.end
        return copies


def _are_whole_lines(text: str, start: int, end: int) -> bool:
    """Return whether nothing but white space stands on the lines of a slice of a text beside it."""
    before = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    after = min((place for mark in "\r\n" if (place := text.find(mark, end)) >= 0), default=len(text))
    return not text[before:start].strip() and not text[end:after].strip()


def _read_number(cell: str) -> int:
    """Return the whole number in a cell, which a spreadsheet may have written as 12.0. Raises ValueError."""
    return int(cell.removesuffix(".0").removesuffix(",0"))


def _iter_rows(path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their numbers from 1; in the encodings and dialects that spreadsheets write."""
    try:
        data = Path(path).read_bytes()
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        reason = error.strerror or error
        raise NothingReadableError(
            f"cannot read {path}: {reason}", hint="name what --review wrote"
        ) from error
    except UnicodeDecodeError as error:
        raise NothingReadableError(f"cannot read {path}: {error}", hint="save it as CSV in UTF-8") from error
    header, _, rest = text.partition("\n")
    if header.startswith("sep="):
        # A spreadsheet is told by it what stands between the cells; it is no row.
        text, header = rest, rest.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(
            f"--apply: {path} has no column {', '.join(missing)}",
            hint="write it with --review, and leave its columns",
        )
    for number, row in enumerate(reader, start=1):
        values = {name: value or "" for name, value in row.items() if name is not None}
        if any(values.values()):
            yield number, values
