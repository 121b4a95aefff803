"""A translation keeps to the ledger, and to one form for each person."""

from __future__ import annotations

import pytest

from service.core.errors import MissingExtra
from service.core.translation import Issue, Segment
from service.translate.names import Kind, NameEntry, issues, one_form, spelling
from service.translate.names.ledger import of

JO = NameEntry(source="조용원", language="ko", chosen="Jo Yong Won", approved=True)
SOURCE = "조용원동지가 공장을 돌아보았다."


def codes(
    target: str, *entries: NameEntry, source: str = SOURCE, languages: tuple[str, str] = ("ko", "en")
) -> list[str]:
    return [issue.code for issue in issues(source, target, *languages, of(entries) if entries else None)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("Comrade Jo Yong Won toured the plant.", []),
        ("Jo Yong-won’s tour of the plant", []),
        ("JO YONG WON TOURS THE PLANT", []),
        ("Comrade Jo toured the plant.", []),
        ("Comrade Cho Yong-won toured the plant.", ["name_differs"]),
        ("Comrade Yong-won Cho toured the plant.", ["name_differs"]),
        ("Comrade Ri Il Hwan toured the plant.", ["name_missing"]),
        ("He toured the plant.", ["name_missing"]),
        ("", ["name_missing"]),
    ],
)
def test_approved_names(target: str, expected: list[str]) -> None:
    assert codes(target, JO) == expected


@pytest.mark.parametrize(
    "target", ["Cho Yong-won came.", "Jo Yong Won came.", "Cho Yongwŏn came.", "Jo came.", "Mr. Cho came."]
)
def test_any_spelling_will_do_where_nobody_approved_one(target: str) -> None:
    assert codes(target) == []
    assert codes(target, JO.model_copy(update={"approved": False})) == []


def test_a_name_of_which_nothing_is_there() -> None:
    (issue,) = issues(SOURCE, "He came to the plant.", "ko", "en")
    assert issue.code == "name_form"
    assert (issue.severity, issue.category) == ("minor", "accuracy/mistranslation")
    assert "Jo Yong Won" in issue.message
    (issue,) = issues(SOURCE, "He came.", "ko", "en", of([JO.model_copy(update={"approved": False, "chosen": "X Y"})]))
    assert issue.message == "“조용원” would be “X Y”; the translation has nothing like it."


def test_spans_and_severity() -> None:
    target = "On Monday Cho Yong-won’s aide came."
    (issue,) = issues(SOURCE, target, "ko", "en", of([JO]))
    assert issue.source_span is not None
    assert issue.target_span is not None
    assert SOURCE[issue.source_span.start : issue.source_span.end] == "조용원"
    assert target[issue.target_span.start : issue.target_span.end].startswith("Cho Yong-won")
    assert (issue.severity, issue.category) == ("major", "terminology/wrong-term")


def test_each_name_once() -> None:
    assert codes("He came.", JO, source="조용원동지와 조용원동지") == ["name_missing"]


@pytest.mark.parametrize(
    ("source", "target", "languages", "expected"),
    [
        ("Пришёл Сергей Лавров.", "Sergei Lavrov came.", ("ru", "en"), []),
        ("Никита Хрущёв сказал", "Nikita Khrushchev said", ("ru", "en"), []),
        ("Никиту Хрущёва видели", "Khrushchev was seen", ("ru", "en"), []),
        ("Пришёл Сергей Лавров.", "Igor Chernov came.", ("ru", "en"), ["name_form"]),
        ("показания Кристины Блази", "Christine Blasey’s testimony", ("ru", "en"), []),
        ("Пришёл Сергей Лавров.", "Сергій Лавров прийшов.", ("ru", "uk"), []),
        ("А. Б. Иванов пришёл", "He came", ("ru", "en"), []),
        ("Иван Петрович пришёл", "Petrovich came", ("ru", "en"), []),
        ("Иван Петрович пришёл", "Ivan Petrovich came", ("ru", "en"), []),
        ("习近平主席", "President Xi", ("zh", "en"), []),
        ("陈小雨表示", "Tan Siow Yu said", ("zh", "en"), []),
        ("陈小雨表示", "Lee said", ("zh", "en"), ["name_form"]),
    ],
)
def test_other_languages(source: str, target: str, languages: tuple[str, str], expected: list[str]) -> None:
    assert codes(target, source=source, languages=languages) == expected


def test_approved_names_into_other_scripts() -> None:
    entry = NameEntry(source="조용원", language="ko", chosen="Чо Ён Вон", approved=True)
    assert codes("Пришёл Чо Ён Вон.", entry, languages=("ko", "ru")) == []
    assert codes("Пришёл он.", entry, languages=("ko", "ru")) == ["name_missing"]


def test_places_and_bodies_of_the_ledger() -> None:
    entry = NameEntry(source="마식령", language="ko", chosen="Masikryong", kind=Kind.PLACE, approved=True)
    assert codes("the Masikryong resort", entry, source="마식령에서") == []
    assert codes("the Masingnyŏng resort", entry, source="마식령에서") == ["name_differs"]
    assert codes("the resort", entry, source="마식령에서") == ["name_missing"]
    assert codes("the resort", entry.model_copy(update={"approved": False}), source="마식령에서") == []


def segment(number: int, source: str, target: str | None) -> Segment:
    return Segment(number=number, start=0, end=len(source), line=1, source=source, target=target)


def strays(found: dict[int, list[Issue]]) -> dict[int, list[str]]:
    return {number: [issue.code for issue in row] for number, row in found.items()}


def test_one_form_per_person() -> None:
    segments = [
        segment(1, SOURCE, "Jo Yong Won toured the plant."),
        segment(2, SOURCE, "Cho Yong-won’s tour."),
        segment(3, SOURCE, "Comrade Jo toured it."),
        segment(4, SOURCE, "Jo Yong Won’s tour."),
        segment(5, SOURCE, None),
        segment(6, "마식령에서", "In Masikryong"),
    ]
    found = one_form(segments, "ko", "en")
    assert strays(found) == {2: ["name_inconsistent"]}
    (issue,) = found[2]
    assert issue.target_span is not None
    assert (segments[1].target or "")[issue.target_span.start : issue.target_span.end] == "Cho Yong-won"
    assert one_form(segments, "ko", "ru") == {}
    assert one_form(segments, "ko", "en", of([JO])).keys() == {2}


def test_of_two_forms_as_frequent_the_first_is_the_usual_one() -> None:
    segments = [segment(1, SOURCE, "Jo Yong Won came."), segment(2, SOURCE, "Cho Yongwon came.")]
    assert strays(one_form(segments, "ko", "en")) == {2: ["name_inconsistent"]}


def test_comparing_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rapidfuzz.fuzz", None)
    spelling._alike.cache_clear()
    with pytest.raises(MissingExtra, match=r"plumbline\[translate\]"):
        codes("Somebody came.")
    spelling._alike.cache_clear()
