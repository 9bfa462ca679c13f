"""An answer as somebody wants it to be: what stands in the form, and the content that comes of it, checked field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import date, timedelta
from enum import Enum
from uuid import uuid4

from bot.answers.content import QUESTION, TEXT, Content, Said
from bot.answers.kinds import HOUSE, VISIBILITIES
from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.feeds import tongue
from bot.people import is_user_id
from bot.views.blocks import clean, cut, one_line
from bot.words import LANGUAGES
from storage.models import Answer

LONGEST = {QUESTION: 1_000, TEXT: 3_000, "note": 3_000, "when_to_use": 500}
"""Characters that each text may have, in each language where it has one."""
MOST_TAGS, LONGEST_TAG = 20, 40
MOST_PEOPLE = 40
"""People whose names can be left out of a text."""
KEEP, UNTIL, ENDLESS = "keep", "date", "none"
DAYS = {"30": 30, "90": 90, "365": 365}
DEFAULT_DAYS = "90"
"""How long an answer holds when nobody chooses otherwise."""
_LONGEST_LINK = 1_000
_BETWEEN_TAGS = re.compile(r"[,;\n]+")


class Prefilled(Enum):
    """What somebody must know of what stands in the form before they touched it."""

    FROM_MESSAGE = "from a message"
    FROM_QUESTION = "from a question"
    FROM_CLOSED_CIRCLE = "from a question in a private channel"
    CUT = "too long, so only its beginning is there"
    NOT_INVITED = "the rest of its thread stands in a channel without the bot"
    NOT_GRANTED = "the bot may read no discussions at all"
    DIRECT = "the rest of its thread stands in direct messages"
    TWO_LANGUAGES = "question and answer are in two languages, each in its own field"


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: its key makes sure that it is sent once; `answer` is 0 for a new one."""

    key: str = field(default_factory=lambda: uuid4().hex)
    answer: int = 0
    version: int = 0
    """That was shown."""
    question: int = 0
    """The question to colleagues that it comes from."""
    revive: bool = False
    """Saving brings a withdrawn answer back."""
    origin: str = ""
    """Permalink of the message that it comes from, once that is known to stand in a public channel."""
    needs_consent: bool = False
    """The text comes from a conversation that may be a private one: whoever saves it says that it may be shared."""
    people: tuple[str, ...] = ()
    """Those whom the text names, by Slack user id."""
    meant: tuple[str, ...] = ()
    """Fields of which it was said that their text is in another language: sent again, they are kept as they are."""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form; at most 2,000 characters."""
        return json.dumps(astuple(self))

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError or TypeError for anything else."""
        key, answer, version, question, revive, origin, needs_consent, people, *meant = json.loads(text)
        return cls(
            str(key),
            int(answer),
            int(version),
            int(question),
            bool(revive),
            str(origin),
            bool(needs_consent),
            tuple(map(str, people)),
            tuple(str(name) for names in meant for name in names),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of an answer as somebody gave them; `tags` have commas between."""

    questions: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    when_to_use: str = ""
    tags: str = ""
    owner: str = ""
    visibility: str = HOUSE
    valid: str = DEFAULT_DAYS
    """30, 90, 365 (days from today), date (`valid_until`), none (no end), keep (as it is)."""
    valid_until: date | None = None
    drops_names: bool = False
    """The people whom the texts name become colleagues without a name."""
    may_share: bool = False
    """Whoever saves it says that what was written in a private place may be found by others."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown; `names` are those of `form.people`, by user id."""

    form: Form
    draft: Draft
    is_proposal: bool = False
    """Whoever sends it proposes an answer: the desk decides who keeps it and who finds it."""
    known: tuple[Prefilled, ...] = ()
    ends: date | None = None
    """The last day of the answer as it stands, for the choice to keep it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer as it stands now."""

    answer: Answer
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed the answer, or made one of the same question, while the form was open; nothing was saved."""

    opened: Opened
    """The form with all that was typed, on top of the newer version."""
    now: Content
    """In the bank."""
    yours: Content
    by: str
    """Slack user id of whoever was faster."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Some texts are surely in another language than their fields; nothing was saved. The form sent again keeps them."""

    opened: Opened
    """The form with all that was typed."""
    languages: Mapping[str, str]
    """In which each field's text is, by the name of the field."""


def draft_of(content: Content, *, valid: str = KEEP) -> Draft:
    """Return the content of an answer as its form shows it."""
    return Draft(
        questions={language: said.question for language, said in content.texts.items()},
        texts={language: said.text for language, said in content.texts.items()},
        note=content.note,
        when_to_use=content.when_to_use,
        tags=", ".join(content.tags),
        owner=content.owner,
        visibility=content.visibility,
        valid=valid,
        valid_until=content.valid_until,
    )


def checked(draft: Draft, known: Content | None, *, today: date, first: str) -> Content:
    """Return the content that a draft stands for; raises Invalid with the field that is wrong.

    `known` is the answer as it is, `today` a day in the house's time zone, `first` the language that the form begins with.
    """
    texts = _texts(draft, first)
    note, when_to_use = clean(draft.note).strip(), one_line(draft.when_to_use)
    check_length(note, LONGEST["note"], "note")
    check_length(when_to_use, LONGEST["when_to_use"], "when_to_use")
    if draft.visibility not in VISIBILITIES:
        raise Invalid("Choose who finds this answer.", field="visibility")
    if draft.owner and not is_user_id(draft.owner):
        raise Invalid("Choose a person from Slack.", field="owner")
    return Content(
        texts=texts,
        note=note,
        when_to_use=when_to_use,
        tags=_tags(draft.tags),
        owner=draft.owner,
        visibility=draft.visibility,
        valid_until=_last_day(draft, known, today),
    )


def in_other_languages(wanted: Content, known: Content | None) -> dict[str, str]:
    """Return in which language new texts are that are surely in another one than their field, by the name of the field.

    What `known` says already stays as somebody has decided.
    """
    found = {}
    for language, said in wanted.texts.items():
        before = known.said(language) if known is not None else Said()
        for name in (QUESTION, TEXT):
            text = getattr(said, name)
            spoken = surely_in(text) if text != getattr(before, name) else ""
            if spoken and spoken != language:
                found[field_name(name, language)] = spoken
    return found


def surely_in(text: str) -> str:
    """Return the language of a text, empty when it is too short to be sure, or in none of ours."""
    return tongue.read("", text)


def field_name(name: str, language: str) -> str:
    """Return how a form and its faults call what an answer has in each language."""
    return f"{name}_{language}"


def shortened(text: str, most: int) -> tuple[str, bool]:
    """Return a text that fits into a field, and whether something had to be left out."""
    return cut(text, most), len(text) > most


def link_kept(link: str) -> str:
    """Return a link that travels with a form; one that is too long is left out, since half a link leads nowhere."""
    return link if len(link) <= _LONGEST_LINK else ""


def _texts(draft: Draft, first: str) -> dict[str, Said]:
    found = {}
    for language in (first, *(other for other in LANGUAGES if other != first)):
        question = one_line(draft.questions.get(language, ""))
        text = clean(draft.texts.get(language, "")).strip()
        check_length(question, LONGEST[QUESTION], field_name(QUESTION, language))
        check_length(text, LONGEST[TEXT], field_name(TEXT, language))
        if question or text:
            found[language] = Said(question, text)
    if not any(said.is_complete for said in found.values()):
        _incomplete(found, first)
    return dict(sorted(found.items()))


def _incomplete(found: Mapping[str, Said], first: str) -> None:
    answered = next((language for language, said in found.items() if said.text), None)
    if answered is not None:
        raise Invalid("Write the question too, as people ask it.", field=field_name(QUESTION, answered))
    asked = next(iter(found), None)
    if asked is not None:
        raise Invalid("Write the answer to this question.", field=field_name(TEXT, asked))
    raise Invalid("Write a question and its answer in one language at least.", field=field_name(QUESTION, first))


def _tags(typed: str) -> tuple[str, ...]:
    given = (one_line(part).lstrip("#").strip() for part in _BETWEEN_TAGS.split(clean(typed)))
    tags = {tag.casefold(): tag for tag in reversed([*given]) if tag}
    if len(tags) > MOST_TAGS:
        raise Invalid("Use at most {most} tags.", field="tags", most=MOST_TAGS)
    for tag in tags.values():
        check_length(tag, LONGEST_TAG, "tags")
    return tuple(reversed(tags.values()))


def _last_day(draft: Draft, known: Content | None, today: date) -> date | None:
    if draft.valid == KEEP:
        return known.valid_until if known is not None else today + timedelta(days=DAYS[DEFAULT_DAYS])
    if draft.valid == ENDLESS:
        return None
    if draft.valid in DAYS:
        return today + timedelta(days=DAYS[draft.valid])
    if draft.valid != UNTIL:
        raise Invalid("Choose how long the answer holds.", field="valid")
    if draft.valid_until is None:
        raise Invalid("Choose the last day on which the answer holds.", field="valid_until")
    if draft.valid_until < today:
        raise Invalid("This day is over. Choose today or a later day.", field="valid_until")
    return draft.valid_until
