"""The parameters of a command: its own, and those of the options that all commands share."""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable, Collection
from dataclasses import fields
from typing import Annotated, Any, get_type_hints

from corpuskit.cli.options import SharedOptions


def takes_shared(function: Callable[..., int]) -> bool:
    """Return whether a command takes the shared options."""
    return "shared" in inspect.signature(function).parameters


def takes_shared_options(
    function: Callable[..., int], names: Collection[str] | None = None
) -> Callable[..., int]:
    """Return `function` as a command with its own parameters and those of `SharedOptions`.

    Args:
        function: A command; its last parameter is `shared: SharedOptions`. It returns the exit code.
        names: Which of the shared options it takes, the paths among them; None for all.
    """
    taken = [field for field in fields(SharedOptions) if names is None or field.name in names]
    hints = get_type_hints(function, include_extras=True)
    own = [
        parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name != "shared"
    ]
    shared_hints = get_type_hints(SharedOptions, include_extras=True)
    own_flags = {flag for parameter in own for flag in _list_flags(parameter.annotation)}
    shared = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=_without_flags(shared_hints[field.name], own_flags),
        )
        for field in taken
    ]
    # An argument of the command itself, such as a pattern, comes before the paths; its options before the shared ones.
    arguments = [parameter for parameter in own if _is_argument(parameter)]
    options = [parameter for parameter in own if not _is_argument(parameter)]
    parameters = [*arguments, shared[0], *options, *shared[1:]]

    @functools.wraps(function)
    def command(**values: Any) -> int:
        chosen = SharedOptions(**{field.name: values.pop(field.name) for field in taken})
        return function(**values, shared=chosen)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del command.__wrapped__
    return command


def _list_flags(annotation: Any) -> tuple[str, ...]:
    """Return the names of an option, such as `-n` and `--limit`; none for an argument."""
    return tuple(
        flag
        for extra in getattr(annotation, "__metadata__", ())
        for flag in getattr(extra, "param_decls", None) or ()
    )


def _without_flags(annotation: Any, taken: set[str]) -> Any:
    """Return an option without those of its names that an option of the command has."""
    if not taken.intersection(_list_flags(annotation)):
        return annotation
    (option,) = annotation.__metadata__
    left = copy.copy(option)
    left.param_decls = tuple(flag for flag in option.param_decls if flag not in taken)
    return Annotated[annotation.__origin__, left]


def _is_argument(parameter: inspect.Parameter) -> bool:
    return any(
        type(extra).__name__ == "ArgumentInfo" for extra in getattr(parameter.annotation, "__metadata__", ())
    )
