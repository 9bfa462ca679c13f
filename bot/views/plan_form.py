"""The form of an item: what everybody fills in first, and behind a button the rest; each kind shows only its own fields.

The block of each input is named after its field, so that a fault finds its place and what was typed stays when it is redrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DatePickerElement,
    DateTimePickerElement,
    ExternalDataMultiSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    UserSelectElement,
)

from bot import tongues
from bot.networks import network_name
from bot.plan import draft, fields
from bot.plan.draft import Draft, Opened, Saved
from bot.plan.fields import Field
from bot.plan.kinds import KINDS
from bot.timing import human
from bot.views import plan_time_form, plan_words
from bot.views.blocks import button, cut, plain
from bot.views.modal import VALUE, entry, form_window, optional
from bot.views.plan_difference import notes
from bot.views.plan_parts import line, menu, moment_of
from bot.words import Reader
from storage.models import SocialAccount

FORM = "plan_form.sent"
KIND, ACCOUNTS, LONGER = "plan_form.kind", "plan_form.accounts", "plan_form.longer"
NEW = "plan.new"
"""A button anywhere that opens an empty form; its value may be a kind."""
FROM_IDEA = "plan.from_idea"
"""A button that makes the draft of an idea; its value is the id of the idea."""
MOST_IN_MENU = 100


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Show the form of a new or a known item."""
    if opened.form.item:
        title, send = reader.say("Edit"), reader.say("Save")
    else:
        title, send = reader.say("Plan a post"), reader.say("Put into the plan")
    blocks: list[Block] = [*notes(opened, reader)]
    theirs = {change.name for change in opened.changes if change.is_theirs}
    blocks += [block for block in _inputs(opened, reader) if block.block_id not in theirs]
    return form_window(FORM, (title, send, reader.say("Cancel")), blocks, carried=opened.form.packed())


def account_options(accounts: Sequence[SocialAccount], reader: Reader) -> list[Option]:
    """Return accounts as options of a menu, by name."""
    listed = sorted(accounts, key=lambda one: (reader.alphabetical(one.name), one.id))
    return [Option(text=plain(_named(one, reader), 75), value=str(one.id)) for one in listed]


def _inputs(opened: Opened, reader: Reader) -> Iterator[Block]:
    shown, about = opened.draft, opened.form
    kinds = {code: plan_words.kind(code, reader) for code in KINDS}
    kind = entry("kind", plan_words.field("kind", reader), menu(kinds, shown.kind, KIND))
    kind.dispatch_action = True
    yield kind
    yield entry("title", reader.say("Title"), line(shown.title, draft.LONGEST["title"]))
    if not about.item and not about.copy_of:
        hint = reader.say("In your language. Other languages, and texts of one network alone, come afterwards.")
        text = line(shown.text, draft.LONGEST["text"], multiline=True)
        yield optional("text", reader.say("Text"), text, hint=hint)
    yield optional("accounts", reader.say("Social accounts"), _accounts(opened, reader))
    for one in fields.OF_KIND.get(shown.kind, ()):
        yield optional(one.name, plan_words.own_field(one.name, reader), _own(one, shown))
    if not about.item:
        yield from plan_time_form.inputs(opened, reader, with_zone=about.is_long)
    yield optional("link", reader.say("Link"), line(shown.link, draft.LONGEST["link"]))
    if about.is_long:
        yield from _more(shown, reader)
    else:
        label = reader.say("More: people, languages, campaign, tags")
        yield ActionsBlock(block_id="longer", elements=[button(label, LONGER)])
    yield from plan_time_form.order_and_scope(opened, reader)


def _more(shown: Draft, reader: Reader) -> Iterator[InputBlock]:
    hint = reader.say("Empty: the owner of the social account, else you.")
    owner = UserSelectElement(action_id=VALUE, initial_user=shown.owner or None)
    yield optional("owner", reader.say("Owner"), owner, hint=hint)
    deputy = UserSelectElement(action_id=VALUE, initial_user=shown.deputy or None)
    yield optional("deputy", reader.say("Deputy"), deputy)
    yield optional(
        "languages",
        reader.say("Languages"),
        _languages(shown, reader),
        hint=reader.say("Empty: those of the social accounts."),
    )
    yield optional("campaign", reader.say("Campaign"), line(shown.campaign, draft.LONGEST["campaign"]))
    tags = line(shown.tags, draft.LONGEST["tags"])
    yield optional("tags", reader.say("Tags"), tags, hint=reader.say("With commas between."))
    hint = reader.say("Its people may change this item.")
    yield optional("unit", reader.say("Unit"), line(shown.unit, draft.LONGEST["unit"]), hint=hint)


def _accounts(opened: Opened, reader: Reader) -> StaticMultiSelectElement | ExternalDataMultiSelectElement:
    options = account_options(opened.accounts, reader)
    chosen = [option for option in options if int(option.value or 0) in opened.draft.accounts]
    if 0 < len(options) <= MOST_IN_MENU:
        return StaticMultiSelectElement(action_id=ACCOUNTS, options=options, initial_options=chosen or None)
    return ExternalDataMultiSelectElement(action_id=ACCOUNTS, min_query_length=0, initial_options=chosen or None)


def _named(account: SocialAccount, reader: Reader) -> str:
    network = network_name(account.network, reader)
    return f"{cut(account.name, 70 - len(network))} · {network}"


def _languages(shown: Draft, reader: Reader) -> StaticMultiSelectElement:
    options = [Option(text=plain(tongues.name(code, reader.language), 75), value=code) for code in tongues.CODES]
    chosen = [option for option in options if option.value in shown.languages]
    return StaticMultiSelectElement(action_id=VALUE, options=options, initial_options=chosen or None)


def _own(one: Field, shown: Draft) -> PlainTextInputElement | DatePickerElement | DateTimePickerElement:
    value = shown.own.get(one.name)
    if one.holds == fields.DAY:
        return DatePickerElement(action_id=VALUE, initial_date=str(value) if value else None)
    if one.holds == fields.MOMENT:
        return DateTimePickerElement(action_id=VALUE, initial_date_time=moment_of(value, shown.chosen.timezone))
    return line(str(value or ""), fields.MOST[one.holds], multiline=one.holds == fields.TEXT)


def saved_note(outcome: Saved, reader: Reader) -> str:
    """Say what a sent form has done, and how words of time were understood, with the way to correct it."""
    said = reader.say("It is in the plan now.") if outcome.is_new else reader.say("Saved.")
    if outcome.moved > 1:
        said = reader.count("Saved. {n} item has moved.", "Saved. {n} items have moved.", outcome.moved)
    if outcome.understood is None:
        return said
    moment = human.shown(outcome.understood, reader)
    return reader.say("{saved} I understood the time as: {time}. Press “Move” to correct it.", saved=said, time=moment)
