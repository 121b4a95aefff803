"""Who says what in the cases that were written for each language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from .articles import article, heard

CASES = Path(__file__).parent / "cases"
LANGUAGES = ("ko", "ru", "zh", "fr", "es")
KEPT_APART = 0.9  # share of the cases from which no rule was made that has to be right


def told(text: str, language: str) -> tuple[str | None, str, str]:
    voice = heard(text, language)[-1]
    cue = article(text, language).slice(voice.cue) if voice.cue else ""
    kind = "own_voice" if voice.name is None else "quoted" if voice.quoted else "reported"
    return voice.name, cue, kind


def wanted(case: dict[str, Any]) -> tuple[str | None, str, str]:
    return case.get("speaker"), case.get("cue", ""), case.get("kind", "own_voice")


def cases(language: str, half: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((CASES / f"{language}.yaml").read_text("utf-8"))[half])


@pytest.mark.parametrize(
    ("language", "case"), [(language, case) for language in LANGUAGES for case in cases(language, "dev")]
)
def test_cases_that_rules_were_made_from(language: str, case: dict[str, Any]) -> None:
    assert told(case["text"], language) == wanted(case)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_that_were_kept_apart(language: str) -> None:
    rows = cases(language, "test")
    right = sum(told(case["text"], language) == wanted(case) for case in rows)
    assert right >= KEPT_APART * len(rows)
