"""What a person does on the playground's page, in the words in which a story is told."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody in front of the page."""

    page: Page

    @property
    def composer(self) -> Locator:
        """The field one writes in."""
        return self.page.get_by_test_id("composer").first

    @property
    def answer(self) -> Locator:
        """The newest message that only this person sees."""
        return self.page.get_by_test_id("ephemeral").last

    @property
    def modal(self) -> Locator:
        """The form on top."""
        return self.page.get_by_test_id("modal").last

    def write(self, text: str) -> None:
        """Send a message or a command."""
        self.composer.fill(text)
        self.page.keyboard.press("Escape")  # the suggestions
        self.composer.press("Enter")

    def fill(self, block: str, text: str) -> None:
        """Write into a field of the form."""
        self.modal.locator(f"[data-block-id='{block}'] :is(input, textarea)").first.fill(text)

    def home(self) -> Locator:
        """Open Kaiku's Home tab and return it."""
        self.page.get_by_test_id("home-tab").first.click()
        return self.page.locator("main[data-pane=home]")
