"""What 850 command lines print, write and return is what was recorded; see `tests/contract/frozen/__init__.py`."""

import shlex
import subprocess
import sys

import pytest
import typer
from tests.conftest import ROOT, clean_environment
from tests.contract.frozen import running, stored

from corpuskit.cli.app import make_app

FILES = [
    pytest.param(name, marks=[pytest.mark.slow] if stored.read(name).is_slow else [])
    for name in stored.list_names()
]


@pytest.mark.parametrize("name", FILES)
def test_command_lines_behave_as_recorded(name):
    if reason := running.find_what_is_missing(stored.read(name).needs):
        pytest.skip(reason)
    process = subprocess.run(
        [sys.executable, "-m", "tests.contract.frozen", name],
        capture_output=True,
        cwd=ROOT,
        env=clean_environment(),
        timeout=600,
        check=False,
    )
    report = process.stdout.decode() + process.stderr.decode()
    assert process.returncode == 0, report
    assert report == ""


def list_commands():
    """Yield the words that name each command, and all ways to write each of its options."""
    app = typer.main.get_command(make_app())
    for name, command in app.commands.items():
        for subname, subcommand in getattr(command, "commands", {"": command}).items():
            for parameter in subcommand.params:
                if parameter.param_type_name == "option" and parameter.name != "help":
                    yield [name, *filter(None, [subname])], parameter.opts


def test_every_option_of_every_command_is_there():
    steps = [
        shlex.split(step)
        for name in stored.list_names()
        for case in stored.read(name).cases
        for step in case.command.split(" && ")
    ]
    missing = [
        f"{' '.join(command)} {'/'.join(options)}"
        for command, options in list_commands()
        if not any(step[1 : 1 + len(command)] == command and set(options) & set(step) for step in steps)
    ]
    assert missing == []


def test_no_command_line_is_recorded_with_a_bug():
    cases = [case for name in stored.list_names() for case in stored.read(name).cases]
    assert [case.command for case in cases if "= 70" in case.lines] == []


def test_all_that_is_stored_is_small():
    assert sum(path.stat().st_size for path in stored.HERE.glob("*.txt")) < 2_000_000
