"""What an answer is, whole: what a form is checked into, what a version keeps, and what two versions differ in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.answers.kinds import HOUSE
from bot.words import LANGUAGES
from storage.models import Answer, AnswerText

QUESTION, TEXT = "question", "text"
"""The fields that an answer has in each language."""
SAID = ("when_to_use", "tags", "note")
"""Fields that are restored with the texts; who keeps an answer and how long it holds are decisions of the day."""
DECIDED = ("valid_until", "owner", "visibility", "is_withdrawn")


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says in one language; either may be empty while nobody has written it."""

    question: str = ""
    text: str = ""

    @property
    def is_complete(self) -> bool:
        """Tell whether there is both a question and an answer to it."""
        return bool(self.question and self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that people decide about an answer. Languages in which it says nothing have no entry."""

    texts: Mapping[str, Said] = field(default_factory=dict)
    note: str = ""
    when_to_use: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    visibility: str = HOUSE
    valid_until: date | None = None
    is_withdrawn: bool = False

    def said(self, language: str) -> Said:
        """Return what it says in a language, nothing when there is nothing."""
        return self.texts.get(language, Said())

    def restored(self, earlier: Content) -> Content:
        """Return this content saying what an earlier one said; owner, visibility and validity stay."""
        return replace(self, texts=earlier.texts, **{name: getattr(earlier, name) for name in SAID})

    def as_json(self) -> dict[str, Any]:
        """Return what `content_from` makes the same content of."""
        return {
            "texts": {language: [said.question, said.text] for language, said in self.texts.items()},
            "note": self.note,
            "when_to_use": self.when_to_use,
            "tags": list(self.tags),
            "owner": self.owner,
            "visibility": self.visibility,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "is_withdrawn": self.is_withdrawn,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; `language` is empty for what an answer has once."""

    field: str
    language: str
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """Return the name of the field with its language: text.fi, tags."""
        return f"{self.field}.{self.language}" if self.language else self.field


def content_from(stored: Mapping[str, Any]) -> Content:
    """Return the content that a version keeps."""
    until = stored.get("valid_until")
    return Content(
        texts={language: Said(*said) for language, said in stored["texts"].items()},
        note=stored["note"],
        when_to_use=stored["when_to_use"],
        tags=tuple(stored["tags"]),
        owner=stored["owner"],
        visibility=stored["visibility"],
        valid_until=date.fromisoformat(until) if until else None,
        is_withdrawn=bool(stored["is_withdrawn"]),
    )


def content_of(answer: Answer, texts: Mapping[str, AnswerText]) -> Content:
    """Return the content of an answer as it stands."""
    return Content(
        texts={language: Said(text.question, text.text) for language, text in sorted(texts.items())},
        note=answer.note,
        when_to_use=answer.when_to_use,
        tags=tuple(answer.tags),
        owner=answer.owner,
        visibility=answer.visibility,
        valid_until=answer.valid_until,
        is_withdrawn=answer.withdrawn_at is not None,
    )


def changes(before: Content, after: Content) -> Iterator[Change]:
    """Yield what differs, what it says first, in the order in which people see it."""
    for language in LANGUAGES:
        for name in (QUESTION, TEXT):
            old, new = getattr(before.said(language), name), getattr(after.said(language), name)
            if old != new:
                yield Change(name, language, old, new)
    for name in (*SAID, *DECIDED):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(name, "", old, new)
