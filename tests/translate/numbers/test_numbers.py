from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.translate.numbers import Kind, amounts, issues


@pytest.mark.parametrize(
    ("language", "text", "value", "kind"),
    [
        ("ko", "3만 5천 명", "35000", Kind.COUNT),
        ("ko", "2조 3천억 원", "2300000000000", Kind.MONEY),
        ("ko", "12.3억 달러", "1230000000", Kind.MONEY),
        ("ko", "십오만 원", "150000", Kind.MONEY),
        ("ko", "열두 살", "12", Kind.COUNT),
        ("ko", "3분의 2", "0.666667", Kind.FRACTION),
        ("ko", "주체111(2022)년", "2022", Kind.YEAR),
        ("ko", "5%포인트", "5", Kind.POINTS),
        ("ko", "3할1푼2리", "0.312", Kind.COUNT),
        ("en", "She hit .312 again", "0.312", Kind.COUNT),
        ("en", "75 mph", "75", Kind.MEASURE),
        ("zh", "90亿元", "9000000000", Kind.MONEY),
        ("zh", "三千五百人", "3500", Kind.COUNT),
        ("zh", "三分之一", "0.333333", Kind.FRACTION),
        ("zh", "百分之五", "5", Kind.PERCENT),
        ("zh", "2.5个百分点", "2.5", Kind.POINTS),
        ("ru", "1,5 млн рублей", "1500000", Kind.MONEY),
        ("ru", "тремя тысячами пятьюстами", "3500", Kind.COUNT),
        ("ru", "XIX век", "19", Kind.CENTURY),
        ("ru", "3 процентных пункта", "3", Kind.POINTS),
        ("fr", "quatre-vingt-dix-sept", "97", Kind.COUNT),
        ("fr", "1 234,5 euros", "1234.5", Kind.MONEY),
        ("es", "1.234,5", "1234.5", Kind.COUNT),
        ("es", "tres mil millones", "3000000000", Kind.COUNT),
        ("en", "two dozen", "24", Kind.COUNT),
        ("en", "1.5 bn", "1500000000", Kind.COUNT),
        ("en", "twenty-two percent", "22", Kind.PERCENT),
        ("en", "Juche 111", "2022", Kind.YEAR),
    ],
)
def test_reads_the_amount(language: str, text: str, value: str, kind: Kind) -> None:
    certain = [item for item in amounts(text, language) if item.certain]
    assert [(item.value, item.kind) for item in certain] == [(Decimal(value), kind)]


@pytest.mark.parametrize(
    ("language", "source", "target", "codes"),
    [
        ("zh", "公司亏损90亿元。", "The company lost 90 billion yuan.", ["number_changed"]),
        ("zh", "公司亏损90亿元。", "The company lost 9 billion yuan.", []),
        ("ko", "5%포인트 올랐다.", "It rose by 5 percent.", ["percent_points_mixed"]),
        ("ko", "2월 3일에 열렸다.", "It was held on March 3.", ["date_changed"]),
        ("ko", "2월 3일에 열렸다.", "It was held on February 3.", []),
        ("ko", "300만 달러를 썼다.", "They spent 3 million euros.", ["currency_changed"]),
        ("ru", "Пришли 57 человек.", "Many people came.", ["number_missing"]),
        ("ru", "Пришли люди.", "57 people came.", ["number_added"]),
        ("ko", "음력 8월 15일", "August 15", ["lunar_date_flag"]),
        ("ko", "22일 회의가 열렸다.", "The meeting was held on Tuesday.", []),
        ("ko", "22일 화요일 회의가 열렸다.", "The meeting was held on Tuesday.", ["number_missing"]),
        ("ko", "22일과 25일 회의가 열렸다.", "The meetings began on Tuesday.", ["number_missing"]),
        ("ko", "27일 떠난다.", "They leave on July 27.", []),
        ("ko", "6월 27일 떠난다.", "They leave on July 27.", ["date_changed"]),
        ("ko", "27명이 떠난다.", "In July 27 of them leave.", ["number_added"]),
        ("zh", "深111公里。", "It is 111 km (69 miles) deep.", []),
        ("zh", "深111公里。", "It is 111 km (96 miles) deep.", ["number_added"]),
        ("zh", "花费500亿美元。", "It cost $50bn (£27bn).", []),
        ("zh", "花费500亿美元。", "It cost $50bn, and £27bn more.", ["number_added"]),
        ("ko", "수천억 달러가 든다.", "It costs hundreds of billions of dollars.", []),
        ("zh", "花费数千亿美元。", "It costs hundreds of billions of dollars.", []),
        ("zh", "花费千亿美元。", "It costs hundreds of billions of dollars.", ["number_added"]),
        ("ko", "구조대가 왔다.", "The rescuers came.", []),
        ("ko", "이사회가 결정했다.", "The board decided.", []),
        ("ko", "이십사 회 열렸다.", "It was held often.", ["number_missing"]),
        ("ru", "Пришли две женщины.", "Both women came.", []),
        ("ko", "지난해 10월에 열었다.", "It opened in October 2031.", []),
        ("ko", "10월에 열었다.", "It opened in October 2031.", ["number_added"]),
        ("ko", "지난달 초에 열었다.", "It opened in early June.", []),
        ("zh", "去年10月开放。", "It opened in October 2031.", []),
        ("ru", "Открыли в октябре прошлого года.", "It opened in October 2031.", []),
        ("ru", "В прошлом году и в этом году.", "Last year, and in 2032 and 2033.", ["number_added"]),
        ("ko", "4.17 공동선언 기념식", "a ceremony for the joint declaration of April 17", []),
        ("ko", "4.17 공동선언 기념식", "a ceremony for the 4.17 joint declaration", []),
        ("ko", "오전 0시 20분", "at 12:20 a.m.", []),
        ("ko", "50년 이상 일했다.", "He worked for more than five decades.", []),
        ("ko", "50년 이상 일했다.", "He worked for more than four decades.", ["number_missing"]),
        ("ko", "비가 900mm 내렸다.", "It rained 36 inches (900 mm).", []),
        ("ko", "시속 120km로 분다.", "It blows at 75 mph.", ["unit_converted"]),
        ("ko", "무슨 일이 일어났나", "What happened?", []),
        ("ko", "사진전 2031.04", "A show of photographs, April 2031", []),
        ("zh", "第一次也是唯一一次展出", "It was shown for the first and only time.", []),
        ("zh", "二〇三一年展出", "It was shown.", ["number_missing"]),
    ],
)
def test_issues(language: str, source: str, target: str, codes: list[str]) -> None:
    assert [issue.code for issue in issues(source, target, language, "en")] == codes


def test_a_weekday_of_the_source_is_a_day_of_the_translation() -> None:
    assert issues("They met on Tuesday.", "그들은 22일 만났다.", "en", "ko") == []
    assert [issue.code for issue in issues("They met.", "그들은 22일 만났다.", "en", "ko")] == ["number_added"]


LANGUAGES = st.sampled_from(["en", "ko", "zh", "ru", "fr", "es"])


@given(st.text(alphabet="0123456789.,:-%/ 만억천년월일一二十百亿点分之втысяч одинXIVthe$", max_size=40), LANGUAGES)
def test_spans_slice_to_the_surface(text: str, language: str) -> None:
    for item in amounts(text, language):
        assert text[item.span.start : item.span.end] == item.surface != ""


@given(st.integers(11, 10**9), LANGUAGES)
def test_a_figure_is_read_as_its_value(number: int, language: str) -> None:
    assert [item.value for item in amounts(str(number), language) if item.certain] == [number]


@given(st.lists(st.integers(2, 10**7), max_size=5), LANGUAGES)
def test_the_same_numbers_are_no_issue(numbers: list[int], language: str) -> None:
    text = " | ".join(map(str, numbers))
    assert issues(text, text, language, language) == []
