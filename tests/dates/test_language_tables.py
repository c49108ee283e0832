"""The tables of the languages: complete, checked, and all that a new language needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import corpuskit
from corpuskit.dates.language.lexicon import load_lexicon
from corpuskit.dates.language.tables import list_languages, read_language_file
from corpuskit.errors import UsageError

PACKAGE = Path(corpuskit.__file__).parent
TABLES = PACKAGE / "dates" / "languages"
ENGLISH = (TABLES / "en.toml").read_text(encoding="utf-8")


def test_the_folder_is_the_list_of_the_languages():
    assert set(list_languages()) == {path.stem for path in TABLES.glob("*.toml")}


@pytest.mark.parametrize("lang", list_languages())
def test_every_language_knows_its_months_weekdays_and_seasons(lang):
    lexicon = load_lexicon((lang,))
    senses = [*lexicon.senses.values(), *(sense for group in lexicon.phrases.values() for _, sense in group)]
    assert {sense.value for sense in senses if sense.kind in "Mm"} == set(range(1, 13))
    assert {sense.value for sense in senses if sense.kind in "Ww"} == set(range(7))
    assert {sense.value for sense in senses if sense.kind in "Ss"} == {21, 22, 23, 24}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[designators]", "[designatos]"), "designatos"),
        (("[units]", "[unit]"), "unit"),
        (("rank = 1", ""), "rank"),
        (('script = "Latn"', "script = 4"), "script"),
        (('week = "week weeks"', 'weeek = "week weeks"'), "weeek"),
        (('ago = "ago"', 'agoo = "ago"'), "agoo"),
        (("[units]", "[units"), "en.toml"),
    ],
)
def test_a_table_that_is_not_as_it_must_be_is_a_message_that_names_the_place(tmp_path, change, message):
    assert change[0] in ENGLISH
    table = tmp_path / "en.toml"
    table.write_text(ENGLISH.replace(*change), encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_language_file(table)


def test_no_code_names_a_language():
    for path in (PACKAGE / "dates").rglob("*.py"):
        for code in list_languages():
            assert f'"{code}"' not in path.read_text(encoding="utf-8"), path


NEW_LANGUAGE = """
script = "Latn"
rank = 50
numeric_order = "dmy"
ordinal_endings = "a"

[cldr.months]
1 = "januaro"
2 = "februaro"
3 = "marto"
4 = "aprilo"
5 = "majo"
6 = "junio"
7 = "julio"
8 = "aŭgusto"
9 = "septembro"
10 = "oktobro"
11 = "novembro"
12 = "decembro"
[cldr.weekdays]
0 = "lundo"
1 = "mardo"
2 = "merkredo"
3 = "ĵaŭdo"
4 = "vendredo"
5 = "sabato"
6 = "dimanĉo"
[seasons]
21 = "printempo"
22 = "somero"
23 = "aŭtuno"
24 = "vintro"
[units]
year = "jaro"
month = "monato"
day = "tago tagoj"
[designators]
names = "numero"
versions = "versio"
[words]
of = "de"
the = "la"
and = "kaj"
ago = "antaŭe"
[words.deictic_day]
-1 = "hieraŭ"
"""


def test_a_language_is_added_by_one_table(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "corpuskit", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "corpuskit" / "dates" / "languages" / "eo.toml").write_text(NEW_LANGUAGE, encoding="utf-8")
    code = (
        "from corpuskit.corpus import Document; from corpuskit.dates import *; "
        "found = extract_dates([Document('d', 'Ili venis lundon, la 24a de junio 2021, kaj ankaŭ hieraŭ.')], "
        "DateOptions(anchor='2021-07-02')); print([(d.text, d.value, d.lang) for d in found])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert result.stdout.strip() == str(
        [("la 24a de junio 2021", "2021-06-24", "eo"), ("hieraŭ", "2021-07-01", "eo")]
    ), result.stderr
