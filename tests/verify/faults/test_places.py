"""A name in another's place is found by the words round it, by its title, or because it is not named there."""

from __future__ import annotations

import pytest

from service.ingest import read_text
from service.segment import segment
from service.verify.check import Checker

ARTICLE = """Transport Minister Lena Vidal met the head of the Harbour Union, Karl Osten, in Ardal on Monday. Vidal said
that Ada Brenn, a retired judge, would lead the inquiry into the strike.

Health Minister Mira Holm spoke of nine injured dockers and two doctors. She asked for more beds at the hospital of
Ardal. The National Union of Ferry Workers backed the strike. The NUFW said that 91 percent of the crews had joined it.

The town of Ardal has been governed by Governor Pavel Zelensky since the spring. The bridge was opened by Ines Drosz,
while her deputy wanted to leave the old one in use.
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(segment(read_text(ARTICLE, max_characters=10_000), language="en"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Transport Minister Mira Holm met the head of the Harbour Union in Ardal on Monday.", "name"),
        ("Health Minister Ada Brenn asked for more beds at the hospital of Ardal.", "roles"),
        ("Karl Osten, a retired judge, would lead the inquiry into the strike, Vidal said.", "roles"),
        ("Karl Osten met the head of the Harbour Union, Lena Vidal, in Ardal on Monday.", "roles"),
        ("The bridge was opened by Mira Holm, while her deputy wanted to leave the old one in use.", "name"),
        ("The bridge was opened on Friday by the engineer Ada Brenn, and her deputy left the old one in use.", "name"),
    ],
)
def test_names_in_the_place_of_others(checker: Checker, text: str, kind: str) -> None:
    check = checker.check(text)
    assert kind in check.flags, check.faults
    for fault in check.faults:
        if fault.kind.value == "name" and fault.source is not None:
            assert fault.source.end <= len(ARTICLE)


@pytest.mark.parametrize(
    "text",
    [
        "Transport Minister Lena Vidal met Karl Osten, the head of the Harbour Union, in Ardal on Monday.",
        "Health Minister Mira Holm asked for more beds at the hospital of Ardal.",
        "The National Union of Ferry Workers said that 91 percent of the crews had joined the strike.",
        "Governor Pavel Zelenskyy has governed the town of Ardal since the spring.",
        "The bridge was opened by Ines Drosz.",
        "Lena Vidal said that the retired judge Ada Brenn would lead the inquiry into the strike.",
    ],
)
def test_names_in_their_own_place(checker: Checker, text: str) -> None:
    assert not {"name", "roles"} & set(checker.check(text).flags), checker.check(text).faults
