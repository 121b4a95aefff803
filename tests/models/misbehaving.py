"""A server on loopback that speaks the chat API, well or badly: each fault that people met is a field."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Tokenizer = Callable[[str], list[str]]


def by_fours(text: str) -> list[str]:
    """Words and marks, long words in parts of four."""
    return re.findall(r"\s?[^\W\d_]{1,4}|[\d_]|[^\w\s]|\s", text)


def by_syllables(text: str) -> list[str]:
    """About a token and a half for two Korean syllables; three tokens for two where it knows no pairs."""
    return re.findall(r"[a-zA-Z]{1,5}|[가-힣]{2}(?=[가-힣])|[가-힣]|\d{1,3}|\w|[^\w\s]|\s", text)


def by_bytes(text: str) -> list[str]:
    return [f"{byte:02x}" for byte in text.encode()]


def read_back(tokens: Sequence[str], tokenizer: Tokenizer) -> str:
    return bytes.fromhex("".join(tokens)).decode("utf-8", "ignore") if tokenizer is by_bytes else "".join(tokens)


@dataclass
class Faults:
    """What the server does; as it stands, it is a good one that answers "The town was glad."."""

    model: str = "tiny"
    tokenizer: Tokenizer = by_fours
    reads: int = 1_000_000  # tokens; of a longer prompt it cuts
    cut: str = "head"  # head, middle, tail
    halves: bool = False  # a longer prompt is cut to half of what it could read
    refuses: bool = False  # a longer prompt is a 400 instead
    reserves: bool = False  # the answer's tokens are taken off what it reads
    tokenizes: bool = False
    says_window: int = 1_000_000
    usage: bool = True
    cached: str = ""  # "included", "left out", "hidden": what it reports of a prompt that it has seen before
    follows: tuple[str, ...] = ("json_schema",)  # kinds of response_format; others are ignored
    fails_on: tuple[str, ...] = ()  # kinds of response_format that are a 500
    answer: Callable[[str], str] = lambda _: "The town was glad."
    message: dict[str, Any] = field(default_factory=dict)  # put into the answer's message
    finish: str = "stop"
    raw: Callable[[Handler], None] | None = None  # takes over a chat call
    seen: list[dict[str, Any]] = field(default_factory=list)  # the bodies of chat calls
    headers: list[dict[str, str]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def _cut(tokens: list[str], to: int, where: str) -> list[str]:
    if where == "head":
        return tokens[len(tokens) - to :]
    if where == "tail":
        return tokens[:to]
    return tokens[: to // 2] + tokens[len(tokens) - (to - to // 2) :]


TEMPLATE = 11  # tokens besides the words


def _chat(faults: Faults, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    kind = (body.get("response_format") or {}).get("type", "")
    if kind in faults.fails_on:
        return 500, {"error": {"message": f"{kind} is not supported"}}
    text = "\n".join(message["content"] for message in body["messages"])
    tokens = faults.tokenizer(text)
    limit = faults.reads - TEMPLATE - (body["max_tokens"] if faults.reserves else 0)
    if len(tokens) > limit:
        if faults.refuses:
            return 400, {"error": {"message": f"This model's maximum context length is {faults.reads} tokens."}}
        tokens = _cut(tokens, limit // 2 if faults.halves else limit, faults.cut)
    read = read_back(tokens, faults.tokenizer)
    count = len(tokens) + TEMPLATE
    usage: dict[str, Any] = {"prompt_tokens": count, "completion_tokens": 5}
    if faults.cached and text in faults.known:
        kept = count - 2
        usage["prompt_tokens"] = count if faults.cached == "included" else 2
        if faults.cached != "hidden":
            usage["prompt_tokens_details"] = {"cached_tokens": kept}
    faults.known.add(text)
    answer = faults.answer(read)
    if kind in faults.follows:
        form = body["response_format"]
        schema = form["json_schema"]["schema"] if kind == "json_schema" else form["schema"]
        properties = schema["properties"]
        answer = json.dumps({name: one.get("enum", [answer])[0] for name, one in properties.items()})
    message = {"role": "assistant", "content": answer} | faults.message
    return 200, {
        "choices": [{"index": 0, "message": message, "finish_reason": faults.finish}],
        **({"usage": usage} if faults.usage else {}),
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def say(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        faults = self.server.faults
        if self.path == "/v1/models":
            entry = {"id": faults.model, "created": time.time(), "owned_by": "nobody"}
            self.say(200, {"data": [entry | ({"max_model_len": faults.says_window} if faults.says_window else {})]})
        else:
            self.say(404, {"detail": "Not Found"})

    def do_POST(self) -> None:
        faults = self.server.faults
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/v1/chat/completions":
            faults.seen.append(body)
            faults.headers.append({name.lower(): value for name, value in self.headers.items()})
            if faults.raw is not None:
                faults.raw(self)
            else:
                self.say(*_chat(faults, body))
        elif self.path == "/tokenize" and faults.tokenizes:
            tokens = faults.tokenizer(body["prompt"])
            self.say(200, {"count": len(tokens), "tokens": list(range(len(tokens)))})
        else:
            self.say(404, {"detail": "Not Found"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    faults: Faults

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what some tests are about."""


@contextmanager
def serving(faults: Faults) -> Iterator[str]:
    """The address of a running server."""
    server = _Server(("127.0.0.1", 0), Handler)
    server.faults = faults
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
