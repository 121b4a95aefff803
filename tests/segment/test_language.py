"""Which language a text is in."""

from __future__ import annotations

import pytest

from service.segment import detect

TEXTS = {
    "en": "The council met on Tuesday to discuss the new bridge. It voted nine to two in favour of the plan.",
    "ko": "대표단은 화요일에 수도에 도착하였다. 총리는 공항에서 그들을 맞이하였다.",
    "zh": "代表团星期二抵达首都。总理在机场迎接了他们。会谈预计将持续三天。",
    "ja": "代表団は火曜日に首都に到着した。首相は空港で一行を出迎えた。",
    "ru": "Делегация прибыла в столицу во вторник. Премьер-министр встретил её в аэропорту.",
    "fr": "La délégation est arrivée mardi dans la capitale. Le ministre l'a accueillie à l'aéroport.",
    "es": "La delegación llegó el martes a la capital. El ministro la recibió en el aeropuerto.",
    "de": "Die Delegation traf am Dienstag in der Hauptstadt ein. Der Präsident begrüßte sie am Flughafen.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_language(code: str, text: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_language_of_a_long_text(code: str, text: str) -> None:
    assert detect((text + " ") * 300) == code


def test_most_of_the_text_decides() -> None:
    assert detect(TEXTS["ko"] * 20 + " Workers' Party (WPK) " + TEXTS["ko"] * 20) == "ko"


@pytest.mark.parametrize("text", ["", "  \n", "12 345 — 6.7 %", "?! …"])
def test_no_words_no_language(text: str) -> None:
    assert detect(text) == "und"
