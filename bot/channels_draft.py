"""A social account as somebody wants it to be: typed into the form or read from a file, then checked field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import Invalid
from bot.networks import NETWORKS, checked_link, guessed_network, is_known_host, link_key
from bot.tongues import CODES
from bot.views.blocks import clean, one_line
from storage import people
from storage.models import SocialAccount

LONGEST = {
    "name": 150,
    "unit": 150,
    "area": 150,
    "purpose": 1_000,
    "audience": 300,
    "tone": 300,
    "owner_name": 150,
    "deputy_name": 150,
}
"""Characters that each text may have."""
LONGEST_REASON = 500
MOST_LANGUAGES = 15
_USER_ID = re.compile(r"[UW]\w{1,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of a social account as somebody gave them. `network` "" means: tell it from the link."""

    name: str = ""
    link: str = ""
    network: str = ""
    unit: str = ""
    area: str = ""
    purpose: str = ""
    audience: str = ""
    languages: tuple[str, ...] = ()
    tone: str = ""
    owner: str = ""
    owner_name: str = ""
    deputy: str = ""
    deputy_name: str = ""
    reviewed_on: date | None = None


FIELDS = tuple(field.name for field in fields(Draft))


@dataclass(frozen=True, slots=True)
class Form:
    """What an open form is about: an account in the version that was shown, or a new one."""

    account: int = 0
    version: int = 0
    reopen: bool = False
    channel: str = ""
    """Where it was opened, so that the account can be shared there afterwards."""

    def packed(self) -> str:
        """Return the text that travels in the form's private_metadata."""
        return json.dumps([self.account, self.version, self.reopen, self.channel])

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; anything else is a form for a new account."""
        try:
            account, version, reopen, channel = json.loads(text)
            return cls(int(account), int(version), bool(reopen), str(channel))
        except (ValueError, TypeError):
            return cls()


def draft_of(account: SocialAccount) -> Draft:
    """Return an account of the register as a draft."""
    same = {name: getattr(account, name) for name in FIELDS if name not in ("link", "languages")}
    return Draft(link=account.url, languages=tuple(filter(None, account.languages.split(","))), **same)


def checked(draft: Draft, *, today: date) -> dict[str, Any]:
    """Return the values of a record; raises Invalid with the field that is wrong. `today` is the house's."""
    values: dict[str, Any] = {name: _text(draft, name) for name in LONGEST}
    values["purpose"] = clean(draft.purpose).strip()
    if not values["name"]:
        raise Invalid("Write the name of the account.", field="name")
    _fits(values)
    values["url"] = checked_link(clean(draft.link))
    values["link_key"] = link_key(values["url"])
    values["network"] = _network(draft.network, values["url"])
    values["languages"] = _languages(draft.languages)
    values |= _who(draft, values)
    if draft.reviewed_on is not None and draft.reviewed_on > today:
        raise Invalid(
            "The day of the last review is still to come. Choose today or an earlier day.", field="reviewed_on"
        )
    values["reviewed_on"] = draft.reviewed_on
    return values


def check_length(text: str, most: int, field: str) -> None:
    """Raise Invalid when a text has more characters than its field may have."""
    if len(text) > most:
        raise Invalid(
            "This is too long: {most} characters at most, and there are {n}.", field=field, most=most, n=len(text)
        )


def check_people(session: Session, values: Mapping[str, Any], before: SocialAccount | None) -> None:
    """Raise Invalid when a newly named owner or deputy is known to be a guest, a bot, or gone from Slack."""
    for field in ("owner", "deputy"):
        is_new = before is None or getattr(before, field) != values[field]
        person = people.find(session, values[field]) if values[field] and is_new else None
        if person is None:
            continue
        if person.is_deactivated:
            raise Invalid("{name} is no longer active in Slack. Choose somebody else.", field=field, name=person.name)
        if person.is_guest or person.is_bot:
            raise Invalid("{name} is a guest or an app. Choose a member of the staff.", field=field, name=person.name)


def _text(draft: Draft, name: str) -> str:
    return one_line(getattr(draft, name))


def _fits(values: Mapping[str, Any]) -> None:
    for name, most in LONGEST.items():
        check_length(values[name], most, name)


def _network(chosen: str, url: str) -> str:
    guessed = guessed_network(url)
    if not chosen:
        return guessed
    if chosen not in NETWORKS:
        raise Invalid("Kaiku does not know this network. Choose one from the list.", field="network")
    if chosen != guessed and is_known_host(url):
        raise Invalid(
            "The link leads to {network}. Choose {network}, or correct the link.",
            field="network",
            network=NETWORKS[guessed].name,
        )
    return chosen


def _languages(codes: tuple[str, ...]) -> str:
    given = dict.fromkeys(code.strip().casefold() for code in codes if code.strip())
    if any(code not in CODES for code in given):
        raise Invalid("Choose languages from the list.", field="languages")
    if len(given) > MOST_LANGUAGES:
        raise Invalid("Choose at most {most} languages.", field="languages", most=MOST_LANGUAGES)
    return ",".join(given)


def _who(draft: Draft, values: Mapping[str, Any]) -> dict[str, str]:
    """A Slack user wins over a written name. One person cannot stand in for themselves."""
    for field in ("owner", "deputy"):
        user_id = getattr(draft, field)
        if user_id and not _USER_ID.fullmatch(user_id):
            raise Invalid("Choose a person from Slack.", field=field)
    owner_name = "" if draft.owner else values["owner_name"]
    deputy_name = "" if draft.deputy else values["deputy_name"]
    same_name = owner_name and owner_name.casefold() == deputy_name.casefold()
    if same_name or (draft.owner and draft.owner == draft.deputy):
        raise Invalid(
            "The deputy is the same person as the owner. Choose somebody else, or leave it empty.", field="deputy"
        )
    return {"owner": draft.owner, "deputy": draft.deputy, "owner_name": owner_name, "deputy_name": deputy_name}
