"""The titles that names are told with."""

from __future__ import annotations

import pytest

from service.reading.names import runs
from service.reading.titles import titled


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Transport Minister Joren Valk left.", [({"joren", "valk"}, {"transport", "minister"})]),
        ("It was the judge Ada Brenn.", [({"ada", "brenn"}, {"judge"})]),
        ("Its director, Ada Brenn, left.", [({"ada", "brenn"}, {"director"})]),
        (
            "Ada Brenn, the retired appeal court judge, left.",
            [({"ada", "brenn"}, {"retired", "appeal", "court", "judge"})],
        ),
        ("Ada Brenn left.", []),
        ("In Tamsk, General Secretary Ada Brenn left.", [({"ada", "brenn"}, {"general", "secretary"})]),
    ],
)
def test_titles(text: str, found: list[tuple[set[str], set[str]]]) -> None:
    assert [(set(item.name), set(item.title)) for run in runs(text) for item in titled(text, 0, run)] == found


def test_offsets_may_count_from_elsewhere() -> None:
    text = "It was the judge Ada Brenn."
    assert [titled(text, 90, run) for run in runs(text, 90)] == [titled(text, 0, run) for run in runs(text)]
