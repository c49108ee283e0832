"""Tables of the package are parsed once, and the bytecode that Python keeps of them is as true as that of modules."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

import corpuskit
from corpuskit.errors import UsageError
from corpuskit.tables import read_table

PACKAGE = Path(corpuskit.__file__).parent


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table below a module of the same name, where bytecode is written."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "letters.py").write_text("x = 1\n")
    path = tmp_path / "letters.toml"
    path.write_text('a = 1\n[section]\nb = ["x", "ж"]\n', encoding="utf-8")
    return path


def list_bytecode(table: Path) -> list[str]:
    return sorted(path.name.partition(".cpython")[0] for path in table.parent.glob("__pycache__/*"))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.toml")), ids=lambda path: path.name)
def test_a_table_is_what_toml_says_before_and_after_it_is_kept(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for _ in range(2):
        assert read_table(path, dict[str, Any]) == tomllib.loads(text)
        assert read_table(path, dict[str, Any], head=True) == tomllib.loads(text.partition("\n[")[0])


def test_what_was_parsed_is_not_parsed_again(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {"a": 1, "section": {"b": ["x", "ж"]}}
    assert read_table(table, dict[str, Any]) == expected
    assert list_bytecode(table) == ["letters.toml"]
    assert read_table(table, dict[str, Any], head=True) == {"a": 1}
    assert list_bytecode(table) == ["letters.toml", "letters.toml.head"]
    monkeypatch.setattr("tomllib.loads", None)
    assert read_table(table, dict[str, Any]) == expected
    assert read_table(table, dict[str, Any], head=True) == {"a": 1}


def test_a_table_of_the_same_size_and_time_is_read_anew(table: Path) -> None:
    read_table(table, dict[str, Any])
    times = table.stat()
    table.write_text('a = 2\n[section]\nb = ["x", "ж"]\n', encoding="utf-8")
    os.utime(table, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert table.stat().st_size == times.st_size
    assert read_table(table, dict[str, Any])["a"] == 2


def test_bytecode_that_is_broken_or_cannot_be_written_is_none(table: Path) -> None:
    read_table(table, dict[str, Any])
    for kept in table.parent.glob("__pycache__/*"):
        kept.write_bytes(b"no bytecode")
    assert read_table(table, dict[str, Any])["a"] == 1
    for kept in table.parent.glob("__pycache__/*"):
        kept.unlink()
    (table.parent / "__pycache__").rmdir()
    (table.parent / "__pycache__").write_text("no folder")
    assert read_table(table, dict[str, Any])["a"] == 1


def test_nothing_is_kept_where_modules_are_not(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert read_table(table, dict[str, Any])["a"] == 1
    assert list_bytecode(table) == []


@pytest.mark.parametrize(
    ("text", "message"), [("a = [", "Invalid value"), ("a = 'x'", "Expected `int`, got `str`")]
)
def test_a_table_that_is_not_as_it_must_be_is_a_message_that_names_it(
    table: Path, text: str, message: str
) -> None:
    table.write_text(text)
    with pytest.raises(UsageError, match=f"letters.toml: {message}"):
        read_table(table, dict[str, int])
