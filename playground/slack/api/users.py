"""users.* and usergroups.*: the people of the workspace and their groups."""

import time

from playground.slack.api.arguments import flag, number, page, required
from playground.slack.core import Slack, SlackError
from playground.slack.delivery.events import group_json
from playground.slack.delivery.payloads import user_json
from playground.slack.workspace import Json, User

SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot")
"""In every list of people; Slack says of it that it is no bot."""
MOST_AT_ONCE = 1000
MOST_QUIET = 50


def _user(slack: Slack, user_id: str) -> User:
    user = slack.workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    return user


def info(slack: Slack, args: Json) -> Json:
    """users.info: one person, with the locale when asked for."""
    user = _user(slack, required(args, "user"))
    return {"user": user_json(slack, user, locale=flag(args, "include_locale"))}


def listing(slack: Slack, args: Json) -> Json:
    """users.list: everyone, bots and those who left included, and Slackbot, who passes for a person.

    Without `limit` everybody comes at once, as in Slack, which refuses that where people are too many.
    """
    everyone = [SLACKBOT, *slack.workspace.users.values()]
    if len(everyone) > MOST_AT_ONCE and not number(args, "limit", 0):
        raise SlackError("limit_required")
    items, metadata = page(args, everyone, default=MOST_AT_ONCE)
    locale = flag(args, "include_locale")
    people = [user_json(slack, user, locale=locale) for user in items]
    return {"members": people, "cache_ts": int(time.time()), "response_metadata": metadata}


def lookup_by_email(slack: Slack, args: Json) -> Json:
    """users.lookupByEmail: the person with an e-mail address."""
    email = required(args, "email").casefold()
    for user in slack.workspace.users.values():
        if user.email.casefold() == email and not user.deleted:
            return {"user": user_json(slack, user)}
    raise SlackError("users_not_found")


def profile(slack: Slack, args: Json) -> Json:
    """users.profile.get: the profile with its custom fields."""
    user = _user(slack, str(args.get("user") or slack.bot))
    found = user_json(slack, user)["profile"]
    fields = {f"Xf{name}": {"value": value, "alt": ""} for name, value in user.fields.items()}
    return {"profile": {**found, "fields": fields}}


def presence(slack: Slack, args: Json) -> Json:
    """users.getPresence: whether somebody is active or away; who has left is away."""
    user = _user(slack, str(args.get("user") or slack.bot))
    return {"presence": "away" if user.deleted else user.presence}


def quiet(slack: Slack, args: Json) -> Json:
    """dnd.info: when somebody does not want to be disturbed next."""
    return _quiet(_user(slack, str(args.get("user") or slack.bot)))


def quiet_of_many(slack: Slack, args: Json) -> Json:
    """dnd.teamInfo: the same of up to 50 people; those whom nobody knows are left out."""
    asked = [name for name in required(args, "users").split(",") if name]
    if len(asked) > MOST_QUIET:
        raise SlackError("too_many_users")
    known = slack.workspace.users
    return {"users": {name: _quiet(known[name]) for name in asked if name in known}, "cached": False}


def _quiet(user: User) -> Json:
    """Slack's answer has 1 for both moments when nothing is set."""
    start, end = user.quiet or (1, 1)
    return {"dnd_enabled": user.quiet is not None, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


def groups(slack: Slack, args: Json) -> Json:
    """usergroups.list: the user groups, with their members when asked for."""
    found = []
    for group in slack.workspace.groups.values():
        if group.disabled and not flag(args, "include_disabled"):
            continue
        users = {"users": list(group.users)} if flag(args, "include_users") else {}
        found.append({**group_json(group), "team_id": slack.workspace.team_id, **users})
    return {"usergroups": found}


def group_users(slack: Slack, args: Json) -> Json:
    """usergroups.users.list: the members of one user group."""
    group = slack.workspace.groups.get(required(args, "usergroup"))
    if group is None or (group.disabled and not flag(args, "include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
