"""A statement beside the place in the source that speaks of it: what every check of facts is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from service.core.document import Span
from service.reading.passage import Passage
from service.verify.index import Index, Window

SAME_MATTER = 0.45  # share of a statement's words that the window holds when both speak of one thing


@dataclass(frozen=True)
class Pair:
    """A statement and the window that speaks of it. `others` are windows that speak of it less."""

    said: Passage
    index: Index
    window: Window
    others: tuple[Window, ...] = ()

    @property
    def text(self) -> str:
        return self.said.text

    @cached_property
    def there(self) -> Passage:
        """The words of the window."""
        return self.index.passage(self.window.first, self.window.last)

    @property
    def source(self) -> str:
        """The whole source: what is read off the window has its offsets into it."""
        return self.index.document.text

    @cached_property
    def span(self) -> Span:
        return self.index.span(self.window)

    @cached_property
    def around(self) -> tuple[Passage, ...]:
        """What stands round the window, and the other windows: where a fact may have come from as well."""
        last = len(self.index.document.sentences) - 1
        near = self.index.passage(max(0, self.window.first - 2), min(last, self.window.last + 1))
        return near, *(self.index.passage(window.first, window.last) for window in self.others)

    @cached_property
    def same_matter(self) -> bool:
        return self.window.share >= SAME_MATTER

    @cached_property
    def best(self) -> int:
        """The sentence of the window that holds the most of the statement."""
        return max(
            range(self.window.first, self.window.last + 1),
            key=lambda at: sum(self.index.weight(stem) for stem in self.said.stems & self.index.content(at)),
        )
