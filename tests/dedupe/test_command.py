"""`corpuskit dedupe` as a program: its modes, and what it refuses."""

import contextlib
import json
import lzma
import os
import pty
import subprocess
import sys

import pytest
from tests.conftest import ROOT, SEEDS
from tests.dedupe.running import dedupe as run

from corpuskit.dedupe.writing.rewrite import MANIFEST


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
        (("--curve", "--sort", "copies"), "--curve"),
        (("--blocks", "--sort", "copies"), "--sort"),
        (("--level", "document", "--pairs"), "--pairs has no effect with --level"),
        (("--level", "document", "--curve"), "--level document"),
        (("--exact", "--threshold", "0.9"), "--threshold has no effect with --exact"),
        (("--spans", "8", "--pairs"), "--pairs has no effect with --spans"),
        (("--spans", "8", "--threshold", "0.9"), "--threshold has no effect with --spans"),
        (("--spans", "8", "--level", "document"), "--level has no effect with --spans"),
        (("--spans", "1"), "--spans"),
        (("--spans", "8", "--curve"), "--spans takes no --curve"),
        (("--spans", "8", "--write", "new"), "--write is for copies of paragraphs"),
        (("--spans", "8", "--engine", "spark"), "--spans is not for --engine spark"),
        (("--level", "document", "--against", "seeds"), "--level document"),
        (("--level", "document", "--write", "new"), "--write is for copies of paragraphs"),
        (("--level", "document", "--engine", "spark"), "--level document is not for --engine spark"),
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


def test_the_table_begins_with_a_line_of_totals_by_kind():
    process = run("seeds", "--threshold", "0.6")
    assert process.stderr == (
        "corpuskit: 83 of 210 paragraphs repeat others, in 55 groups: 73 exact, 1 numbers, 1 contained, 6 template, "
        "2 wording; 4 of the groups are boilerplate; documents of which more than a third is repeated: 1 (--stats tells "
        "which); compared only exactly, because they are short: 55\n"
    )
    assert (
        run("seeds", "--pairs").stderr
        == run("seeds", "-f", "jsonl").stderr
        == run("seeds", "--curve").stderr
        == ""
    )


def test_groups_with_most_copies_come_first_and_boilerplate_last():
    found = [(group["boilerplate"], -group["copies"], group["group_id"]) for group in records("seeds")]
    assert found == sorted(found)
    in_order = records("seeds", "--sort", "corpus")
    ids = [(group["boilerplate"], group["group_id"]) for group in in_order]
    assert ids == sorted(ids)
    assert sorted(map(json.dumps, in_order)) == sorted(map(json.dumps, records("seeds")))


def test_pairs_go_by_the_corpus_unless_those_of_large_groups_are_wanted_first():
    ids = [pair["group_id"] for pair in records("seeds", "--pairs", "--sort", "copies")]
    assert list(dict.fromkeys(ids)) == [group["group_id"] for group in records("seeds")]
    assert records("seeds", "--pairs") == records("seeds", "--pairs", "--sort", "corpus")


def show_on_terminal(*arguments: str) -> str:
    """Return what a terminal shows."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "corpuskit", "dedupe", *arguments],
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=ROOT,
    ) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):
            while piece := os.read(ours, 1 << 16):
                shown += piece
    os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_the_groups_with_most_copies_and_boilerplate_as_a_table_of_its_own(tmp_path):
    lines = [f"The {number}th of the bells rings in the old town" for number in ["one", "two", "three"]] * 2
    rest = [
        f"Word {number} is one that no other line has w{number} x{number} y{number}" for number in range(60)
    ] * 2
    (tmp_path / "a.txt").write_text("\n\n".join([*lines, *rest, *["Read on"] * 7]), encoding="utf-8")
    shown = show_on_terminal(str(tmp_path), "--exact").split("\n")
    assert shown[0].startswith(
        "corpuskit: 69 of 133 paragraphs repeat others, in 64 groups: 69 exact; 1 of the groups"
    )
    header = next(place for place, line in enumerate(shown) if line.startswith("group_id"))
    assert shown[header].split() == ["group_id", "copies", "kind", "similarity", "doc", "line", "text"]
    shown = shown[header:]
    section = shown.index("Boilerplate: short lines with three copies or more")
    assert (section, shown[section - 1]) == (42, "")
    assert shown[section + 1].split()[1:] == ["7", "exact", "1.000", "a", "253", "Read", "on"]
    assert shown[section + 2 :] == [
        "corpuskit: not shown: 23 groups; --limit N shows N, and | less or -o FILE all",
        "",
    ]
    assert sum(" exact " in line for line in shown) == 40 + 1
    more = show_on_terminal(str(tmp_path), "--exact", "--limit", "99").split("\n")
    assert sum(" exact " in line for line in more) == 64


def test_a_file_that_loses_more_than_a_third_is_named(tmp_path):
    corpus = tmp_path / "in"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The bells ring in the old town.\n\nNobody hears them at night.\n")
    for name in "bcde":
        (corpus / f"{name}.txt").write_text(f"The bells ring in the old town.\n\nThis is of {name}.\n")
    said = f"note: 4 files lose more than a third of their text: {corpus}/b.txt (68%), {corpus}/c.txt (68%), {corpus}/d.txt (68%) and 1 more"
    assert said in run(str(corpus), "--write", str(tmp_path / "out")).stderr
    assert said in run(str(corpus), "--review", str(tmp_path / "x.csv")).stderr
    assert (
        said in run(str(corpus), "--apply", str(tmp_path / "x.csv"), "--write", str(tmp_path / "by")).stderr
    )
    assert (
        "more than a third of"
        not in run(str(corpus / "a.txt"), "--write", str(tmp_path / "one"), "--pairs").stderr
    )


MISREAD = [
    (
        "The council decided last night to repair the old bridge",
        "Tbe council decidcd last nigbt to rcpair the old hridge",
    ),
    ("ꦱꦧꦼꦤ꧀ꦮꦺꦴꦁꦭꦲꦶꦂꦏꦤ꧀ꦛꦶꦩꦂꦢꦶꦏꦭꦤ꧀ꦝꦂꦧꦺꦩꦂꦠꦧꦠ꧀", "ꦱꦧꦼꦤ꧀ꦮꦺꦴꦁꦭꦲꦶꦂꦏꦤ꧀ꦛꦶꦩꦂꦢꦶꦏꦭꦤ꧀ꦝꦂꦧꦺꦩꦂꦠꦧꦤ꧀"),
    (
        "시의회는어제밤내년봄에옛성벽옆의나무다리를수리하기로결정했다",
        "시의회는어젯밤내년봄에옛성벽옆의나무다리를수리하기로결정했다",
    ),
    (
        "Verwaltungsgerichtsentscheidung Veröffentlichungsdatum",
        "Verwaltungsgerichtscntscheidung Veröffentlichungsdatum",
    ),
]


@pytest.mark.parametrize(("kept", "copy"), MISREAD)
def test_by_characters_near_copies_are_found_without_further_options(kept, copy, tmp_path):
    (tmp_path / "a.txt").write_text(f"{kept}\n\n{copy}\n", encoding="utf-8")
    (pair,) = records(str(tmp_path), "--pairs", "--measure", "char")
    assert (pair["text"], pair["kept_text"]) == (copy, kept)


UNSPACED = [
    ("市议会昨天晚上决定明年春天修缮老城墙边的木桥", "市议会昨晚决定明年春季修缮旧城墙边的木桥"),
    (
        "市議会は昨日の夜、来年の春に古い城壁のそばの木の橋を修理することを決めた",
        "市議会は昨夜、来年の春に古い城壁の横の木の橋を修繕することを決めた",
    ),
    ("สภาเมืองตัดสินใจเมื่อคืนนี้ว่าจะซ่อมสะพานไม้ข้างกำแพง", "สภาเมืองตัดสินใจเมื่อวานว่าจะซ่อมสะพานไม้ข้างกำแพง"),
    ("សម្រេចកាលពីយប់មិញជួសជុលស្ពានឈើនៅក្បែរកំពែងចាស់", "សម្រេចកាលពីម្សិលមិញជួសជុលស្ពានឈើនៅក្បែរកំពែងចាស់"),
    ("မြို့တော်ကောင်စီသည်ယမန်နေ့ညကသစ်သားတံတားကိုပြုပြင်", "မြို့တော်ကောင်စီသည်ယနေ့ညကသစ်သားတံတားကိုပြုပြင်"),
]


@pytest.mark.parametrize("measure", ["word", "char"])
@pytest.mark.parametrize(("kept", "copy"), UNSPACED)
def test_scripts_without_spaces_need_no_further_options(kept, copy, measure, tmp_path):
    (tmp_path / "a.txt").write_text(f"{kept}\n\n{copy}\n", encoding="utf-8")
    (pair,) = records(str(tmp_path), "--pairs", "--measure", measure)
    assert pair["text"] == copy


def test_short_paragraphs_are_counted():
    summary = json.loads(run("seeds", "--json").stdout)["summary"]
    assert (summary["too_short"], summary["kinds"]) == (55, {"exact": 77, "numbers": 1})
    assert "too_short" not in json.loads(run("seeds", "--json", "--exact").stdout)["summary"]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (["9", "10", "2.5"], "1"),
        (["2021-05", "2021-05-03", "2020"], "1"),
        ([None, "-3", None], "1"),
        (["5", "5.0", ""], "0"),
        (["2", "1e999999999", "1e30"], "1"),
    ],
)
def test_the_best_by_a_field_is_kept(values, kept, tmp_path):
    rows = [
        {
            "id": str(number),
            "text": "The bells ring in the old town.",
            **({} if value is None else {"votes": value}),
        }
        for number, value in enumerate(values)
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (group,) = records(str(tmp_path), "--keep", "best:votes")
    assert group["kept"]["doc"] == kept


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("many", "'many' is no number"),
        ("nan", "'nan' is no number"),
        ([1], "'[1]' is no number"),
        ("", "no document has the field"),
    ],
)
def test_a_field_that_cannot_be_compared_is_an_error(value, message, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "text": "A.", "votes": value}) + "\n")
    process = run(str(tmp_path), "--keep", "best:votes")
    assert process.returncode == 2
    assert message in process.stderr


def test_several_text_fields_are_refused_with_what_makes_one_of_them(tmp_path):
    (tmp_path / "a.csv").write_text("title,body\nA head,Some text here\n")
    process = run(str(tmp_path / "a.csv"), "--text-field", "title,body")
    assert (process.returncode, process.stdout) == (2, "")
    assert "--text-field takes one field, got 'title,body'" in process.stderr
    assert ".text = .title" in process.stderr
