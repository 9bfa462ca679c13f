"""The form of a rule: words and ways first, everything else behind a button. Short enough for a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConversationFilter,
    ConversationSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserSelectElement,
)

from bot import tongues
from bot.mentions.rules_draft import WORD_FIELDS, Typed
from bot.mentions.rules_writing import Opened
from bot.views.blocks import button, context, plain
from bot.views.modal import VALUE, entry, form_window, optional
from bot.views.rules_words import deliveries, kinds, quiets, severities
from bot.words import LANGUAGE_NAMES, Reader

FORM = "rules.form"
MORE = "rules.more_fields"
FEED = "rules.feed"
"""The menu of feeds; it asks while somebody types."""
FIELD = 3_000
"""Characters that Slack takes in one field."""
MOST_FIELDS = 5
"""Fields for the words of which any will do, so that a thousand words have room."""
_HOUSE = "-"
"""The option for the language of the place."""


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Show the form of a rule, with everything when the person has asked for it or something stands in those fields."""
    typed = opened.typed
    is_long = opened.about.is_long or _says_more(typed)
    heading = reader.say("Edit rule") if opened.about.rule_id else reader.say("New rule")
    blocks: list[Block] = [*_word_inputs(typed, reader, is_long=is_long), *_way_inputs(typed, reader)]
    if is_long:
        blocks += [*_source_inputs(opened, reader), *_other_inputs(typed, reader)]
    else:
        asking = button(reader.say("More choices"), MORE)
        blocks += [
            ActionsBlock(block_id="more", elements=[asking]),
            context(reader.say("More: authors, web sites, languages, types of sources, one feed only, quiet hours.")),
        ]
    labels = (heading, reader.say("Try it"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=replace(opened.about, is_long=is_long).packed())


def typed_from(values: Mapping[str, Any]) -> Typed:
    """Return what stands in a form, by block id; fields that it does not show are empty."""
    texts = {name: str(values.get(name) or "") for name in ("name", "all_words", "none_words", "authors", "domains")}
    more = [str(values.get(f"any_words_{n}") or "") for n in range(2, MOST_FIELDS + 1)]
    speaks = values.get("speaks") or ""
    return Typed(
        **texts,
        any_words="\n".join(filter(None, [str(values.get("any_words") or ""), *more])),
        languages=tuple(values.get("languages") or ()),
        kinds=tuple(values.get("kinds") or ()),
        feed_id=int(values.get("feed_id") or 0),
        place=values.get("place") or "",
        person=values.get("person") or "",
        severity=values.get("severity") or Typed().severity,
        delivery=values.get("delivery") or Typed().delivery,
        quiet=values.get("quiet") or Typed().quiet,
        quiet_from=values.get("quiet_from") or "",
        quiet_to=values.get("quiet_to") or "",
        speaks="" if speaks == _HOUSE else speaks,
        owner=values.get("owner") or "",
    )


def feed_options(found: Sequence[tuple[int, str]]) -> list[Option]:
    """Return feeds or rules as options of a menu, one hundred at most."""
    return [Option(text=plain(name or str(number), 75), value=str(number)) for number, name in found[:100]]


def parted(text: str) -> list[str]:
    """Return words in as many texts as fields need, parted between lines."""
    parts = [""]
    for line in text.split("\n"):
        joined = f"{parts[-1]}\n{line}" if parts[-1] else line
        if len(joined) <= FIELD:
            parts[-1] = joined
        else:
            parts.append(line[:FIELD])
    return parts[:MOST_FIELDS]


def _says_more(typed: Typed) -> bool:
    plain_one = Typed()
    names = ("authors", "domains", "languages", "kinds", "feed_id", "person", "quiet", "speaks")
    return any(getattr(typed, name) != getattr(plain_one, name) for name in names) or len(typed.any_words) > FIELD


def _word_inputs(typed: Typed, reader: Reader, *, is_long: bool) -> Iterator[InputBlock]:
    hint = reader.say(
        "One a line, or with commas between. Inflected forms are found as well. Quotes: only as written. Star: any ending."
    )
    labels = {
        "any_words": (reader.say("Any of these words"), hint),
        "all_words": (reader.say("All of these words"), reader.say("Each of them has to be there.")),
        "none_words": (reader.say("None of these words"), reader.say("What has one of them is left out.")),
    }
    parts = parted(typed.any_words)
    for name in WORD_FIELDS:
        label, said = labels[name]
        shown = parts[0] if name == "any_words" else getattr(typed, name)
        yield optional(name, label, _text(shown, multiline=True), hint=said)
        if name == "any_words" and (is_long or len(parts) > 1):
            fields = min(MOST_FIELDS, len(parts) + 1)
            for number, part in zip(range(2, fields + 1), [*parts[1:], ""], strict=False):
                label = reader.say("Any of these words, continued")
                yield optional(f"any_words_{number}", label, _text(part, multiline=True))
    yield optional(
        "name",
        reader.say("Name"),
        _text(typed.name, most=150),
        hint=reader.say("Left empty, it is named after its first word."),
    )


def _way_inputs(typed: Typed, reader: Reader) -> Iterator[InputBlock]:
    menu = ConversationSelectElement(
        action_id=VALUE,
        initial_conversation=typed.place or None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    hint = reader.say("Left empty, mentions come to the monitoring channel.")
    yield optional("place", reader.say("Channel"), menu, hint=hint)
    yield entry("severity", reader.say("Severity"), _menu(severities(reader), typed.severity))
    yield entry("delivery", reader.say("When mentions are told"), _menu(deliveries(reader), typed.delivery))


def _source_inputs(opened: Opened, reader: Reader) -> Iterator[InputBlock]:
    typed = opened.typed
    person = UserSelectElement(action_id=VALUE, initial_user=typed.person or None)
    yield optional("person", reader.say("Or to one person, in place of a channel"), person)
    yield optional(
        "authors", reader.say("Authors"), _text(typed.authors, multiline=True), hint=reader.say("One a line.")
    )
    hint = reader.say("For instance yle.fi. With commas between.")
    yield optional("domains", reader.say("Web sites"), _text(typed.domains, multiline=True), hint=hint)
    spoken = {code: tongues.name(code, reader.language) for code in tongues.CODES}
    hint = reader.say("Left empty, every language counts.")
    yield optional("languages", reader.say("Languages"), _menu_of_many(spoken, typed.languages), hint=hint)
    hint = reader.say("Left empty, every type counts.")
    yield optional("kinds", reader.say("Types of sources"), _menu_of_many(kinds(reader), typed.kinds), hint=hint)
    chosen = feed_options([(typed.feed_id, opened.feed)])[0] if typed.feed_id else None
    menu = ExternalDataSelectElement(action_id=FEED, min_query_length=0, initial_option=chosen)
    yield optional("feed_id", reader.say("Only in this feed"), menu)


def _other_inputs(typed: Typed, reader: Reader) -> Iterator[InputBlock]:
    yield entry("quiet", reader.say("Quiet hours"), _menu(quiets(reader), typed.quiet))
    begin = TimePickerElement(action_id=VALUE, initial_time=typed.quiet_from or None)
    yield optional("quiet_from", reader.say("Own quiet hours from"), begin)
    end = TimePickerElement(action_id=VALUE, initial_time=typed.quiet_to or None)
    yield optional("quiet_to", reader.say("Own quiet hours until"), end)
    spoken = {_HOUSE: reader.say("That of the place")} | LANGUAGE_NAMES
    yield entry("speaks", reader.say("Language of its messages"), _menu(spoken, typed.speaks or _HOUSE))
    owner = UserSelectElement(action_id=VALUE, initial_user=typed.owner or None)
    hint = reader.say("Hears of it when most of what the rule finds is not ours.")
    yield optional("owner", reader.say("Owner"), owner, hint=hint)


def _text(shown: str, *, multiline: bool = False, most: int = FIELD) -> InputInteractiveElement:
    return PlainTextInputElement(
        action_id=VALUE, multiline=multiline, max_length=most, initial_value=shown[:most] or None
    )


def _menu(choices: Mapping[str, str], chosen: str) -> InputInteractiveElement:
    options = _options(choices)
    initial = next((option for option in options if option.value == chosen), None)
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=initial)


def _menu_of_many(choices: Mapping[str, str], chosen: Sequence[str]) -> InputInteractiveElement:
    options = _options(choices)
    initial = [option for option in options if option.value in chosen]
    return StaticMultiSelectElement(action_id=VALUE, options=options, initial_options=initial or None)


def _options(choices: Mapping[str, str]) -> list[Option]:
    return [Option(text=plain(f"{said[:1].upper()}{said[1:]}", 75), value=value) for value, said in choices.items()]
