"""French numbers."""

from __future__ import annotations

import re

from service.translate.numbers.amount import Kind
from service.translate.numbers.grammar import CURRENCY_SIGNS, Grammar, loose, mark, marks, month_names

_ONES = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
).split()
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70}
_TENS |= {"huitante": 80, "octante": 80, "nonante": 90}
_WORDS = {word: number for number, word in enumerate(_ONES) if "-" not in word} | {"une": 1} | _TENS
_ORDINAL_STEMS = {
    2: "deux",
    3: "trois",
    4: "quatr",
    5: "cinqu",
    6: "six",
    7: "sept",
    8: "huit",
    9: "neuv",
    10: "dix",
    11: "onz",
    12: "douz",
    13: "treiz",
    14: "quatorz",
    15: "quinz",
    16: "seiz",
    20: "vingt",
    30: "trent",
    40: "quarant",
    50: "cinquant",
    60: "soixant",
}
_ORDINALS = {f"{stem}ième{s}": number for number, stem in _ORDINAL_STEMS.items() for s in ("", "s")}
_ORDINALS |= {"premier": 1, "première": 1, "premiers": 1, "premières": 1, "unième": 1}
_ORDINALS |= {"second": 2, "seconde": 2}

FRENCH = Grammar(
    comma=True,
    words=_WORDS,
    ordinals=_ORDINALS,
    hundreds=frozenset({"cent", "cents"}),
    scales={
        "mille": 1_000,
        "millier": 1_000,
        "milliers": 1_000,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "mds": 10**9,
        "billion": 10**12,
        "billions": 10**12,
        "douzaine": 12,
    },
    joiner="et",
    months=month_names(
        r"janv(?:ier)?\b",
        r"févr(?:ier)?\b",
        r"mars\b",
        r"avril\b",
        r"mai\b",
        r"juin\b",
        r"juil(?:let)?\b",
        r"août\b",
        r"sept(?:embre\b|\.)",
        r"oct(?:obre\b|\.)",
        r"nov(?:embre\b|\.)",
        r"déc(?:embre\b|\.)",
        doubtful=(3,),
    ),
    after=(
        *mark(Kind.POINTS, r"\s?(?:% )?points? de pourcentage|\s?points? de %"),
        *mark(Kind.PERCENT, r"\s?%|\spour ?cents?\b|\spourcent"),
        *mark(Kind.CENTURY, r"(?:e|ème|er)?\ssiècle"),
        *marks(
            Kind.MONEY,
            {
                "USD": r"\s?(?:\$|(?:de )?dollars?\b|USD)",
                "EUR": r"\s?(?:€|(?:d['’])?euros?\b|EUR)",
                "GBP": r"\s?(?:£|(?:de )?livres sterling)",
                "KRW": r"\s(?:de )?wons?\b",
                "CNY": r"\s(?:de )?yuans?\b",
                "JPY": r"\s(?:de )?yens?\b",
                "RUB": r"\s(?:de )?roubles?\b",
            },
        ),
        *marks(
            Kind.MEASURE,
            {
                "km2": r"\s(?:km²|km2|kilomètres? carrés?)",
                "m2": r"\s(?:m²|m2|mètres? carrés?)",
                "km": r"\s?(?:kilomètre|km\b)",
                "cm": r"\s?(?:centimètre|cm\b)",
                "mm": r"\s?(?:millimètre|mm\b)",
                "m": r"\s?(?:mètres?\b|m\b)",
                "mile": r"\smiles?\b",
                "foot": r"\spieds?\b",
                "inch": r"\spouces?\b",
                "kg": r"\s?(?:kilos?\b|kilogrammes?|kg\b)",
                "tonne": r"\stonnes?\b",
                "pound": r"\slivres?\b",
                "hectare": r"\s(?:hectares?|ha\b)",
                "acre": r"\sacres?\b",
                "litre": r"\slitres?\b",
                "day": r"\sjours?\b",
                "week": r"\ssemaines?\b",
                "month": r"\smois\b",
                "year": r"\s(?:ans?|années?)\b",
                "minute": r"\s(?:minutes?|min\b)",
            },
        ),
        *mark(Kind.HOUR, r"\s?(?:heures?\b|h(?![a-z]))"),
        *mark(Kind.TIMES, r"\sfois\b"),
        *mark(Kind.ORDINAL, r"(?:er|re|ère|e|ème|ième|nd|nde)s?\b"),
    ),
    before=CURRENCY_SIGNS,
    loose=loose(
        (r"\b(?:uni\w*|seule?s?|chaque|l['’]|le|la|simple|par|même|autre|mono\w+)\b|\bl['’]", 1),
        (r"\b(?:doubl\w+|deux\w*|couples?|paires?|bi\w+|jum\w+)\b", 2),
        (r"\b(?:tripl\w+|trois\w*|tri\w+|trimestr\w+|tiers)\b", 3),
        (r"\b(?:quadrupl\w+|quatr\w*|quart\w*|trimestr\w*)\b", 4),
        (r"\b(?:quint\w+|cinq\w*)\b", 5),
        (r"\b(?:demi\w*|moitiés?|mi|semestr\w*)\b", ("0.5", 50, 2, 30, 6)),
        (r"\bquarts?\b", ("0.25", 25, 15)),
        (r"\btiers\b", "0.333333"),
        (r"\bdeux tiers\b", "0.666667"),
        (r"\btrois quarts\b", ("0.75", 75)),
        (r"\bquinzaine\b", (15, 14, 2)),
        (r"\b(?:décennies?|dizaines?)\b", 10),
        (r"\bsiècles?\b|\bcentaines?\b", 100),
        (r"\bdouzaines?\b|\bmidi\b", 12),
        (r"\bvingtaine\b", 20),
        (r"\btrentaine\b", 30),
        (r"\bcinquantaine\b", 50),
        (r"\bminuit\b", (0, 24, 12)),
        (r"\b(?:aucune?|zéro|nul\w*|sans)\b", 0),
        (r"\bsemaines?\b", 7),
        (r"\b(?:annuel\w*|ans?|années?)\b", (1, 12)),
    ),
    half=re.compile(r" et demie?\b"),
    lunar=re.compile(r"\blunaire", re.IGNORECASE),
)
