"""The ways in, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from service.core.document import Document
from service.core.errors import EmptyDocument, NotText, TooLarge
from service.ingest import Reading, read_text
from service.ingest.content import Limits

ARTICLE = "Council Opens Bridge\n\nThe council opened the bridge on Monday. The mayor was not there.\n"


@pytest.fixture
def reading() -> Iterator[Reading]:
    made = Reading(Limits(characters=1_000))
    yield made
    made.close()


def read(source: bytes | str, characters: int = 1_000) -> Document:
    return Reading(Limits(characters=characters)).read(source)


def test_bytes_and_text_give_the_same_document(reading: Reading) -> None:
    expected = read_text(ARTICLE, max_characters=1_000)
    assert reading.read(ARTICLE.encode()) == reading.read(ARTICLE) == expected


def test_encoding_and_line_ends_do_not_matter(reading: Reading) -> None:
    data = ARTICLE.replace("\n", "\r\n").encode("utf-16")
    assert reading.read(data) == reading.read(ARTICLE)


def test_title_of_the_caller_goes_before_the_heading(reading: Reading) -> None:
    assert reading.read(ARTICLE).title == "Council Opens Bridge"
    document = reading.read(ARTICLE, title="Mine", name="a.txt", published=date(2026, 3, 2))
    assert (document.title, document.source, document.published) == ("Mine", "a.txt", date(2026, 3, 2))
    assert document.sections[0].title == "Council Opens Bridge"


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\u200b\u00a0\r\n", "\x00\x07", "-----\n\n* * *\n"])
def test_nothing_but_white_space_is_empty(text: str, reading: Reading) -> None:
    for source in (text, text.encode()):
        with pytest.raises(EmptyDocument):
            reading.read(source)


def test_a_text_on_the_limit_is_read_and_one_over_it_is_not() -> None:
    assert read(ARTICLE, len(ARTICLE))
    with pytest.raises(TooLarge, match="the limit is") as caught:
        read(ARTICLE, len(ARTICLE) - 1)
    assert (caught.value.limit, caught.value.actual) == (len(ARTICLE) - 1, len(ARTICLE))


def test_bytes_over_the_limit_are_refused_before_they_are_decoded(reading: Reading) -> None:
    with pytest.raises(TooLarge, match="4,005 bytes"):
        reading.read(b"words" + b"a" * 4_000)


def test_limit_counts_characters_not_bytes() -> None:
    text = "회의가 열렸다. 모두 왔다."
    assert read(text.encode(), len(text)).text == text


def test_a_format_that_is_not_read_is_named(reading: Reading) -> None:
    with pytest.raises(NotText, match="Portable Network Graphics"):
        reading.read(b"\x89PNG\r\n\x1a\n" + bytes(40), name="article.txt")
