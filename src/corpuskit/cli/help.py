"""Help: all options under their headings, or the most common ones on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from corpuskit.errors import UsageError
from corpuskit.options import Heading
from corpuskit.patterns import compile_re

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

HEADINGS = ("Arguments", *get_args(Heading))
"""The groups of what a help text names, in its order."""
_WIDTH = 79
_GAP = 2
_EXAMPLES = "Examples:"
_CHOICES = compile_re(r" <.*>")


class HeadedCommand(TyperCommand):
    """A command whose help groups its options.

    Attributes:
        common: The names of the options that short help shows.
        without_value: What stands for the value of an option where none is typed, by its flags.
    """

    common: frozenset[str] = frozenset()
    without_value: Mapping[str, str] = MappingProxyType({})

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed, with the values that need not be.

        Raises:
            UsageError: An option stands where the value of another one should, or a path where a value may.
        """
        taking, flags = self._list_flags()
        typed: list[str] = []
        for place, each in enumerate(args):
            typed.append(each)
            if each == "--":
                typed += args[place + 1 :]
                break
            is_last = place + 1 == len(args) or args[place + 1].startswith("-")
            if each in self.without_value and is_last:
                typed.append(self.without_value[each])
            elif each in self.without_value:
                self._check_value(each, args[place + 1])
            elif each in taking and place + 1 < len(args) and args[place + 1] in flags:
                following = args[place + 1]
                raise UsageError(
                    f"{each} needs a value, and {following} is an option",
                    hint=f"{each} VALUE {following}"
                    + (f", or {each}={following}" if each[:2] == "--" else ""),
                )
        try:
            return super().parse_args(ctx, typed)
        except Exception as error:
            # The parser does not say of which command the option is whose value is missing.
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def make_parser(self, ctx: Any) -> Any:
        """Return the parser, which refuses a second value of an option that has one."""
        parser = super().make_parser(ctx)
        parse = parser.parse_args

        def parse_once(args: list[str]) -> tuple[dict[str, Any], list[str], list[Any]]:
            opts, rest, order = parse(args=args)
            _refuse_second(order)
            return opts, rest, order

        parser.parse_args = parse_once  # type: ignore[method-assign]
        return parser

    def _check_value(self, flag: str, value: str) -> None:
        """Refuse a path behind an option that may stand without a value."""
        import os
        import shlex

        choices = next(
            (getattr(each.type, "choices", None) for each in self.params if flag in each.opts), None
        )
        is_path = value == "-" or os.path.sep in value or os.path.exists(value)
        if choices is not None and value not in choices and is_path:
            raise UsageError(
                f"{value!r} is no value of {flag}: {', '.join(choices)}",
                hint=f"{flag} {self.without_value[flag]} {shlex.quote(value)}",
            )

    def _list_flags(self) -> tuple[set[str], set[str]]:
        """Return the flags of the options that take a value, and those of all."""
        options: list[Any] = [each for each in self.params if each.param_type_name == "option"]
        return (
            {flag for each in options if not each.is_flag for flag in each.opts},
            {flag for each in options for flag in (*each.opts, *each.secondary_opts)},
        )

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, and the options under their headings."""
        rows: dict[str, list[tuple[str, str]]] = {heading: [] for heading in HEADINGS}
        for parameter in self.get_params(ctx):
            if (row := parameter.get_help_record(ctx)) is not None:
                rows[find_heading(parameter)].append(row)
        for heading, records in rows.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def _refuse_second(order: Iterable[Any]) -> None:
    """Refuse options that are typed twice, of which only the last value would count.

    Args:
        order: What was typed, as the parser has it.
    """
    given: set[str] = set()
    for each in order:
        is_single = each.param_type_name == "option" and not (each.is_flag or each.multiple or each.count)
        if is_single and each.name in given:
            flag = max(each.opts, key=len)
            hint = f"{flag} {each.metavar}" if "," in (each.metavar or "") else f"give {flag} once"
            raise UsageError(f"{flag} is given twice, and takes one value", hint=hint)
        given.add(each.name)


def make_grouped(groups: Mapping[str, Iterable[str]]) -> type[TyperGroup]:
    """Return the class of an application whose help shows its commands in groups, a line each.

    Args:
        groups: The names of the commands, by the headings.
    """

    class GroupedCommands(TyperGroup):
        def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 — the parser calls it
            width = max(map(len, self.commands), default=0)
            for heading, names in groups.items():
                rows = [
                    f"  {name:{width}}  {_say_first_line(self.commands[name].help)}\n"
                    for name in names
                    if name in self.commands
                ]
                if rows:
                    with formatter.section(heading):
                        formatter.write("".join(rows))

    return GroupedCommands


def _say_first_line(help_text: str | None) -> str:
    return (help_text or "").split("\n", maxsplit=1)[0].split(": ", maxsplit=1)[0].rstrip(".") + "."


def find_heading(parameter: Any) -> str:
    """Return the group in which help shows an argument or an option."""
    if parameter.param_type_name == "argument":
        return "Arguments"
    return getattr(parameter, "rich_help_panel", None) or "Running"


def show_short_help(context: typer.Context, value: bool) -> None:
    """Print the most common options and stop, where that was asked for."""
    if value and not context.resilient_parsing:
        typer.echo("\n".join(_iter_short_help(context)))
        raise typer.Exit


def show_lines(make: Callable[[], Iterable[str]]) -> Callable[[typer.Context, bool], None]:
    """Return what prints some lines and stops, where that was asked for."""

    def show(context: typer.Context, value: bool) -> None:
        if value and not context.resilient_parsing:
            typer.echo("\n".join(make()))
            raise typer.Exit

    return show


def _iter_short_help(context: typer.Context) -> Iterator[str]:
    command: Any = context.command
    summary, _, rest = (command.help or "").partition("\n\n")
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"Usage: {context.command_path} {usage}"
    yield ""
    yield from _fill(summary)
    if (place := rest.find(_EXAMPLES)) >= 0:
        yield ""
        yield from (f"  {line}".rstrip() for line in rest[place:].rstrip().splitlines())
    rows = [
        (_CHOICES.sub("", row[0]), row[1])
        for parameter in command.get_params(context)
        if parameter.name in command.common and (row := parameter.get_help_record(context)) is not None
    ]
    if rows:
        yield ""
        yield "Common options:"
        width = max(len(names) for names, _ in rows)
        for names, help_text in rows:
            yield f"  {names:{width}}{' ' * _GAP}{_shorten(help_text, _WIDTH - width - 2 * _GAP)}"
    yield ""
    yield f"All options: {context.command_path} --help"
    if command.epilog:
        yield ""
        yield from _fill(command.epilog)


def _shorten(text: str, width: int) -> str:
    """Return the first sentence of a help text, cut to a width."""
    sentence = text.split("  [", maxsplit=1)[0].split(". ", maxsplit=1)[0].rstrip(".")
    return sentence if len(sentence) <= width else sentence[: width - 1].rstrip() + "…"


def _fill(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
