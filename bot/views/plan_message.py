"""The message house in Slack: the section of an item, the message with its versions, and the forms for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    DateTimePickerElement,
    InputBlock,
    Option,
    SectionBlock,
    UserSelectElement,
)

from bot.people import is_user_id
from bot.plan import message_house
from bot.plan.draft import LONGEST, WHY
from bot.plan.kinds import OVER
from bot.plan.message_house import Look, Opened
from bot.plan.message_versions import Comparison
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.views import plan_words
from bot.views.blocks import Message, button, cut, divider, one_line, person, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.plan_difference import overtaken
from bot.views.plan_parts import line, menu
from bot.views.plan_ways import MESSAGES
from bot.words import Reader
from storage.models import MainMessage, PlanItem

OPEN, COMPARE, ATTACH = "plan_message.open", "plan_message.compare", "plan_message.attach"
NEW, EDIT = "plan_message.new", "plan_message.edit"
"""Buttons; the value of OPEN is "<message>:<item>", of EDIT the message's id, of the others the item's; NEW has 0 for none."""
FORM, ATTACHING, COMPARING = "plan_message.form", "plan_message.attaching", "plan_message.comparing"
MESSAGE = "message"
NONE = "0"
_MOST_VERSIONS = 40
_TITLE = 120


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show which main message an item tells, whether that has changed since, and who hears first."""
    item, message = whole.item, whole.message
    block_id = f"plan_message:{item.id}"
    attach = button(reader.say("Attach to a main message"), ATTACH, value=str(item.id))
    if message is None:
        return [ActionsBlock(block_id=block_id, elements=[attach])] if viewer.may_edit else []
    said = [words(reader.say("Main message"), bold=True), words(f"\n{one_line(message.title)}")]
    if viewer.breach:
        said.append(words("\n" + plan_words.breach(viewer.breach, reader), bold=True))
    if item.order_why:
        said.append(words("\n" + reader.say("Reason: {why}", why=one_line(item.order_why))))
    elements = [button(reader.say("Open the message"), OPEN, value=f"{message.id}:{item.id}")]
    if whole.is_behind:
        behind = reader.say("The main message has changed since somebody compared this with it.")
        said.append(words(f"\n{behind}", bold=True))
        elements.append(button(reader.say("Compare"), COMPARE, value=str(item.id)))
    if viewer.may_edit:
        elements.append(button(reader.say("Choose another"), ATTACH, value=str(item.id)))
    return [rich(*said), ActionsBlock(block_id=block_id, elements=elements)]


def window(found: Look, now: datetime, reader: Reader) -> dict[str, Any]:
    """Show a main message with the items that tell it."""
    message = found.message
    blocks: list[Block] = [rich(words(message.title, bold=True))]
    if message.text:
        blocks.append(rich(words(message.text)))
    blocks += [rich(*parts) for parts in [_rules(message, now, reader)] if parts]
    made = [button(reader.say("Edit"), EDIT, value=str(message.id))] if found.may_edit else []
    made.append(button(reader.say("All main messages"), MESSAGES))
    blocks.append(ActionsBlock(block_id=f"message:{message.id}", elements=made))
    blocks.append(divider())
    if not found.versions:
        blocks.append(rich(words(reader.say("Nothing in the plan tells this yet."))))
    blocks += [_version(one, found, now, reader) for one in found.versions[:_MOST_VERSIONS]]
    return modal(reader.say("Main message"), Message(message.title, blocks), reader)


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Show the form of a main message."""
    title = reader.say("Edit main message") if opened.form.message else reader.say("New main message")
    blocks: list[Block] = [*overtaken("", opened.changes, reader)] if opened.changes else []
    labels = title, reader.say("Save"), reader.say("Cancel")
    return form_window(FORM, labels, [*blocks, *_inputs(opened, reader)], carried=opened.form.packed())


def attaching(
    item: PlanItem, messages: Sequence[MainMessage], reader: Reader, *, breach: str = "", chosen: str = ""
) -> dict[str, Any]:
    """Show the form that attaches an item to a main message; `breach` asks why the order is broken."""
    blocks: list[Block] = [rich(words(plan_words.title(item, reader), bold=True))]
    if breach:
        then = reader.say("Choose a later time first, or write below why the order is broken. The reason is kept.")
        blocks.append(rich(words(plan_words.breach(breach, reader), bold=True), words(f"\n{then}")))
    listed = {str(one.id): cut(one_line(one.title), 75) for one in messages[:99]}
    choices = {**listed, NONE: reader.say("None")}
    current = chosen or str(item.message_id or "")
    if listed:
        select = menu(choices, current if current in choices else next(iter(listed)))
        blocks.append(entry(MESSAGE, reader.say("Main message"), select))
    else:
        blocks.append(rich(words(reader.say("There is no main message yet. Write the first one."))))
    write = button(reader.say("Write a new one"), NEW, value=str(item.id))
    blocks.append(ActionsBlock(block_id="new_message", elements=[write]))
    if breach:
        blocks.append(entry(WHY, reader.say("Reason for breaking the order"), line("", LONGEST[WHY], multiline=True)))
    labels = reader.say("Main message"), reader.say("Save"), reader.say("Cancel")
    return form_window(ATTACHING, labels, blocks, carried=str(item.id))


def comparing(found: Comparison, reader: Reader) -> dict[str, Any]:
    """Show what the main message said when the item was compared with it, and what it says now."""
    message, blocks = found.message, list[Block]()
    sides = (("title", message.title), ("text", message.text))
    for name, now in sides:
        before = str(found.before.get(name, ""))
        if before != now:
            old, new = (words("\n" + label + " ", italic=True) for label in (reader.say("Before:"), reader.say("Now:")))
            label = words(plan_words.field(name, reader), bold=True)
            empty = reader.say("empty")
            blocks.append(rich(label, old, words(before or empty, most=1_400), new, words(now or empty, most=1_400)))
    if not blocks:
        blocks.append(rich(words(reader.say("It says the same as when this was compared with it."))))
    say = reader.say("Change the texts of the item if they need it. Then note that you have compared it.")
    blocks.append(rich(words(say)))
    labels = reader.say("Compare"), reader.say("Checked"), reader.say("Later")
    return form_window(COMPARING, labels, blocks, carried=f"{found.item.id}:{message.version}")


def _inputs(opened: Opened, reader: Reader) -> Iterator[InputBlock]:
    shown = opened.values
    title = line(str(shown.get("title") or ""), message_house.LONGEST["title"])
    yield entry("title", reader.say("What the message is called"), title)
    text = line(str(shown.get("text") or ""), message_house.LONGEST["text"], multiline=True)
    hint = reader.say("The message in one paragraph, and what supports it.")
    yield optional("text", reader.say("Message"), text, hint=hint)
    owner = UserSelectElement(action_id=VALUE, initial_user=str(shown.get("owner") or "") or None)
    yield optional("owner", reader.say("Owner"), owner)
    options = [Option(text=plain(reader.say("Staff hear it before the public does"), 75), value="yes")]
    boxes = CheckboxesElement(
        action_id=VALUE, options=options, initial_options=options if shown.get("is_staff_first") else None
    )
    yield optional("is_staff_first", reader.say("Staff first"), boxes)
    picker = DateTimePickerElement(action_id=VALUE, initial_date_time=shown.get("embargo_until"))
    hint = reader.say("Nothing that tells it goes out before.")
    yield optional("embargo_until", reader.say("Embargo until"), picker, hint=hint)


def _rules(message: MainMessage, now: datetime, reader: Reader) -> list[Any]:
    lines: list[list[Any]] = []
    if is_user_id(message.owner):
        lines.append([words(reader.say("Owner") + ": "), person(message.owner)])
    if message.is_staff_first:
        lines.append([words(reader.say("Staff hear it before the public does"))])
    if message.embargo_until is not None:
        until = plan_words.moment(message.embargo_until, reader.timezone, now, reader)
        lines.append([words(reader.say("Embargo until {time}", time=until))])
    return [part for number, parts in enumerate(lines) for part in ([words("\n")] if number else []) + parts]


def _version(item: PlanItem, found: Look, now: datetime, reader: Reader) -> SectionBlock:
    time = plan_words.time(item, now, reader) or reader.say("It has no time yet.")
    facts = f"{plan_words.kind(item.kind, reader)} · {plan_words.state(item, reader)} · {time}"
    said = [cut(plan_words.title(item, reader), _TITLE), facts]
    if item.message_version < found.message.version and item.state not in OVER:
        said.append(reader.say("Not compared with the newest message yet."))
    if breach := found.breaches.get(item.id):
        said.append(plan_words.breach(breach, reader))
    text = plain("\n".join(said), 1_000)
    return SectionBlock(text=text, block_id=f"message_version:{item.id}", accessory=plan_words.way(item.id, reader))
