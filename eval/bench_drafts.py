"""Faults of drafts on people's own translations, where each is a false alarm, and on faults that are put in.

    PLUMBLINE_EVAL_DATA=... python -m eval.bench_drafts [--show CODE]

Every sentence of the sets is read in both directions. Faults that are put in, into English: the last words again and
again, the source itself, the first half left in the source's words, and a line before the translation.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

from eval.bench_translation_checks import SETS, pairs
from service.core.errors import FileUnreadable
from service.settings import settings
from service.translate.faults import find
from service.translate.scripts import SCRIPTS

AGAIN = 5  # times that the last words stand in a loop
EVERY = 5  # of the pairs, one is broken


def looping(source: str, target: str) -> str:  # noqa: ARG001 - the source is not needed
    words = target.split()
    return f"{target} {' '.join(words[-3:] * AGAIN)}"


def left(source: str, target: str) -> str:
    return f"{source[: len(source) // 2]} {target[len(target) // 2 :]}"


def opened(source: str, target: str) -> str:  # noqa: ARG001
    return f"Here is the translation: {target}"


def copied(source: str, target: str) -> str:  # noqa: ARG001
    return source


BROKEN: dict[str, Callable[[str, str], str]] = {
    "loop": looping, "half left": left, "preamble": opened, "copy": copied
}  # fmt: skip


def both(language: str, source: str, english: str) -> Iterator[tuple[str, str, str, str]]:
    yield source, english, language, "en"
    yield english, source, "en", language


def main() -> None:
    parser = argparse.ArgumentParser(description="Faults of drafts on people's translations.")
    parser.add_argument("--show", default="", help="print what this fault is found in")
    arguments = parser.parse_args()
    folder = settings().eval_data
    if folder is None:
        raise FileUnreadable("Set PLUMBLINE_EVAL_DATA to the folder of human-made sets.")
    begun, read = time.perf_counter(), 0
    caught: dict[tuple[str, str], Counter[bool]] = {}
    every: dict[str, Counter[str]] = {"into English": Counter(), "out of it": Counter()}
    print(f"{'set':14}{'pair':8}{'segments':>9}{'alarms':>8}  by fault")
    for name in SETS:
        total: Counter[tuple[str, str]] = Counter()
        found: dict[tuple[str, str], Counter[str]] = {}
        for number, (language, text, english) in enumerate(pairs(folder, name)):
            for source, target, *way in both(language, text, english):
                direction = (way[0], way[1])
                total[direction] += 1
                counts = found.setdefault(direction, Counter())
                whole = every["into English" if way[1] == "en" else "out of it"]
                whole["read"] += 1
                read += 1
                if fault := find(source, target, *direction):
                    counts[fault.code] += 1
                    whole[fault.code] += 1
                    if fault.code == arguments.show:
                        sys.stdout.write(f"    {fault.message}\n      {source[:300]}\n      {target[:300]}\n")
                if number % EVERY == 0 and len(target.split()) > 3 and direction[1] == "en":
                    for kind, broken in BROKEN.items():
                        own = caught.setdefault(
                            (kind, "other script" if way[0] in SCRIPTS else "same script"), Counter()
                        )
                        own[find(source, broken(source, target), *direction) is not None] += 1
        for direction, codes in found.items():
            alarms = sum(codes.values()) / total[direction]
            by = ", ".join(f"{code} {count}" for code, count in codes.most_common())
            print(f"{name:14}{'>'.join(direction):8}{total[direction]:>9}{alarms:>8.2%}  {by}", flush=True)
    for side, codes in every.items():
        of = codes.pop("read")
        by = ", ".join(f"{code} {count}" for code, count in codes.most_common())
        print(f"{'all':14}{side:13}{of:>4}{codes.total() / of:>8.2%}  {by}")
    print(f"{read:,} read in {time.perf_counter() - begun:.0f} s, faults put in among them")
    for (kind, script), seen in sorted(caught.items()):
        print(f"  {kind:12}{script:14}caught {seen[True] / seen.total():.1%} of {seen.total():,}")


if __name__ == "__main__":
    main()
