"""api.test, auth.test, apps.connections.open and the methods about the team."""

from playground.slack.core import Slack, SlackError
from playground.slack.workspace import APP_ID, BOT_ID, Json


def api_test(_slack: Slack, args: Json) -> Json:
    """api.test: gives back what it was sent, or the error asked for."""
    if "error" in args:
        raise SlackError(str(args["error"]), args=args)
    return {"args": args}


def auth_test(slack: Slack, _args: Json) -> Json:
    """auth.test: whose token this is."""
    return {
        "url": f"https://{slack.workspace.domain}.slack.com/",
        "team": slack.workspace.name,
        "user": slack.workspace.users[slack.bot].name,
        "team_id": slack.workspace.team_id,
        "user_id": slack.bot,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def open_connection(slack: Slack, _args: Json) -> Json:
    """apps.connections.open: an address for one WebSocket connection."""
    if not slack.app.socket_mode:
        raise SlackError("forbidden_team")
    ticket = slack.workspace.next_id("ticket")
    slack.sockets.tickets.add(ticket)
    address = slack.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/socket?ticket={ticket}&app_id={APP_ID}"}


def team_info(slack: Slack, _args: Json) -> Json:
    """team.info: the workspace."""
    workspace = slack.workspace
    team = {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain}
    return {"team": {**team, "url": f"https://{workspace.domain}.slack.com/", "icon": {}}}


def team_profile(slack: Slack, _args: Json) -> Json:
    """team.profile.get: the labels of the custom profile fields."""
    labels = sorted({name for user in slack.workspace.users.values() for name in user.fields})
    fields = [
        {"id": f"Xf{name}", "ordering": index, "label": name, "type": "text"} for index, name in enumerate(labels)
    ]
    return {"profile": {"fields": fields, "sections": []}}
