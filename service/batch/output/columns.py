"""What a shard holds: columns for those who count and search, and the whole summary as JSON beside them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from pydantic_core import from_json

from service.batch.output.lines import Row, json_bytes

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("key", pa.string(), nullable=False),
        pa.field("sha256", pa.string(), nullable=False),
        ("duplicate_of", pa.string()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("status", pa.string()),
        ("abstract", pa.string()),
        (
            "claims",
            pa.list_(
                pa.struct(
                    [
                        ("text", pa.string()),
                        ("kind", pa.string()),
                        ("speaker", pa.string()),
                        ("start", pa.int64()),
                        ("end", pa.int64()),
                        ("line", pa.int64()),
                    ]
                )
            ),
        ),
        ("withheld", pa.list_(pa.struct([("text", pa.string()), ("reason", pa.string()), ("detail", pa.string())]))),
        ("metadata", pa.string()),
        ("summary", pa.string()),
    ]
)


def columns(row: Row) -> dict[str, Any]:
    """The row by column; of a duplicate without a summary only what the row itself says."""
    head = {
        "id": _whole(row.id),
        "key": row.key,
        "sha256": row.sha256,
        "duplicate_of": None if row.duplicate_of is None else _whole(row.duplicate_of),
        "metadata": json_bytes(dict(row.metadata)).decode(),
        "summary": row.summary,
    }
    if row.summary is None:
        return head
    parts = from_json(row.summary)
    return head | {
        "title": parts["document"]["title"],
        "language": parts["document"]["language"],
        "status": parts["status"],
        "abstract": parts["abstract"]["text"],
        "claims": [_claim(claim) for claim in parts["claims"]],
        "withheld": parts["withheld"],
    }


def _whole(id: str) -> str:
    """As lines have it: what is no character becomes ?."""
    return id.encode("utf-8", "replace").decode()


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    place = claim["evidence"][0] if claim["evidence"] else {}
    return {
        "text": claim["text"],
        "kind": claim["kind"],
        "speaker": claim["attribution"]["speaker"],
        "start": place.get("start"),
        "end": place.get("end"),
        "line": place.get("line"),
    }
