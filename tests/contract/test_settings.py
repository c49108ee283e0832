"""Defaults that the user has set, and what help and `explain` say."""

from __future__ import annotations

import codecs
import re
import shlex

import pytest
from tests.conftest import ROOT

from corpuskit.cli.app import COMMANDS
from corpuskit.cli.explain import read_explanations
from corpuskit.cli.main import run
from corpuskit.errors import CorpuskitError


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in a project with one text, far from the settings of who runs the tests."""
    for name in ("CORPUSKIT_CORPUS", "CORPUSKIT_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    project = tmp_path / "project"
    project.mkdir()
    (project / "a.txt").write_text("One two, one three.\n")
    monkeypatch.chdir(project)
    return project


def set_options(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def read_setting(capsys, command, name):
    assert run([command, "--show-settings"]) == 0
    for line in capsys.readouterr().out.splitlines():
        found, value, origin = re.split(r"  +", line, maxsplit=2)
        if found == name:
            return value, origin
    return None


def test_the_nearer_setting_wins(here, capsys, monkeypatch):
    assert read_setting(capsys, "kwic", "context") == ("-", "default")
    set_options(here.parent / "home/corpuskit/corpuskit.toml", "[kwic]\ncontext = 1\n")
    assert read_setting(capsys, "kwic", "context")[0] == "1"
    set_options(here / "corpuskit.toml", "[kwic]\ncontext = 2\n")
    assert read_setting(capsys, "kwic", "context") == ("2", "corpuskit.toml [kwic]")
    monkeypatch.setenv("CORPUSKIT_KWIC_CONTEXT", "3")
    assert read_setting(capsys, "kwic", "context") == ("3", "CORPUSKIT_KWIC_CONTEXT")
    assert run(["kwic", "two", "a.txt", "-C", "4", "-f", "jsonl"]) == 0
    assert '"after":", one three."' in capsys.readouterr().out


def test_the_file_of_the_project_is_found_from_below(here, capsys, monkeypatch):
    set_options(here / "corpuskit.toml", 'format = "csv"\n')
    (here / "below").mkdir()
    monkeypatch.chdir(here / "below")
    assert read_setting(capsys, "list", "format") == ("csv", "../corpuskit.toml")
    assert run(["list", "../a.txt"]) == 0
    assert capsys.readouterr().out.startswith("type,doc,line")


def test_a_setting_for_one_command_goes_before_one_for_all(here, capsys, monkeypatch):
    set_options(here / "corpuskit.toml", 'format = "csv"\n[list]\nformat = "tsv"\n')
    assert read_setting(capsys, "list", "format")[0] == "tsv"
    assert read_setting(capsys, "dates", "format")[0] == "csv"
    monkeypatch.setenv("CORPUSKIT_DATES_FORMAT", "jsonl")
    monkeypatch.setenv("CORPUSKIT_FORMAT", "json")
    assert read_setting(capsys, "list", "format")[0] == "json"
    assert read_setting(capsys, "dates", "format")[0] == "jsonl"


def test_a_setting_gives_way_to_what_is_typed(here, capsys):
    set_options(here / "corpuskit.toml", 'format = "csv"\ncolumns = "doc"\ncolor = "always"\n')
    assert run(["list", "a.txt", "--json"]) == 0
    assert capsys.readouterr().out.startswith('{"schema"')
    assert run(["list", "a.txt", "-o", "x.jsonl"]) == 0
    assert (here / "x.jsonl").read_text() == '{"doc":"a"}\n'


def test_the_corpus_may_be_set(here, capsys):
    set_options(here / "corpuskit.toml", 'corpus = "a.txt"\n')
    assert run(["list", "--columns", "doc", "--no-header"]) == 0
    assert capsys.readouterr().out.strip() == "a"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("threshold = 0.9\n", "corpuskit.toml: 'threshold' is no option of every command"),
        ("[lists]\n", "corpuskit.toml: there is no command 'lists'"),
        ("[list]\nfromat = 'csv'\n", "corpuskit.toml [list]: list has no option 'fromat'"),
        ("[list]\njobs = 0\n", "corpuskit.toml [list]: jobs: wanted 1 or more, got 0"),
        ("[list]\njobs = true\n", "corpuskit.toml [list]: jobs: "),
        ("[list]\nformat = 'cvs'\n", "corpuskit.toml [list]: format: "),
        ("format\n", "corpuskit.toml is no TOML: "),
        ("a = " + "[" * 5000, "corpuskit.toml is no TOML: "),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_and_named(here, capsys, text, said):
    set_options(here / "corpuskit.toml", text)
    assert run(["list", "a.txt"]) == 2
    assert capsys.readouterr().err.startswith(f"corpuskit: error: {said}")


def test_no_file_is_read_where_none_is_wanted(here, monkeypatch):
    set_options(here / "corpuskit.toml", "nonsense\n")
    monkeypatch.setenv("CORPUSKIT_SETTINGS", "")
    assert run(["list", "a.txt"]) == 0


def test_verbose_says_what_is_set_and_what_the_run_took(here, capsys):
    set_options(here / "corpuskit.toml", "jobs = 1\n")
    assert run(["list", "a.txt", "a.txt", "-v"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:3] == ["  code: repeated (corpuskit explain repeated)", "corpuskit: set: --jobs 1"]
    assert re.fullmatch(
        r"corpuskit: 1 documents, [\d.]+ s of the processors, at most \d+ MB in a process", lines[3]
    )


# --- help


def test_help_shows_each_command_in_a_group_on_a_line_that_is_not_cut(capsys):
    assert run(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 79
    for name in COMMANDS:
        (line,) = [line for line in lines if line.startswith(f"  {name} ")]
        assert line.endswith(".")


# --- explain

EXPLANATIONS = read_explanations()


def list_codes():
    """Return the codes that the source names."""
    source = "".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    kinds = re.findall(r"Issue\((?:[^()]|\([^()]*\))*?kind=\"(\w+)\"", source)
    names = set(re.findall(r"kind=([A-Z_]+)\b", source))
    kinds += [
        kind for name, kind in re.findall(r"^([A-Z_]+) = \"(\w+)\"$", source, re.MULTILINE) if name in names
    ]
    made = re.findall(r"make_issue\(\s*\"(\w+)\"", source)
    return {*kinds, *made, "timeout", "memory", *(error.code for error in iter_errors())}


def iter_errors(kind=CorpuskitError):
    for each in kind.__subclasses__():
        if each.code:
            yield each
        yield from iter_errors(each)


def test_each_code_has_an_explanation_and_each_explanation_a_code():
    assert set(EXPLANATIONS) == list_codes()


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_an_explanation_is_printed(code, capsys):
    assert run(["explain", code]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"{code}: ")
    assert "What to do: " in text
    assert max(map(len, text.splitlines())) <= 79


def test_all_codes_are_listed(capsys):
    assert run(["explain"]) == 0
    assert set(re.findall(r"^(\w+)", capsys.readouterr().out, re.MULTILINE)) == set(EXPLANATIONS)


def test_a_code_that_there_is_not_is_refused(capsys):
    assert run(["explain", "decod"]) == 2
    assert "did you mean 'decode'?" in capsys.readouterr().err


@pytest.mark.parametrize("code", [code for code, said in EXPLANATIONS.items() if "shows" in said])
def test_the_example_of_an_explanation_shows_the_code_and_the_cure_cures_it(code, here, capsys):
    said = EXPLANATIONS[code]
    for name, content in said["files"].items():
        path = here / name
        path.parent.mkdir(exist_ok=True)
        if content.startswith("bytes:"):
            path.write_bytes(codecs.escape_decode(content.removeprefix("bytes:"))[0])
        else:
            path.write_text(content)
    run([*shlex.split(said["shows"]), "-v"])
    assert f"  code: {code} (" in capsys.readouterr().err
    assert run([*shlex.split(said["cured"]), "-v"]) == 0
    assert f"  code: {code} (" not in capsys.readouterr().err
