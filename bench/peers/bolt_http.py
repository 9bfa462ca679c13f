"""A bare Bolt app behind the standard library's threaded HTTP server: one command listener, default settings."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient

from bench.peers import given


def door(bolt: App) -> type[BaseHTTPRequestHandler]:
    """Return a request handler that passes each POST to Bolt and keeps connections open."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else an answer in two pieces waits 40 ms for the other side's TCP

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = bolt.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
            self.send_response(answer.status)
            for name, value in answer.first_headers().items():
                self.send_header(name, value)
            content = answer.body.encode()
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the standard library
            """Keep quiet: none of the variants writes a line for each request."""

    return Door


def main() -> None:
    """Serve `POST /slack/events`, for good."""
    answer = given.answer()

    def channels(ack: Ack) -> None:
        ack(**answer)

    web = WebClient(given.BOT_TOKEN, base_url=given.slack_url())
    bolt = App(client=web, signing_secret=given.SIGNING_SECRET, token_verification_enabled=False)
    bolt.command("/channels")(channels)
    ThreadingHTTPServer(("127.0.0.1", given.port()), door(bolt)).serve_forever()


if __name__ == "__main__":
    main()
