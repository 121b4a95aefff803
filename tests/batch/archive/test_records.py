"""JSON Lines."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from service.core.errors import FileUnreadable, InvalidRecord, PlumblineError, TooLarge
from tests.batch.archive.archives import json_lines, read_all, write_folder


def test_fields_and_metadata(tmp_path: Path) -> None:
    record = {"id": "x1", "text": "Die Bürgermeisterin trat zurück.", "title": "Rücktritt", "language": "de-AT"}
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + json_lines({**record, "by": ["A", "B"], "seen": {"at": 3}}))
    (article,) = read_all(tmp_path / "a.jsonl")[0].values()
    assert (article.id, article.title, article.language) == ("x1", "Rücktritt", "de")
    assert article.content.decode() == record["text"]
    assert article.metadata == {"by": ["A", "B"], "seen": {"at": 3}}


def test_a_language_that_is_no_code_is_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines({"text": "x", "language": "English"}))
    (article,) = read_all(tmp_path / "a.jsonl")[0].values()
    assert article.language == ""
    assert article.metadata == {"language": "English"}


def test_a_path_is_read_beside_the_file_and_nowhere_else(tmp_path: Path) -> None:
    write_folder(
        tmp_path, {"secret.txt": b"Secret.", "set/texts/a.txt": b"One.", "set/b.txt.gz": gzip.compress(b"Two.")}
    )
    (tmp_path / "set" / "link.txt").symlink_to("../secret.txt")
    paths = [
        "texts/a.txt",
        "b.txt.gz",
        "../secret.txt",
        str(tmp_path / "secret.txt"),
        "link.txt",
        "texts",
        "a\0b",
        "no",
    ]
    (tmp_path / "set" / "a.jsonl").write_bytes(json_lines(*({"path": path, "n": 1} for path in paths)))
    articles, unreadable = read_all(tmp_path / "set" / "a.jsonl")
    assert {key: (article.name, article.content) for key, article in articles.items()} == {
        "a.jsonl:1": ("a.txt", b"One."),
        "a.jsonl:2": ("b.txt", b"Two."),
    }
    assert set(unreadable) == {f"a.jsonl:{line}" for line in range(3, 9)}
    assert all(isinstance(item.error, FileUnreadable) for item in unreadable.values())


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b'{"text": "x"', InvalidRecord),
        (b'["x"]', InvalidRecord),
        (b'"x"', InvalidRecord),
        (b'{"id": 1}', InvalidRecord),
        (b'{"text": null}', InvalidRecord),
        (b'{"text": 3, "path": "b.txt"}', InvalidRecord),
        (b'{"text": "x", "id": 1.5}', InvalidRecord),
        (b'{"text": "x", "id": true}', InvalidRecord),
        (b'{"text": "x", "title": ["y"]}', InvalidRecord),
        (b'{"text": "\xff\xfe"}', InvalidRecord),
        (b"[" * 100_000, InvalidRecord),
        (b'{"text": "x", "deep": ' + b"[" * 500 + b"]" * 500 + b"}", InvalidRecord),
        (b'{"text": "x", "n": ' + b"9" * 10_000 + b"}", InvalidRecord),
        (b'{"text": "' + b"x" * 200_000 + b'"}', TooLarge),
    ],
)
def test_a_broken_line_stops_nothing(tmp_path: Path, line: bytes, error: type[PlumblineError]) -> None:
    good = json_lines({"text": "Good."})
    (tmp_path / "a.jsonl").write_bytes(good + line + b"\n\n" + good)
    articles, unreadable = read_all(tmp_path / "a.jsonl")
    assert set(articles) == {"a.jsonl:1", "a.jsonl:4"}
    assert type(unreadable["a.jsonl:2"].error) is error
    assert "a.jsonl:2" in unreadable["a.jsonl:2"].error.detail


def test_text_that_is_longer_than_its_json_is_measured(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "' + "é" * 40 + '"}\n', "latin-1")
    (tmp_path / "b.jsonl").write_text('{"text": "' + "é" * 60 + '"}\n')
    assert read_all(tmp_path / "a.jsonl", limit=100)[1]  # not UTF-8
    assert isinstance(read_all(tmp_path / "b.jsonl", limit=140)[0]["b.jsonl:1"].content, bytes)
    (unreadable,) = read_all(tmp_path / "b.jsonl", limit=119)[1].values()
    assert isinstance(unreadable.error, TooLarge)


def test_what_json_cannot_say_is_said_otherwise(tmp_path: Path) -> None:
    line = (
        b'{"id": "a\\ud800", "text": "x\\udc00y", "title": "\\ud83d", "n": NaN, "m": 1e999, "k\\udfff": ["\\udfff"]}\n'
    )
    (tmp_path / "a.jsonl").write_bytes(line)
    (article,) = read_all(tmp_path / "a.jsonl")[0].values()
    assert (article.id, article.title) == ("a\ufffd", "\ufffd")
    assert article.content == "x\udc00y".encode("utf-8", "surrogatepass")  # as it lies there
    assert article.metadata == {"n": None, "m": None, "k\ufffd": ["\ufffd"]}


def test_a_truncated_gzip_gives_the_lines_before_the_break(tmp_path: Path) -> None:
    packed = gzip.compress(json_lines(*({"id": n, "text": f"Line {n * n}."} for n in range(5_000))))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    articles, unreadable = read_all(tmp_path / "a.jsonl.gz")
    assert 1_000 < len(articles) < 4_000
    assert [article.content for article in articles.values()] == [
        f"Line {n * n}.".encode() for n in range(len(articles))
    ]
    assert set(unreadable) == {"a.jsonl.gz (rest)"}
