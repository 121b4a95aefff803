"""An archive while its run is killed, and while its disk is full: nothing lost, nothing twice, the same bytes.

`plumbline batch` reads a generated archive. SIGKILL goes to it or to one of its engine processes at random moments, and
the same command is given again whenever it is dead; when an archive is done before all kills, another run begins. The
results are compared with those of an undisturbed run. With `--small-disk`, a folder on a file system of a few MB (as
`mount -t tmpfs -o size=8M tmpfs FOLDER` makes one), its room runs out at a random moment, is given back, and the same
command goes on. With `--actors`, the archive goes through Ray as well, and so many of its actors are killed at work.

    python -m eval.bench_batch_kills [--articles 1000] [--kills 100] [--small-disk FOLDER] [--actors 3]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from eval.bench_archive import article

WORDS = 120  # of each article
SHORTEST_PAUSE = 0.2
DISK_ROUNDS = 5


class Run:
    """`plumbline batch` over one archive, given again as often as it takes."""

    def __init__(self, archive: Path, out: Path, engines: int, engine: str = "local") -> None:
        self.out = out
        self._command = [sys.executable, "-m", "service.cli", "batch", str(archive), "-o", str(out)]
        self._command += ["--workers", str(engines), "--progress", "none", "--engine", engine]
        self._process: subprocess.Popen[bytes] | None = None
        self.written = 0  # bytes, when it was last started

    def start(self) -> subprocess.Popen[bytes]:
        self.written = self.size
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self._process

    @property
    def size(self) -> int:
        return self.out.stat().st_size if self.out.exists() else 0

    def finish(self) -> int:
        return self.start().wait()

    def results(self) -> tuple[list[bytes], list[bytes]]:
        """The lines of the summaries and of the errors, sorted."""
        errors = self.out.with_suffix(".errors.jsonl")
        found = [path.read_bytes().splitlines() if path.exists() else [] for path in (self.out, errors)]
        return sorted(found[0]), sorted(found[1])


def compare(expected: tuple[list[bytes], list[bytes]], found: tuple[list[bytes], list[bytes]]) -> Counter[str]:
    """How many articles were lost, doubled and different."""
    counts: Counter[str] = Counter(lost=0, doubled=0, different=0)
    for before, after in zip(expected, found, strict=True):
        ids = Counter(json.loads(line)["id"] for line in after)
        counts["lost"] += len({json.loads(line)["id"] for line in before} - ids.keys())
        counts["doubled"] += ids.total() - len(ids)
        counts["different"] += len(set(after) - set(before))
    return counts


def killed(archive: Path, folder: Path, kills: int, longest: float, engines: int, chance: random.Random) -> list[Run]:
    """Runs that were killed so often between them, each finished at last. Prints what was hit."""
    hit: Counter[str] = Counter()
    runs = [Run(archive, folder / "killed-0.jsonl", engines)]
    process = runs[0].start()
    while hit["command"] + hit["engine"] < kills:
        try:
            process.wait(chance.uniform(SHORTEST_PAUSE, longest))
        except subprocess.TimeoutExpired:
            at_work = runs[-1].size > runs[-1].written
            hit["at work"] += at_work
            children = psutil.Process(process.pid).children(recursive=True)
            if at_work and children and chance.random() < 0.3:
                chance.choice(children).kill()
                hit["engine"] += 1
            else:
                process.kill()
                process.wait()
                hit["command"] += 1
                process = runs[-1].start()
        else:
            runs.append(Run(archive, folder / f"killed-{len(runs)}.jsonl", engines))
            process = runs[-1].start()
    process.wait()
    if runs[-1].finish():  # the last kill may have ended it
        raise RuntimeError("the last run failed")
    print(
        f"{kills} kills, {hit['command']} of the command and {hit['engine']} of an engine process; {hit['at work']} "
        f"while results were coming, the others before the first; over {len(runs)} runs",
        flush=True,
    )
    return runs


def without_room(archive: Path, folder: Path, engines: int, needed: int, chance: random.Random) -> Run:
    """A run whose disk is full at a random moment, and which goes on when there is room again."""
    run = Run(archive, folder / "full.jsonl", engines)
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free
    ballast.write_bytes(bytes(max(0, free - int(needed * chance.uniform(0.1, 0.8)))))
    status = run.finish()
    done = len(run.out.read_bytes().splitlines())
    ballast.unlink()
    again = run.finish()
    print(f"disk full: exit status {status} after {done} lines; with room again {again}", flush=True)
    return run


def actors_killed(archive: Path, folder: Path, kills: int, engines: int, chance: random.Random) -> Run:
    """A run on Ray of which actors die while results are coming."""
    run = Run(archive, folder / "ray.jsonl", engines, "ray")
    process, hit = run.start(), 0
    while process.poll() is None:
        time.sleep(chance.uniform(1, 4))
        if hit < kills and run.size > run.written:
            actors = [one for one in psutil.process_iter(["name", "cmdline"]) if _actor(one)]
            if actors:
                chance.choice(actors).kill()
                hit += 1
    print(f"Ray: {hit} actors killed at work, exit status {process.returncode}", flush=True)
    return run


def _actor(process: psutil.Process) -> bool:
    """Ray names the process of an actor after what it does."""
    return " ".join(process.info["cmdline"] or ()).startswith("ray::MapWorker(MapBatches(Summarizer))")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--engines", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--longest-pause", type=float, default=20, help="seconds between two kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small-disk", type=Path, help="a folder on a file system that is soon full")
    parser.add_argument("--actors", type=int, default=0, help="actors of Ray to kill; 0 leaves Ray out")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = folder / "archive.jsonl"
        with archive.open("w", encoding="utf-8") as file:
            for number in range(asked.articles):
                text = article(number, WORDS) if number % 50 else "No sentence"  # some cannot be summarised
                file.write(json.dumps({"id": f"article-{number}", "text": text}) + "\n")
        started = time.monotonic()
        whole = Run(archive, folder / "whole.jsonl", asked.engines)
        if whole.finish():
            raise RuntimeError("the undisturbed run failed")
        expected = whole.results()
        seconds = time.monotonic() - started
        print(f"undisturbed: {len(expected[0])} summaries, {len(expected[1])} errors, {seconds:.0f} s", flush=True)
        counts: Counter[str] = Counter()
        for run in killed(archive, folder, asked.kills, asked.longest_pause, asked.engines, chance):
            counts += compare(expected, run.results())
        if asked.actors:
            counts += compare(expected, actors_killed(archive, folder, asked.actors, asked.engines, chance).results())
        for _ in range(DISK_ROUNDS if asked.small_disk else 0):
            run = without_room(archive, asked.small_disk, asked.engines, whole.size, chance)
            counts += compare(expected, run.results())
            for path in asked.small_disk.glob("full.*"):
                path.unlink()
        print("lost {lost}, doubled {doubled}, different {different}".format_map(Counter(counts)))
    return 1 if counts.total() else 0


if __name__ == "__main__":
    sys.exit(main())
