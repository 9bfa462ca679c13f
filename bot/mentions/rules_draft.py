"""A rule as somebody writes it: what stands in the form, and the columns that come of it after every field was checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from bot.errors import Invalid
from bot.feeds.identity import host_of
from bot.feeds.rule_word import RuleWord, from_json, to_json
from bot.feeds.rule_words import MOST_WORDS, check_sense, edited, made, words_from
from bot.mentions.kinds import DELIVERIES, NORMAL, SEVERITIES, SOURCE_KINDS
from bot.tongues import CODES
from bot.views.blocks import clean, cut, one_line
from bot.words import LANGUAGES
from storage.models import Rule, RuleDraft

WORD_FIELDS = ("any_words", "all_words", "none_words")
"""Columns of a rule that hold words; the fields of the form have their names."""
MOST_NAMES = 100
LONGEST_NAME, LONGEST_DOMAIN = 200, 253
_TITLE = 150
_BETWEEN_NAMES = re.compile(r"[\n;]+")
_BETWEEN_DOMAINS = re.compile(r"[\s,;]+")
_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class About:
    """What an open form is about: the rule in the version that was shown, or a new one that may begin like another."""

    key: str = field(default_factory=lambda: uuid4().hex)
    rule_id: int = 0
    version: int = 0
    like: int = 0
    """The rule whose forms of words are kept."""
    is_long: bool = False
    """The form shows every field."""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same."""
        return json.dumps([self.key, self.rule_id, self.version, self.like, self.is_long])

    @classmethod
    def unpacked(cls, text: str) -> About:
        """Read what `packed` wrote."""
        key, rule_id, version, like, is_long = json.loads(text)
        return cls(str(key), int(rule_id), int(version), int(like), bool(is_long))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form. `person` is somebody who gets the mentions in place of a channel."""

    name: str = ""
    any_words: str = ""
    all_words: str = ""
    none_words: str = ""
    authors: str = ""
    domains: str = ""
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    feed_id: int = 0
    place: str = ""
    person: str = ""
    severity: str = NORMAL
    delivery: str = DELIVERIES[0]
    quiet: str = "house"
    """house, never, or own: from `quiet_from` to `quiet_to`, "HH:MM" in house time."""
    quiet_from: str = ""
    quiet_to: str = ""
    speaks: str = ""
    owner: str = ""


Inflect = Callable[[str, tuple[str, ...]], RuleWord]
"""Makes a word with its forms in some languages."""


def as_written(text: str, _languages: tuple[str, ...]) -> RuleWord:
    """Return a word without other forms: enough to see whether it can be one."""
    return RuleWord(text, (text,))


def typed_of(content: Mapping[str, Any]) -> Typed:
    """Return columns of a rule as its form shows them."""
    begin, _, end = content["quiet"].partition("-")
    place = content["place"]
    is_person = place.startswith(("U", "W"))
    return Typed(
        name=content["name"],
        **{name: as_text(words_of(content, name)) for name in WORD_FIELDS},
        authors="\n".join(content["authors"]),
        domains="\n".join(content["domains"]),
        languages=tuple(filter(None, content["languages"].split(","))),
        kinds=tuple(filter(None, content["kinds"].split(","))),
        feed_id=content["feed_id"] or 0,
        place="" if is_person else place,
        person=place if is_person else "",
        severity=content["severity"],
        delivery=content["delivery"],
        quiet="own" if end else content["quiet"],
        quiet_from=begin if end else "",
        quiet_to=end,
        speaks=content["speaks"],
        owner=content["owner"],
    )


def content_of(rule: Rule) -> dict[str, Any]:
    """Return the columns of a rule that a form decides."""
    return {name: getattr(rule, name) for name in COLUMNS}


def words_of(content: Mapping[str, Any], name: str) -> tuple[RuleWord, ...]:
    """Return the words in one of the columns."""
    return tuple(from_json(stored) for stored in content[name])


def every_word(content: Mapping[str, Any]) -> list[RuleWord]:
    """Return all words of a rule."""
    return [word for name in WORD_FIELDS for word in words_of(content, name)]


def as_text(words: Iterable[RuleWord]) -> str:
    """Return words as a person writes them: one a line, exact ones in quotes."""
    return "\n".join(map(_written, words))


def checked(typed: Typed, known: Iterable[RuleWord] = (), inflect: Inflect = made) -> dict[str, Any]:
    """Return the columns of a rule; raises Invalid with the field that is wrong.

    Of `known` words the forms stay as people have made them; `inflect` makes those of the others.
    """
    kept = {_written(word).casefold(): word for word in known}
    words = {name: _words(typed, name, kept, inflect) for name in WORD_FIELDS}
    check_sense((*words["any_words"], *words["all_words"]), words["none_words"], field="none_words")
    authors, domains = _authors(typed.authors), _domains(typed.domains)
    count = sum(len(found) for found in words.values())
    if count > MOST_WORDS:
        raise Invalid(
            "A rule has at most {most} words, and there are {n}. Make two rules of it.",
            field="any_words",
            most=MOST_WORDS,
            n=count,
        )
    if not (words["any_words"] or words["all_words"] or authors or domains or typed.kinds or typed.feed_id):
        raise Invalid("Write at least one word to look for. Words to leave out are not enough.", field="any_words")
    return {
        "name": _name(typed, words, [*authors, *domains]),
        **{name: [to_json(word) for word in found] for name, found in words.items()},
        "authors": authors,
        "domains": domains,
        "languages": _chosen(typed.languages, CODES, "languages"),
        "kinds": _chosen(typed.kinds, SOURCE_KINDS, "kinds"),
        "feed_id": typed.feed_id or None,
        "place": _place(typed),
        "severity": _one_of(typed.severity, SEVERITIES, "severity"),
        "delivery": _one_of(typed.delivery, DELIVERIES, "delivery"),
        "quiet": _quiet(typed),
        "speaks": _one_of(typed.speaks, ("", *LANGUAGES), "speaks"),
        "owner": typed.owner,
    }


_WAYS = ("severity", "delivery", "quiet", "speaks", "owner")
COLUMNS = ("name", *WORD_FIELDS, "authors", "domains", "languages", "kinds", "feed_id", "place", *_WAYS)
"""Columns of a rule that a form decides."""


def reworded(draft: RuleDraft, name: str, place: int, word: RuleWord) -> dict[str, Any]:
    """Return the columns of a draft with other forms for one of its words."""
    words = list(words_of(draft.content, name))
    if not 0 <= place < len(words):
        return draft.content
    words[place] = word
    return {**draft.content, name: [to_json(one) for one in words]}


def languages_of(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the languages whose forms a rule's words take: those it looks at, as far as we know how they inflect."""
    return _inflected(content["languages"].split(","))


def _inflected(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in LANGUAGES if code in codes) or LANGUAGES


def _words(typed: Typed, name: str, known: Mapping[str, RuleWord], inflect: Inflect) -> tuple[RuleWord, ...]:
    languages = _inflected(typed.languages)
    found = []
    for text in words_from(clean(getattr(typed, name)), field=name):
        before = known.get(text.casefold())
        if before is not None and (before.added or before.removed or before.genitive):
            found.append(edited(before, before.added, before.removed, before.genitive, languages))
        else:
            found.append(inflect(text, languages))
    return tuple(found)


def _written(word: RuleWord) -> str:
    return f'"{word.text}"' if word.is_exact else word.text


def _name(typed: Typed, words: Mapping[str, Sequence[RuleWord]], others: Sequence[str]) -> str:
    """Return the name that somebody gave, else the first thing that the rule looks for."""
    given = one_line(typed.name)
    if len(given) > _TITLE:
        raise Invalid(
            "This is too long: {most} characters at most, and there are {n}.", field="name", most=_TITLE, n=len(given)
        )
    first = [word.text for name in ("any_words", "all_words") for word in words[name]]
    if not (given or first or others):
        raise Invalid("Give the rule a name.", field="name")
    return given or cut([*first, *others][0], _TITLE)


def _authors(text: str) -> list[str]:
    names = list(dict.fromkeys(one for part in _BETWEEN_NAMES.split(text) if (one := one_line(part))))
    long = next((name for name in names if len(name) > LONGEST_NAME), None)
    if long is not None:
        raise Invalid("“{word}” is longer than {most} characters.", field="authors", word=long[:40], most=LONGEST_NAME)
    return _few(names, "authors")


def _domains(text: str) -> list[str]:
    return _few(
        list(dict.fromkeys(domain(part, "domains") for part in _BETWEEN_DOMAINS.split(text) if part)), "domains"
    )


def domain(text: str, field_name: str) -> str:
    """Return the site that somebody means by an address or a host: "https://www.hs.example/a" is hs.example."""
    typed = one_line(text).casefold()
    host = host_of(typed if "//" in typed else f"//{typed}").strip(".")
    if not _HOST.fullmatch(host) or len(host) > LONGEST_DOMAIN:
        raise Invalid(
            "“{word}” is no web site. Write it like this: {example}.",
            field=field_name,
            word=cut(typed, 40),
            example="yle.fi",
        )
    return host


def _few(names: list[str], field_name: str) -> list[str]:
    if len(names) > MOST_NAMES:
        raise Invalid("Write at most {most}.", field=field_name, most=MOST_NAMES)
    return names


def _chosen(given: Iterable[str], offered: Sequence[str], field_name: str) -> str:
    chosen = list(dict.fromkeys(given))
    if any(one not in offered for one in chosen):
        raise Invalid("Choose from the list.", field=field_name)
    return ",".join(chosen)


def _one_of(given: str, offered: Sequence[str], field_name: str) -> str:
    if given not in offered:
        raise Invalid("Choose from the list.", field=field_name)
    return given


def _place(typed: Typed) -> str:
    if typed.place and typed.person:
        raise Invalid("Choose a channel or a person, not both.", field="person")
    return typed.place or typed.person


def _quiet(typed: Typed) -> str:
    if typed.quiet != "own":
        return _one_of(typed.quiet, ("house", "never"), "quiet")
    if not (_CLOCK.fullmatch(typed.quiet_from) and _CLOCK.fullmatch(typed.quiet_to)):
        raise Invalid("Choose when its quiet hours begin and end.", field="quiet_from")
    if typed.quiet_from == typed.quiet_to:
        raise Invalid(
            "Quiet hours that begin and end at the same time are none. Choose another time.", field="quiet_to"
        )
    return f"{typed.quiet_from}-{typed.quiet_to}"


def alike(content: Mapping[str, Any], name: str) -> Typed:
    """Return the form of a new rule that begins like another one."""
    return replace(typed_of(content), name=cut(name, _TITLE))
