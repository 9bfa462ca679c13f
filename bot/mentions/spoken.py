"""In which language a message about mentions speaks: that of a rule in the rule's own place, else that of whoever reads there.

A rule's language is for the place in which the rule tells. Other places have the house's, and people have their own. A message
and the lines in its thread speak one language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.views.blocks import Message
from bot.words import LANGUAGES, Reader
from storage import mentions_desk, rules
from storage.models import Rule

_GATHERED = ("now", "hourly")
"""Deliveries whose mentions stand in a morning brief; daily and weekly ones have digests of their own."""


def of_mention(session: Session, mention_ids: Iterable[int], reader: Reader) -> Reader:
    """Return who reads a mention in a place: the first of its rules there that has a language speaks."""
    if not reader.places:
        return reader
    told = (rule for mention_id in mention_ids for rule in mentions_desk.rules_of(session, mention_id))
    return _in(next((rule.speaks for rule in told if rule.place in reader.places and rule.speaks), ""), reader)


def of_digest(session: Session, rule: Rule | None, reader: Reader) -> Reader:
    """Return who reads a digest: a rule's speaks as the rule, a brief and a flood as all rules whose mentions they have there."""
    if not reader.places:
        return reader
    if rule is not None:
        return _in(rule.speaks, reader)
    told = [one for one in rules.every_rule(session) if one.is_on and one.delivery in _GATHERED]
    there = {one.speaks for one in told if one.place in reader.places}
    return _in(there.pop() if len(there) == 1 else "", reader)


def said(message: Message, reader: Reader) -> Message:
    """Mark a message with the language that it speaks: what is added to it on its way speaks that as well."""
    return replace(message, language=reader.language)


def _in(language: str, reader: Reader) -> Reader:
    return replace(reader, language=language) if language in LANGUAGES else reader
