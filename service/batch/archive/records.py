"""JSON Lines: one object a line, with its text or the path of a file beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from service.batch.archive.compression import unpack
from service.batch.archive.member import Item, Member
from service.batch.archive.streams import BROKEN, Stream, lines, reason, whole
from service.batch.archive.values import described
from service.batch.archive.values import whole as characters
from service.batch.article import Article, Unreadable
from service.core.errors import FileUnreadable, InvalidRecord, PlumblineError, TooLarge

BOM = b"\xef\xbb\xbf"


def read(member: Member, limit: int) -> Iterator[Item]:
    """An article for each line; blank lines are none. One without an id is called FILE:LINE."""
    for number, line in lines(member.stream, limit):
        where = f"{member.id}:{number}"
        if line is None:
            yield Unreadable(where, TooLarge(f"{where} is over {limit:,} bytes (PLUMBLINE_MAX_BODY_BYTES)."))
        elif stripped := line.removeprefix(BOM).strip():
            try:
                record = _parse(stripped, where)
            except InvalidRecord as error:
                yield Unreadable(where, error)
            else:
                yield read_record(record, where, member, limit)
    if member.stream.broken:
        yield member.rest(member.stream.broken)


def _parse(line: bytes, where: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidRecord(f"{where} is not JSON: {reason(error)}.") from error
    if not isinstance(record, dict):
        raise InvalidRecord(f"{where} is not a JSON object.")
    return record


def read_record(record: Mapping[str, Any], where: str, member: Member, limit: int) -> Item:
    """The article of a line or a row at `where`; text goes before path, and all other fields are metadata."""
    try:
        return _article(record, where, member, limit)
    except PlumblineError as error:
        return Unreadable(where, error)


def _article(record: Mapping[str, Any], where: str, member: Member, limit: int) -> Article:
    text, path = record.get("text"), record.get("path")
    name = ""
    if isinstance(text, str):
        content = text.encode("utf-8", "surrogatepass")
        if len(content) > limit:
            raise TooLarge(f"{where} is over {limit:,} bytes (PLUMBLINE_MAX_BODY_BYTES).")
    elif text is None and isinstance(path, str):
        name, content = _beside(path, where, member.folder, limit)
    else:
        raise InvalidRecord(f"{where} has neither a text nor a path that is a string.")
    title, language, metadata = described(record, ("id", "path" if name else "text"), where)
    return Article(_id(record, where, member.prefix), content, name, title, language, metadata)


def _id(record: Mapping[str, Any], where: str, prefix: str) -> str:
    own = record.get("id")
    if own is None or own == "":
        return where
    if isinstance(own, bool) or not isinstance(own, str | int):
        raise InvalidRecord(f"{where} has an id that is neither a string nor a whole number.")
    return prefix + characters(str(own))


def _beside(path: str, where: str, folder: Path | None, limit: int) -> tuple[str, bytes]:
    """Name and bytes of the file that a record names. Raises FileUnreadable, TooLarge, MemberUnreadable."""
    if folder is None:
        raise FileUnreadable(f"{where} names a file, which only records in a file on disk can.")
    try:
        target = (folder / path).resolve()
        if not target.is_relative_to(folder.resolve()) or not target.is_file():
            raise FileUnreadable(f"{where} names {characters(path)}, which is no file in the folder of its list.")
        with target.open("rb") as file:
            stream, name = unpack(Stream(file), target.name)
            return name, whole(stream, limit, where)
    except BROKEN as error:
        raise FileUnreadable(f"{where} names a file that cannot be read: {reason(error)}.") from error
