"""The date that a document gives itself."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from corpuskit.corpus import Document
from corpuskit.dates.grammar.reader import GrammarOptions
from corpuskit.dates.resolution import document_date
from corpuskit.dates.resolution.document_date import find_document_date


@pytest.mark.parametrize(
    ("text", "value", "source"),
    [
        ("A title\nDUSHANBE, 24.06.2021 (Agency) – Yesterday they met.\nMore.", "2021-06-24", "dateline"),
        ("GENEVA, June 3, 2020 - The council met.", "2020-06-03", "dateline"),
        ("Москва, 15 марта 2023 г. Мост закрыли вчера.", "2023-03-15", "dateline"),
        ("Київ, 15 березня 2023 р. Міст закрили вчора.", "2023-03-15", "dateline"),
        ("КИЇВ, 15 березня 2023 р. («Вісник»). – Міст закрили.", "2023-03-15", "dateline"),
        ("PARIS, le 14 mars 2023. « Le pont est fermé », a déclaré le maire.", "2023-03-14", "dateline"),
        ("LONDON, 15 March 2023. “The bridge is closed,” the mayor said.", "2023-03-15", "dateline"),
        ("A title\n24 June 2021\nThe text begins here.", "2021-06-24", "line"),
        ("A title\nPublished: 24 June 2021\nThe text begins here.", "2021-06-24", "line"),
        ("They met.\n\nGeneva is a city.\n\n24 June 2021", "2021-06-24", "line"),
        ("They intend to meet 23.11.2020 13:39\nThe text.", "2020-11-23T13:39", "line"),
    ],
)
def test_a_dateline_or_a_line_of_its_own_dates_a_document(text, value, source):
    found = find_document_date(Document("d", text))
    assert found is not None
    assert (found.value, found.source) == (value, source)
    assert found.start is not None
    assert found.end is not None
    assert found.line == text[: found.start].count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On July 19, 2024 – a Friday – they met.",
        "They met on 24 June 2021 in Geneva and parted.",
        "В Москве, 15 марта 1812 г. Наполеон ещё не думал о походе.",
        "Москва 15 марта 1812 г. Наполеона ещё не знала.",
        "Friday, April 18\n\nA title",
        "04/07/2000\nA title whose date may be read in two ways",
    ],
)
def test_a_date_in_a_sentence_or_an_open_one_dates_no_document(text):
    assert find_document_date(Document("d", text)) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("2013-03-22", "2013-03-22"),
        ("2013-03-22T10:00:00Z", "2013-03-22T10:00"),
        ("22 March 2013", "2013-03-22"),
    ],
)
def test_the_metadata_come_before_the_text(field, value):
    found = find_document_date(Document("d", "ROME, 1 May 2020 – They met.", metadata={"date": field}))
    assert found is not None
    assert (found.value, found.source, found.start) == (value, "metadata", None)


def test_nothing_heavy_is_loaded():
    import subprocess
    import sys

    code = (
        "import sys; from corpuskit.corpus import Document;"
        "from corpuskit.dates.resolution.document_date import find_document_date as find;"
        "find(Document('d', 'ROME, 1 May 2020 – They met.'));"
        "print(*{name.split('.')[0] for name in sys.modules} & {'dateutil', 'numpy', 'rapidfuzz'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("lang", ["ar", "de", "en", "es", "fr", "it", "pt", "ru", "uk", "zh"])
def test_a_head_is_read_alike_word_for_word_or_at_its_triggers(lang, monkeypatch):
    gold = Path(__file__).parents[1] / "evals" / "gold" / "dates-texts" / f"{lang}.jsonl"
    texts = [json.loads(line)["content"] for line in gold.read_text(encoding="utf-8").splitlines()]
    found = []
    for is_short in (True, False):
        monkeypatch.setattr(document_date, "GrammarOptions", partial(GrammarOptions, short=is_short))
        found.append([find_document_date(Document("doc", text)) for text in texts])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("(di Ines Pavolini, 25.1.2024) - Ha restituito il portafoglio.", "2024-01-25"),
        ("(by Nora Example, 25 January 2024) The lake is gone.", "2024-01-25"),
        ("（記者高以晴／埔新報導，2025/01/21）消失40年的螢火蟲，回到埔新溪畔了。", "2025-01-21"),
        ("HARTOWN (North Wire). By Nora Example, 28 January 2025. The lake is gone.", "2025-01-28"),
        ("ПОСТАНОВЛЕНИЕ\nот 30 января 2024 г. № 118-п\n\nО движении", "2024-01-30"),
        ("節目表\n（民國115年4月28日更新）\n\n7月3日\n開幕", "2026-04-28"),
        ("Niederschrift\nDie Sitzung fand am Mittwoch, 9. November 2022, statt.\n1. Die vom 12.10.2022 gilt.", "2022-11-09"),
        ("会议纪要\n2022年11月9日下午召开会议。\n一、通过2022年10月12日会议纪要。", "2022-11-09"),
        ("Bekanntmachung\nAufgrund der Wegeordnung vom 3. März 2011, zuletzt geändert am 16. Dezember 2022, wird angeordnet:\n1. Nichts.\n\nSandwehr, 22. Oktober 2024\n", "2024-10-22"),
        ("Пресс-релиз\n13.10.2025\n\nМельницы работают", "2025-10-13"),
    ],
)  # fmt: skip
def test_the_day_stands_beside_an_author_a_number_or_in_the_first_sentence_of_a_record(text, date):
    found = find_document_date(Document("doc", text))
    assert found is not None
    assert found.value == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Five minutes with the reed cutter\nMay 2022\nLast month we met him.", "2022-05"),
        ("Der Schilfschneider\nMai 2022 | Ausgabe 3\nWir trafen ihn.", "2022-05"),
        ("社区通讯\n2022年5月\n上个月我们种了树。", "2022-05"),
        ("Reeds\nMay 2022\nHartown, 3 June 2022. They grow.", "2022-06-03"),
        ("Floods in May 2022\nThe river rose.", None),
        ("LINDENRODER ANZEIGER | Nr. 3 | 31. Dezember 2022/1. Januar 2023\nText.", "2022-12-31"),
    ],
)
def test_a_month_in_the_head_is_the_date_where_no_day_is(text, date):
    found = find_document_date(Document("doc", text))
    assert (found and found.value) == date


@pytest.mark.parametrize(
    "text",
    [
        "The panel heard the appeal of 3 May and dismissed it.\nDone at Geneva on 14 September 2022.",
        "Le conseil rejette le recours du 3 mai.\nFait et jugé à Genève, le 14 septembre 2022.",
        "La Junta rechaza el recurso del 3 de mayo.\nDado en Cádiz, a 14 de septiembre de 2022.",
        "Il collegio rigetta.\nCosì deciso in Genova, nella camera di consiglio del 14 settembre 2022.",
        "O conselho rejeita o recurso.\nFeito em Genebra, em 14 de setembro de 2022.",
        "Der Rat weist die Beschwerde zurück.\nGegeben zu Genf am 14. September 2022.",
        "Совет отклонил жалобу.\nСовершено в Женеве 14 сентября 2022 года.",
        "Рада відхилила скаргу.\nВчинено в Женеві 14 вересня 2022 року.",
        "رفض المجلس الطعن.\nحُرر في جنيف في 14 سبتمبر 2022.",
        "委员会驳回5月3日的申诉。\n2022年9月14日订于日内瓦。",
    ],
)
def test_the_closing_line_of_a_ruling_dates_it(text):
    found = find_document_date(Document("d", text))
    assert found is not None
    assert found.value == "2022-09-14"


def test_a_judgment_goes_on_from_the_year_that_it_tells_of(values):
    text = (
        "TRIBUNALE DI CREMA\nSentenza n. 214/2022\nIl 13 agosto 2019 l'attore noleggiava un furgone della convenuta, "
        "da restituire entro il 16 agosto.\nCosì deciso in Crema, il 20 settembre 2022."
    )
    assert ("il 16 agosto", "?2019-08-16") in values(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "STADTRAT AUENBERG\nPROTOKOLL DER SITZUNG\nAm 8. November 2024 um 20 Uhr trat der Rat zusammen.",
            "2024-11-08",
        ),
        (
            "CONDOMINIO DI VIA LUNGA\n\nVERBALE DI ASSEMBLEA\n\nIl giorno 8 novembre 2024 si è riunita l'assemblea.",
            "2024-11-08",
        ),
        ("Wernau an der Lauter, 26. Februar 2025 (dnk). Nach zwei Tagen stieg der Fluss.", "2025-02-26"),
        ("A question\n\nlinen_cat wrote on 27 May 2024, 22:03:\nDoes it rust?", "2024-05-27T22:03"),
        ("٢٧\u200f/٣\u200f/٢٠٢٥، ٩:١٤ م - أم ليان: متى العيد؟", "2025-03-27T21:14"),
    ],
)
def test_minutes_datelines_and_stamps_of_other_layouts_date_a_document(text, value):
    found = find_document_date(Document("d", text))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Prognose gesenkt\nVon Ida Petersen – 27.02.2025, 14:05 Uhr\nDer Hersteller hat seine Ziele gestrichen.", "2025-02-27T14:05"),
        ("РІШЕННЯ\n21 травня 2025 року м. Заріччя, справа № 418/77/25\n\nПозивачка звернулася до суду.", "2025-05-21"),
        ("РЕШЕНИЕ\n21 мая 2025 года г. Заречный, дело № 418\n\nИстец обратился в суд.", "2025-05-21"),
        ("AUDIENCIA PROVINCIAL. SECCIÓN TERCERA\nSentencia 112/2025, de 1 de abril\n\nEl acusado entró en el almacén.", "2025-04-01"),
        ("BOLETIM\nRegistro: 16/01/2025. Fato: 15/01/2025, entre 13h e 15h. Local: Rua Alta, 402.\n\nA vítima veio.", "2025-01-16"),
        ("La gantière\nPropos recueillis le 20 novembre 2025, publiés le 23 novembre 2025\n\nElle rit.", "2025-11-23"),
        ("Le maire part\nPublié le 6 novembre 2024 à 17h42, modifié le 7 novembre 2024 à 08h05\n\nIl part.", "2024-11-06"),
        ("Los vecinos recurren\nSegún la Ley 8/2003, de 8 de abril, se acuerda\n\nRecurren.", None),
    ],
)  # fmt: skip
def test_times_fields_and_places_beside_a_date_leave_it_that_of_the_document(text, value):
    found = find_document_date(Document("t", text))
    assert (None if found is None else found.value) == value


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of the council\n\nThe vote was held last week.\n\nSee also: /minutes/2018/07/05/\n",
        "# Release\n\nIt was written last week.\n\n[1]: {{ site.url }}/en/news/2011/02/18/x/\n",
        "# Release\n\nSee [the older one]({{ site.root }}/2011/02/18/x.html).\n",
        "A log\n\n<ana> Same time, two weeks?\n<ana> next meeting at 18:00 UTC, 21-02-2019\n<ben> Good.\n",
        "Einladung zur Versammlung\n\n25. Februar 2023, 11:00 Uhr\n",
        "A conference is open\n\nIt will be held in Salt Lake City in the United States, on the 16th and\n17 March 2007.\n",
        "The vote\n\nIt has three parts.\nOne.\nTwo.\nThree.\nFour.\n\n### December 8th, 2009 (Phase 2)\n",
    ],
)
def test_the_day_of_something_else_at_the_end_or_below_a_sentence_dates_no_document(text):
    assert find_document_date(Document("d", text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of the meeting of the board of the old society held on\n5 May 2023\n\nNext meeting: 7 June 2023\n",
        "Minutes of the board\nWhen: 5 May 2023\n\nThe bridge is open.\n",
        "The next meeting of friends was fun\n\nThey met.\n\nPublished on 5 May 2023\n",
        "The bridge\n\nIt is open.\n\nThe next meeting is on Monday. All come.\n05.05.2023 11:26\n",
        "The bridge\n\nIt is open.\n\nAnna says that the next meeting is in June. Hartown, 5 May 2023\n",
        "The bridge\n\nIt is open now.\n\nThis text was sent to all of the old members, and published on\n5 May 2023\n",
    ],
)
def test_its_own_day_does(text):
    found = find_document_date(Document("d", text))
    assert found is not None
    assert found.value[:10] == "2023-05-05"


@pytest.mark.parametrize(
    "text",
    [
        "Ippolita Doria\n\nIppolita Doria (Sarzana, 21 settembre 1702 – Torino,\n5 gennaio 1779) è stata una pittrice.\n",
        "Аркадий Донской\n\nАркадий Донской (24 февраля 1839, Орёл — 17 октября 1911, Тула) — русский врач.\n",
        "Anna Berg\n\nAnna Berg (3 May 1802 – 5 June 1879) was a painter.\n",
    ],
)
def test_days_of_a_life_in_brackets_date_no_text(text):
    assert find_document_date(Document("a", text)) is None


def test_the_place_of_a_dateline_may_have_particles():
    text = "Lucro maior\n\nSão Bento das Lajes, 5 de agosto de 2025 – A empresa encerrou o trimestre com lucro.\n"
    assert find_document_date(Document("a", text)).value == "2025-08-05"


def test_what_is_said_in_court_dates_no_record_of_it():
    text = "桂溪县人民法院庭审笔录\n\n原告丁福海：2023年5月6日，我把一头母牛卖给被告。\n\n书记员：乔三月\n2024年10月12日\n"
    assert find_document_date(Document("a", text)).value == "2024-10-12"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Boletim da Horta\nEdição 45 · 1º de agosto de 2024\nOi, vizinhança!\nEm julho colhemos muito.\nVenham.\n\nRecebemos:\n> De: Pilar\n> Data: 26 de julho de 2024 às 17:22\n> Conseguimos!\n", "2024-08-01"),
        ("COMUNE DI SERRAVALLE\nProt. n. 2021/0004587\nSerravalle a Mare, lì 30/09/2021\nOggetto: diffida\n\nSi comunica quanto segue.\n", "2021-09-30"),
        ("Библиотека открывается\nг. Заозёрск, 14.09.2022 г.\n\nПосле ремонта откроется библиотека.\n", "2022-09-14"),
        ("ТОВ «ТЕПЛО»\nвих. № 02/114 від 02.03.2023\n\nШановний Миколо Петровичу!\nПовідомляємо про перевірку.\n", "2023-03-02"),
    ],
)  # fmt: skip
def test_letters_and_newsletters_give_their_day(text, day):
    assert find_document_date(Document("a", text)).value == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("حمّارة، 7 تشرين الأول/أكتوبر 2024: أعلنت الشركة افتتاح مشغل جديد.\n", "2024-10-07"),
        ("الرملة البحرية في 14 مايو 2024 (نوأ) -- تعطلت حركة الملاحة بعد جنوح العبارة.\n", "2024-05-14"),
        ("وكالة أخبار الشرق | الأربعاء 17 أيلول/سبتمبر 2025 | 09:35 بالتوقيت المحلي\n\nقرر الخبازون.\n", "2025-09-17"),
        ("حرب صغيرة على الرصيف\nكتبها مازن في 2 ديسمبر 2024 | التعليقات: 17\n\nعدت إلى البيت.\n", "2024-12-02"),
        ("Un mapa\n\nEntrevista de Tomás Urrutia · 26 mayo, 2024 · Lectura: 6 min.\n\nElla dibujó mapas.\n", "2024-05-26"),
        ("Nació en San Telmo en 1877. Murió en 1959.\n\nFicha actualizada el 1-XII-2023\n", "2023-12-01"),
        ("The field (5 May 1921) was sold.\n", None),
    ],
)  # fmt: skip
def test_fields_places_and_what_is_cited_in_heads(text, day):
    found = find_document_date(Document("x", text))
    assert (None if found is None else found.value[:10]) == day
