"""The two ways in, and what they refuse."""

from __future__ import annotations

import pytest

from service.core.errors import EmptyDocument, NotText, TooLarge
from service.ingest import read_bytes, read_text
from service.ingest.readers import READERS

ARTICLE = "Council Opens Bridge\n\nThe council opened the bridge on Monday. The mayor was not there.\n"


def test_bytes_and_text_give_the_same_document() -> None:
    assert read_bytes(ARTICLE.encode(), max_characters=1_000) == read_text(ARTICLE, max_characters=1_000)


def test_encoding_and_line_ends_do_not_matter() -> None:
    data = ARTICLE.replace("\n", "\r\n").encode("utf-16")
    assert read_bytes(data, max_characters=1_000) == read_text(ARTICLE, max_characters=1_000)


def test_title_of_the_caller_goes_before_the_heading() -> None:
    assert read_text(ARTICLE, max_characters=1_000).title == "Council Opens Bridge"
    document = read_text(ARTICLE, max_characters=1_000, title="Mine", source="a.txt")
    assert (document.title, document.source) == ("Mine", "a.txt")
    assert document.sections[0].title == "Council Opens Bridge"


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\u200b\u00a0\r\n", "\x00\x07", "-----\n\n* * *\n"])
def test_nothing_but_white_space_is_empty(text: str) -> None:
    with pytest.raises(EmptyDocument):
        read_text(text, max_characters=1_000)


def test_no_bytes_are_empty() -> None:
    with pytest.raises(EmptyDocument):
        read_bytes(b"", max_characters=1_000)


def test_a_text_on_the_limit_is_read_and_one_over_it_is_not() -> None:
    assert read_text(ARTICLE, max_characters=len(ARTICLE))
    with pytest.raises(TooLarge, match="the limit is"):
        read_text(ARTICLE, max_characters=len(ARTICLE) - 1)


def test_bytes_over_the_limit_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(TooLarge, match="4,005 bytes"):
        read_bytes(b"%PDF-" + b"a" * 4_000, max_characters=1_000, media_type="text/plain")


def test_limit_counts_characters_not_bytes() -> None:
    text = "회의가 열렸다. 모두 왔다."
    assert read_bytes(text.encode(), max_characters=len(text)).text == text


@pytest.mark.parametrize("media_type", ["application/pdf", "text/html", "", "TEXT"])
def test_unknown_media_type_names_those_that_are_known(media_type: str) -> None:
    with pytest.raises(NotText, match="text/plain"):
        read_bytes(ARTICLE.encode(), max_characters=1_000, media_type=media_type)


def test_plain_text_is_in_the_table() -> None:
    assert "text/plain" in READERS
