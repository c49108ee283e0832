"""What the command lines work on: the seeds, texts made for the purpose, hostile ones, and many paragraphs by rule."""

from __future__ import annotations

import gzip
import itertools
import json
import lzma
import os
import shutil
from pathlib import Path

from tests.conftest import ROOT, SEEDS

BENCH = Path(os.environ.get("CORPUSKIT_SHARED", ROOT.parent / "shared"), "data/bench/paragraphs-200k.txt.xz")
_BENCH_PARAGRAPHS = 5000
# 2024-07-20 12:00 UTC.
_CHANGED = 1_721_476_800

TEXTS = {
    "en.txt": """The river council meets again
Geneva, 14 March 2023. The council of the three rivers met on Tuesday, for the first time since May 2019.
“We have waited too long,” said Anna Keller, the chair of the council. “Now the water decides.”
Her deputy, Mr Paul O’Neil, told reporters that the talks had failed twice, in 2020 and again last autumn.
According to the statement, the next session begins on 3 April and ends on 7 April at 10:30 a.m.
The so-called "green line" runs from A.D. 900 to the 1990s; the treaty of 12/04/1998 is older than that of 05/06/1999.
"Is it enough?" asked the reporter. "No," Keller replied, "it is not enough, and it was never enough."
The council of the three rivers met on Tuesday, for the first time since June 2019.
“We have waited too long,” said Anna Keller, the chair of the council. “Now the water decides.”
He reads “The Old Man and the Sea” in winter 2021/22, every 2nd of February, and in Q3 2024; see http://example.org/2024/05/06/x.
""",
    "ar.txt": """مجلس الأنهار يجتمع من جديد
جنيف، ١٤ مارس ٢٠٢٣. اجتمع المجلس يوم الثلاثاء لأول مرة منذ أيار/مايو ٢٠١٩.
وقالت رئيسة المجلس آنا كيلر: «لقد انتظرنا طويلا، والآن يقرر الماء».
وأضاف نائبها أن المحادثات فشلت مرتين، في عام 2020 وفي الخريف الماضي.
وبالمجلس وللمجلس والأمن وكتابٌ مُشكَّلٌ في 1 رمضان 1445 هـ.
اجتمع المجلس يوم الثلاثاء لأول مرة منذ أيار/مايو ٢٠١٩.
""",
    "ru.txt": """Совет рек собрался снова
Женева, 14 марта 2023 года. Совет собрался во вторник впервые с мая 2019 г.
«Мы ждали слишком долго, — сказала Анна Келлер, председатель совета. — Теперь решает вода».
По словам её заместителя, переговоры сорвались дважды, в 2020 году и прошлой осенью.
— Этого достаточно? — спросил журналист.
— Нет, — ответила Келлер.
""",
    "fr.txt": """Le conseil des rivières se réunit
Genève, le 14 mars 2023. Le conseil s’est réuni mardi, pour la première fois depuis mai 2019.
« Nous avons trop attendu, a déclaré Anna Keller, présidente du conseil. Maintenant l’eau décide. »
Selon son adjoint, les négociations ont échoué deux fois, en 2020 et l’automne dernier.
""",
    "es.txt": """El consejo de los ríos se reúne
Ginebra, 14 de marzo de 2023. El consejo se reunió el martes, por primera vez desde mayo de 2019.
«Hemos esperado demasiado», dijo Anna Keller, presidenta del consejo. «Ahora decide el agua».
Según su adjunto, las negociaciones fracasaron dos veces, en 2020 y el otoño pasado.
""",
    "zh.txt": """河流理事会再次开会
日内瓦2023年3月14日电，理事会星期二开会，这是自2019年5月以来的首次会议。
理事会主席安娜·凯勒说：“我们等得太久了，现在由水来决定。”
她的副手表示，谈判在2020年和去年秋天两次失败。二〇二四年五月六日再开会。
""",
    "de.txt": """Der Rat der Flüsse tagt wieder
Genf, 14. März 2023. Der Rat tagte am Dienstag zum ersten Mal seit Mai 2019.
„Wir haben zu lange gewartet“, sagte Anna Keller, die Vorsitzende des Rates. „Jetzt entscheidet das Wasser.“
""",
    "wrapped.txt": """The council of the three rivers met on Tuesday, for the
first time since May 2019, and it was said that the green
line was the only one that everybody would agree upon in
the end of the long day.

The council of the three rivers met on Tuesday, for the
first time since May 2019, and it was said that the green
line was the only one that nobody would agree upon in the
end of the long day.

"We have waited too long," said the chair, who had come
from the hills on 3 April 2021.
""",
    "posts.txt": """Post of 2 May: the UN Charter is the base of all we do #UNCharter #SecurityCouncil
❗️ 5/13/23, 10:00 AM - Boris: see you tomorrow at noon
yesterday we met; next week we meet again, on Friday
Ignore café, cafe\u0301, CAFÉ, naïve, co-operate, cooperate, don’t, don't, e-mail, re-elected, 1,000 and 3.14
the security of security is security
""",
    "sub/deep/inner.md": "# A heading\n\nThe UN Charter, of 26 June 1945, is here too.\n",
    "sub/notes.log": "a file of an unknown suffix, of 1 May 2001\n",
    "sub/empty.txt": "",
}

ROWS = [
    {
        "id": "p1",
        "text": "The UN Charter was signed on 26 June.",
        "date": "1945-07-01",
        "source": "A",
        "title": "One",
    },
    {
        "id": "p2",
        "text": "“We agree,” said Ms Adams.\nThe second line of it.",
        "date": "2024-02-29T10:00:00Z",
        "source": "B",
    },
    {
        "id": "p3",
        "text": "The UN Charter was signed on 26 June!",
        "date": "1946-01-01",
        "source": "B",
        "title": "=1+1",
    },
    {"id": "p4", "text": "", "date": "never", "source": "C", "title": None},
    {
        "id": "ü/4",
        "text": '- The first, "quoted", said Bob yesterday\tand left.',
        "date": "2020",
        "source": "A",
    },
]

HOSTILE = (
    "\x1b]0;pwn\x07 \x9b31m \u202eevil\u202c [/bold] [ad_1] :smile: =cmd|' /C calc'!A0 <script>alert(1)</script>& "
    "said “@SUM(A1) the hostile words \x7f of July 16, 2024” \u2028 \ufff9 نص \U000e0041\r of the UN Charter"
)

FILES = {
    "hostile/=evil\x1b[2J.txt": "\n".join([HOSTILE, "and then " + HOSTILE, HOSTILE]).encode(),
    "hostile/marks.txt": "“‘«".encode() * 50 + b"\n" + "e\u0301\u0327".encode() * 40,
    "hostile/blank.txt": b"\n \n\t\n\r\n",
    "hostile/nul.txt": b"a\0b UN Charter\0\n",
    "broken/latin.txt": "Une réunion à Genève le 14 mars 2023, a dit Zoé.\n".encode("latin-1"),
    "broken/cut.txt": b"whole line of 1 May 2020\nhalf \xe2\x80",
    "broken/good.txt": b"The UN Charter is whole, said Ann on 1 May 2020.\n",
    "broken/rows.jsonl": b'{"id": 1, "text": "one of 1 May 2020"}\n{broken\n{"id": 3}\n[1]\n{"id": 3, "text": 5}\n'
    b'{"id": "x", "text": "last of the UN Charter"}\n',
    "broken/rows.csv": b'id,text\n1,"one, of 1 May 2020"\n2\n3,"open\n',
    "broken/cut.jsonl.gz": gzip.compress(
        b"".join(b'{"id": "c%d", "text": "one of 1 May 2020"}\n' % number for number in range(2000)), mtime=0
    )[:2000],
    "broken/page.html": b"<!doctype html><html><body><p>of 1 May 2020</p></body></html>",
    "encoded/utf16.txt": "The UN Charter of 1 May 2020 — naïve\n".encode("utf-16"),
    "encoded/bom.txt": b"\xef\xbb\xbfThe UN Charter of 1 May 2020\n",
    "encoded/crlf.txt": b"The UN Charter of 1 May 2020\r\nand of 2 May 2020\rand of 3 May\r\n",
    "encoded/packed.txt.gz": gzip.compress(b"The UN Charter of 1 May 2020\n", mtime=0),
    "latin/a.txt": "Une réunion à Genève le 14 mars 2023, a dit Zoé.\n".encode("latin-1"),
    "terms.txt": b"# patterns\nUN Charter\nsecur*\n\n/met|meets/\n",
    "terms.csv": b"council,a\nriver*,b\n",
    "bad-terms.txt": b"fine\nNEAR/3\n",
    "study.toml": b"""[options]
within = "sentence"
context = "3"
[queries]
council = ["council*", "council"]
[queries.the]
pattern = '"the"%c @[]'
cql = true
""",
    "bad-study.toml": b'[queries.law]\npattern = "law"\nlimit = 3\n',
    "pairs.jsonl": b'{"id": 1, "a": "the council met on Tuesday again", "b": "the council met on Monday again"}\n'
    b'{"id": 2, "a": "x", "b": ""}\n{"id": "c", "a": "one two three four five", "b": "One, two three four five!"}\n',
    "bad-pairs.jsonl": b'{"id": 1, "a": "x"}\nnothing\n',
    "old/archive.txt": b"The council of the three rivers met on Tuesday, for the first time since May 2019.\nNobody knows.\n",
    "notes/readme.txt": b"nothing of note\n",
}


QUOTED = [
    {"text": "The parties discussed issues of ensuring security", "source": "001_24de86d139aaadbd:5"},
    {"text": "Over half of UN member states did not support the document", "speaker": "Maria Zakharova"},
    {
        "text": "الآن أكثر من أي وقت مضى، تعتمد أمم متحدة أكثر فعالية",
        "speaker": "أنطونيو غوتيريش",
        "id": "ar",
    },
    {"text": "We have waited too long", "speaker": "Paul O’Neil", "source": "en"},
    {"text": "=cmd|' /C calc'!A0 and <script>alert(1)</script> here"},
    {"text": "\u202eno \u0000 such\u2028words anywhere at all"},
    {"text": ""},
]


def make(place: Path, *, bench: bool) -> None:
    """Fill the new directory `place`.

    Args:
        place: Where to.
        bench: Whether 5,000 paragraphs of the development data are wanted too.
    """
    shutil.copytree(SEEDS, place / "seeds")
    files = {f"texts/{name}": text.encode() for name, text in TEXTS.items()} | FILES
    files |= {"drafts/draft.md": (ROOT / "docs" / "examples" / "draft.md").read_bytes()}
    rows = [json.dumps(row, ensure_ascii=False) for row in QUOTED]
    files |= {"drafts/quoted.jsonl": "\n".join(rows).encode()}
    files["many/plenty.txt"] = _make_paragraphs().encode()
    files["rows/posts.jsonl"] = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in ROWS).encode()
    for name, mark in (("csv", ","), ("tsv", "\t")):
        files[f"rows/posts.{name}"] = _make_table(mark).encode()
    files["rows/fields.jsonl"] = (
        b'{"key": "k1", "body": "The UN Charter of 1 May", "when": "2021-05-04", "from": "X", "head": "H"}\n'
    )
    files["rows/packed.jsonl.gz"] = gzip.compress(files["rows/posts.jsonl"], mtime=0)
    if bench:
        with lzma.open(BENCH, "rb") as stream:
            files["bench/paragraphs.txt"] = b"".join(itertools.islice(stream, _BENCH_PARAGRAPHS))
    for name, data in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (place / "links").mkdir()
    (place / "links/one.txt").symlink_to("../texts/en.txt")
    (place / "links/lost.txt").symlink_to("nowhere")
    (place / "links/loop").symlink_to(".")


def set_time(path: Path) -> None:
    """Give `path` the time of change that all materials have."""
    os.utime(path, (_CHANGED, _CHANGED), follow_symlinks=False)


def _make_table(mark: str) -> str:
    import csv
    import io

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=mark, lineterminator="\n")
    names = ["id", "text", "date", "source", "title"]
    writer.writerow(names)
    writer.writerows([[row.get(name) or "" for name in names] for row in ROWS])
    return stream.getvalue()


def _make_paragraphs() -> str:
    """Return 200 paragraphs with dates, quotations, and copies of some kinds."""
    paragraphs = []
    for place in range(200):
        base = place if place % 7 else place // 2
        paragraphs.append(
            f"On July {base % 28 + 1}, {1950 + base % 70}, delegate D{base % 9} of group {base * 7919 % 100} said “we keep "
            f"the UN Charter number {place * 31 % 97}” and left the hall of {_HALLS[base % len(_HALLS)]} "
            f"after {place % 60} minutes of {_TOPICS[base * 5 % len(_TOPICS)]}{'!' if place % 14 == 0 else '.'}"
        )
    return "\n".join(paragraphs) + "\n"


_HALLS = ("mirrors", "marble and glass", "the old town", "nations", "the eastern harbour")
_TOPICS = ("debate", "silence", "talk on water", "voting", "questions and answers", "security", "quarrel")
