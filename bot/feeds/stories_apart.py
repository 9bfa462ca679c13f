"""What excludes one event, however alike two tellings are: other days, results, lines, a template filled in twice, a series."""

from __future__ import annotations

from itertools import takewhile

from bot.feeds.stories_alike import (
    days_in,
    figures_apart,
    grows,
    hours_between,
    is_foreign,
    lead_held,
    same_headline,
    things,
)
from bot.feeds.stories_figures import rarity
from bot.feeds.stories_reading import STEM, Token
from bot.feeds.stories_weighed import Keys, Weighed

_NEARLY = 0.85
_UNLIKE, _ALMOST_ALL = 0.4, 0.8
_TELLING_POST = 18.0
_TEMPLATE, _DAY_TEMPLATE, _TEMPLATE_WEIGHT = 0.6, 0.7, 4.0
_SOON, _SOON_ELSEWHERE, _NEXT_DAY = 3, 12, 18
"""Hours within which the same headline over another text may still be one event: of one source, of two, of anybody."""
_ROUNDED = 0.06
_EVERYWHERE = 2.0
_COPIED = 8.0
"""A lead that another paper has word by word, and says something."""


def excluded(new: Weighed, old: Weighed) -> bool:
    """Tell whether what two tellings say excludes one event: other days, results or lines, a series, two people's moods."""
    if _figures_clash(new, old):
        return True
    if new.reading.stands_alone and old.reading.stands_alone and is_foreign(new, old):
        return not _one_person(new, old)
    if new.reading.stands_alone or old.reading.stands_alone:
        return not same_headline(new, old) or (bool(new.lead and old.lead) and _unlike(new, old, _ALMOST_ALL))
    if is_foreign(new, old):
        return False
    if same_headline(new, old) and _recurs(new, old):
        return True
    return _is_mood(new, old)


def _one_person(new: Weighed, old: Weighed) -> bool:
    """Tell whether two tellings share two names: who defends a thesis is called the same in any language."""
    return sum(weight > _EVERYWHERE and not old.keys.lacks_name(token) for token, weight in new.names.items()) > 1


def _is_mood(new: Weighed, old: Weighed) -> bool:
    """Tell whether a person says what many do: a post names the event, or it tells of none."""
    if not (new.reading.is_post or old.reading.is_post) or (new.source, new.author) == (old.source, old.author):
        return False
    if new.reading.is_post and old.reading.is_post and min(new.weight, old.weight) < _TELLING_POST:
        return True
    named = any(weight > _EVERYWHERE and not old.keys.lacks_name(token) for token, weight in new.names.items())
    return not named and new.reading.in_all.all().isdisjoint(old.reading.in_all.all()) and not same_headline(new, old)


def is_twin(new: Weighed, old: Weighed, story: Keys) -> bool:
    """Tell whether the headlines are one template filled in twice: the same words, other names, subjects or amounts."""
    foreign = is_foreign(new, old)
    strange = [token for token in _telling_names(new) if story.lacks_name(token)]
    other = [token for token in _telling_names(old) if new.keys.lacks_name(token)]
    if foreign:
        return any(token.is_person for token in strange) and any(token.is_person for token in other)
    if strange and other and _words_held(new, old) >= _TEMPLATE:
        return not _is_copy(new, old)
    if _subjects_apart(new, old, story) or _days_apart(new, old):
        return True
    return _words_held(new, old) > _NEARLY and _amounts_apart(new, old) and not grows(new)


def _is_copy(new: Weighed, old: Weighed) -> bool:
    """Tell whether another paper has the very lead: it may have changed a name of the headline, to one that readers know."""
    return (
        new.source != old.source
        and hours_between(new, old) < _SOON_ELSEWHERE
        and min(new.lead_weight, old.lead_weight) > _COPIED
        and new.reading.lead == old.reading.lead
        and not new.reading.in_title.pairs
        and new.reading.in_all.amounts == old.reading.in_all.amounts
    )


def _telling_names(telling: Weighed) -> list[Token]:
    """Return the names of a headline but for those that half the stories have, as the watched one."""
    return [token for token, weight in telling.title.items() if token.is_name and weight > _EVERYWHERE]


def _subjects_apart(new: Weighed, old: Weighed, story: Keys) -> bool:
    """Tell whether the headlines are the same but for their first words, or for things: Uimahalli suljettu, Kirjasto suljettu."""
    mine, theirs = _lead_words(new, story), _lead_words(old, new.keys)
    if mine and theirs and _same_rest(new, old, list(new.title)[:mine], list(old.title)[:theirs]):
        return True
    here = things(new)
    there = things(old) if here else []
    return (
        bool(there) and all(map(old.keys.lacks, here)) and all(map(new.keys.lacks, there))
        and _same_rest(new, old, here, there)
    )  # fmt: skip


def _same_rest(new: Weighed, old: Weighed, mine: list[Token], theirs: list[Token]) -> bool:
    """Tell whether two headlines say the same without some words of each, and that it tells something."""
    rest, others = (
        {token: weight for token, weight in each.title.items() if token not in left}
        for each, left in ((new, mine), (old, theirs))
    )
    total = max(sum(rest.values()), sum(others.values()))
    numbers = sum(map(rarity, new.reading.in_title.all() & old.reading.in_title.all()))
    return (
        total + numbers > _TEMPLATE_WEIGHT
        and min(old.title_keys.shared(rest), new.title_keys.shared(others)) > _NEARLY * total
    )


def _days_apart(a: Weighed, b: Weighed) -> bool:
    """Tell whether the headlines are the same but for the days of the week that they name."""
    mine = days_in(a.title)
    theirs = days_in(b.title) if mine else set[int]()
    return bool(theirs) and mine.isdisjoint(theirs) and _words_held(a, b) > _DAY_TEMPLATE


def _lead_words(telling: Weighed, among: Keys) -> int:
    """Return how many words a headline begins with that are not among some words; numbers are no words."""
    return len(list(takewhile(lambda token: among.lacks(token) or _is_other_compound(token, among), telling.title)))


def _is_other_compound(token: Token, among: Keys) -> bool:
    """Tell whether a compound has but a part in common with some words: one board is not another."""
    parts = [key for key in token.weak if not key.endswith(STEM)]
    return bool(parts) and among.strong.isdisjoint(token.keys) and among.strong.isdisjoint(parts)


def _words_held(a: Weighed, b: Weighed) -> float:
    """Return how much of the headline that says less, but for names, stands in the other one; 1 when it is all names."""
    held = 0.0
    for one, other in ((a, b), (b, a)):
        words = {token: weight for token, weight in one.title.items() if not token.is_name}
        total = sum(words.values())
        held = max(held, other.title_keys.shared(words) / total if total > _TEMPLATE_WEIGHT else 1.0)
    return held


def _amounts_apart(a: Weighed, b: Weighed) -> bool:
    """Tell whether the amounts of the headlines differ by more than rounding, and nothing says that one corrects the other."""
    if not figures_apart(a, b):
        return False
    mine, theirs = ([float(key) for key in each.reading.in_title.amounts] for each in (a, b))
    rounded = any(
        abs(one - other) <= _ROUNDED * max(one, other) and _digits(one) != _digits(other)
        for one in mine for other in theirs
    )  # fmt: skip
    late = hours_between(a, b) > _SOON_ELSEWHERE
    return late if rounded else late or lead_held(a, b) <= _UNLIKE


def _digits(amount: float) -> int:
    """Return how exactly an amount is told: 8 523 and 8 524 are two numbers, 8 500 may be either."""
    return len(f"{amount:.15g}".replace(".", "").rstrip("0"))


def _recurs(a: Weighed, b: Weighed) -> bool:
    """Tell whether the same headline stands over another text, long enough after the first to be one of a series."""
    hours, own = hours_between(a, b), a.source == b.source
    if hours > _NEXT_DAY:
        return (own or bool(a.lead and b.lead)) and _unlike(a, b, _ALMOST_ALL)
    return hours > (_SOON if own else _SOON_ELSEWHERE) and bool(a.lead and b.lead) and _unlike(a, b, _UNLIKE)


def _unlike(a: Weighed, b: Weighed, least: float) -> bool:
    one, other = a.reading.in_all.amounts, b.reading.in_all.amounts
    return lead_held(a, b) < least or bool(one and other and one.isdisjoint(other))


def _figures_clash(a: Weighed, b: Weighed) -> bool:
    """Tell whether numbers of the headlines that name a day, a result or a thing exclude each other."""
    one, other = a.reading, b.reading
    return any(
        mine and theirs and mine.isdisjoint(all_theirs) and theirs.isdisjoint(all_mine)
        for mine, all_mine, theirs, all_theirs in zip(
            one.in_title.naming(), one.in_all.naming(), other.in_title.naming(), other.in_all.naming(), strict=True
        )
    )
