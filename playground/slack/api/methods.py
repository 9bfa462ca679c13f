"""Which methods there are, and the scope each needs whatever its arguments."""

from collections.abc import Callable
from typing import NamedTuple

from playground.slack.api import basics, chat, conversations, files, reactions, users, views
from playground.slack.core import Slack
from playground.slack.workspace import Json


class Method(NamedTuple):
    """A Web API method: its function, its scope, and whether the app-level token calls it."""

    answer: Callable[[Slack, Json], Json]
    scope: str = ""
    app_token: bool = False


METHODS: dict[str, Method] = {
    "api.test": Method(basics.api_test),
    "auth.test": Method(basics.auth_test),
    "apps.connections.open": Method(basics.open_connection, app_token=True),
    "team.info": Method(basics.team_info, "team:read"),
    "team.profile.get": Method(basics.team_profile, "users.profile:read"),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.update": Method(chat.update_message, "chat:write"),
    "chat.delete": Method(chat.delete_message, "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.getPermalink": Method(chat.permalink),
    "conversations.open": Method(conversations.open_direct),
    "conversations.info": Method(conversations.info),
    "conversations.list": Method(conversations.listing),
    "conversations.members": Method(conversations.members),
    "conversations.history": Method(conversations.history),
    "conversations.replies": Method(conversations.replies),
    "conversations.join": Method(conversations.join),
    "users.conversations": Method(conversations.of_user),
    "users.info": Method(users.info, "users:read"),
    "users.list": Method(users.listing, "users:read"),
    "users.lookupByEmail": Method(users.lookup_by_email, "users:read.email"),
    "users.profile.get": Method(users.profile, "users.profile:read"),
    "users.getPresence": Method(users.presence, "users:read"),
    "dnd.info": Method(users.quiet, "dnd:read"),
    "dnd.teamInfo": Method(users.quiet_of_many, "dnd:read"),
    "usergroups.list": Method(users.groups, "usergroups:read"),
    "usergroups.users.list": Method(users.group_users, "usergroups:read"),
    "reactions.add": Method(reactions.add, "reactions:write"),
    "reactions.remove": Method(reactions.remove, "reactions:write"),
    "reactions.get": Method(reactions.get, "reactions:read"),
    "views.open": Method(views.open_view),
    "views.push": Method(views.push_view),
    "views.update": Method(views.update_view),
    "views.publish": Method(views.publish_view),
    "files.getUploadURLExternal": Method(files.upload_url, "files:write"),
    "files.completeUploadExternal": Method(files.complete_upload, "files:write"),
    "files.info": Method(files.info, "files:read"),
}
