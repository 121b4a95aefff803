"""WARC files."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from service.batch.archive.sources import read
from service.core.errors import MemberUnreadable, MissingExtra, TooLarge
from tests.batch.archive.archives import LIMIT, contents, read_all, write_tar

pytest.importorskip("warcio")

DATE = "2024-05-01T09:30:00Z"


def write(path: Path, records: list[tuple[str, str, str, bytes, dict[str, str]]]) -> Path:
    """Records of type, address, media type (or status and media type), body and more headers of HTTP."""
    opened = [record("warcinfo", "", "application/warc-fields", b"software: test\r\n")]
    for kind, url, what, body, more in records:
        status, media_type = what.split(": ") if ": " in what else ("200 OK", what)
        block = body
        if kind in ("response", "request"):
            start = "GET / HTTP/1.1" if kind == "request" else f"HTTP/1.1 {status}"
            headers = [start, f"Content-Type: {media_type}", *(f"{name}: {value}" for name, value in more.items())]
            block = "\r\n".join([*headers, "", ""]).encode() + body
            media_type = f"application/http; msgtype={kind}"
        opened.append(record(kind, url, media_type, block))
    path.write_bytes(b"".join(map(gzip.compress, opened) if path.suffix == ".gz" else opened))
    return path


def record(kind: str, url: str, media_type: str, block: bytes) -> bytes:
    headers = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Date: {DATE}", f"Content-Type: {media_type}"]
    headers += [f"WARC-Target-URI: {url}"] if url else []
    return "\r\n".join([*headers, f"Content-Length: {len(block)}", "", ""]).encode() + block + b"\r\n\r\n"


SITE = "http://example.org"
RECORDS: list[tuple[str, str, str, bytes, dict[str, str]]] = [
    ("response", f"{SITE}/a/story", "text/html; charset=utf-8", b"<p>One.</p>", {}),
    ("request", f"{SITE}/a/story", "text/plain", b"", {}),
    ("response", f"{SITE}/b.txt", "text/plain", b"Two.", {}),
    ("response", f"{SITE}/gone", "404 Not Found: text/html", b"<p>Gone.</p>", {}),
    ("response", f"{SITE}/c.png", "image/png", b"\x89PNG", {}),
    ("resource", "file:///d", "text/plain", b"Three.", {}),
    ("response", f"{SITE}/e", "text/plain", gzip.compress(b"Four."), {"Content-Encoding": "gzip"}),
    ("response", f"{SITE}/f", "text/plain", b"5\r\nFive.\r\n0\r\n\r\n", {"Transfer-Encoding": "chunked"}),
]
EXPECTED = {
    f"{SITE}/a/story": b"<p>One.</p>",
    f"{SITE}/b.txt": b"Two.",
    "file:///d": b"Three.",
    f"{SITE}/e": b"Four.",
    f"{SITE}/f": b"Five.",
}


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_that_were_fetched_are_articles(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, RECORDS)
    articles, unreadable = read_all(path)
    assert not unreadable
    assert {key: article.content for key, article in articles.items()} == EXPECTED
    assert {article.name for article in articles.values()} == {"story.html", "b.txt", "d.txt", "e.txt", "f.txt"}
    assert articles[f"{SITE}/b.txt"].metadata == {"url": f"{SITE}/b.txt", "fetched": DATE}


def test_in_a_directory_and_in_a_tar(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", RECORDS)
    expected = {f"a.warc.gz/{url}": content for url, content in EXPECTED.items()}
    assert contents(write_tar(tmp_path / "a.tar", {path.name: path.read_bytes()})) == expected
    (tmp_path / "a.tar").unlink()
    assert contents(tmp_path) == expected


def test_a_page_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    packed = gzip.compress(bytes(range(256)) * 20)
    records: list[tuple[str, str, str, bytes, dict[str, str]]] = [
        ("response", f"{SITE}/long", "text/plain", b"x" * 2_000, {}),
        ("response", f"{SITE}/bomb", "text/plain", gzip.compress(b"x" * 50_000_000), {"Content-Encoding": "gzip"}),
        ("response", f"{SITE}/cut", "text/plain", packed[: len(packed) // 2], {"Content-Encoding": "gzip"}),
        ("response", f"{SITE}/br", "text/plain", b"x", {"Content-Encoding": "br"}),
        ("response", f"{SITE}/good", "text/plain", b"Good.", {}),
    ]
    articles, unreadable = read_all(write(tmp_path / "a.warc.gz", records), limit=1_000)
    assert set(articles) == {f"{SITE}/good"}
    assert {key.rpartition("/")[2]: type(item.error) for key, item in unreadable.items()} == {
        "long": TooLarge,
        "bomb": TooLarge,
        "cut": MemberUnreadable,
        "br": MemberUnreadable,
    }


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_cut_file_gives_what_comes_before(tmp_path: Path, name: str) -> None:
    stored = write(tmp_path / name, RECORDS).read_bytes()
    for cut in range(len(stored) // 2, len(stored) - 10, 97):
        (tmp_path / name).write_bytes(stored[:cut])
        articles, unreadable = read_all(tmp_path / name)
        assert EXPECTED.items() >= {key: article.content for key, article in articles.items()}.items()
        assert set(unreadable) <= {f"{name} (rest)"}


@pytest.mark.parametrize(
    "last",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999\r\n\r\nabc",
        b"WARC/1.0\r\n" + b"A: b\r\n" * 100_000,
        b"WARC/1.0\r\nA: " + b"b" * 1_000_000,
        b"Something else\r\n\r\n",
    ],
)
def test_a_record_of_another_form_ends_it(tmp_path: Path, last: bytes) -> None:
    stored = write(tmp_path / "a.warc", RECORDS).read_bytes()
    (tmp_path / "a.warc").write_bytes(stored + last)
    articles, unreadable = read_all(tmp_path / "a.warc")
    assert set(articles) == set(EXPECTED)
    assert set(unreadable) == {"a.warc (rest)"}


def test_without_warcio_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.warc", RECORDS)
    for name in [name for name in sys.modules if name.split(".")[0] == "warcio"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"plumbline\[archive\]"):
        list(read(path, limit_bytes=LIMIT))
