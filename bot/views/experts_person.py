"""One expert in a list of results: who they are, why they were found, whether they may be asked, and the button for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, RichTextElementParts

from bot import tongues
from bot.availability import Availability
from bot.experts_finding import Expert, Kind, Reason, Source
from bot.people import Asker
from bot.presence import Presence
from bot.views.blocks import button, clean, cut, one_line, rich, words
from bot.views.inquiries import ASK
from bot.words import Reader, zone
from storage.models import Profile

MOST_ASKED = 300
"""Characters of a query that go on into the form."""
_NAME, _FACT, _REASON = 80, 60, 160
_MOST_REASONS = 5
"""Characters and lines in a list of five, so that the answer to a command stays small."""


def blocks(expert: Expert, query: str, by: Asker, at: datetime, presence: Presence | None) -> list[Block]:
    """Return the blocks of one person in a list; `at` is when it was made."""
    reader = by.reader
    lines = [
        *islice(_why(expert.reasons, reader), _MOST_REASONS),
        *_spoken(expert.profile, reader),
        *_state(expert, reader, at, presence),
    ]
    parts = [words(expert.profile.name, bold=True, most=_NAME), words(_work(expert.profile))]
    shown: list[Block] = [rich(*parts, *_under_each_other(lines), block_id=f"expert.{expert.profile.id}")]
    asking = _asking(expert, query, by)
    return [*shown, ActionsBlock(block_id=f"expert.{expert.profile.id}.do", elements=asking)] if asking else shown


def ask_value(profile_id: int, query: str) -> str:
    """Return the value of a button that asks somebody; profile 0 leaves it open whom."""
    return json.dumps({"p": profile_id, "q": cut(query, MOST_ASKED)}, ensure_ascii=False, separators=(",", ":"))


def presence_line(presence: Presence, reader: Reader) -> str:
    """Say whether somebody is there just now; empty when that says nothing."""
    if presence.quiet_until is not None:
        return reader.say("Do not disturb until {time}.", time=reader.clock(presence.quiet_until))
    return reader.say("Active now.") if presence.is_active else ""


def _work(profile: Profile) -> str:
    facts = (profile.title or profile.slack_title, profile.unit, profile.place)
    return "".join(f" · {cut(one_line(fact), _FACT)}" for fact in facts if fact.strip())


def _under_each_other(lines: Iterable[tuple[str, str]]) -> Iterator[RichTextElementParts.Text]:
    for label, text in lines:
        yield words(f"\n{label} " if label and text else f"\n{label}{text}", most=_REASON)
        if label and text:
            yield words(" ".join(text.split()), most=_REASON)


def _why(reasons: tuple[Reason, ...], reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield each kind of reason once, with everything of that kind, in the order given."""
    for kind, source in dict.fromkeys((reason.kind, reason.source) for reason in reasons):
        alike = [reason for reason in reasons if (reason.kind, reason.source) == (kind, source)]
        if kind == "evidence":
            count = max(1, sum(reason.count for reason in alike))
            said = reader.count("{n} accepted answer about this.", "{n} accepted answers about this.", count)
            yield said, ""
        elif kind == "name":
            yield reader.say("Found by name."), ""
        else:
            texts = list(dict.fromkeys(reason.text for reason in alike if reason.text.strip()))
            yield _label(kind, len(texts), reader), ", ".join(texts) + _from(kind, source, reader)


def _label(kind: Kind, count: int, reader: Reader) -> str:
    match kind:
        case "skill":
            return reader.say("Skills:") if count > 1 else reader.say("Skill:")
        case "about":
            return reader.say("In their own words:")
        case "title":
            return reader.say("Title:")
        case "unit":
            return reader.say("Unit:")
        case _:
            return reader.say("Place:")


def _from(kind: Kind, source: Source, reader: Reader) -> str:
    """Say who says so, where that is worth knowing: of skills."""
    if kind != "skill":
        return ""
    said = {
        "hr": reader.say("(from HR)"),
        "own": reader.say("(from their own profile)"),
        "slack": reader.say("(from their Slack profile)"),
    }.get(source, "")
    return f" {said}" if said else ""


def _spoken(profile: Profile, reader: Reader) -> Iterator[tuple[str, str]]:
    codes = profile.languages or profile.hr_languages
    if codes:
        yield reader.say("Answers in:"), reader.listing(tongues.names(codes, reader.language))


def _state(expert: Expert, reader: Reader, at: datetime, presence: Presence | None) -> Iterator[tuple[str, str]]:
    state, profile = expert.availability, expert.profile
    if not state.is_reachable:
        if profile.email:
            yield reader.say("Not in this Slack. E-mail:"), profile.email
        else:
            yield reader.say("Not in this Slack."), ""
        return
    if state.away_until is not None:
        yield reader.say("Away. They can be asked again from {day} on.", day=reader.day(state.away_until)), ""
    elif state.is_full:
        yield _full(state, reader), ""
    facts = [_local_time(state, reader, at), presence_line(presence, reader) if presence else ""]
    if any(facts):
        yield " ".join(filter(None, facts)), ""


def _full(state: Availability, reader: Reader) -> str:
    asked = reader.count("Asked {n} time this week.", "Asked {n} times this week.", state.pings)
    if state.deputy is None:
        then = reader.say("Please ask somebody else.")
    else:
        then = reader.say("Try {name}, who stands in for them.", name=cut(clean(state.deputy.name), _NAME))
    return f"{asked} {then}"


def _local_time(state: Availability, reader: Reader, at: datetime) -> str:
    """Say what time it is where they are, when that is another time than the reader's."""
    there = Reader(reader.language, state.timezone or reader.timezone)
    if at.astimezone(zone(there.timezone)).utcoffset() == at.astimezone(zone(reader.timezone)).utcoffset():
        return ""
    return reader.say("It is {time} there.", time=there.clock(at))


def _asking(expert: Expert, query: str, by: Asker) -> list[ButtonElement]:
    state, reader = expert.availability, by.reader
    if expert.profile.user_id == by.id:
        return []
    if state.may_be_asked:
        made = button(reader.say("Ask"), ASK, value=ask_value(expert.profile.id, query))
        made.accessibility_label = cut(reader.say("Ask {name}", name=cut(clean(expert.profile.name), 60)), 75)
        return [made]
    if state.deputy is not None and state.deputy.user_id != by.id:
        name = cut(clean(state.deputy.name), 40)
        label = reader.say("Ask {name} instead", name=name)
        return [button(label, ASK, value=ask_value(state.deputy.id, query))]
    return []
