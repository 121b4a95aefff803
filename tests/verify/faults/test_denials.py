"""A denial is held against the denials of the same words."""

from __future__ import annotations

import pytest

from service.core.check import FaultKind
from service.ingest import read_text
from service.segment import segment
from service.verify.check import Checker


def denied(source: str, text: str) -> bool:
    document = segment(read_text(f"{source} The hall was full of people.", max_characters=1_000), language="en")
    return FaultKind.NEGATION in Checker(document).check(text).flags


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The plant at Ardal opened in May.", "The plant at Ardal has not opened in May."),
        ("The plant at Ardal has not opened.", "The plant at Ardal has opened."),
        ("It is not cheap. The plant at Ardal opened in May.", "The plant at Ardal was not opened in May."),
        ("Vidal was not arrested and is not a suspect in Ardal.", "Vidal was arrested and is not a suspect in Ardal."),
        ("Waiting would be cheap in Ardal, selling would not.", "Waiting would be cheap in Ardal, selling would."),
        ("Nobody in Ardal left, and she would not resign.", "Nobody in Ardal left, and she would resign."),
        ("The law of Ardal has never been passed.", "The law of Ardal has not never been passed."),
    ],
)
def test_denials_put_in_or_left_out(source: str, text: str) -> None:
    assert denied(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "She promised Ardal that nobody would leave an old house.",
            "None of Ardal's people would leave an old house.",
        ),
        ("The owners of the plant refused to open it in Ardal.", "The owners did not open the plant in Ardal."),
        (
            "Osten called on Vidal to resign. Vidal said that she would not resign.",
            "Vidal said that she would not resign.",
        ),
        ("The plant at Ardal is Vidal's and not the town's.", "The plant at Ardal is Vidal's, the town said."),
        ("The port of Ardal has not been opened.", "The port of Ardal is unopened and was never opened."),
    ],
)
def test_the_same_denial_in_other_words(source: str, text: str) -> None:
    assert not denied(source, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Paul Orsen sold the boats of Ardal.", True),
        ("Paul Orsen had sold the boats of Ardal.", True),
        ("Paul Orsen denied selling the boats of Ardal.", False),
        ("Paul Orsen said that he had not sold the boats of Ardal.", False),
    ],
)
def test_what_somebody_denied_is_not_told_as_so(text: str, fault: bool) -> None:
    assert denied("Paul Orsen denied that he had sold the boats of Ardal.", text) is fault


def test_what_is_told_elsewhere_may_be_told_beside_a_denial() -> None:
    assert not denied("The court fined Orsen in May. Orsen denied all charges.", "The court fined Orsen in May.")
