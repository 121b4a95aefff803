"""Whether a statement's words come from its source sentence: equal, or a subsequence plus listed swaps."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from service.core.summary import Alignment, Swap
from service.reading import company, indirect
from service.reading.joint import joint, several
from service.reading.loaded.lexicon import swaps as loaded_swaps
from service.reading.loaded.plain import puts
from service.reading.people import split_title
from service.reading.reporting import verbs
from service.reading.speech.naming import may_stand
from service.reading.utterances import utterance
from service.reading.utterances.labels import without_label
from service.reading.verb_forms import PARTICIPLES
from service.reading.words import WORD, quoted_spans

NEGATIONS = frozenset("not no never neither nor cannot hardly without nobody none nothing".split())
# What a statement says no more, or less, without.
QUALIFIERS = frozenset(
    "only alleged allegedly reportedly supposedly perhaps possibly probably apparently may might if unless".split()
)
SUBORDINATORS = frozenset(
    "that because although though while when which who whose where so as if unless after before since without".split()
)
LIMITING = NEGATIONS | QUALIFIERS
CONDITIONS = frozenset({"if", "unless"})
# What opens a clause that needs another, what stands before it then, and what a clause is told by.
OPENERS = frozenset("if unless although though because when while once".split())
OPENED = re.compile(r"(?:\bthat|[,;:])\s*$")
FINITE = frozenset("is are was were has have had will would can could may might must should shall do does did".split())
# A word with its sign, or a mark that carries a fact: 5 percent is not -5 percent, $5 is not €5.
TOKEN = re.compile(rf"(?:(?<![\w)])[-−](?=\d))?{WORD.pattern}|[$€£¥₩%‰°]")
UNITS = frozenset("$ € £ ¥ ₩ % ‰ ° percent per hundred thousand million billion trillion".split())
CLAUSE_MARK = re.compile(r"[,;:–—()]")
PRONOUN_OR_TITLE = re.compile(r"^(?:he|she|(?:the|his|her|its) [\w’' -]+|it)$", re.IGNORECASE)
OWN = re.compile(r"['’]s?$")
OFFICE_HELD = re.compile(r"[Tt]he [\w -]+")
FULL = re.compile(r"(?:[Tt]he )?(?:[A-Z]?[a-z]+|[^\W\d_a-z]{2,8})$")  # a short way to call a body
OWNED = re.compile(r"(?P<name>.+)['’]s (?:report|speech|address|statement|lecture)")


def align(text: str, source: str, swaps: Sequence[Swap], others: Sequence[str]) -> tuple[Alignment, str]:
    """How `text` relates to `source`, and what is wrong with it, "" when nothing is.

    `others` are the texts of further evidence; a speaker's name that was swapped in must stand there.
    UNALIGNED comes with the fault: a word that is not there, a swap that no rule allows, a negation lost, a
    quotation changed. Quadratic in neither: one pass with binary search, for each swap.
    """
    if not text.strip():
        return Alignment.UNALIGNED, "it is empty"
    if text == source:
        return Alignment.EXACT, ""
    if frames := [swap.text for swap in swaps if swap.rule == utterance.RULE]:
        words = utterance.words_in(text, frames[0])
        said = len(swaps) == 1 and words and words in (source, without_label(source))
        return (Alignment.COMPRESSED, "") if said else (Alignment.UNALIGNED, "its words are not those that were said")
    for swap in swaps:
        if not _allowed(swap, others):
            return Alignment.UNALIGNED, f"no rule puts {swap.text!r} for {swap.source!r}"
    for span in quoted_spans(text):
        if text[span.start : span.end] not in source:
            return Alignment.UNALIGNED, f"the quotation {text[span.start : span.end]} is not in the source"
    if source.rstrip("\"'”’»)").endswith("?") and not text.rstrip("\"'”’»)").endswith("?"):
        return Alignment.UNALIGNED, "a question became a statement"
    found = list(TOKEN.finditer(source))
    kept = _subsequence(_words(text), [_word(match.group()) for match in found], swaps)
    if kept is None:
        return Alignment.UNALIGNED, "its words are not those of the source sentence in their order"
    if lost := _lost_negation(source, found, kept):
        kind = "qualifier" if lost.casefold() in QUALIFIERS else "negation"
        return Alignment.UNALIGNED, f"the {kind} {lost!r} was lost"
    if opened := _lost_consequence(source, found, kept):
        return Alignment.UNALIGNED, f"what follows from {opened!r} was lost"
    if lost := _lost_unit(found, kept):
        return Alignment.UNALIGNED, f"the unit {lost!r} of a number was lost"
    if opened := _opened_quotation(text, source, found, kept):
        return Alignment.UNALIGNED, f"the quotation {opened} lost its marks"
    return (Alignment.EXACT if _stands_in(text, source) else Alignment.COMPRESSED), ""


def _stands_in(text: str, source: str) -> bool:
    """Whether `text` is a part of `source` between word borders."""
    at = source.find(text)
    around = source[at - 1 : at] + source[at + len(text) : at + len(text) + 1] if at >= 0 else "x"
    return not any(character.isalnum() for character in around)


def _word(token: str) -> str:
    """A token to compare."""
    return token.casefold().replace("−", "-").replace("’", "'")


def _words(text: str) -> list[str]:
    return [_word(token) for token in TOKEN.findall(text)]


def _allowed(swap: Swap, others: Sequence[str]) -> bool:
    """Whether the swap is what its rule says."""
    source, text = swap.source.casefold(), swap.text.casefold()
    if swap.rule == "article":
        return {source, text} == {"a", "an"}
    if swap.rule == "first person":
        return source == "our" and text == "the"
    if swap.rule == company.RULE:
        return company.may_stand(swap)
    if swap.rule == "participle":
        return PARTICIPLES.get(source) == text
    if swap.rule == "loaded word":
        return text in loaded_swaps().get(source.replace("’", "'"), frozenset()) or puts(swap.source, swap.text)
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
        if any(may_stand(swap, other) for other in others):
            return True
        known = all(any(part.casefold() in other.casefold() for other in others) for part in _each(name))
        same = _same_person(swap.source, name) or (source == "they" and several(name))
        return known and bool(PRONOUN_OR_TITLE.match(swap.source) or same)
    if swap.rule == indirect.RULE:
        name = indirect.teller(swap.text)
        words = [re.compile(rf"(?<!\w){re.escape(part)}(?!\w)", re.IGNORECASE) for part in _each(name)]
        known = bool(name) and all(any(word.search(other) for other in others) for word in words)
        return known and not source and swap.text == indirect.told_by(name)
    if swap.rule == "full name":
        bare = re.sub(r"^the ", "", text)
        return any(bare in " ".join(other.casefold().split()) for other in others) and bool(FULL.match(swap.source))
    if swap.rule == "person":
        name, short = OWN.sub("", swap.text), " ".join(OWN.sub("", swap.source).split())
        known = any(name in " ".join(other.split()) for other in others)
        return known and bool(OFFICE_HELD.fullmatch(short) or _same_person(short, name))
    return False


def _each(name: str) -> list[str]:
    return [name[start:end] for start, end in joint(name)] or [name]


def _same_person(short: str, name: str) -> bool:
    """Whether `short` is a part of the name, or ends as it does: with a title before it, or without the given name."""
    words, of = split_title(short)[0].split(), name.split()
    return (len(words) == 1 and words[0] in of) or of[-len(words) :] == words


def _subsequence(words: list[str], source: list[str], swaps: Sequence[Swap]) -> set[int] | None:
    """Positions of `source` that `words` use, in order, listed swaps applied in order; None when they do not fit."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        places.setdefault(word, []).append(at)
    if any(swap.rule == "article" for swap in swaps):  # where an article changed is for its next word to say
        words = ["a" if word == "an" else word for word in words]
        places["a"] = sorted([*places.get("a", []), *places.pop("an", [])])
    pairs = [(_words(swap.text), _words(swap.source)) for swap in swaps if swap.rule != "article"]
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
                for ending in ("", "'s"):  # an owner's name is put for an owner's
                    if words[i : i + len(put)] != _ending(put, ending):
                        continue
                    if (start := _find(source, _ending(taken, ending), at)) >= 0:
                        end = start + len(taken)
                        _keep(best, (i + len(put), k + 1), (end, used | set(range(start, end))))
    ends = [state for (i, _), state in best.items() if i == len(words)]
    return set(min(ends)[1]) if ends else None


def _ending(words: list[str], ending: str) -> list[str]:
    return [*words[:-1], words[-1] + ending] if words else []


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


def _lost_negation(source: str, tokens: list[re.Match[str]], kept: set[int]) -> str:
    """A negation or a qualifier that was dropped, unless a clause of its own went with it; "" when none was."""
    at = 0
    while at < len(tokens):
        if at in kept:
            at += 1
            continue
        end = at
        while end < len(tokens) and end not in kept:
            end += 1
        run = [_word(tokens[place].group()) for place in range(at, end)]
        lost = [at + index for index, word in enumerate(run) if _limits(word, tokens[at + index].group())]
        if run[0] in CONDITIONS:  # a condition goes with nothing, whatever marks set it off
            return tokens[at].group()
        if lost and run != ["without", "fail"] and not _own_clause(source, tokens, at, end):
            return tokens[lost[0]].group()
        at = end
    return ""


def _lost_consequence(source: str, tokens: list[re.Match[str]], kept: set[int]) -> str:
    """A subordinate clause that opens what is said and is all that is left of it; "" when there is none."""
    last = max(kept, default=-1)
    if not any(_word(token.group()) in FINITE for token in tokens[last + 1 :]):
        return ""
    for at in sorted(kept):
        if _word(tokens[at].group()) in OPENERS and (at == 0 or OPENED.search(source[: tokens[at].start()])):
            inside = range(at + 1, last + 1)
            marks = any(
                "," in source[tokens[place - 1].end() : tokens[place].start()] for place in inside if place in kept
            )
            return "" if marks else tokens[at].group()
    return ""


def _limits(word: str, written: str) -> bool:
    return (word in LIMITING and written != "May") or word.endswith("n't")  # the month allows nothing


def _lost_unit(tokens: list[re.Match[str]], kept: set[int]) -> str:
    """A unit or scale word that was dropped while its number stayed; "" when none was."""
    for at, token in enumerate(tokens):
        if at in kept or token.group().casefold() not in UNITS:
            continue
        near = (at + 1,) if token.group() in "$€£¥₩" else (at - 1,)
        if any(place in kept and tokens[place].group()[-1].isdigit() for place in near):
            return token.group()
    return ""


def _own_clause(source: str, tokens: list[re.Match[str]], at: int, end: int) -> bool:
    """Whether the dropped tokens [at, end) were a clause by themselves.

    A mark sets them off before, or after and they are long; or they end the sentence and begin with a subordinator.
    """
    if at and CLAUSE_MARK.search(source, tokens[at - 1].end(), tokens[at].start()):
        return True
    if end == len(tokens):
        return _word(tokens[at].group()) in SUBORDINATORS
    last = end - 1
    while last > at and _word(tokens[last].group()) in ("and", "but", "or", "that"):
        last -= 1
    return end - at >= 4 and bool(CLAUSE_MARK.search(source, tokens[last].end(), tokens[end].start()))


def _opened_quotation(text: str, source: str, tokens: list[re.Match[str]], kept: set[int]) -> str:
    """A quotation of the source whose words were taken and whose marks were not; "" when there is none."""
    for span in quoted_spans(source):
        quotation = source[span.start : span.end]
        inside = any(place in kept and span.start <= tokens[place].start() < span.end for place in range(len(tokens)))
        if inside and quotation not in text:
            return quotation
    return ""
