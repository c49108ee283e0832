"""Reports as a reader of their source sees them."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from tests.conftest import SEEDS

from corpuskit import open_corpus
from corpuskit.report import ReportOptions
from corpuskit.report.page import make_report


class PageReader(HTMLParser):
    """Takes a page apart: its elements, the text of its scripts and styles, and the data in it."""

    def __init__(self, page):
        super().__init__()
        self.elements = []
        self.scripts = []
        self.styles = []
        self.data = {}
        self.text = ""
        self.rows = {}
        self._inside = None
        self._table = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag in ("script", "style"):
            self._inside = (tag, attributes)
        if tag == "table":
            self._table = attributes.get("id")
            self.rows[self._table] = 0
        if tag == "tbody":
            self.rows[self._table] = 0
        if tag == "tr":
            self.rows[self._table] += 1

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._inside = None

    def handle_data(self, data):
        if self._inside is None:
            self.text += data
            return
        tag, attributes = self._inside
        if tag == "style":
            self.styles.append(data)
        elif attributes.get("type") == "application/json":
            self.data[attributes["id"].removesuffix("-data")] = json.loads(data)
        else:
            self.scripts.append(data)


def render(*paths, **options):
    corpus_options = options.pop("corpus", {})
    report = make_report(open_corpus(*paths, **corpus_options), ReportOptions(**options))
    return b"".join(report.iter_bytes()).decode()


@pytest.fixture(scope="session")
def seeds_page():
    return render(SEEDS, title="seeds")


@pytest.fixture(scope="session")
def seeds_read(seeds_page):
    return PageReader(seeds_page)
