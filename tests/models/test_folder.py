"""What a folder says of itself, and what is said of one that cannot be used."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from service.core.errors import ModelUnusable, UnknownModel
from service.models.base import Kind
from service.models.folder import NOT_STATED, Folder, find, fingerprint, read
from tests.tiny_models import FAMILIES, make_llama

Tiny = Callable[[str], Folder]


@pytest.fixture
def bart(tiny: Tiny, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny("bart").path, tmp_path / "bart"))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_folder_says_what_it_holds(family: str, tiny: Tiny) -> None:
    folder = tiny(family)
    assert folder.kind is {"llama": Kind.CHAT, "marian": Kind.TRANSLATOR}.get(family, Kind.SEQ2SEQ)
    assert folder.translates is (family in ("marian", "mbart"))
    assert folder.family == family
    assert folder.size == (folder.path / "model.safetensors").stat().st_size
    assert folder.licence == NOT_STATED


def test_the_weights_have_their_own_sha256(bart: Path) -> None:
    weights = (bart / "model.safetensors").read_bytes()
    assert read(bart).checksums()["model.safetensors"] == hashlib.sha256(weights).hexdigest()


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "generation_config.json", "tokenizer.json"])
def test_a_change_of_any_file_that_matters_is_seen(name: str, bart: Path) -> None:
    before = read(bart).checksums()
    data = (bart / name).read_bytes()
    (bart / name).write_bytes(data + b" ")
    after = read(bart).checksums()
    assert {changed for changed in after if after[changed] != before[changed]} == {name}
    assert fingerprint(after) != fingerprint(before)


def test_a_change_of_the_card_is_no_change_of_the_model(bart: Path) -> None:
    before = fingerprint(read(bart).checksums())
    (bart / "README.md").write_text("Words about the model.")
    assert fingerprint(read(bart).checksums()) == before


@pytest.mark.parametrize(
    ("name", "text", "licence"),
    [
        ("README.md", "---\nlicense: apache-2.0\nlanguage: en\n---\n# A model\n", "apache-2.0"),
        ("README.md", "---\nlicense: other\nlicense_name: a-licence\n---\n", "a-licence"),
        ("README.md", "---\ntags: [a\n---\nlicense: mit\n", NOT_STATED),
        ("README.md", "The license: mit is written elsewhere.\n", NOT_STATED),
        ("LICENSE.txt", "\n  MIT License\n\nPermission is hereby granted\n", "MIT License"),
    ],
)
def test_the_licence_is_as_the_folder_states_it(name: str, text: str, licence: str, bart: Path) -> None:
    (bart / name).write_text(text)
    assert read(bart).licence == licence


def test_shards_are_whole_or_refused(bart: Path) -> None:
    (bart / "model.safetensors").rename(bart / "model-00002-of-00002.safetensors")
    shards = {"a.weight": "model-00001-of-00002.safetensors", "b.weight": "model-00002-of-00002.safetensors"}
    (bart / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    with pytest.raises(ModelUnusable, match=r"not complete: model-00001-of-00002\.safetensors is missing"):
        read(bart)
    shutil.copy(bart / "model-00002-of-00002.safetensors", bart / "model-00001-of-00002.safetensors")
    assert [file.name for file in read(bart).weights] == sorted(shards.values())


def test_pickled_weights_are_refused_with_the_way_out(bart: Path) -> None:
    (bart / "model.safetensors").rename(bart / "pytorch_model.bin")
    with pytest.raises(ModelUnusable, match=r"pytorch_model\.bin.*save_pretrained"):
        read(bart)


def test_a_folder_without_weights_tokenizer_or_configuration_is_refused(bart: Path) -> None:
    (bart / "tokenizer.json").unlink()
    with pytest.raises(ModelUnusable, match="no tokenizer"):
        read(bart)
    (bart / "model.safetensors").unlink()
    with pytest.raises(ModelUnusable, match="no weights in safetensors"):
        read(bart)
    (bart / "config.json").write_text("{")
    with pytest.raises(ModelUnusable, match="cannot be read"):
        read(bart)
    (bart / "config.json").unlink()
    with pytest.raises(ModelUnusable, match=r"no config\.json"):
        read(bart)


def test_a_causal_model_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="no chat template"):
        read(make_llama(tmp_path / "base", template=None))


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"architectures": ["BertForMaskedLM"], "is_encoder_decoder": False}, "BertForMaskedLM, which does not write"),
        ({"architectures": None, "is_encoder_decoder": False}, "without a name"),
        ({"auto_map": {"AutoModel": "modeling.Mine"}}, "code of its own"),
    ],
)
def test_a_model_that_does_not_write_is_refused(change: dict[str, object], match: str, bart: Path) -> None:
    config = json.loads((bart / "config.json").read_text())
    (bart / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(ModelUnusable, match=match):
        read(bart)


def test_a_model_is_found_by_its_path_and_by_its_name_with_a_revision(bart: Path, tmp_path: Path) -> None:
    repository = tmp_path / "models" / "models--plumbline--tiny"
    revision = "0123456789abcdef0123456789abcdef01234567"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(revision)
    shutil.copytree(bart, repository / "snapshots" / revision)
    assert find(str(bart), tmp_path / "models") == bart
    for name in ("plumbline/tiny", f"plumbline/tiny@{revision}"):
        assert find(name, tmp_path / "models") == repository / "snapshots" / revision
    with pytest.raises(UnknownModel, match="plumbline models pull plumbline/tiny@v2"):
        find("plumbline/tiny@v2", tmp_path / "models")
    with pytest.raises(UnknownModel, match="plumbline models pull plumbline/other"):
        find("plumbline/other", tmp_path / "models")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b/c", "", " "])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownModel):
        find(name, tmp_path / "models")
