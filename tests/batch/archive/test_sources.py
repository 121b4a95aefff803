"""What a path is, and the articles in it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
from collections import Counter
from pathlib import Path

import pytest

from service.batch.archive.sources import read
from service.batch.article import Article
from service.core.errors import FileUnreadable, InvalidRecord, InvalidRequest, MemberUnreadable, TooLarge
from tests.batch.archive.archives import contents, json_lines, read_all, write_folder, write_tar, write_zip

FILES = {"a.txt": b"The mayor resigned.", "north/b.txt": b"Rain fell.", "north/c.html": b"<p>Snow fell.</p>"}


def test_a_directory_a_tar_and_a_zip_hold_the_same_articles(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", FILES)
    assert contents(folder) == FILES
    assert contents(write_zip(tmp_path / "news.zip", FILES)) == FILES
    for suffix, mode in ((".tar", "w"), (".tgz", "w:gz"), (".tar.bz2", "w:bz2"), (".tar.xz", "w:xz")):
        assert contents(write_tar(tmp_path / f"news{suffix}", FILES, mode)) == FILES


def test_a_directory_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, dict.fromkeys(("b.txt", "a/z.txt", "a/b/c.txt", "c.txt"), b"Text."))
    assert [item.id for item in read(folder, limit_bytes=10)] == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_what_is_no_text_is_passed_over_and_counted(tmp_path: Path) -> None:
    files = {
        "a.txt": b"Text.",
        "b.png": b"\x89PNG",
        "c.PNG": b"\x89PNG",
        ".d.txt": b"x",
        "LICENSE": b"x",
        "e.json": b"[1]",
    }
    files |= {"f.list": b"a.txt\n", ".git/g.txt": b"x"}
    for archive in (write_folder(tmp_path / "folder", files), write_tar(tmp_path / "a.tar", files)):
        passed: Counter[str] = Counter()
        articles, unreadable = read_all(archive, passed=passed)
        assert list(articles) == ["a.txt"]
        assert not unreadable
        assert passed[".png"] == 2
        assert passed["no suffix"] == passed[".json"] == passed[".list"] == 1


@pytest.mark.parametrize(
    ("globs", "wanted"),
    [
        (["*.story"], {"a.story", "north/b.story"}),
        (["north/*"], {"north/b.story", "north/c.txt", "north/far/d.txt"}),
        (["**/*.txt"], {"c.txt", "north/c.txt", "north/far/d.txt"}),
        (["a.*", "d.*"], {"a.story", "north/far/d.txt"}),
        (["*.pdf"], set()),
    ],
)
def test_globs_select_by_name_or_by_path(tmp_path: Path, globs: list[str], wanted: set[str]) -> None:
    files = dict.fromkeys(("a.story", "c.txt", "north/b.story", "north/c.txt", "north/far/d.txt"), b"Text.")
    archives = (
        write_folder(tmp_path / "folder", files),
        write_tar(tmp_path / "a.tar", files),
        write_zip(tmp_path / "a.zip", files),
    )
    for archive in archives:
        articles, unreadable = read_all(archive, globs=globs)
        assert set(articles) == wanted
        assert not unreadable


def test_what_a_glob_names_and_cannot_be_read_is_said(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"a.bin": b"\x00\x01\x02", "b.json": b"[1, 2]"})
    _, unreadable = read_all(folder, globs=["*.bin", "*.json"])
    assert {key: type(item.error) for key, item in unreadable.items()} == {
        "a.bin": InvalidRequest,
        "b.json": InvalidRequest,
    }


def test_globs_are_for_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines({"text": "x"}))
    with pytest.raises(InvalidRequest, match="glob"):
        list(read(tmp_path / "a.jsonl", limit_bytes=10, globs=["*"]))


def test_archives_in_a_directory_are_opened_and_their_ids_say_where(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.txt": b"One.", "part.jsonl": json_lines({"id": 7, "text": "Two."}, {"text": "Three."})})
    write_tar(tmp_path / "b.tar.gz", {"a.txt": b"Four.", "c.jsonl": json_lines({"id": "x", "text": "Five."})}, "w:gz")
    assert contents(tmp_path) == {
        "a.txt": b"One.",
        "b.tar.gz/a.txt": b"Four.",
        "b.tar.gz/c.jsonl/x": b"Five.",
        "part.jsonl/7": b"Two.",
        "part.jsonl:2": b"Three.",
    }


def test_links_are_followed_within_the_directory_only(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"a.txt": b"Inside.", "b/c.txt": b"Below."})
    write_folder(tmp_path, {"secret.txt": b"Outside.", "other/d.txt": b"Outside."})
    (folder / "in.txt").symlink_to("a.txt")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "again").symlink_to("b")
    (folder / "loop").symlink_to(".")
    (folder / "other").symlink_to("../other")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "self.txt").symlink_to("self.txt")
    articles, unreadable = read_all(folder)
    assert set(articles) == {"a.txt", "b/c.txt", "in.txt"}
    assert set(unreadable) == {"out.txt", "gone.txt", "self.txt"}
    assert "leads out" in unreadable["out.txt"].error.detail


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_article_may_be_compressed(tmp_path: Path, pack: object) -> None:
    (tmp_path / "a.txt.pack").write_bytes(pack(b"The text."))  # type: ignore[operator]
    (tmp_path / "b.txt").write_bytes(b"The text.")
    assert list(contents(tmp_path / "a.txt.pack").values()) == list(contents(tmp_path / "b.txt").values())


def test_zstandard(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    lines = json_lines(*({"id": number, "text": f"Line {number}."} for number in range(20_000)))
    packed = pyarrow.compress(lines, codec="zstd", asbytes=True)
    (tmp_path / "a.jsonl.zst").write_bytes(packed)
    assert len(contents(tmp_path / "a.jsonl.zst")) == 20_000
    (tmp_path / "b.jsonl.zst").write_bytes(packed[: len(packed) // 2])
    articles, unreadable = read_all(tmp_path / "b.jsonl.zst")
    assert 0 < len(articles) < 20_000
    assert list(unreadable) == ["b.jsonl.zst (rest)"]


def test_a_list_names_files_from_its_own_folder(tmp_path: Path) -> None:
    write_folder(
        tmp_path, {"a.txt": b"One.", "far/b.txt": b"Two.", "far/c.jsonl": json_lines({"id": 1, "text": "Three."})}
    )
    (tmp_path / "far" / "all.list").write_text(f"../a.txt\r\n\nb.txt\nc.jsonl\n{tmp_path}/a.txt\nnone.txt\n.\n")
    articles, unreadable = read_all(tmp_path / "far" / "all.list")
    assert {key: article.content for key, article in articles.items()} == {
        "../a.txt": b"One.",
        "b.txt": b"Two.",
        "c.jsonl/1": b"Three.",
        f"{tmp_path}/a.txt": b"One.",
    }
    assert set(unreadable) == {"none.txt", "."}
    assert all(isinstance(item.error, FileUnreadable) for item in unreadable.values())


def test_an_id_that_was_there_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines({"id": 1, "text": "One."}, {"id": "1", "text": "Two."}))
    articles, unreadable = read_all(tmp_path / "a.jsonl")
    assert articles["1"].content == b"One."
    assert isinstance(unreadable["1 (item 2)"].error, InvalidRecord)


def test_the_bytes_decide_where_the_suffix_does_not(tmp_path: Path) -> None:
    write_tar(tmp_path / "a.data", {"a.txt": b"One."})
    write_zip(tmp_path / "b.data", {"b.txt": b"Two."})
    (tmp_path / "story").write_bytes(b"A text without a suffix.")
    assert set(contents(tmp_path / "a.data")) == {"a.txt"}
    assert set(contents(tmp_path / "b.data")) == {"b.txt"}
    assert set(contents(tmp_path / "story")) == {"story"}


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("missing.txt", None, FileUnreadable),
        ("a.tar", b"Nothing of the kind. " * 100, MemberUnreadable),
        ("a.tar", b"", MemberUnreadable),
        ("a.zip", b"PK\x03\x04 and no more", MemberUnreadable),
        ("a.parquet", b"PAR1 and no more", MemberUnreadable),
        ("a.bin", b"\x00\x01\x02", InvalidRequest),
        ("a.json", b'[{"text": "x"}]', InvalidRequest),
        ("a.txt", b"x" * 101, TooLarge),
        ("a.txt.gz", b"\x1f\x8b\x08 and no more", FileUnreadable),
    ],
)
def test_what_is_nothing_of_these_is_said_in_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=name.split(".", maxsplit=1)[0]) as caught:
        list(read(tmp_path / name, limit_bytes=100))
    assert str(caught.value).count("\n") == 0


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(FileUnreadable):
        list(read(tmp_path / "a.txt", limit_bytes=100))
    _, unreadable = read_all(tmp_path)
    assert set(unreadable) == {"a.txt"}


def test_an_article_knows_its_hash() -> None:
    assert Article("a", b"").sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
