"""Who an article names, and by which titles."""

from __future__ import annotations

import pytest

from service.reading.people import People, split_title

ARTICLE = (
    "Transport Minister Gavin Stroud opened the pier. Anna Brandt, the mayor of Orla, thanked him. "
    "A ministry spokesman, Peter Oxley, left early. Respected Captain Mira Dahl stayed. "
    "Central Bank of Orla paid. The engineer Karl von Hoff spoke. Stroud smiled at Anna Brandt."
)


def people() -> People:
    return People(ARTICLE)


def test_people_are_found_by_title_and_by_apposition() -> None:
    assert set(people().by_name) == {
        "Gavin Stroud",
        "Anna Brandt",
        "Peter Oxley",
        "Mira Dahl",
        "Karl von Hoff",
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Gavin Stroud", "Gavin Stroud"),
        ("Stroud", "Gavin Stroud"),
        ("Anna", "Anna Brandt"),
        ("Minister Gavin Stroud", "Gavin Stroud"),
        ("Mr Stroud", "Gavin Stroud"),
        ("Ms. Brandt", "Anna Brandt"),
        ("the respected Mira Dahl", "Mira Dahl"),
        ("Anna Brandt, the mayor", "Anna Brandt"),
        ("Anna Brandt of the council", "Anna Brandt"),
    ],
)
def test_a_person_by_one_name_or_with_a_title(words: str, expected: str) -> None:
    found = people().named(words)
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize(
    "words", ["Oskar Lind", "Lind", "the bank", "Orla", "", "a spokesman for Gavin Stroud", "Gavin Stroud aides"]
)
def test_nobody(words: str) -> None:
    assert people().named(words) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("transport minister", "Gavin Stroud"),
        ("minister", "Gavin Stroud"),
        ("mayor", "Anna Brandt"),
        ("mayor of Orla", "Anna Brandt"),
        ("spokesman", "Peter Oxley"),
        ("captain", "Mira Dahl"),
    ],
)
def test_a_person_by_title(title: str, expected: str) -> None:
    found = people().titled(title, len(ARTICLE))
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize("title", ["pope", "boat", ""])
def test_nobody_holds_the_title(title: str) -> None:
    assert people().titled(title, len(ARTICLE)) is None


def test_of_two_holders_the_one_named_last_is_meant() -> None:
    text = "Senator Ivo Grau spoke. Senator Lea Moor spoke. They met Ivo Grau again."
    found = People(text)
    first, second = text.index("Senator Lea"), text.index("They")
    assert [person.name for at in (first, second, len(text)) if (person := found.titled("senator", at))] == [
        "Ivo Grau",
        "Lea Moor",
        "Ivo Grau",
    ]


def test_a_surname_that_two_share_names_nobody() -> None:
    found = People("Minister Ada Stroud met Senator Gavin Stroud.")
    assert found.named("Stroud") is None
    assert found.named("Ada Stroud") is not None


def test_mentions_are_where_the_name_stands() -> None:
    person = people().by_name["Anna Brandt"]
    assert [ARTICLE[start:end] for start, end in person.mentions] == ["Anna Brandt", "Anna Brandt"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Transport Minister Gavin Stroud", ("Gavin Stroud", "Transport Minister")),
        ("Gavin Stroud", ("Gavin Stroud", "")),
        ("Transport Minister", ("Transport Minister", "")),
        ("Mr Stroud", ("Stroud", "Mr")),
    ],
)
def test_titles_come_off_names(name: str, expected: tuple[str, str]) -> None:
    assert split_title(name) == expected


def test_bodies_and_places_are_no_people() -> None:
    found = People("Director Central Bank and President National Council met in Lake District, the capital.")
    assert found.by_name == {}


def test_a_word_that_begins_as_a_particle_is_no_part_of_a_name() -> None:
    found = People("The engineer Karl Hoff launched the boat. The engineer Mira Dahl denied it. Hoff landed.")
    assert set(found.by_name) == {"Karl Hoff", "Mira Dahl"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("vice president", "Bo Lund"),
        ("president", "Karl Holt"),
        ("mayor", None),
        ("deputy mayor", "Ada Brenn"),
        ("governor", None),
    ],
)
def test_a_deputy_holds_another_office(words: str, name: str | None) -> None:
    found = People(
        "Vice President Bo Lund met President Karl Holt. Deputy Mayor Ada Brenn came. Former Governor Lena Marsh left."
    )
    titled, holder = found.titled(words, 200), found.holder(words)
    assert (titled and titled.name, holder and holder.name) == (name, name)


def test_a_society_is_nobody() -> None:
    assert not People("The leader of the Ardal Traders' Guild met the head of the Liberal Democrats in Orla.").by_name


def test_the_chief_justice_is_who_is_called_so() -> None:
    text = "Chief Justice Anna Berg, joined by Justice Karl Holt, voted against the plan."
    found = People(text).titled("chief justice", len(text))
    assert found is not None
    assert found.name == "Anna Berg"


def test_of_two_holders_in_one_sentence_neither_is_meant() -> None:
    text = "Finance Minister Lena Marsh met Transport Minister Gavin Stroud in May. The hall was full."
    found = People(text)
    assert found.titled("minister", len(text)) is None
    assert (person := found.titled("finance minister", len(text))) is not None
    assert person.name == "Lena Marsh"


def test_a_junior_has_the_surname_of_the_family() -> None:
    found = People("Senator Jesse Venn Jr. left. His wife, the mayor Sandra Venn, was ill.")
    assert found.named("Venn") is None
    assert found.by_surname["Jesse"] is not None


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Minister of Public Health Om Sun Hui spoke.", "Om Sun Hui", "minister"),
        ("It was opened by Chairman of the National Assembly Mira Dahl.", "Mira Dahl", "chairman"),
        ("Ambassador of the Republic of Orland Karl Holt spoke.", "Karl Holt", "ambassador"),
        ("Former director of the Harbour Bureau Ada Brenn spoke.", "Ada Brenn", "director"),
        ("Minister of Energy Eng. Karl Holt spoke.", "Karl Holt", ""),
    ],
)
def test_an_office_with_what_it_is_of_is_no_part_of_the_name(text: str, name: str, role: str) -> None:
    found = People(text).by_name
    assert list(found) == [name]
    assert not role or any(held.endswith(role) for held in found[name].roles)


@pytest.mark.parametrize("text", ["The head of Nordic Pier Lines spoke.", "Director of Ada Brenn Holt Dahl spoke."])
def test_what_an_office_is_of_may_be_no_person(text: str) -> None:
    assert not People(text).by_name


def test_of_people_in_a_row_each_has_the_title_before() -> None:
    found = People(
        "They met Minister Karl Holt, secretary of the plant Ada Brenn and others. Ada Brenn, a nurse, left."
    )
    assert found.by_name["Karl Holt"].roles == {"minister"}


def test_a_style_is_no_part_of_the_name() -> None:
    found = People("His Majesty King Karl Holt and Her Royal Highness Princess Ada Brenn came.").named(
        "His Majesty Holt"
    )
    assert found is not None
    assert found.name == "Karl Holt"


def test_of_two_offices_with_one_name_both_are_held() -> None:
    found = People("General Secretary and President Karl Holt spoke.")
    assert found.by_name["Karl Holt"].roles == {"general secretary", "president"}


def test_a_secretary_general_is_no_general_secretary() -> None:
    found = People("The Secretary-General of the League, Ada Brenn, spoke.")
    assert found.titled("secretary-general", 60) is not None
    assert found.titled("general secretary", 60) is None
