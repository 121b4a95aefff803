"""A writer behind the server that misbehaves, and what that server sends by hand."""

from __future__ import annotations

import json
from typing import Any

import anyio

from service.core.errors import ModelError
from service.models.base import Completion, Prompt, Writer
from service.models.openai_compatible import OpenAICompatible
from tests.models.misbehaving import Faults, Handler

PROMPT = Prompt("The council of Ardal met on Monday.", system="Summarise.")


async def no_wait(_: float) -> None:
    await anyio.sleep(0)


def model(url: str, **options: Any) -> OpenAICompatible:
    given: dict[str, Any] = {"model": "tiny", "timeout_seconds": 20, "sleep": no_wait} | options
    return OpenAICompatible(url, **given)


def write_one(writer: Writer, prompt: Prompt = PROMPT, max_tokens: int = 50) -> Completion | ModelError:
    ((index, done),) = writer.write([prompt], max_tokens=max_tokens)
    assert index == 0
    return done


def send(handler: Handler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in ({"content_type": "application/json", "content_length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def good(text: str = "The council met.") -> bytes:
    return json.dumps(
        {"choices": [{"message": {"content": text}}], "usage": {"prompt_tokens": 40, "completion_tokens": 4}}
    ).encode()


def ready(url: str, faults: Faults, **options: Any) -> OpenAICompatible:
    """A writer that has learnt how the server counts, so that the next chat call is the prompt's."""
    writer = model(url, **options)
    assert isinstance(write_one(writer), Completion)
    faults.seen.clear()
    return writer
