"""Claims as a table that spreadsheets read, and that cannot make them calculate."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batch.output.claims_csv import COLUMNS, write_claims
from service.batch.output.lines import SummaryLine
from service.batch.output.results import summaries
from service.batch.output.writing import Output
from service.core.errors import FileUnreadable, OutputUnusable, StoreFull
from tests.batch.output.made import OPTIONS, article, summary
from tests.batch.output.room import room
from tests.batch.results import claim, line
from tests.batch.results import summary as summarised


def result(claim: str = "It is open.", speaker: str | None = "Ada Brenn", **fields: object) -> SummaryLine:
    of = article(1)
    made = {"id": of.id, "key": "0" * 64, "sha256": of.sha256, "summary": summary(of, speaker, claim)}
    return SummaryLine.model_validate(made | fields)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_row_has_all_there_is_to_say(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    assert write_claims([result(metadata={"date": "2031-02-03"}), result(speaker=None)], path) == 2
    first, second = table(path)
    assert first == {
        "id": "news/000001.txt",
        "title": "The bridge",
        "date": "2031-02-03",
        "speaker": "Ada Brenn",
        "kind": "statement",
        "claim": "It is open.",
        "exact": "The bridge",
        "start": "0",
        "end": "10",
        "line": "1",
        "support": "0.75",
        "flags": "doubtful speaker_restored",
        "places": "0-10",
        "lines": "1",
        "quotes": "The bridge",
    }
    assert (second["speaker"], second["date"]) == ("", "")


def test_row_has_every_place_of_a_claim(tmp_path: Path) -> None:
    told = claim("It is open.", said="-It opened.", line=8, again={120: "It is open.", 121: "Open it is."})
    write_claims(
        [SummaryLine.model_validate(line("a", summarised([told])) | {"key": "0" * 64})], tmp_path / "claims.csv"
    )
    (row,) = table(tmp_path / "claims.csv")
    assert (row["start"], row["end"], row["line"], row["exact"]) == ("0", "11", "8", "'-It opened.")
    assert (row["places"], row["lines"]) == ("0-11; 12-23; 24-35", "8; 120; 121")
    assert row["quotes"] == "'-It opened. … It is open. … Open it is."


def test_bytes_are_those_of_the_standard(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    write_claims([result('She said "open", they said no\nand left.')], path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,title,date,")
    assert content.count(b"\r\n") == 2
    assert b',"She said ""open"", they said no\nand left.",' in content


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_text_is_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "claims.csv"
    write_claims([result(text, text, id=text, metadata={"published": text})], path)
    (row,) = table(path)
    assert [row[name] for name in ("id", "date", "speaker", "claim")] == [f"'{text}"] * 4


@given(st.text(), st.text())
def test_any_text_is_read_back(tmp_path_factory: pytest.TempPathFactory, claim: str, speaker: str) -> None:
    path = tmp_path_factory.getbasetemp() / "claims.csv"
    write_claims([result(claim, speaker)], path)
    (row,) = table(path)
    assert tuple(row) == COLUMNS
    for name, text in (("claim", claim), ("speaker", speaker)):
        assert row[name] in (text, f"'{text}")
        assert not row[name].startswith(("=", "+", "-", "@"))


def test_results_are_taken_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    unfinished = tmp_path / ".claims.csv.unfinished"
    sizes = []

    def results() -> Iterator[SummaryLine]:
        for _ in range(20):
            yield result("Long. " * 2_000)
            sizes.append(unfinished.stat().st_size)

    write_claims(results(), path)
    assert sizes == sorted(set(sizes))
    assert not unfinished.exists()


def test_old_table_stays_when_the_new_one_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    write_claims([result()], path)
    before = path.read_bytes()
    for limit in (0, 3, 100, 30_000):
        with room(limit), pytest.raises(StoreFull):
            write_claims([result("Long. " * 6_000)], path)
        assert path.read_bytes() == before
        assert [file.name for file in tmp_path.iterdir()] == ["claims.csv"]


def test_duplicates_without_a_summary_have_no_row_and_old_results_none(tmp_path: Path) -> None:
    with Output.open(tmp_path / "out.jsonl", OPTIONS) as output:
        for text in ("Old.", "New."):
            output.put_summary(article(1, text), summary(article(1, text)).to_json())
        output.put_summary(article(2), None, duplicate_of=article(1).id)
    assert write_claims(summaries(tmp_path / "out.jsonl"), tmp_path / "claims.csv") == 1
    assert [row["exact"] for row in table(tmp_path / "claims.csv")] == ["New. 1"]


def test_what_is_no_output_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes").write_bytes(b"Notes\n")
    with pytest.raises(OutputUnusable, match=r"notes holds a line at byte 0"):
        list(summaries(tmp_path / "notes"))
    with pytest.raises(FileUnreadable, match="No such file"):
        list(summaries(tmp_path / "none"))
    (tmp_path / "short").write_bytes(b'{"id":"a","key":"%s"}\n' % (b"0" * 64))
    with pytest.raises(OutputUnusable, match="has not the form"):
        list(summaries(tmp_path / "short"))
