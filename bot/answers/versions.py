"""The versions of an answer: who changed what and when, and what is different now. For those who may change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers import reading
from bot.answers.content import Change, changes, content_from
from bot.answers.reading import Details
from bot.errors import NotFound
from bot.people import Asker
from storage import answers
from storage.models import AnswerVersion

if TYPE_CHECKING:
    from bot.services import Services

PAGE = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One version, and what it changed; nothing for the first."""

    version: AnswerVersion
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A page of versions, the newest first."""

    details: Details
    steps: tuple[Step, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Compared:
    """An earlier version and the answer as it stands: what is different, and what restoring would change."""

    details: Details
    version: AnswerVersion
    changes: tuple[Change, ...]
    restores: bool
    """Restoring it would change something."""


def history(services: Services, answer_id: int, page: int = 1, *, by: Asker) -> History:
    """Return a page of the versions of an answer. Raises Refused for who may not change it."""
    details = _editable(services, answer_id, by)
    pages = max(1, -(-details.answer.version // PAGE))
    number = min(max(page, 1), pages)
    with services.database.read() as session:
        # One more than is shown: the last one shown is compared with what was there before it.
        found = answers.versions(session, answer_id, slice((number - 1) * PAGE, number * PAGE + 1))
    earlier = [*found[1:], None]
    steps = [_step(version, before) for version, before in zip(found, earlier, strict=True)][:PAGE]
    return History(details, tuple(steps), number, pages)


def compare(services: Services, answer_id: int, number: int, *, by: Asker) -> Compared:
    """Return what is different now from what an answer was at a version."""
    details = _editable(services, answer_id, by)
    with services.database.read() as session:
        version = answers.version(session, answer_id, number)
    if version is None:
        raise NotFound("This version is not kept any more.")
    earlier = content_from(version.content)
    restored = details.content.restored(earlier)
    return Compared(details, version, tuple(changes(earlier, details.content)), restored != details.content)


def _editable(services: Services, answer_id: int, by: Asker) -> Details:
    details = reading.details(services, answer_id, by=by)
    reading.require_edit(details.answer, by)
    return details


def _step(version: AnswerVersion, before: AnswerVersion | None) -> Step:
    if before is None:
        return Step(version, ())
    return Step(version, tuple(changes(content_from(before.content), content_from(version.content))))
