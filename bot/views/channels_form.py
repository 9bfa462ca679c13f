"""The form of a social account, what it shows when somebody else was faster, and the form that closes an account.

The block of each input is named after the field, so that a fault finds its place; Slack keeps what was typed by that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot import tongues
from bot.channels_draft import FIELDS, LONGEST, LONGEST_REASON, Draft, Form, draft_of
from bot.channels_outcomes import Overtaken, Saved
from bot.networks import LONGEST_LINK, NETWORKS, network_name
from bot.people import is_user_id
from bot.views.blocks import divider, person, plain, rich, words
from bot.views.channels import Part, Setting, closing_day, window
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import Reader
from storage.models import SocialAccount

FORM = "channels.form"
CLOSING = "channels.closing"
WHY = "why"
MOST_TYPED = 3_000
"""Characters that Slack lets anybody type into a field."""
FROM_LINK = "from-link"
"""The option of the network menu that leaves the choice to the link."""


def form(about: Form, draft: Draft, reader: Reader, *notes: Block) -> dict[str, Any]:
    """Return the form of an account with a draft in it; `notes` stand above the inputs."""
    title = reader.say("Edit social account") if about.account else reader.say("Add social account")
    send = reader.say("Reopen and save") if about.reopen else reader.say("Save")
    labels = title, send, reader.say("Cancel")
    return form_window(FORM, labels, [*notes, *_inputs(draft, reader)], carried=about.packed())


def after_saving(outcome: Saved | Overtaken, setting: Setting) -> dict[str, Any]:
    """Return what a sent form turns into: the account as it is now, or the form with what got in its way."""
    if isinstance(outcome, Overtaken):
        return overtaken(outcome, setting.reader, channel=setting.channel)
    say, name = setting.reader.say, outcome.account.name
    note = (
        say("“{name}” is in the register now.", name=name) if outcome.is_new else say("“{name}” is saved.", name=name)
    )
    return window(outcome.account, replace(setting, note=note))


def after_closing(account: SocialAccount, setting: Setting) -> dict[str, Any]:
    """Return what the closing form turns into."""
    note = setting.reader.say("“{name}” is closed and no longer in the list.", name=account.name)
    return window(account, replace(setting, note=note))


def overtaken(outcome: Overtaken, reader: Reader, *, channel: str = "") -> dict[str, Any]:
    """Return the form with everything that was typed, and above it what differs from the register by now."""
    now, draft, by = outcome.account, outcome.draft, outcome.by
    if now.closed_at is not None:
        day = closing_day(now, reader)
        first = reader.say(
            "This account was closed on {day} while you were writing: {why}", day=day, why=now.closed_why
        )
        then = reader.say("Nothing you wrote is lost. Save to reopen the account with your version, or cancel.")
    else:
        first = reader.say("Somebody else saved this account while you were writing, so yours is not saved yet.")
        then = reader.say(
            "Nothing you wrote is lost. Correct it below and save, or cancel to keep what is in the register."
        )
    last = [words("\n" + reader.say("Last change:") + " "), person(by)] if is_user_id(by) else []
    notes: list[Block] = [rich(words(first, bold=True), *last, words(f"\n{then}"))]
    notes += [rich(*parts) for parts in _differences(draft_of(now), draft, reader)]
    about = Form(now.id, now.version, now.closed_at is not None, channel)
    return form(about, draft, reader, *notes, divider())


def closing(account: SocialAccount, reader: Reader, *, channel: str = "") -> dict[str, Any]:
    """Return the form that asks why an account is closed."""
    said = reader.say("“{name}” leaves the list. It stays in the register and can be reopened.", name=account.name)
    why = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=LONGEST_REASON)
    asked = entry(
        WHY, reader.say("Why is it closed?"), why, hint=reader.say("For instance where its followers are sent now.")
    )
    labels = reader.say("Close account"), reader.say("Close account"), reader.say("Cancel")
    carried = Form(account.id, account.version, channel=channel).packed()
    return form_window(CLOSING, labels, [rich(words(said)), asked], carried=carried)


def draft_from(values: dict[str, Any]) -> Draft:
    """Return what stands in a sent form, by block id, as a draft."""
    chosen = values.get("network") or FROM_LINK
    reviewed = values.get("reviewed_on")
    texts = {
        name: str(values.get(name) or "") for name in ("name", "link", "unit", "area", "purpose", "audience", "tone")
    }
    return Draft(
        **texts,
        network="" if chosen == FROM_LINK else str(chosen),
        languages=tuple(values.get("languages") or ()),
        owner=str(values.get("owner") or ""),
        deputy=str(values.get("deputy") or ""),
        reviewed_on=date.fromisoformat(reviewed) if reviewed else None,
    )


def _inputs(draft: Draft, reader: Reader) -> Iterator[InputBlock]:
    yield entry("name", reader.say("Name"), _line("name", draft.name))
    example = reader.say("The whole address from the browser, such as {example}.", example="https://instagram.com/name")
    yield entry("link", reader.say("Link"), _line("link", draft.link, LONGEST_LINK), hint=example)
    yield entry("network", reader.say("Network"), _networks(draft, reader))
    yield optional("unit", reader.say("Unit"), _line("unit", draft.unit))
    yield optional("area", reader.say("Town part or campus"), _line("area", draft.area))
    purpose = _line("purpose", draft.purpose)
    purpose.multiline = True
    yield optional("purpose", reader.say("Purpose"), purpose, hint=reader.say("What followers get from this account."))
    yield optional("audience", reader.say("Audience"), _line("audience", draft.audience))
    yield optional("languages", reader.say("Languages"), _languages(draft, reader))
    yield optional("tone", reader.say("Tone"), _line("tone", draft.tone))
    yield optional("owner", reader.say("Owner"), _person(draft.owner), hint=_written(draft.owner_name, reader))
    yield optional("deputy", reader.say("Deputy"), _person(draft.deputy), hint=_written(draft.deputy_name, reader))
    day = draft.reviewed_on.isoformat() if draft.reviewed_on else None
    yield optional("reviewed_on", reader.say("Last review"), DatePickerElement(action_id=VALUE, initial_date=day))


def _line(field: str, text: str, most: int = 0) -> PlainTextInputElement:
    # Slack refuses a form whose first text is longer than its field allows; such a text is refused when it is saved.
    shown = text[:MOST_TYPED]
    return PlainTextInputElement(
        action_id=VALUE, max_length=max(most or LONGEST[field], len(shown)), initial_value=shown or None
    )


def _networks(draft: Draft, reader: Reader) -> StaticSelectElement:
    from_link = Option(text=plain(reader.say("From the link"), 75), value=FROM_LINK)
    known = [Option(text=plain(network_name(key, reader), 75), value=key) for key in NETWORKS]
    chosen = next((option for option in known if option.value == draft.network), from_link)
    return StaticSelectElement(action_id=VALUE, options=[from_link, *known], initial_option=chosen)


def _languages(draft: Draft, reader: Reader) -> StaticMultiSelectElement:
    options = {code: Option(text=plain(tongues.name(code, reader.language), 75), value=code) for code in tongues.CODES}
    chosen = [options[code] for code in draft.languages if code in options]
    return StaticMultiSelectElement(action_id=VALUE, options=list(options.values()), initial_options=chosen or None)


def _person(user_id: str) -> UserSelectElement:
    return UserSelectElement(action_id=VALUE, initial_user=user_id or None)


def _written(name: str, reader: Reader) -> str:
    return reader.say("In the register as “{name}”. Choose the person in Slack.", name=name) if name else ""


def _differences(now: Draft, yours: Draft, reader: Reader) -> Iterator[list[Part]]:
    labels = _labels(reader)
    for field in FIELDS:
        before, after = getattr(now, field), getattr(yours, field)
        if field not in labels or before == after or (field == "network" and not after):
            continue
        yield [
            words(labels[field], bold=True),
            words("\n" + reader.say("Now in the register:") + " "),
            *_value(field, before, reader),
            words("\n" + reader.say("Your version:") + " "),
            *_value(field, after, reader),
        ]


def _labels(reader: Reader) -> dict[str, str]:
    return {
        "name": reader.say("Name"),
        "link": reader.say("Link"),
        "network": reader.say("Network"),
        "unit": reader.say("Unit"),
        "area": reader.say("Town part or campus"),
        "purpose": reader.say("Purpose"),
        "audience": reader.say("Audience"),
        "languages": reader.say("Languages"),
        "tone": reader.say("Tone"),
        "owner": reader.say("Owner"),
        "deputy": reader.say("Deputy"),
        "reviewed_on": reader.say("Last review"),
    }


def _value(field: str, value: Any, reader: Reader) -> list[Part]:
    if not value:
        return [words(reader.say("empty"), italic=True)]
    if field in ("owner", "deputy"):
        return [person(value)]
    if field == "network":
        return [words(network_name(value, reader))]
    if field == "languages":
        return [words(reader.listing([tongues.name(code, reader.language) for code in value]))]
    return [words(reader.day(value) if isinstance(value, date) else str(value))]
