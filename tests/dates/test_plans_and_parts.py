"""What is put off, days beside their weekday, days and years in words, and years that are no topic, in all languages."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.dates.resolution.document_date import find_document_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The water is off on Tuesday 21 January. If it rains we come on Thursday.", "2025-01-23?"),
        ("Il sera fermé le mardi 21 janvier. En cas de pluie, il le sera jeudi.", "2025-01-23?"),
        ("El corte es el martes 21 de enero. En caso de lluvia, pasa al jueves.", "2025-01-23?"),
        ("Der Markt ist am Dienstag, 21. Januar. Bei Regen ist er am Donnerstag.", "2025-01-23?"),
        ("Il mercato è martedì 21 gennaio. In caso di pioggia si terrà giovedì.", "2025-01-23?"),
        ("A feira será na terça-feira, 21 de janeiro. Em caso de chuva será na quinta-feira.", "2025-01-23?"),
        ("Воду отключат во вторник, 21 января. В случае дождя отключат в четверг.", "2025-01-23?"),
        ("Воду вимкнуть у вівторок, 21 січня. У разі дощу вимкнуть у четвер.", "2025-01-23?"),
        ("ستقطع المياه يوم الثلاثاء 21 يناير. وإذا هطل المطر تؤجل الأعمال إلى الخميس.", "2025-01-23?"),
    ],
)
def test_what_is_put_off_comes_after_the_day_that_it_was_planned_for(values, text, day):
    assert values(text, date="2025-01-13")[-1][1] == day


def test_a_deadline_does_not_wait_for_a_day_named_before(values):
    text = "The race is on 18 January. Register by Tuesday."
    assert values(text, date="2025-01-13")[-1] == ("Tuesday", "2025-01-14?")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aparto el sábado 15 entonces", "2024-06-15?"),
        ("j’ai rdv avec elle samedi 15 après-midi", "2024-06-15?"),
        ("خلوها السبت 15 أحسن", "2024-06-15?"),
    ],
)
def test_a_number_beside_a_weekday_is_its_day_where_the_calendar_agrees(values, text, day):
    assert values(text, date="2024-05-26")[0][1] == day


def test_a_number_beside_a_weekday_that_fits_no_day_near_is_a_count(values):
    assert values("el sábado 40 personas vinieron", date="2024-05-26") == [("el sábado", "2024-05-25?")]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("«До субботы рай, после двадцатого — как повезёт».", ("двадцатого", "2024-07-20?")),
        ("Після двадцятого, мабуть, часу мало.", ("двадцятого", "2024-07-20?")),
        ("Обещали летом двадцать пятого.", ("летом двадцать пятого", "2025-22")),
        ("Піду восени двадцять п’ятого.", ("восени двадцять п’ятого", "2025-23")),
        ("Він лежав там узимку тридцять дев’ятого.", ("узимку тридцять дев’ятого", "1939-24")),
        ("Это стало нормой в десятые годы.", ("десятые годы", "201X?")),
        ("У десятих роках це стало нормою.", ("десятих роках", "201X?")),
    ],
)
def test_days_and_years_in_words(values, text, date):
    assert values(text, date="2024-07-23")[-1] == date


@pytest.mark.parametrize("text", ["Служил в полку из двадцатого набора.", "Він з двадцятого полку."])
def test_an_ordinal_before_its_noun_is_no_day(values, text):
    assert values(text, date="2024-07-23") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Это лучший показатель с 1991 года. В IV квартале экспорт вырос.", "?2024-10/?2024-12"),
        ("È il dato migliore dal 1991. A ottobre la vendita è aumentata.", "?2024-10"),
        ("“In 1998 they warned us,” she said. The bridge fell on 12 January.", "?2025-01-12"),
        ("Em 2023 o disse e perdi tudo a 14 de agosto.", "?2023-08-14"),
    ],
)
def test_a_year_since_when_something_holds_and_one_in_a_quotation_are_no_topic(values, text, value):
    assert values(text, date="2025-03-04" if "2023" not in text else "2024-06-30")[-1][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Рельсы меняли с января, так вышло.", "?2022-01"),
        ("Nous avons fermé la piscine depuis janvier.", "?2022-01"),
        ("Колію міняли з січня, так вийшло.", "?2022-01"),
    ],
)
def test_a_month_since_when_something_was_done_is_no_month_ahead_however_near(values, text, value):
    assert values(text, date="2022-12-06")[-1][1] == value


@pytest.mark.parametrize(
    "text",
    [
        "Niederwald, den 20. März 2026 +++ Der Verband legt seine Zahlen vor.",
        "Une saison plus longue\n\nLa Fédération publie le bilan.\n\nFait à Mâcon, le 20 mars 2026. Reproduction autorisée.",
        "وصلنا بعد العصر.\n\nكتبت هذه التدوينة في 20 مارس 2026 | 9 تعليقات",
        "老渠边有讲解。\n\n——原载《石门文史》第23辑，2026年3月20日修订",
    ],
)
def test_days_after_signs_in_closing_lines_and_beside_the_day_of_a_revision(text):
    found = find_document_date(Document("d", text))
    assert found is not None
    assert found.value == "2026-03-20"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "In the second quarter of 2024 sales were 12 million, against 10 million a year earlier.",
            "2023-04?/2023-06?",
        ),
        (
            "Au deuxième trimestre 2024, il a gagné 12 millions, contre 10 un an plus tôt.",
            "2023-04?/2023-06?",
        ),
        ("Im dritten Quartal 2024 stieg der Umsatz um 5 Prozent gegenüber dem Vorjahr.", "2023-07?/2023-09?"),
        ("Im Winter 2025/26 starben 18 Prozent, nach 11 Prozent im Vorjahr.", "2024-24?"),
        (
            "En el segundo trimestre de 2024 ganó 12 millones, frente a los 10 del año anterior.",
            "2023-04?/2023-06?",
        ),
        (
            "Nel secondo trimestre 2024 guadagnò 12 milioni, contro 10 dell'anno precedente.",
            "2023-04?/2023-06?",
        ),
        ("No segundo trimestre de 2024 lucrou 12 milhões, contra 10 no ano anterior.", "2023-04?/2023-06?"),
        (
            "Во втором квартале 2024 года выручка составила 12 млн против 10 млн годом раньше.",
            "2023-04?/2023-06?",
        ),
        (
            "У другому кварталі 2024 року виторг становив 12 млн проти 10 млн роком раніше.",
            "2023-04?/2023-06?",
        ),
        ("2024年第二季度营收12亿元，前一年为10亿元。", "2023-04?/2023-06?"),
        (
            "في الربع الثاني من عام 2024 بلغت الإيرادات 12 مليونا مقابل 10 ملايين في العام السابق.",
            "2023-04?/2023-06?",
        ),
        (
            "In the first nine months of 2023 it earned 5 million, up from 4 a year earlier.",
            "2022-01?/2022-09",
        ),
        # The sentence says of what part, another one does not.
        ("In the second quarter of 2024 sales were 12 million. She had come a year earlier.", "2023?"),
        ("In March 2023 the firm lost 4 million, and 2 million a year earlier.", "2022"),
    ],
)
def test_a_year_earlier_beside_a_part_of_a_year_is_that_part_of_the_year_before(values, text, value):
    assert values(text)[-1][1] == value


@pytest.mark.parametrize(
    "text",
    [
        "In the fourth quarter exports rose compared with the same period last year.",
        "В IV квартале экспорт вырос по сравнению с аналогичным периодом прошлого года.",
        "У IV кварталі експорт зріс порівняно з аналогічним періодом минулого року.",
        "في الربع الرابع من عام 2024 ارتفعت الصادرات مقارنة بالربع المماثل من العام الماضي.",
    ],
)
def test_the_same_period_last_year_told_of_a_period_of_last_year_is_a_year_before_it(values, text):
    assert values(text, date="2025-03-04")[-1][1] == "2023-10/2023-12"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It comes out on Monday fortnight.", ("Monday fortnight", "2023-11-13")),
        ("It comes out on Monday week.", ("Monday week", "2023-11-06")),
        ("It has been off since a week last Wednesday.", ("a week last Wednesday", "2023-10-18")),
        ("It lasted a week last Wednesday.", ("last Wednesday", "2023-10-25")),
        ("* Compost delivery, week after next", ("week after next", "2023-11-06/2023-11-12")),
        ("Elles commencent lundi en quinze.", ("lundi en quinze", "2023-11-13")),
    ],
)
def test_weeks_counted_from_a_weekday(values, text, date):
    # A Sunday.
    assert values(text, date="2023-10-29")[-1] == date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("今年二季度仅14,900只。", [("今年二季度", "2023-04/2023-06")]),
        ("去年三季度销量上升。", [("去年三季度", "2022-07/2022-09")]),
        ("今年三个季度都不错。", [("今年", "2023")]),
        ("月饼20号前能到。", [("20号", "2023-08-20?")]),
        ("会议3日前结束。", []),
        ("11及12日安装。", [("11及12日", "2023-08-11?/2023-08-12")]),
    ],
)
def test_quarters_of_a_named_year_and_days_of_a_month_in_chinese(values, text, dates):
    assert values(text, date="2023-08-07") == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Negli anni Dieci fondò la cassa mutua.", [("anni Dieci", "191X")]),
        ("Ha vissuto anni dieci in America.", []),
        ("La rocca compare in un documento del 1127.", [("1127", "1127")]),
        ("Il borgo del 1348 era piccolo.", [("1348", "1348")]),
        ("La gara del 1200 metri fu vinta.", []),
    ],
)
def test_old_years_after_an_article_and_the_tens_in_italian(values, text, dates):
    assert values(text, languages=("it",)) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Под асфальтом нашли мостовую прошлого века.", [("прошлого века", "19XX")]),
        ("Ждём с прошлой недели.", [("прошлой недели", "2024-01-08/2024-01-14")]),
        ("Прошлые века молчат, последние недели тоже.", []),
        ("Los nueve salieron esta madrugada.", [("esta madrugada", "2024-01-15")]),
        ("Os nove saíram nesta madrugada.", [("nesta madrugada", "2024-01-15")]),
        ("A tirada é em 2032 e no ano a seguir.", [("2032", "2032"), ("ano a seguir", "2033")]),
        (
            "Vinieron el fin de semana del 20 y 21.",
            [("el fin de semana del 20 y 21", "2024-01-20?/2024-01-21")],
        ),
        ("Ils viennent le week-end du 20 et 21.", [("le week-end du 20 et 21", "2024-01-20?/2024-01-21")]),
    ],
)
def test_past_weeks_and_centuries_and_weekends_of_two_days(values, text, dates):
    assert values(text, date="2024-01-15") == dates


@pytest.mark.parametrize(
    "text",
    [
        "Sunday and Monday, 11 and 12 February",
        "Dimanche et lundi, 11 et 12 février",
        "Sonntag und Montag, 11. und 12. Februar",
        "Domingo y lunes, 11 y 12 de febrero",
        "Domenica e lunedì, 11 e 12 febbraio",
        "Domingo e segunda-feira, 11 e 12 de fevereiro",
        "Воскресенье и понедельник, 11 и 12 февраля",
        "Неділя й понеділок, 11 і 12 лютого",
    ],
)
def test_two_weekdays_before_two_days_are_one_time(values, text):
    assert values(text, date="2024-02-05") == [(text, "?2024-02-11/?2024-02-12")]
