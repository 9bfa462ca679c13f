"""One's own part of a profile as somebody wants it to be: typed into the form, then checked field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.views.blocks import clean
from bot.words import LANGUAGES
from storage.models import Profile

LONGEST_SKILL = 75
"""Characters: as many as Slack shows of an option."""
MOST_SKILLS = 30
LONGEST_ABOUT = 500
_BETWEEN = re.compile(r"[,;\n\t•·]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A person's own fields as they gave them. `away_until` is the first day on which they may be asked again."""

    skills: tuple[str, ...] = ()
    about: str = ""
    languages: tuple[str, ...] = ()
    away_until: date | None = None
    deputy: str = ""
    is_hidden: bool = False


def draft_of(profile: Profile, today: date) -> Draft:
    """Return the person's own part of a profile; an absence that is over is none, HR's languages stand where they chose none."""
    chosen = profile.languages if profile.confirmed_at else profile.languages or profile.hr_languages
    return Draft(
        skills=tuple(profile.skills.splitlines()),
        about=profile.about,
        languages=tuple(code for code in LANGUAGES if code in chosen.split(",")),
        away_until=profile.away_until if profile.away_until and profile.away_until > today else None,
        deputy=profile.deputy,
        is_hidden=profile.is_hidden,
    )


def skills_in(texts: Iterable[str]) -> list[str]:
    """Return the skills that texts name: commas, semicolons and line breaks part them, and each counts once."""
    pieces = (" ".join(piece.split()).strip(" .-–") for text in texts for piece in _BETWEEN.split(clean(text)))
    found: dict[str, str] = {}
    for piece in filter(None, pieces):
        found.setdefault(piece.casefold(), piece)
    return list(found.values())


def checked(draft: Draft, *, today: date) -> dict[str, Any]:
    """Return the values of a record; raises Invalid with the field that is wrong. `today` is the person's own."""
    skills = skills_in(draft.skills)
    for skill in skills:
        check_length(skill, LONGEST_SKILL, "skills")
    if len(skills) > MOST_SKILLS:
        raise Invalid("These are {n} skills. Choose at most {most}.", field="skills", n=len(skills), most=MOST_SKILLS)
    about = clean(draft.about).strip()
    check_length(about, LONGEST_ABOUT, "about")
    if draft.away_until is not None and draft.away_until <= today:
        raise Invalid("Choose tomorrow or a later day, or leave it empty.", field="away_until")
    if any(code not in LANGUAGES for code in draft.languages):
        raise Invalid("Choose languages from the list.", field="languages")
    return {
        "skills": "\n".join(skills),
        "about": about,
        "languages": ",".join(code for code in LANGUAGES if code in draft.languages),
        "away_until": draft.away_until,
        "deputy": draft.deputy,
        "is_hidden": draft.is_hidden,
    }
