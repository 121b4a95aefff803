"""What a chat model's raw text comes to: its reasoning taken out, the JSON object found, a refusal noticed."""

from __future__ import annotations

import json
import re

from service.core.errors import BrokenCompletion, EmptyCompletion, ModelRefused

SHOWN = 300  # characters of an answer in an error

_THINKING = re.compile(r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# Templates that open the reasoning themselves leave only its end in the answer.
_THOUGHT = re.compile(r".*</(?:think|thinking|thought|reasoning)>", re.DOTALL | re.IGNORECASE)
_OBJECT = re.compile(r'\{\s*["}]')
_REFUSAL = re.compile(
    r"\W*(?:i['’]m|i am|we['’]re)?\s*(?:very |so |truly )?(?:sorry|i apologi[sz]e|unfortunately)?\W*(?:but\W+)?"
    r"(?:as an? (?:ai|language model)\b[^.]{0,60}?\W)?"
    r"i\s*(?:['’]m|am)?\s*(?:can['’]t|cannot|can not|won['’]t|will not|unable to|not able to|must decline to"
    r"|decline to|not comfortable)\b",
    re.IGNORECASE,
)
_REFUSED_LENGTH = 500  # a longer text that starts like this is not only a refusal


def final(text: str) -> str:
    """`text` without its reasoning: a block at the start, closed or not, or all before a lone closing mark."""
    text = text.strip()
    while (block := _THINKING.match(text)) is not None:
        text = text[block.end() :].strip()
    if (thought := _THOUGHT.match(text)) is not None and not text.startswith(("{", "[", "`")):
        text = text[thought.end() :].strip()
    # a lone half of a surrogate pair is no character that could be stored
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read(text: str, *, as_json: bool) -> str:
    """The answer in `text`: of one that should be JSON the outermost object, broken or not, else all of it.

    Raises EmptyCompletion, ModelRefused, and BrokenCompletion (with the answer) when there is no object.
    """
    answer = final(text)
    if not answer:
        raise EmptyCompletion("The model wrote nothing." if not text.strip() else "The model only thought.")
    found = json_object(answer) if as_json else answer
    if not found or not as_json:
        if len(answer) <= _REFUSED_LENGTH and _REFUSAL.match(answer):
            raise ModelRefused(f"The model declined: {shown(answer)}")
        if not found:
            raise BrokenCompletion(f"The answer holds no JSON object: {shown(answer)}", answer)
    return found


def json_object(text: str) -> str:
    """The longest whole JSON object in `text`; if there is none, a broken one up to the last brace; else ""."""
    whole, at = "", 0
    while (start := _OBJECT.search(text, at)) is not None:
        try:
            found, at = json.JSONDecoder().raw_decode(text, start.start())
        except (ValueError, RecursionError):
            break
        whole = max(whole, text[start.start() : at] if found else "", key=len)
    if whole:
        return whole
    first = start.start() if start else text.find("{")
    last = text.rfind("}")
    return "" if first < 0 else text[first : last + 1] if last > first else text[first:]


def shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
