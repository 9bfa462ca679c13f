"""What the form of a question holds: what travels with it, what somebody typed, and what the form shows beside that."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from bot.answers.found import Found
from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.inquiries_draft import Candidate, checked_question
from bot.mentions.weblinks import web_link
from bot.questions.kinds import CHANNEL, CIRCLES, EXPERTS
from bot.views.blocks import clean, one_line
from bot.words import LANGUAGES
from storage.models import Question

MOST_QUESTION = 3_000
"""Characters of a question; Slack lets nobody type more into a field."""
MOST_WHY = 500
MOST_LEFT_OUT = 2_500
"""Characters of what did not fit that are shown, so that nobody has to type them again."""
LONGEST_WAIT = timedelta(days=366)
_LINK = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_MARKED_LINK = re.compile(r"<(https?://[^\s<>|]+)(?:\|[^<>]*)?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: its key makes sure that it is sent once.

    `seen` are answers of the bank that the asker has been shown; `round` counts how often the fields were filled in anew, since
    Slack keeps what was typed into a field as long as its name stays the same. `sought` is under what the words are counted with
    which the form began, as far as they were sought in vain.
    """

    key: str = field(default_factory=lambda: uuid4().hex)
    origin: str = ""
    mention_id: int | None = None
    seen: tuple[int, ...] = ()
    round: int = 0
    sought: str = ""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        carried = [self.key, self.origin, self.mention_id, list(self.seen), self.round, self.sought]
        return json.dumps(carried, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError for anything else."""
        key, origin, mention_id, seen, number, *sought = json.loads(text)
        known = None if mention_id is None else int(mention_id)
        return cls(str(key), str(origin), known, tuple(seen), int(number), str(*sought))


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as somebody typed it. `experts` are profiles, `other` is a Slack user; `language` "" is that of the question."""

    question: str = ""
    circle: str = ""
    channel: str = ""
    needed_by: datetime | None = None
    language: str = ""
    link: str = ""
    why: str = ""
    experts: tuple[int, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle that may be asked; `channel` is where it talks, empty when the asker says it, `unit` the name of theirs."""

    kind: str
    channel: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown.

    `left_out` is the end of a text that did not fit; `found` are answers that may make the question needless
    (`today` is the day in the house's time zone); `is_only_link`
    says that the words are missing; `is_looking` that people who may know are looked for, `is_nobody` that none was found.
    """

    form: Form
    draft: Draft
    circles: tuple[Circle, ...] = ()
    choices: tuple[Candidate, ...] = ()
    found: Found | None = None
    today: date = date.min
    left_out: str = ""
    is_only_link: bool = False
    is_looking: bool = False
    is_nobody: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is on its way; `is_new` is False when it was asked a moment ago already.

    `experts` and `left_out` are the names of those who are asked in person, and of those who could not be by now.
    """

    question: Question
    is_new: bool = True
    experts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def parted(text: str) -> tuple[str, str]:
    """Return a text as far as the form takes it, at a word where one is near, and the rest."""
    whole = clean(text).strip()
    if len(whole) <= MOST_QUESTION:
        return whole, ""
    at = whole.rfind(" ", MOST_QUESTION * 9 // 10, MOST_QUESTION)
    at = at if at > 0 else MOST_QUESTION
    return whole[:at].rstrip(), whole[at:].lstrip()


def only_link(text: str) -> str:
    """Return the address when a text is nothing but one, as Slack or a person writes it; else empty."""
    plain = _MARKED_LINK.sub(r"\1", one_line(text)).strip()
    return web_link(plain) if _LINK.fullmatch(plain) else ""


def checked(draft: Draft, circles: Collection[Circle], now: datetime) -> Draft:
    """Return a draft as it is kept; raises Invalid at the field that is wrong. A question that is only a link is the form's."""
    question = checked_question(draft.question)
    why, link = clean(draft.why).strip(), one_line(draft.link)
    check_length(why, MOST_WHY, "why")
    return Draft(
        question=question,
        circle=_checked_circle(draft, circles),
        channel=draft.channel,
        needed_by=checked_moment(draft.needed_by, now),
        language=_checked_language(draft.language),
        link=checked_link(link),
        why=why,
        experts=tuple(dict.fromkeys(draft.experts)),
        other=draft.other,
    )


def checked_link(link: str) -> str:
    """Return the address of what was asked in public, in a form that Slack takes; raises Invalid (field "link")."""
    found = web_link(link)
    if link and not found:
        raise Invalid("This is no web address. Paste it whole, as in https://example.org/post.", field="link")
    return found


def checked_moment(moment: datetime | None, now: datetime) -> datetime | None:
    """Return until when an answer is needed; raises Invalid (field "needed_by") when that is over or a year away."""
    if moment is None:
        return None
    if moment <= now:
        raise Invalid("This moment is over already. Choose a later one, or leave it empty.", field="needed_by")
    if moment - now > LONGEST_WAIT:
        raise Invalid("This is more than a year away. Choose an earlier moment, or leave it empty.", field="needed_by")
    return moment


def _checked_language(language: str) -> str:
    if language not in ("", *LANGUAGES):
        raise Invalid("Choose a language.", field="language")
    return language


def _checked_circle(draft: Draft, circles: Collection[Circle]) -> str:
    if draft.circle not in CIRCLES or draft.circle not in {circle.kind for circle in circles}:
        raise Invalid("Choose whom to ask.", field="circle")
    if draft.circle == EXPERTS and not (draft.experts or draft.other):
        raise Invalid("Tick one expert at least, or choose others to ask. “Who may know?” finds some.", field="circle")
    if draft.circle == CHANNEL and not draft.channel:
        raise Invalid("Choose a channel.", field="channel")
    return draft.circle
