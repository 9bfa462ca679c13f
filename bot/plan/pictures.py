"""The pictures of an item: added, described for who cannot see them, credited, taken away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import attachments, slack_files
from bot.attachments import File
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict
from bot.people import Asker
from bot.plan import states, texts, whole
from bot.plan.whole import Whole
from bot.views.blocks import clean, one_line
from bot.words import LANGUAGES
from storage import attachments as stored
from storage.models import Attachment, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

MOST_PICTURES = 10
MOST_ALT, MOST_CREDIT = 1_000, 300


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote about pictures, by their ids here; `alts` by id and language, `gone` are to be taken away."""

    alts: Mapping[tuple[int, str], str]
    credits: Mapping[int, str]
    gone: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """The form: the item, the languages in which pictures are described, and whether new ones may be uploaded."""

    whole: Whole
    languages: Sequence[str]
    may_upload: bool


def open_form(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the form for the pictures of an item. Raises as `bot.plan.states.to_change` does."""
    with services.database.begin() as session:
        found = whole.of(session, states.to_change(session, item_id, by))
    return Opened(found, texts.spoken(found) or LANGUAGES[:1], slack_files.may_read(services))


def save(services: Services, item_id: int, draft: Draft, new: Sequence[File], *, by: Asker) -> None:
    """Write what is said about pictures, add new ones, take others away; one that has an idea stays with that.

    Raises Invalid at the field, Conflict when there are too many.
    """
    _check(draft)
    now = services.now()
    with services.database.begin() as session:
        item = states.to_change(session, item_id, by)
        known = {file.id: file for file in stored.of_item(session, item.id)}
        if len(known) + len(new) - len(set(draft.gone) & known.keys()) > MOST_PICTURES:
            raise Conflict("An item has {most} pictures at most. Take away some first.", most=MOST_PICTURES)
        if not _differs(known, draft) and not new:
            return
        states.texts_changed(session, item, now, by)
        _write(session, item, known, draft)
        attachments.add(session, new, item=item, by=by.id, at=now)
        states.changed(services, session, item, now, Act(by.id, "plan.pictures_changed", states.subject(item)))


def _check(draft: Draft) -> None:
    for (file_id, language), text in draft.alts.items():
        check_length(clean(text).strip(), MOST_ALT, f"alt.{file_id}.{language}")
    for file_id, text in draft.credits.items():
        check_length(one_line(text), MOST_CREDIT, f"credit.{file_id}")


def _differs(known: Mapping[int, Attachment], draft: Draft) -> bool:
    return bool(set(draft.gone) & known.keys()) or any(
        (file.alt, file.credit) != (_alt(file, draft), _credit(file, draft)) for file in known.values()
    )


def _write(session: Session, item: PlanItem, known: Mapping[int, Attachment], draft: Draft) -> None:
    for file in known.values():
        if file.id in draft.gone:
            stored.take_from_item(session, file, item.id)
        else:
            file.alt, file.credit = _alt(file, draft), _credit(file, draft)
    session.flush()


def _alt(file: Attachment, draft: Draft) -> dict[str, str]:
    typed = {language: clean(text).strip() for (file_id, language), text in draft.alts.items() if file_id == file.id}
    return {language: text for language, text in {**file.alt, **typed}.items() if text}


def _credit(file: Attachment, draft: Draft) -> str:
    return one_line(draft.credits.get(file.id, file.credit))
