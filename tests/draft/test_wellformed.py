"""Sentences that an editor would print, and such as would be left out."""

from __future__ import annotations

import pytest

from service.draft.extractive import Extractive
from service.draft.wellformed import faults, halved
from service.models.lexical import Trigrams

from .articles import article


@pytest.mark.parametrize(
    "text",
    [
        "The council of Port Ellison closed the pier on Monday.",
        "The board backs the plan.",
        "Doctors say the new ward is safe.",
        "North Ferry sold its last two boats in June.",
        "Orla Venn will open the fair: the first since 2011.",
        "One thing is clear: The pier will close.",
        "Ada Brenn said: “It was a long day for the crew.”",
        "The man who drove the van was fined 300 crowns.",
        "There is a risk of floods in the north.",
        "It is necessary to rebuild the dam before winter, the council said.",
        "The 40-year-old Tam Orrin lost her case.",
        "When he fell from the ladder, Tam Orrin was alone in the house.",
        "The driver said he saw nobody on the bridge.",
        "Tam Orrin sold her shop in a side street.",
        "Nora Quist and her sister won a seat on the board.",
        "Orsk said two- and three-year terms were too short.",
        "The Vatican said the letter had arrived.",
        "The Dutch team finished third in the relay.",
        "The museum holds a painting that was stolen in 1990.",
        "The average pay stands at 40 crowns an hour.",
        "The fair, which draws thousands, opened in May.",
        "The firm bought an hour of air time and a one-page advertisement.",
        "She wrote ... and then she stopped, Ada Brenn said.",
        "A union of 12 towns bought a European patent.",
        "The founders of eBay and YouTube met MacDonald in Orla.",
        "Venn heads the board of the port.",
        "Orla borders on the sea and has two ports.",
        "Is it not said that the pier will close?",
        "Unable to pay, the firm closed in May.",
        "A 31-year-old, accused of theft, left the port.",
        "The mayor sat on the left of the hall.",
        "The firms' fees have risen, and the 31-year-old was fined.",
        "The priest was a friend of the crew.",
        "Watch sales rose by 4% in May.",
        "‘It’s a long road’, Ada Brenn said of the ‘new’ plan.",
        "‘90s music filled the hall in Orla.",
        "Orla Venn walks to school because her bus was stopped.",
        "What they have taken from the harbour has cost the town 40 crowns.",
        "The pupils filled in a form the council had sent.",
        "The hall that burned in May was insured.",
        "Ada Brenn warned that stands were unsafe.",
        "Where the pier stood, a hall was built.",
        "Orla Venn, the mayor, represents the port.",
        "Orla Venn (Ardal) won 40 crowns.",
        "The crew will follow the mayor on Monday.",
        "Voters see a town below the hill.",
        "Letters from your council are kept for ten years, the law says.",
    ],
)
def test_what_can_be_printed(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A retired judge with a red umbrella outside the court.", "fragment"),
        ("Two tablespoons of oil, a pinch of salt and some thyme.", "fragment"),
        ("A man who drove the van to the harbour.", "fragment"),
        ("The harbour, strikers' answer to the new pay scale.", "fragment"),
        ("The two brothers, who were both killed in the storm off Orla.", "fragment"),
        ("A plan to build a hotel on the pier.", "fragment"),
        ("Follow-up: Orla Venn will open the fair in May.", "label"),
        ("Two of a kind: Orla Venn was seen with a spaniel.", "label"),
        ("1931 - The hall opened.", "label"),
        ("Read more about the harbour fund and its losses.", "furniture"),
        ("The vote was close, as www.orla.example has told.", "furniture"),
        ("Orla Venn is pictured with the mayor of the town.", "furniture"),
        ("Orla Venn waves to the crowd in Port Ellison on Sunday.", "caption"),
        ("Two keepers carry the young seal to the water.", "caption"),
        ("Orrin puts in a challenge on the keeper.", "caption"),
        ("Video shows a boat that left the pier.", "caption"),
        ("Really came to life in the last ten minutes.", "fragment"),
        ("Unable to reach the pier when it rained.", "fragment"),
        ("Earlier this month, he registered a new firm, Orla Ferries, in the port.", "reference"),
        ("Orla (second left) had a long day.", "furniture"),
        ("Brenn, above, said the pier was safe.", "furniture"),
        ("The boat seen on the left.", "furniture"),
        ("For the crew, that particular day was long.", "reference"),
        ("If you are in Orla, the hall has a bar.", "reference"),
        ("The plan will sees fares rise in May.", "slip"),
        ("Orla shut the port ‘because it was old’ A ferry was sold in May.", "slip"),
        ("The fair will not being held in May.", "slip"),
        ("The crew (pictured) On Monday the port was closed.", "furniture"),
        ("Venn hides under an umbrella on the pier.", "caption"),
        ("Tam Orrin reported from Port Ellison, and Orsk Venn from Karrow.", "furniture"),
        ("A ferry makes its way out of the port on Monday.", "caption"),
        ("The crew met in Dºsseldorf in May.", "slip"),
        ("The largest was a loan of 40 crowns to the port.", "reference"),
        ("E.U. guards patrol near the port of Orla in May.", "caption"),
        ("Tam Orrin celebrates on the pier as the crew left for home.", "caption"),
        ("“They will come back. We know that.”", "fragment"),
        ("Bring back the ferry.", "fragment"),
        ("Cheer up, for the pier will open in May.", "fragment"),
        ("Don't vote for the mayor of Orla.", "fragment"),
        ("Where the pier is longest.", "fragment"),
        ("The fire that broke out on the pier before noon.", "fragment"),
        ("Orla Venn, the keeper of the light, recalls the storm on the radio.", "caption"),
        ("Tam Orrin is consoled by the crew after the relay.", "caption"),
        ("Brenn, pictured with the mayor, left the board in May.", "furniture"),
        ("Tam Orrin (circled) ran from the hall in May.", "furniture"),
        ("The mayor was pictured leaving the hall.", "furniture"),
        ("Following that, the case went to a judge in Orla.", "reference"),
        ("The first time was in 1931.", "reference"),
        ("Now you can, with a card that the council sells.", "reference"),
        ("The crew had an age of 30years in May.", "slip"),
        ("Let's start in Orla, where the pier was closed.", "furniture"),
        ("Watch how the crew left the pier.", "furniture"),
        ("Venn posted this picture after the fair had opened.", "furniture"),
        ("Tam Orrin (second from left) won the relay.", "furniture"),
        ("(See the full timetable of the ferry below.)", "furniture"),
        ("Orla Venn (Ardal) wins a free kick in her own half.", "furniture"),
        ("Second Half begins Orla 0, Ardal 0.", "furniture"),
        ("The crew paid GÃ1⁄4n 40 crowns for the boat.", "slip"),
        ("Follow Ada Brenn on Twitter @brenn.", "furniture"),
        ("Follow @orla or the harbour fund for more of this.", "furniture"),
        ("An earlier version of this post said that Brenn was ill.", "furniture"),
        ("Shown on the left is Ada Brenn at the pier.", "furniture"),
        ("45+2' Orrin has won a corner for Orla.", "furniture"),
        ("The other, Orla Venn, was fined in May.", "reference"),
        ("You could not write a book about the pier.", "reference"),
        ("Since then, the fund has lost 4 million crowns.", "reference"),
        ("The Briton suggested a calmer stroke.", "reference"),
        ("The 24-year-old was fined 300 crowns.", "reference"),
        ("The feeling is mutual in the harbour.", "reference"),
        ("This is a heavy blow to the town.", "reference"),
        ("In his last race he was a little slower than before.", "reference"),
        ("The letter says she also took the ferry.", "reference"),
        ("Police said he had taken the ferry.", "reference"),
        ("A week after his death, the council closed the pier.", "reference"),
        ("For the crew of the ferry, that's only a start.", "reference"),
        ("Even at those prices, the boats were sold.", "reference"),
        ("“When she came home, she was ill,” the paper said.", "reference"),
        ("Because he was ill, he is forced to rest.", "reference"),
        ("In total these came to 40 crowns.", "reference"),
        ("The teenager was seen on the pier in May.", "reference"),
        ("Ellison'sTam Orrin lost the case.", "slip"),
        ("The boat lay far from it's berth.", "slip"),
        ("The fare rose by 12. officials said it was a mistake.", "slip"),
        ("Two of them opened the letter in. the harbour.", "slip"),
        ("The pier was closed in May The crew left for Orla.", "slip"),
        ("The ferry was ' damaged ' in the storm.", "slip"),
        ("The crew was named after a bird the harbour serves as.", "slip"),
        ("I learned it here,' Venn said.", "slip"),
        ("‘In May, the council met the crew on the pier.", "slip"),
        ("The council rents a office in the port.", "slip"),
        ("The town has one of the oldest piers- the North Pier.", "slip"),
        ("The crew paid Â£40 for the boat.", "slip"),
        ("The keys were handed overto the mayor inMay.", "slip"),
    ],
)
def test_what_is_better_left_out(text: str, kind: str) -> None:
    assert kind in faults(text)


VOTE = "The council of Port Ellison approved the budget with 14 votes against nine."
FAIR = "Follow-up: Orla Venn will open the fair of the council in Port Ellison in May."


def test_an_abstract_has_what_can_be_printed() -> None:
    found = Extractive(article(f"{FAIR} {VOTE}"), Trigrams()).abstract(100)
    assert [drafted.text for drafted in found] == [VOTE]


def test_where_nothing_else_is_left_it_has_the_rest() -> None:
    assert len(Extractive(article(FAIR), Trigrams()).abstract(100)) == 1


@pytest.mark.parametrize(
    "text",
    ["“Quedan cinco semanas.", "« Il dit : « Non » et part.", "„Es ist kalt.", "他说：“好。", 'Elle a dit "non.'],
)
def test_a_quotation_that_goes_on_elsewhere_is_half(text: str) -> None:
    assert halved(text)


@pytest.mark.parametrize(
    "text",
    ["“Quedan pocas”, dijo.", "« Oui », dit-il.", "„Es ist kalt“, sagte er.", "”Ja”, sade hon.", "他说：“好。”", "No."],
)
def test_a_quotation_with_both_its_ends_is_whole(text: str) -> None:
    assert not halved(text)
