"""Random searches in texts of forty scripts: the real search beside one that tries everything.

Run as a script, it tries as many searches as it is told: `python -m tests.kwic.differential memory 100000 7`.
"""

from __future__ import annotations

import io
import os
import random
import sys
import tempfile
import unicodedata
from typing import NamedTuple

import naive
import pytest
import regex

from corpuskit.corpus import CorpusOptions, Document, open_corpus
from corpuskit.corpus.texts import BytesText
from corpuskit.index import build_index, find_proposals, open_indexed_corpus
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.records import Issue
from corpuskit.text.view import fold, make_view

SCRIPTS = [
    "Latin",
    "Greek",
    "Cyrillic",
    "Armenian",
    "Hebrew",
    "Arabic",
    "Syriac",
    "Thaana",
    "Nko",
    "Mandaic",
    "Devanagari",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Oriya",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Thai",
    "Lao",
    "Tibetan",
    "Myanmar",
    "Khmer",
    "Mongolian",
    "Balinese",
    "Javanese",
    "Tai_Tham",
    "Cham",
    "Limbu",
    "Meetei_Mayek",
    "Hangul",
    "Hiragana",
    "Katakana",
    "Han",
    "Ethiopic",
    "Georgian",
    "Adlam",
    "Brahmi",
    "Kaithi",
    "Chakma",
    "Newa",
    "Siddham",
    "Grantha",
]
FAST = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 — in memory, where there is such a place
HOSTILE = "\u0301\u0323\u0345\u0307\ufe0f\u20e3\u0640\u064e\u08e2\u200c\u200d\u00ad\u2060\u0308\u05b8\u093c\u3099\u1100\u1161\u11a8"
ODD = "ßẞſKÅﬁﬀﬅﬓևŉİıςΣσάΐᾳᾼ79٣７０𝟗ーｶﾞℌ①Ⅷª"
SIGNS = [" ", " ", " ", "  ", "\u00a0", ", ", ".", "-", "–", "’", "\n", "\n", "\r\n", "\r", "\n\n", "\t", " #", "\u3000", " — ", "\u2028", "\x1c", "“", "\u200b"]  # fmt: skip


class Case(NamedTuple):
    """A search: what the user types, its options, the same as a node for `naive.find`, or None for characters."""

    typed: str
    options: dict[str, object]
    node: tuple | None


def _letters_of(script):
    letters = regex.compile(rf"[\p{{L}}&&\p{{Script={script}}}]", regex.V1)
    marks = regex.compile(rf"[\p{{M}}&&\p{{Script_Extensions={script}}}]", regex.V1)
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x20000)]))
    own = letters.findall(every)
    # Two marks of Han are words by themselves, which no other mark is.
    return own[:400], [mark for mark in marks.findall(every) if mark not in "\U00016ff0\U00016ff1"] or list(
        "\u0301\u0300\u0308\u0323"
    )


ALPHABETS = {script: _letters_of(script) for script in SCRIPTS}


class Maker:
    """Makes texts and searches.

    Args:
        seed: The same seed makes the same.
    """

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 — no secret

    def make_vocabulary(self):
        """Some words of one or two scripts, among them some that begin and end alike."""
        choose = self.random
        alphabets = [ALPHABETS[choose.choice(SCRIPTS)] for _ in range(choose.choice([1, 1, 2]))]
        words = [self._make_word(choose.choice(alphabets)) for _ in range(choose.randint(2, 4))]
        words.append(words[0] + words[-1])
        words.append(choose.choice(["un", "a", "Charter", "s", "fi", "79", "k"]))
        return words

    def _make_word(self, alphabet):
        choose, (letters, marks) = self.random, alphabet
        few = [choose.choice(letters) for _ in range(3)]
        word = ""
        for _ in range(choose.choice([1, 2, 2, 3, 4])):
            word += choose.choice(few)
            while choose.random() < 0.4:
                word += choose.choice(marks)
        return word

    def write(self, word):
        """A word in one of the ways in which it may be written, or spoilt."""
        choose = self.random
        way = choose.randrange(12)
        if way < 4:
            return word
        if way < 8:
            return (
                unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word), word.upper(), word.title()
            )[way - 4]  # fmt: skip
        if way == 8:
            return self._reorder(word)
        place = choose.randint(0, len(word))
        if way == 9:
            return word[:place] + choose.choice(HOSTILE) + word[place:]
        if way == 10:
            return word[:place] + choose.choice(ODD) + word[place:]
        return word[:place] + word[place + 1 :]

    def _reorder(self, word):
        clusters = regex.findall(r"\P{M}?\p{M}*", unicodedata.normalize("NFD", word))
        mixed = ""
        for cluster in clusters:
            marks = list(cluster[1:])
            self.random.shuffle(marks)
            mixed += cluster[:1] + "".join(marks)
        return mixed

    def make_text(self, words):
        choose = self.random
        parts = [choose.choice(["", " ", "\n", "x" * choose.randrange(20)])]
        for _ in range(choose.randint(1, 14)):
            parts += [self.write(choose.choice(words)), choose.choice(SIGNS)]
        return "".join(parts)

    def make_search(self, words):
        choose = self.random
        word = self.write(choose.choice(words))
        if choose.random() < 0.25:
            start = choose.randrange(max(len(word), 1))
            piece = word[start : start + choose.randint(1, 4)] or "a"
            if not fold(piece).strip() or regex.search(r"\s", piece):
                piece = "a"
            return Case(piece, {"substring": True, "case_sensitive": choose.random() < 0.2}, None)
        steps, typed = [], []
        for _ in range(choose.choice([1, 1, 1, 2, 3])):
            part, node = self._make_part(word)
            steps.append(("", node))
            typed.append(part)
            word = self.write(choose.choice(words))
        options = {"within": choose.choice(["paragraph", "paragraph", "document"])}
        return Case(" ".join(typed), options, ("sequence", steps))

    def _make_part(self, word):
        while (
            len(naive.split_words(word)) != 1
            or naive.split_words(word)[0] != (0, len(word))
            or not fold(word)
        ):
            word = "un"
        key = fold(word)
        kind = self.random.randrange(8)
        if kind < 4:
            return word, ("word", lambda seen: seen[0] == key)
        if kind == 4:
            exact = unicodedata.normalize("NFC", word)
            return "=" + word, ("word", lambda seen: unicodedata.normalize("NFC", seen[1]) == exact)
        if kind == 5:
            return word + "*", ("word", lambda seen: seen[0].startswith(key))
        if kind == 6:
            return "*" + word, ("word", lambda seen: seen[0].endswith(key))
        return word + "~1", ("word", lambda seen: naive.is_one_edit_away(key, seen[0]))


def find_substrings(typed, text, *, case_sensitive=False, within="paragraph"):
    """The places of some characters, tried one by one in the view of each paragraph."""
    wanted = fold(typed, keep_case=case_sensitive)
    hits = []
    scopes = naive.split_paragraphs(text) if within == "paragraph" else [(1, 1, 0, len(text))]
    for _, _, first, last in scopes:
        view = make_view(text[first:last], keep_case=case_sensitive)
        done = place = 0
        while place + len(wanted) <= len(view.text):
            if view.text[place : place + len(wanted)] != wanted:
                place += 1
                continue
            start, end = view.source_span(place, place + len(wanted))
            place += len(wanted)
            if start >= done and start < end:
                hits.append((first + start, first + end))
                done = end
    return hits


def find_naively(case, text):
    """The hits of a search in a text, as `(start, end)`."""
    if case.node is None:
        return find_substrings(case.typed, text, case_sensitive=case.options["case_sensitive"])
    return [hit[:2] for hit in naive.find(case.node, text, within=case.options["within"])]


def spans_of(records):
    return [(hit.start, hit.end) for hit in records if not isinstance(hit, Issue)]


def search(case, documents, **given):
    return concordance(documents, KwicOptions(pattern=case.typed, **case.options), **given)


def make_document(text):
    return Document("d", BytesText(text.encode()), paragraph_rule="line")


def find_in_memory(case, text):
    """The hits in a text that was handed over, and whether as many are counted."""
    found = spans_of(search(case, [make_document(text)]))
    counted = Case(case.typed, {**case.options, "count": True}, None)
    findings = search(counted, [make_document(text)])
    list(findings)
    assert findings.summary["hits"] == len(found), (case, text)
    return found


def find_in_standard_input(case, text):
    class Input:
        buffer = io.BytesIO(text.encode())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Input)
        return spans_of(search(case, open_corpus("-", paragraphs="line")))


def find_in_file(case, text):
    """The hits in a file, read in blocks where it is large enough, and whether its parts have as many."""
    with tempfile.NamedTemporaryFile(suffix=".txt", dir=FAST) as file:
        file.write(text.encode() or b"x")
        file.flush()
        found = spans_of(search(case, open_corpus(file.name, paragraphs="line")))
        if case.options.get("within") != "document":
            (document,) = open_corpus(file.name, paragraphs="line")
            parts = sum(len(spans_of(search(case, [part]))) for part in document.divide(16))
            assert parts == len(found), (case, text)
        return found


def find_in_index(case, text):
    with tempfile.TemporaryDirectory(dir=FAST) as directory:
        at, path = os.path.join(directory, "c.db"), os.path.join(directory, "d.txt")
        with open(path, "wb") as file:
            file.write(text.encode() or b"x")
        options = CorpusOptions(paragraphs="line")
        build_index([path], options, at)
        query = KwicOptions(pattern=case.typed, **case.options)
        corpus = open_indexed_corpus([path], options, at, query)
        return spans_of(concordance(corpus, query, proposals_of=find_proposals))


def find_without_fast_finders(case, text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "stringzilla", None)
        return find_in_memory(case, text)


WAYS = {
    "plain finders": find_without_fast_finders,
    "memory": find_in_memory,
    "standard input": find_in_standard_input,
    "file": find_in_file,
    "index": find_in_index,
}


def differences(count, seed, find):
    """Try `count` searches in one way; yield those that differ from trying everything."""
    maker = Maker(seed)
    done = 0
    while done < count:
        words = maker.make_vocabulary()
        texts = [maker.make_text(words) for _ in range(4)]
        for case in (maker.make_search(words) for _ in range(5)):
            for text in texts:
                done += 1
                expected, found = find_naively(case, text), find(case, text)
                if found != expected:
                    yield case.typed, case.options, text, expected, found


if __name__ == "__main__":
    from tests.thresholds import every_threshold_at_its_least

    way, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with every_threshold_at_its_least():
        wrong = list(differences(count, seed, WAYS[way]))
    for difference in wrong[:10]:
        print(*map(repr, difference))
    print(f"{way}: {count} searches, {len(wrong)} differ")
