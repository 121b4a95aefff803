"""Mail (EML: RFC 5322, MIME) through the standard library. Nothing is fetched, and no attachment is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import errors, policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from service.core.errors import DocumentDamaged, DocumentLocked, EmptyDocument
from service.ingest import html, plain
from service.ingest.content import Block, Content, Limits, Mark, Note
from service.ingest.layout import blocks
from service.ingest.rows import lines_of

DEEPEST = 5  # mails within each other that are read
QUOTED = re.compile(r"^>.*$", re.M)  # of the mail that is answered
STUFFED = re.compile(r"^ ", re.M)  # RFC 3676, 4.4
SOFT = re.compile(r"(?<!^--) \n(?=[^\n])", re.M)  # a line that flows on (RFC 3676, 4.1), but for a signature's mark
# The library takes the square of a header's length. It parses these two while it reads; the others when asked.
STRUCTURE = re.compile(rb"^content-(?:type|transfer-encoding)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*", re.M | re.I)
MAX_HEADER = 5_000  # characters
# What the library's parsers of headers raise, beside their own errors, on headers that are none.
BROKEN_HEADER = (errors.MessageError, ValueError, IndexError, AttributeError, TypeError, RecursionError)
CUT = (errors.CloseBoundaryNotFoundDefect, errors.InvalidBase64LengthDefect)
BROKEN = (
    errors.NoBoundaryInMultipartDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.MultipartInvariantViolationDefect,
)

Found = tuple[list[Block], set[Note]]


def read(data: bytes, limits: Limits) -> Content:
    """The mail's text: its plain part, or else its HTML part; then the mails forwarded in it, each under its subject.

    Lines quoted with `>` are left out. Raises DocumentDamaged, DocumentLocked, EmptyDocument, NotText.
    """
    if any(len(header[0]) > MAX_HEADER for header in STRUCTURE.finditer(data)):
        raise DocumentDamaged(f"The mail describes a part in more than {MAX_HEADER:,} characters, which none does.")
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        _require_sound(message)
        found, notes = _text(message, limits, 1)
    except RecursionError:
        raise DocumentDamaged("The mail nests its parts too deep to be read.") from None
    if not found and notes:
        raise EmptyDocument("The mail has no text of its own, only attachments; send the attached file itself.")
    subject = _header(message, "subject")
    if found and subject and found[0].text != subject:
        found.insert(0, Block(text=subject, heading=True, level=1))
    return Content(
        blocks=tuple(
            block.model_copy(update={"marks": (Mark(offset=0, line=number),)}) for number, block in enumerate(found, 1)
        ),
        title=subject,
        author=_sender(message),
        published=_day(message),
        notes=tuple(sorted(notes)),
    )


def _require_sound(message: EmailMessage) -> None:
    """Raises DocumentDamaged, DocumentLocked."""
    if not message.keys():
        raise DocumentDamaged("The file has no head with the sender, the date and the subject, as a mail has.")
    for part in message.walk():
        if part.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
            raise DocumentLocked("The mail is encrypted.")
        if part.get_content_maintype() != "multipart":
            part.get_payload(decode=True)  # only this finds what is wrong with its encoding
        for defect in part.defects:
            if isinstance(defect, CUT):
                raise DocumentDamaged("The mail is cut off: it ends inside one of its parts.")
            if isinstance(defect, BROKEN):
                raise DocumentDamaged(
                    "The mail is said to have several parts, and the bounds between them are missing."
                )


def _text(part: MIMEPart, limits: Limits, depth: int) -> Found:
    """The blocks of a part and of those in it, in order, and what was not read."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return _forwarded(part, limits, depth)
    if part.get_content_disposition() == "attachment":
        return [], {Note.ATTACHMENTS}
    if kind == "multipart/alternative":  # the same text several times
        order = sorted(part.iter_parts(), key=lambda each: each.get_content_type() != "text/plain")
        return next((found for each in order if (found := _text(each, limits, depth))[0]), ([], set()))
    if kind == "multipart/related":  # the first part, and what it shows
        return next((_text(each, limits, depth) for each in part.iter_parts()), ([], set()))
    if part.is_multipart():
        return _joined(_text(each, limits, depth) for each in part.iter_parts())
    if kind == "text/plain":
        return list(blocks(lines_of(plain.clean(_unquoted(part))))), set()
    if kind == "text/html":
        content = html.read(_characters(part).encode("utf-8", "replace"), limits)
        return list(content.blocks), set(content.notes)
    return [], {Note.ATTACHMENTS}


def _forwarded(part: MIMEPart, limits: Limits, depth: int) -> Found:
    """The mail in a part, under its subject."""
    inner = next(part.iter_parts(), None)
    if inner is None or depth == DEEPEST:
        return [], {Note.ATTACHMENTS}
    found, notes = _text(inner, limits, depth + 1)
    subject = _header(inner, "subject")
    if found and subject:
        found.insert(0, Block(text=subject, heading=True, level=min(depth + 1, 6)))
    return found, notes


def _joined(parts: Iterator[Found]) -> Found:
    every, left = [], set()
    for found, notes in parts:
        every += found
        left |= notes
    return every, left


def _characters(part: MIMEPart) -> str:
    """In the charset that the part states, where its bytes are in it. Raises NotText."""
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        return plain.decode(data)


def _unquoted(part: MIMEPart) -> str:
    """Without quoted lines, and with the lines of format=flowed joined."""
    text = QUOTED.sub("", plain.NEWLINES.sub("\n", _characters(part)))
    if part.get_param("format", "") != "flowed":
        return text
    return SOFT.sub("" if part.get_param("delsp", "") == "yes" else " ", STUFFED.sub("", text))


def _header(message: MIMEPart, name: str) -> str:
    """On one line; as it stands in the file where it cannot be parsed."""
    raw = _raw(message, name)
    try:
        value = str(message[name] or "") if len(raw) <= MAX_HEADER else raw[:MAX_HEADER]
    except BROKEN_HEADER:
        value = raw
    return " ".join(value.split())


def _raw(message: MIMEPart, name: str) -> str:
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _sender(message: MIMEPart) -> str:
    """The names, not the addresses, of those whom the mail is from."""
    try:
        senders = message["from"].addresses if 0 < len(_raw(message, "from")) <= MAX_HEADER else ()
    except BROKEN_HEADER:
        return ""
    return ", ".join(sender.display_name for sender in senders if sender.display_name)


def _day(message: MIMEPart) -> date | None:
    """The calendar day that the mail was sent on, where it was sent."""
    try:
        sent = message["date"].datetime if 0 < len(_raw(message, "date")) <= MAX_HEADER else None
    except BROKEN_HEADER:
        return None
    return sent.date() if sent else None
