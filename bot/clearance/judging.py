"""What is missing before something may be published: one judge for ideas and items of the plan.

Whoever wrote it, those in the picture and guardians of children have agreed; the picture may be used and its photographer is
named; nothing confidential is told. What somebody answered "no" to stays missing. An override covers all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.models import Attachment, Clearance

NONE, ASKED, YES, NO = "none", "asked", "yes", "no"
ANSWERS = ("", NONE, ASKED, YES, NO)
"""Not looked at; does not apply; asked and not answered; agreed; refused."""
AUTHOR, PEOPLE, MINORS, RIGHTS, CONFIDENTIALITY = "author", "people", "minors", "rights", "confidentiality"
POINTS = (AUTHOR, PEOPLE, MINORS, RIGHTS, CONFIDENTIALITY)
PHOTOGRAPHER = "photographer"
_OF_PICTURES = (PEOPLE, MINORS, RIGHTS)
_SETTLED = frozenset({NONE, YES})


@dataclass(frozen=True, slots=True)
class Missing:
    """A point that is missing: never looked at, asked and not answered, or refused."""

    point: str
    answer: str = ""


def needed(attachments: Sequence[Attachment], *, is_from_others: bool) -> tuple[str, ...]:
    """Return the points that something needs; `is_from_others` when somebody else than the desk gave or wrote it."""
    given = (AUTHOR, CONFIDENTIALITY) if is_from_others else ()
    pictures = (*_OF_PICTURES, PHOTOGRAPHER) if attachments else ()
    return tuple(point for point in (*POINTS, PHOTOGRAPHER) if point in given or point in pictures)


def missing(
    clearance: Clearance | None, attachments: Sequence[Attachment], *, is_from_others: bool
) -> tuple[Missing, ...]:
    """Return what is missing, in the order in which people ask for it; nothing once somebody has overridden it."""
    if clearance is not None and clearance.overridden_by:
        return ()
    found = (_missing(clearance, point, attachments) for point in needed(attachments, is_from_others=is_from_others))
    refused = (
        Missing(point, NO)
        for point in POINTS
        if clearance is not None and getattr(clearance, point) == NO  # said of what nobody would have asked for
    )
    return tuple(dict.fromkeys((*filter(None, found), *refused)))


def _missing(clearance: Clearance | None, point: str, attachments: Sequence[Attachment]) -> Missing | None:
    if point == PHOTOGRAPHER:
        named = clearance is not None and (clearance.photographer or clearance.rights == NONE)
        return None if named or all(one.credit for one in attachments) else Missing(point)
    answer = getattr(clearance, point) if clearance is not None else ""
    return None if answer in _SETTLED else Missing(point, answer)
