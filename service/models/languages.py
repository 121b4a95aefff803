"""How translation models spell languages, and how BCP 47 (RFC 5646) does.

    NLLB-200     kor_Hang      ISO 639-3 and the script (ISO 15924), as FLORES-200 does
    mBART-50     ko_KR         ISO 639-1 and a region, XX for none
    M2M100       __ko__        ISO 639-1
    MADLAD-400   <2ko>         BCP 47
    Marian       >>kor<<       ISO 639-1 or 639-3, with a script where there are several

Which of them a model knows is read from its own vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from service.core import languages as core
from service.core.errors import InvalidRequest

SPELLINGS = {
    "nllb": re.compile(r"(?P<language>[a-z]{3})_(?P<script>[A-Z][a-z]{3})"),
    "mbart": re.compile(r"(?P<language>[a-z]{2,3})_[A-Z]{2}"),
    "m2m100": re.compile(r"__(?P<language>[a-z]{2,3})__"),
    "madlad": re.compile(r"<2(?P<language>[a-z]{2,3})(?:[-_](?P<script>[A-Z][a-z]{3}))?>"),
    "marian": re.compile(r">>(?P<language>[a-z]{2,3})(?:_(?P<script>[A-Z][a-z]{3}))?<<"),
}
TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?(?:-.*)?")
SHOWN = 250  # languages in an error
SHORT = core.SHORT | {"nob": "no", "nb": "no", "ns": "nso", "fil": "tl", "iw": "he", "jw": "jv"}  # models have one code
USUAL = {"zh": "Hans", "ar": "Arab", "sr": "Cyrl"}  # the script of a tag that names none, and of a code without one
TRADITIONAL = frozenset({"tw", "hk", "mo"})  # regions that write Chinese so


def short(code: str) -> str:
    """The language of an ISO 639 code, in two letters where it has two."""
    return SHORT.get(code.lower(), code.lower())


def parts(tag: str) -> tuple[str, str]:
    """Language and script of a BCP 47 tag; the script is "" where the tag tells none. Raises InvalidRequest."""
    found = TAG.fullmatch(tag.strip().replace("_", "-").lower())
    if found is None:
        raise InvalidRequest(f"{tag!r} is no BCP 47 code of a language; it looks like ko, zh-Hant or pt-BR.")
    language, script = short(found["language"]), (found["script"] or "").capitalize()
    if language == "zh" and not script and found["region"] in TRADITIONAL:
        script = "Hant"
    return language, script


@dataclass(frozen=True)
class Codes:
    """The languages of one model: its codes by language and script."""

    spelling: str
    codes: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, spelling: str, vocabulary: Iterable[str]) -> Codes:
        """Those that stand in `vocabulary`, spelled as SPELLINGS has it."""
        codes: dict[tuple[str, str], str] = {}
        for token in sorted(vocabulary):
            if found := SPELLINGS[spelling].fullmatch(token):
                codes.setdefault((short(found["language"]), found.groupdict().get("script") or ""), token)
        return cls(spelling, codes)

    @property
    def known(self) -> list[str]:
        """BCP 47 codes, sorted; a script stands where the model has several of the language."""
        several = {language for language, _ in self.codes if sum(language == other for other, _ in self.codes) > 1}
        return sorted(f"{code}-{script}" if code in several and script else code for code, script in self.codes)

    def find(self, tag: str) -> str:
        """The model's code for a BCP 47 tag. Raises InvalidRequest, naming what the model knows."""
        language, script = parts(tag)
        scripts = {other: code for (name, other), code in self.codes.items() if name == language}
        usual = USUAL.get(language, "")
        choices = [script or usual]
        if script in ("", usual) or not usual:
            choices += ["", *scripts]  # ko-Kore is ko, but zh-Hant is no zh
        for choice in choices:
            if choice in scripts:
                return scripts[choice]
        raise unknown(tag, self.known)


def unknown(tag: str, known: list[str]) -> InvalidRequest:
    """The error for a language that a model does not know."""
    listed = ", ".join(known[:SHOWN]) + (f" and {len(known) - SHOWN} more" if len(known) > SHOWN else "")
    return InvalidRequest(f"The model does not know the language {tag}; it knows: {listed or 'none'}.")
