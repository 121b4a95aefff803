"""The results of a run, read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import from_json

from service.batch.output import jsonl
from service.batch.output.lines import SummaryLine
from service.core.errors import FileUnreadable, MissingExtra, OutputUnusable


def summaries(path: Path) -> Iterator[SummaryLine]:
    """The result that counts of each article of OUT.jsonl, or of the folder OUT.parquet, one at a time in memory.

    A run may be writing meanwhile. Raises FileUnreadable, OutputUnusable, MissingExtra.
    """
    try:
        yield from _parquet(path) if path.is_dir() else map(_whole, jsonl.newest(path))
    except ValidationError as error:
        raise OutputUnusable(f"{path} holds a result that has not the form of a run's.") from error
    except OSError as error:
        raise FileUnreadable(f"{path}: {error.strerror}.") from error


def _whole(line: bytes) -> SummaryLine:
    return SummaryLine.model_validate_json(line)


def _parquet(path: Path) -> Iterator[SummaryLine]:
    try:
        from service.batch.output import shards
    except ImportError as error:
        raise MissingExtra("Parquet takes pyarrow: pip install 'plumbline[parquet]'.") from error
    for row in shards.newest(path):
        parts = {name: from_json(row.pop(name)) for name in ("metadata", "summary") if row[name] is not None}
        yield SummaryLine.model_validate(row | parts)
