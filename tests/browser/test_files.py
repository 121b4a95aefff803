"""What the page's files may not hold: they are read, not run."""

from __future__ import annotations

import re

from tests.conftest import ROOT

WEB = ROOT / "service" / "web"
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function"
)


def test_no_text_becomes_markup() -> None:
    for file in WEB.rglob("*.js"):
        assert MARKUP.search(file.read_text("utf-8")) is None, file


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    index = (WEB / "index.html").read_text("utf-8")
    assert re.search(r"<style|style=|\son[a-z]+=|<script(?![^>]*\ssrc=)", index) is None
    for file in (path for path in WEB.rglob("*") if path.suffix in (".js", ".css", ".html")):
        text = re.sub(r"^\s*//.*$", "", file.read_text("utf-8"), flags=re.MULTILINE)
        assert re.search(r"https?://|@import|url\(", text) is None, file


def test_files_stay_small() -> None:
    for file in (*WEB.rglob("*.js"), *WEB.rglob("*.css")):
        assert len(file.read_text("utf-8").splitlines()) < 150, file


def test_imports_name_files_that_exist() -> None:
    for file in WEB.rglob("*.js"):
        for name in re.findall(r'(?:from|import\()\s*"(\.[^"]+)"', file.read_text("utf-8")):
            assert (file.parent / name).resolve().is_file(), (file, name)


def test_examples_are_our_references() -> None:
    for file in (WEB / "examples").iterdir():
        assert file.read_bytes() == (ROOT / "eval" / "references" / file.name).read_bytes()
