"""An archive through Ray Data: the same work for each article, on as many machines as the cluster has.

Ray starts actors that died anew and gives their articles to others. The output is written here, by one process, as in
a run on one machine: what takes time is the engines, and one writer needs no merging of shards.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any

from service.batch.article import Article, Unreadable
from service.batch.ledger import Ledger, Outcome, Todo
from service.core.errors import MissingExtra, PlumblineError
from service.core.problem import Problem
from service.core.receipt import Options
from service.core.request import SummaryRequest
from service.engine import Engine
from service.settings import Settings

WINDOW = 5_000  # articles handed to Ray at a time; what is in memory here does not grow with the archive
TOGETHER = 4  # articles that an actor takes at a time
BLOCKS = 8  # of a window for each actor: what another takes over when one dies
log = logging.getLogger("plumbline")


class Summarizer:
    """An actor with an engine of its own."""

    def __init__(self, settings: Settings) -> None:
        self._engine = Engine(settings)
        self._engine.models.load()

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Columns `number` and `request` (a SummaryRequest as JSON); gives back `number`, `summary` and `problem`."""
        done = [self._one(str(request)) for request in batch["request"]]
        return {
            "number": batch["number"],
            "summary": [summary for summary, _ in done],
            "problem": [problem for _, problem in done],
        }

    def _one(self, request: str) -> tuple[str, str]:
        """The summary or the problem, as JSON; the other is empty."""
        try:
            summary = self._engine.answer(SummaryRequest.model_validate_json(request))
        except PlumblineError as error:
            return "", Problem.of(error).model_dump_json()
        except Exception as error:  # one bad article never stops the run
            log.error("unexpected %s", type(error).__name__, exc_info=error)
            return "", Problem.of(
                PlumblineError("An unexpected error; the actor's log has its trace.")
            ).model_dump_json()
        return summary.untimed().to_json(), ""


def run(items: Iterator[Article | Unreadable], ledger: Ledger, options: Options, settings: Settings) -> None:
    """Do what is left of `items` on the cluster that RAY_ADDRESS names, or on one that is started on this machine.

    Raises MissingExtra, StoreFull, OutputUnusable.
    """
    try:
        import ray.data  # needs pandas as well
    except ModuleNotFoundError as error:
        raise MissingExtra(f"The engine ray needs {error.name}: pip install 'plumbline[ray]'.") from error
    todos = ledger.todos(items)
    while window := list(islice(todos, WINDOW)):
        if not ray.is_initialized():
            ray.init(log_to_driver=False, include_dashboard=False, logging_level=logging.ERROR)
            ray.data.DataContext.get_current().enable_progress_bars = False
            logging.getLogger("ray.data").setLevel(logging.ERROR)  # our own progress is told instead
        for row in _summarized(window, options, settings).iter_rows():
            problem = Problem.model_validate_json(row["problem"]) if row["problem"] else None
            ledger.record(Outcome(window[row["number"]], row["summary"] or None, problem))


def _summarized(window: list[Todo], options: Options, settings: Settings) -> Any:
    """A dataset with what `Summarizer` gives for each article of `window`, in any order."""
    import ray

    rows = [
        {"number": number, "request": todo.article.request(options).model_dump_json()}
        for number, todo in enumerate(window)
    ]
    blocks = max(1, min(len(rows) // TOGETHER, settings.engines * BLOCKS))
    return ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
        Summarizer,
        fn_constructor_args=(settings,),
        batch_size=TOGETHER,
        compute=ray.data.ActorPoolStrategy(size=settings.engines),
        num_cpus=max(1, settings.threads),
        num_gpus=1 if settings.device == "cuda" else 0,
        max_restarts=-1,
        max_task_retries=-1,
    )
