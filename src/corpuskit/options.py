"""Options, each declared once: in the field of the struct that holds it.

The annotation of a field says all that is known of an option. The command line is derived from it, and a value that
makes no sense is refused alike from Python and from the command line, in the names of each.
"""

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from corpuskit.errors import UsageError

Heading = Literal["Matching", "Arranging", "Input", "Output", "Running"]
"""The groups of options in a help text, in the order of the way of the data."""


class Option(msgspec.Struct, frozen=True):
    """What is known of an option besides its type and its default.

    Attributes:
        help: What it does, one sentence or two.
        flags: How it is typed; empty for `--` and the name of the field.
        heading: The group that it is shown in.
        metavar: What stands for its value; None for the choices, or what the type says.
        typed: The type on the command line, where it is not that of the field.
        read: From what was typed to the value of the field; None where they are the same.
        least: The least number that it may be.
        most: The largest number that it may be.
        is_argument: Whether it is an argument of a command line, which has no flag.
        is_common: Whether short help shows it.
        is_typed: Whether the command line has it under this name; what others say stands for it otherwise.
        shows_default: Whether help shows the default.
        without_value: What stands for its value where none is typed; None where one has to be.
    """

    help: str
    flags: tuple[str, ...] = ()
    heading: Heading = "Matching"
    metavar: str | None = None
    typed: Any = None
    read: Callable[[Any], Any] | None = None
    least: float | None = None
    most: float | None = None
    is_argument: bool = False
    is_common: bool = False
    is_typed: bool = True
    shows_default: bool = True
    without_value: str | None = None


class Declared(NamedTuple):
    """An option as it is declared.

    Attributes:
        name: The name of the field.
        option: What is said of it.
        type: The type of the field.
        default: Its default.
        preset: What the user has set instead of the default, as it would be typed; unset where nothing is.
    """

    name: str
    option: Option
    type: Any
    default: Any
    preset: Any = msgspec.UNSET

    @property
    def flags(self) -> tuple[str, ...]:
        """How it is typed, short form and long form."""
        return self.option.flags or ("--" + self.name.rstrip("_").replace("_", "-"),)

    @property
    def flag(self) -> str:
        """How the command line names it in a sentence: its long form, with the value where it has but one."""
        if not self.option.is_typed:
            return self.name
        if self.option.is_argument:
            return (self.option.metavar or self.name).strip("[].")
        flag = next((flag for flag in self.flags if flag.startswith("--")), self.flags[0])
        values = get_args(_leave_out_none(self.option.typed)) if self.type is bool else ()
        return f"{flag} {values[0]}" if values else flag

    @property
    def typed_type(self) -> Any:
        """Its type on the command line."""
        return self.type if self.option.typed is None else self.option.typed

    @property
    def typed_default(self) -> Any:
        """Its default on the command line; None or False where nothing typed means the default of the field."""
        if self.preset is not msgspec.UNSET:
            return self.preset
        if self.option.typed is None or self.default is msgspec.NODEFAULT:
            return self.default
        if self.option.typed is bool:
            return False
        if self.default in get_args(self.option.typed) and self.option.shows_default:
            return self.default
        if self.option.typed is not str or not self.option.shows_default or self.default in (None, ()):
            return None
        return ",".join(self.default) if isinstance(self.default, tuple) else str(self.default)

    def find_excess(self, value: Any) -> str | None:
        """Return why a number is too small or too large; None where it is not."""
        return _find_excess(value, self.option)

    def read(self, typed: Any) -> Any:
        """Return the value of the field for what was typed; the default where nothing was."""
        if self.option.typed is not None and (typed is None or typed is False):
            return self.default
        if self.option.read is not None:
            return self.option.read(typed)
        if self.type is bool:
            return bool(typed)
        return tuple(typed) if isinstance(typed, list) else typed


@cache
def list_options(owner: type[msgspec.Struct]) -> dict[str, Declared]:
    """Return the options that a struct declares, by the names of its fields."""
    declared = {}
    for field in msgspec.structs.fields(owner):
        annotation = field.type
        option = next(
            (each for each in getattr(annotation, "__metadata__", ()) if isinstance(each, Option)), None
        )
        if option is not None:
            plain = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
            default = field.default
            if default is msgspec.NODEFAULT and field.default_factory is not msgspec.NODEFAULT:
                default = field.default_factory()
            declared[field.name] = Declared(field.name, option, plain, default)
    return declared


class OptionError(UsageError):
    """A value of an option that makes no sense, or two options that do not go together.

    Args:
        owner: The struct that declares the options.
        message: What is wrong; the names of fields stand in braces.
        hint: The cure, in the same form.
        values: What else stands in braces.
    """

    def __init__(
        self, owner: type[msgspec.Struct], message: str, *, hint: str | None = None, **values: object
    ) -> None:
        self.owner = owner
        self._template = message
        self._hint = hint
        self._values = values
        message, hint = self.say(lambda declared: declared.name.rstrip("_"))
        super().__init__(message, hint=hint)

    def say(self, name: Callable[[Declared], str]) -> tuple[str, str | None]:
        """Return the message and the hint.

        Args:
            name: How an option is called.
        """
        names = {
            declared.name: name(declared) for declared in list_options(self.owner).values()
        } | self._values
        hint = None if self._hint is None else self._hint.format_map(names)
        return self._template.format_map(names), hint

    def on_command_line(self) -> UsageError:
        """Return the error as it is said to who types."""
        message, hint = self.say(lambda declared: declared.flag)
        return UsageError(message, hint=hint)

    def __reduce__(self) -> Any:
        return _restore, (self.owner, self._template, self._hint, self._values)


def _restore(
    owner: type[msgspec.Struct], message: str, hint: str | None, values: dict[str, object]
) -> OptionError:
    return OptionError(owner, message, hint=hint, **values)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Options of one kind. Each field is annotated with an `Option`; values that its type does not have are refused.

    Raises:
        OptionError: A value makes no sense.
    """

    def __post_init__(self) -> None:
        for declared, reason in _iter_faults(self):
            raise OptionError(type(self), "{" + declared.name + "}: {reason}", reason=reason)


def _iter_faults(options: Options) -> Iterator[tuple[Declared, str]]:
    for declared in list_options(type(options)).values():
        value = getattr(options, declared.name)
        if value is declared.default:
            continue
        reason = _find_fault(value, declared.type, declared.option)
        if reason is not None:
            yield declared, reason


def _find_fault(value: Any, wanted: Any, option: Option) -> str | None:
    """Return what is wrong with a value, or None."""
    inner = _leave_out_none(wanted)
    if value is None and inner is not wanted:
        return None
    if get_origin(inner) is Literal:
        return None if value in get_args(inner) else say_choices(value, get_args(inner))
    if get_origin(inner) is tuple and isinstance(value, tuple | list) and Ellipsis in get_args(inner):
        item = get_args(inner)[0]
        return next((fault for each in value if (fault := _find_fault(each, item, option))), None)
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        return str(error)
    return _find_excess(value, option)


def _find_excess(value: Any, option: Option) -> str | None:
    if isinstance(value, int | float):
        if option.least is not None and value < option.least:
            return f"wanted {option.least:g} or more, got {value}"
        if option.most is not None and value > option.most:
            return f"wanted at most {option.most:g}, got {value}"
    return None


def say_choices(value: object, choices: tuple[object, ...]) -> str:
    """Return what is said of a value that is none of some choices."""
    return f"{value!r} is not one of {', '.join(map(repr, choices))}"


def _leave_out_none(annotation: Any) -> Any:
    """Return a type without None."""
    if get_origin(annotation) in (Union, UnionType):
        kept = [each for each in get_args(annotation) if each is not type(None)]
        if len(kept) == 1:
            return kept[0]
    return annotation


def split_names(typed: str) -> tuple[str, ...]:
    """Return the names that are separated by commas."""
    return tuple(name.strip() for name in typed.split(",") if name.strip())
