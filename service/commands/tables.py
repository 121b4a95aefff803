"""Tables and counts, as every command shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Literal

from rich.table import Table


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
