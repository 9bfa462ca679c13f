"""What two tellings have in common at first sight: the headline, the lead, the language, the hour."""

from __future__ import annotations

from collections.abc import Iterable

from bot.feeds.stories_reading import Token
from bot.feeds.stories_weighed import Weighed
from bot.feeds.stories_words import lists

_TELLING_HEADLINE, _TELLING_WHOLE = 9.0, 5.0
"""A headline of common words tells nothing, however equal; less is needed of a long one that is the same letter by letter."""
_LONG_HEADLINE = 24
_NEARLY = 0.85
_TELLING_LEAD = 8.0
_UNKNOWN = 0.4
"""What a lead that says nothing is taken to share."""
_COUNTED = frozenset({"same:kuolla", "same:loukkaantua"})
_DAYS = {
    f"same:{day}": number
    for number, day in enumerate(
        ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
    )
}
_WHOLE_LEAD, _SAME_LEAD = 40.0, 0.9


def is_same_text(new: Weighed, old: Weighed) -> bool:
    """Tell whether two tellings are one text, but for little."""
    return same_headline(new, old) or (
        min(new.lead_weight, old.lead_weight) > _WHOLE_LEAD and lead_held(new, old) > _SAME_LEAD
    )


def same_headline(a: Weighed, b: Weighed) -> bool:
    """Tell whether the headlines are the same but for little, or one the beginning of the other.

    A headline of common words tells nothing.
    """
    one, other = a.reading.headline, b.reading.headline
    if len(one) > len(other):
        one, other = other, one
    is_long = len(one) > _LONG_HEADLINE
    same = one == other or (is_long and other.startswith(one)) or _nearly(a, b)
    return same and min(a.title_weight, b.title_weight) > (
        _TELLING_WHOLE if is_long and one == other else _TELLING_HEADLINE
    )


def _nearly(a: Weighed, b: Weighed) -> bool:
    """Tell whether the headlines have the same words and numbers but for a small one."""
    one, other = a.reading.in_title.all(), b.reading.in_title.all()
    if not (one <= other or other <= one or (grows(a) and grows(b))):
        return False
    shared = min(b.title_keys.shared(a.title), a.title_keys.shared(b.title))
    return shared > _NEARLY * max(a.title_weight, b.title_weight)


def lead_held(a: Weighed, b: Weighed) -> float:
    """Return how much of the lesser lead stands in the other telling."""
    one, other = (a, b) if a.lead_weight <= b.lead_weight else (b, a)
    return other.keys.shared(one.lead) / one.lead_weight if one.lead_weight > _TELLING_LEAD else _UNKNOWN


def hours_between(a: Weighed, b: Weighed) -> float:
    """Return the hours between two tellings."""
    return abs((a.at - b.at).total_seconds()) / 3600


def is_foreign(a: Weighed, b: Weighed) -> bool:
    """Tell whether two tellings are in two languages, as far as both are known."""
    return bool(a.reading.language and b.reading.language) and a.reading.language != b.reading.language


def figures_apart(a: Weighed, b: Weighed) -> bool:
    """Tell whether each headline has a number that the other telling has not; of two languages any number, a date for one."""
    one, other = a.reading, b.reading
    if is_foreign(a, b) and one.in_all.all().isdisjoint(other.in_all.all()):
        return bool(one.in_title.all() and other.in_title.all())
    return bool(one.in_title.amounts - other.in_all.all() and other.in_title.amounts - one.in_all.all())


def grows(telling: Weighed) -> bool:
    """Tell whether the headline counts the dead or hurt: such numbers change while the event is one."""
    return any(not _COUNTED.isdisjoint(token.keys) for token in telling.title)


def kinds(telling: Weighed) -> set[str]:
    """Return what a headline tells of that happens again and again: crashes, fires."""
    recurring = lists().recurring
    return {recurring[key] for token in telling.title for key in (*token.keys, *token.weak) if key in recurring}


def things(telling: Weighed) -> list[Token]:
    """Return the words of a headline that are kinds of things: a school is no library."""
    return [token for token in telling.title if not lists().things.isdisjoint(token.keys)]


def days(telling: Weighed) -> set[int]:
    """Return the days of the week that a telling names, Monday as 0."""
    return days_in(telling.title) | days_in(telling.lead)


def days_in(tokens: Iterable[Token]) -> set[int]:
    """Return the days of the week among some words, Monday as 0."""
    return {_DAYS[key] for token in tokens for key in (*token.keys, *token.weak) if key in _DAYS}
