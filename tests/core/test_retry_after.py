"""Seconds, a date, or nothing that can be used."""

from __future__ import annotations

import pytest

from service.core.retry_after import retry_seconds


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("nan", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("inf", float("inf")),
    ],
)
def test_seconds_from_now(said: str, found: float) -> None:
    assert retry_seconds(said) == found


def test_a_date_to_come_is_that_far_away() -> None:
    assert retry_seconds("Sun, 01 Jan 2999 00:00:00 GMT") > 1e9
