"""Codes of languages."""

from __future__ import annotations

import pytest

from service.core.languages import PAIRS, known, known_if_given
from service.core.request import TranslationRequest


def test_all_of_iso_639_1_are_known() -> None:
    assert len({two for two, _ in PAIRS}) == len(PAIRS) == 184
    assert all(known(two) == two for two, _ in PAIRS)


@pytest.mark.parametrize(
    ("code", "short"), [("kor", "ko"), ("cmn", "zh"), ("nob", "nb"), ("ceb", "ceb"), ("ajp", "ajp")]
)
def test_a_code_of_three_letters_is_put_in_two_where_there_are_two(code: str, short: str) -> None:
    assert known(code) == short
    assert TranslationRequest.model_validate({"text": "A", "from": code}).source_language == short


@pytest.mark.parametrize("code", ["xx", "xyz", "zzz", "", "KO", "korean", "en-US", "ko\n"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="code"):
        known(code)


def test_none_stands_for_what_is_found_out() -> None:
    assert known_if_given("") == ""
