"""The commands, put together."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from corpuskit import __version__
from corpuskit.cli import dates, dedupe, kwic, quotes, schema
from corpuskit.cli import list as list_
from corpuskit.cli.options import takes_shared_options

_EXIT_CODES = (
    "Exit codes: 0 done, 1 only with --exit-code, 2 usage, 3 some input was skipped, 4 nothing could be done."
)

app = typer.Typer(
    name="corpuskit",
    help=(
        "What a folder of texts holds, what is repeated in it, when, who said what, and where a phrase occurs.\n\n"
        "\b\nExamples:\n"
        "  corpuskit list texts/\n"
        '  corpuskit kwic "UN Charter" texts/\n'
        "  corpuskit dedupe texts/ --json | jq .summary"
    ),
    epilog=_EXIT_CODES,
    # Help as plain text: rich takes twice the time of a whole command and eats square brackets.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 79},
)


@app.callback(invoke_without_command=True)
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


for _module in (list_, dedupe, dates, quotes, kwic):
    app.command(_module.NAME, help=_module.HELP, epilog=_EXIT_CODES)(takes_shared_options(_module.run))
app.command(schema.NAME, help=schema.HELP)(schema.run)


def run_app(arguments: list[str]) -> int:
    """Return the exit code of the command that `arguments` name.

    Args:
        arguments: What was typed after `corpuskit`.

    Raises:
        CorpuskitError: It cannot be done.
        Exception: A usage error of typer, which has the method `format_message`.
    """
    sys.argv[0] = "corpuskit"
    result = app(args=arguments, prog_name="corpuskit", standalone_mode=False)
    return int(result or 0)
