"""Mail: what is read of it, what stays out, and files that are none."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import DocumentDamaged, DocumentLocked, EmptyDocument, PlumblineError
from service.ingest import Reading
from service.ingest.content import Content, Limits, Note
from service.ingest.mail import read as read_mail
from tests.ingest.pages import PARAGRAPHS, page

TEXT = "\n\n".join(PARAGRAPHS) + "\n"
UTF8 = "Content-Type: text/plain; charset=utf-8"
HEAD = b"From: Ada Lind <ada@harbour.example>\r\nSubject: The bridge\r\nDate: Mon, 2 Mar 2026 23:40:00 -0800\r\n"


def read(data: bytes) -> Content:
    return read_mail(data, Limits())


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def mail(text: str = TEXT, subject: str = "The bridge") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ada Lind <ada@harbour.example>"
    message["To"] = "desk@harbour.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 2 Mar 2026 23:40:00 -0800"
    message.set_content(text)
    return message


def raw(body: str, *fields: str, encoding: str = "ascii") -> bytes:
    head = "".join(f"{field}\r\n" for field in ("MIME-Version: 1.0", *fields))
    return HEAD + head.encode() + b"\r\n" + body.encode(encoding)


def test_a_plain_mail() -> None:
    content = read(mail().as_bytes())
    assert [block.text for block in content.blocks] == ["The bridge", *PARAGRAPHS]
    assert (content.title, content.author, content.published) == ("The bridge", "Ada Lind", date(2026, 3, 2))
    assert content.notes == ()
    assert [block.marks[0].line for block in content.blocks] == [1, 2, 3, 4]


def test_through_the_process_that_reads_files() -> None:
    reading = Reading(Limits())
    try:
        document = reading.read(mail().as_bytes(), name="bridge.eml")
    finally:
        reading.close()
    assert document.text == "\n\n".join(["The bridge", *PARAGRAPHS])
    assert (document.media_type, document.author) == ("message/rfc822", "Ada Lind")


def test_the_plain_part_goes_before_the_html_part() -> None:
    message = mail()
    message.add_alternative(page("<p>Another text altogether.</p>").decode(), subtype="html")
    assert texts(message.as_bytes()) == ["The bridge", *PARAGRAPHS]


@pytest.mark.parametrize("plain", [" \n", ""])
def test_the_html_part_where_the_plain_one_says_nothing(plain: str) -> None:
    message = mail(plain)
    message.add_alternative(page().decode(), subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<a>")  # type: ignore[index, union-attr]
    content = read(message.as_bytes())
    assert [block.text for block in content.blocks][-3:] == list(PARAGRAPHS)
    assert content.notes == ()


def test_html_in_the_charset_of_its_part() -> None:
    text = page("<p>Совет решил восстановить мост.</p>" * 3, title="Мост").decode().replace("©", "")
    data = raw(text, 'Content-Type: text/html; charset="koi8-r"', encoding="koi8-r")
    assert "Совет решил восстановить мост." in texts(data)


@pytest.mark.parametrize(
    ("fields", "body", "expected"),
    [
        (("Content-Transfer-Encoding: quoted-printable", UTF8), "caf=C3=A9 re=\r\nopens", "café reopens"),
        (("Content-Transfer-Encoding: base64", UTF8), "Y2Fmw6kgcmVvcGVucw==", "café reopens"),
        (("Content-Type: text/plain; charset=x-none",), "The café reopens.", "The café reopens."),
        (("Content-Type: text/plain; charset=us-ascii",), "The café reopens.", "The café reopens."),
        ((), "The café reopens.", "The café reopens."),
        ((UTF8, "Content-Transfer-Encoding: x-none"), "The café reopens.", "The café reopens."),
    ],
)
def test_encodings(fields: tuple[str, ...], body: str, expected: str) -> None:
    assert texts(raw(body, *fields, encoding="utf-8")) == ["The bridge", expected]


def test_encoded_words() -> None:
    data = (
        b"From: =?utf-8?b?0JDQtNCwINCb0LjQvdC0?= <ada@harbour.example>\r\n"
        b"Subject: =?koi8-r?q?=ED=CF=D3=D4?=\r\n =?utf-8?q?_open?=\r\n\r\nIt is open.\r\n"
    )
    content = read(data)
    assert (content.title, content.author, content.published) == ("Мост open", "Ада Линд", None)


def test_flowed_text() -> None:
    body = "The council voted on Tuesday \r\nto rebuild it.\r\n\r\n>> Was it \r\n> so?\r\n From here on \r\nit is.\r\n"
    assert texts(raw(body, "Content-Type: text/plain; format=flowed"))[1:] == [
        "The council voted on Tuesday to rebuild it.",
        "From here on it is.",
    ]
    body = "市議会は火曜日 \r\nに決めた。\r\n"
    fields = ("Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes",)
    assert texts(raw(body, *fields, encoding="utf-8"))[1:] == ["市議会は火曜日に決めた。"]


def test_quoted_lines_stay_out_and_nothing_else() -> None:
    body = "It begins.\n\nOn Monday Bo Falk wrote:\n> When does it begin?\n> > At all?\n\nWe told a > b.\n-- \nAda\n"
    found = " ".join(texts(mail(body).as_bytes()))
    assert "begin?" not in found
    assert "At all" not in found
    for kept in ("It begins.", "On Monday Bo Falk wrote:", "We told a > b.", "Ada"):
        assert kept in found


def test_attachments_are_not_read_and_told() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4", "application", "pdf", filename="a.pdf")
    message.add_attachment("Secret words of a file.", filename="a.txt")
    content = read(message.as_bytes())
    assert content.notes == (Note.ATTACHMENTS,)
    assert [block.text for block in content.blocks] == ["The bridge", *PARAGRAPHS]


def test_forwarded_mails_come_under_their_subjects() -> None:
    inner = mail("The ferry runs again.\n", "The ferry")
    middle = mail("See below for the ferry.\n", "Fwd: The ferry")
    middle.add_attachment(inner)
    outer = mail("Both are below this line.\n", "Fwd: Fwd")
    outer.add_attachment(middle)
    content = read(outer.as_bytes())
    assert [(block.text, block.level) for block in content.blocks] == [
        ("Fwd: Fwd", 1),
        ("Both are below this line.", 0),
        ("Fwd: The ferry", 2),
        ("See below for the ferry.", 0),
        ("The ferry", 3),
        ("The ferry runs again.", 0),
    ]


def test_mails_within_mails_are_read_to_a_depth() -> None:
    message = mail("Number 0 is here.\n", "0")
    for number in range(1, 9):
        outer = mail(f"Number {number} is here.\n", str(number))
        outer.add_attachment(message)
        message = outer
    content = read(message.as_bytes())
    assert [block.text for block in content.blocks if not block.heading] == [
        f"Number {number} is here." for number in range(8, 3, -1)
    ]
    assert content.notes == (Note.ATTACHMENTS,)


def test_author_without_a_name_and_several_authors() -> None:
    assert read(b"From: ada@harbour.example\r\nSubject: a\r\n\r\nText.\r\n").author == ""
    several = b"From: Ada Lind <a@b.example>, Bo Falk <b@b.example>\r\nSubject: a\r\n\r\nText.\r\n"
    assert read(several).author == "Ada Lind, Bo Falk"


@pytest.mark.parametrize("value", ["soon", "Mon, 99 Mar 2026 10:00:00 +0000", "", "(" * 900, "9" * 900])
def test_a_date_that_is_none(value: str) -> None:
    content = read(f"From: a@b.example\r\nSubject: a\r\nDate: {value}\r\n\r\nThe text.\r\n".encode())
    assert content.published is None
    assert content.blocks[-1].text == "The text."


@pytest.mark.parametrize("value", ["(" * 900, "<," * 400, "=?utf-8?q?=?=", '"' * 901, "a" * 9_000])
def test_a_sender_that_is_none(value: str) -> None:
    content = read(f"From: {value}\r\nSubject: {value}\r\n\r\nThe text.\r\n".encode())
    assert content.blocks[-1].text == "The text."


BOUND = "Content-Type: multipart/mixed; boundary=x"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (raw("--x\r\n\r\nThe council vo", BOUND), "cut off"),
        (raw("The text.", BOUND), "bounds"),
        (raw("The text.", "Content-Type: multipart/mixed"), "bounds"),
        (raw("AAAAA", "Content-Transfer-Encoding: base64"), "cut off"),
        (b"\r\n\r\nNo head at all.", "no head"),
        (raw("The text.", "Content-Type: text/plain; " + "a=b; " * 20_000), "5,000"),
        (HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + b"\r\nhi", "too deep"),
    ],
    ids=["cut", "no bound found", "no bound named", "base64", "no head", "long field", "deep"],
)
def test_broken_mails(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentDamaged, match=reason):
        read(data)


def test_nested_parts_without_end() -> None:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n" for at in range(3_000))
    started = time.perf_counter()
    with pytest.raises(DocumentDamaged, match="too deep"):
        read(HEAD + parts.encode() + b"\r\nhi")
    assert time.perf_counter() - started < 20


def test_encrypted_mail_is_locked() -> None:
    body = "--x\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x--\r\n"
    for data in (
        raw(body, "Content-Type: multipart/encrypted; boundary=x"),
        raw("AAAA", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data"),
    ):
        with pytest.raises(DocumentLocked, match="encrypted"):
            read(data)


def test_only_attachments() -> None:
    message = EmailMessage()
    message["Subject"] = "The plan"
    message.add_attachment(b"%PDF-1.4", "application", "pdf", filename="plan.pdf")
    with pytest.raises(EmptyDocument, match="send the attached file"):
        read(message.as_bytes())


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 5_000), st.integers(1, 60), st.integers(0, 255)),
        min_size=1,
        max_size=8,
    )
)
def test_any_mutation_gives_content_or_an_error_of_ours(changes: list[tuple[int, int, int, int]]) -> None:
    message = mail()
    message.add_alternative(page().decode(), subtype="html")
    message.add_attachment(mail("The ferry runs again.\n", "The ferry"))
    data = bytearray(message.as_bytes())
    for kind, at, count, value in changes:
        start = at % (len(data) or 1)
        if kind == 0:
            del data[start : start + count]
        elif kind == 1:
            data[start:start] = data[start : start + count]
        elif data:
            data[start] ^= value
    with suppress(PlumblineError):
        content = read(bytes(data))
        assert Content.model_validate_json(content.model_dump_json()) == content
