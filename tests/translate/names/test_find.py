"""People in texts of our own, and whatever the ledger holds."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.translate.names import Kind, Ledger, NameEntry, find
from service.translate.names.find import mentions
from service.translate.names.ledger import of
from service.translate.names.mention import Mention, apart


def found(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.source) for one in mentions(text, language)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("조용원동지가 공장을 돌아보았다.", ["조용원"]),
        ("리일환비서는 김여정부부장과 만났다.", ["리일환", "김여정"]),
        ("남궁민수 위원장이 말했다.", ["남궁민수"]),
        ("오세나 해운항만부 장관은 이도윤 대통령을 만났다.", ["오세나", "이도윤"]),
        ("문철동지와 허담씨가 왔다.", ["문철", "허담"]),
        ("박세영 전 총리는 박세영이라고 했다.", ["박세영", "박세영"]),
        ("김연아는 우승했다.", ["김연아"]),
        ("장관은 정치인 대표를 만났다.", []),
        ("위대한 선수와 자세한 검사", []),
        ("6자회담 수석대표가 왔다.", []),
        ("강원도와 고구려, 한국의 부대 사령관", []),
        ("", []),
    ],
)
def test_korean(text: str, names: list[str]) -> None:
    assert [source for _, source in found(text, "ko-KP")] == names


def test_korean_without_kiwipiepy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert [source for _, source in found("조용원동지가 리일환 비서와 왔다.", "ko")] == ["조용원", "리일환"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("国家主席习近平9日会见外宾。", ["习近平"]),
        ("外交部长王毅表示，李强总理出席。", ["王毅", "李强"]),
        ("记者欧阳文安报道。", ["欧阳文安"]),
        ("“很好。”陈小雨说。陈小雨走了。", ["陈小雨", "陈小雨"]),
        ("歌手麦克·米勒和汤普森表示", []),
        ("任期结束，庄园经理指出，全面表示", []),
        ("张不表示", []),
        ("万元说，全张三丰走", []),
        ("", []),
    ],
)
def test_chinese(text: str, names: list[str]) -> None:
    assert [source for _, source in found(text, "zh-Hans")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Пришёл Владимир Орлов.", [("Владимир Орлов", "Владимир Орлов")]),
        ("с Сергеем Лавровым", [("Сергеем Лавровым", "Сергей Лавров")]),
        ("с Марией Захаровой", [("Марией Захаровой", "Мария Захарова")]),
        ("Александра Ивановича Чернова", [("Александра Ивановича Чернова", "Александр Иванович Чернов")]),
        ("Александре Ивановне Черновой", [("Александре Ивановне Черновой", "Александра Ивановна Чернова")]),
        ("Чернову Ивану Петровичу", [("Чернову Ивану Петровичу", "Чернов Иван Петрович")]),
        ("Ивану Петровичу дали слово.", [("Ивану Петровичу", "Иван Петрович")]),
        ("Игорем Достоевским", [("Игорем Достоевским", "Игорь Достоевский")]),
        ("Анна Римская-Корсакова", [("Анна Римская-Корсакова", "Анна Римская-Корсакова")]),
        ("Анне Римской-Корсаковой", [("Анне Римской-Корсаковой", "Анна Римская-Корсакова")]),
        ("А. Б. Иванов и Петрову С. Н.", [("А. Б. Иванов", "А. Б. Иванов"), ("Петрову С. Н.", "Петров С. Н.")]),
        ("Любовью Орловой, Юрия Левченко", [("Любовью Орловой", "Любовь Орлова"), ("Юрия Левченко", "Юрий Левченко")]),
        ("Павла Ткачука", [("Павла Ткачука", "Павел Ткачук")]),
        ("Илье Новому", [("Илье Новому", "Илья Новый")]),
        ("Новый Завод, Красная Площадь", []),
        ("Сказал Дональд Трамп", []),
    ],
)  # fmt: skip
def test_russian(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text, "ru") == names


def test_a_surname_stands_for_who_was_named_in_full() -> None:
    text = "Владимир Орлов приехал. Орлов устал."
    full, later = mentions(text, "ru")
    assert (text[later.start : later.end], later.source) == ("Орлов", "Владимир Орлов")
    assert full.sure
    assert not later.sure


def test_foreign_surnames_are_not_sure() -> None:
    (one,) = mentions("показания Кристины Блази", "ru")
    assert (one.source, one.sure) == ("Кристина Блази", False)


def test_what_the_ledger_holds_is_found_with_particles_and_in_cases() -> None:
    ledger = of(
        [
            NameEntry(source="마식령", language="ko", chosen="Masikryong", kind=Kind.PLACE, approved=True),
            NameEntry(source="Марина Бренн", language="ru", chosen="Marina Brenn"),
            NameEntry(source="Rivermouth", language="en", chosen="Рівермут", kind=Kind.PLACE),
        ]
    )
    (place,) = find("마식령에서 스키를 탔다.", "ko", ledger)
    assert (place.source, place.chosen, place.approved) == ("마식령", "Masikryong", True)
    assert (place.span.start, place.span.end) == (0, 3)
    assert place.forms["dprk"] == "Masikryong"
    assert [one.chosen for one in find("Говорили с Мариной Бренн.", "ru", ledger)] == ["Marina Brenn"]
    assert [one.source for one in find("In Rivermouth it rained.", "en-GB", ledger)] == ["Rivermouth"]
    assert find("In Rivermouth it rained.", "fr", ledger) == ()


def test_the_ledger_goes_before_a_finder() -> None:
    ledger = of([NameEntry(source="조용원동지", language="ko", chosen="Comrade Jo", kind=Kind.BODY)])
    assert [one.chosen for one in find("조용원동지가 왔다.", "ko", ledger)] == ["Comrade Jo"]


def test_what_comes_into_the_ledger_later_is_found(tmp_path: Path) -> None:
    with Ledger(tmp_path / "names.sqlite") as ledger, Ledger(tmp_path / "names.sqlite") as other:
        assert find("Дом в Устье.", "ru", ledger) == ()
        other.put(NameEntry(source="Устье", language="ru", chosen="Rivermouth", kind=Kind.PLACE))
        assert [one.chosen for one in find("Дом в Устье.", "ru", ledger)] == ["Rivermouth"]
        ledger.remove("Устье", "ru")
        assert find("Дом в Устье.", "ru", ledger) == ()


def test_forms_are_those_of_the_language() -> None:
    (one,) = find("조용원동지", "ko")
    assert one.forms == {"dprk": "Jo Yong Won", "revised": "Cho Yongwon", "mccune-reischauer": "Cho Yong-wŏn"}
    assert one.chosen == ""


def test_many_names_take_time_in_proportion() -> None:
    text = "记者李小明报道。" * 2_000
    assert len(mentions(text, "zh")) == 2_000


PIECES = [
    "조용원",
    "동지",
    "가 ",
    "习近平",
    "表示",
    "，",
    "Владимир ",
    "Орлов ",
    "А. ",
    "\x00",
    "\ud800",
    "😀",
    "\u202e",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["ko", "zh", "ru", "en"]))
def test_spans_ascend_inside_the_text(parts: list[str], language: str) -> None:
    text = "".join(parts)
    row = mentions(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in row)
    assert all(one.end <= other.start for one, other in itertools.pairwise(row))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=10))
def test_what_comes_first_stays(places: list[tuple[int, int]]) -> None:
    row = [Mention(start, start + size, "A") for start, size in places]
    kept = apart(row)
    assert kept == sorted(kept)
    assert (row[0] in kept) if row else kept == []
    for one in row:
        assert one in kept or any(one.start < other.end and other.start < one.end for other in kept)


def test_kiwipiepy_is_used_where_it_is() -> None:
    find("김연아는 우승했다.", "ko")
    assert "kiwipiepy" in sys.modules
