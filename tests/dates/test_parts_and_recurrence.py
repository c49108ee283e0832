"""Parts of containers, what comes again, and the calendar that a year inherits."""

from __future__ import annotations

import pytest

from corpuskit.dates.calendar.parts import Part, take_part
from corpuskit.dates.calendar.values import PartialDate


@pytest.mark.parametrize(
    ("part", "container", "first", "last"),
    [
        (Part("day", 0), PartialDate(2023, 5), PartialDate(2023, 5, 31), None),
        (Part("weekday", 0, weekday=4), PartialDate(2024, 7), PartialDate(2024, 7, 26), None),
        (Part("quarter", 1), PartialDate(2023), PartialDate(2023, quarter=1), None),
        (Part("month", 0, 4), PartialDate(2021), PartialDate(2021, 9), PartialDate(2021, 12)),
        (Part("decade", 70), PartialDate(1800, unit="century"), PartialDate(1870, unit="decade"), None),
        (Part("half", 2), PartialDate(1990, unit="decade"), PartialDate(1995), PartialDate(1999)),
        (Part("third", 1), PartialDate(2024, 2), PartialDate(2024, 2, 1), PartialDate(2024, 2, 10)),
        (Part("third", 1), PartialDate(2024), PartialDate(2024, 1), PartialDate(2024, 4)),
        (Part("third", 2), PartialDate(2024), PartialDate(2024, 5), PartialDate(2024, 8)),
        (Part("third", 0), PartialDate(2024), PartialDate(2024, 9), PartialDate(2024, 12)),
    ],
)
def test_a_part_of_a_container_has_its_days(part, container, first, last):
    assert take_part(part, container) == (first, last)


def test_a_container_that_has_no_such_part_gives_nothing():
    assert take_part(Part("weekday", 5, weekday=0), PartialDate(2023, 2)) is None
    assert take_part(Part("quarter", 5), PartialDate(2023)) is None


def test_what_comes_again_has_no_days(find):
    (found,) = find("They meet every Friday.", date="2024-07-16")
    assert (found.kind, found.value, found.first_day, found.last_day) == ("recurring", None, None, None)


def test_a_year_beside_an_islamic_date_is_islamic(find):
    first, second = find("بدأ في 1 رمضان 1445 هـ وانتهى عام 1446")
    assert (second.calendar, first.calendar) == ("hijri", "hijri")
    (alone,) = find("انتهى عام 1446")
    assert alone.calendar == "gregorian"


def test_what_is_said_inside_quotation_marks_makes_no_news_of_a_history(values):
    text = (
        "On 2 May 1935 the weir broke. On 3 June 1935 they met. On 4 July 1935 they met. On 5 August 1935 it was mended. "
        "“Yesterday, today, tomorrow and on Friday we talk of it,” she says. It opened on 3 October."
    )
    assert values(text, date="2009-05-01")[-1] == ("3 October", "?1935-10-03")


@pytest.mark.parametrize(
    ("lang", "text", "written"),
    [
        ("en", "Open from 15 May to 15 September each year.", "15 May to 15 September each year"),
        (
            "de",
            "Geöffnet vom 15. Mai bis zum 15. September eines jeden Jahres.",
            "15. Mai bis zum 15. September",
        ),
        ("fr", "Ouvert du 15 mai au 15 septembre de chaque année.", "15 mai au 15 septembre de chaque année"),
        ("es", "Del 1 de mayo al 15 de junio de cada año.", "1 de mayo al 15 de junio de cada año"),
        ("it", "Dal 1 maggio al 15 giugno di ogni anno.", "1 maggio al 15 giugno di ogni anno"),
        ("pt", "De 1 de maio a 15 de junho de cada ano.", "1 de maio a 15 de junho de cada ano"),
        ("ru", "Открыто с 15 мая по 15 сентября ежегодно.", "15 мая по 15 сентября"),
        ("uk", "Відкрито з 19 серпня до 31 жовтня щороку.", "19 серпня до 31 жовтня"),
        ("zh", "每年5月1日至9月15日开放。", "每年5月1日至9月15日"),
        ("ar", "من 1 أكتوبر إلى 31 ديسمبر من كل عام.", "1 أكتوبر إلى 31 ديسمبر من كل عام"),
        ("en", "The rent is due on the 5th of each month.", "the 5th of each month"),
        ("de", "Die Miete ist am 5. jedes Monats fällig.", "5. jedes Monats"),
        ("fr", "Le loyer est dû le 5 de chaque mois.", "le 5 de chaque mois"),
        ("es", "La renta se paga el 5 de cada mes.", "el 5 de cada mes"),
        ("it", "L'affitto si paga il 5 di ogni mese.", "il 5 di ogni mese"),
        ("pt", "A renda paga-se a 5 de cada mês.", "5 de cada mês"),
        ("ru", "Показания передавать 25 числа каждого месяца.", "25 числа каждого месяца"),
        ("uk", "Оплата 25 числа кожного місяця.", "25 числа кожного місяця"),
        ("zh", "每月10日开放。", "每月10日"),
        ("ar", "يدفع الإيجار في 5 من كل شهر.", "5 من كل شهر"),
    ],
)
def test_a_range_of_every_year_and_a_day_of_every_month_come_again(find, lang, text, written):
    (date,) = find(text, languages=(lang,), date="2024-07-18")
    assert (date.text, date.kind, date.value, date.first_day) == (written, "recurring", None, None)


def test_what_comes_again_is_no_end_of_a_range_with_a_year(values):
    assert values("Every Monday to 5 May 2024 they met.", languages=("en",))[-1][1] == "2024-05-05"


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "In the first months of 1890 and the first days of May 1891", ["1890", "1891-05"]),
        (
            "de",
            "In den ersten Monaten des Jahres 1890, in den ersten Tagen des Mai 1892",
            ["1890", "1892-05"],
        ),
        ("fr", "Dans les premiers mois de 1890, les derniers jours de mai 1891", ["1890", "1891-05"]),
        ("es", "En los primeros meses de 1890 y los primeros días de mayo de 1891", ["1890", "1891-05"]),
        ("it", "Nei primi mesi del 1890 e nei primi giorni di maggio 1891", ["1890", "1891-05"]),
        ("pt", "Nos primeiros meses de 1890 e nos primeiros dias de maio de 1891", ["1890", "1891-05"]),
        ("ru", "В первые месяцы 1890 года и первые дни мая 1891 года", ["1890", "1891-05"]),
        ("uk", "У перші місяці 1890 року і перші дні травня 1891 року", ["1890", "1891-05"]),
        ("ar", "في الأشهر الأولى من عام 1890 وفي الأيام الأخيرة من مايو 1891", ["1890", "1891-05"]),
        ("zh", "1890年的最初几个月，1891年5月最后几天", ["1890", "1891-05"]),
    ],
)
def test_units_that_are_not_counted_are_no_certain_ones(find, lang, text, wanted):
    assert [date.value for date in find(text, languages=(lang,))] == wanted


def test_the_first_nine_days_of_a_deed_are_one_day(find):
    assert [date.value for date in find("Aos nove dias do mês de abril de 2025", languages=("pt",))] == [
        "2025-04-09"
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They met the Saturday before last."),
        ("de", "Sie trafen sich vorletzten Samstag."),
        ("fr", "Ils se sont vus l'avant-dernier samedi."),
        ("es", "Se vieron el sábado antepasado."),
        ("pt", "Viram-se no penúltimo sábado."),
        ("ru", "Они встретились в позапрошлую субботу."),
        ("uk", "Вони зустрілися позаминулої суботи."),
        ("ar", "التقوا السبت قبل الماضي"),
    ],
)  # fmt: skip
def test_the_weekday_before_last_is_a_week_before_the_last_one(find, lang, text):
    # The anchor is a Sunday; «the last Saturday» is the day before.
    assert [date.value for date in find(text, languages=(lang,), anchor="2024-07-21")] == ["2024-07-13"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # May 2021 has four weeks as ISO 8601 counts them, from the 3rd to the 30th, and 31 days.
        ("the first four weeks of May 2021", "2021-05-03/2021-05-30"),
        ("the first five weeks of May 2021", None),
        ("the last four weeks of May 2021", "2021-05-03/2021-05-30"),
        ("the last five weeks of May 2021", None),
        ("the fourth week of May 2021", "2021-05-24/2021-05-30"),
        ("the fifth week of May 2021", None),
        ("2022年5月最后四周", "2022-05-02/2022-05-29"),
        ("2022年5月最后五周", None),
        ("the last 31 days of May 2021", "2021-05-01/2021-05-31"),
        ("the last thirty-two days of May 2021", None),
        ("the last twelve months of 2021", "2021-01/2021-12"),
        ("the last thirteen months of 2021", None),
        ("the first four quarters of 2021", "2021-01/2021-12"),
        ("the first five quarters of 2021", None),
        ("2021年前四季度", "2021-01/2021-12"),
        ("2021年前五季度", None),
        ("the fourth Monday in May 2024", "2024-05-27"),
        ("the fifth Monday in May 2024", None),
        ("the fourth quarter of 2019", "2019-10/2019-12"),
        ("the fifth quarter of 2019", None),
        # Mondays of that quarter: 5 July to 27 September.
        ("the first 13 weeks of the third quarter of 2021", "2021-07-05/2021-10-03"),
        ("the first 14 weeks of the third quarter of 2021", None),
    ],
)
def test_a_part_that_its_year_or_month_does_not_have_has_no_value(values, text, value):
    assert values(text) == [(text, value)]


def test_a_year_has_four_quarters(values):
    assert values("Q4 2019") == [("Q4 2019", "2019-10/2019-12")]
    assert values("Q5 2019") == [("2019", "2019")]
    assert values("2019-Q4") == [("2019-Q4", "2019-10/2019-12")]
    assert values("2019-Q5") == []


def test_the_fifth_weekday_of_a_month_is_a_day_of_that_month_or_none(values):
    for date, value in (("2024-05-15", None), ("2022-05-15", "?2022-05-30")):
        assert values("They meet on the fifth Monday in May.", date=date) == [
            ("the fifth Monday in May", value)
        ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("O museu encerra à segunda-feira.", [("segunda-feira", None)]),
        ("A taberna fechava só à segunda-feira.", [("segunda-feira", None)]),
        ("Encerra à segunda-feira, 11 de maio.", [("segunda-feira, 11 de maio", "2020-05-11")]),
        ("Vou esperar até à segunda-feira.", [("segunda-feira", "2020-05-11?")]),
    ],
)
def test_a_weekday_that_portuguese_leads_to_with_a_comes_again(values, text, dates):
    assert values(text, date="2020-05-06", languages=("pt",)) == dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("В прошлом полугодии успели.", "2024-01/2024-06"),
        ("У цьому півріччі не встигнемо.", "2024-07/2024-12"),
        ("El próximo semestre será bueno.", "2025-01/2025-06"),
        ("Im letzten Halbjahr sank er.", "2024-01/2024-06"),
        ("Le semestre dernier fut bon.", "2024-01/2024-06"),
        ("За перші три квартали 2024 року виросло.", "2024-01/2024-09"),
    ],
)
def test_half_years_and_quarters(values, text, value):
    assert [found for _, found in values(text, date="2024-11-20")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Sales rose in the second quarter of 2024, the report shows. A year earlier growth was 6 %.",
        "Во втором квартале 2024 года выросло, следует из отчёта. Годом ранее рост был 6 %.",
    ],
)
def test_a_year_before_a_quarter_is_that_quarter_in_the_next_sentence_too(values, text):
    assert values(text, date="2024-11-20")[1][1] == "2023-04?/2023-06?"


@pytest.mark.parametrize(
    ("text", "decades"),
    [
        ("В тридцатые преподавала.", ["193X"]),
        ("У двадцятих його підтвердила вона.", ["192X"]),
        ("В двадцатых числах он уехал. В сороковых широтах дует.", []),
    ],
)
def test_decades_in_words_without_the_word_for_years(values, text, decades):
    assert [value for _, value in values(text)] == decades


def test_a_year_in_words_is_of_the_decade_before(values):
    text = "Зник уже в тридцятих роках. Забрали в двадцять дев’ятому.\n"
    assert values(text)[0][1] == "193X"
    assert values("Это было в 1937 году. Забрали в двадцать девятом.\n")[1][1] == "1929?"


@pytest.mark.parametrize(
    "text", ["1976年，七月，天热得要命。", "It was in 1976, in July.", "Fu nel 1976, a luglio."]
)
def test_a_month_beside_a_year_lies_in_it(values, text):
    assert values(text, date="2024-11-20")[1][1] == "?1976-07"


@pytest.mark.parametrize(
    "text",
    [
        "Books borrowed before 1 October must be returned this Friday.",
        "Книжки, взяті до 1 жовтня, просимо повернути цієї п’ятниці.",
    ],
)
def test_this_friday_is_to_come_whatever_a_participle_says(values, text):
    assert values(text, date="2025-11-10")[-1][1] == "2025-11-14?"


def test_the_year_of_the_first_fair_does_not_date_this_one(values):
    text = "Days of soup\n\nThursday, 11 September\n17:00 Opening\n\nFriday, 12 September\n19:00 Play\n\nThe first was held in 2008.\n"
    assert values(text)[0] == ("Thursday, 11 September", "?2008-09-11")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Екскурсія переноситься з 18 на 25 вересня.", ["?2024-09-18", "?2024-09-25"]),
        ("Moved from the 18th to the 25th of September.", ["?2023-09-18/?2023-09-25"]),
        ("Группа выросла с 18 на 25 человек.", []),
    ],
)
def test_the_day_from_which_something_is_moved_has_the_month_of_the_other(values, text, days):
    assert [value for _, value in values(text, date="2024-06-15")] == days


@pytest.mark.parametrize(
    "text",
    [
        "It was bought on 3 June 2022. That same summer it broke.",
        "Куплено 3 июня 2022 года. Тем же летом вернул.",
    ],
)
def test_that_same_summer(values, text):
    assert values(text)[1][1].rstrip("?") == "2022-22"


def test_april_of_the_next_year_is_told_after_a_year_that_is_over(values):
    text = "Мост поставили в 1874 году за лето. В апреле следующего его унесло льдом."
    assert values(text, date="2023-05-06")[-1][1] == "1875-04?"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Выставка продлится до 11 декабря с. г.", "2022-12-11"),
        ("Просимо сплатити борг до 20 березня ц. р.", "2022-03-20"),
        ("Те саме обіцяли позаторік восени.", "2020-23"),
    ],
)
def test_short_words_for_this_year(values, text, value):
    assert [found for _, found in values(text, date="2022-09-14")] == [value]


def test_a_number_behind_a_full_stop_is_no_year(values):
    text = "Карантин с 24 января по 4 февраля. 5 «Б», 7 «А» — на дистанте."
    assert [value for _, value in values(text, date="2022-01-24")] == ["?2022-01-24/?2022-02-04"]


def test_a_year_of_another_message_gives_none_to_a_day(values):
    chat = (
        "[2023/12/31 09:40:12] 老舅: 酒是2008年的，错过等十年\n[2023/12/31 09:41:55] 小鹿: 我改签到1月2号了\n"
    )
    assert values(chat)[-1][1] == "?2024-01-02"
