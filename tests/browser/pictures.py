"""Take the pictures of the documentation: `python -m tests.browser.pictures` (Chromium on the playground).

Each picture is one person's view in one language, so that all three are looked at whenever pictures are taken.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import ViewportSize

from bot.views import approvals_cards, plan_texts
from playground.town import MONITORING
from tests.browser.town import chromium, open_town
from tests.browser.visitor import Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


def channels_in_finnish(usko: Visitor) -> None:
    """Show a new employee's search."""
    usko.write("/kanavat kirjasto")
    usko.answer.wait_for()


def form_in_swedish(bosse: Visitor) -> None:
    """Show a social manager's form, half filled in."""
    bosse.write("/some konton ny")
    bosse.fill("name", "Simhallen i Vågstrand")
    bosse.fill("link", "https://www.instagram.com/simhallen.example")
    bosse.fill("unit", "Liikuntapalvelut")
    bosse.fill("purpose", "Öppettider, grupper och serviceavbrott.")
    bosse.modal.locator("[data-block-id='name']").scroll_into_view_if_needed()


def home_in_english(ellen: Visitor) -> None:
    """Show a social manager's App Home."""
    ellen.home().get_by_text("Our social accounts").first.wait_for()


def experts_in_finnish(usko: Visitor) -> None:
    """Show who knows about data protection, with the reasons."""
    usko.write("/osaaja tietosuoja")
    usko.answer.wait_for()


def experts_in_swedish(nora: Visitor) -> None:
    """Show what a whole question finds."""
    nora.write("/expert vem kan svara på frågor om simhallens öppettider?")
    nora.answer.wait_for()


def mentions_in_finnish(sini: Visitor) -> None:
    """Show the desk's channel: what is said of the town, and what has become of it."""
    sini.go_to(MONITORING)
    sini.card("Suljetaanko Rantalan kirjasto?").wait_for()


def plan_in_finnish(sini: Visitor) -> None:
    """Show a social manager's week."""
    sini.write("/some suunnitelma")
    sini.answer.wait_for()


def item_in_swedish(bosse: Visitor) -> None:
    """Show what is planned, counted as the network counts it."""
    bosse.write("/some plan")
    row = bosse.answer.locator("[data-block-id]").filter(has_text="Lyhtykävely")
    row.locator("button").first.click()
    bosse.press(f"{plan_texts.EDIT}.sv", bosse.modal)
    bosse.press(plan_texts.PREVIEW, bosse.modal)
    bosse.modal.get_by_text("2 200").last.wait_for()


def reminder_in_english(ellen: Visitor) -> None:
    """Show what an owner is told at the minute."""
    ellen.to_the_bot()
    ellen.card("Lanterns tonight").wait_for(timeout=60_000)


def approval_on_a_phone(sini: Visitor) -> None:
    """Show what somebody is asked to approve, on a phone, in Finnish."""
    sini.to_the_bot()
    sini.card("Torin valot").wait_for(timeout=60_000)  # what comes later would scroll the card away
    _approval_on_a_phone(sini)


def reply_on_a_phone(bosse: Visitor) -> None:
    """Show the reply that a colleague wants to give in public, on a phone, in Swedish."""
    bosse.to_the_bot()
    bosse.card("Suljetaanko Rantalan kirjasto?").wait_for()
    _approval_on_a_phone(bosse)


def _approval_on_a_phone(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    waiting = visitor.page.locator(f"[data-action-id='{approvals_cards.APPROVE}']")
    card = visitor.page.get_by_test_id("message").filter(has=waiting)
    card.evaluate("card => card.scrollIntoView({block: 'start'})")


def question_in_finnish(raili: Visitor) -> None:
    """Show a question that colleagues have solved."""
    raili.go_to("C0TALO")
    raili.card("papperslyktor").scroll_into_view_if_needed()


PICTURES = {
    "channels-fi": ("U006", channels_in_finnish),
    "account-form-sv": ("U003", form_in_swedish),
    "home-en": ("U005", home_in_english),
    "experts-fi": ("U006", experts_in_finnish),
    "experts-sv": ("U007", experts_in_swedish),
    "mentions-fi": ("U002", mentions_in_finnish),
    "question-fi": ("U052", question_in_finnish),
    "plan-fi": ("U002", plan_in_finnish),
    "plan-item-sv": ("U003", item_in_swedish),
    "reminder-en": ("U005", reminder_in_english),
    "approval-phone-fi": ("U002", approval_on_a_phone),
    "reply-phone-sv": ("U003", reply_on_a_phone),
}


def main() -> int:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_town(Path(folder)) as address, chromium() as browser:
        for name, (person, take) in PICTURES.items():
            size: ViewportSize = {"width": 1120, "height": 900}
            with closing(browser.new_page(viewport=size, timezone_id="Europe/Helsinki")) as page:
                page.goto(f"{address}/#as={person}&at=C0TALO")
                visitor = Visitor(page)
                visitor.composer.wait_for()
                page.wait_for_timeout(500)  # a window that was left open comes back
                visitor.close_windows()
                take(visitor)
                page.wait_for_timeout(800)  # fonts and transitions
                page.screenshot(path=FOLDER / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
