"""What excludes one event, however alike two tellings are: other days, results, lines, a template filled in twice, a series."""

from __future__ import annotations

from itertools import takewhile

from bot.feeds.stories_alike import figures_apart, grows, hours_between, is_foreign, lead_held, same_headline
from bot.feeds.stories_reading import Token
from bot.feeds.stories_weighed import Keys, Weighed

_NEARLY = 0.85
_UNLIKE, _ALMOST_ALL = 0.4, 0.8
_TELLING_POST = 18.0
_TEMPLATE, _TEMPLATE_WEIGHT = 0.6, 4.0
_SOON, _SOON_ELSEWHERE, _NEXT_DAY = 3, 12, 18
"""Hours within which the same headline over another text may still be one event: of one source, of two, of anybody."""
_ROUNDED = 0.06
_EVERYWHERE = 2.0


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
        return True
    if _subjects_apart(new, old, story):
        return True
    return _words_held(new, old) > _NEARLY and _amounts_apart(new, old) and not grows(new)


def _telling_names(telling: Weighed) -> list[Token]:
    """Return the names of a headline but for those that half the stories have, as the watched one."""
    return [token for token, weight in telling.title.items() if token.is_name and weight > _EVERYWHERE]


def _subjects_apart(new: Weighed, old: Weighed, story: Keys) -> bool:
    """Tell whether the headlines are the same but for their first words: Uimahalli suljettu, Kirjasto suljettu."""
    mine, theirs = _lead_words(new, story), _lead_words(old, new.keys)
    if not (mine and theirs):
        return False
    rest, others = (dict(list(each.title.items())[first:]) for each, first in ((new, mine), (old, theirs)))
    total = max(sum(rest.values()), sum(others.values()))
    return (
        total > _TEMPLATE_WEIGHT and min(old.title_keys.shared(rest), new.title_keys.shared(others)) > _NEARLY * total
    )


def _lead_words(telling: Weighed, among: Keys) -> int:
    """Return how many words a headline begins with that are not among some words; numbers are no words."""
    return len(list(takewhile(among.lacks, telling.title)))


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
    rounded = any(abs(one - other) <= _ROUNDED * max(one, other) for one in mine for other in theirs)
    late = hours_between(a, b) > _SOON_ELSEWHERE
    return late if rounded else late or lead_held(a, b) <= _UNLIKE


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
