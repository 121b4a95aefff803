"""Whether a claim's speaker is named in its evidence."""

from __future__ import annotations

import pytest

from service.core.summary import Attribution, SpeechKind
from service.verify.attribution import speaker_fault

EVIDENCE = "Finance Minister Clara Voss presented the budget. She said that “the fund is empty” on Monday."


def fault(speaker: str | None, kind: SpeechKind, text: str = "Clara Voss said that it was late.") -> str:
    return speaker_fault(Attribution(speaker=speaker, kind=kind, cue=None), text, EVIDENCE)


@pytest.mark.parametrize("speaker", ["Clara Voss", "clara voss", "Finance Minister Clara Voss", "Voss"])
def test_a_speaker_named_in_the_evidence(speaker: str) -> None:
    assert fault(speaker, SpeechKind.REPORTED) == ""


@pytest.mark.parametrize("speaker", ["Gordon Pell", "Clara Vos-Pell", "the ministry"])
def test_a_speaker_not_named(speaker: str) -> None:
    assert fault(speaker, SpeechKind.REPORTED) == f"{speaker} is not named in the evidence"
    assert fault(speaker, SpeechKind.QUOTED, "“The fund is empty.”") != ""


@pytest.mark.parametrize("kind", [SpeechKind.REPORTED, SpeechKind.QUOTED])
@pytest.mark.parametrize("speaker", [None, ""])
def test_reported_by_nobody(speaker: str | None, kind: SpeechKind) -> None:
    assert "without a speaker" in fault(speaker, kind)


def test_a_quotation_has_marks() -> None:
    assert fault("Clara Voss", SpeechKind.QUOTED, "“The fund is empty,” Clara Voss said.") == ""
    assert "no quotation marks" in fault("Clara Voss", SpeechKind.QUOTED, "The fund is empty, Clara Voss said.")


@pytest.mark.parametrize("speaker", [None, "the article"])
def test_own_voice_needs_no_speaker(speaker: str | None) -> None:
    assert fault(speaker, SpeechKind.OWN_VOICE) == ""


@pytest.mark.parametrize(
    ("speaker", "evidence"),
    [
        ("이베트 로산", "이베트 로산은 말하였다."),
        ("카렐 도르만", "공화국의 카렐\n도르만 주석께서 오셨다."),
        ("多连·卡齐", "减灾署署长多连·卡齐在会上说，灾情最重。"),
        ("Глеб Сажин", "Депутат Глеб Сажин ушёл."),
    ],
)
def test_names_of_other_scripts(speaker: str, evidence: str) -> None:
    assert speaker_fault(Attribution(speaker=speaker, kind=SpeechKind.REPORTED, cue=None), evidence, evidence) == ""


@pytest.mark.parametrize(
    ("speaker", "evidence"), [("로산", "가로산은 높다."), ("Глеб Сажин", "Глеб Сажина видел."), ("卡齐", "卡洛说。")]
)
def test_parts_of_other_words_are_no_names(speaker: str, evidence: str) -> None:
    found = speaker_fault(Attribution(speaker=speaker, kind=SpeechKind.REPORTED, cue=None), evidence, evidence)
    assert found == f"{speaker} is not named in the evidence"


def test_a_dash_opens_speech() -> None:
    text = "— Поздно, — сказал Глеб Сажин."
    assert speaker_fault(Attribution(speaker="Глеб Сажин", kind=SpeechKind.QUOTED, cue=None), text, text) == ""


@pytest.mark.parametrize(
    ("speaker", "named"),
    [
        ("Clara Voss and Gordon Pell", True),
        ("Gordon Pell, Clara Voss and the mayor", True),
        ("Clara Voss and Ada Brenn", False),
    ],
)
def test_of_joint_speakers_each_is_named(speaker: str, named: bool) -> None:
    attribution = Attribution(speaker=speaker, kind=SpeechKind.REPORTED, cue=None)
    evidence = "Voss and Pell said that it was late. Clara Voss met the mayor. Gordon Pell came by sea."
    assert (speaker_fault(attribution, "It was late.", evidence) == "") is named
