"""A bare Bolt app on the built-in Socket Mode client: one command listener, default settings.

With the argument `before-response` the one setting `process_before_response=True` is changed.
"""

import sys

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bench.peers import given


def main(arguments: list[str]) -> None:
    """Connect and answer every `/channels`, for good."""
    answer = given.answer()

    def channels(ack: Ack) -> None:
        ack(**answer)

    web = WebClient(given.BOT_TOKEN, base_url=given.slack_url())
    bolt = App(client=web, token_verification_enabled=False, process_before_response="before-response" in arguments)
    bolt.command("/channels")(channels)
    SocketModeHandler(bolt, given.APP_TOKEN).start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main(sys.argv[1:])
