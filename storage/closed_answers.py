"""What others than its asker know of a question: whether it can be found, and which of its answers count."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, literal, not_, or_

from storage.models import Contribution, Question


def is_findable() -> ColumnElement[bool]:
    """Return the condition for a question that is no closed circle's, or the desk's own: that is for the desk to find."""
    return or_(Question.is_closed_circle.is_(False), Question.circle == "desk")


def count() -> ColumnElement[bool]:
    """Return the condition for an answer, beside its question, that counts: not deleted, nor what the asker has said.

    What was answered in a closed circle is for its asker, also when the question has left it.
    """
    return and_(Contribution.state != "deleted", Contribution.by != Question.asked_by, _are_shown())


def _are_shown() -> ColumnElement[bool]:
    its_room = literal("% ") + Contribution.channel + literal(" %")
    was_there = and_(Contribution.channel.is_not(None), literal(" ").concat(Question.closed_rooms).like(its_room))
    return or_(
        Question.left_closed_at.is_(None),
        Contribution.state == "accepted",
        and_(Contribution.at > Question.left_closed_at, not_(was_there)),
    )
