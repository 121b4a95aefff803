"""The small words are found where they bear on something."""

from __future__ import annotations

import pytest

from service.reading import modality


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("more than 500", "above"),
        ("at least 500", "above"),
        ("up to 500", "below"),
        ("nearly 500", "below"),
        ("500 or more", "above"),
        ("500 or fewer", "below"),
        ("no more than 500", "below"),
        ("not less than 500", "above"),
        ("500 at most", "below"),
        ("over the years, 500", ""),
        ("about 500", ""),
    ],
)
def test_bounds(text: str, side: str) -> None:
    at = text.index("500")
    assert modality.bound(text, at, at + 3) == side


@pytest.mark.parametrize("text", ["He did not go.", "He didn’t go.", "Nobody went.", "He no longer goes."])
def test_negations(text: str) -> None:
    assert modality.marks(modality.NEGATION, text)


def test_marks_have_offsets() -> None:
    text = "It may rain, and it might not."
    assert [text[mark.start : mark.end] for mark in modality.marks(modality.PLAIN_HEDGE, text)] == ["may", "might"]
