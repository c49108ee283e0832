"""Forms of notes, messages and names of files: terse, and with a date of the document to count from."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.records import Issue


@pytest.mark.parametrize(
    ("lang", "text", "written", "value"),
    [
        ("es", "El pago vence el 14 del 9 en la caja.", "el 14 del 9", "?2024-09-14"),
        ("fr", "On se voit le 14 du 9 à la gare.", "le 14 du 9", "?2024-09-14"),
        ("en", "The log is of March-2022-30.", "March-2022-30", "2022-03-30"),
        ("fr", "Voir le relevé 2022/30/mars.", "2022/30/mars", "2022-03-30"),
        ("es", "Consta en 30-2022-marzo.", "30-2022-marzo", "2022-03-30"),
        ("es", "Cerró el 3er trimestre-2021 con pérdidas.", "el 3er trimestre-2021", "2021-07/2021-09"),
        ("es", "La boda cae el sábado trece.", "el sábado trece", "2024-07-13?"),
        ("es", "La entrega es el día veintidós.", "el día veintidós", "2024-07-22?"),
        ("en", "The minutes are in board-2023-04-05.pdf now.", "2023-04-05", "2023-04-05"),
        ("en", "This Tuesday (July 23) we sail.", "This Tuesday (July 23", "2024-07-23"),
        ("en", "Which month is it? 11-2014", "11-2014", "2014-11"),
        ("es", "¿Recuerdas cuándo fue? 10/8, 11 de agosto?", "10/8", "?2024-08-10"),
        ("fr", "Le bail court du 24 06 2021 au décès.", "24 06 2021", "2021-06-24"),
        ("en", "Sales of quarter 2 of 2018 fell.", "quarter 2 of 2018", "2018-04/2018-06"),
        ("fr", "Le chiffre du trimestre2 2018 monte.", "trimestre2 2018", "2018-04/2018-06"),
        ("es", "Se publica en 2018 trimestre 2.", "2018 trimestre 2", "2018-04/2018-06"),
        ("es", "Ensayamos la misma semana.", "la misma semana", "2024-07-15/2024-07-21"),
    ],
)
def test_a_terse_form_is_found_with_its_value(values, lang, text, written, value):
    assert (written, value) in values(text, languages=(lang,), anchor="2024-07-16")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Subió el 5 del 10 por ciento; ganó el 3 de 4 y el 2 del 4 equipo."),
        ("en", "The week of the 18th annual fair was wet."),
        ("en", "The model board-2023-44-05 is sold out."),
        ("fr", "Un texte sur deux lignes.\n3/16"),
    ],
)
def test_what_looks_like_a_terse_form_is_left_alone(find, lang, text):
    assert find(text, languages=(lang,), anchor="2024-07-16") == []


def test_a_number_after_a_weekday_that_counts_something_is_no_day(values):
    text = "El equipo entrena el martes dos horas."
    assert [written for written, _ in values(text, languages=("es",), anchor="2024-07-16")] == ["el martes"]


def test_three_numbers_of_a_row_of_numbers_are_no_day(find):
    for text in ("Los códigos 12 24 06 2021 5", "Les lignes 4 6 2021 sont vides."):
        assert all(found.granularity != "day" for found in find(text, languages=("es", "fr")))


def test_a_text_that_is_two_numbers_and_nothing_else_is_a_day_if_one_is_too_large_for_a_month(values):
    assert values("27/3", languages=("es",), anchor="2024-07-16") == [("27/3", "?2024-03-27")]
    assert values("3/4", languages=("es",), anchor="2024-07-16") == []


def test_a_short_weekday_that_is_no_other_word_is_one_before_a_full_stop(values):
    text = "Abrimos lun. y juev. por la mañana; el mar. está en calma."
    assert [written for written, _ in values(text, languages=("es",), anchor="2024-07-16")] == ["lun", "juev"]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "the week of the 24th.", "2024-07-22?/2024-07-28?"),
        ("es", "la semana del 24.", "2024-07-22?/2024-07-28?"),
        ("fr", "la semaine du 24.", "2024-07-22?/2024-07-28?"),
    ],
)
def test_the_week_of_a_day_without_a_month_begins_on_a_monday(values, lang, text, value):
    assert [found for _, found in values(text, languages=(lang,), anchor="2024-07-16")] == [value]


def test_a_week_that_begins_on_a_day_is_of_the_year_in_which_it_is_a_monday(values):
    # 3 March was a Monday in 2025, and a Sunday in 2024.
    (found,) = values("the week beginning 3 March", date="2024-07-16")
    assert found == ("the week beginning 3 March", "?2025-03-03/?2025-03-09")
    (found,) = values("la semana que va del 3 de marzo", date="2024-07-16")
    assert found[1] == "?2025-03-03/?2025-03-09"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("el próximo 14/06", "?2025-06-14"),
        ("el pasado 14/08", "?2023-08-14"),
        ("este 14/08", "?2024-08-14"),
    ],
)
def test_the_next_and_the_last_day_in_digits_are_counted_from_the_document(values, text, value):
    assert [found for _, found in values(text, languages=("es",), date="2024-07-16")] == [value]


def test_a_day_that_is_near_stays_near_whatever_its_weekday_says():
    document = Document("d", "We meet this Friday, 3 August.", metadata={"date": "2024-07-16"})
    found, issue = extract_dates([document], DateOptions())
    assert found.value == "?2024-08-03"
    assert isinstance(issue, Issue)
    assert issue.kind == "weekday"


def test_of_a_line_with_accents_no_word_is_english_first(values):
    assert values("Pagó así 03-ago-2021") == [("03-ago-2021", "2021-08-03")]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "How about friday night or sat?", ["friday night", "sat"]),
        ("en", "Open Fri & Sat, closed on Sun.", ["Fri & Sat", "Sun"]),
        ("de", "Geht es bei dir Fr oder Sa?", ["Fr", "Sa"]),
        ("de", "Kommst du am Sa mit?", ["Sa"]),
        ("fr", "On se voit vendredi ou sam ?", ["vendredi", "sam"]),
        ("es", "Me quedan libres sáb/dom.", ["sáb", "dom"]),
        ("it", "Ci vediamo venerdì o sab?", ["venerdì", "sab"]),
        ("pt", "Pode ser sexta ou sáb?", ["sexta", "sáb"]),
        ("ru", "Встретимся в пт или в сб.", ["пт", "сб"]),
        ("ru", "Сделаю к чт.", ["чт"]),
        ("uk", "Зустрінемося у пт чи сб?", ["пт", "сб"]),
    ],
)
def test_a_short_weekday_beside_another_one_is_a_weekday(values, lang, text, wanted):
    assert [written for written, _ in values(text, languages=(lang,), anchor="2024-07-17")] == wanted


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They came on a day or sat down."),
        ("en", "We met there and sat in the sun and the wed bride danced."),
        ("de", "Es geht so oder so, fr und frei."),
        ("ru", "Дело передано в ВС РФ."),
    ],
)
def test_a_word_that_is_no_weekday_is_left_alone(find, lang, text):
    assert find(text, languages=(lang,), anchor="2024-07-17") == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I lost 1500 in just five hours."),
        ("fr", "Elle a payé 1800 pour cela."),
        ("es", "El viaje costó 1600 en total."),
        ("it", "Il biglietto costa 1700 in tutto."),
        ("pt", "A viagem custou 1900 no total."),
        ("de", "Die Reise kostete 1600 insgesamt."),
    ],
)
def test_an_amount_after_a_verb_of_paying_is_no_year(find, lang, text):
    assert find(text, languages=(lang,)) == []


@pytest.mark.parametrize(
    ("date", "text", "wanted"),
    [
        ("2025-03-18", "I thought it was the 30th!! So it's the 23rd at mine.", [("the 30th", "2025-01-30?"), ("the 23rd", "2025-03-23?")]),
        ("2024-10-06", "We go over the pass before the 12th (it's a holiday).", [("the 12th", "2024-10-12?")]),
        ("2026-04-15", "It will be on the 7th or the 8th.", [("the 7th", "2026-05-07?"), ("the 8th", "2026-05-08?")]),
        ("2023-10-04", "The fire was on 12 July 1994. People say it was the 13th.", [("12 July 1994", "1994-07-12"), ("the 13th", "1994-07-13?")]),
        ("2023-09-28", "Den Rückflug habe ich für den 8. gebucht.", [("8.", "2023-09-08?")]),
        ("2024-01-15", "Hasta el próximo día 20.", [("el próximo día 20", "2024-01-20?")]),
        ("2026-05-07", "Quien espere hasta el 24 las comerá a 6.", [("el 24", "2026-05-24?")]),
        ("2025-06-11", "It will remain closed until at least September.", [("September", "?2025-09")]),
        ("2026-02-03", "A concert is pencilled in for 10 October.", [("10 October", "?2026-10-10")]),
        ("2025-02-12", "La conserverie, à l'arrêt depuis l'incendie du 7 décembre, ne rouvrira pas.", [("7 décembre", "?2024-12-07")]),
        ("2024-10-03", "La segunda fase, licitada el 17 de junio, arrancará en otoño.", [("el 17 de junio", "?2024-06-17"), ("otoño", "?2024-23")]),
        ("2025-06-25", "J'ai répétition vendredi. J'ai vu Paul lundi.", [("vendredi", "2025-06-27?"), ("lundi", "2025-06-23?")]),
        ("2024-11-07", "بين ١٩٤١ و١٩٥٢ سجلت قراءة.", [("١٩٤١ و١٩٥٢", "1941/1952")]),
        (None, "Talk: Songs of the 1890s\nWednesday 24 September, 2 pm. No class on the 11th.\n", [("the 1890s", "189X"), ("Wednesday 24 September", "XXXX-09-24"), ("the 11th", "XXXX-XX-11")]),
    ],
)  # fmt: skip
def test_days_and_months_that_lean_on_their_sentence(values, date, text, wanted):
    assert values(text, date=date) == wanted
