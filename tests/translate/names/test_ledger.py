"""The ledger keeps what people approved, and its CSV says which line is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import InvalidLedger, TooLarge
from service.translate.names import ledger_csv
from service.translate.names.dprk import dprk
from service.translate.names.ledger import Kind, Ledger, NameEntry, of, seed

JO = NameEntry(source="조용원", language="ko", chosen="Jo Yong Won")


def test_suggestions_do_not_replace_what_is_approved() -> None:
    with Ledger() as ledger:
        assert ledger.put(JO) == 1
        assert ledger.put(JO.model_copy(update={"chosen": "Cho Yongwon"})) == 1
        approved = ledger.approve("조용원", "ko-KP", "Jo Yong Won")
        assert approved.approved
        assert ledger.put(JO.model_copy(update={"chosen": "Cho Yong-won"})) == 0
        assert ledger.get("조용원", "ko") == approved
        assert ledger.put(approved.model_copy(update={"chosen": "Jo Yongwon"})) == 1
        assert len(ledger) == 1


def test_approving_keeps_kind_and_note() -> None:
    with of([JO.model_copy(update={"kind": Kind.BODY, "note": "n"})]) as ledger:
        entry = ledger.approve(" 조용원 ", "ko")
        assert (entry.chosen, entry.kind, entry.note, entry.approved) == ("Jo Yong Won", Kind.BODY, "n", True)
        assert ledger.approve("Ада", "ru", "Ada").chosen == "Ada"
        with pytest.raises(InvalidLedger, match="no form for Борис"):
            ledger.approve("Борис", "ru")


def test_entries_are_of_one_language_or_all() -> None:
    with of([JO, NameEntry(source="Ада", language="ru", chosen="Ada")]) as ledger:
        assert [entry.source for entry in ledger.entries("ru-RU")] == ["Ада"]
        assert len(list(ledger.entries())) == 2
        assert ledger.remove("Ада", "ru")
        assert not ledger.remove("Ада", "ru")
        assert ledger.get("Ада", "ru") is None
        assert ledger.get("\ud800", "ru") is None


def test_a_file_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "names ?#.sqlite"
    with Ledger(path) as ledger:
        ledger.put(JO)
    with Ledger(path, read_only=True) as ledger:
        assert ledger.get("조용원", "ko") == JO
        with pytest.raises(InvalidLedger, match="cannot be written"):
            ledger.put(JO)
        with pytest.raises(InvalidLedger, match="cannot be written"):
            ledger.remove("조용원", "ko")


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidLedger, match="cannot be opened"):
        Ledger(tmp_path / "none.sqlite", read_only=True)
    assert not list(tmp_path.iterdir())


def test_reading_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    with Ledger(path) as ledger:
        ledger.put(JO)
    before = path.read_bytes()
    with Ledger(path, read_only=True) as ledger:
        assert list(ledger.entries()) == [JO]
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["names.sqlite"]


def test_another_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database." * 100)
    with pytest.raises(InvalidLedger, match=r"notes\.txt"):
        Ledger(path)
    assert path.read_text() == "Not a database." * 100


def test_the_seed_holds_what_rules_do_not_give() -> None:
    assert all(not entry.approved for entry in seed())
    assert all(dprk(entry.source, entry.kind.value) != entry.chosen for entry in seed())


def test_csv_round_trip() -> None:
    entries = [
        JO,
        NameEntry(source="Ада, «Б»", language="ru", chosen="Ada", approved=True, kind=Kind.PLACE, note='"x"'),
    ]
    assert ledger_csv.read(ledger_csv.write(entries)) == entries


WORD = st.text(st.characters(categories=["L", "P", "N"]), min_size=2, max_size=8)


@given(
    st.lists(st.builds(NameEntry, source=WORD, language=st.just("ko"), chosen=WORD, approved=st.booleans(), note=WORD))
)
def test_any_entries_come_back(entries: list[NameEntry]) -> None:
    assert ledger_csv.read(ledger_csv.write(entries)) == entries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("source,chosen\nA,B\n", "Line 1 of the ledger has no column language"),
        ("source,language,chosen,colour\n", "has the column colour"),
        ("source,language,chosen,\n", "has the column without a name"),
        ("source,language,chosen,chosen\n", "has a column twice"),
        ("source,language,chosen\n\nA,ru\n", "Line 3 of the ledger has no chosen"),
        ("source,language,chosen\nA,ru,B,C\n", "Line 2 of the ledger has too many cells"),
        ("source;language;chosen;approved\nA;ru;B;maybe\n", "Line 2 of the ledger has maybe as approved"),
        ("source\tlanguage\tchosen\tkind\nA\tru\tB\tship\n", "Line 2 of the ledger has the kind ship"),
        ("source,language,chosen\nA,r,B\n", "Line 2 of the ledger has a language of 1 characters"),
        (f"source,language,chosen\n{'A' * 600},ru,B\n", "Line 2 of the ledger has a source of 600 characters"),
        ('source,language,chosen\nA,ru,"B"x\n', "Line 2 of the ledger cannot be read"),
    ],
)
def test_csv_names_the_line_that_is_wrong(text: str, message: str) -> None:
    with pytest.raises(InvalidLedger, match=message):
        ledger_csv.read(text.encode())


def test_csv_has_a_limit() -> None:
    with pytest.raises(TooLarge):
        ledger_csv.read(b"x" * 11, max_bytes=10)
