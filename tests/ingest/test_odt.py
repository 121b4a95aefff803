"""OpenDocument texts, made by odfdo."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document as Made
from odfdo import Element, Header, List, ListItem, Paragraph, Style

from service.core.errors import DocumentDamaged, DocumentLocked, InputError, TooLarge
from service.ingest import Reading
from service.ingest.content import Content, Limits
from service.ingest.media import ODT
from service.ingest.odt import read
from tests.ingest import party
from tests.ingest.zips import damaged, damaged_inside, members, packed, with_parts

TEXT = "The council of Ardal met on Monday."


def new() -> Made:
    document = Made("text")
    document.body.clear()
    return document


def saved(document: Made) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_body(*xml: str, styles: tuple[str, ...] = ()) -> bytes:
    document = new()
    for style in styles:
        document.insert_style(style, automatic=True)
    for element in xml:
        document.body.append(Element.from_tag(element))
    return saved(document)


def paragraphs(*xml: str, styles: tuple[str, ...] = ()) -> list[str]:
    return [block.text for block in read(with_body(*xml, styles=styles), Limits()).blocks]


def headings(content: Content) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in content.blocks if block.heading]


def seed() -> bytes:
    document = new()
    document.meta.title = "Council Opens Bridge"
    document.meta.initial_creator = "Ada Brenn"
    document.insert_style(Style("paragraph", name="P1", parent_style="Title"), automatic=True)
    document.body.append(Paragraph("Council Opens Bridge", style="P1"))
    document.body.append(Header(1, "The vote"))
    document.body.append(Paragraph(TEXT))
    document.body.append(List([ListItem("Lower fares"), ListItem("New houses")]))
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
    document = new()
    for heading, text in party.parts(plain):
        document.body.append(Header(1, text) if heading else Paragraph(text))
    got = reading.read(saved(document), name="a.odt")
    assert got.media_type == ODT
    assert got.text == plain.text
    assert got.sections == plain.sections
    assert got.title == plain.title


def test_title_headings_lists_and_properties() -> None:
    content = read(SEED, Limits())
    assert [(block.text, block.level) for block in content.blocks] == [
        ("Council Opens Bridge", 1),
        ("The vote", 2),
        (TEXT, 0),
        ("Lower fares", 0),
        ("New houses", 0),
    ]
    assert [mark.line for block in content.blocks for mark in block.marks] == [1, 2, 3, 4, 5]
    assert (content.title, content.author, content.published) == ("Council Opens Bridge", "Ada Brenn", None)


def test_who_saved_it_last_is_the_author_where_nobody_else_is_named() -> None:
    document = new()
    document.meta.creator = "Ben Lind"
    document.body.append(Paragraph(TEXT))
    assert read(saved(document), Limits()).author == "Ben Lind"


@pytest.mark.parametrize(("level", "expected"), [("1", 1), ("3", 3), ("10", 10), ("", 1), ("0", 1), ("many", 1)])
def test_each_level_of_heading(level: str, expected: int) -> None:
    content = read(with_body(f'<text:h text:outline-level="{level}">The vote</text:h>'), Limits())
    assert headings(content) == [("The vote", expected)]


# --- the words of a paragraph


def test_spaces_tabs_breaks_and_hyphens() -> None:
    xml = (
        '<text:p>one<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four <text:span>mid\u00ad</text:span>day'
        " A\u2011B<text:soft-page-break/>,\n  wrapped</text:p>"
    )
    assert paragraphs(xml) == ["one two three four midday A-B, wrapped"]
    assert paragraphs("<text:p>One.<text:line-break/> <text:line-break/>Two.</text:p>") == ["One.", "Two."]


@pytest.mark.parametrize(
    "inner",
    [
        '<text:a xlink:href="http://example.org/">words</text:a>',
        "<text:span>wo<text:span>rd</text:span>s</text:span>",
        '<text:change-start text:change-id="c1"/>words<text:change-end text:change-id="c1"/>',
        "<text:ruby><text:ruby-base>words</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>",
        '<text:bookmark-start text:name="b"/>words<text:bookmark-end text:name="b"/>',
        "<text:title>words</text:title>",
    ],
    ids=["link", "spans", "inserted", "ruby", "bookmark", "field"],
)
def test_words_that_something_is_round_are_kept(inner: str) -> None:
    assert paragraphs(f"<text:p>Some {inner}.</text:p>") == ["Some words."]


@pytest.mark.parametrize(
    "inner",
    [
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>gone</text:p></text:note-body></text:note>",
        "<office:annotation><dc:creator>A</dc:creator><text:p>gone</text:p></office:annotation>",
        '<text:change text:change-id="c1"/>',
        '<text:span text:style-name="T2">gone<text:s/><text:span>gone</text:span></text:span>',
        '<text:hidden-text text:string-value="gone" text:is-hidden="true">gone</text:hidden-text>',
        "<draw:frame><draw:text-box><text:p>gone</text:p></draw:text-box></draw:frame>",
        "<draw:frame><draw:image/><svg:title>gone</svg:title></draw:frame>",
    ],
    ids=["note", "annotation", "deleted", "hidden by style", "hidden", "frame", "picture"],
)
def test_words_that_a_reader_does_not_see_are_left_out(inner: str) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>',
        '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>',
    )
    assert paragraphs(f"<text:p>Some {inner}words.</text:p>", styles=styles) == ["Some words."]


def test_hidden_paragraphs_and_sections() -> None:
    style = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    assert paragraphs(
        '<text:p text:style-name="P1">Hidden.</text:p>',
        '<text:p>Hidden.<text:hidden-paragraph text:is-hidden="true"/></text:p>',
        '<text:section text:name="a" text:display="none"><text:p>Hidden.</text:p></text:section>',
        '<text:section text:name="b"><text:p>Shown.</text:p></text:section>',
        styles=(style,),
    ) == ["Shown."]


def test_a_comment_in_the_xml_is_nothing() -> None:
    parts = members(with_body(f"<text:p>{TEXT}</text:p>"))
    content = parts["content.xml"].replace(b" met", b" <!-- c --><?p i?>met")
    assert [block.text for block in read(with_parts(SEED, {"content.xml": content}), Limits()).blocks] == [TEXT]


# --- what stands between paragraphs


def test_deletions_indexes_captions_and_tables_are_left_out() -> None:
    deleted = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info/>'
        "<text:p>Deleted.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    assert paragraphs(
        deleted,
        "<text:table-of-content><text:index-body><text:p>The vote 3</text:p></text:index-body></text:table-of-content>",
        f"<table:table><table:table-row>{cell.format('In a table') * 2}</table:table-row></table:table>",
        '<text:p text:style-name="P2">Figure 1</text:p>',
        f"<table:table><table:table-column/><table:table-row>{cell.format('One.')}</table:table-row></table:table>",
        "<text:p>Two.</text:p>",
        styles=('<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Caption"/>',),
    ) == ["One.", "Two."]


def test_lists_in_lists_and_their_headings() -> None:
    document = with_body(
        "<text:list><text:list-header><text:p>Aims</text:p></text:list-header><text:list-item><text:p>One</text:p>"
        "<text:list><text:list-item><text:p>Two</text:p></text:list-item></text:list></text:list-item>"
        '<text:list-item><text:h text:outline-level="2">Three</text:h></text:list-item></text:list>'
    )
    content = read(document, Limits())
    assert [block.text for block in content.blocks] == ["Aims", "One", "Two", "Three"]
    assert headings(content) == [("Three", 2)]


def test_frames_are_read_where_there_is_no_other_text() -> None:
    frame = f"<draw:frame><draw:text-box><text:p>{TEXT}</text:p></draw:text-box></draw:frame>"
    assert paragraphs(f"<text:p>{frame}</text:p>") == [TEXT]


def test_headers_and_footers_are_left_out() -> None:
    document = new()
    document.body.append(Paragraph(TEXT))
    plain = members(saved(document))["styles.xml"]
    header = b"><style:header><text:p>A header</text:p></style:header></style:master-page></office:master-styles>"
    styles = plain.replace(b"/></office:master-styles>", header)
    assert styles != plain
    content = read(with_parts(saved(document), {"styles.xml": styles}), Limits())
    assert [block.text for block in content.blocks] == [TEXT]


# --- files that are not as they should be


def test_a_document_with_a_password() -> None:
    manifest = members(SEED)["META-INF/manifest.xml"].replace(
        b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )
    locked = with_parts(SEED, {"META-INF/manifest.xml": manifest, "content.xml": bytes(range(256))})
    with pytest.raises(DocumentLocked, match="password"):
        read(locked, Limits())


@pytest.mark.parametrize("name", ["content.xml", "styles.xml", "meta.xml"])
def test_entities_in_any_part_that_is_read(name: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(DocumentDamaged, match="document type"):
        read(with_parts(SEED, {name: bomb}), Limits())


@pytest.mark.parametrize("name", ["styles.xml", "meta.xml", "META-INF/manifest.xml", "settings.xml"])
def test_parts_that_are_missing_do_no_harm(name: str) -> None:
    parts = members(SEED)
    del parts[name]
    assert read(packed(parts.items()), Limits()).blocks[2].text == TEXT


def test_a_spreadsheet_by_its_content() -> None:
    content = members(SEED)["content.xml"].replace(b"office:text", b"office:spreadsheet")
    with pytest.raises(DocumentDamaged, match="no text document"):
        read(with_parts(SEED, {"content.xml": content}), Limits())


def test_a_paragraph_without_end_is_too_large(reading: Reading) -> None:
    content = members(SEED)["content.xml"].replace(TEXT.encode(), b"long words " * 300_000)
    with pytest.raises(TooLarge, match="2,500,000 characters"):
        reading.read(with_parts(SEED, {"content.xml": content}))


# --- any damage


@settings(deadline=None, derandomize=True, max_examples=50)
@given(damaged(SEED))
def test_any_damage_to_the_file_gives_text_or_an_error_of_ours(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(read(data, Limits()), Content)


@settings(deadline=None, derandomize=True, max_examples=50)
@given(damaged_inside(SEED, ["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml", "mimetype"]))
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
    document = new()
    for text in texts:
        document.body.append(Paragraph(text))
    got = [block.text for block in read(saved(document), Limits()).blocks]
    assert got == [" ".join(text.replace("\u2011", "-").split()) for text in texts if text.strip()]
