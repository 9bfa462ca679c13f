"""A fictional staff for the tests of the search for experts: a table of people, and people made one by one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot import profile_index
from bot.services import Services
from storage.models import Inquiry, Person, Ping, Profile
from tests.clock import START

_HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    """Return the rows of a list beside this file."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


def everybody() -> list[Profile]:
    """Return the whole staff, in Slack and in HR."""
    return [
        Profile(
            name=name,
            hr_id=str(number),
            user_id=f"U1{number:05d}",
            title=title,
            unit=unit,
            place=place,
            hr_skills="\n".join(skill.strip() for skill in skills.split(";")),
            about=about,
        )
        for number, (name, title, unit, place, skills, about) in enumerate(table("experts_people.txt"))
    ]


def hire(services: Services, *profiles: Profile, **person: Any) -> list[int]:
    """Take people in, those with a Slack id as Slack knows them, and return their profiles' ids."""
    with services.database.begin() as session:
        session.add_all(
            Person(id=one.user_id, name=one.name, fetched_at=START, **person) for one in profiles if one.user_id
        )
        session.add_all(profiles)
        session.flush()
        ids = [one.id for one in profiles]
        reindex(services, ids, session=session)
    return ids


def reindex(services: Services, ids: Iterable[int], *, session: Any) -> None:
    """Make search terms anew, as every change does."""
    profile_index.reindex(session, ids)
    services.memory.changed(session, profile_index.BODY)


def answered(services: Services, profile_id: int, *questions: str) -> None:
    """Let somebody answer questions, and let whoever asked accept the answers."""
    with services.database.begin() as session:
        for number, question in enumerate(questions):
            session.add(
                Inquiry(
                    key=f"{profile_id}-{number}",
                    asked_by="U0EVE",
                    question=question,
                    state="solved",
                    answered_by=profile_id,
                    asked_at=START,
                )
            )
        session.flush()
        reindex(services, [profile_id], session=session)


def asked(services: Services, profile_id: int, times: int) -> None:
    """Ask somebody so many times just now."""
    with services.database.begin() as session:
        for number in range(times):
            inquiry = Inquiry(key=f"p{profile_id}-{number}", asked_by="U0ADA", question="?", asked_at=START)
            session.add(inquiry)
            session.flush()
            session.add(Ping(inquiry_id=inquiry.id, profile_id=profile_id, user_id="U", sent_at=START, due_at=START))
