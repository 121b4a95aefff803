"""A name for the pronoun of who speaks."""

from __future__ import annotations

import pytest

from service.reading.speech import named_for, spoken
from service.reading.speech.naming import without_particle

from .articles import article

MET = "윤가람 교수는 표본이 작다고 말했다. "


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ko", MET + "그는 조사가 필요하다고 덧붙였다.", "윤가람은 조사가 필요하다고 덧붙였다."),
        ("ko", "한서아 교수는 옳다고 말했다. 그녀는 웃었다고 덧붙였다.", "한서아는 웃었다고 덧붙였다."),
        (
            "ru",
            "Депутат Глеб Сажин заявил, что бюджет мал. Он призвал отложить голосование.",
            "Глеб Сажин призвал отложить голосование.",
        ),
        (
            "fr",
            "Le maire Alain Castex a dit que la pluie venait. Il a ajouté qu’elle durerait.",
            "Alain Castex a ajouté qu’elle durerait.",
        ),
        ("es", "La juez Ana Pica dijo que llueve. Ella añadió que nieva.", "Ana Pica añadió que nieva."),
    ],
)
def test_a_pronoun_gives_way_to_the_name(language: str, text: str, wanted: str) -> None:
    document = article(text, language)
    sentence = document.sentences[-1]
    found = named_for(document, sentence, spoken(document)[-1])
    assert found is not None
    source = document.slice(sentence)
    assert source[: found.start] + found.put + source[found.end :] == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "윤가람 교수는 표본이 작다고 말했다."),  # named already
        ("zh", "市长林若川说，桥很旧。林若川还说，要修桥。"),
        ("fr", "Les pluies ont cessé. « Tout va bien », a-t-il dit."),  # whose words, nobody knows
        ("es", "Llovió en la ciudad. Dijo que nevaba."),
        ("ru", "Погода была ясной."),
    ],
)
def test_other_sentences_stay(language: str, text: str) -> None:
    document = article(text, language)
    assert named_for(document, document.sentences[-1], spoken(document)[-1]) is None


def test_a_particle_is_taken_off() -> None:
    assert [without_particle(word) for word in ("이베트 로산은", "주석께서는", "Глеб Сажин")] == [
        "이베트 로산",
        "주석",
        "Глеб Сажин",
    ]
