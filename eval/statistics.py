"""Whether one system is better than another, from paired scores of the same articles.

- p: the paired randomisation test (Fisher, 1935; Noreen, 1989): every assignment of signs where there are at most
  2**EXACT of them, else a sample of them.
- Interval of the mean difference: the same test turned round, that is quantiles of the means of subsets (Hartigan's
  typical values, 1969): exact for symmetric differences, and never at odds with p. The bootstrap's BCa covers less
  than it says at n = 16 when many differences are 0 or tails are heavy; `make bench-statistics` shows both.
- Several metrics at once: Holm's correction (Holm, 1979).
- Minimum detectable effect and needed n: the paired t test's power at the observed spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Numbers = NDArray[np.float64]

SAMPLES = 9_999  # assignments of signs that are drawn where they are too many to try
EXACT = 16  # pairs; up to here every assignment of signs is tried
LEVEL = 0.95
POWER = 0.8
LARGEST_N = 100_000


@dataclass(frozen=True)
class Paired:
    """The comparison of two systems on one metric: `difference` is the mean of the first minus the second."""

    n: int
    first: float
    second: float
    difference: float
    low: float
    high: float
    p: float
    detectable: float
    needed: int | None


def compare(first: Sequence[float], second: Sequence[float]) -> Paired:
    """Both in the order of the same articles. Raises ValueError when their lengths differ or are under 2."""
    if len(first) != len(second) or len(first) < 2:
        raise ValueError("paired scores must be two lists of the same length, 2 or more")
    differences = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    low, high = interval(differences)
    return Paired(
        n=len(differences),
        first=float(np.mean(first)),
        second=float(np.mean(second)),
        difference=float(differences.mean()),
        low=low,
        high=high,
        p=randomisation(differences),
        detectable=detectable(differences),
        needed=needed(differences),
    )


def interval(values: Numbers, *, level: float = LEVEL) -> tuple[float, float]:
    """The interval of the mean of `values`, shape (n,); a point when all are equal.

    With fewer than 6 values there is no 95% interval: it is then their whole range.
    """
    n = len(values)
    if n < 2 or np.ptp(values) < 1e-12:
        return float(values.mean()), float(values.mean())
    chosen = (1 - _signs(n)) / 2
    sizes = chosen.sum(axis=1)
    means = chosen[sizes > 0] @ values / sizes[sizes > 0]
    means.sort()
    k = max(1, int((1 - level) / 2 * (len(means) + 1)))
    return float(means[k - 1]), float(means[-k])


def randomisation(differences: Numbers) -> float:
    """Two-sided p that the mean difference is 0, exact for few pairs."""
    n = len(differences)
    if np.ptp(differences) < 1e-12 and abs(differences[0]) < 1e-12:
        return 1.0
    observed = abs(differences.mean())
    extreme = np.abs(_signs(n) @ differences / n) >= observed - 1e-12
    if n <= EXACT:
        return float(extreme.mean())
    return float((extreme.sum() + 1) / (len(extreme) + 1))


def holm(ps: Sequence[float]) -> list[float]:
    """The p values, adjusted for their number, in the order given."""
    adjusted = [0.0] * len(ps)
    reached = 0.0
    for rank, index in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        reached = max(reached, min(1.0, (len(ps) - rank) * ps[index]))
        adjusted[index] = reached
    return adjusted


def detectable(differences: Numbers, *, power: float = POWER) -> float:
    """The smallest mean difference that n such pairs find with `power`, at the 5% level."""
    n = len(differences)
    return float(differences.std(ddof=1) * _effect(n, power) / np.sqrt(n))


def needed(differences: Numbers, *, power: float = POWER) -> int | None:
    """How many such pairs it takes to find the observed mean difference with `power`; None when it is 0 or too many."""
    mean, spread = abs(float(differences.mean())), float(differences.std(ddof=1))
    if mean < 1e-12 or spread < 1e-12:
        return None if mean < 1e-12 else 2
    low, high = 2, LARGEST_N
    if _effect(high, power) * spread / np.sqrt(high) > mean:
        return None
    while low < high:
        middle = (low + high) // 2
        if _effect(middle, power) * spread / np.sqrt(middle) <= mean:
            high = middle
        else:
            low = middle + 1
    return low


@lru_cache(maxsize=256)
def _effect(n: int, power: float) -> float:
    """The non-centrality at which a two-sided paired t test at the 5% level has `power`."""
    critical = stats.t.ppf(0.975, n - 1)
    low, high = 0.0, 40.0
    for _ in range(50):
        middle = (low + high) / 2
        if stats.nct.sf(critical, n - 1, middle) < power:
            low = middle
        else:
            high = middle
    return high


@lru_cache(maxsize=4)
def _signs(n: int) -> Numbers:
    """Assignments of signs, shape (m, n): all 2**n, or a fixed sample of SAMPLES."""
    if n <= EXACT:
        bits = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    else:
        bits = np.random.default_rng(n).integers(0, 2, size=(SAMPLES, n))
    return (1 - 2 * bits).astype(np.float64)
