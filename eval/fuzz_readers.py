"""Damaged and hostile files through every reader: each is read or refused in one sentence, none takes too long.

Seeds are renderings of our own articles; each file is a seed with bytes dropped, doubled, flipped, moved, filled with
others' or cut off. A finding is a crash of ours, an answer later than the limit, or a text that holds what no text may.
`make fuzz` runs it for ten minutes; the tests run a few rounds.

    python -m eval.fuzz_readers [--seconds 600] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from eval.renderings import RENDERINGS, parts_of_file
from service.core.errors import InputError
from service.ingest import Reading
from service.ingest.content import Limits
from service.ingest.media import PLAIN

SEEDS = Path(__file__).parent / "references"
LIMIT = 20.0  # seconds for a file
LATE = 10.0  # seconds beyond it that ending the reader may take
NAMES = {"text/markdown": "a.md", "text/html": "a.html"}
EXPLOSIVE = (
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    b"<div>" * 2_000,
    b"\x00" * 100,
    b"\xff\xfe",
    b"((((((((" * 500,
    b"9999999999999999",
    b"\xe2\x80\xae\xed\xa0\x80\xf0\x9f\x98\x80",
)


def seeds() -> dict[str, bytes]:
    """A file of each format, by its media type."""
    parts = parts_of_file(SEEDS / "party-conference.txt")[:12]
    made = {kind: render(parts) for kind, render in RENDERINGS.items()}
    return made | {PLAIN: "\n\n".join(part.text for part in parts).encode()}


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """`seed` with one to eight faults."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        chance.choice(FAULTS)(data, chance)
    return bytes(data)


def _place(data: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 8, 64, 1_024)))


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _drop(data: bytearray, chance: random.Random) -> None:
    start, end = _place(data, chance)
    del data[start:end]


def _double(data: bytearray, chance: random.Random) -> None:
    start, end = _place(data, chance)
    data[start:start] = data[start:end] * chance.choice((1, 2, 50))


def _move(data: bytearray, chance: random.Random) -> None:
    start, end = _place(data, chance)
    part = data[start:end]
    del data[start:end]
    at = chance.randrange(len(data) + 1)
    data[at:at] = part


def _fill(data: bytearray, chance: random.Random) -> None:
    start, end = _place(data, chance)
    data[start:end] = chance.randbytes(end - start)


def _explode(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(EXPLOSIVE)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


FAULTS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _drop, _double, _move, _fill, _explode, _cut)


def rounds(chance: random.Random, reading: Reading) -> Iterator[tuple[str, str, float]]:
    """The seed's format, what became of its mutation (`read`, or the error's code), and the seconds it took.

    Raises AssertionError for a text that no reader may give, and any error that is not the file's.
    """
    made = seeds()
    while True:
        for kind, seed in made.items():
            data = mutated(seed, chance)
            started = time.monotonic()
            try:
                document = reading.read(data, name=NAMES.get(kind, ""))
            except InputError as error:
                outcome, text = error.code, error.detail
                sound = text.endswith(".") and "\n" not in text
            else:
                outcome, text = "read", document.text
                sound = not set(text) & set("\x00\r\u202e\ufeff") and "root:" not in text
            if not sound:
                raise AssertionError(f"{kind}, {outcome}: {text[:500]!r}")
            yield kind, outcome, time.monotonic() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    reading = Reading(Limits(seconds=LIMIT))
    counts: dict[str, Counter[str]] = {}
    slowest: Counter[str] = Counter()
    end = time.monotonic() + asked.seconds
    for kind, outcome, seconds in rounds(random.Random(asked.seed), reading):
        counts.setdefault(kind, Counter())[outcome] += 1
        slowest[kind] = max(slowest[kind], seconds)  # type: ignore[assignment]
        if time.monotonic() > end:
            break
    reading.close()
    for kind, outcomes in counts.items():
        told = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
        print(f"{kind:72} {outcomes.total():>6}  slowest {slowest[kind]:.1f} s  {told}")
    late = max(slowest.values()) > LIMIT + LATE
    total = sum(outcomes.total() for outcomes in counts.values())
    print(f"{total} files, no crash of ours, {'one' if late else 'none'} too late")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
