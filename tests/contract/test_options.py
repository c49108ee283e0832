"""Options are declared once: a bad value is refused from Python as it is on the command line, and help follows from them."""

from __future__ import annotations

import re

import pytest
import typer

from corpuskit import CorpusOptions, DateOptions, DedupeOptions, KwicOptions, QuoteOptions
from corpuskit.cli.app import make_app
from corpuskit.cli.synonyms import find_cure, read_synonyms
from corpuskit.errors import UsageError
from corpuskit.options import OptionError


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: KwicOptions(pattern="a", within="word"),
            "within: 'word' is not one of 'sentence', 'paragraph', 'document'",
        ),
        (
            lambda: KwicOptions(pattern="a", unit="x"),
            "unit: 'x' is not one of 'word', 'char', 'sentence', 'paragraph'",
        ),
        (lambda: KwicOptions(pattern=5), "pattern: Expected `str`, got `int`"),
        (lambda: KwicOptions(pattern="a", sample=0), "sample: wanted 1 or more, got 0"),
        (lambda: KwicOptions(pattern="a", count=True, plot=True), "count and plot show two things"),
        (
            lambda: KwicOptions(pattern="a", by=("doc",)),
            "by says how hits are counted or a sample is drawn, and neither is done",
        ),
        (lambda: DateOptions(ranges="x"), "ranges: 'x' is not one of 'one', 'ends', 'half-open'"),
        (lambda: DateOptions(order="ydm"), "order: 'ydm' is not one of 'dmy', 'mdy', 'ymd'"),
        (lambda: DateOptions(from_="soon"), "from 'soon' is no date"),
        (lambda: QuoteOptions(kinds=("nonsense",)), "unknown kind 'nonsense'"),
        (lambda: QuoteOptions(parse_model="x"), "a model is named, but nothing is parsed"),
        (lambda: DedupeOptions(scope="x"), "scope: 'x' is not one of 'all', 'within', 'across'"),
        (lambda: DedupeOptions(threshold=0.3), "threshold: wanted a similarity from 0.5 to 1, got 0.3"),
        (lambda: DedupeOptions(pairs=True, stats=True), "pairs, blocks and stats are three answers"),
        (lambda: CorpusOptions(ids="x"), "ids: 'x' is not one of 'relative', 'path'"),
        (lambda: CorpusOptions(since="x"), "since takes YYYY, YYYY-MM or YYYY-MM-DD, got 'x'"),
    ],
)
def test_a_bad_value_from_python_is_a_usage_error_in_field_names(make, message):
    with pytest.raises(UsageError) as caught:
        make()
    assert str(caught.value).startswith(message)
    assert "--" not in f"{caught.value} {caught.value.hint}"


def test_the_same_error_speaks_of_flags_on_the_command_line(corpuskit):
    process = corpuskit("kwic", "a", "seeds", "--by", "doc")
    assert process.returncode == 2
    assert process.stderr.decode().splitlines() == [
        "corpuskit: error: --by says how hits are counted or a sample is drawn, and neither is done",
        "  hint: --count --by date:month, or --sample 20 --by doc",
    ]


def test_an_error_of_an_option_can_be_sent_to_another_process():
    import pickle

    with pytest.raises(OptionError) as caught:
        DateOptions(ranges="{x}")
    sent = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 — our own
    assert (str(sent), sent.hint) == (str(caught.value), caught.value.hint)


HEADINGS = ["Arguments:", "Matching:", "Arranging:", "Input:", "Output:", "Running:"]


@pytest.mark.parametrize("command", ["list", "dedupe", "dates", "quotes", "kwic", "words"])
def test_help_groups_options_under_headings_and_short_help_is_one_screen(command, corpuskit):
    lines = corpuskit(command, "--help").stdout.decode().splitlines()
    found = [line for line in lines if line in HEADINGS]
    assert found == [heading for heading in HEADINGS if heading in found]
    assert {"Input:", "Output:", "Running:"} <= set(found)
    short = corpuskit(command, "-h").stdout.decode().splitlines()
    assert len(short) <= 36
    assert f"All options: corpuskit {command} --help" in short


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["kwic", "x", "seeds", "--window", "3"], "-C N"),
        (["kwic", "x", "seeds", "-i"], "-s makes it matter"),
        (["dedupe", "seeds", "--jaccard", "0.9"], "--threshold T"),
        (["quotes", "seeds", "--author", "x"], "--speaker NAME"),
        (["list", "seeds", "--workers", "2"], "-j N"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_words_of_other_tools_lead_to_ours(arguments, hint, corpuskit):
    process = corpuskit(*arguments)
    assert process.returncode == 2
    assert hint in process.stderr.decode().splitlines()[1]


def list_flags() -> dict[str, set[str]]:
    app = typer.main.get_command(make_app())
    return {
        name: {
            flag
            for subcommand in getattr(command, "commands", {"": command}).values()
            for parameter in subcommand.params
            for flag in getattr(parameter, "opts", ())
        }
        for name, command in app.commands.items()
    }


@pytest.mark.parametrize(
    ("command", "option", "flag"),
    [
        ("words", "--ngrams", "--size"),
        ("collocates", "--window", "-C"),
        ("collocates", "--measure", "--sort"),
        ("keywords", "--reference", "--against"),
        ("verify", "--corpus", "--in"),
        ("verify", "--cols", "--columns"),
    ],
)
def test_an_option_that_other_tools_have_leads_to_ours(command, option, flag):
    assert flag in (find_cure([command], option) or "").split()


def test_every_cure_names_flags_that_exist_and_no_word_of_another_tool_is_one_of_ours():
    flags = list_flags()
    for command, synonyms in read_synonyms().items():
        known = flags["kwic"] if command == "all" else flags[command]
        for option, cure in synonyms.items():
            assert option not in known, option
            named = set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", cure))
            assert named <= known | {"-s"}, (option, named - known)


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--json", "--bom"],
        ["list", "--json", "--no-header"],
        ["list", "-f", "csv", "--ascii"],
        ["list", "-f", "csv", "--color", "always"],
        ["list", "-f", "table", "--no-csv-guard"],
        ["dates", "--inline", "tei", "--json"],
        ["dates", "--inline", "tei", "-f", "csv"],
        ["dates", "--inline", "tei", "--columns", "doc"],
        ["dates", "--inline", "tei", "--offsets", "bytes"],
        ["dates", "--inline", "tei", "--engine-option", "master=x"],
        ["dates", "--inline", "timex3", "--ranges", "half-open"],
        ["quotes", "--by", "speaker", "--explain"],
        ["kwic", "un", "--layout", "stacked", "--columns", "doc"],
        *(
            ["dedupe", "--score-pairs", "x.jsonl", *option]
            for option in (
                ["--measure", "char"],
                ["--exact"],
                ["--jobs", "2"],
                ["--engine", "spark"],
                ["--exit-code"],
            )
        ),
    ],
    ids=" ".join,
)
def test_an_option_that_would_be_ignored_is_refused(arguments, corpuskit):
    paths = [] if "--score-pairs" in arguments else ["seeds"]
    process = corpuskit(*arguments, *paths)
    assert (process.returncode, process.stdout) == (2, b"")


def test_markup_obeys_the_options_that_it_can(corpuskit, tmp_path):
    from xml.etree import ElementTree as ET

    (tmp_path / 'a&"<\x01.txt').write_bytes("On 3 May 2021\r\n\x1b[2J\x9b\u202e & so".encode())
    (tmp_path / "b.txt").write_bytes(b"nothing")
    (tmp_path / "c.txt").write_bytes(b"\xff\xfe\x00")
    process = corpuskit("dates", tmp_path, "--inline", "tei")
    assert process.returncode == 3
    root = ET.fromstring(process.stdout)  # noqa: S314 — our own output
    assert "".join(root[0].itertext()) == "On 3 May 2021\r\n\ufffd[2J\x9b\u202e & so"
    assert root[0].get("id") == 'a&"<\ufffd'
    assert b"2 characters that XML cannot hold are written as U+FFFD" in process.stderr
    assert not set(process.stdout.decode()) & set("\r\x1b\x9b\u202e")
    assert corpuskit("dates", tmp_path, "--inline", "tei", "-q").stderr == b""
    assert corpuskit("dates", tmp_path, "--inline", "tei", "-j", "2").stdout == process.stdout
    assert len(ET.fromstring(corpuskit("dates", tmp_path, "--inline", "tei", "-n", "1").stdout)) == 1  # noqa: S314
    assert corpuskit("dates", tmp_path / "b.txt", "--inline", "tei", "--exit-code").returncode == 1


def test_cells_are_exact_in_a_pipe_and_guarded_in_a_file(corpuskit, tmp_path):
    import csv
    import io

    (tmp_path / "a.txt").write_bytes(b"- The UN Charter\rand =1+1\r")
    exact = corpuskit(
        "kwic", "UN Charter", tmp_path, "-f", "csv", "-C", "paragraph", "--columns", "before,after"
    )
    assert list(csv.reader(io.StringIO(exact.stdout.decode(), newline="")))[1] == ["- The ", ""]
    assert exact.stderr == b""
    out = tmp_path / "out.csv"
    process = corpuskit(
        "kwic", "UN Charter", tmp_path / "a.txt", "-o", out, "-C", "paragraph", "--columns", "before,after"
    )
    assert list(csv.reader(io.StringIO(out.read_text(), newline="")))[1] == ["'- The ", ""]
    assert b"1 cell was changed so that no spreadsheet runs" in process.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["kwic", "charter", "seeds", "--index", "--count"],
            "--index needs a value, and --count is an option",
        ),
        (["list", "seeds", "-o", "--json"], "-o needs a value, and --json is an option"),
        (["dates", "seeds", "--where", "-q"], "--where needs a value, and -q is an option"),
    ],
)
def test_an_option_is_no_value_of_the_one_before_it(arguments, message, corpuskit):
    refused = corpuskit(*arguments)
    assert refused.returncode == 2
    assert message in refused.stderr.decode()


def iter_commands(group: typer.Typer):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from iter_commands(command)
        else:
            yield pytest.param(command, id=name)


@pytest.mark.parametrize("command", list(iter_commands(typer.main.get_command(make_app()))))
def test_no_option_with_one_value_is_given_twice(command):
    for option in command.params:
        if option.param_type_name == "option" and not (option.is_flag or option.multiple):
            flags = option.opts[0], option.opts[-1]
            with pytest.raises(UsageError, match="is given twice, and takes one value"):
                command.make_context("x", [flags[0], "1", flags[1], "2"])


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["dedupe", "seeds", "--kinds", "exact", "--kinds", "format"], "--kinds A,B"),
        (["list", "seeds", "--text-field", "a", "--text-field=b"], "give --text-field once"),
        (["kwic", "charter", "seeds", "-f", "csv", "--format", "json"], "give --format once"),
    ],
)
def test_a_second_value_is_refused_with_a_cure(arguments, hint, corpuskit):
    refused = corpuskit(*arguments)
    assert refused.returncode == 2
    assert "is given twice" in refused.stderr.decode()
    assert f"hint: {hint}" in refused.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["kwic", "charter", "seeds", "--sort", "-freq", "--group", "R1", "-n", "1"],
        ["list", "seeds", "--title-field=--json"],
        ["dates", "seeds", "--timeline", "--json"],
        ["kwic", "--", "--count", "seeds"],
    ],
)
def test_a_value_may_look_like_an_option(arguments, corpuskit):
    assert corpuskit(*arguments).returncode == 0


def test_a_group_of_commands_alone_shows_what_there_is(corpuskit):
    shown = corpuskit("index")
    assert (shown.returncode, shown.stdout) == (2, b"")
    assert shown.stderr.decode().startswith("Usage: corpuskit index [OPTIONS] COMMAND [ARGS]...\n\n  Keep a")
