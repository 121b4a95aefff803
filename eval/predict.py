"""A suite through the systems: one stored prediction for each article, however often it is interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from eval.baselines import Limits
from eval.dataset import Suite
from eval.predictions import Prediction, read_json, read_predictions, write_json
from eval.systems import System
from service import __version__
from service.core.document import Frozen
from service.core.errors import FileUnreadable, InvalidRun, PlumblineError
from service.engine import Engine

Tick = Callable[[str, str], None]  # called with the system and the article after each prediction


class Run(Frozen):
    """What `run.json` says of a run folder; two runs may be compared when their suites are the same."""

    suite: str
    split: str
    suite_sha256: str
    articles: tuple[str, ...]
    models: tuple[str, ...]
    max_words: int
    max_claims: int
    service_version: str
    outputs: dict[str, str]  # SHA-256 of the file of each system whose outputs were recorded


def open_run(folder: Path) -> Run:
    """Raises FileUnreadable, InvalidRun."""
    return read_json(
        folder / "run.json", Run, FileUnreadable(f"{folder} is not a run: it has no run.json that can be read.")
    )


def start_run(
    folder: Path,
    suite: Suite,
    split: str,
    models: tuple[str, ...],
    limits: Limits,
    outputs: Mapping[str, str] = MappingProxyType({}),
) -> Run:
    """The run in `folder`, begun or gone on with; models may be added.

    Raises InvalidRun when it holds another suite, or was made with other options.
    """
    run = Run(
        suite=suite.name,
        split=split,
        suite_sha256=suite.sha256,
        articles=tuple(example.id for example in suite.examples),
        models=models,
        max_words=limits.max_words,
        max_claims=limits.max_claims,
        service_version=__version__,
        outputs=dict(outputs),
    )
    if (folder / "run.json").exists():
        before = open_run(folder)
        changed = [name for name, digest in run.outputs.items() if before.outputs.get(name, digest) != digest]
        if before.model_copy(update={"models": models, "outputs": run.outputs}) != run or changed:
            what = f"other outputs of {changed[0]}" if changed else "another suite, version or other options"
            raise InvalidRun(f"{folder} holds a run of {what}; give another folder.")
        run = run.model_copy(
            update={
                "models": tuple(dict.fromkeys([*before.models, *models])),
                "outputs": before.outputs | run.outputs,
            }
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "run.json", run.model_dump())
    return run


def predict(folder: Path, suite: Suite, systems: dict[str, System], engine: Engine, tick: Tick) -> None:
    """Append what is missing to `<model>.predictions.jsonl`, each line on disk before the next article begins."""
    for name, system in systems.items():
        path = predictions_path(folder, name)
        _trim(path)
        done = {id_ for id_, prediction in read_predictions(path).items() if prediction.error is None}
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            for example in suite.examples:
                if example.id not in done:
                    stream.write(_predict_one(name, system, engine, suite, example.id).model_dump_json() + "\n")
                    stream.flush()
                    os.fsync(stream.fileno())
                tick(name, example.id)


def predictions_path(folder: Path, model: str) -> Path:
    return folder / f"{quote(model, safe='')}.predictions.jsonl"


def _predict_one(name: str, system: System, engine: Engine, suite: Suite, id_: str) -> Prediction:
    example = next(item for item in suite.examples if item.id == id_)
    started = time.perf_counter()
    try:
        document = engine.read(example.text, title=example.title, language=example.language)
        prediction = system(example, document)
    except PlumblineError as error:
        return Prediction(id=id_, error=f"{error.detail} [{error.code}]", seconds=time.perf_counter() - started)
    except Exception as error:  # a model may fail in any way; the failure is its result
        return Prediction(id=id_, error=f"{name}: {error!r}", seconds=time.perf_counter() - started)
    spent = prediction.seconds or time.perf_counter() - started
    return prediction.model_copy(update={"seconds": round(spent, 3)})


def _trim(path: Path) -> None:
    """Cut a last line that a crash left without its end."""
    if path.exists() and (data := path.read_bytes()) and not data.endswith(b"\n"):
        with path.open("r+b") as stream:
            stream.truncate(data.rfind(b"\n") + 1)
