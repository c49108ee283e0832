"""The page with each quotation beside its place."""

from __future__ import annotations

import re

from tests.conftest import ROOT, SEEDS

from corpuskit import Document, verify
from corpuskit.inputs import InputFiles
from corpuskit.output.side_by_side import write_page

TOWN = "The council of the town decided on Monday that the new school will be built beside the market square."


def make_page(tmp_path, draft: str, corpus: list[Document]) -> str:
    path = tmp_path / "page.html"
    write_page(str(path), verify([Document("draft", draft)], corpus), InputFiles())
    return path.read_text(encoding="utf-8")


def test_what_differs_is_marked_on_both_sides(tmp_path):
    page = make_page(
        tmp_path,
        "“The council of the town decided on Sunday that the new school will be built”",
        [Document("town", TOWN)],
    )
    assert "decided on <ins>Sunday</ins> that" in page
    assert "decided on <del>Monday</del> that" in page
    assert "<bdi>town</bdi>:1" in page


def test_text_cannot_leave_its_cell_nor_turn_the_page(tmp_path):
    hostile = "<script>alert(1)</script> the council of the town decided \u202e on Monday & went home"
    page = make_page(tmp_path, f"“{hostile}”", [Document("<b>", hostile)])
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert "<b>" not in page


def test_nothing_is_loaded_and_nothing_runs(tmp_path, corpuskit):
    path = tmp_path / "page.html"
    result = corpuskit("verify", ROOT / "docs" / "examples" / "draft.md", "--in", SEEDS, "--page", path)
    assert (result.returncode, result.stderr) == (0, b"")
    page = path.read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert re.findall(r"(?:src|href)=\"(?!data:,|#)", page) == []
    assert page.count("<tr class=") == 14
    assert page.count('class="v-same"') == 3
    assert page.count('class="v-open"') == 1
