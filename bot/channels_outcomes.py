"""What came of a change to the register: for the views that tell the person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.channels_draft import Draft
from storage.models import SocialAccount


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft went into the register."""

    account: SocialAccount
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed or closed the account while the form was open; nothing was saved."""

    account: SocialAccount
    """As it stands now."""
    draft: Draft
    """As the person wants it."""
    by: str
    """Slack user id of whoever was faster; something else when it was no person."""


class Shared(Enum):
    """What sharing an account in a channel came to."""

    NOW = "now"
    THERE_ALREADY = "there already"
    ON_ITS_WAY = "on its way"
