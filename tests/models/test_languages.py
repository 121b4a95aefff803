"""BCP 47 codes to those of translation models."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import InvalidRequest
from service.core.languages import PAIRS
from service.models.languages import Codes, parts, short

NLLB = Codes.of(
    "nllb", ["kor_Hang", "eng_Latn", "zho_Hans", "zho_Hant", "arb_Arab", "arb_Latn", "rus_Cyrl", "nob_Latn", "▁x"]
)
MBART = Codes.of("mbart", ["ko_KR", "en_XX", "zh_CN", "ru_RU", "mn_MN", "__en__"])
M2M100 = Codes.of("m2m100", ["__ko__", "__en__", "__zh__", "__no__", "__ns__", "__ceb__", "en_XX"])
MADLAD = Codes.of("madlad", ["<2ko>", "<2en>", "<2zh>", "<2zh_Latn>", "<2translate>", "<extra_id_1>"])
MARIAN = Codes.of("marian", [">>fra<<", ">>cmn_Hans<<", ">>cmn_Hant<<", ">>es<<", ">>zle<<"])


@pytest.mark.parametrize(
    ("codes", "tag", "code"),
    [
        (NLLB, "ko", "kor_Hang"),
        (NLLB, "ko-KP", "kor_Hang"),
        (NLLB, "ko-Kore-KR", "kor_Hang"),
        (NLLB, "EN-us", "eng_Latn"),
        (NLLB, "zh", "zho_Hans"),
        (NLLB, "zh-Hant", "zho_Hant"),
        (NLLB, "zh-TW", "zho_Hant"),
        (NLLB, "zh_CN", "zho_Hans"),
        (NLLB, "ar", "arb_Arab"),
        (NLLB, "no", "nob_Latn"),
        (NLLB, "nb", "nob_Latn"),
        (MBART, "ko", "ko_KR"),
        (MBART, "zh-Hans", "zh_CN"),
        (M2M100, "ko", "__ko__"),
        (M2M100, "nb-NO", "__no__"),
        (M2M100, "nso", "__ns__"),
        (M2M100, "ceb", "__ceb__"),
        (MADLAD, "en-GB", "<2en>"),
        (MADLAD, "zh", "<2zh>"),
        (MADLAD, "zh-Latn", "<2zh_Latn>"),
        (MARIAN, "fr", ">>fra<<"),
        (MARIAN, "es", ">>es<<"),
        (MARIAN, "zh", ">>cmn_Hans<<"),
    ],
)
def test_the_code_of_a_tag(codes: Codes, tag: str, code: str) -> None:
    assert codes.find(tag) == code


@pytest.mark.parametrize(("codes", "tag"), [(NLLB, "sw"), (MBART, "zh-Hant"), (M2M100, "ar"), (MADLAD, "zh-Hant")])
def test_what_a_model_does_not_know_is_said_with_what_it_knows(codes: Codes, tag: str) -> None:
    with pytest.raises(InvalidRequest, match=rf"does not know the language {tag}; it knows: .*\bko\b"):
        codes.find(tag)


def test_what_is_known_names_scripts_where_there_are_several() -> None:
    assert NLLB.known == ["ar-Arab", "ar-Latn", "en", "ko", "no", "ru", "zh-Hans", "zh-Hant"]
    assert MADLAD.known == ["en", "ko", "zh", "zh-Latn"]
    with pytest.raises(InvalidRequest, match="it knows: none"):
        Codes("nllb").find("ko")


def test_a_long_list_is_cut() -> None:
    letters = "abcdefghijklmnopq"
    many = Codes.of("madlad", [f"<2q{a}{b}>" for a in letters for b in letters])
    with pytest.raises(InvalidRequest, match=r"qaa, qab, .* and 39 more\.$"):
        many.find("zz")


@pytest.mark.parametrize("tag", ["", "english", "e", "12", "ko kr", "한국어"])
def test_what_is_no_tag(tag: str) -> None:
    with pytest.raises(InvalidRequest, match="no BCP 47 code"):
        parts(tag)


@given(st.sampled_from(PAIRS))
def test_every_long_code_has_its_short_one(pair: list[str]) -> None:
    two, longs = pair
    assert {short(code) for code in longs.split(",")} == {short(two)}
    assert parts(f"{two}-XX") == parts(longs.split(",", maxsplit=1)[0])
