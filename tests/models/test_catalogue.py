"""Models are fetched from a hub on loopback, recorded, and held against the record; nothing else reaches a hub."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import pytest

from service.core.errors import ModelCorrupt, ModelUnreachable, ModelUnusable
from service.models import registry
from service.models.base import Kind
from service.models.catalogue import installed, pull, verify, writes
from service.models.folder import Folder, find, fingerprint, read
from service.settings import Settings

Tiny = Callable[[str], Folder]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "plumbline/tiny"


class Hub(ThreadingHTTPServer):
    """The part of the hub's API that fetching a model takes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.folder = folder
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append(path)
        files = sorted(self.server.folder.iterdir())
        if path.startswith(f"/api/models/{REPOSITORY}/revision/"):
            self.send(json.dumps({"id": REPOSITORY, "sha": COMMIT, "siblings": []}).encode())
        elif path == f"/api/models/{REPOSITORY}/tree/{COMMIT}":
            tree = [
                {"type": "file", "path": file.name, "size": file.stat().st_size, "oid": file.name} for file in files
            ]
            self.send(json.dumps(tree).encode())
        elif path.startswith(f"/{REPOSITORY}/resolve/{COMMIT}/"):
            file = self.server.folder / path.rsplit("/", 1)[1]
            self.send(file.read_bytes(), {"ETag": f'"{file.name}"', "X-Repo-Commit": COMMIT})
        else:
            self.send(b"{}", {"X-Error-Code": "RepoNotFound"}, status=404)

    def send(self, body: bytes, headers: Mapping[str, str] = MappingProxyType({}), *, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Content-Type": "application/json"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@pytest.fixture
def hub(tiny: Tiny, tmp_path: Path) -> Iterator[Hub]:
    folder = Path(shutil.copytree(tiny("bart").path, tmp_path / "published"))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    (folder / "pytorch_model.bin").write_bytes(b"a pickle")
    (folder / "modeling.py").write_text("code")
    server = Hub(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


def test_a_model_is_pulled_without_pickles_or_code_and_then_found_offline(hub: Hub, tmp_path: Path) -> None:
    models = tmp_path / "models"
    folder = pull(REPOSITORY, models, hub=hub.address)
    names = {file.name for file in folder.path.iterdir()}
    assert {"model.safetensors", "config.json", "tokenizer.json", "README.md"} <= names
    assert not names & {"pytorch_model.bin", "modeling.py"}
    assert not any("pytorch_model" in path or "modeling" in path for path in hub.asked)
    assert (folder.kind, folder.licence) == (Kind.SEQ2SEQ, "apache-2.0")
    asked = len(hub.asked)
    assert installed(models) == [f"{REPOSITORY}@{COMMIT}"]
    assert find(REPOSITORY, models) == find(f"{REPOSITORY}@{COMMIT}", models) == folder.path
    assert verify(REPOSITORY, models) == (read(folder.path), fingerprint(folder.checksums()), True)
    assert 0 < writes(registry.writer(REPOSITORY, Settings(models_dir=models, device="cpu"))) <= 8
    assert len(hub.asked) == asked


def test_a_file_that_changed_after_the_pull_is_named(hub: Hub, tmp_path: Path) -> None:
    folder = pull(REPOSITORY, tmp_path / "models", hub=hub.address)
    config = folder.path / "generation_config.json"
    text = config.read_text()
    config.unlink()
    config.write_text(text.replace('"num_beams": 4', '"num_beams": 9'))
    with pytest.raises(ModelCorrupt, match=r"generation_config\.json of plumbline/tiny is not what was pulled"):
        verify(REPOSITORY, tmp_path / "models")


def test_a_half_pulled_model_is_not_used(hub: Hub, tmp_path: Path) -> None:
    folder = pull(REPOSITORY, tmp_path / "models", hub=hub.address)
    (folder.path / "model.safetensors").unlink()
    with pytest.raises(ModelUnusable, match="not complete: run `plumbline models pull plumbline/tiny` again"):
        find(REPOSITORY, tmp_path / "models")


def test_a_model_that_the_hub_lacks_and_a_hub_that_is_away(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="no model plumbline/other that may be fetched"):
        pull("plumbline/other", tmp_path / "models", hub=hub.address)
    with pytest.raises(ModelUnreachable, match="plumbline/tiny could not be fetched"):
        pull(REPOSITORY, tmp_path / "models", hub="http://127.0.0.1:9")


def test_a_folder_that_was_not_pulled_has_no_record(tiny: Tiny, tmp_path: Path) -> None:
    folder = tiny("t5")
    assert verify(str(folder.path), tmp_path) == (folder, fingerprint(folder.checksums()), False)
