"""What of an archive is to be done, and what came of it; whatever does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from service.batch.article import Article, Unreadable
from service.batch.duplicates import Duplicates
from service.batch.output.writing import Output, Standing
from service.core.errors import PlumblineError
from service.core.problem import Problem
from service.ingest import decode
from service.ingest.media import MARKDOWN, PLAIN, media_type

LIKE_TEXT = (PLAIN, MARKDOWN)  # what a page or a PDF says, only its reader knows
Tell = Callable[["Progress"], None]


@dataclass
class Progress:
    """Articles: `met` so far, `before` of them done or failed in an earlier run, and what came of the rest.

    `bytes` are those of the articles that this run did.
    """

    met: int = 0
    before: int = 0
    summaries: int = 0
    errors: int = 0
    duplicates: int = 0
    bytes: int = 0

    @property
    def now(self) -> int:
        return self.summaries + self.errors


@dataclass(frozen=True)
class Todo:
    """An article that an engine is needed for."""

    article: Article
    duplicate_of: str | None


@dataclass(frozen=True)
class Outcome:
    """The summary of `todo`, as the JSON of `Summary.untimed()`, or the problem with it."""

    todo: Todo
    summary: str | None = None
    problem: Problem | None = None


class Ledger:
    """`once` leaves out the summary of an article that nearly repeats an earlier one. Methods block."""

    def __init__(self, output: Output, *, duplicates: Duplicates | None, once: bool, tell: Tell) -> None:
        self._output, self._duplicates, self._once, self._tell = output, duplicates, once, tell
        self.progress = Progress()

    def todos(self, items: Iterator[Article | Unreadable]) -> Iterator[Todo]:
        """What is left to do of `items`, as they are read. Raises StoreFull, OutputUnusable."""
        for item in items:
            self.progress.met += 1
            standing = self._output.standing(item)
            like = self._like(item) if isinstance(item, Article) else None
            if standing is not Standing.TODO:
                self.progress.before += standing is not Standing.REPEATED
            elif isinstance(item, Unreadable):
                self._output.put_error(item.id, self._output.key(item), Problem.of(item.error))
                self.progress.errors += 1
            elif like is not None and self._once:
                self._output.put_summary(item, None, like)
                self._summarized(like)
            else:
                yield Todo(item, like)
            self._tell(self.progress)

    def record(self, outcome: Outcome) -> None:
        """Write what came of an article. Raises StoreFull, OutputUnusable."""
        article, like = outcome.todo.article, outcome.todo.duplicate_of
        if outcome.problem is None:
            self._output.put_summary(article, outcome.summary, like)
            self._summarized(like)
        else:
            self._output.put_error(article.id, self._output.key(article), outcome.problem, article.sha256)
            self.progress.errors += 1
        self.progress.bytes += len(article.content)
        self._tell(self.progress)

    def _summarized(self, like: str | None) -> None:
        self.progress.summaries += 1
        self.progress.duplicates += like is not None

    def _like(self, article: Article) -> str | None:
        """The earlier article that this one nearly repeats. What is done already counts as well."""
        if self._duplicates is None:
            return None
        try:
            if media_type(article.content, name=article.name) not in LIKE_TEXT:
                return None
            text = decode(article.content)
        except PlumblineError:
            return None  # the engine says what is wrong with it
        return self._duplicates.first_like(article.id, text)
