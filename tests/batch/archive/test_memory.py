"""Memory that does not grow with the archive."""

from __future__ import annotations

import gzip
import tarfile
import tracemalloc
from pathlib import Path

import psutil

from service.batch.archive.ids import Ids
from service.batch.archive.sources import read
from service.batch.article import Article

MEMBERS = 50_000


def test_a_tar_of_fifty_thousand_members_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(MEMBERS):
            info = tarfile.TarInfo(f"{number % 100}/{number}.txt")
            info.size = 1_024
            file.write(info.tobuf(tarfile.USTAR_FORMAT) + b"%1024d" % number)
    process, held = psutil.Process(), []
    for count, article in enumerate(read(path, limit_bytes=1_000_000)):
        assert isinstance(article, Article)
        if count % 5_000 == 4_999:
            held.append(process.memory_info().rss)
    assert len(held) == MEMBERS // 5_000
    assert max(held) - held[0] < 8_000_000


def test_an_article_is_forgotten_when_the_next_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        for _ in range(100):
            file.write(b'{"text": "' + b"x" * 1_000_000 + b'"}\n')
    tracemalloc.start()
    count = sum(1 for _ in read(tmp_path / "a.jsonl", limit_bytes=2_000_000))
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100
    assert held < 12_000_000


def test_an_id_takes_few_bytes() -> None:
    tracemalloc.start()
    ids = Ids()
    assert all(ids.add(str(number)) for number in range(20_000))
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert not any(ids.add(str(number)) for number in range(0, 20_000, 7))
    assert ids.add("another")
    assert held < 40 * 20_000
