"""What the form of an idea holds: what travels with it, what somebody typed, and what the form shows beside that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import uuid4

from bot.attachments import File
from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.mentions.weblinks import web_link
from bot.networks import NETWORKS
from bot.people import is_user_id
from bot.views.blocks import clean, cut, one_line
from storage.models import Idea

MOST_TITLE, MOST_TEXT, MOST_UNIT = 150, 3_000, 150
"""Characters; Slack lets nobody type more than 3,000 into a field."""
MOST_TAGS, LONGEST_TAG = 10, 40
MOST_FILES = 8
"""Files of a message that go with an idea: they travel in the form, which carries 3,000 characters."""
MOST_SCORE = 5
_LONGEST_NAME = 60
_MOST_SEEN = 40
_TITLE = 80
"""Characters of a message's first line that are offered as a title."""
UNKNOWN, PUBLIC, PRIVATE = "", "public", "private"
"""Who reads the place of a message; unknown until Slack has said, and then it counts as private."""


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: its key makes sure that it is sent once.

    `idea_id` and `version` are of an idea that is changed; `channel`, `ts`, `thread`, `author` and `files` of the message that
    one is saved from. `seen` are ideas like it that were shown already.
    """

    key: str = field(default_factory=lambda: uuid4().hex)
    idea_id: int = 0
    version: int = 0
    channel: str = ""
    ts: str = ""
    thread: str = ""
    author: str = ""
    place: str = UNKNOWN
    files: tuple[File, ...] = ()
    seen: tuple[int, ...] = ()

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        files = [[one.id, cut(one_line(one.name), _LONGEST_NAME), one.kind] for one in self.files[:MOST_FILES]]
        message = [self.channel, self.ts, self.thread, self.author, self.place]
        said = [self.key, self.idea_id, self.version, message, files, list(self.seen[-_MOST_SEEN:])]
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError or TypeError for anything else."""
        key, idea_id, version, message, files, seen = json.loads(text)
        channel, ts, thread, author, place = map(str, message)
        told = tuple(File(str(one[0]), str(one[1]), str(one[2])) for one in files)
        return cls(str(key), int(idea_id), int(version), channel, ts, thread, author, place, told, tuple(seen))


@dataclass(frozen=True, slots=True)
class Draft:
    """An idea as somebody typed it; `owner`, `unit` and `score` are the desk's. `is_shown` lets the desk see a private one."""

    title: str = ""
    text: str = ""
    link: str = ""
    tags: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    deadline: date | None = None
    is_shown: bool = False
    owner: str = ""
    unit: str = ""
    score: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown; `alike` are ideas that may be the same, `is_looking` says that Slack is still asked.

    `changed` says which fields somebody else has changed meanwhile, with what stands there now.
    """

    form: Form
    draft: Draft
    alike: tuple[Idea, ...] = ()
    is_looking: bool = False
    is_for_desk: bool = False
    changed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """An idea stands in the backlog; `is_new` is False when it did already. `is_hidden` is one that the saver may not see."""

    idea: Idea
    is_new: bool = True
    is_hidden: bool = False
    is_author_asked: bool = False


def title_of(text: str) -> str:
    """Return what a text may be called: its first line, shortened."""
    first = next((line for line in clean(text).splitlines() if line.strip()), "")
    return cut(one_line(first), _TITLE)


def draft_of(idea: Idea) -> Draft:
    """Return a draft that says what an idea says now."""
    lists = tuple(idea.tags), tuple(idea.networks)
    shown = not idea.is_private
    return Draft(idea.title, idea.text, idea.link, *lists, idea.deadline, shown, idea.owner, idea.unit, idea.score)


def checked(draft: Draft, today: date, before: date | None = None) -> Draft:
    """Return a draft as it is kept; raises Invalid at the field that is wrong. A deadline that stood before may be over."""
    title, text, unit = one_line(draft.title), clean(draft.text).strip(), one_line(draft.unit)
    if not title:
        raise Invalid("Write in a few words what the idea is.", field="title")
    check_length(title, MOST_TITLE, "title")
    check_length(text, MOST_TEXT, "text")
    check_length(unit, MOST_UNIT, "unit")
    if draft.deadline and draft.deadline < today and draft.deadline != before:
        raise Invalid("This day is over already. Choose a later one, or leave it empty.", field="deadline")
    if draft.owner and not is_user_id(draft.owner):
        raise Invalid("Choose a colleague.", field="owner")
    if not 0 <= draft.score <= MOST_SCORE:
        raise Invalid("Choose a score from 0 to 5.", field="score")
    networks = tuple(dict.fromkeys(network for network in draft.networks if network in NETWORKS))
    link = _checked_link(one_line(draft.link))
    return replace(
        draft, title=title, text=text, unit=unit, link=link, tags=checked_tags(draft.tags), networks=networks
    )


def tags_in(typed: str) -> tuple[str, ...]:
    """Return the tags in a field: parted by commas, or by spaces where each has its “#”."""
    parts = typed.split("#") if typed.strip().startswith("#") and "," not in typed else re.split(r"[,;\n]", typed)
    return tuple(filter(None, (one_line(part).strip("# ") for part in parts)))


def checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are kept, in small letters and each once; raises Invalid (field "tags")."""
    kept = tuple(dict.fromkeys(tag.casefold() for tag in tags))
    if len(kept) > MOST_TAGS:
        raise Invalid("These are too many tags: {most} at most.", field="tags", most=MOST_TAGS)
    if any(len(tag) > LONGEST_TAG for tag in kept):
        raise Invalid("A tag is too long: {most} characters at most.", field="tags", most=LONGEST_TAG)
    return kept


def _checked_link(link: str) -> str:
    found = web_link(link)
    if link and not found:
        raise Invalid("This is no web address. Paste it whole, as in https://example.org/post.", field="link")
    return found
