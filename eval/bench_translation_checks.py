"""The checks of translations against people: false alarms on people's own, and errors that professionals marked.

On people's translations every finding counts as a false alarm, though some are right: references have errors, and
some alignments are loose. On WMT23's machine translations (Freitag et al., 2021, have the method: MQM) a segment is
positive when at least two of three raters marked a major error; the AUC of a score from our findings stands beside that
of the length's ratio to the source's, of the source's length (a longer text has more errors), and of them together.

    PLUMBLINE_EVAL_DATA=... python -m eval.bench_translation_checks
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scipy.stats import rankdata

from service.core.errors import FileUnreadable
from service.core.translation import Issue, Severity
from service.settings import settings
from service.translate.checks import Pair, check
from service.translate.checks.meaning import LENGTHS

SETS = ("ntrex", "wmt23_zhen", "wmt23_ruen", "tico19", "ko_nk_news")
WEIGHTS = {Severity.MAJOR: 1.0, Severity.MINOR: 0.3}
RATERS = 2  # of three, who have to mark a major error


def records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / name / "dev.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def pairs(folder: Path, name: str) -> Iterator[tuple[str, str, str]]:
    """Language, source and a person's English."""
    for record in records(folder, name):
        if name == "ko_nk_news":
            yield "ko", record["input"]["ko_KR"], record["gold"]["en"]
            continue
        segments, english = record["input"]["segments"], record["gold"]["en"]
        if isinstance(segments, dict):
            for language, texts in segments.items():
                yield from ((language, source, target) for source, target in zip(texts, english, strict=True))
        elif segments and isinstance(segments[0], dict):
            for texts, target in zip(segments, english, strict=True):
                yield from ((language, source, target) for language, source in texts.items())
        else:
            language = name.removesuffix("en")[-2:]
            yield from ((language, source, target) for source, target in zip(segments, english, strict=True))


def false_alarms(folder: Path) -> None:
    """A line for each set and language."""
    print("people's own translations: segments with a finding")
    for name in SETS:
        total: Counter[str] = Counter()
        found: dict[str, Counter[str]] = {}
        for language, source, target in pairs(folder, name):
            total[language] += 1
            issues = check(Pair(source, target, language, "en"))
            counts = found.setdefault(language, Counter())
            counts["major"] += any(issue.severity is Severity.MAJOR for issue in issues)
            counts["any"] += bool(issues)
            counts.update({issue.code for issue in issues})
        for language, counts in found.items():
            share = {code: f"{count / total[language]:.1%}" for code, count in counts.most_common()}
            print(f"  {name:12}{language:4}{total[language]:>6}  {share}", flush=True)


def score(issues: Sequence[Issue]) -> float:
    return sum(WEIGHTS[issue.severity] for issue in issues)


def off_length(source: str, target: str) -> float:
    """How far the lengths are from the usual, as the absolute logarithm of their ratio."""
    return abs(math.log(max(1, len(target)) / (LENGTHS["zh"] * max(1, len(source)))))


def auc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """The chance that a positive one scores higher than another; ties count half (Mann and Whitney, 1947)."""
    ranks = rankdata(scores)
    count = sum(positive)
    above = sum(rank for rank, yes in zip(ranks, positive, strict=True) if yes) - count * (count + 1) / 2
    return float(above / (count * (len(positive) - count)))


def against_professionals(folder: Path) -> None:
    """AUC on machine translations."""
    positive, ours, ratios, sizes, flagged = [], [], [], [], Counter[tuple[bool, bool]]()
    for record in records(folder, "wmt23_mqm_zhen"):
        for item in record["gold"]["items"]:
            bad = sum(count > 0 for count in item["n_major"]) >= RATERS
            issues = check(Pair(item["source"], item["target"], "zh", "en"))
            positive.append(bad)
            ours.append(score(issues))
            ratios.append(off_length(item["source"], item["target"]))
            sizes.append(math.log(max(1, len(item["source"]))))
            flagged[bad, any(issue.severity is Severity.MAJOR for issue in issues)] += 1
    print(f"\nwmt23_mqm_zhen: {len(positive)} machine translations, {sum(positive)} with a major error")
    for name, scores in (
        ("our findings", ours),
        ("length ratio", ratios),
        ("findings and ratio", [sum(both) for both in zip(ours, ratios, strict=True)]),
        ("source length", sizes),
        ("findings and source", [sum(both) for both in zip(ours, sizes, strict=True)]),
    ):
        print(f"  AUC {name:22}{auc(scores, positive):.3f}")
    right, wrong = flagged[True, True], flagged[False, True]
    print(f"  a major finding: {right + wrong}, of which {right / max(1, right + wrong):.0%} have a major error")


def main() -> None:
    folder = settings().eval_data
    if folder is None:
        raise FileUnreadable("Set PLUMBLINE_EVAL_DATA to the folder of human-made sets.")
    false_alarms(folder)
    against_professionals(folder)


if __name__ == "__main__":
    main()
