"""Defaults of options that the user has set: in the environment, or in a file `corpuskit.toml`.

What is typed goes before a variable, a variable before the file of the project, that before the file of the user, and
each before the default of the option. In a file, options stand by their long names without `--`: those that every
command has at its top, and those of one command in a table with its name.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from corpuskit.cli.options import list_shared
from corpuskit.errors import UsageError, find_nearest
from corpuskit.options import Declared, list_options

FILE_NAME = "corpuskit.toml"
FILE_VARIABLE = "CORPUSKIT_SETTINGS"
CORPUS_NAME = "corpus"
"""The setting of the paths that are read where none is typed."""
_PREFIX = "CORPUSKIT_"
# What a variable may say for yes and no.
_WORDS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


class Setting(NamedTuple):
    """What the user has set.

    Attributes:
        name: The name of the option, as it is set.
        value: What it is set to.
        origin: The file or the variable that says so.
        is_of_command: Whether it is set for one command only.
    """

    name: str
    value: Any
    origin: str
    is_of_command: bool = False


def find_files() -> list[str]:
    """Return the files of settings that there are, that of the project before that of the user."""
    if (chosen := os.environ.get(FILE_VARIABLE)) is not None:
        # An empty name: no file at all.
        return [chosen] if chosen else []
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    places = [*_iter_project_files(), os.path.join(home, "corpuskit", FILE_NAME)]
    return list(dict.fromkeys(path for path in places if os.path.isfile(path)))


def _iter_project_files() -> Iterator[str]:
    """Yield the file of the nearest directory that has one, from the present one up."""
    directory = os.getcwd()
    while not os.path.isfile(os.path.join(directory, FILE_NAME)):
        above = os.path.dirname(directory)
        if above == directory:
            return
        directory = above
    yield os.path.relpath(os.path.join(directory, FILE_NAME))


def read_settings(command: str, commands: Collection[str]) -> dict[str, Setting]:
    """Return what is set for a command, by the names of options.

    Args:
        command: Its name.
        commands: Names of all commands.

    Raises:
        UsageError: A file cannot be read, or says what no command understands.
    """
    files = find_files()
    if not files and not any(name.startswith(_PREFIX) for name in os.environ):
        return {}
    shared = list_shared_names()
    found: dict[str, Setting] = {}
    for path in reversed(files):
        content = read_toml(path, "settings")
        found |= _read_table(path, content, shared, commands)
        if (own := content.get(command)) is not None:
            found |= {
                name: Setting(name, value, f"{path} [{command}]", is_of_command=True)
                for name, value in own.items()
            }
    # What is set for the command goes before what is set for all, whatever the order of the variables.
    variables = sorted(
        os.environ.items(), key=lambda each: each[0].startswith(f"{_PREFIX}{_shout(command)}_")
    )
    for variable, value in variables:
        for names, beginning, is_of_command in (
            (shared, _PREFIX, False),
            (None, f"{_PREFIX}{_shout(command)}_", True),
        ):
            name = variable.removeprefix(beginning).lower().replace("_", "-")
            if variable.startswith(beginning) and (names is None or name in names):
                found[name] = Setting(name, value, variable, is_of_command=is_of_command)
    return found


def _shout(name: str) -> str:
    return name.upper().replace("-", "_")


def read_toml(path: str, what: str) -> dict[str, Any]:
    """Return the content of a file.

    Args:
        path: The file.
        what: What it holds, as an error says it.

    Raises:
        UsageError: It cannot be read, or is no TOML.
    """
    import tomllib

    try:
        with open(path, "rb") as stream:
            return tomllib.loads(stream.read().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{what} cannot be read: {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path} is no TOML: {error}", hint='a line is: name = "value"') from error


def _read_table(
    path: str, content: Mapping[str, Any], shared: Collection[str], commands: Collection[str]
) -> dict[str, Setting]:
    """Return what a file sets for every command."""
    found = {}
    for name, value in content.items():
        if isinstance(value, dict):
            if name not in commands:
                raise UsageError(f"{path}: there is no command {name!r}", hint=", ".join(commands))
        elif name in shared:
            found[name] = Setting(name, value, path)
        else:
            raise UsageError(
                f"{path}: {name!r} is no option of every command",
                hint=f"options of one command stand in its table, such as [kwic]; of every command: {', '.join(shared)}",
            )
    return found


def list_shared_names() -> list[str]:
    """Return the names of the options that every command has, as they are set."""
    return [
        name_option(each)
        for owner in list_shared()
        for each in list_options(owner).values()
        if each.option.is_typed
    ]


def preset(
    command: str, declared: Mapping[str, Declared], commands: Collection[str]
) -> tuple[dict[str, Declared], dict[str, Setting]]:
    """Return the options of a command with the defaults that are set, and what is set, by the names of fields.

    Args:
        command: Its name.
        declared: Its options, by the names of fields.
        commands: Names of all commands.

    Raises:
        UsageError: A setting makes no sense.
    """
    settings = read_settings(command, commands)
    fields = {name_option(each): field for field, each in declared.items()}
    changed, used = dict(declared), {}
    for name, setting in settings.items():
        if name not in fields:
            if not setting.is_of_command:
                # It is for other commands.
                continue
            near = find_nearest(name, fields)
            hint = f"{near}?" if near else f"corpuskit {command} --help"
            raise UsageError(f"{setting.origin}: {command} has no option {name!r}", hint=hint)
        each = declared[fields[name]]
        changed[fields[name]] = each._replace(preset=convert_setting(setting, each))
        used[fields[name]] = setting
    return changed, used


def name_option(declared: Declared) -> str:
    """Return the name that an option is set by."""
    if declared.option.is_argument:
        return CORPUS_NAME if declared.name == "paths" else declared.name
    return (
        next((flag for flag in declared.flags if flag.startswith("--")), declared.flags[0])
        .lstrip("-")
        .split("/")[0]
    )


def convert_setting(setting: Setting, declared: Declared) -> Any:
    """Return what would have to be typed.

    Args:
        setting: What is set for an option.
        declared: The option.

    Raises:
        UsageError: It makes no sense.
    """
    import msgspec

    wanted: Any = declared.typed_type
    value = setting.value
    if isinstance(value, str) and wanted is bool:
        value = _WORDS.get(value.lower(), value)
    elif wanted == list[str] and isinstance(value, str):
        value = [value] if declared.option.is_argument else [each.strip() for each in value.split(",")]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and wanted in (str, str | None):
        value = str(value)
    try:
        value = msgspec.convert(value, wanted, strict=not isinstance(value, str))
    except msgspec.ValidationError as error:
        raise UsageError(f"{setting.origin}: {setting.name}: {error}, got {setting.value!r}") from error
    reason = declared.find_excess(value)
    if reason is not None:
        raise UsageError(f"{setting.origin}: {setting.name}: {reason}")
    return value


def is_settable(declared: Declared) -> bool:
    """Return whether an option can be set; of arguments only the paths can."""
    return not declared.option.is_argument or declared.name == "paths"


def describe_settings(declared: Mapping[str, Declared], used: Mapping[str, Setting]) -> Iterator[str]:
    """Yield a line for each option: what it is where it is not typed, and who says so."""
    rows = [
        (
            name_option(each),
            _say_value(each.typed_default),
            used[field].origin if field in used else "default",
        )
        for field, each in declared.items()
        if is_settable(each)
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, origin in rows:
        yield f"{name:{widths[0]}}  {value:{widths[1]}}  {origin}"


def _say_value(value: object) -> str:
    if value in (None, (), []):
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list | tuple) else str(value)
