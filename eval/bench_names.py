"""Names in people's translations: how many are found, by which system people put them, and false alarms.

Sets in the folder that PLUMBLINE_EVAL_DATA names: ko_nk_news, ntrex, wmt23_ruen, wmt23_zhen. No set marks the names of
its sources: "whole" is the share of names found of which the translation has some spelling, "named" with the family
name alone, a floor under precision; who is not found is not counted. An issue about a person's translation counts as a
false alarm.

    PLUMBLINE_EVAL_DATA=... python -m eval.bench_names
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from eval.bench_translation_checks import pairs
from service.settings import settings
from service.translate.names import SYSTEMS, forms, issues
from service.translate.names.find import mentions
from service.translate.names.issues import named
from service.translate.names.mention import Mention
from service.translate.names.spelling import places, stands

SETS = ("ko_nk_news", "ntrex", "wmt23_ruen", "wmt23_zhen")
Rows = list[tuple[str, str]]


def whole(text: str, language: str) -> list[Mention]:
    """Full names, each once."""
    return list({one.source: one for one in mentions(text, language) if one.given}.values())


def table(name: str, language: str, rows: Rows, show: int) -> None:
    count: Counter[str] = Counter()
    lost: list[tuple[str, str, str]] = []
    alarms: list[tuple[str, str, str]] = []
    started = time.perf_counter()
    for source, target in rows:
        for one in whole(source, language):
            count["found"] += 1
            put = forms(one.source, language)
            for system, form in put.items():
                count[system] += stands(form, target)
            count["some"] += bool(places(target, put.values(), language))
            if named(one, target, language):
                count["named"] += 1
            else:
                lost.append((one.source, source, target))
        found = issues(source, target, language, "en")
        count["alarms"] += len(found)
        count["segments"] += bool(found)
        alarms += [(issue.message, source, target) for issue in found]
    seconds = time.perf_counter() - started
    total = max(count["found"], 1)
    shares = ", ".join(f"{system} {count[system] / total:.1%}" for system in SYSTEMS[language])
    print(
        f"{name:11} {language:3} {len(rows):>6} {count['found']:>6} {count['some'] / total:>6.1%} "
        f"{count['named'] / total:>6.1%} "
        f"{count['alarms']:>6} {count['segments'] / max(len(rows), 1):>9.2%} {len(rows) / seconds:>8,.0f}  {shares}",
        flush=True,
    )
    for title, examples in (("no spelling", lost), ("alarm", alarms)):
        for what, source, target in random.Random(7).sample(examples, min(show, len(examples))):
            print(f"  {title}: {what}\n    {source}\n    {target}")


def by_language(rows: Iterable[tuple[str, str, str]]) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for language, source, target in rows:
        if language in SYSTEMS:
            found.setdefault(language, []).append((source, target))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", type=int, default=0, help="names and alarms to print for each set, drawn at random")
    show = parser.parse_args().show
    folder = settings().eval_data
    if folder is None or not all((Path(folder) / name / "dev.jsonl").is_file() for name in SETS):
        sys.stderr.write(f"Set PLUMBLINE_EVAL_DATA to a folder that holds {', '.join(SETS)}.\n")
        return 2
    print(
        f"{'set':11} {'':3} {'pairs':>6} {'names':>6} {'whole':>6} {'named':>6} "
        f"{'alarms':>6} {'segments':>9} {'pairs/s':>8}  "
        "letter for letter by system"
    )
    for name in SETS:
        for language, rows in by_language(pairs(folder, name)).items():
            table(name, language, rows, show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
