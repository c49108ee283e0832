"""Random texts and random command lines, run in this process, until time or number is used up.

    python tools/fuzz.py --seconds 120
    python tools/fuzz.py --inputs 500000 --seed 7 --keep /tmp/faults

Texts are put together from what the analyses look for (dates, quotation marks, names, verbs of saying, digits and
words of many scripts), from what breaks programs (marks in piles, controls, bytes that are no UTF-8, rows that are no
JSON), and from pieces of the seeds; copies of paragraphs are changed a little. Options of the command lines, with
their values, are those that the commands declare, so a new option is tried the day it is there. What takes a path is given
the files themselves to read, and a directory of its own to write to.

What has to be true of every run: the exit code is one of those promised, and never that of a bug; no document is
skipped because of an exception; every record is the slice that it names; JSON is valid, and a table shows no control
character; no input has changed; now and then, that two processes give the bytes of one, that a search
with a database gives those of one without, and that what was taken out of a corpus can be put back. Faults are told once for each
place in the code; `--keep` stores their input.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import typer

from corpuskit.cli import app as application
from corpuskit.cli import main as program
from corpuskit.cli.app import make_app

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (
    "list",
    "dates",
    "quotes",
    "kwic",
    "dedupe",
    "words",
    "keywords",
    "collocates",
    "verify",
    "show",
    "report",
    "export",
    "index build",
    "schema",
    "explain",
)
# What writes texts, pages and databases has no tables, and not all of it works in several processes.
HAVE_TABLES = {*COMMANDS[:9]}
HAVE_JOBS = {*HAVE_TABLES, "show", "report"}
# Where the files are, and where a run may write.
FILES, TARGET = "{files}", "{target}"
# What needs another machine, another program or a model, or is tried by tests of its own.
LEFT_OUT = {
    "-h", "--help", "--show-settings", "--engine", "--engine-option", "--lang-model", "--parse", "--parse-model", "--jobs",
    "--time-limit", "--input-format", "--max-bytes",
}  # fmt: skip
EXIT_CODES = {0, 1, 2, 3, 4}
# Of the files of a fault, so many characters are printed.
SHOWN = 2000
DONE = {0, 1, 3}
SIGNAL_BASE = 128
# One run in so many is done again with two processes.
AGAIN = 300
# So often, what was taken out is put back, and a database is asked.
ROUND_TRIPS = 100
# So many command lines are tried on the same files.
COMMANDS_EACH = 4
# What one process works through refuses to be shared by two.
_NOT_SHARED = "error: --jobs is not for "
SLOW_SECONDS = 20.0
_EXCEPTION = re.compile(r"\b[A-Za-z.]*(?:Error|Exception|Interrupt)\b: |Traceback|: a bug:")
_FRAME = re.compile(r'File "[^"]*/corpuskit/([^"]+)", line (\d+), in (\w+)')

WORDS = """the of and to in said says told according council security charter UN United Nations Monday Friday may May March
second today yesterday next last week year month century p.m. AM BC AD circa Q3 spring Mr Mrs Dr President Minister
Anna Keller O’Neil van der Berg Jean-Luc he she they dit selon hier demain lundi mars août déclaré président dijo
según ayer mañana enero sobre сказал сказала заявил вчера завтра понедельник марта января году президент по словам
قال وقالت أضاف أمس غدا يوم الاثنين مارس آذار عام الرئيس وفقا مجلس الأمن سيّما كتابٌ 表示 说 称 昨天 星期一 年 月 日 上午 下午 十 二〇二四 世纪
é e\u0301 ﬁn ß İstanbul Straße किताब है संयुक्त ประเทศไทย தமிழ் বাংলা తెలుగు မြန်မာ ខ្មែរ Yorùbá ẹ̀kọ́ עִבְרִית ქართული Հայերեն ትግርኛ 한국어 にほんご ᏣᎳᎩ
#UNCharter @user well-known don’t 1,000 3.14 ½ IV XII 7️⃣9️⃣ http://example.org/2024/05/06/a?b=c a@b.org *bold* **x** `code` > >> [1] (2)""".split()
DATES = """24.06.2021|2020-11-23T13:39|2024-W05|9999-W52|0000-W01|July 16, 2024|16–17 May|Friday, April 18|5/13/23, 10:00\u202fPM|12/31/9999|
30 February 2023|le 14 mars 2023|14 de marzo de 2023|14 марта 2023 г.|١٤ مارس ٢٠٢٣|1 رمضان 1445 هـ|2023年3月14日|二〇二四年五月|1990s|
A.D. 900|44 BC|the 19th century|XX век|last autumn|this week|in two days|3 weeks ago|since May|2 3 thousand|7 9 二〇二四|十 2 2100|
between 1990 and 1995|2021/22|'99|noon|10:30 a.m.|Q3 2024|99999999999999999999|2024-02-30|0001-01-01|tomorrow|next Friday""".replace(
    "\n", ""
).split("|")
MARKS = [
    "“",
    "”",
    '"',
    "’",
    "‘",
    "«",
    "»",
    "‹",
    "›",
    "„",
    "「",
    "」",
    "『",
    "』",
    "—",
    "–",
    "- ",
    ": ",
    "''",
    "``",
    "'",
    ",",
    ".",
    "!",
    "?",
    "…",
]
STRANGE = [
    "\0", "\x1b[2J", "\x9b31m", "\u202e", "\u2068", "\u200d", "\u200c", "\u00ad", "\ufeff", "\u2028", "\x85", "\x7f", "\ufffd",
    "\U000e0041", "\U0010ffff", "\u0300" * 40, "\u0345", "\U00011f52", "\u0660", "\U0001d7d8", "\uff11", "\u3007", "\u2460", "&amp;",
    "<b>", "</script>", "=1+1", "@SUM(A1)", "\t", "\\", "\\n", "%s", "{}", "[/bold]", ":smile:", "\u1e9e", "\ufb03", "\u0130",
]  # fmt: skip
ENDS = ["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\n \n", "\x0b", "\x0c", ""]
PATTERNS = [
    "the", "UN Charter", "secur*", "*ity", "a?b", "*", "(a|b) c", "a NEAR/3 b", "a BEFORE/2 b", "a NOT NEAR/1 b", "/.*n't/", "x~1", "=UN",
    "#tag", "don’t", "well-*", "What is this?", "1,000", "है", "الأمن", "二", "e", "é", "\\*", "@", "~", "/", "//", '"', '"a b"',
    "UN *{0,3} Charter", "NEAR/3", "((((", "a" * 300, '[word="a"%c] []{0,2} "b"', '"a" within s', "(?i)a+", r"\s+", r"(a|b)*c", r"\d{4}", "[", "(?a)(?L)a",
]  # fmt: skip
VALUES = {
    "NAME": ["text", "id", "title", "date", "utf-8", "latin-1", "utf-16", "keller", "x", ""],
    "PATTERN": [*PATTERNS, "*.txt", "0*", "[", "**/*"],
    "DATE": [*DATES, "2024", "2024-07", "x"],
    "A,B": ["direct", "indirect,title", "exact", "numbers,wording", "x", ""],
    "A,B,-C": ["doc", "doc,line", "-doc", "text", "kept.line", "x", "doc.x", "type,start,end"],
    "KEY,…": ["R1", "L1,R2", "match", "date", "freq:R1", "x"],
    "KEY": ["L1", "R2", "match", "doc", "pattern", "x"],
    "RULE": ["first", "earliest", "longest", "source:A,B", "x"],
    "N[:M]": ["0", "3", "2:5", "sentence", "paragraph", "x"],
    "T": ["0.5", "0.6", "0.8", "1", "x"],
    "SHARE": ["0.6", "0.9", "1"],
    "P": ["0.05", "0.5", "1", "2"],
    "K": ["0", "1", "100"],
    "CODE": ["en", "ar", "xx", "!en"],
    "CHARACTER": [",", ";", "|", "\t", "ab", ""],
    "FIELD=GLOB": ["date=2024*", "lang=en", "title=*", "x", "x=y"],
    "N|A:B": ["1", "2", "1:3", "0", "9:1"],
    "N|L:R": ["1", "5", "2:0", "0", "x"],
    "QUERY": ["the", "secur*", "/x/", "(", "है"],
    "LANG|@FILE": ["en", "ar", "xx", f"@{FILES}/f0.txt", f"@{FILES}/f1.csv", f"@{FILES}/none"],
    "S": ["1", "0", "-1"],
    "EN,AR,…": ["en", "en,ar", "xx", "zh"],
}


# What stands before the paths.
FIRST = {
    "PATTERN": [*PATTERNS, f"@{FILES}/f0.txt", f"@{FILES}/f0.csv NEAR/3 a"],
    "DOC[:START:END]": [
        "f0",
        "f0:0:9",
        "f1:2:1",
        "f1:-1",
        "f2::",
        ":",
        "f0:9999999999999999999:",
        "x",
        "f1:٣:4",
        "\x1b",
    ],
    "[RECORD]": ["kwic", "document", "x", "", "all"],
    "[CODE]": ["unreadable", "x", "", "\x1b[2J"],
    "DB": [f"{TARGET}/x.db", f"{FILES}/f0.txt", f"{FILES}/f1.jsonl", f"{TARGET}/a/b.db", FILES],
}
FIRST["QUERY"] = FIRST["PATTERN"]
# Options that name a file, a directory or a corpus that is read, and others that name what is written.
READ = [
    FILES,
    f"{FILES}/f0.txt",
    f"{FILES}/f1.txt",
    f"{FILES}/f1.jsonl",
    f"{FILES}/f0.csv",
    f"{FILES}/f2.tsv",
    f"{FILES}/none",
]
WRITTEN = [
    f"{TARGET}/x{suffix}"
    for suffix in (
        "",
        ".txt",
        ".json",
        ".jsonl",
        ".csv",
        ".tsv",
        ".html",
        ".svg",
        ".parquet",
        ".jsonl/",
        ".parquet/",
        "/y",
    )
]
WRITES = {"--output", "--write", "--review", "--page", "--at"}


class Run(NamedTuple):
    """One run: files by name, and what is typed after `corpuskit`."""

    files: dict[str, bytes]
    arguments: list[str]


class Outcome(NamedTuple):
    """What a run gave: exit code, standard output and standard error."""

    code: int
    stdout: bytes
    stderr: str


def load_vocabulary() -> list[str]:
    """Return words from all language tables of the program, so that random texts have something to find."""
    found: set[str] = set()
    for path in (ROOT / "src/corpuskit").rglob("languages/*.toml"):
        found.update(re.findall(r'"([^"\\]{2,30})"', path.read_text(encoding="utf-8")))
    return sorted(found)


class Generator:
    """Makes runs from a seed: the same seed gives the same runs.

    Args:
        seed: Any number.

    Attributes:
        choices: What is asked wherever there is a choice.
    """

    def __init__(self, seed: int) -> None:
        self.choices = random.Random(seed)  # noqa: S311 — nothing secret
        self._vocabulary = load_vocabulary()
        self._seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
        app: Any = typer.main.get_command(make_app())
        self._options = {
            name: [
                option for option in _find_command(app, name).params if not LEFT_OUT.intersection(option.opts)
            ]
            for name in COMMANDS
        }

    def make_files(self) -> dict[str, bytes]:
        """Return the next files by name."""
        return dict(self._make_file(number) for number in range(self.choices.choice((1, 2, 4, 8, 16, 40))))

    def make_arguments(self) -> list[str]:
        """Return the next command line."""
        choose = self.choices
        names = list(self._options)
        # A report takes the time of all others together.
        (name,) = choose.choices(names, [1 if name == "report" else 5 for name in names])
        arguments = name.split()
        declared = self._options[name]
        options = [option for option in declared if option.param_type_name == "option"]
        typed: list[str] = []
        for option in choose.sample(options, min(choose.choice((0, 1, 1, 2, 2, 3, 5)), len(options))):
            typed += self._write_option(option)
        first = [
            option.metavar
            for option in declared
            if option.param_type_name == "argument" and option.metavar in FIRST
        ]
        # Where patterns are options, all arguments are paths.
        if first and not any(word.split("=")[0] in ("-e", "--pattern") for word in typed):
            # No other database: a word would be a file in the present directory.
            arguments.append(choose.choice([*FIRST[first[0]], *([self._word()] if first[0] != "DB" else [])]))
        arguments += typed
        if name == "verify" or (name == "keywords" and choose.random() < 0.8):
            arguments += ["--in" if name == "verify" else "--against", choose.choice((FILES, FILES, *READ))]
        if name == "index build":
            arguments += ["--at", choose.choice((f"{TARGET}/x.db", f"{TARGET}/x.db", *FIRST["DB"]))]
        if any("--format" in option.opts for option in options) and choose.random() < 0.6:
            arguments += ["-f", choose.choice(("jsonl", "csv", "tsv", "json", "html"))]
        if any(option.name in ("paths", "drafts") for option in declared):
            arguments.append(FILES)
        return arguments

    def make_pattern(self) -> str:
        """Return the next pattern to search for."""
        return self.choices.choice([*PATTERNS, self._word()])

    def _write_option(self, option: Any) -> list[str]:
        choose = self.choices
        name = choose.choice(option.opts)
        if option.is_flag:
            return [name]
        choices = getattr(option.type, "choices", None)
        if choices:
            value = str(getattr(choose.choice(list(choices)), "value", choose.choice(list(choices))))
        elif option.metavar in ("FILE", "DIR", "PATH", "PATH…"):
            value = choose.choice(WRITTEN if WRITES.intersection(option.opts) else READ)
        elif option.type.name.startswith(("int", "float")):
            value = choose.choice(["0", "1", "2", "3", "7", "50", "-1"])
        else:
            value = choose.choice(VALUES.get(option.metavar or "", VALUES["NAME"]))
        return [f"{name}={value}"] if name.startswith("--") else [name, value]

    def _make_file(self, number: int) -> tuple[str, bytes]:
        choose = self.choices
        kind = choose.random()
        if kind < 0.12:
            return f"f{number}.jsonl", self._make_rows()
        if kind < 0.2:
            suffix, mark = choose.choice([("csv", ","), ("tsv", "\t")])
            rows = [
                mark.join(['"' + self._text(3).replace('"', '""') + '"', str(row)])
                for row in range(choose.randrange(4))
            ]
            return f"f{number}.{suffix}", "\n".join([mark.join(["text", "id"]), *rows]).encode(
                "utf-8", "surrogatepass"
            )
        data = self._text(choose.choice((1, 1, 1, 2, 3, 8))).encode("utf-8", "surrogatepass")
        if kind > 0.97:
            place = choose.randrange(len(data) + 1)
            data = data[:place] + bytes(choose.choices(range(256), k=3)) + data[place:]
        elif kind > 0.95:
            data = data.decode("utf-8", "replace").encode(
                choose.choice(("utf-16", "utf-8-sig", "utf-16-le", "utf-32"))
            )
        return f"f{number}.{choose.choice(('txt', 'txt', 'txt', 'md'))}", data

    def _make_rows(self) -> bytes:
        choose = self.choices
        lines = []
        for number in range(choose.randrange(1, 5)):
            row = {"id": choose.choice([number, "x", f"r{number}", None, "\x1b", ""]), "text": self._text(3)}
            if choose.random() < 0.4:
                row |= {
                    "date": choose.choice([*DATES, "never", 5, None]),
                    "source": "A",
                    "title": self._text(1),
                }
            lines.append(
                json.dumps(row)
                if choose.random() < 0.9
                else choose.choice(["{", "[1]", "null", '{"text": 1}', ""])
            )
        return "\n".join(lines).encode()

    def _word(self) -> str:
        choose = self.choices
        makers: list[tuple[float, Callable[[], str]]] = [
            (45, lambda: choose.choice(WORDS)),
            (15, lambda: choose.choice(self._vocabulary)),
            (10, lambda: choose.choice(DATES)),
            (8, lambda: choose.choice(MARKS)),
            (7, lambda: choose.choice(MARKS) + choose.choice(WORDS)),
            (6, lambda: choose.choice(STRANGE)),
            (6, lambda: str(choose.randrange(choose.choice((32, 2100, 10**9, 10**30))))),
            (3, lambda: chr(choose.choice((*range(0x20, 0xD800, 7), *range(0xE000, 0x20000, 7))) + choose.randrange(7))),
        ]  # fmt: skip
        (maker,) = choose.choices([maker for _, maker in makers], [weight for weight, _ in makers])
        return maker()

    def _paragraph(self) -> str:
        choose = self.choices
        if choose.random() < 0.1:
            text = choose.choice(self._seeds)
            start = choose.randrange(len(text))
            return text[start : start + choose.randrange(200)]
        joint = choose.choice((" ", " ", " ", " ", "", ", ", "\u00a0"))
        return joint.join(self._word() for _ in range(choose.randrange(1, 18)))

    def _text(self, most: int) -> str:
        choose = self.choices
        paragraphs: list[str] = []
        for _ in range(choose.randrange(most + 1)):
            if paragraphs and choose.random() < 0.25:
                words = choose.choice(paragraphs).split(" ")
                words[choose.randrange(len(words))] = self._word()
                paragraphs.append(" ".join(words))
            else:
                paragraphs.append(self._paragraph())
        return "".join(paragraph + choose.choice(ENDS) for paragraph in paragraphs)


def _find_command(app: Any, name: str) -> Any:
    """Return a command of the program by its name, which may be that of a group and its own."""
    for part in name.split():
        app = app.commands[part]
    return app


@cache
def _make_command(name: str) -> Any:
    return typer.main.get_command(make_app([name]))


def run_app(arguments: list[str]) -> int:
    """Do what `corpuskit.cli.app.run_app` does, but put each command together once."""
    return int(
        _make_command(arguments[0]).main(args=arguments, prog_name="corpuskit", standalone_mode=False) or 0
    )


def run_program(arguments: list[str]) -> Outcome:
    """Return what the program gives in this process."""
    stdout, stderr = io.BytesIO(), io.BytesIO()
    saved = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (io.TextIOWrapper(stream, encoding="utf-8") for stream in (stdout, stderr))
    try:
        code = program.run(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(ValueError):
                stream.flush()
        data = stdout.getvalue(), stderr.getvalue()
        sys.stdout, sys.stderr = saved
    if code > SIGNAL_BASE:
        raise KeyboardInterrupt
    return Outcome(code, data[0], data[1].decode("utf-8", "replace"))


class Checker:
    """Runs command lines on files in a directory of its own, and says what is wrong."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._target = place.with_name("target")
        self._files: dict[str, bytes] | None = None

    def check(self, run: Run, *, again: bool = False) -> str | None:
        """Return what is wrong with a run, in words that name the place of the fault; None for nothing."""
        if run.files is not self._files:
            shutil.rmtree(self._place, ignore_errors=True)
            self._place.mkdir()
            for name, data in run.files.items():
                (self._place / name).write_bytes(data)
            self._files = run.files
        begun = time.monotonic()
        outcome = self._run(run.arguments)
        if time.monotonic() - begun > SLOW_SECONDS:
            return f"slow: {run.arguments[0]}"
        fault = (
            _find_crash(outcome)
            or self._find_changed(run)
            or _find_bad_output(run, self._read_output(outcome))
        )
        if fault is None and again and run.arguments[0] in HAVE_JOBS:
            # What a run has cost differs.
            arguments = [word for word in run.arguments if word not in ("-v", "--verbose")]
            one, two = ((self._run([*arguments, "-j", jobs]), self._read_target()) for jobs in ("1", "2"))
            if one != two and _NOT_SHARED not in two[0].stderr:
                return f"two processes differ from one: {run.arguments[0]}"
        return fault

    def check_round_trip(self, pattern: str) -> str | None:
        """Return what is wrong with a database of the last files, or with what is taken out of them and put back."""
        self._run(["index", "build", FILES, "--at", f"{TARGET}/x.db"], is_first=True)
        search = ["kwic", "-e", pattern, FILES, "-f", "jsonl", "-j", "1"]
        plain = self._run(search)
        if (self._target / "x.db").exists() and plain != self._run(
            [*search, "--index", f"{TARGET}/x.db"], is_first=False
        ):
            return f"a database changes what is found: {pattern!r}"
        for name in ("clean", "back"):
            ways = {"clean": ["dedupe", FILES, "--short"], "back": ["dedupe", "--restore", f"{TARGET}/clean"]}
            outcome = self._run([*ways[name], "--write", f"{TARGET}/{name}"], is_first=name == "clean")
            if outcome.code not in (0, 3):
                return _find_crash(outcome)
        back = {
            path.name: path.read_bytes()
            for path in (self._target / "back").iterdir()
            if self._files is not None
        }
        if any(data != (self._files or {}).get(name) for name, data in back.items()):
            return "what was taken out is not put back"
        return None

    def _run(self, arguments: list[str], *, is_first: bool = True) -> Outcome:
        """Return the outcome of a command line; unless it is the first, what others have written is still there."""
        if is_first:
            shutil.rmtree(self._target, ignore_errors=True)
            self._target.mkdir()
        places = {FILES: str(self._place), TARGET: str(self._target)}
        for name, place in places.items():
            arguments = [word.replace(name, place) for word in arguments]
        return run_program(arguments)

    def _read_output(self, outcome: Outcome) -> Outcome:
        """Return an outcome with what was written to a file."""
        for path in self._target.iterdir():
            if path.is_file() and not outcome.stdout:
                return outcome._replace(stdout=path.read_bytes())
        return outcome

    def _read_target(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(self._target.rglob("*")) if path.is_file()}

    def _find_changed(self, run: Run) -> str | None:
        now = {path.name: path.read_bytes() for path in self._place.iterdir() if path.is_file()}
        if now == run.files:
            return None
        self._files = None
        if run.files.items() <= now.items():
            # A database was to be written beside them.
            return None
        return "an input was changed"


def _find_crash(outcome: Outcome) -> str | None:
    if outcome.code not in EXIT_CODES or _EXCEPTION.search(outcome.stderr):
        frames = _FRAME.findall(outcome.stderr)
        where = f"{frames[-1][0]}, line {frames[-1][1]}, in {frames[-1][2]}" if frames else ""
        kind = _EXCEPTION.search(outcome.stderr)
        last = outcome.stderr.strip().splitlines()[-1:] or [""]
        message = kind[0] if kind and not frames else last[0].split(":")[0]
        return f"exit code {outcome.code}: {message} {where}".strip()
    return None


def _find_format(arguments: list[str]) -> str:
    """Return the output format that a command line asks for."""
    wanted = "table"
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        target = following if word == "-o" else word.removeprefix("--output=")
        if target.startswith(TARGET) and wanted == "table":
            wanted = target.rpartition(".")[2]
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word in ("-f", "--format"):
            wanted = following
        elif word.startswith("--format="):
            wanted = word.partition("=")[2]
    return "json" if "--json" in arguments else wanted


def _find_bad_output(run: Run, outcome: Outcome) -> str | None:
    flags = {word.partition("=")[0] for word in run.arguments}
    # Beside the records, or in their place, something else is written.
    writes_more = bool(flags & {"--inline", *WRITES} - {"--output"}) or run.arguments[0] not in {
        *HAVE_TABLES,
        "show",
    }
    if outcome.code not in DONE or writes_more:
        return None
    wanted = _find_format(run.arguments)
    if wanted == "parquet":
        is_whole = outcome.stdout.startswith(b"PAR1") and outcome.stdout.endswith(b"PAR1")
        return None if is_whole else f"no Parquet file: {run.arguments[0]}"
    try:
        text = outcome.stdout.decode("utf-8")
        if wanted in ("json", "jsonl"):
            lines = text.splitlines() if wanted == "jsonl" else [text]
            read = [json.loads(line) for line in lines]
            return _find_wrong_slice(run, read if wanted == "jsonl" else read[0]["records"])
    except ValueError as error:
        return f"{type(error).__name__}: {run.arguments[0]} as {wanted}"
    if wanted == "table" and run.arguments[0] in HAVE_TABLES and "--color=always" not in run.arguments:
        bad = {unicodedata.category(character) for character in text.replace("\n", "")} & {
            "Cc",
            "Zl",
            "Zp",
            "Cs",
        }
        if bad:
            return f"a control character in a table: {run.arguments[0]}"
    return None


def _find_wrong_slice(run: Run, records: list[dict[str, Any]]) -> str | None:
    if any(word.startswith(("--offsets", "--ids", "--columns", "--encoding")) for word in run.arguments):
        return None
    texts = {}
    for name, data in run.files.items():
        stem, _, suffix = name.partition(".")
        if suffix in ("txt", "md") and not any(
            other != name and other.startswith(f"{stem}.") for other in run.files
        ):
            with contextlib.suppress(UnicodeDecodeError):
                texts[stem] = data.decode("utf-8-sig")
    for record in records:
        text = texts.get(str(record.get("doc")))
        if text is None or "start" not in record or "\0" in text:
            continue
        shown = record.get("match", record.get("text"))
        if isinstance(shown, str) and text[record["start"] : record["end"]] != shown:
            return f"no slice: {record.get('type')} of {run.arguments[0]}"
    return None


def shrink(run: Run, fails: Callable[[Run], bool]) -> Run:
    """Return a smaller run with the same fault, found by leaving out files, options and halves of texts."""
    for name in list(run.files):
        smaller = Run({other: data for other, data in run.files.items() if other != name}, run.arguments)
        if smaller.files and fails(smaller):
            run = smaller
    for at in range(len(run.arguments) - 1, 0, -1):
        smaller = Run(run.files, run.arguments[:at] + run.arguments[at + 1 :])
        if fails(smaller):
            run = smaller
    for name in run.files:
        size = max(len(run.files[name]) // 2, 1)
        while size:
            start = 0
            while start < len(run.files[name]):
                data = run.files[name]
                smaller = Run(run.files | {name: data[:start] + data[start + size :]}, run.arguments)
                if fails(smaller):
                    run = smaller
                else:
                    start += size
            size //= 2
    return run


def iter_faults(
    generator: Generator, checker: Checker, counts: Counter[str], is_done: Callable[[], bool]
) -> Iterator[tuple[str, Run]]:
    """Run until `is_done`, and yield each kind of fault once, with a small run that shows it."""
    known: set[str] = set()
    files: dict[str, bytes] = {}
    while not is_done():
        if counts["runs"] % COMMANDS_EACH == 0:
            files = generator.make_files()
        run = Run(files, generator.make_arguments())
        counts["runs"] += 1
        counts["inputs"] += len(run.files)
        fault = checker.check(run, again=counts["runs"] % AGAIN == 0)
        if fault is None and counts["runs"] % ROUND_TRIPS == 0:
            fault = checker.check_round_trip(generator.make_pattern())
        if fault is None:
            continue
        counts["faulty runs"] += 1
        if fault not in known:
            known.add(fault)
            deadline = time.monotonic() + 60
            smaller = shrink(run, lambda each: time.monotonic() < deadline and checker.check(each) == fault)  # noqa: B023
            yield fault, smaller


def keep_fault(place: Path, fault: str, run: Run) -> None:
    """Store the files and the command line that show a fault."""
    directory = place / hashlib.sha256(fault.encode()).hexdigest()[:8]
    directory.mkdir(parents=True, exist_ok=True)
    for name, data in run.files.items():
        (directory / name).write_bytes(data)
    (directory / "command").write_text(f"{fault}\n{json.dumps(run.arguments)}\n", encoding="utf-8")


def main() -> int:
    """Return 1 where a fault was found, else 0."""
    parser = argparse.ArgumentParser(description="Run random command lines on random texts.")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so much time")
    parser.add_argument(
        "--inputs", type=int, default=sys.maxsize, help="stop after so many texts, counted in each run"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="another seed gives other texts and command lines"
    )
    parser.add_argument("--keep", type=Path, help="a directory for the input of each fault")
    options = parser.parse_args()
    os.environ["CORPUSKIT_DEBUG"] = "1"
    application.run_app = run_app
    # The program points standard output at nothing when it cannot go on; what is told here goes another way.
    report = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
    counts: Counter[str] = Counter()
    faults = 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="corpuskit-fuzz-") as place:
        checker = Checker(Path(place) / "texts")

        def is_done() -> bool:
            return counts["inputs"] >= options.inputs or time.monotonic() - begun >= options.seconds

        # A signal ends it, with its figures.
        with contextlib.suppress(KeyboardInterrupt):
            for fault, run in iter_faults(Generator(options.seed), checker, counts, is_done):
                faults += 1
                print(
                    f"fault: {fault}\n  corpuskit {run.arguments}\n  {f'{run.files}'[:SHOWN]}",
                    file=report, flush=True,
                )  # fmt: skip
                if options.keep:
                    keep_fault(options.keep, fault, run)
    seconds = time.monotonic() - begun
    print(
        f"{counts['inputs']} texts, each time with a command line, in {counts['runs']} runs, {seconds:.0f} s, seed {options.seed}: "
        f"{faults} faults in {counts['faulty runs']} runs",
        file=report, flush=True,
    )  # fmt: skip
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
