"""Loaded wording: where it is found, of what category, with what neutral wording; and where it is not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.loaded import Category, Loaded
from service.reading.loaded import find, held, loaded

tried = settings(deadline=None, derandomize=True)
HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def shown(text: str, item: Loaded) -> str:
    """One finding as the tables of these tests write it."""
    neutral = "-" if item.neutral is None else item.neutral
    parts = [text[item.start : item.end], item.category.value, *([neutral] if neutral or item.mild else [])]
    return ": ".join([*parts, *(["mild"] if item.mild else [])])


@pytest.mark.parametrize("line", lines("found.txt"))
def test_loaded_wording_is_found(line: str) -> None:
    text, expected = line.split(" => ")
    assert "; ".join(shown(text, item) for item in find(text)) == expected


@pytest.mark.parametrize("text", lines("plain.txt"))
def test_plain_wording_is_left_alone(text: str) -> None:
    assert [shown(text, item) for item in loaded(text)] == []


def test_the_tables_of_these_tests_are_large() -> None:
    assert len(lines("found.txt")) >= 150
    assert len(lines("plain.txt")) >= 150
    assert {
        Category(part.split(": ")[1]) for line in lines("found.txt") for part in line.split(" => ")[1].split("; ")
    } == (set(Category))


def test_what_is_mild_does_not_count() -> None:
    text = "The thugs of the council failed to close the heroic pier."
    assert [item.category for item in find(text)] == [Category.PEJORATIVE, Category.PRESUPPOSITION, Category.PRAISE]
    assert [item.category for item in loaded(text)] == [Category.PEJORATIVE, Category.PRAISE]
    assert [text[item.start : item.end] for item in held(text)] == ["thugs"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ko", "경애하는 원수님께서 공장을 찾으시였다.", ["경애하는 : honorific", "께서: honorific: 이/가"]),
        ("ko", "괴뢰도당은 회담을 거부하였다.", ["괴뢰도당: pejorative: 남측"]),
        ("ko", "역도는 회담을 거부하였다.", ["역도: pejorative: -"]),
        ("ko", "그는 “괴뢰도당”이라고 말하였다.", []),
        ("ko", "공장은 트랙터 410대를 생산하였다.", []),
        ("ru", "Героические шахтёры закончили работу.", ["Героические: praise"]),
        ("ru", "Киевский режим отверг предложение.", ["Киевский режим: pejorative: правительство Украины"]),
        ("ru", "Он назвал это «киевским режимом».", []),
        ("ru", "Совет принял бюджет в понедельник.", []),
        ("zh", "会议圆满成功。", ["圆满成功: praise: 结束"]),
        ("zh", "敌对势力写了这篇文章。", ["敌对势力: pejorative: 反对者"]),
        ("zh", "他说“敌对势力”写了文章。", []),
        ("zh", "水库的水位下降了两米。", []),
        ("fr", "Le conseil heroic a voté.", []),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert [shown(text, item) for item in find(text, language)] == expected


PIECES = st.lists(
    st.sampled_from(
        [
            "heroic",
            "the",
            "regime",
            "“",
            "”",
            '"',
            "grand jury",
            "Heroic",
            "no",
            ".",
            ",",
            "failed to",
            "it is",
            "\n",
            "’s",
        ]
    )
    | st.text(max_size=6),
    max_size=40,
)


@tried
@given(PIECES, st.sampled_from(["en", "ko", "ru", "zh", "fr"]))
def test_places_ascend_and_never_overlap(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    found = find(text, language)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@tried
@given(st.text(max_size=30), st.text(max_size=30))
def test_a_paragraph_is_read_by_itself(before: str, after: str) -> None:
    quotes = str.maketrans("", "", "“”\"«»„「」『』'’")
    before, after = before.translate(quotes), after.translate(quotes)
    text = f"{before}\n\nThe heroic crew won.\n\n{after}"
    assert (len(before) + 6, len(before) + 12) in [(item.start, item.end) for item in find(text)]


def test_two_hundred_thousand_words_of_repeats_are_linear() -> None:
    text = "heroic " * 20_000 + "“" * 1_000 + "great leader " * 5_000
    assert len(find(text)) > 20_000
