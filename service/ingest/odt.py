"""OpenDocument texts (ODT; OASIS OpenDocument, ISO/IEC 26300).

A document's words are read as its reader sees them, with tracked changes accepted. Left out: deleted and hidden text,
notes, annotations, headers and footers, tables (but a table of one cell is a frame round the text), captions, indexes;
frames too, unless there is no other text. odfdo stops at a comment in the XML and gives notes and annotations among the
words of a paragraph, so the parts are walked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from service.core.errors import DocumentDamaged, DocumentLocked
from service.ingest.content import Content, Limits
from service.ingest.office import TITLE, Paragraph, content
from service.ingest.package import Package

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    f"{ODF}drawing:1.0": "draw",
    f"{ODF}meta:1.0": "meta",
    f"{ODF}office:1.0": "office",
    f"{ODF}style:1.0": "style",
    f"{ODF}table:1.0": "table",
    f"{ODF}text:1.0": "text",
    "http://purl.org/dc/elements/1.1/": "dc",
}
OFFICE, STYLE, TABLE, TEXT = (f"{{{ODF}{name}:1.0}}" for name in ("office", "style", "table", "text"))
# Elements that hold paragraphs and mean nothing for their words.
AROUND = {"text:list", "text:list-item", "text:list-header", "text:numbered-paragraph", "text:section"}
# Elements within a paragraph whose words are not its own; of others that begin with text: they are.
LEFT_OUT = {"text:note", "text:hidden-text", "text:ruby-text", "text:script"}
SIGNS = {"text:tab": " ", "text:line-break": "\n"}
PROTECTED = b"encryption-data"  # an element of the manifest, for each part that is encrypted
LEVELS = {"Title": TITLE, "Subtitle": TITLE + 1}  # of styles, whose names do not change with the language
CAPTION = "Caption"


def read(data: bytes, limits: Limits) -> Content:
    """The paragraphs and headings of an ODT. Raises DocumentDamaged, DocumentLocked, TooLarge."""
    package = Package(data, limits)
    if "META-INF/manifest.xml" in package and PROTECTED in package.read("META-INF/manifest.xml"):
        raise DocumentLocked("The document is encrypted with a password.")
    root = package.tree("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DocumentDamaged("The file's part content.xml is no text document.")
    styles = package.tree("styles.xml") if "styles.xml" in package else None
    about = package.tree("meta.xml") if "meta.xml" in package else None
    words = _Words(_Styles(styles, root))
    return content(
        words.paragraphs(body),
        words.frames(body),
        title=_property(about, "dc:title"),
        author=_property(about, "meta:initial-creator") or _property(about, "dc:creator"),
        limits=limits,
    )


def _property(about: etree._Element | None, name: str) -> str:
    if about is None:
        return ""
    return next((element.text or "" for element in about.iter() if _name(element) == name), "")


class _Styles:
    """Those of the document and, over them, those that its program made for single places."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles = {
            (style.get(f"{STYLE}family"), style.get(f"{STYLE}name")): style
            for root in roots
            if root is not None
            for holder in root
            if _name(holder) in ("office:styles", "office:automatic-styles")
            for style in holder
            if _name(style) == "style:style"
        }

    def of(self, element: etree._Element, family: str) -> dict[str, etree._Element | None]:
        """The element's style and those that it is made from by name, nearest first."""
        found: dict[str, etree._Element | None] = {}
        name = element.get(f"{TEXT}style-name")
        while name and name not in found:
            style = found[name] = self._styles.get((family, name))
            name = style.get(f"{STYLE}parent-style-name") if style is not None else None
        return found


class _Words:
    """Walks paragraphs, and the text in them."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles

    def paragraphs(self, parent: etree._Element) -> Iterator[Paragraph]:
        for child in parent:
            name = _name(child)
            if name in ("text:p", "text:h"):
                yield from self._paragraph(child)
            elif name == "table:table" and (cell := _only_cell(child)) is not None:
                yield from self.paragraphs(cell)
            elif name in AROUND and not _is_hidden(child):
                yield from self.paragraphs(child)

    def frames(self, parent: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs of frames that hold text."""
        for element in parent.iter():
            if _name(element) == "draw:text-box":
                yield from self.paragraphs(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        styles = self._styles.of(element, "paragraph")
        if CAPTION in styles or any(_name(part) == "text:hidden-paragraph" and _is_hidden(part) for part in element):
            return
        text = "".join(self._text(element, _display(styles, hidden=False)))
        if text.strip():
            yield Paragraph(text, _level(element, styles))

    def _text(self, parent: etree._Element, hidden: bool) -> Iterator[str]:
        if not hidden:
            yield parent.text or ""
        for child in parent:
            name = _name(child)
            if name == "text:s":
                yield " "
            elif name in SIGNS:
                yield SIGNS[name]
            elif name.startswith("text:") and name not in LEFT_OUT:
                inner = _display(self._styles.of(child, "text"), hidden) if name == "text:span" else hidden
                yield from self._text(child, inner)
            if not hidden:
                yield child.tail or ""


def _level(element: etree._Element, styles: dict[str, etree._Element | None]) -> int | None:
    """Of a heading: a title is known by its style only."""
    for name in styles:
        if name in LEVELS:
            return LEVELS[name]
    if _name(element) == "text:p":
        return None
    level = element.get(f"{TEXT}outline-level", "1")
    return max(1, int(level)) if level.isdecimal() and len(level) < 3 else 1


def _display(styles: dict[str, etree._Element | None], hidden: bool) -> bool:
    """Whether text is hidden, by the nearest style that tells, or else as what it stands in."""
    for style in styles.values():
        properties = style.find(f"{STYLE}text-properties") if style is not None else None
        display = properties.get(f"{TEXT}display") if properties is not None else None
        if display:
            return bool(display == "none")
    return hidden


def _is_hidden(element: etree._Element) -> bool:
    """Of a section or a paragraph's mark; a condition's last outcome stands beside it."""
    return bool(element.get(f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true")


def _only_cell(table: etree._Element) -> etree._Element | None:
    """The cell of a table that has one."""
    cells = table.findall(f"{TABLE}table-row/{TABLE}table-cell")
    return cells[0] if len(cells) == 1 else None


def _name(element: etree._Element) -> str:
    return _prefixed(element.tag)


@lru_cache(4_096)
def _prefixed(tag: str) -> str:
    """`text:p`, whatever prefix the file has; "" outside the namespaces above."""
    namespace, _, name = tag.lstrip("{").rpartition("}")
    prefix = NAMESPACES.get(namespace)
    return f"{prefix}:{name}" if prefix else ""
