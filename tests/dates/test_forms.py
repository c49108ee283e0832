"""Which forms are dates, in English; the other languages have their gold in tests/evals."""

from __future__ import annotations

import textwrap

import pytest

FORMS = {
    "24 June 2021": "2021-06-24",
    "June 24, 2021": "2021-06-24",
    "24th of June, 2021": "2021-06-24",
    "the 24th of June 2021": "2021-06-24",
    "Thursday, 24 June 2021": "2021-06-24",
    "Thurs. 24 Jun. 2021": "2021-06-24",
    "the fourth of July, 1995": "1995-07-04",
    "23/Sep/2020": "2020-09-23",
    "2021-06-24": "2021-06-24",
    "2020-11-23T13:39:05+03:00": "2020-11-23T13:39:05+03:00",
    "24.06.2021": "2021-06-24",
    "24.06.2021 13:39": "2021-06-24T13:39",
    "June 2021": "2021-06",
    "2015-12": "2015-12",
    "the end of June 2021": "2021-06",
    "September 16-17, 2021": "2021-09-16/2021-09-17",
    "16–17 September 2021": "2021-09-16/2021-09-17",
    "May 22 – June 3, 2024": "2024-05-22/2024-06-03",
    "December 28, 2023 – January 3, 2024": "2023-12-28/2024-01-03",
    "March-May 2022": "2022-03/2022-05",
    "2023−2024": "2023/2024",
    "1939-45": "1939/1945",
    "2021": "2021",
    "the year 2021": "2021",
    "490 BC": "-0489",
    "AD 70": "0070",
    "490-480 BC": "-0489/-0479",
    "the 1990s": "199X",
    "the late 1980s": "198X",
    "the '60s": "196X",
    "the nineties": "199X",
    "the 19th century": "18XX",
    "the twentieth century": "19XX",
    "the summer of 1940": "1940-22",
    "spring 1943": "1943-21",
    "the third quarter of 2019": "2019-07/2019-09",
    "Q3 2019": "2019-07/2019-09",
    "2019-Q3": "2019-07/2019-09",
    "the first half of 2020": "2020-01/2020-06",
    "fiscal 1990": "1990",
    "Christmas 1963": "1963-12-25",
    "Easter 2024": "2024-03-31",
    "Thanksgiving 2023": "2023-11-23",
    "the first week of 2019": "2018-12-31/2019-01-06",
    "nineteen ninety-four": "1994",
    "the third month of 2021": "2021-03",
    "the last month of 2020": "2020-12",
    "the first two weeks of 2021": "2021-01-04/2021-01-17",
    "the last four months of 2021": "2021-09/2021-12",
    "the first ten days of May 2020": "2020-05-01/2020-05-10",
    "the last three days of February 2024": "2024-02-27/2024-02-29",
    "the last two quarters of 2019": "2019-07/2019-12",
    "the final week of May 2021": "2021-05-24/2021-05-30",
    "the week of 7 May 2024": "2024-05-06/2024-05-12",
    "the week beginning 5 May 2024": "2024-05-05/2024-05-11",
    "w/c 6 May 2024": "2024-05-06/2024-05-12",
    "Wed Oct 26 15:50:06 2016": "2016-10-26T15:50:06",
    "Wed Oct 26 15:50:06 +0300 2016": "2016-10-26T15:50:06+03:00",
    "July 16, 2024, 3:45 pm": "2024-07-16T15:45",
    "16 July 2024 12:05 am GMT": "2024-07-16T00:05Z",
    "the 4th century BC": "-03XX",
    "05/2016": "2016-05",
    "April in 2016": "2016-04",
    "2014 through May 2018": "2014/2018-05",
    "2018/1/10-2018/7/10": "2018-01-10/2018-07-10",
    "1998-present": "1998/..",
    "FY2021": "2021",
    "FY 2021/22": "2021/2022",
    "FY21": "2021",
    "2021 fiscal year": "2021",
    "2021-22 school year": "2021/2022",
    "academic year 2021-2022": "2021/2022",
    "2021/2022": "2021/2022",
    "2020-W47": "2020-11-16/2020-11-22",
    "2020-W47-3": "2020-11-18",
    "20201123T133905Z": "2020-11-23T13:39:05Z",
    "23 Nov 2020 at 13:39": "2020-11-23T13:39",
}


@pytest.mark.parametrize("written", FORMS)
def test_a_form_is_found_whole_with_its_value(values, written):
    assert values(f"They met, in {written}, and parted.", languages=("en",)) == [(written, FORMS[written])]


TRAPS = [
    "the 16th meeting and the 78th session",
    "85 percent of 50 countries",
    "resolution 2231 and A/RES/78/1",
    "call +1 212 963 1234 or 555-2019",
    "version 3.11.2 of the program",
    "it cost $2000, or 1,990 euros, or 2000%",
    "#May2024 and #July and @June",
    "see https://example.org/2021/07/09/story and www.example.org/2021-07-09",
    "[ad_1] and [ad_2]",
    "they may march in the sun",
    "May I ask? March on!",
    "COVID-19, COVID-2019 and the A380",
    "Monroe and Augustus read the Sunday",
    "a score of 3-2, and a ratio of 1/3",
    "it goes back to 10,000 BC",
    "half a century ago",
    "see pages 1990-1999 and page 2020/2021",
    "a ratio of 2021/2024",
    "a wait of 24:99 or 99:10",
    "the Secretary-General said so",
    "from 2000 km to 1500 people",
    "the spring of discontent and a summer school",
]


@pytest.mark.parametrize("text", TRAPS[:12] + TRAPS[13:])
def test_what_only_looks_like_a_date_is_left_alone(values, text):
    assert values(text, languages=("en",)) == []


def test_a_url_is_read_when_it_is_asked_for(values):
    text = "see https://example.org/2021/07/09/story"
    assert values(text, urls=True, languages=("en",)) == [("2021/07/09", "2021-07-09")]


def test_two_days_with_and_between_are_two_dates_unless_they_follow_each_other(values):
    assert values("July 5 and 16, 2024") == [("July 5", "2024-07-05"), ("16, 2024", "2024-07-16")]
    assert values("16 and 17 September 2021") == [("16 and 17 September 2021", "2021-09-16/2021-09-17")]


def test_a_range_may_be_asked_for_as_its_two_ends(values):
    assert values("the war of 1861-1865", ranges="ends") == [("1861", "1861"), ("1865", "1865")]
    assert values("May 22 – June 3, 2024", ranges="ends") == [
        ("May 22", "2024-05-22"),
        ("June 3, 2024", "2024-06-03"),
    ]


def test_keycaps_and_digits_of_other_scripts_are_numbers(values):
    assert values("7️⃣9️⃣ years ago", anchor="2024-06-26") == [("7️⃣9️⃣ years ago", "1945")]
    assert values("في ١٦ أبريل ٢٠٢٣ هنا") == [("١٦ أبريل ٢٠٢٣", "2023-04-16")]
    assert values("会议于２０２２年２月４日召开") == [("２０２２年２月４日", "2022-02-04")]


def test_a_date_goes_over_a_line_break_of_hard_wrapped_text_only(values):
    prose = (
        "The river came down from the hills in the evening and nobody in the village could say how high it would "
        "rise, for the old bridge had no marks and the men who had known them were gone. So they sat on the wall "
        "beside the mill, counted the trunks that went by, and told each other of other floods, one after the "
        "other, until the lamps were lit and the women called from the houses above the road."
    )
    wrapped = textwrap.fill(prose, 58) + "\n"
    assert values(
        wrapped
        + "and the meeting that had long been called for on 24 June\n2021 was in vain, so that\n"
        + wrapped.lower()
    ) == [("24 June\n2021", "2021-06-24")]
    assert values("On 24 June\n2021 was a year") == [("24 June", "?2021-06-24"), ("2021", "2021")]


@pytest.mark.parametrize(
    ("lang", "text", "written"),
    [
        ("ru", "как в 90-е годы было", "90-е годы"),
        ("es", "en los años 90 era", "los años 90"),
        ("fr", "dans les années 90 déjà", "les années 90"),
    ],
)
def test_a_decade_is_found_where_nothing_else_is(values, lang, text, written):
    assert values(text, languages=(lang,)) == [(written, "199X")]


def test_the_days_of_a_list_share_their_month_and_year(values):
    assert values("on May 5, 6 and 12, 2021 they met") == [
        ("May 5", "2021-05-05"),
        ("6", "2021-05-06"),
        ("12, 2021", "2021-05-12"),
    ]
    assert values("on May 5, 6 people came in 2021") == [("May 5", "?2021-05-05"), ("2021", "2021")]
    assert values("on 5, 9 and 12 May 2021, and 3, 4 and 5 people came") == [
        ("5", "2021-05-05"),
        ("9", "2021-05-09"),
        ("12 May 2021", "2021-05-12"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "written", "value"),
    [
        ("en", "on the first Monday of May 2021", "the first Monday of May 2021", "2021-05-03"),
        ("en", "on the last Friday in November", "the last Friday in November", "?2024-11-29"),
        ("fr", "le dernier lundi d'avril 2024 déjà", "le dernier lundi d'avril 2024", "2024-04-29"),
        ("es", "el primer lunes de mayo de 2021 fue", "el primer lunes de mayo de 2021", "2021-05-03"),
        ("ru", "в первый понедельник мая 2021 года", "первый понедельник мая 2021 года", "2021-05-03"),
        ("zh", "2021年5月的第二个星期日放假", "2021年5月的第二个星期日", "2021-05-09"),
    ],
)
def test_a_weekday_of_a_month_is_counted(values, lang, text, written, value):
    assert values(text, languages=(lang,), anchor="2024-10-16") == [(written, value)]


@pytest.mark.parametrize(
    ("lang", "text", "written"),
    [
        ("en", "They meet on the 18th.", "the 18th"),
        ("fr", "Ils reviendront le 18.", "le 18"),
        ("es", "Se verán el día 18 en Lima", "el día 18"),
        ("ru", "Встреча будет 18 числа.", "18 числа"),
        ("ar", "نلتقي يوم 18.", "يوم 18"),
    ],
)
def test_a_day_without_a_month_is_one_where_the_words_leave_no_doubt(values, lang, text, written):
    assert values(text, languages=(lang,), anchor="2024-07-16") == [(written, "2024-07-18?")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He lives on the 4th floor; the 16th; on the 8th day; day 4 of the trial."),
        ("fr", "le 18 pour cent, le 4 est bon"),
        ("es", "el 18 por ciento del 4"),
        ("zh", "20年前后"),
    ],
)
def test_a_number_alone_is_no_day(find, lang, text):
    assert all(found.granularity != "day" for found in find(text, languages=(lang,), anchor="2024-07-16"))


@pytest.mark.parametrize(
    ("written", "value", "calendar"),
    [
        ("康熙二十年", "1681", "gregorian"),
        ("康熙20年9月", "1681", "chinese"),
        ("光绪元年", "1875", "gregorian"),
        ("民国38年10月1日", "1949-10-01", "gregorian"),
        ("令和元年5月", "2019-05", "gregorian"),
        ("08年", "2008", "gregorian"),
        ("农历2015年十月初一", None, "chinese"),
        ("正月三十", None, "chinese"),
        ("腊月廿三", None, "chinese"),
    ],
)
def test_years_of_a_reign_and_days_of_the_lunar_calendar_are_named(find, written, value, calendar):
    (found,) = find(f"他在{written}离开。", languages=("zh",), anchor="2024-07-16")
    assert (found.text, found.value, found.calendar) == (written, value, calendar)


@pytest.mark.parametrize(
    ("lang", "text", "written", "value"),
    [
        ("en", "on the 5th of last month", "the 5th of last month", "2024-06-05"),
        ("fr", "le 5 du mois dernier encore", "le 5 du mois dernier", "2024-06-05"),
        ("es", "el 5 del mes pasado llegó", "el 5 del mes pasado", "2024-06-05"),
        ("ru", "5 числа прошлого месяца", "5 числа прошлого месяца", "2024-06-05"),
        ("ar", "في 5 من الشهر الماضي", "5 من الشهر الماضي", "2024-06-05"),
        ("zh", "本月5日开会", "本月5日", "2024-07-05"),
    ],
)
def test_a_day_of_a_month_that_is_counted_from_the_document(values, lang, text, written, value):
    assert values(text, languages=(lang,), anchor="2024-07-16") == [(written, value)]


@pytest.mark.parametrize(
    ("lang", "text", "written", "hijri"),
    [
        ("en", "On 10 Muharram 1446 AH they met.", "10 Muharram 1446 AH", "day"),
        ("en", "It was in Ramadan 1445.", "Ramadan 1445", "month"),
        ("fr", "en 1446 de l'hégire", "1446 de l'hégire", "year"),
        ("ru", "10 рамадана 1445 года", "10 рамадана 1445", "day"),
    ],
)
def test_the_islamic_calendar_is_known_in_other_languages(find, lang, text, written, hijri):
    (found,) = find(text, languages=(lang,))
    assert (found.text, found.calendar, found.granularity) == (written, "hijri", hijri)


def test_a_short_name_is_a_date_after_a_preposition_or_beside_another_one(values):
    text = "We go in Jun, July and Aug. The paper is on Mon and Tue only."
    assert [written for written, _ in values(text, anchor="2024-07-16")] == [
        "Jun",
        "July",
        "Aug",
        "Mon and Tue",
    ]
    for name in (
        "Jan said so.",
        "He records on Sun Records.",
        "in Jan's house",
        "thanks to Jun",
        "the sun sat",
    ):
        assert values(name, languages=("en",), anchor="2024-07-16") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Мост построили в 1992-м, в 2003-м году закрыли.", ["1992-м", "2003-м году"]),
        ("Весной 2005-го его сломали, 14 мая 2010-го открыли.", ["Весной 2005-го", "14 мая 2010-го"]),
        ("Міст збудували в 1992-му, у 2003-му році закрили.", ["1992-му", "2003-му році"]),
        ("Он купил 1500-й билет и модель 1992-XL.", []),
    ],
)
def test_a_year_may_bear_the_ending_of_an_ordinal(values, text, wanted):
    assert [found for found, _ in values(text)] == wanted


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("fr", "au 1<sup>er</sup> janvier 2000", "2000-01-01"),
        ("fr", "au XIX<sup>e</sup> siècle", "18XX"),
        ("en", "on the 4<SUP>th</SUP> of July 1976", "1976-07-04"),
        ("en", "on July 5^th^, 1977", "1977-07-05"),
        ("es", "el 1.<sup>o</sup> de enero de 2000", "2000-01-01"),
        ("it", "il 1<sup>o</sup> gennaio 2000", "2000-01-01"),
        ("pt", "em 1<sup>o</sup> de janeiro de 2000", "2000-01-01"),
        ("ru", "в 1990<sup>х</sup> годах", "199X"),
        ("uk", "у 20<sup>х</sup> роках", "192X"),
        ("fr", "il mourut en 1802<sup>3</sup>", "1802"),
    ],
)
def test_raised_endings_of_ordinals_belong_to_them(values, lang, text, value):
    assert [found for _, found in values(text, languages=(lang,))] == [value]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"])
def test_a_fixed_space_is_a_space(values, space):
    text = f"Le 15{space}mars{space}2024, à partir de l’été{space}1998."
    assert [value for _, value in values(text, languages=("fr",))] == ["2024-03-15", "1998-22"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("es", "Llega manana, dijo ayer; el ano pasado no vino. El sabado tampoco.", 4),
        ("fr", "L'annee derniere il est venu, et l'ete dernier aussi; la semaine passe vite.", 2),
        ("pt", "Chega amanha ou na proxima semana, disse na terca passada.", 3),
        ("it", "Nella seconda meta del Duecento era qui.", 1),
    ],
)
def test_words_are_known_without_their_accents(values, lang, text, wanted):
    assert len(values(text, languages=(lang,))) == wanted
