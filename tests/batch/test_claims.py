"""Who said what about it, when."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batch.claim_index import ClaimIndex
from service.batch.claim_search import Name, words_query
from service.batch.claims import Asked, Findings, search
from service.batch.kept import iso_date
from service.core.errors import FileUnreadable, InvalidRequest
from service.core.summary import ClaimKind
from service.models import registry
from service.models.base import Encoder
from service.settings import Settings
from tests.batch.results import claim, line, summary, write

FERRY = claim("Ada Brenn said that the ferry would sail again in June.", "Ada Brenn", line=4)
BUDGET = claim("The budget grew by 4 percent.", "Jo Yong Won", ClaimKind.FIGURE, said="He put the growth at 4 percent.")
WHEAT = claim("The wheat harvest of the eastern districts was poor.", "Lukáš Novák")
PLAIN = claim("The council met on Monday.", None, ClaimKind.EVENT)
CHINESE = claim("市长说选举将在六月举行。", "布伦")
KOREAN = claim("정부는 배를 다시 띄운다고 밝혔다.", "조용원")


def archive() -> list[dict[str, Any]]:
    return [
        line("ferry", summary([FERRY, PLAIN]), date="2026-03-02"),
        line("budget", summary([BUDGET]), published="Tue, 03 Feb 2026 10:00:00 +0100"),
        line("wheat", summary([WHEAT])),
        line("mayor", summary([CHINESE], language="zh"), date="2026-04-01T10:00:00Z"),
        line("boat", summary([KOREAN], language="ko"), date="2026"),
    ]


def no_encoder() -> Encoder:
    raise AssertionError("no meaning was asked for")


def ask(out: Path, **asked: Any) -> Findings:
    return search(ClaimIndex(out), Asked(**asked), no_encoder)


def ids(found: Findings) -> list[str]:
    return [one.id for one in found.claims]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write(tmp_path / "out.jsonl", archive())


def test_everything_is_listed_by_date_and_what_has_none_comes_last(out: Path) -> None:
    found = ask(out)
    assert [(one.date, one.id) for one in found.claims] == [
        ("2026", "boat"),
        ("2026-02-03", "budget"),
        ("2026-03-02", "ferry"),
        ("2026-03-02", "ferry"),
        ("2026-04-01", "mayor"),
        ("", "wheat"),
    ]
    assert found.matches == 6
    assert found.claims[2].claim == FERRY


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"since": "2026-03-02"}, ["boat", "ferry", "ferry", "mayor"]),
        ({"until": "2026-03"}, ["boat", "budget", "ferry", "ferry"]),
        ({"since": "2026-02", "until": "2026-02"}, ["boat", "budget"]),
        ({"since": "2027"}, []),
    ],
)
def test_dates(out: Path, asked: dict[str, str], expected: list[str]) -> None:
    found = ask(out, **asked)
    assert ids(found) == expected
    assert found.undated == 1


def test_undated_ones_are_counted_among_those_that_match_otherwise(out: Path) -> None:
    assert ask(out, since="2026", speaker="Novak").undated == 1
    assert ask(out, since="2026", speaker="Brenn").undated == 0


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("jo yong won", ["budget"]),
        ("Jo", ["budget"]),
        ("Won Jo", ["budget"]),
        ("Cho Yong-won", ["budget"]),
        ("Jo Yongwon", ["budget"]),
        ("Secretary Jo Yong Won", ["budget"]),
        ("NOVAK", ["wheat"]),
        ("mayor ada brenn", ["ferry"]),
        ("Brenn, mayor", ["ferry"]),
        ("조용원", ["boat"]),
        ("Bren", []),
        ("", ["boat", "budget", "ferry", "ferry", "mayor", "wheat"]),
        ("'", []),
        ("Ada Novak", []),
    ],
)
def test_speakers(out: Path, speaker: str, expected: list[str]) -> None:
    assert ids(ask(out, speaker=speaker)) == expected


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Transport Minister Gavin Stroud", "stroud"),
        ("Gavin Stroud, the transport minister", "Minister Stroud"),
        ("the ministry of health", "Ministry of Health"),
        ("the minister", "minister"),
        ("Martin Luther King", "king"),
        ("Jo Yongwon", "Jo Yong Won"),
        ("the mayor of Ardal", "mayor of Ardal"),
    ],
)
def test_names(name: str, asked: str) -> None:
    assert Name(asked).finds(Name(name).keys)


def test_a_title_alone_does_not_name_its_bearer() -> None:
    assert not Name("minister").finds(Name("Transport Minister Gavin Stroud").keys)
    assert not Name("the mayor of Ostravel").finds(Name("the mayor of Ardal").keys)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("FERRY june", ["ferry"]),
        ("growth", ["budget"]),  # only in its evidence
        ("ferry wheat", []),
        ("选举", ["mayor"]),
        ("六月", ["mayor"]),
        ("정부", ["boat"]),
        ("举选", []),
    ],
)
def test_words(out: Path, words: str, expected: list[str]) -> None:
    assert ids(ask(out, words=words)) == expected


def test_kinds_go_with_the_rest(out: Path) -> None:
    assert ids(ask(out, kind=ClaimKind.FIGURE)) == ["budget"]
    assert ids(ask(out, kind=ClaimKind.EVENT, speaker="Brenn")) == []
    assert ids(ask(out, kind=ClaimKind.STATEMENT, words="ferry", speaker="brenn", since="2026-03")) == ["ferry"]


@pytest.fixture(scope="module")
def one_index(tmp_path_factory: pytest.TempPathFactory) -> ClaimIndex:
    return ClaimIndex(write(tmp_path_factory.mktemp("one") / "out.jsonl", archive()))


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="\"'*()^:+-{}[]AND ORNEAR\x00\udcff词_", max_size=30),
        st.sampled_from(
            ['"', "a OR", "NEAR(a b", "words : a", "-ferry", "fer*", "a AND NOT", "\x00", "'; DROP TABLE claims"]
        ),
    )
)
def test_whatever_is_typed_is_words(one_index: ClaimIndex, typed: str) -> None:
    for asked in (Asked(words=typed), Asked(speaker=typed)):
        try:
            search(one_index, asked, no_encoder)
        except InvalidRequest:
            assert not any(sign.isalnum() for sign in typed)


def test_operators_are_words_too() -> None:
    assert words_query('a OR "b*" NEAR(c)') == '"a" "OR" "b" "NEAR" "c"'


def test_words_without_a_letter(out: Path) -> None:
    with pytest.raises(InvalidRequest, match="--words"):
        ask(out, words="?!")


def test_the_latest_are_shown_when_there_are_too_many(out: Path) -> None:
    found = ask(out, limit=2)
    assert ids(found) == ["ferry", "mayor"]
    assert found.matches == 6


def test_what_near_duplicates_repeat_is_shown_once(tmp_path: Path) -> None:
    again = claim("Ada Brenn said the ferry would sail again in June.", "Mayor Ada Brenn")
    later = claim("Ada Brenn said that the ferry would sail again in 2027.", "Ada Brenn")
    other = claim("Ada Brenn said that the ferry would sail again in June.", "Sim Haddow")
    lines = [
        line("first", summary([FERRY]), date="2026-03-03"),
        line("copy", summary([again, later]), duplicate_of="first", date="2026-03-02"),
        line("copy2", summary([FERRY, other]), duplicate_of="first"),
        line("unmarked", summary([FERRY])),
    ]
    found = ask(write(tmp_path / "out.jsonl", lines))
    shown = [(one.id, one.claim.text[-8:], one.claim.attribution.speaker, one.copies) for one in found.claims]
    assert shown == [
        ("copy", "in 2027.", "Ada Brenn", 0),
        ("first", "in June.", "Ada Brenn", 2),
        ("copy2", "in June.", "Sim Haddow", 0),
        ("unmarked", "in June.", "Ada Brenn", 0),
    ]
    assert found.matches == 6
    assert [one.copies for one in ask(tmp_path / "out.jsonl", limit=1, until="2026-03-03").claims] == [1]


def dump(out: Path) -> list[Any]:
    """What the index holds, rowids aside."""
    database = ClaimIndex(out).database
    rows = database.execute(
        "SELECT id, first, date, claim, (SELECT name FROM speakers WHERE number = speaker) "
        "FROM claims JOIN articles ON articles.number = article"
    ).fetchall()
    database.execute("CREATE VIRTUAL TABLE temp.seen USING fts5vocab('main', 'words', 'row')")
    return [sorted(rows), database.execute("SELECT * FROM temp.seen").fetchall()]


def test_appended_lines_are_added_and_later_ones_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    lines = archive()
    out = write(tmp_path / "out.jsonl", lines[:3])
    ClaimIndex(out).database.execute("UPDATE facts SET value = value").connection.close()
    before = ClaimIndex(out).database.execute("SELECT number FROM claims ORDER BY 1").fetchall()
    changed = line("ferry", summary([WHEAT]), date="2026-05-01")
    write(out, [*lines[3:], changed], mode="a")
    index = ClaimIndex(out)
    assert index.database.execute("SELECT number FROM claims ORDER BY 1").fetchall()[0] == before[2]  # ferry's went
    assert ids(search(index, Asked(words="ferry"), no_encoder)) == []
    assert ids(search(index, Asked(words="wheat"), no_encoder)) == ["ferry", "wheat"]
    fresh = write(tmp_path / "fresh.jsonl", [*lines[1:], changed])
    assert dump(out) == dump(fresh)


@pytest.mark.parametrize("damage", ["changed", "shorter", "index", "form"])
def test_an_index_that_does_not_fit_is_made_again(tmp_path: Path, damage: str) -> None:
    out = write(tmp_path / "out.jsonl", archive())
    index = ClaimIndex(out)
    if damage == "changed":
        write(out, [line("new", summary([FERRY])), *archive()[1:]])
    elif damage == "shorter":
        write(out, archive()[:2])
    elif damage == "form":
        with index.database:
            index.database.execute("UPDATE facts SET value = 'another' WHERE name = 'form'")
    index.database.close()
    if damage == "index":
        index.path.write_bytes(b"no database at all" * 500)
    other = tmp_path / "other.jsonl"
    other.write_bytes(out.read_bytes())
    assert dump(out) == dump(other)


def test_an_unchanged_file_is_not_read_again(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ClaimIndex(out)
    monkeypatch.setattr("service.batch.claim_index._digest", lambda *_: pytest.fail("read again"))
    assert ids(ask(out, words="wheat")) == ["wheat"]


def test_a_line_without_its_end_is_still_being_written(tmp_path: Path) -> None:
    out = write(tmp_path / "out.jsonl", archive()[:1])
    whole = json.dumps(archive()[1]) + "\n"
    with out.open("a") as file:
        file.write(whole[:300])
    index = ClaimIndex(out)
    assert (ids(search(index, Asked(), no_encoder)), index.unreadable) == (["ferry", "ferry"], 0)
    with out.open("a") as file:
        file.write(whole[300:])
    assert ids(ask(out)) == ["budget", "ferry", "ferry"]


def test_lines_that_are_none_are_counted(tmp_path: Path) -> None:
    out = write(tmp_path / "out.jsonl", archive()[:1])
    with out.open("ab") as file:
        file.write(b'{"id": "x"}\n\xff\xfe\n\n[]\n')
    assert ClaimIndex(out).unreadable == 4
    assert ClaimIndex(out).unreadable == 4
    assert ids(ask(out)) == ["ferry", "ferry"]


def test_a_build_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.batch.claim_index.LINES", 2)
    out = write(tmp_path / "out.jsonl", archive())
    add, count = ClaimIndex._add, 0

    def cut(index: ClaimIndex, one: bytes | dict[str, Any]) -> None:
        nonlocal count
        count += 1
        if count == 4:
            raise KeyboardInterrupt
        add(index, one)

    monkeypatch.setattr(ClaimIndex, "_add", cut)
    with pytest.raises(KeyboardInterrupt):
        ClaimIndex(out)
    count = 10
    assert len(ask(out).claims) == 6
    assert count == 13  # two of five lines were kept


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        ClaimIndex(tmp_path / "none.jsonl")


def test_a_full_disk_is_said(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(ClaimIndex, "_add", full)
    with pytest.raises(FileUnreadable, match="disk is full"):
        ClaimIndex(out)


def test_meaning(out: Path) -> None:
    index = ClaimIndex(out)
    loads = []

    def encoder() -> Encoder:
        loads.append(1)
        return registry.encoder(Settings(threads=1))

    found = search(index, Asked(about="when the boats sail"), encoder)
    assert ids(found) == ["ferry"]
    assert found.claims[0].claim == FERRY
    assert ids(search(index, Asked(about="crops on farms"), encoder)) == ["wheat"]
    assert ids(search(index, Asked(about="crops on farms", speaker="Brenn"), encoder)) == []
    chinese = search(index, Asked(about="选举"), encoder)
    assert "mayor" in ids(chinese)
    assert chinese.other_languages == 1
    vectors = index.database.execute("SELECT count(vector), max(length(vector)) FROM claims").fetchone()
    assert vectors == (4, 2 * 384)


def test_only_what_is_asked_for_is_encoded_and_once(out: Path) -> None:
    index = ClaimIndex(out)
    told: list[tuple[int, int]] = []
    embedded = registry.encoder(Settings(threads=1))
    for _ in range(2):
        search(index, Asked(about="boats", speaker="Brenn"), lambda: embedded, lambda *counts: told.append(counts))
    assert told == [(1, 1)]


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "out.parquet"
    folder.mkdir()
    for number, part in enumerate((archive()[:2], archive()[2:])):
        rows = [
            {**row, "summary": json.dumps(row["summary"]), "metadata": json.dumps(row.get("metadata", {}))}
            for row in part
        ]
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{number}.parquet")
    lines = write(tmp_path / "lines.jsonl", archive())
    assert dump(folder) == dump(lines)
    (folder / "1.parquet").write_bytes(b"none")
    with pytest.raises(FileUnreadable, match=r"1\.parquet"):
        ClaimIndex(folder)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-02", "2026-03-02"),
        ("20260302", "2026-03-02"),
        ("2026-03-02T23:30:00-05:00", "2026-03-02"),
        ("2026-03-02 later", "2026-03-02"),
        ("2026-03", "2026-03"),
        (2026, "2026"),
        ("Mon, 02 Mar 2026 23:30:00 -0500", "2026-03-02"),
        ("2026-13", ""),
        ("yesterday", ""),
        (None, ""),
        (True, ""),
        (["2026"], ""),
    ],
)
def test_iso_date(value: object, expected: str) -> None:
    assert iso_date(value) == expected


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert len(iso_date(text)) in (0, 4, 7, 10)
