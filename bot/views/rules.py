"""The desk's rules as people see them: the list, and one rule in full with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject

from bot.mentions.rules import Counts, Details, Listed
from bot.mentions.rules_draft import content_of, words_of
from bot.views import mutes_buttons
from bot.views.blocks import Message, button, context, cut, foreign, plain, rich, section, words
from bot.views.modal import modal
from bot.views.rules_words import deliveries, kinds, languages, listed, place, quiet, severities
from bot.words import Reader
from storage.models import Rule

LIST = "rules.list"
"""The button elsewhere that shows the list."""
PAGE = "rules.page"
PREVIOUS, NEXT = f"{PAGE}.previous", f"{PAGE}.next"
OPEN = "rules.open"
NEW = "rules.new"
EDIT = "rules.edit"
SWITCH_ON = "rules.switch_on"
SWITCH_OFF = "rules.switch_off"
DUPLICATE = "rules.duplicate"
REMOVE = "rules.remove"


def title(reader: Reader) -> str:
    """Name the list and its window."""
    return reader.say("Rules")


def message(found: Listed, reader: Reader, note: str = "") -> Message:
    """Show a page of the rules; with none, what a rule is."""
    if not found.total:
        return _empty(reader, note)
    said = reader.count("{n} rule", "{n} rules", found.total)
    if found.pages > 1:
        said = f"{said} · " + reader.say("page {page} of {pages}", page=found.page, pages=found.pages)
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks += [rich(words(said, bold=True)), *(block for rule in found.rules for block in _line(rule, found, reader))]
    blocks.append(ActionsBlock(block_id="rules.more", elements=[*_turning(found, reader), _new(reader)]))
    names = [f"• {foreign(rule.name, 150)} ({_state(rule, reader)})" for rule in found.rules]
    return Message("\n".join([said, *names]), blocks)


def window(found: Details, reader: Reader, note: str = "") -> dict[str, Any]:
    """Show one rule in full."""
    rule = found.rule
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks.append(rich(words(rule.name, bold=True), words(f" · {_state(rule, reader)}")))
    blocks += [rich(words(f"{label} "), *parts) for label, parts in _facts(found, reader)]
    blocks.append(context(_counted(found.counts, reader)))
    blocks += [
        ActionsBlock(block_id="rule.do", elements=_doing(rule, reader)),
        ActionsBlock(block_id="rule.more", elements=_more(rule, reader)),
    ]
    return modal(reader.say("Rule"), Message(foreign(rule.name, 150), blocks), reader)


def deleted(reader: Reader) -> dict[str, Any]:
    """Say in the window of a rule that it has been deleted."""
    said = reader.say("Deleted. What it has found stays, with its name.")
    return modal(reader.say("Rule"), Message(said, [rich(words(said))]), reader)


def switched_off_note(reader: Reader) -> str:
    """Say that a rule looks for nothing any more."""
    return reader.say("Switched off. Nothing new is told because of this rule.")


def _empty(reader: Reader, note: str) -> Message:
    what = reader.say(
        "There are no rules yet. A rule says what is looked for in the feeds: our name, our places, the names of our services."
    )
    example = reader.say("An example: “Aaltoranta” also finds Aaltorannan, Aaltorannassa and Aaltorannasta.")
    without = reader.say("Without rules every new item of every feed is shown in the monitoring channel.")
    said = "\n".join(filter(None, (note, what, example, without)))
    button_row = ActionsBlock(block_id="rules.more", elements=[_new(reader, style="primary")])
    return Message(said, [section(said), button_row])


def _line(rule: Rule, found: Listed, reader: Reader) -> Iterator[Block]:
    content = content_of(rule)
    every = listed(words_of(content, "all_words"), reader)
    together = " ".join((reader.say("All of these words:"), every)) if every else ""
    looked_for = " · ".join(filter(None, (listed(words_of(content, "any_words"), reader), together)))
    sought = looked_for or ", ".join([*rule.authors, *rule.domains][:5])
    how = f" · {severities(reader)[rule.severity]} · {deliveries(reader)[rule.delivery]}"
    yield rich(
        words(rule.name, bold=True, most=100),
        words(f" · {_state(rule, reader)}\n"),
        words(f"{cut(sought, 300)}\n" if sought else ""),
        place(rule.place, reader),
        words(f"{how}\n{_counted(found.counts.get(rule.id, Counts()), reader)}"),
        block_id=f"rule.{rule.id}.{rule.version}",
    )
    opening = button(reader.say("Open"), OPEN, value=str(rule.id))
    yield ActionsBlock(block_id=f"rule.{rule.id}.{rule.version}.do", elements=[opening])


def _facts(found: Details, reader: Reader) -> Iterator[tuple[str, list[Any]]]:
    rule, content = found.rule, content_of(found.rule)
    labels = {
        "any_words": reader.say("Any of these words:"),
        "all_words": reader.say("All of these words:"),
        "none_words": reader.say("None of these words:"),
    }
    for name, label in labels.items():
        if getattr(rule, name):
            yield label, [words(listed(words_of(content, name), reader, 40))]
    lists = {
        reader.say("Authors:"): ", ".join(rule.authors),
        reader.say("Web sites:"): ", ".join(rule.domains),
        reader.say("Languages:"): languages(rule.languages, reader) if rule.languages else "",
        reader.say("Types of sources:"): ", ".join(kinds(reader)[kind] for kind in rule.kinds.split(",") if kind),
        reader.say("Only in the feed:"): found.feed,
    }
    yield from ((label, [words(said, most=1_000)]) for label, said in lists.items() if said)
    yield reader.say("Place:"), [place(rule.place, reader)]
    yield reader.say("Severity:"), [words(severities(reader)[rule.severity])]
    yield reader.say("Told:"), [words(deliveries(reader)[rule.delivery])]
    yield reader.say("Quiet hours:"), [words(quiet(content, reader))]
    if rule.owner:
        yield reader.say("Owner:"), [place(rule.owner, reader)]


def _counted(counts: Counts, reader: Reader) -> str:
    if not counts.hits:
        return reader.say("No hit in 30 days")
    hits = reader.count("{n} hit in 30 days", "{n} hits in 30 days", counts.hits)
    if not counts.dismissed:
        return hits
    dismissed = reader.count("{n} was not ours", "{n} were not ours", counts.dismissed)
    return f"{hits}, {dismissed}"


def _state(rule: Rule, reader: Reader) -> str:
    return reader.say_in("rule", "on") if rule.is_on else reader.say_in("rule", "switched off")


def _turning(found: Listed, reader: Reader) -> list[ButtonElement]:
    buttons = []
    if found.page > 1:
        buttons.append(button(reader.say("Previous"), PREVIOUS, value=str(found.page - 1)))
    if found.page < found.pages:
        buttons.append(button(reader.say("Next"), NEXT, value=str(found.page + 1)))
    return buttons


def _new(reader: Reader, style: str | None = None) -> ButtonElement:
    return button(reader.say("New rule"), NEW, style=style)


def _doing(rule: Rule, reader: Reader) -> list[ButtonElement]:
    value = str(rule.id)
    switch = (
        button(reader.say("Switch off"), SWITCH_OFF, value=value)
        if rule.is_on
        else button(reader.say("Try and switch on"), SWITCH_ON, value=value, style="primary")
    )
    return [switch, button(reader.say("Edit"), EDIT, value=value)]


def _more(rule: Rule, reader: Reader) -> list[ButtonElement]:
    value = str(rule.id)
    removing = button(reader.say("Delete"), REMOVE, value=value, style="danger")
    removing.confirm = ConfirmObject(
        title=plain(reader.say("Delete this rule?"), 100),
        text=plain(reader.say("What it has found stays. To have it back you write it anew."), 300),
        confirm=plain(reader.say("Delete"), 30),
        deny=plain(reader.say("Keep"), 30),
    )
    return [
        button(reader.say("Duplicate"), DUPLICATE, value=value),
        mutes_buttons.of_rule(rule.id, reader),
        removing,
    ]
