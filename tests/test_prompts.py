"""The prompts that the service comes with: their schemas bind a model, their examples keep their own rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from llguidance import LLMatcher, LLTokenizer

from service.prompting import Example, PromptTemplate, load, neutralise, versions
from service.reading.grounding import Source

TEMPLATES = [load(task, number) for task, numbers in versions().items() for number in numbers]
BY_ID = {template.id: template for template in TEMPLATES}
EXAMPLES = [pytest.param(t, e, id=f"{t.id}-{n}") for t in TEMPLATES for n, e in enumerate(t.header.examples)]
BYTES = LLTokenizer("byte")
LONGEST = {"translate": 4_000}  # characters of a text in an answer; a translation is as long as its source asks for


def follows(schema: dict[str, Any], answer: object) -> bool:
    """Whether a model that is held to the schema could have written the answer."""
    matcher = LLMatcher(BYTES, LLMatcher.grammar_from_json_schema(schema))
    assert not matcher.is_error(), matcher.get_error()
    text = json.dumps(answer, ensure_ascii=False)
    return bool(matcher.consume_tokens(BYTES.tokenize_str(text)) and matcher.is_accepting())


def nodes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for child in (*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])):
        yield from nodes(child)


def of(task: str) -> list[tuple[PromptTemplate, Example]]:
    return [(t, example) for t in TEMPLATES if t.header.name == task for example in t.header.examples]


@pytest.mark.parametrize("template", [t for t in TEMPLATES if t.header.output], ids=lambda t: t.id)
def test_a_schema_leaves_nothing_without_an_end(template: PromptTemplate) -> None:
    for node in nodes(template.header.output or {}):
        if node["type"] == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
        elif node["type"] == "array":
            assert node["maxItems"] <= 20
        elif node["type"] == "integer":
            assert node["maximum"] <= 20
        else:
            assert "enum" in node or node["maxLength"] <= LONGEST.get(template.header.name, 400)


@pytest.mark.parametrize(("template", "example"), EXAMPLES)
def test_an_example_is_an_answer_to_its_own_prompt(template: PromptTemplate, example: Example) -> None:
    prompt = template.render(**example.variables)
    assert prompt.user
    assert follows(dict(prompt.schema or example.variables["schema"]), example.output)
    assert not follows(dict(prompt.schema or example.variables["schema"]), {"other": []})


@pytest.mark.parametrize(("template", "example"), EXAMPLES)
def test_only_the_language_reaches_the_system_part(template: PromptTemplate, example: Example) -> None:
    plain = template.render(**example.variables)
    for name, value in example.variables.items():
        marked = template.render(**example.variables | {name: f"{value} MARKED"}) if isinstance(value, str) else plain
        assert (marked.system == plain.system) == (name != "language" or not isinstance(value, str))
        assert marked.user != plain.user or marked is plain


@pytest.mark.parametrize(("template", "example"), of("claims"))
def test_quotes_and_speakers_stand_in_the_article(template: PromptTemplate, example: Example) -> None:
    assert template.id.startswith("claims/")
    article = Source(neutralise(example.variables["article"]))
    for claim in example.output["claims"]:
        assert article.find(claim["quote"]) is not None, claim["quote"]
        assert not claim["speaker"] or article.find(claim["speaker"]) is not None, claim["speaker"]
        assert len(claim["text"].split()) <= 30


@pytest.mark.parametrize(("template", "example"), of("abstract"))
def test_sentences_rest_on_claims_that_are_there(template: PromptTemplate, example: Example) -> None:
    assert template.id.startswith("abstract/")
    ids = [claim["id"] for claim in example.variables["claims"]]
    sentences = example.output["sentences"]
    assert all(set(sentence["claims"]) <= set(ids) for sentence in sentences)
    assert sum(len(sentence["text"].split()) for sentence in sentences) <= example.variables["max_words"]


def test_the_number_in_words_is_that_of_the_schema() -> None:
    template = BY_ID["claims/v1"]
    prompt = template.render(**template.header.examples[0].variables)
    assert template.header.output is not None
    assert f"At most {template.header.output['properties']['claims']['maxItems']} claims" in prompt.user


def test_chunks_share_all_that_stands_before_the_article_and_tasks_the_system_part() -> None:
    claims, abstract = BY_ID["claims/v1"], BY_ID["abstract/v1"]
    one, two = (claims.render(article=article, language="English") for article in ("First.", "Second."))
    assert one.system == two.system == abstract.render(claims=[], language="English", max_words=9).system
    assert one.user.startswith("<article>\nFirst.\n</article>\n")
    assert two.user == one.user.replace("First.", "Second.")
