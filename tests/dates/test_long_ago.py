"""Years before 1500 and before the era, and days that lean on the month or the year spoken of."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "In the year 962 the abbey burned. In 1066 the tower fell.", ["0962", "1066"]),
        ("en", "He died on 10 June 987, in June 987.", ["0987-06-10", "0987-06"]),
        ("de", "Im Jahre 983 starb Otto, am 7. Mai 973 sein Vater.", ["0983", "0973-05-07"]),
        ("fr", "En l'an 962 elle brûla. En 1066 la tour tomba.", ["0962", "1066"]),
        ("es", "En el año 962 ardió. En 1066 cayó la torre.", ["0962", "1066"]),
        ("it", "Nell'anno 962 bruciò. Nel 1066 cadde la torre.", ["0962", "1066"]),
        ("pt", "No ano de 962 ardeu. Em 1066 caiu a torre.", ["0962", "1066"]),
        ("ru", "В 962 году оно сгорело, король умер летом 987 года.", ["0962", "0987-22"]),
        ("uk", "У 962 році воно згоріло, король помер 987 року.", ["0962", "0987"]),
        ("ar", "في عام 962 احترق الدير، ومات الملك سنة 987.", ["0962", "0987"]),
        ("zh", "修道院于962年失火，国王死于987年6月10日。", ["0962", "0987-06-10"]),
    ],
)
def test_a_year_of_the_middle_ages_is_one_where_its_words_say_so(find, lang, text, wanted):
    assert [date.value for date in find(text, languages=(lang,))] == wanted


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "In a year 300 people came, in 1200 cases and in 1100 m of water."),
        ("de", "Das Dorf hatte im Jahr 300 Gäste."),
        ("fr", "En un an 300 personnes, en 1200 pages."),
        ("it", "In un anno 300 persone, in 1200 case."),
        ("ru", "Прошло 962 года, прошло 300 лет."),
        ("zh", "300年来没有变，过了320年。自110年11月使用。"),
    ],
)
def test_a_number_that_counts_is_no_year_of_the_middle_ages(find, lang, text):
    assert [date for date in find(text, languages=(lang,)) if date.granularity == "year"] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "From 264 to 146 BC."),
        ("de", "Zwischen 264 und 146 v. Chr."),
        ("fr", "De 264 à 146 av. J.-C."),
        ("es", "Del 264 al 146 a. C."),
        ("it", "Dal 264 al 146 a.C."),
        ("pt", "De 264 a 146 a.C."),
        ("ru", "С 264 по 146 год до н. э."),
        ("uk", "З 264 по 146 рік до н. е."),
        ("ar", "من 264 إلى 146 ق.م."),
        ("zh", "公元前264年至前146年。"),
    ],
)
def test_the_era_of_the_last_end_is_that_of_the_first(find, lang, text):
    assert [date.value for date in find(text, languages=(lang,))] == ["-0263/-0145"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Built on 3 May 1921. It burned on 15 January of the following year, and on the 18th of the same month.",
        ),
        (
            "de",
            "Am 3. Mai 1921 eröffnet. Sie brannte am 15. Januar des Folgejahres und am 18. desselben Monats.",
        ),
        ("fr", "Ouverte le 3 mai 1921. Elle brûla le 15 janvier de l'année suivante et le 18 du même mois."),
        (
            "es",
            "Abrió el 3 de mayo de 1921. Ardió el 15 de enero del año siguiente y el 18 de ese mismo mes.",
        ),
        ("it", "Aperta il 3 maggio 1921. Bruciò il 15 gennaio dell'anno seguente e il 18 dello stesso mese."),
        ("pt", "Abriu a 3 de maio de 1921. Ardeu a 15 de janeiro do ano seguinte e no dia 18 do mesmo mês."),
        ("ru", "Открыта 3 мая 1921 года. Сгорела 15 января следующего года и 18-го числа того же месяца."),
        ("uk", "Відкрита 3 травня 1921 року. Згоріла 15 січня наступного року і 18-го числа того ж місяця."),
        ("ar", "افتتحت في 3 مايو 1921. واحترقت في 15 يناير من العام التالي، وفي 18 من الشهر نفسه."),
        ("zh", "1921年5月3日开学。次年1月15日失火，同月18日屋顶塌了。"),
    ],
)
def test_a_day_may_lean_on_the_year_or_the_month_spoken_of(find, lang, text):
    found = [date.value for date in find(text, languages=(lang,))]
    assert found == ["1921-05-03", "1922-01-15", "1922-01-18"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Born on 2 (14) March 1859, he died on 28 February (12 March) 1917."),
        ("de", "Am 2. (14.) März 1859 geboren, starb er am 28. Februar (12. März) 1917."),
        ("fr", "Né le 2 (14) mars 1859, il mourut le 28 février (12 mars) 1917."),
        ("ru", "Родился 2 (14) марта 1859 года, умер 28 февраля (12 марта) 1917 года."),
        ("uk", "Народився 2 (14) березня 1859 року, помер 28 лютого (12 березня) 1917 р."),
        ("ru", "Родился 14 (2) марта 1859 года, умер 12 марта (28 февраля) 1917 года."),
        ("en", "Born on 14 (2) March 1859, he died on 12 March (27 February) 1917."),
    ],
)
def test_of_two_styles_of_the_calendar_the_later_day_is_the_new_one(find, lang, text):
    assert [date.value for date in find(text, languages=(lang,))] == ["1859-03-14", "1917-03-12"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "بين عامي 1245 و1248 كتب رسالته."),
        ("ru", "Между 1245 и 1248 годами он писал."),
        ("uk", "Між 1245 і 1248 роками він писав."),
        ("de", "Zwischen 1245 und 1248 schrieb er."),
    ],
)
def test_years_between_others_may_be_old_too(find, lang, text):
    assert [date.value for date in find(text, languages=(lang,))] == ["1245/1248"]


def test_a_field_of_a_calendar_lies_ahead(values):
    text = "Calendario:\n- Entrevistas: los días 23 y 24 de septiembre.\n- Inicio: 1 de octubre."
    found = values(text, languages=("es",), date="2024-04-22")
    assert [value for _, value in found] == ["?2024-09-23/?2024-09-24", "?2024-10-01"]


def test_decades_of_a_list_have_the_word_for_decades_of_the_first(values):
    text = "Nas décadas de 1760 e 1770 houve guerras."
    assert [value for _, value in values(text, languages=("pt",))] == ["176X", "177X"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "FEB. 2, 1660-61. Home, and so to bed.", ["1661-02-02"]),
        ("en", "On 5 March 1661/62 he died, and on 7 Feb. 1660/1 she left.", ["1662-03-05", "1661-02-07"]),
        ("en", "January 1660-61 was cold. In 1660/1 he wrote.", ["1661-01", "1660/1661"]),
        ("en", "In February 2021/22 the season ended.", ["?2021-02", "2021/2022"]),
        ("de", "Am 12. Februar 1700/01 starb er.", ["1701-02-12"]),
        ("fr", "Il mourut le 3 février 1660/61.", ["1661-02-03"]),
        ("it", "Morto il 10 febbraio 1581/82 a Roma.", ["1582-02-10"]),
        ("es", "Murió el 5 de enero de 1660/61.", ["1661-01-05"]),
        ("pt", "Morreu a 3 de fevereiro de 1580/1581.", ["1581-02-03"]),
        ("ru", "Он умер 10 февраля 1660/61 года.", ["1661-02-10"]),
        ("uk", "Він помер 10 лютого 1660/61 року.", ["1661-02-10"]),
        ("ar", "توفي في 10 فبراير 1660/1661", ["1661-02-10"]),
    ],
)
def test_a_day_of_two_years_is_one_of_the_year_that_began_in_january(find, lang, text, wanted):
    assert [date.value for date in find(text, languages=(lang,))] == wanted


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "L’art. 46 del r.d. 5/2/28 n. 577; il regio decreto 5/2/1928, n. 577 dice."),
        ("de", "Das Gesetz vom 5.2.28 gilt; das Gesetz vom 05.02.1928 auch."),
        ("fr", "La loi du 5/2/28 et la loi du 5 février 1928 sont une."),
    ],
)
def test_the_same_day_with_four_digits_tells_the_century_of_two(find, lang, text):
    found = find(text, languages=(lang,))
    assert [(date.value, date.ambiguous) for date in found] == [("1928-02-05", [])] * 2


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It was in May 2018, and the same month of 2019 was worse."),
        ("fr", "C'était en mai 2018; le même mois de 2019 fut pire."),
        ("de", "Es war im Mai 2018; im selben Monat 2019 war es schlimmer."),
        ("es", "Fue en mayo de 2018; en el mismo mes de 2019 fue peor."),
        ("it", "Era maggio 2018; nello stesso mese del 2019 fu peggio."),
        ("pt", "Era maio de 2018; no mesmo mês de 2019 foi pior."),
        ("ru", "Это было в мае 2018 года; в том же месяце 2019 года стало хуже."),
        ("ar", "كان ذلك في مايو 2018، وفي الشهر نفسه من عام 2019 كان أسوأ."),
        ("zh", "2018年5月下降，2019年同月上升。"),
    ],
)
def test_the_same_month_of_a_year_is_the_month_and_never_the_year(find, lang, text):
    assert [date.value for date in find(text, languages=(lang,))] == ["2018-05", "2019-05"]


def test_the_same_month_of_a_year_has_no_value_where_no_month_was_spoken_of(find):
    text = "Sales rose from the same month of 2019."
    assert [date.value for date in find(text, languages=("en",))] == [None]


@pytest.mark.parametrize(
    ("lang", "text", "centuries"),
    [
        ("en", "We enter the third century of our nation, the third century of our era.", ["02XX"]),
        ("es", "El tercer siglo de vida de la nación no es el siglo III de la era cristiana.", ["02XX"]),
        ("fr", "Le troisième siècle de colonisation n'est pas le IIIe siècle de l'ère chrétienne.", ["02XX"]),
        ("it", "Il terzo secolo della sua storia non è il III secolo della nostra era.", ["02XX"]),
        ("pt", "O terceiro século da cidade não é o terceiro século da nossa era.", ["02XX"]),
    ],
)
def test_a_century_of_a_nation_counts_from_its_beginning(find, lang, text, centuries):
    assert [date.value for date in find(text, languages=(lang,))] == centuries


def test_years_and_centuries_of_the_hijra_are_those_in_chinese_too(find):
    found = find("伊历3世纪，回历1445年，伊斯兰历1445年9月1日。", languages=("zh",))
    assert [date.value for date in found] == ["0816~/0912~", "2023-07-19/2024-07-06", "2024-03-11"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pt", "O Rio de Janeiro continua lindo."),
        ("es", "Las Abuelas de Plaza de Mayo marcharon. ¿Y si el día de mañana dicen que no?"),
        ("fr", "Le Champ-de-Mars est plein, le Champ de Mars aussi."),
        ("pt", "No dia de amanhã os donos vão."),
    ],
)
def test_a_place_with_the_name_of_a_month_and_some_day_to_come_are_no_dates(values, lang, text):
    assert values(text, languages=(lang,)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("She comes a week on Tuesday.", "2021-05-11"), ("She comes a fortnight on Tuesday.", "2021-05-18")],
)
def test_a_week_on_tuesday_is_a_week_after_the_next(find, text, value):
    assert [date.value for date in find(text, date="2021-05-03", languages=("en",))] == [value]
