"""Each kind of fault is found on its own, and what is true passes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.check import Verdict
from service.core.document import Document
from service.core.errors import InputError
from service.core.request import File
from service.engine import Engine
from service.ingest import read_text
from service.segment import segment
from service.verify.check import Checker
from service.verify.support import SIGNALS, both, probability, weights
from service.verify.whole import lost_reference

ARTICLE = """Harbour strike shuts Port Aden

Dockers at Port Aden stopped work on March 3 over pay. According to the Harbour Union, 4,100 of the port's 4,600 dockers
stayed away, and 12 percent of the cargo was not unloaded. The walkout is the first since 1998.

The port's director, Ada Brenn, said that the company had offered 4 percent. "We cannot pay more," Brenn said. The
company lost 3.4 million crowns in February.

Union leader Karl Osten rejected the offer on Monday. He said that the strike may last until April. Transport
Minister Lena Vidal criticised Director Ada Brenn for closing the east gate.

Ships of more than 200 metres will not enter before Tuesday. The port plans to open the west gate on Friday. Exports
fell by 9 percent.
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(segment(read_text(ARTICLE, max_characters=10_000), language="en"))


@pytest.mark.parametrize(
    "text",
    [
        "Dockers at Port Aden stopped work on March 3 over pay.",
        "The Harbour Union said that 4,100 of 4,600 dockers had stayed away.",
        "Ada Brenn said that the company had offered 4 percent.",
        "Karl Osten said that the strike may last until April.",
        "The company lost 3,400,000 crowns in February.",
        "Lena Vidal criticised Ada Brenn for closing the east gate.",
        "Exports fell by 9%.",
        "Ships of more than 200 metres will not enter before Tuesday.",
        "The port plans to open the west gate on Friday.",
    ],
)
def test_what_is_true_passes(checker: Checker, text: str) -> None:
    check = checker.check(text)
    assert check.verdict is Verdict.SUPPORTED, check.faults
    assert check.support > 0.5
    assert check.evidence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Harbour Union said that 3,100 of 4,600 dockers had stayed away.", "number"),
        ("The company lost 3.4 billion crowns in February.", "number"),
        ("The company lost 3.4 million dollars in February.", "unit"),
        ("According to the Harbour Union, 12 tonnes of the cargo was not unloaded.", "unit"),
        ("Dockers at Port Aden stopped work on March 8 over pay.", "date"),
        ("Union leader Karl Osten rejected the offer on Thursday.", "date"),
        ("Dockers at Port Salvo stopped work on March 3 over pay.", "name"),
        ("Dockers at Port Aden did not stop work on March 3 over pay.", "negation"),
        ("Ships of more than 200 metres will enter before Tuesday.", "negation"),
        ("Exports rose by 9 percent.", "opposite"),
        ("Ships of less than 200 metres will not enter before Tuesday.", "bound"),
        ("Karl Osten said that the strike will last until April.", "certainty"),
        ("The company allegedly lost 3.4 million crowns in February.", "certainty"),
        ("The port opened the west gate on Friday.", "certainty"),
        ("Lena Vidal said that the company had offered 4 percent.", "speaker"),
        ("The company had offered 4 percent.", "attribution"),
        ("Ada Brenn criticised Lena Vidal for closing the east gate.", "roles"),
        ('Ada Brenn said: "We can pay more."', "quotation"),
    ],
)
def test_each_fault_is_named(checker: Checker, text: str, kind: str) -> None:
    check = checker.check(text)
    assert check.verdict is not Verdict.SUPPORTED
    assert kind in check.flags, check
    for fault in check.faults:
        assert fault.span is None or 0 <= fault.span.start < fault.span.end <= len(text)


@pytest.mark.parametrize(
    ("source", "text", "kind"),
    [
        (
            "“The money is gone. It all went into new cranes. We cannot pay,” Ada Brenn said.",
            "It all went into new cranes.",
            "attribution",
        ),
        (
            "Karl Osten welcomed the plan, which he said would save each docker 540 crowns a year.",
            "The plan would save each docker 540 crowns a year.",
            "attribution",
        ),
        (
            "The Board of Trade announced that it will not remove the star of the Walk of Fame.",
            "The star of the Walk of Fame will not be removed.",
            "attribution",
        ),
        (
            "She said that the east gate would be closed for the whole winter. Anna Brenn and Karl Osten nodded.",
            "Karl Osten said that the east gate would be closed for the whole winter.",
            "speaker",
        ),
        (
            "Lena Vidal said that Karl Osten had closed the east gate for the whole winter.",
            "Karl Osten said that the east gate was closed for the whole winter.",
            "speaker",
        ),
    ],
)
def test_what_somebody_said_is_told_as_said(source: str, text: str, kind: str) -> None:
    checker = Checker(segment(read_text(source, max_characters=10_000), language="en"))
    assert kind in checker.check(text).flags


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "The port lost money in May, but its director warned of worse to come in June.",
            "The port lost money in May.",
        ),
        (
            "Lena Vidal said that Karl Osten had promised that the gate would open in May.",
            "Karl Osten promised that the gate would open in May.",
        ),
    ],
)
def test_what_the_article_itself_tells_needs_no_speaker(source: str, text: str) -> None:
    checker = Checker(segment(read_text(source, max_characters=10_000), language="en"))
    assert not {"speaker", "attribution"} & set(checker.check(text).flags)


def test_a_fault_points_into_the_source(checker: Checker) -> None:
    document = segment(read_text(ARTICLE, max_characters=10_000), language="en")
    fault = checker.check("According to the Harbour Union, 15 percent of the cargo was not unloaded.").faults[0]
    assert fault.source is not None
    assert document.slice(fault.source).startswith("12 percent")


@pytest.mark.parametrize(
    "text", ["The navy sent two ships to unload grain at night.", "", "   ", "?!", "항구는 조용했다."]
)
def test_what_is_not_there_is_not_found(checker: Checker, text: str) -> None:
    assert checker.check(text).verdict is Verdict.NOT_FOUND


@given(st.text(max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    check = Checker(segment(read_text(ARTICLE, max_characters=10_000), language="en")).check(text)
    assert 0 <= check.support <= 1


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "They said on Monday that Ada Brenn has not resigned over the tax.",
            "Ada Brenn has ... resigned over the tax.",
        ),
        ("Output of steel at Ardal fell in May to 5 tonnes.", "Output of steel at Ardal [rose] in May to 5 tonnes."),
    ],
)
def test_what_was_left_out_or_put_in_is_judged(source: str, text: str) -> None:
    document = segment(read_text(f"{source} The hall was full of people.", max_characters=1_000), language="en")
    check = Checker(document).check(text)
    assert check.support < 1
    assert check.faults


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("It is not true that Ada Brenn resigned over the tax.", "negation"),
        ("Nobody expects that Ada Brenn resigned over the tax.", "negation"),
        ("On Monday Ada Brenn may have resigned over the tax.", ""),
        ("It is possible that Ada Brenn resigned over the tax.", "certainty"),
        ("Although it did not rain, Ada Brenn resigned over the tax.", ""),
    ],
)
def test_words_that_the_rest_of_their_sentence_denies(source: str, kind: str) -> None:
    document = segment(read_text(f"{source} The hall was full of people.", max_characters=1_000), language="en")
    check = Checker(document).check("Ada Brenn resigned over the tax.")
    assert (kind in check.flags) if kind else "negation" not in check.flags


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Sean O'Brien won the election in the district on Monday.", "In the district, Sean O'Brien won the election."),
        ("The US economy grew by 5 percent in the quarter.", "In the quarter the U.S. economy grew by 5 percent."),
        ("The May sales of cars in Ardal rose by 5 percent.", "Sales of cars in Ardal rose by 5 percent."),
        ("The strike at the port has lasted since March.", "The strike at the port began in March."),
        ("The strike at the port ended on May 3rd, the talks on May 9.", "The strike at the port ended on May 3."),
        ("The strike at the port ended on March 05, the talks on March 9.", "On March 5 the strike at the port ended."),
        ("In 2023 150 people died in the flood at Ardal.", "150 people died in the flood at Ardal in 2023."),
        ("The plant at Ardal made half a million tonnes.", "The plant at Ardal made 500,000 tonnes."),
        ("The plant at Ardal opened in Juche 111 (2022).", "The plant at Ardal opened in 2022."),
        ("The plant at Ardal opened in 2022.", "The plant at Ardal opened in Juche 111."),
        ("The plant at Ardal opened last year.", "The plant at Ardal opened in 2022."),
        ("The plant at Ardal opened yesterday.", "The plant at Ardal opened on Monday."),
        ("The plant at Ardal opened in the past year.", "The plant at Ardal opened last year."),
        ("Most dockers at Ardal left the port.", "The majority of dockers at Ardal left the port."),
        ("Secretary Jo Yong Won spoke in Ardal to the crowd.", "Secretary Cho Yong-won spoke in Ardal to the crowd."),
        ("Secretary Jo Yong Won spoke in Ardal to the crowd.", "Jo Yongwon spoke in Ardal to the crowd."),
        ("Secretary Jo Yongwon spoke in Ardal to the crowd.", "Jo Yong-won spoke in Ardal to the crowd."),
        ("Kim Jong Un went to see Ri Il Hwan in Ardal.", "In Ardal Kim Jong-un went to see Lee Il-hwan."),
        ("Volodymyr Zelensky went to Kharkiv in the spring.", "Zelenskyy went to Kharkiv in the spring."),
    ],
)
def test_other_ways_of_writing_it_pass(source: str, text: str) -> None:
    document = segment(read_text(f"{source} The hall was full of people.", max_characters=1_000), language="en")
    check = Checker(document).check(text)
    assert check.verdict is Verdict.SUPPORTED, check.faults


@pytest.mark.parametrize(
    ("source", "text", "kind"),
    [
        ("Robert Fico met Maroš Šefčovič in Brussels.", "In Brussels Robert Fico met Željko Čović.", "name"),
        ("The rate at Ardal was 0.0625 percent last year.", "Last year the rate at Ardal was 5 percent.", "number"),
        ("At least 500 houses were sold in Ardal.", "In Ardal no more than 500 houses were sold.", "bound"),
        ("The plant at Ardal opened in Juche 111.", "The plant at Ardal opened in Juche 112.", "number"),
        ("The plant at Ardal opened in Juche 111.", "The plant at Ardal opened in 2021.", "number"),
        ("The plant at Ardal opened last year.", "The plant at Ardal opens next year.", "date"),
        ("The plant at Ardal opened with a feast.", "The plant at Ardal opened yesterday with a feast.", "date"),
        ("Most dockers at Ardal left the port.", "All dockers at Ardal left the port.", "quantity"),
        ("Half of the dockers at Ardal left the port.", "A third of the dockers at Ardal left the port.", "quantity"),
        ("Several of the ships were sold in Ardal.", "In Ardal both of the ships were sold.", "quantity"),
        ("Secretary Ri Il Hwan spoke in Ardal to Ri Yong Ho.", "Ri Yong Hwan spoke in Ardal to the crowd.", "name"),
        ("Volodymyr Zelensky went to Kharkiv in the spring.", "Zaluzhny went to Kharkiv in the spring.", "name"),
    ],
)
def test_what_looks_like_it_does_not(source: str, text: str, kind: str) -> None:
    document = segment(read_text(f"{source} The hall was full of people.", max_characters=1_000), language="en")
    assert kind in Checker(document).check(text).flags


def test_marks_that_no_number_has_break_nothing() -> None:
    source = "The plant made 1.234,5 tonnes of steel with version 2024.123.5 of the plan for ſix men."
    document = segment(read_text(source, max_characters=1_000), language="en")
    assert Checker(document).check("The plant made 7 tonnes of steel.").flags == ("number",)


def test_small_words_alone_are_found() -> None:
    document = segment(read_text("It was all over.", max_characters=1_000), language="en")
    assert Checker(document).check("It was all over.").verdict is Verdict.SUPPORTED


def test_many_omissions_are_quick() -> None:
    document = segment(read_text("The wolf ran home. " * 100, max_characters=10_000), language="en")
    assert Checker(document).check("wolf " + "... wolf " * 30 + "... zzz.").verdict is not Verdict.SUPPORTED


def test_a_document_without_sentences() -> None:
    assert Checker(Document(text="x", title="")).check("Anything at all.").verdict is Verdict.NOT_FOUND


def test_the_encoder_adds_a_signal(engine: Engine) -> None:
    document = engine.read(ARTICLE, language="en")
    checker = Checker(document, engine.models.encode)
    found = checker.signals("Dockers stopped work over pay.")
    assert found is not None
    assert len(found) == len(SIGNALS)
    assert found[-1] > 0.6
    near, far = (checker.check(text).support for text in ("Dockers stopped their work.", "Pigs stopped their music."))
    assert near > far


class Opinion:
    """Holds every statement for as likely as it was told, and remembers what it was asked."""

    id, sha256 = "opinion", "0" * 64

    def __init__(self, probability: float) -> None:
        self.probability = probability
        self.asked: list[tuple[str, str]] = []

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked += pairs
        return [self.probability] * len(pairs)


def opinionated(opinion: Opinion) -> Checker:
    return Checker(segment(read_text(ARTICLE, max_characters=10_000), language="en"), entails=opinion)


RETOLD = "Karl Osten said that the strike may last until April."


def test_a_second_opinion_moves_the_support(checker: Checker) -> None:
    alone = checker.check(RETOLD).support
    doubted, same, praised = (opinionated(Opinion(p)).check(RETOLD).support for p in (0.2, alone, 0.99))
    assert doubted < alone < praised
    assert same == pytest.approx(alone, abs=0.002)


@pytest.mark.parametrize(
    ("probability", "verdict"),
    [(0.0, Verdict.NOT_FOUND), (0.09, Verdict.NOT_FOUND), (0.1, Verdict.SUPPORTED), (1.0, Verdict.SUPPORTED)],
)
def test_what_does_not_follow_is_not_found(probability: float, verdict: Verdict) -> None:
    check = opinionated(Opinion(probability)).check(RETOLD)
    assert check.verdict is verdict
    assert 0 < check.support < 1
    assert check.evidence


def test_a_second_opinion_finds_nothing_that_the_words_do_not() -> None:
    check = opinionated(Opinion(1.0)).check("The dockers' navy sent two grain ships at night.")
    assert check.verdict is Verdict.NOT_FOUND


def test_the_second_opinion_reads_who_a_pronoun_is() -> None:
    opinion = Opinion(0.9)
    opinionated(opinion).check(RETOLD)
    ((premise, hypothesis),) = opinion.asked
    assert hypothesis == RETOLD
    assert "Union leader Karl Osten rejected" in premise
    assert premise.endswith("He said that the strike may last until April.")


@pytest.mark.parametrize(
    "text", ["Exports fell by 9 percent.", "Exports rose by 9 percent.", "Pigs sing quadrilles nightly.", ""]
)
def test_nobody_asks_about_what_is_settled(checker: Checker, text: str) -> None:
    opinion = Opinion(0.0)
    assert opinionated(opinion).check(text) == checker.check(text)
    assert opinion.asked == []


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_both_lies_between_the_two(ours: float, theirs: float) -> None:
    low, high = sorted((ours, theirs))
    assert low - 1e-9 <= both(ours, theirs) <= high + 1e-9
    assert both(ours, theirs) == both(theirs, ours)


def test_a_model_that_is_too_sure_has_no_last_word() -> None:
    assert both(0.9, 1.0) < 0.995
    assert both(0.9, 0.0) > 0.05


def test_weights_are_never_negative() -> None:
    assert set(weights()) == {"lexical", "encoder"}
    for model in weights().values():
        assert min(model.weights) >= 0
    assert probability([1.0, 3.0, 0, 0, 0]) > 0.8
    assert probability([0.2, 0.1, -2, 0, 0]) < 0.2


@pytest.mark.parametrize(
    ("before", "text", "lost"),
    [
        ("", "She said no.", True),
        ("Output grew by 5 percent.", "He said no.", True),
        ("The mayor spoke.", "He said no.", False),
        ("On Monday Ada Brenn spoke.", "She said no.", False),
        ("Output grew.", "The mayor said no.", False),
    ],
)
def test_a_pronoun_needs_somebody(before: str, text: str, lost: bool) -> None:
    assert (lost_reference(text, before) is not None) is lost


def test_a_damaged_text_is_checked_all_the_same(engine: Engine) -> None:
    checks = engine.check(ARTICLE, "Exports fell by \ud800 9 percent.\0")
    assert len(checks.statements) == 1


def test_a_file_is_checked_as_its_text_is(engine: Engine) -> None:
    lines = "Exports fell by 9 percent\nExports rose by 9 percent"
    page = (
        "<html><body><article>" + "".join(f"<p>{line}.</p>" for line in lines.splitlines()) + "</article></body></html>"
    )
    for file in (File(content=lines.encode(), name="a.txt"), File(content=page.encode(), name="a.html")):
        checks = engine.check(File(content=ARTICLE.encode(), name="source.txt"), file)
        assert [check.verdict for check in checks.statements] == [Verdict.SUPPORTED, Verdict.CONTRADICTED], file.name
    with pytest.raises(InputError) as broken:
        engine.check(ARTICLE, File(content=b"%PDF-1.7 broken", name="a.pdf"))
    assert broken.value.detail.startswith("The text to check: ")


def test_a_text_is_checked_sentence_by_sentence(engine: Engine) -> None:
    text = "- Exports fell by 9 percent.\n2. She rejected it. Exports rose by 9 percent."
    checks = engine.check(ARTICLE, text)
    assert [check.text for check in checks.statements] == [
        "Exports fell by 9 percent.",
        "She rejected it.",
        "Exports rose by 9 percent.",
    ]
    assert "reference" in checks.statements[1].flags
    assert checks.statements[2].verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("language", "source", "statement"),
    [
        (
            "ru",
            "Депутат Глеб Сажин ушёл из зала после голосования. Он призвал правительство заморозить тарифы на зерно.",
            "Глеб Сажин призвал правительство заморозить тарифы на зерно.",
        ),
        (
            "fr",
            "Le maire Alain Castex a quitté la salle après le vote. Il a rappelé que le prix avait augmenté en mars.",
            "Alain Castex a rappelé que le prix avait augmenté en mars.",
        ),
    ],
)
def test_a_name_for_a_pronoun_of_another_language_is_no_fault(language: str, source: str, statement: str) -> None:
    document = segment(read_text(source, max_characters=10_000), language=language)
    assert Checker(document).check(statement).faults == ()


def test_a_count_stands_for_a_count_and_not_for_an_ordinal() -> None:
    source = "The Fourth Conference of the Union opened in Ordel on March 2 and ran for three days."
    check = Checker(segment(read_text(source, max_characters=1_000), language="en")).check(
        "The Fourth Conference of the Union ran for four days."
    )
    (fault,) = check.faults
    assert fault.detail == "four days is not there; the source has three days"
    assert fault.source
    assert source[fault.source.start : fault.source.end] == "three days"
