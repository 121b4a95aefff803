"""Amounts are read in figures, words and the scales of four languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.quantities import quantities, same_amount, same_unit


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("3.4 million crowns", [(3_400_000, "crowns")]),
        ("$3bn in cash", [(3_000_000_000, "dollar")]),
        ("€1.5m", [(1_500_000, "euro")]),
        ("twenty-two percent", [(22, "percent")]),
        ("a hundred and five men", [(105, "men")]),
        ("two hundred thousand", [(200_000, "")]),
        ("1,234.5 tonnes", [(Decimal("1234.5"), "tonnes")]),
        ("1 234 567 km", [(1_234_567, "km")]),
        ("25 basis points", [(25, "points")]),
        ("half a percentage point, or 0.5 percentage points", [(Decimal("0.5"), "points")]),
        ("the third time and the 21st", [(3, "ordinal"), (21, "ordinal")]),
        ("-5 percent", [(-5, "percent")]),
        ("1998-2004", [(1998, ""), (2004, "")]),
        ("3억 5,000만 달러", [(350_000_000, "")]),
        ("1조 2천억 원", [(1_200_000_000_000, "")]),
        ("340만 명", [(3_400_000, "")]),
        ("1.2亿元", [(120_000_000, "")]),
        ("128万人", [(1_280_000, "")]),
        ("5 тыс. рублей", [(5_000, "рублей")]),
        ("1,5 млрд евро", [(1_500_000_000, "евро")]),
        ("14 % des voix", [(14, "percent")]),
        ("0.0625 percent", [(Decimal("0.0625"), "percent")]),
        ("1.234,5 tonnes", [(Decimal("1234.5"), "tonnes")]),
        ("On March 3 150 men", [(3, ""), (150, "men")]),
        ("half a million", [(500_000, "")]),
        ("two and a half billion", [(2_500_000_000, "")]),
        ("minus 5 degrees", [(-5, "degrees")]),
        ("the 100m race", [(100, "")]),
        ("version 2024.123.5", []),
        ("1" * 1_000_001, []),
        ("nothing here", []),
    ],
)
def test_amounts(text: str, amounts: list[tuple[int | Decimal, str]]) -> None:
    assert [(quantity.amount, quantity.unit) for quantity in quantities(text)] == amounts


@pytest.mark.parametrize(
    ("wanted", "given_", "same"),
    [
        ("1.2 million", "1,200,000", True),
        ("1.2 million", "1,203,400", True),
        ("1.2 million", "1,263,400", False),
        ("1,203,400", "1.2 million", False),
        ("12", "twelve", True),
        ("12", "13", False),
        ("0", "1", False),
    ],
)
def test_equal_amounts(wanted: str, given_: str, same: bool) -> None:
    assert same_amount(quantities(wanted)[0], quantities(given_)[0]) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("5 percent", "5%", True),
        ("5 percent", "5 tonnes", False),
        ("5 percent", "5 percentage points", False),
        ("$5", "€5", False),
        ("5 tons", "5 tonnes", True),
        ("5 km", "5 kilometres", True),
        ("5 houses", "5 buildings", True),
        ("5", "5 percent", True),
    ],
)
def test_units(first: str, second: str, same: bool) -> None:
    assert same_unit(quantities(first)[0], quantities(second)[0]) is same


@given(st.integers(0, 10**15))
def test_figures_with_separators_are_the_same_number(number: int) -> None:
    for text in (str(number), f"{number:,}", f"about {number:,} tonnes"):
        assert quantities(text)[0].amount == number


@given(st.text(max_size=200))
def test_offsets_stand_in_the_text(text: str) -> None:
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
