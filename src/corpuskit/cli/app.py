"""The commands, put together."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any

import typer

from corpuskit import __version__
from corpuskit.cli.parameters import takes_shared, takes_shared_options

_EXIT_CODES = (
    "Exit codes: 0 done, 1 only with --exit-code, 2 usage, 3 some input was skipped, 4 nothing could be done."
)

_HELP = (
    "What a folder of texts holds, what is repeated in it, when, who said what, and where a phrase occurs.\n\n"
    "\b\nExamples:\n"
    "  corpuskit list texts/\n"
    '  corpuskit kwic "UN Charter" texts/\n'
    "  corpuskit dedupe texts/ --json | jq .summary"
)
# The commands by name, in the order of the help text; their modules say the rest.
COMMANDS = (
    "list", "dedupe", "dates", "quotes", "kwic", "words", "collocates", "keywords", "show", "index", "export", "schema",
)  # fmt: skip


def make_app(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the application with some of its commands.

    Args:
        names: Names of commands. One alone takes a fifth of the time of all to put together.
    """
    app = typer.Typer(
        name="corpuskit",
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
        if hasattr(module, "SUBCOMMANDS"):
            _add_subcommands(app, name, module)
            continue
        shared = getattr(module, "SHARED", None)
        run = takes_shared_options(module.run, shared) if takes_shared(module.run) else module.run
        app.command(name, help=module.HELP, epilog=_EXIT_CODES)(run)
    return app


def _add_subcommands(app: typer.Typer, name: str, module: Any) -> None:
    group = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)
    for subcommand, (function, text, shared) in module.SUBCOMMANDS.items():
        group.command(subcommand, help=text, epilog=_EXIT_CODES)(takes_shared_options(function, shared))
    app.add_typer(group, name=name, help=module.HELP, epilog=_EXIT_CODES)


def show_version(
    context: typer.Context,
    version: Annotated[bool, typer.Option("-V", "--version", help="Show the version and stop.")] = False,
) -> int:
    """Answer the options that belong to no command; the help text is that of the application."""
    if version:
        typer.echo(f"corpuskit {__version__}")
        raise typer.Exit
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
    app = make_app(arguments[:1]) if arguments[:1] and arguments[0] in COMMANDS else make_app()
    result = app(args=arguments, prog_name="corpuskit", standalone_mode=False)
    return int(result or 0)
