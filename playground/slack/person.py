"""A person in the fake Slack, in the words of a story: `anna.command(...)`, `anna.click(...)`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from playground.slack import reading
from playground.slack.acts import clicks, commands, forms, talk, town
from playground.slack.acts.shown import Shown
from playground.slack.core import Slack
from playground.slack.page import visible_messages
from playground.slack.pointing import action_content, container, fields, find
from playground.slack.workspace import Json, Message, User, View, snapshot, view_snapshot

Surface = Message | View | Shown
Run = Callable[[Callable[[Slack], Awaitable[Any]]], Any]


class Person:
    """One person; every act returns `Shown`, what Slack then shows them."""

    def __init__(self, user_id: str, run: Run) -> None:
        """`run` runs an act in the loop of the fake."""
        self.id = user_id
        self._run = run

    def __repr__(self) -> str:
        return f"Person({self.id})"

    def _act(self, do: Callable[[Slack], Awaitable[Any]]) -> Any:
        return self._run(do)

    def _read(self, look: Callable[[Slack], Any]) -> Any:
        async def reading_it(slack: Slack) -> Any:
            return look(slack)

        return self._run(reading_it)

    @property
    def user(self) -> User:
        """The person's record in the workspace."""
        found: User = self._read(lambda slack: slack.user(self.id))
        return found

    @property
    def mention(self) -> str:
        """How messages mention this person."""
        return f"<@{self.id}>"

    @property
    def im(self) -> str:
        """The channel id of the direct message with the bot."""
        found: str = self._read(lambda slack: slack.workspace.direct_channel(slack.bot, self.id).id)
        return found

    # What the person sees

    @property
    def views(self) -> list[View]:
        """The modals open before the person, the lowest first."""
        found: list[View] = self._read(lambda slack: [view_snapshot(view) for view in slack.workspace.stack(self.id)])
        return found

    @property
    def view(self) -> View:
        """The modal on top; raises LookupError when none is open."""
        views = self.views
        if not views:
            raise LookupError("no form is open")
        return views[-1]

    @property
    def home_view(self) -> View | None:
        """The Home tab as it stands, without opening it."""

        def look(slack: Slack) -> View | None:
            home = slack.workspace.homes.get(self.id)
            return view_snapshot(home) if home else None

        found: View | None = self._read(look)
        return found

    @property
    def ephemerals(self) -> list[Message]:
        """Every message that only this person sees, oldest first."""
        found: list[Message] = self._read(
            lambda slack: [snapshot(one) for one in slack.workspace.ephemerals.get(self.id, [])]
        )
        return found

    def messages(self, channel: str, thread: str | None = None) -> list[Message]:
        """What the person sees in a channel or thread, ephemerals included, oldest first."""

        def look(slack: Slack) -> list[Message]:
            seen = visible_messages(slack, self.id, slack.channel(channel), thread)
            return [snapshot(one) for one in seen]

        found: list[Message] = self._read(look)
        return found

    # What the person does

    def command(self, text: str, channel: str = "C1") -> Shown:
        """Type a slash command."""
        return self._shown(lambda slack: commands.command(slack, self.id, text, channel))

    def say(self, text: str, channel: str = "C1", thread: str | None = None, files: Sequence[Json] = ()) -> Shown:
        """Write a message; `@name` and `#name` become mentions as in Slack. `files` come from `upload`."""
        said = talk.Said(text, thread, files=tuple(file["id"] for file in files))
        return self._shown(lambda slack: talk.say(slack, self.id, channel, said))

    def tell_bot(self, text: str) -> Shown:
        """Write to the bot in a direct message."""
        return self.say(text, self.im)

    def edit(self, message: Message, text: str) -> Shown:
        """Change one's own message."""
        return self._shown(lambda slack: talk.edit(slack, self.id, message.channel, message.ts, text))

    def delete(self, message: Message) -> Shown:
        """Delete one's own message."""
        return self._shown(lambda slack: talk.delete(slack, self.id, message.channel, message.ts))

    def react(self, message: Message, name: str) -> Shown:
        """Add a reaction, or take it back."""
        return self._shown(lambda slack: talk.react(slack, self.id, message.channel, message.ts, name))

    def click(
        self,
        name: str,
        in_: Surface | None = None,
        value: Any = None,
        *,
        block: str = "",
        stale: bool = False,
    ) -> Shown:
        """Press a button, or choose `value` in a menu, date picker or the like.

        `name` is an action id or the words on the button; where several fit, `value` (of the
        button) or `block` tells which. Without `in_` the modal on top is meant. `stale` presses it
        as it stood in the snapshot, though the app may have changed the message since.
        Raises LookupError when nothing or more than one thing fits.
        """
        surface = self._surface(in_)
        found, element = find(surface.blocks, name, value, block)
        seen = surface.blocks if stale else None
        typed = self._current(surface).typed
        offered = self._offered(surface, element)
        action = {
            **action_content(element, value, offered),
            "block_id": found["block_id"],
            "action_id": element["action_id"],
        }
        where = container(surface)
        return self._shown(lambda slack: clicks.click(slack, self.id, where, action, state=typed, seen=seen))

    def select(self, name: str, value: Any, in_: Surface | None = None, **more: Any) -> Shown:
        """Choose in a menu; the same as `click` with a value."""
        return self.click(name, in_, value, **more)

    def options(self, name: str, text: str, in_: Surface | None = None, *, block: str = "") -> list[Json]:
        """Type into a menu that asks the app; the options offered, groups laid out flat."""
        surface = self._surface(in_)
        found, element = find(surface.blocks, name, None, block)
        where, action_id, block_id = container(surface), element["action_id"], found["block_id"]
        answer: Json = self._act(
            lambda slack: clicks.options(slack, self.id, where, action_id, text, block_id=block_id)
        )
        return reading.option_list(answer)

    def submit(self, view: View | Shown | None = None, values: Json | None = None) -> Shown:
        """Fill in inputs and press submit.

        `values` are plain: by block id or action id, or `{block: {action: value}}`. Options go by
        value or visible text, dates as ISO text, several choices as a list, None empties. Inputs
        not named keep what stands in them.
        """
        form = self._form(view)
        state = self._state(form, values or {})
        return self._shown(lambda slack: forms.submit(slack, self.id, form.id, state))

    def close(self, view: View | Shown | None = None, *, everything: bool = False) -> Shown:
        """Close the modal on top, or all of them."""
        form = self._form(view)
        return self._shown(lambda slack: forms.close(slack, self.id, form.id, everything=everything))

    def open_home(self, tab: str = "home") -> Shown:
        """Open the app's Home tab; `home` of the result is what stands there at the ack."""
        return self._shown(lambda slack: town.open_home(slack, self.id, tab))

    def home(self) -> View:
        """Open the app's Home tab and look at it; raises LookupError when it is empty."""
        home = self.open_home().home
        if home is None:
            raise LookupError("the app has published no Home tab for this person")
        return home

    def shortcut(self, callback_id: str, message: Message | None = None) -> Shown:
        """Run a global shortcut, or one on a message."""
        if message is None:
            return self._shown(lambda slack: commands.global_shortcut(slack, self.id, callback_id))
        at = (message.channel, message.ts)
        return self._shown(lambda slack: commands.message_shortcut(slack, self.id, callback_id, *at))

    def join(self, channel: str) -> None:
        """Enter a public channel."""
        self._act(lambda slack: town.join(slack, self.id, channel))

    def leave(self, channel: str) -> None:
        """Leave a channel."""
        self._act(lambda slack: town.leave(slack, self.id, channel))

    def invite_bot(self, channel: str) -> None:
        """Invite the bot into a channel."""
        self._act(lambda slack: town.invite_bot(slack, self.id, channel))

    def upload(self, name: str, content: bytes) -> Json:
        """Put a file into Slack; the result goes into the value of a file input."""
        found: Json = self._read(lambda slack: talk.upload(slack, self.id, name, content))
        return found

    # How it is done

    def _shown(self, do: Callable[[Slack], Awaitable[Shown]]) -> Shown:
        found: Shown = self._act(do)
        return found

    def _surface(self, given: Surface | None) -> Message | View:
        if given is None:
            return self.view
        if isinstance(given, Shown):
            return given.view if given.views else given.message
        return given

    def _form(self, given: View | Shown | None) -> View:
        form = self._surface(given)
        if isinstance(form, View):
            return form
        raise LookupError("no form is open here")

    def _current(self, surface: Message | View) -> Message | View:
        """The surface with what has been typed into it by now."""
        if isinstance(surface, Message):
            return surface
        fresh = [view for view in [*self.views, self.home_view] if view and view.id == surface.id]
        return fresh[0] if fresh else surface

    def _offered(self, surface: Message | View, element: Json) -> list[Json]:
        """The options that the app has offered in an external menu of this surface."""
        key = surface.id if isinstance(surface, View) else surface.ts
        name = (self.id, key, element["action_id"])
        found: list[Json] = self._read(lambda slack: list(slack.offered.get(name, [])))
        return found + clicks.initial_options(element)

    def _state(self, form: View, values: Mapping[str, Any]) -> Json:
        """State values for plain ones; raises LookupError for what the form does not have."""
        state: Json = {}
        fresh = self._current(form)
        for key, value in values.items():
            for block, element in fields(fresh.blocks, key, value):
                content = value
                if isinstance(value, dict) and element["action_id"] in value:
                    content = value[element["action_id"]]
                made = reading.state_of(element, content, self._offered(form, element))
                state.setdefault(block["block_id"], {})[element["action_id"]] = made
        return state
