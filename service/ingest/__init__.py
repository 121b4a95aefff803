"""Bytes or a string in, a `Document` out."""

from service.ingest.readers import read_bytes, read_text

__all__ = ["read_bytes", "read_text"]
