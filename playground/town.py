"""The demo town: Aaltoranta (Vågstrand in Swedish), a bilingual city that does not exist, with its people, rooms and accounts.

Everybody here is made up; their surnames are animals, berries and weather so that nobody takes them for real.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from playground.slack.workspace import Channel, User, UserGroup
from playground.town_clock import TownClock
from playground.town_feeds import Newsroom
from playground.town_people import NEW_YORK, Directory, directory

DESK_GROUP = "S0DESK"
MONITORING = "C0SEURANTA"
_IN_AN_ADDRESS = str.maketrans("åäö ", "aao.")
_COLORS = ("#355c7d", "#6c5b7b", "#a0485f", "#2f6f62", "#8a5a2b", "#4a6b2f", "#5b4b8a", "#7a3e3e")


@dataclass(frozen=True, slots=True)
class TownAccount:
    """One social account of the town, in the fields of the register."""

    name: str
    url: str
    unit: str
    purpose: str
    audience: str
    languages: str
    owner: str
    deputy: str
    area: str = ""
    tone: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """What the fake Slack and the register start with."""

    name: str
    users: list[User]
    channels: list[Channel]
    groups: list[UserGroup]
    accounts: list[TownAccount]
    directory: Directory
    clock: TownClock = field(default_factory=TownClock)
    newsroom: Newsroom = field(init=False)
    """What papers and people write, published by the town's clock; empty until somebody fills it."""

    def __post_init__(self) -> None:
        """Open a newsroom that follows the town's clock."""
        object.__setattr__(self, "newsroom", Newsroom(self.clock))


def town() -> Town:
    """Build the town anew."""
    people = [_user(number, *row) for number, row in enumerate(_PEOPLE, start=1)]
    everyone = {user.id for user in people if user.role != "guest"}
    return Town(
        name="Aaltoranta – Vågstrand",
        users=people,
        channels=_channels(everyone),
        groups=[UserGroup(DESK_GROUP, "someviestinta", "Someviestintä", users=["U002", "U003", "U004", "U005"])],
        accounts=list(_ACCOUNTS),
        directory=directory(people),
    )


def _user(number: int, name: str, title: str, language: str, about: str = "", role: str = "member") -> User:
    first, user_id = name.split(maxsplit=1)[0], f"U{number:03d}"
    return User(
        id=user_id,
        name=first.casefold(),
        real_name=name,
        display_name=name,
        title=title,
        email=f"{name.casefold().translate(_IN_AN_ADDRESS)}@aaltoranta.example",
        tz="America/New_York" if user_id == NEW_YORK else "Europe/Helsinki",
        locale=language,
        role=role,
        color=_COLORS[number % len(_COLORS)],
        presence="active" if number % 3 else "away",
        about=about,
    )


def _channels(everyone: set[str]) -> list[Channel]:
    desk = {"U001", "U002", "U003", "U004", "U005"}
    bot = {"U0KAIKU"}
    return [
        Channel("C0TALO", "talo", topic="Koko talon asiat · För hela huset", members=everyone | bot, general=True),
        Channel("C0SOME", "some-vinkit", topic="Vinkit, ideat, kuvat", members=everyone | bot),
        Channel("C0DESK", "someviestintä", "private", "Someviestinnän oma huone", members=desk | bot),
        Channel(MONITORING, "seuranta", "private", "Mitä meistä sanotaan", members=desk | bot),
        Channel("C0HARJ", "harjoittelu", topic="Täällä saa kokeilla", members=everyone | bot),
        Channel("C0KIRJASTO", "kirjasto-bibliotek", topic="Kirjaston väki", members=everyone | bot),
        Channel("C0LIIKUNTA", "liikunta", topic="Hallit, kentät, hiihtoladut", members=everyone),
        Channel("C0VIERAAT", "kumppanit", topic="Yhteistyö kumppanien kanssa", members=desk | bot | {"U009"}),
        Channel("C0VANHA", "kesätapahtumat-2025", topic="Päättynyt", members=everyone | bot, archived=True),
    ]


_FI, _SV, _EN = "fi-FI", "sv-SE", "en-GB"
_PEOPLE: tuple[tuple[str, ...], ...] = (
    ("Aino Ahma", "Digitaalisten palvelujen päällikkö", _FI, "workspace admin, Finnish", "admin"),
    ("Sini Sinitiainen", "Someviestinnän vastaava", _FI, "social manager, Finnish"),
    ("Bosse Björnbär", "Kommunikationsplanerare", _SV, "social manager, Swedish"),
    ("Peppi Pilvi", "Viestintäsuunnittelija", _FI, "social manager, Finnish"),
    ("Ellen Evening", "Communications Officer", _EN, "social manager, English"),
    ("Usko Uusi", "Harjoittelija", _FI, "new employee, Finnish"),
    ("Nora Nordanvind", "Bibliotekarie", _SV, "employee, Swedish"),
    ("Rosie Rainbow", "International Advisor", _EN, "employee, English"),
    ("Vieno Vieras", "Konsultti", _EN, "guest from a partner: refused politely", "guest"),
    ("Kalle Karviainen", "Kirjastonjohtaja", _FI),
    ("Lumi Lumikko", "Kirjastonhoitaja", _FI),
    ("Pelle Päron", "Bibliotekschef", _SV),
    ("Uuno Uimari", "Uimahallin esihenkilö", _FI),
    ("Helmi Hilla", "Liikunnanohjaaja", _FI),
    ("Svante Snöstorm", "Idrottssekreterare", _SV),
    ("Mimmi Mustikka", "Nuorisotyöntekijä", _FI),
    ("Frida Fjäril", "Ungdomsledare", _SV),
    ("Otso Orava", "Museoamanuenssi", _FI),
    ("Linnea Lingon", "Museipedagog", _SV),
    ("Toivo Tuuli", "Liikenneinsinööri", _FI),
    ("Rauha Ratamo", "Puutarhuri", _FI),
    ("Greta Gräshoppa", "Trädgårdsmästare", _SV),
    ("Väinö Västäräkki", "Rehtori", _FI),
    ("Ulla Uggla", "Rektor", _SV),
    ("Saku Siili", "Varhaiskasvatuksen päällikkö", _FI),
    ("Tuuli Tähti", "Päiväkodin johtaja", _FI),
    ("Hugo Humla", "Daghemsföreståndare", _SV),
    ("Eino Etana", "Tietosuojavastaava", _FI),
    ("Irma Ilves", "Juristi", _FI),
    ("Sven Sommarregn", "Stadsjurist", _SV),
    ("Kerttu Kettu", "Talousjohtaja", _FI),
    ("Martti Majava", "Vesihuollon päivystäjä", _FI),
    ("Vera Vattenlilja", "Miljöinspektör", _SV),
    ("Paavo Pöllö", "Arkistonhoitaja", _FI),
    ("Taika Tilhi", "Tapahtumatuottaja", _FI),
    ("Olle Orkan", "Evenemangsproducent", _SV),
    ("Hilkka Halla", "Hallintosihteeri", _FI),
    ("Jalmari Jänis", "Kaupunkiarkkitehti", _FI),
    ("Astrid Aster", "Stadsplanerare", _SV),
    ("Seppo Sammal", "Kunnossapidon työnjohtaja", _FI),
    ("Tyyne Tyrni", "Ruokapalvelupäällikkö", _FI),
    ("Melker Månsken", "Kostchef", _SV),
    ("Unto Uoti-Utu", "Yrityspalvelut", _FI),
    ("Clara Cloudberry", "Business Advisor", _EN),
    ("Felix Fogg", "Exchange Coordinator", _EN),
    ("Orvokki Oja", "Henkilöstöpäällikkö", _FI),
    ("Lauri Lokki", "Satamamestari", _FI),
    ("Harald Havsörn", "Hamnkapten", _SV),
    ("Kaino Kuutamo", "Valokuvaaja", _FI),
    ("Milla Mesi", "Graafikko", _FI),
    ("Ivar Istapp", "Webbredaktör", _SV),
    ("Raili Räntä", "Neuvonnan palveluvastaava", _FI),
    ("Doris Dagg", "Rådgivare", _SV),
    ("Arvo Aurinko", "Matkailuneuvoja", _FI),
    ("Penny Puddle", "Tourist Advisor", _EN),
    ("Sulo Suopursu", "Ympäristökasvattaja", _FI),
    ("Viola Vinter", "Hälsovårdare", _SV),
    ("Eevert Erakko", "Arkkitehti", _FI),
    ("Tove Tistel", "Socialarbetare", _SV),
    ("Kaarlo Kastemato", "Kaupunginjohtaja", _FI, "the mayor"),
)
_REVIEWED = date(2026, 9, 1)
_ACCOUNTS = (
    TownAccount(
        "Aaltorannan kaupunki",
        "https://www.facebook.com/aaltoranta.example",
        "Viestintä",
        "Kaupungin uutiset, päätökset ja häiriötiedotteet.",
        "Asukkaat",
        "fi",
        "U002",
        "U004",
        tone="Selkeä ja rauhallinen",
        reviewed_on=_REVIEWED,
    ),
    TownAccount(
        "Vågstrands stad",
        "https://www.facebook.com/vagstrand.example",
        "Viestintä",
        "Stadens nyheter, beslut och störningsmeddelanden.",
        "Invånare",
        "sv",
        "U003",
        "U002",
        tone="Klar och lugn",
        reviewed_on=_REVIEWED,
    ),
    TownAccount(
        "@aaltoranta",
        "https://www.instagram.com/aaltoranta.example",
        "Viestintä",
        "Kaupunki kuvina: arki, juhlat ja vuodenajat.",
        "Asukkaat ja matkailijat",
        "fi,sv",
        "U004",
        "U005",
        tone="Lämmin",
        reviewed_on=_REVIEWED,
    ),
    TownAccount(
        "Aaltorannan kaupunki",
        "https://www.linkedin.com/company/aaltoranta-example",
        "Viestintä",
        "Avoimet työpaikat ja työntekijöiden tarinat.",
        "Työnhakijat ja yritykset",
        "fi,en",
        "U005",
        "U002",
        tone="Asiantunteva",
    ),
    TownAccount(
        "Aaltoranta – Vågstrand",
        "https://www.youtube.com/@aaltoranta.example",
        "Viestintä",
        "Valtuuston kokoukset suorana ja tekstitetyt videot.",
        "Asukkaat",
        "fi,sv",
        "U004",
        "U003",
    ),
    TownAccount(
        "Aaltoranta",
        "https://mastodon.example/@aaltoranta",
        "Viestintä",
        "Tiedotteet avoimessa verkossa.",
        "Asukkaat ja media",
        "fi,sv,en",
        "U005",
        "U004",
    ),
    TownAccount(
        "Aaltoranta",
        "https://bsky.app/profile/aaltoranta.example",
        "Viestintä",
        "Ajankohtaista lyhyesti.",
        "Media ja asukkaat",
        "fi,sv",
        "U002",
        "U005",
    ),
    TownAccount(
        "Aaltorannan kirjasto",
        "https://www.instagram.com/aaltorannankirjasto.example",
        "Kirjasto",
        "Kirjavinkit ja kirjaston arki.",
        "Lukijat",
        "fi",
        "U010",
        "U011",
        area="Keskusta",
        tone="Innostava",
        reviewed_on=_REVIEWED,
    ),
    TownAccount(
        "Vågstrands bibliotek",
        "https://www.instagram.com/vagstrandsbibliotek.example",
        "Kirjasto",
        "Boktips och evenemang.",
        "Läsare",
        "sv",
        "U012",
        "U007",
        area="Centrum",
    ),
    TownAccount(
        "Kirjasto Aaltoranta",
        "https://www.facebook.com/kirjastoaaltoranta.example",
        "Kirjasto",
        "Tapahtumat ja poikkeavat aukioloajat.",
        "Kirjaston asiakkaat",
        "fi,sv",
        "U011",
        "U010",
        area="Keskusta",
    ),
    TownAccount(
        "Aaltorannan uimahalli",
        "https://www.facebook.com/aaltorannanuimahalli.example",
        "Liikuntapalvelut",
        "Aukioloajat, ryhmät ja huoltokatkot.",
        "Uimarit ja perheet",
        "fi,sv",
        "U013",
        "U014",
        area="Rantala",
        tone="Ystävällinen ja täsmällinen",
        reviewed_on=_REVIEWED,
    ),
    TownAccount(
        "Liiku Aaltorannassa",
        "https://www.instagram.com/liikuaaltorannassa.example",
        "Liikuntapalvelut",
        "Ladut, kentät ja liikuntavinkit.",
        "Liikkujat",
        "fi",
        "U014",
        "U015",
    ),
    TownAccount(
        "Rör på dig i Vågstrand",
        "https://www.threads.net/@vagstrandidrott.example",
        "Liikuntapalvelut",
        "Spår, planer och motionstips.",
        "Motionärer",
        "sv",
        "U015",
        "U013",
    ),
    TownAccount(
        "Aaltorannan nuoret",
        "https://www.tiktok.com/@aaltorannannuoret.example",
        "Nuorisopalvelut",
        "Nuorten itse tekemiä videoita ja talojen ohjelma.",
        "13–17-vuotiaat",
        "fi,sv",
        "U016",
        "U017",
        tone="Rento, nuorten omalla äänellä",
    ),
    TownAccount(
        "Ungdomar i Vågstrand",
        "https://www.instagram.com/vagstrandungdom.example",
        "Nuorisopalvelut",
        "Ungdomsgårdarnas program.",
        "Unga",
        "sv",
        "U017",
        "U016",
    ),
    TownAccount(
        "Aaltorannan museo",
        "https://www.instagram.com/aaltorannanmuseo.example",
        "Museo",
        "Kokoelmien aarteita ja näyttelyt.",
        "Kulttuurin ystävät",
        "fi,sv,en",
        "U018",
        "U019",
        area="Vanhakaupunki",
    ),
    TownAccount(
        "Aaltorannan museo",
        "https://www.youtube.com/@aaltorannanmuseo.example",
        "Museo",
        "Näyttelykierroksia kotisohvalle.",
        "Kulttuurin ystävät",
        "fi,sv",
        "U019",
        "U018",
        area="Vanhakaupunki",
    ),
    TownAccount(
        "Visit Vågstrand",
        "https://www.instagram.com/visitvagstrand.example",
        "Matkailu",
        "The archipelago, events and places to stay.",
        "Visitors",
        "en,sv,fi",
        "U055",
        "U054",
        tone="Welcoming",
        reviewed_on=_REVIEWED,
    ),
    TownAccount(
        "Visit Vågstrand",
        "https://www.facebook.com/visitvagstrand.example",
        "Matkailu",
        "Routes, seasons and opening hours.",
        "Visitors",
        "en,fi",
        "U054",
        "U055",
    ),
    TownAccount(
        "Aaltorannan koulut",
        "https://www.facebook.com/aaltorannankoulut.example",
        "Koulut",
        "Huoltajien tiedotteet ja koulujen kuulumiset.",
        "Huoltajat",
        "fi",
        "U023",
        "U025",
    ),
    TownAccount(
        "Skolorna i Vågstrand",
        "https://www.facebook.com/vagstrandsskolor.example",
        "Koulut",
        "Information till vårdnadshavare.",
        "Vårdnadshavare",
        "sv",
        "U024",
        "U027",
    ),
    TownAccount(
        "Aaltorannan liikenne",
        "https://x.com/aaltorannanliike",
        "Kaupunkitekniikka",
        "Katutyöt, aurausvuorot ja liikennehäiriöt.",
        "Tienkäyttäjät",
        "fi,sv",
        "U020",
        "U040",
        tone="Täsmällinen",
        reviewed_on=_REVIEWED,
    ),
    TownAccount(
        "Työelämä Aaltorannassa",
        "https://www.linkedin.com/showcase/aaltoranta-yrityksille",
        "Yrityspalvelut",
        "Yrittäjän neuvonta ja hankinnat.",
        "Yrittäjät",
        "fi,en",
        "U043",
        "U044",
    ),
    TownAccount(
        "Kaupunginjohtaja Kaarlo Kastemato",
        "https://www.linkedin.com/in/kastemato-example",
        "Johto",
        "Kaupunginjohtajan omin sanoin.",
        "Päättäjät ja asukkaat",
        "fi,sv",
        "U060",
        "U002",
    ),
)
