"""Signal words: whatever rule a mention comes by, these raise its severity. The desk edits them for each language.

A starting set is part of the program; what the desk adds, moves or switches off stands in the database and wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2s
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Invalid
from bot.feeds.rule_word import RuleWord, to_json
from bot.feeds.rule_words import made, words_from
from bot.mentions.kinds import CRISIS, HIGH
from bot.mentions.rules import BODY
from bot.mentions.signals_shipped import shipped
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import clean
from bot.words import LANGUAGES
from storage import rules
from storage.models import SignalWord

if TYPE_CHECKING:
    from bot.services import Services

FIELDS = (HIGH, CRISIS)
"""The fields of the form: one for each severity that a word may raise to."""
MOST_WORDS = 300
"""Words of one language."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A word in force. It counts in texts of its language, and in those whose language nobody knows."""

    language: str
    word: RuleWord
    severity: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What the form of a language starts with: its words by severity, and a mark of how they stood."""

    language: str
    words: Mapping[str, tuple[str, ...]]
    mark: str
    is_shipped: bool
    """They are those of the starting set."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed the words while the form was open; nothing was saved."""

    now: Opened
    typed: Mapping[str, str]


def in_force(services: Services) -> tuple[Signal, ...]:
    """Return every word in force, with its forms; from memory until one changes."""
    return services.memory.recall(BODY, "signals", lambda: _signals(services))


def opened(services: Services, language: str, *, by: Asker) -> Opened:
    """Return the words of a language. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return _opened(_language(language), rules.signal_words(session))


def save(services: Services, language: str, mark: str, typed: Mapping[str, str], *, by: Asker) -> Opened | Overtaken:
    """Put the words of a language in force, as typed into the field of each severity; `mark` is that of the form.

    Raises Invalid at the field that is wrong.
    """
    require(by.role, Role.MANAGER)
    wanted = _wanted(language, typed)
    with services.database.begin() as session:
        services.memory.changed(session, BODY)  # whoever else changes them waits here
        rows = {row.key: row for row in rules.signal_words(session) if row.language == _language(language)}
        before = _opened(language, rows.values())
        if _in_force(language, rows.values()) == wanted:
            return before
        if before.mark != mark:
            return Overtaken(before, typed)
        _write(session, language, rows, wanted)
        after = _opened(language, rules.signal_words(session))
        _note(services, session, before, after, by)
        return after


def restore(services: Services, language: str, *, by: Asker) -> Opened:
    """Give a language the words of the starting set again. Twice changes nothing."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        services.memory.changed(session, BODY)
        rows = [row for row in rules.signal_words(session) if row.language == _language(language)]
        before = _opened(language, rows)
        for row in rows:
            rules.drop(session, row)
        after = _opened(language, ())
        if before.mark != after.mark:
            _note(services, session, before, after, by)
        return after


def field(severity: str, language: str) -> str:
    """Name the form's field for a severity. Slack keeps what was typed under a name, so each language has its own."""
    return f"{severity}.{language}"


def _wanted(language: str, typed: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return by key the word and severity that a form asks for; raises Invalid for a word that stands in both fields."""
    wanted: dict[str, tuple[str, str]] = {}
    for severity in FIELDS:
        for word in words_from(clean(typed.get(severity, "")), field=field(severity, language)):
            known = wanted.setdefault(word.casefold(), (word, severity))
            if known[1] != severity:
                raise Invalid(
                    "“{word}” stands in both fields. Leave it in one.", field=field(severity, language), word=word
                )
    if len(wanted) > MOST_WORDS:
        raise Invalid("A language has at most {most} signal words.", field=field(HIGH, language), most=MOST_WORDS)
    return wanted


def _in_force(language: str, rows: Iterable[SignalWord]) -> dict[str, tuple[str, str]]:
    """Return by key the words of a language and their severities: the shipped ones as the desk has changed them."""
    found = {word.casefold(): (word, severity) for word, severity in shipped()[language].items()}
    for row in rows:
        if row.language != language:
            continue
        key = row.key.partition(":")[2]
        if row.is_off:
            found.pop(key, None)
        else:
            found[key] = (_text(row), row.severity)
    return found


def _write(
    session: Session, language: str, rows: Mapping[str, SignalWord], wanted: Mapping[str, tuple[str, str]]
) -> None:
    """Store what differs from the starting set, and nothing else."""
    started = {word.casefold(): (word, severity) for word, severity in shipped()[language].items()}
    differing = {key: said for key, said in wanted.items() if started.get(key) != said}
    off = {key: said for key, said in started.items() if key not in wanted}
    for key, row in rows.items():
        if key.partition(":")[2] not in differing | off:
            rules.drop(session, row)
    for key, (word, severity) in (differing | off).items():
        stored = to_json(_made(word, language))
        known = rows.get(f"{language}:{key}")
        row = known or SignalWord(language=language, key=f"{language}:{key}", word=stored)
        row.word, row.severity, row.is_off = stored, severity, key in off
        rules.add(session, row)


def _note(services: Services, session: Session, before: Opened, after: Opened, by: Asker) -> None:
    counted = [{severity: len(one.words[severity]) for severity in FIELDS} for one in (before, after)]
    act = Act(by.id, "signals.edited", f"signals:{after.language}")
    audit.note(session, services.now(), act, before=counted[0], after=counted[1])


def _opened(language: str, rows: Iterable[SignalWord]) -> Opened:
    found = _in_force(language, rows)
    words = {
        severity: tuple(sorted((word for word, raised in found.values() if raised == severity), key=str.casefold))
        for severity in FIELDS
    }
    started = {word.casefold(): (word, severity) for word, severity in shipped()[language].items()}
    mark = blake2s(repr(sorted(found.items())).encode(), digest_size=8).hexdigest()
    return Opened(language, words, mark, is_shipped=found == started)


def _signals(services: Services) -> tuple[Signal, ...]:
    with services.database.read() as session:
        rows = rules.signal_words(session)
    return tuple(
        Signal(language, _made(word, language), severity)
        for language in LANGUAGES
        for word, severity in _in_force(language, rows).values()
    )


@cache
def _made(word: str, language: str) -> RuleWord:
    """Return a word with its forms. The same words are asked for whenever a rule changes."""
    return made(word, (language,))


def _text(row: SignalWord) -> str:
    text = str(row.word["text"])
    return f'"{text}"' if row.word.get("is_exact") else text


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise Invalid("Choose from the list.")
    return language
