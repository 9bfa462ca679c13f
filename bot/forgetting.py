"""Deleting what is too old, one record a transaction: one that cannot be deleted holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.orm import Session

from storage.database import OUT_OF_REACH

if TYPE_CHECKING:
    from bot.services import Services

_log = structlog.get_logger(__name__)


def forget_each(
    services: Services, what: str, ids: Iterable[int], forget: Callable[[Services, Session, int], object]
) -> None:
    """Delete records by `forget`, each in a transaction of its own; `what` they are stands in the log of a failure.

    Raises what says that the database is out of reach: then none can be deleted.
    """
    for record_id in ids:
        try:
            with services.database.begin() as session:
                forget(services, session, record_id)
        except OUT_OF_REACH:
            raise
        except Exception:  # noqa: BLE001 - a single record must not stop all others
            _log.exception(f"{what} not deleted", **{what: record_id})
