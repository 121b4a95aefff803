"""Statements checked a minute once the source is indexed, without the encoder and with it; the cost of the index.

The first pass reads what it needs of the source's sentences, the second finds them read, as a second summary of the
same article does. Statements are read anew in each. Without the encoder, seconds are the processor's, of one core.
"""

from __future__ import annotations

import time

from rich.console import Console
from rich.table import Table

from eval.dataset import load_suite
from service.engine import Engine
from service.settings import settings
from service.verify.check import Checker


def main() -> None:
    engine = Engine(settings())
    engine.models.load()
    sources = []
    for example in load_suite("references").examples:
        if example.language == "en" and example.reference is not None:
            false = [statement.text for statement in example.reference.false_statements]
            sources.append((engine.read(example.text, language="en"), [*example.claims, *false]))
    count = sum(len(texts) for _, texts in sources)
    checkers = [(Checker(document), texts) for document, texts in sources]
    for checker, texts in checkers:
        checker.check(texts[0])  # what is built when it is first needed
    first, second = _pass(checkers), _pass(checkers)
    started = time.perf_counter()
    for document, texts in sources:
        checker = Checker(document, engine.models.encode)
        for text in texts:
            checker.check(text)
    encoder = 60 * count / (time.perf_counter() - started)
    console = Console()
    console.print(f"{count} statements on {len(sources)} articles")
    for name, seconds in (("first", first), ("second", second)):
        console.print(f"{name} pass {60 * count / seconds:,.0f} a minute, {1_000 * seconds / count:.2f} ms each")
    console.print(f"with the encoder {encoder:,.0f} a minute")
    table = Table("words of the source", "built, ms", "ms per 1,000 words", "check, ms")
    text = sources[0][0].text
    for times in (1, 10, 50):
        document = engine.read("\n\n".join([text] * times), language="en")
        words = len(document.text.split())
        started = time.process_time()
        checker = Checker(document)
        _pass([(checker, sources[0][1])])
        built = 1_000 * (time.process_time() - started)
        each = 1_000 * _pass([(checker, sources[0][1])]) / len(sources[0][1])
        table.add_row(f"{words:,}", f"{built:.0f}", f"{1_000 * built / words:.1f}", f"{each:.2f}")
    console.print(table)


def _pass(checkers: list[tuple[Checker, list[str]]]) -> float:
    """Seconds of the processor for every statement once."""
    started = time.process_time()
    for checker, texts in checkers:
        for text in texts:
            checker.check(text)
    return time.process_time() - started


if __name__ == "__main__":
    main()
