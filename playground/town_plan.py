"""What the demo town's desk and units plan: this week and the next, around the moment in which a visitor comes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot import channels_find, people
from bot.approvals import asking
from bot.clearance import editing as permission
from bot.clearance.judging import CONFIDENTIALITY, MINORS, NONE, PEOPLE, RIGHTS, YES
from bot.errors import BotError
from bot.mentions import listing
from bot.plan import checking, creating, message_house, message_versions, notes, outside, pictures, series, texts
from bot.plan.draft import Form, Saved
from bot.plan.kinds import EVENT, INTRANET, NEWSLETTER, POST, PRESS
from bot.plan.outside import Note
from bot.public_replies import writing as replies
from bot.reminders import posting
from bot.services import Services
from bot.timing import wall
from playground import town_tips
from playground.slack.server import FakeSlack
from playground.town_clock import TownClock
from playground.town_desk import BOSSE, ELLEN, PEPPI, SINI
from storage import attachments, plan

_SOON = timedelta(seconds=25)
"""After the visitor has come in, somebody is told to post."""


@dataclass(frozen=True, slots=True)
class TownItem:
    """One item; `days` from today and a clock say when, none of them means soon. `texts` are by language, heading and words."""

    key: str
    owner: str
    title: str
    texts: dict[str, tuple[str, str]]
    days: int = 0
    clock: tuple[int, int] | None = None
    kind: str = POST
    accounts: Sequence[str] = ()
    link: str = ""
    deputy: str = ""
    own: dict[str, str] = field(default_factory=dict)
    is_ready: bool = False


def fill(services: Services, clock: TownClock, slack: FakeSlack) -> None:
    """Fill the plan, its calendar and the backlog, once: what a visitor of the playground changes stays."""
    with services.database.read() as session:
        if plan.by_key(session, "town-valot") is not None:
            return
    town_tips.fill(services, slack)
    today = wall.local(services.now(), services.settings.timezone).date()
    _calendar(services, slack, today)
    _posted(services, clock, today)
    made = {one.key: _plan(services, one, today) for one in _coming(today)}
    _message_house(services, made)
    _picture(services, slack, made["lyhty"])
    sini, kalle = people.asker(services, SINI), people.asker(services, "U010")
    asking.send(services, made["halli"], [asking.Step((SINI,))], by=people.asker(services, "U013"))
    notes.add(services, made["halli"], "Tarkista vielä, että ruotsi sanoo samat kellonajat.", key="town-halli", by=sini)
    series.repeat(services, made["kirja"], "FREQ=WEEKLY", today + timedelta(days=60), by=kalle)
    _reply(services)


def _reply(services: Services) -> None:
    """Sini has Bosse approve what she wants to answer to a rumour."""
    sini = people.asker(services, SINI)
    found = listing.page(services, listing.Look(listing.MINE, "Rantalan kirjasto"), by=sini).mentions
    said = "Hei! Rantalan kirjasto ei sulkeudu. Remontti kestää kesäkuun, ja palvelemme sen ajan Torin kirjastossa."
    for mention in found[:1]:
        asked = replies.Draft(f"{said} {_SITE}/rantala", "fi", steps=(asking.Step((BOSSE,)),))
        replies.send(services, replies.Form(mention.id, key="town-rantala"), asked, by=sini)


def _plan(services: Services, one: TownItem, today: date) -> int:
    """Put an item into the plan as its owner does; returns its id."""
    by = people.asker(services, one.owner)
    at = _moment(services, today, one)
    values: dict[str, Any] = {
        "kind": one.kind,
        "title": one.title,
        "link": one.link,
        "at": int(at.timestamp()),
        "owner": one.owner,
        "deputy": one.deputy,
        "accounts": _accounts(services, one.accounts),
        "languages": list(one.texts),
        **one.own,
    }
    outcome = creating.save(services, Form(key=f"town-{one.key}", kind=one.kind), values, by=by)
    if not isinstance(outcome, Saved):
        raise TypeError(one.key)  # a visitor would look at half a plan
    for language, (heading, words) in one.texts.items():
        typed = {texts.TITLE: heading, "": words}
        texts.save(services, texts.Form(outcome.item.id, language, {}), typed, by=by)
    if one.is_ready:
        checking.ready(services, outcome.item.id, by=by)
    return outcome.item.id


def _moment(services: Services, today: date, one: TownItem) -> datetime:
    if one.clock is None:
        return services.now() + _SOON
    day = today + timedelta(days=one.days)
    return wall.moment(datetime(day.year, day.month, day.day, *one.clock), services.settings.timezone).at  # noqa: DTZ001 - wall time


def _accounts(services: Services, wanted: Sequence[str]) -> list[str]:
    known = channels_find.register(services).open
    return [str(one.id) for end in wanted for one in known if one.url.endswith(end)]


def _posted(services: Services, clock: TownClock, today: date) -> None:
    """Yesterday's post, planned the day before and out with its address."""
    ago = services.now() - timedelta(days=3)
    link = "https://www.facebook.com/aaltoranta.example/posts/jaa"
    try:
        clock.stands_at = ago
        item = _plan(services, _YESTERDAY, today)
        clock.stands_at = _moment(services, today, _YESTERDAY) + timedelta(minutes=4)
        posting.posted(services, item, link, by=people.asker(services, PEPPI))
    finally:
        clock.stands_at = None


def _calendar(services: Services, slack: FakeSlack, today: date) -> None:
    """The council's calendar as its system exports it, and what the desk has noted about a day."""
    sini = people.asker(services, SINI)
    meetings = "".join(_meeting(today + timedelta(days=days)) for days in (3, 31))
    file = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Aaltoranta//FI\r\n{meetings}END:VCALENDAR\r\n"
    uploaded = slack.person(SINI).upload("valtuusto.ics", file.encode())
    taken = outside.take(services, uploaded["id"], "Kaupunginvaltuusto", "council", by=sini)
    if isinstance(taken, BotError):
        raise taken
    outside.add_note(services, Note("Uusi bussilinja 7 aloittaa", today + timedelta(days=1)), by=sini)


def _meeting(day: date) -> str:
    stamp = f"{day:%Y%m%d}"
    return (
        f"BEGIN:VEVENT\r\nUID:valtuusto-{stamp}@aaltoranta.example\r\nDTSTAMP:{stamp}T000000Z\r\n"
        f"DTSTART;TZID=Europe/Helsinki:{stamp}T180000\r\nSUMMARY:Valtuuston kokous – Fullmäktige\r\nEND:VEVENT\r\n"
    )


def _message_house(services: Services, made: dict[str, int]) -> None:
    """Staff hear of the new hours first; press release and post tell the same message."""
    bosse = people.asker(services, BOSSE)
    said = {
        "title": "Simhallen öppnar tidigare på vardagar – Uimahalli aukeaa arkisin aiemmin",
        "text": "Uimahalli on auki arkisin kello 6–21. Hinnat eivät muutu.\n"
        "Simhallen är öppen vardagar kl. 6–21. Priserna är desamma.",
        "owner": BOSSE,
        "is_staff_first": True,
    }
    message = message_house.save(services, message_house.Form(key="town-halli", item=made["intra"]), said, by=bosse)
    if isinstance(message, message_house.Opened):
        raise TypeError(message)
    for key in ("tiedote", "halli"):
        message_versions.attach(services, made[key], message.id, by=bosse)


def _picture(services: Services, slack: FakeSlack, item: int) -> None:
    """Peppi adds a picture with its permission; its Swedish description is still missing."""
    peppi = people.asker(services, PEPPI)
    shot = town_tips.picture(slack, PEPPI, "lyhdyt-torilla.png")
    pictures.save(services, item, pictures.Draft({}, {}), [shot], by=peppi)
    with services.database.read() as session:
        added = attachments.of_item(session, item)[0].id
    said = pictures.Draft({(added, "fi"): "Rivi lyhtyjä hämärässä, alla luminen ranta."}, {added: "Kaino Kuutamo"})
    pictures.save(services, item, said, (), by=peppi)
    answers = {PEOPLE: NONE, MINORS: NONE, RIGHTS: YES, CONFIDENTIALITY: NONE}
    agreed = permission.Draft(answers, {"photographer": "Kaino Kuutamo", "licence": "Kaupungin oma kuva"})
    permission.save(services, f"p{item}", agreed, by=peppi)


_SITE = "https://www.aaltoranta.example"
_FB_FI, _FB_SV = "facebook.com/aaltoranta.example", "facebook.com/vagstrand.example"
_YESTERDAY = TownItem(
    "jaa", PEPPI, "Jään kantavuus",
    {"fi": ("", f"Jää ei vielä kanna. Seuraamme tilannetta päivittäin: {_SITE}/jaa")},
    days=-1, clock=(10, 0), accounts=(_FB_FI,), link=f"{_SITE}/jaa", deputy=SINI,
)  # fmt: skip
_COMING = (
    TownItem(
        "valot", SINI, "Torin valot syttyvät",
        {"fi": ("", f"Torin valot syttyvät tänään. Tule kello 17, glögi on lämmintä. 🎄 {_SITE}/torin-valot")},
        accounts=(_FB_FI,), link=f"{_SITE}/torin-valot", deputy=PEPPI, is_ready=True,
    ),
    TownItem(
        "lights", ELLEN, "Lanterns tonight",
        {"en": ("", f"Lanterns tonight at five in the market square. Bring a mug: the punch is on us. {_SITE}/en/lanterns")},
        accounts=("facebook.com/visitvagstrand.example",), link=f"{_SITE}/en/lanterns", deputy="U055", is_ready=True,
    ),
    TownItem(
        "lyhty", PEPPI, "Lyhtykävely rannassa",
        {
            "fi": ("", f"Oma lyhty mukaan! Lyhtykävely lähtee torilta kello 16.30. {_SITE}/lyhdyt"),
            "sv": ("", f"Ta med din lykta! Lyktvandringen börjar på torget kl. 16.30. {_SITE}/sv/lyktor"),
        },
        days=1, clock=(9, 0), accounts=("instagram.com/aaltoranta.example",), link=f"{_SITE}/lyhdyt", deputy=ELLEN,
    ),
    TownItem(
        "halka", BOSSE, "Sandlådorna är fyllda",
        {"sv": ("", f"Det är halt. Sanden i lådorna är gratis för alla, ta med en egen hink. {_SITE}/sv/sand")},
        days=1, clock=(14, 0), accounts=(_FB_SV,), link=f"{_SITE}/sv/sand", deputy=SINI, is_ready=True,
    ),
    TownItem(
        "intra", BOSSE, "Uimahallin uudet aukioloajat: henkilöstö ensin",
        {
            "fi": ("Uimahalli aukeaa jatkossa kello 6", "Uimahalli on auki arkisin 6–21. Kerromme siitä asiakkaille pian."),
            "sv": ("Simhallen öppnar redan kl. 6", "Simhallen är öppen vardagar kl. 6–21. Kunderna får veta snart."),
        },
        days=2, clock=(8, 0), kind=INTRANET, own={"audience": "Koko talo"}, is_ready=True,
    ),
    TownItem(
        "halli", "U013", "Uimahallin uudet aukioloajat",
        {
            "fi": ("", f"Aamu-uimarit, huomio! Uimahalli on nyt auki arkisin kello 6–21. {_SITE}/uimahalli"),
            "sv": ("", f"Morgonsimmare! Simhallen är nu öppen vardagar kl. 6–21. {_SITE}/sv/simhallen"),
        },
        days=2, clock=(10, 30), accounts=("facebook.com/aaltorannanuimahalli.example",), link=f"{_SITE}/uimahalli",
        deputy="U014",
    ),
    TownItem(
        "brev", ELLEN, "Winter newsletter for visitors",
        {"en": ("Five reasons to come when it is dark", f"Lanterns, saunas and a sea that freezes. {_SITE}/en/winter")},
        days=3, clock=(12, 0), kind=NEWSLETTER, link=f"{_SITE}/en/winter", deputy="U055",
        own={"subject": "Five reasons to come when it is dark", "audience": "2,300 subscribers"},
    ),
    TownItem(
        "kirja", "U010", "Viikon kirjavinkki",
        {"fi": ("", f"Viikon kirjavinkki: mitä sinä luet juuri nyt? Kerro kommenteissa. {_SITE}/kirjavinkit")},
        days=4, clock=(9, 30), accounts=("instagram.com/aaltorannankirjasto.example",), link=f"{_SITE}/kirjavinkit",
        deputy="U011",
    ),
    TownItem(
        "jobb", ELLEN, "Kesätyöt haussa",
        {
            "fi": ("", f"Kesätyö Aaltorannassa? Haku on auki tammikuun loppuun. {_SITE}/kesatyot"),
            "en": ("", f"A summer job by the sea? Apply by the end of January. {_SITE}/en/summer-jobs"),
        },
        days=7, clock=(11, 0), accounts=("linkedin.com/company/aaltoranta-example",), link=f"{_SITE}/kesatyot", deputy=SINI,
    ),
    TownItem(
        "budjetti", ELLEN, "Talousarvio kolmella kielellä",
        {
            "fi": ("", f"Talousarvio lyhyesti: mihin euro menee? {_SITE}/talousarvio"),
            "sv": ("", f"Budgeten i korthet: vart går en euro? {_SITE}/sv/budget"),
            "en": ("", f"The budget in brief: where does one euro go? {_SITE}/en/budget"),
        },
        days=8, clock=(9, 0), accounts=("mastodon.example/@aaltoranta",), link=f"{_SITE}/talousarvio", deputy=PEPPI,
        is_ready=True,
    ),
    TownItem(
        "auraus", "U020", "Aurausvuorot viikonloppuna",
        {
            "fi": ("", f"Lunta luvassa: auraamme ensin bussireitit ja pyörätiet. {_SITE}/auraus"),
            "sv": ("", f"Snö på väg: bussrutter och cykelvägar plogas först. {_SITE}/sv/plogning"),
        },
        days=9, clock=(15, 30), accounts=("x.com/aaltorannanliike",), link=f"{_SITE}/auraus", deputy="U040", is_ready=True,
    ),
)  # fmt: skip
"""What is still to come, whenever the town opens."""


def _coming(today: date) -> tuple[TownItem, ...]:
    """Return what is still to come; an event and an embargo hold times of their own."""
    evening, embargo = today + timedelta(days=4), today + timedelta(days=2)
    return (
        *_COMING,
        TownItem(
            "tiedote", BOSSE, "Tiedote: uimahalli aukeaa kello 6",
            {
                "fi": ("Uimahalli aukeaa arkisin kello 6", "Aaltorannan uimahallin aukiolo pitenee. Hinnat eivät muutu."),
                "sv": ("Simhallen öppnar kl. 6 på vardagar", "Simhallen får längre öppettider. Priserna är desamma."),
            },
            days=2, clock=(10, 0), kind=PRESS, deputy=SINI,
            own={"contact": "Uuno Uimari, uimahallin esihenkilö", "embargo": f"{embargo}T10:00"},
        ),
        TownItem(
            "ilta", "U035", "Valojen ilta kirjastossa – Ljuskväll på biblioteket",
            {
                "fi": ("Valojen ilta", "Satuja kynttilänvalossa, kaikenikäisille. Vapaa pääsy."),
                "sv": ("Ljuskväll", "Sagor i ljusets sken, för alla åldrar. Fritt inträde."),
            },
            days=4, clock=(17, 0), kind=EVENT, deputy="U036",
            own={"place": "Pääkirjasto – Huvudbiblioteket", "begins": f"{evening}T17:00", "ends": f"{evening}T19:30"},
        ),
    )  # fmt: skip
