"""A small PDF may draw without end: what it would draw is measured before it is read."""

from __future__ import annotations

import re
import time
import zlib
from base64 import a85encode

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.corpus.formats.drawing import check_drawing
from corpuskit.corpus.formats.objects import Objects
from corpuskit.corpus.formats.office import BadDocumentError
from corpuskit.errors import NothingReadableError

pytest.importorskip("pypdfium2")

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"BT /F1 12 Tf (Boats.) Tj ET\n"


def write_pdf(*objects: bytes) -> bytes:
    written = b"%PDF-1.4\n"
    for number, each in enumerate(objects, start=1):
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return written + b"trailer << /Size %d /Root 1 0 R >>\n%%%%EOF" % (len(objects) + 1)


def write_runs(content: bytes) -> bytes:
    runs = [content[place : place + 128] for place in range(0, len(content), 128)]
    return b"".join(bytes([len(run) - 1]) + run for run in runs) + b"\x80"


def write_codes(content: bytes, early: int = 1) -> bytes:
    """Return a text in the codes of Lempel, Ziv and Welch."""
    table = {bytes([byte]): byte for byte in range(256)}
    codes, before, width = [(256, 9)], b"", 9
    for byte in content:
        more = before + bytes([byte])
        if more in table:
            before = more
            continue
        codes.append((table[before], width))
        table[more] = len(table) + 2
        width = (len(table) + 1 + early).bit_length()
        if len(table) > 4000:
            codes.append((256, width))
            table, width = {bytes([byte]): byte for byte in range(256)}, 9
        before = bytes([byte])
    codes += [(table[before], width)] if before else []
    # What reads them has one entry more by now.
    codes.append((257, max(9, (len(table) + 2 + early).bit_length())))
    bits = "".join(f"{code:0{width}b}" for code, width in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


_WITHOUT_GAIN = {
    "runs": (b"RunLengthDecode", write_runs),
    "digits": (b"ASCIIHexDecode", lambda content: content.hex().encode() + b">"),
    "codes": (b"LZWDecode", write_codes),
    "codes, late": (b"LZWDecode /DecodeParms << /EarlyChange 0 >>", lambda content: write_codes(content, 0)),
}
CODINGS = ["plain", "compressed", "in letters", *_WITHOUT_GAIN]


def stream(content: bytes, entries: bytes = b"", coding: str = "plain") -> bytes:
    if coding in _WITHOUT_GAIN:
        name, encode = _WITHOUT_GAIN[coding]
        content, entries = encode(content), entries + b" /Filter /" + name
    elif coding != "plain":
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


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("is_indirect", [False, True])
@pytest.mark.parametrize(("depth", "times"), [(25, 2), (10, 10), (4, 100)])
def test_forms_that_draw_each_other_without_end_are_refused(tmp_path, depth, times, is_indirect, coding):
    with pytest.raises(NothingReadableError, match="as no page does"):
        read(tmp_path, write_forms(depth, times, coding, is_indirect=is_indirect))


@pytest.mark.parametrize("coding", CODINGS)
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


def test_a_list_of_streams_that_stands_elsewhere_is_a_list_all_the_same(tmp_path):
    content = stream(SHOWN * 3000, coding="compressed")
    with pytest.raises(NothingReadableError, match="one page of it shows more than"):
        read(tmp_path, write_page(b"6 0 R", b"", content, b"[%s]" % (b"5 0 R " * 100)))
    assert "Boats." in read(tmp_path, write_page(b"6 0 R", b"", stream(SHOWN), b"[5 0 R 5 0 R]"))


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("size", [0, 1, 300, 20_000])
def test_what_a_stream_becomes_is_what_was_put_in(coding, size):
    content = (b"Boats leave at six. " + bytes(range(40, 90))) * (size // 70 + 1)
    content = content[:size]
    (packed,) = (objects := Objects(write_pdf(stream(content, coding=coding)))).iter_streams()
    assert b"".join(objects.open(packed)).rstrip(b"\n") == content


def test_a_page_that_shows_more_than_pages_do_in_codes_is_refused(tmp_path):
    with pytest.raises(NothingReadableError, match="one page of it shows more than"):
        read(tmp_path, write_page(b"[%s]" % (b"5 0 R " * 100), b"", stream(SHOWN * 2000, coding="codes")))


@pytest.mark.parametrize("entries", [b"/Subtype /Image", b"/ProcSet [/PDF /Text /ImageB]"])
def test_what_a_page_shows_is_measured_whatever_it_says_of_itself(tmp_path, entries):
    with pytest.raises(NothingReadableError, match="one page of it shows more than"):
        read(tmp_path, write_page(b"5 0 R", b"", stream(SHOWN * 300_000, entries, "compressed")))


def test_the_word_for_the_end_of_a_stream_may_stand_in_it(tmp_path):
    hidden = zlib.compress(b"q Q\n%endstream\n" + SHOWN, 0)
    packed = zlib.compressobj(0)
    content = packed.compress(b"q Q\n%endstream\n" + SHOWN * 300_000) + packed.flush()
    for written in (hidden, content):
        assert b"endstream" in written
    small = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(hidden), hidden)
    large = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content)
    assert "Boats." in read(tmp_path, write_page(b"5 0 R", b"", small))
    with pytest.raises(NothingReadableError, match="one page of it shows more than"):
        read(tmp_path, write_page(b"5 0 R", b"", large))


@pytest.mark.parametrize("length", [b"%d", b"6 0 R"])
def test_a_stream_ends_where_its_length_says(tmp_path, length):
    content = b"%endstream\n" + SHOWN * 300_000
    size = b"%d" % len(content)
    written = b"<< /Length %s >>\nstream\n%s\nendstream" % (
        length % len(content) if b"d" in length else length,
        content,
    )
    with pytest.raises(NothingReadableError, match="one page of it shows more than"):
        read(tmp_path, write_page(b"5 0 R", b"", written, size))


def test_text_in_which_brackets_stand_is_text(tmp_path):
    shown = b"BT /F1 12 Tf [(] Boats.) 20 (\\) [)] TJ ET\n"
    assert "Boats." in read(tmp_path, write_page(b"5 0 R", b"", stream(shown)))
    with pytest.raises(NothingReadableError, match="one page of it shows more than"):
        read(tmp_path, write_page(b"5 0 R", b"", stream(shown * 300_000, coding="compressed")))


def pack(first_number: int, *objects: bytes) -> bytes:
    """Return the stream that holds some objects."""
    places = [sum(map(len, objects[:n])) for n in range(len(objects))]
    head = b" ".join(b"%d %d" % (first_number + n, place) for n, place in enumerate(places)) + b" "
    entries = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head))
    return stream(head + b"".join(objects), entries, "compressed")


def test_forms_of_one_name_are_told_apart_by_resources_that_are_compressed():
    """Each of many pages draws a form of one name, which draws another one of that name twice."""
    pages = 200
    objects = [stream(b"/Fm0 Do")]
    outer, inner = 6, 6 + pages
    resources = inner + pages
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources %d 0 R"
    objects += [stream(b"/Fm0 Do /Fm0 Do", form % (resources + n)) for n in range(pages)]
    objects += [stream(SHOWN, form % (resources + pages)) for n in range(pages)]
    lists = [b"<< /XObject << /Fm0 %d 0 R >> >> " % (inner + n) for n in range(pages)]
    names = b" ".join(b"<< /Fm0 %d 0 R >>" % (outer + n) for n in range(pages))
    objects.append(pack(resources, *lists, b"<< >> ", names))
    check_drawing(write_page(b"5 0 R", b"", *objects), 10**9, 10**7)


@pytest.mark.parametrize(
    "repeated",
    [
        b"1 0 obj << >> stream\n",
        b"stream\n",
        b"/Flate stream\n",
        b"%d 0 obj << /Filter /FlateDecode >> stream\n",
        b"%d 0 obj << /Length 999999 >> stream\n",
        b"/Contents [",
        b"5 0 obj << >> stream\n(\\(\\(\\(",
        b"(\\[(\\(",
        b"[(a)[(\\",
        b"%d 0 obj << /Resources 1 0 R >> stream\nq Q endstream /X %d 0 R ",
        b"%d 0 obj << >> stream\n/X Do endstream /X %d 0 R ",
        b"/Contents 1 0 R 1 0 obj [5 0 R ",
    ],
)
def test_no_file_takes_time_that_grows_faster_than_it(repeated):
    def measure(times: int) -> float:
        data = b"1 0 obj << /Filter /None >> stream\n" + b"".join(
            re.sub(rb"%d", b"%d" % number, repeated) for number in range(2, times)
        )
        begun = time.process_time()
        try:
            check_drawing(data, 10**9, 10**7)
        except BadDocumentError as error:
            assert "as in no file" in str(error)  # noqa: PT017 — either way is right
        return time.process_time() - begun

    assert measure(20_000) < 5
