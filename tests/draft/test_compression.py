"""What a long sentence loses, and what it never does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.summary import Alignment
from service.draft.bare import BARE
from service.draft.compression import RULES, drops
from service.draft.wording import Wording, whole
from service.reading.words import word_count
from service.verify.alignment import align

tried = settings(deadline=None, derandomize=True)


def cut(text: str, most: int = 0, *, bare: bool = False) -> tuple[str, set[str]]:
    """`text` cut as far as the rules allow, and the names of those that were used."""
    wording = Wording(text)
    found = drops(text, most, BARE if bare else RULES)
    for drop in found:
        wording.drop(*drop)
    return wording.render()[0], {drop.rule for drop in found}


# `[...]` is what goes.
GOES = {
    "parenthesis": """
The harbour board[ (which meets in the old customs house)] approved the plan.
The ferry[ (a gift of the neighbouring island)] sank off the western pier.
Anna Brandt[ (the former mayor of the town)] opened the new bridge.
The council closed the market[ (mostly fish and bread)] for the winter.
The drivers left the depot[ (in the north of the town)], the union said.
The inquiry[ (opened in spring)] looks into the accounts of the port.
The crew of the tug[ (all of them islanders)] was brought ashore.
The library[ (once a mill)] will be sold to a builder from Orla.
""",
    "relative clause": """
The bridge, [which links the town with the port,] was closed on Friday.
Tam Orrin, 32[, who has led the crew], was named the captain of the harbour.
The mayor, [who has led the town since spring,] opened the new market.
The factory, [whose chimneys can be seen from the coast,] was sold to a builder.
The museum, [where the old maps are kept,] opened a second hall.
The council approved the plan for the harbour[, which will be built by a company from Orla].
The court sent the case back to the judge of the town[, who had left the bench in spring].
The board dismissed the manager of the western depot[, whose reports had come late].
The ministry will move its offices to the old barracks[, where the archive is kept].
The treaty, [in which both states recognise the border,] was signed on Monday.
The storm, [which had formed over the southern sea,] hit the coast at dawn.
The surgeon, [who trained in Orla,] led the team of the hospital.
The lake, [which feeds the canal,] froze in December.
The union called off the strike of the crane drivers[, which had begun at the western pier].
The bank lowered its rate by a quarter of a point on Thursday[, which surprised the traders of the city].
The river, [which divides the valley,] rose overnight.
The premier, [who is visiting the north,] spoke to the crews of the trawlers.
The law, [which took effect in spring,] was passed by the upper house.
The prize, [which is awarded by the academy,] went to a teacher from Orla.
The line, [which runs along the coast,] will be closed for repairs.
The judge, [whose term ends in spring,] adjourned the hearing.
The tower, [which overlooks the bay,] was damaged by the storm.
The team, [which plays in the second league,] won the cup.
The gallery bought the painting of the old harbour[, which had hung in the town hall].
The minister will meet the heads of the unions[, who asked for talks].
The mine, [which employs most of the village,] was sold in spring.
The school board, [which meets in public,] elected a new head.
The reservoir, [from which the town draws its water,] was drained in autumn.
The plan, [for which the council voted in spring,] was published on Monday.
""",
    "examples": """
The study shows that if the crews fail to mend the boats[, including the tugs], it is impossible to land.
The council used several occasions[, including the spring fair,] to discuss the ways of mending the roads.
The fire damaged several buildings of the old town[, including the library and the mill].
The company makes parts for ships and trains[, such as valves and pumps].
Several states of the region signed the treaty[, among them Verania and Tavaria].
The harbour exports the goods of the whole valley[, notably timber and grain].
The union represents workers of all trades in the port[, especially drivers and cooks].
The storm cut off the villages of the northern coast[, including Pell and Marrow].
The farms of the plain, [including those of the east,] lost their harvest.
The old trades of the town, [such as weaving and dyeing,] have disappeared.
The museums of the capital, [notably the gallery of maps,] were closed on Monday.
The report names the heads of all departments of the port[, namely Brandt and Voss].
The council will repair the schools of the town[, including that at the pier].
The festival brought musicians from the whole country[, including the choir of Orla].
The committee heard the managers of the railway[, among them the head of freight].
The ministry bought vehicles for the whole brigade[, including ladders and pumps].
The strike closed all terminals of the western port[, including the grain dock].
""",
    "participle": """
The river broke its banks near the old mill[, flooding the lower part of the town].
The bank raised its main rate on Thursday afternoon[, surprising the traders of the city].
The board closed the depot at the western pier[, leaving the village to the builders].
The storm tore the roof off the market hall[, forcing the traders into the street].
The court struck down the law on the press[, ending a quarrel among the parties].
The council sold the barracks to a builder from Orla[, bringing the fund back into balance].
The crew put out the fire in the engine room[, allowing the ferry to reach the port].
The company moved its head office to the capital[, taking the archive along].
The two states signed a treaty on the border[, opening the way for trade in the valley].
The ministry cut the subsidies for the farms[, drawing protests from the villages of the plain].
The team beat its neighbours in the final on Sunday[, becoming champions of the region].
The president opened the new bridge over the river[, calling it a gift to the town].
The union ended its strike at the western port[, clearing the way for talks].
The fire spread to the upper floors of the mill[, trapping the workers of the night shift].
The party won the election in the northern province[, gaining control of the assembly].
The ship struck a rock off the northern cape[, spilling oil into the bay].
The museum opened a hall for the maps of the coast[, fulfilling the wish of its founder].
The company stopped work at the mine in spring[, thereby ending a century of work].
""",
    "second title": """
Ivo Pell, chairman of the board[ and president of the rowing club], opened the hall.
Anna Brandt, minister of trade[ and member of the upper house of the state], left on Monday.
Otto Voss, director of the port[ and head of the chamber of trade], resigned on Friday.
""",
    "aside": """
The bridge[ – a gift of the neighbouring state –] was closed on Friday.
The ferry[ — the oldest of the whole fleet —] sank off the pier.
The mayor[ - a teacher by trade -] opened the new market.
The library[ – once a mill by the river –] will be sold in spring.
The crews[ – most of them from the islands –] went ashore at dawn.
""",
}
NAMED = """
Anna Brandt, [the minister of trade,] resigned from the board.
Ivo Pell, [a lawyer from Orla,] was elected mayor of the town.
Otto Voss, [its director,] opened the new hall of the museum.
Clara Voss, [the head of the chamber of trade,] left for the capital.
Gordon Pell, [then a member of the board,] sold the old barracks.
Lena Orr, [an engineer at the port,] won the prize of the academy.
"""
STAYS = """
Setting the tone for the whole term — in which each bill must name its source — members read the old charter aloud.
The board said that when the wells run dry, including those of the farms, the mills will have to close.
The council met in several rooms of the hall, including the old chapel, the clerks were told to wait outside.
The bridge that links the town with the port was closed on Friday.
The drivers who went on strike were dismissed by the board.
The farms which had no water lost their harvest.
The bridge, which was not inspected in spring, was closed on Friday.
The report, which the ministry denies, was published on Monday.
The claim, which the court rejected, was repeated on Monday.
The plan, which only the mayor supports, was put to a vote.
The fund, which holds 40 million crowns, was closed on Friday.
The ferry, which carried two hundred people, sank off the pier.
The officer, who is alleged to have taken bribes, was suspended.
The manager, who is accused of fraud, left the country on Monday.
The bill, which would lapse unless it is signed, was sent to the president.
The pier, which the report said was unsafe, was closed on Friday.
The crew, without whom nothing works, went ashore at dawn.
The rate rose to 5 percent (from 4 percent in spring) on Thursday.
The People's Unity Party (PUPV) opened its conference on Monday.
The pact (not yet signed by the islands) was published on Monday.
The toll (according to the coast guard) rose on Friday.
The union won the vote by cutting fees, hiring staff and opening offices.
The board spent the spring closing depots, selling barracks and moving offices.
The river broke its banks near the old mill, killing two people.
The fire destroyed the mill by the river, leaving 40 families homeless.
The bank raised its main rate on Thursday, leaving the other one unchanged.
The court freed the owner of the mill, rejecting the claim of the state.
The council sold the barracks in spring, saying that the fund was empty.
The strike goes on at all terminals, according to the union of drivers.
The pier was closed for repairs, depending on the weather of the coast.
Everyone was saved from the ferry, including the three cooks.
The plan covers all schools of the town, but not including the port.
The company sells all its ships, including those it does not own.
The law covers all ships, such as they are, of more than 40 tonnes.
“The bridge, which links us with the port, was closed,” the mayor said.
“The fire spread through the whole mill, trapping the night shift.”
The mayor said: “The plan (a good one by any measure) was approved.”
If the river rises, the bridge will be closed on Friday.
Unless the board pays, the drivers will stop work on Monday.
The bridge will be closed on Friday if the river rises.
The bridge will be opened only after the board has paid.
The bank may cut its rate in spring, and may cut it again.
The fund was empty, the union said, when the crane failed.
The fund, the union said, was empty when the crane failed.
According to the union, the fund was empty when the crane failed.
The mill is older than the bridge, and larger than the mine.
The mayor, the board and the union signed the pact on Monday.
The treaty was signed in Orla, the capital of Verania.
The town needs water, bread and the help of its neighbours.
The board denied that the fund was empty, and the union agreed.
Anna Brandt resigned, and Ivo Pell was elected in her place.
The premier met the heads of the unions, and the talks go on.
The crew left the ship, but the captain stayed on board.
The court did not free the owner, nor did it fine him.
No bridge was closed on Friday, and none will be closed on Monday.
The ferry sank – the coast guard denies it – off the western pier.
The ferry – with 40 people on board – sank off the pier.
The prices rose – twice – in spring.
The mine closed, one of three in the valley that did.
The mayor left for Orla, where 40 towns will sign the pact.
The pump failed because it was old, not because it was cheap.
The team lost, as it had in spring, to its neighbours.
The strike ended, though the union had not agreed to it.
The tax was raised, which opposed parties called an error.
The price, half of what it was in spring, rose on Monday.
Ivo Pell used his posts as mayor of Orla, head of the port and vice governor to help friends in sales, rents and loans.
The bridge was closed, which never happened before.
The morning, being cold, kept the crews ashore.
"""
CUTS = [(line, rule) for rule, lines in GOES.items() for line in lines.strip().splitlines()]


def parts(line: str) -> tuple[str, str]:
    """The sentence, and what is left of it."""
    start, end = line.index("["), line.index("]")
    source = line.replace("[", "").replace("]", "")
    return source, " ".join((line[:start].rstrip(", ") + " " + line[end + 1 :].lstrip(" ")).split()).replace(
        " .", "."
    ).replace(" ,", ",")


def test_the_tables_are_large() -> None:
    assert len(CUTS) + len(NAMED.strip().splitlines()) >= 80
    assert len(STAYS.strip().splitlines()) >= 60


@pytest.mark.parametrize(("line", "rule"), CUTS, ids=[line[:40] for line, _ in CUTS])
def test_what_goes(line: str, rule: str) -> None:
    source, left = parts(line)
    text, rules = cut(source)
    assert (text, rules) == (left, {rule})
    assert whole(text)
    assert align(text, source, (), ())[0] in (Alignment.EXACT, Alignment.COMPRESSED)


@pytest.mark.parametrize("line", NAMED.strip().splitlines())
def test_who_somebody_is_goes_from_a_headline_only(line: str) -> None:
    source, left = parts(line)
    assert cut(source) == (source, set())
    assert cut(source, word_count(left), bare=True) == (left, {"apposition"})


@pytest.mark.parametrize("source", STAYS.strip().splitlines())
def test_what_stays(source: str) -> None:
    assert cut(source) == (source, set())


def test_no_more_goes_than_is_asked() -> None:
    source = "The bridge (a gift of the islands), which links the town with the port, was closed on Friday."
    assert cut(source, 40)[0] == source
    assert cut(source, 13)[0] == "The bridge, which links the town with the port, was closed on Friday."
    assert cut(source)[0] == "The bridge was closed on Friday."


WORDS = st.lists(
    st.sampled_from("the mayor, who which (a) – . closed saying, including 4 not “we” Ada".split()), max_size=40
)


@tried
@given(WORDS, st.integers(0, 40))
def test_every_drop_lies_in_the_text_and_apart(words: list[str], most: int) -> None:
    text = " ".join(words)
    found = sorted(drops(text, most, BARE))
    assert all(0 <= drop.start < drop.end <= len(text) for drop in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
