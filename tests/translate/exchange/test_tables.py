"""Bilingual tables, as translators give them back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from service.core.errors import DocumentDamaged, InputError, InvalidExchange
from service.core.translation import Origin, Segment, State, Translation
from service.translate.exchange import read, write
from tests.translate.exchange.samples import MEETING, lines

APPROVED, DRAFTED, OPEN = State.APPROVED, State.DRAFTED, State.OPEN
FIRST, SECOND, THIRD, FOURTH = MEETING.segments
SOURCE, TARGET, STATE = 1, 2, 3
Edit = Callable[[list[Any]], None]


def page(edit: Edit, translation: Translation = MEETING) -> bytes:
    """A page whose rows somebody edited."""
    root = html.document_fromstring(write(translation, ".html"))
    edit(list(root.iter("tr"))[1:])
    return bytes(html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))


def document(edit: Edit, translation: Translation = MEETING) -> bytes:
    """The like, by python-docx."""
    opened = docx.Document(io.BytesIO(write(translation, ".docx")))
    edit(list(opened.tables[0].rows)[1:])
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def put(row: Any, column: int, text: str) -> None:
    if isinstance(row, html.HtmlElement):
        cell = row[column]
        for child in list(cell):
            cell.remove(child)
        cell.text = text
    else:
        row.cells[column].text = text


def drop(row: Any) -> None:
    element = getattr(row, "_tr", row)
    element.getparent().remove(element)


def twice(row: Any) -> None:
    element = getattr(row, "_tr", row)
    element.addnext(element.__copy__())


MADE = pytest.mark.parametrize("made", [page, document])
Made = Callable[[Edit], bytes]


def segments(data: bytes) -> tuple[Segment, ...]:
    return read(data).segments


@MADE
def test_what_nobody_touched_is_as_it_was(made: Made) -> None:
    assert read(made(lambda _: None)) == MEETING


@MADE
def test_what_somebody_wrote_is_a_persons(made: Made) -> None:
    def edit(rows: list[Any]) -> None:
        put(rows[0], TARGET, "News of the Politburo’s meeting")
        put(rows[1], TARGET, " The meeting opened & closed. ")
        put(rows[1], STATE, "Draft")
        put(rows[2], TARGET, "")
        put(rows[3], STATE, "approved")

    first, second, third, fourth = segments(made(edit))
    assert (first.target, first.state, first.origin) == ("News of the Politburo’s meeting", APPROVED, Origin.PERSON)
    assert (first.issues, first.matches, first.start) == ((), FIRST.matches, FIRST.start)
    assert (second.target, second.state, second.origin) == ("The meeting opened & closed.", DRAFTED, None)
    assert second.why_open is None
    assert (third.target, third.state, third.origin) == (None, OPEN, None)
    assert fourth == FOURTH  # no target to approve


@MADE
def test_a_state_alone_may_change(made: Made) -> None:
    def edit(rows: list[Any]) -> None:
        put(rows[0], STATE, "approved")
        put(rows[2], STATE, "draft")

    first, _, third, _ = segments(made(edit))
    assert first == FIRST.model_copy(update={"state": APPROVED, "origin": Origin.PERSON})
    assert third == THIRD.model_copy(update={"state": DRAFTED})


@MADE
def test_white_space_that_a_program_reflows_is_no_change(made: Made) -> None:
    def edit(rows: list[Any]) -> None:
        put(rows[0], TARGET, "News of the \u00a0Politburo’s\n “meeting” ")
        put(rows[1], SOURCE, "회의가\u00ad  열렸다 &\u200e 끝났다.")

    assert segments(made(edit)) == MEETING.segments


@MADE
def test_rows_may_come_in_another_order_and_one_that_is_gone_is_open(made: Made) -> None:
    def edit(rows: list[Any]) -> None:
        element = getattr(rows[0], "_tr", rows[0])
        element.getparent().append(element)
        drop(rows[2])

    first, second, third, fourth = segments(made(edit))
    assert (first, second, fourth) == (FIRST, SECOND, FOURTH)
    assert (third.target, third.state) == (None, OPEN)


@MADE
@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda rows: put(rows[1], SOURCE, "회의가 끝났다."), "Row 3: the source of segment 2 was changed; put"),
        (lambda rows: put(rows[1], 0, "1"), "Row 3 has the number 1 a second time."),
        (lambda rows: twice(rows[3]), "has the number 4 a second time."),
        (lambda rows: put(rows[3], 0, "5"), "Row 5 has the number 5, which the translation has no segment of."),
        (lambda rows: put(rows[3], 0, "four"), "of the table needs a number, a source and a target."),
        (lambda rows: list(map(drop, rows)), "no table whose rows begin with a number"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(made: Made, edit: Edit, told: str) -> None:
    with pytest.raises(InvalidExchange, match=told) as raised:
        read(made(edit))
    assert raised.value.detail.startswith(("Row ", "The file has no table"))


@given(lines, st.sampled_from([".html", ".docx"]))
def test_any_text_may_stand_in_a_table(text: str, suffix: str) -> None:
    hostile = f'"><script>alert(1)</script><td>{text}'
    changed = THIRD.model_copy(update={"target": hostile, "source": hostile + "\n2"})
    translation = MEETING.model_copy(update={"segments": (changed,), "name": hostile})
    data = write(translation, suffix)
    assert read(data) == translation
    if suffix == ".html":
        assert b"<script>alert" not in data


def test_a_page_is_plain_and_fetches_nothing() -> None:
    data = write(MEETING, ".html")
    root = html.document_fromstring(data)
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert not root.xpath("//script | //link | //img | //@src | //@href")
    assert len(root.xpath("//caption")) == 1
    assert len(root.xpath("//th[@scope='col']")) == 5
    rows = root.xpath("//tbody/tr")
    assert [row.xpath("string(th)") for row in rows] == ["1", "2", "3", "4"]
    assert rows[0].xpath("td[1]/@dir") == ["auto"]
    assert rows[0].xpath("td/@lang") == ["ko", "en-GB"]
    assert rows[0].xpath("td[@contenteditable]") == [rows[0][TARGET]]
    assert [cell.text_content() for cell in rows[1]][3:] == ["open", "open: A denial was lost."]


def test_a_page_that_a_word_processor_saved_is_read() -> None:
    """Cells become paragraphs with wrapped lines, heads become cells, and what was struck out is left out."""

    def edit(rows: list[Any]) -> None:
        for row in rows:
            row[0].tag = "td"
            for cell in row:
                text = cell.text_content()
                for child in list(cell):
                    cell.remove(child)
                cell.text = "\n  "
                paragraph = html.fragment_fromstring("<p class=MsoNormal><span></span></p>")
                paragraph[0].text = text.replace(" ", "\n    ")
                cell.append(paragraph)
        rows[3][TARGET].append(html.fragment_fromstring("<p>The meeting<br>opened <del>x</del>again.</p>"))

    first, second, third, fourth = segments(page(edit))
    assert (first, second, third) == (FIRST, SECOND, THIRD)
    assert (fourth.target, fourth.state) == ("The meeting\nopened again.", APPROVED)


def test_tracked_changes_of_a_document_are_taken() -> None:
    def edit(rows: list[Any]) -> None:
        word = nsdecls("w")
        run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
        paragraph = rows[1].cells[TARGET].paragraphs[0]._p
        author = "w:id='1' w:author='a' w:date='2026-01-01T00:00:00Z'"
        for part in (
            f"<w:ins {word} {author}>{run.format('The meeting')}</w:ins>",
            f"<w:del {word} {author}><w:r><w:delText>was held</w:delText></w:r></w:del>",
            f"<w:moveFrom {word} {author}>{run.format('again')}</w:moveFrom>",
            f"<w:hyperlink {word}><w:r><w:tab/><w:t>opened</w:t><w:br/><w:t>today.</w:t></w:r></w:hyperlink>",
        ):
            paragraph.append(parse_xml(part))

    assert segments(document(edit))[1].target == "The meeting\topened\ntoday."


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_a_table_without_its_record_is_read_as_anothers(suffix: str) -> None:
    data = bare(write(MEETING, suffix))
    found = read(data, suffix)
    assert (found.source_language, found.target_language, found.open) == ("ko", "en-GB", 2)
    assert [segment.source for segment in found.segments] == [segment.source for segment in MEETING.segments]
    assert [segment.state for segment in found.segments] == [DRAFTED, OPEN, APPROVED, OPEN]
    assert [segment.origin for segment in found.segments] == [None, None, Origin.PERSON, None]
    assert found.segments[3].repeats == 2


def test_a_table_of_anothers_may_say_nothing_of_states_but_must_of_languages() -> None:
    data = bare(write(MEETING, ".html"))
    silent = data.replace(b"<td>open</td>", b"<td></td>").replace(b'"true"></td>', b'"true">New.</td>')
    assert [segment.state for segment in read(silent).segments] == [DRAFTED, DRAFTED, APPROVED, DRAFTED]
    written = data.replace(b'"true"></td>', b'"true">New.</td>')
    assert [segment.state for segment in read(written).segments] == [DRAFTED, APPROVED, APPROVED, APPROVED]
    with pytest.raises(InvalidExchange, match="does not say its languages"):
        read(data.replace(b"Source (ko)", b"Source"))


def bare(data: bytes) -> bytes:
    """Without the record."""
    if not data.startswith(b"PK"):
        return re.sub(rb'<meta name="plumbline.*?>\n', b"", data)
    return repacked(data, lambda name, content: None if name.startswith("customXml/item1") else content)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(("old", "new"), [(b"<about>{", b"<about>["), (b"<segment>{", b"<segment>"), (b">{", b">[{")])
def test_a_record_that_was_broken_is_no_record(old: bytes, new: bytes) -> None:
    assert read(replaced(write(MEETING, ".docx"), old, new)).title == ""


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """In whatever part it is."""
    return repacked(data, lambda _, content: content.replace(old, new, 1))


def test_what_is_no_document_is_told() -> None:
    with pytest.raises(InvalidExchange, match="no Word document"):
        read(repacked(write(MEETING, ".docx"), lambda name, content: None if name == "word/document.xml" else content))
    with pytest.raises(DocumentDamaged):
        read(b"PK\x03\x04 and no more")
    with pytest.raises(DocumentDamaged, match="document type"):
        read(replaced(write(MEETING, ".docx"), b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document'))
    with pytest.raises(InvalidExchange, match="The file has no table"):
        read(b"<html></html>")
    with pytest.raises(InvalidExchange, match="The file has no table"):
        read(b" ", "a.html")


@given(st.integers(0, 3_000), st.binary(max_size=4), st.sampled_from([".html", ".docx"]))
def test_damage_is_told_or_does_no_harm(place: int, other: bytes, suffix: str) -> None:
    data = write(MEETING, suffix)
    with suppress(InputError):
        read(data[:place] + other + data[place + 2 :], suffix)


def test_a_target_from_right_to_left_runs_so() -> None:
    arabic = MEETING.model_copy(update={"target_language": "ar"})
    with zipfile.ZipFile(io.BytesIO(write(arabic, ".docx"))) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:bidi/>") == text.count("<w:rtl/>") == len(arabic.segments)
    assert 'w:bidi="ar"' in text
    assert write(arabic, ".docx") == write(arabic, ".docx")
