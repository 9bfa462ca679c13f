"""The pages of a digest: its first few headlines in the message itself, the rest in its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions.kinds import DIGEST, DIGEST_MORE
from storage import digests

if TYPE_CHECKING:
    from bot.services import Services

FIRST = 8
"""Headlines that stand in the message itself."""
PAGE = 20
"""Headlines of one message in the thread."""
MOST = 50
"""Pages in a thread; a digest that has more is a flood that nobody reads to its end."""


def pages(items: int) -> int:
    """Return how many messages the rest of a digest needs in its thread."""
    return max(0, -(-(items - FIRST) // PAGE))


def record(digest_id: int, page: int) -> int:
    """Return the number under which a page has its card: the digest's and the page's in one."""
    return digest_id * MOST + page


def of_record(number: int) -> tuple[int, int]:
    """Return the digest and the page of a card."""
    return divmod(number, MOST)


def redraw(services: Services, session: Session, mention_id: int, *, is_gone: bool = False) -> None:
    """Bring what shows a mention in digests up to date; when it `is_gone`, all that stood after it moves up."""
    for digest in digests.with_mention(session, mention_id):
        services.messenger.redraw(session, DIGEST, digest.id)
        order = digests.order(session, digest.id)
        page = (order.index(mention_id) - FIRST) // PAGE
        last = (len(order) - FIRST) // PAGE if is_gone else page
        for number in range(max(0, page), min(last, MOST - 1) + 1):
            services.messenger.redraw(session, DIGEST_MORE, record(digest.id, number))
