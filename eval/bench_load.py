"""The service under load, beside engines called directly: articles a second, waiting times, errors, /livez.

For each number of callers wrk keeps that many requests open; before and after, each for half of the time, as many
engines as can be at work do articles of the same kind in processes of their own, with the same threads and priority.
The ratio of both is what the service costs. Meanwhile /livez is asked every 50 ms.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import subprocess
import tempfile
import threading
import time
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.bench_service import Running, articles, machine, percentile

EXPECTED = ("200", "429", "503")
PROBE_SECONDS = 0.05
LONGEST_SECONDS = 300  # for one answer
PER_ENGINE_SECOND = 20  # articles prepared; if an engine is faster, they come round again
WARM = 4  # articles for each engine, before anything is measured

SCRIPT = """
local ffi = require("ffi")
ffi.cdef "typedef struct { long seconds, microseconds; } moment; int gettimeofday(moment *, void *);"
local bodies, turn, first, last, silent, statuses = {}, 0, 0, 0, 0, {}
local threads = {}

local function now()
  local moment = ffi.new("moment")
  ffi.C.gettimeofday(moment, nil)
  return tonumber(moment.seconds) + tonumber(moment.microseconds) / 1e6
end

function setup(thread) table.insert(threads, thread) end

function init(args)
  for line in io.lines(args[1]) do table.insert(bodies, line) end
  wrk.method, wrk.headers["Content-Type"] = "POST", "application/json"
end

function request()
  if first == 0 then first = now() end
  turn = turn % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[turn])
end

function response(status, headers)
  statuses[status] = (statuses[status] or 0) + 1
  last = now()
  if status == 429 or status == 503 then
    local told = false
    for name in pairs(headers) do told = told or name:lower() == "retry-after" end
    if not told then silent = silent + 1 end
  end
  seconds = last - first
  counted = ""
  for code, count in pairs(statuses) do
    counted = counted .. (counted == "" and "" or ",") .. string.format('"%d":%d', code, count)
  end
  without = silent
end

function done(summary, latency)
  local thread, errors = threads[1], summary.errors
  io.write("\\n", string.format(
    '{"seconds":%f,"statuses":{%s},"silent":%d,"p50":%f,"p99":%f,"connect":%d,"read":%d,"write":%d,"timeout":%d}',
    thread:get("seconds") or 0, thread:get("counted") or "", thread:get("without") or 0,
    latency:percentile(50) / 1e6, latency:percentile(99) / 1e6,
    errors.connect, errors.read, errors.write, errors.timeout), "\\n")
end
"""


class Direct:
    """Engines in processes of their own, loaded and waiting."""

    def __init__(self, engines: int, threads: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes = []
        for _ in range(engines):
            pipe, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, threads), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(pipe)
            self._processes.append(process)

    def rate(self, engines: int, seconds: float, texts: list[str]) -> float:
        """Articles a second of `engines` of them, each until the end of what it does when the time is over."""
        for index, pipe in enumerate(self._pipes[:engines]):
            pipe.send((texts[index::engines], seconds))
        done: list[tuple[int, float]] = [pipe.recv() for pipe in self._pipes[:engines]]
        return sum(count / taken for count, taken in done)

    def stop(self) -> None:
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.close()
            process.join()


def _serve(pipe: Connection, threads: int) -> None:
    """In a process of its own: for each (articles, seconds) the number done, and the seconds they took."""
    from service.core.receipt import Options
    from service.engine import Engine
    from service.settings import Settings
    from service.workers.child import NICE

    os.nice(NICE)
    engine = Engine(Settings(threads=threads))
    engine.models.load()
    while True:
        try:
            texts, seconds = pipe.recv()
        except EOFError:
            return
        started, count = time.monotonic(), 0
        while time.monotonic() - started < seconds:
            engine.summarize(texts[count % len(texts)], Options()).to_json()
            count += 1
        pipe.send((count, time.monotonic() - started))


class Probe(threading.Thread):
    """Asks /livez again and again, and keeps the milliseconds of each answer, its connection included."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._port = port
        self._over = threading.Event()
        self.milliseconds: list[float] = []

    def run(self) -> None:
        while not self._over.wait(PROBE_SECONDS):
            started = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=LONGEST_SECONDS)
            connection.request("GET", "/livez")
            answer = connection.getresponse()
            answer.read()
            connection.close()
            if answer.status != 200:
                raise RuntimeError(f"/livez answered {answer.status}.")
            self.milliseconds.append(1_000 * (time.perf_counter() - started))

    def stop(self) -> list[float]:
        self._over.set()
        self.join()
        return self.milliseconds


def _drive(url: str, callers: int, seconds: float, texts: list[str], folder: Path) -> dict[str, Any]:
    """What wrk counted."""
    script, bodies = folder / "load.lua", folder / "bodies.jsonl"
    script.write_text(SCRIPT, "utf-8")
    bodies.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    command = ["wrk", "-t1", f"-c{callers}", f"-d{round(seconds)}s", f"--timeout={LONGEST_SECONDS}s", "-s", str(script)]
    done = subprocess.run(
        [*command, f"{url}/v1/summaries", "--", str(bodies)], capture_output=True, text=True, check=True
    )
    counted: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--callers", default="1,8,64", help="numbers, with commas between")
    parser.add_argument("--engines", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--words", type=int, default=800, help="of each article")
    options = parser.parse_args()
    threads = max(1, (os.cpu_count() or 1) // options.engines)
    console = Console(width=120)
    console.print(f"{machine()}; {options.engines} engines of {threads} threads, articles of {options.words} words")
    table = Table(
        "callers", "engines", "service /s", "direct /s", "ratio", "p50 s", "p99 s", "answers", "livez p50 p99 max, ms"
    )
    direct = Direct(options.engines, threads)
    environment = {"PLUMBLINE_ENGINES": str(options.engines), "PLUMBLINE_THREADS": str(threads)}
    complaints = []
    with tempfile.TemporaryDirectory() as name, Running(Path(name), **environment) as service:
        service.wait_until_ready()
        warm = list(islice(articles(options.words, 0), WARM * options.engines))
        _drive(service.url, 2 * options.engines, 5, warm, Path(name))
        direct.rate(options.engines, 5, warm)
        for callers in map(int, options.callers.split(",")):
            at_work = min(callers, options.engines)
            count = round(at_work * options.seconds * PER_ENGINE_SECOND)
            texts = list(islice(articles(options.words, callers), count))
            before = direct.rate(at_work, options.seconds / 2, texts)
            probe = Probe(service.port)
            probe.start()
            counted = _drive(service.url, callers, options.seconds, texts, Path(name))
            livez = probe.stop()
            rate = counted["statuses"].get("200", 0) / counted["seconds"] if counted["seconds"] else 0.0
            beside = (before + direct.rate(at_work, options.seconds / 2, texts[len(texts) // 2 :])) / 2
            table.add_row(
                str(callers),
                str(at_work),
                f"{rate:.2f}",
                f"{beside:.2f}",
                f"{rate / beside:.2f}",
                f"{counted['p50']:.2f}",
                f"{counted['p99']:.2f}",
                ", ".join(f"{status}: {number}" for status, number in sorted(counted["statuses"].items())),
                f"{percentile(livez, 50):.1f}  {percentile(livez, 99):.1f}  {max(livez):.1f}",
            )
            complaints += _complaints(callers, counted)
        direct.stop()
    console.print(table)
    for complaint in complaints:
        console.print(complaint)


def _complaints(callers: int, counted: dict[str, Any]) -> list[str]:
    wrong = [f"{number} answers {status}" for status, number in counted["statuses"].items() if status not in EXPECTED]
    wrong += [f"{counted[kind]} errors of {kind}" for kind in ("connect", "read", "write", "timeout") if counted[kind]]
    if counted["silent"]:
        wrong.append(f"{counted['silent']} answers 429 or 503 without Retry-After")
    return [f"{callers} callers: {item}" for item in wrong]


if __name__ == "__main__":
    main()
