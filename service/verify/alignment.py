"""Whether a statement's words come from its source sentence: equal, or a subsequence plus listed swaps."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from service.core.summary import Alignment, Swap
from service.reading.reporting import verbs
from service.reading.words import WORD, quoted_spans

NEGATIONS = frozenset(
    """
    not no never neither nor cannot hardly
    """.split()
)
PRONOUN_OR_TITLE = re.compile(r"^(?:he|she|(?:the|his|her|its) [\w’' -]+|it)$", re.IGNORECASE)
OWNED = re.compile(r"(?P<name>.+)['’]s (?:report|speech|address|statement|lecture)")


def align(text: str, source: str, swaps: Sequence[Swap], others: Sequence[str]) -> tuple[Alignment, str]:
    """How `text` relates to `source`, and what is wrong with it, "" when nothing is.

    `others` are the texts of further evidence; a speaker's name that was swapped in must stand there.
    UNALIGNED comes with the fault: a word that is not there, a swap that no rule allows, a negation lost, a
    quotation changed. Quadratic in neither: one pass with binary search, for each swap.
    """
    if text in source:
        return Alignment.EXACT, ""
    for swap in swaps:
        if not _allowed(swap, others):
            return Alignment.UNALIGNED, f"no rule puts {swap.text!r} for {swap.source!r}"
    for span in quoted_spans(text):
        if text[span.start : span.end] not in source:
            return Alignment.UNALIGNED, f"the quotation {text[span.start : span.end]} is not in the source"
    words, found = _words(text), _words(source)
    kept = _subsequence(words, found, swaps)
    if kept is None:
        return Alignment.UNALIGNED, "its words are not those of the source sentence in their order"
    if lost := _lost_negation(found, kept):
        return Alignment.UNALIGNED, f"the negation {lost!r} was lost"
    return Alignment.COMPRESSED, ""


def _words(text: str) -> list[str]:
    """Words in lower case, a possessive ending as a word of its own."""
    return [part for word in WORD.findall(text) for part in re.sub(r"['’]s$", " 's", word.casefold()).split()]


def _allowed(swap: Swap, others: Sequence[str]) -> bool:
    """Whether the swap is what its rule says."""
    source, text = swap.source.casefold(), swap.text.casefold()
    if swap.rule == "article":
        return {source, text} == {"a", "an"}
    if swap.rule == "first person":
        return source == "our" and text == "the"
    if swap.rule == "reporting verb":
        verb = verbs().get(source)
        return verb is not None and text in {
            verb.that,
            verb.alone,
            verb.noun,
            "says" if "said" in (verb.that, verb.alone) else "",
            "say" if source == "say" else "",
        } - {""}
    if swap.rule == "speaker":
        owned = OWNED.fullmatch(swap.text)
        name = owned.group("name") if owned else swap.text
        known = any(name.casefold() in other.casefold() for other in others)
        return known and bool(PRONOUN_OR_TITLE.match(swap.source) or swap.source in name.split())
    return False


def _subsequence(words: list[str], source: list[str], swaps: Sequence[Swap]) -> set[int] | None:
    """Positions of `source` that `words` use, in order, listed swaps applied in order; None when they do not fit."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        places.setdefault(word, []).append(at)
    pairs = [(_words(swap.text), _words(swap.source)) for swap in swaps]
    # best[(i, k)]: the least source position reached with i words placed and k swaps passed, and how.
    best: dict[tuple[int, int], tuple[int, frozenset[int]]] = {(0, 0): (0, frozenset())}
    for i in range(len(words) + 1):
        for k in range(len(pairs) + 1):
            state = best.get((i, k))
            if state is None:
                continue
            at, used = state
            if i < len(words):
                spots = places.get(words[i], [])
                index = bisect.bisect_left(spots, at)
                if index < len(spots):
                    _keep(best, (i + 1, k), (spots[index] + 1, used | {spots[index]}))
            if k < len(pairs):
                put, taken = pairs[k]
                _keep(best, (i, k + 1), state)  # a swap whose words were dropped again
                if words[i : i + len(put)] == put and (start := _find(source, taken, at)) >= 0:
                    _keep(
                        best,
                        (i + len(put), k + 1),
                        (start + len(taken), used | set(range(start, start + len(taken)))),
                    )
    ends = [state for (i, _), state in best.items() if i == len(words)]
    return set(min(ends)[1]) if ends else None


def _keep(
    best: dict[tuple[int, int], tuple[int, frozenset[int]]],
    key: tuple[int, int],
    state: tuple[int, frozenset[int]],
) -> None:
    if key not in best or state[0] < best[key][0]:
        best[key] = state


def _find(source: list[str], wanted: list[str], at: int) -> int:
    for start in range(at, len(source) - len(wanted) + 1):
        if source[start : start + len(wanted)] == wanted:
            return start
    return -1


def _lost_negation(source: list[str], kept: set[int]) -> str:
    """A negation that was dropped while the words around it stayed."""
    for at, word in enumerate(source):
        if (word in NEGATIONS or word.endswith(("n't", "n’t"))) and at not in kept:
            near = [place in kept for place in (at - 1, at + 1) if 0 <= place < len(source)]
            if all(near):
                return word
    return ""
