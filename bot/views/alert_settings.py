"""The form of the desk's settings for alerts: where, when, how many at once, how soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    NumberInputElement,
    Option,
    TimePickerElement,
    UserSelectElement,
)

from bot.mentions.alert_choices import MOST_CARDS, MOST_MINUTES, Choices, Overtaken, Saved
from bot.views.blocks import Message, context, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader
from storage.models import AlertSettings

OPEN = "alerts.open"
FORM = "alerts.form"
WEEKENDS, HOLIDAYS = "weekends", "holidays"
_HOUR = 60


def title(reader: Reader) -> str:
    """Name the form and the button that opens it."""
    return reader.say("Alerts")


def form(settings: AlertSettings, fixed: str, house: str, reader: Reader) -> dict[str, Any]:
    """Show the settings; `fixed` is the channel that the environment names, `house` the house's time zone."""
    shown = Choices(**{field.name: getattr(settings, field.name) for field in fields(Choices)})
    return _window(shown, settings.version, fixed, house, reader)


def overtaken(outcome: Overtaken, fixed: str, house: str, reader: Reader) -> dict[str, Any]:
    """Show the form again after somebody else was faster, with everything that was typed."""
    note = reader.say("Somebody else changed these settings while you were here. Save to put yours in place.")
    return _window(outcome.choices, outcome.now.version, fixed, house, reader, note=note)


def after_saving(outcome: Saved, reader: Reader) -> dict[str, Any]:
    """Say that the settings are in force."""
    said = reader.say("Saved. This counts from the next alert on.")
    if not outcome.is_sure:
        more = reader.say("I could not look whether I am in the channel. Write “/invite @Kaiku” there to be sure.")
        said = f"{said} {more}"
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def choices_from(values: dict[str, Any]) -> Choices:
    """Return what stands in a sent form, by block id."""
    quiet = values.get("quiet_days") or []
    numbers = ("flood_cap", "minutes_normal", "minutes_high", "minutes_crisis")
    return Choices(
        channel=values.get("channel") or "",
        on_duty=values.get("on_duty") or "",
        quiet_weekends=WEEKENDS in quiet,
        quiet_holidays=HOLIDAYS in quiet,
        **{name: _minutes(values.get(name)) for name in ("quiet_from", "quiet_to", "digest_at")},
        **{name: int(values[name]) if values.get(name) else None for name in numbers},
    )


def _window(shown: Choices, version: int, fixed: str, house: str, reader: Reader, *, note: str = "") -> dict[str, Any]:
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks += [*_places(shown, fixed, reader), *_times(shown, house, reader), *_numbers(shown, reader)]
    labels = (title(reader), reader.say("Save"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=str(version))


def _places(shown: Choices, fixed: str, reader: Reader) -> Iterator[Block]:
    if fixed:
        said = reader.say("Whoever runs me has chosen the monitoring channel, so it cannot be changed here:")
        yield context(f"{said} <#{fixed}>")
    else:
        menu = ConversationSelectElement(
            action_id=VALUE,
            initial_conversation=shown.channel or None,
            filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        )
        hint = reader.say("Mentions come here, unless a rule has a place of its own. Invite me there with /invite.")
        yield optional("channel", reader.say("Monitoring channel"), menu, hint=hint)
    duty = UserSelectElement(action_id=VALUE, initial_user=shown.on_duty or None)
    hint = reader.say("Gets a direct message when a crisis is mentioned in quiet time.")
    yield optional("on_duty", reader.say("Person on duty"), duty, hint=hint)


def _times(shown: Choices, house: str, reader: Reader) -> Iterator[InputBlock]:
    hint = reader.say("Time zone: {zone}. The same time twice means that it is never quiet.", zone=house)
    yield _time("quiet_from", reader.say("Quiet from"), shown.quiet_from, hint)
    hint = reader.say("What came in quiet time is told then, in one morning brief.")
    yield _time("quiet_to", reader.say("Quiet until"), shown.quiet_to, hint)
    options = [
        Option(text=plain(reader.say("Saturdays and Sundays"), 75), value=WEEKENDS),
        Option(text=plain(reader.say("Finnish public holidays"), 75), value=HOLIDAYS),
    ]
    is_on = (shown.quiet_weekends, shown.quiet_holidays)
    chosen = [option for option, on in zip(options, is_on, strict=True) if on]
    boxes = CheckboxesElement(action_id=VALUE, options=options, initial_options=chosen or None)
    yield optional("quiet_days", reader.say("Quiet all day"), boxes)
    hint = reader.say("When daily digests come. Weekly ones come on Mondays.")
    yield _time("digest_at", reader.say("Digests at"), shown.digest_at, hint)


def _numbers(shown: Choices, reader: Reader) -> Iterator[InputBlock]:
    hint = reader.say("The rest goes into one message. Six is usual.")
    label = reader.say("New cards an hour and channel, at most")
    yield entry("flood_cap", label, _number(shown.flood_cap, 1, MOST_CARDS), hint=hint)
    hint = reader.say("Working minutes until somebody should have answered. 0 means no clock.")
    normal = _number(shown.minutes_normal, 0, MOST_MINUTES)
    yield entry("minutes_normal", reader.say("Response time: normal"), normal, hint=hint)
    high = _number(shown.minutes_high, 0, MOST_MINUTES)
    yield entry("minutes_high", reader.say("Response time: high"), high, hint=hint)
    hint = reader.say("Minutes by day and night. 0 means no clock.")
    crisis = _number(shown.minutes_crisis, 0, MOST_MINUTES)
    yield entry("minutes_crisis", reader.say("Response time: crisis"), crisis, hint=hint)


def _time(field: str, label: str, minutes: int | None, hint: str) -> InputBlock:
    clock = None if minutes is None else f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
    return entry(field, label, TimePickerElement(action_id=VALUE, initial_time=clock), hint=hint)


def _number(value: int | None, least: int, most: int) -> NumberInputElement:
    return NumberInputElement(
        action_id=VALUE,
        is_decimal_allowed=False,
        initial_value=None if value is None else str(value),
        min_value=str(least),
        max_value=str(most),
    )


def _minutes(clock: Any) -> int | None:
    """Return the minutes of the day of Slack's "07:30"; None for nothing."""
    hours, _, minutes = str(clock or "").partition(":")
    return int(hours) * _HOUR + int(minutes) if hours and minutes else None
