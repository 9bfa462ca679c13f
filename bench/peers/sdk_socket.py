"""slack_sdk's built-in Socket Mode client without Bolt: every envelope is acknowledged at once."""

from threading import Event

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bench.peers import given


def main() -> None:
    """Connect and answer every `/channels`, for good."""
    answer = given.answer()

    def acknowledge(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        if request.type == "slash_commands" and request.payload["command"] == "/channels":
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload=answer))

    web = WebClient(given.BOT_TOKEN, base_url=given.slack_url())
    client = SocketModeClient(given.APP_TOKEN, web_client=web)
    client.socket_mode_request_listeners.append(acknowledge)
    client.connect()
    Event().wait()


if __name__ == "__main__":
    main()
