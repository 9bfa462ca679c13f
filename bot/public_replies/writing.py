"""Having a reply approved before it is published: written by whoever has the mention, one reply to a mention at a time.

The bot publishes nothing. Who approves, and how, is the same as for everything else in the plan (`bot.approvals`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.approvals import asking
from bot.approvals.asking import Step
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid
from bot.feeds import tongue
from bot.mentions import states
from bot.mentions.states import Held
from bot.mentions.weblinks import web_link
from bot.networks import NETWORKS, guessed_network
from bot.people import Asker
from bot.plan import states as items
from bot.plan.kinds import APPROVED, ASKED, REPLY
from bot.public_replies import reading
from bot.roles import Role, require
from bot.views.blocks import clean, cut, one_line
from bot.words import LANGUAGES
from storage import plan, public_replies
from storage.models import Mention, PlanItem, PlanReply

if TYPE_CHECKING:
    from bot.services import Services

MOST_TEXT, MOST_NOTE = 3_000, 1_000
_MOST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: `item` is 0 for a new reply, `version` that of the text which it showed.

    `window` is the id of the window it was opened from, empty elsewhere, and `key` makes the same form sent twice one reply.
    """

    mention: int
    item: int = 0
    version: int = 0
    window: str = ""
    key: str = field(default_factory=lambda: uuid4().hex)

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        return json.dumps([self.mention, self.item, self.version, self.window, self.key], separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError for anything else."""
        mention, item, version, window, key = json.loads(text)
        return cls(int(mention), int(item), int(version), str(window), str(key))


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply as somebody typed it; `is_meant` when they confirmed that it is in another language than what it answers."""

    text: str = ""
    language: str = ""
    network: str = ""
    note: str = ""
    steps: tuple[Step, ...] = ()
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown. `told` is the language that the reply seems to be in, when that has to be confirmed."""

    form: Form
    mention: Mention
    draft: Draft
    state: str = ""
    """How the approval of the reply stands, empty for a new one."""
    told: str = ""


def open_form(services: Services, mention_id: int, *, window: str = "", by: Asker) -> Opened:
    """Return the form for the reply to a mention that nobody else has. Raises Refused, NotFound, Conflict."""
    with states.changing(services, mention_id, by) as held:
        held.must_be_free_or_mine()
        session, mention = held.session, held.mention
        found = public_replies.open_of(session, mention.id)
        if found is None:
            network = guessed_network(mention.link) if web_link(mention.link) else ""
            begun = Draft(language=_language(mention, by), network=network, steps=_others(asking.usual(session), by))
            return Opened(Form(mention.id, window=window), mention, begun)
        reply, item = found
        draft = Draft(
            reading.text_of(session, item.id),
            reply.language,
            reply.network,
            reply.note,
            asking.before(session, item.id),
        )
        form = Form(mention.id, item.id, item.text_version, window)
        return Opened(form, mention, draft, item.approval_state)


def send(services: Services, form: Form, draft: Draft, *, by: Asker) -> Opened | None:
    """Send a reply for approval, or change it; the form comes back once when its language is not that of the mention.

    Raises Invalid at the field (text, network, language, note, people1 to people3); Conflict when somebody else has the
    mention, or another reply to it.
    """
    require(by.role, Role.MANAGER)
    wanted = _checked(services, draft)
    with states.changing(services, form.mention, by) as held:
        held.must_be_free_or_mine()
        told = _doubtful(held.mention, wanted)
        if told and not wanted.is_meant:
            return Opened(form, held.mention, wanted, told=told)
        found = public_replies.open_of(held.session, form.mention)
        if found is not None:
            _change(held, form, found[0], found[1], wanted)
        elif form.item:
            raise Conflict("This reply has ended meanwhile. Copy your text, and begin a new one on the card.")
        elif plan.by_key(held.session, form.key) is None:
            _add(held, form, wanted)
    return None


def _add(held: Held, form: Form, draft: Draft) -> None:
    session, mention, by, now = held.session, held.mention, held.by, held.now
    item = PlanItem(
        key=form.key,
        kind=REPLY,
        title=_title(mention),
        owner=by.id,
        languages=[draft.language],
        timezone=held.services.settings.timezone,
        made_by=by.id,
        made_at=now,
        changed_at=now,
    )
    session.add(item)
    session.flush()
    reply = PlanReply(
        item_id=item.id, mention_id=mention.id, network=draft.network, language=draft.language, note=draft.note
    )
    session.add(reply)
    public_replies.write(session, reply, draft.text)
    asking.ask(held.services, session, item, draft.steps, now, by=by)
    _changed(held, item, "sent")
    if not mention.handler:
        held.give_to(by.id)
        held.done("taken", handler=by.id)


def _change(held: Held, form: Form, reply: PlanReply, found: PlanItem, draft: Draft) -> None:
    session, now = held.session, held.now
    item = items.held(session, found.id)
    is_new_text = (reading.text_of(session, item.id), reply.language, reply.network) != (
        draft.text,
        draft.language,
        draft.network,
    )
    is_for_others = draft.steps != asking.before(session, item.id)
    if item.key == form.key or not (is_new_text or is_for_others or reply.note != draft.note or _is_to_send(item)):
        return
    _must_be_mine(held, form, item)
    if is_new_text:
        items.texts_changed(session, item, now, held.by)
        reply.language, reply.network, item.languages = draft.language, draft.network, [draft.language]
        public_replies.write(session, reply, draft.text)
    reply.note = draft.note
    if is_for_others or _is_to_send(item):
        asking.ask(held.services, session, item, draft.steps, now, by=held.by)
    _changed(held, item, "changed")


def _must_be_mine(held: Held, form: Form, item: PlanItem) -> None:
    if form.item != item.id:
        name = states.name_of(held.session, item.changed_by or item.made_by, held.by)
        raise Conflict(
            "{name} has begun a reply to this already. Close this, and open the reply on the card.", name=name
        )
    if form.version != item.text_version:
        name = states.name_of(held.session, item.changed_by, held.by)
        raise Invalid(
            "{name} has changed the reply meanwhile. Copy your text, close this, and open the reply anew.",
            field="text",
            name=name,
        )


def _is_to_send(item: PlanItem) -> bool:
    """Tell whether nobody is asked and nobody has approved: it was returned, taken back, or its text has changed."""
    return item.approval_state not in (ASKED, APPROVED)


def _changed(held: Held, item: PlanItem, what: str) -> None:
    act = Act(held.by.id, f"plan.reply_{what}", items.subject(item))
    items.changed(held.services, held.session, item, held.now, act, mention=held.mention.id)


def _checked(services: Services, draft: Draft) -> Draft:
    text, note = clean(draft.text).strip(), clean(draft.note).strip()
    if not text:
        raise Invalid("Write the reply.", field="text")
    check_length(text, MOST_TEXT, "text")
    check_length(note, MOST_NOTE, "note")
    if draft.language not in LANGUAGES:
        raise Invalid("Choose a language.", field="language")
    network = draft.network if draft.network in NETWORKS else ""
    length = reading.counted(network, text)
    if length is not None and length.over:
        raise Invalid(
            "{network} takes {most} characters, and this has {used}. Shorten it.",
            field="text",
            network=NETWORKS[network].name,
            most=length.most,
            used=length.used,
        )
    return replace(draft, text=text, note=note, network=network, steps=tuple(asking.checked(services, draft.steps)))


def _doubtful(mention: Mention, draft: Draft) -> str:
    """Return in which other language than the mention a reply is, as it is written or as was chosen; empty when in none."""
    if mention.language not in LANGUAGES:
        return ""
    said = (tongue.language_of(draft.text), draft.language)
    return next((one for one in said if one and one != mention.language), "")


def _language(mention: Mention, by: Asker) -> str:
    if mention.language in LANGUAGES:
        return mention.language
    return tongue.language_of(f"{mention.title} {mention.text}") or by.reader.language


def _others(steps: Sequence[Step], by: Asker) -> tuple[Step, ...]:
    """Return the usual steps without whoever writes: nobody approves their own."""
    without = (Step(tuple(one for one in step.people if one != by.id), step.needs) for step in steps)
    return tuple(step for step in without if step.people)


def _title(mention: Mention) -> str:
    said = one_line(mention.title) or cut(one_line(mention.text), 100) or mention.link
    return cut(said, _MOST_TITLE)
