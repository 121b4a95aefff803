"""Headers that keep a browser from doing more with an answer than it was made for. CORS is off: none are sent."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
API = "default-src 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
DOCS = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class SecurityHeaders:
    """Adds what an answer does not say itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        start: Message | None = None

        async def guarded(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                _add(message, path)
                if path == "/docs":  # its policy names the script that its body holds
                    start = message
                    return
            elif start is not None:
                MutableHeaders(scope=start)["Content-Security-Policy"] = docs_policy(message.get("body", b""))
                await send(start)
                start = None
            await send(message)

        await self._app(scope, receive, guarded)


def _add(message: Message, path: str) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    page = path == "/" or path.startswith("/web/")
    headers.setdefault("Content-Security-Policy", PAGE if page else API)
    if path.startswith("/v1/"):
        headers.setdefault("Cache-Control", "no-store")


def docs_policy(body: bytes) -> str:
    """The policy of a page of documentation: its own files, and the inline scripts that it holds, by their hashes.

    Source of the hashes: Content Security Policy Level 3, section 6.7.3.3.
    """
    digests = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE.findall(body)]
    return DOCS.format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests))
