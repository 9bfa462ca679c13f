"""A reminder in somebody's direct messages: what is due, the text to copy at its minute, and what they can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, Option, StaticSelectElement

from bot.approvals import standing
from bot.plan import checking
from bot.plan.kinds import DROPPED, MISSED, POSTED
from bot.plan.whole import Whole
from bot.reminders.kinds import (
    AT_ONCE,
    AWAY,
    BY_DECLINED,
    BY_HANDED,
    BY_MOVED,
    BY_SNOOZED,
    DAY,
    DECLINED,
    DEPUTY,
    GONE,
    HANDED,
    HOUR,
    LATE,
    NOW,
    OF_TIME,
    RESULT,
    REVIEW,
    SNOOZED,
    TASK,
)
from bot.views import plan_checking, plan_words, reminders_texts, share_kit
from bot.views.blocks import Message, button, context, cut, foreign, link, one_line, person, plain, rich, words
from bot.words import Reader
from storage.models import Hold, PlanItem, Reminder

POSTED_BUTTON = "reminders.posted"
COPY = "reminders.copy"
SNOOZE = "reminders.snooze"
HAND_OVER = "reminders.hand_over"
DECLINE = "reminders.decline"
RESULT_BUTTON = "reminders.result"
REVIEW_BUTTON = "reminders.review"
NOW_BUTTON = "reminders.decide.now"
NEW_TIME = "reminders.decide.time"
DROP = "reminders.decide.drop"
OWN_TIME = "own"
"""The choice under "later" that asks for a time in words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A reminder with its item, the hold that keeps it, why somebody cannot do it, and what came of putting it off."""

    reminder: Reminder
    whole: Whole
    hold: Hold | None = None
    why: str = ""
    newest: Reminder | None = None


def card(shown: Shown, reader: Reader) -> Message:
    """Show a reminder in its newest state."""
    item, reminder = shown.whole.item, shown.reminder
    if shown.hold is not None and reminder.rule in OF_TIME and not reminder.outcome:
        return _held(shown, shown.hold, reader)
    ended = _ended(shown, reader)
    if ended is not None:
        return _closed(shown, ended, reader)
    first = _first(shown, reader)
    blocks: list[Block] = [rich(words(first, bold=True), words(f"\n{plan_words.title(item, reader)}"))]
    lines = [*_when(shown, reader), *([late(reminder, reader)] if reminder.is_late else [])]
    if lines:
        blocks.append(context(*lines))
    blocks += _why(shown, reader)
    if reminder.rule in OF_TIME and not _waits(shown):
        blocks += plan_checking.kept_back(checking.missing(shown.whole), reader)
    if reminder.rule in AT_ONCE and not _waits(shown) and not standing.is_wanting(item):
        blocks += reminders_texts.blocks(shown.whole, reader)
    blocks += _buttons(shown, reader)
    said = [first, foreign(plan_words.title(item, reader), 300), *lines]
    return Message("\n".join(said), blocks)


def late(reminder: Reminder, reader: Reader) -> str:
    """Say that a reminder comes late, and when it was due."""
    return reader.say("This comes late: it was due {when}.", when=reader.moment(reminder.due_at))


def decisions(item: PlanItem, reader: Reader) -> ActionsBlock:
    """Return the buttons for an item whose time passed while it was held."""
    return ActionsBlock(
        block_id=f"decide:{item.id}", elements=[*deciding(item, reader), plan_words.way(item.id, reader)]
    )


def deciding(item: PlanItem, reader: Reader) -> list[ButtonElement]:
    """Return the three ways to decide."""
    value = str(item.id)
    return [
        button(reader.say("Post now"), NOW_BUTTON, value=value),
        button(reader.say("New time"), NEW_TIME, value=value),
        button(reader.say("Drop it"), DROP, value=value),
    ]


def _waits(shown: Shown) -> bool:
    """Tell whether its time passed while it was held, so that somebody decides first."""
    return shown.whole.item.state == MISSED and shown.reminder.rule in OF_TIME


def _first(shown: Shown, reader: Reader) -> str:
    if _waits(shown):
        return reader.say("Its time passed while it was on hold. Decide what becomes of it.")
    rule, kind = shown.reminder.rule, plan_words.kind(shown.whole.item.kind, reader)
    firsts = {
        DAY: reader.say("Coming up: {kind}", kind=kind),
        HOUR: reader.say("In an hour: {kind}", kind=kind),
        SNOOZED: reader.say("Post this now. You had put it off: {kind}", kind=kind),
        DEPUTY: reader.say("Overdue, and nobody has said that it is posted: {kind}", kind=kind),
        TASK: reader.say("A task is due: {task}", task=_task(shown, reader)),
        RESULT: reader.say("How did it go? A week has passed: {kind}", kind=kind),
        REVIEW: reader.say("The page behind this is to be looked at again: {kind}", kind=kind),
    }
    early = _not_ready(shown.whole, kind, reader) if rule in (NOW, SNOOZED) else ""
    return early or firsts.get(rule) or reader.say("Post this now: {kind}", kind=kind)


def _not_ready(whole: Whole, kind: str, reader: Reader) -> str:
    """Say that an item's time has come although it may not go out as it is; empty when it may."""
    if standing.is_wanting(whole.item):
        return reader.say("Its time has come, but it is not approved: {kind}", kind=kind)
    if checking.kept_back(checking.missing(whole)):
        return reader.say("Its time has come, but something is missing: {kind}", kind=kind)
    return ""


def _task(shown: Shown, reader: Reader) -> str:
    names = {
        "photo": reader.say("photo"),
        "text": reader.say("text"),
        "translation": reader.say("translation"),
    }
    task = next((one for one in shown.whole.tasks if one.id == shown.reminder.task_id), None)
    name = names.get(task.what, reader.say("something else")) if task else reader.say("something else")
    note = cut(one_line(task.note), 150) if task else ""
    return f"{name} · {note}" if note else name


def _when(shown: Shown, reader: Reader) -> Iterator[str]:
    """Yield when the item is told, on its own clock and, where that shows another time, on the reader's."""
    item = shown.whole.item
    if shown.reminder.rule in (RESULT, REVIEW):
        if item.posted_at is not None:
            yield reader.say("Posted: {when}", when=reader.moment(item.posted_at))
        return
    if item.due_at is not None:
        yield plan_words.time(item, shown.reminder.said_at or shown.reminder.due_at, reader)
        there = plan_words.elsewhere(item, reader)
        if there:
            yield there


def _why(shown: Shown, reader: Reader) -> Iterator[Block]:
    """Yield why this comes to somebody else than planned."""
    reminder = shown.reminder
    told = {
        GONE: reader.say("Their account has ended, so this comes to you. It was for:"),
        AWAY: reader.say("They are away, so this comes to you. It was for:"),
        LATE: reader.say("This is overdue, so you hear of it as well. It is with:"),
        HANDED: reader.say("This was handed over to you."),
        DECLINED: reader.say("Somebody cannot do this, so it comes to you. They say:"),
    }
    if reminder.why_other not in told:
        return
    parts: list[Any] = [words(told[reminder.why_other], italic=True)]
    if reminder.why_other in (GONE, AWAY, LATE) and reminder.user_id and reminder.user_id != reminder.told:
        parts += [words(" "), person(reminder.user_id)]
    if reminder.why_other == DECLINED:
        quoted = reader.say("“{text}”", text=one_line(shown.why))
        parts += [words(f" {quoted}", most=600)]
    yield rich(*parts)


def _buttons(shown: Shown, reader: Reader) -> list[Block]:
    reminder, item = shown.reminder, shown.whole.item
    value, opening = str(reminder.id), plan_words.way(item.id, reader)
    if _waits(shown):
        return [decisions(item, reader)]
    if reminder.rule in AT_ONCE:
        return [
            ActionsBlock(block_id=f"reminder:{value}", elements=_doing(item, opening, reader)),
            ActionsBlock(block_id=f"{SNOOZE}:{value}", elements=[later(reader), *_others(value, reader)]),
        ]
    if reminder.rule in (DAY, HOUR):
        elements = [opening, *_others(value, reader)]
    elif reminder.rule == RESULT:
        elements = [button(reader.say("Enter the result"), RESULT_BUTTON, value=str(item.id), style="primary"), opening]
    elif reminder.rule == REVIEW:
        elements = [button(reader.say("I have looked"), REVIEW_BUTTON, value=str(item.id), style="primary"), opening]
    else:
        elements = [opening]
    return [ActionsBlock(block_id=f"reminder:{value}", elements=elements)]


def _doing(item: PlanItem, opening: ButtonElement, reader: Reader) -> list[ButtonElement]:
    """Return what to do at the minute; nothing is copied that is not approved."""
    value = str(item.id)
    if standing.is_wanting(item):
        return [opening, button(reader.say("Posted"), POSTED_BUTTON, value=value)]
    return [
        button(reader.say("Posted"), POSTED_BUTTON, value=value, style="primary"),
        button(reader.say("Copy the text"), COPY, value=value),
        opening,
    ]


def later(reader: Reader) -> StaticSelectElement:
    """Return the menu that puts a reminder off."""
    choices = {
        "15": reader.say("In 15 minutes"),
        "60": reader.say("In an hour"),
        "tomorrow": reader.say("Tomorrow at 9"),
        OWN_TIME: reader.say("Another time"),
    }
    options = [Option(value=value, text=plain(said, 75)) for value, said in choices.items()]
    return StaticSelectElement(action_id=SNOOZE, placeholder=plain(reader.say("Later"), 150), options=options)


def _others(value: str, reader: Reader) -> list[Any]:
    return [
        button(reader.say("Hand over"), HAND_OVER, value=value),
        button(reader.say("Can’t do it"), DECLINE, value=value),
    ]


def _ended(shown: Shown, reader: Reader) -> list[Any] | None:
    """Return what became of it, None while it is open."""
    reminder, item = shown.reminder, shown.whole.item
    if reminder.rule in OF_TIME and item.state == POSTED:
        when = reader.moment(item.posted_at) if item.posted_at else ""
        parts: list[Any] = [words(reader.say("Posted, {when}:", when=when), bold=True), words(" ")]
        parts.append(person(item.posted_by))
        if item.posted_link:
            parts += [words("\n"), link(item.posted_link, cut(item.posted_link, 100))]
        return parts
    if reminder.rule in OF_TIME and item.state == DROPPED:
        return [words(reader.say("Dropped from the plan. There is nothing left to do."), bold=True)]
    return _answered(shown, reader) if reminder.outcome else None


def _answered(shown: Shown, reader: Reader) -> list[Any]:
    """Return what somebody did about it."""
    reminder, item = shown.reminder, shown.whole.item
    if reminder.outcome == BY_SNOOZED:
        when = reader.moment(shown.newest.due_at) if shown.newest is not None else ""
        return [words(reader.say("Put off. The next reminder: {when}.", when=when), bold=True)]
    if reminder.outcome == BY_HANDED:
        return [words(reader.say("Handed over. The owner now:"), bold=True), words(" "), person(item.owner)]
    if reminder.outcome == BY_DECLINED:
        return [words(reader.say("Somebody else has it now: the deputy, or the desk."), bold=True)]
    if reminder.outcome == BY_MOVED and item.due_at is not None:
        when = plan_words.time(item, reminder.said_at or reminder.due_at, reader)
        return [words(reader.say("Moved to another time: {when}.", when=when), bold=True)]
    return [words(reader.say("Done. Thank you."), bold=True)]


def _closed(shown: Shown, ended: list[Any], reader: Reader) -> Message:
    title = plan_words.title(shown.whole.item, reader)
    text = "".join(getattr(part, "text", "") or "" for part in ended if getattr(part, "type", "") == "text")
    elements = [plan_words.way(shown.whole.item.id, reader)]
    if shown.whole.item.state == POSTED:
        elements.append(share_kit.way(shown.whole.item.id, reader))
    opening = ActionsBlock(block_id=f"reminder:{shown.reminder.id}", elements=elements)
    return Message(f"{text.strip()}\n{foreign(title, 300)}", [rich(*ended, words(f"\n{title}")), opening])


def _held(shown: Shown, hold: Hold, reader: Reader) -> Message:
    title = plan_words.title(shown.whole.item, reader)
    first = reader.say("On hold: do not post this now.")
    why = reader.say("Why: {reason}", reason=hold.reason)
    then = reader.say("You hear from me when the hold ends. Nothing goes out by itself then.")
    said = f"{first}\n{foreign(title, 300)}\n{foreign(why, 600)}\n{then}"
    blocks = [
        rich(words(first, bold=True), words(f"\n{title}\n{why}", most=1_000), words(f"\n{then}")),
        ActionsBlock(block_id=f"reminder:{shown.reminder.id}", elements=[plan_words.way(shown.whole.item.id, reader)]),
    ]
    return Message(said, blocks)
