"""Tables of Chinese hold each word in simplified and in traditional characters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpuskit.corpus import Document
from corpuskit.corpus.document import Known
from corpuskit.dates import extract_dates
from corpuskit.quotes import extract_quotes

PACKAGE = Path(__file__).parents[1] / "src" / "corpuskit"
# Characters that have one traditional form only.
SIMPLIFIED = "说认强调补问写称报谈话对诉应论评讲语议词询声许诺证实现见让这个们时间国总统书记员导会务经办议师专访编辑团队级处众选举战单网际验数号点礼闻节气张两万亿县乡镇岁双从头过东车门"
TRADITIONAL = "說認強調補問寫稱報談話對訴應論評講語議詞詢聲許諾證實現見讓這個們時間國總統書記員導會務經辦議師專訪編輯團隊級處眾選舉戰單網際驗數號點禮聞節氣張兩萬億縣鄉鎮歲雙從頭過東車門"
# Patterns and sets of characters are no words.
NOT_WORDS = {"future_patterns", "borrowed_characters", "aspects", "numerals", "after_counted_years"}
_WORD = re.compile(r"[\u4e00-\u9fff]+")


def iter_lists(table: Any) -> Iterator[list[str]]:
    if isinstance(table, str):
        yield table.split()
    elif isinstance(table, list):
        yield [each for each in table if isinstance(each, str)]
    elif isinstance(table, dict):
        for key, value in table.items():
            if key not in NOT_WORDS:
                yield from iter_lists(value)


@pytest.mark.parametrize("name", ["quotes/languages/zh.toml", "dates/languages/zh.toml"])
def test_each_word_of_a_chinese_table_stands_in_both_kinds_of_characters(name):
    forms = str.maketrans(SIMPLIFIED, TRADITIONAL)
    missing = [
        word
        for words in iter_lists(tomllib.loads((PACKAGE / name).read_text(encoding="utf-8")))
        for word in words
        if _WORD.fullmatch(word)
        # Where all its other characters are the same in both.
        and set(word) & set(SIMPLIFIED)
        and word.translate(forms) not in words
        and not any(_is_other_form(word, other, forms) for other in words)
    ]
    assert missing == []


def _is_other_form(word: str, other: str, forms: dict[int, int]) -> bool:
    """Return whether a word is the traditional form of another one, some characters of which have forms not listed here."""
    return (
        len(word) == len(other)
        and word != other
        and all(
            after == before.translate(forms) or (before not in SIMPLIFIED and before != after)
            for before, after in zip(word, other, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市长林远说：“我们明天开会。”", "林远"),
        ("市長林遠說：「我們明天開會。」", "林遠"),
        ("記者王敏問道：「這裡什麼時候開放？」", "王敏"),
        ("「水已經退了。」消防員陳國強回憶說。", "陳國強"),
    ],
)
def test_who_speaks_is_found_in_both(text, name):
    quotations = [*extract_quotes([Document("a", text, known=Known("Hani", "zh"))])]
    assert [record.speaker_name for record in quotations] == [name]


@pytest.mark.parametrize("text", ["上周三，大会昨天下午三点闭幕。", "上週三，大會昨天下午三點閉幕。"])
def test_days_are_found_in_both(text):
    document = Document("a", text, metadata={"date": "2024-05-16"})
    assert [date.value for date in extract_dates([document])] == ["2024-05-08", "2024-05-15"]
