"""Tips and the plan on the playground's page: a tip until its end, "post now", approval on a phone, the week."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot.views import approvals_cards, plan_words, reminders, tips
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
DESK = "C0DESK"
TIP = "Satamassa nukkuu kolme hyljettä laiturilla."
WHY = "Kerroimme niistä viime viikolla."
POST = "https://www.facebook.com/aaltoranta.example/posts/torin-valot"


def test_a_colleague_sends_a_tip_and_sees_its_end(visit: Visit) -> None:
    """Lauri tips the desk, Peppi takes it and says why it is not used: his one message follows."""
    lauri = visit("U047")
    lauri.write(f"/vinkki {TIP}")
    lauri.send_form()
    lauri.to_the_bot()
    mine = lauri.card(TIP)
    expect(mine).to_be_visible()
    peppi = visit("U004", DESK)
    card = peppi.card(TIP)
    expect(card).to_contain_text("Lauri Lokki")
    peppi.press(tips.TAKE, card)
    expect(card).to_contain_text("Peppi Pilvi")
    peppi.press(tips.LEAVE, card)
    peppi.fill("words", WHY)
    peppi.page.get_by_test_id("modal-submit").last.click()
    expect(card).to_contain_text(WHY)
    lauri = visit("U047")
    lauri.to_the_bot()
    expect(lauri.card(TIP)).to_contain_text(WHY)
    expect(lauri.page.get_by_test_id("message").filter(has_text=TIP)).to_have_count(1)


def test_an_owner_is_told_to_post_copies_the_text_and_pastes_the_link(visit: Visit) -> None:
    """The bot says it at the minute; afterwards the message holds the link of the post."""
    sini = visit("U002")
    sini.to_the_bot()
    card = sini.page.get_by_test_id("message").filter(
        has=sini.page.locator(f"[data-action-id='{reminders.POSTED_BUTTON}']")
    )
    expect(card).to_contain_text("Tule kello 17", timeout=60_000)
    sini.press(reminders.COPY, card)
    expect(sini.modal.locator("textarea").first).to_have_value(re.compile("Tule kello 17"))
    sini.page.get_by_test_id("modal-submit").last.click()
    expect(sini.modal.locator("[data-block-id='link']")).to_be_visible()
    sini.fill("link", POST)
    sini.page.get_by_test_id("modal-submit").last.click()
    expect(sini.page.get_by_test_id("message").locator(f"a[href='{POST}']").first).to_be_visible()


def test_somebody_approves_on_a_phone_in_one_tap_and_nothing_sticks_out(page: Page, visit: Visit) -> None:
    """At 390 pixels Sini reads both texts and approves; Uuno hears it."""
    sini = visit("U002")
    sini.to_the_bot()
    page.set_viewport_size({"width": 390, "height": 844})
    waiting = page.locator(f"[data-action-id='{approvals_cards.APPROVE}']")
    card = page.get_by_test_id("message").filter(has=waiting)
    expect(card).to_contain_text("Morgonsimmare!")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    sini.press(approvals_cards.APPROVE, card)
    expect(waiting).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 800})
    uuno = visit("U013")
    uuno.to_the_bot()
    expect(uuno.card("Uimahallin uudet aukioloajat")).to_be_visible()


def test_the_week_is_read_in_ones_own_language_and_an_item_opens(visit: Visit) -> None:
    """Bosse sees what is planned, what the days are, and what an item lacks."""
    bosse = visit("U003")
    bosse.write("/some plan")
    expect(bosse.answer).to_contain_text("Sandlådorna är fyllda")
    expect(bosse.answer).to_contain_text("lyhdyt-torilla.png")
    bosse.answer.locator(f"[data-action-id^='{plan_words.OPEN}']").first.click()
    expect(bosse.modal).to_contain_text("Inlägg i sociala medier")
