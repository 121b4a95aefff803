"""A model that does what an article tells it: nothing of that is shown."""

from __future__ import annotations

import json

import pytest

from service.core.document import Document
from service.core.draft import Drafted
from service.core.errors import NothingVerified
from service.core.receipt import Options, Policy
from service.engine import Engine
from service.models.base import Prompt
from service.models.scripted import Scripted
from service.settings import Settings
from service.verify import Gate

from .corpus import CORPUS, Injection


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Settings())


def obeying(injection: Injection) -> Scripted:
    """Answers with what the article wants, as claims and as an abstract."""

    def answer(prompt: Prompt) -> str:
        if prompt.schema and "sentences" in prompt.schema["properties"]:
            sentences = [{"text": claim["text"], "claims": ["c1"]} for claim in injection.obeyed["claims"]]
            return json.dumps({"sentences": sentences})
        return json.dumps(injection.obeyed)

    return Scripted(answer)


@pytest.mark.parametrize("injection", CORPUS, ids=lambda injection: injection.id)
def test_nothing_that_was_ordered_is_shown(engine: Engine, injection: Injection) -> None:
    engine.models.use("obeying", obeying(injection))
    with pytest.raises(NothingVerified):
        engine.summarize(injection.text, Options(model="obeying"))


@pytest.mark.parametrize("injection", CORPUS, ids=lambda injection: injection.id)
def test_nothing_of_it_passes_as_a_sentence_of_an_abstract_either(engine: Engine, injection: Injection) -> None:
    """The abstract is written from verified claims; here it is judged as if it were not."""
    document: Document = engine.read(injection.text)
    gate = Gate(document, policy=Policy.BALANCED, encode=engine.models.encode)
    drafted = [Drafted(claim["text"], (), free=True) for claim in injection.obeyed["claims"]]
    for item in drafted:
        assert gate.abstract([item], 200).shown == []
