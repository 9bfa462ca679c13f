"""What follows from a change of an answer for people who have to do with it, inside the transaction of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import corrections, freshness_list, reports
from storage.models import Answer

if TYPE_CHECKING:
    from bot.services import Services


def after_change(services: Services, session: Session, answer: Answer, before_version: int) -> None:
    """Bring the lists of replies to correct, the reports and the lists of ending answers up to date."""
    corrections.after_change(services, session, answer, before_version)
    reports.after_change(services, session, answer, before_version)
    freshness_list.after_change(services, session, answer)
