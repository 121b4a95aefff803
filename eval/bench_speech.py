"""Who says what in Korean, Russian, Chinese, French and Spanish, against short texts written for it.

The cases are YAML, half of them (`test`) kept apart: rules are not made from them. Right is a case of which the last
sentence has the speaker, the words of the cue and the kind that are expected; a sentence of the article's own has none.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import yaml

from service.ingest import read_text
from service.reading.speech.tongues import LANGUAGES, tongue
from service.reading.speech.voices import voices
from service.segment import segment

CASES = Path("tests/reading/speech/cases")


def heard(text: str, language: str) -> tuple[str | None, str, str]:
    """Speaker, cue and kind of the last sentence."""
    document = segment(read_text(text, max_characters=100_000), language=language)
    known = tongue(language)
    assert known is not None
    voice = voices(document, known)[-1]
    if not voice.name:
        return None, "", "own_voice"
    cue = document.slice(voice.cue) if voice.cue else ""
    return voice.name, cue, "quoted" if voice.quoted else "reported"


def expected(case: dict[str, Any]) -> tuple[str | None, str, str]:
    return case.get("speaker"), case.get("cue", ""), case.get("kind", "own_voice")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--wrong", choices=("dev", "test"), help="print the cases of this half that are wrong")
    wanted = parser.parse_args()
    print(f"{'language':<9} {'half':<5} {'cases':>5} {'speaker':>8} {'cue':>5} {'kind':>5} {'all':>5}  wrong speaker")
    for language in LANGUAGES:
        halves = yaml.safe_load((wanted.cases / f"{language}.yaml").read_text("utf-8"))
        for half, cases in halves.items():
            pairs = [(case, expected(case), heard(case["text"], language)) for case in cases]
            speaker, cue, kind = (sum(want[at] == got[at] for _, want, got in pairs) for at in range(3))
            right = sum(want == got for _, want, got in pairs)
            wrong = sum(got[0] is not None and want[0] != got[0] for _, want, got in pairs)
            print(f"{language:<9} {half:<5} {len(pairs):>5} {speaker:>8} {cue:>5} {kind:>5} {right:>5}  {wrong}")
            for case, want, got in pairs:
                if half == wanted.wrong and want != got:
                    print(f"    {case['text']}\n      wanted {want}\n      heard  {got}")


if __name__ == "__main__":
    main()
