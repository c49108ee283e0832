"""Drafts in ten languages, with marks, omissions, notes and scripts of all kinds: the verdict on each."""

from __future__ import annotations

import pytest

from corpuskit import Document, verify

CORPUS = [
    Document(
        "town",
        "The town and the school\n\nThe council of the town decided on Monday that the new school will be built beside the market square. Work on the roof begins in autumn.",
        metadata={"source": "https://news.example.org/town?id=7", "date": "2024-01-02"},
    ),
    Document(
        "river",
        "Maria Lopez, the mayor, said: “The bridge over the river will not be closed before 14 May 2024, because the people of the old town need it every day.”",
    ),
    Document(
        "hill",
        "John Smith said: “Nobody who lives on the hill has ever seen such a long and cold winter.” The village below the hill has three hundred houses and one small church.",
    ),
    Document(
        "num",
        "Revenue rose by 4.5 percent to €1,200 million in 2023; costs fell by 12 percent to €800 million in 2022.",
    ),
    Document(
        "de",
        "Der Minister erklärte: „Wir werden die Straße nicht vor dem 3. Oktober öffnen, weil die Brücke noch geprüft wird.“ Die Größe der Maßnahme blieb unklar.",
    ),
    Document(
        "fr",
        "Le ministre a déclaré : « L’œuvre ne sera pas achevée avant l’été prochain, car il manque encore cinq millions d’euros. »",
    ),
    Document(
        "es",
        "La alcaldesa dijo: «No cerraremos el puente antes del verano porque la gente lo necesita todos los días». ¿Cuándo se abrirá la nueva escuela del barrio?",
    ),
    Document(
        "ru",
        "Мария Захарова заявила: «Мы не будем закрывать мост до начала лета, потому что он нужен людям каждый день». Всё остаётся по-прежнему в этом городе.",
    ),
    Document(
        "ar",
        "وقال الوزير: «لن نغلق الجسر قبل بداية الصيف لأن الناس يحتاجون إليه كل يوم». وأكّد أنّ المدرسة الجديدة ستُبنى قرب السوق.",
    ),
    Document("zh", "市长表示：“我们在夏天之前不会关闭这座桥，因为人们每天都需要它。”新学校将建在市场旁边。"),
    Document("ja", "市長は「夏までに橋を閉鎖することはありません。毎日必要とされているからです」と述べた。"),
    Document("he", "ראש העיר אמרה: „לא נסגור את הגשר לפני הקיץ כי האנשים צריכים אותו כל יום”."),
    Document("th", "นายกเทศมนตรีกล่าวว่า “เราจะไม่ปิดสะพานก่อนฤดูร้อนเพราะผู้คนต้องการใช้ทุกวัน”"),
    Document(
        "ko",
        "시장은 “우리는 여름 전에 다리를 닫지 않을 것이다. 사람들이 매일 필요로 하기 때문이다”라고 말했다.",
    ),
    Document(
        "el",
        "Ο δήμαρχος είπε: «Δεν θα κλείσουμε τη γέφυρα πριν από το καλοκαίρι, γιατί οι άνθρωποι τη χρειάζονται κάθε μέρα».",
    ),
    Document("lig", "The eﬃcient oﬃce ﬁnally conﬁrmed the ﬂow of the afﬂuent river in the final report."),
    Document(
        "hyph",
        "The inter-\nnational com-\nmittee agreed that the long-term plan is non-\nnegotiable for the members.",
    ),
    Document(
        "amp",
        "The firm Marks &amp; Spencer said that it sells bread &amp; butter to all of its many customers in town.",
    ),
    Document(
        "poem",
        "The lamps went out along the quay,\nand every boat came slowly home;\nthe gulls sat down upon the sea",
    ),
]

DRAFTS = {
    "de marks": ("Er sagte: „Wir werden die Straße nicht vor dem 3. Oktober öffnen“.", "verbatim", None),
    "de ss": ("Er sagte: „Wir werden die Strasse nicht vor dem 3. Oktober öffnen“.", "verbatim", None),
    "de guillemets": ("Er sagte: »Wir werden die Straße nicht vor dem 3. Oktober öffnen«.", "verbatim", None),
    "de neg": ("Er sagte: „Wir werden die Straße vor dem 3. Oktober öffnen“.", "differs", "sense"),
    "fr": ("Il a dit : « L'oeuvre ne sera pas achevée avant l'été prochain ».", "differs", None),
    "fr nbsp": ("Il a dit : «\xa0L’œuvre ne sera pas achevée avant l’été prochain\xa0».", "verbatim", None),
    "fr neg": (
        "Il a dit : « L’œuvre sera achevée avant l’été prochain, car il manque encore cinq millions ».",
        "differs",
        "sense",
    ),
    "es": ("Dijo: «No cerraremos el puente antes del verano».", "verbatim", None),
    "es question": ("Se pregunta: «¿Cuándo se abrirá la nueva escuela del barrio?»", "verbatim", None),
    "ru": ("Она сказала: „Мы не будем закрывать мост до начала лета“.", "verbatim", None),
    "ru yo": ("Пишут: «Все остается по-прежнему в этом городе».", "differs", "format"),
    "ru numbers": (
        "Она сказала: «Мы не будем закрывать мост до начала зимы, потому что он нужен людям каждый день».",
        "differs",
        "sense",
    ),
    "ar plain": ("قال: «لن نغلق الجسر قبل بداية الصيف».", "verbatim", None),
    "ar points": ("قال: «لَنْ نُغْلِقَ الجِسْرَ قَبْلَ بِدَايَةِ الصَّيْفِ».", "verbatim", None),
    "ar no shadda": ("وقال: «وأكد أن المدرسة الجديدة ستبنى قرب السوق».", "verbatim", None),
    "ar rtl marks": ("\u200fقال\u200f: «\u202bلن نغلق الجسر\u200f قبل بداية الصيف\u202c».", "verbatim", None),
    "zh": ("他说：“我们在夏天之前不会关闭这座桥”。", "verbatim", None),
    "zh brackets": ("他说：「我们在夏天之前不会关闭这座桥」。", "verbatim", None),
    "zh neg": ("他说：“我们在夏天之前会关闭这座桥，因为人们每天都需要它”。", "differs", "sense"),
    "ja": ("市長は「夏までに橋を閉鎖することはありません」と言った。", "verbatim", None),
    "he": ('היא אמרה: "לא נסגור את הגשר לפני הקיץ".', "verbatim", None),
    "he points": ('היא אמרה: "לֹא נִסְגּוֹר אֶת הַגֶּשֶׁר לִפְנֵי הַקַּיִץ".', "verbatim", None),
    "th": ("เขากล่าวว่า “เราจะไม่ปิดสะพานก่อนฤดูร้อน”", "verbatim", None),
    "ko": ("그는 “우리는 여름 전에 다리를 닫지 않을 것이다”라고 말했다.", "verbatim", None),
    "ko nfd": ("그는 “우리는 여름 전에 다리를 닫지 않을 것이다”라고 말했다.", "verbatim", None),
    "el": ("Είπε: «Δεν θα κλείσουμε τη γέφυρα πριν από το καλοκαίρι».", "verbatim", None),
    "ligatures": (
        "They wrote: “The efficient office finally confirmed the flow of the affluent river in the ﬁnal report”.",
        "verbatim",
        None,
    ),
    "hyphens": (
        "They wrote: “The international committee agreed that the long-term plan is non-negotiable for the members”.",
        "verbatim",
        None,
    ),
    "amp": (
        "They wrote: “The firm Marks & Spencer said that it sells bread & butter to all of its many customers”.",
        "verbatim",
        None,
    ),
    "amp both": (
        "They wrote: “The firm Marks &amp; Spencer said that it sells bread &amp; butter”.",
        "verbatim",
        None,
    ),
    "poem": (
        "He sang: “and every boat came slowly home; / the gulls sat down upon the sea”.",
        "verbatim",
        None,
    ),
    "numbers only": ("They say “1,200 2023 12 800”.", "not found", None),
    "ellipsis dots": ("“The council of the town decided ... that the new school will be built”", "cut", None),
    "ellipsis spaced": (
        "“The council of the town decided . . . that the new school will be built”",
        "cut",
        None,
    ),
    "ellipsis brackets": (
        "“The council of the town decided [...] that the new school will be built”",
        "cut",
        None,
    ),
    "ellipsis paren": (
        "“The council of the town decided (…) that the new school will be built”",
        "cut",
        None,
    ),
    "ellipsis ends": ("“…the new school will be built beside the market square…”", "verbatim", None),
    "ellipsis neg": ("“The bridge over the river will … be closed before 14 May 2024”", "cut", "sense"),
    "ellipsis reversed": (
        "“the new school will be built … The council of the town decided”",
        "spliced",
        None,
    ),
    "first capital": ("“[T]he new school will be built beside the market square”", "verbatim", None),
    "first small": ("“the council of the town decided on Monday”", "verbatim", None),
    "inserted": ("“The council [of elders] of the town decided on Monday”", "cut", None),
    "swapped word by bracket": (
        "“The council of the town decided on [that day] that the new school will be built”",
        "cut",
        None,
    ),
    "nested": (
        "She wrote: “He said: ‘Nobody who lives on the hill has ever seen such a long and cold winter.’ The village below the hill has three hundred houses”",
        "differs",
        None,
    ),
    "two paras": (
        "“The council of the town decided on Monday\n\n“that the new school will be built beside the market square.”",
        "verbatim",
        None,
    ),
    "else paren": (
        "“Nobody who lives on the hill has ever seen such a long and cold winter” (town, line 3).",
        "elsewhere",
        None,
    ),
    "else link": (
        "“Nobody who lives on the hill has ever seen such a long and cold winter” [says](https://news.example.org/town?id=7).",
        "elsewhere",
        None,
    ),
    "else note": (
        "“Nobody who lives on the hill has ever seen such a long and cold winter”.[^1]\n\n[^1]: town\n",
        "elsewhere",
        None,
    ),
    "else file": ("In river.txt: “Work on the roof begins in autumn” (river).", "elsewhere", None),
    "link right": (
        "“Work on the roof begins in autumn” <https://www.news.example.org/town?id=7>",
        "verbatim",
        None,
    ),
    "os1": (
        "Maria Lopez said: “Nobody who lives on the hill has ever seen such a long and cold winter.”",
        "other speaker",
        None,
    ),
    "os2": (
        "“The bridge over the river will not be closed before 14 May 2024”, said John Smith.",
        "other speaker",
        None,
    ),
    "os3": (
        "According to John Smith, “the people of the old town need it every day”.",
        "other speaker",
        None,
    ),
    "os4": ("«Мы не будем закрывать мост до начала лета», — заявил Дмитрий Песков.", "other speaker", None),
    "same": (
        "“The bridge over the river will not be closed before 14 May 2024”, said Mayor Lopez.",
        "verbatim",
        None,
    ),
    "un1": (
        "John Smith said: “The village below the hill has three hundred houses and one small church.”",
        "unattributed there",
        None,
    ),
    "un2": (
        "Maria Lopez said: “the new school will be built beside the market square”.",
        "unattributed there",
        None,
    ),
    "un3": ("“Work on the roof begins in autumn”, said Maria Lopez.", "unattributed there", None),
    "un4": (
        "“costs fell by 12 percent to €800 million in 2022”, John Smith told reporters.",
        "unattributed there",
        None,
    ),
    "un5": (
        "«Всё остаётся по-прежнему в этом городе», — сказала Мария Захарова.",
        "unattributed there",
        None,
    ),
    "sp1": ("“The council of the town decided on Monday such a long and cold winter”", "spliced", None),
    "sp2": (
        "“The bridge over the river will not be closed has three hundred houses and one small church”",
        "spliced",
        None,
    ),
    "sp3": ("“Revenue rose by 4.5 percent to €800 million in 2022”", "spliced", None),
    "sp4": (
        "“The council of the town decided on Monday … has ever seen such a long and cold winter”",
        "spliced",
        None,
    ),
    "sp5": (
        "«Мы не будем закрывать мост до начала лета остаётся по-прежнему в этом городе»",
        "spliced",
        None,
    ),
    "sp6": ("“Nobody who lives on the hill has three hundred houses and one small church”", "spliced", None),
    "nc1": ("He said: “Never again”.", "not checked", None),
    "nc2": ("“Это предложение написано по-армянски не было”", "not found", None),
    "nc3": ("«Կամուրջը չի փակվի մինչև ամառ, քանի որ մարդիկ դրա կարիքն ունեն»", "not checked", None),
    "nc4": ("“पुल गर्मियों से पहले बंद नहीं किया जाएगा क्योंकि लोगों को इसकी ज़रूरत है”", "not checked", None),
    "nc5": ("他说“不会”。", "not checked", None),
    "nc6": ("Her book “The Long Road Home Again” is out.", "not checked", None),
    "num": ("“Revenue rose by 4.5 percent to €1,300 million in 2023”", "differs", "numbers"),
    "num year": ("“costs fell by 12 percent to €800 million in 2021”", "differs", "numbers"),
    "currency": ("“Revenue rose by 4.5 percent to $1,200 million in 2023”", "differs", "numbers"),
    "soft": ("“The coun\xadcil of the town decided on Mon\xadday that the new school”", "verbatim", None),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_the_verdict_on_a_draft(name):
    draft, verdict, change = DRAFTS[name]
    (record,) = verify([Document("draft", draft)], CORPUS)
    assert draft[record.start : record.end] == record.text
    assert record.verdict == verdict
    assert change in (None, record.change)
    if verdict == "verbatim":
        assert (record.similarity, record.documents) == (1.0, 1)
