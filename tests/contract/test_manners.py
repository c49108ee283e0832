"""What every command promises: streams, exit codes, errors. Each test runs the real program."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

import pytest
from tests.conftest import ROOT, clean_environment

COMMANDS = [["list"], ["dedupe"], ["dates"], ["quotes"], ["kwic", "UN Charter"]]
EVERY_COMMAND = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])


def shell(line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell line in which `corpuskit` is the program under test."""
    program = f'corpuskit() {{ "{sys.executable}" -m corpuskit "$@"; }}; set -o pipefail; '
    return subprocess.run(
        ["bash", "-c", program + line],
        capture_output=True,
        cwd=ROOT,
        env=clean_environment(env),
        timeout=120,
        check=False,
    )


# --- start and help


def test_the_version_is_one_line(corpuskit):
    for option in ("--version", "-V"):
        process = corpuskit(option)
        assert (process.returncode, process.stdout, process.stderr) == (0, b"corpuskit 0.1.0\n", b"")


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["-h"], *([*command[:1], "-h"] for command in COMMANDS), ["schema", "-h"]],
    ids=" ".join,
)
def test_help_is_plain_narrow_and_shows_an_example(arguments, corpuskit):
    process = corpuskit(*arguments)
    text = process.stdout.decode()
    assert process.returncode == 0
    assert all(len(line) < 80 for line in text.splitlines())
    assert "Example" in text
    assert not any(character in text for character in "╭│╰─\x1b")
    assert "xit codes: 0 done" in text or arguments[0] == "schema"


def test_without_arguments_help_goes_to_standard_error(corpuskit):
    process = corpuskit()
    assert (process.returncode, process.stdout) == (2, b"")
    assert b"\nFind:\n" in process.stderr


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (["kwick", "x", "seeds"], "'kwic'"),
        (["kwic", "x", "seeds", "--contxt", "3"], "--context"),
        (["list", "seed"], "'seeds'"),
        (["list", "seeds", "--columns", "titel"], "'title'"),
        (["schema", "qoute"], "'quote'"),
        (["list", "seeds", "--format", "xml"], "jsonl"),
        (["list", "seeds", "--encoding", "utf9"], "utf-8"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_slip_of_the_pen_gets_a_suggestion(arguments, suggestion, corpuskit):
    process = corpuskit(*arguments)
    assert process.returncode in (2, 4)
    assert process.stdout == b""
    assert suggestion in process.stderr.decode()
    assert b"Traceback" not in process.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["kwic", "x", "-C", "-1"],
        ["kwic", "x", "-C", "many"],
        ["kwic", "x", "--sort", "R10"],
        ["kwic", ""],
        ["kwic", "..."],
        ["dedupe", "--threshold", "1.5"],
        ["dedupe", "--threshold", "0.3"],
        ["dedupe", "--threshold", "x"],
        ["dates", "--anchor", "yesterday"],
        ["dates", "--lang", "xx"],
        ["quotes", "--kinds", "loud"],
        ["list", "--json", "--format", "csv"],
        ["list", "-n", "-1"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_a_usage_error_with_one_message(arguments, corpuskit):
    process = corpuskit(*arguments, "seeds")
    assert process.returncode == 2
    assert process.stdout == b""
    lines = process.stderr.decode().splitlines()
    assert lines[0].startswith("corpuskit: error: ")
    assert "Traceback" not in process.stderr.decode()
    assert len(lines) <= 4


def test_completion_can_be_shown(corpuskit):
    process = corpuskit(
        "--show-completion", "bash", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    )
    assert process.returncode == 0
    assert b"complete" in process.stdout


# --- streams


@EVERY_COMMAND
def test_nothing_but_records_goes_to_standard_output_and_nothing_else_is_said(command, corpuskit):
    process = corpuskit(*command, "seeds", "-f", "jsonl", "-q")
    assert process.returncode == 0
    assert process.stderr == b""
    assert len({json.loads(line)["type"] for line in process.stdout.splitlines()}) == 1


@EVERY_COMMAND
def test_a_reader_that_goes_away_is_no_error(command):
    name, *rest = command
    pattern = "the" if name == "kwic" else ""
    del rest
    for redirection in ("", "2>&1"):
        process = shell(f"corpuskit {name} {pattern} seeds seeds -q -f jsonl {redirection} | head -1")
        assert (process.returncode, process.stderr) == (0, b"")
        json.loads(process.stdout)


@EVERY_COMMAND
def test_a_full_disk_is_one_clear_error(command):
    arguments = " ".join(f"'{word}'" for word in command)
    process = shell(f"corpuskit {arguments} seeds -q > /dev/full")
    assert process.returncode == 4
    assert process.stderr.decode().splitlines() == [
        "corpuskit: error: cannot write standard output: No space left on device"
    ]


def test_help_to_a_full_disk_is_one_clear_error():
    process = shell("corpuskit --help > /dev/full")
    assert process.returncode == 4
    assert b"No space left on device" in process.stderr
    assert b"Traceback" not in process.stderr


def test_closed_standard_output_is_one_clear_error():
    process = shell("corpuskit list seeds >&-")
    assert process.returncode == 4
    assert b"Traceback" not in process.stderr


@EVERY_COMMAND
def test_output_to_a_file(command, corpuskit, tmp_path):
    target = tmp_path / "out.json"
    process = corpuskit(*command, "seeds", "-o", target, "-q")
    assert (process.returncode, process.stdout, process.stderr) == (0, b"", b"")
    assert json.loads(target.read_bytes())["records"]
    assert os.listdir(tmp_path) == ["out.json"]


def test_a_directory_that_cannot_be_written_is_one_clear_error(corpuskit, tmp_path):
    process = corpuskit("list", "seeds", "-o", tmp_path / "nosuch" / "out.json")
    assert process.returncode == 4
    assert process.stderr.decode().startswith("corpuskit: error: cannot write")


@EVERY_COMMAND
def test_two_runs_give_the_same_bytes(command, corpuskit):
    outputs = {
        corpuskit(*command, "seeds", "--json", env={"PYTHONHASHSEED": seed, "LC_ALL": locale}).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"), ("3", "POSIX"))
    }
    assert len(outputs) == 1


@EVERY_COMMAND
@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1252"}], ids=["C", "cp1252"]
)
def test_output_is_utf8_whatever_the_locale(command, env, corpuskit):
    process = corpuskit(*command, "seeds", env=env)
    assert process.returncode == 0
    process.stdout.decode()


# --- colour and width


@EVERY_COMMAND
def test_a_pipe_gets_no_colour_unless_asked(command, corpuskit):
    for env in ({}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"GITHUB_ACTIONS": "1"}):
        assert b"\x1b" not in corpuskit(*command, "seeds", env=env).stdout
    assert b"\x1b[" in corpuskit(*command, "seeds", "--color", "always").stdout
    assert b"\x1b" not in corpuskit(*command, "seeds", "--color", "never", env={"FORCE_COLOR": "1"}).stdout


@EVERY_COMMAND
def test_a_pipe_gets_one_line_a_record_however_narrow_the_terminal(command, corpuskit):
    narrow, wide = (corpuskit(*command, "seeds", env={"COLUMNS": width}).stdout for width in ("40", "200"))
    assert narrow == wide
    records = json.loads(corpuskit(*command, "seeds", "--json").stdout)["records"]
    assert len(narrow.decode().split("\n")) == len(records) + 2


def run_on_terminal(*arguments: str, columns: int = 80) -> str:
    """Return what `corpuskit` shows on a terminal of that many columns."""
    main, secondary = pty.openpty()
    environment = clean_environment({"TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "50"})
    process = subprocess.Popen(
        [sys.executable, "-m", "corpuskit", *arguments],
        stdout=secondary,
        stderr=secondary,
        cwd=ROOT,
        env=environment,
    )
    os.close(secondary)
    shown = b""
    while select.select([main], [], [], 30)[0]:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=30) == 0
    os.close(main)
    # On a slow machine there is progress before it, each line of which erases the one before.
    return re.sub("\r\x1b\\[K[^\r\n]*(?=\r\x1b\\[K)|\r\x1b\\[K", "", shown.decode())


@EVERY_COMMAND
def test_a_terminal_gets_colour_lines_that_fit_and_balanced_isolates(command):
    from corpuskit.output.cells import measure_cells

    shown = run_on_terminal(*command, "seeds", columns=100)
    assert "\x1b[1m" in shown
    assert shown.count("\u2068") + shown.count("\u2067") == shown.count("\u2069")
    for line in shown.split("\r\n"):
        plain = re.sub("\x1b\\[[0-9;]*m|[\u2066-\u2069]", "", line)
        # What is said of the records is prose, which the terminal breaks.
        assert measure_cells(plain) <= 100 or plain.startswith("corpuskit: "), plain


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--by", "lang"],
        ["list", "--measures", "ttr"],
        ["dates", "--timeline", "year"],
        ["kwic", "security", "--count", "--by", "date:year"],
        ["kwic", "security", "--plot"],
        ["kwic", "security", "--group", "L1,R1"],
        ["words", "--by", "doc"],
        ["dedupe", "--curve"],
        ["dedupe", "--stats"],
    ],
    ids=" ".join,
)
def test_every_table_of_figures_fits_the_terminal(command):
    from corpuskit.output.cells import measure_cells

    for columns in (70, 160):
        name, *rest = command
        shown = run_on_terminal(
            name,
            *[each for each in rest if each == "security"],
            "seeds",
            *[each for each in rest if each != "security"],
            columns=columns,
        )
        plain = re.sub("\x1b\\[[0-9;]*m|[\u2066-\u2069]", "", shown)
        # What is said of them is prose, which the terminal breaks.
        table = [line for line in plain.split("\r\n") if not line.startswith("corpuskit: ")]
        assert len(table) > 2
        assert max(map(measure_cells, table)) <= columns


def test_a_terminal_is_told_the_summary():
    assert "corpuskit: 5 documents, 6370 words, 133 distinct of 210 paragraphs" in run_on_terminal(
        "list", "seeds"
    )


# --- input


@EVERY_COMMAND
def test_standard_input_is_a_document(command, corpuskit):
    text = (ROOT / "seeds" / "004_7249c5024e0c0fdf.txt").read_bytes() + b"\nUN Charter\nUN Charter\n"
    process = corpuskit(*command, "-", "-f", "jsonl", stdin=text)
    assert process.returncode == 0
    assert {json.loads(line)["doc"] for line in process.stdout.splitlines()} == {"-"}


@EVERY_COMMAND
def test_rows_from_standard_input_keep_their_ids(command, corpuskit):
    text = (ROOT / "seeds" / "004_7249c5024e0c0fdf.txt").read_text(encoding="utf-8") + "\nUN Charter"
    row = json.dumps({"id": "post 7", "text": text, "date": "2024-07-20"})
    process = corpuskit(*command, "-", "--input-format", "jsonl", "-f", "jsonl", stdin=row.encode())
    assert process.returncode == 0
    assert {json.loads(line)["doc"] for line in process.stdout.splitlines()} == {"post 7"}


@EVERY_COMMAND
def test_the_corpus_may_be_named_by_a_variable(command, corpuskit, tmp_path):
    process = corpuskit(*command, "--json", cwd=tmp_path, env={"CORPUSKIT_CORPUS": str(ROOT / "seeds")})
    assert process.returncode == 0
    assert json.loads(process.stdout)["summary"]["documents"] == 5


def test_without_a_corpus_there_is_an_error_with_a_cure(corpuskit, tmp_path):
    process = corpuskit("list", cwd=tmp_path)
    assert process.returncode == 2
    assert b"CORPUSKIT_CORPUS" in process.stderr


@EVERY_COMMAND
def test_a_missing_path_among_others_is_told_and_the_rest_is_done(command, corpuskit):
    process = corpuskit(*command, "seeds", "nosuch", "--json")
    assert process.returncode == 3
    assert b"no such file or directory: 'nosuch'" in process.stderr
    result = json.loads(process.stdout)
    assert result["summary"]["documents"] == 5
    assert [issue["kind"] for issue in result["issues"] if issue["skipped"]] == ["missing"]


@EVERY_COMMAND
def test_a_missing_path_alone_is_an_error(command, corpuskit):
    process = corpuskit(*command, "nosuch")
    assert (process.returncode, process.stdout) == (4, b"")


@EVERY_COMMAND
def test_a_file_that_cannot_be_decoded_is_told_and_the_rest_is_done(command, corpuskit, tmp_path):
    (tmp_path / "x.txt").write_bytes(b"abc\xff")
    process = corpuskit(*command, "seeds", tmp_path / "x.txt", "-f", "jsonl")
    assert process.returncode == 3
    assert b"at byte 3" in process.stderr
    assert b"hint: nearly all of it is UTF-8" in process.stderr
    assert b"1 of 6 inputs skipped" in process.stderr
    assert process.stdout


@EVERY_COMMAND
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\r",
        b"\xef\xbb\xbf",
        b"a\r\nb\r\n",
        b"word " * 100_000,
        "“‘«".encode() * 50,
        b"\x1b[2J" * 9,
        "ـ\u0301\u202e".encode(),
    ],
    ids=["empty", "blank", "cr", "bom", "crlf", "one line", "marks", "escapes", "joiners"],
)
def test_strange_input_is_no_reason_to_fail(command, data, corpuskit, tmp_path):
    (tmp_path / "a.txt").write_bytes(data)
    process = corpuskit(*command, tmp_path, "--json")
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout)["summary"]["documents"] == 1


@EVERY_COMMAND
def test_nothing_is_found_in_nothing_and_that_is_no_error(command, corpuskit, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    if command == ["list"]:
        return
    for output_format, expected in (("jsonl", 0), ("csv", 1), ("table", 1)):
        process = corpuskit(*command, tmp_path, "-f", output_format)
        assert process.returncode == 0
        assert len(process.stdout.splitlines()) == expected
    assert json.loads(corpuskit(*command, tmp_path, "--json").stdout)["records"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["kwic", "zzz"], 1),
        (["kwic", "UN"], 0),
        (["dedupe"], 1),
        (["list"], 0),
        (["dates"], 0),
        (["quotes"], 0),
    ],
    ids=str,
)
def test_the_exit_code_answers_when_asked(arguments, code, corpuskit):
    assert corpuskit(*arguments, "seeds", "--exit-code").returncode == code


def test_a_directory_without_duplicates_has_exit_code_0(corpuskit, tmp_path):
    (tmp_path / "a.txt").write_text("one\ntwo\n")
    assert corpuskit("dedupe", tmp_path, "--exit-code").returncode == 0


# --- interruption


@EVERY_COMMAND
def test_ctrl_c_ends_at_once_and_leaves_nothing(command, tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    os.mkfifo(corpus / "endless")
    output = tmp_path / "out"
    output.mkdir()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "corpuskit",
            *command,
            str(ROOT / "seeds"),
            str(corpus / "endless"),
            "-o",
            str(output / "x.json"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=clean_environment(),
    )
    # The named pipe blocks the program in the middle of its work, until somebody writes.
    deadline = time.monotonic() + 30
    while not any(output.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stdout, stderr) == (130, b"", b"")
    assert list(output.iterdir()) == []


def test_an_interruption_while_an_object_is_deleted_is_not_lost():
    program = """
import os, signal, sys, time
from corpuskit.cli import main

class Deleted:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)

def answer(arguments):
    Deleted()
    time.sleep(20)
    return 0

main._answer = answer
sys.exit(main.run([]))
"""
    started = time.monotonic()
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=False)
    assert (process.returncode, process.stdout, process.stderr) == (130, b"", b"")
    assert time.monotonic() - started < 15


def test_a_bug_is_reported_without_a_traceback_unless_asked(monkeypatch, capsys):
    from corpuskit.cli import main

    def fail(_arguments):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("corpuskit.cli.app.run_app", fail)
    assert main._run_checked(["list"]) == main.EXIT_BUG
    assert "a bug: RuntimeError: unforeseen" in capsys.readouterr().err
    monkeypatch.setenv("CORPUSKIT_DEBUG", "1")
    assert main._run_checked(["list"]) == main.EXIT_BUG
    assert "Traceback" in capsys.readouterr().err


def test_the_module_is_the_command(corpuskit):
    command = os.path.join(os.path.dirname(sys.executable), "corpuskit")
    direct = subprocess.run(
        [command, "list", "seeds"], capture_output=True, cwd=ROOT, env=clean_environment(), check=True
    )
    assert direct.stdout == corpuskit("list", "seeds").stdout


# --- streams that are broken or closed


def test_records_do_not_depend_on_who_reads_the_messages(tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    for redirection in ("2>/dev/full", "2>&-", "2> >(true)"):
        process = shell(f"corpuskit list seeds {tmp_path}/bad.txt -f jsonl {redirection}")
        assert process.returncode == 3, redirection
        assert len(process.stdout.splitlines()) == 5, redirection


def test_closed_standard_input_is_one_clear_error():
    process = shell("corpuskit list - <&-")
    assert process.returncode == 4
    assert b"standard input is closed" in process.stderr


def test_the_version_to_a_full_disk_is_one_clear_error():
    process = shell("corpuskit --version > /dev/full")
    assert process.returncode == 4
    assert process.stderr.decode().splitlines() == [
        "corpuskit: error: cannot write standard output: No space left on device"
    ]


def test_output_may_be_named_as_a_device():
    process = shell("corpuskit list seeds -f jsonl -o /dev/stdout | wc -l")
    assert (process.returncode, process.stdout.strip()) == (0, b"5")


def test_a_directory_that_is_gone_is_one_clear_error(tmp_path):
    process = shell(
        f"mkdir {tmp_path}/gone; cd {tmp_path}/gone; rmdir {tmp_path}/gone; corpuskit list {ROOT}/seeds -o x.json"
    )
    assert process.returncode == 4
    assert process.stderr.decode().startswith("corpuskit: error: ")
    assert b"Traceback" not in process.stderr


# --- files that must not be touched


def test_a_file_of_the_input_is_not_written_over(corpuskit, tmp_path):
    (tmp_path / "a.txt").write_text("text")
    for paths in ([tmp_path], [tmp_path / "a.txt"]):
        process = corpuskit("list", *paths, "-o", tmp_path / "a.txt")
        assert process.returncode == 2
        assert b"part of the input" in process.stderr
    assert (tmp_path / "a.txt").read_text() == "text"


@pytest.mark.parametrize("name", ["x.xml", "x.json.gz", "x.log"])
def test_a_suffix_that_names_no_format_is_an_error(name, corpuskit, tmp_path):
    process = corpuskit("list", "seeds", "-o", tmp_path / name)
    assert process.returncode == 2
    assert b".jsonl" in process.stderr
    assert corpuskit("list", "seeds", "-o", tmp_path / name, "-f", "table").returncode == 0


# --- what JSON says of itself


def test_json_says_how_its_input_was_read(corpuskit):
    process = corpuskit(
        "kwic", "UN", "seeds", "--json", "--offsets", "bytes", "--doc", "002*", "--paragraphs", "block"
    )
    result = json.loads(process.stdout)
    assert result["offsets"] == "bytes"
    assert result["input"]["docs"] == ["002*"]
    assert result["input"]["paragraphs"] == "block"
    assert result["summary"]["documents"] == 1


@pytest.mark.parametrize("name", ["duplicate_count", "issue", "kwic_count", "quoted_speaker"])
def test_all_that_is_written_has_a_schema(name, corpuskit):
    assert json.loads(corpuskit("schema", name).stdout)["title"] == f"corpuskit.{name}/1"


def test_a_crowd_of_equal_notes_is_cut_and_what_was_skipped_never_is(corpuskit, tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text("Undated.", encoding="utf-8")
        (tmp_path / f"{number:02}-broken.txt").write_bytes(b"caf\xe9")
    (tmp_path / "rows.jsonl").write_text('{"date": "2024", "text": "Dated."}', encoding="utf-8")
    shown = corpuskit("list", tmp_path, "--since", "2020").stderr.decode()
    assert shown.count("has no known date") == 20
    assert "corpuskit: note: more notes like these (selection) are not shown\n  hint: -v shows all" in shown
    assert shown.count("-broken.txt: not valid UTF-8") == 30
    everything = corpuskit("list", tmp_path, "--since", "2020", "-v", "--json")
    assert everything.stderr.decode().count("has no known date") == 30
    assert len(json.loads(everything.stdout)["issues"]) == 60
