"""Hits are left out, coded and compared by their ids, wherever else they are shown or counted."""

from __future__ import annotations

import csv
from typing import ClassVar

import pytest

from corpuskit.corpus import Document
from corpuskit.errors import UsageError
from corpuskit.kwic import KwicOptions, concordance, make_concordance
from corpuskit.kwic.codes import cohen_kappa
from corpuskit.records import Issue
from corpuskit.run.work import Work
from corpuskit.words.distribution import Distribution

DOCUMENTS = (Document("a", "the law of the sea"), Document("b", "The air."))


def find(**options):
    findings = concordance(DOCUMENTS, KwicOptions(pattern="the", **options))
    return list(findings), findings.summary


IDS = [line.id for line in find()[0]]


class TestExclusion:
    @pytest.mark.parametrize("options", [{}, {"sort": ("R1",)}, {"fold_copies": "exact"}, {"sample": 9}])
    def test_hits_that_are_left_out_are_in_no_lines_and_in_no_count(self, options):
        lines, summary = find(exclude=(IDS[1],), **options)
        assert sorted(line.id for line in lines) == sorted([IDS[0], IDS[2]])
        assert (summary["hits"], summary["shown"]) == (2, 2)

    def test_counts_plots_and_groups_leave_them_out(self):
        assert [count.hits for count in find(exclude=(IDS[1],), count=True)[0]] == [1, 1]
        assert [plot.hits for plot in find(exclude=(IDS[1],), plot=True)[0]] == [1, 1]
        assert [group.group_key for group in find(exclude=(IDS[1],), group="R1")[0]] == ["air", "law"]
        parts = Distribution(KwicOptions(pattern="the", count=True, by=("doc",), exclude=(IDS[1],)))
        assert [part.hits for part in parts.find_in(DOCUMENTS)] == [1, 1]

    def test_an_id_of_no_hit_is_noted(self):
        items, _ = find(exclude=(IDS[0], "0:0:0"))
        (note,) = (item for item in items if isinstance(item, Issue))
        assert note.message == "1 of 2 excluded ids are those of no hit"


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"sort": ("-code",)},
        {"group": "code,code2"},
        {"fold_copies": "exact"},
        {"sample": 2},
        {"uncoded": True},
    ],
)
def test_other_processes_give_the_same(options):
    codes = ({IDS[0]: "law", IDS[1]: "place"}, {IDS[0]: "law"})
    analysis = make_concordance(KwicOptions(pattern="the", codes=codes, **options))
    work = Work(analysis)
    direct = analysis.find_in(DOCUMENTS)
    sent = analysis.combine(work.unpack(work.pack([document])) for document in DOCUMENTS)
    assert list(sent) == list(direct)
    assert sent.summary == direct.summary


class TestCodes:
    FIRST: ClassVar = {IDS[0]: "law", IDS[1]: "place"}
    SECOND: ClassVar = {IDS[0]: "law", IDS[1]: "law", IDS[2]: "place"}

    def test_lines_have_their_codes(self):
        lines, summary = find(codes=(self.FIRST,))
        assert [(line.id, line.code, line.code2) for line in lines] == [
            (IDS[0], "law", None),
            (IDS[1], "place", None),
            (IDS[2], None, None),
        ]
        assert (summary["coded"], summary["uncoded"]) == (2, 1)
        assert "kappa" not in summary

    def test_codes_are_counted(self):
        groups = find(codes=(self.SECOND,), group="code")[0]
        assert [(group.group_key, group.hits) for group in groups] == [("law", 2), ("place", 1)]
        table = find(codes=(self.FIRST, self.SECOND), group="code,code2")[0]
        assert {(group.group_key, group.second_key): group.hits for group in table} == {
            ("law", "law"): 1,
            ("place", "law"): 1,
            (None, "place"): 1,
        }

    def test_what_is_not_coded_is_shown_by_itself(self):
        lines, summary = find(codes=(self.FIRST,), uncoded=True)
        assert [line.id for line in lines] == [IDS[2]]
        assert (summary["hits"], summary["coded"]) == (1, 2)

    def test_two_coders_are_compared_where_both_have_coded(self):
        _, summary = find(codes=(self.FIRST, self.SECOND))
        assert (summary["coded_twice"], summary["agreement"], summary["kappa"]) == (2, 0.5, 0.0)

    def test_there_is_a_column_for_codes_where_it_is_asked_for(self):
        assert [line.code for line in find(to_code=True)[0]] == [None, None, None]
        assert not hasattr(find()[0][0], "code")

    def test_a_code_without_codes_is_refused(self):
        for options in ({"uncoded": True}, {"group": "code"}, {"count": True, "by": ("code2",)}):
            with pytest.raises(UsageError, match="no codes"):
                KwicOptions(pattern="a", **options)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ({"yy": 20, "yn": 5, "ny": 10, "nn": 15}, 0.4),
        ({"aa": 3, "bb": 2}, 1),
        ({"ab": 1, "ba": 1}, -1),
        ({"aa": 3}, None),
        ({}, None),
    ],
)
def test_agreement_beyond_chance(pairs, kappa):
    found = cohen_kappa({(pair[0], pair[1]): number for pair, number in pairs.items()})
    assert found == (None if kappa is None else pytest.approx(kappa, abs=5e-5))


def test_lines_are_written_coded_and_read_back(corpuskit, tmp_path):
    (tmp_path / "a.txt").write_text("the law of the sea\nThe air.\n")
    corpuskit("kwic", "the", "a.txt", "--to-code", "-o", "lines.csv", cwd=tmp_path)
    with open(tmp_path / "lines.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code"] for row in rows] == ["", "", ""]
    rows[0]["code"] = rows[2]["code"] = "1"
    with open(tmp_path / "coded.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    process = corpuskit("kwic", "the", "a.txt", "--codes", "coded.csv", "--group", "code", cwd=tmp_path)
    assert [line.split() for line in process.stdout.decode().splitlines()] == [
        ["hits", "lines", "documents", "share", "group_key"],
        ["2", "2", "1", "0.667", "1"],
        ["1", "1", "1", "0.333"],
    ]
    process = corpuskit("kwic", "the", "a.txt", "--exclude", "coded.csv", "--count", "--all", cwd=tmp_path)
    assert process.stdout.decode().split() == ["doc", "hits", "a", "0"]
    process = corpuskit("kwic", "the", "a.txt", "--codes", "a.txt", cwd=tmp_path)
    assert process.returncode == 2
    assert process.stderr.decode().startswith("corpuskit: error: 'a.txt' has no columns id and code\n")
