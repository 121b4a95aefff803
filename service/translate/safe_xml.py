"""XML that comes from anywhere, read so that it can do no harm (XXE, entities that grow, trees without an end)."""

from __future__ import annotations

import re

from lxml import etree

from service.core.errors import PlumblineError, TooLarge

MAX_BYTES = 64 * 1024 * 1024
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARED = re.compile(rb"<!ENTITY\b")


def require_size(data: bytes, what: str = "file", max_bytes: int = 0) -> None:
    """`max_bytes` 0 is MAX_BYTES. Raises TooLarge."""
    limit, actual = max_bytes or MAX_BYTES, len(data)
    if actual > limit:
        raise TooLarge(f"The {what} has {actual:,} bytes; the limit is {limit:,}.", limit=limit, actual=actual)


def parsed(data: bytes, damaged: type[PlumblineError], what: str = "file", max_bytes: int = 0) -> etree._Element:
    """The root, without comments. Nothing is fetched, and no entity expanded. `what` is the file's kind, for errors.

    Raises TooLarge, and `damaged` for what is no XML or has entities beyond those of XML, with the line.
    """
    require_size(data, what, max_bytes)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = error.msg.partition("\n")[0] if error.msg else "it is empty"
        raise damaged(f"Line {max(error.lineno or 1, 1)} of the {what} is not XML: {reason}.") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        declared = DECLARED.search(data)
        line = data.count(b"\n", 0, declared.start()) + 1 if declared else 1
        raise damaged(f"Line {line} of the {what} declares an entity of its own, which is not read.")
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise damaged(f"Line {entity.sourceline} of the {what} has {entity.text}, which stands for nothing known.")
    return root
