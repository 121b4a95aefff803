"""Prompts are data: `prompts/<task>/v<N>.md`, YAML front matter over a `# System` and a `# User` part in Jinja2.

Whatever is put into a prompt is neutralised on its way in, without exception. The frame's tags are made of characters
that no value keeps: an article cannot close them, open others, or write a model's control tokens.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment
from pydantic import Field, ValidationError

from service.core.document import Frozen
from service.core.errors import InvalidPrompt, PlumblineError
from service.models.base import Prompt

FOLDER = Path(__file__).parent / "prompts"
LOCK = "lock.yaml"
PARTS = re.compile(r"---\n(?P<header>.*?\n)---\n\s*# System\n(?P<system>.*?)\n# User\n(?P<user>.*)", re.DOTALL)

# Tags and control tokens (<|im_start|>, </s>, <<SYS>>, [INST], [|user|]) need one of these. What stands for them has
# no compatibility form: a tokenizer that applies NFKC does not bring them back.
ANGLES = str.maketrans("<＜﹤>＞﹥", "‹‹‹›››")
BRACKETS = str.maketrans("[［﹇]］﹈", "((()))")
# What a model reads and a person does not see: controls, directions, fillers, variation selectors, tags, surrogates.
# Joiners and soft hyphens stay: words are spelled with them, and a space would cut the word.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def neutralise(text: str) -> str:
    """`text` without a character that could be the frame's, one code point for each.

    So a place in the result is the same place in `text`: search a model's quote in the result, cut it from `text`.
    Applied to a slice it gives the slice of the whole; applied twice, the same.
    """
    return HIDDEN.sub(" ", text).translate(ANGLES).translate(BRACKETS)


class _Json(str):
    """JSON, or what was meant to be, that is safe in a prompt and still JSON."""

    __slots__ = ()


def _json(value: object) -> _Json:
    """Brackets are kept, with a space on both sides, so that they form no control token. Not one to one."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _Json(re.sub(r"[\[\]]", r" \g<0> ", HIDDEN.sub(" ", text).translate(ANGLES)))


def _enter(value: object) -> str:
    """What a template writes for `value`."""
    return value if isinstance(value, _Json) else neutralise(str(value))


ENVIRONMENT = SandboxedEnvironment(
    autoescape=False, undefined=StrictUndefined, finalize=_enter, trim_blocks=True, lstrip_blocks=True
)
ENVIRONMENT.filters["json"] = _json


class Example(Frozen):
    """Values for the variables, and an answer that would be right."""

    variables: dict[str, Any]
    output: dict[str, Any]


class Header(Frozen):
    """The front matter. `variables` are names with what each holds; `output` is the answer's JSON Schema."""

    name: str
    version: int = Field(ge=1)
    variables: dict[str, str]
    output: dict[str, Any] | None
    examples: tuple[Example, ...] = Field(min_length=1)


@dataclass(frozen=True)
class PromptTemplate:
    """One version of a prompt; `sha256` is that of its file."""

    header: Header
    sha256: str
    system: Template
    user: Template

    @property
    def id(self) -> str:
        return f"{self.header.name}/v{self.header.version}"

    def render(self, **variables: object) -> Prompt:
        """The prompt for these values, which are exactly the declared ones. Raises InvalidPrompt."""
        _same(self.id, "was given", set(variables), set(self.header.variables))
        try:
            return Prompt(
                system=self.system.render(variables), user=self.user.render(variables), schema=self.header.output
            )
        except (TemplateError, TypeError) as error:
            raise InvalidPrompt(f"{self.id} cannot be filled in: {error}.") from error


def load(task: str, version: int | None = None, *, folder: Path = FOLDER) -> PromptTemplate:
    """The prompt for `task`, its newest version when none is named. Raises InvalidPrompt."""
    if version is None:
        version = max(versions(folder).get(task, [0]))
    id = f"{task}/v{version}"
    path = folder / f"{id}.md"
    if not path.is_file():
        raise InvalidPrompt(f"There is no prompt {id} in {folder}.")
    data = path.read_bytes()
    try:
        parts = PARTS.fullmatch(data.decode())
        if parts is None:
            raise InvalidPrompt(f"{id} needs front matter between lines of ---, then # System, then # User.")
        header = Header.model_validate(yaml.safe_load(parts["header"]))
        used = meta.find_undeclared_variables(ENVIRONMENT.parse(parts["system"] + parts["user"]))
        system, user = (ENVIRONMENT.from_string(parts[role].strip()) for role in ("system", "user"))
    except (UnicodeDecodeError, yaml.YAMLError, ValidationError, TemplateError) as error:
        raise InvalidPrompt(f"{id} cannot be read: {error}.") from error
    if (header.name, header.version) != (task, version):
        raise InvalidPrompt(f"{id} calls itself {header.name}/v{header.version}.")
    _same(id, "uses", used, set(header.variables))
    return PromptTemplate(header, hashlib.sha256(data).hexdigest(), system, user)


def versions(folder: Path = FOLDER) -> dict[str, list[int]]:
    """Each task's versions, ascending. Raises InvalidPrompt for a Markdown file of another name than v<N>.md."""
    found: dict[str, list[int]] = {}
    for path in folder.glob("*/*.md"):
        number = re.fullmatch(r"v([1-9]\d*)", path.stem)
        if number is None:
            raise InvalidPrompt(f"{path} is no version of a prompt: name it v1.md, v2.md and so on.")
        found.setdefault(path.parent.name, []).append(int(number[1]))
    return {task: sorted(found[task]) for task in sorted(found)}


def lock(folder: Path = FOLDER) -> list[str]:
    """Write the versions that the lock lacks into it, and return their ids. What is locked stays as it is.

    Raises InvalidPrompt when a locked version was changed or is gone, or a task's numbers have gaps.
    """
    path = folder / LOCK
    locked: dict[str, str] = yaml.safe_load(path.read_text("utf-8")) or {} if path.is_file() else {}
    there: dict[str, str] = {}
    for task, numbers in versions(folder).items():
        if numbers != list(range(1, len(numbers) + 1)):
            raise InvalidPrompt(f"The versions of {task} have gaps: {numbers}.")
        templates = [load(task, number, folder=folder) for number in numbers]
        there |= {template.id: template.sha256 for template in templates}
    for id, sha256 in locked.items():
        if there.get(id) != sha256:
            raise InvalidPrompt(f"{id} was changed after it was locked: put it back, and save yours as a new version.")
    new = [id for id in there if id not in locked]
    if new:
        path.write_text(yaml.safe_dump(there, sort_keys=False), "utf-8")
    return new


def _same(id: str, verb: str, names: set[str], declared: set[str]) -> None:
    """Raises InvalidPrompt unless the names are the declared ones."""
    if names != declared:
        undeclared, missing = sorted(names - declared), sorted(declared - names)
        raise InvalidPrompt(f"{id} {verb} undeclared variables {undeclared} and lacks the declared {missing}.")


if __name__ == "__main__":
    try:
        print("\n".join(f"locked {id}" for id in lock()) or "nothing new")
    except PlumblineError as error:
        sys.exit(f"{error} {error.hint}")
