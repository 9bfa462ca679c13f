"""What an item says, in one language: a text for every network, and one of its own where a network needs that.

Two editors: a form carries marks of what it showed; what others have changed meanwhile comes back beside what was typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.lengths import Kind, Length, lengths
from bot.people import Asker
from bot.plan import content, states, whole
from bot.plan.kinds import ANY_NETWORK, POST
from bot.plan.whole import Whole
from bot.views.blocks import clean, one_line
from bot.words import LANGUAGES
from storage import plan_texts
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services

MOST_TEXT = 3_000
"""Characters of one text; Slack lets nobody type more into a field."""
MOST_TITLE = 300
TITLE = "title"
"""The name under which the heading of a language stands beside its texts; networks have no such name."""


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: the marks of what it showed, by network and for the heading."""

    item: int
    language: str
    seen: Mapping[str, str]

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        return json.dumps([self.item, self.language, dict(self.seen)], separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError for anything else."""
        item, language, seen = json.loads(text)
        return cls(int(item), str(language), {str(name): str(mark) for name, mark in seen.items()})


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown: the item's networks, and what stands in its fields.

    `others` is what somebody else has written meanwhile, by field; nothing was saved then.
    """

    form: Form
    whole: Whole
    typed: Mapping[str, str]
    others: Mapping[str, str] | None = None


def open_form(services: Services, item_id: int, language: str, *, by: Asker) -> Opened:
    """Return the form for what an item says in a language. Raises as `bot.plan.states.to_change` does."""
    if language not in LANGUAGES:
        raise Invalid("Choose a language.")
    with services.database.begin() as session:
        return _opened(session, states.to_change(session, item_id, by), language)


def save(services: Services, form: Form, typed: Mapping[str, str], *, by: Asker) -> Opened | None:
    """Write what an item says in a language; None when it is written, the form with what others wrote when it is not.

    Texts that are too long for a network are kept: what is over is said, and the item does not become ready. Raises Invalid at
    the field for what is longer than Slack's own fields.
    """
    wanted = _checked(typed)
    now = services.now()
    with services.database.begin() as session:
        item = states.to_change(session, form.item, by)
        known = of_language(session, item.id, form.language)
        others = _changed_by_others(form, wanted, known)
        if others:
            shown = _opened(session, item, form.language)
            # Only what is shown as different counts as seen: a field that was not touched stays as others left it.
            seen = {**form.seen, **{name: shown.form.seen[name] for name in others}}
            return replace(shown, form=replace(form, seen=seen), typed=wanted, others=others)
        merged = {**known, **{name: text for name, text in wanted.items() if _is_touched(form, name, text)}}
        if merged == known:
            return None
        states.texts_changed(session, item, now, by)
        plan_texts.put(session, item.id, form.language, merged.pop(TITLE, ""), merged)
        _speak(item, form.language, is_said=any(merged.values()))
        act = Act(by.id, "plan.text_changed", states.subject(item))
        states.changed(services, session, item, now, act, language=form.language)
    return None


def counted(found: Whole, network: str, text: str) -> Length | None:
    """Return how long a text is on a network, as a post where that differs from a reply; None where no text is too long."""
    known = lengths(network, text) if found.item.kind == POST else ()
    post = next((one for one in known if one.kind is Kind.POST), known[0] if known else None)
    return post if post is not None and post.most <= MOST_TEXT else None


def spoken(found: Whole) -> Sequence[str]:
    """Return the languages in which an item says something or is to, in the order in which the house writes them."""
    said = {*found.item.languages, *(text.language for text in found.texts if text.text.strip())}
    return [language for language in LANGUAGES if language in said]


def _opened(session: Session, item: PlanItem, language: str) -> Opened:
    known = of_language(session, item.id, language)
    found = whole.of(session, item)
    names = (TITLE, ANY_NETWORK, *found.networks, *known)
    marks = {name: content.mark(known.get(name, "")) for name in dict.fromkeys(names)}
    return Opened(Form(item.id, language, marks), found, known)


def of_language(session: Session, item_id: int, language: str) -> dict[str, str]:
    """Return what an item says in a language, by network, and its heading under TITLE; what is empty is left out."""
    rows = plan_texts.of_language(session, item_id, language)
    heading = next((row.title for row in rows if row.title), "")
    return {row.network: row.text for row in rows if row.text} | ({TITLE: heading} if heading else {})


def _checked(typed: Mapping[str, str]) -> dict[str, str]:
    wanted = {name: clean(text).strip() for name, text in typed.items()}
    wanted[TITLE] = one_line(wanted.get(TITLE, ""))
    check_length(wanted[TITLE], MOST_TITLE, field_of(TITLE))
    for name, text in wanted.items():
        check_length(text, MOST_TEXT, field_of(name))
    return {name: text for name, text in wanted.items() if name != TITLE or text or TITLE in typed}


def field_of(name: str) -> str:
    """Return what the field of a network, or of the heading, is called in the form."""
    return name if name == TITLE else f"text.{name or 'all'}"


def _is_touched(form: Form, name: str, text: str) -> bool:
    return form.seen.get(name, content.mark("")) != content.mark(text)


def _changed_by_others(form: Form, wanted: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return what others have written meanwhile where somebody wrote as well, and something else."""
    return {
        name: known.get(name, "")
        for name, text in wanted.items()
        if content.mark(known.get(name, "")) != form.seen.get(name, content.mark(""))
        and _is_touched(form, name, text)
        and known.get(name, "") != text
    }


def _speak(item: PlanItem, language: str, *, is_said: bool) -> None:
    """Let a language in which something is said be one in which the item is told."""
    if is_said and language not in item.languages:
        item.languages = [one for one in LANGUAGES if one in (*item.languages, language)]
