"""Why somebody was found, in their own words: the skill and who says so, what they may be asked about, where they work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.experts_finding import Kind, Reason, Source
from bot.experts_query import Sought
from bot.experts_rank import WORTH
from bot.language.folding import fold
from bot.profile_index import skills_of
from bot.sought.terms import terms_of
from storage.models import Profile

_ORDER: tuple[Kind, ...] = ("skill", "about", "evidence", "title", "unit", "place", "name")
_WORTH: dict[Kind, int] = {kind: WORTH["work" if kind in ("unit", "place") else kind] for kind in _ORDER}
_MOST = 4
_KEPT = 5_000
"""Texts whose terms are kept: the same skills, titles and units come again and again."""
_MOST_ABOUT = 150
"""Characters of somebody's own words that are shown."""


def reasons(profile: Profile, answered: Sequence[str], soughts: Sequence[Sought]) -> tuple[Reason, ...]:
    """Return the reasons for a profile, each once: for every word the best places, and accepted answers in any case.

    `answered` are the questions that they have answered and somebody accepted.
    """
    said = [(reason, _terms(reason.text, reason.kind == "name")) for reason in _said(profile)]
    found: dict[Reason, None] = {}
    for sought in soughts:
        met = [
            (worth, place, reason)
            for place, (reason, text) in enumerate(said)
            if (worth := _worth(text, sought, reason))
        ]
        best = max((worth for worth, _, _ in met), default=0)
        close = [one for one in met if one[0] == best or one[2].kind == "skill"]
        found |= dict.fromkeys(reason for _, _, reason in sorted(close, key=lambda one: (-one[0], one[1]))[:2])
    if count := sum(any(_meets(question, sought) for sought in soughts) for question in answered):
        found[Reason("evidence", "", "slack", count)] = None
    shortened = {_shortened(reason, soughts): None for reason in found}
    return tuple(sorted(shortened, key=lambda reason: _ORDER.index(reason.kind))[:_MOST])


def _said(profile: Profile) -> Iterator[Reason]:
    seen = set()
    sources: tuple[tuple[str, Source], ...] = (
        (profile.hr_skills, "hr"),
        (profile.slack_skills, "slack"),
        (profile.skills, "own"),
    )
    for skills, source in sources:
        for skill in skills_of(skills):
            if fold(skill) not in seen:
                seen.add(fold(skill))
                yield Reason("skill", skill, source)
    if profile.about:
        yield Reason("about", profile.about, "own")
    if profile.title:
        yield Reason("title", profile.title, "hr")
    if profile.slack_title and fold(profile.slack_title) != fold(profile.title):
        yield Reason("title", profile.slack_title, "slack")
    if profile.unit:
        yield Reason("unit", profile.unit, "hr")
    if profile.place:
        yield Reason("place", profile.place, "hr")
    if profile.name:
        yield Reason("name", profile.name, "hr" if profile.hr_id else "slack")


def _worth(text: str, sought: Sought, reason: Reason) -> int:
    ways = (way for way in sought.ways if reason.kind == "name" or not way.only_names)
    return max((way.worth * _WORTH[reason.kind] for way in ways if way.is_met_by(text)), default=0)


def _meets(question: str, sought: Sought) -> bool:
    text = _terms(question)
    return any(way.is_met_by(text) for way in sought.ways)


@lru_cache(maxsize=_KEPT)
def _terms(text: str, is_name: bool = False) -> str:  # noqa: FBT001, FBT002 - read beside its two calls
    return f" {terms_of(text, is_name=is_name)[0]} "


def _shortened(reason: Reason, soughts: Sequence[Sought]) -> Reason:
    """Return what somebody wrote about themselves cut around the first word that was sought."""
    if reason.kind != "about" or len(reason.text) <= _MOST_ABOUT:
        return reason
    pieces = reason.text.split()
    hit = next((place for place, piece in enumerate(pieces) if any(_meets(piece, sought) for sought in soughts)), 0)
    first = last = hit
    while (first > 0 or last < len(pieces)) and len(" ".join(pieces[first:last])) < _MOST_ABOUT - 30:
        first, last = max(0, first - 1), min(len(pieces), last + 2)
    shown = " ".join(pieces[first:last])[: _MOST_ABOUT - 2]
    return Reason("about", f"{'…' if first else ''}{shown}{'…' if last < len(pieces) else ''}", reason.source)
