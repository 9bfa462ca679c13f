"""Two cards that turn out to tell one story: one goes on, the other says so, and people can part them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.errors import Conflict, Refused
from bot.mentions import claims, joining, kinds, listing, retention
from bot.mentions.kinds import JOINED, NEW
from bot.mentions.listing import Look
from bot.mentions.shelf import Stories
from bot.services import Services
from storage.database import Database
from tests.bot.mentions.at_desk import ADA, CHANNEL, EVE, SVEN, acts, desk_on, read
from tests.bot.mentions.newsroom import Paper, carded, digested, paper, rule, seen, stories
from tests.clock import Clock

LICHEN = (
    ("Tieteelle uusi jäkälä löytyi Rautajoelta", "Yliopistotutkija Kaisa Lumme löysi lajin kelosta."),
    ("Aaltorannan yliopiston tutkijat löysivät uuden jäkälälajin", "Laji löytyi Rautajoen vanhasta metsästä."),
    (
        "Researchers discover new lichen species in Finnish old-growth forest",
        "The species was described by Kaisa Lumme of the University of Aaltoranta.",
    ),
)
"""Three tellings of one find: the third fits both of the others, which do not find each other."""


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


@pytest.fixture
def papers(desk: Services) -> list[Paper]:
    """Three papers; the first two have told of the find in their own words, on a card each."""
    made = [paper(desk, f"Lehti{number}") for number in range(3)]
    for number in range(2):
        tell(made, number)
    assert [story.state for story in stories(desk)] == [NEW, NEW]
    return made


def tell(papers: list[Paper], number: int, *, by: int | None = None) -> None:
    title, text = LICHEN[number]
    papers[number if by is None else by].publish(title, text=text)


def test_two_stories_that_one_telling_fits_go_on_as_one(desk: Services, papers: list[Paper], clock: Clock) -> None:
    tell(papers, 2)

    first, second = stories(desk)
    assert (first.state, second.state) == (NEW, JOINED)
    assert {one.mention_id for one in seen(desk)} == {first.id}
    assert "seen in 3 sources" in read(desk, first)
    assert f"The same story: “{LICHEN[0][0]}”. It goes on there." in read(desk, second)
    assert carded(desk) == [(first.id, CHANNEL), (second.id, CHANNEL)]
    clock.move(minutes=1)
    page = listing.page(desk, Look(), by=ADA)
    assert (page.total, page.noise.stories) == (1, 1)


def test_the_one_that_somebody_works_on_goes_on(desk: Services, papers: list[Paper]) -> None:
    claims.take(desk, stories(desk)[1].id, by=ADA)

    tell(papers, 2)

    assert [story.state for story in stories(desk)] == [JOINED, kinds.CLAIMED]


def test_two_that_people_work_on_stay_two(desk: Services, papers: list[Paper]) -> None:
    for story, by in zip(stories(desk), (ADA, SVEN), strict=True):
        claims.take(desk, story.id, by=by)

    tell(papers, 2)

    assert [story.state for story in stories(desk)] == [kinds.CLAIMED, kinds.CLAIMED]


def test_what_is_told_of_either_later_goes_on_in_the_one_card(
    desk: Services, papers: list[Paper], clock: Clock
) -> None:
    tell(papers, 2)
    clock.move(hours=2)
    tell(papers, 1, by=0)
    other_process = another_process(desk)
    for late in papers:
        late.services = other_process
    tell(papers, 0, by=1)

    assert {one.mention_id for one in seen(desk)} == {stories(desk)[0].id}
    assert len(stories(desk)) == 2


def test_a_process_that_knows_both_as_two_finds_the_one(desk: Services, papers: list[Paper], clock: Clock) -> None:
    other_process = another_process(desk)
    bystander = Paper(other_process, paper(desk, "Neljäs").feed_id)
    bystander.publish("Kokonaan muuta: kirjasto saa uuden salin")  # so that its shelf has read both
    tell(papers, 2)

    bystander.publish(LICHEN[1][0], text=LICHEN[1][1])

    assert seen(desk)[-1].mention_id == stories(desk)[0].id


def test_parted_again_each_has_what_it_had_and_they_stay_apart(
    desk: Services, papers: list[Paper], clock: Clock
) -> None:
    tell(papers, 2)
    first, second = stories(desk)

    joining.part(desk, second.id, by=ADA)

    first, second = stories(desk)
    assert (first.state, second.state) == (NEW, NEW)
    assert [one.mention_id for one in seen(desk)][:2] == [first.id, second.id]
    assert acts(desk)[-1] == "mention.parted"
    clock.move(hours=1)
    tell(papers, 2, by=0)
    assert [story.state for story in stories(desk)] == [NEW, NEW]
    with pytest.raises(Conflict, match="own already"):
        joining.part(desk, second.id, by=SVEN)


def test_of_two_who_part_at_once_one_is_told(desk: Services, papers: list[Paper]) -> None:
    tell(papers, 2)
    second = stories(desk)[1]

    def part(_turn: int) -> str:
        try:
            joining.part(desk, second.id, by=ADA)
        except Conflict:
            return "told"
        return "parted"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(part, range(2))) == ["parted", "told"]


def test_only_managers_part(desk: Services, papers: list[Paper]) -> None:
    tell(papers, 2)
    with pytest.raises(Refused):
        joining.part(desk, stories(desk)[1].id, by=EVE)


def test_who_clicks_an_old_button_hears_where_the_story_goes_on(desk: Services, papers: list[Paper]) -> None:
    tell(papers, 2)
    second = stories(desk)[1]

    with pytest.raises(Conflict, match="goes on in another card"):
        claims.take(desk, second.id, by=SVEN)

    assert stories(desk)[1].state == JOINED


def test_each_told_where_the_other_is_not_they_stay_two(desk: Services) -> None:
    rule(desk, "jäkälälaji", place="C0TIEDE")
    rule(desk, "kelosta", place="C0METSA")
    made = [paper(desk, f"Lehti{number}", takes="all") for number in range(3)]
    for number in range(3):
        tell(made, number)

    assert [story.state for story in stories(desk)] == [NEW, NEW]
    assert (stories(desk)[1].id, "C0TIEDE") in carded(desk)


def test_a_gathering_digest_names_the_story_once(database: Database, clock: Clock) -> None:
    clock.move(hours=12)  # the evening, quiet time
    desk = desk_on(database, clock)
    made = [paper(desk, f"Lehti{number}", takes="all") for number in range(3)]
    for number in range(3):
        tell(made, number)

    first, second = stories(desk)
    assert (first.state, second.state) == (NEW, JOINED)
    assert digested(desk) == {"brief": [first.id]}


def test_both_cards_speak_the_language_of_their_rule(desk: Services) -> None:
    rule(desk, "jäkälä", "jäkälälaji", "lichen", speaks="sv", severity="high")
    made = [paper(desk, f"Lehti{number}") for number in range(3)]
    for number in range(3):
        tell(made, number)

    first, second = (read(desk, story) for story in stories(desk))
    assert first.startswith("Hög allvarlighet:")
    assert "Samma nyhet: ”Tieteelle uusi jäkälä" in second
    assert "allvarlighet" not in second


def test_the_graver_of_the_two_says_how_grave_it_is(desk: Services) -> None:
    rule(desk, "jäkälälaji", severity="high")
    made = [paper(desk, f"Lehti{number}", takes="all") for number in range(3)]
    for number in range(3):
        tell(made, number)

    first, second = stories(desk)
    assert [(story.state, story.severity) for story in (first, second)] == [(NEW, "high"), (JOINED, "high")]
    assert first.due_at is not None
    joining.part(desk, second.id, by=ADA)
    assert stories(desk)[1].due_at is not None


def test_a_card_whose_story_is_not_kept_any_more_says_so(desk: Services, papers: list[Paper]) -> None:
    tell(papers, 2)
    first, second = stories(desk)

    with desk.database.begin() as session:
        retention.forget(desk, session, first.id)

    assert "is not kept any more" in read(desk, second)
    tell(papers, 1, by=0)
    assert [story.state for story in stories(desk)] == [JOINED, NEW]


def another_process(services: Services) -> Services:
    """Return the services of another process on the same database."""
    return replace(services, stories=Stories())
