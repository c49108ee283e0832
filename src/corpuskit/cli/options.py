"""The options that every command has, and what was typed for a command.

A command module says in `list_options` which structs declare its options, and gets what was typed as `Typed`. What
every command may have is declared here, beside how a corpus is read and how records are written.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeVar

from msgspec import UNSET

from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles
from corpuskit.options import Declared, Option, Options, list_options

if TYPE_CHECKING:
    from corpuskit.corpus import CorpusOptions
    from corpuskit.output.parts import PartOptions
    from corpuskit.output.writer import OutputOptions

OptionsT = TypeVar("OptionsT", bound=Options)

_FORMAT_OF_SUFFIX = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".html": "html",
    ".htm": "html",
    ".svg": "svg",
    ".parquet": "parquet",
    ".txt": "table",
    "": "table",
}
# The formats in which an option of the output has an effect; in all where it is not named.
_FORMATS_OF_OPTION = {
    "columns": ("table", "json", "jsonl", "csv", "tsv", "html", "parquet"),
    "show": ("table", "json", "jsonl", "csv", "tsv", "html", "parquet"),
    "header": ("table", "csv", "tsv"),
    "color": ("table",),
    "bidi": ("table",),
    "bom": ("csv", "tsv"),
    "csv_guard": ("csv", "tsv"),
    "ascii": ("json", "jsonl"),
}
# Values that are obeyed where the option has no effect.
_NO_EFFECT = {"color": "never", "bidi": "none"}


class OptionSubset(NamedTuple):
    """Some of the options that a struct declares.

    Attributes:
        owner: The struct.
        names: Their fields.
    """

    owner: type[Options]
    names: tuple[str, ...]


class InputPaths(Options, frozen=True, kw_only=True):
    """What a command reads."""

    paths: Annotated[
        tuple[str, ...],
        Option(
            "Files, directories, globs, or - for standard input. Without any: $CORPUSKIT_CORPUS, then ./seeds.",
            metavar="[PATH]...",
            typed=list[str],
            is_argument=True,
        ),
    ] = ()


class JsonSwitch(Options, frozen=True, kw_only=True):
    """The short way to ask for JSON."""

    json: Annotated[
        bool, Option("The same as --format json.", ("--json",), heading="Output", is_common=True)
    ] = False


class RunOptions(Options, frozen=True, kw_only=True):
    """Where a command works, and what it says of it."""

    limit: Annotated[
        int | None,
        Option(
            "Show only the first N records.",
            ("-n", "--limit"),
            heading="Output",
            metavar="N",
            least=0,
            most=sys.maxsize,
            is_common=True,
        ),
    ] = None
    offsets: Annotated[
        Literal["chars", "bytes", "utf16"],
        Option("Unit of start and end: code points, bytes of UTF-8, or UTF-16 units.", heading="Output"),
    ] = "chars"
    jobs: Annotated[
        int | None,
        Option(
            "Processes to work in; the result does not depend on it. Default: all cores, from 8 MB on.",
            ("-j", "--jobs"),
            heading="Running",
            metavar="N",
            least=1,
        ),
    ] = None
    engine: Annotated[
        Literal["local", "spark"],
        Option("Where the work runs: here, or on Spark (needs pyspark and Java 17).", heading="Running"),
    ] = "local"
    engine_options: Annotated[
        tuple[str, ...],
        Option(
            "A setting of Spark, master=URL or remote=URL. Repeatable. Default: all cores of this machine.",
            ("--engine-option",),
            heading="Running",
            metavar="KEY=VALUE",
            typed=list[str],
        ),
    ] = ()
    exit_code: Annotated[
        bool, Option("End with 1 when there is nothing to show (dedupe: when there is).", heading="Running")
    ] = False
    verbose: Annotated[
        bool,
        Option(
            "Also say what is set and by whom, the codes of messages, and what the run took.",
            ("-v", "--verbose"),
            heading="Running",
        ),
    ] = False
    quiet: Annotated[
        bool, Option("No notes and warnings on standard error.", ("-q", "--quiet"), heading="Running")
    ] = False


def list_shared() -> tuple[type[Options], ...]:
    """Return the structs whose options every analysis has."""
    from corpuskit.corpus import CorpusOptions
    from corpuskit.output.writer import OutputOptions

    return InputPaths, CorpusOptions, OutputOptions, JsonSwitch, RunOptions


class Typed:
    """What was typed for a command.

    Args:
        values: The values as typed, by the names of the fields that they are for.
        declared: The options of the command, by the same names.
        inputs: The files that the command reads; what it reads next is added to them.
        on_command_line: The names of those that were typed.

    Attributes:
        inputs: See above.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        declared: Mapping[str, Declared],
        inputs: InputFiles,
        on_command_line: Collection[str] = (),
    ) -> None:
        self._values = dict(values)
        self._on_command_line = on_command_line
        self._declared = declared
        self.inputs = inputs

    @property
    def presets(self) -> dict[str, Any]:
        """What the user has set for options, by their names on the command line."""
        return {
            declared.flag: declared.preset
            for declared in self._declared.values()
            if declared.preset is not UNSET
        }

    @property
    def declared(self) -> Mapping[str, Declared]:
        """The options of the command, by the names of their fields."""
        return self._declared

    def is_on_command_line(self, name: str) -> bool:
        """Return whether an option was typed, be it with the value that it has without."""
        return name in self._on_command_line

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def build(self, owner: type[OptionsT], **changes: Any) -> OptionsT:
        """Return options of one kind.

        Args:
            owner: The struct; options that the command does not have get their defaults.
            changes: Values that the command decides itself.

        Raises:
            UsageError: They make no sense.
        """
        read = {
            name: declared.read(self._values[name])
            for name, declared in list_options(owner).items()
            if name in self._values and name not in changes
        }
        return owner(**read, **changes)

    def replace(self, **values: Any) -> Typed:
        """Return the same with other values."""
        return Typed({**self._values, **values}, self._declared, self.inputs, self._on_command_line)

    def with_path(self, path: str | None) -> Typed:
        """Return the same where an argument of the command is the first of the paths.

        Args:
            path: The argument; None where it was not typed.
        """
        if path is None:
            return self
        # Without it no path may have been typed: then the corpus that the user has set is there in place of some.
        others = self.paths if self.is_on_command_line("paths") else []
        values = {**self._values, "paths": [path, *others]}
        return Typed(values, self._declared, self.inputs, {*self._on_command_line, "paths"})

    def is_given(self, name: str) -> bool:
        """Return whether an option has another value than without it."""
        return name in self._values and self._values[name] not in (self._declared[name].typed_default, [], ())

    def refuse(self, names: Iterable[str], where: str) -> None:
        """Refuse options that would be ignored.

        Args:
            names: The fields of those that are not for this.
            where: What they have no effect on, as the user knows it.

        Raises:
            UsageError: One of them was given.
        """
        for name in names:
            if self.is_given(name) and self._values[name] != _NO_EFFECT.get(name):
                flag = self._declared[name].flag
                raise UsageError(f"{flag} has no effect on {where}", hint=f"leave out {flag}")

    def refuse_all_but(self, names: Collection[str], where: str) -> None:
        """Refuse all options but some. Arguments and errors are those of `refuse`."""
        self.refuse((name for name in self._declared if name not in names), where)

    @property
    def paths(self) -> list[str]:
        """The paths; empty where none was typed."""
        return list(self._values.get("paths") or ())

    @cached_property
    def running(self) -> RunOptions:
        """Where the command works."""
        return self.build(RunOptions)

    @cached_property
    def corpus(self) -> CorpusOptions:
        """How the corpus is read."""
        from corpuskit.corpus import CorpusOptions

        return self.build(CorpusOptions)

    @cached_property
    def output(self) -> OutputOptions:
        """How the records are written.

        Raises:
            UsageError: Two options name two formats, or one has no effect on the format.
        """
        from corpuskit.output.writer import OutputOptions

        chosen = self._find_format_typed()
        if chosen is None:
            is_preset = self._values["path"] is None and self._values["format"] is not None
            chosen = self._values["format"] if is_preset else self._find_format_of_output()
        self.refuse(
            (name for name, formats in _FORMATS_OF_OPTION.items() if chosen not in formats),
            f"{chosen} output",
        )
        path = self._values["path"]
        return self.build(OutputOptions, format=chosen, path=None if path == "-" else path)

    @property
    def shows_summary(self) -> bool:
        """Whether anybody gets to see the summary: in a JSON object, or as a line on a terminal."""
        return self.output.format == "json" or (sys.stderr.isatty() and not self.running.quiet)

    def read_engine_options(self) -> dict[str, str]:
        """Return the settings of the engine by name.

        Raises:
            UsageError: One is not of the form KEY=VALUE.
        """
        if not self.running.engine_options:
            return {}
        if self.running.engine == "local":
            raise UsageError("--engine-option is for --engine spark", hint="add --engine spark")
        from corpuskit.spark.session import read_settings

        return read_settings(list(self.running.engine_options))

    def make_part_options(self) -> PartOptions | None:
        """Return how the records are written to a directory of parts; None where they are not.

        Raises:
            UsageError: They cannot be, as they are wanted.
        """
        path = self._values["path"]
        if path is None or not path.endswith("/"):
            return None
        from pathlib import PurePath

        from corpuskit.output.parts import PartOptions

        by_suffix: Any = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
        part_format = by_suffix.get(PurePath(path).suffix.lower())
        if part_format is None or self._find_format_typed() not in (None, part_format):
            raise UsageError(
                f"a directory of parts holds JSON lines or Parquet, as its name says: {path!r}",
                hint="-o NAME.jsonl/ or -o NAME.parquet/, without -f",
            )
        if part_format == "parquet":
            self.refuse(("ascii",), "Parquet")
        output = self.output
        return PartOptions(directory=path, format=part_format, columns=output.columns, ascii=output.ascii)

    def _find_format_typed(self) -> Any:
        """Return the format that was asked for by name; None for none."""
        chosen = self._values["format"] if self.is_given("format") else None
        if not self._values["json"] or (chosen is not None and not self.is_given("json")):
            return chosen
        if chosen not in (None, "json"):
            raise UsageError(f"--json and --format {chosen} name two formats", hint="leave out one of them")
        return "json"

    def _find_format_of_output(self) -> Any:
        from pathlib import PurePath

        path = self._values["path"] or ""
        # What is written to a directory is chosen by `make_part_options`.
        suffix = ".jsonl" if path.endswith("/") else PurePath(path).suffix.lower()
        if suffix not in _FORMAT_OF_SUFFIX:
            known = ", ".join(filter(None, _FORMAT_OF_SUFFIX))
            raise UsageError(
                f"no output format goes by the suffix {suffix!r}",
                hint=f"use {known}, or name the format with -f",
            )
        return _FORMAT_OF_SUFFIX[suffix]


def list_typed(
    owners: Iterable[type[Options] | OptionSubset], leaves_out: Collection[str] = ()
) -> dict[str, Declared]:
    """Return the options of a command by the names of their fields.

    Args:
        owners: The structs that declare them.
        leaves_out: The fields of options that would have no effect.
    """
    return {
        name: each
        for part in owners
        for name, each in list_options(part.owner if isinstance(part, OptionSubset) else part).items()
        if each.option.is_typed
        and name not in leaves_out
        and (not isinstance(part, OptionSubset) or name in part.names)
    }
