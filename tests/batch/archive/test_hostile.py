"""Archives that are made to harm."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path

from service.batch.archive.sources import read
from service.core.errors import InvalidRecord, MemberUnreadable, TooLarge
from tests.batch.archive.archives import json_lines, read_all, write_folder, write_tar, write_zip

BOMB = 300_000_000  # bytes, unpacked


def peak(archive: Path, limit: int = 1_000_000) -> tuple[int, list[str], list[type[Exception]]]:
    """Most bytes held while `archive` is read, the ids and the errors."""
    list(read(archive, limit_bytes=limit))  # what is imported is no part of it
    tracemalloc.start()
    try:
        items = list(read(archive, limit_bytes=limit))
        return (
            tracemalloc.get_traced_memory()[1],
            [item.id for item in items],
            [type(item.error) for item in items if hasattr(item, "error")],
        )
    finally:
        tracemalloc.stop()


class _Zeros(io.RawIOBase):
    """Zeros that take no memory."""

    def __init__(self, size: int, character: bytes = b"x") -> None:
        self._left = size
        self._piece = character * 1_000_000

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._piece[: min(size, self._left)]
        self._left -= len(piece)
        return piece


def _gzip(path: Path, head: bytes, size: int) -> Path:
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(head)
        source = _Zeros(size)
        while piece := source.read(1_000_000):
            file.write(piece)
    return path


def test_a_zip_bomb_is_stopped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("bomb.txt", "w") as file:
            for _ in range(BOMB // 1_000_000):
                file.write(b"x" * 1_000_000)
        archive.writestr("good.txt", "Good.")
    stored = (tmp_path / "a.zip").read_bytes()
    size = struct.pack("<L", BOMB)
    assert stored.count(size) >= 1
    (tmp_path / "liar.zip").write_bytes(stored.replace(size, struct.pack("<L", 900_000)))
    for name, error in (("a.zip", TooLarge), ("liar.zip", MemberUnreadable)):
        held, ids, errors = peak(tmp_path / name)
        assert ids == ["bomb.txt", "good.txt"]
        assert errors == [error]
        assert held < 8_000_000


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    held, ids, errors = peak(_gzip(tmp_path / "a.jsonl.gz", json_lines({"text": "Good."}), BOMB))
    assert (ids, errors) == (["a.jsonl.gz:1", "a.jsonl.gz:2"], [TooLarge])
    assert held < 8_000_000


def test_a_tar_header_of_any_length_is_not_held(tmp_path: Path) -> None:
    for kind in (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE):
        info = tarfile.TarInfo("x")
        info.type, info.size = kind, BOMB
        good = tarfile.TarInfo("a.txt")
        good.size = 5
        head = good.tobuf() + b"Good.".ljust(512, b"\0") + info.tobuf(tarfile.GNU_FORMAT)
        held, ids, errors = peak(_gzip(tmp_path / "a.tar.gz", head, BOMB))
        assert (ids, errors) == (["a.txt", "a.tar.gz (rest)"], [MemberUnreadable])
        assert held < 8_000_000


def test_a_tar_whose_member_is_said_to_be_endless_ends(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.bin")
    info.size = 2**62
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"x" * 512)
    started = time.monotonic()
    assert set(read_all(tmp_path / "a.tar")[1]) == {"a.tar (rest)"}
    info.size = -1024
    (tmp_path / "b.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"x" * 512)
    assert set(read_all(tmp_path / "b.tar")[1]) == {"b.tar (rest)"}
    assert time.monotonic() - started < 5


def test_long_names_that_go_on_for_ever_end(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 10
    block = info.tobuf(tarfile.GNU_FORMAT) + b"name".ljust(512, b"\0")
    good = tarfile.TarInfo("a.txt")
    (tmp_path / "a.tar").write_bytes(good.tobuf() + block * 5_000)
    articles, unreadable = read_all(tmp_path / "a.tar")
    assert set(articles) == {"a.txt"}
    assert set(unreadable) == {"a.tar (rest)"}


def test_links_and_devices_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for name, kind in (
            ("soft.txt", tarfile.SYMTYPE),
            ("hard.txt", tarfile.LNKTYPE),
            ("device.txt", tarfile.CHRTYPE),
            ("pipe.txt", tarfile.FIFOTYPE),
            ("soft.png", tarfile.SYMTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
    articles, unreadable = read_all(tmp_path / "a.tar")
    assert not articles
    assert set(unreadable) == {"soft.txt", "hard.txt", "device.txt", "pipe.txt"}


def test_a_link_in_a_zip_is_not_an_article(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert set(read_all(tmp_path / "a.zip")[1]) == {"link.txt"}


def test_paths_that_lead_out_are_names_only(tmp_path: Path) -> None:
    names = {"/etc/a.txt": b"1", "../../b.txt": b"2", "./c/./d.txt": b"3", "..\\e.txt": b"4", "f\x01\u2028.txt": b"5"}
    expected = {"etc/a.txt", "b.txt", "c/d.txt", "e.txt", "f\\x01\\u2028.txt"}
    before = set(os.listdir(tmp_path))
    assert set(read_all(write_tar(tmp_path / "a.tar", names))[0]) == expected
    assert set(read_all(write_zip(tmp_path / "a.zip", names))[0]) == expected
    assert set(os.listdir(tmp_path)) - before == {"a.tar", "a.zip"}


def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt"))).write_bytes(b"One.")
    assert set(read_all(folder)[0]) == {"\\udcff\\udcfe.txt"}
    info = tarfile.TarInfo("\udcff.txt")
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.GNU_FORMAT) as tar:
        tar.addfile(info)
    assert set(read_all(tmp_path / "a.tar")[0]) == {"\\udcff.txt"}


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    write_zip(tmp_path / "inner.zip", {"a.txt": b"Text."})
    write_tar(tmp_path / "inner.tgz", {"a.txt": b"Text."}, "w:gz")
    files = {name: (tmp_path / name).read_bytes() for name in ("inner.zip", "inner.tgz")}
    for outer in (write_tar(tmp_path / "o.tar", files), write_zip(tmp_path / "o.zip", files)):
        articles, unreadable = read_all(outer)
        assert not articles
        assert set(unreadable) == set(files)


def test_an_encrypted_member_and_one_of_an_unknown_method(tmp_path: Path) -> None:
    stored = bytearray(write_zip(tmp_path / "a.zip", {"a.txt": b"Secret.", "b.txt": b"Good."}).read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        stored[stored.index(mark) + flags] |= 1
    (tmp_path / "locked.zip").write_bytes(stored)
    articles, unreadable = read_all(tmp_path / "locked.zip")
    assert set(articles) == {"b.txt"}
    assert "encrypted" in unreadable["a.txt"].error.detail
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = stored.index(mark)
        stored[place + method - 2] &= 0xFE
        stored[place + method] = 77
    (tmp_path / "odd.zip").write_bytes(stored)
    articles, unreadable = read_all(tmp_path / "odd.zip")
    assert set(articles) == {"b.txt"}
    assert set(unreadable) == {"a.txt"}


def test_the_same_path_twice_in_a_tar(tmp_path: Path) -> None:
    write_tar(tmp_path / "a.tar", {"a.txt": b"One.", "./a.txt": b"Two."})
    articles, unreadable = read_all(tmp_path / "a.tar")
    assert articles["a.txt"].content == b"One."
    assert isinstance(unreadable["a.txt (item 2)"].error, InvalidRecord)


def test_a_damaged_header_is_not_the_end(tmp_path: Path) -> None:
    stored = bytearray(write_tar(tmp_path / "a.tar", {f"{n}.txt": b"Text." for n in range(9)}).read_bytes())
    stored[4 * 1024 + 3] ^= 0xFF
    (tmp_path / "b.tar").write_bytes(stored)
    articles, unreadable = read_all(tmp_path / "b.tar")
    assert set(articles) == {f"{n}.txt" for n in range(4)}
    assert set(unreadable) == {"b.tar (rest)"}


def test_a_file_that_may_not_be_opened_stops_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a.txt": b"One.", "b.txt": b"Two."})
    (tmp_path / "b.txt").unlink()
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "c.txt.gz").write_bytes(b"\x1f\x8b\x08" + bytes(20))
    articles, unreadable = read_all(tmp_path)
    assert set(articles) == {"a.txt"}
    assert set(unreadable) == {"c.txt.gz"}


def test_a_zip_member_without_a_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "Text.")
        archive.writestr("b.txt", "Text.")
    assert set(read_all(tmp_path / "a.zip")[0]) == {"b.txt"}
    assert set(read_all(tmp_path / "a.zip", globs=["*"])[0]) == {"member 1", "b.txt"}
