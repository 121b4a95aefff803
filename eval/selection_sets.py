"""The sets that choosing sentences is learnt from and measured on: articles with what people wrote of them.

Learnt from: sets whose source states a licence that allows it (see DATASETS.md) and our own dev references. An article
of theirs that comes again in a set that is measured on is left out, whatever its case and its tokens.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from eval.dataset import Example, lines, load_suite
from service.core.errors import FileUnreadable
from service.settings import settings

LEARNT = ("frank", "xsum_faith")
MEASURED = ("scu_realsumm", "scu_pyrxsum", "news_writers", "newts", "ectsum", "qmsum", "squality")
SHINGLE = 8  # words
SAME = 0.1  # share of the shorter article's shingles above which two articles are one


def folder() -> Path:
    """Where the sets are. Raises FileUnreadable."""
    found = settings().eval_data
    if found is None:
        raise FileUnreadable("There are no articles to choose from: set PLUMBLINE_EVAL_DATA.")
    return found


def load(name: str) -> list[Example]:
    """The dev half of the set `name`, `references` our own. Raises FileUnreadable, InvalidReference."""
    if name == "references":
        return list(load_suite("references").examples)
    return [
        example
        for _, line in lines(folder() / name / "dev.jsonl")
        if (example := _example(json.loads(line))).abstracts or example.claims
    ]


def distinct(learnt: Iterable[Example], measured: Iterable[Example]) -> Iterator[Example]:
    """Those of `learnt` that are not among `measured`, each article once."""
    seen = [shingles(example.text) for example in measured]
    where: dict[int, list[int]] = {}
    for number, found in enumerate(seen):
        for shingle in found:
            where.setdefault(shingle, []).append(number)
    for example in learnt:
        own = shingles(example.text)
        shared: dict[int, int] = {}
        for shingle in own:
            for number in where.get(shingle, ()):
                shared[number] = shared.get(number, 0) + 1
        if any(count > SAME * min(len(own), len(seen[number])) for number, count in shared.items()):
            continue
        for shingle in own:
            where.setdefault(shingle, []).append(len(seen))
        seen.append(own)
        yield example


def shingles(text: str) -> set[int]:
    """Runs of words, without case, marks and digits' separators, as numbers."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return {hash(tuple(words[at : at + SHINGLE])) for at in range(max(1, len(words) - SHINGLE + 1))}


def _example(record: dict[str, Any]) -> Example:
    given, gold = record["input"], record["gold"]
    texts = [item["summary"] for item in gold.get("summaries", ())]
    texts += [gold["reference"]] if isinstance(gold.get("reference"), str) else []
    texts += [item["summary"].replace("\\'", "'") for item in gold.get("items", ()) if item.get("system") == "Gold"]
    texts += [answer["answer"] for answer in gold.get("general", ())]
    texts += gold["questions"][0]["references"] if "questions" in gold else []
    texts += ["\n".join(gold["bullets"])] if "bullets" in gold else []
    if "transcript" in given:
        text = "\n\n".join(f"{turn['speaker']}: {turn['content']}" for turn in given["transcript"])
    else:
        text = given.get("article") or given["document"]
    return Example(
        id=str(record["id"]),
        text=text,
        language="en",
        abstracts=tuple(texts),
        claims=tuple(gold.get("scus") or gold.get("bullets") or ()),
    )
