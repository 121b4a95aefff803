"""Months, days, and dates that are told from the day of writing."""

from __future__ import annotations

import pytest

from service.reading.dates import read_dates


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("They left yesterday.", {("last", "day")}),
        ("Tonight and tomorrow", {("this", "day"), ("next", "day")}),
        ("in the past year", {("last", "year")}),
        ("a year ago", {("last", "year")}),
        ("the coming month", {("next", "month")}),
        ("this Friday", {("this", "friday")}),
        ("the last of them", set()),
        ("before the vote", set()),
    ],
)
def test_dates_told_from_today(text: str, relative: set[tuple[str, str]]) -> None:
    assert read_dates(text).relative == relative


def test_names_and_days() -> None:
    found = read_dates("On Monday, March 3, and on 4 May.")
    assert found.names == {"mon", "mar", "may"}
    assert found.days == {("mar", "3"), ("may", "4")}
    assert read_dates("Nothing of the kind.").names == frozenset()
