"""Ten thousand questions to two hundred experts over a year: nobody is worn out, and nobody is asked who may not be.

Every act goes through the use cases; time moves by minutes. What the experts' states really are is kept beside the database.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from bot import inquiries, inquiries_asker, inquiries_expert, inquiries_next, profile_index
from bot.errors import BotError
from bot.inquiries_draft import Asked, Draft, Form, Opened, Pause, Why
from bot.messenger import Messenger
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.words import zone
from storage.database import Database
from storage.models import Card, Inquiry, Person, Ping, Profile
from tests.bot.asking import ENGLISH, as_, change, town_on
from tests.clock import Clock

QUESTIONS = 10_000
EXPERTS = 200
CAP = 3
TOPICS = tuple(f"{first}{second}" for first in ("Aalto", "Berg", "Cedar", "Delta", "Elm") for second in "abcdefghij")
HELSINKI = zone("Europe/Helsinki")


class Unheard(Messenger):
    """Nobody looks at Slack here: no card is kept."""

    def show(
        self,
        session: Session,  # noqa: ARG002 - the messenger's
        kind: str,
        record_id: int,
        address: str,  # noqa: ARG002
        *,
        asked_by: str | None = None,
    ) -> Card:
        """Show nothing."""
        return Card(kind=kind, record_id=record_id, place_id=0, key="", asked_by=asked_by, asked_at=self._now())

    def redraw(self, session: Session, kind: str, record_id: int) -> None:
        """Draw nothing."""


@dataclass
class Town:
    """The experts as they really are, and what has happened so far."""

    services: Services
    clock: Clock
    chance: Random = field(default_factory=lambda: Random(20_261_123))  # noqa: S311 - a simulation
    experts: list[Profile] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    away: dict[int, date] = field(default_factory=dict)
    sent: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    asked: int = 0
    refused: Counter[Why] = field(default_factory=Counter)

    def may_be_asked(self, expert: int) -> bool:
        """Tell whether somebody is there and wants questions, whatever the database says."""
        today = self.clock().astimezone(HELSINKI).date()
        return expert not in self.hidden | self.gone and today >= self.away.get(expert, today)

    def look(self, _mapper: Any, _connection: Any, ping: Ping) -> None:
        """Check a ping as it is written."""
        assert self.may_be_asked(ping.profile_id), f"{ping.user_id} was asked at {ping.sent_at}"
        assert ping.sent_at == self.clock()
        self.sent[ping.profile_id].append(ping.sent_at)

    def anybody(self) -> Profile:
        """Return any expert."""
        return self.chance.choice(self.experts)


def test_ten_thousand_questions_wear_nobody_out(sqlite_database: Database, clock: Clock) -> None:
    services = town_on(sqlite_database, clock, weekly_pings=CAP)
    town = Town(replace(services, messenger=Unheard(None, clock)), clock)  # type: ignore[arg-type]
    town.experts = _experts(town)
    event.listen(Ping, "after_insert", town.look)
    try:
        _live(town)
    finally:
        event.remove(Ping, "after_insert", town.look)
    _nobody_was_asked_too_often(town)
    assert town.asked > QUESTIONS // 2
    assert town.refused[Why.FULL] > QUESTIONS // 50
    assert sum(map(len, town.sent.values())) > town.asked
    assert min(town.refused[why] for why in Why) > QUESTIONS // 500


def _live(town: Town) -> None:
    for number in range(QUESTIONS):
        town.clock.move(minutes=town.chance.randrange(100))
        _one_asks(town, number)
        for act, often in ((_an_expert_reacts, 0.05), (_an_asker_reacts, 0.05), (_something_changes, 0.04)):
            if town.chance.random() < often:
                act(town)
        if number % 25 == 0:
            _most_are_answered(town)
            inquiries_next.look_after(town.services)


def _experts(town: Town) -> list[Profile]:
    with town.services.database.begin() as session:
        made = []
        for number in range(EXPERTS):
            user_id, name = f"U{number:05}", f"Expert {number}"
            session.add(Person(id=user_id, name=name, timezone="Europe/Helsinki", fetched_at=town.clock()))
            skills, deputy = "\n".join(town.chance.sample(TOPICS, 2)), f"U{(number + 1) % EXPERTS:05}"
            made.append(Profile(user_id=user_id, name=name, skills=skills, deputy=deputy))
        session.add_all(made)
        session.flush()
        profile_index.reindex(session, [profile.id for profile in made])
        return made


def _most_are_answered(town: Town) -> None:
    """Let twenty-nine of thirty questions be answered and accepted, all in one go: the others live through everything."""
    mine = Inquiry.id % 30 != 0
    with town.services.database.begin() as session:
        open_ones = update(Inquiry).where(Inquiry.ended_at.is_(None), mine)
        session.execute(open_ones.values(state="stopped", ended_at=town.clock()))
        of_these = Ping.inquiry_id.in_(select(Inquiry.id).where(mine))
        session.execute(update(Ping).where(Ping.state == "waiting", of_these).values(state="answered"))


def _one_asks(town: Town, number: int) -> None:
    by = Asker(f"U9{number % 500:04}", f"Asker {number % 500}", Role.EMPLOYEE, ENGLISH)
    draft = Draft(f"Who knows about {town.chance.choice(TOPICS)}?", moves_on=town.chance.random() < 0.5)
    # Some are asked more than others.
    wanted = town.experts[int(EXPERTS * town.chance.random() ** 1.2)]
    outcome = inquiries.ask(town.services, Form(expert=wanted.id), draft, by=by)
    if isinstance(outcome, Opened) and outcome.hurdle is not None:
        town.refused[outcome.hurdle.why] += 1
        if outcome.form.expert:
            outcome = inquiries.ask(town.services, outcome.form, outcome.draft, by=by)
            assert isinstance(outcome, Asked)
    town.asked += isinstance(outcome, Asked)


def _an_expert_reacts(town: Town) -> None:
    ping = _any_of(town, Ping, Ping.state == "waiting")
    if ping is None:
        return
    expert = next(one for one in town.experts if one.id == ping.profile_id)
    match town.chance.randrange(4):
        case 0:
            inquiries_expert.answer(town.services, ping.id, "Yes.", may_be_kept=False, by=as_(expert))
        case 1:
            instead = town.anybody()
            named = instead.user_id if instead.id not in {expert.id, *town.gone} else ""
            inquiries_expert.decline(town.services, ping.id, named or "", by=as_(expert))
        case 2:
            inquiries_expert.not_now(town.services, ping.id, by=as_(expert))
        case _:
            until = town.clock().astimezone(HELSINKI).date() + timedelta(days=town.chance.randrange(1, 20))
            # Pauses first, since the question may move on, and back, within the same act.
            town.away[expert.id] = until
            inquiries_expert.not_now(town.services, ping.id, Pause(until), by=as_(expert))


def _an_asker_reacts(town: Town) -> None:
    inquiry = _any_of(town, Inquiry, Inquiry.state.in_(("choosing", "answered")))
    if inquiry is None:
        return
    by = Asker(inquiry.asked_by, "Asker", Role.EMPLOYEE, ENGLISH)
    other = town.anybody().user_id or ""
    try:
        if inquiry.state == "answered":
            inquiries_asker.not_quite(town.services, inquiry.id, by=by)
        elif inquiry.next_id is not None and town.chance.random() < 0.7:
            inquiries_asker.ask_offered(town.services, inquiry.id, inquiry.next_id, by=by)
        else:
            inquiries_asker.ask_another(town.services, inquiry.id, other, by=by)
    except BotError:
        inquiries_asker.stop(town.services, inquiry.id, by=by)


def _any_of(town: Town, kind: type[Any], where: Any) -> Any:
    """Return one of the fifty newest records."""
    with town.services.database.read() as session:
        found = list(session.scalars(select(kind).where(where).order_by(kind.id.desc()).limit(50)))
    return town.chance.choice(found) if found else None


def _something_changes(town: Town) -> None:
    expert, what = town.anybody(), town.chance.randrange(3)
    if what == 0:
        town.hidden ^= {expert.id}
        change(town.services, expert, is_hidden=expert.id in town.hidden)
    elif what == 1 and (expert.id in town.gone or len(town.gone) < EXPERTS // 25):
        town.gone ^= {expert.id}
        with town.services.database.begin() as session:
            session.get_one(Person, expert.user_id).is_deactivated = expert.id in town.gone
    else:
        town.hidden.discard(expert.id)
        until = town.clock().astimezone(HELSINKI).date() + timedelta(days=town.chance.randrange(5))
        town.away[expert.id] = until
        change(town.services, expert, away_until=until, is_hidden=False)


def _nobody_was_asked_too_often(town: Town) -> None:
    for moments in town.sent.values():
        for first, beyond in zip(moments, moments[CAP:], strict=False):
            assert beyond - first >= timedelta(days=7)
