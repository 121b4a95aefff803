"""Claims and checks as lines of a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from service.commands.show import show, show_checks
from service.core.check import Check, Checks, Verdict
from service.core.receipt import Options, Type
from tests.batch.results import claim, summary

TOLD = claim("The ferry sails.", "Ada Brenn", line=8, again={120: "It sails.", 121: "Sail it will."})


def console() -> Console:
    return Console(file=io.StringIO(), width=120)


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_line_of_a_claim_is_shown() -> None:
    out = console()
    show(summary([TOLD]), out)
    assert " 8, 120, 121 " in shown(out)


def test_pages_stand_for_lines_where_there_are_pages_and_each_is_told_once() -> None:
    out = console()
    pages = zip(TOLD.evidence, (3, 3, 9), strict=True)
    paged = TOLD.model_copy(update={"evidence": tuple(item.model_copy(update={"page": page}) for item, page in pages)})
    show(summary([paged]), out)
    assert " 3, 9 " in shown(out)
    assert "120" not in shown(out)


def test_every_line_of_a_check_is_shown() -> None:
    out = console()
    check = Check(text=TOLD.text, verdict=Verdict.SUPPORTED, evidence=TOLD.evidence, support=1.0)
    show_checks(Checks(statements=(check,), document_sha256="0"), out)
    assert " 8, 120, 121 " in shown(out)


def test_key_points_are_a_list() -> None:
    out = console()
    made = summary(abstract="The ferry sails again in June, " * 5)
    options = Options(type=Type.KEY_POINTS)
    show(made.model_copy(update={"receipt": made.receipt.model_copy(update={"options": options})}), out)
    first, second = shown(out).partition("Key points")[2].splitlines()[1:3]
    assert first.startswith(" • The ferry")
    assert second.startswith("   ")


def test_a_narrow_terminal_cuts_no_word() -> None:
    out = Console(file=io.StringIO(), width=30)
    show(summary([claim("The superintendent inaugurated waterworks.", "Ada Brenn", line=8)]), out)
    assert "…" not in shown(out)


def test_an_abstract_without_a_sentence_says_why() -> None:
    out = console()
    show(summary([TOLD], abstract="").model_copy(update={"withheld": ()}), out)
    assert "None is that short." in shown(out)
