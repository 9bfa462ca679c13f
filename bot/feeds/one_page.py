"""Two items under one link, the newer with a guid of its own: one edited article, or a page that shows one after the other.

Pages of warnings and of disruptions do that.

Pure. When in doubt they are two: then the stories decide (`bot.feeds.stories`), and nothing is lost. Taken for one, a warning
would never be told, and the card of the one before would say its words.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.feeds.stories_glance import cuts

WINDOW = timedelta(hours=48)
"""How long after it was first seen an article may get a new guid and a new headline."""
_ADDRESS = re.compile(r"https?://\S+")
_FEWEST_WORDS = 2
"""A headline of one word, “Häiriö”, stands over everything that such a page tells; and one word is no lead."""
_GROWN, _EDITED = 1 / 3, 2 / 3
"""How much of the shorter text stands in the other one: under a headline that has only grown, and under any other."""


class Shown(NamedTuple):
    """What stood under the link: plain texts, when it was published (aware, None when nobody knows) and first seen."""

    title: str
    text: str
    published: datetime | None
    at: datetime


def is_one(old: Shown, new: Shown) -> bool:
    """Tell whether what stands under a link now is what stood there, in other words."""
    if (old.title, old.text) == (new.title, new.text) or _is_one_moment(old.published, new.published):
        return True
    if abs(new.at - old.at) > WINDOW:
        return False
    headline, new_headline, text, new_text = (
        cuts(without_addresses(words)) for words in (old.title, new.title, old.text, new.text)
    )
    shorter = min(headline, new_headline, key=len)
    if _are_replaced(headline | text, new_headline | new_text):
        return False
    if headline <= new_headline or new_headline <= headline:
        least = _EDITED if headline == new_headline else _GROWN
        return len(shorter) >= _FEWEST_WORDS and (not text or not new_text or _share(text, new_text) >= least)
    # In a form that is filled in anew, what differs in the headlines stands nowhere in the other one’s text.
    says_of_other = not (headline - new_headline).isdisjoint(new_text) or not (new_headline - headline).isdisjoint(text)
    return says_of_other and len(text & new_text) >= _FEWEST_WORDS and _share(text, new_text) >= _EDITED


def without_addresses(text: str) -> str:
    """Return a text without the web addresses in it."""
    return _ADDRESS.sub(" ", text)


def _are_replaced(words: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether each has a number that the other one has not: a form has other days, hours and amounts each time."""
    one, other = ({word for word in each if word[0].isdecimal()} for each in (words, others))
    return bool(one - other and other - one)


def _is_one_moment(one: datetime | None, other: datetime | None) -> bool:
    """Tell whether two dates are one, to the minute at least: a whole hour may stand for a day, or be that of a timetable."""
    return one is not None and one == other and bool(one.minute or one.second)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the shorter text stands in the other one."""
    return len(one & other) / min(len(one), len(other))
