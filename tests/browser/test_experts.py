"""Finding and asking experts on the playground's page: what colleagues do, each in their own language."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot.views import inquiries
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


def test_a_new_employee_finds_who_knows_about_data_protection_in_finnish(visit: Visit) -> None:
    """Usko writes one word, and sees who knows with the reason; a Swedish colleague's “dataskydd” counts as well."""
    usko = visit("U006")
    usko.write("/osaaja tietosuojasta")
    expect(usko.found).to_contain_text("Eino Etana")
    expect(usko.found).to_contain_text("Tietosuojavastaava · Lakipalvelut · Kaupungintalo")
    expect(usko.found).to_contain_text("some ja tietosuoja")
    expect(usko.found).to_contain_text("Irma Ilves")
    expect(usko.found).to_contain_text("Sven Sommarregn")
    expect(usko.found).not_to_contain_text("Uuno Uimari")


def test_a_whole_question_finds_the_pool_in_swedish_too(visit: Visit) -> None:
    """Nora asks in a sentence; the Finnish colleague who has it in Finnish is found by it."""
    nora = visit("U007")
    nora.write("/expert vem kan svara på frågor om simhallens öppettider?")
    expect(nora.found).to_contain_text("Uuno Uimari")
    expect(nora.found).to_contain_text("Svante Snöstorm")


def test_nobody_finds_who_wants_to_be_hidden_or_who_has_left(visit: Visit) -> None:
    """Paavo is hidden, Unto has left: their skills find nobody."""
    usko = visit("U006")
    usko.write("/osaaja säilytysajat")
    expect(usko.found).not_to_contain_text("Paavo Pöllö")
    usko.write("/osaaja starttiraha")
    expect(usko.found).not_to_contain_text("Unto")


def test_a_question_goes_to_the_expert_and_the_answer_comes_back(visit: Visit) -> None:
    """Usko asks Raili from the list, Raili answers in her messages, and Usko reads it in his."""
    usko = visit("U006")
    usko.write("/osaaja selkokieli")
    expect(usko.found).to_contain_text("”selkokieli”")
    expect(usko.found).to_contain_text("Raili Räntä")
    usko.press(inquiries.ASK, usko.found)
    usko.fill("question", "Onko meillä ohjetta selkokielestä?")
    usko.send_form()
    raili = visit("U052")
    raili.to_the_bot()
    expect(raili.newest).to_contain_text("Onko meillä ohjetta selkokielestä?")
    raili.press(inquiries.ANSWER, raili.newest)
    raili.fill("answer", "On: intranetissä kohdassa Viestintä.")
    raili.send_form()
    usko = visit("U006")
    usko.to_the_bot()
    expect(usko.page.locator("main[data-pane=talk]")).to_contain_text("On: intranetissä kohdassa Viestintä.")


def test_a_new_skill_in_ones_own_profile_is_found_by_a_colleague_in_swedish(visit: Visit) -> None:
    """Usko adds “tekoäly” to his profile; Nora searches for “artificiell intelligens”."""
    usko = visit("U006")
    usko.write("/osaaja minä")
    skills = usko.modal.locator("[data-block-id='skills']")
    skills.locator("button.select").click()
    usko.page.keyboard.type("tekoäly")
    usko.page.get_by_role("option", name="tekoäly").first.click()
    usko.page.keyboard.press("Escape")
    expect(skills.locator(".token")).to_contain_text("tekoäly")
    usko.send_form()
    nora = visit("U007")
    nora.write("/expert artificiell intelligens")
    expect(nora.found).to_contain_text("Usko Uusi")


def test_a_message_in_a_channel_becomes_a_question(visit: Visit) -> None:
    """Nora sees a question in a channel and asks somebody who knows, from the menu of the message."""
    usko = visit("U006")
    usko.write("Kuka tietää uimahallin aukioloajoista?")
    nora = visit("U007")
    nora.choose_shortcut(inquiries.SHORTCUT, "Kuka tietää uimahallin aukioloajoista?")
    expect(nora.modal.locator("[data-block-id='question'] textarea")).to_have_value(
        "Kuka tietää uimahallin aukioloajoista?"
    )
    expect(nora.modal).to_contain_text("Uuno Uimari")


def test_a_phone_shows_results_and_profile_without_sideways_scrolling(page: Page, visit: Visit) -> None:
    """At 360 pixels nothing sticks out."""
    page.set_viewport_size({"width": 360, "height": 740})
    usko = visit("U006")
    usko.write("/osaaja saavutettavuus")
    expect(usko.found).to_contain_text("Aino Ahma")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    usko.write("/osaaja minä")
    expect(usko.modal.locator("[data-block-id='skills']")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
