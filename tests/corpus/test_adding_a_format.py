"""A format is one file and one row of the table: reading, choosing in folders, editing and recognising follow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent / "src"

READER = '''
"""Texts between lines of ten equals signs, the first line of each being its title."""

from collections import namedtuple

_RULE = "=" * 10 + "\\n"
Row = namedtuple("Row", "number start end body")
Row.get = lambda self, name: self.body
Row.with_text = lambda self, name, text: text


def _iter_parts(text):
    place = 0
    for number, part in enumerate(text.split(_RULE), start=1):
        title, _, body = part.partition("\\n")
        yield number, place + len(title) + 1, title, body
        place += len(part) + len(_RULE)


def read(source):
    decoded = source.decode(source.stream.read())
    for number, _, title, body in _iter_parts(decoded.text):
        yield source.make_record(body, number, metadata={"title": title})


def iter_rows(text, options):
    for number, start, _, body in _iter_parts(text):
        yield Row(number, start, start + len(body), body)
'''
ROW = """    "ruled": Format((".ruled",), "texts between rules", edited="rows"),
    "csv": Format("""
LINE = "The bridge over the river was opened on Monday by the mayor of the town."


def test_a_format_is_one_file_and_one_row(tmp_path):
    copy = tmp_path / "src"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    formats = copy / "corpuskit" / "corpus" / "formats"
    (formats / "ruled.py").write_text(READER, encoding="utf-8")
    table = (formats / "__init__.py").read_text(encoding="utf-8")
    assert table.count('    "csv": Format(') == 1
    (formats / "__init__.py").write_text(table.replace('    "csv": Format(', ROW), encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.ruled").write_text(
        f"One\n{LINE}\n==========\nTwo\nOther.\n{LINE}\n", encoding="utf-8"
    )

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "corpuskit", *arguments],
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(copy)},
            check=True,
            text=True,
        ).stdout

    assert run("list", "in", "--columns", "doc,title,format", "-f", "csv").splitlines()[1:] == [
        "a:1,One,ruled",
        "a:2,Two,ruled",
    ]
    assert [
        line.split(",")[0] for line in run("kwic", "mayor", "in", "--columns", "doc", "-f", "csv").split()
    ] == [
        "doc",
        "a:1",
        "a:2",
    ]
    run("dedupe", "in", "--write", "out")
    assert (tmp_path / "out" / "a.ruled").read_text(
        encoding="utf-8"
    ) == f"One\n{LINE}\n==========\nTwo\nOther.\n"
