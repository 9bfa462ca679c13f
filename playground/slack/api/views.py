"""views.*: modals opened with a trigger, stacked, updated, and Home tabs published."""

from playground.slack.api.arguments import required
from playground.slack.checks import find_view_faults
from playground.slack.core import Slack, SlackError, with_ids
from playground.slack.delivery.payloads import view_json
from playground.slack.workspace import Json, View

MOST_STACKED = 3


def open_view(slack: Slack, args: Json) -> Json:
    """views.open: a modal for whoever acted; a modal already open gives way."""
    _check(slack, "views.open", args, "modal")
    user = slack.use_trigger(required(args, "trigger_id"))
    take_off(slack, user, list(slack.workspace.stacks.get(user, [])))
    return {"view": view_json(slack, put_on_top(slack, user, args["view"]))}


def push_view(slack: Slack, args: Json) -> Json:
    """views.push: a modal on top of the one open, at most three."""
    _check(slack, "views.push", args, "modal")
    user = slack.use_trigger(required(args, "trigger_id"))
    stack = slack.workspace.stacks.get(user)
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= MOST_STACKED:
        slack.note_refusal("views.push", "push_limit_reached", [])
        raise SlackError("push_limit_reached")
    return {"view": view_json(slack, put_on_top(slack, user, args["view"]))}


def update_view(slack: Slack, args: Json) -> Json:
    """views.update: a modal anew, by id or external id; a hash guards against races."""
    view = _wanted(slack, args)
    _check(slack, "views.update", args, "modal")
    _same_hash(args, view)
    replace_view(slack, view, args["view"])
    return {"view": view_json(slack, view)}


def publish_view(slack: Slack, args: Json) -> Json:
    """views.publish: the Home tab of one person."""
    user = slack.workspace.users.get(required(args, "user_id"))
    if user is None or user.deleted or user.role == "bot":
        raise SlackError("user_not_found")
    if not slack.app.home_tab:
        raise SlackError("not_enabled")
    _check(slack, "views.publish", args, "home")
    home = slack.workspace.homes.get(user.id)
    if home is None:
        home = View(slack.workspace.next_id("V"), user.id, {"blocks": []}, "")
        slack.workspace.homes[user.id] = home
    else:
        _same_hash(args, home)
    replace_view(slack, home, args["view"])
    return {"view": view_json(slack, home)}


def _check(slack: Slack, method: str, args: Json, kind: str) -> None:
    view = args.get("view")
    slack.refuse(method, find_view_faults(view))
    if isinstance(view, dict) and view["type"] != kind:
        slack.note_refusal(method, "invalid_arguments", [f"must be a {kind}"])
        raise SlackError("invalid_arguments")
    external = view.get("external_id") if isinstance(view, dict) else None
    if external and _by_external_id(slack, external) not in (None, _named(slack, args)):
        raise SlackError("duplicate_external_id")


def _by_external_id(slack: Slack, external_id: str) -> View | None:
    views = slack.workspace.views.values()
    return next((view for view in views if view.payload.get("external_id") == external_id), None)


def _named(slack: Slack, args: Json) -> View | None:
    by_id = slack.workspace.views.get(str(args.get("view_id")))
    if by_id is not None or "external_id" not in args:
        return by_id
    return _by_external_id(slack, str(args["external_id"]))


def _wanted(slack: Slack, args: Json) -> View:
    view = _named(slack, args)
    if view is None:
        raise SlackError("not_found")
    return view


def _same_hash(args: Json, view: View) -> None:
    if args.get("hash") and args["hash"] != view.hash:
        raise SlackError("hash_conflict")


def put_on_top(slack: Slack, user: str, payload: Json) -> View:
    """Lay a checked view on the stack of a person."""
    stack = slack.workspace.stacks.setdefault(user, [])
    view = View(
        slack.workspace.next_id("V"),
        user,
        {**payload, "blocks": with_ids(slack, payload["blocks"])},
        new_hash(slack),
        previous_view_id=stack[-1] if stack else None,
    )
    view.root_view_id = stack[0] if stack else view.id
    slack.workspace.views[view.id] = view
    stack.append(view.id)
    slack.changed("views", only_for=user)
    return view


def take_off(slack: Slack, user: str, view_ids: list[str]) -> None:
    """Take modals off the stack of a person; nobody can update them afterwards."""
    stack = slack.workspace.stacks.get(user, [])
    for view_id in view_ids:
        if view_id in stack:
            stack.remove(view_id)
            del slack.workspace.views[view_id]
    slack.changed("views", only_for=user)


def replace_view(slack: Slack, view: View, payload: Json) -> None:
    """Show a checked view in the place of another; what was typed into inputs that stay is kept.

    The pair of block_id and action_id decides whether an input stays.
    """
    view.payload = {**payload, "blocks": with_ids(slack, payload["blocks"])}
    view.hash = new_hash(slack)
    view.errors = {}
    ids = {block["block_id"] for block in view.payload["blocks"]}
    view.typed = {name: typed for name, typed in view.typed.items() if name in ids}
    slack.changed("home" if view.type == "home" else "views", only_for=view.user)


def new_hash(slack: Slack) -> str:
    """A hash that no view had before."""
    return f"{slack.workspace.next_ts()}.{slack.workspace.next_id('')}"
