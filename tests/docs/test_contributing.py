"""CONTRIBUTING.md is right: its format is added in a copy as the page says, and what it names is there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest
from tests.conftest import ROOT, clean_environment

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def with_pages(tmp_path_factory):
    """A copy of the source with the format of the page: one new file, and one row of the table."""
    source = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        ROOT / "src" / "corpuskit", source / "corpuskit", ignore=shutil.ignore_patterns("__pycache__")
    )
    formats = source / "corpuskit" / "corpus" / "formats"
    file, row = BLOCKS
    (formats / "pages.py").write_text(file, encoding="utf-8")
    table = (formats / "__init__.py").read_text(encoding="utf-8")
    assert table.count('\n    "text": Format(') == 1
    (formats / "__init__.py").write_text(
        table.replace('\n    "text": Format(', f'\n{row}    "text": Format('), encoding="utf-8"
    )

    def run(*arguments, stdin=b""):
        return subprocess.run(
            [sys.executable, "-m", "corpuskit", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env=clean_environment({"PYTHONPATH": str(source)}),
            check=False,
        )

    return run


def test_the_pages_of_a_file_are_documents(with_pages, tmp_path):
    (tmp_path / "book.pages").write_text("The first page.\n\fOn 1 May 2020.\f", encoding="utf-8")
    ran = with_pages("list", tmp_path, "-f", "jsonl", "--columns", "doc,chars")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [json.loads(line) for line in ran.stdout.splitlines()] == [
        {"doc": "book:1", "chars": 16},
        {"doc": "book:2", "chars": 14},
        {"doc": "book:3", "chars": 0},
    ]
    found = json.loads(with_pages("dates", tmp_path, "-f", "jsonl").stdout)
    assert (found["doc"], found["start"], found["text"]) == ("book:2", 3, "1 May 2020")


def test_messages_know_the_format_and_its_name_can_be_typed(with_pages, tmp_path):
    assert b"pages" in with_pages("list", tmp_path, "--input-format", "other").stderr
    ran = with_pages("kwic", "b", "-", "--input-format", "pages", "-f", "jsonl", stdin=b"a\fb")
    assert json.loads(ran.stdout)["doc"] == "-:2"
    (tmp_path / "x.pages").write_bytes(b"\xff\xfe\xff")
    assert with_pages("list", tmp_path).returncode == 4


def test_what_the_page_names_is_there():
    names = re.findall(r"`((?:src|tests|tools|docs|dates|quotes|corpus|\.ci)/[\w./]+)`", PAGE)
    missing = [
        name for name in names if not (ROOT / name).exists() and not (ROOT / "src/corpuskit" / name).exists()
    ]
    assert names
    assert missing == []
