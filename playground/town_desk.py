"""What the demo town's desk has set up to follow what is said, and what its people do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot import people
from bot.feeds import adding
from bot.feeds.looked import Added, Wish
from bot.mentions import alert_choices, claims, discussions, endings, mutes, rules, rules_writing
from bot.mentions.alert_choices import Choices
from bot.mentions.mutes import Scope
from bot.mentions.rules_draft import About, Typed
from bot.people import Asker
from bot.services import Services
from playground import feed_server
from playground.town_feeds import SOURCES

SINI, BOSSE, PEPPI, ELLEN = "U002", "U003", "U004", "U005"
ON_DUTY = SINI
_TOWN = "Aaltoranta, aaltorantalainen, Vågstrand, vågstrandsbo"
_RULES = (
    (SINI, Typed(name="Aaltoranta – Vågstrand", any_words=_TOWN)),
    (BOSSE, Typed(name="Uimahalli – simhall", any_words="uimahalli, simhall")),
    (SINI, Typed(name="Vesi poikki", any_words="vesikatko, vattenavbrott, keittokehotus", severity="high")),
    (
        PEPPI,
        Typed(
            name="Harmia",
            any_words="törkeä, pettymys, pettynyt, besviken",
            all_words="Aaltoranta",
            severity="high",
        ),
    ),
)
ALWAYS_LOUD = Choices(
    on_duty=ON_DUTY, quiet_from=0, quiet_to=0, quiet_weekends=False, quiet_holidays=False, flood_cap=40
)
"""Nothing is held back: a visitor may come at night, and on a Sunday."""
AS_SHIPPED = Choices(on_duty=ON_DUTY)


def set_up(services: Services, base: str, choices: Choices) -> None:
    """Add the feeds, write the rules, and choose how alerts arrive, as the desk's people do. `base` is where the feeds are."""
    sini = people.asker(services, SINI)
    for source in SOURCES:
        if source.is_known:
            wish = Wish(feed_server.address(base, source), source.kind, source.takes)
            outcome = adding.add(services, wish, by=sini)
            if not isinstance(outcome, Added):
                raise TypeError(outcome)  # a visitor would look at an empty channel
    for owner, typed in _RULES:
        by, about = people.asker(services, owner), About()
        rules_writing.try_out(services, about, typed, by=by)
        rules_writing.save(services, about.key, is_on=True, by=by)
    settings = alert_choices.opened(services, by=sini)
    alert_choices.save(services, settings.version, choices, by=sini)


def is_set_up(services: Services) -> bool:
    """Tell whether the desk has rules already: the database was kept from another day."""
    return bool(rules.every(services))


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does about a story, so many minutes after it was written first.

    Minutes are working time, but for somebody who is on duty.
    """

    story: str
    minutes: int
    who: str
    do: Callable[[Services, int, Asker], object]
    is_on_duty: bool = False


def _take(services: Services, mention_id: int, by: Asker) -> None:
    claims.take(services, mention_id, by=by)


def _answer(where: str, tone: str = "") -> Callable[[Services, int, Asker], None]:
    link = f"https://www.facebook.com/aaltoranta.example/posts/{where}"
    return lambda services, mention_id, by: endings.answered(services, mention_id, link, "", tone, by=by)


def _leave(reason: str, words: str = "") -> Callable[[Services, int, Asker], None]:
    return lambda services, mention_id, by: endings.no_reply_needed(services, mention_id, reason, words, by=by)


def _not_ours(services: Services, mention_id: int, by: Asker) -> None:
    endings.not_ours(services, mention_id, endings.ONCE, by=by)


def _mute(word: str) -> Callable[[Services, int, Asker], object]:
    def mute(services: Services, _mention_id: int, by: Asker) -> None:
        until = services.now() + timedelta(days=60)
        mutes.make(services, Scope(mutes.WORD, word), until=until, why="Kiekkojoukkue, ei kaupunki", by=by)

    return mute


def _praise(channel: str, words: str, *whom: str) -> Callable[[Services, int, Asker], object]:
    return lambda services, mention_id, by: discussions.pass_on_praise(
        services, mention_id, channel, whom, words, by=by
    )


def _discuss(channel: str, words: str) -> Callable[[Services, int, Asker], object]:
    return lambda services, mention_id, by: discussions.raise_for_discussion(
        services, mention_id, channel, words, by=by
    )


def _snooze(services: Services, mention_id: int, by: Asker) -> None:
    claims.snooze(services, mention_id, "60", by=by)


def _tone(tone: str) -> Callable[[Services, int, Asker], None]:
    return lambda services, mention_id, by: claims.label(services, mention_id, tone, by=by)


_KNOWN, _NO_QUESTION, _NO_FUEL = _leave("information"), _leave("no_question"), _leave("no_fuel")
ACTS = (
    Act("saa", 45, PEPPI, _KNOWN),
    Act("valtuusto", 60, PEPPI, _KNOWN),
    Act("joulumarkkinat", 50, ELLEN, _KNOWN),
    Act("kuva", 40, ELLEN, _NO_QUESTION),
    Act("suuttunut", 25, SINI, _take),
    Act("suuttunut", 30, SINI, _tone("critical")),
    Act("suuttunut", 95, SINI, _answer("auraus", "critical")),
    Act("jaahalli", 20, PEPPI, _take),
    Act("jaahalli", 70, PEPPI, _answer("jaahalli", "question")),
    Act("bibliotek", 30, BOSSE, _KNOWN),
    Act("kiitos", 15, ELLEN, _take),
    Act("kiitos", 20, ELLEN, _praise("C0KIRJASTO", "Tämä on teille. Hyvä te!", "U010")),
    Act("kiitos", 25, ELLEN, _NO_QUESTION),
    Act("kiekko", 12, PEPPI, _not_ours),
    Act("kiekko", 14, PEPPI, _mute("Karhut")),
    Act("paatos", 40, SINI, _take),
    Act("paatos", 100, SINI, _answer("ratikka", "neutral")),
    Act("veronmaksaja", 110, SINI, _NO_FUEL),
    Act("budjetti", 50, PEPPI, _KNOWN),
    Act("retki", 35, ELLEN, _praise("C0TALO", "Kaunis retki, kiitos rantaraitin väelle.")),
    Act("retki", 40, ELLEN, _NO_QUESTION),
    Act("huhu", 30, SINI, _take),
    Act("huhu", 45, SINI, _discuss("C0KIRJASTO", "Onko tässä mitään perää? Mitä vastaamme?")),
    Act("museo", 60, BOSSE, _KNOWN),
    Act("kolari", 10, BOSSE, _take),
    Act("kolari", 80, BOSSE, _leave("", "Pelastuslaitos tiedottaa.")),
    Act("lakko", 10, SINI, _take),
    Act("lakko", 55, SINI, _answer("lakko", "neutral")),
    Act("lakkokysymys", 15, PEPPI, _take),
    Act("lakkokysymys", 50, PEPPI, _answer("lakkopaiva", "question")),
    Act("lakkotuki", 40, PEPPI, _NO_QUESTION),
    Act("uimahalli", 20, BOSSE, _take),
    Act("uimahalli", 150, BOSSE, _answer("uimahalli")),
    Act("halli2", 15, BOSSE, _not_ours),
    Act("uimarit", 30, PEPPI, _take),
    Act("uimarit", 35, PEPPI, _snooze),
    Act("uimarit", 120, PEPPI, _answer("vesijumppa", "critical")),
    Act("mokki", 10, PEPPI, _not_ours),
    Act("paivakoti", 30, ELLEN, _praise("", "Hieno uutinen teistä.", "U025", "U027")),
    Act("paivakoti", 35, ELLEN, _KNOWN),
    Act("pommi", 20, SINI, _take, is_on_duty=True),
    Act("pommi", 200, SINI, _answer("satama", "neutral"), is_on_duty=True),
    Act("pommiohi", 30, SINI, _KNOWN),
    Act("konsertti", 40, ELLEN, _KNOWN),
    Act("kuva2", 30, ELLEN, _NO_QUESTION),
    Act("buss", 30, BOSSE, _KNOWN),
    Act("award", 30, ELLEN, _praise("C0TALO", "Palkinto!")),
    Act("award", 40, ELLEN, _KNOWN),
    Act("vesi", 3, SINI, _take, is_on_duty=True),
    Act("vesi", 25, SINI, _answer("vesikatko", "critical"), is_on_duty=True),
    Act("vesi1", 12, PEPPI, _answer("vesikatko1", "question"), is_on_duty=True),
    Act("vesi2", 20, PEPPI, _NO_QUESTION, is_on_duty=True),
    Act("vesi3", 6, PEPPI, _take, is_on_duty=True),
    Act("vesi3", 24, PEPPI, _answer("vesipiste", "critical"), is_on_duty=True),
    Act("vesi4", 15, BOSSE, _answer("vesikatko4", "question"), is_on_duty=True),
    Act("vesipiste", 20, BOSSE, _KNOWN, is_on_duty=True),
    Act("vesikoulut", 15, ELLEN, _KNOWN, is_on_duty=True),
    Act("vesi5", 30, ELLEN, _praise("", "Tämä on teille torstai-illasta.", "U032")),
    Act("vesi5", 35, ELLEN, _NO_QUESTION),
    Act("vesiohi", 20, SINI, _answer("keittokehotus")),
    Act("vesisyy", 40, SINI, _take),
    Act("joulumarkkinat2", 40, ELLEN, _KNOWN),
    Act("torikuva", 20, ELLEN, _NO_QUESTION),
    Act("latu", 30, PEPPI, _KNOWN),
)
"""What stays undone is answered late, or never: that is how weeks are."""
