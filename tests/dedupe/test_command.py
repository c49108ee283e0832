"""`corpuskit dedupe` as a program: its modes, and what it refuses."""

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpuskit.dedupe.writing.rewrite import MANIFEST

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"


def run(*arguments: str, given: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", "corpuskit", "dedupe", *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        check=False,
        timeout=60,
    )


def records(*arguments: str, given: str = "") -> list[dict]:
    process = run(*arguments, "-f", "jsonl", given=given)
    assert (process.returncode, process.stderr) == (0, "")
    return [json.loads(line) for line in process.stdout.splitlines()]


@pytest.mark.parametrize(
    ("mode", "type_"),
    [
        ((), "duplicate_group"),
        (("--pairs",), "duplicate_pair"),
        (("--blocks",), "duplicate_block"),
        (("--stats",), "duplicate_statistics"),
        (("--curve",), "duplicate_count"),
    ],
)
def test_each_mode_has_its_record(mode, type_):
    found = records("seeds", *mode)
    assert {record["type"] for record in found} == {type_}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--threshold", "0.4"), "--threshold"),
        (("--threshold", "most"), "--threshold"),
        (("--kinds", "near"), "--kinds"),
        (("--keep", "best"), "--keep"),
        (("--contained", "2"), "--contained"),
        (("--pairs", "--stats"), "--pairs, --blocks and --stats"),
        (("--curve", "--pairs"), "--curve"),
        (("--stats", "--write", "new"), "--write"),
        (("--against", "seeds", "--offsets", "bytes"), "--against"),
        (("--write", "seeds"), "--write"),
    ],
)
def test_what_makes_no_sense_is_an_error_with_its_name(arguments, message):
    process = run("seeds", *arguments)
    assert process.returncode == 2
    assert process.stderr.startswith("corpuskit: error: ")
    assert message in process.stderr
    assert process.stdout == ""


def test_another_corpus_to_compare_with(tmp_path):
    (tmp_path / "new.txt").write_text("Bells ring in the old town.\nNothing else.\n", encoding="utf-8")
    (tmp_path / "old.txt").write_text("The bells ring in the old town\n", encoding="utf-8")
    (found,) = records(str(tmp_path / "new.txt"), "--against", str(tmp_path / "old.txt"))
    assert (found["doc"], [member["doc"] for member in found["members"]]) == ("old", ["new"])


def test_what_is_written_is_what_is_shown(tmp_path):
    process = run("seeds", "--write", str(tmp_path / "clean"), "-f", "jsonl", "--short")
    shown = [
        (member["doc"], member["line"])
        for line in process.stdout.splitlines()
        for member in json.loads(line)["members"]
    ]
    removed = [
        (paragraph["doc"], paragraph["line"])
        for line in lzma.decompress((tmp_path / "clean" / MANIFEST).read_bytes()).splitlines()
        for paragraph in json.loads(line)["paragraphs"]
    ]
    assert sorted(shown) == sorted(removed)
    assert "77 paragraphs taken out of 2 of 5 files" in process.stderr


def test_short_lines_go_in_long_runs_only_and_the_command_says_what_stays(tmp_path):
    process = run("seeds", "--write", str(tmp_path / "clean"))
    assert "60 paragraphs taken out of 2 of 5 files" in process.stderr
    assert (
        "17 copies stay: 16 shorter than --min-words and in no long run of copies, 1 without words"
        in process.stderr
    )


def test_a_corpus_is_restored_byte_for_byte(tmp_path):
    run("seeds", "--write", str(tmp_path / "clean"))
    process = run("--restore", str(tmp_path / "clean"), "--write", str(tmp_path / "back"))
    assert process.stderr == f"corpuskit: note: 5 files restored, in {tmp_path / 'back'}\n"
    for path in SEEDS.glob("*.txt"):
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes()


def test_a_table_that_was_not_changed_writes_what_write_writes(tmp_path):
    run("seeds", "--write", str(tmp_path / "clean"))
    run("seeds", "--review", str(tmp_path / "table.csv"))
    run("seeds", "--apply", str(tmp_path / "table.csv"), "--write", str(tmp_path / "applied"))
    for path in (tmp_path / "clean").iterdir():
        assert (tmp_path / "applied" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--apply", "x.csv"), "--apply needs a directory"),
        (("--restore", "x"), "--restore needs a directory"),
        (("--apply", "x.csv", "--write", "y", "--threshold", "0.9"), "--threshold has no effect on --apply"),
        (("--restore", "x", "--write", "y", "--kinds", "exact"), "--kinds has no effect on --restore"),
        (("--restore", "x", "--write", "y", "seeds"), "PATH has no effect on --restore"),
        (("seeds", "--review", "x.csv", "--write", "y"), "two steps"),
        (("seeds", "--review", "x.csv", "--blocks"), "--review needs groups or pairs"),
        (("seeds", "--short"), "--short has no effect"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options, message):
    process = run(*options)
    assert process.returncode == 2
    assert message in process.stderr
    assert "hint:" in process.stderr


def test_kinds_that_say_something_of_their_own_are_written_out_only_when_named(tmp_path):
    line = "The SCO countries intend to strengthen foreign policy coordination within the UN"
    for name, kinds in (("kept", ()), ("gone", ("--kinds", "numbers"))):
        run("seeds", "--doc", "004*", "--write", str(tmp_path / name), *kinds)
        text = next((tmp_path / name).glob("004*.txt")).read_text("utf-8")
        assert text.count(line) == (2 if name == "kept" else 1)


def test_scores_of_pairs():
    given = '{"id": 1, "a": "Bells ring.", "b": "bells RING"}\n\n{"id": "x", "a": "***", "b": "* * *"}\n{"id": 3, "a": "a", "b": ""}\n'
    found = [json.loads(line) for line in run("--score-pairs", "-", given=given).stdout.splitlines()]
    assert found == [{"id": 1, "score": 1.0}, {"id": "x", "score": 1.0}, {"id": 3, "score": 0.0}]


@pytest.mark.parametrize("given", ["not json", '{"a": "x"}', '{"id": 1, "a": 2, "b": "x"}'])
def test_pairs_that_cannot_be_read_are_an_error(given):
    process = run("--score-pairs", "-", given=given)
    assert process.returncode == 4
    assert "hint:" in process.stderr


def test_a_table_of_pairs_shows_what_changed():
    process = run(
        "seeds", "--doc", "004*", "--pairs", "--columns", "difference", "--no-header", "--color", "always"
    )
    assert (
        process.stdout
        == "The SCO countries intend to strengthen foreign policy coordination within the UN \x1b[32m{+23.11.2020 13:39+}\x1b[0m\n"
    )
