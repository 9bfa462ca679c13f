"""Ideas that may be the same as a new one: those with the same link first, then those that share its telling words.

A word tells more the fewer ideas have it. Only what somebody may see is compared, so a hint shows nobody a private idea.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from math import log
from typing import TYPE_CHECKING

from bot.feeds.identity import link_hash
from bot.ideas.states import TERMS
from bot.language import words_of
from bot.people import Asker
from storage import ideas
from storage.models import Idea

if TYPE_CHECKING:
    from bot.services import Services

MOST_SHOWN = 3
MOST_COMPARED = 1_000
"""The newest ones."""
_LOOKED_AT = 400
"""Characters of an idea's title and text."""
_ENOUGH = 0.5
"""So much of what the shorter one says must stand in the other."""
_FEWEST = 2
"""Words that two ideas share at least, unless one of them has fewer."""
Words = Mapping[str, frozenset[str]]
"""The telling words of a text, folded, each with its base forms and parts."""


def find(services: Services, text: str, link: str = "", *, but: Collection[int] = (), by: Asker) -> tuple[Idea, ...]:
    """Return the ideas most like a text or link that somebody may see, those of `but` left out; three at most."""
    with services.database.read() as session:
        known = [one for one in ideas.to_compare(session, by.id, MOST_COMPARED) if one.id not in but]
    key = link_hash(link) if link else ""
    same_link = [one for one in known if key and one.link_key == key]
    said = {one.id: _kept(services, one) for one in known}
    alike = _ranked(_words(text), said)
    by_id = {one.id: one for one in known}
    chosen = dict.fromkeys([*(one.id for one in same_link), *alike])
    return tuple(by_id[idea_id] for idea_id in chosen)[:MOST_SHOWN]


def _kept(services: Services, idea: Idea) -> Words:
    """Return the words of an idea, from memory where they are."""
    return services.memory.recall(TERMS, (idea.id, idea.version), lambda: _words(f"{idea.title}\n{idea.text}"))


def _words(text: str) -> Words:
    telling = (word for word in words_of(text[:_LOOKED_AT]) if not word.is_stop)
    return {word.folded: frozenset((word.folded, *word.bases, *word.parts)) for word in telling}


def _ranked(asked: Words, said: Mapping[int, Words]) -> list[int]:
    """Return those of the known texts that are like what is asked, the most alike first."""
    met = [_having(word, said) for word in asked.values()]
    weights = [log(1 + len(said) / max(1, len(having))) for having in met]
    whole = sum(weights)
    common = Counter(written for words in said.values() for written in words)
    shared, meet = defaultdict[int, float](float), Counter[int]()
    for having, weight in zip(met, weights, strict=True):
        for idea_id in having:
            shared[idea_id] += weight
            meet[idea_id] += 1
    scores = {}
    for idea_id, weight in shared.items():
        words = said[idea_id]
        if meet[idea_id] >= min(_FEWEST, len(asked), len(words)):
            own = sum(log(1 + len(said) / common[written]) for written in words)
            scores[idea_id] = weight / max(0.001, min(whole, own))
    return sorted((one for one in scores if scores[one] >= _ENOUGH), key=lambda one: (-scores[one], -one))


def _having(word: frozenset[str], said: Mapping[int, Words]) -> list[int]:
    """Return the texts that have a word in some form."""
    return [idea_id for idea_id, words in said.items() if any(not word.isdisjoint(forms) for forms in words.values())]
