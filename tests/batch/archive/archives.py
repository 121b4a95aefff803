"""Archives that many tests read."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from service.batch.archive.sources import read
from service.batch.article import Article, Unreadable

LIMIT = 100_000


def read_all(
    archive: Path, *, limit: int = LIMIT, globs: Sequence[str] = (), passed: Counter[str] | None = None
) -> tuple[dict[str, Article], dict[str, Unreadable]]:
    """What is read and what is not, by id; no id is there twice."""
    items = list(read(archive, limit_bytes=limit, globs=globs, passed=passed))
    assert len({item.id for item in items}) == len(items)
    return (
        {item.id: item for item in items if isinstance(item, Article)},
        {item.id: item for item in items if isinstance(item, Unreadable)},
    )


def contents(archive: Path, *, limit: int = LIMIT) -> dict[str, bytes]:
    """The articles' bytes by id; nothing is unreadable."""
    articles, unreadable = read_all(archive, limit=limit)
    assert not unreadable, unreadable
    return {key: article.content for key, article in articles.items()}


def write_tar(path: Path, files: Mapping[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def write_folder(path: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def json_lines(*records: object) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()
