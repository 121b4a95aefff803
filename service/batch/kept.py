"""The results of an archive, read back: JSON Lines, or a folder of Parquet files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from service.batch.article import DATED, day_of
from service.core.errors import FileUnreadable, MissingExtra
from service.core.summary import Summary

PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")  # a year, or a month of one
ROWS = 256  # of a Parquet file, at a time


class Kept(BaseModel):
    """One article of the results, as far as those who read them back need it. `duplicate_of` is another's id."""

    model_config = ConfigDict(frozen=True)

    id: str
    summary: Summary
    metadata: Mapping[str, JsonValue] = Field(default_factory=dict)
    duplicate_of: str | None = None

    @property
    def date(self) -> str:
        """When it appeared, as ISO 8601: a day, a month or a year; "" when neither its metadata nor its file tell."""
        stated = next((found for field in DATED if (found := iso_date(self.metadata.get(field)))), "")
        day = self.summary.document.published
        return stated or (day.isoformat() if day else "")


def iso_date(value: object) -> str:
    """The day (or the month, or the year) of an ISO 8601 or an RFC 5322 date; "" of anything else."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if PARTIAL.fullmatch(text):
        return text
    day = day_of(text)
    return day.isoformat() if day else ""


def kept(line: str | bytes | Mapping[str, Any]) -> Kept | None:
    """The article of a line; None when it is none. Whoever reads counts those and says so."""
    try:
        return Kept.model_validate(line) if isinstance(line, Mapping) else Kept.model_validate_json(line)
    except ValidationError:
        return None


def read_rows(folder: Path) -> Iterator[dict[str, Any]]:
    """The lines that a folder of Parquet files stands for. Raises MissingExtra, FileUnreadable."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise MissingExtra(f"{folder} is Parquet, which needs pyarrow: pip install 'plumbline[archive]'.") from error
    for file in sorted(folder.glob("*.parquet")):
        try:
            with pq.ParquetFile(file) as table:
                for batch in table.iter_batches(batch_size=ROWS):
                    yield from map(_row, batch.to_pylist())
        except (OSError, pa.ArrowException) as error:
            raise FileUnreadable(f"{file} cannot be read: {error}.") from error


def read(out: Path) -> Iterator[bytes | dict[str, Any]]:
    """The lines of a file, or of a folder of Parquet files. Raises FileUnreadable, MissingExtra."""
    if out.is_dir():
        yield from read_rows(out)
        return
    try:
        with out.open("rb") as file:
            yield from file
    except OSError as error:
        raise FileUnreadable(f"{out} cannot be read: {error.strerror or error}.") from error


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """JSON in columns of text becomes what it says; a broken one stays, and is no line then."""
    for column in ("summary", "metadata"):
        if isinstance(row.get(column), str):
            try:
                row[column] = json.loads(row[column])
            except ValueError:
                continue
    return {name: value for name, value in row.items() if value is not None}
