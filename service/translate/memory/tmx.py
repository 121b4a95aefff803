"""TMX 1.4b (https://www.gala-global.org/tmx-14b), in and out; files of 1.1 to 1.4 are read alike.

- Inline codes (`bpt`, `ept`, `ph`, `it`, `ut`) are left out with all that is in them, `sub` too, which is a text of its
  own (a footnote, a title); a `ph` for a line break is a space. The text of `hi` stays.
- A context is in the properties `prev` and `next` (OmegaT) or `x-context-pre` and `x-context-post` (memoQ), the
  document's name in `file`.
- A DOCTYPE is left unread; one that declares entities is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from lxml import etree

from service import __version__
from service.core.errors import InvalidMemory, TooLarge
from service.core.translation import Entry
from service.translate.memory.languages import canonical
from service.translate.memory.tmx_units import ALL, entries_of, local_name, unit_of

MAX_BYTES = 256 * 1024 * 1024


def read(
    data: bytes, *, source_language: str = "", target_language: str = "", max_bytes: int = MAX_BYTES
) -> Iterator[Entry]:
    """The entries of a file, as they are read.

    Out of the language that `srclang` names into each other one; of a unit whose `srclang` is *all* or none of its
    languages, every one into every other. Where a language is asked for, only entries of it, out of whichever language
    the file gives: en takes en-US. A text that is empty gives no entry, a date that is none no `approved`.
    Raises TooLarge, InvalidRequest for a language that is no code, and, as the entries are read, InvalidMemory with the
    line and what is wrong there.
    """
    if len(data) > max_bytes:
        raise TooLarge(
            f"The TMX file has {len(data):,} bytes; the limit is {max_bytes:,}.", limit=max_bytes, actual=len(data)
        )
    source = canonical(source_language) if source_language else ""
    target = canonical(target_language) if target_language else ""
    return _entries(data, source, target)


def write(entries: Iterable[Entry]) -> bytes:
    """A file of TMX 1.4b in UTF-8, one unit for each entry. Characters that XML forbids are dropped.

    Raises InvalidRequest for a language that is no code.
    """
    kept = list(entries)
    languages = {canonical(entry.source_language) for entry in kept}
    header = {
        "creationtool": "Plumbline",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "Plumbline",
        "adminlang": "en",
        "srclang": languages.pop() if len(languages) == 1 else ALL,
        "datatype": "plaintext",
    }
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration(doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with file.element("tmx", version="1.4"):
            file.write(etree.Element("header", header))
            with file.element("body"):
                for entry in kept:
                    file.write("\n", unit_of(entry))
    return out.getvalue()


def _entries(data: bytes, source: str, target: str) -> Iterator[Entry]:
    steps = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        tag=("{*}tmx", "{*}header", "{*}tu"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    srclang, begun = ALL, False
    try:
        for event, element in steps:
            if not begun:
                _begun(element.getroottree().getroot())
                begun = True
            name = local_name(element)
            if event == "start" and name == "header":
                srclang = element.get("srclang", ALL)
            elif event == "end" and name == "tu":
                yield from entries_of(element, element.get("srclang", srclang), source, target)
                _forget(element)
    except etree.XMLSyntaxError as error:
        told = steps.error_log[0] if steps.error_log else None
        line, reason = (told.line, told.message) if told else (1, "it is empty")
        raise InvalidMemory(f"Line {line} of the TMX file is not XML: {reason.strip().rstrip('.')}.") from error
    if not begun:
        _begun(steps.root)


def _begun(root: etree._Element) -> None:
    """Raises InvalidMemory where it is another format, or declares entities."""
    if local_name(root) != "tmx":
        raise InvalidMemory(f"Line {root.sourceline} is <{local_name(root)}>: a TMX file begins with <tmx>.")
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InvalidMemory("Line 1: the TMX file declares entities of its own, which are not read: save it without.")


def _forget(element: etree._Element) -> None:
    """Units that were read take no memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
