"""Word documents, made by python-docx, and by hand where it cannot."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Iterator
from contextlib import suppress

import docx
import pytest
from docx.document import Document as Made
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.errors import DocumentDamaged, InputError, TooLarge
from service.ingest import Reading
from service.ingest.content import Content, Limits
from service.ingest.docx import read
from service.ingest.media import DOCX
from tests.ingest import party
from tests.ingest.zips import damaged, damaged_inside, members, packed, with_parts

OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TEXT = "The council of Ardal met on Monday."


def saved(document: Made) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_body(xml: str, document: Made | None = None) -> bytes:
    """A document whose body begins with these elements of Word's."""
    made = document or docx.Document()
    for element in reversed(parse_xml(f"<w:body {nsdecls('w', 'r')} {OTHERS}>{xml}</w:body>")):
        made.element.body.insert(0, element)
    return saved(made)


def paragraphs(xml: str, document: Made | None = None) -> list[str]:
    return [block.text for block in read(with_body(xml, document), Limits()).blocks]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def style(style_id: str, inner: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{style_id}">{inner}</w:style>'


def headings(content: Content) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in content.blocks if block.heading]


def seed() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Council Opens Bridge"
    document.core_properties.author = "Ada Brenn"
    document.add_heading("Council Opens Bridge", 0)
    document.add_heading("The vote", 1)
    document.add_paragraph(TEXT).add_run(" It closed the harbour.").bold = True
    document.add_table(2, 2).cell(0, 0).text = "In a table"
    document.add_paragraph("Lower fares on the ferry", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "A header"
    document.sections[0].footer.paragraphs[0].text = "A footer"
    document.add_comment(document.paragraphs[0].runs, "A comment", author="C")
    return saved(document)


SEED = seed()


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    made = Reading(Limits(seconds=10))
    yield made
    made.close()


# --- the whole


def test_an_article_gives_what_its_plain_text_gives(reading: Reading) -> None:
    plain = party.plain()
    document = docx.Document()
    for heading, text in party.parts(plain):
        if heading:
            document.add_heading(text, 1)
        else:
            document.add_paragraph(text)
    got = reading.read(saved(document), name="a.docx")
    assert got.media_type == DOCX
    assert got.text == plain.text
    assert got.sections == plain.sections
    assert got.title == plain.title


def test_headings_paragraphs_and_properties() -> None:
    content = read(SEED, Limits())
    assert [(block.text, block.level) for block in content.blocks] == [
        ("Council Opens Bridge", 1),
        ("The vote", 2),
        (f"{TEXT} It closed the harbour.", 0),
        ("Lower fares on the ferry", 0),
    ]
    assert [mark.line for block in content.blocks for mark in block.marks] == [1, 2, 3, 4]
    assert (content.title, content.author, content.published) == ("Council Opens Bridge", "Ada Brenn", None)


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Council opens  bridge", "Council opens bridge"),
        ("The Last Report That I Wrote", ""),
        ("Untitled", ""),
        ("Microsoft Word - report.doc", ""),
        ("bridge.docx", ""),
        ("Document1", ""),
        ("", ""),
    ],
)
def test_a_title_of_the_properties_that_the_text_does_not_have_is_not_its_title(stated: str, title: str) -> None:
    document = docx.Document()
    document.core_properties.title = stated
    document.add_heading("Council Opens Bridge", 1)
    document.add_paragraph(TEXT)
    assert read(saved(document), Limits()).title == title


def test_a_title_that_stands_there_as_a_paragraph_is_a_heading() -> None:
    document = docx.Document()
    document.core_properties.title = "Council Opens Bridge"
    document.add_paragraph("Council Opens Bridge")
    document.add_paragraph(TEXT)
    assert headings(read(saved(document), Limits())) == [("Council Opens Bridge", 1)]


@pytest.mark.parametrize("author", ["python-docx", "Microsoft Office User", "User", "admin", ""])
def test_a_name_that_a_program_put_there_is_no_author(author: str) -> None:
    document = docx.Document()
    document.core_properties.author = author
    document.add_paragraph(TEXT)
    assert read(saved(document), Limits()).author == ""


# --- headings


@pytest.mark.parametrize("level", range(1, 10))
def test_each_level_of_heading(level: int) -> None:
    document = docx.Document()
    document.add_heading("The vote", level)
    assert headings(read(saved(document), Limits())) == [("The vote", level)]


def test_headings_whose_style_has_another_id_or_comes_from_one() -> None:
    xml = (
        f"<w:styles {nsdecls('w')}>"
        + style("berschrift2", '<w:name w:val="heading 2"/>')
        + style("Eigene", '<w:name w:val="Eigene"/><w:basedOn w:val="berschrift2"/>')
        + style("Own", '<w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("Loop", '<w:name w:val="Loop"/><w:basedOn w:val="Loop"/>')
        + "</w:styles>"
    )
    styles = ("berschrift2", "Eigene", "Own", "Loop", "Heading4")
    body = "".join(paragraph(run(style), properties=f'<w:pStyle w:val="{style}"/>') for style in styles)
    body += paragraph(run("Direct"), properties='<w:outlineLvl w:val="0"/>')
    body += paragraph(run("Body"), properties='<w:pStyle w:val="Own"/><w:outlineLvl w:val="9"/>')
    content = read(with_parts(with_body(body), {"word/styles.xml": xml.encode()}), Limits())
    assert headings(content) == [("berschrift2", 2), ("Eigene", 2), ("Own", 3), ("Heading4", 4), ("Direct", 1)]


def test_a_line_break_in_a_heading_is_a_space() -> None:
    document = docx.Document()
    heading = document.add_heading("Council Opens", 1)
    heading.add_run().add_break()
    heading.add_run("Bridge")
    assert headings(read(saved(document), Limits())) == [("Council Opens Bridge", 1)]


# --- the words of a paragraph


def test_breaks_tabs_and_hyphens() -> None:
    document = docx.Document()
    made = document.add_paragraph("one\ttwo")
    made.add_run().add_break()
    made.add_run("three\u00adfold mid")
    made._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:softHyphen/><w:t>day Sea</w:t><w:noBreakHyphen/><w:t>bus</w:t></w:r>")
    )
    made.add_run(" A\u2011B").add_break(WD_BREAK.PAGE)
    made.add_run("end")
    assert [block.text for block in read(saved(document), Limits()).blocks] == [
        "one two threefold midday Sea-bus A-B end"
    ]


def test_an_empty_line_made_of_breaks_parts_paragraphs() -> None:
    document = docx.Document()
    document.add_paragraph("First words.\n\n \nSecond words,\nand more.")
    assert [block.text for block in read(saved(document), Limits()).blocks] == [
        "First words.",
        "Second words, and more.",
    ]


@pytest.mark.parametrize(
    "inner",
    [
        f'<w:hyperlink w:history="1">{run("words")}</w:hyperlink>',
        f'<w:ins w:id="1" w:author="a">{run("words")}</w:ins>',
        f'<w:moveTo w:id="1" w:author="a">{run("words")}</w:moveTo>',
        f'<w:smartTag w:element="e">{run("words")}</w:smartTag>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('words')}</w:sdtContent></w:sdt>",
        f'<w:fldSimple w:instr="QUOTE">{run("words")}</w:fldSimple>',
        f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "a"</w:instrText>'
        f'<w:fldChar w:fldCharType="separate"/></w:r>{run("words")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>words</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        run("words", '<w:vanish w:val="0"/>'),
    ],
    ids=["link", "inserted", "moved", "tag", "control", "simple field", "field", "ruby", "shown"],
)
def test_words_that_something_is_round_are_kept(inner: str) -> None:
    assert paragraphs(paragraph(run("Some "), inner, run("."))) == ["Some words."]


@pytest.mark.parametrize(
    "inner",
    [
        '<w:del w:id="1" w:author="a"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        f'<w:moveFrom w:id="1" w:author="a">{run("gone")}</w:moveFrom>',
        run("gone", "<w:vanish/>"),
        run("gone", '<w:rStyle w:val="Secret"/>'),
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('gone')}</w:sdtContent></w:sdt>",
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run("gone")}<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>{run("gone")}'
        '<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="end"/></w:r>',
        f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run('gone'))}</w:txbxContent></v:textbox></w:pict></w:r>",
    ],
    ids=["deleted", "moved", "hidden", "hidden by style", "placeholder", "notes", "instruction", "box"],
)
def test_words_that_a_reader_does_not_see_are_left_out(inner: str) -> None:
    document = docx.Document()
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
            "<w:rPr><w:vanish/></w:rPr></w:style>"
        )
    )
    assert paragraphs(paragraph(run("Some "), inner, run("words.")), document) == ["Some words."]


def test_a_field_that_never_ends_costs_its_paragraph_only() -> None:
    broken = paragraph(run("Some "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("words"))
    assert paragraphs(broken + paragraph(run("More."))) == ["Some", "More."]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    deleted = "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>"
    gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    xml = paragraph(run("Some "), properties=deleted) + paragraph(gone, properties=deleted) + paragraph(run("words."))
    assert paragraphs(xml + paragraph(run("More."), properties=deleted)) == ["Some words.", "More."]


# --- what stands between paragraphs


def test_content_controls_and_alternatives_between_paragraphs() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    contents = "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
    choice = (
        "<mc:AlternateContent><mc:Choice Requires='x'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    xml = (
        control.format("", paragraph(run("One.")))
        + control.format(contents, paragraph(run("The vote 3")))
        + control.format("<w:showingPlcHdr/>", paragraph(run("Click here.")))
        + choice.format(paragraph(run("Two.")), paragraph(run("Two again.")))
        + paragraph(run("The vote\t3"), properties='<w:pStyle w:val="TOC1"/>')
        + paragraph(run("Figure 1"), properties='<w:pStyle w:val="Caption"/>')
    )
    assert paragraphs(xml) == ["One.", "Two."]


def test_a_table_of_one_cell_is_read_and_others_are_not() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "One."
    frame.add_table(1, 1).cell(0, 0).text = "Two."
    frame.add_table(2, 1).cell(0, 0).text = "In a table"
    document.add_table(1, 2).cell(0, 0).text = "In a table"
    document.add_paragraph("Three.")
    assert [block.text for block in read(saved(document), Limits()).blocks] == ["One.", "Two.", "Three."]


def test_text_boxes_are_read_where_there_is_no_other_text() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run(TEXT))}</w:txbxContent></v:textbox></w:pict></w:r>"
    both = f"<mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    assert paragraphs(paragraph(both)) == [TEXT]


# --- files that are not as they should be


def test_strict_documents_and_macros() -> None:
    strict = members(SEED)
    for old, new in (
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        (b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"),
        (b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"),
    ):
        strict = {name: part.replace(old, new) for name, part in strict.items()}
    assert read(packed(strict.items()), Limits()) == read(SEED, Limits())


def test_parts_that_links_name_and_that_are_missing_do_no_harm() -> None:
    kept = {
        name: part
        for name, part in members(SEED).items()
        if not re.search("header|footer|comments|settings|theme", name)
    }
    assert read(packed(kept.items()), Limits()) == read(SEED, Limits())


def test_nothing_outside_the_file_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        away = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        kinds = ("attachedTemplate", "styles", "image", "aFChunk", "frame")
        links = "".join(
            f'<Relationship Id="r{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
            f' Target="{away}" TargetMode="External"/>'
            for kind in kinds
        )
        links = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
        body = with_body(paragraph(run(TEXT)) + '<w:altChunk r:id="raFChunk"/>')
        data = with_parts(body, {"word/_rels/document.xml.rels": links.encode()})
        assert [block.text for block in read(data, Limits()).blocks] == [TEXT]
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("target", ["../../etc/passwd", "file:///etc/passwd", "/word/nothing.xml"])
def test_a_main_part_that_is_not_inside_is_damage(target: str) -> None:
    links = members(SEED)["_rels/.rels"].replace(b"word/document.xml", target.encode())
    with pytest.raises(DocumentDamaged, match="has no part"):
        read(with_parts(SEED, {"_rels/.rels": links}), Limits())


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels"])
def test_entities_in_any_part_that_is_read(name: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(DocumentDamaged, match="document type"):
        read(with_parts(SEED, {name: bomb}), Limits())


def test_a_paragraph_without_end_is_too_large(reading: Reading) -> None:
    document = docx.Document()
    document.add_paragraph("long words " * 300_000)
    data = saved(document)
    with pytest.raises(TooLarge, match="2,500,000 characters"):
        read(data, Limits())
    with pytest.raises(TooLarge, match="2,500,000 characters"):
        reading.read(data)


def test_paragraphs_beyond_the_limit_are_too_large() -> None:
    document = docx.Document()
    for _ in range(4):
        document.add_paragraph("a" * 30)
    data = saved(document)
    assert len(read(data, Limits(characters=120)).blocks) == 4
    with pytest.raises(TooLarge, match="over 100 characters") as caught:
        read(data, Limits(characters=100))
    assert (caught.value.limit, caught.value.actual) == (100, 120)


def test_a_part_that_is_another_format() -> None:
    with pytest.raises(DocumentDamaged, match="no Word document"):
        read(packed([("word/document.xml", b"<html><body>Words</body></html>")]), Limits())


# --- any damage


@settings(deadline=None, derandomize=True, max_examples=50)
@given(damaged(SEED))
def test_any_damage_to_the_file_gives_text_or_an_error_of_ours(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(read(data, Limits()), Content)


@settings(deadline=None, derandomize=True, max_examples=50)
@given(
    damaged_inside(
        SEED,
        ["word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels", "word/_rels/document.xml.rels"],
    )
)
def test_any_damage_to_its_parts_gives_text_or_an_error_of_ours(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(read(data, Limits()), Content)


def test_damage_in_the_process_that_reads(reading: Reading) -> None:
    for at in range(0, len(SEED), len(SEED) // 8):
        with suppress(InputError):
            reading.read(SEED[:at] + SEED[at + 5 :])
    assert reading.read(SEED).title == "Council Opens Bridge"


@settings(deadline=None, derandomize=True, max_examples=20)
@given(st.lists(st.text(st.characters(categories=("L", "N", "P", "Zs"), codec="utf-8"), max_size=30), max_size=6))
def test_paragraphs_come_back(texts: list[str]) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    got = [block.text for block in read(saved(document), Limits()).blocks]
    assert got == [" ".join(text.replace("\u2011", "-").split()) for text in texts if text.strip()]
