"""Write the manual pages, made from the help of the commands: python tools/make_man.py DIRECTORY.

They belong to a directory man1 of MANPATH, such as ~/.local/share/man/man1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from corpuskit import __version__
from corpuskit.cli.app import COMMANDS, GROUPS, make_app
from corpuskit.cli.help import HEADINGS, find_heading

_SEE_ALSO = "corpuskit"


def make_pages() -> dict[str, str]:
    """Return the text of each page, by the name of its file."""
    app: Any = typer.main.get_command(make_app())
    context = app.make_context("corpuskit", ["--help"], resilient_parsing=True)
    pages = {"corpuskit.1": "\n".join(_iter_overview(app)) + "\n"}
    for name in COMMANDS:
        command = app.commands[name]
        for path, each in _iter_leaves(name, command):
            below = each.make_context(f"corpuskit {path}", ["--help"], parent=context, resilient_parsing=True)
            pages[f"corpuskit-{path.replace(' ', '-')}.1"] = "\n".join(_iter_page(path, each, below)) + "\n"
    return pages


def _iter_leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for below, each in getattr(command, "commands", {}).items():
        yield from _iter_leaves(f"{name} {below}", each)


def _iter_overview(app: Any) -> Iterator[str]:
    yield from _iter_head("corpuskit", "what a folder of texts holds")
    yield from (".SH SYNOPSIS", "\\fBcorpuskit\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]", ".SH DESCRIPTION")
    yield from _iter_text(app.help)
    for heading, names in GROUPS.items():
        yield f".SH {heading.upper()}"
        for name in names:
            yield from (".TP", f"\\fBcorpuskit {name}\\fR(1)")
            yield _escape((app.commands[name].help or "").split("\n", maxsplit=1)[0])
    yield from (".SH EXIT STATUS", _escape(app.epilog))


def _iter_page(path: str, command: Any, context: Any) -> Iterator[str]:
    summary, _, rest = (command.help or "").partition("\n\n")
    yield from _iter_head(f"corpuskit-{path.replace(' ', '-')}", summary.rstrip("."))
    yield from (
        ".SH SYNOPSIS",
        f"\\fBcorpuskit {path}\\fR {_escape(' '.join(command.collect_usage_pieces(context)))}",
    )
    description, _, examples = rest.partition("Examples:\n")
    if description.strip("\b\n "):
        yield ".SH DESCRIPTION"
        yield from _iter_text(description)
    rows: dict[str, list[tuple[str, str]]] = {heading: [] for heading in HEADINGS}
    for parameter in command.get_params(context):
        if (record := parameter.get_help_record(context)) is not None:
            rows[find_heading(parameter)].append(record)
    for heading, records in rows.items():
        if records:
            yield f".SH {heading.upper()}"
        for names, said in records:
            yield from (".TP", f"\\fB{_escape(names)}\\fR", _escape(said))
    if examples:
        yield from (".SH EXAMPLES", ".nf", *map(_escape, examples.rstrip().splitlines()), ".fi")
    if command.epilog:
        yield from (".SH EXIT STATUS", _escape(command.epilog))
    yield from (".SH SEE ALSO", f"\\fB{_SEE_ALSO}\\fR(1)")


def _iter_head(name: str, summary: str) -> Iterator[str]:
    yield f'.TH {name.upper()} 1 "" "corpuskit {__version__}"'
    yield from (".SH NAME", f"{_escape(name)} \\- {_escape(summary)}")


def _iter_text(text: str) -> Iterator[str]:
    """Yield paragraphs; one that begins with a backspace keeps its lines."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        if paragraph.startswith("\b"):
            lines = paragraph.removeprefix("\b").strip("\n").splitlines()
            yield from (".PP", ".nf", *map(_escape, lines), ".fi")
        elif paragraph.strip("\b\n "):
            yield from (".PP", _escape(" ".join(paragraph.split())))


def _escape(text: str) -> str:
    """Return a line in which nothing is a request of roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in text)
    return f"\\&{text}" if text[:1] in (".", "'") else text


def main(arguments: list[str]) -> int:
    """Write the pages to the directory that is named, and return the exit code."""
    if len(arguments) != 1:
        print("usage: make_man.py DIRECTORY", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
