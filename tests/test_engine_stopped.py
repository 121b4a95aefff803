"""Work that nobody wants any more stops soon, wherever it is, and leaves the engine as it was."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from service.cache import ResultCache
from service.core.errors import Cancelled
from service.core.events import Event, Stage, Told
from service.core.receipt import Options
from service.engine import Engine
from service.models.base import Kind, Prompt
from service.models.lexical import Trigrams
from service.models.scripted import Scripted
from service.settings import Settings
from tests.models.misbehaving import Faults, Handler, _chat, serving
from tests.test_engine_told import CHAT, SEQ2SEQ
from tests.tiny_models import FAMILIES

TEXT = " ".join(
    f"The council of Orla gave district {n} a sum of {n}00 crowns for its school on Monday." for n in range(30)
)
STILL = Event(stage=Stage.DRAFTING)
SOON = 5  # seconds, on a busy machine; undisturbed it is about one


class Leaving:
    """Hears `after` things, and wants no more then."""

    def __init__(self, after: int) -> None:
        self._left = after
        self.heard = 0

    def __call__(self, _: Told) -> None:
        self.heard += 1
        if self.heard > self._left:
            raise Cancelled("The caller went away.")


@pytest.fixture(scope="module")
def drafting(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    cache = ResultCache(tmp_path_factory.mktemp("results"), 100_000_000)
    own = Engine(Settings(chunk_tokens=100, model_max_tokens=3_000, max_characters=5_000_000), cache)
    own.models.encoder = Trigrams()
    own.models.use("chat", Scripted(CHAT, window=100_000))
    own.models.use("seq2seq", Scripted(SEQ2SEQ, kind=Kind.SEQ2SEQ, window=2_000))
    return own


@pytest.mark.parametrize("model", ["embedded", "seq2seq", "chat"])
def test_at_every_sign_the_work_can_be_given_up(drafting: Engine, model: str) -> None:
    whole = Leaving(1_000_000)
    options = Options(model=model)
    summary = drafting.summarize(TEXT, options, notify=whole, fresh=True)
    assert drafting.cache is not None
    for after in sorted({*range(12), *range(12, whole.heard, 23), whole.heard - 1}):
        leaving = Leaving(after)
        with pytest.raises(Cancelled):
            drafting.summarize(TEXT, options, notify=leaving, fresh=True)
        assert leaving.heard == after + 1, "it was told more after it had gone"
    again = drafting.summarize(TEXT, options, fresh=True)
    assert again.model_copy(update={"usage": summary.usage}) == summary


def test_what_was_given_up_is_not_kept(engine: Engine, tmp_path: Path) -> None:
    own = Engine(Settings(), ResultCache(tmp_path, 100_000_000))
    own.models.encoder = engine.models.encoder
    with pytest.raises(Cancelled):
        own.summarize(TEXT, Options(), notify=Leaving(5))
    assert not list(tmp_path.rglob("*"))


def test_a_check_can_be_given_up(engine: Engine) -> None:
    leaving = Leaving(3)
    with pytest.raises(Cancelled):
        engine.check(TEXT, TEXT, notify=leaving)
    assert leaving.heard == 4
    assert engine.check(TEXT, "The council of Orla gave district 3 a sum of 300 crowns for its school on Monday.")


def stopped_after(seconds: float) -> tuple[Callable[[Told], None], list[float]]:
    """Wants no more after so many seconds; and when it said so."""
    begun, said = time.monotonic(), list[float]()

    def notify(_: Told) -> None:
        if time.monotonic() - begun > seconds:
            said.append(time.monotonic())
            raise Cancelled("The caller went away.")

    return notify, said


@pytest.mark.parametrize("silent", ["Orla", "response_format"], ids=["while it counts", "while it writes"])
def test_a_server_that_does_not_answer_holds_nobody(drafting: Engine, silent: str) -> None:
    """The calls under way are cancelled: the server sees its caller go."""
    gone = threading.Event()
    faults = Faults()

    def hang(handler: Handler) -> None:
        if silent not in json.dumps(faults.seen[-1]):
            handler.say(*_chat(faults, faults.seen[-1]))
            return
        handler.connection.settimeout(60)
        try:
            left = handler.connection.recv(1) == b""
        except OSError:
            left = True
        if left:
            gone.set()

    with serving(faults) as url:
        name = f"openai:{url}#tiny"
        drafting.models.writer(name).count(["The council met."])
        faults.raw = hang
        notify, said = stopped_after(2)
        started = time.monotonic()
        with pytest.raises(Cancelled):
            drafting.summarize(TEXT, Options(model=name), notify=notify)
        assert time.monotonic() - started < 2 + SOON
        assert len(said) == 1
        assert gone.wait(SOON), "the server still had its caller"
    assert drafting.summarize(TEXT, Options(model="chat")).claims


def test_a_model_in_process_stops_at_a_token(tmp_path: Path) -> None:
    engine = Engine(Settings(chunk_tokens=100, model_max_tokens=1_000_000, device="cpu"))
    folder = FAMILIES["t5"](tmp_path / "t5")  # random weights: it writes until it is stopped
    writer = engine.models.writer(str(folder))
    notify, said = stopped_after(1)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        list(writer.write([Prompt(TEXT[:200])], max_tokens=1_000_000, still=lambda: notify(STILL)))
    assert said
    assert time.monotonic() - started < 1 + SOON


def test_the_encoder_stops_between_two_batches(engine: Engine) -> None:
    done: list[int] = []

    def first(count: int) -> None:
        done.append(count)
        raise Cancelled("The caller went away.")

    with pytest.raises(Cancelled):
        engine.models.encoder.encode([f"The council gave district {n} a school." for n in range(600)], first)
    (count,) = done
    assert 0 < count < 300
    counts: list[int] = []
    vectors, _ = engine.models.encoder.encode([f"District {n} has a school." for n in range(600)], counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == len(vectors) == 600
