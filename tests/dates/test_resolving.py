"""What is not written is worked out, and the record says from what."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.errors import UsageError
from corpuskit.records import Issue


def test_without_any_anchor_a_year_stays_open(find):
    (date,) = find("They met on July 16.")
    assert (date.written, date.value, date.first_day, date.resolved_by) == (
        "XXXX-07-16",
        "XXXX-07-16",
        None,
        None,
    )


def test_news_takes_the_nearest_year_and_favours_the_past(values):
    assert values("They met on December 20.", date="2024-01-10") == [("December 20", "?2023-12-20")]
    assert values("They will meet on February 20.", date="2023-12-10") == [("February 20", "?2024-02-20")]


def test_the_record_names_the_date_that_gave_the_year(find):
    (date,) = find("They met on December 20.", date="2024-01-10")
    assert date.anchor is not None
    assert (date.resolved_by, date.anchor.value, date.anchor.source) == (
        "document-date",
        "2024-01-10",
        "metadata",
    )


def test_a_story_goes_on_from_the_date_before(values):
    text = "In November 1944 the town was freed. In February the court came back; on 3 April it sat."
    assert [value for _, value in values(text)] == ["1944-11", "?1945-02", "?1945-04-03"]


def test_a_story_passes_over_a_year_that_lies_off_its_way(values):
    text = (
        "On 1 May 1916 it began. A book of 1999 tells it. On 3 May it was over. By 9 May 1916 all was calm."
    )
    assert [value for _, value in values(text)] == ["1916-05-01", "1999", "?1916-05-03", "1916-05-09"]


@pytest.mark.parametrize("year", ["0001", "0002", "9999"])
def test_days_are_counted_from_a_date_of_any_year(values, year):
    assert values("They met again tomorrow.", anchor=f"{year}-05-05") == [("tomorrow", f"{year}-05-06")]


def test_a_weekday_chooses_the_year_it_fits(values):
    assert values("Friday, April 18", date="2024-07-19") == [("Friday, April 18", "2025-04-18")]


def test_a_weekday_that_contradicts_its_date_is_an_issue():
    document = Document("d", "On Monday, July 16, 2024 they met.")
    found = list(extract_dates([document], DateOptions()))
    issue = next(item for item in found if isinstance(item, Issue))
    assert (issue.kind, issue.path) == ("weekday", "d")
    assert "line 1" in issue.message
    assert found[0].value == "2024-07-16"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yesterday", "2024-07-17"),
        ("tomorrow", "2024-07-19"),
        ("today", "2024-07-18"),
        ("last week", "2024-07-08/2024-07-14"),
        ("next month", "2024-08"),
        ("last year", "2023"),
        ("two decades ago", "200X"),
        ("79 years ago", "1945"),
        ("three days ago", "2024-07-15"),
        ("last Tuesday", "2024-07-16"),
        ("next Tuesday", "2024-07-23"),
        ("last April", "2024-04"),
        ("last September", "2023-09"),
        ("this summer", "2024-22"),
        ("the last quarter", "2024-04/2024-06"),
    ],
)
def test_relative_dates_count_from_the_date_of_the_document(values, written, value):
    assert values(f"It happened {written} in Geneva.", date="2024-07-18") == [(written, value)]


def test_a_date_in_apposition_explains_years_ago(values):
    assert values("79 years ago, on June 26, 1945, it was signed.") == [
        ("79 years ago", "1945"),
        ("June 26, 1945", "1945-06-26"),
    ]


def test_vague_words_are_told_on_demand(values):
    assert values("It is now the law.") == []
    assert values("It is now the law.", vague=True) == [("now", None)]


def test_29_february_falls_in_a_leap_year(values):
    assert values("They met on 29 February.", date="2023-03-10") == [("29 February", "?2024-02-29")]


def test_dates_may_be_filtered_by_time(values):
    text = "From 3 May 2019 on, through 2020, until 7 June 2021."
    assert [text for text, _ in values(text, from_="2020-06", to="2021")] == ["2020", "7 June 2021"]
    assert [text for text, _ in values(text, to="2019")] == ["3 May 2019"]


@pytest.mark.parametrize(
    "options", [{"anchor": "soon"}, {"languages": ("xx",)}, {"order": "dym"}, {"from_": "May"}]
)
def test_options_without_sense_are_usage_errors_that_say_what_is_wanted(options):
    with pytest.raises(UsageError) as raised:
        DateOptions(**options)
    assert raised.value.hint or "is not one of" in str(raised.value)


def test_an_islamic_date_with_its_gregorian_one_is_one_record(find):
    (date,) = find("صدر في 10 محرم 1446هـ الموافق 16 يوليو 2024م في جنيف")
    assert (date.text, date.value) == ("10 محرم 1446هـ الموافق 16 يوليو 2024م", "2024-07-16")
    assert date.calendar == "hijri"


def test_an_islamic_date_alone_has_its_gregorian_day(find):
    (date,) = find("بدأ في 1 رمضان 1445 هـ هنا")
    assert (date.text, date.calendar, date.granularity) == ("1 رمضان 1445 هـ", "hijri", "day")
    assert date.value == "2024-03-11"


@pytest.mark.parametrize(
    ("lang", "text", "written", "value"),
    [
        ("ru", "горело летом прошлого года", "летом прошлого года", "2023-22"),
        ("es", "nevó en enero del año pasado", "enero del año pasado", "2023-01"),
        ("en", "it snowed in January last year", "January last year", "2023-01"),
        ("ar", "هطل الثلج في يناير من العام الماضي", "يناير من العام الماضي", "2023-01"),
        ("fr", "au printemps de l'année dernière", "printemps de l'année dernière", "2023-21"),
    ],
)
def test_a_month_or_season_of_another_year(values, lang, text, written, value):
    assert values(text, languages=(lang,), date="2024-07-18") == [(written, value)]


def test_of_two_years_that_fit_a_weekday_the_past_one_is_nearer_and_a_guess(values):
    assert values("Wednesday, May 5", date="2024-07-18") == [("Wednesday, May 5", "?2021-05-05")]


def test_a_weekday_says_the_year_where_the_document_is_near(values):
    assert values("Sunday, May 5", date="2024-07-18") == [("Sunday, May 5", "2024-05-05")]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "In 1877 he left, and the following spring he came back.", "1878-21"),
        ("fr", "En 1877 il partit, et le printemps suivant il revint.", "1878-21"),
        ("es", "En 1877 se fue, y la primavera siguiente volvió.", "1878-21"),
        ("uk", "У 1877 році він вирушив до Одеси, а наступної весни — до Варни.", "1878-21"),
        ("en", "In May 1877 he left, and the following autumn he came back.", "1877-23"),
    ],
)
def test_the_season_that_follows_a_year_is_one_of_the_next_year(values, lang, text, value):
    assert values(text, languages=(lang,))[-1][1] == value


def test_the_next_day_of_a_date_in_another_paragraph_is_a_guess(values):
    text = "It closed on 16 December 1947.\n\nThe next day it snowed."
    assert values(text)[-1][1] == "1947-12-17?"
    assert values(text.replace("\n\n", " "))[-1][1] == "1947-12-17"


def test_the_arabic_word_for_the_day_is_today_only_where_it_stands_alone(values):
    assert values("اجتمع المجلس اليوم في جنيف", languages=("ar",), date="2024-07-18") == [
        ("اليوم", "2024-07-18")
    ]
    # «The next day» and «that day» count from a date spoken of, and there is none.
    found = values("في اليوم التالي واليوم الأول", languages=("ar",), date="2024-07-18")
    assert found == [("اليوم التالي", None)]


def test_a_weekday_settles_the_order_of_day_and_month(find):
    (found,) = find("They talk on Friday 7/6 again.", languages=("en",), anchor="2018-07-04")
    assert (found.value, found.resolved_by, found.ambiguous) == ("2018-07-06", "weekday", [])
    (found,) = find("They talk on Friday 07/06/2018 again.", languages=("en",))
    assert (found.value, found.ambiguous) == ("2018-07-06", [])


def test_a_range_that_the_document_lies_in_is_nearer_than_the_next_one(values):
    assert values("What will happen from May to September?", anchor="2018-09-07") == [
        ("May to September", "?2018-05/?2018-09")
    ]
    assert values("from November to March", anchor="2019-01-07") == [
        ("November to March", "?2018-11/?2019-03")
    ]


def test_the_first_end_of_a_range_in_digits_has_the_year_of_the_last(values):
    assert values("from 5/1-5/7/2020", languages=("en",)) == [("5/1-5/7/2020", "2020-05-01/2020-05-07")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She will be named director in December.", "?2024-12"),
        ("He was named director in December.", "?2023-12"),
        ("Cited by the police in December, he left.", "?2023-12"),
        ("It must be done by December.", "?2024-12"),
        ("It was told in May 2024 that the United States built it in September.", "?2023-09"),
    ],
)
def test_words_of_the_past_and_of_the_future_choose_the_year(values, text, value):
    assert values(text, anchor="2024-04-18", languages=("en",))[-1][1] == value


def test_the_month_of_may_is_no_word_of_the_future(values):
    text = "The report of May 2021 is longer than that of March."
    assert values(text, anchor="2024-07-16", languages=("en",))[-1] == ("March", "?2024-03")


def test_a_year_of_two_digits_is_of_the_century_of_its_story(values):
    text = "In 1791 they left. The Club of '89 was small. By 1793 it was over."
    assert values(text)[1] == ("'89", "1789?")
    assert values("In 2003 they met the class of '99 again.")[1] == ("'99", "1999")


def test_the_previous_one_is_counted_from_what_is_spoken_of(values):
    text = "It closed on 16 October 1989, down from the previous Friday; last month it was up."
    assert values(text, anchor="1989-10-30") == [
        ("16 October 1989", "1989-10-16"),
        ("the previous Friday", "1989-10-13"),
        ("last month", "1989-09"),
    ]


def test_the_spring_after_a_winter_is_that_of_the_next_year(values):
    assert values("In the winter of 1777 they starved. The next spring they marched.") == [
        ("the winter of 1777", "1777-24"),
        ("The next spring", "1778-21"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("from autumn to spring 2021", "2020-23/2021-21"),
        ("from Q4 to Q1 2021", "2020-10/2021-03"),
        ("from November to March 2021", "2020-11/2021-03"),
        ("from Christmas to 5 January 2021", "?2020-12-25/2021-01-05"),
        ("the 470s BC", "-0478/-0469"),
        ("the latter half of 2008", "2008-07/2008-12"),
    ],
)
def test_ranges_turn_with_the_year(values, text, value):
    assert [found for _, found in values(text)] == [value]


@pytest.mark.parametrize(
    "text", ["in the fall and winter of 1775", "Over the spring and early summer of 1775"]
)
def test_a_season_is_known_by_the_one_after_it(values, text):
    assert len(values(text)) == 2


def test_august_is_a_month_with_a_capital_inside_of_a_sentence(values):
    assert values("In 1789 the bold August decrees came.")[1] == ("August", "?1789-08")
    assert values("In 1789 an august body met August Wilson.") == [("1789", "1789")]


def test_a_short_range_of_years_has_two_ends(values):
    assert values("in 1915-17 and 2007/08", ranges="ends") == [
        ("1915", "1915"),
        ("17", "1917"),
        ("2007", "2007"),
        ("08", "2008"),
    ]


def test_entries_of_a_diary_have_the_year_of_its_title(values):
    text = "Diary of 1938\n\n3 May\nRain. Yesterday we slept in a barn.\n\n4 May\nTomorrow the pass.\n"
    assert [value for _, value in values(text)] == [
        "1938", "?1938-05-03", "1938-05-02?", "?1938-05-04", "1938-05-05?",
    ]  # fmt: skip


def test_days_of_a_programme_are_no_days_that_yesterday_counts_from(values):
    text = "Festival\n2 April 2026\n\nSaturday 23 May\nTalk.\n\nSunday 24 May\nBooking opens tomorrow.\n"
    assert values(text)[-1] == ("tomorrow", "2026-04-03")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ley 8/2003, de 8 de abril, y otra.", "2003-04-08"),
        ("Directive 2009/29/EC of 23 April was kept.", "2009-04-23"),
        ("Nos termos da Lei n.º 75/2013, de 12 de setembro, o seguinte.", "2013-09-12"),
    ],
)
def test_the_year_in_the_number_of_a_law_is_that_of_its_day(find, text, value):
    (found,) = (date for date in find(text, anchor="2024-07-16") if date.granularity == "day")
    assert (found.value, found.resolved_by) == (value, "coordination")


@pytest.mark.parametrize("year", ["", " 2009"])
def test_nothing_counts_from_the_day_of_a_law(values, year):
    text = f"She came on 5 May 2021. Directive 2009/29/EC of 23 April{year} was kept. The next day she left."
    assert values(text)[-1] == ("The next day", "2021-05-06")


@pytest.mark.parametrize(
    "text",
    [
        "Sie endet im Wintersemester 2024/25 am 7. Februar.",
        "Der Titel der Saison 1999/00 am 5. Mai war teuer.",
    ],
)
def test_two_years_are_no_number_of_a_law(find, text):
    (found,) = (date for date in find(text, anchor="2025-06-03") if date.granularity == "day")
    assert (found.resolved_by, found.value[:1]) == ("document-date", "?")


@pytest.mark.parametrize(
    "text",
    [
        "It bloomed four days earlier than in spring.",
        "She came in the last day of school.",
        "他今年74岁，周二那天来了。",
    ],
)
def test_comparisons_and_days_that_are_named_twice_give_no_further_date(values, text):
    assert len(values(text, anchor="2024-07-16")) <= 2
    assert not any(
        "earlier" in written or "last day" in written for written, _ in values(text, anchor="2024-07-16")
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The target is for 2040. This Saturday, 15 December, they meet.", ["2040", "?2040-12-15"]),
        ("He has played since the 1950s, and on Saturday 15 July he sings.", ["195X", "XXXX-07-15"]),
        ("Village fair 2025. On Friday, 29 August it opens.", ["2025", "2025-08-29"]),
        ("In the upcoming Jan. 9, 2005, election and the last Nov. 5, 2004 poll.", ["2005-01-09", "2004-11-05"]),
        ("On 10 June 987 he died; since the third of June 118 dead.", ["0987-06-10", "?0987-06-03"]),
        ("In the first century of development it was poor.", []),
        ("In the first century of our era.", ["00XX"]),
    ],
)  # fmt: skip
def test_a_year_far_from_a_day_is_a_guess_and_the_longest_date_is_taken(find, text, wanted):
    assert [date.value for date in find(text, languages=("en",))] == wanted


def test_a_weekday_beside_tomorrow_comes_after_it(find):
    dates = find("Closed tomorrow and Friday.", languages=("en",), anchor="2025-07-09")
    assert [date.value for date in dates] == ["2025-07-10", "2025-07-11?"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("pt", "Em março de 23, choveu.", ["2023-03"]),
        ("es", "En marzo de 23, llovió.", ["2023-03"]),
        ("pt", "5 de maio. 23 de março de 23", ["?2025-05-05", "2023-03-23"]),
        ("pt", "Abrem uma faixa e as duas até 5 de maio.", ["?2025-05-05"]),
        ("pt", "Fico até quarta de cinzas.", ["?2025-03-05"]),
        ("it", "Ha convocato un'assemblea per giovedì 27.", ["2025-02-27?"]),
        ("zh", "李某于2日将其运走了。", ["2025-02-02?"]),
        ("zh", "2016-2017赛季", ["2016/2017"]),
        ("it", "Negli anni ’20 prese il potere.", ["192X"]),
    ],
)
def test_forms_of_single_languages_near_a_document(find, lang, text, wanted):
    assert [date.value for date in find(text, languages=(lang,), anchor="2025-02-20")] == wanted
