"""The window in which a feed is added: choose a preset, fill in its fields, look at what was found, save. And a list's import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot import tongues
from bot.errors import BotError
from bot.feeds.addresses import without_credentials
from bot.feeds.keeping import LONGEST_NAME, Outlook
from bot.feeds.lists import Exported, Report
from bot.feeds.looked import Added, Choices, Found, Looked, Twin, Unusable, Wish
from bot.feeds.presets import ACCOUNT, INSTANCE, LANGUAGE, NEWS_LANGUAGES, PRESETS, QUERY, URL
from bot.views import feeds, feeds_faults, feeds_parts, feeds_presets
from bot.views.blocks import Message, context, cut, foreign, plain, rich, section, unescaped, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader

FORM = "feeds.adding"
"""The window with the fields of a preset."""
PREVIEW = "feeds.preview"
CHOOSING = "feeds.choosing"
IMPORTING = "feeds.importing"
PRESET = "feeds.preset"
"""The menu of presets: block and action."""
FILE, TEXT = "file", "text"
_MOST_TYPED = 3_000
_MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class Typed:
    """A preset and what was typed into its fields."""

    preset: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Add a feed")


def form(key: str, reader: Reader, *, values: Mapping[str, str] | None = None, note: str = "") -> dict[str, Any]:
    """Show the menu of presets and the fields of the chosen one; `values` are what stands in them, `note` what went wrong."""
    key = key if key in PRESETS else next(iter(PRESETS))
    said = feeds_presets.said(reader)
    options = [Option(text=plain(said[name].name, 75), value=name) for name in PRESETS]
    chosen = next(option for option in options if option.value == key)
    menu = StaticSelectElement(action_id=PRESET, options=options, initial_option=chosen)
    choose = entry(PRESET, reader.say("What do you want to follow?"), menu)
    choose.dispatch_action = True
    blocks: list[Block] = [rich(words(note))] if note else []
    blocks += [choose, context(said[key].about), *_fields(key, values or {}, reader)]
    labels = (title(reader), reader.say("Look at it"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=key)


def typed_in(values: Mapping[str, Any]) -> Typed:
    """Return what stands in a sent form, by block id."""
    texts = {name: str(value or "") for name, value in values.items()}
    return Typed(texts.pop(PRESET, ""), texts)


def wish_of(typed: Typed) -> Wish:
    """Return what somebody wants by a preset and its fields; raises Invalid with the field that is wrong."""
    preset = PRESETS[typed.preset if typed.preset in PRESETS else "address"]
    return Wish(preset.address(typed.values), preset.kind, preset.takes if preset.kind else "")


def looking(reader: Reader) -> dict[str, Any]:
    """Say that an address is being looked at."""
    said = reader.say("Looking at the address… This takes up to half a minute.")
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def after_looking(outcome: Looked, outlook: Outlook | None, typed: Typed, reader: Reader) -> dict[str, Any]:
    """Show what an address turned out to be."""
    match outcome:
        case Found():
            return _preview(outcome, outlook, reader)
        case Choices():
            return _choosing(outcome, reader)
        case Twin():
            return modal(title(reader), feeds.twin(outcome.feed, reader), reader)
        case Unusable():
            return _again(outcome, typed, reader)


def after_saving(outcome: Added | Twin, outlook: Outlook | None, reader: Reader) -> dict[str, Any]:
    """Say that a feed is added, or was there."""
    shown = feeds.added(outcome, outlook, reader) if isinstance(outcome, Added) else feeds.twin(outcome.feed, reader)
    return modal(title(reader), shown, reader)


def importing(reader: Reader, *, may_read_files: bool) -> dict[str, Any]:
    """Show the window that takes a list of feeds: a file where files may be read, or text."""
    blocks: list[Block] = [
        section(reader.say("Take in a list of feeds from another program: an OPML file, or one address a line."))
    ]
    if may_read_files:
        file = FileInputElement(action_id=VALUE, filetypes=["opml", "xml", "txt"], max_files=1)
        blocks.append(optional(FILE, reader.say("File"), file, hint=reader.say("At most 1 MB and 2,000 feeds.")))
    text = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=_MOST_TYPED)
    blocks.append(optional(TEXT, reader.say("Or paste it here"), text))
    labels = (reader.say("Import a list"), reader.say("Import"), reader.say("Cancel"))
    return form_window(IMPORTING, labels, blocks)


def reading(reader: Reader) -> dict[str, Any]:
    """Say that a file is being read."""
    said = reader.say("Reading the file…")
    return modal(reader.say("Import a list"), Message(said, [rich(words(said))]), reader)


def imported(report: Report, reader: Reader) -> dict[str, Any]:
    """Say what came of a list, with the reason for each line that was not taken."""
    lines = report_lines(report, reader)
    return modal(
        reader.say("Import a list"), Message(foreign("\n".join(lines)), [rich(words("\n".join(lines)))]), reader
    )


def after_reading(outcome: Report | BotError, reader: Reader) -> dict[str, Any]:
    """Say what came of an uploaded file."""
    return imported(outcome, reader) if isinstance(outcome, Report) else _fault(outcome, reader)


def sending(reader: Reader) -> dict[str, Any]:
    """Say that a file is on its way."""
    said = reader.say("Sending the file…")
    return modal(feeds.title(reader), Message(said, [rich(words(said))]), reader)


def sent(file: Exported, fault: BotError | None, reader: Reader) -> dict[str, Any]:
    """Say that all feeds went out as a file, or why they did not."""
    if fault is not None:
        return _fault(fault, reader)
    lines = [
        reader.count(
            "The file with {n} feed is in your direct messages with me.",
            "The file with {n} feeds is in your direct messages with me.",
            file.feeds,
        ),
        *without_secrets(file, reader),
    ]
    return modal(feeds.title(reader), Message("\n".join(lines), [rich(words("\n".join(lines)))]), reader)


def without_secrets(file: Exported, reader: Reader) -> list[str]:
    """Say that user names and passwords were left out, where there were any."""
    if not file.without_secrets:
        return []
    return [
        reader.count(
            "{n} address is in it without its user name and password.",
            "{n} addresses are in it without their user names and passwords.",
            file.without_secrets,
        )
    ]


def report_lines(report: Report, reader: Reader, most: int = _MOST_LINES, *, dry_run: bool = False) -> list[str]:
    """Say what came of a list in lines of text, or would come of it on a dry run."""
    counts = [
        reader.count("{n} added", "{n} added", report.added),
        reader.count("{n} known already", "{n} known already", report.known),
        reader.count("{n} refused", "{n} refused", len(report.refused)),
    ]
    lines = [", ".join(counts)]
    for one in report.refused[:most]:
        why = feeds_faults.wrong(one.why, reader)
        lines.append(reader.say("Line {line}: {why} {address}", line=one.line, why=why, address=cut(one.shown, 120)))
    if len(report.refused) > most:
        lines.append(reader.count("{n} more line", "{n} more lines", len(report.refused) - most))
    if dry_run:
        lines.append(reader.say("This was a dry run: nothing was written. Leave out --dry-run to import."))
    elif report.added:
        lines.append(reader.say("Each is read for the first time soon. What stands in it then counts as seen."))
    return lines


def _fields(key: str, values: Mapping[str, str], reader: Reader) -> Iterator[InputBlock]:
    for name in PRESETS[key].fields:
        if name == LANGUAGE:
            options = [
                Option(text=plain(tongues.name(code, reader.language), 75), value=code) for code in NEWS_LANGUAGES
            ]
            chosen = next((one for one in options if one.value == (values.get(name) or reader.language)), options[0])
            menu = StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)
            yield entry(name, reader.say("Language"), menu)
            continue
        label, hint = _label(key, name, reader)
        first = values.get(name) or ("mastodon.social" if name == INSTANCE else "")
        typed = PlainTextInputElement(action_id=VALUE, max_length=2_000, initial_value=first or None)
        yield entry(name, label, typed, hint=hint)


def _label(key: str, field: str, reader: Reader) -> tuple[str, str]:
    if key == "mastodon_tag" and field == QUERY:
        return reader.say("Hashtag"), reader.say("One word, such as {example}", example="#Turku")
    if key == "mastodon_account":
        return reader.say("Account"), reader.say("With its server, such as {example}", example="@name@mastodon.social")
    if key == "bluesky":
        return reader.say("Account"), reader.say("The whole name, such as {example}", example="name.bsky.social")
    if key == "youtube":
        hint = reader.say(
            "Its address, such as {example}, or its id, which begins with UC", example="youtube.com/@name"
        )
        return reader.say_in("video", "Channel"), hint
    said = {
        URL: (reader.say("Address"), reader.say("As in the browser, such as {example}", example="yle.fi")),
        QUERY: (reader.say("Words to look for"), reader.say("As you would type them into the search there")),
        INSTANCE: (reader.say("Server"), reader.say("Where to look, such as {example}", example="mastodontti.fi")),
        ACCOUNT: (reader.say("Subreddit"), reader.say("Its name, such as {example}", example="r/Finland")),
    }
    return said[field]


def _preview(found: Found, outlook: Outlook | None, reader: Reader) -> dict[str, Any]:
    count = len(found.document.items)
    seen = reader.count(
        "{n} item found. I post new ones from now on.", "{n} items found. I post new ones from now on.", count
    )
    name = PlainTextInputElement(action_id=VALUE, max_length=LONGEST_NAME, initial_value=found.name)
    blocks: list[Block] = [
        rich(words(reader.say("The newest in it:"), bold=True), *feeds_parts.items(found.newest, reader)),
        rich(words(f"{seen} "), *(feeds_parts.told(outlook, reader) if outlook else [])),
        entry("name", reader.say("Name"), name),
    ]
    labels = (title(reader), reader.say("Save"), reader.say("Cancel"))
    return form_window(PREVIEW, labels, blocks, carried=found.key)


def _choosing(page: Choices, reader: Reader) -> dict[str, Any]:
    options = [
        Option(text=plain(choice.title or choice.shown, 75), value=str(number), description=plain(choice.shown, 75))
        for number, choice in enumerate(page.choices)
    ]
    menu = RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[0])
    said = reader.count(
        "This is a web page. It names {n} feed: choose it to add it.",
        "This is a web page. It names {n} feeds: choose the one to add.",
        len(options),
    )
    blocks = [rich(words(said)), entry("choice", reader.say("Feed"), menu)]
    labels = (title(reader), reader.say("Look at it"), reader.say("Cancel"))
    return form_window(CHOOSING, labels, blocks, carried=page.key)


def _again(outcome: Unusable, typed: Typed, reader: Reader) -> dict[str, Any]:
    """Show the fields again, with what was wrong; a password is not shown again."""
    values = {name: without_credentials(value) for name, value in typed.values.items()}
    note = unescaped(feeds.unusable(outcome, reader).text)
    return form(typed.preset, reader, values=values, note=note)


def _fault(fault: BotError, reader: Reader) -> dict[str, Any]:
    said = fault.words(reader)
    return modal(feeds.title(reader), Message(foreign(said), [rich(words(said))]), reader)
