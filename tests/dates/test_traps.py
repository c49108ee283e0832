"""What is written like a date and is none: numbers of things, versions, verbs, days that no calendar has."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import extract_dates
from corpuskit.records import Issue

NUMBERS_OF_THINGS = {
    "en": [
        "Resolution 1987 was read out in Room 2020.",
        "Resolutions 1970 and 1973 and resolution 1540 are binding.",
        "See No. 1999, page 1815, or call extension 2001.",
        "They took flight 1912 from gate 1500.",
    ],
    "fr": ["La résolution 1973 fut lue dans la salle 2020.", "Voir la page 1815 et le n° 1999."],
    "es": ["La resolución 1973 se leyó en la sala 2020.", "Véanse la página 1815 y el núm. 1999."],
    "ru": [
        "Резолюция Совета Безопасности ООН 1973 оглашена в комнате 2020.",
        "Смотри № 1999 и страницу 1815.",
    ],
    "ar": ["تلا الرئيس قرار مجلس الأمن 1701 في القاعة 2020.", "انظر القرار رقم 1559 وبالقرار 1970 أيضا."],
    "zh": ["决议 1973 在房间 2020 宣读。", "请看第 1815 页和编号 1999。"],
}


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang in NUMBERS_OF_THINGS for text in NUMBERS_OF_THINGS[lang]]
)
def test_the_number_of_a_thing_is_no_year(values, lang, text):
    assert values(text, languages=(lang,)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("resolution 2231 (2015) and the resolution of 1987", ["2015", "1987"]),
        ("resolutions 242 (1967) and 338 (1973)", ["1967", "1973"]),
        ("قرار مجلس الأمن 1701 لعام 2006", ["عام 2006"]),
        ("резолюция 1987 года", ["1987 года"]),
        ("the room was built in 1987", ["1987"]),
        ("Journal of Maps, Vol. 12, No. 5, 2021", ["2021"]),
        ("see p. 123, 1999, and section 3, 2020", ["1999", "2020"]),
    ],
)
def test_the_year_of_a_thing_that_has_a_number_is_one(values, text, wanted):
    assert [found for found, _ in values(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Version 2.10.2023 is out.",
        "The 3.14.15 version is old.",
        "They run Python 3.10.12 on it.",
        "La version 2.10.2023 est sortie.",
        "La versión 2.10.2023 ha salido.",
        "Вышла версия 2.10.2023 программы.",
        "صدر الإصدار 2.10.2023 من البرنامج",
        "版本2.10.2023发布了。",
    ],
)
def test_a_version_is_no_date(values, text):
    assert values(text) == []


def test_three_numbers_with_full_stops_are_a_date_elsewhere(values):
    assert values("Подписано 2.10.2023 в Москве.") == [("2.10.2023", "2023-10-02")]
    assert values("Moscow 27.03.15") == [("27.03.15", "2015-03-27")]


@pytest.mark.parametrize(
    "text",
    [
        "Rule 10 may apply.",
        "One may ask, and of these 20 may die.",
        "You may first sit down.",
        "I may second that.",
        "Around 20 may come.",
        "The four march on.",
    ],
)
def test_the_verb_may_is_no_month_beside_a_number(values, text):
    assert values(text, languages=("en",), anchor="2024-07-16") == []


def test_may_without_a_capital_is_the_month_where_a_preposition_leads_to_it(values):
    assert values("on 5 may we met", anchor="2024-07-16") == [("5 may", "?2024-05-05")]
    assert values("since may 5.", anchor="2024-07-16") == [("may 5", "?2024-05-05")]
    assert values("it was 5 may 2021") == [("5 may 2021", "2021-05-05")]


IMPOSSIBLE = [
    "February 30, 2023",
    "31 June 2024",
    "29 February 2023",
    "le 30 février 2023",
    "el 31 de abril de 2024",
    "31 апреля 2024 года",
    "31 أبريل 2024",
    "2023年2月30日",
    "29/02/2023",
    "2/29/2023",
    "2023-02-30",
    "2023-02-30T10:00Z",
    "September 30-31, 2021",
]


@pytest.mark.parametrize("written", IMPOSSIBLE)
def test_a_day_that_no_calendar_has_is_told_and_leaves_no_pieces(written):
    found = list(extract_dates([Document("d", f"({written})")]))
    assert [(type(item), item.kind) for item in found] == [(Issue, "impossible")]
    assert repr(written) in found[0].message


def test_a_month_is_kept_where_the_number_after_it_counts_something(values):
    assert values("In June 31 people came.", anchor="2024-07-16") == [("June", "?2024-06")]


@pytest.mark.parametrize(
    "text", ["1 January 10000", "January 1, 10000", "1 января 10000", "le 1er janvier 10000"]
)
def test_a_year_of_five_digits_makes_no_date(values, text):
    assert values(text, anchor="2024-07-16") == []


def test_a_date_of_the_document_that_cannot_be_read_is_told():
    found = list(extract_dates([Document("d", "They met on 5 May.", metadata={"date": "2024-13-45"})]))
    assert [(item.kind, item.message) for item in found if isinstance(item, Issue)] == [
        ("date", "the document's date '2024-13-45' cannot be read; its dates are resolved without it")
    ]
    assert not list(extract_dates([Document("d", "No date.", metadata={"date": ""})]))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("The plan “Vision 2030” was signed in 2016; Vision 2030 is long.", ["2016"]),
        ("Программа «Полюс 2023» начата в 2021 году, форум «Стратегия-2035» позже.", ["2021 году"]),
        ("Le plan « Horizon 2030 » fut signé en 2016.", ["2016"]),
        ("Der Plan „Agenda 2030“ wurde 2015 beschlossen.", ["2015"]),
        ("وقّعت «رؤية 2030» في 2016.", ["2016"]),
        ("“愿景2030”于2016年发布。", ["2016年"]),
        ("She read the novel «1984» in 2016.", ["2016"]),
        ("El concierto «2012 Encore» fue en 2016.", ["2016"]),
    ],
)
def test_a_name_in_quotation_marks_holds_its_year(values, text, years):
    assert [found for found, _ in values(text)] == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("She called it “the crisis of 1929”.", ["1929"]),
        ("He said “In 2030 we leave.”", ["2030"]),
        ('{"year": "2023", "title": "Bridges"}', ["2023"]),
        ("The exhibition “Bridges” of 2016 was long.", ["2016"]),
        ("The painting “Autumn 1914” hangs here.", ["Autumn 1914"]),
        ("They went to Expo 2020 and Euro 2024.", ["2020", "2024"]),
    ],
)
def test_a_year_beside_a_name_or_in_what_is_said_is_one(values, text, years):
    assert [found for found, _ in values(text)] == years


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Richtlinie 2009/29/EG gilt, und der Beschluss 2009/12/JI auch."),
        ("en", "Directive 2014/88/EU applies, and so does directive 2003/87."),
        ("en", "Resolution 2009/12 was passed."),
        ("fr", "La directive 2001/20/CE a été modifiée."),
    ],
)
def test_the_number_of_a_decree_is_no_year_or_month(values, lang, text):
    assert values(text, languages=(lang,)) == []


def test_two_years_with_a_slash_are_a_time(values):
    text = "In 1996/97 it rained, as in 1914/18 and on 2009/11."
    assert [found for found, _ in values(text)] == ["1996/97", "1914/18", "2009/11"]


@pytest.mark.parametrize(
    "text",
    [
        "They began the Long March from the south.",
        "There were no battles along the March. They turned north.",
        "He spoke of Sherman's March again.",
        'The song "White Christmas" was the signal.',
    ],
)
def test_a_march_and_a_song_are_no_dates(values, text):
    assert values(text, languages=("en",), date="2024-05-14") == []


@pytest.mark.parametrize(
    "text",
    [
        "Call the clerk, tel. 2-17-40.",
        "Bitte rufen Sie uns an: Telefon 2-17-40.",
        "Appelez le tél. 02-17-40.",
        "Llame al teléfono 2-17-40.",
        "Chiamare il tel. 2-17-40.",
        "Ligue para o telefone 2-17-40.",
        "Вопросы по тел. 2-17-40.",
        "Питання за тел. 2-17-40.",
        "电话：2-17-40",
        "هاتف 2-17-40",
        "Under Decree No. 2019-77 it ends.",
        "L'arrêté n° 2019-77 est abrogé.",
        "По закону № 2300-1 это так.",
        "Відповідно до ст. 26 закону рада вирішила.",
    ],
)
def test_numbers_of_telephones_and_of_laws_are_no_dates(find, text):
    assert find(text) == []


def test_a_comma_and_a_preposition_after_a_month_make_it_no_month_of_the_year(values):
    assert values("C'était chez la tante Avril, en 1943.") == [("1943", "1943")]


@pytest.mark.parametrize("text", ["Call 0803 555 2021 now.", "Ring 555 2021.", "The book is 978 0 2021."])
def test_a_number_that_ends_a_row_of_numbers_is_no_year(values, text):
    assert values(text) == []
    assert values("In 2021 it rained.") == [("2021", "2021")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Il aimait cette mer."),
        ("fr", "Quel qu'eût été ce regard, il partit."),
        ("es", "Miró este mar."),
    ],
)
def test_a_word_that_is_also_a_short_name_is_no_date_behind_this(values, lang, text):
    assert values(text, languages=(lang,)) == []


@pytest.mark.parametrize(
    ("lang", "text", "weekday"),
    [
        ("fr", "La foire eut lieu le 14 mai 2023. L'homme est mort mardi d'après la police.", "mardi"),
        ("fr", "La foire eut lieu le 14 mai 2023. Il est mort le mardi d'après la police.", "le mardi"),
        ("ru", "Ярмарка прошла 14 мая 2023 года. В среду после того, как она прошла, он уехал.", "среду"),
        ("uk", "Ярмарок пройшов 14 травня 2023 року. У середу до того, як він пройшов, лило.", "середу"),
    ],
)
def test_a_weekday_before_according_to_or_after_what_happened_is_not_the_next_one(
    values, lang, text, weekday
):
    assert values(text, languages=(lang,))[1][0] == weekday


def test_a_surname_that_is_an_old_name_of_a_month_is_none(values):
    found = values("Edward Jenner 1796 führte die Impfung ein.", languages=("de",))
    assert found == [("1796", "1796")]


@pytest.mark.parametrize(
    "text", ["代表团提前一周抵达北京。", "今后一年我们将继续努力。", "目前一季度还没有数据。"]
)
def test_a_word_that_ends_before_one_week_is_not_the_week_before(find, text):
    assert all("前" not in mention.text and "后" not in mention.text for mention in find(text))


def test_a_power_in_kilowatts_is_no_week(values):
    assert values("Der Motor hat 18 kW. 22 Leute sahen ihn.", languages=("de",)) == []
    found = values("Wir liefern 2010 in der 22. KW, in KW 23 und in der 24 KW.", date="2010-05-03")
    assert [text for text, _ in found] == ["2010", "22. KW", "KW 23", "24 KW"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The tree is 2000 years old."),
        ("en", "It took fourteen hundred years."),
        ("en", "It took a thousand years."),
        ("fr", "Il régna pendant 1500 ans."),
        ("es", "Hace 2000 años."),
        ("it", "Per 1500 anni nessuno lo lesse."),
        ("pt", "Há 2000 anos."),
        ("pt", "Custou dez mil réis."),
        ("de", "Der Baum ist 2000 Jahre alt."),
        ("ru", "Через 1500 лет его нашли."),
        ("uk", "Йому 1500 років."),
        ("ar", "بني منذ 1500 عام."),
    ],
)
def test_how_many_years_something_took_is_no_year(values, lang, text):
    assert [value for _, value in values(text, languages=(lang,)) if value is not None] == []


@pytest.mark.parametrize(
    ("lang", "text", "years"),
    [
        ("ru", "В 1990 и 1991 годах.", ["1990", "1991"]),
        ("uk", "У 1990 і 1991 роках.", ["1990", "1991"]),
        ("ru", "Построен в 1858 году.", ["1858"]),
        ("ar", "بني عام 1500.", ["1500"]),
        ("pt", "No ano mil.", ["1000"]),
    ],
)
def test_years_with_their_word_stay_years(values, lang, text, years):
    assert "/".join(value for _, value in values(text, languages=(lang,))) == "/".join(years)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It makes 1900 MW on 1700 ha, and 2000 W, 1800 m², 2048 bits, 1990 kWh."),
        ("de", "Er hat 1900 kV, 2048 Bit, 1800 m² und 1700 ha."),
        ("fr", "Il a 1920 px, 2000 mAh et 1700 ha de bois."),
        ("es", "Tiene 1900 MW, 1800 km/h y 2000 W."),
        ("it", "Ha 1900 Hz, 1800 m² e 1600 m2."),
        ("pt", "Tem 1900 MW e 2000 mAh."),
        ("ru", "Имеет 1900 МВт, 1800 м², 2048 бит и 2000 Вт."),
        ("uk", "Має 1900 МВт, 1800 м² і 2048 біт."),
        ("ar", "تمتد على مسافة 1800 كلم وتبعد 1900 كم وتنتج 1700 ميغاواط."),
        ("zh", "比默认的 2048 位更安全。"),
    ],
)
def test_a_number_with_a_unit_of_measurement_is_no_year(find, lang, text):
    assert find(text, languages=(lang,)) == []


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("es", "los Decretos Nros. 1952 del 3 de diciembre de 2008, 2098 del 3 de diciembre de 2008", "2008-12-03"),
        ("fr", "les lois n° 1952 du 5 avril 2005 et 2098 du 5 avril 2005", "2005-04-05"),
        ("it", "le leggi n. 1952 del 5 aprile 2005 e 2098 del 5 aprile 2005", "2005-04-05"),
        ("pt", "os Decretos n.º 1952 de 5 de abril de 2005 e 2098 de 5 de abril de 2005", "2005-04-05"),
        ("de", "die Gesetze Nr. 1952 vom 5. April 2005 und 2098 vom 5. April 2005", "2005-04-05"),
        ("en", "Decrees Nos. 1952 of 5 April 2005 and 2098 of 5 April 2005", "2005-04-05"),
        ("ru", "приказы № 1952 от 5 апреля 2005 г. и 2098 от 5 апреля 2005 г.", "2005-04-05"),
        ("uk", "накази № 1952 від 5 квітня 2005 р. та 2098 від 5 квітня 2005 р.", "2005-04-05"),
    ],
)  # fmt: skip
def test_a_number_of_a_decree_with_its_own_day_is_no_year(find, lang, text, day):
    assert [date.value for date in find(text, languages=(lang,))] == [day, day]


def test_so_many_days_in_chinese_are_no_day_of_the_month(find):
    text = "法律于2020年12月23日通过，催告后在30日内履行，自同意之日起30日内，历时15日。会议25日举行。"
    assert [date.value for date in find(text)] == ["2020-12-23", "2020-12-25?"]


def test_the_destination_of_a_link_in_markdown_is_an_address(find):
    text = "[a bug](/en/news/2013/02/22/dos-2013-02-22/) of [5 May 2023](2023/report.html)\n[1]: /news/2013/02/22/\n"
    assert [date.value for date in find(text)] == ["2023-05-05"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "It grew from 1150 in 2001 to 1900 in 2007.", ["2001", "2007"]),
        ("fr", "Elle est passée de 1150 en 2001 à 1900 en 2007.", ["2001", "2007"]),
        ("es", "Pasó de 1150 en 2001 a 1900 en 2007.", ["2001", "2007"]),
        ("it", "Passò da 1150 nel 2001 a 1900 nel 2007.", ["2001", "2007"]),
        ("pt", "Passou de 183 em 2001 para 1150 em 2007.", ["2001", "2007"]),
        ("de", "Sie wuchs von 1150 im Jahr 2001 auf 1900 im Jahr 2007.", ["2001", "2007"]),
        ("ru", "Оно выросло со 183 человек в 2001 до 1150 в 2007 году.", ["2001", "2007"]),
        ("ru", "Он содержал около 1400 слов, около 1400 года.", ["1400"]),
        ("pt", "Tem cerca de 1400 palavras.", []),
        ("de", "Rund 2000 Stellen werden frei.", []),
        ("zh", "这座桥有1500年历史，建于1500年。", ["1500"]),
        ("de", "Er sprang vom 3. auf den 5. Platz.", []),
        ("es", "La Resolución N° 18/03 del Consejo.", []),
        ("en", "On 22 June 2017 Alice met Bob and Eve.", ["2017-06-22"]),
        ("it", "Il 27 novembre 2015 contano i 6 mesi precedenti.", ["2015-11-27"]),
        ("de", "Am 27. November 2015 zählten die 6 vorangegangenen Monate.", ["2015-11-27"]),
    ],
)
def test_what_is_counted_in_a_year_or_ranked_is_none(find, lang, text, wanted):
    assert [date.value for date in find(text, languages=(lang,))] == wanted


def test_paths_and_comments_of_pages_hold_no_dates(find):
    assert find("The vote was held.\n\nSee also: /minutes/2018/07/05/ <!-- of 2025-12-24 -->\n") == []
    assert (
        find(
            "The vote was held. <!-- written\nby Ana on 2025-12-24\n--> See [it]({{ site.url }}/2018/07/05/x.html).\n"
        )
        == []
    )
    assert len(find("The vote was held <!-- on 2025-12-24.\n")) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He died on a Monday."),
        ("de", "Er starb an einem Montag."),
        ("fr", "Il mourut un lundi."),
        ("es", "Murió un lunes."),
        ("it", "Morì un lunedì."),
        ("pt", "Morreu numa segunda-feira."),
        ("ru", "Он умер в один понедельник."),
        ("uk", "Він помер одного понеділка."),
        ("zh", "他死在一个星期一。"),
    ],
)
def test_any_monday_is_none_that_is_known(find, lang, text):
    (date,) = find(text, languages=(lang,), anchor="2024-12-29")
    assert date.value is None


def test_any_monday_beside_a_day_is_that_day(find):
    assert [date.value for date in find("It was 12 July 1994, a Tuesday.")] == ["1994-07-12", "1994-07-12?"]


@pytest.mark.parametrize(
    ("lang", "text", "decades"),
    [
        ("en", "She is in her early 40s; he was born in the 40s.", ["194X"]),
        ("en", "Both in their 20s and 30s, a man in his late-50s and one well into his seventies.", []),
        (
            "en",
            "Highs in the upper 80s are likely. Music of the 80s and his 1980s work were played.",
            ["198X"] * 2,
        ),
        ("de", "Eine Frau in ihren Sechzigern kam. In den sechziger Jahren war sie hier.", ["196X"]),
        ("ar", "امرأة في الأربعينات من عمرها ورجل في الثلاثينيات من العمر. كان ذلك في الستينات.", ["196X"]),
        ("ru", "Это было в десятых числах февраля и в 20-х числах мая. Так жили в 60-х годах.", ["196X"]),
        ("uk", "У 10-х числах лютого з’явилися дописи. Так жили в 90-х роках.", ["199X"]),
    ],
)
def test_an_age_a_temperature_and_a_third_of_a_month_are_no_decades(find, lang, text, decades):
    found = [date.value for date in find(text, languages=(lang,)) if date.granularity == "decade"]
    assert found == decades


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        ("pt", "O menino deve ter 12 anos e o irmão vai ter 3 em breve.", []),
        ("pt", "Programa: seg 12, ter 13, qua 14 e qui 15.", ["12", "13", "14", "15"]),
    ],
)
def test_a_short_weekday_that_is_a_word_behind_another_word_leads_to_no_day(values, lang, text, days):
    assert [value[-2:] for _, value in values(text, languages=(lang,))] == days


@pytest.mark.parametrize(
    ("lang", "text", "decades"),
    [
        ("en", "I gave my aunt 20s., to carry to my mother, and 10s. to Pall; wages rose from 20s. to 30s.", []),
        ("en", "He was fined 40s and costs. Cook for 90s, rest for 60s between sets. The 30s timeout is over.", []),
        ("en", "70s and 80s music, a 60s-inspired look, and the 1820s and 30s.", ["197X", "198X", "196X", "182X", "183X"]),
        ("en", "The late 60s and 70s, the '50s, mid-80s London, in 90s Britain.", ["196X", "197X", "195X", "198X", "199X"]),
        ("de", "Warten Sie 30s. In den 80s war das so.", ["198X"]),
        ("fr", "Attendez 30s puis redémarrez.", []),
        ("es", "Espere 30s y pulse. En los 60s la música cambió.", ["196X"]),
        ("it", "Aspetta 60s prima di aprire.", []),
        ("pt", "Aguarde 90s antes de abrir.", []),
        ("ru", "Подождите 30s и нажмите кнопку.", []),
        ("uk", "Зачекайте 30s і натисніть.", []),
        ("ar", "انتظر 30s ثم اضغط.", []),
        ("zh", "等待 30s 后重启。", []),
    ],
)  # fmt: skip
def test_shillings_and_seconds_are_no_decades(find, lang, text, decades):
    assert [date.value for date in find(text, languages=(lang,))] == decades


@pytest.mark.parametrize(
    ("lang", "text", "years"),
    [
        ("fr", "Les suites BWV 1007 à 1012 sont de Bach.", []),
        ("de", "Die Suiten BWV 1007 bis 1012. Siehe RFC 1918 und ISO 1999.", []),
        ("es", "Las suites BWV 1007 y 1012.", []),
        ("en", "See pages 1990 to 2010. The asteroid 1999 NN40 was found.", []),
        ("en", "From 1066 to 1087 he ruled. In 2014 MH17 was shot down.", ["1066/1087", "2014"]),
        ("ar", "وقد خلقنا نصفها في أفق 2020 بعد سنتين فقط من إطلاق المخطط.", ["2020"]),
        ("en", "Move the September one to a later date.", ["XXXX-09"]),
    ],
)
def test_the_number_of_a_catalogue_or_a_count_from_an_event_is_no_year(find, lang, text, years):
    assert [date.value for date in find(text, languages=(lang,))] == years


FRACTIONS = {
    "en": "Take 3/4 cup of rice and 1/4 teaspoon of salt.",
    "de": "Man nehme 3/4 Tasse Reis und 1/2 EL Salz.",
    "fr": "Prenez 3/4 tasse de riz et 1/2 cuillère de sel. Les 3/4 de la population.",
    "it": "Prendi 3/4 tazza di riso e 1/2 cucchiaio di sale.",
    "es": "Toma 3/4 taza de arroz y 1/2 cucharada de sal.",
    "pt": "Pegue 3/4 xícara de arroz e 1/2 colher de sal.",
    "ru": "Команда вышла в 1/4 финала. Возьмите 3/4 стакана риса и 1/2 ложки соли.",
    "uk": "Візьміть 3/4 склянки рису і 1/2 ложки солі.",
    "ar": "خذ 3/4 كوب من الأرز و 1/2 ملعقة ملح.",
    "zh": "取 3/4 杯米和1/2勺盐。",
}


@pytest.mark.parametrize("lang", FRACTIONS)
def test_a_fraction_of_something_is_no_day(values, lang):
    assert values(FRACTIONS[lang], languages=(lang,)) == []


def test_a_fraction_is_a_day_where_a_word_says_so(find):
    found = find("We met on 3/4 and left on Friday 1/2 with all.", languages=("en",))
    assert [date.text for date in found] == ["3/4", "Friday 1/2"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("de", "Er hat mir Alles so erzählt.", []),
        ("de", "Offen ist alle So.", ["alle So"]),
        ("en", "White: May I ask this? In May I went home.", ["May"]),
    ],
)
def test_a_word_is_no_name_of_a_day_or_a_month(values, lang, text, wanted):
    assert [found for found, _ in values(text, languages=(lang,))] == wanted


def test_spaces_around_the_characters_for_year_month_and_day_say_nothing(find):
    text = "指南于 2019 年 7 月 14 日发表，2020 年 3 月至 5 月修订。会议 2021 年6月 5 日至 9 日 召开。在 30 日内，历时 15 日。"
    found = [date.value for date in find(text, languages=("zh",))]
    assert found == ["2019-07-14", "2020-03/2020-05", "2021-06-05/2021-06-09"]


def test_to_day_and_to_morrow_are_words_with_a_hyphen_too(find):
    text = "To-morrow we sail, and to-day we rest; to-night we dance."
    assert [date.text for date in find(text, languages=("en",))] == ["To-morrow", "to-day", "to-night"]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("it", "Era nel marzo del 97.", "1997-03?"),
        ("pt", "Em Junho de 59 morreu.", "1959-06?"),
        ("es", "Llegó en el verano del 96.", "1996-22?"),
        ("en", "In June of '59 he died.", "1959-06?"),
    ],
)
def test_a_month_of_two_digits_is_a_guess_where_nothing_tells_the_century(find, lang, text, value):
    (date,) = find(text, languages=(lang,))
    assert (date.value, date.ambiguous) == (value, ["century"])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Nel 1809 fu stalla. Negli anni Cinquanta si pensò di demolirla, nel febbraio del '57 no."),
        ("en", "It fell in 1809. In the fifties they built it again, and opened it in February '57."),
    ],
)
def test_a_decade_before_tells_the_century_of_a_year_in_it(find, lang, text):
    assert find(text, languages=(lang,))[-1].value == "1957-02"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He came at Whitsun and left at Pentecost; Ash Wednesday was cold."),
        ("de", "Er kam am Aschermittwoch und ging am Rosenmontag."),
        ("fr", "On part à la Pentecôte."),
        ("it", "Arriva a Pentecoste."),
        ("es", "Llegó en Pentecostés."),
        ("pt", "Chegou no Pentecostes."),
        ("ru", "Он приехал на Троицу."),
        ("zh", "他春节回家，中秋节又回来。"),
    ],
)
def test_a_movable_feast_without_a_year_has_no_month(find, lang, text):
    found = find(text, languages=(lang,))
    assert found
    assert {(date.value, date.written, date.granularity) for date in found} == {(None, None, None)}


def test_a_word_of_time_across_the_border_of_two_words_is_none_in_chinese(values):
    text = "不同年龄的人，不同年级的学生。提前一天备好，提前一年预订。本周期已完成，上周期没有。后天性疾病。今年轻人很多。三年后备队。"
    assert values(text, languages=("zh",)) == []
    text = "今年很热。本周开会。后天见。会议提前到2019年5月3日。前一天下雨。"
    found = [found for found, _ in values(text, languages=("zh",))]
    assert found == ["今年", "本周", "后天", "2019年5月3日", "前一天"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Download the development version (e.g. **1.7.21**) and unpack it."),
        ("zh", "下载最新的开发版本(如**1.7.21**)并解压。内核版本 5.4.20，固件 3.2.11。"),
        ("ru", "Скачайте версию 1.7.21 и ядро 5.4.20."),
        ("en", '# Team\n\n- [Win]({{ "/2018/03/13/win-big/" | url }}) {% post_url 2018-03-13-win-big %}'),
    ],
)
def test_versions_behind_a_bracket_and_addresses_in_templates_are_no_dates(values, lang, text):
    assert values(text, languages=(lang,)) == []


def test_an_estate_in_portuguese_is_no_thursday(values):
    text = "O rei visitou a quinta do conde e a quinta do Lago. A reunião é na quinta da próxima semana, ou na segunda de manhã."
    found = [found for found, _ in values(text, languages=("pt",))]
    assert found == ["quinta", "próxima semana", "segunda"]


@pytest.mark.parametrize(
    "text",
    [
        "Bypass back on the table\n\nBy April Sandford, local government correspondent\n\nPlans are back.",
        "Das Hallenbad bleibt zu\n\nVon Mareike August\n\nDas Bad bleibt zu.",
        "Le pont\n\nPar Avril Desmoulins\n\nLe pont reste.",
        "السوق ينتظر سقفه\n\nكتب: نيسان العلي\n\nما زالت الأغطية هنا.",
        "La boa “Marzo-2” trasmette.",
        "Новая линия «Май-3» заработает.",
        "储能系统“四月”正式上市。",
        "Eintritt 14/10 Euro",
    ],
)
def test_months_in_bylines_and_in_names_and_two_prices_are_no_dates(values, text):
    assert values(text, date="2024-02-24") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("By April London was quiet.", ("April", "?2024-04")),
        ("Rents in town\n\nBy April, rents had doubled.", ("April", "?2024-04")),
        ("Das Bad\n\nVon August bis Oktober\n\nGeschlossen.", ("August bis Oktober", "?2024-08/?2024-10")),
        ("Due on March-2 at noon.", ("March-2", "?2024-03-02")),
    ],
)
def test_months_that_look_like_those_of_a_name_are_dates(values, text, date):
    assert values(text, date="2024-02-24") == [date]
