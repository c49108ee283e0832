"""A small PDF may draw without end: what it would draw is measured before it is read."""

from __future__ import annotations

import zlib
from base64 import a85encode

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.errors import NothingReadableError

pytest.importorskip("pypdfium2")

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"BT /F1 12 Tf (Boats.) Tj ET\n"


def write_pdf(*objects: bytes) -> bytes:
    written = b"%PDF-1.4\n"
    for number, each in enumerate(objects, start=1):
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return written + b"trailer << /Size %d /Root 1 0 R >>\n%%%%EOF" % (len(objects) + 1)


def stream(content: bytes, entries: bytes = b"", coding: str = "plain") -> bytes:
    if coding != "plain":
        content, entries = zlib.compress(content), entries + b" /Filter /FlateDecode"
    if coding == "in letters":
        content = a85encode(content) + b"~>"
        entries = entries.replace(b"/FlateDecode", b"[/ASCII85Decode /FlateDecode]")
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def write_page(contents: bytes, resources: bytes, *more: bytes, pages: int = 1) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    return write_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s /Resources << /Font << /F1 4 0 R >> %s >> >>"
        % (contents, resources),
        FONT,
        *more,
    )


def write_forms(depth: int, times: int, coding: str = "plain", *, is_indirect: bool = False) -> bytes:
    """Return a page that draws a form, which draws another one several times, and so on."""
    first = 6
    objects = [stream(b"/X Do", coding=coding)]
    for level in range(depth):
        below = b"/XObject << /X %d 0 R >>" % (first + level + 1)
        content = SHOWN if level == depth - 1 else b"/X Do\n" * times
        resources = b"<< /Font << /F1 4 0 R >> %s >>" % below
        if is_indirect:
            resources = b"%d 0 R" % (first + depth + level)
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources " + resources
        objects.append(stream(content, form, coding))
    objects += [
        b"<< /Font << /F1 4 0 R >> /XObject << /X %d 0 R >> >>" % (first + level + 1)
        for level in range(depth)
    ]
    return write_page(b"5 0 R", b"/XObject << /X 6 0 R >>", *objects)


def read(tmp_path, data: bytes) -> str:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (document,) = open_corpus(path)
    return document.text


@pytest.mark.parametrize("coding", ["plain", "compressed", "in letters"])
@pytest.mark.parametrize("is_indirect", [False, True])
@pytest.mark.parametrize(("depth", "times"), [(25, 2), (10, 10), (4, 100)])
def test_forms_that_draw_each_other_without_end_are_refused(tmp_path, depth, times, is_indirect, coding):
    with pytest.raises(NothingReadableError, match="as no page does"):
        read(tmp_path, write_forms(depth, times, coding, is_indirect=is_indirect))


@pytest.mark.parametrize("coding", ["plain", "compressed", "in letters"])
@pytest.mark.parametrize("is_indirect", [False, True])
def test_forms_that_draw_each_other_a_few_times_are_read(tmp_path, is_indirect, coding):
    assert "Boats." in read(tmp_path, write_forms(4, 3, coding, is_indirect=is_indirect))


def test_a_form_that_draws_itself_is_refused(tmp_path):
    form = stream(
        SHOWN + b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 4 0 R >>"
        b" /XObject << /X 6 0 R >> >>",
    )  # fmt: skip
    with pytest.raises(NothingReadableError, match="a form of it draws itself"):
        read(tmp_path, write_page(b"5 0 R", b"/XObject << /X 6 0 R >>", stream(b"/X Do"), form))


def test_a_page_that_shows_one_stream_very_often_is_refused(tmp_path):
    content = stream(SHOWN * 3000, coding="compressed")
    with pytest.raises(NothingReadableError, match="one page of it shows more than"):
        read(tmp_path, write_page(b"[%s]" % (b"5 0 R " * 100), b"", content))
    assert "Boats." in read(tmp_path, write_page(b"[5 0 R 5 0 R]", b"", stream(SHOWN)))
