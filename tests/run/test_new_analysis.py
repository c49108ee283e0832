"""An analysis that is added in four files has all outputs, on one process, two, and Spark, the day it is written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import partial

import pytest
from tests.conftest import ROOT, SEEDS, clean_environment

RECORD = '''"""The record of `wordcount`."""

from __future__ import annotations

from typing import ClassVar

from corpuskit.records.base import Record


class WordCount(Record, frozen=True, kw_only=True, tag="word_count"):
    """How often a word occurs; the record itself is its first occurrence.

    Attributes:
        word: The word, folded.
        hits: Number of occurrences.
        documents: Number of documents that hold it.
    """

    columns: ClassVar[tuple[str, ...]] = ("word", "hits", "documents")

    word: str
    hits: int
    documents: int
'''

ROOM = '''"""How often each word occurs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from corpuskit.analysis import Analysis
from corpuskit.corpus.document import Document
from corpuskit.options import Option, Options
from corpuskit.records import Findings, Summary
from corpuskit.records.wordcount import WordCount
from corpuskit.text.tokens import iter_word_spans
from corpuskit.text.view import fold


class WordCountOptions(Options, frozen=True, kw_only=True):
    """Which words are counted."""

    least: Annotated[int, Option("The lowest number of occurrences.", metavar="N", least=1)] = 1


class Words(msgspec.Struct, frozen=True):
    """Words with their records."""

    counts: dict[str, WordCount] = {}

    def __add__(self, other: Words) -> Words:
        """Return the words of both."""
        together = dict(self.counts)
        for word, count in other.counts.items():
            first = together.get(word)
            together[word] = count if first is None else msgspec.structs.replace(
                first, hits=first.hits + count.hits, documents=first.documents + count.documents
            )
        return Words(together)


class WordSummary(Summary, frozen=True, kw_only=True):
    """How many words there are."""

    tokens: int = 0
    words: Words = Words()

    def figures(self) -> dict[str, int]:
        """Return the numbers of words, of all and of those that differ."""
        return {"tokens": self.tokens, "types": len(self.words.counts)}


class WordCounts(Analysis):
    """How often each word occurs, the most frequent first."""

    record_type = WordCount
    nothing = WordSummary()

    def __init__(self, options: WordCountOptions) -> None:
        self.options = options

    def per_document(self, document: Document) -> Findings[WordCount]:
        """Return the words of one document."""
        counts: dict[str, WordCount] = {}
        tokens = 0
        for start, end in iter_word_spans(document.text):
            tokens += 1
            word = fold(document.text[start:end])
            count = counts.get(word) or WordCount(
                doc=document.id, line=document.lines.line_at(start), start=start, end=end, word=word, hits=0, documents=1
            )
            counts[word] = msgspec.structs.replace(count, hits=count.hits + 1)
        return Findings((), WordSummary(tokens=tokens, words=Words(counts)))

    def report(self, total: WordSummary) -> Iterator[WordCount]:
        """Yield the words."""
        chosen = (count for count in total.words.counts.values() if count.hits >= self.options.least)
        yield from sorted(chosen, key=lambda count: (-count.hits, count.word))
'''

COMMAND = '''"""`corpuskit wordcount`."""

from __future__ import annotations

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Options

NAME = "wordcount"
HELP = """Count words."""


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.wordcount import WordCountOptions

    return WordCountOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.wordcount import WordCountOptions, WordCounts

    return run_analysis(NAME, WordCounts(typed.build(WordCountOptions)), typed)
'''

OUTPUTS = [
    ["-f", "table"],
    ["--json"],
    ["-f", "jsonl"],
    ["-f", "csv"],
    ["-f", "tsv", "--columns", "word,hits"],
    ["--json", "--offsets", "utf16"],
    ["--json", "-n", "3"],
]
SPARK = ["--engine", "spark", "--engine-option", "master=local[2]"]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of the source with the analysis in it: three new files, and one line of another."""
    source = tmp_path_factory.mktemp("copy")
    package = source / "corpuskit"
    shutil.copytree(ROOT / "src" / "corpuskit", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "records" / "wordcount.py").write_text(RECORD, encoding="utf-8")
    (package / "wordcount.py").write_text(ROOM, encoding="utf-8")
    (package / "cli" / "wordcount.py").write_text(COMMAND, encoding="utf-8")
    app = package / "cli" / "app.py"
    text = app.read_text(encoding="utf-8")
    assert text.count('("list", ') == 1
    app.write_text(text.replace('("list", ', '("list", "wordcount", '), encoding="utf-8")
    return source


def start(source, *arguments):
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        env=clean_environment({"PYTHONPATH": str(source)}),
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def with_word_counts(source):
    return partial(start, source, "-m", "corpuskit", "wordcount")


@pytest.mark.parametrize("output", OUTPUTS, ids=" ".join)
def test_a_new_analysis_has_every_output_for_any_number_of_processes(output, with_word_counts):
    one, two = (with_word_counts(SEEDS, *output, "-j", jobs) for jobs in (1, 2))
    assert (one.returncode, one.stderr) == (0, b"")
    assert one.stdout == two.stdout
    assert one.stdout.count(b"\n") > 2


def test_its_records_are_what_they_say(with_word_counts, seed_texts):
    result = json.loads(with_word_counts(SEEDS, "--json", "--least", 20, "-j", 2).stdout)
    assert result["options"] == {"least": 20}
    assert result["summary"]["tokens"] == 6370
    assert result["records"][0]["word"] == "the"
    for record in result["records"]:
        assert seed_texts[record["doc"]][record["start"] : record["end"]].casefold() == record["word"]


def test_it_is_written_to_a_directory_of_parts(with_word_counts, tmp_path):
    whole = with_word_counts(SEEDS, "-f", "jsonl")
    assert with_word_counts(SEEDS, "-o", f"{tmp_path}/parts.jsonl/", "-j", 2).returncode == 0
    parts = sorted((tmp_path / "parts.jsonl").iterdir())
    assert b"".join(part.read_bytes() for part in parts) == whole.stdout


# All command lines on one session, which starts slowly.
ON_SPARK = """
import json, sys
from corpuskit.cli.main import run
for number, arguments in enumerate(json.loads(sys.argv[1])):
    assert run(["wordcount", *arguments, "-o", f"{sys.argv[2]}/{number}"]) == 0
"""


@pytest.mark.slow
@pytest.mark.usefixtures("spark")
def test_a_new_analysis_has_every_output_on_spark(source, with_word_counts, tmp_path):
    commands = json.dumps([[str(SEEDS), *output, *SPARK] for output in OUTPUTS])
    there = start(source, "-c", ON_SPARK, commands, tmp_path)
    assert (there.returncode, there.stdout, there.stderr) == (0, b"", b"")
    for number, output in enumerate(OUTPUTS):
        assert (tmp_path / str(number)).read_bytes() == with_word_counts(SEEDS, *output).stdout, output
