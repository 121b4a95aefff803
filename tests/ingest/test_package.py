"""Zips of XML that were made to do harm."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from service.core.errors import DocumentDamaged, DocumentLocked, NotText, TooLarge
from service.ingest.content import Limits
from service.ingest.media import DOCX, media_type
from service.ingest.package import DEPTH, MEMBERS, Package
from tests.ingest.zips import packed

LIMITS = Limits(characters=1_000, unpacked_bytes=1_000_000)
ENTITIES = '<!DOCTYPE a [<!ENTITY x "words">]><a>&x;</a>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&l9;</a>"
)
EXTERNAL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>'
SUBSET = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
DEFAULTS = '<!DOCTYPE a [<!ATTLIST a b CDATA "words">]><a/>'


def tree_of(xml: bytes, limits: Limits = LIMITS) -> str:
    root = Package(packed([("a.xml", xml)]), limits).tree("a.xml")
    return "".join(root.itertext())


def with_size(data: bytes, size: int) -> bytes:
    """A zip of one member that states another size than it has."""
    entry = data.rindex(b"PK\x01\x02")
    stated = struct.pack("<I", size)
    return data[:22] + stated + data[26 : entry + 24] + stated + data[entry + 28 :]


# --- the zip


def test_members_are_read() -> None:
    package = Package(packed([("a.xml", b"<a>words</a>"), ("b", b"2")]), LIMITS)
    assert ("a.xml" in package, "c" in package) == (True, False)
    assert package.read("b") == b"2"
    assert package.tree("a.xml").text == "words"
    with pytest.raises(DocumentDamaged, match="has no part c"):
        package.read("c")


def test_too_many_members() -> None:
    data = packed(((f"{number}", b"") for number in range(MEMBERS + 1)), zipfile.ZIP_STORED)
    with pytest.raises(TooLarge, match="10,001 members; the limit is 10,000") as caught:
        Package(data, LIMITS)
    assert (caught.value.limit, caught.value.actual) == (MEMBERS, MEMBERS + 1)
    with pytest.raises(TooLarge):
        media_type(data)


def test_what_unpacks_to_more_than_the_limit_is_not_unpacked() -> None:
    data = packed([("a.xml", bytes(700_000)), ("b", bytes(700_000))])
    with pytest.raises(TooLarge, match="unpacks to 1,400,000 bytes; the limit is 1,000,000") as caught:
        Package(data, LIMITS)
    assert (caught.value.limit, caught.value.actual) == (1_000_000, 1_400_000)
    assert len(Package(data, Limits(unpacked_bytes=1_400_000)).read("b")) == 700_000


def test_a_high_ratio_alone_is_no_fault() -> None:
    spaces = b"<a>" + b" " * 900 + b"</a>" + b"\n" * 900_000
    assert tree_of(spaces) == " " * 900


@pytest.mark.parametrize("stated", [0, 10, 900_000])
def test_a_member_that_lies_about_its_size_is_damaged_and_unpacks_to_no_more(stated: int) -> None:
    data = with_size(packed([("a.xml", bytes(50_000_000))]), stated)
    package = Package(data, LIMITS)
    tracemalloc.start()
    with pytest.raises(DocumentDamaged, match=r"a\.xml cannot be unpacked"):
        package.read("a.xml")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_members_that_are_the_same_bytes_count_each() -> None:
    data = packed([("a.xml", bytes(900_000))])
    at = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry, many = data[at:end], 500
    sizes = struct.pack("<HHII", many, many, len(entry) * many, at)
    overlapping = data[:at] + entry * many + data[end : end + 8] + sizes + b"\0\0"
    with pytest.raises(TooLarge, match="unpacks to 450,000,000 bytes"):
        Package(overlapping, LIMITS)


def test_an_encrypted_member_is_a_locked_file() -> None:
    data = packed([("word/document.xml", b"<a/>")])
    entry = data.rindex(b"PK\x01\x02")
    locked = data[:6] + b"\1" + data[7 : entry + 8] + b"\1" + data[entry + 9 :]
    for attempt in (lambda: Package(locked, LIMITS), lambda: media_type(locked)):
        with pytest.raises(DocumentLocked, match="password"):
            attempt()


def test_a_name_that_is_there_twice_says_two_things() -> None:
    package = Package(packed([("a.xml", b"<a>one</a>"), ("a.xml", b"<a>two</a>")]), LIMITS)
    with pytest.raises(DocumentDamaged, match=r"two parts a\.xml"):
        package.tree("a.xml")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_the_formats_do_not_have(method: int) -> None:
    with pytest.raises(DocumentDamaged, match="compressed"):
        Package(packed([("a.xml", b"<a/>")], method), LIMITS).read("a.xml")


def test_names_that_are_paths_elsewhere_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    names = ["../out.xml", f"{tmp_path}/absolute.xml", "..\\back.xml", "a/../../up.xml"]
    package = Package(packed([(name, b"<a>words</a>") for name in names]), LIMITS)
    assert [package.tree(name).text for name in names] == ["words"] * 4
    assert list(tmp_path.rglob("*")) == [inside]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_half_a_zip_is_damaged(part: float) -> None:
    data = packed([("word/document.xml", b"<a>words</a>" * 50), ("b", b"1")])
    cut = data[: int(len(data) * part)]
    for attempt in (lambda: Package(cut, LIMITS), lambda: media_type(cut)):
        with pytest.raises(DocumentDamaged, match="damaged"):
            attempt()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18) + b"rest", bytes(1_000)])
def test_no_zip_is_damaged(data: bytes) -> None:
    with pytest.raises(DocumentDamaged):
        Package(data, LIMITS).read("a.xml")


# --- the XML


@pytest.mark.parametrize(
    ("encoding", "mark", "declared"),
    [
        ("utf-8", b"", ""),
        ("utf-8-sig", b"", "UTF-8"),
        ("utf-16", b"", "UTF-16"),
        ("utf-16-le", b"\xff\xfe", ""),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("latin-1", b"", "ISO-8859-1"),
    ],
)
@pytest.mark.parametrize(
    "xml",
    [ENTITIES, LAUGHS, EXTERNAL, PARAMETER, SUBSET, DEFAULTS],
    ids=["entities", "laughs", "external", "parameter", "subset", "defaults"],
)
def test_a_document_type_is_refused_in_any_encoding(xml: str, encoding: str, mark: bytes, declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    data = mark + (head + xml).encode(encoding)
    with pytest.raises(DocumentDamaged, match=r"a\.xml declares a document type"):
        tree_of(data)


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "cp037", "shift_jis", "euc_kr", "gb18030", "koi8-r"])
def test_encodings_that_parsers_may_read_differently_are_refused(encoding: str) -> None:
    for xml in (ENTITIES, "<a>words</a>"):
        data = f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)
        with pytest.raises(DocumentDamaged, match=r"a\.xml (?:is in the encoding|is not well-formed)"):
            tree_of(data)


def test_the_type_after_a_comment_and_in_a_comment() -> None:
    with pytest.raises(DocumentDamaged, match="document type"):
        tree_of(b"<!-- a --><?b c?>\n" + ENTITIES.encode())
    assert tree_of(b"<a><!-- <!DOCTYPE a> -->wo<?b c?>rds<![CDATA[ <!DOCTYPE a>]]></a>") == "words <!DOCTYPE a>"


def test_elements_in_each_other() -> None:
    assert tree_of(b"<a>" * DEPTH + b"words" + b"</a>" * DEPTH) == "words"
    for depth in (DEPTH + 1, 500_000):
        with pytest.raises(DocumentDamaged, match="nests more than 200 elements"):
            tree_of(b"<a>" * depth + b"</a>" * depth, Limits())


def test_one_endless_paragraph_is_told_with_the_limit() -> None:
    assert len(tree_of(b"<a>" + b"x" * 1_000 + b"</a>")) == 1_000
    with pytest.raises(TooLarge, match="over 1,000 characters") as caught:
        tree_of(b"<a>" + b"x" * 1_001 + b"</a>")
    assert caught.value.limit == 1_000
    with pytest.raises(TooLarge, match="over 2,500,000 characters"):
        tree_of(b"<a>" + b"long words " * 10_000_000 + b"</a>", Limits())


def test_an_endless_attribute_is_told_on_one_line() -> None:
    with pytest.raises(DocumentDamaged, match="well-formed") as caught:
        tree_of(b"<a b='" + b"x" * 20_000_000 + b"'/>", Limits())
    assert "\n" not in caught.value.detail


def test_the_longest_text_that_the_limit_allows_is_read() -> None:
    longest = "😀" * Limits().characters
    assert tree_of(f"<a>{longest}</a>".encode(), Limits()) == longest


@pytest.mark.parametrize(
    "xml", [b"", b"words", b"<a>", b"<a></b>", b"<a/><a/>", b"\0<a/>", b"<a>\xff</a>", b"<a>&x;</a>"]
)
def test_what_is_no_xml_is_told(xml: bytes) -> None:
    with pytest.raises(DocumentDamaged, match=r"a\.xml is not well-formed XML: "):
        tree_of(xml)


# --- Office files that are no zips


def compound(*streams: str) -> bytes:
    """The beginning of a compound file and its directory, as far as it matters."""
    names = [name.encode("utf-16-le").ljust(64, b"\0") for name in ("Root Entry", *streams)]
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name + bytes(64) for name in names)


def test_an_office_file_with_a_password_says_so() -> None:
    with pytest.raises(DocumentLocked, match="password") as caught:
        media_type(compound("EncryptionInfo", "EncryptedPackage"), name="a.docx")
    assert "without a password" in caught.value.hint


def test_an_old_office_file_says_what_to_do() -> None:
    with pytest.raises(NotText, match="save it as DOCX"):
        media_type(compound("WordDocument", "1Table"), name="a.doc")


def test_a_main_part_of_another_number_is_a_word_document_too() -> None:
    assert media_type(packed([("word/document2.xml", b"<a/>")])) == DOCX


def test_a_type_member_that_lies_unpacks_to_no_more() -> None:
    data = with_size(packed([("mimetype", bytes(50_000_000))]), 40)
    tracemalloc.start()
    with pytest.raises(DocumentDamaged, match="mimetype cannot be unpacked"):
        media_type(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000
