"""Relative dates, resolved from the day of publication: Thursday, March 5, 2026."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.relative_dates import resolve

DAY = date(2026, 3, 5)
CASES: dict[str, list[tuple[str, str | None, str | None]]] = {
    "en": [
        ("The council met yesterday.", "yesterday", "2026-03-04"),
        ("Ada Brenn said on Monday that the harbour had closed.", "on Monday", "2026-03-02"),
        ("Ada Brenn said it would vote on Friday.", "on Friday", "2026-03-06"),
        ("The council will vote on a plan that was tabled on Monday.", "on Monday", "2026-03-02"),
        ("The bridge is to be opened on Saturday.", "on Saturday", "2026-03-07"),
        ("On Monday, the council voted.", "On Monday", "2026-03-02"),
        ("The council met on Thursday.", "on Thursday", "2026-03-05"),
        ("The council meets on Monday.", None, None),  # which one, its verb does not tell
        ("The council will meet on Thursday.", None, None),  # today, or in a week
        ("The council met next Friday.", None, None),
        ("Output rose by 4 percent last year.", "last year", "2025"),
        ("The plan for the next year was adopted.", "next year", "2027"),
        ("They met last week.", "last week", "2026-02-23/2026-03-01"),
        ("Prices fell last month.", "last month", "2026-02"),
        ("The plant closed two years ago.", "two years ago", "2024"),
        ("It closed 10 days ago.", "10 days ago", "2026-02-23"),
        ("The conference opened on March 2.", "on March 2", "2026-03-02"),
        ("The conference opened on November 30.", "on November 30", "2025-11-30"),
        ("The conference will open on April 2.", "on April 2", "2026-04-02"),
        ("The conference opened on March 2, 2021.", None, None),
        ("It was founded in January.", "in January", "2026-01"),
        ("It will be founded in January.", "in January", "2027-01"),
        ("It was founded in January 2020.", None, None),
        ("She may leave; in may, they say.", None, None),
        ("She said: “We met yesterday.”", None, None),  # a quotation has a day of its own
        ("They met on February 29.", "on February 29", "2024-02-29"),
    ],
    "ko": [
        ("회의가 어제 열렸다.", "어제", "2026-03-04"),
        ("지난해 생산량이 늘었다.", "지난해", "2025"),
        ("지난 2일 회의가 열렸다.", "지난 2일", "2026-03-02"),
        ("오는 10일 회의가 열린다.", "오는 10일", "2026-03-10"),
        ("지난 12월 30일 개막했다.", "지난 12월 30일", "2025-12-30"),
        ("전원회의에서는 오늘날의 과업을 토의했다.", None, None),
        ("3년 전쟁이 끝났다.", None, None),
    ],
    "zh": [
        ("会议昨天举行。", "昨天", "2026-03-04"),
        ("上周一开会。", "上周一", "2026-02-23"),
        ("去年产量增长。", "去年", "2025"),
        ("三年前开工。", "三年前", "2023"),
    ],
    "ja": [("会議は昨日開かれた。", "昨日", "2026-03-04"), ("先月閉鎖した。", "先月", "2026-02")],
    "ru": [
        ("Совет собрался в понедельник.", "в понедельник", "2026-03-02"),
        ("Совет соберётся, заседание состоится в пятницу.", "в пятницу", "2026-03-06"),
        ("В прошлом году выпуск вырос.", "В прошлом году", "2025"),
        ("Мост открыли 2 марта.", "2 марта", "2026-03-02"),
        ("Мост открыли 2 марта 2020 года.", None, None),
    ],
    "fr": [
        ("Le conseil s'est réuni hier.", "hier", "2026-03-04"),
        ("Il a fermé lundi dernier.", "lundi dernier", "2026-03-02"),
        ("Le pont a été ouvert le 2 mars.", "le 2 mars", "2026-03-02"),
        ("Le pont sera ouvert le 2 avril.", "le 2 avril", "2026-04-02"),
        ("L’année dernière, la production a augmenté.", "L’année dernière", "2025"),
    ],
    "es": [
        ("El consejo se reunió ayer.", "ayer", "2026-03-04"),
        ("El puente se abrió el 2 de marzo.", "el 2 de marzo", "2026-03-02"),
        ("El año pasado subió.", "El año pasado", "2025"),
        ("Llegó por la mañana.", None, None),
    ],
    "de": [
        ("Der Rat tagte gestern.", "gestern", "2026-03-04"),
        ("Der Rat hat am Montag getagt.", "am Montag", "2026-03-02"),
        ("Der Rat wird am Freitag tagen.", "am Freitag", "2026-03-06"),
        ("Der Rat trifft sich heute morgen.", "heute", "2026-03-05"),
        ("Im vergangenen Jahr stieg die Produktion.", "vergangenen Jahr", "2025"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "words", "value"),
    [(language, *case) for language, cases in CASES.items() for case in cases],
)
def test_words_stand_for_their_day(language: str, text: str, words: str | None, value: str | None) -> None:
    found = [(item.text, item.date) for item in resolve(text, DAY, language)]
    assert found == ([] if words is None else [(words, value)])


def test_nothing_is_guessed_without_the_day() -> None:
    assert resolve("The council met yesterday.", None, "en") == ()
    assert resolve("The council met yesterday.", DAY, "cs") == ()


@given(
    st.lists(st.sampled_from([case[0] for cases in CASES.values() for case in cases] + ["x", " ", "«", "\U0001f600"])),
    st.dates(min_value=date(1990, 1, 1)),
    st.sampled_from(sorted(CASES)),
)
def test_offsets_are_those_of_the_words(parts: list[str], day: date, language: str) -> None:
    text = " ".join(parts)
    found = resolve(text, day, language)
    assert [text[item.start : item.end] for item in found] == [item.text for item in found]
    assert all(first.end <= second.start for first, second in pairwise(found))
