"""plumbline claims, as people type it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.core.errors import FileUnreadable, InvalidRequest, PlumblineError
from tests.batch.results import claim, line, summary, write
from tests.batch.test_claims import FERRY, archive

runner = CliRunner()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write(tmp_path / "out.jsonl", archive())


def plumbline(*words: str) -> tuple[str, str]:
    done = runner.invoke(app, ["claims", *words], env={"COLUMNS": "200"})
    if isinstance(done.exception, PlumblineError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr


def test_a_table(out: Path) -> None:
    shown, notes = plumbline(str(out), "--speaker", "brenn", "--since", "2026")
    assert shown.split() == [
        *("date", "article", "line", "speaker", "kind", "claim"),
        *("2026-03-02", "ferry", "4", "Ada", "Brenn", "statement", *FERRY.text.split()),
    ]
    assert notes == ""


def test_json_has_the_whole_claim(out: Path) -> None:
    shown, _ = plumbline(str(out), "--words", "ferry", "--json")
    assert json.loads(shown) == {
        "claims": [{"date": "2026-03-02", "id": "ferry", "copies": 0, "claim": FERRY.model_dump(mode="json")}],
        "matches": 1,
        "undated_left_out": 0,
        "matched_by_words_only": 0,
    }


def test_csv(out: Path) -> None:
    shown, notes = plumbline(str(out), "--kind", "statement", "--limit", "2", "--csv")
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert (rows[0]["article"], rows[0]["claim"]) == ("ferry", FERRY.text)
    assert "2 of 4 claims are shown" in notes


def test_every_place_of_a_claim_is_shown(tmp_path: Path) -> None:
    told = claim("The ferry sails.", "Ada Brenn", line=8, again={120: "It sails."})
    out = write(tmp_path / "out.jsonl", [line("ferry", summary([told]))])
    assert " 8, 120 " in plumbline(str(out))[0]
    (row,) = csv.DictReader(io.StringIO(plumbline(str(out), "--csv")[0]))
    assert (row["line"], row["copies"], row["lines"]) == ("8", "0", "8; 120")


def test_no_claim_is_said(out: Path) -> None:
    shown, notes = plumbline(str(out), "--words", "zeppelin", "--since", "2026")
    assert shown == "No claim was found.\n"
    assert notes == ""


def test_what_was_left_out_is_said(out: Path) -> None:
    with out.open("a") as file:
        file.write("none\n")
    _, notes = plumbline(str(out), "--until", "2030")
    assert "1 claims of articles without a date were left out." in notes
    assert "1 lines of the file" in notes


def test_a_terminal_is_not_steered_by_an_article(tmp_path: Path) -> None:
    hostile = claim("He said \x1b[31m[bold]red[/bold]\x07.", "Ada \x1b]0;x\x07Brenn")
    shown, _ = plumbline(str(write(tmp_path / "out.jsonl", [line("a\x1bb", summary([hostile]))])))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[bold]red[/bold]" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--since", "soon"], "--since 'soon' is no date"),
        (["--json", "--csv"], "exclude"),
        (["--about", "?"], "--about"),
    ],
)
def test_what_cannot_be_asked(out: Path, words: list[str], message: str) -> None:
    with pytest.raises(InvalidRequest, match=message):
        plumbline(str(out), *words)


def test_what_no_run_wrote_is_refused_and_gets_no_index(tmp_path: Path) -> None:
    article, unended, folder = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "folder"
    article.write_text("The council met on Monday.\n", "utf-8")
    unended.write_text("The council met on Monday.", "utf-8")
    folder.mkdir()
    for path in (article, unended, folder):
        with pytest.raises(FileUnreadable, match="is not what `plumbline batch` wrote"):
            plumbline(str(path))
    assert not list(tmp_path.glob("*.sqlite"))


def test_a_span_of_days_that_ends_before_it_begins_is_refused(out: Path) -> None:
    with pytest.raises(InvalidRequest, match="--since 2026-05 is after --until 2026-01"):
        plumbline(str(out), "--since", "2026-05", "--until", "2026-01")
    for since, until in (("2026-03-15", "2026-03"), ("2026", "2026-01"), ("2026-03-02", "2026-03-02")):
        plumbline(str(out), "--since", since, "--until", until)
