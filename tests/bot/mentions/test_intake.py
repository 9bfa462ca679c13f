"""Taking in news: what is new is told once, in one place, at the right moment; what is not is stored and tells nobody."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice, product

import pytest
from sqlalchemy import event

from bot.mentions import digests, kinds, routing
from bot.mentions.mutes import put
from bot.services import Services
from storage import mentions
from storage.database import Database
from storage.models import AlertSettings, Mute
from tests.bot.mentions.at_desk import CHANNEL, ON_DUTY, change, desk_on
from tests.bot.mentions.newsroom import Paper, carded, digested, paper, rule, seen, stored, stories
from tests.bot.register import services_on, statements
from tests.clock import Clock


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


def test_the_first_poll_of_a_feed_tells_nothing_and_remembers_everything(desk: Services):
    sanomat = paper(desk, is_read=False)

    taken = sanomat.publish(*(f"Uutinen numero {n}" for n in range(500)))

    assert (taken.new, taken.mentions) == (500, 0)
    assert carded(desk) == []
    assert len(stored(desk)) == 500


def test_two_new_items_among_many_are_two_cards(desk: Services):
    sanomat = paper(desk, is_read=False)
    sanomat.publish(*(f"Vanha juttu {n}" for n in range(60)))

    sanomat.publish("Uimahalli avataan maanantaina", "Kaupunginhallitus valitsi johtajan")

    assert len(carded(desk)) == 2


def test_a_document_without_news_costs_no_transaction(desk: Services):
    sanomat = paper(desk)
    sanomat.publish("Uimahalli avataan maanantaina")
    begun: list[int] = []
    event.listen(desk.database._writer, "begin", lambda _connection: begun.append(1))

    taken = sanomat.poll()

    assert not taken.wrote
    assert begun == []


def test_everything_that_a_document_has_new_is_one_transaction(desk: Services):
    sanomat = paper(desk)
    sanomat.write("Uimahalli avataan maanantaina", "Kaupunginhallitus valitsi johtajan", "Silta suljetaan talveksi")
    sanomat.poll()
    sanomat.write("Bussilinja seitsemän lakkaa", "Kirjastoon tulee uusi sali")
    commits: list[int] = []
    event.listen(desk.database._writer, "commit", lambda _connection: commits.append(1))

    sanomat.poll()

    assert commits == [1]


def test_many_new_stories_cost_no_more_statements_than_few(desk: Services):
    sanomat = paper(desk)
    sanomat.publish(*_strange(30, "ka", "lo", "mi"))
    sanomat.write(*_strange(30, "pe", "tu", "sö"))
    few = statements(desk.database, sanomat.poll)
    sanomat.write(*_strange(90, "ra", "vi", "ny"))

    assert statements(desk.database, sanomat.poll) <= few
    assert len(stories(desk)) == 150


def test_with_a_rule_on_only_what_it_hits_is_told(desk: Services):
    rule(desk, "Turku")
    sanomat = paper(desk)

    sanomat.publish(
        "Turun silta suljetaan", "Turkki valitsi presidentin", "Turkulainen ei ole Turku-sana", "Sää tänään"
    )

    assert [one.title for one in stories(desk)] == ["Turun silta suljetaan", "Turkulainen ei ole Turku-sana"]
    assert len(stored(desk)) == 4


def test_a_search_feed_takes_everything_whatever_rules_say(desk: Services):
    rule(desk, "Turku")
    sanomat = paper(desk, takes="all")

    sanomat.publish("Sää tänään")

    assert [one.title for one in stories(desk)] == ["Sää tänään"]


def test_a_rule_for_another_feed_leaves_a_feed_as_it_is(desk: Services):
    other = paper(desk, "Muu")
    rule(desk, "Turku", feed_id=other.feed_id)
    sanomat = paper(desk)

    sanomat.publish("Sää tänään")

    assert len(stories(desk)) == 1


def test_the_same_article_with_a_new_guid_tracking_and_http_is_told_once(desk: Services):
    sanomat = paper(desk)
    sanomat.publish("Silta suljetaan", guid="1", link="https://sanomat.example/silta")

    sanomat.items.clear()
    sanomat.publish("Silta suljetaan", guid="2", link="http://www.sanomat.example/silta/?utm_source=rss#x")

    assert len(carded(desk)) == len(stored(desk)) == 1


def test_a_feed_that_changes_all_its_guids_tells_nothing_again(desk: Services):
    sanomat = paper(desk)
    titles = ["Silta suljetaan", "Uimahalli avataan", "Kirjasto muuttaa"]
    sanomat.publish(*titles)
    sanomat.items = [type(item)(guid=f"new-{item.guid}", link=item.link, title=item.title) for item in sanomat.items]

    sanomat.poll()

    assert len(carded(desk)) == 3


def test_an_edited_item_raises_no_second_alert_and_its_card_says_the_new_words(desk: Services):
    sanomat = paper(desk)
    sanomat.publish("Silta suljetaan", guid="1", link="https://sanomat.example/silta")

    sanomat.items.clear()
    sanomat.publish("Silta suljetaan kevääseen saakka", guid="1", link="https://sanomat.example/silta")

    assert [one.title for one in stories(desk)] == ["Silta suljetaan kevääseen saakka"]
    assert len(carded(desk)) == 1


def test_an_item_that_an_edit_makes_a_mention_is_told_then(desk: Services):
    rule(desk, "Turku")
    sanomat = paper(desk)
    sanomat.publish("Onnettomuus moottoritiellä", guid="1")
    assert stories(desk) == []

    sanomat.items.clear()
    sanomat.publish("Onnettomuus moottoritiellä Turussa", guid="1")

    assert len(carded(desk)) == 1


def test_a_new_rule_never_tells_what_was_seen_before(desk: Services):
    first = rule(desk, "Pori")
    sanomat = paper(desk)
    sanomat.publish("Turun silta suljetaan", guid="1")
    assert first.id

    rule(desk, "Turku")
    sanomat.items.clear()
    sanomat.publish("Turun silta suljetaan talveksi", guid="1")

    assert stories(desk) == []


def test_one_story_in_three_papers_is_one_card_that_names_them(desk: Services):
    papers = [paper(desk, name) for name in ("Sanomat", "Uutiset", "Lehti")]
    for one in papers:
        one.publish(
            "Aaltorannan uimahalli suljetaan kahdeksi viikoksi vesivahingon takia", text="Vesivahinko sulki hallin."
        )

    assert len(carded(desk)) == 1
    assert len(carded(desk, kinds.SOURCES)) == 1
    with desk.database.read() as session:
        assert mentions.sources(session, [stories(desk)[0].id]) == {stories(desk)[0].id: 3}


def test_a_link_that_is_known_joins_its_story_however_long_ago(desk: Services, clock: Clock):
    first, second = paper(desk, "Sanomat"), paper(desk, "Uutiset")
    first.publish("Silta suljetaan", link="https://sanomat.example/silta")
    clock.move(days=10)

    second.publish("Aivan toinen otsikko", link="https://sanomat.example/silta?utm_medium=rss")

    assert len(stories(desk)) == 1
    assert len(seen(desk)) == 2


def test_old_items_tell_nobody_and_odd_dates_do_no_harm(desk: Services, clock: Clock):
    sanomat = paper(desk)
    sanomat.write("Kymmenen vuotta vanha uutinen", published=clock() - timedelta(days=3650))
    sanomat.write("Päivätön uutinen sillasta", published=None)
    sanomat.write("Vuoden 2035 uutinen kirjastosta", published=clock() + timedelta(days=3650))
    sanomat.poll()

    assert [one.title for one in stories(desk)] == ["Päivätön uutinen sillasta", "Vuoden 2035 uutinen kirjastosta"]
    assert [one.published_at for one in stories(desk)] == [None, clock()]
    assert len(stored(desk)) == 3


def _strange(count: int, *syllables: str) -> list[str]:
    """Headlines of words that stand in no other headline."""
    words = ("".join(word) for word in product(syllables, repeat=6))
    return [" ".join(islice(words, 4)).capitalize() for _ in range(count)]


def _different(count: int) -> list[str]:
    """Headlines of as many different stories."""
    subjects = ["silta", "koulu", "halli", "kirjasto", "satama", "torni", "puisto", "museo", "teatteri", "sairaala"]
    happens = ["avataan", "suljetaan", "myydään", "palaa", "remontoidaan"]
    return [f"{subject.capitalize()} {verb} tänään" for verb in happens for subject in subjects][:count]


def test_more_cards_than_a_channel_bears_in_an_hour_are_one_digest(desk: Services):
    sanomat = paper(desk)

    sanomat.publish(*_different(10))

    assert len(carded(desk)) == 6
    assert len(digested(desk)["flood"]) == 4
    assert len(carded(desk, kinds.DIGEST)) == 1


def test_the_cap_is_counted_over_polls_and_over_an_hour(desk: Services, clock: Clock):
    sanomat = paper(desk)
    titles = _different(16)
    for title in titles[:8]:
        sanomat.publish(title)
    assert len(carded(desk)) == 6

    clock.move(hours=1, minutes=1)
    sanomat.publish(titles[8])

    assert len(carded(desk)) == 7


def test_more_than_twenty_new_stories_in_one_poll_are_one_digest_and_no_card(desk: Services):
    paper(desk).publish(*_different(30))

    assert carded(desk) == []
    assert len(digested(desk)["flood"]) == 30
    assert len(carded(desk, kinds.DIGEST)) == 1
    assert len(carded(desk, kinds.DIGEST_MORE)) == 2


def test_what_comes_at_night_waits_for_the_morning_brief(desk: Services, clock: Clock):
    sanomat = paper(desk)
    clock.move(hours=12)  # nine in the evening

    sanomat.publish("Silta suljetaan talveksi")
    sanomat.publish("Kirjastoon tulee uusi sali")

    assert carded(desk) == carded(desk, kinds.DIGEST) == []
    assert len(digested(desk)["brief"]) == 2
    clock.move(hours=10)
    digests.show_due(desk)
    assert carded(desk, kinds.DIGEST) == []
    clock.move(minutes=30)
    digests.show_due(desk)
    digests.show_due(desk)
    assert len(carded(desk, kinds.DIGEST)) == 1


def test_what_opens_again_at_night_stands_in_the_morning_brief_and_rings_for_nobody(desk: Services, clock: Clock):
    sanomat, uutiset = paper(desk), paper(desk, "Uutiset")
    headline = "Aaltorannan uimahalli suljetaan kahdeksi viikoksi vesivahingon takia"
    sanomat.publish(headline)
    change(desk, stories(desk)[0], state="answered", ended_at=clock(), handler="U0ADA")
    clock.move(hours=13)

    uutiset.publish(headline)

    assert stories(desk)[0].state == "claimed"
    assert digested(desk) == {"brief": [1]}
    assert carded(desk, kinds.NOTE) == []


def test_a_story_that_goes_on_says_on_its_card_what_is_newest(desk: Services):
    sanomat, uutiset = paper(desk), paper(desk, "Uutiset")
    sanomat.publish("Kolme loukkaantui kolarissa Aaltorannassa", text="Auto ja bussi törmäsivät Rantatiellä.")

    update = "PÄIVITYS: Viisi loukkaantui kolarissa Aaltorannassa"
    uutiset.publish(update, text="Auto ja bussi törmäsivät Rantatiellä, poliisi kertoo.")

    assert [one.title for one in stories(desk)] == ["PÄIVITYS: Viisi loukkaantui kolarissa Aaltorannassa"]
    assert len(carded(desk)) == 1


def test_high_severity_is_a_card_before_all_others_and_passes_a_full_hour(desk: Services):
    rule(desk, "pommi", severity="high")
    sanomat = paper(desk, takes="all")
    sanomat.publish(*_different(6))

    sanomat.publish("Pommi löytyi satamasta")

    assert len(carded(desk)) == 7


def test_a_crisis_at_night_has_its_card_and_reaches_the_person_on_duty(desk: Services, clock: Clock):
    rule(desk, "pommiuhka", severity="crisis")
    clock.move(hours=15)

    paper(desk).publish("Pommiuhka tyhjensi koulun")

    assert len(carded(desk)) == 1
    assert [place for _record, place in carded(desk, kinds.NOTE)] == [ON_DUTY]


def test_rules_tell_each_in_their_own_place_and_time(desk: Services, clock: Clock):
    rule(desk, "silta", place="C0SILTA")
    rule(desk, "suljetaan", place="U0ADA", delivery="daily")

    paper(desk).publish("Silta suljetaan talveksi")

    assert [place for _record, place in carded(desk)] == ["C0SILTA"]
    assert len(digested(desk)["daily"]) == 1
    clock.move(days=1)
    digests.show_due(desk)
    assert [place for _record, place in carded(desk, kinds.DIGEST)] == ["U0ADA"]


def test_two_rules_for_one_place_tell_it_once_and_the_sooner_wins(desk: Services):
    rule(desk, "silta", delivery="weekly")
    rule(desk, "suljetaan", severity="high")

    paper(desk).publish("Silta suljetaan talveksi")

    assert carded(desk) == [(stories(desk)[0].id, CHANNEL)]
    assert digested(desk) == {}
    assert stories(desk)[0].severity == "high"


def test_what_is_muted_is_stored_and_told_to_nobody(desk: Services, clock: Clock):
    with desk.database.begin() as session:
        until = clock() + timedelta(days=7)
        put(desk, session, Mute(what="word", value="silta", made_by="U0ADA", made_at=clock(), until=until))
    sanomat = paper(desk)

    sanomat.publish("Sillan remontti jatkuu")
    assert len(stories(desk)) == 1
    assert carded(desk) == []

    clock.move(days=8)
    sanomat.publish("Silta on nyt auki")
    assert len(carded(desk)) == 1


def test_without_a_channel_nothing_is_lost_and_one_digest_tells_it_later(database: Database, clock: Clock):
    desk = desk_on(database, clock, monitoring_channel="")
    paper(desk).publish("Silta suljetaan", "Kirjasto muuttaa keskustaan")
    assert len(stories(desk)) == 2
    assert carded(desk) == []

    with desk.database.begin() as session:
        assert routing.show_untold(desk, session, AlertSettings(channel="C0UUSI"), clock()) == 2

    assert [place for _record, place in carded(desk, kinds.DIGEST)] == ["C0UUSI"]


def test_a_feed_that_is_paused_while_it_is_read_keeps_its_news_for_later(desk: Services):
    sanomat = paper(desk)
    _set_state(desk, sanomat, "paused")

    assert not sanomat.publish("Silta suljetaan").wrote
    _set_state(desk, sanomat, "active")
    sanomat.poll()

    assert len(carded(desk)) == 1


def test_two_processes_that_read_the_same_story_make_one(database: Database, clock: Clock):
    one, other = desk_on(database, clock), services_beside(database, clock)
    first, second = paper(one, "Sanomat"), paper(one, "Uutiset")
    headline = "Aaltorannan uimahalli suljetaan kahdeksi viikoksi vesivahingon takia"
    first.publish(headline)

    Paper(other, second.feed_id).publish(headline)

    assert len(stories(one)) == 1
    assert len(seen(one)) == 2


def test_a_transaction_that_fails_leaves_nothing_and_the_next_poll_tells_it(desk: Services):
    sanomat = paper(desk)
    sanomat.write("Silta suljetaan")

    def fail(_connection: object) -> None:
        raise ConnectionError

    event.listen(desk.database._writer, "commit", fail)
    with pytest.raises(ConnectionError):
        sanomat.poll()
    event.remove(desk.database._writer, "commit", fail)

    assert stored(desk) == []
    assert stories(desk) == []
    sanomat.poll()
    assert len(carded(desk)) == 1


def services_beside(database: Database, clock: Clock) -> Services:
    """Services of another process on the same database."""
    url = database.engine.url.render_as_string(hide_password=False)
    return services_on(Database(url), clock, monitoring_channel=CHANNEL)


def _set_state(desk: Services, known: Paper, state: str) -> None:
    from storage import feeds  # noqa: PLC0415

    with desk.database.begin() as session:
        feed = feeds.locked(session, known.feed_id)
        assert feed is not None
        feed.state = state


ARTICLE = "https://lehti.example/rekka-suistui"
TAKEN_FROM = f"{ARTICLE}?utm_source=x"


@pytest.mark.parametrize(
    "values",
    [
        {"text": "Taas! https://www.lehti.example/rekka-suistui?utm_source=x"},
        {"text": "Taas! lehti.example/rekka…", "links": (TAKEN_FROM,)},
        {"text": "submitted by /u/anna [link] [comments]", "links": ("https://masto.example/@anna/1", TAKEN_FROM)},
    ],
)
def test_a_post_joins_the_article_that_it_links_to(desk: Services, values: dict[str, object]):
    paper(desk, "Lehti").publish("Rekka suistui ojaan Turun ohitustiellä", link=ARTICLE)

    paper(desk, "Tootit", kind="social").publish("", link="https://masto.example/@anna/1", **values)

    assert len(stories(desk)) == 1


def test_an_address_that_is_shown_cut_short_joins_nothing(desk: Services):
    toots = paper(desk, "Tootit", kind="social")
    for number, words in enumerate(("Rekka ojassa ohitustiellä", "Uimahalli avataan keväällä")):
        toots.publish("", text=f"{words} https://lehti.example/uut…", link=f"https://masto.example/@anna/{number}")

    assert len(stories(desk)) == 2


def test_an_article_that_links_to_another_one_is_a_story_of_its_own(desk: Services):
    paper(desk, "Lehti").publish("Rekka suistui ojaan Turun ohitustiellä", link=ARTICLE)

    paper(desk, "Sanomat").publish("Kirjasto juhlii satavuotista taivaltaan", links=(ARTICLE,))

    assert len(stories(desk)) == 2
