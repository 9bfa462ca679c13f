"""Serves the feeds of the pipeline case in a process of its own: the old items until it reads a line, then the new ones."""

from __future__ import annotations

import sys

from bench.feeds_seeds import document
from tests.feed_server import FeedServer, Reply, Request, loopback


def main(count: int) -> None:
    """Serve so many feeds, each on an address of its own, until the input ends."""
    turned = [False]
    documents = {is_new: [document(number, is_new=is_new) for number in range(count)] for is_new in (False, True)}

    def reply(request: Request) -> Reply:
        body = documents[turned[0]][int(request.path.strip("/"))]
        return Reply(body, headers={"Content-Type": "application/rss+xml; charset=utf-8"}, etag=f'"{turned[0]}"')

    with FeedServer(loopback(count)) as server:
        for number in range(count):
            server.add(f"/{number}", reply)
        print(server.port, flush=True)
        sys.stdin.readline()
        turned[0] = True
        print("turned", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
