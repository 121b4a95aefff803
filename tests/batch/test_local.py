"""A run over an archive, with engines that answer what a test says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

import service.batch.local as module
from service.batch.article import Article, Unreadable
from service.batch.duplicates import Duplicates
from service.batch.ledger import Ledger, Progress
from service.batch.local import DEATHS, run
from service.batch.output.writing import Output
from service.core.errors import EngineDied, FileUnreadable, ModelCorrupt, ModelUnreachable, StoreFull, TooShort
from service.core.receipt import Options
from service.core.request import File, SummaryRequest
from service.settings import Settings
from service.workers import Answer, Asked, patience


def file_of(request: SummaryRequest) -> File:
    assert request.file is not None
    return request.file


Reply = Callable[[SummaryRequest, int], Awaitable[None]]


class Work:
    def __init__(self, reply: Awaitable[None], request: SummaryRequest) -> None:
        self._reply, self._request = reply, request

    async def answer(self) -> Answer:
        await self._reply
        return Answer(json.dumps({"read": file_of(self._request).content.decode(), "receipt": {}}))


class Engines:
    """In place of engine processes: `reply` is given the request and how often its article was asked for before."""

    made: list[Engines]
    reply: Reply
    fault: Exception | None = None

    def __init__(self, settings: Settings, _: object) -> None:
        self.settings = settings
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0
        Engines.made.append(self)

    async def loaded(self) -> None:
        if Engines.fault:
            raise Engines.fault

    def ask(self, request: SummaryRequest, asked: Asked) -> Work:
        assert not asked.urgent
        before = self.asked.count(file_of(request).name)
        self.asked.append(file_of(request).name)
        return Work(self._counted(request, before), request)

    async def _counted(self, request: SummaryRequest, before: int) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0.001)
            await Engines.reply(request, before)
        finally:
            self.at_once -= 1

    def stop(self) -> None:
        """There is no process to end."""


async def _well(_: SummaryRequest, __: int) -> None:
    """The article has a summary."""


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Engines", Engines)
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.0)
    monkeypatch.setattr(Engines, "made", [], raising=False)
    monkeypatch.setattr(Engines, "fault", None)
    monkeypatch.setattr(Engines, "reply", staticmethod(_well), raising=False)


def _articles(count: int) -> list[Article | Unreadable]:
    return [Article(f"a{i}", f"Article number {i}.".encode(), f"a{i}.txt") for i in range(count)]


def _run(
    out: Path,
    items: list[Article | Unreadable],
    *,
    duplicates: Duplicates | None = None,
    once: bool = False,
    retry_failed: bool = False,
) -> tuple[Progress, list[Progress]]:
    told: list[Progress] = []
    with Output.open(out, Options(), retry_failed=retry_failed) as output:
        ledger = Ledger(output, duplicates=duplicates, once=once, tell=told.append)
        asyncio.run(run(iter(items), ledger, Options(), Settings(engines=2)))
        output.finish("local")
    return ledger.progress, told


def _lines(path: Path) -> dict[str, dict[str, object]]:
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    return {line["id"]: line for line in lines}


def test_every_article_has_its_line(tmp_path: Path) -> None:
    items = [*_articles(30), Unreadable("broken", FileUnreadable("It cannot be read."))]
    progress, told = _run(tmp_path / "out.jsonl", items)
    assert _lines(tmp_path / "out.jsonl").keys() == {f"a{i}" for i in range(30)}
    assert _lines(tmp_path / "out.errors.jsonl").keys() == {"broken"}
    assert (progress.met, progress.summaries, progress.errors) == (31, 30, 1)
    assert told
    assert Engines.made[0].most_at_once == 2


def test_the_same_command_does_nothing_twice_and_loads_no_model_for_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    _run(out, _articles(5))
    before = out.read_bytes()
    progress, _ = _run(out, _articles(5))
    assert len(Engines.made) == 1
    assert progress.before == 5
    assert out.read_bytes() == before
    _run(out, [*_articles(4), Article("a4", b"Another text.", "a4.txt"), *_articles(7)[5:]])
    assert sorted(Engines.made[1].asked) == ["a4.txt", "a5.txt", "a6.txt"]


def test_one_bad_article_stops_nothing_and_is_tried_again_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def reply(request: SummaryRequest, before: int) -> None:
        if file_of(request).name == "a1.txt":
            raise TooShort("Too short.")
        if file_of(request).name == "a2.txt":
            raise EngineDied("It died.")
        if file_of(request).name == "a3.txt" and before < 4:
            raise ModelUnreachable("Not yet.")

    monkeypatch.setattr(Engines, "reply", staticmethod(reply))
    out = tmp_path / "out.jsonl"
    _run(out, _articles(5))
    assert _lines(out).keys() == {"a0", "a3", "a4"}
    codes = {id: line["error"]["code"] for id, line in _lines(tmp_path / "out.errors.jsonl").items()}  # type: ignore[index]
    assert codes == {"a1": "too_short", "a2": "engine_died"}
    asked = Engines.made[0].asked
    assert [asked.count(f"a{i}.txt") for i in range(5)] == [1, 1, DEATHS, 5, 1]
    assert _run(out, _articles(5))[0].now == 0
    monkeypatch.setattr(Engines, "reply", staticmethod(_well))
    assert _run(out, _articles(5), retry_failed=True)[0].summaries == 2
    assert _lines(out).keys() == {f"a{i}" for i in range(5)}
    assert not (tmp_path / "out.errors.jsonl").read_bytes()


@pytest.mark.parametrize("once", [False, True])
def test_near_duplicates_are_marked_and_summarised_once_on_request(tmp_path: Path, once: bool) -> None:
    text = " ".join(f"word{i}" for i in range(200))
    items: list[Article | Unreadable] = [
        Article("first", text.encode(), "1.txt"),
        Article("second", (text + " more").encode(), "2.txt"),
        Article("other", b"Nothing of the kind is said here at all, or anywhere.", "3.txt"),
    ]
    progress, _ = _run(tmp_path / "out.jsonl", items, duplicates=Duplicates(), once=once)
    lines = _lines(tmp_path / "out.jsonl")
    assert {id: line.get("duplicate_of") for id, line in lines.items()} == {
        "first": None,
        "second": "first",
        "other": None,
    }
    assert ("summary" in lines["second"]) is not once
    assert progress.duplicates == 1
    assert len(Engines.made[0].asked) == (2 if once else 3)


def test_only_a_few_articles_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = done = most = 0

    def items() -> Iterator[Article | Unreadable]:
        nonlocal read, most
        for item in _articles(60):
            read += 1
            most = max(most, read - done)
            yield item

    async def reply(_: SummaryRequest, __: int) -> None:
        nonlocal done
        await asyncio.sleep(0.002)
        done += 1

    monkeypatch.setattr(Engines, "reply", staticmethod(reply))
    with Output.open(tmp_path / "out.jsonl", Options()) as output:
        ledger = Ledger(output, duplicates=None, once=False, tell=lambda _: None)
        asyncio.run(run(items(), ledger, Options(), Settings(engines=2)))
    assert done == 60
    assert most <= 2 * module.AHEAD + 2 + 2


@pytest.mark.parametrize("error", [ModelCorrupt("Another hash."), StoreFull("No room.")])
def test_what_stops_the_run_is_told_and_what_was_done_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    out = tmp_path / "out.jsonl"
    if isinstance(error, StoreFull):
        written = 0
        put = Output.put_summary

        def full(self: Output, *arguments: object) -> None:
            nonlocal written
            written += 1
            if written > 3:
                raise error
            put(self, *arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(Output, "put_summary", full)
    else:
        monkeypatch.setattr(Engines, "fault", error)
    with pytest.raises(type(error)):
        _run(out, _articles(9))
    monkeypatch.undo()
    monkeypatch.setattr(module, "Engines", Engines)
    monkeypatch.setattr(Engines, "made", [], raising=False)
    monkeypatch.setattr(Engines, "reply", staticmethod(_well), raising=False)
    kept = len(_lines(out))
    assert kept == (3 if isinstance(error, StoreFull) else 0)
    _run(out, _articles(9))
    assert len(Engines.made[0].asked) == 9 - kept
    assert len(_lines(out)) == 9
