"""Which answers to a question others know of: what was answered in a closed circle is for its asker, also when it is left."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, literal, not_, or_

from storage.models import Contribution, Question


def are_shown() -> ColumnElement[bool]:
    """Return the condition for an answer, beside its question, that others than the asker may count."""
    its_room = literal("% ") + Contribution.channel + literal(" %")
    was_there = and_(Contribution.channel.is_not(None), literal(" ").concat(Question.closed_rooms).like(its_room))
    return or_(
        Question.left_closed_at.is_(None),
        Contribution.state == "accepted",
        and_(Contribution.at > Question.left_closed_at, not_(was_there)),
    )
