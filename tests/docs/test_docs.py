"""What README and docs/ show is what the program does: every console block is run and compared."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT, clean_environment

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def list_examples() -> list[tuple[Path, str, str]]:
    """Return the page, the command and the expected output of every `$` line."""
    examples = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = step.partition("\n")
                while command.endswith("\\"):
                    more, _, output = output.partition("\n")
                    command = command[:-1] + more.removeprefix("> ")
                examples.append((page, command, output))
    return examples


EXAMPLES = list_examples()


@pytest.mark.parametrize(
    ("page", "command", "output"), EXAMPLES, ids=[f"{page.name}: {command}" for page, command, _ in EXAMPLES]
)
def test_an_example_prints_what_the_page_shows(page, command, output, tmp_path):
    del page
    missing = [tool for tool in ("jq", "bash") if tool in command.split() and shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{missing[0]} is not installed")
    program = (
        f'corpuskit() {{ {shlex.quote(sys.executable)} -m corpuskit "$@"; }}; cd {shlex.quote(str(ROOT))}; '
    )
    process = subprocess.run(
        ["bash", "-c", program + command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean_environment({"TMPDIR": str(tmp_path)}),
        timeout=120,
        check=False,
    )
    shown = process.stdout.decode()
    if output.rstrip().endswith("…"):
        # A long output is cut in the page, at a line of its own that says so.
        expected = output.rstrip()[:-1].rstrip()
        assert shown.startswith(expected)
        return
    assert shown.rstrip("\n") == output.rstrip("\n")


def test_the_readme_shows_something():
    assert any(page.name == "README.md" for page, _, _ in EXAMPLES)


def test_ci_runs_the_very_test_command_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    run, test = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert run.strip().endswith('corpuskit kwic "UN Charter"')
    assert test.strip() in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_python_example_prints_what_the_readme_shows():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (output,) = re.findall(r"^```text\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    process = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, timeout=60, check=True
    )
    assert process.stdout.decode() == output


@pytest.mark.parametrize("name", ["report.md", "tables.md", "verify.md"])
def test_the_python_example_of_a_page_prints_what_it_shows(name):
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    ((program, output),) = re.findall(
        r"^```python\n(.*?)^```\n\nIt prints:\n\n```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    if name == "tables.md":
        pytest.importorskip("pandas")
        pytest.importorskip("pyarrow")
    process = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, timeout=60, check=True
    )
    assert process.stdout.decode() == output


def test_every_command_is_documented():
    from corpuskit.cli.app import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"corpuskit {command}" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
