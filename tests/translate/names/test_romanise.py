"""Every standard's own examples, and names of public record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import InvalidRequest, MissingExtra
from service.translate.names import chinese, russian
from service.translate.names.dprk import dprk
from service.translate.names.reischauer import reischauer
from service.translate.names.revised import revised
from service.translate.names.romanise import SYSTEMS, forms, romanise

DATA = Path(__file__).parent / "data"
KOREAN: dict[str, dict[str, Callable[[str], str]]] = {
    "revised": {
        "word": partial(revised, kind=""),
        "hyphens": partial(revised, kind="", hyphens=True),
        "person": revised,
        "person_hyphens": partial(revised, hyphens=True),
        "place": partial(revised, kind="place"),
        "without_unit": partial(revised, kind="place", unit=False),
    },
    "reischauer": {
        "word": partial(reischauer, kind=""),
        "place": partial(reischauer, kind="place"),
    },
    "dprk": {
        "word": partial(dprk, kind="", plain=False),
        "place": partial(dprk, kind="place", plain=False),
        "person": partial(dprk, plain=False),
    },
    "pinyin": {"person": chinese.pinyin, "place": partial(chinese.pinyin, kind="place")},
}
RUSSIAN: dict[str, Callable[[str], str]] = {
    "bgn": russian.bgn,
    "interpuncts": partial(russian.bgn, interpuncts=True),
    "scholarly": russian.scholarly,
}


def read(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("standard", KOREAN)
def test_examples_of_the_standard(standard: str) -> None:
    wrong = {
        (section, way, name): (put, got)
        for section, groups in read(standard).items()
        for way, rows in groups.items()
        for name, put in rows.items()
        if (got := KOREAN[standard][way](name)) != put
    }
    assert not wrong


def test_examples_of_russian() -> None:
    wrong = {
        (way, name): (put, got)
        for way, rows in read("russian").items()
        for name, put in rows.items()
        if (got := RUSSIAN[way](name)) != put
    }
    assert not wrong


def test_all_russian_letters_are_in_the_examples() -> None:
    assert set(russian.CYRILLIC) <= set("".join(read("russian")["scholarly"]).lower())


def test_people_as_kcna_writes_them() -> None:
    """One is usage, which no rule gives; the ledger's seed has it."""
    wrong = {name: got for name, put in read("kcna")["person"].items() if (got := dprk(name)) != put}
    assert wrong == {"김일성": "Kim Il Song"}


def test_places_and_bodies_as_kcna_writes_them() -> None:
    """Without the general term that English puts into words; four are usage, which no rule gives."""
    wrong = set()
    for kind in ("place", "body"):
        for name, put in read("kcna")[kind].items():
            got = dprk(name, kind)
            if got != put and got not in {f"{put}san", f"{put}gang", f"{put}gwan"}:
                wrong.add(name)
    assert wrong == {"김책", "압록강", "판문점", "로동신문"}


def test_the_list_of_kcna_has_a_hundred_names() -> None:
    assert sum(len(rows) for rows in read("kcna").values()) >= 100


@pytest.mark.parametrize(
    ("name", "system", "put"),
    [
        ("조용원", "dprk", "Jo Yong Won"),
        ("조용원", "revised", "Cho Yongwon"),
        ("조용원", "mccune-reischauer", "Cho Yong-wŏn"),
        ("이일환", "dprk", "Ri Il Hwan"),
        ("리일환", "revised", "Lee Ilhwan"),
        ("림철웅", "revised", "Im Cheolung"),
        ("남궁민", "dprk", "Namgung Min"),
        ("황보관", "revised", "Hwangbo Gwan"),
        ("남궁민", "mccune-reischauer", "Namgung Min"),
        ("이순신", "mccune-reischauer", "Yi Sun-sin"),
        ("안중근", "mccune-reischauer", "An Chung-gŭn"),
        ("제 갈량", "revised", "Jegal Ryang"),
        ("한", "dprk", "Han"),
        ("KBS", "revised", "Kbs"),
    ],
)
def test_persons_in_korean(name: str, system: str, put: str) -> None:
    assert romanise(name, "ko-KP", system) == put


@pytest.mark.parametrize(
    ("word", "put"),
    [
        ("좋소", "Joso"), ("놓는", "Nonneun"), ("않는", "Anneun"), ("많이", "Mani"), ("좋은", "Joeun"),
        ("넓은", "Neolbeun"), ("닭이", "Dalgi"), ("앉혔", "Anchyeot"), ("묻히다", "Muchida"), ("핥이다", "Halchida"),
        ("십육", "Sibyuk"), ("의견란", "Uigyeonnan"),
    ],
)  # fmt: skip
def test_sounds_beside_each_other(word: str, put: str) -> None:
    """표준 발음법 12, 13, 14, 17, 20; what compounds add (십육 심뉵) no rule knows."""
    assert revised(word, "") == put


def test_old_romanisation_of_other_letters() -> None:
    assert reischauer("쉬", "") == "Shwi"
    assert reischauer("KBS", "") == "KBS"
    assert dprk("꽃마을", "") == "Konmaul"


def test_plain_forms_have_no_breves_not_even_on_capitals() -> None:
    assert dprk("은률", "") == "Unryul"
    assert dprk("어은", "") == "Oun"
    assert not set("ŏŭŎŬ") & set(dprk("어은 은어 김은어"))


def test_family_names_as_the_rule_has_them() -> None:
    assert revised("김정은", custom=False) == "Gim Jeongeun"
    assert revised("이순신", custom=False) == "I Sunsin"


def test_forms_are_by_system() -> None:
    assert set(forms("김정은", "ko")) == set(SYSTEMS["ko"])
    assert forms("Владимир Путин", "ru") == {"bgn": "Vladimir Putin", "scholarly": "Vladimir Putin"}
    assert forms("Ada Brenn", "en") == {}


def test_unknown_systems_name_what_there_is() -> None:
    with pytest.raises(InvalidRequest, match="there is dprk, revised"):
        romanise("김정은", "ko", "pinyin")
    with pytest.raises(InvalidRequest, match="there is none"):
        romanise("Ada", "fr", "pinyin")


def test_pinyin_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypinyin", None)
    chinese._read.cache_clear()
    with pytest.raises(MissingExtra, match=r"plumbline\[translate\]"):
        chinese.pinyin("王芳")
    chinese._read.cache_clear()


HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6)


@given(HANGUL, st.sampled_from(SYSTEMS["ko"]), st.sampled_from(["person", "place", ""]))
def test_any_hangul_becomes_latin(name: str, system: str, kind: str) -> None:
    put = romanise(name, "ko", system, kind)
    assert put.strip()
    assert all(letter.isascii() or letter in "ŏŭŎŬ’" for letter in put)


@given(st.text(max_size=12), st.sampled_from(["ko", "ru", "zh"]))
def test_any_text_is_put_somehow(name: str, language: str) -> None:
    for put in forms(name, language).values():
        assert isinstance(put, str)
