"""What a row of a file says in a language: for every network, for one alone, and the heading. Checked, compared, written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.channels_draft import check_length
from bot.errors import BotError, Invalid
from bot.networks import network_name
from bot.plan import texts
from bot.plan.file_columns import Spot, text_field
from bot.plan.kinds import ANY_NETWORK
from bot.plan.texts import MOST_TEXT, MOST_TITLE, TITLE
from bot.plan.whole import Whole
from bot.views.blocks import clean, one_line
from bot.words import LANGUAGES, Reader
from storage import plan_texts
from storage.models import PlanItem, PlanText


def standing(rows: Sequence[PlanText]) -> dict[Spot, str]:
    """Return what an item says, with its headings; what is empty is left out."""
    found: dict[Spot, str] = {}
    for row in rows:
        if row.text:
            found[row.network, row.language] = row.text
        if row.title:
            found.setdefault((TITLE, row.language), row.title)
    return found


def checked(typed: Mapping[Spot, str]) -> dict[Spot, str]:
    """Return texts as they are written; raises Invalid at the column of one that is too long."""
    found: dict[Spot, str] = {}
    for spot, text in typed.items():
        is_title = spot[0] == TITLE
        found[spot] = one_line(text) if is_title else text
        check_length(found[spot], MOST_TITLE if is_title else MOST_TEXT, text_field(spot))
    return found


def changed(wanted: Mapping[Spot, str], known: Mapping[Spot, str]) -> dict[Spot, str]:
    """Return the texts that differ from what stands there, as both look once they are clean."""
    return {spot: text for spot, text in wanted.items() if text != _as_checked(spot, known.get(spot, ""))}


def new_languages(wanted: Mapping[Spot, str], known: Mapping[Spot, str]) -> list[str]:
    """Return the languages in which something is newly said; a heading alone says nothing yet."""
    said = {spot[1] for spot, text in changed(wanted, known).items() if text and spot[0] != TITLE}
    return [language for language in LANGUAGES if language in said]


def put(session: Session, item: PlanItem, wanted: Mapping[Spot, str]) -> None:
    """Let an item say this; what is not named stays."""
    for language in dict.fromkeys(spot[1] for spot in wanted):
        known = texts.of_language(session, item.id, language)
        merged = {**known, **{place: text for (place, spoken), text in wanted.items() if spoken == language}}
        plan_texts.put(session, item.id, language, merged.pop(TITLE, ""), merged)


def notes(
    wanted: Mapping[Spot, str],
    known: Mapping[Spot, str],
    networks: Collection[str],
    about: tuple[str, datetime],
    reader: Reader,
) -> Iterator[BotError]:
    """Yield what somebody should know of texts that are taken: too long for a network, or for one that the item is not on.

    `about` is the kind of the item, and now.
    """
    kind, now = about
    shown = Whole(PlanItem(key="", kind=kind, title="", made_by="", made_at=now, changed_at=now))
    said = {**known, **wanted}
    for spot, text in wanted.items():
        place, language = spot
        if place not in (TITLE, ANY_NETWORK) and text and place not in networks:
            yield Invalid(
                "The text is taken, but none of its social accounts is on this network: {network}.",
                field=text_field(spot), network=network_name(place, reader),
            )  # fmt: skip
        own = [one for one in networks if not said.get((one, language))] if place == ANY_NETWORK else [place]
        for network in () if place == TITLE else own:
            length = texts.counted(shown, network, text)
            if length is not None and length.over:
                yield Invalid(
                    "The text is taken, but longer than this network allows: {network}. Characters to leave out: {over}.",
                    field=text_field(spot), over=length.over, network=network_name(network, reader),
                )  # fmt: skip


def _as_checked(spot: Spot, text: str) -> str:
    return one_line(text) if spot[0] == TITLE else clean(text).strip()
