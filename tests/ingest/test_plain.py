"""Bytes to characters, and characters to safe ones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.core.errors import NotText
from service.ingest.plain import clean, decode

ENGLISH = (
    "The council met on Tuesday to discuss the new bridge. It voted nine to two in favour of the plan. "
    "Work will start in the spring, the mayor said.\nThe costs are put at 4.2 million crowns.\n"
)
KOREAN = (
    "대표단은 화요일에 수도에 도착하였다. 총리는 공항에서 그들을 맞이하였다. 회담은 사흘 동안 진행될 예정이다.\n"
    "양측은 무역과 교통에 관한 협정에 서명할 것이라고 외무성이 밝혔다.\n"
)
CHINESE = "代表团星期二抵达首都。总理在机场迎接了他们。会谈预计将持续三天。\n双方将签署有关贸易和交通的协议。\n"
JAPANESE = (
    "代表団は火曜日に首都に到着した。首相は空港で一行を出迎えた。会談は三日間続く見通しである。\n"
    "双方は貿易と交通に関する協定に署名すると外務省は発表した。\n"
)
RUSSIAN = (
    "Делегация прибыла в столицу во вторник. Премьер-министр встретил её в аэропорту. "
    "Переговоры продлятся три дня.\nСтороны подпишут соглашение о торговле, сообщило министерство.\n"
)
FRENCH = (
    "La délégation est arrivée mardi dans la capitale. Le ministre l’a accueillie à l’aéroport. "
    "Les négociations dureront trois jours — peut-être quatre.\nL’accord « final » coûtera 40 €.\n"
)
GERMAN = (
    "Die Delegation traf am Dienstag in der Hauptstadt ein. Der Präsident begrüßte sie am Flughafen. "
    "Die Gespräche dauern drei Tage.\nAnschließend unterzeichnen beide Seiten ein Abkommen.\n"
)
SPANISH = (
    "La delegación llegó el martes a la capital. El ministro la recibió en el aeropuerto. "
    "Las negociaciones durarán tres días.\n¿Qué pasará después? Nadie lo sabe, según el señor Núñez.\n"
)
ARTICLES = {
    "english": ENGLISH,
    "korean": KOREAN,
    "chinese": CHINESE,
    "japanese": JAPANESE,
    "russian": RUSSIAN,
    "french": FRENCH,
    "german": GERMAN,
    "spanish": SPANISH,
}
LEGACY = [
    (KOREAN, "cp949"),
    (KOREAN, "euc_kr"),
    (CHINESE, "gb18030"),
    (CHINESE, "gb2312"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (RUSSIAN, "koi8_r"),
    (RUSSIAN, "cp1251"),
    (FRENCH, "cp1252"),
    (GERMAN, "cp1252"),
    (GERMAN, "iso8859_1"),
    (SPANISH, "cp1252"),
]

tried = settings(deadline=None, derandomize=True, max_examples=60)
anything = st.text(st.characters(exclude_categories=()) | st.sampled_from("\r\n\t\x00\u0301\u3099\u1100\u1161 e"))


# --- bytes that are text


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_comes_back_in_any_language(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES)
@pytest.mark.parametrize(("bom", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf16_with_either_byte_order_mark(text: str, bom: bytes, encoding: str) -> None:
    assert decode(bom + text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["english", "french", "german", "spanish"])
def test_utf16_without_mark_in_latin_script(name: str, encoding: str) -> None:
    assert decode(ARTICLES[name].encode(encoding)) == ARTICLES[name]


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(("text", "encoding"), LEGACY, ids=[f"{text[:4]}-{name}" for text, name in LEGACY])
def test_legacy_encoding_is_recognised(text: str, encoding: str, times: int) -> None:
    assert decode((text * times).encode(encoding)) == text * times


def test_a_damaged_byte_in_utf8_costs_one_character() -> None:
    data = (KOREAN * 10).encode()
    assert decode(data + b"\xff" + data) == KOREAN * 10 + "\ufffd" + KOREAN * 10


def test_utf8_cut_in_mid_character_is_still_utf8() -> None:
    assert decode((KOREAN * 20).rstrip().removesuffix(".").encode()[:-1]).startswith(KOREAN * 19)


def test_a_surrogate_in_utf8_costs_one_character() -> None:
    assert clean(decode(KOREAN.encode() + b"\xed\xa0\xbd" + KOREAN.encode())) == KOREAN + "\ufffd" + KOREAN


def test_a_stray_control_character_does_not_make_text_binary() -> None:
    assert decode(ENGLISH.encode() + b"\x00" + ENGLISH.encode()) == ENGLISH + "\x00" + ENGLISH


def test_no_bytes_are_no_text() -> None:
    assert decode(b"") == ""


@tried
@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs"))))
def test_utf8_without_controls_comes_back(text: str) -> None:
    assert decode(text.encode()) == text


# --- bytes that are not


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 4, bytes(1_000), bytes(range(32)) * 30, ENGLISH.encode() + bytes(range(9)) * 20],
    ids=["all bytes", "zeros", "controls", "text with controls"],
)
def test_bytes_full_of_controls_are_not_text(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


@settings(tried, max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_not_text(data: bytes) -> None:
    try:
        text = decode(data)
    except NotText:
        return
    clean(text).encode()


# --- characters


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        (
            "one\r\ntwo\rthree\u2028four\u2029five\x85six\x0cseven\x0beight",
            "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight",
        ),
        ("a\tb\u00a0c\u2003d\u202fe\u3000f", "a b c d e f"),
        ("no\x00thing\x07 to\x7f see\x9f", "nothing to see"),
        ("half \ud83d of a pair \udc00", "half \ufffd of a pair \ufffd"),
        ("safe\u202eteg\u202c \u2066word\u2069", "safeteg word"),
        ("hid\u200bden\u2060 wo\ufeffrd", "hidden word"),
        ("tag\U000e0041\U000e007fged \ufff9note\ufffb", "tagged note"),
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("\r\u200b\n", "\n\n"),
        ("", ""),
    ],
    ids=[
        "newlines",
        "spaces",
        "controls",
        "surrogates",
        "bidi",
        "zero width",
        "tags",
        "nfc",
        "jamo",
        "order",
        "empty",
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🚀 क्\u200dष می\u200cخواهم",
        "\u200eשלום\u200f",
        "ﬁ ½ ™ “quoted” — dash",
        "soft\u00adhyphen",
        "a\n\nb",
    ],
    ids=["joiners", "directional marks", "compatibility forms", "soft hyphen", "blank line"],
)
def test_clean_keeps_what_scripts_need(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES)
def test_clean_leaves_an_article_as_it_is(text: str) -> None:
    assert clean(text) == text


@tried
@given(anything)
@example("\ud83d\ude00")
@example("\r\x00\n")
@example("e\u200b\u0301")
@example("\u1100\u2060\u1161")
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@tried
@given(anything)
@example("e\u200b\u0301")
@example("\u1100\u2060\u1161")
def test_clean_gives_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


@tried
@given(anything)
def test_clean_leaves_no_control_but_the_newline_and_no_space_but_the_plain_one(text: str) -> None:
    cleaned = clean(text)
    assert {char for char in cleaned if unicodedata.category(char) == "Cc"} <= {"\n"}
    assert {char for char in cleaned if char.isspace()} <= {"\n", " "}
    cleaned.encode()


@tried
@given(st.text(st.characters(categories=("L", "N", "P"))))
def test_clean_keeps_letters_digits_and_punctuation(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)
