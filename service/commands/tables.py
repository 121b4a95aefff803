"""Tables, counts and a bar, as every command shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console
from rich.table import Table

from service.core.events import Event, Notify, Told


@contextmanager
def progress(console: Console) -> Iterator[Notify]:
    """A bar that moves with the events it is told; nothing where `console` is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    )  # fmt: skip
    task = bar.add_task("reading", total=None)

    def notify(told: Told) -> None:
        if isinstance(told, Event):
            bar.update(task, description=told.stage.value, completed=told.done, total=told.total or None)

    with bar:
        yield notify


def plain(text: str) -> str:
    """Without signs that move a terminal's cursor or change its colours."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text)


def columns(*names: str, right: Collection[str] = (), wide: Collection[str] = ()) -> Table:
    """A table that cuts no word: what is too wide for its column is folded. Those in `wide` share the room left."""
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    for name in names:
        justify: Literal["left", "right"] = "right" if name in right else "left"
        table.add_column(name, justify=justify, overflow="fold", ratio=1 if name in wide else None)
    return table


def counted(number: int, one: str, many: str = "") -> str:
    """As `1 name`, `2,000 names`; `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
