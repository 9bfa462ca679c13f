"""What is said of the town, on the playground's page: the desk's channel, and what its people do there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot.views import mentions
from playground.feed_server import FOLDER
from playground.town import MONITORING
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


def test_the_channel_is_alive_when_a_visitor_comes_in(visit: Visit) -> None:
    """A day and a half stand there: one is answered, one is in hand, one is not ours, one was told by four sources."""
    sini = visit("U002", MONITORING)
    expect(sini.card("Kalliomäen kadut auraamatta")).to_contain_text("Sini Sinitiainen")
    expect(sini.card("Suljetaanko Rantalan kirjasto?")).to_contain_text("#kirjasto-bibliotek")
    expect(sini.card("Ville Aaltoranta")).to_contain_text("Peppi Pilvi")
    expect(sini.card("Viisi loukkaantui kolarissa Rantatiellä")).to_contain_text("4")


def test_a_manager_takes_a_mention_and_answers_it(visit: Visit) -> None:
    """Peppi takes what nobody has taken yet, and pastes the link of her answer: the card is calm then."""
    peppi = visit("U004", MONITORING)
    free = peppi.page.locator(f"[data-action-id='{mentions.CLAIM}']")
    waiting = peppi.page.get_by_test_id("message").filter(has=free).last
    card = peppi.card(waiting.get_by_role("link").first.inner_text())
    peppi.press(mentions.CLAIM, card)
    expect(card).to_contain_text("Peppi Pilvi")
    peppi.press(mentions.ANSWER, card)
    peppi.fill("link", "https://www.facebook.com/aaltoranta.example/posts/kirjasto")
    peppi.page.get_by_test_id("modal-submit").last.click()
    expect(card.get_by_role("link").last).to_have_attribute(
        "href", "https://www.facebook.com/aaltoranta.example/posts/kirjasto"
    )
    expect(card.locator(f"[data-action-id='{mentions.ANSWER}']")).to_have_count(0)


def test_news_comes_in_while_somebody_looks(visit: Visit) -> None:
    """The town goes on writing; the poller reads it, and a card appears by itself."""
    sini = visit("U002", MONITORING)
    expect(sini.card("Koulunkäynninohjaaj").or_(sini.card("Tunti vartti kotiin")).last).to_be_visible(timeout=90_000)


def test_a_visitor_adds_a_feed_that_the_desk_does_not_read_yet(visit: Visit, town_address: str) -> None:
    """The podcast, by its address."""
    sini = visit("U002", MONITORING)
    sini.write(f"/some feeds add {town_address}{FOLDER}podcast.xml")
    expect(sini.answer).to_contain_text("Rannan ääni", timeout=30_000)


def test_a_phone_shows_the_cards_without_sideways_scrolling(page: Page, visit: Visit) -> None:
    """At 360 pixels nothing sticks out."""
    page.set_viewport_size({"width": 360, "height": 740})
    sini = visit("U002", MONITORING)
    expect(sini.card("Suljetaanko Rantalan kirjasto?")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
