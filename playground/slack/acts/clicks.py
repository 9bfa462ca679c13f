"""Pressing buttons, choosing from menus, and searching in menus that ask the app."""

import datetime as dt

from playground.slack import reading
from playground.slack.acts.shown import Shown, actor, before, shown
from playground.slack.acts.surfaces import Surface, find_element, find_surface, remember, surface_json
from playground.slack.checks import options_faults
from playground.slack.core import ActRefusedError, Slack
from playground.slack.delivery.deliver import deliver
from playground.slack.delivery.payloads import act_json
from playground.slack.workspace import Json

LEAST_QUERY = 3
"""Letters before Slack asks the app, when the menu says nothing else."""
BUTTONS = ("button", "workflow_button", "icon_button")


async def click(
    slack: Slack,
    user_id: str,
    container: Json,
    action: Json,
    *,
    state: Json | None = None,
    seen: list[Json] | None = None,
) -> Shown:
    """Press or change an element.

    `action` names it by `action_id` and `block_id` and carries what was chosen; `state` is what
    stands in the inputs of the surface; `seen` are the blocks as the person still has them on the
    screen, when the app has changed them in the meantime.
    """
    user = actor(slack, user_id)
    surface = find_surface(slack, user, container)
    block, element = find_element(
        seen or surface.blocks, str(action.get("action_id")), str(action.get("block_id") or "")
    )
    remember(surface, state)
    full = _action(slack, user.id, surface, (block, element), action)
    then = before(slack, user, surface.channel)
    payload = {
        "type": "block_actions",
        **act_json(slack, user),
        **surface_json(slack, user, surface, url=True),
        "actions": [full],
    }
    ack = await deliver(slack, "interactive", payload)
    return shown(slack, then, ack)


def _action(slack: Slack, user: str, surface: Surface, found: tuple[Json, Json], given: Json) -> Json:
    """The entry of `actions`: what Slack says was pressed or chosen."""
    block, element = found
    stamp = slack.workspace.next_ts()
    kind = element["type"]
    base: Json = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": stamp,
    }
    if kind in BUTTONS:
        kept = ("text", "value", "style", "url")
        return base | {name: element[name] for name in kept if name in element}
    if kind == "feedback_buttons":
        return base | {"value": given.get("value")}
    content = {name: value for name, value in given.items() if name not in base}
    check_choice(slack, user, surface, element, content)
    if kind != "overflow":
        value = {"type": kind, **content}
        remember(surface, {block["block_id"]: {element["action_id"]: value}})
    return base | content


def check_choice(slack: Slack, user: str, surface: Surface, element: Json, content: Json) -> None:
    """Nobody can choose what the menu does not offer."""
    single = content.get("selected_option")
    chosen = content.get("selected_options") or ([single] if single else [])
    offered = reading.option_list(element) + initial_options(element)
    offered += slack.offered.get((user, surface.key, element["action_id"]), [])
    for option in chosen:
        if option not in offered:
            raise ActRefusedError(f"the menu does not offer {option.get('value')}")
    people = content.get("selected_users") or [content.get("selected_user")]
    for person in filter(None, people):
        if person not in slack.workspace.users:
            raise ActRefusedError(f"there is nobody with the id {person}")
    day = content.get("selected_date")
    if day and not is_day(day):
        raise ActRefusedError(f"{day} is no day of the calendar")


def is_day(text: str) -> bool:
    """Whether a text is a day as Slack writes it, such as 2026-11-23."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def initial_options(element: Json) -> list[Json]:
    """What stands chosen in a menu at first."""
    single = element.get("initial_option")
    return list(element.get("initial_options") or ([single] if single else []))


async def options(
    slack: Slack, user_id: str, container: Json, action_id: str, text: str, *, block_id: str = ""
) -> Json:
    """Type into a menu that asks the app; `{"options": [...]}` or `{"option_groups": [...]}`.

    Nothing is offered when the app does not answer in time or answers what Slack refuses.
    """
    user = actor(slack, user_id)
    surface = find_surface(slack, user, container)
    block, element = find_element(surface.blocks, action_id, block_id)
    if len(text) < element.get("min_query_length", LEAST_QUERY):
        return {"options": []}  # Slack waits for more letters
    about = surface_json(slack, user, surface, url=False)
    payload = {
        "type": "block_suggestion",
        **{name: value for name, value in act_json(slack, user).items() if name != "trigger_id"},
        **about,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": text,
    }
    ack = await deliver(slack, "interactive", payload)
    if not ack.acked or ack.payload is None:
        slack.tell(user.id, "No result: the app did not answer.")
        return {"options": []}
    faults = options_faults(ack.payload)
    if faults:
        slack.note_refusal(f"options for {action_id}", "invalid_options", faults)
        return {"options": []}
    known = slack.offered.setdefault((user.id, surface.key, element["action_id"]), [])
    known += reading.option_list(ack.payload)
    return ack.payload
