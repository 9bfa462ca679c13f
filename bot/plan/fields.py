"""What only some kinds of items have: a newsletter's subject, an event's place. Names and what may stand in them.

Values stand in `PlanItem.fields` as texts; two have columns of their own, because others look for them: `review_on`
(`page_review_on`) and `ends` (`ends_at`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.networks import checked_link
from bot.plan.kinds import EVENT, INTRANET, LETTER, NEWSLETTER, PAGE, POST, PRESS, SCREEN
from bot.timing import wall
from bot.views.blocks import clean, one_line
from storage.models import PlanItem

LINE, TEXT, LINK, DAY, MOMENT = "line", "text", "link", "day", "moment"
"""What may stand in a field; a day is kept as ISO text, a moment as ISO text of local wall time in the item's zone."""
MOST = {LINE: 300, TEXT: 1_000, LINK: 1_000}
"""Characters."""
REVIEW_ON, ENDS, BEGINS = "review_on", "ends", "begins"
SEEN_MESSAGE = "main_message"
"""Reserved in `fields`: the words of the main message that somebody has compared the item with."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind."""

    name: str
    holds: str = LINE


OF_KIND: Mapping[str, tuple[Field, ...]] = {
    POST: (),
    NEWSLETTER: (Field("subject"), Field("preheader"), Field("audience")),
    PAGE: (Field("address", LINK), Field(REVIEW_ON, DAY)),
    PRESS: (Field("contact"), Field("embargo", MOMENT)),
    INTRANET: (Field("audience"),),
    EVENT: (Field("place"), Field(BEGINS, MOMENT), Field(ENDS, MOMENT), Field("registration", LINK)),
    LETTER: (Field("recipients", TEXT), Field("posting_on", DAY)),
    SCREEN: (Field("places", TEXT), Field("from_on", DAY), Field("until_on", DAY), Field("duration")),
}
NAMES = frozenset(field.name for fields in OF_KIND.values() for field in fields)
"""Of all kinds."""


def of_item(item: PlanItem) -> dict[str, str]:
    """Return what stands in the fields of an item, those of its kind alone; what is empty is left out."""
    known = {str(name): str(value) for name, value in item.fields.items()}
    known[REVIEW_ON] = item.page_review_on.isoformat() if item.page_review_on else ""
    known[ENDS] = item.ends_at.isoformat(timespec="minutes") if item.ends_at else ""
    return {field.name: known[field.name] for field in OF_KIND[item.kind] if known.get(field.name)}


def put(item: PlanItem, values: Mapping[str, str]) -> None:
    """Give an item the fields of its kind; those of other kinds go."""
    kept = {SEEN_MESSAGE: item.fields[SEEN_MESSAGE]} if SEEN_MESSAGE in item.fields else {}
    own = {field.name for field in OF_KIND[item.kind]}
    item.fields = {
        **kept,
        **{name: value for name, value in values.items() if name in own - {REVIEW_ON, ENDS} and value},
    }
    review = values.get(REVIEW_ON)
    if REVIEW_ON in own:
        item.page_review_on = date.fromisoformat(review) if review else None
    ends = values.get(ENDS) if ENDS in own else ""
    item.ends_at = datetime.fromisoformat(ends) if ends else None


def checked(field: Field, value: Any, timezone: str) -> str:
    """Return what is kept of a value as a form gives it: a text, a day (ISO), a moment (Unix time). Raises Invalid."""
    if value in (None, ""):
        return ""
    if field.holds == MOMENT:
        return _moment(value, timezone)
    if field.holds == DAY:
        return _day(field.name, str(value))
    text = clean(str(value)).strip() if field.holds == TEXT else one_line(str(value))
    check_length(text, MOST[field.holds], field.name)
    return link(text, field.name) if field.holds == LINK else text


def check_together(values: Mapping[str, str]) -> None:
    """Raise Invalid when two fields do not go together: an end before its beginning."""
    if values.get(BEGINS) and values.get(ENDS) and values[ENDS] < values[BEGINS]:
        raise Invalid("This ends before it begins. Choose a later end.", field=ENDS)
    if values.get("from_on") and values.get("until_on") and values["until_on"] < values["from_on"]:
        raise Invalid("This ends before it begins. Choose a later end.", field="until_on")


def link(text: str, field: str) -> str:
    """Return a typed link as an address, empty for an empty one; raises Invalid at the field."""
    if not text:
        return ""
    try:
        return checked_link(text)
    except Invalid as error:
        error.field = field
        raise


def _moment(value: Any, timezone: str) -> str:
    if isinstance(value, str):
        return value  # as it is kept already
    return wall.local(datetime.fromtimestamp(int(value), UTC), timezone).isoformat(timespec="minutes")


def _day(field: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise Invalid("There is no such day. Choose one from the calendar.", field=field) from error
