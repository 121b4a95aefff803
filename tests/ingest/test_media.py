"""What a file is, from its bytes first."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import DocumentDamaged, NotText
from service.ingest import media
from service.ingest.media import DOCX, HTML, MAIL, MARKDOWN, ODT, PDF, PLAIN, media_type

TEXT = "The council of Ardal met on Monday. It closed the harbour."
MESSAGE = f"From: Ada <a@example.org>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nSubject: News\r\n\r\n{TEXT}\r\n"
PAGE = f"<!DOCTYPE html>\n<html><body><p>{TEXT}</p></body></html>"


def packed(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


DOCUMENT = packed(**{"word__document.xml": "<w/>"})
OPEN_DOCUMENT = packed(mimetype=ODT, **{"content.xml": "<o/>"})


@pytest.mark.parametrize(
    ("data", "name", "stated", "kind"),
    [
        (TEXT.encode(), "", "", PLAIN),
        (TEXT.encode(), "a.txt", "text/plain; charset=utf-8", PLAIN),
        (TEXT.encode(), "a.pdf", "application/pdf", PLAIN),  # its name lies
        (TEXT.encode(), "a.md", "", MARKDOWN),
        (TEXT.encode(), "", "text/markdown", MARKDOWN),
        (TEXT.encode(), "A.HTM", "", HTML),
        (PAGE.encode(), "a.txt", "text/plain", HTML),
        (b"\xef\xbb\xbf <!-- saved --> <HTML lang=ko>", "", "", HTML),
        (PAGE.encode("utf-16"), "", "", HTML),
        (MESSAGE.encode(), "a.txt", "", MAIL),
        (f"To: all\n\n{TEXT}".encode(), "a.txt", "", PLAIN),
        (f"Date: Monday\n\n{TEXT}".encode(), "", "", PLAIN),
        (b"%PDF-1.7\n1 0 obj\n", "a.txt", "", PDF),
        (b"\n\n%PDF-1.4\n", "", "", PDF),
        (DOCUMENT, "a.txt", "", DOCX),
        (OPEN_DOCUMENT, "a.docx", DOCX, ODT),
        (b"", "", "", PLAIN),
        (b'{ "So it goes", he said.', "", "", PLAIN),
        (b"<br> The council met.", "", "", PLAIN),
        (b'<?xml version="1.0"?><?xml-stylesheet href="a.css"?><html>', "a.xhtml", "", HTML),
    ],
)
def test_bytes_go_before_names(data: bytes, name: str, stated: str, kind: str) -> None:
    assert media_type(data, name=name, stated=stated) == kind


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (packed(**{"a.txt": TEXT}), "zip"),
        (packed(mimetype="application/epub+zip"), "zip"),
        (b"\x7fELF\x02\x01\x01" + bytes(9), "ELF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Graphics"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "JPEG"),
        (b"GIF89a\x01\x00\x01\x00", "GIF"),
        (gzip.compress(TEXT.encode()), "GZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(24), "Office"),
        (b"{\\rtf1\\ansi Text.}", "RTF"),
        (b'<?xml version="1.0"?>\n<xliff version="2.0">', "XML"),
        ('\ufeff<?xml version="1.0"?><tbx/>'.encode(), "XML"),
        (b"<tmx version='1.4'>", "XML"),
        (b'{"id": "monday", "text": "The council met."}', "JSON"),
        (b'[\n  {"id": "monday"}]', "JSON"),
    ],
    ids=["zip", "epub", "elf", "png", "jpeg", "gif", "gzip", "office", "rtf", "xliff", "tbx", "tmx", "record", "list"],
)
def test_another_format_is_named(data: bytes, name: str) -> None:
    with pytest.raises(NotText) as caught:
        media_type(data, name="a.txt")
    assert re.search(rf"\b{name}", caught.value.detail)


def test_a_zip_without_its_list_is_damaged() -> None:
    with pytest.raises(DocumentDamaged):
        media_type(DOCUMENT[:40])


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=40))
def test_words_are_text(text: str) -> None:
    assert media_type(("A" + text).encode()) in (PLAIN, MAIL, HTML)


@given(st.binary(max_size=200), st.sampled_from(["", "a.md", "a.docx"]))
def test_any_bytes_have_a_type_or_an_error_of_ours(data: bytes, name: str) -> None:
    with suppress(NotText, DocumentDamaged):
        assert media_type(data, name=name) in media.SUFFIXES.values()
