"""Asking the house on the playground's page: what the bank knows, what colleagues answer, and what the asker accepts."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from bot.views import answers_buttons, ask, questions
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
HOUSE = "C0TALO"
ASKED = "Voiko kaupungintalon kellotorniin päästä tutustumaan?"


def test_what_the_bank_knows_is_answered_at_once_and_the_rest_by_colleagues(visit: Visit) -> None:
    """Usko asks twice: the bank answers the first; Otso answers the second in its thread, and Usko accepts that."""
    usko = visit("U006")
    usko.write("/kysy Onko uimahalli auki loppiaisena?")
    expect(usko.answer).to_contain_text("Loppiaisena uimahalli on auki kello 10–18")
    usko.press(answers_buttons.SOLVED, usko.answer)
    usko.write(f"/kysy {ASKED}")
    expect(usko.answer).to_contain_text(ASKED)
    usko.press(ask.OPEN, usko.answer)
    expect(usko.modal.locator("[data-block-id='question'] textarea")).to_have_value(ASKED)
    usko.fill("why", "Luokka haluaa käydä siellä.")
    usko.send_form()
    otso = visit("U018", HOUSE)
    card = otso.card(ASKED)
    expect(card).to_contain_text("Usko Uusi")
    otso.answer_in_thread(card, "Kyllä: museo järjestää kierroksen joka kuun ensimmäisenä lauantaina.")
    usko = visit("U006")
    usko.to_the_bot()
    mine = usko.card(ASKED)
    expect(mine).to_contain_text("Otso Orava")
    usko.press(questions.ACCEPT, mine)
    usko.fill("text", "Kyllä. Museo järjestää kierroksen joka kuun ensimmäisenä lauantaina.")
    usko.send_form()
    expect(mine).to_contain_text("Kyllä. Museo järjestää")
    otso = visit("U018", HOUSE)
    expect(otso.card(ASKED)).to_contain_text("Kyllä. Museo järjestää")
    otso.to_the_bot()
    expect(otso.newest).to_contain_text(ASKED)


def test_the_house_is_asking_when_a_visitor_comes_in(visit: Visit) -> None:
    """One question is solved, with its public reply; another has two answers in its thread and waits for its asker."""
    nora = visit("U007", HOUSE)
    solved = nora.card("papperslyktor")
    expect(solved).to_contain_text("Olle Orkan")
    expect(solved.locator("a[href$='papperslyktor-svar']")).to_be_visible()
    expect(nora.card("Asiakas kysyy, haetaanko joulukuuset")).to_contain_text("2")


def test_an_answer_that_owes_a_language_is_found_with_words_of_another(visit: Visit) -> None:
    """Rosie asks in Finnish about resident parking, which nobody has written in English yet; an expired answer says so."""
    rosie = visit("U008")
    rosie.write("/ask Miten haen asukaspysäköintitunnusta?")
    expect(rosie.answer).to_contain_text("Tunnus maksaa 120 euroa vuodessa")
    rosie.write("/ask Saako kaupungilta hiekoitushiekkaa omaan pihaan?")
    expect(rosie.answer).to_contain_text("Hiekkaa voi hakea maksutta")


def test_what_only_the_desk_may_see_is_found_by_the_desk_alone(visit: Visit) -> None:
    """Sini finds what is answered when the water is cut off; Usko does not."""
    asked = "Milloin vedentulo palaa?"
    usko = visit("U006")
    usko.write(f"/kysy {asked}")
    expect(usko.answer).to_contain_text(asked)
    expect(usko.answer).not_to_contain_text("Varavesipisteet")
    sini = visit("U002")
    sini.write(f"/kysy {asked}")
    expect(sini.answer).to_contain_text("Varavesipisteet ovat torilla")


def test_a_phone_shows_answers_form_and_cards_without_sideways_scrolling(page: Page, visit: Visit) -> None:
    """At 360 pixels nothing sticks out."""
    page.set_viewport_size({"width": 360, "height": 740})
    nora = visit("U007")
    nora.write("/fraga Är simhallen öppen på trettondagen?")
    expect(nora.answer).to_contain_text("På trettondagen är simhallen öppen")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    nora.press(ask.OPEN, nora.answer)
    expect(nora.modal.locator("[data-block-id='circle']")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    nora = visit("U007", HOUSE)
    expect(nora.card("papperslyktor")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
