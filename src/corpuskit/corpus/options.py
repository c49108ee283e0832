"""How a corpus is read: the options of every command that concern its input."""

from functools import cached_property
from typing import Annotated, Literal

from corpuskit.corpus.conditions import is_day, parse_condition
from corpuskit.corpus.fields import FieldNames
from corpuskit.corpus.formats import FORMATS, InputFormat
from corpuskit.errors import UsageError
from corpuskit.options import Option, OptionError, Options
from corpuskit.text.segments import ParagraphRule

IdRule = Literal["relative", "path"]
"""What the id of a file is: its path below the corpus root without suffix, or its path as given."""

HtmlRule = Literal["article", "all"]
"""What is read of an HTML page."""

Quoting = Literal["auto", "none"]
"""What quotation marks of a table are."""

MAX_BYTES = 1_000_000_000
"""Number of bytes that one compressed or endless input may become, unless the user says otherwise."""


class CorpusOptions(Options, frozen=True, kw_only=True, dict=True):
    """How a corpus is read.

    Raises:
        UsageError: There is no such format, the delimiter is not one character, or a condition or date is none.
    """

    input_format: Annotated[
        InputFormat | None,
        Option(
            "Format of all input, whatever its names and its contents say: see docs/inputs.md.",
            heading="Input", metavar="NAME",
        ),
    ] = None  # fmt: skip
    encoding: Annotated[
        str | None,
        Option(
            "Encoding of input that is not UTF-8; auto: the one that fits.", heading="Input", metavar="NAME"
        ),
    ] = None
    text_field: Annotated[
        str, Option("Field of a row that holds the text.", heading="Input", metavar="NAME")
    ] = "text"
    id_field: Annotated[str, Option("Field of a row that holds its id.", heading="Input", metavar="NAME")] = (
        "id"
    )
    title_field: Annotated[
        str, Option("Field of a row that holds a title.", heading="Input", metavar="NAME")
    ] = "title"
    date_field: Annotated[
        str, Option("Field of a row that holds its date.", heading="Input", metavar="NAME")
    ] = "date"
    source_field: Annotated[
        str, Option("Field of a row that names its source.", heading="Input", metavar="NAME")
    ] = "source"
    author_field: Annotated[
        str, Option("Field of a row that names its author.", heading="Input", metavar="NAME")
    ] = "author"
    by_chat: Annotated[bool, Option("All messages of a chat as one document.", heading="Input")] = False
    html: Annotated[
        HtmlRule,
        Option("What of an HTML page is read: its article, or all that is visible.", heading="Input"),
    ] = "article"
    globs: Annotated[
        tuple[str, ...],
        Option(
            "Which files of a directory to read, by name or path. Repeatable.",
            ("--glob",), heading="Input", metavar="PATTERN", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    ids: Annotated[
        IdRule,
        Option(
            "Ids of files: the path below the directory without suffix, or the path as given.",
            heading="Input",
        ),
    ] = "relative"
    docs: Annotated[
        tuple[str, ...],
        Option(
            "Only documents whose id matches. Repeatable.",
            ("--doc",), heading="Input", metavar="PATTERN", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    where: Annotated[
        tuple[str, ...],
        Option(
            "Only documents with this metadata (also !=, >=, <=). Repeatable.",
            heading="Input", metavar="FIELD=GLOB", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    since: Annotated[
        str | None,
        Option("Only documents of this date, or later.", heading="Input", metavar="DATE"),
    ] = None
    until: Annotated[
        str | None,
        Option("Only documents of this date, or earlier.", heading="Input", metavar="DATE"),
    ] = None
    langs: Annotated[
        tuple[str, ...],
        Option(
            "Only documents in this language. Repeatable.",
            ("--doc-lang", "--lang"), heading="Input", metavar="CODE", typed=list[str],
        ),
    ] = ()  # fmt: skip
    paragraphs: Annotated[
        ParagraphRule,
        Option(
            "What a paragraph is: a line, a block between blank lines, or as the text looks.", heading="Input"
        ),
    ] = "auto"
    language_model: Annotated[
        bool, Option("Identify languages with py3langid.", ("--lang-model",), heading="Input")
    ] = False
    delimiter: Annotated[
        str | None,
        Option(
            "Character between the cells of a table, or tab. Default: the one in its header.",
            heading="Input", metavar="CHARACTER", typed=str,
            read=lambda typed: "\t" if typed in ("tab", "\\t") else typed,
        ),
    ] = None  # fmt: skip
    quoting: Annotated[
        Quoting,
        Option("Whether quotation marks enclose cells of a table, or mean nothing.", heading="Input"),
    ] = "auto"
    max_bytes: Annotated[
        int,
        Option(
            "Refuse compressed input, and a pipe, of more than N bytes.",
            heading="Input",
            metavar="N",
            least=1,
        ),
    ] = MAX_BYTES

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.input_format is not None and self.input_format not in FORMATS:
            raise UsageError(f"no input format {self.input_format!r}", hint=f"use {', '.join(FORMATS)}")
        if self.delimiter is not None and len(self.delimiter) != 1:
            raise OptionError(
                CorpusOptions,
                "the delimiter is one character, got {value!r}",
                hint="for a tab: {delimiter} tab",
                value=self.delimiter,
            )
        if "," in self.text_field:
            raise OptionError(
                CorpusOptions,
                "{text_field} takes one field, got {value!r}",
                hint="make one of them first: jq -c '.text = .title + \"\\n\\n\" + .body' FILE; or read one after the other",
                value=self.text_field,
            )
        for written in self.where:
            parse_condition(written)
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None and not is_day(day):
                raise OptionError(
                    CorpusOptions,
                    "{" + name + "} takes YYYY, YYYY-MM or YYYY-MM-DD, got {value!r}",
                    value=day,
                )

    @cached_property
    def fields(self) -> FieldNames:
        """The fields of a row that are read."""
        return FieldNames(
            self.text_field,
            self.id_field,
            self.title_field,
            self.date_field,
            self.source_field,
            self.author_field,
        )
