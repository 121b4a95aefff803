"""Spanish numbers."""

from __future__ import annotations

import re

from service.translate.numbers.amount import Kind
from service.translate.numbers.grammar import CURRENCY_SIGNS, Grammar, loose, mark, marks, month_names

_ONES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient".split()
_WORDS = {word: number for number, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 3)}
_WORDS |= {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21, "cien": 100, "ciento": 100}
_WORDS |= {stem + ending: 100 * number for number, stem in enumerate(_HUNDREDS, 2) for ending in ("os", "as")}
_ORDINAL_STEMS = "primer segund tercer cuart quint sext séptim octav noven décim".split()
_ORDINALS = {
    stem + ending: number for number, stem in enumerate(_ORDINAL_STEMS, 1) for ending in ("", "o", "a", "os", "as")
}

SPANISH = Grammar(
    comma=True,
    words=_WORDS,
    ordinals=_ORDINALS,
    scales={
        "mil": 1_000,
        "miles": 1_000,
        "millón": 10**6,
        "millones": 10**6,
        "mdd": 10**6,
        "billón": 10**12,
        "billones": 10**12,
        "docena": 12,
    },
    joiner="y",
    months=month_names(
        r"enero\b",
        r"febrero\b",
        r"marzo\b",
        r"abril\b",
        r"mayo\b",
        r"junio\b",
        r"julio\b",
        r"agosto\b",
        r"sep?tiembre\b",
        r"octubre\b",
        r"noviembre\b",
        r"diciembre\b",
    ),
    after=(
        *mark(Kind.POINTS, r"\s?(?:% )?puntos? porcentual|\s?puntos? de porcentaje"),
        *mark(Kind.PERCENT, r"\s?%|\spor ?ciento\b"),
        *mark(Kind.CENTURY, r"\ssiglo"),
        *marks(
            Kind.MONEY,
            {
                "USD": r"\s?(?:\$|(?:de )?dólares|(?:de )?dólar|USD)",
                "EUR": r"\s?(?:€|(?:de )?euros?\b|EUR)",
                "GBP": r"\s?(?:£|(?:de )?libras(?: esterlinas)?)",
                "KRW": r"\s(?:de )?wones\b",
                "CNY": r"\s(?:de )?yuanes\b",
                "JPY": r"\s(?:de )?yenes\b",
                "RUB": r"\s(?:de )?rublos?\b",
            },
        ),
        *marks(
            Kind.MEASURE,
            {
                "km2": r"\s(?:km²|km2|kilómetros? cuadrados?)",
                "m2": r"\s(?:m²|m2|metros? cuadrados?)",
                "km": r"\s?(?:kilómetro|km\b)",
                "cm": r"\s?(?:centímetro|cm\b)",
                "mm": r"\s?(?:milímetro|mm\b)",
                "m": r"\s?(?:metros?\b|m\b)",
                "mile": r"\smillas?\b",
                "foot": r"\spies?\b",
                "inch": r"\spulgadas?\b",
                "kg": r"\s?(?:kilos?\b|kilogramos?|kg\b)",
                "tonne": r"\stoneladas?\b",
                "hectare": r"\s(?:hectáreas?|ha\b)",
                "acre": r"\sacres?\b",
                "litre": r"\slitros?\b",
                "day": r"\sdías?\b",
                "week": r"\ssemanas?\b",
                "month": r"\smes(?:es)?\b",
                "year": r"\saños?\b",
                "minute": r"\s(?:minutos?|min\b)",
            },
        ),
        *mark(Kind.HOUR, r"\s?(?:horas?\b|h(?![a-z])|[ap]\. ?m)"),
        *mark(Kind.TIMES, r"\sveces\b"),
        *mark(Kind.ORDINAL, r"\.?[ºª°]|(?:er|ro|ra|do|da|to|ta|vo|va)\b"),
    ),
    before=CURRENCY_SIGNS,
    loose=loose(
        (r"\b(?:úni\w*|sol[oa]s?|cada|simple|por|mism[oa]|otr[oa]|mono\w+|el|la)\b", 1),
        (r"\b(?:dobl\w+|duplic\w+|amb[oa]s|parejas?|pares|par|bi\w+|gemel\w+|dos\w*|segund\w+)\b", 2),
        (r"\b(?:tripl\w+|tri\w+|terci\w+|tercer\w*|trimestr\w+)\b", 3),
        (r"\b(?:cuádrupl\w+|cuadr\w+|cuart\w+|trimestr\w*)\b", 4),
        (r"\b(?:quint\w+|cinc\w+)\b", 5),
        (r"\b(?:medi\w*|mitad\w*|semestr\w*)\b", ("0.5", 50, 2, 30, 6)),
        (r"\bcuart[oa]s?\b", ("0.25", 25, 15)),
        (r"\b(?:un tercio|tercio|tercera parte)\b", "0.333333"),
        (r"\bdos terci\w+|\bdos terceras partes\b", "0.666667"),
        (r"\btres cuart\w+", ("0.75", 75)),
        (r"\bquincena\b", (15, 14, 2)),
        (r"\b(?:décadas?|decenas?|decenio)\b", 10),
        (r"\b(?:siglos?|centenar\w*|centenas?)\b", 100),
        (r"\bdocenas?\b|\bmediodía\b", 12),
        (r"\bveinten\w*\b", 20),
        (r"\bmedianoche\b", (0, 24, 12)),
        (r"\b(?:ningun[oa]?|ningún|cero|nul\w*|sin)\b", 0),
        (r"\bsemana\w*\b", 7),
        (r"\b(?:anual\w*|años?)\b", (1, 12)),
    ),
    half=re.compile(r" y medi[oa]\b"),
    lunar=re.compile(r"\blunar", re.IGNORECASE),
)
