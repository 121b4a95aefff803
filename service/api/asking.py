"""What the headers of a request ask for."""

from __future__ import annotations

from fastapi import Request

STREAM = "text/event-stream"


def stream(request: Request) -> bool:
    """Whether the caller wants to be told how far the work is."""
    return STREAM in request.headers.get("accept", "")


def respond_async(request: Request) -> bool:
    """Whether the caller would rather have a job than wait (RFC 7240, section 4.1)."""
    preferences = ",".join(request.headers.getlist("prefer")).split(",")
    return any(item.split(";")[0].strip().lower() == "respond-async" for item in preferences)


def no_cache(request: Request) -> bool:
    """Whether no stored result will do (RFC 9111, section 5.2.1.4)."""
    directives = ",".join(request.headers.getlist("cache-control")).split(",")
    return any(item.strip().lower() in ("no-cache", "no-store") for item in directives)
