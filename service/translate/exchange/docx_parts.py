"""The parts of a Word document that holds one table (ECMA-376, part 1, WordprocessingML)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker

from service.core.translation import Translation
from service.translate.exchange import table

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument"
STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
TRANSLATION = "urn:plumbline:translation"
MAIN, RECORD = "word/document.xml", "customXml/item1.xml"
WIDTHS = (700, 4_850, 4_850, 1_500, 2_900)  # of the columns, in twentieths of a point; the page lies on its side
PAGE = {"w": "16838", "h": "11906", "orient": "landscape"}  # A4
MARGIN = "1000"
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
BREAKS = re.compile(r"([\t\n])")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

PARTS = {
    "[Content_Types].xml": DECLARATION + f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/{MAIN}" ContentType="{TYPES}.wordprocessingml.document.main+xml"/>'
    f'<Override PartName="/customXml/itemProps1.xml" ContentType="{TYPES}.customXmlProperties+xml"/></Types>',
    "_rels/.rels": DECLARATION + f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="{MAIN}"/></Relationships>',
    "word/_rels/document.xml.rels": DECLARATION + f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/customXml" Target="../{RECORD}"/></Relationships>',
    "customXml/_rels/item1.xml.rels": DECLARATION + f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/customXmlProps" Target="itemProps1.xml"/></Relationships>',
    "customXml/itemProps1.xml": DECLARATION + f'<ds:datastoreItem xmlns:ds="{STORE}" '
    f'ds:itemID="{{7D1D8C8E-6C6B-4C0B-9C63-2A1A5D7D4B11}}"><ds:schemaRefs><ds:schemaRef ds:uri="{TRANSLATION}"/>'
    "</ds:schemaRefs></ds:datastoreItem>",
}

make = ElementMaker(namespace=WORD, nsmap={"w": WORD})


def document(translation: Translation) -> bytes:
    """The main part: a caption, and the table with a row of headings that each page repeats."""
    languages = ("", translation.source_language, translation.target_language, "", "")
    sides = [_w(side, val="single", sz="4", space="0", color="767676") for side in SIDES]
    grid = make.tblGrid(*(_w("gridCol", w=str(width)) for width in WIDTHS))
    properties = make.tblPr(_w("tblW", w="0", type="auto"), make.tblBorders(*sides), _w("tblLayout", type="fixed"))
    body = make.tbl(properties, grid, _row(table.headings(translation), ("",) * len(WIDTHS), heading=True))
    body.extend(_row(table.texts(segment), languages) for segment in translation.segments)
    margins = _w("pgMar", **dict.fromkeys(("top", "right", "bottom", "left", "header", "footer"), MARGIN), gutter="0")
    section = make.sectPr(_w("pgSz", **PAGE), margins)
    root = make.document(make.body(_paragraph(table.caption(translation)), body, make.p(), section))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _row(texts: tuple[str, ...], languages: tuple[str, ...], *, heading: bool = False) -> etree._Element:
    row = make.tr(make.trPr(_w("cantSplit"), *([_w("tblHeader")] if heading else [])))
    for text, language, width in zip(texts, languages, WIDTHS, strict=True):
        cell = make.tcPr(_w("tcW", w=str(width), type="dxa"))
        row.append(make.tc(cell, _paragraph(text, language, bold=heading)))
    return row


def _paragraph(text: str, language: str = "", *, bold: bool = False) -> etree._Element:
    backwards = table.right_to_left(language)
    run = make.r(make.rPr(*([_w("b")] if bold else []), *([_w("rtl")] if backwards else []), *_language(language)))
    run.extend(_pieces(text))
    return make.p(make.pPr(*([_w("bidi")] if backwards else [])), run)


def _language(code: str) -> Iterator[etree._Element]:
    """What a spelling checker goes by, for each kind of script."""
    if code:
        yield _w("lang", val=code, eastAsia=code, bidi=code)


def _pieces(text: str) -> Iterator[etree._Element]:
    for piece in BREAKS.split(text):
        if piece in ("\t", "\n"):
            yield make.tab() if piece == "\t" else make.br()
        elif piece:
            words = make.t(piece)
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield words


def _w(tag: str, **attributes: str) -> etree._Element:
    return make(tag, {f"{{{WORD}}}{attribute}": value for attribute, value in attributes.items()})
