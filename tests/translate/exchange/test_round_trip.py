"""What is written comes back, from us and through the Translate Toolkit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from service.core.errors import InvalidExchange
from service.core.translation import Origin, State, Translation
from service.translate.exchange import FORMATS, read, write
from tests.translate.exchange.samples import MEETING, translations, with_targets

SUFFIXES = sorted(suffix for suffix, kind in FORMATS.items() if kind.read)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_translation_comes_back_as_it_was(suffix: str) -> None:
    data = write(MEETING, suffix)
    assert read(data, f"name{suffix}") == read(data) == MEETING
    assert write(MEETING, suffix.upper()) == data


@given(translations(), st.sampled_from((".xlf", ".html", ".docx", ".json")))
def test_every_translation_comes_back_as_it_was(translation: Translation, suffix: str) -> None:
    assert read(write(translation, suffix), suffix) == translation


@pytest.mark.parametrize("suffix", [".xlf", ".html", ".docx", ".json"])
def test_a_state_fits_its_target(suffix: str) -> None:
    """An empty target is none."""
    first, second, *rest = MEETING.segments
    wrong = (
        first.model_copy(update={"target": ""}),
        second.model_copy(update={"target": "x", "state": State.OPEN}),
        *rest,
    )
    one, two, *_ = read(write(MEETING.model_copy(update={"segments": wrong}), suffix)).segments
    assert (one.target, one.state) == (None, State.OPEN)
    assert (two.target, two.state) == ("x", State.DRAFTED)


@pytest.mark.parametrize("suffix", [".xlf", ".html", ".docx", ".json"])
def test_what_cannot_be_written_is_told(suffix: str) -> None:
    twice = MEETING.model_copy(update={"segments": MEETING.segments[:1] * 2})
    nameless = MEETING.model_copy(update={"target_language": "the Queen's English"})
    for wrong, told in ((twice, "number 1; number"), (nameless, "“the Queen's English” is no language code")):
        with pytest.raises(InvalidExchange, match=told):
            write(wrong, suffix)
    empty = MEETING.model_copy(update={"segments": ()})
    if suffix == ".json":
        assert read(write(empty, suffix)) == empty
    else:
        with pytest.raises(InvalidExchange, match="only JSON can say so"):
            write(empty, suffix)


def test_a_target_edited_in_the_translate_toolkit_comes_back() -> None:
    store = Xliff2File.parsestring(write(with_targets(s2="A draft."), ".xlf"))  # type: ignore[no-untyped-call]
    assert [unit.source for unit in store.units] == [segment.source for segment in MEETING.segments]
    store.units[0].target = "News & <more>\nof the Politburo"
    store.units[1].markapproved()
    store.units[3].target = "The meeting opened."
    store.units[3].marktranslated()
    first, second, third, fourth = read(bytes(store)).segments
    was = MEETING.segments
    assert first.target == "News & <more>\nof the Politburo"
    assert (first.state, first.origin, first.issues) == (State.DRAFTED, None, ())
    assert (first.terms, first.names, first.matches) == (was[0].terms, was[0].names, was[0].matches)
    assert (second.target, second.state, second.origin) == ("A draft.", State.APPROVED, Origin.PERSON)
    assert third == was[2]
    assert (fourth.target, fourth.state, fourth.why_open) == ("The meeting opened.", State.DRAFTED, None)


def test_a_target_taken_away_in_the_translate_toolkit_is_open() -> None:
    store = Xliff2File.parsestring(write(MEETING, ".xlf"))  # type: ignore[no-untyped-call]
    store.units[2].target = ""
    third = read(bytes(store)).segments[2]
    assert (third.target, third.state, third.origin) == (None, State.OPEN, None)


def test_xliff_1_2_of_the_translate_toolkit_is_read() -> None:
    store: Any = xlifffile()
    store.setsourcelanguage("ko")
    store.settargetlanguage("en")
    for source in ("첫째 문장.", "둘째  문장 & <셋>.", "열린 문장."):
        store.addsourceunit(source)
    first, second, _ = store.units[-3:]
    first.target, second.target = "The first sentence.", "The second  & <three>."
    first.markapproved()
    second.markapproved(False)  # the Toolkit approves what it is given a target for
    translation = read(bytes(store))
    assert (translation.source_language, translation.target_language, translation.open) == ("ko", "en", 1)
    one, two, three = translation.segments
    assert (one.target, one.state, one.origin) == ("The first sentence.", State.APPROVED, Origin.PERSON)
    assert (two.source, two.target, two.state) == ("둘째  문장 & <셋>.", "The second  & <three>.", State.DRAFTED)
    assert (three.target, three.state) == (None, State.OPEN)
