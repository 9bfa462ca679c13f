"""An item is told once, whatever its feed does with guids, links and dates, and two items are two, also under one link."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.feeds.items import FeedItem
from bot.mentions import kinds
from bot.services import Services
from storage.database import Database
from tests.bot.mentions.at_desk import desk_on
from tests.bot.mentions.newsroom import carded, paper, seen, stored, stories
from tests.clock import START, Clock

PAGE = "https://city.example/varoitukset"
FIRE = "Palo Nastolassa"
EVENTS = (
    FIRE,
    "Silta suljettu liikenteeltä",
    "Uusi koulu avattiin",
    "Vesi poikki keskustassa",
    "Kirjasto muuttaa kesällä",
    "Hallitus päätti budjetista",
)
START_OF_ALL = FeedItem(guid="k0", link="https://city.example/0", title="Tervetuloa")
"""What stood there when the feed was added."""
EARLIER = START - timedelta(days=2)


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


@pytest.fixture
def quick(sqlite_database: Database, clock: Clock) -> Services:
    """A desk where the kind of database does not matter."""
    return desk_on(sqlite_database, clock)


def read(
    desk: Services, clock: Clock, *documents: list[FeedItem], hours: float = 3, name: str = "Sanomat"
) -> list[str]:
    """Let a feed that had the first document say the others, one after the other; returns what was told anew."""
    city = paper(desk, name, is_read=False)
    for document in documents:
        city.items = document
        city.poll()
        clock.move(hours=hours)
    return [one.title for one in stories(desk)]


def warning(number: int, title: str, hour: float | None = None, link: str = PAGE, text: str = "") -> FeedItem:
    """An item with a guid of its own; without an hour it has no date."""
    when = START + timedelta(hours=hour, minutes=7) if hour is not None else None
    return FeedItem(guid=f"a{number}", link=link, title=title, text=text, published=when)


def test_a_page_that_shows_one_warning_after_the_other_tells_each_of_them(desk: Services, clock: Clock) -> None:
    documents = [[warning(n, title, n - 1)] for n, title in enumerate(EVENTS)]

    assert read(desk, clock, *documents, hours=1) == list(EVENTS[1:])
    assert [one.title for one in seen(desk)] == list(EVENTS[1:])
    assert len(carded(desk)) == len(EVENTS) - 1
    assert carded(desk, kinds.SOURCES) == []


def test_a_page_of_warnings_without_dates_tells_each_of_them(desk: Services, clock: Clock) -> None:
    assert read(desk, clock, *([warning(n, title)] for n, title in enumerate(EVENTS))) == list(EVENTS[1:])


def test_between_two_warnings_the_page_may_be_empty(desk: Services, clock: Clock) -> None:
    told = read(desk, clock, [START_OF_ALL], [], [warning(1, FIRE, 1)], [], [warning(2, EVENTS[1], 9)])

    assert told == [FIRE, EVENTS[1]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Vesikatko Kupittaalla", "Vesi on poikki klo 9–12."), ("Vesikatko Martissa", "Vesi on poikki klo 13–15.")),
        (("Häiriö raitioliikenteessä, linja 7", ""), ("Häiriö raitioliikenteessä, linja 9", "")),
        (
            ("Turku: rakennuspalo: keskisuuri", "Tehtävä on alkanut."),
            ("Raisio: rakennuspalo: keskisuuri", "Tehtävä on alkanut."),
        ),
        (("Palvelukatko: sähköposti", "Korjaamme vikaa."), ("Palvelukatko: puhelinvaihde", "Korjaamme vikaa.")),
        (("Email outage", "We are investigating."), ("Phone outage", "We are investigating.")),
        (("Vattenavbrott på Hamngatan", ""), ("Vattenavbrott på Storgatan", "")),
        (("Häiriö", "Sähköt ovat poikki Kupittaalla."), ("Häiriö", "Lämmin vesi on loppunut uimahallista.")),
    ],
)
def test_a_form_that_is_filled_in_twice_is_two_warnings(
    quick: Services, clock: Clock, first: tuple[str, str], second: tuple[str, str]
) -> None:
    told = read(
        quick,
        clock,
        [START_OF_ALL],
        [warning(1, first[0], 1, text=first[1])],
        [warning(2, second[0], 9, text=second[1])],
    )

    assert told == [first[0], second[0]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Silta suljetaan", ""), ("Silta suljetaan kevääseen saakka", "")),
        (("Kolari moottoritiellä", ""), ("Kolme loukkaantui kolarissa moottoritiellä", "")),
        (
            ("Tuntematon mies ampui Helsingissä", "Poliisi on paikalla."),
            ("Poliisi: Kaksi kuollut Helsingin ampumisessa", "Poliisi on paikalla. Epäilty on otettu kiinni."),
        ),
        (
            ("Valtuusto päättää budjetista tänään", "Valtuusto kokoontuu klo 17."),
            ("Budjetti meni läpi", "Valtuusto kokoontuu klo 17. Äänestys päättyi myöhään illalla."),
        ),
        (("Bron stängs", ""), ("Bron stängs för trafik till våren", "")),
        (
            ("Kunnanjohtaja eroaa", "Kunnanjohtaja Matti Virtanen kertoi asiasta tiistaina."),
            ("Matti Virtanen jättää tehtävänsä", "Kunnanjohtaja Matti Virtanen kertoi asiasta tiistaina."),
        ),
    ],
)
def test_an_article_with_a_new_guid_a_new_date_and_an_edited_headline_is_told_once(
    quick: Services, clock: Clock, first: tuple[str, str], second: tuple[str, str]
) -> None:
    link = "https://sanomat.example/uutiset/1234"
    one, other = (warning(n, words[0], n * 3, link, words[1]) for n, words in enumerate((first, second)))

    read(quick, clock, [START_OF_ALL], [one], [other], [other])

    assert [mention.title for mention in stories(quick)] == [second[0]]
    assert len(carded(quick)) == 1


def test_a_headline_that_is_all_new_is_no_other_article_while_the_date_stands(desk: Services, clock: Clock) -> None:
    one, other = warning(1, "Odotettu päätös tuli", 1), warning(2, "Kirjastolle miljoona euroa", 1)

    read(desk, clock, [START_OF_ALL], [one], [other])

    assert len(carded(desk)) == 1


def test_another_feed_tells_of_the_warning_that_stands_on_the_page_now(desk: Services, clock: Clock) -> None:
    city, search = paper(desk, "Kaupunki"), paper(desk, "Haku", kind="search")
    for number, title in enumerate(EVENTS[:3]):
        for one in (city, search):
            one.items = [warning(number, title, 3 * number)]
            one.poll()
        clock.move(hours=3)

    assert [one.title for one in stories(desk)] == list(EVENTS[:3])
    assert [one.mention_id for one in seen(desk)] == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("page", [PAGE, "https://city.example/hairiot"])
def test_a_link_under_all_that_a_feed_says_makes_no_story_of_it(quick: Services, clock: Clock, page: str) -> None:
    text = f"Lisätietoja: {page}"
    documents = [[warning(n, title, n, f"https://city.example/{n}", text)] for n, title in enumerate(EVENTS)]

    assert read(quick, clock, [START_OF_ALL], *documents[:4], hours=1) == list(EVENTS[:4])
    all_at_once = [one._replace(guid=f"b{one.guid}") for [one] in documents[4:]]
    assert read(quick, clock, [START_OF_ALL], all_at_once, name="Uutiset") == list(EVENTS)


def item(title: str, guid: str = "", link: str = "", **values: object) -> FeedItem:
    """An item without a date."""
    return FeedItem(guid=guid, link=link, title=title, **values)  # type: ignore[arg-type]


SCHOOL = EVENTS[2]
TWICE = item(FIRE, "i1", "https://city.example/i1")
AHEAD = START + timedelta(hours=90)
SAME_AGAIN: dict[str, tuple[list[list[FeedItem]], list[str]]] = {
    "a new guid at every poll, no link, no date": (
        [[item(FIRE, f"g{n}"), item(SCHOOL, f"h{n}")] for n in range(4)],
        [],
    ),
    "a new guid at every poll, no link, a date that is still to come": (
        [[item(FIRE, f"g{n}", published=AHEAD)] for n in range(3)],
        [],
    ),
    "the number of the visit stands in the link": (
        [
            [item(FIRE, link=f"https://city.example/1?sid={n}"), item(SCHOOL, link=f"https://city.example/2?sid={n}")]
            for n in range(3)
        ],
        [],
    ),
    "two items share a link, and each stood there alone": (
        [[item(FIRE, link=PAGE)], [item(SCHOOL, link=PAGE), item(FIRE, link=PAGE)], [item(SCHOOL, link=PAGE)]],
        [SCHOOL],
    ),
    "one guid is given to a second item": (
        [[item(FIRE, "x")], [item(SCHOOL, "x"), item(FIRE, "x")], [item(SCHOOL, "x")]],
        [SCHOOL],
    ),
    "one guid is given to a second item that has a link": (
        [
            [item(FIRE, "x", "https://city.example/1")],
            [item(SCHOOL, "x", "https://city.example/2"), item(FIRE, "x", "https://city.example/1")],
            [item(SCHOOL, "x", "https://city.example/2")],
        ],
        [SCHOOL],
    ),
    "an item stands there twice, then once, then twice": ([[TWICE, TWICE], [TWICE], [TWICE, TWICE]], []),
    "a dated item stands there twice, then once": (
        [[TWICE._replace(published=EARLIER)] * n for n in (2, 1, 2)],
        [],
    ),
    "guids are places in the list": (
        [
            [item(FIRE, "1")],
            [item(SCHOOL, "1"), item(FIRE, "2")],
            [item(EVENTS[1], "1"), item(SCHOOL, "2"), item(FIRE, "3")],
        ],
        [SCHOOL, EVENTS[1]],
    ),
    "a site has moved": (
        [[FeedItem(f"{host}1", f"https://{host}.example/1", FIRE, published=EARLIER)] for host in ("old", "new")],
        [],
    ),
    "the same words under two links, and again": (
        [
            [item("Kokouskutsu", link="https://city.example/k1")],
            [item("Kokouskutsu", link="https://city.example/k2"), item("Kokouskutsu", link="https://city.example/k1")],
            [item("Kokouskutsu", link="https://city.example/k2")],
        ],
        ["Kokouskutsu"],
    ),
}


@pytest.mark.parametrize("what", SAME_AGAIN)
def test_what_stands_there_again_is_told_once_and_no_card_says_another_ones_words(
    desk: Services, clock: Clock, what: str
) -> None:
    documents, new = SAME_AGAIN[what]

    assert read(desk, clock, *documents, documents[-1]) == new
    assert [one.title for one in seen(desk)] == new
    assert [one.title for one in stored(desk)][1:][-len(new) :] == new or not new


_HABITS = st.fixed_dictionaries(
    {
        "guid": st.sampled_from(["none", "own", "of the poll", "one for all"]),
        "link": st.sampled_from(["none", "own", "of the visit", "one for all", "tracked"]),
        "date": st.sampled_from(["none", "own", "ahead"]),
        "twice": st.booleans(),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(habits=_HABITS, order=st.permutations(range(len(EVENTS))), shown=st.integers(1, 4))
def test_whatever_a_feed_does_with_its_marks_each_item_is_told_once(
    sqlite_database: Database, habits: dict[str, object], order: list[int], shown: int
) -> None:
    """Of a feed that shows its newest items, as each document brings one more of them."""
    _start_anew(sqlite_database)
    clock = Clock()
    desk = desk_on(sqlite_database, clock)
    documents = []
    for poll in range(1, len(order) + 1):
        newest = order[max(0, poll - shown) : poll][::-1]
        document = [_marked(number, poll, habits) for number in newest]
        documents.append(document * 2 if habits["twice"] and poll % 2 else document)
    overwrites = shown == 1 and _is_one_mark(habits)

    told = read(desk, clock, *documents, hours=1)

    if not overwrites:
        assert told == [EVENTS[number] for number in order[1:]]
        assert len(stored(desk)) == len(order)


def _is_one_mark(habits: dict[str, object]) -> bool:
    """Tell whether an item that stands alone has the very mark of the one before: its feed says that it is that one."""
    return habits["guid"] == "one for all" or (habits["guid"], habits["link"]) == ("none", "one for all")


def _marked(number: int, poll: int, habits: dict[str, object]) -> FeedItem:
    guids = {"none": "", "own": f"g{number}", "of the poll": f"{number}-{poll}"}
    page = f"https://city.example/{number}"
    links = {"none": "", "own": page, "of the visit": f"{page}?sid={poll}", "one for all": PAGE}
    dates = {"none": None, "own": _at(number), "ahead": _at(number) + timedelta(days=30)}
    return FeedItem(
        guid=guids.get(str(habits["guid"]), "x"),
        link=links.get(str(habits["link"]), f"{page}?utm_source=poll{poll}"),
        title=EVENTS[number],
        published=dates[str(habits["date"])],
    )


def _at(number: int) -> datetime:
    return START - timedelta(hours=20 - number, minutes=number)


def _start_anew(database: Database) -> None:
    """Take everything out that an earlier example has brought."""
    from storage.models import Record  # noqa: PLC0415

    with database.begin() as session:
        for table in reversed(Record.metadata.sorted_tables):
            session.execute(table.delete())
