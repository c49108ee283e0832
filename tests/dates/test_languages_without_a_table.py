"""A day in a language that has no table is not cut to its year, and the document gets one note."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import extract_dates
from corpuskit.dates.language.tables import list_languages
from corpuskit.records import DateMention, Issue

# A day of 2023, another one of 2022, and a year by itself. A language that gets a table leaves this list by that.
SAMPLES = {
    "nl": "De brug werd op 14 maart 2023 geopend, na het feest van 3 mei 2022. In 1998 was zij nog van hout.",
    "pl": "Most otwarto 14 marca 2023 roku, po święcie 3 czerwca 2022. W 1998 roku był drewniany.",
    "tr": "Köprü 14 Mart 2023 tarihinde, 3 Haziran 2022 şenliğinden sonra açıldı. 1998 yılında ahşaptı.",
    "hu": "A hidat 2023. március 14-én adták át, a 2022. június 3-i ünnep után. Hajdan, 1998-ban még fából volt.",
    "el": "Η γέφυρα άνοιξε στις 14 Μαρτίου 2023, μετά τη γιορτή της 3ης Ιουνίου 2022. Το 1998 ήταν ξύλινη.",
    "cs": "Most byl otevřen 14. března 2023, po slavnosti 3. června 2022. V roce 1998 byl dřevěný.",
    "fi": "Silta avattiin 14. maaliskuuta 2023, juhlan jälkeen 3. kesäkuuta 2022. Vuonna 1998 se oli puinen.",
    "id": "Jembatan itu dibuka pada 14 Maret 2023, setelah pesta 3 Juni 2022. Pada tahun 1998 masih dari kayu.",
    "ca": "El pont es va obrir el 14 de març de 2023, després de la festa del 3 de juny de 2022. El 1998 era de fusta.",
    "vi": "Cây cầu được khánh thành ngày 14 tháng 3 năm 2023, sau lễ ngày 3 tháng 6 năm 2022. Năm 1998 nó bằng gỗ.",
    "he": "הגשר נפתח ב-14 במרץ 2023, אחרי החגיגה של 3 ביוני 2022. בשנת 1998 הוא היה מעץ.",
    "lv": "Tilts tika atklāts 2023. gada 14. martā, pēc svētkiem 2022. gada 3. jūnijā. Senāk, ap 1998 to cēla no koka.",
}
TEXTS = {lang: text for lang, text in SAMPLES.items() if lang not in list_languages()}
# Languages whose days stand without a unit behind the year, so that a year alone is told from one of a day.
PLAIN = ("nl", "pl", "el", "cs", "fi", "vi", "he")


def look_at(text: str) -> tuple[list[str], list[Issue]]:
    found = list(extract_dates([Document("doc", text)]))
    dates = [item for item in found if isinstance(item, DateMention)]
    return [date.value for date in dates], [item for item in found if isinstance(item, Issue)]


@pytest.mark.parametrize("lang", TEXTS)
def test_no_year_is_cut_out_of_a_day(lang):
    values, issues = look_at(TEXTS[lang])
    # What a neighbour spells alike may be read, and then is right.
    assert set(values) - {"2023-03-14", "2022-05-03", "2022-06-03"} <= {"1998"}
    assert len(issues) == 1
    assert (issues[0].kind, issues[0].path) == ("language", "doc")


@pytest.mark.parametrize("lang", [lang for lang in PLAIN if lang in TEXTS])
def test_a_year_by_itself_stays(lang):
    assert "1998" in look_at(TEXTS[lang])[0]


def test_the_note_counts_the_days():
    _, (issue,) = look_at(next(iter(TEXTS.values())))
    assert issue.message == "its language has no table of dates; 2 days whose month cannot be read left out"


@pytest.mark.parametrize(
    "text",
    [
        "The 14 marchers of 2023 and the 3 juniors of 2022 came back in 1998 to the bridge that they had built.",
        "Auf der 14. Sitzung 2023 und dem 3. Treffen 2022 wurde über die Brücke gesprochen, die aus Holz war.",
        "Es war die 12. Lesung 2019, und die Brücke war noch nicht gebaut, als das Fest begann.",
    ],
)
def test_a_language_with_a_table_knows_its_months(text):
    values, issues = look_at(text)
    assert issues == []
    assert {value for value in values if len(value) == 4}
