"""What is at hand: glossaries of other languages, files that change, and files to which nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.core.errors import FileUnreadable, InvalidRequest, StoreUnusable
from service.core.translation import Entry
from service.translate.desk import MEMORY, PAIRS, Desk, open_desk, open_ledger, open_memory
from service.translate.memory import tmx
from service.translate.names import ledger_csv
from service.translate.terms import dump, party_state

KOREAN = dump(party_state("ko"), ".tbx", "ko", "en")


@pytest.fixture
def korean(tmp_path: Path) -> Path:
    path = tmp_path / "ko.tbx"
    path.write_bytes(KOREAN)
    return path


def test_a_usual_glossary_of_other_languages_is_passed_over(korean: Path) -> None:
    assert Desk(usual=[korean]).glossary("fr", "en").terms == ()
    assert len(Desk(usual=[korean]).glossary("ko", "de").terms) == 0
    assert any(not term.advice for term in Desk(usual=[korean]).glossary("ko", "en").terms)
    with pytest.raises(InvalidRequest, match="no terms from fr into en"):
        Desk([korean]).glossary("fr", "en")


def test_our_own_terms_are_for_every_english() -> None:
    assert Desk().glossary("ko", "en-US").terms == Desk().glossary("ko", "en").terms != ()
    assert Desk().glossary("ko", "fr").terms == ()


def test_a_glossary_that_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text("quai,quay\n", "utf-8")
    desk = Desk(usual=[path])
    first = desk.glossary("fr", "en")
    assert desk.glossary("fr", "en") is first
    path.write_text("quai,wharf\n", "utf-8")
    os.utime(path, ns=(1, 1))
    assert [way.text for term in desk.glossary("fr", "en").terms for way in term.renderings] == ["wharf"]
    path.unlink()
    with pytest.raises(FileUnreadable):
        desk.glossary("fr", "en")


def test_no_more_pairs_are_kept_than_are_needed() -> None:
    desk = Desk()
    first = desk.glossary("ko", "en")
    for number in range(PAIRS):
        assert desk.glossary("ko", "en") is first
        desk.glossary("fr", f"en-{number:03}")
    for number in range(PAIRS):
        desk.glossary("es", f"en-{number:03}")
    assert desk.glossary("ko", "en") is not first


def test_what_is_for_exchange_is_read_and_not_written(tmp_path: Path) -> None:
    memory, names = tmp_path / "m.tmx", tmp_path / "n.csv"
    memory.write_bytes(tmx.write([Entry(source="Un.", target="One.", source_language="fr", target_language="en")]))
    names.write_bytes(ledger_csv.write([]))
    assert len(open_memory(tmp_path, memory)) == 1
    assert len(open_ledger(tmp_path, names)) == 0
    with pytest.raises(InvalidRequest, match="nothing is written"):
        open_memory(tmp_path, memory, writes=True)
    with pytest.raises(InvalidRequest, match="nothing is written"):
        open_ledger(tmp_path, names, writes=True)


def test_a_store_is_made_where_it_is_to_be_written(tmp_path: Path) -> None:
    entry = Entry(source="Un.", target="One.", source_language="fr", target_language="en")
    open_memory(tmp_path, tmp_path / "new.sqlite", writes=True).add([entry])
    assert len(open_memory(tmp_path, tmp_path / "new.sqlite")) == 1
    open_ledger(tmp_path, tmp_path / "names.sqlite", writes=True).approve("Ада", "ru", "Ada")
    assert len(open_ledger(tmp_path, tmp_path / "names.sqlite")) == 1
    with pytest.raises(FileUnreadable):
        open_memory(tmp_path, tmp_path / "none.sqlite")


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreUnusable, match="cannot be made"):
        open_desk(tmp_path / "data")
    assert not (tmp_path / "data" / MEMORY).exists()


def test_a_folder_that_is_read_only_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (tmp_path, os.W_OK))  # root may write anywhere
    with pytest.raises(StoreUnusable, match="cannot be written to"):
        open_desk(tmp_path)
