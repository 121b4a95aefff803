"""Word documents (DOCX; Office Open XML, ECMA-376 / ISO 29500, transitional and strict).

A document's words are read as its reader sees them, with tracked changes accepted. Left out: deleted and hidden text,
notes, comments, headers and footers, tables (but a table of one cell is a frame round the text), captions, tables of
contents, formulas, placeholders; text boxes too, unless there is no other text. python-docx gives no text of insertions
and content controls, so the parts are walked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from posixpath import basename, dirname, join, normpath

from lxml import etree

from service.core.errors import DocumentDamaged
from service.ingest.content import Content, Limits
from service.ingest.office import TITLE, Paragraph, content
from service.ingest.package import Package

WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main",
)
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
MAIN, STYLES, PROPERTIES = "officeDocument", "styles", "core-properties"  # kinds of parts
# Elements that hold paragraphs, or runs, and mean nothing for their words; of the alternatives, the first.
AROUND = {"customXml", "ins", "moveTo", "sdtContent", "smartTag"}
AROUND_RUNS = AROUND | {"bdo", "dir", "fldSimple", "hyperlink", "ruby", "rubyBase"}
SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Styles that Word comes with have one name in every language; the id varies.
HEADING = re.compile(r"heading ?([1-9])")
LEFT_OUT = re.compile(r"caption|toc ?(?:\d|heading)|table of (?:figures|authorities)|index \d|header|footer")
BODY_LEVEL = 9  # of an outline: no heading
FALSE = ("0", "false", "off")


def read(data: bytes, limits: Limits) -> Content:
    """The paragraphs and headings of a DOCX. Raises DocumentDamaged, DocumentLocked, TooLarge."""
    package = Package(data, limits)
    main = _related(package, "", MAIN) or "word/document.xml"
    body = _child(package.tree(main), "body")
    if body is None:
        raise DocumentDamaged(f"The file's part {main} is no Word document.")
    styles, properties = _related(package, main, STYLES), _related(package, "", PROPERTIES)
    words = _Words(_Styles(package.tree(styles) if styles in package else None))
    about = package.tree(properties) if properties in package else None
    return content(
        words.paragraphs(body),
        words.boxes(body),
        title="" if about is None else about.findtext(f"{DUBLIN}title") or "",
        author="" if about is None else about.findtext(f"{DUBLIN}creator") or "",
        limits=limits,
    )


def _related(package: Package, source: str, kind: str) -> str:
    """The part of this kind that `source` names inside the file; "" when there is none."""
    links = join(dirname(source), "_rels", f"{basename(source)}.rels")
    for link in package.tree(links) if links in package else ():
        if link.get("Type", "").endswith(f"/{kind}") and link.get("TargetMode") != "External":
            return normpath(join("/", dirname(source), link.get("Target", ""))).lstrip("/")
    return ""


class _Styles:
    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {_value(style, "styleId"): style for style in (() if root is None else root)}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if _value(style, "type") == "paragraph" and _value(style, "default") not in ("", *FALSE)
            ),
            "",
        )

    def of_paragraph(self, properties: etree._Element | None) -> list[tuple[str, etree._Element | None]]:
        return self._chain(_value(_child(properties, "pStyle")) or self._default)

    def of_run(self, properties: etree._Element | None) -> list[tuple[str, etree._Element | None]]:
        return self._chain(_value(_child(properties, "rStyle")))

    def _chain(self, style_id: str) -> list[tuple[str, etree._Element | None]]:
        """The style and those that it is based on, nearest first, each with its name in lower case."""
        found: dict[str, tuple[str, etree._Element | None]] = {}
        while style_id and style_id not in found:
            style = self._styles.get(style_id)
            found[style_id] = ((_value(_child(style, "name")) or style_id).lower(), style)
            style_id = _value(_child(style, "basedOn"))
        return list(found.values())


class _Words:
    """Walks paragraphs, and the runs of text in them."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles

    def paragraphs(self, parent: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs; one whose end was deleted goes on in the next."""
        held = ""
        for element in self._elements(parent):
            properties = _child(element, "pPr")
            styles = self._styles.of_paragraph(properties)
            if any(LEFT_OUT.fullmatch(name) for name, _ in styles):
                continue
            text = held + "".join(self._text(element, _hidden(styles), []))
            mark = _child(properties, "rPr")
            held = text if any(_child(mark, name) is not None for name in ("del", "moveFrom")) else ""
            if not held and text.strip():
                yield Paragraph(text, _level(properties, styles))
        if held.strip():
            yield Paragraph(held)

    def boxes(self, parent: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs of text boxes."""
        for element in parent.iter():
            if _name(element) == "txbxContent" and not any(
                _name(above) == "mc:Fallback" for above in element.iterancestors()
            ):
                yield from self.paragraphs(element)

    def _elements(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Each `w:p`, in order."""
        for child in parent:
            name = _name(child)
            if name == "p":
                yield child
            elif name == "tbl" and (cell := _only_cell(child)) is not None:
                yield from self._elements(cell)
            elif name in AROUND or (name == "sdt" and _filled(child)):
                yield from self._elements(child)
            elif name == "mc:AlternateContent" and len(child):
                yield from self._elements(child[0])

    def _text(self, parent: etree._Element, hidden: bool, fields: list[bool]) -> Iterator[str]:
        """`fields` says of each field that is open here whether its result has begun."""
        for child in parent:
            name = _name(child)
            if name == "r":
                properties = _child(child, "rPr")
                if not _hidden(self._styles.of_run(properties), properties, otherwise=hidden):
                    yield from self._run(child, hidden, fields)
            elif name in AROUND_RUNS or (name == "sdt" and _filled(child)):
                yield from self._text(child, hidden, fields)

    def _run(self, run: etree._Element, hidden: bool, fields: list[bool]) -> Iterator[str]:
        for child in run:
            name = _name(child)
            if name == "fldChar":
                _step(fields, _value(child, "fldCharType"))
            elif not all(fields):
                continue  # a field's instruction
            elif name == "t":
                yield child.text or ""
            elif name == "ruby":
                yield from self._text(child, hidden, fields)
            else:
                yield SIGNS.get(name, "")


def _step(fields: list[bool], kind: str) -> None:
    if kind == "begin":
        fields.append(False)
    elif fields and kind == "separate":
        fields[-1] = True
    elif fields and kind == "end":
        fields.pop()


def _level(properties: etree._Element | None, styles: list[tuple[str, etree._Element | None]]) -> int | None:
    """Of a heading: from the paragraph itself, else from the nearest style that tells."""
    for name, holder in [("", properties), *((name, _child(style, "pPr")) for name, style in styles)]:
        if heading := HEADING.fullmatch(name):
            return int(heading.group(1))
        if name in ("title", "subtitle"):
            return TITLE if name == "title" else TITLE + 1
        outline = _value(_child(holder, "outlineLvl"))
        if outline.isdecimal():
            return int(outline) + 1 if int(outline) < BODY_LEVEL else None
    return None


def _hidden(
    styles: list[tuple[str, etree._Element | None]],
    properties: etree._Element | None = None,
    *,
    otherwise: bool = False,
) -> bool:
    """Whether text is, by its own properties or else by the nearest style that tells."""
    for holder in [properties, *(_child(style, "rPr") for _, style in styles)]:
        if (vanish := _child(holder, "vanish")) is not None:
            return _value(vanish) not in FALSE
    return otherwise


def _only_cell(table: etree._Element) -> etree._Element | None:
    """The cell of a table that has one."""
    rows = [row for row in table if _name(row) == "tr"]
    cells = [cell for row in rows[:2] for cell in row if _name(cell) == "tc"]
    return cells[0] if len(rows) == len(cells) == 1 else None


def _filled(control: etree._Element) -> bool:
    """Whether a content control holds words of the author's, and no table of contents."""
    properties = _child(control, "sdtPr")
    gallery = _value(_child(_child(properties, "docPartObj"), "docPartGallery"))
    return _child(properties, "showingPlcHdr") is None and gallery.lower() != "table of contents"


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next((child for child in element if _name(child) == name), None) if element is not None else None


def _value(element: etree._Element | None, attribute: str = "val") -> str:
    """Of an attribute in the element's own namespace."""
    if element is None:
        return ""
    return str(element.get(f"{element.tag.rpartition('}')[0]}}}{attribute}") or "")


def _name(element: etree._Element) -> str:
    return _local(element.tag)


@lru_cache(4_096)
def _local(tag: str) -> str:
    """`p` of Word's own elements, `mc:Choice` of alternatives, "" of others."""
    namespace, _, name = tag.rpartition("}")
    if namespace in WORD:
        return name
    return f"mc:{name}" if namespace == ALTERNATIVES else ""
