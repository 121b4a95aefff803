"""The statistics say what they should, shown by simulation with a fixed seed and by brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench_statistics import SHAPES, SPREAD, bca_coverage, rates
from eval.statistics import compare, detectable, holm, interval, needed, randomisation

scores = st.lists(st.floats(-1, 1, allow_subnormal=False).map(lambda x: round(x, 3)), min_size=2, max_size=12)


@pytest.mark.parametrize("n", [16, 50])
def test_error_rates_coverage_and_power(n: int) -> None:
    false, covered, found = rates(SHAPES["bell"], SPREAD["bell"], n, 700)
    assert 0.035 <= false <= 0.065
    assert 0.93 <= covered <= 0.97
    assert 0.77 <= found <= 0.83


def test_the_interval_covers_where_bca_does_not() -> None:
    ties = SHAPES["mostly ties"]
    _, covered, _ = rates(ties, SPREAD["mostly ties"], 16, 400)
    assert covered >= 0.93
    assert bca_coverage(ties, 16, 200) < covered


@given(scores)
def test_p_is_the_share_of_sign_assignments(values: list[float]) -> None:
    differences = np.array(values)
    observed = abs(differences.mean())
    every = [abs(np.mean(np.array(signs) * differences)) for signs in product([1, -1], repeat=len(values))]
    assert randomisation(differences) == pytest.approx(np.mean([value >= observed - 1e-12 for value in every]))


@given(scores)
def test_the_interval_holds_the_mean_and_moves_with_it(values: list[float]) -> None:
    differences = np.array(values)
    low, high = interval(differences)
    assert differences.min() - 1e-9 <= low <= high <= differences.max() + 1e-9
    moved = interval(differences + 2)
    assert moved == pytest.approx((low + 2, high + 2))


@given(st.lists(st.floats(-1, 1, allow_subnormal=False), min_size=6, max_size=10, unique=True))
def test_the_interval_and_p_agree(values: list[float]) -> None:
    differences = np.array(values)
    low, high = interval(differences)
    if min(abs(low), abs(high)) > 1e-6:
        assert (low > 0 or high < 0) == (randomisation(differences) <= 0.05)


def test_few_values_give_their_range() -> None:
    assert interval(np.array([0.1, 0.4, 0.2])) == (0.1, 0.4)


def test_two_that_are_equal_are_equal() -> None:
    paired = compare([0.5] * 16, [0.5] * 16)
    assert (paired.difference, paired.low, paired.high, paired.p, paired.needed) == (0, 0, 0, 1, None)
    with pytest.raises(ValueError, match="same length"):
        compare([1.0], [1.0])


def test_holm_adjusts_in_order() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_needed_and_detectable_agree() -> None:
    rng = np.random.default_rng(0)
    differences = rng.normal(0.1, 1.0, size=50)
    n = needed(differences)
    assert n is not None
    again = np.resize([-1.0, 1.0], n)
    again = again / again.std(ddof=1) * differences.std(ddof=1)
    assert detectable(again) == pytest.approx(abs(differences.mean()), rel=0.02)
    assert needed(np.array([1.0, 1.0, 1.0])) == 2
    assert needed(np.array([1.0, -1.0])) is None
    assert needed(np.array([1.0, -1.0, 0.0001])) is None
