"""HTML: the text of the article, or all that is visible, with what the head of the page says about it."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from corpuskit.corpus.decode import find_meant_encoding
from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import keep_known
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_CHARSET = compile_re(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = compile_re(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_HEAD_BYTES = 1 << 14
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "option",
    "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_HIDDEN = frozenset((
    "script", "style", "template", "noscript", "title", "svg", "math", "head", "object", "iframe",
    "canvas", "audio", "video", "textarea", "select",
))  # fmt: skip
_INLINE = ("time", "span", "data", "bdi", "bdo", "font", "small", "ruby", "rb", "rt", "rp")
_FOR_LETTERS = frozenset((*_INLINE, "a", "b", "i", "em", "strong", "u", "q", "cite", "mark", "sub", "sup"))
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "frame", "keygen",
))  # fmt: skip
_INVISIBLE = compile_re(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENDS_WITH_WORD = compile_re(r"[^\W\d_]{3}\Z")
_TABLE_ROW = compile_re(r"\|(.*)\|\s*")
_SPACE = compile_re(r"[ \t\r\n\f\v]+")
# How far ahead a line of an article is looked for in its page, as a multiple of its length.
_REACH = 200
_LONG_LINE = 30
# Names of fields in the head of a page, the more reliable ones first.
_TITLES = ("og:title", "citation_title", "dc.title", "twitter:title")
_DATES = (
    "article:published_time", "datepublished", "citation_publication_date", "citation_date", "dc.date.issued", "dc.date",
    "dcterms.created", "date", "pubdate", "publishdate", "parsely-pub-date",
)  # fmt: skip
_AUTHORS = ("author", "citation_author", "dc.creator", "article:author", "parsely-author")
_SITES = ("og:site_name", "application-name", "citation_journal_title")
_WEB_ADDRESS = compile_re(r"https?://")
# What stands inside of headings for who may change a page of a wiki, and what no browser shows.
_TOOLS = "//*[contains(@class, 'mw-editsection')] | //noscript"
# Browsers say in a comment which page they saved.
_SAVED_FROM = compile_re(r"\s*saved from url=\(\d+\)(https?://\S+)")


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of a page, or the issue that says why there is none."""
    data = source.stream.read()
    decoded = source.decode(data, declared=find_declared_encoding(data))
    if isinstance(decoded, Issue):
        yield decoded
        return
    page = read_page(decoded.text)
    text, by = page.text, source.own_reader
    if source.options.html == "article":
        try:
            article, by_package = _extract_article(decoded.text)
        except ImportError:
            yield source.make_missing(
                "the article of an HTML page", "trafilatura lxml_html_clean", "--html all"
            )
            return
        if article is None and page.text:
            message = "no article was found in it; all that is visible is read"
            yield Issue(path=source.name, kind="article", message=message)
        elif article is not None:
            text, by = _join_pieces(article, page.text), by_package
    if not text.strip():
        yield source.make_issue("content", "the page shows no text of its own", hint=_find_cure(page))
        return
    yield source.make_extracted(text, data, by=by, encoding=decoded.encoding, metadata=page.make_metadata())


def _find_cure(page: HtmlPage) -> str:
    """Return what helps with a page without text."""
    if page.frames:
        return f"it shows other pages in frames; name those: {', '.join(page.frames[:3])}"
    return "if a browser shows any, save it there as it is shown; as it is written: --input-format text"


def find_declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page says it has; None where it says nothing."""
    head = data[:_HEAD_BYTES]
    found = _CHARSET.search(head) or _DECLARATION.search(head)
    return find_meant_encoding(found[1].decode("ascii", "ignore")) if found else None


def _extract_article(page: str) -> tuple[str | None, str]:
    import trafilatura

    by = f"trafilatura {trafilatura.__version__}"
    try:
        tree = trafilatura.load_html(page)
        if tree is None:
            return None, by
        for element in tree.xpath(_TOOLS):
            element.drop_tree()
        _keep_sentences(tree)
        text = trafilatura.extract(tree, include_comments=False, include_tables=True, deduplicate=False)
    except (ValueError, RecursionError, AssertionError):
        return None, by
    return None if text is None else _write_tables(text), by


def _keep_sentences(tree: Any) -> None:
    """Take the tags of a page, in place, from what stands inside its sentences: trafilatura would leave out `<time>` and more.

    Args:
        tree: The page, an element of lxml.
    """
    for element in list(tree.iter(*_INLINE)):
        if _has_text_beside(element):
            element.drop_tag()


def _has_text_beside(element: Any) -> bool:
    """Return whether an element, or one for letters that it stands in, has text before or behind it."""
    while True:
        before, parent = element.getprevious(), element.getparent()
        if parent is None:
            return False
        text = parent.text if before is None else before.tail
        if any(piece and piece.strip() for piece in (text, element.tail)):
            return True
        if parent.tag not in _FOR_LETTERS:
            return False
        element = parent


def _join_pieces(article: str, page: str) -> str:
    """Return an article with its lines as the page has them: of some pages the pieces of a line come as lines.

    Args:
        article: The text of the article.
        page: All that the page shows, a line for each of its own.
    """
    lines = _PageLines(page)
    kept: list[str] = []
    end, is_placed = 0, False
    for line in article.split("\n"):
        start = lines.find(line, end)
        between = page[end:start] if is_placed and start >= end and kept[-1].strip() else "\n"
        if "\n" in between or between.strip():
            kept.append(line)
        else:
            kept[-1] += between + line
        if line.strip():
            is_placed = start >= 0
            end = start + len(line) if is_placed else end
    return "\n".join(kept)


class _PageLines:
    """Finds the lines of an article in its page, in time that does not grow with the page.

    Args:
        page: All that the page shows.
    """

    def __init__(self, page: str) -> None:
        self._page = page
        self._starts: dict[str, list[int]] = {}
        start = 0
        for line in page.split("\n"):
            if len(line) >= _LONG_LINE:
                self._starts.setdefault(line, []).append(start)
            start += len(line) + 1

    def find(self, line: str, start: int) -> int:
        """Return the next place of a line or of a piece of one from `start` on; -1 where none is near.

        A long line of the page is found wherever it is, a short one is everywhere.
        """
        if not line.strip():
            return -1
        found = self._page.find(line, start, start + _REACH * len(line))
        if found < 0 and line in self._starts:
            own = self._starts[line]
            found = own[bisect_left(own, start) % len(own)]
        return found


def _write_tables(text: str) -> str:
    """Return an article with a tab between the cells of a table, where trafilatura draws its borders."""
    lines = []
    for line in text.split("\n"):
        row = _TABLE_ROW.fullmatch(line)
        if row is None:
            lines.append(line)
        elif row[1].strip("-|"):
            lines.append("\t".join(cell.strip() for cell in row[1].split("|")))
    return "\n".join(lines)


def extract_visible(page: str) -> str:
    """Return the visible text of a page or of a piece of one: a line for each block."""
    return read_page(page).text


class HtmlPage(HTMLParser):
    """What a page shows, and what its head says.

    Attributes:
        fields: The fields of its head.
        title: Its title.
        frames: The addresses of the pages that it shows in frames.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str] = {}
        self.title = ""
        self.frames: list[str] = []
        self._has_address = False
        self._pieces: list[str] = []
        # The elements that are open and hidden, the outermost first.
        self._hidden: list[str] = []
        self._collected: list[str] | None = None
        self._scripts: list[str] = []
        self._preformatted = 0
        self._raised = 0

    @property
    def text(self) -> str:
        """The visible text."""
        lines = ("".join(self._pieces)).split("\n")
        kept: list[str] = []
        for line in lines:
            stripped = line.strip(" \t\u00a0")
            if stripped or (kept and kept[-1]):
                kept.append(stripped)
        return "\n".join(kept).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of the beginning of an element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._add_field(values)
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self._take_address(values.get("href", "").strip())
        elif tag in ("frame", "iframe") and values.get("src"):
            self.frames.append(values["src"])
        elif tag == "title" and not self.title:
            self._collected = []
        elif tag == "html" and values.get("lang"):
            self.fields.setdefault("lang", values["lang"])
        elif tag == "script" and values.get("type", "").lower() == "application/ld+json":
            self._collected = []
        if self._hidden:
            if tag == self._hidden[0] and tag not in _VOID:
                self._hidden.append(tag)
            return
        if tag in _HIDDEN or (
            tag not in _VOID and ("hidden" in values or _INVISIBLE.search(values.get("style", "")))
        ):
            self._hidden.append(tag)
            return
        self._break_before(tag, values)
        self._preformatted += tag == "pre"
        self._raised += tag == "sup"

    def _break_before(self, tag: str, values: Mapping[str, str]) -> None:
        if tag in _BLOCKS or tag == "br":
            self._pieces.append("\n")
        elif tag in _CELLS:
            self._pieces.append("\t" if self._pieces and not self._pieces[-1].endswith("\n") else "")
        elif tag == "img" and values.get("alt"):
            self._pieces.append(f" {values['alt']} ")

    def handle_endtag(self, tag: str) -> None:
        """Take note of the end of an element."""
        if tag == "title" and self._collected is not None and not self.title:
            self.title = _SPACE.sub(" ", "".join(self._collected)).strip()
            self._collected = None
        elif tag == "script" and self._collected is not None:
            self._scripts.append("".join(self._collected))
            self._collected = None
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
            return
        if tag in _BLOCKS:
            self._pieces.append("\n")
        self._preformatted = max(0, self._preformatted - (tag == "pre"))
        self._raised = max(0, self._raised - (tag == "sup"))

    def handle_data(self, data: str) -> None:
        """Take in some text."""
        if self._collected is not None:
            self._collected.append(data)
        if not self._hidden:
            if (
                self._raised
                and data.strip().isdecimal()
                and _ENDS_WITH_WORD.search("".join(self._pieces[-2:]))
            ):
                # The number of a note is no part of the word before it; m² is a unit.
                self._pieces.append(" ")
            self._pieces.append(data if self._preformatted else _SPACE.sub(" ", data))

    def handle_comment(self, data: str) -> None:
        """Take note of the address that the page was saved from."""
        found = _SAVED_FROM.match(data)
        if found:
            self.fields.setdefault("link", found[1])

    def _take_address(self, address: str) -> None:
        """Take note of the first address that a page gives itself; part of one, or a script, is none."""
        if not self._has_address and _WEB_ADDRESS.match(address):
            self._has_address = True
            self.fields["link"] = address

    def _add_field(self, values: Mapping[str, str]) -> None:
        name = values.get("property") or values.get("name") or values.get("itemprop")
        content = values.get("content", "").strip()
        if name and content:
            self.fields.setdefault(name.strip().lower(), content)

    def make_metadata(self) -> dict[str, str]:
        """Return title, date, author and source of the page, and all fields of its head."""
        linked = self._read_linked_data()
        named = keep_known(
            title=self._first(_TITLES) or self.title,
            date=self._first(_DATES) or linked.get("date"),
            author=self._first_author() or linked.get("author"),
            source=self._first(_SITES),
        )
        fields = {name: value for name, value in self.fields.items() if name not in ("viewport", "charset")}
        return fields | named

    def _first(self, names: tuple[str, ...]) -> str:
        return next((self.fields[name] for name in names if name in self.fields), "")

    def _first_author(self) -> str:
        # The address of a profile is no name.
        found = (self.fields.get(name, "") for name in _AUTHORS)
        return next((name for name in found if name and not _WEB_ADDRESS.match(name)), "")

    def _read_linked_data(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for script in self._scripts:
            try:
                waiting: list[Any] = [json.loads(script)]
            except (ValueError, RecursionError):
                continue
            while waiting:
                value = waiting.pop(0)
                if isinstance(value, list):
                    waiting += value
                elif isinstance(value, dict):
                    waiting += value.get("@graph", []) if isinstance(value.get("@graph"), list) else []
                    if isinstance(value.get("datePublished"), str):
                        found.setdefault("date", value["datePublished"])
                    if name := _name_of(value.get("author")):
                        found.setdefault("author", name)
        return found


def _name_of(author: Any) -> str:
    if isinstance(author, list):
        return ", ".join(filter(None, map(_name_of, author)))
    if isinstance(author, dict):
        author = author.get("name", "")
    return author if isinstance(author, str) else ""


def read_page(text: str) -> HtmlPage:
    """Return what a page shows and what its head says; it never raises."""
    page = HtmlPage()
    try:
        page.feed(text)
        page.close()
    except (AssertionError, ValueError):
        # The parser of the standard library gives up on some broken declarations: what was read is kept.
        pass
    return page
