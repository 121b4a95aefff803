"""From a Korean dispatch to a checked translation and back, as people type it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from service.cli import app
from service.core.errors import InvalidRequest, NotText, OutputUnusable, PlumblineError
from service.core.translation import Origin, State, Translation
from service.settings import settings

KOREAN = """강철공장의 생산이 늘었다

조용원 비서는 3월 4일 성림강철공장을 돌아보았다. 공장은 지난해 강철 3만 5천 톤을 생산하였다.
조용원 비서는 당중앙위원회의 결정을 관철할 데 대하여 말하였다.
"""
ENGLISH = [
    "Steel output has grown",
    "Secretary Jo Yong Won visited the Songrim Steel Works on March 4.",
    "The works produced 35,000 tonnes of steel last year.",
    "Secretary Jo Yong Won said that the decision of the Party Central Committee must be carried out.",
]
UNIT, SEGMENT, SOURCE, TARGET = ("{*}" + name for name in ("unit", "segment", "source", "target"))
runner = CliRunner()


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path / "data"))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def dispatch(tmp_path: Path) -> Path:
    path = tmp_path / "dispatch.txt"
    path.write_text(KOREAN, "utf-8")
    return path


def plumbline(*words: str | Path) -> str:
    done = runner.invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    if isinstance(done.exception, PlumblineError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def translated(dispatch: Path, *words: str | Path) -> Translation:
    return Translation.model_validate_json(plumbline("translate", dispatch, "--from", "ko", "--json", *words))


def edit(path: Path, targets: list[str], state: str = "final") -> None:
    """What a translator does in another tool."""
    tree = etree.parse(path)
    for segment, target in zip(tree.iter(SEGMENT), targets, strict=True):
        segment.set("state", state)
        element = segment.find(TARGET)
        if element is None:
            element = etree.SubElement(segment, etree.QName(segment, "target"))
        for child in list(element):
            element.remove(child)
        element.text = target
    tree.write(path, encoding="utf-8", xml_declaration=True)


def test_the_whole_way_and_what_is_learnt_on_it(dispatch: Path, tmp_path: Path) -> None:
    out = tmp_path / "dispatch.xlf"
    plumbline("translate", dispatch, "--from", "ko", "-o", out)
    before = translated(dispatch)
    assert before.open == len(before.segments) == len(ENGLISH)
    assert {found.term.source for segment in before.segments for found in segment.terms} >= {"당중앙위원회"}
    assert {name.forms["dprk"] for segment in before.segments for name in segment.names} >= {"Jo Yong Won"}

    edit(out, ENGLISH)
    assert "Nothing was found" in plumbline("check-translation", out)
    assert "4 translations are new" in plumbline("memory", "learn", out)

    again = translated(dispatch)
    assert [segment.target for segment in again.segments] == ENGLISH
    assert {segment.origin for segment in again.segments} == {Origin.MEMORY}
    assert [segment.matches[0].percent for segment in again.segments] == [101] * len(ENGLISH)
    known = {name.source: name for segment in again.segments for name in segment.names}
    assert (known["조용원"].chosen, known["조용원"].approved) == ("Jo Yong Won", False)


def test_a_like_sentence_is_found_and_its_number_costs_something(dispatch: Path, tmp_path: Path) -> None:
    out = tmp_path / "dispatch.xlf"
    plumbline("translate", dispatch, "--from", "ko", "-o", out)
    edit(out, ENGLISH)
    plumbline("memory", "learn", out)
    like = json.loads(
        plumbline("memory", "search", "공장은 지난해 강철 4만 톤을 생산하였다.", "--from", "ko", "--json")
    )
    assert like[0]["target"] == ENGLISH[2]
    assert like[0]["percent"] < 100
    assert "numbers" in like[0]["penalties"]


def test_what_nobody_approved_is_not_kept(dispatch: Path, tmp_path: Path) -> None:
    out = tmp_path / "dispatch.xlf"
    plumbline("translate", dispatch, "--from", "ko", "-o", out)
    edit(out, ENGLISH, state="translated")
    assert "0 translations are new" in plumbline("memory", "learn", out)
    assert "4 translations are new" in plumbline("memory", "learn", out, "--drafts")


def test_neither_the_article_nor_a_translators_work_is_written_over(dispatch: Path, tmp_path: Path) -> None:
    page = tmp_path / "dispatch.html"
    page.write_text(f"<!doctype html><html><body><p>{KOREAN}</p></body></html>", "utf-8")
    with pytest.raises(OutputUnusable, match="is what is read"):
        plumbline("translate", page, "--from", "ko", "-o", page)
    other = tmp_path / "minutes.json"
    other.write_text('{"minutes": "of Monday"}', "utf-8")
    with pytest.raises(OutputUnusable, match="is there already"):
        plumbline("translate", dispatch, "--from", "ko", "-o", other)
    out = tmp_path / "dispatch.xlf"
    for _ in range(2):  # without a translation in it it may be made again
        plumbline("translate", dispatch, "--from", "ko", "-o", out)
    edit(out, ENGLISH, state="translated")
    before = out.read_bytes()
    with pytest.raises(OutputUnusable, match="holds 4 translations already"):
        plumbline("translate", dispatch, "--from", "ko", "-o", out)
    assert out.read_bytes() == before


def test_a_translation_is_no_article(dispatch: Path, tmp_path: Path) -> None:
    out = tmp_path / "dispatch.xlf"
    plumbline("translate", dispatch, "--from", "ko", "-o", out)
    for words in (
        ("translate", out, "--from", "ko"),
        ("check-translation", out, dispatch, "--from", "ko"),
        ("check-translation", dispatch, out, "--from", "ko"),
    ):
        with pytest.raises(NotText, match="This is XML"):
            plumbline(*words)
    with pytest.raises(InvalidRequest, match="is from ko, not from ru"):
        plumbline("check-translation", out, "--from", "ru")


def test_two_files_are_checked_whatever_format_they_have(dispatch: Path, tmp_path: Path) -> None:
    page = tmp_path / "english.html"
    words = " ".join(ENGLISH).replace("35,000", "3,500")
    page.write_text(f"<!doctype html><html><body><article><p>{words}</p></article></body></html>", "utf-8")
    assert "number_changed" in plumbline("check-translation", dispatch, page, "--from", "ko")


def test_what_is_exported_has_the_suffix_of_its_format(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.csv"
    glossary.write_text("source,target\n강철공장,steel works\n", "utf-8")
    with pytest.raises(InvalidRequest, match=r"ends in \.tmx"):
        plumbline("memory", "export", tmp_path / "memory.csv")
    with pytest.raises(InvalidRequest, match=r"ends in \.csv"):
        plumbline("names", "export", tmp_path / "names.tbx")
    with pytest.raises(OutputUnusable, match="is what is read"):
        plumbline("terms", "convert", glossary, glossary, "--from", "ko")
    assert glossary.read_text("utf-8") == "source,target\n강철공장,steel works\n"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["terms.csv"]
    assert plumbline("terms", "convert", glossary, tmp_path / "terms.tbx", "--from", "ko") == "1 term.\n"
    assert plumbline("names", "export", tmp_path / "names.csv") == "0 names.\n"


def test_errors_in_an_edited_file_are_told(dispatch: Path, tmp_path: Path) -> None:
    out = tmp_path / "dispatch.xlf"
    plumbline("translate", dispatch, "--from", "ko", "-o", out)
    edit(out, [*ENGLISH[:2], "The works produced 3,500 tonnes of steel last year.", ENGLISH[3]])
    plumbline("names", "approve", "조용원", "Cho Yong-won", "--from", "ko")
    found = Translation.model_validate_json(plumbline("check-translation", out, "--json"))
    codes = [[issue.code for issue in segment.issues] for segment in found.segments]
    assert codes[0] == []
    assert codes[1] == ["name_differs"]
    assert any(code.startswith("number") for code in codes[2])
    assert "name_differs" in codes[3]


def test_a_memory_and_a_glossary_of_ones_own(dispatch: Path, tmp_path: Path) -> None:
    glossary, memory = tmp_path / "terms.csv", tmp_path / "memory.tmx"
    glossary.write_text("source,target\n강철공장,iron and steel complex\n", "utf-8")
    out = tmp_path / "dispatch.xlf"
    plumbline("translate", dispatch, "--from", "ko", "-o", out)
    edit(out, ENGLISH)
    plumbline("memory", "learn", out)
    plumbline("memory", "export", memory)
    (tmp_path / "data" / "memory.sqlite").unlink()
    done = translated(dispatch, "--glossary", glossary, "--memory", memory)
    assert [segment.state for segment in done.segments] == [State.DRAFTED] * 4
    assert "term_not_used" in {issue.code for issue in done.segments[1].issues}


def test_terms_of_an_article_and_our_own_as_a_file(dispatch: Path, tmp_path: Path) -> None:
    shown = plumbline("terms", "find", dispatch, "--from", "ko")
    assert "당중앙위원회" in shown
    out = tmp_path / "party.tbx"
    plumbline("terms", "convert", "party-state", out, "--from", "ko")
    assert "당중앙위원회" in plumbline("terms", "find", dispatch, "--from", "ko", "--glossary", out)


def test_names_to_and_from_a_table(dispatch: Path, tmp_path: Path) -> None:
    assert "Jo Yong Won (dprk)" in plumbline("names", "find", dispatch, "--from", "ko")
    plumbline("names", "approve", "조용원", "Jo Yong Won", "--from", "ko")
    out = tmp_path / "names.csv"
    plumbline("names", "export", out)
    (tmp_path / "data" / "names.sqlite").unlink()
    assert "empty" in plumbline("names", "list")
    plumbline("names", "import", out)
    assert "Jo Yong Won (approved)" in plumbline("names", "find", dispatch, "--from", "ko")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("translate", "DISPATCH", "--to", "ko"), "in ko already"),
        (("translate", "DISPATCH", "-o", "out.pdf"), r"\.xlf"),
        (("translate", "DISPATCH", "--model", "embedded"), "embedded model does not translate"),
        (("translate", "DISPATCH", "--glossary", "none.tbx"), "none.tbx cannot be read"),
        (("check-translation", "DISPATCH", "DISPATCH"), "--from is needed"),
        (("memory", "search", "x"), "--from is needed"),
        (("names", "approve", "x", "y"), "--from is needed"),
        (("terms", "convert", "party-state", "out.tbx"), "--from is needed"),
        (("terms", "convert", "party-state", "out.tbx", "--from", "fr"), "not from fr into en"),
        (("terms", "convert", "party-state", "out.tbx", "--from", "ko", "--to", "fr"), "not from ko into fr"),
        (("translate", "DISPATCH", "-o", "no/folder/out.xlf"), "no/folder is not a folder"),
        (("translate", "DISPATCH", "--from", "korean"), "--from: 'korean' is no language code"),
        (("names", "approve", "x", "y", "--from", "k"), "'k' is no language code"),
    ],
)
def test_wrong_input(dispatch: Path, words: tuple[str, ...], reason: str) -> None:
    with pytest.raises(PlumblineError, match=reason):
        plumbline(*(dispatch if word == "DISPATCH" else word for word in words))


def test_what_stays_as_it_is_is_not_said_to_be_written(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    plumbline("names", "export", names)
    before = names.read_bytes()
    with pytest.raises(PlumblineError, match="nothing is written"):
        plumbline("names", "approve", "조용원", "Jo Yong Won", "--from", "ko", "--names", names)
    assert names.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_names_do_not_need_the_memory(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "memory.sqlite").write_text("no database")
    assert "empty" in plumbline("names", "list")
    with pytest.raises(PlumblineError, match="cannot be used"):
        plumbline("memory", "search", "강철", "--from", "ko")


def test_names_of_headings_are_found(tmp_path: Path) -> None:
    path = tmp_path / "visit.txt"
    path.write_text(
        "조용원 비서 공장 방문\n\n이 소식을 신문들이 오늘 전하였다. 공장은 올해 새로 건설되였다.\n", "utf-8"
    )
    assert "Jo Yong Won (dprk)" in plumbline("names", "find", path, "--from", "ko")


def test_that_nothing_was_final_is_said(dispatch: Path, tmp_path: Path) -> None:
    out = tmp_path / "dispatch.xlf"
    plumbline("translate", dispatch, "--from", "ko", "-o", out)
    assert "--drafts" in plumbline("memory", "learn", out)


def test_a_memory_of_other_languages_is_said(dispatch: Path, tmp_path: Path) -> None:
    memory = tmp_path / "fr.tmx"
    plumbline("memory", "export", memory)
    done = runner.invoke(app, ["translate", str(dispatch), "--from", "ko", "--memory", str(memory)])
    assert "no translation from ko into en" in " ".join(done.stderr.split())


def test_a_glossary_keeps_its_terms_from_csv_to_tbx(tmp_path: Path) -> None:
    table, file = tmp_path / "party.csv", tmp_path / "party.tbx"
    first = plumbline("terms", "convert", "party-state", table, "--from", "ko")
    assert plumbline("terms", "convert", table, file, "--from", "ko") == first


def test_a_wrong_glossary_is_named(tmp_path: Path) -> None:
    glossary = tmp_path / "their.csv"
    glossary.write_text("id,ko,en\n1,강철,steel\n", "utf-8")
    article = tmp_path / "article.txt"
    article.write_text(KOREAN, "utf-8")
    done = runner.invoke(app, ["terms", "find", str(article), "--glossary", str(glossary)])
    assert isinstance(done.exception, InvalidRequest)
    assert done.exception.detail.startswith(f"{glossary}: Line 1 of the glossary names no columns")


def test_one_language_on_both_sides_is_told_in_the_words_of_both_doors(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The council of Ardal met on Monday. It said that the bridge would open in May.", "utf-8")
    for arguments in (["translate", str(article)], ["check-translation", str(article), str(article), "--from", "en"]):
        error = runner.invoke(app, arguments).exception
        assert isinstance(error, InvalidRequest)
        assert "`to`" not in error.detail
