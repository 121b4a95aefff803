"""Where a dispatch was filed."""

from __future__ import annotations

import pytest

from service.reading.dateline import DATELINE


@pytest.mark.parametrize(
    "line",
    [
        "PORT ADEN, May 4 -- ",
        "PORT ADEN (Orla Press) — ",
        "Port Aden, May 4 (OPA) -- ",
        "Ardal City, 12 Rajab (OPA) - ",
        "Ardal, May 4 -- ",
        "Orla (AP) ",
    ],
)
def test_a_dateline_ends_where_the_sentence_begins(line: str) -> None:
    found = DATELINE.match(f"{line}The mayor opened the pier.")
    assert found is not None
    assert found.group() == line


@pytest.mark.parametrize(
    "text",
    [
        "The mayor (a lawyer) - and a rower - opened the pier.",
        "Karl Hoff, 41, opened the pier - at last.",
        "Ardal - the largest town - has no pier.",
    ],
)
def test_a_sentence_that_only_has_a_dash_has_none(text: str) -> None:
    assert DATELINE.match(text) is None
