"""A bare asynchronous Bolt app on the server it brings along (`AsyncApp.server`): one command listener, default settings."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bench.peers import given


def main() -> None:
    """Serve `POST /slack/events`, for good."""
    answer = given.answer()

    async def channels(ack: AsyncAck) -> None:
        await ack(**answer)

    web = AsyncWebClient(given.BOT_TOKEN, base_url=given.slack_url())
    bolt = AsyncApp(client=web, signing_secret=given.SIGNING_SECRET)
    bolt.command("/channels")(channels)
    bolt.server(port=given.port(), host="127.0.0.1").start()


if __name__ == "__main__":
    main()
