"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from service import __main__ as start
from service import __version__, cli
from service.commands import terms
from service.settings import Settings, settings
from tests.conftest import ARTICLE, MEASURED, ROOT


def _run(*arguments: str, data: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        input=data,
        capture_output=True,
        env={**os.environ, **MEASURED, **environment},
        timeout=180,
        check=False,
    )


def test_json_is_the_summary_with_the_text_when_asked_for() -> None:
    done = _run("summarize", str(ARTICLE), "--json", "--with-text", "--max-claims", "3")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert list(summary)[:3] == ["abstract", "claims", "withheld"]
    assert len(summary["claims"]) == 3
    first = summary["claims"][0]["evidence"][0]
    assert summary["document"]["text"][first["start"] : first["end"]] == first["exact"]
    spans = summary["document"]["sentence_spans"]
    assert len(spans) == summary["document"]["sentences"]


def test_people_get_lines_and_speakers_and_no_colour_codes_in_a_pipe() -> None:
    done = _run("summarize", "-", data=ARTICLE.read_bytes())
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    for expected in ("Abstract (", "Claims (", "Withheld", "Mirel Astovan", "of 7,0", "characters (100%)"):
        assert expected in text
    assert "\x1b[" not in text


def test_a_summary_is_checked_against_its_source(tmp_path: Path) -> None:
    text = tmp_path / "summary.txt"
    text.write_text("Mirel Astovan said that cement production had reached 3.18 million tonnes. Pigs fly.", "utf-8")
    done = _run("check", str(ARTICLE), str(text), "--json")
    assert done.returncode == 0, done.stderr
    statements = json.loads(done.stdout)["statements"]
    assert [item["verdict"] for item in statements] == ["contradicted", "not_found"]
    assert statements[0]["flags"] == ["number"]
    shown = _run("check", "-", str(text), data=ARTICLE.read_bytes()).stdout.decode()
    assert "number: 3.18 million tonnes is not there" in " ".join(shown.split())
    assert _run("check", str(ARTICLE), str(tmp_path / "none.txt")).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "data", "code"),
    [
        (("summarize", "/nowhere/at/all.txt"), b"", "file_unreadable"),
        (("summarize", str(ROOT)), b"", "file_unreadable"),
        (("summarize", "-"), b"", "empty_document"),
        (("summarize", "-"), b"\x89PNG\r\n\x1a\n", "not_text"),
        (("summarize", "-", "--model", "none"), b"A sentence that is fine. ", "unknown_model"),
        (("summarize", "-", "--max-words", "0"), b"A sentence that is fine. ", "invalid_request"),
        (("summarize",), b"", "invalid_request"),
        (("summarize", "-", "--max-words", "many"), b"", "invalid_request"),
        (("summarize", "-", "--policy", "lax"), b"", "invalid_request"),
        (("summarise", "-"), b"", "invalid_request"),
    ],
)
def test_wrong_input_is_one_sentence_and_status_2(arguments: tuple[str, ...], data: bytes, code: str) -> None:
    done = _run(*arguments, data=data)
    assert done.returncode == 2
    assert done.stdout == b""
    error = done.stderr.decode()
    assert error.startswith("plumbline: ")
    assert error.endswith(f"[{code}]\n")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("summarize", str(ROOT)), "`plumbline batch` summarises all files"),
        (("check", str(ARTICLE), "http://127.0.0.1:1/page.html"), "pages are not fetched; save it as a file first"),
        (("summarize", str(ARTICLE), "--max-words", "0"), "--max-words: give 1 or more, not 0. See --help"),
        (("summarize", str(ARTICLE), "--max-words", "many"), "'--max-words': give a whole number, not 'many'. See"),
        (("memory", "search", "A", "--from", "ko", "--least", "0"), "'--least': give 1 or more, not 0. See"),
        (("summarize", str(ARTICLE), "--policy", "lax"), "'lax' is not one of 'strict', 'balanced', 'off'. See"),
        (("summarize", str(ARTICLE), "--type", "poem"), "--type: give 'abstract', 'tldr',"),
        (("summarize", str(ARTICLE), "--with-text"), "--with-text is for --json: give both, or neither."),
        (("summarize", str(ARTICLE), "--length", "long"), "--length: an abstract has max_words"),
        (
            ("batch", str(ARTICLE), "-o", "out.jsonl", "--length", "short"),
            "--length: an abstract has max_words",
        ),
        (("summarize", str(ARTICLE), "--model", str(ROOT)), "is no model's folder: it holds no config.json."),
        (("names", "approve", "조용원", "", "--from", "ko"), "yet: give one. See --help for the options."),
        (("names", "import", sys.executable), "The ledger is no text. Give CSV with the columns"),
        (("check", "-", "-"), "Only one of SOURCE and TEXT can be standard input."),
        (("summarise", str(ARTICLE)), "No such command 'summarise'. Did you mean 'summarize'?"),
        (("translate", str(ARTICLE), "--from", "xx"), "--from: 'xx' is the code of no language"),
        (("names", "approve", "A", "B", "--from", "xx"), "'xx' is the code of no language"),
        (("translate", str(ARTICLE), "--glossary", "http://127.0.0.1:1/g.tbx"), "http://127.0.0.1:1/g.tbx cannot be"),
    ],
)
def test_wrong_input_is_told_what_to_do(
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PLUMBLINE_MAX_BODY_BYTES", "100000000")
    settings.cache_clear()
    monkeypatch.setattr(sys, "argv", ["plumbline", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    settings.cache_clear()
    assert told in capsys.readouterr().err


HEAVY = ("torch", "transformers", "sqlalchemy", "scipy", "openpyxl", "numpy", "lxml", "service.engine")


def test_help_needs_nothing_that_is_slow_to_load() -> None:
    script = "import sys; sys.argv = ['plumbline', '--help']\nfrom service.__main__ import main\n"
    script += f"try: main()\nfinally: print('loaded', [name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert "summarize" in done.stdout
    assert "eval" in done.stdout
    assert done.stdout.endswith("loaded []\n")


def test_the_version_is_told() -> None:
    assert _run("--version").stdout.decode() == f"plumbline {__version__}\n"


def _interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_is_one_line_wherever_it_comes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, main in ((terms, cli.main), (cli, start.main)):
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["plumbline", "terms", "find", str(ARTICLE)])
            patched.setattr(place, "_any_language" if place is cli else "settings", _interrupt)
            with pytest.raises(SystemExit) as ended:
                main()
        assert ended.value.code == 130
        assert capsys.readouterr().err == "plumbline: interrupted.\n"


def test_a_busy_port_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(sys, "argv", ["plumbline", "serve", "--port", str(port)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("plumbline: The service cannot listen: Address already in use")
    assert str(port) in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MAX_CHARACTERS", "many", "PLUMBLINE_MAX_CHARACTERS: give a whole number, not 'many'."),
        ("DTYPE", "int3", "PLUMBLINE_DTYPE: give "),
        ("MODELS", "bart", "PLUMBLINE_MODELS: it is no JSON."),
        ("MODELS", '{"bart": 3}', "PLUMBLINE_MODELS: bart: give a text."),
        ("GLOSSARIES", "terms.tbx", "PLUMBLINE_GLOSSARIES: it is no JSON."),
    ],
)
def test_a_wrong_setting_is_named(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"PLUMBLINE_{name}", value)
    settings.cache_clear()
    monkeypatch.setattr(sys, "argv", ["plumbline", "summarize", str(ARTICLE)])
    try:
        with pytest.raises(SystemExit) as ended:
            cli.main()
    finally:
        settings.cache_clear()
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.endswith("See docs/running.md for the settings. [invalid_setting]\n")


def test_a_service_warns_of_a_variable_that_is_no_setting(tmp_path: Path) -> None:
    script = "import sys, uvicorn; sys.argv = ['plumbline', 'serve', '--port', '0']; uvicorn.run = lambda *_, **__: 0\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{script}from service.cli import main; main()"],
        capture_output=True,
        env={**os.environ, "PLUMBLINE_DATA_DIR": str(tmp_path), "PLUMBLINE_MAX_CHARACTER": "5"},
        timeout=60,
        check=True,
    )
    logged = [json.loads(line) for line in done.stderr.splitlines()]
    (warned,) = [line for line in logged if line.get("variable") == "PLUMBLINE_MAX_CHARACTER"]
    assert warned["level"] == "warning"
    assert warned["nearest"] == "PLUMBLINE_MAX_CHARACTERS"


def test_an_empty_setting_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOST", "")
    monkeypatch.setenv("PLUMBLINE_MAX_CHARACTERS", "")
    assert Settings().host == "127.0.0.1"


def test_a_command_without_arguments_shows_its_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["plumbline", "memory"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert "learn" in printed.out
    assert printed.err == ""


def test_output_that_finds_no_room_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "service.cli", "names", "find", str(ARTICLE)],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, **MEASURED},
            timeout=180,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"plumbline: Standard output cannot be written: No space left on device.")
    assert done.stderr.count(b"\n") == 1


def test_a_locale_without_the_letters_of_an_article_hinders_nothing() -> None:
    text = "조용원동지는 비료생산이 늘어났다고 말하였다."
    done = _run("names", "find", "-", "--from", "ko", data=text.encode(), PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "조용원" in done.stdout.decode("utf-8")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * 2_000)
    done = _run("summarize", str(path), PLUMBLINE_MAX_BODY_BYTES="1000")
    assert done.returncode == 2
    assert b"[too_large]" in done.stderr


def test_main_in_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["plumbline", "summarize", str(ARTICLE), "--max-claims", "2"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    assert "Abstract (" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["plumbline", "summarize", "/nowhere.txt"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_demo_runs_and_stops_the_service() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "demo.py"), str(ARTICLE)],
        capture_output=True,
        timeout=180,
        check=False,
    )
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    for expected in ("POST http://127.0.0.1:", "Abstract (", "Claims (", "Withheld", "answered in"):
        assert expected in text
    missing = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "demo.py"), "/nowhere.txt"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert missing.returncode == 2
    assert b"there is no file" in missing.stderr
