"""The form of an item: what travels with it, what stands in it, and the content that comes of it, checked field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import uuid4

from bot import tongues
from bot.channels_draft import check_length
from bot.errors import BotError, Invalid
from bot.people import is_user_id
from bot.plan import fields
from bot.plan.content import Change, mark
from bot.plan.kinds import KINDS, POST
from bot.plan.times import AT, WHEN, ZONE, Chosen
from bot.timing.human import Understood
from bot.views.blocks import clean, one_line
from storage.models import PlanItem, SocialAccount

LONGEST = {"title": 300, "text": 3_000, "link": 1_000, "campaign": 150, "unit": 200, "tags": 900, "order_why": 500}
"""Characters."""
MOST_TAGS, LONGEST_TAG = 20, 40
MOST_ACCOUNTS = 100
"""Social accounts of one item."""
MORE = ("owner", "deputy", "languages", ZONE, "campaign", "tags", "unit")
WHY = "order_why"
SCOPE, ONE, LATER = "scope", "one", "later"
"""Of something that comes again: this one, or this and all that come later."""
_BETWEEN_TAGS = re.compile(r"[,;\n]+")


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: its key makes sure that it is sent once; `item` is 0 for a new one."""

    key: str = field(default_factory=lambda: uuid4().hex)
    item: int = 0
    version: int = 0
    """That was shown."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """Marks of the values that were shown, by name: what somebody did not touch is not written over."""
    copy_of: int = 0
    message: int = 0
    """The main message that the new item tells."""
    kind: str = POST
    is_long: bool = False
    asks_why: bool = False
    """The order is broken, and the form asks for the reason."""
    agreed: str = ""
    """The mark of what the form said that moving later ones does: what was shown is what is done."""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form; at most 3,000 characters."""
        return json.dumps(asdict(self))

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError or TypeError for anything else."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of an item as somebody gave them; `tags` have commas between, `own` are those of the kind."""

    kind: str = POST
    title: str = ""
    text: str = ""
    link: str = ""
    accounts: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    owner: str = ""
    deputy: str = ""
    campaign: str = ""
    tags: str = ""
    unit: str = ""
    chosen: Chosen = field(default_factory=Chosen)
    own: Mapping[str, Any] = field(default_factory=dict)
    order_why: str = ""
    scope: str = ONE
    shown: frozenset[str] = frozenset()
    """The names of the fields that the form showed; the others stay as they are."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown, with how words of time are understood and who else was faster."""

    form: Form
    draft: Draft
    accounts: Sequence[SocialAccount] = ()
    """To choose from."""
    item: PlanItem | None = None
    understood: Understood | None = None
    fault: BotError | None = None
    """What is wrong with the words of time."""
    changes: Sequence[Change] = ()
    by: str = ""
    """Whoever was faster, by Slack user id."""
    breach: str = ""
    """The order that would be broken: one of `bot.plan.order`."""
    is_series: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """The item as it stands now."""

    item: PlanItem
    is_new: bool = False
    understood: Understood | None = None
    moved: int = 1
    """How many items were moved: of a series also later ones."""


@dataclass(frozen=True, slots=True)
class Again:
    """Nothing is saved yet: the form comes again with all that was typed, and says why."""

    opened: Opened


def draft_of(item: PlanItem, accounts: Collection[int], *, at: int | None) -> Draft:
    """Return an item as its form shows it; `at` is its moment in Unix time."""
    return Draft(
        kind=item.kind,
        title=item.title,
        link=item.link,
        accounts=tuple(accounts),
        languages=tuple(item.languages),
        owner=item.owner,
        deputy=item.deputy,
        campaign=item.campaign,
        tags=", ".join(item.tags),
        unit=item.unit,
        chosen=Chosen(at, "", item.timezone),
        own=fields.of_item(item),
    )


def from_values(values: Mapping[str, Any], base: Draft) -> Draft:
    """Return what stands in a sent form, by field; what it does not show is as in `base`."""
    typed: dict[str, Any] = {name: str(values[name] or "") for name in _TEXTS if name in values}
    if "accounts" in values:
        typed["accounts"] = tuple(int(one) for one in values["accounts"] or () if str(one).isdigit())
    if "languages" in values:
        typed["languages"] = tuple(values["languages"] or ())
    typed["own"] = {**base.own, **{name: values[name] for name in fields.NAMES if name in values}}
    at = values.get(AT, base.chosen.at)
    words = str(values.get(WHEN) or "") if WHEN in values else base.chosen.when
    typed["chosen"] = Chosen(at, words, str(values.get(ZONE) or "").strip() or base.chosen.timezone)
    return replace(base, **typed, shown=frozenset(values))


_TEXTS = ("kind", "title", "text", "link", "owner", "deputy", "campaign", "tags", "unit", WHY, SCOPE)


def checked(draft: Draft, known: Collection[int], timezone: str) -> dict[str, Any]:
    """Return the content that a draft stands for, but for its time and text; raises Invalid with the field that is wrong.

    `known` are the ids of social accounts that may be chosen, `timezone` is the item's.
    """
    title, link = one_line(draft.title), one_line(draft.link)
    if not title:
        raise Invalid("Write a title by which colleagues know it.", field="title")
    found: dict[str, Any] = {"title": title, "campaign": one_line(draft.campaign), "unit": one_line(draft.unit)}
    for name in ("title", "campaign", "unit"):
        check_length(found[name], LONGEST[name], name)
    if draft.kind not in KINDS:
        raise Invalid("Choose what kind it is.", field="kind")
    check_length(link, LONGEST["link"], "link")
    own = {one.name: fields.checked(one, draft.own.get(one.name), timezone) for one in fields.OF_KIND[draft.kind]}
    fields.check_together(own)
    people = {name: _person(getattr(draft, name), name) for name in ("owner", "deputy")}
    more = {
        "kind": draft.kind,
        "link": fields.link(link, "link"),
        "accounts": _accounts(draft.accounts, known),
        "languages": [one for one in dict.fromkeys(draft.languages) if one in tongues.CODES],
        "tags": _tags(draft.tags),
    }
    return {**found, **people, **more, **own}


def text_of(draft: Draft) -> str:
    """Return the text of a new item; raises Invalid when it is too long."""
    text = clean(draft.text).strip()
    check_length(text, LONGEST["text"], "text")
    return text


def why_of(draft: Draft) -> str:
    """Return the reason for breaking the order; raises Invalid when it is too long."""
    why = clean(draft.order_why).strip()
    check_length(why, LONGEST[WHY], WHY)
    return why


def marks(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the marks of what a form shows; fields of other kinds are left out."""
    own = {one.name for one in fields.OF_KIND[content["kind"]]}
    return {name: mark(value) for name, value in content.items() if name in own or name not in fields.NAMES}


def _person(user_id: str, field_name: str) -> str:
    if user_id and not is_user_id(user_id):
        raise Invalid("Choose a person from Slack.", field=field_name)
    return user_id


def _accounts(chosen: Collection[int], known: Collection[int]) -> list[int]:
    wanted = sorted(set(chosen))
    if len(wanted) > MOST_ACCOUNTS:
        raise Invalid("Choose at most {most} social accounts.", field="accounts", most=MOST_ACCOUNTS)
    if not set(wanted) <= set(known):
        raise Invalid("One of these social accounts is closed by now. Choose again.", field="accounts")
    return wanted


def _tags(typed: str) -> list[str]:
    given = (one_line(part).lstrip("#").strip() for part in _BETWEEN_TAGS.split(clean(typed)))
    kept: dict[str, str] = {}
    for tag in filter(None, given):
        kept.setdefault(tag.casefold(), tag)
    tags = list(kept.values())
    if len(tags) > MOST_TAGS:
        raise Invalid("Use at most {most} tags.", field="tags", most=MOST_TAGS)
    for tag in tags:
        check_length(tag, LONGEST_TAG, "tags")
    return tags
