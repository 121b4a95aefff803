"""Which language a text is in."""

from __future__ import annotations

import pytest

from service.core.document import Document
from service.segment import detect, segment
from service.segment.language import FEWEST_LETTERS
from tests.ingest.laid import lay_out

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


FRENCH_NAME = "It is the sac à dépêches of the princess, which is now on the cover of a magazine."


def test_a_foreign_name_does_not_hide_english() -> None:
    assert detect(FRENCH_NAME) == "en"


def test_an_english_title_makes_no_english_text() -> None:
    assert detect(f"{TEXTS['es']} La delegación leyó “The Bridge of Ardal”, del poeta de la capital.") == "es"


# --- paragraphs


def languages(*paragraphs: str, language: str = "") -> list[tuple[str, str]]:
    """The paragraphs in another language than the document's, each with its own."""
    document = segment(lay_out("\n\n".join(paragraphs)), language=language)
    return [(foreign.language, document.slice(foreign)) for foreign in document.languages]


PAIRS = [(own, other) for own in TEXTS for other in TEXTS if own != other]


@pytest.mark.parametrize(("own", "other"), PAIRS, ids=lambda code: code)
def test_a_paragraph_in_another_language(own: str, other: str) -> None:
    text = TEXTS[own]
    assert languages(text, TEXTS[other], text, text) == [(other, TEXTS[other])]


@pytest.mark.parametrize("code", TEXTS)
def test_a_document_in_one_language_has_no_other(code: str) -> None:
    assert languages(*[TEXTS[code]] * 4) == []


def test_a_short_paragraph_is_in_the_language_of_its_document() -> None:
    short = "Bonjour à tous, dit le maire."
    assert len(short) < FEWEST_LETTERS
    assert languages(TEXTS["en"], short, TEXTS["en"]) == []


def test_names_do_not_make_a_language() -> None:
    names = "Irena Holt, Josef Marin, Paul Anders, Maria Stein, Viktor Ende and Anne-Marie Duval came."
    assert languages(TEXTS["en"], names, TEXTS["en"]) == []


def test_a_foreign_name_makes_no_foreign_paragraph() -> None:
    assert languages(TEXTS["en"], FRENCH_NAME, TEXTS["en"]) == []


def test_the_language_that_is_stated_is_the_document_s_own() -> None:
    assert languages(TEXTS["en"], TEXTS["fr"], language="fr") == [("en", TEXTS["en"])]


def test_a_region_is_no_other_language() -> None:
    assert languages(TEXTS["en"], TEXTS["fr"], language="en-GB") == [("fr", TEXTS["fr"])]


@pytest.mark.parametrize("stated", ["und", "tlh"])
def test_nothing_is_compared_with_a_language_that_is_not_known(stated: str) -> None:
    assert languages(TEXTS["en"], TEXTS["fr"], language=stated) == []


def test_each_offset_has_a_language() -> None:
    document = segment(lay_out("\n\n".join([TEXTS["en"], TEXTS["ru"], TEXTS["en"]])))
    (foreign,) = document.languages
    places = {at: document.language_at(at) for at in range(len(document.text))}
    assert {at for at, code in places.items() if code == "ru"} == set(range(foreign.start, foreign.end))
    assert set(places.values()) == {"en", "ru"}


def test_a_document_that_was_not_segmented_has_one_language() -> None:
    assert Document(text="Some words.", title="", language="en").language_at(3) == "en"
