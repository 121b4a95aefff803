"""Letters become words, in any script."""

from __future__ import annotations

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from service.core.errors import NoTextInside
from tests.ingest.pdf.articles import FIRST, texts
from tests.ingest.pdf.made import EDGE, HEIGHT, drawn, set_in_columns, story
from tests.ingest.pdf.raw import lettered, page_of, unlettered

KOREAN = [
    "대표단은 화요일에 수도에 도착하였다. 총리는 공항에서 그들을 맞이하였다. 회담은 사흘 동안 진행될 예정이다. "
    "외무성은 두 나라가 협정에 서명할 것이라고 밝혔으며 다리를 놓는 데에는 2년이 걸릴 것이라고 하였다. "
    "시장은 그동안 나룻배가 무료라고 말하였다.",
    "야당은 이 계획을 돈 낭비라고 불렀다. 대변인은 같은 해에 학교를 약속받았으나 돌 하나 놓이지 않았다고 말하였다. "
    "상인회는 다리 위의 등불 마흔 개의 값을 내겠다고 하였으며 광장을 다시 지은 뒤로 "
    "노인들이 바라던 긴 의자도 놓겠다고 하였다.",
]
CHINESE = [
    "代表团星期二抵达首都，总理在机场迎接了他们，会谈预计将持续三天左右的时间，外交部表示双方将签署协议，新桥的建设需要两年时间，"
    "在此期间渡船免费运送居民。市长感谢所有前来参加会议的人，并说工程将在春天开始。",
    "反对派称该计划浪费金钱。发言人说，同一年里曾经答应修建一所学校，但是至今没有放下一块石头，而桥的价格已经翻了一番。"
    "商人协会提出支付桥上四十盏灯的费用，以及下城老人多年来一直希望得到的长椅。",
]
JAPANESE = [
    "代表団は火曜日に首都に到着した。首相は空港で一行を出迎えた。会談は三日間続く見通しである。外務省は両国が協定に署名すると"
    "発表し、新しい橋の建設には二年かかると述べた。その間、渡し船は無料で人々を運ぶ。市長は集まった人々に感謝した。",
    "野党はこの計画を金の無駄遣いだと呼んだ。報道官は、同じ年に学校が約束されたのに石ひとつ置かれていないと語った。"
    "商人の会は橋の四十の灯りと、広場が建て直されてから老人たちが望んでいた長い腰掛けの費用を払うと申し出た。",
]


def wrapped(font: str, paragraphs: list[str], columns: int) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style = ParagraphStyle("wide", fontName=font, fontSize=10, leading=15, spaceAfter=8)
    style.wordWrap = None if font.startswith("HY") else "CJK"
    return set_in_columns(story([("p", text) for text in paragraphs], style), columns)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(
    ("font", "paragraphs"),
    [("HYSMyeongJo-Medium", KOREAN), ("STSong-Light", CHINESE), ("HeiseiMin-W3", JAPANESE)],
    ids=["korean", "chinese", "japanese"],
)
def test_scripts_of_east_asia(font: str, paragraphs: list[str], columns: int) -> None:
    assert texts(wrapped(font, paragraphs, columns)) == paragraphs


def from_the_right(row: str) -> str:
    """As it stands on the page, from left to right: figures are not turned."""
    return " ".join(word if word[0].isdigit() else word[::-1] for word in reversed(row.split(" ")))


@pytest.mark.parametrize(
    "row",
    [
        "افتتح المجلس الجسر الجديد يوم الثلاثاء",
        "وقال رئيس البلدية إن العمل يستغرق 24 شهرا",
        "המועצה פתחה את הגשר ביום שלישי בשעה 10:30 בבוקר",
    ],
    ids=["arabic", "figures", "hebrew"],
)
def test_right_to_left(row: str) -> None:
    assert texts(lettered([from_the_right(row)])) == [row]


def test_shapes_of_arabic_letters_become_letters() -> None:
    assert texts(lettered(["ﻡﻼﺳ"])) == ["سلام"]


def test_a_foreign_name_in_a_line_from_the_right() -> None:
    assert texts(lettered(["הדקונ Plumbline Works תרבחש רמא"])) == ["אמר שחברת Plumbline Works נוקדה"]


def test_a_word_from_the_right_in_a_line_from_the_left() -> None:
    assert texts(lettered(["The word םולש רקוב means good morning to them"])) == [
        "The word בוקר שלום means good morning to them"
    ]


def test_cyrillic_and_characters_beyond_the_first_plane() -> None:
    row = "Делегация прибыла в столицу 😀 𝒳 во вторник"
    assert texts(lettered([row])) == [row]


def test_combining_marks_stay_with_their_letter() -> None:
    assert texts(lettered(["Cafe\u0301 au lait, nai\u0308f"])) == ["Café au lait, naïf"]


def test_ligatures_are_letters() -> None:
    assert texts(lettered(["the ﬁnal oﬃce ﬂow"])) == ["the final office flow"]


def test_spaces_from_gaps_alone() -> None:
    """TeX moves to the next word and writes no space."""
    content = b"BT /F1 10 Tf 72 700 Td [(The)-250(council)-220(voted,)-333(nine)-250(to)-250(two)-20(.)] TJ ET"
    data = page_of(content, b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
    assert texts(data) == ["The council voted, nine to two."]


def test_kerning_is_no_space() -> None:
    content = b"BT /F1 10 Tf 72 700 Td [(A)80(V)90(A)-40(T)60(o)-60(mb)-100(s)] TJ ET"
    assert texts(page_of(content, b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")) == ["AVATombs"]


def test_a_heading_that_is_spaced_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(EDGE, HEIGHT - EDGE, "The Council of Ardal", charSpace=3.5)

    assert texts(drawn(draw)) == ["The Council of Ardal"]


def test_words_painted_twice_for_boldness_come_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        for shift in (0, 0.3):
            canvas.drawString(EDGE + shift, HEIGHT - EDGE, "The bill of the council, all in all")

    assert texts(drawn(draw)) == ["The bill of the council, all in all"]


def test_a_page_that_is_scaled_and_one_that_is_turned() -> None:
    def scaled(canvas: Canvas) -> None:
        canvas.scale(2, 2)
        canvas.setFont("Times-Roman", 5)
        canvas.drawString(30, 390, "The council met in the old hall of the town.")

    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(60, 500, "It voted for the bridge.")

    assert texts(drawn(scaled)) == ["The council met in the old hall of the town."]
    assert texts(drawn(turned)) == ["It voted for the bridge."]


def test_a_drop_cap_belongs_to_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 36)
        canvas.drawString(EDGE, 676, FIRST[0])
        canvas.setFont("Times-Roman", 10)
        words = FIRST[1:].split()
        rows = [words[:14], words[14:28], words[28:42], words[42:]]
        for index, row in enumerate(rows):
            canvas.drawString(EDGE + (24 if index < 3 else 0), 700 - 12 * index, " ".join(row))

    assert texts(drawn(draw)) == [FIRST]


@pytest.mark.parametrize("first", [3, 0x41, 0x4100, 0xE000], ids=["numbers", "latin", "wide", "private"])
def test_fonts_that_do_not_say_their_letters(first: int) -> None:
    with pytest.raises(NoTextInside, match="which letters they show: 100%"):
        texts(unlettered([first + index % 50 for index in range(200)]))
