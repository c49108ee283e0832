"""Compiled patterns of the package are kept beside its modules, and are those that were compiled."""

from __future__ import annotations

import marshal
import re
import sys
from importlib import import_module
from importlib.util import source_hash
from pathlib import Path

import pytest
import regex

import corpuskit
from corpuskit import patterns
from corpuskit.patterns import _KeptPatterns, _KeptPatternsOfRe, _LatePattern, compile_re

PACKAGE = Path(corpuskit.__file__).parent
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((PACKAGE.parent.parent / "seeds").glob("*.txt"))]
PATTERN = r"(?P<word>[\p{Lu}--[A-CS]]\p{L}+)|(?i:straße)"
KEY = source_hash(repr((PATTERN, int(regex.V1))).encode())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where bytecode is written instead."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr("atexit.register", lambda _function: None)
    return tmp_path


def list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def keep(pattern: str = PATTERN) -> regex.Pattern[str]:
    """Compile a pattern as a process does that ends then."""
    store = _KeptPatterns()
    compiled: regex.Pattern[str] = store.compile(pattern, int(regex.V1))
    store._write()
    return compiled


@pytest.mark.usefixtures("folder")
def test_a_pattern_is_compiled_once_and_matches_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = keep()
    keep(r"\d+")
    store = _KeptPatterns()
    monkeypatch.setattr(regex, "compile", None)
    loaded = store.compile(PATTERN, int(regex.V1))
    text = "Anna Dora STRASSE Ça Эхо"
    assert [match.groupdict() for match in loaded.finditer(text)] == [
        {"word": "Dora"},
        {"word": None},
        {"word": "Ça"},
        {"word": "Эхо"},
    ]
    assert [match.span() for match in loaded.finditer(text)] == [
        match.span() for match in compiled.finditer(text)
    ]
    assert (loaded.pattern, loaded.flags) == (compiled.pattern, compiled.flags)


@pytest.mark.usefixtures("folder")
def test_every_pattern_of_the_package_matches_the_same_after_it_was_kept() -> None:
    names = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(PACKAGE.rglob("*.py"))
        if "compile_later" in path.read_text(encoding="utf-8")
    ]
    values = [value for name in names for value in vars(import_module(name)).values()]
    late = [value for value in values if isinstance(value, _LatePattern)]
    assert len(late) > 300
    fresh = _KeptPatterns()
    compiled = [fresh.compile(each.pattern, int(each._flags)) for each in late]
    fresh._write()
    store = _KeptPatterns()
    assert len(store._kept) == len({(each.pattern, int(each._flags)) for each in late})
    for each, one in zip(late, compiled, strict=True):
        other = store.compile(each.pattern, int(each._flags))
        for text in SEEDS:
            whole = text[:2000].encode() if isinstance(each.pattern, bytes) else text[:2000]
            assert [match.regs for match in other.finditer(whole)] == [
                match.regs for match in one.finditer(whole)
            ]
    assert not store._new


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no bytecode",
        marshal.dumps(3),
        marshal.dumps(("0", {KEY: b"x"})),
        marshal.dumps((regex.__version__, {KEY: b"x"})),
        marshal.dumps((regex.__version__, {KEY: marshal.dumps((PATTERN, 2))})),
    ],
    ids=["empty", "broken", "another thing", "another version", "broken pattern", "another pattern"],
)
def test_what_is_broken_or_of_another_version_of_regex_is_compiled_anew(folder: Path, content: bytes) -> None:
    keep()
    (file,) = list_files(folder)
    file.write_bytes(content)
    assert keep().findall("Dora") == ["Dora"]
    version, kept = marshal.loads(file.read_bytes())  # noqa: S302 — written above
    assert (version, list(kept)) == (regex.__version__, [KEY])


def test_more_than_the_package_can_have_is_dropped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MOST_KEPT", 3)
    for number in range(4):
        keep(str(number))
    (file,) = list_files(folder)
    assert [marshal.loads(each)[0] for each in marshal.loads(file.read_bytes())[1].values()] == ["2", "3"]  # noqa: S302 — as above


def test_nothing_is_kept_where_modules_are_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert keep().findall("Dora") == ["Dora"]
    assert list_files(folder) == []


EXPRESSIONS = [
    (r"(?P<word>\w+)(\s|$)|é", 0, "ab é\nCD"),
    (r"strasse|ſ|[^\W\d_]{2,}?x", re.IGNORECASE, "STRASSE ſ abxé S"),
    (r"^a # first\n(?:b|c)$", re.VERBOSE | re.MULTILINE, "ab\nac\nad"),
    (rb"[\x80-\xff]+(?=a)|\A.", re.DOTALL, "\né\xe9a".encode()),
    ("[а-яё]+|[أ-ي]++", 0, "Эхо ёж سلام"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("pattern", "flags", "text"), EXPRESSIONS)
def test_a_pattern_of_re_is_kept_as_it_was_compiled(
    monkeypatch: pytest.MonkeyPatch, pattern: str | bytes, flags: int, text: str | bytes
) -> None:
    store = _KeptPatternsOfRe()
    store.compile(pattern, int(flags))
    store._write()
    kept = _KeptPatternsOfRe()
    monkeypatch.setattr(kept, "_compile", None)
    loaded, expected = kept.compile(pattern, int(flags)), re.compile(pattern, flags)
    assert loaded == expected
    assert (loaded.pattern, loaded.flags) == (expected.pattern, expected.flags)
    assert (loaded.groups, loaded.groupindex) == (expected.groups, expected.groupindex)
    assert [(match.regs, match.lastgroup) for match in loaded.finditer(text)] == [
        (match.regs, match.lastgroup) for match in expected.finditer(text)
    ]


def test_a_python_whose_re_is_made_otherwise_compiles_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("re._compiler._code")
    monkeypatch.setattr(patterns, "_kept_patterns_of_re", _KeptPatternsOfRe)
    monkeypatch.setattr(_KeptPatternsOfRe, "_read", lambda _self: {})
    monkeypatch.setattr(re, "compile", lambda pattern, flags: (pattern, flags))
    assert compile_re("a|b not compiled yet", re.DOTALL) == ("a|b not compiled yet", re.DOTALL)
