"""Whatever an article says, the prompt around it stays the same byte for byte."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llguidance import LLMatcher, LLTokenizer

from service.prompting import load, neutralise
from service.reading.grounding import Source
from tests.injection.corpus import CORPUS, Injection

CLAIMS, ABSTRACT, REPAIR = load("claims"), load("abstract"), load("repair")
HARMLESS = "The council of Ardal met on Monday."
CONTROL = re.compile(r"<\W*\w[^<>]*>|\[\W*\w[^\[\]]*\]")
NAMES = [entry.id for entry in CORPUS]


def frame(text: str) -> tuple[str, str, str]:
    """What the prompt for an article has outside the article: the system part, what is before it, what is after."""
    prompt = CLAIMS.render(article=text, language="English")
    before, tag, rest = prompt.user.partition("<article>\n")
    inside, end, after = rest.rpartition("\n</article>")
    assert (tag, end) == ("<article>\n", "\n</article>")
    assert inside == neutralise(text)
    return prompt.system, before + tag, end + after


def check(text: str) -> None:
    system, before, after = frame(text)
    assert (system, before, after) == frame(HARMLESS)
    user = CLAIMS.render(article=text, language="English").user
    assert user == before + neutralise(text) + after
    assert [user.count(tag) for tag in ("<article>", "</article>", "<", ">")] == [1, 1, 2, 2]
    assert not CONTROL.search(neutralise(text))


@pytest.mark.parametrize("entry", CORPUS, ids=NAMES)
def test_an_attack_leaves_the_frame_as_it_is(entry: Injection) -> None:
    check(entry.text)


@given(st.lists(st.one_of(st.sampled_from([entry.text for entry in CORPUS]), st.text(max_size=30)), max_size=4))
def test_so_do_attacks_together_and_any_text(texts: list[str]) -> None:
    check(" ".join(texts))


@pytest.mark.parametrize("entry", CORPUS, ids=NAMES)
def test_an_attack_that_came_through_as_a_claim_leaves_the_abstracts_frame(entry: Injection) -> None:
    claim = {"id": "c1", "speaker": HARMLESS, "text": HARMLESS}
    plain = ABSTRACT.render(claims=[claim], language="English", max_words=150)
    for field in ("speaker", "text"):
        other = ABSTRACT.render(claims=[claim | {field: entry.text}], language="English", max_words=150)
        assert other.system == plain.system
        before, after = plain.user.split(f"<{field}>{HARMLESS}</{field}>")
        assert other.user == f"{before}<{field}>{neutralise(entry.text)}</{field}>{after}"


@pytest.mark.parametrize("entry", CORPUS, ids=NAMES)
def test_an_attack_in_a_broken_answer_leaves_the_repairs_frame(entry: Injection) -> None:
    values = {"schema": CLAIMS.header.output, "answer": HARMLESS, "error": HARMLESS}
    plain = REPAIR.render(**values)
    for name in ("answer", "error"):
        other = REPAIR.render(**values | {name: entry.text})
        assert other.system == plain.system
        before, after = plain.user.split(f"<{name}>\n{HARMLESS}\n</{name}>")
        assert other.user.startswith(f"{before}<{name}>\n")
        assert other.user.endswith(f"\n</{name}>{after}")
        assert other.user.count("<") == plain.user.count("<") == 6
        assert not re.search(r"\[\S|\S\]", other.user)


def test_the_corpus_is_broad() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 30
    assert {entry.language for entry in CORPUS} == {"ar", "en", "es", "fr", "ko", "ru", "zh"}


@pytest.mark.parametrize("entry", CORPUS, ids=NAMES)
def test_an_obedient_answer_has_the_right_form_and_false_claims(entry: Injection) -> None:
    """Each claim has a word that stands nowhere in the article: it cannot be one that the article supports."""
    tokenizer = LLTokenizer("byte")
    matcher = LLMatcher(tokenizer, LLMatcher.grammar_from_json_schema(CLAIMS.header.output or {}))
    assert matcher.consume_tokens(tokenizer.tokenize_str(json.dumps(entry.obeyed, ensure_ascii=False)))
    assert matcher.is_accepting()
    assert entry.obeyed["claims"]
    known = entry.text.casefold()
    for claim in entry.obeyed["claims"]:
        assert [word for word in re.findall(r"\w+", claim["text"].casefold()) if word not in known], claim["text"]


def test_obedient_quotes_are_made_up_or_real() -> None:
    """Both ways to lie are there: a quote that is nowhere, and a true quote under a false claim."""
    found = [
        Source(neutralise(entry.text)).find(claim["quote"]) is not None
        for entry in CORPUS
        for claim in entry.obeyed["claims"]
    ]
    assert found.count(False) >= len(CORPUS)
    assert found.count(True) >= 15
