"""Sending and closing modals, with the checks that Slack makes before the app hears of it."""

import re
from collections.abc import Callable
from typing import Any

from playground.slack import reading
from playground.slack.acts.clicks import check_choice
from playground.slack.acts.shown import Shown, actor, before, shown
from playground.slack.acts.surfaces import Surface, find_view, remember
from playground.slack.api.views import MOST_STACKED, put_on_top, replace_view, take_off
from playground.slack.checks import find_view_faults
from playground.slack.checks.shapes import is_web_address
from playground.slack.core import ActRefusedError, Slack
from playground.slack.delivery.deliver import deliver
from playground.slack.delivery.payloads import act_json, state_values, view_json
from playground.slack.workspace import Json, User, View

EMPTY = "Please complete this required field."


async def submit(slack: Slack, user_id: str, view_id: str, state: Json | None = None) -> Shown:
    """Press the submit button of the modal on top; `state` is what stands in its inputs.

    What Slack itself finds missing or malformed never reaches the app.
    """
    user = actor(slack, user_id)
    view = find_view(slack, user, view_id)
    if view.type == "modal" and not view.submit:
        raise ActRefusedError("this form has no submit button")
    _check_choices(slack, user, view, state or {})
    remember(Surface(view), state)
    then = before(slack, user)
    view.errors = field_faults(view)
    if view.errors:
        slack.changed("views", only_for=user.id)
        return shown(slack, then, None)
    payload = {
        "type": "view_submission",
        **act_json(slack, user),
        "view": view_json(slack, view),
        "response_urls": _response_urls(slack, user, view),
    }
    ack = await deliver(slack, "interactive", payload)
    trouble = _apply(slack, view, ack.payload) if ack.acked else ""
    slack.changed("views", only_for=user.id)
    return shown(slack, then, ack, says="view", trouble=trouble)


def _check_choices(slack: Slack, user: User, view: View, state: Json) -> None:
    """Raise ActRefusedError for a choice that the form does not offer; what was chosen there before may stay."""
    surface = Surface(view)
    for block, element in reading.elements(view.blocks):
        content = state.get(block["block_id"], {}).get(element["action_id"], {})
        if content != view.typed.get(block["block_id"], {}).get(element["action_id"]):
            check_choice(slack, user.id, surface, element, content)


def field_faults(view: View) -> dict[str, str]:
    """What Slack's own form checks find, by block id."""
    values = state_values(view.blocks, view.typed)
    faults = {}
    for block, element in reading.elements(view.blocks):
        if block["type"] != "input":
            continue
        content = reading.content_of(values[block["block_id"]][element["action_id"]])
        fault = _fault(element, content, optional=bool(block.get("optional")))
        if fault:
            faults[block["block_id"]] = fault
    return faults


def _fault(element: Json, content: Any, *, optional: bool) -> str:
    if content is None or content in ("", []):
        return "" if optional else EMPTY
    check = BY_KIND.get(element["type"], _count_fault)
    return check(element, content)


def _email_fault(_element: Json, content: str) -> str:
    fine = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", content)
    return "" if fine else "Enter a valid email address."


def _url_fault(_element: Json, content: str) -> str:
    return "" if is_web_address(content) else "Enter a valid URL."


def _count_fault(element: Json, content: Any) -> str:
    most = element.get("max_selected_items") or element.get("max_files")
    too_many = isinstance(content, list) and most is not None and len(content) > most
    return f"Choose at most {most}." if too_many else ""


def _length_fault(element: Json, content: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(content) < least:
        return f"Must be at least {least} characters."
    return f"Must be at most {most} characters." if len(content) > most else ""


def _number_fault(element: Json, content: str) -> str:
    try:
        value = float(content)
    except ValueError:
        return "Enter a number."
    if not element.get("is_decimal_allowed") and not value.is_integer():
        return "Enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and value < float(least):
        return f"Must be at least {least}."
    return f"Must be at most {most}." if most is not None and value > float(most) else ""


BY_KIND: dict[str, Callable[[Json, Any], str]] = {
    "plain_text_input": _length_fault,
    "email_text_input": _email_fault,
    "url_text_input": _url_fault,
    "number_input": _number_fault,
}


def _response_urls(slack: Slack, user: User, view: View) -> list[Json]:
    """Addresses for menus of conversations that ask for one."""
    values = state_values(view.blocks, view.typed)
    found = []
    for block, element in reading.elements(view.blocks):
        if not element.get("response_url_enabled"):
            continue
        channel = reading.content_of(values[block["block_id"]][element["action_id"]])
        if channel:
            found.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel,
                    "response_url": slack.new_response_url(user.id, channel),
                }
            )
    return found


def _apply(slack: Slack, view: View, answer: Json | None) -> str:
    """Do what the app answered to a submission; the trouble it caused, if any."""
    stack = slack.workspace.stacks.get(view.user, [])
    wanted = (answer or {}).get("response_action")
    if wanted in (None, "clear"):
        take_off(slack, view.user, [view.id] if wanted is None else list(stack))
        return ""
    lines = _answer_faults(view, wanted, answer or {}, len(stack))
    if lines:
        slack.note_refusal(f"answer to form {view.callback_id}", "invalid_view_response", lines)
        return "invalid_view_response"
    if wanted == "errors":
        view.errors = dict((answer or {})["errors"])
    elif wanted == "update":
        replace_view(slack, view, (answer or {})["view"])
    else:
        put_on_top(slack, view.user, (answer or {})["view"])
    return ""


def _answer_faults(view: View, wanted: str, answer: Json, stacked: int) -> list[str]:
    """What Slack refuses in the answer to a submission."""
    if wanted == "errors":
        return _errors_faults(view, answer.get("errors"))
    if wanted not in ("update", "push"):
        return [f"[ERROR] unknown response_action: {wanted}"]
    faults = [fault.line() for fault in find_view_faults(answer.get("view"))]
    if wanted == "push" and stacked >= MOST_STACKED:
        faults.append("[ERROR] push_limit_reached")
    return faults


def _errors_faults(view: View, errors: Any) -> list[str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        return ["[ERROR] must provide an object [json-pointer:/errors]"]
    return [
        f"[ERROR] must name an input block and say something [json-pointer:/errors/{name}]"
        for name, text in errors.items()
        if name not in inputs or not isinstance(text, str) or not text.strip()
    ]


async def close(slack: Slack, user_id: str, view_id: str, *, everything: bool = False) -> Shown:
    """Close the modal on top, or all of them; the app hears of it when it asked to."""
    user = actor(slack, user_id)
    view = find_view(slack, user, view_id)
    everything = everything or bool(view.payload.get("clear_on_close"))
    stack = slack.workspace.stacks.get(user.id, [])
    closed = [slack.workspace.views[one] for one in reversed(stack)] if everything else [view]
    take_off(slack, user.id, [one.id for one in closed])
    then, ack = before(slack, user), None
    for one in closed:
        if one.payload.get("notify_on_close"):
            about = {"view": view_json(slack, one), "is_cleared": everything}
            payload = {"type": "view_closed", **act_json(slack, user), **about}
            del payload["trigger_id"]
            ack = await deliver(slack, "interactive", payload)
    return shown(slack, then, ack)
