"""Segments get drafts, and a faulty one is asked for once more and does not stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import torch

from service.core.document import Span
from service.core.errors import (
    BrokenCompletion,
    Cancelled,
    InvalidRequest,
    ModelError,
    ModelTimeout,
    PromptTruncated,
)
from service.core.events import Event, Told
from service.core.translation import FoundName, Match, Origin, State
from service.models.base import Kind, Translator, uncounted, unwatched
from service.models.folder import read
from service.models.scripted import Scripted
from service.models.translators import Translates
from service.translate.drafts import draft, prompts
from tests.tiny_translators import make_m2m100

from .segments import segments

SOURCES = ("가온시, 새 도서관 짓는다", "시의회는 예산 48억 원을 의결했다.", "한도윤 시장이 말했다.")
ENGLISH = {
    "가온시, 새 도서관 짓는다": "Gaon to Build New Library",
    "시의회는 예산 48억 원을 의결했다.": "The city council approved a budget of 4.8 billion won.",
    "한도윤 시장이 말했다.": "Mayor Han Do-yun said so.",
}
Answer = str | ModelError


class Fake:
    """A translator that says what it is told to: `first`, and `second` when it is asked again."""

    id, sha256, pinned, backend, window = "fake", "0" * 64, True, "fake", 100
    trial = ("ko", "en")

    def __init__(self, first: dict[str, Answer], second: dict[str, Answer] | None = None) -> None:
        self._answers: dict[bool, dict[str, Answer]] = {
            False: {**ENGLISH, **first},
            True: {**ENGLISH, **(second or {})},
        }
        self.asked: list[tuple[bool, list[str]]] = []

    def translate(
        self,
        texts: Sequence[str],
        source_language: str,
        target_language: str,
        *,
        again: bool = False,
        still: Callable[[], None] = unwatched,
        done: Callable[[int], None] = uncounted,
    ) -> list[str | ModelError]:
        assert (source_language, target_language) == ("ko", "en")
        self.asked.append((again, list(texts)))
        for number in range(len(texts)):
            still()
            done(number + 1)
        return [self._answers[again][text] for text in texts]


def test_open_segments_are_drafted() -> None:
    model = Fake({})
    assert isinstance(model, Translator)
    found = draft(segments(*SOURCES), model, source_language="ko", target_language="en")
    assert [segment.target for segment in found] == list(ENGLISH.values())
    assert {(segment.state, segment.origin, segment.why_open) for segment in found} == {
        (State.DRAFTED, Origin.MODEL, None)
    }
    assert model.asked == [(False, list(SOURCES))]
    assert prompts(model) == ()


def test_what_is_there_stays_and_no_model_is_asked_for_nothing() -> None:
    done = segments(*SOURCES, target="Mine.", state=State.APPROVED, origin=Origin.PERSON)
    model = Fake({})
    assert draft(done, model, source_language="ko", target_language="en") == done
    assert draft([], model, source_language="ko", target_language="en") == []
    assert model.asked == []


def test_the_memory_comes_before_the_model() -> None:
    first, second, third = segments(*SOURCES)
    exact = Match(source=second.source, target="The council passed it.", percent=100)
    better = Match(source=second.source, target="The council passed the budget.", percent=101)
    like = Match(source=third.source, target="The mayor spoke.", percent=99)
    model = Fake({})
    given = [
        first,
        second.model_copy(update={"matches": (exact, better)}),
        third.model_copy(update={"matches": (like,)}),
    ]
    found = draft(given, model, source_language="ko", target_language="en")
    assert (found[1].target, found[1].origin, found[1].state) == (better.target, Origin.MEMORY, State.DRAFTED)
    assert found[2].origin is Origin.MODEL
    assert model.asked == [(False, [first.source, third.source])]


def test_a_repeated_sentence_gets_the_first_ones_draft() -> None:
    model = Fake({})
    found = draft(segments(SOURCES[0], SOURCES[1], SOURCES[0]), model, source_language="ko", target_language="en")
    assert (found[2].target, found[2].origin) == (found[0].target, Origin.MODEL)
    assert model.asked == [(False, [SOURCES[0], SOURCES[1]])]


@pytest.mark.parametrize("origin", [Origin.PERSON, Origin.MEMORY])
def test_a_repeated_sentence_gets_a_persons_words_as_a_draft(origin: Origin) -> None:
    first, second = segments(SOURCES[0], SOURCES[0])
    first = first.model_copy(update={"target": "A New Library", "state": State.APPROVED, "origin": origin})
    found = draft([first, second], Fake({}), source_language="ko", target_language="en")
    assert (found[1].target, found[1].state, found[1].origin) == ("A New Library", State.DRAFTED, Origin.MEMORY)


def test_a_repeated_sentence_without_its_first_is_asked_for_itself() -> None:
    (_, second) = segments(SOURCES[0], SOURCES[0])
    (found,) = draft([second], Fake({}), source_language="ko", target_language="en")
    assert found.target == ENGLISH[SOURCES[0]]


FAULTY: dict[str, Answer] = {
    "the draft has no word": "…",
    "repeats 'so' again and again": "Mayor Han said so so so so so so so so.",
    "not in the script": SOURCES[2],
    "leaves '시장' untranslated": "Han Do-yun 시장 said so.",
    "did not end": BrokenCompletion("The translation did not end within 30 tokens.", "Mayor Han"),
    "reads 62": PromptTruncated("The text has 301 tokens and the model reads 62."),
}


@pytest.mark.parametrize("why", FAULTY)
def test_a_faulty_draft_is_asked_for_once_more(why: str) -> None:
    model = Fake({SOURCES[2]: FAULTY[why]})
    found = draft(segments(*SOURCES), model, source_language="ko", target_language="en")
    assert [segment.target for segment in found] == list(ENGLISH.values())
    assert model.asked == [(False, list(SOURCES)), (True, [SOURCES[2]])]


@pytest.mark.parametrize("why", FAULTY)
def test_two_faulty_drafts_leave_the_segment_open_with_the_reason(why: str) -> None:
    model = Fake({SOURCES[2]: "한"}, {SOURCES[2]: FAULTY[why]})
    found = draft(segments(*SOURCES, SOURCES[2]), model, source_language="ko", target_language="en")
    assert [segment.target for segment in found[:2]] == list(ENGLISH.values())[:2]
    for segment in found[2:]:
        assert (segment.target, segment.state, segment.origin) == (None, State.OPEN, None)
        assert why.lower() in (segment.why_open or "").lower()
    assert [again for again, _ in model.asked] == [False, True]


def test_a_number_of_the_wrong_size_does_not_stay() -> None:
    wrong = "The city council approved a budget of 48 billion won."
    (found,) = draft(
        segments(SOURCES[1]), Fake({SOURCES[1]: wrong}, {SOURCES[1]: wrong}), source_language="ko", target_language="en"
    )
    assert found.target is None
    assert "wrong size: “48억 원” is 4,800,000,000, and “48 billion won” is 48,000,000,000" in str(found.why_open)


def test_a_name_that_the_ledger_keeps_is_no_fault() -> None:
    kept = FoundName(span=Span(start=0, end=3), source="한도윤", chosen="한도윤", approved=True)
    (given,) = segments(SOURCES[2], names=(kept,))
    (found,) = draft([given], Fake({SOURCES[2]: "Mayor 한도윤 said so."}), source_language="ko", target_language="en")
    assert found.target == "Mayor 한도윤 said so."


def test_an_error_that_passes_is_not_asked_again_and_is_raised_when_there_is_nothing_else() -> None:
    late = ModelTimeout("There was no answer within 300 seconds.")
    model = Fake({SOURCES[2]: late})
    found = draft(segments(*SOURCES), model, source_language="ko", target_language="en")
    assert found[2].why_open == late.detail
    assert len(model.asked) == 1
    with pytest.raises(ModelTimeout):
        draft(segments(SOURCES[2]), model, source_language="ko", target_language="en")


def test_a_summariser_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="does not translate"):
        draft(segments(*SOURCES), Scripted([], kind=Kind.SEQ2SEQ), source_language="ko", target_language="en")


def test_what_was_open_before_says_so_no_more() -> None:
    (found,) = draft(segments(SOURCES[2], why_open="It was bad."), Fake({}), source_language="ko", target_language="en")
    assert found.why_open is None


def test_progress_is_told_and_can_stop_the_work() -> None:
    told: list[Told] = []
    draft(segments(*SOURCES), Fake({}), source_language="ko", target_language="en", notify=told.append)
    assert {(event.stage.value, event.total) for event in told if isinstance(event, Event)} == {("drafting", 3)}
    assert [event.done for event in told if isinstance(event, Event)] == [0, 0, 1, 1, 2, 2, 3]

    def stop(_: Told) -> None:
        raise Cancelled("Nobody wants it.")

    with pytest.raises(Cancelled):
        draft(segments(*SOURCES), Fake({}), source_language="ko", target_language="en", notify=stop)


def test_a_real_translator_drafts_or_says_why_not(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    model = Translates("m2m100", read(make_m2m100(tmp_path / "m2m100")), device="cpu")
    found = draft(segments(SOURCES[2], "회의 " * 90), model, source_language="ko", target_language="en")
    assert all((segment.target is None) == (segment.why_open is not None) for segment in found)
    assert "the model reads 62" in str(found[-1].why_open)
    with pytest.raises(InvalidRequest, match="does not know the language tlh"):
        draft(segments(*SOURCES), model, source_language="ko", target_language="tlh")
