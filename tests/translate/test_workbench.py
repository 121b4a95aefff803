"""A document as segments for a translator, through the engine."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import Cancelled, EmptyDocument, InvalidRequest, TooLarge
from service.core.events import Event, Stage, Told
from service.core.request import TranslationCheck, TranslationRequest
from service.core.translation import State, Translation
from service.engine import Engine
from service.segment import segment
from service.settings import Settings
from service.translate.desk import Desk
from service.translate.scripts import unlikely
from service.translate.workbench import checked, segments_of
from tests.conftest import ROOT
from tests.ingest.laid import lay_out

MEETING = "정치국 회의가 월요일에 열렸다."
KOREAN = f"정치국 회의 소식\n\n{MEETING} 회의에서는 비료 생산을 토의하였다. {MEETING}\n"
ASKED = TranslationRequest.model_validate({"text": KOREAN, "from": "ko"})


def test_every_word_is_in_one_segment_and_repetitions_are_told(engine: Engine) -> None:
    translation = engine.translate(ASKED)
    assert [part.heading for part in translation.segments] == [True, False, False, False]
    assert [part.repeats for part in translation.segments] == [None, None, None, 2]
    assert [part.line for part in translation.segments] == [1, 3, 3, 3]
    assert translation.open == 4
    assert {found.term.source for part in translation.segments for found in part.terms} >= {"정치국"}
    for part in translation.segments:
        for found in part.terms:
            assert part.source[found.span.start : found.span.end]


@given(st.lists(st.sampled_from(["Слово дано.", "Дом.", "會議。", "A b c.", "\n\n", "# Kop"]), min_size=1, max_size=12))
def test_segments_hold_the_text_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    if not text.strip("# \n"):
        return
    document = segment(lay_out(text), language="ru")
    found = segments_of(document)
    assert [part.number for part in found] == list(range(1, len(found) + 1))
    assert all(document.text[part.start : part.end] == part.source for part in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    held = "".join("".join(part.source.split()) for part in found)
    assert held == "".join(document.text.split())


def test_targets_are_checked_and_open_ones_are_not(engine: Engine) -> None:
    translation = engine.translate(ASKED)
    first, *rest = translation.segments
    wrong = first.model_copy(update={"target": "News of the 정치국 meeting", "state": State.DRAFTED})
    done = checked(translation.model_copy(update={"segments": (wrong, *rest)}), Desk())
    assert isinstance(done, Translation)
    assert [issue.code for issue in done.segments[0].issues] == ["untranslated", "term_not_used"]
    assert not any(part.issues for part in done.segments[1:])


def test_what_cannot_be_translated_is_said(engine: Engine) -> None:
    with pytest.raises(InvalidRequest, match="in en already"):
        engine.translate(TranslationRequest(text="The council met on Monday. It closed the harbour."))


def test_a_translation_is_checked_by_magnitude(engine: Engine) -> None:
    asked = TranslationCheck.model_validate(
        {"source": "投资额为90亿元。", "target": "The investment was 90 billion yuan.", "from": "zh"}
    )
    (issue,) = engine.check_translation(asked).issues
    assert issue.code == "number_changed"
    assert issue.target_span is not None
    right = asked.model_copy(update={"target": "The investment was 9 billion yuan."})
    assert engine.check_translation(right).issues == ()
    with pytest.raises(TooLarge):
        Engine(Settings(max_characters=10)).check_translation(asked)


def test_names_of_fields_are_those_of_the_contract() -> None:
    assert '"from":"ko","to":"en"' in ASKED.model_dump_json()
    assert TranslationCheck.model_validate({"source": "가", "target": "a", "from": "ko"}).target_language == "en"


def test_the_page_on_translation_names_every_code() -> None:
    page = (ROOT / "docs" / "translation.md").read_text("utf-8")
    sources = [path.read_text("utf-8") for path in (ROOT / "service" / "translate").rglob("*.py")]
    codes = {code for text in sources for code in re.findall(r'(?:code=|issue\(\s*)"(\w+)"', text)}
    assert len(codes) > 15
    assert {code for code in codes if f"`{code}`" not in page} == set()


def test_checks_can_be_stopped_and_say_how_far_they_are(engine: Engine) -> None:
    translation = engine.translate(ASKED)
    done = [part.model_copy(update={"target": "News."}) for part in translation.segments]
    translation = translation.model_copy(update={"segments": tuple(done)})
    heard: list[Told] = []
    checked(translation, Desk(), heard.append)
    assert heard[-1] == Event(stage=Stage.VERIFYING, done=4, total=4)
    assert len(heard) > 3 * len(done)

    def stop(_: Told) -> None:
        raise Cancelled("Nobody wants it.")

    with pytest.raises(Cancelled):
        checked(translation, Desk(), stop)


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        (KOREAN, "ru", False),
        (KOREAN, "en", False),
        (KOREAN, "ko", True),
        (KOREAN, "el", True),  # a script that is not told apart
        ("The council met on Monday. It closed the harbour.", "zh", False),
        ("UN 3.", "ko", True),
    ],
)
def test_a_language_whose_letters_are_not_there_is_unlikely(text: str, language: str, right: bool) -> None:
    assert unlikely(text, language) is not right


def test_the_wrong_language_is_said(engine: Engine) -> None:
    with pytest.raises(InvalidRequest, match="hardly a letter of Russian"):
        engine.translate(ASKED.model_copy(update={"source_language": "ru"}))


def test_what_cannot_be_checked_is_said(engine: Engine) -> None:
    asked = TranslationCheck.model_validate({"source": "투자가 늘었다.", "target": "It grew.", "from": "ko"})
    with pytest.raises(EmptyDocument, match="The source is empty"):
        engine.check_translation(asked.model_copy(update={"source": " \n"}))
    with pytest.raises(EmptyDocument, match="The translation is empty"):
        engine.check_translation(asked.model_copy(update={"target": ""}))
    with pytest.raises(InvalidRequest, match="one language"):
        engine.check_translation(asked.model_copy(update={"target_language": "ko"}))
