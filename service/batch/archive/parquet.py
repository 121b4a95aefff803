"""Parquet: a row is a record with the columns id, text or path, title and language; the others are metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from service.batch.archive.member import Item, Member
from service.batch.archive.records import read_record
from service.batch.archive.streams import BROKEN, reason, whole
from service.batch.article import Unreadable
from service.core.errors import InvalidRecord, MemberUnreadable, MissingExtra

ROWS = 16  # held at a time
FOOTER = 10_000_000  # elements or bytes of a footer's lists and strings


def read(member: Member, limit: int) -> Iterator[Item]:
    """An article for each row, in order; one without an id is called FILE:ROW, from 1.

    A file that lies in an archive, or is compressed as a whole, is held: its end comes first.
    Raises MissingExtra, MemberUnreadable, TooLarge, InvalidRecord.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise MissingExtra("Parquet needs pyarrow: pip install 'plumbline[parquet]'.") from error
    broken = (*BROKEN, ArrowException, MemoryError)
    source = member.file or io.BytesIO(whole(member.stream, limit, member.id))
    try:
        file = ParquetFile(
            source,
            pre_buffer=False,
            buffer_size=64_000,
            thrift_string_size_limit=FOOTER,
            thrift_container_size_limit=FOOTER,
            page_checksum_verification=True,
        )
        names = set(file.schema_arrow.names)
        sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    except broken as error:
        raise MemberUnreadable(f"{member.id} is not a sound Parquet file: {reason(error)}.") from error
    with file:
        if not names & {"text", "path"}:
            raise InvalidRecord(f"{member.id} has neither a column named text nor one named path.")
        for group in range(len(sizes)):
            row = sum(sizes[:group])
            try:
                for batch in file.iter_batches(batch_size=ROWS, row_groups=[group], use_threads=False):
                    for index in range(batch.num_rows):
                        row += 1
                        yield _item(batch, index, f"{member.id}:{row}", member, limit)
            except broken as error:
                where = f"{member.id}:{row + 1}"
                detail = f"{where} and the rows after it in row group {group} are damaged: {reason(error)}."
                yield Unreadable(where, MemberUnreadable(detail))


def _item(batch: Any, index: int, where: str, member: Member, limit: int) -> Item:
    try:
        record = {name: batch.column(name)[index].as_py() for name in batch.schema.names}
    except BROKEN as error:
        return Unreadable(where, InvalidRecord(f"{where} cannot be read: {reason(error)}."))
    return read_record(record, where, member, limit)
