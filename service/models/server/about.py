"""What a server says of its model: that it has it, its window, and what identifies it.

The window is how many tokens prompt and answer may have together. vLLM and SGLang give `max_model_len`, llama.cpp's
`/props` the context it runs with, Ollama's `/api/ps` that of a loaded model. What a model was trained on
(`n_ctx_train`, Ollama's `/api/show`) is not what the server runs with, so it only lowers the assumed window.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from service.core.errors import ModelFailed, UnknownModel
from service.models.server.calls import Calls, Reply, Request
from service.models.server.chat import request

ASSUMED_WINDOW = 4_096  # tokens, when a server says nothing; what Ollama runs with by default
IDENTITY = ("id", "root", "parent", "owned_by", "max_model_len", "meta")  # of a model's entry, what stays the same


@dataclass(frozen=True)
class About:
    """`sha256` is over what the server says of the model; `source` says where the window comes from."""

    sha256: str
    window: int
    source: str


def about(calls: Calls, model: str, *, window: int = 0) -> About:
    """What the server says of `model`; `window` is the user's word for it, 0 if there is none.

    Raises UnknownModel, ModelUnreachable, ModelTimeout, ModelFailed.
    """
    entries = _entries(calls)
    entry = next((one for one in entries if one["id"] in (model, f"{model}:latest")), None)
    if entry is None:
        _try(calls, model, [one["id"] for one in entries])
        entry = {"id": model}
    identity = {name: entry[name] for name in IDENTITY if name in entry}
    sha256 = hashlib.sha256(json.dumps(identity, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    if window:
        return About(sha256, window, "set by PLUMBLINE_MODEL_WINDOW")
    said = _number(entry, "max_model_len") or _running(calls, model)
    if said:
        return About(sha256, said, "as the server says")
    most = _number(entry, "meta", "n_ctx_train") or ASSUMED_WINDOW
    return About(sha256, min(most, ASSUMED_WINDOW), "assumed, for the server does not say; see PLUMBLINE_MODEL_WINDOW")


def _entries(calls: Calls) -> list[dict[str, Any]]:
    """The entries of /v1/models that have an id; none when the server keeps no list."""
    try:
        reply = calls.one(Request(f"{calls.base}/models"))
    except ModelFailed:  # `transformers serve` fails here when it has no cache folder
        return []
    data = reply.body.get("data") if reply.ok and isinstance(reply.body, dict) else None
    entries = data if isinstance(data, list) else []
    return [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]


def _try(calls: Calls, model: str, there_are: list[str]) -> None:
    """A model that is not listed may be served: llama.cpp takes any name, `transformers serve` that of a folder."""
    reply = calls.one(request(calls.base, model, user="Hello", max_tokens=1))
    if reply.ok:
        return
    names = f" It has: {', '.join(sorted(there_are))}." if there_are else ""
    raise UnknownModel(f"The server at {calls.shown} does not serve {model!r} ({reply.status}: {reply.body}).{names}")


def _running(calls: Calls, model: str) -> int:
    """The context of llama.cpp's or Ollama's running model; 0 when the server is neither."""
    props = _optional(calls, Request(f"{calls.root}/props"))
    if found := _number(props, "default_generation_settings", "n_ctx"):
        return found
    loaded = _optional(calls, Request(f"{calls.root}/api/ps"))
    models = loaded.get("models") if isinstance(loaded, dict) else None
    for one in models if isinstance(models, list) else []:
        if isinstance(one, dict) and one.get("name") in (model, f"{model}:latest"):
            return _number(one, "context_length")
    return 0


def _optional(calls: Calls, request: Request) -> Any:
    """The body of a page that only some servers have; None of one that does not have it."""
    try:
        reply: Reply = calls.one(request)
    except ModelFailed:
        return None
    return reply.body if reply.ok else None


def _number(found: Any, *path: str) -> int:
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, int) and found > 0 else 0
