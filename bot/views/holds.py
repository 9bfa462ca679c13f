"""What is on hold: the window in which the desk begins and ends a hold, and the line that everybody reads while one stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConfirmObject,
    Option,
    RadioButtonsElement,
    StaticMultiSelectElement,
)

from bot.networks import NETWORKS, network_name
from bot.reminders.holds import LONGEST_REASON, Standing
from bot.reminders.kinds import ACCOUNTS, ALL
from bot.reminders.kinds import NETWORKS as ON_NETWORKS
from bot.views.blocks import Message, button, foreign, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.plan_parts import line
from bot.words import Reader
from storage.models import Hold, SocialAccount

OPEN = "holds.open"
BEGIN = "holds.begin"
END = "holds.end"
FORM = "holds.form"
_MOST_OPTIONS = 100


def title(reader: Reader) -> str:
    """Name the window and its button."""
    return reader.say("Holds")


def way(reader: Reader) -> Any:
    """Return the button that opens the window."""
    return button(title(reader), OPEN)


def window(standing: Sequence[Standing], names: Mapping[int, str], reader: Reader) -> dict[str, Any]:
    """Show the holds that stand, each with a button that ends it, and a way to begin one."""
    blocks: list[Block] = []
    if not standing:
        said = reader.say("Nothing is on hold. A hold keeps back what is planned, everywhere or in some places.")
        blocks.append(rich(words(said)))
    for one in standing:
        blocks += _one(one, names, reader)
    blocks.append(ActionsBlock(block_id="holds", elements=[button(reader.say("Begin a hold"), BEGIN, style="danger")]))
    return modal(title(reader), Message(title(reader), blocks), reader)


def form(accounts: Iterable[SocialAccount], reader: Reader) -> dict[str, Any]:
    """Ask what to hold back, and why."""
    scopes = {
        ALL: reader.say("Everything that is planned"),
        ON_NETWORKS: reader.say("What is planned on some networks"),
        ACCOUNTS: reader.say("What is planned for some accounts"),
    }
    options = [Option(value=value, text=plain(said, 75)) for value, said in scopes.items()]
    scope = RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[0])
    networks = [Option(value=key, text=plain(network_name(key, reader), 75)) for key in NETWORKS]
    listed = sorted(accounts, key=lambda one: reader.alphabetical(one.name))[:_MOST_OPTIONS]
    names = [
        Option(value=str(one.id), text=plain(f"{one.name} · {network_name(one.network, reader)}", 75)) for one in listed
    ]
    hint = reader.say("Everybody who has planned something reads it.")
    blocks: list[Block] = [
        entry("scope", reader.say("What to hold back"), scope),
        optional("networks", reader.say("Networks"), StaticMultiSelectElement(action_id=VALUE, options=networks)),
    ]
    if names:
        chosen = StaticMultiSelectElement(action_id=VALUE, options=names)
        blocks.append(optional("accounts", reader.say("Social accounts"), chosen))
    blocks.append(entry("reason", reader.say("Why"), line("", LONGEST_REASON, multiline=True), hint=hint))
    blocks.append(
        rich(words(reader.say("Nothing is lost: when the hold ends, each item that was missed is asked about.")))
    )
    labels = reader.say("Begin a hold"), reader.say("Hold it back"), reader.say("Cancel")
    return form_window(FORM, labels, blocks)


def notice(standing: Sequence[Standing], names: Mapping[int, str], reader: Reader, *, most: int = 700) -> list[Block]:
    """Return a line for App Home and the plan while something is on hold; nothing when nothing is.

    `most` is the number of characters of each reason.
    """
    blocks: list[Block] = []
    for one in standing:
        said = reader.say("On hold: {what}.", what=scope_of(one.hold, names, reader))
        why = reader.say("Why: {reason}", reason=one.hold.reason)
        blocks.append(rich(words(said, bold=True), words(f" {why}", most=most)))
    return blocks


def scope_of(hold: Hold, names: Mapping[int, str], reader: Reader) -> str:
    """Say what a hold is about; `names` are those of social accounts."""
    if hold.scope == ON_NETWORKS:
        return reader.listing([network_name(key, reader) for key in hold.networks])
    if hold.scope == ACCOUNTS:
        return reader.listing([names.get(number, reader.say("a closed account")) for number in hold.accounts[:20]])
    return reader.say("everything that is planned")


def _one(one: Standing, names: Mapping[int, str], reader: Reader) -> list[Block]:
    hold = one.hold
    kept = reader.count("{n} item waits.", "{n} items wait.", one.items)
    since = reader.say("Since {when}.", when=reader.moment(hold.begun_at))
    confirm = ConfirmObject(
        title=plain(reader.say("End this hold"), 100),
        text=plain(
            reader.say("What is still to come goes on as planned. What was missed waits for its owner’s decision."), 300
        ),
        confirm=plain(reader.say("End it"), 30),
        deny=plain(reader.say("Leave it"), 30),
    )
    ending = button(reader.say("End this hold"), END, value=str(hold.id))
    ending.confirm = confirm
    what = reader.say("On hold: {what}.", what=scope_of(hold, names, reader))
    why = reader.say("Why: {reason}", reason=hold.reason)
    return [
        rich(words(what, bold=True), words(f"\n{why}\n{since} {kept}", most=1_000)),
        ActionsBlock(block_id=f"hold:{hold.id}", elements=[ending]),
    ]


def said(standing: Sequence[Standing], names: Mapping[int, str], reader: Reader) -> str:
    """Return the notice as plain words, for a message's text."""
    lines = [reader.say("On hold: {what}.", what=scope_of(one.hold, names, reader)) for one in standing]
    return foreign("\n".join(lines), 1_000)
