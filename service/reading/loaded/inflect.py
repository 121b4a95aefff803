"""The forms of an English verb or noun, so that a table needs its base form only."""

from __future__ import annotations

IRREGULAR = {
    "be": ("is", "was", "been", "being"),
    "become": ("becomes", "became", "become", "becoming"),
    "cling": ("clings", "clung", "clung", "clinging"),
    "deal": ("deals", "dealt", "dealt", "dealing"),
    "do": ("does", "did", "done", "doing"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "grow": ("grows", "grew", "grown", "growing"),
    "have": ("has", "had", "had", "having"),
    "keep": ("keeps", "kept", "kept", "keeping"),
    "lash": ("lashes", "lashed", "lashed", "lashing"),
    "lay": ("lays", "laid", "laid", "laying"),
    "lead": ("leads", "led", "led", "leading"),
    "leave": ("leaves", "left", "left", "leaving"),
    "make": ("makes", "made", "made", "making"),
    "pay": ("pays", "paid", "paid", "paying"),
    "rise": ("rises", "rose", "risen", "rising"),
    "say": ("says", "said", "said", "saying"),
    "sell": ("sells", "sold", "sold", "selling"),
    "shed": ("sheds", "shed", "shed", "shedding"),
    "sing": ("sings", "sang", "sung", "singing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "spend": ("spends", "spent", "spent", "spending"),
    "take": ("takes", "took", "taken", "taking"),
    "tear": ("tears", "tore", "torn", "tearing"),
    "tell": ("tells", "told", "told", "telling"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "win": ("wins", "won", "won", "winning"),
    "write": ("writes", "wrote", "written", "writing"),
}
SAME = frozenset(("hit", "cut", "spread", "put", "set", "let", "shut", "cast", "burst", "split"))
# Verbs of several syllables whose last consonant is doubled, or of one whose is not.
DOUBLED = frozenset(("kidnap", "admit", "hobnob", "backstab", "outwit", "regret", "forget"))
PLURALS = {
    "henchman": "henchmen",
    "strongman": "strongmen",
    "conman": "conmen",
    "con man": "con men",
    "madman": "madmen",
    "moneyman": "moneymen",
}


def verb_forms(verb: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, past participle, present participle. Only the first word of a phrase changes."""
    head, space, rest = verb.partition(" ")
    third, past, participle, present = IRREGULAR.get(head) or _regular(head)
    return verb, third + space + rest, past + space + rest, participle + space + rest, present + space + rest


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural; a noun with `of` or `for` at its end only as it stands."""
    if noun in PLURALS:
        return noun, PLURALS[noun]
    if noun.endswith((" of", " for", " on", " to", " in", " over", "ism", "ness", "ity", "men", "acy", "ing")):
        return (noun,)
    return noun, _s(noun)


def _s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _regular(verb: str) -> tuple[str, str, str, str]:
    if verb in SAME:
        return _s(verb), verb, verb, (verb + verb[-1] if verb[-2] in "aeiou" and verb != "spread" else verb) + "ing"
    third = _s(verb)
    if verb.endswith("ee"):
        return third, verb + "d", verb + "d", verb + "ing"
    if verb.endswith("e"):
        return third, verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return third, verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if _doubles(verb) else verb
    return third, stem + "ed", stem + "ed", stem + "ing"


def _doubles(verb: str) -> bool:
    if verb in DOUBLED:
        return True
    vowels = sum(letter in "aeiou" for letter in verb)
    return vowels == 1 and verb[-1] not in "aeiouwxy" and verb[-2:-1] in tuple("aeiou")
