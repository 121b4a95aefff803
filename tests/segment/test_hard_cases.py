"""Sentence borders that are easy to get wrong, in many languages; a bar stands for a border."""

from __future__ import annotations

import pytest

from service.segment import split


def words(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]


@pytest.mark.parametrize(
    "case",
    [
        "He is 41.|She is 42.|They met in May.",
        "The score was 3.|They had hoped for 4.|Nobody spoke.",
        "Am 3. Oktober ist Feiertag.|Am 4. Oktober nicht.",
        "There were a. b. and c. on the list.",
        "Compras: 1.Helado, 2.Carne, 3.Arroz.|Es todo.",
        "• Open the door.|• Walk in.|• Sit down.",
        '그는 "가자." 하고 말했다.|그녀는 갔다.',
        "회의는 2022. 2. 26. 평양에서 열렸다.|모두 왔다.",
        "제1차 회의 (2월 26일.) 가 열렸다.|끝났다.",
        "Er sagte: „Geh.“|Sie ging.",
        "Er rief: „Geh!“|Sie ging.",
        "Il a dit : « Venez. »|Elle est venue.",
        "Il a crié : « Venez ! »|Elle est venue.",
        "Он купил хлеб, молоко и т.д.|Потом он ушёл.",
        "Die 3. Liga beginnt.|Die 2. Liga endet.",
        "MM. Dupont et Durand sont venus.|Ils sont partis.",
        "L'art. 5 et le chap. 3 sont longs.|Le reste est court.",
        "Herr Müller wohnt in der Hauptstr. 5 in Bonn.|Er ist Arzt.",
        "It was plan B.|She agreed.",
        "He lives on Main St.|She lives on Hill Rd.|They meet.",
    ],
)
def test_case(case: str) -> None:
    expected = case.split("|")
    assert words(" ".join(expected)) == expected


@pytest.mark.parametrize("case", ["３．５％増えた。|驚いた。"])
def test_unspaced(case: str) -> None:
    assert words(case.replace("|", "")) == case.split("|")
