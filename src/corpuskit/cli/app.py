"""The commands, put together."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from typing import Annotated, Any

import typer

from corpuskit import __version__

_EXIT_CODES = (
    "Exit codes: 0 done, 1 only with --exit-code, 2 usage, 3 some input was skipped, 4 nothing could be done."
)

# Objects between two searches for garbage in circles, of which there is little.
_FEW_OBJECTS = 100_000

_HELP = (
    "What a folder of texts holds, what is repeated in it, when, who said what, and where a phrase occurs.\n\n"
    "\b\nExamples:\n"
    "  corpuskit list texts/\n"
    '  corpuskit kwic "UN Charter" texts/\n'
    "  corpuskit dedupe texts/ --json | jq .summary"
)
# The commands in groups, in the order of the help text; their modules say the rest.
GROUPS = {
    "Look": ("list", "show", "report"),
    "Find": ("kwic", "dates", "quotes"),
    "Compare": ("dedupe", "keywords", "verify"),
    "Count": ("words", "collocates"),
    "Keep": ("index", "export"),
    "Learn": ("schema", "explain"),
}
COMMANDS = tuple(name for names in GROUPS.values() for name in names)


def make_app(names: Iterable[str] = COMMANDS, *, is_overview: bool = False) -> typer.Typer:
    """Return the application with some of its commands.

    Args:
        names: Names of commands. One alone takes a fifth of the time of all to put together.
        is_overview: Whether the commands are only named, without their options.
    """
    from corpuskit.cli.help import make_grouped

    app = typer.Typer(
        name="corpuskit",
        cls=make_grouped(GROUPS),
        help=_HELP,
        epilog=_EXIT_CODES,
        # Help as plain text: rich takes twice the time of a whole command and eats square brackets.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 79},
    )
    app.callback(invoke_without_command=True)(show_version)
    for name in names:
        module = import_module(f"corpuskit.cli.{name}")
        if is_overview:
            app.command(name, help=getattr(module, "HELP", None))(_do_nothing)
        elif hasattr(module, "SUBCOMMANDS"):
            group = typer.Typer(
                cls=make_grouped({"Commands": module.SUBCOMMANDS}),
                rich_markup_mode=None,
                pretty_exceptions_enable=False,
            )
            group.callback(invoke_without_command=True)(show_help)
            for subcommand, part in module.SUBCOMMANDS.items():
                _add_command(group, subcommand, part, settings_of=name)
            app.add_typer(group, name=name, help=module.HELP, epilog=_EXIT_CODES)
        else:
            _add_command(app, name, module, settings_of=name)
    return app


def _do_nothing() -> None:
    """Stand for a command in an overview."""


def _add_command(app: typer.Typer, name: str, module: Any, *, settings_of: str) -> None:
    """Add a command.

    Args:
        app: The application.
        name: Its name.
        module: What has `run`, `HELP`, `list_options`; `LEAVES_OUT` and `HIDES` where not all options are for it.
        settings_of: The command whose settings count.
    """
    from corpuskit.cli.help import HeadedCommand
    from corpuskit.cli.options import list_typed
    from corpuskit.cli.settings import describe_settings, find_files, is_settable, preset
    from corpuskit.cli.signatures import make_command

    declared = list_typed(module.list_options(), getattr(module, "LEAVES_OUT", ()))
    declared, settings = preset(settings_of, declared, COMMANDS)
    common = frozenset(field for field, each in declared.items() if each.option.is_common)
    without_value = {
        flag: each.option.without_value
        for each in declared.values()
        if each.option.without_value is not None
        for flag in each.flags
    }
    has_settings = any(map(is_settable, declared.values()))
    headed = type("Command", (HeadedCommand,), {"common": common, "without_value": without_value})
    app.command(
        name,
        cls=headed,
        help=module.HELP,
        epilog=_EXIT_CODES,
        context_settings={"help_option_names": ["--help"], "max_content_width": 79},
    )(
        make_command(
            module.run,
            declared,
            getattr(module, "HIDES", ()),
            partial(describe_settings, declared, settings) if has_settings else None,
            find_files(),
        )
    )


def show_version(
    context: typer.Context,
    version: Annotated[bool, typer.Option("-V", "--version", help="Show the version and stop.")] = False,
) -> int:
    """Answer the options that belong to no command; the help text is that of the application."""
    if version:
        typer.echo(f"corpuskit {__version__}")
        raise typer.Exit
    return show_help(context)


def show_help(context: typer.Context) -> int:
    """Show the help text where no command below was named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
    return 0


def run_app(arguments: list[str]) -> int:
    """Return the exit code of the command that `arguments` name.

    Args:
        arguments: What was typed after `corpuskit`.

    Raises:
        CorpuskitError: It cannot be done.
        Exception: A usage error of typer, which has the method `format_message`.
    """
    sys.argv[0] = "corpuskit"
    if arguments[:1] and arguments[0] in COMMANDS:
        app = make_app(arguments[:1])
    else:
        # A shell that completes a command asks for its options too.
        is_overview = "_CORPUSKIT_COMPLETE" not in os.environ and not set(arguments) & set(COMMANDS)
        app = make_app(is_overview=is_overview)
    _begin_to_collect()
    result = app(args=arguments, prog_name="corpuskit", standalone_mode=False)
    return int(result or 0)


def _begin_to_collect() -> None:
    """Let the garbage collector look at what a command makes, and never at what start-up has left."""
    gc.freeze()
    gc.set_threshold(_FEW_OBJECTS)
    gc.enable()
