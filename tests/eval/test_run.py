"""A run predicts once, goes on where it stopped, counts failures as zero, and reports what it found."""

from __future__ import annotations

import json
import math
import os
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval import systems
from eval.baselines import Limits
from eval.commands import app as commands
from eval.compare import compare_systems, markdown, open_scored
from eval.dataset import Example, load_suite
from eval.metrics.base import Better
from eval.metrics.registry import BETTER
from eval.predict import open_run, predict, predictions_path, start_run
from eval.predictions import Prediction, read_predictions
from eval.report import as_markdown, write_report
from eval.score import Scores, read_scores, score_run
from service.core.document import Document
from service.core.errors import (
    FileUnreadable,
    InputError,
    InvalidPredictions,
    InvalidReference,
    InvalidRun,
    TooShort,
    UnknownModel,
)
from service.engine import Engine

LIMITS = Limits()
NAMES = ("embedded", "lead-3", "lexrank", "random", "human", "oracle")


def silent(_model: str, _article: str) -> None:
    pass


def run(folder: Path, output: Path, engine: Engine, names: tuple[str, ...] = NAMES) -> Scores:
    suite = load_suite(str(folder))
    start_run(output, suite, "dev", names, LIMITS)
    predict(output, suite, {name: systems.system(name, engine, LIMITS) for name in names}, engine, silent)
    return score_run(output, engine, silent)


def test_every_metric_of_every_system_is_a_number(folder: Path, tmp_path: Path, engine: Engine) -> None:
    scores = run(folder, tmp_path / "run", engine)
    for metrics in scores.systems.values():
        assert set(metrics) == set(BETTER)
        assert all(math.isfinite(value) for values in metrics.values() for value in values)
    assert scores.mean("human", "claim_recall") == 1.0
    assert scores.mean("lead-3", "supported") == 1.0
    assert scores.checker["caught_number"] == (1.0, 1.0)
    assert read_scores(tmp_path / "run") == scores
    stored = read_predictions(predictions_path(tmp_path / "run", "embedded"))
    assert all(prediction.receipt is not None for prediction in stored.values())


def test_an_interrupted_run_goes_on(folder: Path, tmp_path: Path, engine: Engine) -> None:
    suite = load_suite(str(folder))
    asked: list[str] = []

    def system(example: Example, _document: Document) -> Prediction:
        asked.append(example.id)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return Prediction.of_text(example.id, "Dockers stopped work.")

    start_run(tmp_path, suite, "dev", ("mine",), LIMITS)
    with pytest.raises(KeyboardInterrupt):
        predict(tmp_path, suite, {"mine": system}, engine, silent)
    path = predictions_path(tmp_path, "mine")
    with path.open("a") as stream:
        stream.write('{"id": "harbour-2", "abstr')  # as a crash leaves it
    with pytest.raises(InvalidRun, match="1 missing"):
        score_run(tmp_path, engine, silent)
    predict(tmp_path, suite, {"mine": system}, engine, silent)
    assert asked == ["harbour", "harbour-2", "harbour-2"]
    assert list(read_predictions(path)) == ["harbour", "harbour-2"]


def test_a_failure_counts_as_zero(folder: Path, tmp_path: Path, engine: Engine) -> None:
    suite = load_suite(str(folder))

    def crashes(example: Example, _document: Document) -> Prediction:
        raise RuntimeError("out of memory") if example.id == "harbour" else TooShort("It is too short.")

    start_run(tmp_path, suite, "dev", ("mine",), LIMITS)
    predict(tmp_path, suite, {"mine": crashes}, engine, silent)
    errors = [prediction.error for prediction in read_predictions(predictions_path(tmp_path, "mine")).values()]
    assert errors == ["mine: RuntimeError('out of memory')", "It is too short. [too_short]"]
    scores = score_run(tmp_path, engine, silent)
    assert scores.mean("mine", "failed") == 1.0
    for name, values in scores.systems["mine"].items():
        if BETTER[name] is Better.LOWER:
            assert min(values) > 0, name  # the worst, not the best
        else:
            assert set(values) == {0.0}, name
    write_report(tmp_path, tmp_path / "r.html", engine)
    assert "Failed: mine: RuntimeError" in (tmp_path / "r.html").read_text("utf-8")


def test_a_failure_is_never_the_most_neutral(folder: Path, tmp_path: Path, engine: Engine) -> None:
    for path in folder.glob("*.txt"):  # an article without a loaded word
        path.write_text(path.read_text().replace("heroic ", ""))
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text().replace("heroic", "walkout"))
    suite = load_suite(str(folder))

    def crashes(_example: Example, _document: Document) -> Prediction:
        raise RuntimeError("out of memory")

    start_run(tmp_path / "run", suite, "dev", ("lead-3", "mine"), LIMITS)
    both = {"lead-3": systems.system("lead-3", engine, LIMITS), "mine": crashes}
    predict(tmp_path / "run", suite, both, engine, silent)
    scores = score_run(tmp_path / "run", engine, silent)
    for name in ("loaded_per_100", "marked_per_100", "unattributed"):
        assert scores.mean("mine", name) > scores.mean("lead-3", name)


def test_what_failed_is_tried_again(folder: Path, tmp_path: Path, engine: Engine) -> None:
    suite = load_suite(str(folder)).first(1)
    broken = [True]

    def sometimes(example: Example, _document: Document) -> Prediction:
        if broken.pop():
            raise RuntimeError("busy")
        return Prediction.of_text(example.id, "Streikende Männer.")

    start_run(tmp_path, suite, "dev", ("mine",), LIMITS)
    predict(tmp_path, suite, {"mine": sometimes}, engine, silent)
    broken.append(False)
    predict(tmp_path, suite, {"mine": sometimes}, engine, silent)
    path = predictions_path(tmp_path, "mine")
    assert [prediction.error for prediction in read_predictions(path).values()] == [None]
    with path.open("ab") as stream:  # cut in the middle of a character
        stream.write('{"id": "x", "abstract": "Männer'.encode()[:-5])
    predict(tmp_path, suite, {"mine": sometimes}, engine, silent)
    assert len(read_predictions(path)) == 1


def test_outputs_of_others_are_held_to_the_same_limits(folder: Path, tmp_path: Path, engine: Engine) -> None:
    suite = load_suite(str(folder)).first(1)
    theirs = tmp_path / "theirs.jsonl"
    example = suite.examples[0]
    theirs.write_text(json.dumps({"id": example.id, "text": " ".join(example.text.split())}) + "\n")
    output = systems.recorded(theirs, Limits(max_words=30, max_claims=2))(example, engine.read(example.text))
    assert len(output.abstract.split()) <= 30
    assert [claim.text for claim in output.claims] == [item.text for item in output.statements][:2]
    for name in ("human", "lead-3"):
        with pytest.raises(InvalidPredictions, match="name of a baseline"):
            systems.recorded(tmp_path / f"{name}.jsonl", LIMITS)
    start_run(tmp_path / "run", suite, "dev", ("theirs",), LIMITS, {"theirs": "1" * 64})
    with pytest.raises(InvalidRun, match="other outputs of theirs"):
        start_run(tmp_path / "run", suite, "dev", ("theirs",), LIMITS, {"theirs": "2" * 64})


def test_only_what_was_measured_in_one_way_is_paired(folder: Path, tmp_path: Path, engine: Engine) -> None:
    run(folder, tmp_path / "run", engine, ("lead-3",))
    suite = load_suite(str(folder))
    short = Limits(max_words=20)
    start_run(tmp_path / "short:er", suite, "dev", ("lead-3",), short)
    predict(tmp_path / "short:er", suite, {"lead-3": systems.system("lead-3", engine, short)}, engine, silent)
    score_run(tmp_path / "short:er", engine, silent)
    first, second = open_scored(str(tmp_path / "run")), open_scored(f"{tmp_path / 'short:er'}:lead-3")
    with pytest.raises(InvalidRun, match=r"measured differently \(words:150 and words:20\)"):
        compare_systems(first, second)


def test_a_run_is_of_one_suite(folder: Path, tmp_path: Path, engine: Engine) -> None:
    suite = load_suite(str(folder))
    start_run(tmp_path / "run", suite, "dev", ("lead-3",), LIMITS)
    with pytest.raises(InvalidRun, match="another suite"):
        start_run(tmp_path / "run", suite.first(1), "dev", ("lead-3",), LIMITS)
    assert start_run(tmp_path / "run", suite, "dev", ("random",), LIMITS).models == ("lead-3", "random")
    (folder / "harbour.txt").write_text((folder / "harbour.txt").read_text() + "\nMore.\n")
    with pytest.raises(InvalidRun, match="has changed"):
        score_run(tmp_path / "run", engine, silent)
    with pytest.raises(FileUnreadable):
        open_run(tmp_path / "nothing")
    (tmp_path / "run" / "run.json").write_text("{}")
    with pytest.raises(InvalidRun):
        open_run(tmp_path / "run")


def test_systems_that_are_not_there(engine: Engine, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownModel, match="Baselines: lead-K"):
        systems.system("gpt", engine, LIMITS)
    example = Example(id="x", text="One sentence stands here.", abstracts=("One.",))
    with pytest.raises(InvalidReference, match="takes two"):
        systems.system("human", engine, LIMITS)(example, engine.read(example.text))
    theirs = tmp_path / "theirs.jsonl"
    theirs.write_text(json.dumps({"id": "harbour", "text": "Dockers at Port Aden stopped work on March 3."}) + "\n")
    suite = load_suite(str(folder))
    start_run(tmp_path / "run", suite, "dev", ("theirs",), LIMITS)
    predict(tmp_path / "run", suite, {"theirs": systems.recorded(theirs, LIMITS)}, engine, silent)
    scores = score_run(tmp_path / "run", engine, silent)
    assert scores.systems["theirs"]["failed"] == (0.0, 1.0)
    assert scores.systems["theirs"]["claim_coverage"][0] > 0


def test_compare_says_better_worse_or_cannot_tell(folder: Path, tmp_path: Path, engine: Engine) -> None:
    run(folder, tmp_path / "run", engine, ("embedded", "lead-3"))
    with pytest.raises(InvalidRun, match="name one of them"):
        open_scored(str(tmp_path / "run"))
    with pytest.raises(InvalidRun, match="no model"):
        open_scored(f"{tmp_path / 'run'}:other")
    first, second = (open_scored(f"{tmp_path / 'run'}:{name}") for name in ("embedded", "lead-3"))
    lines = compare_systems(first, second)
    assert "words" not in {line.metric for line in lines}
    assert next(line for line in lines if line.metric == "failed").verdict == "the same on every article"
    # Two articles can prove nothing.
    assert all(line.verdict.startswith(("cannot tell, n=2", "the same")) for line in lines)
    assert "| claim_recall |" in markdown(first, second, lines)


@pytest.fixture
def chromium() -> str:
    found = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if os.path.exists(path)), "")
    if not found:
        pytest.skip("there is no /usr/bin/chromium: apt-get install chromium")
    return found


def test_the_report_opens_in_a_browser(folder: Path, tmp_path: Path, engine: Engine, chromium: str) -> None:
    hostile = (
        folder / "harbour.txt"
    ).read_text() + "\nHe said <script>document.title='taken'</script> twice on Monday.\n"
    (folder / "harbour.txt").write_text(hostile)
    run(folder, tmp_path / "run", engine, ("embedded", "lead-3"))
    page_file = tmp_path / "report.html"
    write_report(tmp_path / "run", page_file, engine)
    from playwright.sync_api import sync_playwright

    flags = (
        "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
        "--no-first-run"
    ).split()
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page()
        problems: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(page_file.as_uri())
        assert page.title() == f"Plumbline: {folder}"
        assert page.locator("#means tbody tr").count() == len(BETTER)
        assert page.locator("svg circle").count() == 2 * sum(side is not Better.NEITHER for side in BETTER.values())
        article = page.locator("details.article").first
        article.locator("summary").first.click()
        assert article.locator(".own").first.is_visible()
        assert article.locator(".people").first.is_visible()
        assert "<script>document.title" in article.locator(".source").first.inner_text()
        browser.close()
    assert problems == []
    assert asked == [page_file.as_uri()]  # nothing else is fetched


def test_markdown(folder: Path, tmp_path: Path, engine: Engine) -> None:
    run(folder, tmp_path / "run", engine, ("embedded",))
    assert "| claim_recall ↑ |" in as_markdown(tmp_path / "run")
    (tmp_path / "run" / "scores.json").unlink()
    with pytest.raises(InvalidRun, match="has not been scored"):
        read_scores(tmp_path / "run")


def plumbline(*words: str) -> subprocess.CompletedProcess[str]:
    import sys

    return subprocess.run(
        [sys.executable, "-m", "service.cli", "eval", *words], capture_output=True, text=True, check=False
    )


def test_on_the_command_line(folder: Path, tmp_path: Path) -> None:
    where = str(tmp_path / "run")
    done = plumbline("run", "--model", "lead-3,random", "--suite", str(folder), "--output", where, "--limit", "2")
    assert done.returncode == 0, done.stderr
    assert "claim_f1" in done.stdout
    good: tuple[tuple[tuple[str, ...], str], ...] = (  # in this process: the libraries are slow to load
        (("score", where), ""),
        (("compare", f"{where}:lead-3", f"{where}:random"), "cannot tell"),
        (("compare", f"{where}:lead-3", f"{where}:random", "--markdown"), "| chrf |"),
        (("report", where, "-o", str(tmp_path / "r.html")), ""),
        (("report", where, "--markdown"), "chrf ↑"),
        (("validate", str(folder)), "2 references, all sound"),
    )
    for words, said in good:
        right = CliRunner().invoke(commands, words)
        assert right.exit_code == 0, right.output
        assert said in right.stdout
    wrongs: tuple[tuple[tuple[str, ...], str], ...] = (
        (("run", "--suite", "nowhere"), "There is no suite"),
        (("run", "--suite", "http://127.0.0.1/set.jsonl"), "pages are not fetched"),
        (("run", "--model", "lead-0"), "lead-0 has no sentence"),
        (("gate", "--floors", str(tmp_path / "nowhere.yaml")), "nowhere.yaml cannot be read: No such file"),
        (("run", "--split", "train"), "give dev, test or all"),
        (("compare", where, where), "name one of them"),
        (("meta", "--data", str(tmp_path)), "holds none of the sets"),
        (("run", "--model", "", "--output", str(tmp_path / "none")), "There is nothing to run"),
        (("report", where, "-o", str(tmp_path / "none" / "r.html")), "its folder is not there"),
        (("run", "--model", "lead-3", "--output", str(tmp_path / "r.html" / "run")), "r.html is a file"),
    )
    for words, said in wrongs:
        wrong = CliRunner().invoke(commands, words)
        assert isinstance(wrong.exception, InputError)
        assert said in wrong.exception.detail
        assert "gate" not in wrong.output  # no bar was shown
    outside = plumbline("run", "--suite", "nowhere")
    assert outside.returncode == 2
    assert "There is no suite" in outside.stderr
    assert "Traceback" not in outside.stderr
