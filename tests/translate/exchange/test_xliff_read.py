"""XLIFF as other tools save it."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import InvalidExchange, TooLarge
from service.core.translation import Origin, Segment, State, Translation
from service.translate import safe_xml
from service.translate.exchange import read, write
from tests.translate.exchange.samples import MEETING

DRAFTED, APPROVED, OPEN = State.DRAFTED, State.APPROVED, State.OPEN


def two(units: str, attributes: str = 'srcLang="ko" trgLang="en"') -> Translation:
    """Of XLIFF 2."""
    head = f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" {attributes}>'
    return read(f'<?xml version="1.0"?>\n{head}\n<file id="f" original="a.txt">\n{units}\n</file></xliff>'.encode())


def one(units: str, attributes: str = 'source-language="ko" target-language="en"') -> Translation:
    """Of XLIFF 1.2."""
    head = '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n'
    file = f'<file original="a.txt" datatype="plaintext" {attributes}><body>\n'
    return read(f"{head}{file}{units}</body></file></xliff>".encode())


def said(segment: Segment) -> tuple[str | None, State, Origin | None]:
    return segment.target, segment.state, segment.origin


@pytest.mark.parametrize(
    ("attributes", "target", "expected"),
    [
        ('state="initial"', "A.", ("A.", DRAFTED, None)),
        ("", "A.", ("A.", DRAFTED, None)),
        ('state="translated"', "A.", ("A.", DRAFTED, None)),
        ('state="reviewed"', "A.", ("A.", APPROVED, Origin.PERSON)),
        ('state="final"', "A.", ("A.", APPROVED, Origin.PERSON)),
        ('state="initial"', "가.", (None, OPEN, None)),  # a copy, as some tools begin
        ('state="final"', "가.", ("가.", APPROVED, Origin.PERSON)),
        ('state="translated"', "", (None, OPEN, None)),
        ('state="final"', " \n ", (None, OPEN, None)),
    ],
)
def test_states_of_2(attributes: str, target: str, expected: tuple[object, ...]) -> None:
    found = two(f'<unit id="1"><segment {attributes}><source>가.</source><target>{target}</target></segment></unit>')
    assert said(found.segments[0]) == expected


@pytest.mark.parametrize(
    ("unit", "target", "expected"),
    [
        ("", "", ("A.", DRAFTED, None)),
        ("", 'state="translated"', ("A.", DRAFTED, None)),
        ("", 'state="needs-translation"', ("A.", DRAFTED, None)),
        ("", 'state="final"', ("A.", APPROVED, Origin.PERSON)),
        ("", 'state="signed-off"', ("A.", APPROVED, Origin.PERSON)),
        ('approved="yes"', "", ("A.", APPROVED, Origin.PERSON)),
        ('approved="yes"', 'state="translated"', ("A.", APPROVED, Origin.PERSON)),
        ('approved="yes"', 'state="needs-review-translation"', ("A.", DRAFTED, None)),
        ('approved="no"', 'state="needs-adaptation"', ("A.", DRAFTED, None)),
    ],
)
def test_states_of_1_2(unit: str, target: str, expected: tuple[object, ...]) -> None:
    found = one(f'<trans-unit id="1" {unit}><source>가.</source><target {target}>A.</target></trans-unit>')
    assert said(found.segments[0]) == expected


@pytest.mark.parametrize(
    ("state", "target", "is_open"),
    [("new", "가.", True), ("", "가.", True), ("translated", "가.", False), ("final", "", True), ("new", "A.", False)],
)
def test_a_copy_of_the_source_is_no_target_until_somebody_says_so(state: str, target: str, is_open: bool) -> None:
    found = one(f'<trans-unit id="1"><source>가.</source><target state="{state}">{target}</target></trans-unit>')
    assert found.open == is_open


def test_offsets_run_over_the_sources() -> None:
    units = "".join(
        f'<unit id="{number}" xml:space="preserve"><segment><source>{source}</source></segment></unit>'
        for number, source in enumerate(("가나", "다\n라", "가나", " "))
    )
    found = two(units, 'srcLang="ko"')
    text = "가나\n다\n라\n가나"
    assert found.document_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert [text[segment.start : segment.end] for segment in found.segments] == ["가나", "다\n라", "가나"]
    assert [segment.line for segment in found.segments] == [1, 2, 4]
    assert [segment.repeats for segment in found.segments] == [None, None, 1]
    assert (found.name, found.target_language, found.open) == ("a.txt", "und", 3)


def test_segments_within_a_unit_are_joined() -> None:
    found = two(
        '<unit id="1"><segment state="final"><source>가.</source><target order="3">One.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="translated"><source>나.</source><target order="1">Two.</target></segment></unit>'
    )
    assert found.segments[0].source == "가. 나."
    assert said(found.segments[0]) == ("Two. One.", DRAFTED, None)


def test_what_is_translated_in_part_is_open_and_says_so() -> None:
    found = two(
        '<unit id="1"><segment state="final"><source>가. </source><target>One. </target></segment>'
        "<segment><source>나.</source></segment></unit>"
    )
    assert said(found.segments[0]) == (None, OPEN, None)
    assert found.segments[0].why_open == "Only a part of it is translated: One."


def test_a_unit_of_ours_that_was_split_is_joined() -> None:
    data = write(MEETING, ".xlf").decode()
    whole = "<source>비료 &lt;생산&gt;.</source>\n        <target>Fertiliser &lt;output&gt;.</target>"
    parts = (
        "<source>비료 </source><target>Fertiliser </target></segment><segment state='final'>"
        "<source>&lt;생산&gt;.</source><target>&lt;output&gt;.</target>"
    )
    assert whole in data
    assert read(data.replace(whole, parts).encode()) == MEETING
    half = parts.replace("<target>&lt;output&gt;.</target>", "")
    third = read(data.replace(whole, half).encode()).segments[2]
    assert said(third) == (None, OPEN, None)
    assert third.why_open == "Only a part of it is translated: Fertiliser "


def test_codes_of_2_leave_their_text() -> None:
    found = two(
        '<unit id="1"><originalData><data id="d">&lt;b&gt;</data></originalData><segment><source>가 '
        '<pc id="1">나<mrk id="m" type="term">다</mrk></pc><sc id="2"/>라<ec startRef="2"/>'
        '<ph id="3" equiv="{0}"/><ph id="4"/><cp hex="0007"/><sm id="5"/>마<em startRef="5"/><!-- no -->'
        '<ph id="6" type="fmt" subType="xlf:lb"/>바<cp hex="D800"/></source></segment></unit>',
    )
    assert found.segments[0].source == "가 나다라{0}\x07마 바\ufffd"


def test_codes_of_1_2_leave_their_text() -> None:
    found = one(
        '<trans-unit id="1" xml:space="preserve"><source>가 <g id="1">나<mrk mtype="seg" mid="0">다</mrk></g>'
        '<bx id="2"/>라<ex id="2"/><x id="3" equiv-text="{0}"/><bpt id="4">&lt;b&gt;</bpt>마'
        '<ept id="4">&lt;/b&gt;</ept>'
        '<x id="5" ctype="lb"/>바</source>'
        '<seg-source><mrk mtype="seg" mid="0">가</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="0">A</mrk> <mrk mtype="seg" mid="1">b</mrk></target>'
        '<alt-trans><source>가</source><target xml:lang="fr">Autre</target></alt-trans></trans-unit>'
    )
    assert found.segments[0].source == "가 나다라{0}마\n바"
    assert found.segments[0].target == "A b"


def test_white_space_counts_where_the_file_says_so() -> None:
    unit = "<unit id='1' {}><segment><source>\n  가   나\n</source><target>\n  a   b\n</target></segment></unit>"
    assert two(unit.format("")).segments[0].source == "가 나"
    assert two(unit.format('xml:space="preserve"')).segments[0].target == "\n  a   b\n"
    unit = "<trans-unit id='1' {}><source>\n 가  나 </source></trans-unit>"
    assert one(unit.format("")).segments[0].source == "가 나"
    assert one(unit.format('xml:space="preserve"')).segments[0].source == "\n 가  나 "


def test_units_that_are_not_to_be_translated_are_left_out() -> None:
    assert [
        segment.source
        for segment in two(
            '<group id="g" translate="no"><unit id="1"><segment><source>가</source></segment></unit></group>'
            '<unit id="2"><segment><source>나</source></segment></unit>'
        ).segments
    ] == ["나"]
    assert [
        segment.source
        for segment in one(
            '<trans-unit id="1" translate="no"><source>가</source></trans-unit>'
            '<group><trans-unit id="2"><source>나</source></trans-unit></group>'
        ).segments
    ] == ["나"]


def test_a_target_may_name_its_language_itself() -> None:
    unit = '<trans-unit id="1"><source>가</source><target xml:lang="{}">A</target></trans-unit>'
    assert one(unit.format("en_US"), 'source-language="ko"').target_language == "en-US"
    with pytest.raises(InvalidExchange, match="more than one target-language: en, fr"):
        one(unit.format("fr"))


def test_units_of_ours_without_our_notes_are_read_as_anothers() -> None:
    data = write(MEETING, ".xlf").decode().replace('category="plumbline"', 'category="other"', 2)
    found = read(data.encode())
    assert [segment.number for segment in found.segments] == [1, 2, 3, 4]
    assert (found.title, found.segments[1].start) == ("", len(MEETING.segments[0].source) + 1)


UNIT = '<unit id="1"><segment><source>가</source><target>A</target></segment></unit>'
CLASSIC = '<trans-unit id="1"><source>가</source><target>A</target></trans-unit>'


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: read(b"<xliff version='2.0'", "a.xlf"), "Line 1 of the file is not XML: "),
        (lambda: read(b"", "a.xlf"), "Line 1 of the file is not XML: "),
        (lambda: read(b"<tbx/>", "a.xlf"), "Line 1 is <tbx>: an XLIFF file begins with <xliff>."),
        (lambda: read(b"<xliff version='3.0'/>"), "Line 1 names version “3.0” of XLIFF; 1.2 and 2 are read."),
        (lambda: two(UNIT, ""), "Line 2: <xliff> needs srcLang, the language."),
        (lambda: two(UNIT, 'srcLang="ko"'), "Line 2: <xliff> needs trgLang, the language."),
        (lambda: two(UNIT, 'srcLang="en or so" trgLang="ko"'), "“en or so” is no language code (BCP 47), as"),
        (lambda: two(UNIT + "\n" + UNIT), "Line 5 has the id “1” a second time."),
        (lambda: two(UNIT.replace("가", "<cp hex='XY'/>")), "Line 4 has a <cp> whose hex, “XY”, is no character."),
        (lambda: two(UNIT.replace("가", "<cp hex='110000'/>")), "Line 4 has a <cp> whose hex, “110000”"),
        (lambda: two(UNIT.replace("가", " ")), "The file has no text to translate."),
        (lambda: two(""), "The file has no text to translate."),
        (lambda: one(CLASSIC, 'target-language="en"'), "Line 2: <file> needs source-language, the language."),
        (lambda: one(CLASSIC, 'source-language="en"'), "Line 2: <file> needs target-language, the language."),
        (lambda: one(CLASSIC + "\n\n" + CLASSIC), "Line 5 has the id “1” a second time."),
        (lambda: read(b"<xliff version='1.2'></xliff>"), "Line 1: <xliff> has no <file>."),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(make: object, told: str) -> None:
    with pytest.raises(InvalidExchange) as raised:
        make()  # type: ignore[operator]
    assert raised.value.detail.startswith(told)
    assert raised.value.code == "invalid_exchange"


@pytest.mark.parametrize(
    ("doctype", "told"),
    [
        ('[\n<!ENTITY a "b">\n]', "Line 2 of the file declares an entity of its own, which is not read."),
        ('[\n\n<!ENTITY % a SYSTEM "file:///etc/passwd">]', "Line 3 of the file declares an entity"),
        ('SYSTEM "file:///nowhere.dtd"', "Line 2 of the file has &a;, which stands for nothing known."),
    ],
)
def test_entities_are_refused(doctype: str, told: str) -> None:
    body = f"<!DOCTYPE xliff {doctype}>\n<xliff version='2.0' srcLang='ko'><file id='f'>&a;</file></xliff>"
    with pytest.raises(InvalidExchange) as raised:
        read(body.replace("&a;", "").encode() if "%" in doctype else body.encode())
    assert raised.value.detail.startswith(told)


def test_a_doctype_without_entities_does_no_harm() -> None:
    data = write(MEETING, ".xlf").replace(b"<xliff", b'<!DOCTYPE xliff SYSTEM "file:///nowhere.dtd">\n<xliff', 1)
    assert read(data) == MEETING


def test_what_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MAX_BYTES", 100)
    for suffix in (".xlf", ".html", ".docx", ".json"):
        with pytest.raises(TooLarge, match="bytes; the limit is 100"):
            read(write(MEETING, suffix))


def test_notes_of_ours_that_were_changed_are_told() -> None:
    data = write(MEETING, ".xlf").decode()
    for old, new, told in (
        ('type="line">1<', 'type="line">[<', "The unit on line 12 has notes of Plumbline that were changed"),
        ('type="line">1<', f'type="line">{"[" * 100_000}<', "The unit on line 12 has notes"),
        ('type="origin">"model"', 'type="origin">"nobody"', "The unit on line 12 has notes"),
        ('type="number">2<', 'type="number">1<', "Two segments have the number 1; number them anew."),
        ('type="title">"', 'type="title">', "What the file says of its document was changed"),
    ):
        assert old in data
        with pytest.raises(InvalidExchange) as raised:
            read(data.replace(old, new, 1).encode())
        assert raised.value.detail.startswith(told)


@given(st.integers(0, 4_000), st.binary(max_size=4), st.integers(0, 3))
def test_damage_is_told_or_does_no_harm(place: int, other: bytes, length: int) -> None:
    data = write(MEETING, ".xlf")
    with suppress(InvalidExchange):
        read(data[:place] + other + data[place + length :], "a.xlf")
