"""Manual pages are made of the help of the commands, and shells complete what stands in them."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys

import pytest
from tests.conftest import ROOT, clean_environment

from corpuskit.cli.app import COMMANDS

PAGES = runpy.run_path(str(ROOT / "tools/make_man.py"))["make_pages"]()


def test_there_is_a_page_for_each_command_and_one_that_names_them():
    assert {"corpuskit.1", *(f"corpuskit-{name}.1" for name in COMMANDS)} <= set(PAGES)
    assert all(f"corpuskit {name}" in PAGES["corpuskit.1"] for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_has_all_options_of_its_command(name, corpuskit):
    shown = corpuskit(name, "--help").stdout.decode()
    page = PAGES[f"corpuskit-{name}.1"].replace("\\-", "-")
    options = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", shown, re.MULTILINE))
    assert options
    assert options <= set(re.findall(r"--[\w-]+", page))


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not there")
@pytest.mark.parametrize("page", PAGES)
def test_groff_sets_a_page_without_a_warning(page):
    process = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8"], input=PAGES[page].encode(), capture_output=True, check=True
    )
    assert process.stderr == b""
    assert b"NAME" in re.sub(rb".\x08|\x1b\[\d*m", b"", process.stdout)


# --- completion

BASH = """
source <(_CORPUSKIT_COMPLETE=source_bash corpuskit)
COMP_WORDS=({words}); COMP_CWORD={place}
_corpuskit_completion corpuskit; printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def complete(shell, words):
    """Return what a shell is told that may stand at the end of some words."""
    variables = {
        "bash": {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": " ".join(words)},
        "fish": {"_TYPER_COMPLETE_ARGS": " ".join(words), "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }
    process = subprocess.run(
        [sys.executable, "-m", "corpuskit"],
        capture_output=True,
        env={**clean_environment(), **variables[shell], "_CORPUSKIT_COMPLETE": f"complete_{shell}"},
        check=False,
    )
    told = process.stdout.decode()
    return set(re.findall(_TOLD[shell], told, re.MULTILINE))


_TOLD = {"bash": r"^(.+)$", "zsh": r"^(?:_arguments '\*: :\(\()?\"?(-{0,2}\w[\w-]*)", "fish": r"^([^\t\n]+)"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["corpuskit", "k"], {"kwic", "keywords"}),
        (["corpuskit", "kwic", "--lay"], {"--layout"}),
        (["corpuskit", "kwic", "x", "--layout", ""], {"columns", "stacked"}),
    ],
)
def test_shells_are_told_commands_options_and_choices(shell, words, completed):
    assert complete(shell, words) == completed


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not there")
def test_bash_completes(tmp_path):
    program = tmp_path / "corpuskit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m corpuskit "$@"\n')
    program.chmod(0o755)
    environment = {**clean_environment(), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    for words, place, completed in [
        ("corpuskit ke", 1, ["keywords"]),
        ("corpuskit kwic --lay", 2, ["--layout"]),
    ]:
        script = BASH.format(words=words, place=place)
        process = subprocess.run(["bash", "-c", script], capture_output=True, env=environment, check=True)
        assert process.stdout.decode().split() == completed
