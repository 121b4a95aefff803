"""How far a command is, on standard error: a bar, or lines for another program."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.console import Console

from service.core.errors import PlumblineError
from service.core.events import Event, Notify, Told

if TYPE_CHECKING:  # an archive's rooms are loaded only when there is one
    from service.batch.ledger import Progress

TELL_SECONDS = 1.0  # between two lines of progress as JSON


class Show(StrEnum):
    BAR = "bar"
    JSON = "json"
    NONE = "none"


@contextmanager
def progress(console: Console) -> Iterator[Notify]:
    """A bar that moves with the events it is told; nothing where `console` is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    )  # fmt: skip
    task = bar.add_task("reading", total=None)

    def notify(told: Told) -> None:
        if isinstance(told, Event):
            bar.update(task, description=told.stage.value, completed=told.done, total=told.total or None)

    with bar:
        yield notify


@contextmanager
def archive_progress(show: Show, items: Callable[[], Iterator[object]]) -> Iterator[Callable[[Progress], None]]:
    """Tells progress on standard error, with an estimate as soon as `items` are counted."""
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    if show is Show.NONE:
        yield lambda _: None
        return
    counted: list[int] = []

    def count() -> None:
        with suppress(PlumblineError):  # the run itself says what is wrong with the archive
            counted.append(sum(1 for _ in items()))

    threading.Thread(target=count, daemon=True).start()  # reading is cheap beside summarising
    if show is Show.JSON:
        yield _Lines(counted).tell
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task, started = bar.add_task("loading the model", total=None), time.monotonic()

        def tell(progress: Progress) -> None:
            rate = progress.now / max(0.001, time.monotonic() - started)
            bar.update(
                task,
                description=f"{progress.now:,} now ({rate:.2f} a second), {progress.before:,} before, "
                f"{progress.errors:,} errors",
                completed=progress.before + progress.now,
                total=counted[0] if counted else None,
            )

        yield tell


class _Lines:
    """Progress as JSON, one object a line, about once a second."""

    def __init__(self, counted: list[int]) -> None:
        self._counted = counted
        self._started = time.monotonic()
        self._told = 0.0

    def tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told < TELL_SECONDS:
            return
        self._told = now
        seconds = now - self._started
        rate = progress.now / max(0.001, seconds)
        total = self._counted[0] if self._counted else None
        left = None if total is None or not rate else round((total - progress.before - progress.now) / rate, 1)
        fields = {
            "articles": progress.met,
            "total": total,
            "done_before": progress.before,
            "summaries": progress.summaries,
            "errors": progress.errors,
            "duplicates": progress.duplicates,
            "bytes": progress.bytes,
            "seconds": round(seconds, 1),
            "articles_per_second": round(rate, 3),
            "seconds_left": left,
        }
        sys.stderr.write(json.dumps(fields) + "\n")
        sys.stderr.flush()
