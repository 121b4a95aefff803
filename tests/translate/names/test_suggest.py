"""What people call a name is learnt, and waits for a person's approval."""

from __future__ import annotations

from service.translate.names import Kind, Ledger, NameEntry, Way, learn, suggest
from service.translate.names.ledger import of

PAIRS = [
    ("조용원동지가 왔다.", "Comrade Jo Yong Won came."),
    ("조용원동지가 갔다.", "Jo Yong Won’s gone."),
    ("리일환비서가 왔다.", "Secretary Ri Il Hwan came."),
    ("리일환비서가 갔다. 리일환비서", "Secretary Ri Il-hwan went."),
    ("김여정부부장이 왔다.", "She came."),
]


def test_forms_are_counted() -> None:
    found = {one.source: one.ways for one in suggest(None, PAIRS, "ko", "en")}
    assert found == {
        "조용원": (Way(form="Jo Yong Won", count=2),),
        "리일환": (Way(form="Ri Il Hwan", count=1), Way(form="Ri Il-hwan", count=1)),
    }


def test_other_scripts_give_nothing() -> None:
    assert suggest(None, PAIRS, "ko", "ru") == ()


def test_one_way_everywhere_becomes_a_suggestion() -> None:
    with Ledger() as ledger:
        (entry,) = learn(ledger, PAIRS, "ko-KP", "en")
        assert (entry.source, entry.chosen, entry.approved) == ("조용원", "Jo Yong Won", False)
        assert entry.note == "In 2 translations"
        assert list(ledger.entries()) == [entry]
        assert learn(ledger, PAIRS, "ko", "en") == ()


def test_what_is_approved_stays() -> None:
    approved = NameEntry(source="조용원", language="ko", chosen="Cho Yong-won", approved=True)
    with of([approved]) as ledger:
        assert learn(ledger, PAIRS, "ko", "en") == ()
        assert ledger.get("조용원", "ko") == approved


def test_names_of_the_ledger_are_learnt_too() -> None:
    with of([NameEntry(source="마식령", language="ko", chosen="Masikryong", kind=Kind.PLACE)]) as ledger:
        (entry,) = learn(ledger, [("마식령에서 왔다.", "They came from the Masik Ryong.")], "ko", "en")
        assert (entry.chosen, entry.kind, entry.note) == ("Masik Ryong", Kind.PLACE, "In 1 translation")


def test_russian_from_any_case() -> None:
    pairs = [
        ("Письмо Сергею Чернову.", "A letter to Sergei Chernov."),
        ("Сергей Чернов ответил.", "Sergei Chernov replied."),
    ]
    (one,) = suggest(None, pairs, "ru", "en")
    assert (one.source, one.ways) == ("Сергей Чернов", (Way(form="Sergei Chernov", count=2),))
