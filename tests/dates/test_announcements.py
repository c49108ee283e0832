"""What announcements, programmes and notices are made of: hours of opening, days below a month, feasts of several days."""

from __future__ import annotations

import pytest

RECURRING = [
    ("en", "They meet weekly on Tuesday."),
    ("en", "They meet every two weeks on Tuesday."),
    ("en", "The bells ring on Sunday mornings."),
    ("en", "He comes every Christmas."),
    ("de", "Das Boot kommt wöchentlich am Dienstag."),
    ("es", "La oficina abre los martes y jueves."),
    ("es", "La renta se paga el día 1 de cada mes."),
    ("es", "Viene un martes sí y otro no."),
    ("fr", "Il vient un mardi sur deux."),
    ("it", "Viene a mercoledì alterni."),
    ("pt", "O aluguel vence todo dia 10."),
    ("ru", "Встреча еженедельно во вторник."),
    ("uk", "Ми зустрічаємося кожен другий вівторок."),
    ("ar", "يفتح المكتب أيام الثلاثاء والخميس."),
    ("ar", "مجانا في الأحد الأول من كل شهر."),
    ("zh", "办公室每周二、周四开放。"),
    ("zh", "我们每月第一和第三个星期一开会。"),
    ("zh", "每年春节回家。"),
]


@pytest.mark.parametrize(("lang", "text"), RECURRING)
def test_what_comes_again_has_no_days(find, lang, text):
    found = find(text, date="2024-07-16", languages=(lang,))
    assert [date.kind for date in found] == ["recurring"]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("es", "Horario: martes y jueves de 16 a 18 h", 2),
        ("fr", "Permanence : mardi et jeudi de 14 h à 16 h", 2),
        ("en", "Monday and Thursday 10:00–12:00, Saturday 9–11", 3),
        ("zh", "周一至周五9时至17时，周六10时至14时", 2),
    ],
)
def test_weekdays_beside_hours_come_again(find, lang, text, count):
    found = find(text, date="2024-07-16", languages=(lang,))
    assert [date.kind for date in found] == ["recurring"] * count


def test_weekdays_of_a_sentence_are_days_though_hours_follow(find):
    found = find("They met on Monday and Thursday, 10:00–12:00.", date="2024-07-16")
    assert [date.value for date in found] == ["2024-07-15?", "2024-07-11?"]


def test_a_history_tells_of_a_custom(find):
    text = "The mill was built in 1854. It burned in 1901. It is open from April to October.\n"
    assert [date.value for date in find(text)] == ["1854", "1901", None]


def test_days_below_a_month_are_days_of_it(values):
    text = "Programme\n\nJune 2024\n 5 Opening\n12 Concert\n\nJuly\n3 Closing\n9 Dance\n"
    assert [value for _, value in values(text)] == [
        "2024-06", "2024-06-05", "2024-06-12", "?2024-07", "?2024-07-03", "?2024-07-09",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines", ["1 Approve\n2 Sign\n3 Send\n", "5 km of track\n12 km of road\n", "12 Concert\n"]
)
def test_other_numbers_below_a_month_are_none(values, lines):
    assert [value for _, value in values(f"June 2024\n{lines}")] == ["2024-06"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Over Easter 2024 the shop is closed.", "2024-03-31?"),
        ("It was decided at Easter 2024.", "2024-03-31"),
        ("Im dritten Jahrhundert unserer Stadt kam das Wasser.", "02XX?"),
        ("Im dritten Jahrhundert n. Chr. kam das Wasser.", "02XX"),
    ],
)
def test_what_may_mean_another_time_is_a_guess(values, text, value):
    assert [found for _, found in values(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The note has 1500\ncharacters.",
        "模型的长度为 2048，步数为 1500。",
        "Nous habitons rue du 8-Mai-1945.",
        "La semaine d'après les témoins fut calme.",
    ],
)
def test_counts_streets_and_sources_are_no_dates(values, text):
    assert values(text) == []


def test_the_size_of_a_file_is_no_year(values):
    line = "-rw-r--r-- 1 root root 2048 Mar  4  2019 file.txt\n"
    assert values(line) == [("Mar  4  2019", "2019-03-04")]


@pytest.mark.parametrize(
    "text",
    ["It stood between 1947 and 49.", "Foi reerguida entre 1947 e 49."],
)
def test_between_two_years_the_last_may_have_two_digits(values, text):
    assert [value for _, value in values(text)] == ["1947/1949"]


def test_the_date_of_a_reference_is_not_that_of_its_text(find):
    text = "{{cite web |title=Foo |date=2019-03-04}} It fell yesterday.\n"
    assert [date.value for date in find(text) if date.text == "yesterday"] == [None]


@pytest.mark.parametrize(
    "head",
    [
        "Compte rendu du conseil municipal du 12 mars 2025\nPrésents : Mme Hervé.\nElle est venue hier.\n",
        "2025年3月12日理事会会议纪要\n出席：王\n他昨天来了。\n",
    ],
)
def test_the_name_of_a_record_gives_its_day(find, head):
    assert find(head)[-1].value == "2025-03-11"


def test_a_weekday_does_not_turn_a_day_with_full_stops_round(values):
    # 10 June 2024 is a Monday, too.
    text = "Programm Herbstwoche 2025\nMo, 6.10. Eröffnung\nDi, 7.10. Lesung\n"
    assert [value for _, value in values(text)] == ["2025", "2025-10-06", "2025-10-07"]


def test_a_noun_behind_a_weekday_is_no_part_of_a_name_where_nouns_have_capitals(values):
    text = "[22.06.24, 08:02:12] Olli: Und am Mittwoch Elternabend\n[22.06.24, 08:03:12] Eva: gut\n"
    assert values(text)[1] == ("Mittwoch", "2024-06-26?")


def test_months_behind_what_comes_again_come_again_in_a_history(find):
    text = "The house was built in 1742. It burned in 1790. It opens on Sundays in July and August.\n"
    assert [date.kind for date in find(text)] == ["date", "date", "recurring", "recurring", "recurring"]


def test_days_below_a_month_may_have_their_weekday(values):
    text = "Autumn Programme 2025\nSeptember\nThu 4 Welcome\nThu 18 Talk\n"
    assert [value for _, value in values(text)] == ["2025", "?2025-09", "?2025-09-04", "?2025-09-18"]


def test_the_last_feast_of_a_range_follows_the_first(values):
    text = "Last year it ran between Memorial Day and Labor Day.\n"
    assert values(text, date="2024-11-19")[1][1] == "?2023-05-29/?2023-09-04"


def test_a_name_may_stand_before_the_stamp_of_a_message(values):
    text = "Ann, [3 May 2024, 20:11]: well?\nMax, [3 May 2024, 20:15]: yes\nAnn, [4 May 2024, 07:50]: I came yesterday\n"
    assert values(text)[-1] == ("yesterday", "2024-05-03")


def test_a_verb_is_no_weekday(values):
    text = "Ela deve ter passado as festas. Depois de ter passado o rio, dormiu. Na ter passada choveu.\n"
    assert values(text, date="2024-08-30", languages=("pt",)) == [("ter passada", "2024-08-27")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Llegó el 3 de mayo. En 1711 murió su padre, que era viejo.", "el 3 de mayo"),
        ("Il vint le 6 janvier. En 1711 mourut son père, qui était vieux.", "le 6 janvier"),
        ("It came on 3 June. In 1711 the father died, who was old.", "3 June"),
    ],
)
def test_a_full_stop_behind_a_month_ends_the_sentence(values, text, day):
    assert [found for found, _ in values(text)] == [day, "1711"]


def test_a_day_in_words_closes_the_head_of_a_judgment(values):
    text = "Sentencia núm. 214/2023\nEn Murcia, a veintitrés de noviembre de dos mil veintitrés.\nEl juicio se celebró ayer.\n"
    assert values(text)[-1] == ("ayer", "2023-11-22")


def test_a_rule_in_a_numbered_list_gives_no_date_to_its_text(values):
    text = (
        "BASES DEL CONCURSO\n1. Podrán participar los mayores.\n2. El plazo termina el 15 de mayo de 2025 a las 14:00.\n"
        "3. El jurado se reunió ayer.\nArnedo, 10 de febrero de 2025\n"
    )
    assert ("ayer", "2025-02-09") in values(text)


def test_days_of_a_diary_may_lead_on_with_a_dash(values):
    text = (
        "Journal de bord\nSamedi 8 juin 2019 – Départ à l'aube. Hier encore je doutais.\n"
        "Dimanche 9 – Calme plat. On espère Belle-Île.\nMercredi 12 – Arrivés avec un jour de retard. Demain, repos.\n"
    )
    assert values(text)[-1] == ("Demain", "2019-06-13?")


def test_coming_is_a_verb_where_nothing_leads_to_it(values):
    text = "Mum's coming Friday. This coming Friday we meet.\n"
    assert values(text, date="2024-06-05")[1] == ("coming Friday", "2024-06-07")


def test_but_is_no_past_in_chinese(values):
    text = "[2024-06-05 19:15] 阿杰：去。不过周五我妈来\n[2024-06-06 08:02] 小敏：好\n"
    assert values(text)[1] == ("周五", "2024-06-07?")


def test_the_last_sentence_says_when_a_text_was_updated(values):
    text = "How does it work?\nThe year runs from autumn to summer. It began yesterday. Last updated 14 January 2025.\n"
    assert ("yesterday", "2025-01-13") in values(text)


@pytest.mark.parametrize(
    "text",
    [
        "20 maggio 2025\n\nLa biblioteca riapre martedì prossimo, 3 giugno.\n",
        "20 mai 2025\n\nLa bibliothèque rouvre mardi prochain, 3 juin.\n",
        "20 de mayo de 2025\n\nLa biblioteca reabre el martes próximo, 3 de junio.\n",
    ],
)
def test_next_tuesday_and_its_day_are_one_date(values, text):
    assert [value for _, value in values(text)][1:] == ["2025-06-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Il motore fu comprato nel maggio 2023, tre mesi dopo l'incidente.",
        "Le moteur fut acheté en mai 2023, trois mois après les faits.",
        "O motor foi comprado em maio de 2023, três meses depois dos factos.",
    ],
)
def test_months_after_something_else_are_not_counted_from_the_date_before(values, text):
    assert [value for _, value in values(text)] == ["2023-05"]


@pytest.mark.parametrize("text", ["桥可一日无，民心不可一日无。", "Результат найкращий за десятиліття."])
def test_one_day_and_ten_years_are_no_dates(values, text):
    assert values(f"2024-05-05\n\n{text}")[1:] == []
