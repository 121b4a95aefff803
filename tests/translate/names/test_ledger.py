"""The ledger keeps what people approved, and its CSV says which line is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.errors import InvalidLedger, InvalidRequest, StoreFull, TooLarge
from service.core.translation import Entry
from service.translate.memory import Memory
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
        with pytest.raises(InvalidRequest, match="no form for Борис"):
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
        ("source,language,chosen\nA,r,B\n", "Line 2 of the ledger has r as its language"),
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


def test_nothing_is_put_beside_what_another_program_keeps(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE names (id)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(InvalidLedger, match="holds no ledger of names"):
        Ledger(path)
    assert path.read_bytes() == before


def test_a_memory_is_no_ledger(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.sqlite") as memory:
        memory.add([Entry(source="Un.", target="One.", source_language="fr", target_language="en")])
    with pytest.raises(InvalidLedger, match="holds no ledger of names"):
        Ledger(tmp_path / "m.sqlite")


def test_a_ledger_of_before_is_still_read(tmp_path: Path) -> None:
    with Ledger(tmp_path / "n.sqlite") as ledger:
        ledger.put(JO)
        ledger._database.execute("PRAGMA application_id = 0")
    with Ledger(tmp_path / "n.sqlite") as ledger:
        assert ledger.get("조용원", "ko") == JO


@pytest.mark.parametrize(
    ("source", "language", "chosen", "message"),
    [
        (" ", "ko", "Kim", "The name is empty"),
        ("김", "k", "Kim", "'k' is no language code"),
        ("김", "korean", "Kim", "'korean' is no language code"),
        ("김", "ko", " ", "no form for 김"),
        ("김", "ko", "K" * 501, "no such form"),
        ("김" * 501, "ko", "Kim", "no such name"),
    ],
)
def test_what_cannot_be_approved_is_said(source: str, language: str, chosen: str, message: str) -> None:
    with Ledger() as ledger, pytest.raises(InvalidRequest, match=message):
        ledger.approve(source, language, chosen)


def test_a_known_name_takes_no_endless_form() -> None:
    with of([JO]) as ledger, pytest.raises(InvalidRequest, match="no such form"):
        ledger.approve("조용원", "ko", "K" * 501)


def test_no_cell_of_the_csv_is_a_formula() -> None:
    entry = NameEntry(source="=1+1", language="ko", chosen="-Jo", note="'=x")
    written = ledger_csv.write([entry])
    assert b"\n'=1+1,ko,'-Jo,no,person,''=x\n" in written
    assert ledger_csv.read(written) == [entry]


def test_a_full_disk_is_no_fault_of_the_ledger(tmp_path: Path) -> None:
    with Ledger(tmp_path / "names.sqlite") as ledger:
        ledger._database.execute("PRAGMA max_page_count = 2")
        entries = [NameEntry(source=f"이름 {number}", language="ko", chosen="Name " * 50) for number in range(100)]
        with pytest.raises(StoreFull, match="no room on the disk"):
            ledger.put(*entries)
        assert len(ledger) == 0
