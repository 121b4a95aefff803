"""WARC (ISO 28500): the pages that were fetched, as articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from service.batch.archive.member import Item, Member
from service.batch.archive.names import shown
from service.batch.archive.streams import BROKEN, PIECE, Stream, reason
from service.batch.article import Article, Unreadable
from service.core.errors import MemberUnreadable, MissingExtra, PlumblineError, TooLarge

SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "application/xhtml+xml": ".html"}
HEADERS = 256_000  # bytes of one record's
PLAIN = ("", "identity")


def read(member: Member, limit: int) -> Iterator[Item]:
    """An article for each response (status 200) and resource that is text, with its address as id.

    Other records are none. `metadata` has the address as `url` and the time of fetching as `fetched`.
    Raises MissingExtra.
    """
    try:
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.recordloader import ArcWarcRecordLoader
        from warcio.statusandheaders import StatusAndHeadersParserException
    except ModuleNotFoundError as error:
        raise MissingExtra("WARC needs warcio: pip install 'plumbline[archive]'.") from error
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    source = _Headers(member.stream)
    while start := source.first():
        try:
            record = loader.parse_record_stream(source, start, "warc")
            if record.length is None:
                raise ValueError("a record does not say how long it is")
        except (*BROKEN, ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError) as error:
            yield member.rest(member.stream.broken or reason(error))
            return
        item = _item(record, member, limit)
        while record.raw_stream.read(PIECE):
            pass
        if record.raw_stream.limit:  # bytes that it should have
            yield member.rest(member.stream.broken or "a record ends too early")
            return
        if item:
            yield item
    if member.stream.broken:
        yield member.rest(member.stream.broken)


class _Headers:
    """A stream whose lines are headers, of which no record has more than a limit: they are held."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._left = HEADERS
        self.read = stream.read

    def first(self) -> bytes:
        """The first line of the next record; b"" at the end."""
        self._left = HEADERS
        while (line := self._stream.readline(HEADERS)) and not line.strip():
            pass
        return line

    def readline(self, length: int | None = None) -> bytes:
        line = self._stream.readline(self._left if length is None else min(length, self._left))
        self._left -= len(line)
        if not self._left:
            raise ValueError("a record has no end of its headers")
        return line

    def tell(self) -> int:
        return 0  # asked for before and after headers that are not this stream's


def _item(record: Any, member: Member, limit: int) -> Item | None:
    headers = record.http_headers
    if record.rec_type not in ("response", "resource") or (headers and not headers.statusline.startswith("200")):
        return None
    media_type = (headers.get_header("Content-Type") if headers else record.content_type) or ""
    suffix = SUFFIXES.get(media_type.partition(";")[0].strip().lower())
    url = shown(record.rec_headers.get_header("WARC-Target-URI") or "")
    if not suffix or not url:
        return None
    try:
        content = _content(record, url, limit)
    except PlumblineError as error:
        return Unreadable(member.prefix + url, error)
    fetched = shown(record.rec_headers.get_header("WARC-Date") or "")
    return Article(member.prefix + url, content, _name(url, suffix), metadata={"url": url, "fetched": fetched})


def _content(record: Any, url: str, limit: int) -> bytes:
    """What the page's server sent, unpacked. Raises MemberUnreadable, TooLarge."""
    encoding = ((record.http_headers and record.http_headers.get_header("Content-Encoding")) or "").strip().lower()
    if encoding not in (*PLAIN, "gzip", "deflate"):
        raise MemberUnreadable(f"{url} is compressed with {shown(encoding)}, which is not read here.")
    data = bytearray()
    try:
        stream = record.content_stream()
        while piece := stream.read(PIECE):
            data += piece
            if len(data) > limit:
                raise TooLarge(f"{url} is over {limit:,} bytes (PLUMBLINE_MAX_BODY_BYTES).")
    except BROKEN as error:
        raise MemberUnreadable(f"{url} is damaged: {reason(error)}.") from error
    decompressor = getattr(stream, "decompressor", None)
    if data and decompressor and not decompressor.eof:
        raise MemberUnreadable(f"{url} is damaged: its compressed text ends too early.")
    return bytes(data)


def _name(url: str, suffix: str) -> str:
    try:
        stem = PurePosixPath(urlsplit(url).path).stem
    except ValueError:
        stem = ""
    return (stem or "page") + suffix
