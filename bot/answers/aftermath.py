"""What follows from a change of an answer for people who have to do with it, inside the transaction of the change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import corrections, freshness_list, reports
from storage import answer_tasks
from storage.models import Answer

if TYPE_CHECKING:
    from bot.services import Services


def after_changes(services: Services, session: Session, changed: Mapping[int, tuple[Answer, int]]) -> None:
    """Bring the lists of replies to correct, the reports and the lists of ending answers up to date.

    `changed` are answers by id, each with its version before the change.
    """
    for answer_id in sorted(answer_tasks.concerned(session, changed)):
        answer, before_version = changed[answer_id]
        corrections.after_change(services, session, answer, before_version)
        reports.after_change(services, session, answer, before_version)
        freshness_list.after_change(services, session, answer)
