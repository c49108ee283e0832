"""What `corpuskit dedupe` asks of the search for copies beside its own options, and says of the answer."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from corpuskit.cli.options import Typed
from corpuskit.errors import UsageError
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.cli.options import RunOptions
    from corpuskit.corpus import Corpus, Document
    from corpuskit.output.writer import OutputOptions
    from corpuskit.records import Record

# Groups that a screen or two hold, and short lines that are repeated.
_SHOWN = 40
_BOILERPLATE_SHOWN = 20
# The date of a document is read from so many code points at each end of it, where they have lines enough.
_END, _FEWEST_LINES = 1 << 20, 100


class CopyOptions(Options, frozen=True, kw_only=True):
    """What copies are looked for in."""

    against: Annotated[
        tuple[str, ...],
        Option(
            "Report only copies of paragraphs in this corpus, or in the one of this database (index build). Repeatable.",
            metavar="PATH", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    curve: Annotated[
        bool, Option("The number of copies at thresholds from 0.5 to 1.", heading="Arranging")
    ] = False


def list_in_memory(typed: Typed) -> Iterator[tuple[str, bool]]:
    """Yield what is done in memory only, beside what the search is, and whether it is asked for."""
    yield "--engine spark", typed.running.engine != "local"
    for name in ("write", "review"):
        yield f"--{name}", typed[name] is not None
    yield f"--offsets {typed.running.offsets}", typed.running.offsets != "chars"


def check_combination(typed: Typed, copies: CopyOptions) -> None:
    """Refuse what would be ignored.

    Raises:
        UsageError: Two options exclude each other.
    """
    if copies.curve and any(typed[name] for name in ("pairs", "blocks", "stats", "sort", "against")):
        raise UsageError("--curve counts, and takes no --pairs, --blocks, --stats, --sort or --against")
    other = "--level document" if typed["level"] == "document" else "--spans" if typed["spans"] else None
    if other and (copies.curve or copies.against):
        raise UsageError(
            f"{other} takes no --curve and no --against", hint=f"leave out {other}, or these options"
        )
    if copies.against and typed.running.offsets != "chars":
        raise UsageError("--against gives offsets in code points only", hint="leave out --offsets")


def open_reference(copies: CopyOptions, typed: Typed) -> Corpus | None:
    """Return the corpus that is compared with; None where there is none.

    Raises:
        UsageError: A database is named beside something else, or for Spark.
        UnusableIndexError: A database cannot be used.
    """
    from corpuskit.corpus import Corpus
    from corpuskit.index import is_database, open_stored_corpus

    if not copies.against:
        return None
    at = next(filter(is_database, copies.against), None)
    if at is None:
        return Corpus(copies.against, typed.corpus, typed.inputs)
    if len(copies.against) > 1:
        raise UsageError(
            f"--against takes one database and nothing else: {at!r}",
            hint=f"corpuskit index build PATH PATH --at {at} makes one of several paths",
        )
    if typed.running.engine != "local":
        raise UsageError(
            f"--against {at} is not for --engine spark", hint="name the directory of that corpus"
        )
    return open_stored_corpus(at, typed.corpus, typed.inputs)


def find_date(document: Document) -> str | None:
    """Return the date of a document, ISO 8601; None where it is not known."""
    from corpuskit.dates.resolution.document_date import find_document_date

    date = find_document_date(_leave_out_middle(document))
    return date.value if date else None


def _leave_out_middle(document: Document) -> Document:
    """Return the two ends of a long document, in which its date stands; one of few lines as it is."""
    from corpuskit.corpus.texts import MemoryText

    content = document.content
    if content.chars <= 2 * _END:
        return document
    head = content.slice(0, _END)
    if head.count("\n") < _FEWEST_LINES:
        return document
    return document.with_content(MemoryText(head + content.slice(content.chars - _END, content.chars)))


class CopyReport:
    """What a reader is shown of copies: their sum first, and on a terminal the groups with most of them.

    Args:
        is_of_groups: Whether the records are groups: then their sum stands above a table in a pipe too.
    """

    def __init__(self, *, is_of_groups: bool) -> None:
        self._is_of_groups = is_of_groups
        self._is_read = self._is_cut = False
        self._seen: Counter[bool] = Counter()

    def prepare(self, output: OutputOptions, running: RunOptions, *, is_on_terminal: bool) -> None:
        """Take note of how the records are written."""
        is_table = output.format == "table"
        self._is_read = sys.stderr.isatty() or (self._is_of_groups and output.path is None and is_table)
        self._is_cut = is_on_terminal and is_table and running.limit is None

    def introduce(self, summary: Mapping[str, Any]) -> str | None:
        """Return a line on all copies, where somebody reads it."""
        return _say_sum(summary) if self._is_read else None

    def shows(self, record: Record) -> bool:
        """Return whether a record is shown; called once with each, in order."""
        from corpuskit.records import DuplicateGroup

        if not self._is_cut or not isinstance(record, DuplicateGroup):
            return True
        is_boilerplate = record.boilerplate
        self._seen[is_boilerplate] += 1
        return self._seen[is_boilerplate] <= (_BOILERPLATE_SHOWN if is_boilerplate else _SHOWN)

    def conclude(self) -> str | None:
        """Return how many groups are not shown; None where all are."""
        left = {
            "groups": self._seen[False] - _SHOWN,
            "lines of boilerplate": self._seen[True] - _BOILERPLATE_SHOWN,
        }
        more = " and ".join(f"{count} {what}" for what, count in left.items() if count > 0)
        return f"not shown: {more}; --limit N shows N, and | less or -o FILE all" if more else None


def _say_sum(summary: Mapping[str, Any]) -> str:
    """Return how many copies there are, by kind."""
    if (related := summary.get("documents_related")) is not None:
        return f"{related} of {summary['documents']} documents are copies, versions, parts or the whole of earlier ones"
    if (spans := summary.get("spans")) is not None:
        return f"{spans} runs of words stand again; {summary['span_words']} of {summary['words']} words lie in one"
    groups = summary["groups"]
    line = f"{summary['copies']} of {summary['paragraphs']} paragraphs repeat others"
    if groups:
        line += f", in {groups} group{'s' * (groups > 1)}: {_list_counts(summary['kinds'])}"
    if boilerplate := summary["boilerplate"]:
        line += f"; {boilerplate} of the groups are boilerplate"
    if contained := summary.get("contained"):
        line += f"; inside longer ones: {contained}"
    if mostly := summary["mostly_copied"]:
        line += f"; documents of which more than a third is repeated: {mostly} (--stats tells which)"
    if too_short := summary.get("too_short"):
        line += f"; compared only exactly, because they are short: {too_short}"
    if left := _list_counts(summary.get("left", {})):
        line += f"; of other kinds, not told: {left}"
    return line


def _list_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())
