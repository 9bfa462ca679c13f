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

    @property
    def found(self) -> Locator:
        """The newest list of experts; who is there just now may follow it in a message of its own."""
        asking = self.page.locator("[data-action-id='inquiries.ask']")
        return self.page.get_by_test_id("ephemeral").filter(has=asking).last

    def card(self, text: str) -> Locator:
        """Return the newest message with this text."""
        return self.page.get_by_test_id("message").filter(has_text=text).last

    @property
    def newest(self) -> Locator:
        """The newest message of the conversation."""
        return self.page.get_by_test_id("message").last

    def write(self, text: str) -> None:
        """Send a message or a command."""
        self.composer.fill(text)
        self.page.keyboard.press("Escape")  # the suggestions
        self.composer.press("Enter")

    def fill(self, block: str, text: str) -> None:
        """Write into a field of the form."""
        self.modal.locator(f"[data-block-id='{block}'] :is(input, textarea)").first.fill(text)

    def press(self, action_id: str, where: Locator) -> None:
        """Press the first button of this name in a message or form."""
        where.locator(f"[data-action-id='{action_id}']").first.click()

    def send_form(self) -> None:
        """Press the form's submit button, and close the word of thanks that it turns into."""
        self.page.get_by_test_id("modal-submit").last.click()
        self.page.get_by_test_id("modal-submit").wait_for(state="hidden")
        self.page.keyboard.press("Escape")
        self.page.get_by_test_id("modal").wait_for(state="hidden")

    def close_windows(self) -> None:
        """Close what somebody left open when the same person was here before."""
        windows = self.page.get_by_test_id("modal")
        while windows.count():
            self.page.keyboard.press("Escape")
            self.page.wait_for_timeout(200)

    def go_to(self, channel_id: str) -> None:
        """Go to a channel that is listed beside."""
        self.page.locator(f"[data-focus='side-{channel_id}']").first.click()

    def to_the_bot(self) -> None:
        """Go to the direct messages with Kaiku."""
        self.page.locator("[data-focus='side-bot']").first.click()

    def answer_in_thread(self, message: Locator, text: str) -> None:
        """Reply in a message's thread."""
        message.hover()
        message.get_by_test_id("message-reply").click()
        composer = self.page.get_by_test_id("composer").last
        composer.fill(text)
        composer.press("Enter")
        self.page.get_by_test_id("message").filter(has_text=text).first.wait_for()

    def choose_shortcut(self, callback_id: str, text: str) -> None:
        """Choose one of Kaiku's shortcuts from the menu of the newest message with this text."""
        message = self.page.get_by_test_id("message").filter(has_text=text).last
        message.hover()
        message.get_by_test_id("message-more").click()
        self.page.locator(f"[data-callback-id='{callback_id}']").click()

    def home(self) -> Locator:
        """Open Kaiku's Home tab and return it."""
        self.page.get_by_test_id("home-tab").first.click()
        return self.page.locator("main[data-pane=home]")
