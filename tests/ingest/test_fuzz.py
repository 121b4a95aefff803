"""A few rounds of damaged and hostile files through every reader; `make fuzz` runs many."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice

from eval.fuzz_readers import LATE, LIMIT, mutated, rounds, seeds
from eval.renderings import RENDERINGS
from service.ingest import Reading
from service.ingest.content import Limits
from service.ingest.media import PLAIN

FILES = 140


def test_no_file_breaks_a_reader() -> None:
    reading = Reading(Limits(seconds=LIMIT))
    try:
        tried = list(islice(rounds(random.Random(7), reading), FILES))
    finally:
        reading.close()
    outcomes = Counter(outcome for _, outcome, _ in tried)
    assert {kind for kind, _, _ in tried} == {PLAIN, *RENDERINGS}
    assert max(seconds for _, _, seconds in tried) < LIMIT + LATE
    assert outcomes["read"] > FILES / 4
    assert len(outcomes) > 2  # some were refused, each with its reason


def test_a_mutation_is_the_seed_with_faults() -> None:
    chance = random.Random(1)
    for seed in seeds().values():
        assert sum(mutated(seed, chance) != seed for _ in range(20)) > 15
    mutated(b"", chance)
