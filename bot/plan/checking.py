"""What is missing before an item may go out: the one judge, for its window, for lists, and for becoming ready.

Some points are only worth a look: an item becomes ready without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.approvals import standing
from bot.audit import Act
from bot.clearance import judging
from bot.errors import Conflict
from bot.people import Asker
from bot.plan import checklists, states, texts, whole
from bot.plan.kinds import DRAFT, OVER, POST, READY, REPLY
from bot.plan.whole import Whole

if TYPE_CHECKING:
    from bot.services import Services

TIME, OWNER, ACCOUNTS, TEXT, TOO_LONG, ALT = "time", "owner", "accounts", "text", "too_long", "alt"
CLEARANCE, APPROVAL = "clearance", "approval"
LINK, CREDIT, TASKS, CHECKLIST, MESSAGE = "link", "credit", "tasks", "checklist", "message"
HINTS = frozenset({LINK, CREDIT, TASKS, CHECKLIST, MESSAGE})
"""Worth a look; an item may be ready all the same."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A point that is missing: `language`, `network` and `file` say where, `count` how many or by how much."""

    code: str
    language: str = ""
    network: str = ""
    file: str = ""
    count: int = 0

    @property
    def is_hint(self) -> bool:
        """Tell whether an item may be ready without it."""
        return self.code in HINTS


def missing(found: Whole) -> tuple[Missing, ...]:
    """Return what an item lacks, what keeps it back first; nothing of one that is posted or dropped, nor of a reply."""
    if found.item.state in OVER or found.item.kind == REPLY:
        return ()
    points = (*_of_item(found), *_of_texts(found), *_of_pictures(found), *_of_others(found))
    return tuple(sorted(points, key=lambda one: one.is_hint))


def kept_back(points: Iterable[Missing]) -> list[Missing]:
    """Return those of what is missing that keep an item from going out."""
    return [one for one in points if not one.is_hint]


def ready(services: Services, item_id: int, *, by: Asker) -> None:
    """Say that an item is ready to go out. Raises Conflict when something is missing; twice changes nothing."""
    now = services.now()
    with services.database.begin() as session:
        item = states.to_change(session, item_id, by)
        if item.state == READY:
            return
        if item.state != DRAFT:
            raise Conflict("This waits for a decision about its time first.")
        if kept_back(missing(whole.of(session, item))):
            raise Conflict("Something is still missing. Open the item: it stands first.")
        item.state = READY
        states.changed(services, session, item, now, Act(by.id, "plan.ready", states.subject(item)))


def _of_item(found: Whole) -> Iterator[Missing]:
    item = found.item
    if item.due_at is None:
        yield Missing(TIME)
    if not item.owner:
        yield Missing(OWNER)
    if item.kind == POST and not found.accounts:
        yield Missing(ACCOUNTS)


def _of_texts(found: Whole) -> Iterator[Missing]:
    networks = found.networks or ("",)
    languages = texts.spoken(found)
    if not languages:
        yield Missing(TEXT)
    for language in languages:
        said = [(network, found.text(network, language)) for network in networks]
        if not all(one is not None and one.text.strip() for _, one in said):
            yield Missing(TEXT, language)
        for network, one in said:
            counted = texts.counted(found, network, one.text) if one is not None and network else None
            if counted is not None and counted.over:
                yield Missing(TOO_LONG, language, network, count=counted.over)


def _of_pictures(found: Whole) -> Iterator[Missing]:
    for file in found.attachments:
        for language in texts.spoken(found):
            if not file.alt.get(language, "").strip():
                yield Missing(ALT, language, file=file.name)
    points = judging.missing(found.clearance, found.attachments, is_from_others=found.item.idea_id is not None)
    if points:
        yield Missing(CLEARANCE, count=len(points))


def _of_others(found: Whole) -> Iterator[Missing]:
    item = found.item
    if standing.is_wanting(item):
        yield Missing(APPROVAL)
    if item.kind == POST and not item.link and not any("https://" in text.text for text in found.texts):
        yield Missing(LINK)
    if found.attachments and not all(file.credit for file in found.attachments):
        yield Missing(CREDIT)
    if left := sum(task.done_at is None for task in found.tasks):
        yield Missing(TASKS, count=left)
    if left := len(set(checklists.of_kind(item.kind)) - set(item.checks)):
        yield Missing(CHECKLIST, count=left)
    if found.is_behind:
        yield Missing(MESSAGE)
