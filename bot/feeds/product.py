"""Who asks: the name that the bot gives itself to other people's servers."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

VERSION: Final = "0.1.0"
"""As in pyproject.toml; a checkout that nobody installed has no other place for it."""
_UNSENDABLE: Final = re.compile(r"[^!#-'*-~ ]+")
"""What has no place in the comment of a User-Agent (RFC 9110): anything beyond ASCII, quotes, brackets, backslashes are rare."""


def user_agent(contact: str = "", home: str = "") -> str:
    """Return the User-Agent: product, version, where the bot works and whom to write to.

    `home` is the address of the Slack workspace. Without a contact it alone says whose bot this is.
    """
    about = [f"+{_sendable(home)}"] if home else []
    if contact:
        about.append(_sendable(contact))
    return f"Kaiku/{VERSION} ({'; '.join(about or ['feed reader'])})"


def _sendable(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(_UNSENDABLE.sub(" ", plain).replace("\\", " ").split())[:200]
