"""Numbers in letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.dates.grammar.numerals import add_number_word, read_han_number, read_roman_number

DIGITS = "〇一二三四五六七八九"


@given(st.integers(1, 99))
def test_chinese_numbers_below_a_hundred(number):
    tens, ones = divmod(number, 10)
    written = (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    assert read_han_number(written) == number


@given(st.integers(1000, 2999))
def test_chinese_years_are_rows_of_digits(year):
    assert read_han_number("".join(DIGITS[int(digit)] for digit in str(year))) == year


@pytest.mark.parametrize("text", ["", "十十", "廿三四", "零十", "二三十四"])
def test_what_is_no_chinese_number_is_none(text):
    assert read_han_number(text) is None


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(number):
    pairs = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
    pairs += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    rest, written = number, ""
    for value, letters in pairs:
        written += letters * (rest // value)
        rest %= value
    assert read_roman_number(written) == number


@pytest.mark.parametrize("text", ["", "iiii", "vx", "abc"])
def test_what_is_no_roman_number_is_none(text):
    assert read_roman_number(text) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ((90, 4), 94),
        ((19, 90), 1990),
        ((2, 1000), 2000),
        ((2000, 9), 2009),
        ((9, 20), 29),
        ((3, 4), None),
        ((20, 20), 2020),
        ((5, 30), 35),
    ],
)
def test_number_words_add_up(words, number):
    assert add_number_word(*words) == number


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("it", "negli anni ’70 e alla fine degli anni ’80", ["197X", "198X"]),
        ("es", "en la década del '70 y los años '80", ["197X", "198X"]),
        ("pt", "nos anos '70 e na década de '80", ["197X", "198X"]),
        ("fr", "dans les années ’70", ["197X"]),
        ("it", "La guerra del ’15-’18 finì.", ["2015?/2018"]),
        ("it", "Nel 1914 scoppiò. La guerra del ’15-’18 finì.", ["1914", "1915?/1918?"]),
        ("it", "Nel I secolo d.C. e nel I secolo a.C.", ["00XX", "-00XX"]),
        ("de", "Am 16. 10. 1907 kam er, am Montag, 7. 5. 1906 ging er.", ["1907-10-16", "1906-05-07"]),
        ("ru", "Встреча прошла 16. 10. 1907 года.", ["1907-10-16"]),
        ("fr", "Né le 16. 10. 1907 à Genève.", ["1907-10-16"]),
        ("ar", "عام 700 ق.م وعام 612 ق.م.", ["-0699", "-0611"]),
        ("en", "in the 4th century AH", ["0913~/1009~"]),
        ("ar", "القرن الثاني الهجري", ["0719~/0815~"]),
        ("fr", "au IVe siècle de l’hégire", ["0913~/1009~"]),
        ("it", "nel IV secolo dell’Egira", ["0913~/1009~"]),
        ("ru", "в IV веке хиджры", ["0913~/1009~"]),
        ("ar", "في العقد الثاني من القرن العشرين", ["191X"]),
        ("de", "In der Nacht auf Sonntag (30.11./1.12.2024)", ["2024-11-30/2024-12-01"]),
    ],
)
def test_years_and_centuries_in_other_ways_of_writing(find, lang, text, wanted):
    assert [date.value for date in find(text, languages=(lang,))] == wanted
