"""What Slack shows a person after an act: answers, forms, field errors, or that it failed."""

from dataclasses import dataclass, field

from playground.slack.core import Ack, ActRefusedError, Slack
from playground.slack.workspace import Channel, Message, User, View, snapshot, view_snapshot

SENTENCES = {
    "command": '{name} failed with the error "{trouble}"',
    "view": "We had some trouble connecting. Try again?",
    "act": "This did not work: the app did not answer ({trouble}).",
}


@dataclass(frozen=True)
class Shown:
    """What one act led to, up to the moment the app acknowledged it.

    `seconds` is the time until the ack, None when none came. `trouble` is Slack's code for what
    went wrong and `says` the sentence the person reads. `ephemerals` and `messages` are those new
    in the place of the act; `views` the open modals, the lowest first; `errors` stand under the
    fields of a form; `home` is the Home tab.
    """

    seconds: float | None = None
    trouble: str = ""
    says: str = ""
    ephemerals: list[Message] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    home: View | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong: no trouble and no errors under fields."""
        return not self.trouble and not self.errors

    @property
    def view(self) -> View:
        """The modal on top; raises LookupError when none is open."""
        if not self.views:
            raise LookupError(f"no form is open; {self.trouble or self.words or 'nothing shown'}")
        return self.views[-1]

    @property
    def message(self) -> Message:
        """The newest answer; raises LookupError when there is none."""
        answers = self.ephemerals + self.messages
        if not answers:
            raise LookupError(f"nothing was answered; trouble: {self.trouble or 'none'}")
        return max(answers, key=lambda answer: answer.ts)

    @property
    def text(self) -> str:
        """The top-level text of the newest answer, which screen readers read."""
        return self.message.text

    @property
    def words(self) -> str:
        """Everything a person reads: answers, or the form on top, or the trouble."""
        parts = [answer.words for answer in self.ephemerals + self.messages]
        if self.views:
            parts.append(self.views[-1].words)
        return "\n".join([*parts, *self.errors.values(), *([self.says] if self.says else [])])


@dataclass(frozen=True)
class Before:
    """Where things stood before an act."""

    user: str
    channel: Channel | None
    newest: str


def actor(slack: Slack, user_id: str) -> User:
    """Whoever acts; raises ActRefusedError for those who cannot use Slack."""
    user = slack.user(user_id)
    if user.deleted:
        raise ActRefusedError(f"{user.name} is deactivated and cannot use Slack")
    return user


def visible_channel(slack: Slack, user: User, channel_id: str) -> Channel:
    """A channel that a person can see; raises ActRefusedError for others."""
    channel = slack.channel(channel_id)
    if not can_see(user, channel):
        raise ActRefusedError(f"{user.name} is not in {channel.name or channel.id}")
    return channel


def can_see(user: User, channel: Channel) -> bool:
    """Members see their channels; everyone but guests sees public ones too."""
    public = channel.kind == "channel" and user.role != "guest"
    return public or user.id in channel.members


def before(slack: Slack, user: User, channel: Channel | None = None) -> Before:
    """Remember where things stand, to tell afterwards what is new."""
    return Before(user.id, channel, slack.workspace.next_ts())


def shown(
    slack: Slack, then: Before, ack: Ack | None, *, says: str = "act", trouble: str = "", name: str = ""
) -> Shown:
    """What the person sees now that was not there before; `says` picks the sentence for a trouble."""
    trouble = trouble or _trouble(ack)
    sentence = SENTENCES[says].format(name=name, trouble=trouble) if trouble else ""
    if sentence:
        slack.tell(then.user, sentence)
    workspace = slack.workspace
    ephemerals = _newer(workspace.ephemerals.get(then.user, []), then)
    messages = _newer(list(then.channel.messages.values()), then) if then.channel else []
    home, stack = workspace.homes.get(then.user), workspace.stack(then.user)
    return Shown(
        seconds=ack.seconds if ack and ack.acked else None,
        trouble=trouble,
        says=sentence,
        ephemerals=ephemerals,
        messages=[message for message in messages if message.user == slack.bot],
        views=[view_snapshot(view) for view in stack],
        errors=dict(stack[-1].errors) if stack else {},
        home=view_snapshot(home) if home else None,
    )


def _newer(messages: list[Message], then: Before) -> list[Message]:
    found = []
    for message in reversed(messages):
        if message.ts <= then.newest:
            break
        found.append(snapshot(message))
    return found[::-1]


def _trouble(ack: Ack | None) -> str:
    if ack is None or ack.acked:
        return ""
    return "operation_timeout" if ack.reason == "timeout" else "dispatch_failed"
