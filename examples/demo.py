"""Start the real service on a free loopback port, summarise one article over HTTP, print it, stop the service."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from rich.console import Console

from service.commands.show import show
from service.core.summary import Summary

START_SECONDS = 180


def main(article: str) -> int:
    path = Path(article)
    if not path.is_file():
        sys.stderr.write(f"demo: there is no file {article}; name one with make demo ARTICLE=path\n")
        return 2
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port)]
    folder = tempfile.TemporaryDirectory()  # a service that runs already has the usual one
    own = {"PLUMBLINE_LOG": "console", **os.environ, "PLUMBLINE_DATA_DIR": folder.name, "PLUMBLINE_DATABASE": ""}
    service = subprocess.Popen(command, env=own)
    try:
        print(f"service on {url}, loading the model ...", flush=True)
        _wait(service, url)
        text = path.read_text("utf-8", errors="replace")
        print(f"POST {url}/v1/summaries  ({path}, {len(text.split()):,} words)\n", flush=True)
        started = time.perf_counter()
        answer = httpx.post(f"{url}/v1/summaries", json={"text": text}, timeout=600)
        seconds = time.perf_counter() - started
        if answer.status_code != 200:
            problem = answer.json()
            sys.stderr.write(f"demo: {problem['detail']} {problem['hint']}\n")
            return 1
        show(Summary.model_validate_json(answer.content), Console())
        print(f"\nanswered in {seconds:.1f} seconds over HTTP")
        return 0
    finally:
        service.terminate()
        service.wait(timeout=30)
        folder.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(service: subprocess.Popen[bytes], url: str) -> None:
    """Until the service is ready. Raises SystemExit when it ends, or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if service.poll() is not None:
            raise SystemExit(f"demo: the service ended with status {service.returncode}")
        try:
            if httpx.get(f"{url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass  # it does not listen yet
        time.sleep(0.2)
    raise SystemExit(f"demo: the service was not ready after {START_SECONDS} seconds")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
