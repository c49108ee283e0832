"""The options that all commands share, declared once.

A command function takes its own options and one `shared: SharedOptions`; the decorator `takes_shared_options`
gives it the parameters of both.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from corpuskit.corpus import CorpusOptions
    from corpuskit.output.parts import PartOptions
    from corpuskit.output.writer import OutputOptions

_FORMAT_OF_SUFFIX = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".txt": "table",
    "": "table",
}
# The formats in which an option of the output has an effect; in all where it is not named.
_FORMATS_OF_OPTION = {
    "columns": ("table", "json", "jsonl", "csv", "tsv"),
    "no_header": ("table", "csv", "tsv"),
    "color": ("table",),
    "bidi": ("table",),
    "bom": ("csv", "tsv"),
    "no_csv_guard": ("csv", "tsv"),
    "ascii": ("json", "jsonl"),
}
# Values that are obeyed where the option has no effect.
_NO_EFFECT = {"color": "never", "bidi": "none"}


READING_OPTIONS = (
    "paths", "input_format", "encoding", "delimiter", "quoting", "max_bytes", "text_field", "id_field", "title_field",
    "date_field", "source_field", "author_field", "by_chat", "html", "glob", "ids", "paragraphs", "lang_model",
)  # fmt: skip
"""The options that say how a corpus is read."""

CHOOSING_OPTIONS = ("doc", "where", "since", "until", "doc_lang")
"""The options that choose documents of a corpus."""


@dataclass(frozen=True, kw_only=True)
class SharedOptions:
    """What was typed for the options of every command."""

    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files, directories, globs, or - for standard input. Without any: $CORPUSKIT_CORPUS, then ./seeds.",
            show_default=False,
        ),
    ] = None
    input_format: Annotated[
        str | None,
        typer.Option(
            "--input-format",
            metavar="NAME",
            help="Format of all input, whatever its names and its contents say: see docs/inputs.md.",
            show_default=False,
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", help="Encoding of input that is not UTF-8; auto: the one that fits."
        ),
    ] = None
    delimiter: Annotated[
        str | None,
        typer.Option(
            "--delimiter",
            metavar="CHARACTER",
            help="Character between the cells of a table, or tab. Default: the one in its header.",
        ),
    ] = None
    quoting: Annotated[
        Literal["auto", "none"],
        typer.Option("--quoting", help="Whether quotation marks enclose cells of a table, or mean nothing."),
    ] = "auto"
    max_bytes: Annotated[
        int,
        typer.Option(
            "--max-bytes",
            min=1,
            metavar="N",
            help="Refuse compressed input, and a pipe, of more than N bytes.",
        ),
    ] = 1_000_000_000
    text_field: Annotated[
        str, typer.Option("--text-field", metavar="NAME", help="Field of a row that holds the text.")
    ] = "text"
    id_field: Annotated[
        str, typer.Option("--id-field", metavar="NAME", help="Field of a row that holds its id.")
    ] = "id"
    title_field: Annotated[
        str, typer.Option("--title-field", metavar="NAME", help="Field of a row that holds a title.")
    ] = "title"
    date_field: Annotated[
        str, typer.Option("--date-field", metavar="NAME", help="Field of a row that holds its date.")
    ] = "date"
    source_field: Annotated[
        str, typer.Option("--source-field", metavar="NAME", help="Field of a row that names its source.")
    ] = "source"
    author_field: Annotated[
        str, typer.Option("--author-field", metavar="NAME", help="Field of a row that names its author.")
    ] = "author"
    by_chat: Annotated[bool, typer.Option("--by-chat", help="All messages of a chat as one document.")] = (
        False
    )
    html: Annotated[
        Literal["article", "all"],
        typer.Option("--html", help="What of an HTML page is read: its article, or all that is visible."),
    ] = "article"
    glob: Annotated[
        list[str] | None,
        typer.Option(
            "--glob",
            metavar="PATTERN",
            help="Which files of a directory to read; may be repeated.",
            show_default=False,
        ),
    ] = None
    doc: Annotated[
        list[str] | None,
        typer.Option(
            "--doc",
            metavar="PATTERN",
            help="Only documents whose id matches; may be repeated.",
            show_default=False,
        ),
    ] = None
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="FIELD=GLOB",
            help="Only documents with this metadata (also !=, >=, <=); may be repeated.",
            show_default=False,
        ),
    ] = None
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only documents of this date in metadata, or later."),
    ] = None
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Only documents of this date in metadata, or earlier."),
    ] = None
    doc_lang: Annotated[
        list[str] | None,
        typer.Option(
            "--doc-lang",
            "--lang",
            metavar="CODE",
            help="Only documents in this language; may be repeated.",
            show_default=False,
        ),
    ] = None
    ids: Annotated[
        Literal["relative", "path"],
        typer.Option(
            "--ids", help="Ids of files: the path below the directory without suffix, or the path as given."
        ),
    ] = "relative"
    paragraphs: Annotated[
        Literal["auto", "line", "block"],
        typer.Option(
            "--paragraphs",
            help="What a paragraph is: a line, a block between blank lines, or as the text looks.",
        ),
    ] = "auto"
    lang_model: Annotated[
        bool, typer.Option("--lang-model", help="Tell languages by a model (needs py3langid).")
    ] = False
    format: Annotated[
        Literal["table", "json", "jsonl", "csv", "tsv"] | None,
        typer.Option(
            "-f",
            "--format",
            help="Output format. Default: table, or what the suffix of -o says.",
            show_default=False,
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to FILE, whole or not at all; to a directory of parts: NAME.jsonl/ or NAME.parquet/.",
        ),
    ] = None
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="A,B,-C",
            help="Choose and order columns, or drop some; A.B is a field of a nested record.",
        ),
    ] = None
    no_header: Annotated[
        bool, typer.Option("--no-header", help="Leave out the line that names the columns.")
    ] = False
    limit: Annotated[
        int | None,
        typer.Option(
            "-n", "--limit", min=0, max=sys.maxsize, metavar="N", help="Show the first N records only."
        ),
    ] = None
    offsets: Annotated[
        Literal["chars", "bytes", "utf16"],
        typer.Option(
            "--offsets", help="Unit of start and end: code points, bytes of UTF-8, or UTF-16 units."
        ),
    ] = "chars"
    color: Annotated[
        Literal["auto", "always", "never"], typer.Option("--color", help="When to colour a table.")
    ] = "auto"
    bidi: Annotated[
        Literal["auto", "isolate", "none"],
        typer.Option("--bidi", help="When to isolate right-to-left cells of a table."),
    ] = "auto"
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV and TSV with a byte-order mark, for Excel.")
    ] = False
    no_csv_guard: Annotated[
        bool,
        typer.Option(
            "--no-csv-guard",
            help="Write CSV cells that begin like a formula as they are, as in a pipe, also in a file.",
        ),
    ] = False
    ascii: Annotated[
        bool, typer.Option("--ascii", help="Escape all characters outside ASCII, and DEL, in JSON.")
    ] = False
    jobs: Annotated[
        int | None,
        typer.Option(
            "-j",
            "--jobs",
            min=1,
            metavar="N",
            help="Processes to work in; the result does not depend on it. Default: all cores, from 8 MB on.",
        ),
    ] = None
    engine: Annotated[
        Literal["local", "spark"],
        typer.Option("--engine", help="Where the work runs: here, or on Spark (needs pyspark and Java 17)."),
    ] = "local"
    engine_option: Annotated[
        list[str] | None,
        typer.Option(
            "--engine-option",
            metavar="KEY=VALUE",
            help="master=URL, remote=URL or a setting of Spark; may be repeated. Default: all cores of this machine.",
            show_default=False,
        ),
    ] = None
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="End with 1 when there is nothing to show (dedupe: when there is)."),
    ] = False
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No notes and warnings on standard error.")] = (
        False
    )

    def make_corpus_options(self) -> CorpusOptions:
        """Return how the corpus is read."""
        from corpuskit.corpus import CorpusOptions

        return CorpusOptions(
            input_format=self.input_format,
            encoding=self.encoding,
            delimiter="\t" if self.delimiter in {"tab", "\\t"} else self.delimiter,
            quoting=self.quoting,
            max_bytes=self.max_bytes,
            text_field=self.text_field,
            id_field=self.id_field,
            title_field=self.title_field,
            date_field=self.date_field,
            source_field=self.source_field,
            author_field=self.author_field,
            by_chat=self.by_chat,
            html=self.html,
            where=tuple(self.where or ()),
            since=self.since,
            until=self.until,
            langs=tuple(self.doc_lang or ()),
            globs=tuple(self.glob or ()),
            ids=self.ids,
            docs=tuple(self.doc or ()),
            paragraphs=self.paragraphs,
            language_model=self.lang_model,
        )

    def refuse(self, names: Collection[str], where: str) -> None:
        """Refuse options that would be ignored.

        Args:
            names: The fields of those that are not for this.
            where: What they have no effect on, as the user knows it.

        Raises:
            UsageError: One of them was given.
        """
        from corpuskit.errors import UsageError

        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in names and value not in (field.default, _NO_EFFECT.get(field.name)):
                option = "PATH" if field.name == "paths" else "--" + field.name.replace("_", "-")
                raise UsageError(f"{option} has no effect on {where}", hint=f"leave out {option}")

    def read_engine_options(self) -> dict[str, str]:
        """Return the settings of the engine by name.

        Raises:
            UsageError: One is not of the form KEY=VALUE.
        """
        if not self.engine_option:
            return {}
        if self.engine == "local":
            from corpuskit.errors import UsageError

            raise UsageError("--engine-option is for --engine spark", hint="add --engine spark")
        from corpuskit.spark.session import read_settings

        return read_settings(self.engine_option)

    def shows_summary(self) -> bool:
        """Return whether anybody gets to see the summary: in a JSON object, or as a line on a terminal."""
        if self.make_output_options().format == "json":
            return True
        return sys.stderr.isatty() and not self.quiet

    def make_output_options(self) -> OutputOptions:
        """Return how the records are written.

        Raises:
            UsageError: Two options name two formats.
        """
        from corpuskit.errors import UsageError
        from corpuskit.output.writer import OutputOptions

        if self.json and self.format not in (None, "json"):
            raise UsageError(
                f"--json and --format {self.format} name two formats", hint="leave out one of them"
            )
        chosen = self.format or ("json" if self.json else self._format_of_output())
        for name, formats in _FORMATS_OF_OPTION.items():
            if chosen not in formats:
                self.refuse((name,), f"{chosen} output")
        return OutputOptions(
            format=chosen,
            path=None if self.output == "-" else self.output,
            columns=self.columns,
            header=not self.no_header,
            color=self.color,
            bidi=self.bidi,
            bom=self.bom,
            csv_guard=False if self.no_csv_guard else None,
            ascii=self.ascii,
        )

    def make_part_options(self) -> PartOptions | None:
        """Return how the records are written to a directory of parts; None where they are not.

        Raises:
            UsageError: They cannot be, as they are wanted.
        """
        if self.output is None or not self.output.endswith("/"):
            return None
        from pathlib import PurePath

        from corpuskit.errors import UsageError
        from corpuskit.output.parts import PartOptions

        by_suffix: Any = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
        part_format = by_suffix.get(PurePath(self.output).suffix.lower())
        if part_format is None or self.json or self.format not in (None, part_format):
            raise UsageError(
                f"a directory of parts holds JSON lines or Parquet, as its name says: {self.output!r}",
                hint="-o NAME.jsonl/ or -o NAME.parquet/, without -f",
            )
        return PartOptions(directory=self.output, format=part_format, columns=self.columns, ascii=self.ascii)

    def _format_of_output(self) -> Any:
        from pathlib import PurePath

        from corpuskit.errors import UsageError

        # What is written to a directory is chosen by `make_part_options`.
        suffix = ".jsonl" if (self.output or "").endswith("/") else PurePath(self.output or "").suffix.lower()
        if suffix not in _FORMAT_OF_SUFFIX:
            known = ", ".join(filter(None, _FORMAT_OF_SUFFIX))
            raise UsageError(
                f"no output format goes by the suffix {suffix!r}",
                hint=f"use {known}, or name the format with -f",
            )
        return _FORMAT_OF_SUFFIX[suffix]
