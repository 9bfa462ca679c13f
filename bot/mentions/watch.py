"""Everything that decides over an item of a feed, made ready once: rules, mutes, signal words and settings, in memory.

It is made again when the desk changes one of them, in a few milliseconds for hundreds of rules, and is only read in between,
from any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.feeds.identity import host_of
from bot.feeds.match import Candidate, Hit, Matcher
from bot.feeds.rule_word import RuleWord, from_json
from bot.feeds.word_finder import WordFinder
from bot.language.folding import fold
from bot.mentions import alert_settings, mutes, rules
from bot.mentions import signals as signal_words
from bot.mentions.kinds import highest
from bot.mentions.mutes import AUTHOR, DOMAIN, FEED, RULE, WORD
from bot.mentions.signals import Signal
from storage.models import AlertSettings, Mute, Rule

if TYPE_CHECKING:
    from bot.services import Services

__all__ = ["Candidate", "Hit", "Signals", "Watch", "hits", "look", "made_of", "muted_by", "sought", "watch"]
_MOST_SIGNALS = 5


@dataclass(frozen=True, slots=True)
class Silence:
    """The mutes, arranged so that asking costs next to nothing."""

    mutes: Mapping[int, Mute]
    words: WordFinder[int]
    authors: WordFinder[int]
    domains: Mapping[str, tuple[int, ...]]
    always: tuple[int, ...]
    """Mutes of whole feeds and rules: whether they hold depends on nothing in the item."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is in force at the moment at which it was made; mutes may have ended since."""

    matcher: Matcher
    """Finds the words of the rules and, in the same pass, the signal words."""
    rules: Mapping[int, Rule]
    """Those that are switched on, by id."""
    mutes: tuple[Mute, ...]
    signals: tuple[Signal, ...]
    settings: AlertSettings
    silence: Silence


@dataclass(frozen=True, slots=True)
class Signals:
    """The signal words in a text, as they stand there, and the severity they raise to; "" when there are none."""

    severity: str = ""
    words: tuple[str, ...] = ()


def watch(services: Services) -> Watch:
    """Return what is in force; from memory until the desk changes something."""
    return services.memory.recall(rules.BODY, "watch", lambda: _watch(services))


def made_of(known: Iterable[Rule], silent: Iterable[Mute], raised: Iterable[Signal], settings: AlertSettings) -> Watch:
    """Return a watch of rules (all of them count as switched on), mutes, signal words and settings."""
    by_id = {rule.id: rule for rule in known}
    muted, raising = tuple(silent), tuple(raised)
    return Watch(
        Matcher(map(rules.spec_of, by_id.values()), [signal.word for signal in raising]),
        by_id,
        muted,
        raising,
        settings,
        _silence(muted),
    )


def hits(watch: Watch, candidate: Candidate) -> tuple[Hit, ...]:
    """Return the rules that an item hits, with the words as they stand in it."""
    return look(watch, candidate)[0]


def look(watch: Watch, candidate: Candidate) -> tuple[tuple[Hit, ...], Signals]:
    """Return the hits of an item and its signal words, those of its own language when that is known."""
    hit, written = watch.matcher.look(candidate)
    return hit, _raised(watch, candidate.language, written)


def _raised(watch: Watch, language: str, written: Mapping[int, tuple[str, ...]]) -> Signals:
    found = [
        (watch.signals[place].severity, words)
        for place, words in written.items()
        if not language or watch.signals[place].language == language
    ]
    if not found:
        return Signals()
    severity = highest(raised for raised, _written in found)
    # The words that make it so urgent come first.
    ordered = sorted(found, key=lambda one: one[0] != severity)
    words = dict.fromkeys(word for _severity, listed in ordered for word in listed)
    return Signals(severity, tuple(words)[:_MOST_SIGNALS])


def sought(watch: Watch) -> frozenset[str]:
    """Return every form of the words that rules look for, folded."""
    every = (word for rule in watch.rules.values() for word in (*rule.any_words, *rule.all_words))
    return frozenset(fold(form) for word in every for form in from_json(word).forms)


def muted_by(
    watch: Watch, candidate: Candidate, rule_ids: Collection[int], feed_id: int | None, now: datetime
) -> Mute | None:
    """Return the mute that keeps an item from being told, None when it is to be told.

    It is silent when a mute that holds for every rule is about it, or when each of the rules that it hits is mute for it.
    """
    if not watch.mutes:
        return None
    about = [
        mute
        for mute in (watch.silence.mutes[mute_id] for mute_id in sorted(_about(watch.silence, candidate)))
        if mute.until > now and mute.feed_id in (None, feed_id)
    ]
    wide = next((mute for mute in about if mute.rule_id is None), None)
    if wide is not None or not rule_ids:
        return wide
    narrow = {mute.rule_id: mute for mute in about}
    return narrow[min(rule_ids)] if all(rule_id in narrow for rule_id in rule_ids) else None


def _about(silence: Silence, candidate: Candidate) -> set[int]:
    """Return the ids of the mutes that an item's words, author and site fall under, and of those that hold for any item."""
    found = {*silence.always, *silence.words.found(candidate.said), *silence.authors.found(candidate.author)}
    if silence.domains:
        parts = _ascii(candidate.domain or host_of(candidate.link)).split(".")
        for place in range(len(parts)):
            found.update(silence.domains.get(".".join(parts[place:]), ()))
    return found


def _silence(silent: Collection[Mute]) -> Silence:
    domains: dict[str, tuple[int, ...]] = {}
    for mute in silent:
        if mute.what == DOMAIN:
            host = _ascii(mute.value)
            domains[host] = (*domains.get(host, ()), mute.id)
    return Silence(
        {mute.id: mute for mute in silent},
        WordFinder({mute.id: from_json(mute.word) for mute in silent if mute.what == WORD and mute.word}),
        WordFinder({mute.id: RuleWord(mute.value, (mute.value,)) for mute in silent if mute.what == AUTHOR}),
        domains,
        tuple(mute.id for mute in silent if mute.what in (FEED, RULE)),
    )


def _ascii(host: str) -> str:
    """Return a host as links write it: names with å, ä and ö in their ASCII form."""
    if host.isascii():
        return host.casefold()
    try:
        return host.casefold().encode("idna").decode("ascii")
    except UnicodeError:
        return host.casefold()


def _watch(services: Services) -> Watch:
    return made_of(
        rules.in_force(services),
        mutes.known(services),
        signal_words.in_force(services),
        alert_settings.current(services),
    )
