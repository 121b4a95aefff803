"""The whole line, from bytes to a verified summary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.core.document import Evidence
from service.core.errors import (
    DocumentDamaged,
    EmptyDocument,
    InputError,
    InvalidRequest,
    ModelUnusable,
    NotText,
    TooLarge,
    TooShort,
    UnknownModel,
)
from service.core.receipt import Options
from service.core.summary import Alignment, Reason, SpeechKind, Summary
from service.draft.slant import slant
from service.engine import Engine
from service.models.entailment import Entailment
from service.reading.words import quoted_spans, word_count
from service.settings import Settings
from tests.tiny_models import make_bert

PRAISE = (
    "respected",
    "thunderous",
    "great teacher",
    "brilliant",
    "ever-victorious",
    "people's paradise",
    "noble intention",
    "outstanding",
    "amazing",
    "wise leadership",
)


@pytest.fixture(scope="module")
def summary(engine: Engine, article: str) -> Summary:
    return engine.summarize(article.encode(), Options(include_text=True))


def _all_evidence(summary: Summary) -> list[Evidence]:
    return [item for statement in (*summary.abstract.statements, *summary.claims) for item in statement.evidence]


def _outside_quotes(text: str) -> str:
    for span in reversed(quoted_spans(text)):
        text = text[: span.start] + text[span.end :]
    return text.lower()


def test_abstract_says_who_did_what_in_plain_words(summary: Summary) -> None:
    text = summary.abstract.text
    assert 90 <= word_count(text) <= 150
    for needed in ("PUPV", "March 2", "Dorvan Kelmarec", "Mirel Astovan"):
        assert needed in text
    assert not [word for word in PRAISE if word in _outside_quotes(text)]


def test_every_evidence_offset_slices_to_its_words(summary: Summary) -> None:
    text = summary.document.text
    assert text is not None
    assert _all_evidence(summary)
    for item in _all_evidence(summary):
        assert text[item.start : item.end] == item.exact
        assert text[: item.start].endswith(item.prefix)
        assert text[item.end :].startswith(item.suffix)


def test_evidence_lines_are_those_of_the_file(summary: Summary, article: str) -> None:
    lines = article.splitlines()
    for item in _all_evidence(summary):
        assert item.exact.split()[0] in lines[item.line - 1] or item.exact.split()[0] in lines[item.line]


def test_claims_have_speakers_cues_and_kinds(summary: Summary) -> None:
    text = summary.document.text
    assert text is not None
    assert len(summary.claims) >= 12
    speakers = {claim.attribution.speaker for claim in summary.claims}
    assert {"Dorvan Kelmarec", "Mirel Astovan", "Senna Urbalic", "Jorun Maszek"} <= speakers
    for claim in summary.claims:
        if claim.attribution.kind is SpeechKind.OWN_VOICE:
            assert claim.attribution.cue is None
        else:
            cue = claim.attribution.cue
            assert cue is not None
            assert text[cue.start : cue.end].split()[0].isalpha()
    assert {"event", "statement", "figure", "directive"} <= {claim.kind.value for claim in summary.claims}


def test_every_statement_is_aligned_and_nothing_is_unaligned(summary: Summary) -> None:
    for statement in (*summary.abstract.statements, *summary.claims):
        assert statement.alignment in (Alignment.EXACT, Alignment.COMPRESSED)
        assert 0.5 <= statement.support <= 1


def test_coverage_counts_every_character(summary: Summary) -> None:
    assert summary.coverage.read == summary.coverage.characters == summary.document.characters
    assert summary.coverage.chunks[0].start == 0
    assert summary.coverage.chunks[-1].end == summary.document.characters


def test_same_input_same_bytes_apart_from_timings(engine: Engine, article: str) -> None:
    runs = [json.loads(Engine(Settings()).summarize(article, Options()).to_json()) for _ in range(2)]
    runs.append(json.loads(engine.summarize(article.encode("utf-16"), Options()).to_json()))
    for run in runs:
        run["usage"].pop("seconds")
    assert json.dumps(runs[0]) == json.dumps(runs[1]) == json.dumps(runs[2])


def test_text_is_returned_only_when_asked_for(engine: Engine, article: str) -> None:
    document = json.loads(engine.summarize(article, Options()).to_json())["document"]
    assert not {"text", "sentence_spans"} & document.keys()


def test_limits_of_words_and_claims_hold(engine: Engine, article: str) -> None:
    for words in (20, 60, 100):
        result = engine.summarize(article, Options(max_words=words, max_claims=3))
        assert word_count(result.abstract.text) <= words
        assert len(result.claims) <= 3


def test_loaded_statements_are_withheld_with_the_words(engine: Engine) -> None:
    text = (
        "The council met in Ardal on Monday and adopted the budget of 40 million crowns. "
        "The wretched mayor of Ardal sold the people's paradise to cronies on Monday for 3 million crowns. "
    )
    result = engine.summarize(text, Options())
    assert [item.reason for item in result.withheld] == [Reason.LOADED_WORDING]
    assert "paradise" in result.withheld[0].detail
    assert "paradise" not in result.abstract.text


def test_one_word_is_counted_as_one(engine: Engine) -> None:
    with pytest.raises(TooShort, match=r"has 1 word\."):
        engine.summarize("Hello", Options())


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b" \n\t\n ", EmptyDocument),
        (b"Hello there world", TooShort),
        (b"Minister Resigns\n\nMarkets Fall Sharply\n\nWhat Happens Next\n", TooShort),
        (bytes(range(256)) * 20, NotText),
        (b"\0" * 3000, NotText),
        (b"%PDF-1.7 ...", DocumentDamaged),
        (b"The council met on Monday. " * 100_000, TooLarge),
        (b"word after word with no end in sight " * 5_000, TooShort),
        (b"a" * 100_000, TooShort),
        (b'"' * 50_000, TooShort),
    ],
    ids=["empty", "blank", "3 words", "headings", "binary", "zeros", "pdf", "large", "no period", "one word", "quotes"],
)
def test_useless_input_is_one_clear_error(engine: Engine, data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        engine.summarize(data, Options())
    assert "\n" not in caught.value.detail
    assert caught.value.detail.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "The minister resigned on Monday after weeks of protests.",
        "The minister\0 resigned on Mon\0day. The prime minister accepted it in a letter.",
        "The minister \ud800 resigned on Monday. The prime minister accepted the resignation.",
        "The minister \u202eresigned\u202c on Monday. The prime minister accepted the resignation.",
        "He resigned on Monday in the capital.",
    ],
    ids=["one sentence", "nul", "surrogate", "bidi", "pronoun"],
)
def test_odd_text_gives_a_summary_without_what_hides_in_it(engine: Engine, text: str) -> None:
    result = engine.summarize(text, Options())
    assert "resigned on Monday" in result.abstract.text
    assert not set("\0\ud800\u202e\u202c") & set(result.to_json())


def test_korean_is_extracted_as_it_stands(engine: Engine) -> None:
    text = (
        "중앙통신에 따르면 대회가 3월 2일 수도에서 개막되였다. 대회에는 3,000여명의 대표들이 참가하였다. "
        "그는 보고에서 지난 5년간의 사업을 총화하였다고 말했다. 생산량은 12% 늘어났다."
    )
    result = engine.summarize(text.encode("cp949"), Options())
    assert result.document.language == "ko"
    assert result.abstract.statements
    assert all(statement.alignment is Alignment.EXACT for statement in result.abstract.statements)
    assert result.receipt.model.id == "character-trigrams"
    assert result.receipt.slant is None


def test_paragraphs_in_other_languages_are_shown_and_not_summarised(engine: Engine, article: str) -> None:
    spanish = (
        "El consejo municipal aprobó el martes la construcción del puente, dijo la alcaldesa. Las obras van a empezar "
        "en primavera y costarán 4,2 millones de coronas, según ella."
    )
    result = engine.summarize(f"{article}\n\n{spanish}\n", Options())
    assert [share.language for share in result.document.languages] == ["en", "es"]
    assert sum(share.share for share in result.document.languages) == pytest.approx(1, abs=0.002)
    shown = [result.abstract.text, *(claim.text for claim in result.claims)]
    assert not [text for text in shown if "consejo" in text or "coronas" in text]


def test_one_language_is_not_listed(engine: Engine, article: str) -> None:
    result = engine.summarize(article, Options())
    assert result.document.languages == ()
    assert '"languages"' not in result.to_json()


def test_another_language_takes_a_chat_model(engine: Engine, article: str) -> None:
    with pytest.raises(InvalidRequest, match="from en to ko: set PLUMBLINE_TRANSLATOR"):
        engine.summarize(article, Options(output_language="ko"))


def test_unknown_model(engine: Engine, article: str) -> None:
    with pytest.raises(UnknownModel, match="embedded"):
        engine.summarize(article, Options(model="nothing"))


def test_dispatch(engine: Engine, dispatch: str) -> None:
    """A real input: two articles in one file, as a PDF gave them."""
    result = engine.summarize(dispatch, Options(include_text=True))
    titles = [section.title for section in result.document.sections]
    assert len(titles) == 2
    assert "2nd Conference of Secretaries of Primary Party Committees Opens" in titles[0]
    assert "Respected Comrade Kim Jong Un Guides Conference" in titles[0]
    assert titles[1] == (
        "Respected Comrade Kim Jong Un Makes Opening Address "
        "at 2nd Conference of Secretaries of Primary Committees of WPK"
    )
    assert result.document.sentences == 71
    text = result.abstract.text
    assert 90 <= word_count(text) <= 180
    for needed in ("Conference", "February 26", "WPK", "Kim Jong Un", "address", "Jo Yong Won", "report"):
        assert needed in text
    assert "shortcomings" in text or "mistakes" in text or "criticized" in text
    assert not [word for word in PRAISE if word in _outside_quotes(text)]
    assert len(result.claims) >= 12
    second = result.document.sections[1].start
    for claim in result.claims:
        if claim.attribution.kind is not SpeechKind.OWN_VOICE:
            expected = "Kim Jong Un" if claim.evidence[0].start >= second else "Jo Yong Won"
            assert claim.attribution.speaker in (expected, "Speakers", "Speeches")
    assert result.document.text is not None
    for item in _all_evidence(result):
        assert result.document.text[item.start : item.end] == item.exact


def test_a_title_becomes_the_name_that_the_article_gives_it(engine: Engine) -> None:
    text = (
        "Dorvan Kelm, general secretary of the Unity Party, came to Ostra on March 2. "
        "The respected General Secretary made an opening address at the House of Unity. "
        "He stressed that the harvest of 4 million tonnes had come in on time."
    )
    result = engine.summarize(text, Options())
    texts = {claim.text: claim for claim in result.claims}
    named = texts["Dorvan Kelm made an opening address at the House of Unity."]
    assert [item.exact[:11] for item in named.evidence] == ["The respect", "Dorvan Kelm"]
    assert [(swap.source, swap.rule) for swap in named.swaps] == [("The respected General Secretary", "speaker")]
    said = texts["Dorvan Kelm said that the harvest of 4 million tonnes had come in on time."]
    assert said.attribution.speaker == "Dorvan Kelm"


def test_who_made_the_report_is_the_reporter(engine: Engine) -> None:
    text = (
        "Dorvan Kelm, secretary of the Unity Party, made a report at its meeting in Ostra on March 2. "
        "Blaming the branches for late work, the reporter criticized the results of last year. "
        "He called for plans that 40 branches can keep. "
        "Then the reporter detailed the tasks of branches acting in concert with the party."
    )
    summary = engine.summarize(text, Options())
    assert not summary.withheld
    assert "Dorvan Kelm criticized the results of last year." in [claim.text for claim in summary.claims]


def test_who_speaks_much_is_heard_in_the_abstract(summary: Summary) -> None:
    spoken = [claim.attribution.speaker for claim in summary.claims if claim.attribution.speaker]
    for speaker in {name for name in spoken if spoken.count(name) >= 5}:
        assert speaker in summary.abstract.text


def test_a_model_of_entailment_is_asked_and_named_in_the_receipt(engine: Engine, tmp_path: Path) -> None:
    folder = make_bert(tmp_path / "tiny-nli")
    own = Engine(Settings(nli=folder, device="cpu"))
    source = (
        "Ada Brenn, the mayor of Ardal, opened the new bridge over the river on Monday. The hall was full of people."
    )
    retold = "On Monday the mayor Ada Brenn opened the bridge."
    with_it, without = (one.check(source, retold).statements[0].support for one in (own, engine))
    assert with_it != without
    receipt = own.summarize(source, Options()).receipt
    assert receipt.checker is not None
    assert (receipt.checker.id, receipt.checker.sha256) == ("tiny-nli", Entailment(folder).sha256)
    assert receipt.selection is not None
    assert receipt.slant == slant().model
    assert own.models.entails is own.models.entails
    assert engine.summarize(source, Options()).receipt == receipt.model_copy(update={"checker": None})
    korean = own.summarize(
        "시장은 월요일에 새 다리를 열었다. 회관은 사람들로 가득 찼다. 다리는 강 위에 있다.", Options()
    )
    assert korean.receipt.checker is None


def test_a_model_of_entailment_that_cannot_be_loaded_is_no_silent_loss(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"holds no config\.json"):
        Engine(Settings(nli=tmp_path)).check("The hall of Ardal was full of people.", "The hall was full.")
