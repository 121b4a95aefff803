"""Files that are zips of XML (DOCX, ODT), opened so that a hostile one can do no harm.

Nothing is written to disk or fetched, so what a member's name or a link says does not matter. Members are unpacked one
by one, only those that are asked for. What a parser would expand (a document type with its entities) is refused before
one sees it: neither format has any use for it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.parsers import expat

from lxml import etree

from service.core.errors import DocumentDamaged, DocumentLocked, TooLarge
from service.ingest.content import Limits

MEMBERS = 10_000  # in one file, at most
DEPTH = 200  # elements within each other, at most
ENTRY = b"PK\x01\x02"  # begins a member's entry in the list of members
ENCRYPTED = 0x1  # in a member's flags
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # that both standards allow; others unpack in leaps
ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")  # in which both parsers read the same characters
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
)


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip in `data`, its list of members read.

    Raises TooLarge (members), DocumentLocked (an encrypted one), DocumentDamaged.
    """
    count = data.count(ENTRY)  # at least as many as are listed; the list itself takes much memory
    if count > MEMBERS:
        raise TooLarge(f"The file has {count:,} members; the limit is {MEMBERS:,}.", limit=MEMBERS, actual=count)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise DocumentDamaged(f"The file begins as a zip (DOCX and ODT are such) and is damaged: {error}.") from error
    if any(member.flag_bits & ENCRYPTED for member in archive.infolist()):
        raise DocumentLocked("The file is encrypted with a password.")
    return archive


def unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member that is there: never more than it states, even for a moment. Raises DocumentDamaged."""
    member = archive.getinfo(name)
    if member.compress_type not in METHODS:
        raise DocumentDamaged(f"The file's part {name} is compressed in a way that its format does not allow.")
    try:
        with archive.open(member) as stream:
            return stream.read(member.file_size + 1)  # without a size it would unpack all that is there
    except BROKEN as error:
        raise DocumentDamaged(f"The file's part {name} cannot be unpacked: {error}.") from error


class Package:
    """The members of a zip. Raises what `opened` raises, and TooLarge where they unpack to more than the limit."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = opened(data)
        self._limits = limits
        self._names = self._archive.namelist()
        size, limit = sum(member.file_size for member in self._archive.infolist()), limits.unpacked_bytes
        if size > limit:
            raise TooLarge(f"The file unpacks to {size:,} bytes; the limit is {limit:,}.", limit=limit, actual=size)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """Of the members, in the order of their list."""
        return tuple(self._names)

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises DocumentDamaged."""
        count = self._names.count(name)
        if count != 1:
            raise DocumentDamaged(f"The file has no part {name}." if not count else f"The file has two parts {name}.")
        return unpacked(self._archive, name)

    def tree(self, name: str) -> etree._Element:
        """The root of a member that is XML, without comments. Raises DocumentDamaged, TooLarge."""
        xml = self.read(name)
        _Check(name, self._limits).check(xml)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(xml, parser)
        except etree.XMLSyntaxError as error:
            reason = error.msg.partition("\n")[0]
            raise DocumentDamaged(f"The file's part {name} is not well-formed XML: {reason}.") from error


class _Check:
    """A first pass over XML, which keeps nothing: no document type, not too deep, no endless text."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._characters = limits.characters
        self._depth = 0
        self._run = 0

    def check(self, xml: bytes) -> None:
        """Raises DocumentDamaged, TooLarge."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise DocumentDamaged(f"The file's part {self._name} is not well-formed XML: {error}.") from error

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ENCODINGS:
            raise DocumentDamaged(f"The file's part {self._name} is in the encoding {encoding}, not in Unicode.")

    def _doctype(self, *_: object) -> None:
        raise DocumentDamaged(
            f"The file's part {self._name} declares a document type (DTD) with entities, which is not read."
        )

    def _start(self, _tag: str, _attributes: object) -> None:
        self._run = 0
        self._depth += 1
        if self._depth > DEPTH:
            raise DocumentDamaged(f"The file's part {self._name} nests more than {DEPTH} elements.")

    def _end(self, _tag: str) -> None:
        self._run = 0
        self._depth -= 1

    def _text(self, text: str) -> None:
        self._run += len(text)
        if self._run > self._characters:
            raise TooLarge(
                f"One run of text in the file has over {self._characters:,} characters, the limit for a document.",
                limit=self._characters,
                actual=self._run,
            )
