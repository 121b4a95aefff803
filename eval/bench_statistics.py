"""The statistics of `eval compare`, proven by simulation: error rates, coverage and power, by n and shape.

Paired differences of four shapes are drawn many times: bell-shaped, heavy-tailed, mostly ties (two thirds are 0), and
skewed. Prints a table, scipy's BCa bootstrap (Efron, 1987) beside. The standard error of a rate near 5% is 0.3 points
at 4,000 draws.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.stats import bootstrap

from eval.statistics import Numbers, detectable, interval, randomisation

Draw = Callable[[np.random.Generator, int], Numbers]

SHAPES: dict[str, Draw] = {
    "bell": lambda rng, n: rng.normal(size=n),
    "heavy tails": lambda rng, n: rng.standard_t(4, size=n),
    "mostly ties": lambda rng, n: rng.normal(size=n) * (rng.random(n) < 1 / 3),
    "skewed": lambda rng, n: rng.gamma(4.0, size=n) - 4.0,
}
SPREAD = {"bell": 1.0, "heavy tails": 2**0.5, "mostly ties": 3**-0.5, "skewed": 2.0}


def rates(draw: Draw, spread: float, n: int, draws: int, seed: int = 0) -> tuple[float, float, float]:
    """Type-I error at 5%, coverage of the 95% interval, and the share of planted differences found at 80% power."""
    rng = np.random.default_rng(seed)
    planted = detectable(_exactly(spread, n))
    false, covered, found = 0, 0, 0
    for _ in range(draws):
        differences = draw(rng, n)
        false += randomisation(differences) <= 0.05
        low, high = interval(differences)
        covered += low <= 0.0 <= high
        found += randomisation(differences + planted) <= 0.05
    return false / draws, covered / draws, found / draws


def bca_coverage(draw: Draw, n: int, draws: int, seed: int = 0) -> float:
    """The coverage of the peer's interval."""
    rng = np.random.default_rng(seed)
    covered = 0
    for _ in range(draws):
        found = bootstrap((draw(rng, n),), np.mean, method="BCa", n_resamples=1_999, rng=rng).confidence_interval
        covered += found.low <= 0.0 <= found.high
    return covered / draws


def _exactly(spread: float, n: int) -> Numbers:
    """n values with the standard deviation `spread`."""
    values = np.resize([-1.0, 1.0], n)
    return np.asarray(values / values.std(ddof=1) * spread, dtype=np.float64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=4_000)
    draws = parser.parse_args().draws
    table = Table("differences", "n", "type-I error", "coverage of 95%", "BCa's", "found at 80% power")
    for name, draw in SHAPES.items():
        for n in (16, 50, 200):
            false, covered, found = rates(draw, SPREAD[name], n, draws)
            bca = bca_coverage(draw, n, draws // 4)
            table.add_row(name, str(n), f"{false:.3f}", f"{covered:.3f}", f"{bca:.3f}", f"{found:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
