"""The playground's page in a real browser: what this version of the bot can do, done by its people."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


def test_a_new_employee_finds_the_pool_with_one_command_in_finnish(visit: Visit) -> None:
    """Usko writes another form of the word, and sees purpose, owner and a button that opens the account."""
    usko = visit("U006")
    usko.write("/kanavat uimahallit")
    expect(usko.answer).to_contain_text("Aaltorannan uimahalli")
    expect(usko.answer).to_contain_text("Tarkoitus: Aukioloajat, ryhmät ja huoltokatkot.")
    expect(usko.answer).to_contain_text("@Uuno Uimari")
    expect(usko.answer.get_by_role("button", name="Avaa Aaltorannan uimahalli, Facebook")).to_be_visible()
    expect(usko.answer.get_by_role("link").first).to_have_attribute(
        "href", "https://www.facebook.com/aaltorannanuimahalli.example"
    )


def test_the_list_is_paged_and_stays_one_message(visit: Visit) -> None:
    """Turning the page changes the message in place and leaves one answer."""
    usko = visit("U006")
    usko.write("/channels")
    expect(usko.answer).to_contain_text("yhteensä 24")
    first_page = usko.answer.inner_text()
    before = usko.page.get_by_test_id("ephemeral").count()
    usko.answer.get_by_role("button", name="Seuraavat").click()
    expect(usko.answer).to_contain_text("Sometilit 1", ignore_case=True)
    expect(usko.answer.get_by_role("button", name="Edelliset")).to_be_visible()
    assert usko.answer.inner_text() != first_page
    assert usko.page.get_by_test_id("ephemeral").count() == before


def test_a_manager_adds_an_account_in_swedish_and_the_bot_corrects_the_link(visit: Visit) -> None:
    """Bosse's link is no link at first; he mends it and the account is in the register, for everybody."""
    bosse = visit("U003")
    bosse.write("/some konton ny")
    bosse.fill("name", "Simhallen i Vågstrand")
    bosse.fill("link", "javascript:alert(1)")
    bosse.page.get_by_test_id("modal-submit").click()
    expect(bosse.page.get_by_test_id("field-error")).to_contain_text("https://")
    bosse.fill("link", "https://www.instagram.com/simhallen.example")
    bosse.page.get_by_test_id("modal-submit").click()
    expect(bosse.modal).to_contain_text("”Simhallen i Vågstrand” finns nu i registret.")
    usko = visit("U006")
    usko.write("/kanavat simhall")
    expect(usko.answer).to_contain_text("Simhallen i Vågstrand")


def test_foreign_text_stays_text(visit: Visit) -> None:
    """A query made of mentions and markup is quoted, and is neither a mention nor markup."""
    usko = visit("U006")
    usko.write("/channels <!channel> *kaikki* <b>tässä</b>")
    expect(usko.answer).to_contain_text("channel")
    expect(usko.answer).to_contain_text("*kaikki* <b>tässä</b>")


def test_a_guest_is_refused_politely(visit: Visit) -> None:
    """Vieno, a consultant, gets a sentence and no data."""
    vieno = visit("U009", channel="C0VIERAAT")
    vieno.write("/channels")
    expect(vieno.answer).to_contain_text("staff")
    expect(vieno.answer).not_to_contain_text("Aaltorannan")


def test_home_speaks_the_chosen_language_at_once(visit: Visit) -> None:
    """Ellen reads English, chooses Finnish on the Home tab, and the tab is Finnish."""
    ellen = visit("U005")
    home = ellen.home()
    expect(home).to_contain_text("Our social accounts")
    home.get_by_test_id("action").filter(has_text="The same as in Slack").click()
    ellen.page.get_by_role("option", name="suomi").click()
    expect(home).to_contain_text("Sometilimme")
    home.get_by_test_id("action").filter(has_text="suomi").click()
    ellen.page.get_by_role("option", name="Sama kuin Slackissa").click()
    expect(home).to_contain_text("Our social accounts")


def test_the_page_says_what_it_is_and_asks_nobody_else(page: Page, town_address: str) -> None:
    """The header says playground, and every request stays on this machine."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{town_address}/#as=U005&at=C0HARJ")
    expect(page.locator("header").first).to_contain_text("playground")
    assert asked
    assert all(url.startswith((town_address, "data:", "blob:")) for url in asked)


def test_a_phone_shows_one_pane_and_nothing_sticks_out(page: Page, visit: Visit) -> None:
    """At 360 pixels the list of accounts needs no sideways scrolling."""
    page.set_viewport_size({"width": 360, "height": 740})
    usko = visit("U006")
    usko.write("/kanavat kirjasto")
    expect(usko.answer).to_contain_text("Aaltorannan kirjasto")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
