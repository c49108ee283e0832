"""Records of any command as a page, and as a picture: complete, without anything that loads or runs."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from tests.conftest import SEEDS
from tests.report.conftest import PageReader

import corpuskit
from corpuskit.output.pages.pictures import Bar, Spread, draw_dispersion, draw_timeline

COMMANDS = [
    ["list"], ["dates"], ["dates", "--timeline", "month"], ["quotes", "--all"], ["quotes", "--by", "speaker"],
    ["kwic", "charter"], ["kwic", "charter", "--group", "R1"], ["kwic", "charter", "--plot"], ["dedupe"],
    ["dedupe", "--pairs"], ["dedupe", "--stats"], ["words", "-n", "300"], ["collocates", "charter"],
]  # fmt: skip
HOSTILE = "</script><script>alert(1)</script> <!--<script> <b onclick=x> \x1b]0;x\x07\u202e\u2028"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_page_holds_all_records_and_shows_the_first_200_without_a_script(command, corpuskit, tmp_path):
    lines = corpuskit(*command, "seeds", "-f", "jsonl").stdout.splitlines()
    target = tmp_path / "page.html"
    assert corpuskit(*command, "seeds", "-o", target).returncode == 0
    read = PageReader(target.read_text(encoding="utf-8"))
    assert len(read.data["records"]["rows"]) == len(lines) > 0
    assert read.rows["records-table"] == min(200, len(lines))
    assert len(read.scripts) == len(read.styles) == 1
    assert corpuskit(*command, "seeds", "-f", "html").stdout == target.read_bytes()


def test_columns_of_a_page_are_chosen(corpuskit):
    page = corpuskit(
        "dates", "seeds", "-f", "html", "--columns", "value,anchor.value,doc", "-n", "3"
    ).stdout.decode()
    read = PageReader(page)
    assert [column["name"] for column in read.data["records"]["columns"]] == [
        "value",
        "anchor.value",
        "doc",
        "lang",
    ]
    assert read.data["records"]["rows"][0][:3] == ["2025-04-18", "2024-07-19", "000_b756cdfa15a2d7d9"]


def test_hostile_text_is_text_in_a_page(corpuskit, tmp_path):
    source = tmp_path / "a.txt"
    source.write_bytes(f"{HOSTILE} The charter of {HOSTILE} stands.".encode())
    page = corpuskit("kwic", "charter", source, "-f", "html").stdout.decode()
    read = PageReader(page)
    assert len(read.scripts) == 1
    assert not any(name.startswith("on") for _, attributes in read.elements for name in attributes)
    assert "onclick=x" in read.data["records"]["rows"][0][2][0]
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_what_was_skipped_stands_below_the_table(corpuskit, tmp_path):
    (tmp_path / "a.txt").write_text("Some words.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00binary")
    process = corpuskit("list", tmp_path, "-f", "html")
    assert process.returncode == 3
    assert "b.txt" in PageReader(process.stdout.decode()).text


def read_picture(text):
    return ET.fromstring(text)  # noqa: S314 — our own


def list_bars(picture):
    return [element for element in picture.iter() if element.get("class") == "bar"]


def test_a_timeline_has_a_bar_for_each_period_and_dots_for_long_gaps():
    drawn = draw_timeline([Bar("2019-12", 3), Bar("2020-01", 1, 1), Bar("2024-07", 6)])
    picture = read_picture(drawn)
    assert len(list_bars(picture)) == 3
    assert drawn.count("⋯") == 1
    assert "2020-01: 1 date, 1 with an inferred year" in drawn


def test_years_among_months_and_years_before_the_first_are_in_place():
    drawn = draw_timeline([Bar("-0044", 1), Bar("2024", 1), Bar("2024-01", 1)])
    assert len(list_bars(read_picture(drawn))) == 3
    assert drawn.count("⋯") == 1


def test_no_dates_are_an_empty_picture():
    assert list_bars(read_picture(draw_timeline([]))) == []


def test_names_of_documents_are_text_in_a_picture():
    drawn = draw_dispersion([Spread("<script>&\x07\u202e" * 9, 1, [0, 1])], "</title><script>")
    picture = read_picture(drawn)
    assert len(list_bars(picture)) == 1
    assert "<script" not in drawn
    assert "\u202e" not in drawn


def test_the_name_of_a_picture_is_its_title_quotation_marks_and_all():
    title = 'Where "charter" <stands> & what\'s there'
    assert read_picture(draw_dispersion([], title)).get("aria-label") == title


def test_the_bars_of_a_plot_stand_where_the_hits_are(corpuskit, tmp_path):
    target = tmp_path / "plot.svg"
    corpuskit("kwic", "charter", "seeds", "--plot", "-o", target)
    picture = read_picture(target.read_text(encoding="utf-8"))
    plots = list(corpuskit_plots())
    assert len(list_bars(picture)) == sum(bool(count) for plot in plots for count in plot.density)


def corpuskit_plots():
    options = corpuskit.KwicOptions(pattern="charter", plot=True)
    return corpuskit.concordance(corpuskit.open_corpus(SEEDS), options)
