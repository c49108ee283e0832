"""From declared options to the function that typer makes a command of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from corpuskit.cli.options import Typed
from corpuskit.inputs import InputFiles
from corpuskit.options import Declared

if TYPE_CHECKING:
    import inspect

# The parameter of a command that is no option.
_CONTEXT = "typer_context"


def make_command(
    run: Callable[[Typed], int],
    declared: Mapping[str, Declared],
    hidden: Collection[str] = (),
    describe_settings: Callable[[], Iterable[str]] | None = None,
    settings_files: Iterable[str] = (),
) -> Callable[..., int]:
    """Return a function with the signature that typer makes a command of.

    Args:
        run: The command; it returns the exit code.
        declared: Its options, by the names of their fields.
        hidden: Those that help does not show: they describe the input, and make no difference here.
        describe_settings: Returns what `--show-settings` prints; None for a command without that option.
        settings_files: Files that have been read for it.
    """
    import inspect

    import typer

    # An argument of the command itself, such as a pattern, comes before the paths.
    ordered = sorted(declared.values(), key=lambda each: (not each.option.is_argument, each.name == "paths"))
    taken: set[str] = set()
    parameters = [_make_parameter(each, taken, is_hidden=each.name in hidden) for each in ordered]

    def command(**values: Any) -> int:
        inputs = InputFiles()
        for path in settings_files:
            inputs.add(path)
        context = values[_CONTEXT]
        on_command_line = {
            name for name in declared if context.get_parameter_source(name).name == "COMMANDLINE"
        }
        return run(Typed({name: values[name] for name in declared}, declared, inputs, on_command_line))

    signature: Any = command
    signature.__signature__ = inspect.Signature(
        [
            inspect.Parameter(_CONTEXT, inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
            *parameters,
            *([] if describe_settings is None else [_make_settings_switch(describe_settings)]),
            _make_short_help(),
        ]
    )
    signature.__annotations__ = {
        each.name: each.annotation for each in signature.__signature__.parameters.values()
    }
    return command


def _make_parameter(declared: Declared, taken: set[str], *, is_hidden: bool) -> inspect.Parameter:
    """Return the parameter of an option, without flags that an option before it has taken."""
    import inspect

    import msgspec
    import typer

    option = declared.option
    about: dict[str, Any] = {
        "help": option.help,
        "metavar": option.metavar,
        "show_default": option.shows_default,
        "rich_help_panel": option.heading,
        "hidden": is_hidden,
    }
    kind, default = declared.typed_type, declared.typed_default
    if kind in (int, int | None, float, float | None):
        about |= {"min": option.least, "max": option.most}
    if default is None:
        kind |= None
    flags = [] if option.is_argument else [flag for flag in declared.flags if flag not in taken]
    taken.update(flags)
    parameter = typer.Argument(**about) if option.is_argument else typer.Option(*flags, **about)
    return inspect.Parameter(
        declared.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if default is msgspec.NODEFAULT else default,
        annotation=Annotated[kind, parameter],
    )


def _make_settings_switch(describe_settings: Callable[[], Iterable[str]]) -> inspect.Parameter:
    from corpuskit.cli.help import show_lines

    help_text = "Show what each option is when it is not typed, and who says so, and stop."
    return _make_answer("show_settings", "--show-settings", show_lines(describe_settings), help_text)


def _make_short_help() -> inspect.Parameter:
    from corpuskit.cli.help import show_short_help

    return _make_answer("short_help", "-h", show_short_help, "Show the most common options and stop.")


def _make_answer(name: str, flag: str, callback: Callable[..., None], help_text: str) -> inspect.Parameter:
    """Return the parameter of an option that is answered instead of the command."""
    import inspect

    import typer

    option = typer.Option(flag, is_eager=True, callback=callback, help=help_text, rich_help_panel="Running")
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, option]
    )
