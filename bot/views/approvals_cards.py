"""What an approver and the owner see of an approval: cards that are edited until the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot import tongues
from bot.networks import network_name
from bot.plan.kinds import APPROVED, ASKED, OVER, RETURNED
from bot.plan.whole import Whole
from bot.public_replies.reading import Written
from bot.views import plan_changes, plan_words, public_replies_parts
from bot.views.blocks import Message, button, cut, divider, foreign, link, one_line, rich, words
from bot.words import Reader
from storage.models import ApprovalAsk, Decision, PlanItem

APPROVE, RETURN = "approvals.approve", "approvals.return"
"""Buttons of a card: "<ask id>:<version of the texts that it shows>"."""
_MOST_CHANGES = 10
_MOST_MINUTES = 120
"""Above that, time is told in hours."""
_MOST_TEXT, _MOST_ALL = 2_000, 7_000
"""Characters of one text and of all texts on a card: a message of Slack holds no more in all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the card of an approver shows; `before` is what they saw last, when the texts have changed since."""

    ask: ApprovalAsk
    whole: Whole
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    is_last: bool
    """Nothing newer was asked of them about the item."""
    is_own: bool
    is_their_turn: bool
    decisions: Sequence[Decision]
    names: Mapping[str, str]
    stands_in_for: Sequence[str] = ()
    """For whom they are asked, when it is for others: user ids."""
    stand_ins: Sequence[str] = ()
    """Who was asked as well because they are away: user ids."""
    reply: Written | None = None
    """What it answers, when it is a reply."""


def card(asked: Asked, reader: Reader) -> Message:
    """Show an approver what they are asked to approve, and what has changed since they saw it last."""
    item = asked.whole.item
    is_open = _is_open(asked)
    first = _first(asked, reader, is_open=is_open)
    title = plan_words.title(item, reader)
    stands = [*_standing_in(asked, reader)] if is_open else []
    named = [] if is_open and asked.reply is not None else [title]  # what is replied to stands below, with its link
    head = "\n".join([*named, _what(asked, reader), *stands, *(_clock(asked, reader) if is_open else ())])
    blocks: list[Block] = [rich(words(first, bold=True), words(f"\n{head}"))]
    if is_open or _is_withdrawn(asked):
        blocks += _changes(asked, reader)
    if is_open:
        blocks += public_replies_parts.asked(asked.reply, reader) if asked.reply else _texts(asked.whole, reader)
    said = [f"{_who(one, asked.names, reader)}: {decided(one, reader)}" for one in _of_now(asked)]
    if said:
        blocks.append(rich(words("\n".join(said))))
    blocks.append(ActionsBlock(block_id=f"approval:{asked.ask.id}", elements=_buttons(asked, reader, is_open=is_open)))
    return Message(f"{foreign(first)}\n{foreign(title)}", blocks)


def _what(asked: Asked, reader: Reader) -> str:
    item = asked.whole.item
    if asked.reply is not None:
        return public_replies_parts.what(asked.reply, reader)
    when = plan_words.time(item, asked.ask.at, reader) or reader.say("It has no time yet.")
    return f"{plan_words.kind(item.kind, reader)} · {when}"


def _standing_in(asked: Asked, reader: Reader) -> Iterator[str]:
    if asked.stands_in_for:
        yield reader.say("You stand in for: {names}", names=_named(asked.stands_in_for, asked.names, reader))
    if asked.stand_ins:
        named = _named(asked.stand_ins, asked.names, reader)
        yield reader.say("You are away, so this was asked of your deputy as well: {names}", names=named)


def _clock(asked: Asked, reader: Reader) -> Iterator[str]:
    """Yield by when a reply is due, and how much time was left for it when this was asked."""
    due = asked.reply.mention.due_at if asked.reply is not None else None
    if due is None:
        return
    yield reader.say("Answer by {moment}.", moment=reader.moment(due))
    minutes = max(0, int((due - asked.ask.at).total_seconds() // 60))
    left = (
        reader.count("{n} minute", "{n} minutes", minutes)
        if minutes < _MOST_MINUTES
        else reader.count("{n} hour", "{n} hours", minutes // 60)
    )
    yield reader.say("Time left when you were asked: {time}", time=left)


def _named(user_ids: Iterable[str], names: Mapping[str, str], reader: Reader) -> str:
    return reader.listing(cut(one_line(names.get(one, "")), 80) or reader.say("Somebody") for one in user_ids)


def outcome(
    item: PlanItem, made: Decision, names: Mapping[str, str], reader: Reader, reply: Written | None = None
) -> Message:
    """Tell the owner how the approval of their item ended; of a `reply`, with the text to copy and what to do next."""
    who = _who(made, names, reader)
    first = reader.say("{name} returned this:", name=who) if made.what == RETURNED else reader.say("This is approved:")
    title = plan_words.title(item, reader)
    parts = [words(first, bold=True), words(f"\n{title}")]
    if made.comment:
        parts.append(words(f"\n{cut(made.comment, 2_500)}", italic=True))
    if made.what == APPROVED and made.text_version != item.text_version:
        parts.append(words("\n" + reader.say("The text was changed afterwards, so it has to be approved again.")))
    if reply is not None and item.state in OVER:
        parts.append(words("\n" + public_replies_parts.over(reply, item, reader)))
    is_of_now = reply is not None and made.text_version == item.text_version
    more, buttons = public_replies_parts.outcome(reply, item, reader) if reply is not None and is_of_now else ([], [])
    elements = [*buttons, plan_words.way(item.id, reader)]
    said = reply.text if reply is not None and more else made.comment
    text = "\n".join(filter(None, [foreign(first), foreign(title), foreign(said, 2_000)]))
    actions = ActionsBlock(block_id=f"approval_outcome:{made.id}", elements=elements)
    return Message(text, [rich(*parts), *more, actions])


def _is_open(asked: Asked) -> bool:
    """Tell whether something is to be decided here by them, or was decided by them and waits for others."""
    item = asked.whole.item
    return asked.is_last and asked.is_their_turn and item.approval_state == ASKED and item.state not in OVER


def _is_withdrawn(asked: Asked) -> bool:
    """Tell whether what they had approved is so no more, because the text was changed."""
    item = asked.whole.item
    mine = [one for one in asked.decisions if one.by == asked.ask.user_id]
    was = bool(mine) and mine[-1].what == APPROVED and mine[-1].text_version < item.text_version
    return was and asked.is_last and not item.approval_state and item.state not in OVER


def _first(asked: Asked, reader: Reader, *, is_open: bool) -> str:
    item = asked.whole.item
    if item.state in OVER and asked.reply is not None:
        return public_replies_parts.over(asked.reply, item, reader)
    if item.state in OVER:
        return reader.say("This is posted or dropped. Nothing is to be done.")
    if not asked.is_last:
        return reader.say("You were asked about this anew: see the newer message.")
    if is_open:
        return _asking(asked, reader)
    return _ended(asked, reader)


def _ended(asked: Asked, reader: Reader) -> str:
    state = asked.whole.item.approval_state
    said = {
        APPROVED: reader.say("This is approved:"),
        RETURNED: reader.say("This was returned to its owner:"),
        ASKED: reader.say("Nothing is to be done by you. This waits for others:"),
    }
    if state in said:
        return said[state]
    if _is_withdrawn(asked):
        return reader.say("The text was changed after you approved it, so it is not approved any more:")
    return reader.say("You are not asked to approve this any more:")


def _asking(asked: Asked, reader: Reader) -> str:
    if asked.is_own:
        return reader.say("This is your own text now, so somebody else has to approve it:")
    if any(one.by == asked.ask.user_id for one in _for_mine(asked)):
        return reader.say("You have approved this. It waits for others:")
    if _is_mine_done(asked):
        return reader.say("Your deputy has approved this for you. It waits for others:")
    return reader.say("You are asked to approve this:")


def _changes(asked: Asked, reader: Reader) -> list[Block]:
    if asked.before is None or _is_mine_done(asked):
        return []
    found = list(plan_changes.blocks(asked.before, asked.after, reader))[:_MOST_CHANGES]
    heading = rich(words(reader.say("This has changed since you saw it:"), bold=True))
    return [heading, *found, divider()] if found else []


def _is_mine_done(asked: Asked) -> bool:
    return bool(_for_mine(asked))


def _for_mine(asked: Asked) -> list[Decision]:
    """Return what was decided in their step by them, or by others for them."""
    own = asked.ask.user_id
    return [one for one in _of_now(asked) if one.number == asked.ask.number and own in (one.by, one.instead_of)]


def _buttons(asked: Asked, reader: Reader, *, is_open: bool) -> list[Any]:
    value = f"{asked.ask.id}:{asked.whole.item.text_version}"
    decide = [
        button(reader.say("Approve"), APPROVE, value=value, style="primary"),
        button(reader.say("Return with a comment"), RETURN, value=value),
    ]
    may = is_open and not asked.is_own and not _is_mine_done(asked)
    return [*(decide if may else []), plan_words.way(asked.whole.item.id, reader)]


def _of_now(asked: Asked) -> list[Decision]:
    return [one for one in asked.decisions if one.text_version == asked.whole.item.text_version]


def _who(one: Decision, names: Mapping[str, str], reader: Reader) -> str:
    name = cut(one_line(names.get(one.by, "")), 80) or reader.say("Somebody")
    if not one.instead_of:
        return name
    other = cut(one_line(names.get(one.instead_of, "")), 80) or reader.say("Somebody")
    return reader.say("{name} (deputy of {other})", name=name, other=other)


def decided(one: Decision, reader: Reader) -> str:
    """Say what somebody decided."""
    if one.what == APPROVED:
        return reader.say("approved")
    return reader.say("returned with a comment: {comment}", comment=cut(one.comment, 600))


def _texts(whole: Whole, reader: Reader) -> Iterator[Block]:
    room = _MOST_ALL
    for one in whole.texts:
        if not one.text.strip() or room <= 0:
            continue
        heading = tongues.name(one.language, reader.language)
        if one.network:
            heading = f"{network_name(one.network, reader)} · {heading}"
        shown = cut(one.text, min(_MOST_TEXT, room))
        room -= len(shown)
        title = [words(f"\n{one.title}", bold=True)] if one.title else []
        yield rich(words(heading, italic=True), *title, words(f"\n{shown}"))
    if whole.item.link and not any(whole.item.link in one.text for one in whole.texts):
        yield rich(words(reader.say("Link") + ": "), link(whole.item.link, whole.item.link))
    if whole.attachments:
        yield rich(
            words(
                reader.count(
                    "{n} picture: look at it in the item.",
                    "{n} pictures: look at them in the item.",
                    len(whole.attachments),
                )
            )
        )
