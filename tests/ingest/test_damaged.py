"""Text that reached us damaged: cut, in odd encodings, with signs alone on a line."""

from __future__ import annotations

import unicodedata

import pytest

from service.core.errors import EmptyDocument
from service.ingest.plain import clean, decode
from tests.ingest.laid import lay_out

ENGLISH = "The council met on Tuesday to discuss the new bridge. It voted nine to two in favour of the plan. "
KOREAN = "대표단은 화요일에 수도에 도착하였다. 총리는 공항에서 그들을 맞이하였다. 회담은 사흘 동안 진행될 예정이다.\n"
RUSSIAN = "Делегация прибыла в столицу во вторник. Премьер-министр встретил её в аэропорту. Переговоры продлятся.\n"
JAPANESE = "代表団は火曜日に首都に到着した。首相は空港で一行を出迎えた。会談は三日間続く見通しである。\n"


def blocks(text: str) -> list[str]:
    document = lay_out(clean(text))
    return [document.slice(span) for section in document.sections for span in (*section.headings, *section.paragraphs)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [KOREAN, RUSSIAN, JAPANESE], ids=["ko", "ru", "ja"])
def test_utf16_without_mark_outside_latin(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("pad", ["", "a", "ab", "abc"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "cp949"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        ("代表团星期二抵达首都。总理在机场迎接了他们。\n", "gb18030"),
    ],
)
def test_sample_that_ends_in_mid_character(text: str, encoding: str, pad: str) -> None:
    long = pad + text * 2_000
    assert decode(long.encode(encoding)) == long


@pytest.mark.parametrize("tail", ["The café reopened.", "She said “no” to it — twice."])
def test_few_accents_in_a_long_cp1252_text(tail: str) -> None:
    text = ENGLISH * 60 + tail
    assert decode(text.encode("cp1252")) == text


def test_short_utf8_cut_in_mid_character() -> None:
    data = (KOREAN * 2).encode()
    assert decode(data[:-4] + b"\n") == (KOREAN * 2)[:-3] + "\ufffd\n"


@pytest.mark.parametrize("text", ["#\n\nWords of a text.", "# \n\nMr. Lind came.", "Words of a text.\n\n#\n"])
def test_number_sign_alone_is_no_heading(text: str) -> None:
    assert all(blocks(text))


def test_number_signs_only_are_no_document() -> None:
    with pytest.raises(EmptyDocument):
        blocks("###")


@pytest.mark.parametrize(
    "text",
    ["# \n\n• ", "###\n\nMr........ 12", "###\n\n5–# "],
)
def test_number_sign_does_not_crash(text: str) -> None:
    blocks(text)


BODY = """\
The council met on Tuesday to discuss the new bridge over the river and
the road that leads to it from the old market square in the lower town,
where traders had asked for it. The council voted nine to two in favour.
"""


def test_preposition_of_four_letters_in_a_heading() -> None:
    assert blocks("Council of Ministers Meets to Discuss New\nBridge over River\n\n" + BODY)[0] == (
        "Council of Ministers Meets to Discuss New Bridge over River"
    )


def test_list_items_without_stops() -> None:
    text = (
        "The council named its aims for the year to come.\n\n- more houses for young families\n"
        "- a bridge over the river\n- lower fares on the ferry\n\nThe mayor agreed with all of them.\n"
    )
    assert blocks(text)[1:4] == [
        "- more houses for young families",
        "- a bridge over the river",
        "- lower fares on the ferry",
    ]


@pytest.mark.parametrize("text", ["か\n\u3099き", "cafe\u00ad\n\u0301 x"])
def test_joined_lines_are_nfc(text: str) -> None:
    japanese = "代表団は火曜日に首都に到着し首相は空港で一行を出迎え会談は三日間続く見通しである"
    long = japanese if "か" in text else "The council met on Tuesday to discuss the "
    document = lay_out(clean(long + text + long))
    assert unicodedata.is_normalized("NFC", document.text)
