"""What the demo town's people ask each other in the channel of the whole house, and what they answer in its threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import people
from bot.questions import accepting, asking, replying, threads
from bot.questions.draft import Draft, Form, Opened
from bot.questions.kinds import HOUSE, QUESTION
from bot.questions.replying import Reply
from bot.services import Services
from playground.slack.server import FakeSlack
from playground.town_clock import TownClock
from storage import cards, contributions, questions
from storage.models import Question


@dataclass(frozen=True, slots=True)
class TownAsking:
    """A question, how long before the visitor comes it is asked, and its answers: who, after how many minutes, what.

    With a `reply` the asker accepts the first answer as the `solution`, and adds the link of the public reply.
    """

    key: str
    by: str
    hours: int
    draft: Draft
    answers: tuple[tuple[str, int, str], ...]
    solution: str = ""
    reply: Reply | None = None


_FACEBOOK = "https://www.facebook.com"
_ASKED = (
    TownAsking(
        "town-lyhty",
        "U053",
        hours=20,
        draft=Draft(
            question="En invånare undrar om man får släppa upp papperslyktor från torget på nyårsafton. Vad svarar vi?",
            circle=HOUSE,
            link=f"{_FACEBOOK}/vagstrand.example/posts/papperslyktor",
            why="Frågan har kommit två gånger i veckan.",
        ),
        answers=(
            ("U036", 25, "Nej, det är förbjudet i tätorten: lyktorna har tänt eld på tak. Elden på stranden är öppen för alla."),
            ("U035", 70, "Näin on. Rannassa on koko illan valvottu tuli, ja siellä saa sytyttää oman kynttilänsä."),
        ),
        solution="Nej, papperslyktor får inte släppas upp i tätorten. Kom till den övervakade elden på stranden i stället.",
        reply=Reply(f"{_FACEBOOK}/vagstrand.example/posts/papperslyktor-svar", "sv"),
    ),
    TownAsking(
        "town-kuusi",
        "U041",
        hours=4,
        draft=Draft(
            question="Asiakas kysyy, haetaanko joulukuuset kotiovelta ja mihin kuusen voi viedä itse. Mitä vastaamme?",
            circle=HOUSE,
            link=f"{_FACEBOOK}/aaltoranta.example/posts/joulukuusi",
        ),
        answers=(
            ("U021", 20, "Kotiovelta ei haeta. Kuusen saa jättää maksutta satamaan ja Rantalan kentän laidalle."),
            ("U056", 75, "Koristeet pois ensin. Lajitteluasemakin ottaa kuusia maksutta tammikuun loppuun asti."),
        ),
    ),
)  # fmt: skip
"""One in Swedish that is solved, and one in Finnish that is still open."""


class Talk:
    """What people say about questions while the town lives: call it now and then, and it does what is due."""

    def __init__(self, slack: FakeSlack, clock: TownClock, opened: datetime) -> None:
        """Take the Slack in whose threads they write; `opened` is when the visitor comes."""
        self._slack, self._clock = slack, clock
        acts = [act for one in _ASKED for act in self._acts(one, opened - timedelta(hours=one.hours))]
        self._todo = sorted(acts, key=lambda act: act[0])

    @property
    def moments(self) -> list[datetime]:
        """The moments at which somebody does something, the earliest first."""
        return [at for at, _act in self._todo]

    def __call__(self, services: Services) -> None:
        """Do what is due by the town's clock, one thing at a time: the bot shows each before the next."""
        if self._todo and self._todo[0][0] <= self._clock():
            _at, act = self._todo.pop(0)
            act(services)

    def _acts(self, one: TownAsking, asked: datetime) -> Iterator[tuple[datetime, Callable[[Services], None]]]:
        yield asked, lambda services: _ask(services, one)
        for by, minutes, words in one.answers:
            yield asked + timedelta(minutes=minutes), self._answer(one.key, by, words)
        if one.reply is not None:
            yield asked + timedelta(hours=3), self._solved(one, one.reply)

    def _answer(self, key: str, by: str, words: str) -> Callable[[Services], None]:
        def answer(services: Services) -> None:
            """Write in the thread of the card; the bot hears of it as it does through Slack, which it is not connected to yet."""
            question, thread = _with_card(services, key)
            self._slack.person(by).say(words, question.place, thread)
            said = self._slack.messages(question.place, thread)[-1]
            threads.heard(services, threads.Told(said.channel, said.ts, thread, by, said.text))

        return answer

    def _solved(self, one: TownAsking, reply: Reply) -> Callable[[Services], None]:
        def solve(services: Services) -> None:
            by, (question, _thread) = people.asker(services, one.by), _with_card(services, one.key)
            with services.database.read() as session:
                first = contributions.of_question(session, question.id)[0]
            accepting.accept(services, question.id, [first.id], one.solution, by=by)
            replying.replied(services, question.id, reply, by=by)

        return solve


def _ask(services: Services, one: TownAsking) -> None:
    by = people.asker(services, one.by)
    form = Form(key=one.key)
    outcome = asking.ask(services, form, one.draft, by=by)
    if isinstance(outcome, Opened):  # the bank has something like it: they ask all the same
        asking.ask(services, outcome.form, one.draft, by=by)


def _with_card(services: Services, key: str) -> tuple[Question, str]:
    """Return a question, and the message that is its card in the circle's channel."""
    with services.database.read() as session:
        question = questions.by_key(session, key)
        card = cards.find(session, QUESTION, question.id, question.place) if question else None
    if question is None or card is None or card.ts is None:
        raise LookupError(key)
    return question, card.ts
