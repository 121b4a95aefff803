"""Statements that are false in ways that words alone do not show; each must be withheld."""

from __future__ import annotations

import pytest

from service.core.summary import Alignment, Attribution, SpeechKind
from service.verify.alignment import align
from service.verify.attribution import speaker_fault
from service.verify.facts import missing_facts


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The unlawful plan closed.", "lawful plan closed."),
        ("It is not true that the plant closed.", "the plant closed."),
        ("The bank no longer lends money.", "The bank lends money."),
        ("The mayor has not yet paid the fine.", "The mayor has paid the fine."),
        ("He did not say he did not know.", "He did know."),
        ("The crew left without paying.", "The crew left paying."),
        ("He paid nothing at all.", "He paid."),
        ("The fund holds $5 million.", "The fund holds €5 million."),
        ("It fell to -5 degrees.", "It fell to 5 degrees."),
        ("Output rose by 5%.", "Output rose by 5."),
        ("The mayor took it?", "The mayor took it."),
        ('The mayor said "the regime is rubbish".', "The mayor said the regime is rubbish."),
        ("The mayor left.", "   "),
    ],
)
def test_a_changed_sense_is_unaligned(source: str, text: str) -> None:
    alignment, fault = align(text, source, (), ())
    assert alignment is Alignment.UNALIGNED
    assert fault


@pytest.mark.parametrize(("speaker", "evidence"), [("He", "He said so."), ("Roe", "Anna Monroe said so.")])
def test_a_speaker_is_a_whole_name(speaker: str, evidence: str) -> None:
    attribution = Attribution(speaker=speaker, kind=SpeechKind.REPORTED, cue=None)
    assert speaker_fault(attribution, "x", evidence)


def test_a_name_after_a_title_is_a_fact() -> None:
    assert "Stone" in missing_facts("He met Mr. Stone.", "He met Mr. Jones.")


def test_a_negation_may_go_with_its_clause() -> None:
    source = "The mayor, who did not vote, said that the plan had passed."
    assert align("The mayor said that the plan had passed.", source, (), ()) == (Alignment.COMPRESSED, "")
