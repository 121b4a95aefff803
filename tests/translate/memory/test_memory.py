import builtins
import errno
import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.core.errors import InvalidMemory, InvalidRequest, MissingExtra, StoreFailed, StoreFull
from service.core.translation import Entry, Match, Rendering, Term
from service.translate.memory import Memory
from service.translate.memory.database import Database
from service.translate.memory.languages import canonical, fits
from service.translate.terms import Glossary

MEETING = "평양에서 회의가 3월에 열렸다."


def entry(source: str, target: str = "", **values: str) -> Entry:
    pair = {"source_language": "ko", "target_language": "en"}
    return Entry(source=source, target=target or f"en {source}", **(pair | values))


def matches(memory: Memory, source: str, **values: Any) -> tuple[Match, ...]:
    return memory.matches(source, **({"source_language": "ko", "target_language": "en"} | values))


def percents(memory: Memory, source: str, **values: Any) -> list[tuple[str, int]]:
    return [(match.target, match.percent) for match in matches(memory, source, **values)]


@pytest.fixture
def memory() -> Iterator[Memory]:
    with Memory(None) as made:
        yield made


def test_the_same_source_is_101_in_its_context_and_100_elsewhere(memory: Memory) -> None:
    memory.add(
        [
            entry(MEETING, "elsewhere", before="하나.", after="둘."),
            entry(MEETING, "here", before="셋.", after="넷."),
            entry(MEETING, "without"),
        ]
    )
    assert percents(memory, MEETING, before="셋.", after="넷. ", limit=1) == [("here", 101)]
    assert dict(percents(memory, MEETING, before="셋.")) == {"elsewhere": 100, "here": 100, "without": 100}
    assert dict(percents(memory, f"  {MEETING}\n"))["without"] == 100


def test_decomposed_letters_are_the_same_text(memory: Memory) -> None:
    memory.add([entry("회의", "meeting")])
    assert percents(memory, "회의") == [("meeting", 100)]


def test_likeness_is_by_words_and_for_han_by_characters(memory: Memory) -> None:
    memory.add([entry("대표단이 오늘 평양에 도착하였다"), entry("中国经济增长", source_language="zh")])
    assert percents(memory, "대표단이 어제 평양에 도착하였다")[0][1] == 75
    assert percents(memory, "중국 경제") == []
    assert percents(memory, "中国经济下滑", source_language="zh", least=60)[0][1] == 66
    assert percents(memory, "中国经济下滑", source_language="zh", least=67) == []


def test_what_differs_beside_words_is_taken_off(memory: Memory) -> None:
    memory.add(
        [
            entry("The budget rose by 5 million in May", "figures", source_language="en", target_language="fr"),
            entry("The party congress begins today", "words", source_language="en", target_language="fr"),
            entry("三名工人昨天在工厂受伤", "numerals", source_language="zh"),
        ]
    )
    english = {"source_language": "en", "target_language": "fr"}
    (match,) = matches(memory, "The budget rose by 6 million in May", **english)
    assert (match.percent, match.penalties) == (82, {"numbers": 5})
    cases = {
        "the party Congress begins today": {"case": 1},
        "The party congress begins today!": {"punctuation": 1},
        "The Party congress, begins today": {"case": 1, "punctuation": 1},
    }
    for source, penalties in cases.items():
        (match,) = matches(memory, source, **english)
        assert (match.percent, match.penalties) == (100 - len(penalties), penalties)
    (match,) = matches(memory, "四名工人昨天在工厂受伤", source_language="zh")
    assert match.penalties == {"numbers": 5}


def test_terms_that_differ_are_taken_off(memory: Memory) -> None:
    memory.add([entry("The party congress begins today", source_language="en", target_language="fr")])
    terms = Glossary.of([Term(source="congress", renderings=(Rendering(text="congrès"),))])
    asked = {"source_language": "en", "target_language": "fr", "terms": terms}
    (match,) = matches(memory, "The party meeting begins today", **asked)
    assert (match.percent, match.penalties) == (75, {"terms": 5})
    (match,) = matches(memory, "The party congress begins tomorrow", **asked)
    assert (match.percent, match.penalties) == (80, {})


def test_a_match_that_penalties_bring_under_the_least_is_left_out(memory: Memory) -> None:
    memory.add([entry("오늘 3명 참가", "three")])
    assert percents(memory, "오늘 4명 참가", least=70)[0][1] == 70
    assert percents(memory, "오늘 4명 참가", least=71) == []


def test_of_equals_the_one_approved_last_comes_first(memory: Memory) -> None:
    dates = {"old": "2020-01-01", "new": "2024-05-05T10:00:00+09:00", "never": ""}
    memory.add([entry(MEETING, name, before=name, approved=date) for name, date in dates.items()])
    assert [match.target for match in matches(memory, MEETING)] == ["new", "old", "never"]
    assert matches(memory, MEETING)[0].approved == "2024-05-05T01:00:00Z"
    assert [match.target for match in matches(memory, MEETING + "!")] == ["new", "old", "never"]


def test_the_same_translation_in_many_contexts_is_one_match(memory: Memory) -> None:
    memory.add(entry(MEETING, "met", before=str(number)) for number in range(20))
    memory.add([entry(MEETING, "held")])
    assert dict(percents(memory, MEETING)) == {"met": 100, "held": 100}
    assert len(memory) == 21


def test_adding_again_replaces_and_what_was_approved_later_stays(memory: Memory) -> None:
    assert memory.add([entry(MEETING, "first"), entry(MEETING, "second")]) == 2
    assert memory.add([entry(MEETING, "second")]) == 0
    assert memory.add([entry(f" {MEETING}", "approved", approved="2024-01-02")]) == 1
    assert memory.add([entry(MEETING, "older", approved="2023-01-01"), entry(MEETING, "not approved")]) == 0
    assert memory.add([entry(MEETING, "newer", approved="2024-01-03", name="b.txt")]) == 1
    assert [(one.target, one.name) for one in memory.entries()] == [("newer", "b.txt")]
    assert percents(memory, MEETING) == [("newer", 100)]


def test_what_is_added_later_is_found(memory: Memory) -> None:
    memory.add([entry("하나 둘 셋 넷")])
    assert len(matches(memory, "하나 둘 셋 다섯")) == 1
    memory.add([entry("하나 둘 셋 여섯"), entry("하나 둘 셋 넷", "other", before="앞")])
    assert len(matches(memory, "하나 둘 셋 다섯")) == 3


@pytest.mark.parametrize(
    ("code", "asked", "found"),
    [
        ("en-US", "en", True),
        ("en", "en-US", True),
        ("en_us", "en-US", True),
        ("en-GB", "en-US", False),
        ("zh-Hant", "zh", True),
        ("fr", "en", False),
        ("eng", "en", False),
    ],
)
def test_a_language_takes_its_regions(memory: Memory, code: str, asked: str, found: bool) -> None:
    memory.add([entry("하나 둘 셋", target_language=code)])
    assert fits(canonical(code), canonical(asked)) is found
    for source in ("하나 둘 셋", "하나 둘 넷"):
        assert bool(matches(memory, source, target_language=asked)) is found
    assert len(list(memory.entries("ko", asked))) == len(list(memory.entries("", asked))) == found
    assert len(list(memory.entries("en"))) == 0


def test_codes_are_written_one_way() -> None:
    assert [canonical(code) for code in ("EN_us", "zh-hant-tw", "sr-latn", "x-Private")] == [
        "en-US",
        "zh-Hant-TW",
        "sr-Latn",
        "x-private",
    ]


def test_entries_that_cannot_be_kept_are_refused_and_nothing_is(memory: Memory) -> None:
    for wrong in (entry(" ", "a"), entry("a", " ")):
        with pytest.raises(InvalidMemory, match="has no"):
            memory.add([entry("good"), wrong])
    with pytest.raises(InvalidRequest, match="language code"):
        memory.add([entry("good"), entry("a", target_language="English language")])
    with pytest.raises(ValidationError, match="ISO 8601"):
        entry("a", approved="yesterday")
    with pytest.raises(ValidationError, match="ISO 8601"):
        entry("a", approved="0001-01-01T00:00:00+09:00")
    assert len(memory) == 0


def test_odd_texts(memory: Memory) -> None:
    odd = ["", "***", "\ud800 하나 둘", "a" * 5000, "낱말 " * 1500, "\0\u202e하나"]
    memory.add(entry(one) for one in odd if one)
    for one in odd[1:2] + odd[3:]:
        assert percents(memory, one)[0][1] == 100
    assert matches(memory, "") == matches(memory, "", least=0) == matches(memory, "하나", limit=0) == ()
    assert matches(memory, "\ud800 하나 둘")[0].percent >= 98


def test_a_repeated_word_counts_as_often_as_it_stands(memory: Memory) -> None:
    memory.add([entry("가 가 가 가"), entry("가 나 다 라")])
    assert percents(memory, "가 가 가 마") == [("en 가 가 가 가", 75)]


def likeness(one: list[str], other: list[str]) -> int:
    """Levenshtein's distance by its definition, in per cent of the longer."""
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, 1):
        above, row = row, [at]
        for place, there in enumerate(other, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (word != there)))
    longer = max(len(one), len(other))
    return 100 * (longer - row[-1]) // longer


SENTENCES = st.lists(st.sampled_from("가 나 다 라 마 바".split()), min_size=1, max_size=7)


@given(st.lists(SENTENCES, max_size=25), SENTENCES, st.integers(1, 99))
def test_the_search_finds_what_comparing_with_every_text_finds(
    texts: list[list[str]], asked: list[str], least: int
) -> None:
    with Memory(None) as memory:
        memory.add(entry(" ".join(text)) for text in texts)
        found = {match.source: match.percent for match in matches(memory, " ".join(asked), least=least, limit=50)}
    alike = {" ".join(text): 100 if text == asked else likeness(text, asked) for text in texts}
    assert found == {text: percent for text, percent in alike.items() if percent >= least}


def test_among_very_many_like_texts_the_best_come_first(memory: Memory) -> None:
    memory.add(entry(f"대표단이 {number} 일에 평양에 도착하였다", approved="2024-01-01") for number in range(600))
    memory.add([entry("대표단이 오늘 3000 일에 평양에 도착하였다", "nearer"), entry("대표단이 도착하였다", "short")])
    found = matches(memory, "대표단이 3000 일에 평양에 도착하였다")
    assert [match.percent for match in found] == [83, 75, 75, 75, 75]
    assert found[0].target == "nearer"
    assert {str(match.penalties) for match in found[1:]} == {"{'numbers': 5}"}


def test_without_rapidfuzz_it_is_said_what_to_install(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("rapidfuzz"):
            raise ImportError(name)
        return real(name, *rest)

    memory.add([entry("하나")])
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"plumbline\[translate\]"):
        matches(memory, "둘")


def test_the_file_is_made_with_the_first_entry_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a #1?.sqlite"
    with Memory(path) as memory:
        assert len(memory) == 0
        assert matches(memory, "하나") == ()
        assert list(memory.entries()) == []
        assert not path.exists()
        memory.add([entry("하나")])
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    with Memory(path) as memory:
        assert percents(memory, "하나") == [("en 하나", 100)]


def test_read_only_never_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.sqlite"
    with pytest.raises(InvalidMemory, match="no translation memory at"):
        Memory(path, read_only=True)
    with Memory(path) as memory:
        memory.add([entry("하나")])
    whole = path.read_bytes()
    for writable in (True, False):
        monkeypatch.setattr(os, "access", lambda *_, writable=writable: writable)
        with Memory(path, read_only=True) as memory:
            assert len(matches(memory, "하나")) == 1
            with pytest.raises(InvalidMemory, match="read only"):
                memory.add([entry("둘")])
    assert path.read_bytes() == whole


def _write(path: Path, first: int) -> None:
    with Memory(path) as memory:
        for number in range(first, first + 20):
            memory.add([entry(f"문장 번호 {number} 입니다")])


def test_processes_write_in_turns_while_others_read(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with Memory(path) as reader:
        assert matches(reader, "문장 번호 7 입니다") == ()
        other = multiprocessing.get_context("spawn").Process(target=_write, args=(path, 100))
        other.start()
        seen = 0
        while other.is_alive():
            assert len(reader) >= seen
            seen = len(reader)
        other.join()
        assert other.exitcode == 0
        _write(path, 0)
        assert len(reader) == 40
        found = matches(reader, "문장 번호 107 이다", least=40, limit=40)
        assert found[0].percent == 75
        assert len(found) == 40
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_of_two_that_make_the_file_at_once_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, link = tmp_path / "memory.sqlite", os.link

    def slower(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        thread = Thread(target=_write, args=(path, 0))
        thread.start()
        thread.join()
        link(source, target)

    monkeypatch.setattr(os, "link", slower)
    with Memory(path) as memory:
        memory.add([entry("둘")])
        assert len(memory) == 21
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_file_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(InvalidMemory, match="Operation not permitted"):
        Memory(tmp_path / "memory.sqlite").add([entry("하나")])
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_no_memory(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite"
    text.write_text("no database " * 100)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE pages (text)")
    connection.close()
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    later = tmp_path / "later.sqlite"
    with Memory(later) as memory:
        memory.add([entry("하나")])
    with sqlite3.connect(later) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    for path, reason in (
        (text, "file is not a database"),
        (other, "holds no translation memory"),
        (empty, "holds no translation memory"),
        (later, "another version"),
        (tmp_path, "unable to open"),
    ):
        whole = path.read_bytes() if path.is_file() else b""
        with pytest.raises(InvalidMemory, match=reason):
            Memory(path)
        assert not whole or path.read_bytes() == whole
    with pytest.raises(InvalidMemory, match="unable to open"):
        Memory(tmp_path / "no folder" / "memory.sqlite").add([entry("하나")])


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with Memory(path) as memory:
        memory.add(entry(f"문장 {number} " * 20) for number in range(200))
    whole = bytearray(path.read_bytes())
    whole[4096:-4096] = b"\xff" * len(whole[4096:-4096])
    path.write_bytes(whole)
    with pytest.raises(InvalidMemory, match="cannot be used"), Memory(path) as memory:
        list(memory.entries())


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_IOERR_SHMSIZE, StoreFull),
        (sqlite3.SQLITE_IOERR_READ, StoreFailed),
        (sqlite3.SQLITE_BUSY, StoreFailed),
    ],
    ids=["full", "full-beside", "broken", "busy"],
)
def test_a_full_disk_and_a_lock_are_no_damage(code: int, raised: type[Exception]) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    with pytest.raises(raised), Database(None, read_only=False).told():
        raise error


def test_a_full_disk_is_told_of_any_file() -> None:
    with pytest.raises(StoreFull), Database(None, read_only=False).told():
        raise OSError(errno.ENOSPC, "as the system says it")


def test_an_interrupted_addition_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield entry("하나")
        raise KeyboardInterrupt

    with Memory(tmp_path / "memory.sqlite") as memory:
        with pytest.raises(KeyboardInterrupt):
            memory.add(broken())
        assert len(memory) == 0
        assert memory.add([entry("하나")]) == 1
