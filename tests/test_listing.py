"""What `corpuskit list` says of a document."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Corpus, CorpusOptions, Document, open_corpus
from corpuskit.errors import UsageError
from corpuskit.listing import ListOptions, PartListing, list_documents
from corpuskit.records import Issue
from corpuskit.run import run
from corpuskit.titles import is_navigation
from tests.conftest import SEEDS


def describe(text: str, **fields: object):
    (record,) = list_documents([Document("a", text, **fields)])
    return record


def test_the_seeds():
    findings = list_documents(open_corpus(SEEDS))
    shown = [
        (
            r.doc[:3],
            r.lang,
            r.script,
            r.direction,
            r.date,
            r.date_source,
            r.words,
            r.paragraphs,
            r.distinct_paragraphs,
        )
        for r in findings
    ]
    assert shown == [
        ("000", "en", "Latn", "ltr", None, None, 723, 19, 19),
        ("001", "en", "Latn", "ltr", "2021-06-24", "dateline", 864, 17, 17),
        ("002", "en", "Latn", "ltr", None, None, 3799, 137, 61),
        ("003", "ar", "Arab", "rtl", None, None, 423, 20, 19),
        ("004", "en", "Latn", "ltr", "2020-11-23T13:39", "line", 561, 17, 17),
    ]
    assert findings.summary == {"words": 6370, "paragraphs": 210, "distinct_paragraphs": 133}


def test_the_titles_of_the_seeds_are_neither_dates_nor_navigation_nor_boilerplate():
    assert [record.title[:56] for record in list_documents(open_corpus(SEEDS))] == [
        "Secretary General of the CIS S.Lebedev took part in the ",
        "Dushanbe Hosts SCO Security Council Secretaries Meeting",
        "❗️ Comment by Foreign Ministry Spokeswoman Maria Zakharo",
        "الأمين العام للأمم المتحدة يشيد بمستوى التعاون مع منظمة ",
        "The SCO countries intend to strengthen foreign policy co",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3 May 2024\nA treaty is signed\nText.", "A treaty is signed"),
        ("Home\n« Back\nRead also\nA treaty is signed", "A treaty is signed"),
        ("Facebook Twitter LinkedIn +\nA treaty is signed", "A treaty is signed"),
        ("Главная\n← Назад\nПодписан договор", "Подписан договор"),
        ("My channel\nFirst post\nMy channel\nSecond post\nMy channel\nThird post", "First post"),
        ("A title\nText.\nA title", "A title"),
        ("# Boats & ships\n\nTitle: not a field\n\nThe boat leaves.\n", "Boats & ships"),
        ("Title: The field\n\nThe boat leaves.\n", "The field"),
        ("* * *\n\n2024\n", None),
        ("", None),
    ],
)
def test_a_title_is_the_first_line_that_says_something(text, title):
    assert describe(text).title == title


def test_a_title_of_the_metadata_wins():
    assert describe("First line", metadata={"title": "Given"}).title == "Given"


def test_a_date_of_the_metadata_wins():
    record = describe("LONDON, 3 May 2024 (Agency) – Text.", metadata={"date": "2024-05-04"})
    assert (record.date, record.date_source) == ("2024-05-04", "metadata")
    record = describe("LONDON, 3 May 2024 (Agency) – Text.")
    assert (record.date, record.date_source) == ("2024-05-03", "dateline")


def test_a_record_encloses_the_whole_text():
    record = describe("é\nb")
    assert (record.line, record.start, record.end, record.chars, record.bytes) == (1, 0, 3, 3, 4)


@pytest.mark.parametrize(
    "line", ["Read also", "« Back", "Share.", "Next →", "اقرأ أيضًا", "Google+ Pinterest LinkedIn Tumblr +"]
)
def test_navigation(line):
    assert is_navigation(line)


@pytest.mark.parametrize(
    "line",
    ["The way back home", "Google announces a new product", "«Правда» о договоре", "News from the front"],
)
def test_titles_are_no_navigation(line):
    assert not is_navigation(line)


class TestParts:
    DOCUMENTS = (
        Document("1", "One.\nTwo words.", metadata={"source": "Post", "date": "2024-01-05"}),
        Document("2", "one\nThree more words.", metadata={"source": "Post", "date": "2024-02-05"}),
        Document("3", "Four."),
    )

    def sum_by(self, *by):
        findings = PartListing(ListOptions(by=by)).find_in(self.DOCUMENTS)
        return [
            (part.part, part.subpart, part.documents, part.words, part.paragraphs, part.distinct_paragraphs)
            for part in findings
            if not isinstance(part, Issue)
        ]

    def test_documents_words_and_paragraphs_are_summed_and_copies_in_a_part_count_once(self):
        assert self.sum_by("source") == [("Post", None, 2, 7, 4, 3), (None, None, 1, 1, 1, 1)]
        assert self.sum_by("source", "date:month") == [
            ("Post", "2024-01", 1, 3, 2, 2),
            ("Post", "2024-02", 1, 4, 2, 2),
            (None, None, 1, 1, 1, 1),
        ]

    def test_parts_sum_to_the_whole_in_any_number_of_processes(self):
        options = ListOptions(by=("date:year", "lang"))
        one, two = (run(PartListing(options), Corpus([SEEDS], CorpusOptions()), jobs=jobs) for jobs in (1, 2))
        parts = list(one)
        assert parts == list(two)
        assert one.summary == {"words": 6370, "paragraphs": 210, "distinct_paragraphs": 133}
        assert (sum(part.words for part in parts), sum(part.documents for part in parts)) == (6370, 5)

    def test_a_field_that_no_document_has_is_noted(self):
        note = next(iter(PartListing(ListOptions(by=("paper",))).find_in(self.DOCUMENTS)))
        assert note.message == "no document has a field 'paper'"


class TestMeasures:
    def test_only_what_is_asked_for_is_measured(self):
        (record,) = list_documents(
            [Document("1", "one one two One one two one")], ListOptions(measures=("ttr",))
        )
        assert (record.types, record.words, record.ttr) == (2, 7, pytest.approx(2 / 7))
        assert (record.mattr, record.mtld, record.hdd, record.yule) == (None, None, None, None)

    def test_published_values(self):
        # Of Wordless, for twenty times «this is a sentence .», the sign being a token there.
        text = Document("1", "this is a sentence stop " * 20)
        (record,) = list_documents([text], ListOptions(measures=("ttr", "mattr", "mtld", "hdd", "yule")))
        assert (record.types, record.ttr, record.yule) == (5, 0.05, 1900)
        assert record.mattr == pytest.approx(0.05)
        assert record.mtld == pytest.approx(7.142857, abs=5e-7)
        assert record.hdd == pytest.approx(0.119047, abs=1e-6)

    def test_an_empty_text_has_no_measures(self):
        (record,) = list_documents(
            [Document("1", "")], ListOptions(measures=("ttr", "mattr", "mtld", "hdd", "yule"))
        )
        assert {record.ttr, record.mattr, record.mtld, record.hdd, record.yule} == {None}

    @pytest.mark.parametrize(
        "options", [{"measures": ("x",)}, {"measures": ("ttr",), "by": ("lang",)}, {"by": ("a", "b", "c")}]
    )
    def test_what_makes_no_sense_is_refused(self, options):
        with pytest.raises(UsageError):
            ListOptions(**options)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Harbour Notes\nIssue 47 · Friday, 5 December 2025\n\nDear friends,\n\nThe lake froze.",
            "Harbour Notes",
        ),
        ("Вісник гаю\nВип. 29 · 31 жовтня 2025\n\nДобрий вечір, читачі!\n\nМинув місяць.", "Вісник гаю"),
        (
            "Does the pump rust?\n\nsalt_ed » Tue Jun 11, 2024 9:14 pm\nIt hums.\n\ntorch » Wed Jun 12, 2024 7:02 am\nSame.",
            "Does the pump rust?",
        ),
        ("The Pool\n\n[05.01.2026 07:58]\nClosed.\n\n[06.01.2026 08:10]\nOpen.", None),
        (
            "COUR D’APPEL DE PAU\nRG n° 21/00874\n\nSociété du Val c/ M. Pons\n\nM. Pons fut engagé.",
            "Société du Val c/ M. Pons",
        ),
        ("AMTSGERICHT SOLTAU\nAz. 12 C 345/21\nDer Kläger kaufte ein Fahrrad.", None),
        (
            "CÂMARA MUNICIPAL DE PEDRA\n\nLEI Nº 1.874, DE 21 DE NOVEMBRO DE 2019\n\nInstitui a semana.",
            "LEI Nº 1.874, DE 21 DE NOVEMBRO DE 2019",
        ),
        (
            "Forum > Houses > The damp wall: leak or steam?\n\nA spot grew behind the wardrobe.",
            "The damp wall: leak or steam?",
        ),
    ],
)
def test_titles_of_newsletters_forums_judgments_and_laws(text, title):
    assert describe(text).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Airport Rules\n\nAdopted by the council\n\n## Chapter one\n\nThis is about airports.\n", "Airport Rules"),
        ("# Notes\n2024-05-06\n\n## Attendance\n\nAnn Smith, Bob\n", "Notes"),
        ("# 机场管理条例\n\n2009年4月13日 国务院令第553号公布\n\n## 第一章 总则\n\n第一条 为了安全。\n", "机场管理条例"),
        ("[//]: # (generated, do not edit)\n\n# How to boil an egg\n\nBoil the water first.\n", "How to boil an egg"),
        ("# 2022-10-04 backend meeting\n\n**Attendees**: Brent, Dom\n\n## Plan\n\nWe go.\n", "backend meeting"),
        ("Home | News | Letters\nThe last hurdle-maker of Ashby\nBy Ann Smith\n\nHe works alone.\n", "The last hurdle-maker of Ashby"),
        ("Главная / Общество / Лица\nПоследняя кружевница\nАнна Берг\n\nОна работает одна.\n", "Последняя кружевница"),
    ],
)  # fmt: skip
def test_the_only_heading_of_a_text_in_markdown_is_its_title_and_a_menu_is_none(text, title):
    (record,) = list_documents([Document("t", text)])
    assert record.title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # The system lines of a chat.
        ('25/5/24, 8:14 p. m. - Los mensajes están cifrados.\n25/5/24, 8:14 p. m. - Caro creó el grupo "Fiesta"\n25/5/24, 8:16 p. m. - Caro: hola', None),
        ("14/3/2025، 6:22 م - الرسائل مشفرة تماما.\n14/3/2025، 6:22 م - أنشأت ليلى المجموعة\n14/3/2025، 6:25 م - ليلى: أهلا", None),
        # The name of an office, of an author with a paper, and a time.
        ("COMUNE DI VAL CHIARA\nData: 04.09.2023\n\nSi avvisa che la raccolta cambia.", None),
        ("Municipality of Hartown\n4 September 2023\n\nThe water is off until noon.", None),
        ("Stadtrat Niederwald\nProtokoll der Sitzung vom 27. Februar 2024\n\nDer Rat stimmt zu.", "Protokoll der Sitzung vom 27. Februar 2024"),
        ("CÂMARA MUNICIPAL DE SERRA ALTA\nAta da 31ª sessão ordinária, realizada em 5 de outubro de 2023\n\nFoi aprovada a ata.", "Ata da 31ª sessão ordinária, realizada em 5 de outubro de 2023"),
        ("Олег Берёзов, «Северная неделя», № 49\n06.12.2022\n\nТрамвай вернулся на улицу.", None),
        ("Nora Example, “The Herald”, no. 49\n6 December 2022\n\nThe tram is back.", None),
        ("di Marta Verdi\n21 marzo 2023, ore 7.15\n\nQuattro ore senza luce, due scuole chiuse.", None),
        # Turns whose label is in capitals or stands before a dash.
        ("Из протокола\nДело № 1-204\n\nСУДЬЯ ОРЛОВА. Свидетель, что вы видели?\n\nСВИДЕТЕЛЬ. Ничего я не видел.", "Из протокола"),
        ("Extrait de l’audience\n\nLe juge — Que faisiez-vous ?\n\nLe témoin — Je dormais.\n\nLe juge — Bien.", "Extrait de l’audience"),
        # A greeting of many, and of one customer.
        ("ОБЪЯВЛЕНИЕ\n\nУважаемые жильцы дома 14 по улице Садовой, подъезды 2 и 3!\n\nЛифт не работает.", None),
        ("PLANNED INTERRUPTION\n\nRef. USW/0712/44\n\nDear customer,\n\nWe will be back.", "PLANNED INTERRUPTION"),
        # A title with a colon, a number, or the word for a chapter.
        ("Kulturhof Wald: das Programm\n1. Quartal 2025\n\nJanuar: Konzert\n\nFebruar: Lesung", "Kulturhof Wald: das Programm"),
        ("The Plot Letter, no. 48\nDate: 1 April 2026\n\nDear growers,\n\nNo jokes today.", "The Plot Letter, no. 48"),
        ("Chapter Seven: The Well\n\n“You told me,” she said.\n\nHe answered: “It was shut.”\n\nShe asked: “Who?”", "Chapter Seven: The Well"),
        # A question that begins as the line of an author.
        ("Por que os sapos sumiram do parque?\n\nTeresa Luz\n21 nov 2024, 6h00\n\nAgora, silêncio.", "Por que os sapos sumiram do parque?"),
        # What stands in brackets below the title of a thread is neither a name nor a date.
        ("Дымит печь после ремонта\n(форум «Печи»)\n\nХозяйка_77, 09 мар 2022, 20:31\nДобрый вечер! Печь клали осенью, и всё было хорошо.\n\nСтарый_гвоздь, 10 мар 2022, 06:58\nСечение какое? Разберите верхние ряды, когда потеплеет.", "Дымит печь после ремонта"),
        # An office, a court and the first question of an interview; the notice below the name of a firm.
        ("COMUNE DI PORTOSANTE – UFFICIO STAMPA\n\nLa biblioteca riapre martedì, dopo diciotto mesi di lavori.", None),
        ("TRIBUNALE DI ROCCALTA – SEZIONE PENALE\nProc. n. 2210/23 R.G.\n\nÈ stato sentito il teste.", None),
        ("**What was the first organ you mended?**\n\n— That of my parish, in the summer of 1987.\n\n**And now?**\n\n— Many.", None),
        ("Hartown Water\nNotice of work on the mains\n\nThe water is off until noon.", "Notice of work on the mains"),
        ("Бібліотека-філія № 6, м. Заставне\nУвага: переоблік фонду!\n\nШановні користувачі! Із 17 до 28 листопада бібліотека не видаватиме книжок, а зала працюватиме, як завжди.", "Увага: переоблік фонду!"),
        ("Colher Torta nº 88: a sopa da discórdia\n\nOlá, gente faminta!\n\nA caixa de entrada pegou fogo.", "Colher Torta nº 88: a sopa da discórdia"),
    ],
)  # fmt: skip
def test_offices_authors_system_lines_and_turns_are_no_titles(text, title):
    assert describe(text).title == title
