"""llama.cpp's server with a real model, when one runs: see `make test-llama`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.core.receipt import Options
from service.core.summary import Alignment, Status
from service.engine import Engine
from service.settings import Settings

ADDRESS = os.environ.get("LLAMA", "")
ARTICLE = Path("eval/references/party-conference.txt")

pytestmark = pytest.mark.skipif(not ADDRESS, reason="LLAMA names no running server: see `make test-llama`")


def test_an_article_goes_through_it_whole() -> None:
    text = ARTICLE.read_text("utf-8")
    summary = Engine(Settings(models={"llama": f"openai:{ADDRESS}"})).summarize(text, Options(model="llama"))
    assert summary.status is Status.COMPLETE, summary.coverage
    assert summary.coverage.read == summary.coverage.characters
    assert summary.receipt.backend == "openai_compatible"
    assert summary.claims
    assert all(claim.alignment is not Alignment.UNALIGNED for claim in summary.claims)
    for claim in summary.claims:
        assert all(item.exact for item in claim.evidence)
