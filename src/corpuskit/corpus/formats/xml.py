"""XML: TEI with its header, feeds with their entries, and the text of other documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import keep_known, read_mail_date
from corpuskit.corpus.formats.headers import take_header
from corpuskit.corpus.formats.html import extract_visible
from corpuskit.corpus.formats.ocr import local_name as _local
from corpuskit.corpus.formats.ocr import write_alto, write_page
from corpuskit.corpus.formats.odt import iter_lines, read_fields
from corpuskit.corpus.formats.office import BadDocumentError, check_tags, join_lines, parse_xml
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

# Elements inside a line; every other element begins and ends one.
_INLINE = frozenset((
    "a", "abbr", "add", "app", "b", "bibl", "c", "choice", "corr", "date", "del", "em", "emph", "expan",
    "ex", "foreign", "g", "gap", "geogName", "hi", "i", "lem", "lg-inline", "m", "mentioned", "name",
    "num", "orgName", "orig", "pc", "persName", "placeName", "quote", "q", "rdg", "ref", "reg", "rs",
    "said", "seg", "sic", "soCalled", "span", "strong", "sub", "sup", "supplied", "surname", "forename",
    "term", "title", "time", "u", "unclear", "w",
))  # fmt: skip
# Elements that are lines also where they stand in the middle of one; any other one in the middle of text is part of it.
_BLOCKS = frozenset((
    "p", "head", "l", "lg", "ab", "note", "list", "item", "table", "row", "cell", "sp", "speaker", "stage", "div",
    "para", "footnote", "figure", "floatingText",
))  # fmt: skip
# Where the print breaks: within a word where they say so, else between words, but for the line of HTML.
_BREAKS = frozenset(("lb", "cb", "pb", "gb", "milestone", "space"))
_BROKEN_WORD = compile_re(r"-?\s*\x00\s*")
_JOIN = "\0"
# Around a token that says that no space stands there.
_TOGETHER_WITH = "\x01"
_TOKENS = frozenset(("w", "pc"))
_NO_SPACE = compile_re(r"\s*\x01\s*")
# Around a word; two words that nothing stands between are two words.
_WORD_BORDER = "\x02"
_PARTS_ON_LINES = frozenset((("seg", "u"), ("seg", "opener"), ("seg", "closer")))
# In TEI: of what is written twice, one is read; what is deleted, notes of editors, and heads of pages are left out.
_LEFT_OUT = frozenset(
    ("teiHeader", "standOff", "sic", "orig", "abbr", "del", "rdg", "figDesc", "fw", "script", "style")
)
# Persons, places and their like, with their dates, behind the text of an edition.
_INDEXES = frozenset(("listPerson", "listPlace", "listOrg", "listEvent", "listObject"))
_TOGETHER = frozenset(("sic", "orig", "abbr"))
_SPACE = compile_re(r"\s+")
_ENTRIES = frozenset(("item", "entry"))
_FEEDS = frozenset(("rss", "feed", "RDF"))


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document, or each entry of a feed, or the issue that says why there is none."""
    data = source.stream.read()
    try:
        if source.stream.is_bounded:
            check_tags(data)
        root = parse_xml(data)
    except BadDocumentError as error:
        yield source.make_issue(
            "content", f"cannot be read as XML: {error}", hint="as it is written: --input-format text"
        )
        return
    name = _local(root)
    read_special = _read_feed if name in _FEEDS else _SPECIAL.get(root.tag.partition("}")[0])
    if read_special is not None:
        yield from read_special(source, root)
        return
    texts = [each for each in root.iter() if _local(each) == "TEI"] if name == "teiCorpus" else [root]
    write = _WRITERS.get(name, _write)
    for number, each in enumerate(texts, start=1):
        metadata = take_header(each)
        text = join_lines(write(each).split("\n"))
        if not text.strip():
            yield source.make_row_issue(number if len(texts) > 1 else None, "its XML holds no text")
            continue
        if len(texts) == 1:
            yield source.make_extracted(text, data, metadata=metadata)
        else:
            yield source.make_record(text, number, metadata=metadata, extracted_by=source.own_reader)


def _write(root: ET.Element) -> str:
    """Return the text below an element: a line for each element that is none inside a line."""
    pieces: list[str] = []
    parents = [""]
    waiting: list[tuple[ET.Element, bool, bool]] = [(root, False, False)]
    while waiting:
        element, is_inside, is_end = waiting.pop()
        name = _local(element)
        if not is_end:
            is_inside = _is_inside(element, name, parents[-1], is_inside=is_inside)
            if not _is_left_out(name, parents):
                pieces.append(_begin(element, name, is_inside=is_inside))
                pieces.append(_SPACE.sub(" ", element.text or ""))
                parents.append(name)
                waiting.append((element, is_inside, True))
                is_mixed = _has_text(element)
                waiting += [(child, is_mixed, False) for child in reversed(element)]
                continue
        else:
            parents.pop()
            pieces.append("" if is_inside else "\n")
            if name in _TOKENS and element.get("join") in ("right", "both"):
                pieces.append(_TOGETHER_WITH)
            elif name == "w":
                pieces.append(_WORD_BORDER)
        if element is not root:
            pieces.append(_SPACE.sub(" ", element.tail or ""))
    text = "".join(pieces).replace(2 * _WORD_BORDER, " ").replace(_WORD_BORDER, "")
    return _NO_SPACE.sub("", _BROKEN_WORD.sub("", text))


def _is_left_out(name: str, parents: Sequence[str]) -> bool:
    """Return whether an element is none of the text: its comment, its header, an index that its editors made."""
    if name in _TOGETHER:
        return parents[-1] == "choice"
    is_index = (name in _INDEXES and "back" in parents) or (name, parents[-1]) == ("listBibl", "back")
    return not name or name in _LEFT_OUT or is_index


def _is_inside(element: ET.Element, name: str, parent: str, *, is_inside: bool) -> bool:
    """Return whether an element stands in a line; what somebody says, and its parts, are lines."""
    if (name == "u" and element.get("who")) or (name, parent) in _PARTS_ON_LINES:
        return False
    return name in _INLINE or name in _BREAKS or (is_inside and name not in _BLOCKS)


def _has_text(element: ET.Element) -> bool:
    """Return whether an element has text of its own between the elements in it."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _begin(element: ET.Element, name: str, *, is_inside: bool) -> str:
    """Return what stands between an element and what comes before it."""
    if name in _BREAKS:
        return _JOIN if element.get("break") == "no" else " "
    if name in _TOKENS and element.get("join") in ("left", "both"):
        return _TOGETHER_WITH
    if name == "w":
        return _WORD_BORDER
    if name == "br" or not is_inside:
        return "\n"
    # What is empty between two letters parts them.
    is_empty = name not in _INLINE and not len(element) and not element.text
    return " " if is_empty and (element.tail or "")[:1].isalpha() else ""


def _read_feed(source: Input, root: ET.Element) -> Iterator[Document | Issue]:
    title = next((_text_of(each) for each in root.iter() if _local(each) == "title"), "")
    # Who writes all entries says so once.
    author = next((_name_of(each) for each in root if _local(each) == "author"), "")
    number = 0
    for entry in root.iter():
        if _local(entry) not in _ENTRIES:
            continue
        number += 1
        fields: dict[str, ET.Element] = {}
        for child in entry:
            if child.get("rel", "alternate") == "alternate":
                fields.setdefault(_local(child), child)
        written = _first(fields, "encoded", "content", "description", "summary")
        link = fields.get("link")
        date = _text_of(_first(fields, "published", "pubDate", "date", "updated"))
        metadata = keep_known(
            title=_read_title(fields.get("title")),
            date=read_mail_date(date) or date,
            author=_text_of(fields.get("creator")) or _name_of(fields.get("author")) or author,
            source=title,
            link=_text_of(link) or (None if link is None else link.get("href")),
        )
        text = "" if written is None else extract_visible(_write_markup(written))
        yield source.make_record(f"{text}\n", number, metadata=metadata, extracted_by=source.own_reader)
    if not number:
        yield source.make_issue("content", "the feed has no entries")


def _first(fields: Mapping[str, ET.Element], *names: str) -> ET.Element | None:
    """Return the first of some fields that there is; None for none."""
    return next((fields[name] for name in names if name in fields), None)


def _read_wiki(source: Input, root: ET.Element) -> Iterator[Document | Issue]:
    """Yield each page of a dump of a wiki, in its newest version and with its markup."""
    pages = (each for each in root if _local(each) == "page")
    for number, page in enumerate(pages, start=1):
        fields = {_local(each): each for each in page.iter()}
        written = fields.get("text")
        yield source.make_record(
            "" if written is None else written.text or "",
            number,
            metadata=keep_known(
                title=_text_of(fields.get("title")),
                date=_text_of(fields.get("timestamp")),
                author=_text_of(fields.get("username")),
            ),
            extracted_by=source.own_reader,
        )


def _read_flat_document(source: Input, root: ET.Element) -> Iterator[Document | Issue]:
    """Yield a document of OpenDocument that is one file of XML."""
    body = next((each for each in root if _local(each) == "body"), root)
    yield source.make_record(
        join_lines(iter_lines(body)),
        1,
        doc=source.id,
        metadata=read_fields(root),
        extracted_by=source.own_reader,
    )


# By the beginning of their tag: the name space.
_SPECIAL = {
    **{f"{{http://www.mediawiki.org/xml/export-0.{version}/": _read_wiki for version in range(3, 12)},
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0": _read_flat_document,
}


def _write_captions(root: ET.Element) -> str:
    """Return the text of captions in TTML: a caption of two lines goes on from one to the other."""
    for element in root.iter():
        if _local(element) == "br":
            element.tag = "lb"
    return _write(root)


# By the name of the root: what writes the text of a document that is read in a way of its own.
_WRITERS = {"alto": write_alto, "PcGts": write_page, "tt": _write_captions}


def _text_of(element: ET.Element | None) -> str:
    return "" if element is None else _SPACE.sub(" ", "".join(element.itertext())).strip()


def _write_markup(element: ET.Element) -> str:
    """Return the HTML in an element, which is written as text, or as elements of its own."""
    if not len(element):
        return element.text or ""
    for each in element.iter():
        each.tag = _local(each)
    return ET.tostring(element, encoding="unicode", method="html")


def _read_title(element: ET.Element | None) -> str:
    """Return the title of an entry, which may be HTML: always in RSS, and in Atom where it says so."""
    written = _text_of(element)
    is_markup = element is not None and ("}" not in element.tag or element.get("type") == "html")
    return _SPACE.sub(" ", extract_visible(written)).strip() if is_markup and "&" in written else written


def _name_of(element: ET.Element | None) -> str:
    if element is None:
        return ""
    return next((_text_of(each) for each in element if _local(each) == "name"), "") or _text_of(element)
