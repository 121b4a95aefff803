"""What stands between two lines of a paragraph."""

from __future__ import annotations

import pytest

from service.ingest.joints import Joints, columns

WIDTH = 60


def glued(before: str, after: str, *others: str, width: int = WIDTH) -> str:
    glue = Joints([*others, before, after], width).glue(before, after)
    return before[:-1] + after if glue is None else before + glue + after


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the bridge", "and the road", "the bridge and the road"),
        ("the imple-", "mentation", "the implementation"),
        ("an un-", "known man", "an unknown man"),
        ("a state-", "owned farm", "a state-owned farm"),
        ("it is up-", "to-date", "it is up-to-date"),
        ("it is up-to-", "date", "it is up-to-date"),
        ("short-", "and long-term loans", "short- and long-term loans"),
        ("Ein-", "und Ausfuhr", "Ein- und Ausfuhr"),
        ("die Nord-", "Süd-Achse", "die Nord-Süd-Achse"),
        ("die Brü-", "cken", "die Brücken"),
        ("THE MAIN-", "TENANCE", "THE MAINTENANCE"),
        ("он по-", "прежнему ждёт", "он по-прежнему ждёт"),
        ("кто-", "нибудь", "кто-нибудь"),
        ("строитель-", "ство", "строительство"),
        ("peut-", "être", "peut-être"),
        ("c'est-à-", "dire", "c'est-à-dire"),
        ("le gouver-", "nement", "le gouvernement"),
        ("la carre-", "tera", "la carretera"),
        ("约", "1200人", "约1200人"),
        ("共1200", "人", "共1200人"),
        ("도착하였다.", "총리는", "도착하였다. 총리는"),
    ],
)
def test_glue(before: str, after: str, joined: str) -> None:
    assert glued(before, after) == joined


def test_chinese_that_sets_spaces_beside_numbers_has_them_at_line_ends_too() -> None:
    assert glued("大约", "1200 人", "总共 7510 吨，其中 3390 吨") == "大约 1200 人"


def test_french_mark_keeps_the_space_before_it() -> None:
    assert glued("« Nous sommes prêts", "», dit-il", "« Oui », dit-elle") == "« Nous sommes prêts», dit-il"
    assert glued("« Nous sommes prêts", "» Le maire", "« Oui » dit-elle") == "« Nous sommes prêts » Le maire"


FULL = ["가나 다라마 " + "바" * 24] * 3  # as wide as a page


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("강을 건너는 다리를 새로 놓기로 한 의회의 결정에 놀란 주민들", "은 기뻐하였다.", "주민들은 기뻐하였다."),
        ("강을 건너는 다리를 새로 놓기로 한 시의회의 결정은 주민들을", "기쁘게 하였다.", "주민들을 기쁘게 하였다."),
        ("강을 건너는 다리를 새로 놓기로 한 의회의 결정에 놀란 모두", "“좋다”고 했다.", "모두 “좋다”고 했다."),
    ],
)
def test_korean_that_is_cut_anywhere(before: str, after: str, joined: str) -> None:
    assert columns(before) > WIDTH - 4
    assert glued(before, after, *FULL).endswith(joined)


def test_korean_with_ragged_lines_is_cut_between_words() -> None:
    assert glued("주민들", "은 기뻐하였다") == "주민들 은 기뻐하였다"


def test_columns_of_wide_characters() -> None:
    assert columns("ab 한국 中。") == 3 + 4 + 1 + 4
