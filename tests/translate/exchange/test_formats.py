"""Which format a file is in."""

from __future__ import annotations

import time

import pytest

from service.core.errors import InvalidExchange
from service.translate.exchange import FORMATS, read, write
from service.translate.memory import tmx
from tests.translate.exchange.samples import MEETING


@pytest.mark.parametrize("suffix", sorted(suffix for suffix, kind in FORMATS.items() if kind.read))
def test_what_is_in_a_file_goes_before_its_name(suffix: str) -> None:
    assert read(write(MEETING, suffix), "wrong.json" if suffix != ".json" else "wrong.xlf") == MEETING


def test_a_file_may_begin_with_other_things() -> None:
    xliff = write(MEETING, ".xlf").decode().partition("\n")[2]
    for data in (
        f"\ufeff<?xml version='1.0'?>\n<!-- a <html> file? -->\n<?x y?>\n{xliff}".encode(),
        f"<?xml version='1.0' encoding='utf-16'?>{xliff}".encode("utf-16"),
        b"\xef\xbb\xbf" + write(MEETING, ".json"),
        b"\n <!-- x --> " + write(MEETING, ".html"),
    ):
        assert read(data, "a.txt") == MEETING


def test_what_no_format_has_is_told_with_those_there_are() -> None:
    known = r"there are \.xlf, \.xliff, \.tmx, \.html, \.htm, \.docx, \.json\."
    for wrong in (lambda: write(MEETING, ".odt"), lambda: read(b"text", "a.odt"), lambda: read(b"<other/>", "a.odt")):
        with pytest.raises(InvalidExchange, match=f"“.odt” names no format of translations; {known}"):
            wrong()
    with pytest.raises(InvalidExchange, match=known):
        read(b"text")


def test_a_memory_holds_what_has_a_target() -> None:
    found = [entry.target for entry in tmx.read(write(MEETING, ".tmx"))]
    assert found == [segment.target for segment in MEETING.segments if segment.target]


def test_a_format_that_is_only_written_is_no_translation() -> None:
    for name in ("a.tmx", "a.xlf"):
        with pytest.raises(InvalidExchange, match="A file in TMX is no translation of a document: add it to the mem"):
            read(b"<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'/>", name)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", "The JSON is no translation of Plumbline's: it is no JSON"),
        (b'{"title": 5}', "The JSON is no translation of Plumbline's: at source_language: it is needed"),
        (b'{"segments": "\xff"}', "The JSON is no translation of Plumbline's: "),
    ],
)
def test_other_json_is_told(data: bytes, told: str) -> None:
    with pytest.raises(InvalidExchange) as raised:
        read(data)
    assert raised.value.detail.startswith(told)


def test_a_hostile_beginning_takes_no_time() -> None:
    began = time.process_time()
    for part in (b"<?a?>", b"<!--a-->", b"<!doctype a>", b"<?", b"<!--", b"<!doctype a["):
        with pytest.raises(InvalidExchange):
            read(part * 200_000 + b"<", "a.txt")
    assert time.process_time() - began < 2
