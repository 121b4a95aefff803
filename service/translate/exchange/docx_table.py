"""The bilingual table as a Word document (DOCX; Office Open XML, ECMA-376), read back as its reader sees it.

The record is a part of its own (custom XML), which word processors keep. Tracked changes are taken as accepted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from service.core.errors import InvalidExchange
from service.core.translation import Translation
from service.ingest.content import Limits
from service.ingest.package import Package
from service.translate.exchange import table
from service.translate.exchange.docx_parts import MAIN, PARTS, RECORD, TRANSLATION, WORD, document
from service.translate.exchange.table import Cells, Record
from service.translate.exchange.xml import as_json, name
from service.translate.safe_xml import require_size

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: the same translation gives the same bytes
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
GONE = {"del", "moveFrom", "tbl", "txbxContent"}


def write(translation: Translation) -> bytes:
    """A document that `read` gives back as the same translation, `records.settled`.

    Raises InvalidExchange for no segments, two of one number, or without language codes.
    """
    translation, record = table.recorded(translation)
    root = etree.Element(f"{{{TRANSLATION}}}translation", nsmap={None: TRANSLATION})
    for tag, value in (("about", record.about), *(("segment", one) for one in record.segments)):
        etree.SubElement(root, f"{{{TRANSLATION}}}{tag}").text = as_json(value)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in (PARTS | {MAIN: document(translation), RECORD: _serialised(root)}).items():
            archive.writestr(zipfile.ZipInfo(part, EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _serialised(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def read(data: bytes) -> Translation:
    """The translation in a document.

    Raises TooLarge, DocumentDamaged, DocumentLocked, and InvalidExchange as `table.read` does.
    """
    require_size(data)
    package = Package(data, Limits())
    if MAIN not in package:
        raise InvalidExchange("The file is no Word document (DOCX) with a table.")
    tables = [list(_rows(one)) for one in package.tree(MAIN).iter(f"{{{WORD}}}tbl")]
    return table.read(tables, _record(package))


def _record(package: Package) -> Record | None:
    """In whatever part it is: programs name these anew. None where a program left it out."""
    for part in package.names:
        if part.startswith("customXml/item") and part.endswith(".xml"):
            root = package.tree(part)
            if root.tag == f"{{{TRANSLATION}}}translation":
                return table.record_of([one.text or "" for one in root])
    return None


def _rows(table_: etree._Element) -> Iterator[Cells]:
    """Of the table itself, not of one in a cell; also rows and cells in controls and changes."""
    for number, row in enumerate(_nearest(table_, "tr"), 1):
        yield Cells(tuple("\n".join(map(_text, _nearest(cell, "p"))) for cell in _nearest(row, "tc")), number)


def _nearest(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element.iterchildren("{*}*"):
        found = name(child)
        if found == tag:
            yield child
        elif found not in GONE:
            yield from _nearest(child, tag)


def _text(paragraph: etree._Element) -> str:
    return "".join(_parts(paragraph))


def _parts(element: etree._Element) -> Iterator[str]:
    for child in element.iterchildren("{*}*"):
        tag = name(child)
        if tag == "t":
            yield child.text or ""
        elif tag in SIGNS:
            yield SIGNS[tag]
        elif tag not in GONE and not tag.endswith("Pr"):
            yield from _parts(child)
