"""Abstracts for a person to read: each statement beside the sentence it was made of.

    PLUMBLINE_EVAL_DATA=... python -m eval.read_outputs [--statements N] [--each N] [--length WORDS]

English dev references and, where PLUMBLINE_EVAL_DATA has them, news_writers and newts, the same articles each time. A
statement that is its source word for word is marked `=`, one that was compressed or reworded `~`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from eval.dataset import Example
from eval.selection_sets import load
from service.core.errors import FileUnreadable
from service.core.receipt import Options
from service.core.summary import Alignment, Summary
from service.engine import Engine
from service.settings import settings

SETS = ("references", "news_writers", "newts")


def articles(each: int) -> Iterator[Example]:
    """The first `each` English articles of each set that is there, in turn."""
    found: list[list[Example]] = []
    for name in SETS:
        try:
            found.append([example for example in load(name) if example.language in ("", "en")][:each])
        except FileUnreadable as error:
            sys.stderr.write(f"Without {name}: {error.detail}\n")
    for place in range(each):
        yield from (examples[place] for examples in found if place < len(examples))


def lines(number: int, summary: Summary) -> Iterator[str]:
    """The statements from `number` on, and under each that is not its source word for word the source."""
    for at, statement in enumerate(summary.abstract.statements, number):
        same = statement.alignment is Alignment.EXACT
        yield f"{at:4} {'=' if same else '~'} {statement.text}"
        if statement.text != (source := " ".join(statement.evidence[0].exact.split())):
            yield f"       < {source}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=200)
    parser.add_argument("--each", type=int, default=40, help="articles of each set at most")
    parser.add_argument("--length", type=int, default=Options().max_words, help="words of an abstract at most")
    asked = parser.parse_args()
    engine, options, read = Engine(settings()), Options(max_words=asked.length, max_claims=0), 0
    for example in articles(asked.each):
        if read >= asked.statements:
            return
        document = engine.read(example.text, title=example.title, language=example.language)
        summary = engine.summarize(document, options)
        sys.stdout.write(f"\n{example.id}: {document.title or 'without a title'}\n")
        sys.stdout.writelines(f"{line}\n" for line in lines(read + 1, summary))
        read += len(summary.abstract.statements)


if __name__ == "__main__":
    main()
