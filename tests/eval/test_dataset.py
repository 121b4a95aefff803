"""References are refused when they do not fit their articles, and every one of ours does."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.dataset import REFERENCES, load_reference, load_suite, locate, validate
from service.core.errors import FileUnreadable, InvalidReference
from service.ingest import read_text
from tests.eval.conftest import ANNOTATIONS, ARTICLE


def test_ours_are_sound() -> None:
    assert validate(REFERENCES) == []


def test_ours_are_of_the_kinds_they_should_be() -> None:
    every = [example.reference for example in load_suite("references", split="all").examples]
    references = [reference for reference in every if reference is not None]
    english = [reference for reference in references if reference.language == "en"]
    assert Counter(reference.style for reference in english) == {"plain": 8, "state": 4, "partisan": 4}
    assert {reference.language for reference in references} == {"en", "ko", "ru", "zh", "fr"}
    assert sum(reference.split == "test" for reference in references) == 6
    for example in load_suite("references", split="all").examples:
        if example.language == "en":
            assert 700 <= len(example.text.split()) <= 4_000, example.id


def test_dev_and_test_share_nothing() -> None:
    dev, test = (load_suite("references", split=split) for split in ("dev", "test"))
    assert not {example.id for example in dev.examples} & {example.id for example in test.examples}
    assert dev.sha256 != test.sha256


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "other"}, "not the file's name"),
        ({"style": "neutral"}, "style"),
        ({"abstracts": ANNOTATIONS["abstracts"][:1]}, "abstracts"),
        ({"abstracts": [ANNOTATIONS["abstracts"][0]] * 2}, "one hand"),
        ({"false_statements": []}, "one of each kind"),
        ({"loaded": [{"wording": "villainous", "neutral": "drop"}]}, "'villainous' is not in the article"),
        ({"facts": {"numbers": ["4,200"], "names": [], "dates": []}}, "'4,200' is not in the article"),
        ({"surplus": 1}, "surplus"),
    ],
)
def test_what_does_not_fit_is_refused(folder: Path, change: dict[str, Any], said: str) -> None:
    path = folder / "harbour.yaml"
    path.write_text(yaml.safe_dump({**ANNOTATIONS, **change}), encoding="utf-8")
    with pytest.raises(InvalidReference, match=said):
        load_reference(path)
    assert len(validate(folder)) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": ["4,200 of the port's dockers"]}, "not in the article"),
        ({"evidence": []}, "evidence"),
        ({"speaker": "Karl Osten"}, "unless its attribution is own_voice"),
        ({"cue": "said"}, "has no cue"),
    ],
)
def test_a_claim_that_does_not_fit_is_refused(folder: Path, change: dict[str, Any], said: str) -> None:
    claims: list[Any] = list(ANNOTATIONS["claims"])
    claims[0] = {**claims[0], **change}
    path = folder / "harbour.yaml"
    path.write_text(yaml.safe_dump({**ANNOTATIONS, "claims": claims}), encoding="utf-8")
    with pytest.raises(InvalidReference, match=said):
        load_reference(path)


def test_missing_and_broken_files_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        load_suite(str(tmp_path / "nowhere"))
    with pytest.raises(InvalidReference, match="no article"):
        load_suite(str(tmp_path))
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "a.yaml").write_text("id: [")
    with pytest.raises(InvalidReference, match="not YAML"):
        load_suite(str(tmp_path))
    (tmp_path / "a.yaml").unlink()
    assert load_suite(str(tmp_path)).examples[0].reference is None
    assert validate(tmp_path) == [f"{tmp_path} holds no YAML file."]


def test_evidence_is_found_across_lines() -> None:
    document = read_text("A long line that was\nwrapped by somebody. End of it.", max_characters=1_000)
    place = locate(document, "that was wrapped  by")
    assert place is not None
    assert document.slice(place).split() == ["that", "was", "wrapped", "by"]
    assert locate(document, "that was unwrapped") is None


def test_records_of_other_sets(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    gold = {"summaries": [{"summary": "One."}], "reference": "Two.", "scus": ["A unit."]}
    path.write_text(json.dumps({"id": 7, "input": {"article": ARTICLE}, "gold": gold}) + "\n")
    example = load_suite(str(path)).examples[0]
    assert (example.id, example.abstracts, example.claims) == ("7", ("One.", "Two."), ("A unit.",))
    path.write_text('{"id": 7, "gold": {}}\n')
    with pytest.raises(InvalidReference, match=r"set\.jsonl:1 is not a record"):
        load_suite(str(path))
    for article, said in ((None, "is not a record"), (" ", "is empty"), ("Text.", "there twice")):
        line = json.dumps({"id": 7, "input": {"article": article}, "gold": {}}) + "\n"
        path.write_text(line * 2)
        with pytest.raises(InvalidReference, match=said):
            load_suite(str(path))
    path.write_bytes("Grüße".encode("latin-1"))
    with pytest.raises(FileUnreadable):
        load_suite(str(path))


def test_the_hash_follows_text_and_annotations(folder: Path) -> None:
    before = load_suite(str(folder)).sha256
    assert load_suite(str(folder)).sha256 == before
    (folder / "harbour.yaml").write_text(yaml.safe_dump({**ANNOTATIONS, "kind": "walkout"}), encoding="utf-8")
    assert load_suite(str(folder)).sha256 != before
