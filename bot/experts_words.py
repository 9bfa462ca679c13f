"""The vocabulary of the directory in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.profile_index import BODY
from bot.sought.vocabulary import Vocabulary, of_rows
from storage import vocabulary
from storage.models import Word

if TYPE_CHECKING:
    from bot.services import Services


def known(services: Services) -> Vocabulary:
    """Return the vocabulary; from memory until a profile changes."""
    return services.memory.recall(BODY, "vocabulary", lambda: _read(services))


def _read(services: Services) -> Vocabulary:
    with services.database.read() as session:
        return of_rows(vocabulary.every(session, Word))
