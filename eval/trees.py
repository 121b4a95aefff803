"""Boosted oblivious trees (Friedman, 2001; Prokhorenkova et al., 2018): every level of a tree asks one question.

Small and deterministic, for tables of some ten thousand rows; `service.draft.selection` evaluates what is fitted here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.draft.selection import Forest
from service.models.base import Vectors

Floats = NDArray[np.float64]
BINS = 48


@dataclass(frozen=True)
class Shape:
    """How a forest is grown. `smooth` is counted as that much weight of rows at the mean of all."""

    trees: int = 300
    depth: int = 4
    rate: float = 0.05
    smooth: float = 20.0
    rows: float = 0.7  # share of groups that each tree sees
    columns: float = 0.5  # share of columns that each tree may ask about


def fit(
    table: Vectors, target: Floats, weight: Floats, group: NDArray[np.int64], shape: Shape, seed: int = 0
) -> Forest:
    """Least squares of `target` of shape (n,), each row counted `weight` times; rows of a group are drawn together."""
    chance = np.random.default_rng(seed)
    edges = np.linspace(0, 1, BINS + 1)[1:-1]
    borders = [np.unique(np.quantile(column, edges).astype(np.float32)) for column in table.T]
    bins = np.stack([np.searchsorted(b, c, side="left") for b, c in zip(borders, table.T, strict=True)], axis=1)
    base = float(np.average(target, weights=weight))
    left = target - base
    groups = np.unique(group)
    columns = np.zeros((shape.trees, shape.depth), dtype=np.int16)
    cuts = np.zeros((shape.trees, shape.depth), dtype=np.float32)
    leaves = np.zeros((shape.trees, 2**shape.depth), dtype=np.float32)
    usable = np.array([column for column in range(table.shape[1]) if len(borders[column])])
    for tree in range(shape.trees):
        drawn = chance.choice(groups, max(1, int(shape.rows * len(groups))), replace=False)
        seen = np.isin(group, drawn)
        asked = np.sort(chance.choice(usable, max(1, int(shape.columns * len(usable))), replace=False))
        leaf = np.zeros(len(table), dtype=np.int64)
        for level in range(shape.depth):
            column, cut = _best(bins[seen], left[seen], weight[seen], leaf[seen], 2**level, asked, shape.smooth)
            columns[tree, level], cuts[tree, level] = column, borders[column][cut]
            leaf = 2 * leaf + (bins[:, column] > cut)
        size = 2**shape.depth
        total = np.bincount(leaf[seen], (weight * left)[seen], size)
        counted = np.bincount(leaf[seen], weight[seen], size)
        leaves[tree] = shape.rate * total / (counted + shape.smooth)
        left = left - leaves[tree][leaf]
    return Forest(columns, cuts, leaves, base)


def _best(
    bins: NDArray[np.int64], left: Floats, weight: Floats, leaf: NDArray[np.int64], leaves: int,
    asked: NDArray[np.int64], smooth: float,
) -> tuple[int, int]:  # fmt: skip
    """The question (column and bin above which the answer is yes) that explains most over all leaves."""
    best, found = -1.0, (int(asked[0]), 0)
    for column in asked:
        key = leaf * BINS + bins[:, column]
        total = np.bincount(key, weight * left, leaves * BINS).reshape(leaves, BINS).cumsum(axis=1)
        counted = np.bincount(key, weight, leaves * BINS).reshape(leaves, BINS).cumsum(axis=1)
        below, above = total[:, :-1], total[:, -1:] - total[:, :-1]
        gain = below**2 / (counted[:, :-1] + smooth) + above**2 / (counted[:, -1:] - counted[:, :-1] + smooth)
        gains = gain.sum(axis=0)[: int(bins[:, column].max())]
        if len(gains) and gains.max() > best:
            best, found = float(gains.max()), (int(column), int(gains.argmax()))
    return found
