"""The acts of the page: one small function for each word of `do`."""

import time
from collections.abc import Awaitable, Callable

from playground.slack.acts import clicks, commands, forms, talk, town
from playground.slack.acts.shown import actor
from playground.slack.acts.typing import untyped
from playground.slack.connections import Sockets
from playground.slack.core import ActRefusedError, Slack
from playground.slack.delivery.sockets import cut_all
from playground.slack.weather import Trouble
from playground.slack.workspace import Json


async def perform(slack: Slack, sent: Json) -> Json:
    """Do what the page asks for; the fields of its answer. Raises ActRefusedError."""
    do = ACTS.get(str(sent["do"]))
    if do is None:
        raise ActRefusedError(f"nobody can {sent['do']}")
    return await do(slack, str(sent["user"]), sent)


async def _command(slack: Slack, user: str, sent: Json) -> Json:
    await commands.command(slack, user, untyped(slack, sent["text"]), sent["channel"])
    return {}


async def _say(slack: Slack, user: str, sent: Json) -> Json:
    said = talk.Said(sent["text"], sent.get("thread"), encoded=True)
    await talk.say(slack, user, sent["channel"], said)
    return {}


async def _edit(slack: Slack, user: str, sent: Json) -> Json:
    await talk.edit(slack, user, sent["channel"], sent["ts"], sent["text"], encoded=True)
    return {}


async def _delete(slack: Slack, user: str, sent: Json) -> Json:
    await talk.delete(slack, user, sent["channel"], sent["ts"])
    return {}


async def _react(slack: Slack, user: str, sent: Json) -> Json:
    await talk.react(slack, user, sent["channel"], sent["ts"], sent["name"])
    return {}


async def _join(slack: Slack, user: str, sent: Json) -> Json:
    await town.join(slack, user, sent["channel"])
    return {}


async def _leave(slack: Slack, user: str, sent: Json) -> Json:
    await town.leave(slack, actor(slack, user).id, sent["channel"])
    return {}


async def _invite_bot(slack: Slack, user: str, sent: Json) -> Json:
    await town.invite_bot(slack, user, sent["channel"])
    return {}


async def _open_im(slack: Slack, user: str, sent: Json) -> Json:
    other = slack.user(sent["with"]).id
    channel = slack.workspace.direct_channel(actor(slack, user).id, other)
    slack.changed("state")
    return {"channel": channel.id}


async def _click(slack: Slack, user: str, sent: Json) -> Json:
    await clicks.click(slack, user, sent["container"], sent["action"], state=sent.get("state"))
    return {}


async def _options(slack: Slack, user: str, sent: Json) -> Json:
    container, block_id = sent["container"], str(sent.get("block_id") or "")
    value = str(sent.get("value") or "")
    return await clicks.options(slack, user, container, sent["action_id"], value, block_id=block_id)


async def _submit(slack: Slack, user: str, sent: Json) -> Json:
    seen = await forms.submit(slack, user, sent["view_id"], sent.get("state"))
    return {"errors": seen.errors} if seen.errors else {}


async def _close(slack: Slack, user: str, sent: Json) -> Json:
    await forms.close(slack, user, sent["view_id"], everything=bool(sent.get("all")))
    return {}


async def _open_home(slack: Slack, user: str, _sent: Json) -> Json:
    await town.open_home(slack, user)
    return {}


async def _global_shortcut(slack: Slack, user: str, sent: Json) -> Json:
    await commands.global_shortcut(slack, user, sent["callback_id"])
    return {}


async def _message_shortcut(slack: Slack, user: str, sent: Json) -> Json:
    await commands.message_shortcut(slack, user, sent["callback_id"], sent["channel"], sent["ts"])
    return {}


async def _upload(slack: Slack, user: str, sent: Json) -> Json:
    content = talk.decode(sent["content_base64"])
    return {"file": talk.upload(slack, user, sent["name"], content)}


async def _archive(slack: Slack, user: str, sent: Json) -> Json:
    await town.archive(slack, sent["channel"], user)
    return {}


async def _deactivate(slack: Slack, _user: str, sent: Json) -> Json:
    await town.change_user(slack, sent["who"], deleted=True)
    return {}


async def _reactivate(slack: Slack, _user: str, sent: Json) -> Json:
    await town.change_user(slack, sent["who"], deleted=False)
    return {}


async def _outage(slack: Slack, _user: str, sent: Json) -> Json:
    outage(slack, slack.sockets, float(sent["seconds"]))
    return {}


async def _rate_limit(slack: Slack, _user: str, sent: Json) -> Json:
    seconds = float(sent["seconds"])
    until = time.monotonic() + seconds
    slack.weather.troubles.append(Trouble(sent["method"], times=None, until=until, retry_after=seconds))
    return {}


def outage(slack: Slack, sockets: Sockets, seconds: float) -> None:
    """Slack is away for some seconds: every method answers 503 and all connections break."""
    until = time.monotonic() + seconds
    slack.weather.troubles.insert(0, Trouble(times=None, until=until, status=503))
    cut_all(sockets)


ACTS: dict[str, Callable[[Slack, str, Json], Awaitable[Json]]] = {
    "command": _command,
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "join": _join,
    "leave": _leave,
    "invite_bot": _invite_bot,
    "open_im": _open_im,
    "click": _click,
    "options": _options,
    "submit": _submit,
    "close": _close,
    "open_home": _open_home,
    "global_shortcut": _global_shortcut,
    "message_shortcut": _message_shortcut,
    "upload": _upload,
    "archive": _archive,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "outage": _outage,
    "rate_limit": _rate_limit,
}
