"""Copying an answer for a network: the text in the right language, how long it is there, and a reason when it has expired."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.answers import reading, states, uses
from bot.answers.kinds import COPIED
from bot.answers.reading import Details
from bot.answers.states import Standing
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid
from bot.networks import NETWORKS
from bot.people import Asker
from bot.views.blocks import one_line
from bot.words import LANGUAGES
from storage import answer_uses

if TYPE_CHECKING:
    from bot.services import Services

FIRST_NETWORK = "facebook"
"""For whoever copies an answer for the first time."""
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with the window: its key is that of the use, so one window is one use."""

    answer: int
    language: str = ""
    network: str = ""
    key: str = field(default_factory=lambda: uuid4().hex)
    version: int = 0
    """Of the answer that was shown."""
    asked: str = ""
    """The language with which somebody came: that of the question, as far as anybody knows."""
    reason: str = ""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        return json.dumps(astuple(self))

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote."""
        answer, language, network, key, version, asked, reason = json.loads(text)
        return cls(int(answer), str(language), str(network), str(key), int(version), str(asked), str(reason))


@dataclass(frozen=True, slots=True)
class Copying:
    """The window as it is shown; without a text when that language is owed, or a reason has to be given first."""

    form: Form
    details: Details
    text: str = ""
    needs_reason: bool = False

    @property
    def texts(self) -> Mapping[str, str]:
        """Return what the answer says, by language."""
        return {language: said.text for language, said in self.details.content.texts.items() if said.text}

    @property
    def is_other_language(self) -> bool:
        """Tell whether the text is in another language than the question, as far as anybody knows that."""
        return bool(self.text and self.form.asked) and self.form.asked != self.form.language


def begin(services: Services, answer_id: int, language: str, *, by: Asker) -> Copying:
    """Open an answer for copying, in the language that is wanted where it has one, and count that it was copied."""
    details = _copyable(services, answer_id, by)
    told = [code for code, said in details.content.texts.items() if said.text]
    likely = (language, by.reader.language, *LANGUAGES)
    first = next((code for code in likely if code in told), by.reader.language)
    with services.database.read() as session:
        network = answer_uses.last_network(session, by.id)
    network = network if network in NETWORKS else FIRST_NETWORK
    return _shown(services, Form(answer_id, first, network, asked=uses.known(language)), details, by)


def again(services: Services, form: Form, *, typed: str | None = None, by: Asker) -> Copying:
    """Show the window after a choice; `typed` is the text as somebody has shortened it, None takes that of the answer."""
    details = _copyable(services, form.answer, by)
    shown = _shown(services, form, details, by)
    is_same = shown.form.version == form.version and shown.text and typed is not None
    return replace(shown, text=typed or "") if is_same else shown


def give_reason(services: Services, form: Form, reason: str, *, by: Asker) -> Copying:
    """Show an expired answer's text for a reason; raises Invalid (field "reason") without one."""
    said = one_line(reason)
    if not said:
        raise Invalid("Write why this answer is used although it has expired.", field="reason")
    check_length(said, LONGEST_REASON, "reason")
    return again(services, replace(form, reason=said), by=by)


def has_expired(details: Details) -> bool:
    """Tell whether the last day of an answer is over."""
    return details.standing in (Standing.EXPIRED, Standing.STALE)


def _shown(services: Services, form: Form, details: Details, by: Asker) -> Copying:
    form = replace(form, version=details.answer.version)
    if has_expired(details) and not form.reason:
        return Copying(form, details, needs_reason=True)
    text = details.content.said(form.language).text
    if text:
        _note(services, form, by)
    return Copying(form, details, text)


def _note(services: Services, form: Form, by: Asker) -> None:
    """Count the copy once for the window, with its newest network and language."""
    newest = {"version": form.version, "language": form.language, "network": form.network, "reason": form.reason}
    first = {"key": form.key, "answer_id": form.answer, "what": COPIED, "by": by.id, "at": services.now()}
    with services.database.begin() as session:
        if answer_uses.add(session, {**first, **newest}) is None:
            answer_uses.change(session, form.key, by.id, newest)


def _copyable(services: Services, answer_id: int, by: Asker) -> Details:
    details = reading.details(services, answer_id, by=by)
    if details.standing is Standing.WITHDRAWN:
        raise Conflict("This answer has been withdrawn, so it is not used any more.")
    if states.is_proposal(details.answer):
        raise Conflict("This answer is only proposed. The desk approves it first.")
    return details
