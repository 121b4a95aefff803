"""Files that cannot be read, or not in bounds: one clear error each, in bounded time."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from service.core.document import Document
from service.core.errors import (
    DocumentDamaged,
    DocumentLocked,
    EmptyDocument,
    InputError,
    NoTextInside,
    TooLarge,
)
from service.ingest import Reading
from service.ingest.content import Limits, Note
from tests.ingest.pdf.articles import FIRST, PARAGRAPHS, prose, read_pdf, texts
from tests.ingest.pdf.made import EDGE, HEIGHT, drawn, set_in_columns, story, write
from tests.ingest.pdf.raw import built, page_of, stream

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SEED = set_in_columns(story([("h", "A Bridge for Ardal"), *(("p", text) for text in PARAGRAPHS)]), 2)


def words(canvas: Canvas) -> None:
    write(canvas, FIRST, HEIGHT - EDGE)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def nothing(canvas: Canvas) -> None:
    canvas.line(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("pages", "named"),
    [
        ([picture], "Page 1 of the PDF shows a picture"),
        ([picture] * 3, "Pages 1, 2, 3 of the PDF show pictures"),
        ([picture] * 40, "8, 9, 10 and 30 more of the PDF show"),
    ],
)
def test_pictures_of_pages_hold_no_text(pages: list[Callable[[Canvas], None]], named: str) -> None:
    with pytest.raises(NoTextInside, match=named):
        read_pdf(drawn(*pages))


def test_pictures_among_pages_are_noted() -> None:
    content = read_pdf(drawn(words, picture, nothing))
    assert [block.text for block in content.blocks] == [FIRST]
    assert content.notes == (Note.PAGES_WITHOUT_TEXT,)
    assert read_pdf(drawn(words, nothing)).notes == ()


def test_a_picture_beside_text_is_no_scan() -> None:
    def both(canvas: Canvas) -> None:
        picture(canvas)
        words(canvas)

    assert read_pdf(drawn(both)).notes == ()


def test_pictures_with_only_a_page_number_hold_no_text() -> None:
    def numbered(canvas: Canvas) -> None:
        picture(canvas)
        canvas.drawString(300, 20, str(canvas.getPageNumber()))

    with pytest.raises(NoTextInside, match="Pages 1, 2, 3"):
        read_pdf(drawn(numbered, numbered, numbered))


def test_empty_pages_are_an_empty_document(reading: Reading) -> None:
    with pytest.raises(EmptyDocument):
        reading.read(drawn(nothing))


def test_a_password_is_asked_for() -> None:
    locked = drawn(words, encrypt=StandardEncryption("secret", "owner", strength=128))
    with pytest.raises(DocumentLocked, match="password"):
        read_pdf(locked)


def test_what_opens_without_a_password_is_read() -> None:
    assert texts(drawn(words, encrypt=StandardEncryption("", "owner", canCopy=0, strength=128))) == [FIRST]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + bytes(range(256)) * 40])
def test_garbage_is_damaged(data: bytes) -> None:
    with pytest.raises(DocumentDamaged):
        read_pdf(data)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.97])
def test_a_file_that_was_cut_off_is_damaged(share: float) -> None:
    with pytest.raises(DocumentDamaged):
        read_pdf(SEED[: int(share * len(SEED))])


def test_a_file_whose_table_of_places_is_wrong_is_read() -> None:
    """Everything is there: the library finds it again."""
    at = SEED.rindex(b"startxref")
    assert texts(SEED[:at] + b"startxref\n7\n%%EOF\n") == texts(SEED)
    assert texts(b"\n\n" + SEED + b"\n<!-- sent by mail -->\n") == texts(SEED)


def test_no_pages_is_damaged() -> None:
    with pytest.raises(DocumentDamaged):
        read_pdf(built([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]))


def test_a_page_that_is_lost_is_damaged_and_named() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    pages = b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>"
    with pytest.raises(DocumentDamaged, match="Page 2 "):
        read_pdf(built([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, b"(gone)"]))


def test_pages_over_the_limit_are_refused_before_any_is_read() -> None:
    data = many(10_000)
    started = time.perf_counter()
    with pytest.raises(TooLarge, match="10,000 pages; the limit is 2,000") as caught:
        read_pdf(data)
    assert time.perf_counter() - started < 5
    assert (caught.value.limit, caught.value.actual) == (2_000, 10_000)
    assert read_pdf(drawn(words, nothing), Limits(pages=2)).blocks


def test_a_count_of_pages_that_is_a_lie_takes_no_memory(reading: Reading) -> None:
    data = page_of(b"BT /F1 10 Tf 72 700 Td (The council met.) Tj ET", HELVETICA)
    assert reading.read(data.replace(b"/Count 1", b"/Count 1999999999")).text == "The council met."


def test_characters_over_the_limit_end_the_reading_at_their_page() -> None:
    data = set_in_columns(story([("p", " ".join(prose(9_000)))]))
    with pytest.raises(TooLarge, match=r"more than 8,000 characters: [\d,]+ up to page 2") as caught:
        read_pdf(data, Limits(characters=8_000))
    assert caught.value.limit == 8_000
    assert caught.value.actual
    assert 8_000 < caught.value.actual < 20_000


def test_a_page_of_very_many_characters(reading: Reading) -> None:
    """Within the limit it is read, in time; over it, it is refused before its words are."""
    row = b"(" + b"The council met. " * 100 + b") Tj T*\n"
    data = page_of(b"BT /F1 1 Tf 10 800 Td 1.2 TL\n" + row * 150 + b"ET", HELVETICA)
    assert len(reading.read(data).text) > 250_000
    with pytest.raises(TooLarge):
        read_pdf(data, Limits(characters=100_000))


def test_page_lists_one_inside_the_other_end() -> None:
    depth = 3_000
    lists = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (number + 1, number - 1)
        for number in range(2, depth)
    ]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (depth - 1)
    with pytest.raises(DocumentDamaged):
        read_pdf(built([b"<< /Type /Catalog /Pages 2 0 R >>", *lists, page]))


def test_a_list_of_pages_that_holds_itself_ends(reading: Reading) -> None:
    with pytest.raises((DocumentDamaged, TooLarge, EmptyDocument)):
        reading.read(built([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]))


@pytest.mark.parametrize("box", [b"[0 0 1e9 1e9]", b"[-1e30 -1e30 1e30 1e30]", b"[0 0 0 0]", b"[5 5 1]", b"(none)"])
def test_any_page_box(box: bytes) -> None:
    data = page_of(b"BT /F1 10 Tf 72 700 Td (The council met.) Tj ET", HELVETICA, page=b"/MediaBox " + box)
    assert texts(data) == ["The council met."]


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 0 Tf 72 700 Td (The council met.) Tj ET",
        b"BT /F1 1e30 Tf 72 700 Td (The council met.) Tj ET",
        b"BT /F1 10 Tf 1e30 -1e30 Td (The council met.) Tj ET",
        b"BT /F1 10 Tf 0 0 0 0 0 0 Tm (The council met.) Tj ET",
        b"BT /F1 10 Tf -1 0 0 1 72 700 Tm (The council met.) Tj ET",
        b"BT /F1 10 Tf 100000 Tz 72 700 Td (The council met.) Tj ET",
        b"q " * 100_000 + b"BT /F1 10 Tf 72 700 Td (The council met.) Tj ET",
        b"BT /F1 10 Tf 72 700 Td " + b"(a) Tj 7.3 1.7 Td " * 20_000 + b"ET",
    ],
    ids="no-size huge far flat mirrored wide stacked scattered".split(),
)
def test_odd_placing_ends(content: bytes, reading: Reading) -> None:
    with suppress(EmptyDocument, NoTextInside):
        assert reading.read(page_of(content, HELVETICA)).text


def test_a_stream_that_unpacks_to_very_much_ends(small: Reading) -> None:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(zlib.compress(b" " * 200_000_000, 1), b"/Filter /FlateDecode"),
    ]
    with pytest.raises(InputError):
        small.read(built(objects))


@settings(
    deadline=timedelta(seconds=20),
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_damage_gives_a_document_or_an_error_of_ours(data: st.DataObject, reading: Reading) -> None:
    damaged = bytearray(SEED)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(len(damaged) - 1, 0)))
        kind = data.draw(st.sampled_from(["drop", "flip", "insert", "cut"]))
        if kind == "drop":
            del damaged[at : at + data.draw(st.integers(1, 64))]
        elif kind == "flip":
            damaged[at : at + 1] = bytes([data.draw(st.integers(0, 255))])
        elif kind == "insert":
            damaged[at:at] = data.draw(st.binary(min_size=1, max_size=16))
        elif data.draw(st.integers(0, 3)) == 0:
            del damaged[at:]
    with suppress(InputError):
        assert isinstance(reading.read(bytes(damaged), stated="application/pdf"), Document)


def many(pages: int) -> bytes:
    """So many pages of a line each, written by hand: a library takes a minute for it."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(1, pages + 1))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources 4 0 R >>"
    return built(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
            stream(b"BT /F1 10 Tf 72 400 Td (The council met in the old hall.) Tj ET"),
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
            *[page] * pages,
        ]
    )


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    made = Reading(Limits(seconds=30))
    yield made
    made.close()


@pytest.fixture
def small() -> Iterator[Reading]:
    made = Reading(Limits(seconds=10, memory_bytes=400_000_000))
    yield made
    made.close()
