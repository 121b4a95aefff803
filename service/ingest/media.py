"""What a file is, from its bytes first; its name and what its sender says of it decide only between texts."""

from __future__ import annotations

import re
from posixpath import splitext

import puremagic

from service.core.errors import DocumentLocked, NotText
from service.ingest.package import opened, unpacked

PLAIN = "text/plain"
HTML = "text/html"
MARKDOWN = "text/markdown"
MAIL = "message/rfc822"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

SUFFIXES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".eml": MAIL,
    ".pdf": PDF,
    ".docx": DOCX,
    ".odt": ODT,
}
SAMPLE = 4_096  # bytes
LONG_MARK, SHORT_MARK = 6, 3  # bytes of another format's mark that are taken for no text: of letters, of others
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
WORD = re.compile(r"word/document\d*\.xml")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins Office files from before 2007, and those with a password since
LOCKED = "EncryptedPackage".encode("utf-16-le")  # names the stream of the latter (MS-OFFCRYPTO, 2.3.4.4)
PDF_WITHIN = 1_024  # bytes; readers look for the mark in so many (ISO 32000-1, annex H)
MARKUP = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
DATA = (  # that is text, and no article's
    (re.compile(rb"\s*(?:<\?xml\b|<(?:xliff|tmx|martif|tbx|rss|feed)\b)", re.I), "XML, of which only XHTML is read"),
    (re.compile(rb'\s*(?:\{\s*|\[\s*\{\s*)"[^"\n]*"\s*:'), "JSON; `plumbline batch` reads articles in JSON Lines"),
)
# Two fields of a mail's head (RFC 5322), of which one is sure to be there.
HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
MAIL_FIELD = re.compile(rb"^(?:from|date|received|message-id|mime-version|return-path):", re.I | re.M)
TEXT_TYPES = {HTML: HTML, MARKDOWN: MARKDOWN, MAIL: MAIL, "application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN}


def media_type(data: bytes, *, name: str = "", stated: str = "") -> str:
    """One of the types above. `name` is the file's, `stated` the type that its sender gives.

    Raises NotText for a format that is not read, DocumentLocked for a file with a password, DocumentDamaged for a zip
    whose list of members is lost, TooLarge for one with too many.
    """
    if b"%PDF-" in data[:PDF_WITHIN]:
        return PDF
    if data.startswith(ZIP):
        return _office(data)
    if data.startswith(COMPOUND):
        if LOCKED in data:
            raise DocumentLocked("The file is an Office document that is encrypted with a password.")
        raise NotText("This is an old Office file (as .doc is); save it as DOCX in a word processor, and send that.")
    beginning = data[:SAMPLE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if MARKUP.match(beginning):
        return HTML
    head = HEADER.match(data[:SAMPLE])
    if head and len(MAIL_FIELD.findall(head.group())) > 1:
        return MAIL
    _require_text(data)
    told = stated.partition(";")[0].strip().lower()
    if found := TEXT_TYPES.get(told) or SUFFIXES_OF_TEXT.get(splitext(name)[1].lower()):
        return found
    for form, what in DATA:
        if form.match(beginning):
            raise NotText(f"This is {what}.")
    return PLAIN


SUFFIXES_OF_TEXT = {suffix: kind for suffix, kind in SUFFIXES.items() if kind in (HTML, MARKDOWN, MAIL)}


def _office(data: bytes) -> str:
    """Which of the formats that are zips. Raises NotText, TooLarge, DocumentDamaged, DocumentLocked."""
    with opened(data) as archive:
        names = set(archive.namelist())
        if "mimetype" in names and archive.getinfo("mimetype").file_size <= SAMPLE:
            if unpacked(archive, "mimetype").strip() == ODT.encode():
                return ODT
        elif any(map(WORD.fullmatch, names)):
            return DOCX
    raise NotText("This is a zip archive that is neither DOCX nor ODT; `plumbline batch` reads archives.")


def _require_text(data: bytes) -> None:
    """Raises NotText when the first bytes are known for another format, and could hardly begin a text."""
    if data.startswith(BOMS):
        return
    try:
        found = puremagic.magic_string(data[:SAMPLE])
    except (puremagic.PureError, ValueError):
        return
    for match in found:
        mark = match.byte_match or b""
        if len(mark) >= LONG_MARK if mark.isascii() and not CONTROL.search(mark) else len(mark) >= SHORT_MARK:
            raise NotText(f"This is no text but another format: {match.name}.")
