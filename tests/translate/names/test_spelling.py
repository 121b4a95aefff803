"""Spellings of one name are alike, those of others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.translate.names.spelling import bare, places, stands


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("ko", ["Cho Yong-won", "Jo Yong Won", "Jo Yongwon", "Cho Yong-wŏn"]),
        ("ko", ["Lee Myung-bak", "Lee Myeongbak", "Ri Myong Bak", "Yi Myŏng-bak"]),
        ("ko", ["Roh Moo-hyun", "No Muhyeon", "Noh Mu-hyun", "Ro Mu Hyon"]),
        ("ko", ["Park Geun-hye", "Pak Kŭn-hye", "Bak Geunhye"]),
        ("ko", ["Im Chol Ung", "Lim Cheol-ung", "Rim Chol Ung"]),
        ("ru", ["Sergey Lavrov", "Sergei Lavrov", "Sergej Lavrov"]),
        ("ru", ["Khrushchëv", "Hruščëv", "Khrushchev", "Khrushchyov"]),
        ("ru", ["Yevgeniy", "Evgeny", "Evgenij"]),
        ("zh", ["Lü Liang", "Lu Liang", "LU LIANG"]),
        ("zh", ["Zhao Ping'an", "Zhao Pingan", "Zhao Ping-an"]),
    ],
)
def test_spellings_of_one_name(language: str, spellings: list[str]) -> None:
    assert len({bare(one, language) for one in spellings}) == 1


def test_other_people_are_other_people() -> None:
    for one in ("Kim Jong Il", "Kim Il Sung", "Ri Il Hwan", "Pak Jong Chon"):
        assert not places(f"Yesterday {one} came.", ["Kim Jong Un"], "ko")
    assert not places("Ivan Chernov came.", ["Sergey Lavrov"], "ru")


def test_places_are_of_the_words_alone() -> None:
    target = "On Monday, Yong-won Cho’s aide met Cho. Yong went."
    best = places(target, ["Jo Yong Won"], "ko")[0]
    assert target[best.start : best.end] == "Yong-won Cho’s"
    assert best.score == 100


def test_small_letters_are_no_name() -> None:
    assert not places("they jo yong won", ["Jo Yong Won"], "ko")


@pytest.mark.parametrize(
    ("form", "target", "there"),
    [
        ("Jo Yong Won", "said jo yong-won, who", True),
        ("Jo Yongwon", "Jo Yong-won", False),
        ("Xi'an", "in Xi’an now", True),
        ("Ri", "Rivers", False),
        ("", "anything", False),
        ("Mt Paektu", "Mt Paektu’s", True),
    ],
)
def test_letter_for_letter(form: str, target: str, there: bool) -> None:
    assert stands(form, target) is there


@given(st.text(max_size=30), st.text(max_size=10), st.sampled_from(["ko", "ru", "zh", "fr"]))
def test_any_words_can_be_compared(target: str, form: str, language: str) -> None:
    for place in places(target, [form], language):
        assert 0 <= place.start < place.end <= len(target)
    assert bare(bare(form, language), language).isalpha() or not bare(form, language)
