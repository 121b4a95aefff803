"""Fit the direction of `service/draft/slant.py` to our own pairs of sentences and write it to its data folder.

Fisher's linear discriminant, its covariance shrunk towards a multiple of the identity (Ledoit and Wolf, 2004). Prints
the SHA-256 that `slant.py` has to name, and how many left-out pairs are told apart.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import yaml
from rich.console import Console
from safetensors.numpy import save

from service.draft import slant
from service.engine import Engine
from service.models.base import Vectors
from service.settings import settings

PAIRS = Path(__file__).parent / "slant_pairs.yaml"
TARGET = Path(slant.__file__).parent / "data" / "slant.safetensors"
SHRUNK = 2.0  # of the mean variance, added to every direction's
FOLDS = 5


def fit(loaded: Vectors, plain: Vectors) -> tuple[Vectors, float]:
    """The direction and offset after which plain sentences are -1 in the mean, loaded ones 1."""
    within = np.concatenate([loaded - loaded.mean(0), plain - plain.mean(0)]).astype(np.float64)
    spread = within.T @ within / len(within)
    size = len(spread)
    shrunk = spread + SHRUNK * np.trace(spread) / size * np.eye(size)
    direction = np.linalg.solve(shrunk, (loaded.mean(0) - plain.mean(0)).astype(np.float64))
    high, low = float((loaded @ direction).mean()), float((plain @ direction).mean())
    scale = 2 / (high - low)
    return (scale * direction).astype(np.float32), scale * (high + low) / 2


def main() -> None:
    pairs = yaml.safe_load(PAIRS.read_text(encoding="utf-8"))
    encoder = Engine(settings()).models.encoder
    loaded, plain = (encoder.encode([pair[side] for pair in pairs])[0] for side in ("loaded", "plain"))
    right = 0
    for fold in range(FOLDS):
        out = np.arange(len(pairs)) % FOLDS == fold
        direction, _ = fit(loaded[~out], plain[~out])
        right += int(((loaded[out] - plain[out]) @ direction > 0).sum())
    direction, offset = fit(loaded, plain)
    data = save(
        {
            "direction": direction,
            "offset": np.array([offset], dtype=np.float32),
            "encoder": np.frombuffer(bytes.fromhex(encoder.sha256), dtype=np.uint8),
        }
    )
    TARGET.write_bytes(data)
    console = Console()
    console.print(f"{len(pairs)} pairs; {right} of them told apart when left out")
    console.print(f"SHA-256 {hashlib.sha256(data).hexdigest()}, {len(data):,} bytes")


if __name__ == "__main__":
    main()
