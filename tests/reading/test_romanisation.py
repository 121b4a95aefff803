"""Spellings of one name are the same name, and other names are not."""

from __future__ import annotations

import pytest

from service.reading.romanisation import FAMILY, KOREAN, fold, korean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Zelensky"),
        ("Aleksei", "Alexey"),
        ("Yeltsin", "Eltsin"),
        ("Jin-ping", "Jinping"),
        ("Lee", "Ri"),
        ("Park", "Pak"),
        ("Choi", "Choe"),
        ("CHO", "Jo"),
        ("Kharkiv", "Harkiv"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_other_names_stay_apart() -> None:
    names = ("Ri", "Pak", "Kim", "Choe", "Zelensky", "Zaluzhny", "Putin", "Pushkin", "Brenn", "Brennan")
    assert len({fold(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("Secretary Cho Yong-won", {"joyongwon"}),
        ("Jo Yong Won", {"joyongwon"}),
        ("Ada Brenn Osten", set()),
        ("Kim", set()),
    ],
)
def test_korean_names(run: str, names: set[str]) -> None:
    assert korean(run) == names


def test_the_table_has_each_spelling_once() -> None:
    assert all(KOREAN.get(name, name) == name for name in FAMILY)
    assert all(KOREAN[put] == put for put in KOREAN.values())
