"""Tokens for the web door: shown once when they are made, kept as hashes, ended by whoever runs the machine."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from bot import audit
from bot.audit import Act
from storage import tokens

if TYPE_CHECKING:
    from bot.services import Services

PEOPLE = "people"
"""Opens the HR feed, POST /people."""
FIGURES = "figures"
"""Opens the door of key figures, POST /figures."""
PURPOSES = (PEOPLE, FIGURES)
_BYTES = 32


def make(services: Services, purpose: str, *, by: str) -> str:
    """Make a token and return it; nobody can read it again. Earlier ones stay in force, so that a feed can change over."""
    now, token = services.now(), secrets.token_urlsafe(_BYTES)
    with services.database.begin() as session:
        made = tokens.add(session, purpose, _hashed(token), now)
        audit.note(session, now, Act(by, "token.made", f"token:{made.id}"), after={"purpose": purpose})
    return token


def revoke(services: Services, purpose: str, *, by: str) -> int:
    """End every token for a purpose, at once and in every process; return how many there were."""
    now = services.now()
    with services.database.begin() as session:
        ended = tokens.revoke(session, purpose, now)
        for token_id in ended:
            audit.note(session, now, Act(by, "token.revoked", f"token:{token_id}"), after={"purpose": purpose})
    return len(ended)


def opens(services: Services, purpose: str, token: str) -> bool:
    """Tell whether a token is in force for a purpose; takes as long for a wrong one as for a right one."""
    hashed = _hashed(token)
    with services.database.read() as session:
        known = tokens.in_force(session, purpose)
    return any([hmac.compare_digest(hashed, one) for one in known])  # noqa: C419 - every one is compared


def _hashed(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
