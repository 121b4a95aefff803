"""Pinned floors: the quality that a change must not lower."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from eval.baselines import Limits
from eval.dataset import load_suite
from eval.metrics.base import Better
from eval.metrics.registry import BETTER
from eval.predict import Tick, predict, start_run
from eval.score import score_run
from eval.systems import system
from service.core.document import Frozen
from service.core.errors import FileUnreadable, InvalidReference
from service.engine import Engine

FLOORS = Path(__file__).parent / "floors.yaml"


class Floors(Frozen):
    """`floors` are the least means (the most, where lower is better); they hold for one state of the references."""

    model: str
    suite: str
    split: str
    references_sha256: str
    floors: dict[str, float]


@dataclass(frozen=True)
class Held:
    metric: str
    floor: float
    measured: float
    held: bool


def read_floors(path: Path) -> Floors:
    """Raises FileUnreadable, InvalidReference."""
    try:
        return Floors.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        raise InvalidReference(f"{path} is not a file of floors: {' '.join(str(error).split())[:200]}.") from error


def gate(path: Path, folder: Path, engine: Engine, tick: Tick) -> list[Held]:
    """Run the model that `path` names and hold every floor.

    Raises as `read_floors`, and InvalidReference when the references changed.
    """
    floors = read_floors(path)
    suite = load_suite(floors.suite, split=floors.split)
    if suite.sha256 != floors.references_sha256:
        raise InvalidReference(
            f"The references have SHA-256 {suite.sha256}, the floors are for {floors.references_sha256}: "
            f"measure again and set the floors in {path.name} by hand."
        )
    limits = Limits()
    start_run(folder, suite, floors.split, (floors.model,), limits)
    predict(folder, suite, {floors.model: system(floors.model, engine, limits)}, engine, tick)
    scores = score_run(folder, engine, tick)
    means = {name: scores.mean(floors.model, name) for name in scores.systems[floors.model]}
    means |= {f"checker.{name}": sum(values) / len(values) for name, values in scores.checker.items()}
    held = []
    for name, floor in floors.floors.items():
        if name not in means:
            raise InvalidReference(f"{path.name} sets a floor for {name!r}, which is not measured on {floors.suite}.")
        lower = BETTER.get(name) is Better.LOWER
        held.append(Held(name, floor, means[name], means[name] <= floor if lower else means[name] >= floor))
    return held
