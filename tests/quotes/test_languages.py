"""The tables of the languages: their schema, and what it costs to add one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import corpuskit
from corpuskit.corpus.document import Document, Known
from corpuskit.quotes import extract_quotes
from corpuskit.quotes.tables import list_languages, read_language

PACKAGE = Path(corpuskit.__file__).parent
DUTCH = """\
[grammar]
order = "subject-verb"
inverts = true
pronouns = "hij zij ik wij"
determiners = "de het een zijn haar"
prepositions = "in op van met aan voor tegen"
subordinators = "dat omdat toen"
adverbs = "ook dan nog"

[cues]
zeggen = "zegt zei zeiden gezegd"

[kinds]
title_before = "boek film"
distancing = "zogenaamde"
named_before = "woord"
first_person = "ik wij ons"

[names]
titles = "burgemeester minister"
"""


@pytest.mark.parametrize("code", sorted(list_languages()))
def test_a_table_fits_its_schema(code: str) -> None:
    table = read_language(code)
    assert table.cues
    assert table.grammar.pronouns


def run_in_copy(
    tmp_path: Path, languages: dict[str, str], text: str, lang: str
) -> subprocess.CompletedProcess[str]:
    """Run a copy of the package that has these tables too, on a document of that language."""
    shutil.copytree(PACKAGE, tmp_path / "corpuskit", ignore=shutil.ignore_patterns("__pycache__"))
    for code, table in languages.items():
        (tmp_path / "corpuskit" / "quotes" / "languages" / f"{code}.toml").write_text(table, encoding="utf-8")
    program = (
        "import json, sys\n"
        "from corpuskit.corpus.document import Document, Known\n"
        "from corpuskit.quotes import extract_quotes\n"
        "document = Document('d', sys.argv[1], known=Known(script=None, lang=sys.argv[2]))\n"
        "print(json.dumps([[r.text, r.kind, r.speaker.text, r.speaker_name] for r in extract_quotes([document])]))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program, text, lang], cwd=tmp_path, capture_output=True, text=True, check=False
    )


def test_a_language_is_added_by_one_file(tmp_path: Path) -> None:
    text = "“Het is laat,” zei burgemeester Anne Lee tegen ons. Zij zei ook: “We gaan naar huis.”"
    ran = run_in_copy(tmp_path, {"nl": DUTCH}, text, "nl")
    assert ran.stderr == ""
    assert json.loads(ran.stdout)[0] == ["Het is laat,", "direct", "burgemeester Anne Lee", "Anne Lee"]


def test_a_table_without_a_section_says_which_one_is_missing(tmp_path: Path) -> None:
    ran = run_in_copy(tmp_path, {"nl": DUTCH.partition("[names]")[0]}, "“Ja.”", "nl")
    assert "nl.toml: Object missing required field `names`" in ran.stderr


def test_a_table_with_an_unknown_section_is_refused(tmp_path: Path) -> None:
    ran = run_in_copy(tmp_path, {"nl": DUTCH + "\n[verbs]\nforms = 'zei'\n"}, "“Ja.”", "nl")
    assert "nl.toml: Object contains unknown field `verbs`" in ran.stderr


def test_a_language_without_a_table_is_no_error() -> None:
    # A code that ISO 639 keeps for private use.
    document = Document(
        "d", "“Le brug na orto e na vespro nu li patra,” ze il borgo.", known=Known(script=None, lang="qaa")
    )
    assert [quotation.text for quotation in extract_quotes([document])] == [
        "Le brug na orto e na vespro nu li patra,"
    ]
