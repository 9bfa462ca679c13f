"""The door of the rules: the list, one rule, its form, its trial and the forms of its words."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.mentions import rules, rules_writing
from bot.mentions.rules_draft import About, Typed
from bot.mentions.rules_writing import Forms, Opened, Overtaken
from bot.people import Asker
from bot.services import Services
from bot.views import rules as view_of
from bot.views import rules_form, rules_trial
from handlers import forms, surface

ADD_WORDS = ("add", "new", "lisää", "uusi", "lägg till", "ny", "nytt")


def register(bolt: App) -> None:
    """Listen for everything about rules."""
    bolt.action(view_of.LIST)(show)
    bolt.action(view_of.PREVIOUS)(turn)
    bolt.action(view_of.NEXT)(turn)
    bolt.action(view_of.OPEN)(details)
    bolt.action(view_of.NEW)(add)
    bolt.action(view_of.EDIT)(edit)
    bolt.action(view_of.DUPLICATE)(duplicate)
    bolt.action(view_of.SWITCH_ON)(switch_on)
    bolt.action(view_of.SWITCH_OFF)(switch_off)
    bolt.action(view_of.REMOVE)(remove)
    bolt.action(rules_form.MORE)(more)
    bolt.options(rules_form.FEED)(feeds)
    bolt.view(rules_form.FORM)(sent)
    bolt.action(rules_trial.BACK)(back)
    bolt.action(rules_trial.EARLIER)(turn_words)
    bolt.action(rules_trial.LATER)(turn_words)
    bolt.action(rules_trial.TO_TRIAL)(to_trial)
    bolt.action(rules_trial.FORMS)(word)
    bolt.view(rules_trial.REWORDING)(reworded)
    bolt.view(rules_trial.TRIAL)(save)


def listing(ack: Ack, command: dict[str, Any], services: Services, person: Asker, rest: str) -> None:
    """`/some rules`: the list; with the word for "add" the form, filled in with what follows."""
    words = _after_add(rest)
    if words is None:
        ack(view_of.message(rules.listing(services, by=person), person.reader).private_answer())
    else:
        opened = rules_writing.form(services, words=words, by=person)
        services.quick.views_open(trigger_id=command["trigger_id"], view=rules_form.form(opened, person.reader))
        ack()


def show(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The list from a button elsewhere."""
    message = view_of.message(rules.listing(services, by=person), person.reader)
    surface.show(services, client, body, message, title=view_of.title(person.reader), reader=person.reader)
    ack()


def turn(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Another page of the list."""
    message = view_of.message(rules.listing(services, int(action["value"]), by=person), person.reader)
    surface.replace(services, body, message, title=view_of.title(person.reader), reader=person.reader)
    ack()


def details(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """One rule in full, in a window."""
    found = rules.details(services, int(action["value"]), by=person)
    surface.open_view(client, body, view_of.window(found, person.reader))
    ack()


def add(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form of a new rule, for one feed where the button stood beside it."""
    opened = rules_writing.form(services, feed_id=int(action.get("value") or 0), by=person)
    surface.open_view(client, body, rules_form.form(opened, person.reader))
    ack()


def edit(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form of a rule."""
    _as_form(client, body, rules_writing.form(services, int(action["value"]), by=person), person)
    ack()


def duplicate(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form of a new rule that begins like another one."""
    _as_form(client, body, rules_writing.duplicate(services, int(action["value"]), by=person), person)
    ack()


def switch_on(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """A rule is tried before it is switched on."""
    _put(
        client,
        body,
        rules_trial.window(rules_writing.try_rule(services, int(action["value"]), by=person), person.reader),
    )
    ack()


def switch_off(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """A rule looks for nothing any more."""
    rule_id = int(action["value"])
    rules.switch_off(services, rule_id, by=person)
    found = rules.details(services, rule_id, by=person)
    _put(client, body, view_of.window(found, person.reader, view_of.switched_off_note(person.reader)))
    ack()


def remove(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """A rule is deleted."""
    rules.remove(services, int(action["value"]), by=person)
    _put(client, body, view_of.deleted(person.reader))
    ack()


def more(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """All fields of the form, with what has been typed by now."""
    shown = body["view"]
    typed = rules_form.typed_from(forms.values(shown))
    opened = rules_writing.longer(services, About.unpacked(shown["private_metadata"]), typed, by=person)
    _put(client, body, rules_form.form(opened, person.reader))
    ack()


def feeds(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """What the menu of feeds offers while somebody types."""
    found = rules.feed_names(services, body.get("value") or "", by=person)
    ack(options=[option.to_dict() for option in rules_form.feed_options(found)])


def sent(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form was sent: the rule is tried."""
    about, typed = About.unpacked(view["private_metadata"]), rules_form.typed_from(forms.values(view))
    if rules_writing.takes_long(typed):
        rules_writing.check(services, about, typed, by=person)
        services.replies.later(lambda: _try_out(services, view["id"], about, typed, person))
        ack(response_action="update", view=rules_trial.waiting(person.reader))
    else:
        tried = rules_writing.try_out(services, about, typed, by=person)
        ack(response_action="update", view=rules_trial.window(tried, person.reader))


def back(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form again, to change what stands in it."""
    opened = rules_writing.form_again(services, action["value"], by=person)
    _put(client, body, rules_form.form(opened, person.reader))
    ack()


def turn_words(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Another page of the words of a rule."""
    key, page = rules_trial.page_from(action["value"])
    tried = rules_writing.tried(services, key, by=person)
    _put(client, body, rules_trial.window(tried, person.reader, page=page))
    ack()


def to_trial(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The trial in place of the forms of a word."""
    tried = rules_writing.tried(services, action["value"], by=person)
    _put(client, body, rules_trial.window(tried, person.reader))
    ack()


def word(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The forms of a word in place of the trial."""
    key, at = rules_trial.place_from(action["value"])
    draft, found = rules_writing.word(services, key, *at, by=person)
    _put(client, body, rules_trial.rewording(draft, at, found, person.reader))
    ack()


def reworded(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The forms of a word were changed: the rule is tried again."""
    key, at = rules_trial.place_from(view["private_metadata"])
    typed = forms.values(view)
    said = Forms(typed.get("genitive") or "", typed["added"], typed["removed"])
    tried = rules_writing.reword(services, key, at, said, by=person)
    ack(response_action="update", view=rules_trial.window(tried, person.reader))


def save(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """A rule is put in force."""
    is_on = forms.values(view)[rules_trial.SWITCH] == rules_trial.ON
    outcome = rules_writing.save(services, view["private_metadata"], is_on=is_on, by=person)
    if isinstance(outcome, Overtaken):
        shown = rules_trial.window(outcome.tried, person.reader, note=rules_trial.overtaken_note(person.reader))
    else:
        shown = rules_trial.saved(outcome.rule, person.reader)
    ack(response_action="update", view=shown)


def _try_out(services: Services, view_id: str, about: About, typed: Typed, person: Asker) -> None:
    """Try a rule with many words after the acknowledgement."""
    tried = rules_writing.try_out(services, about, typed, by=person)
    services.slack.views_update(view_id=view_id, view=rules_trial.window(tried, person.reader))


def _after_add(rest: str) -> str | None:
    """Return what follows the word for "add"; None when there is no such word."""
    small = rest.casefold()
    begun = next((word for word in ADD_WORDS if f"{small} ".startswith(f"{word} ")), None)
    return rest[len(begun) :].strip() if begun else None


def _as_form(client: WebClient, body: dict[str, Any], opened: Opened, person: Asker) -> None:
    """Turn the window that shows a rule into its form; elsewhere open the form."""
    shown = rules_form.form(opened, person.reader)
    if surface.in_modal(body):
        _put(client, body, shown)
    else:
        surface.open_view(client, body, shown)


def _put(client: WebClient, body: dict[str, Any], shown: dict[str, Any]) -> None:
    client.views_update(view_id=body["view"]["id"], view=shown)
