"""The columns of a file of the plan: what they may be called in three languages.

An export has those that every item has, and of the others those that something stands in: fields of one kind of item alone,
headings, and texts of one network alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from bot import table_columns
from bot.networks import NETWORKS
from bot.plan.kinds import ANY_NETWORK
from bot.plan.texts import TITLE
from bot.table_columns import Column, header_row, key_of, missing, places_of
from bot.tables import Row
from bot.words import LANGUAGES

TEXT = "text"
Spot = tuple[str, str]
"""Where a text stands: a network, ANY_NETWORK or TITLE (the heading), and a language."""
COLUMNS = (
    Column("number", "Number", "Numero", "Nummer", ("No", "Nro", "Nr", "Id", "Tunniste", "Plan number")),
    Column("kind", "Kind", "Laji", "Slag", ("Type", "Tyyppi", "Typ", "Julkaisun laji")),
    Column("title", "Title", "Otsikko", "Rubrik", ("Name", "Nimi", "Namn", "Subject", "Aihe", "Ämne", "Topic")),
    Column("date", "Date", "Päivä", "Datum", ("Day", "Pvm", "Päivämäärä", "Dag", "Julkaisupäivä", "Publish date")),
    Column("time", "Time", "Kello", "Tid", ("Clock", "Klo", "Kellonaika", "Aika", "Klockslag", "Kl", "Publish time")),
    Column("timezone", "Time zone", "Aikavyöhyke", "Tidszon", ("Zone", "Timezone", "Vyöhyke", "Zon")),
    Column("languages", "Languages", "Kielet", "Språk", ("Language", "Kieli")),
    Column(
        "accounts",
        "Social accounts",
        "Sometilit",
        "Konton",
        ("Accounts", "Account", "Social account", "Tilit", "Tili", "Sometili", "Konto", "Channel", "Kanava", "Kanal"),
    ),
    Column("owner", "Owner", "Omistaja", "Ägare", ("Responsible", "Vastuuhenkilö", "Tekijä", "Ansvarig")),
    Column("deputy", "Deputy", "Sijainen", "Ersättare", ("Backup", "Varahenkilö", "Vikarie", "Varaperson")),
    Column("campaign", "Campaign", "Kampanja", "Kampanj"),
    Column("tags", "Tags", "Avainsanat", "Nyckelord", ("Tag", "Keywords", "Tunnisteet", "Taggar")),
    Column("link", "Link", "Linkki", "Länk", ("Url", "Address", "Osoite", "Adress")),
    Column("unit", "Unit", "Yksikkö", "Enhet", ("Department", "Osasto", "Avdelning")),
    Column(
        "posted_link",
        "Link of the post",
        "Julkaisun linkki",
        "Inläggets länk",
        ("Post link", "Post url", "Permalink", "Julkaistu osoite", "Länk till inlägget"),
    ),
    Column("reach", "Reach", "Tavoitetut", "Räckvidd", ("People reached", "Tavoittavuus", "Kattavuus", "Impressions")),
    Column("clicks", "Clicks", "Klikkaukset", "Klick", ("Link clicks", "Klikit", "Klickar")),
    Column("comments", "Comments", "Kommentit", "Kommentarer"),
)
"""What every export has, in this order; texts stand behind `unit`."""
OWN = (
    Column(
        "subject_line", "Subject line", "Aiherivi", "Ämnesrad",
        ("Newsletter subject", "Uutiskirjeen aihe", "Nyhetsbrevets ämne"),
    ),
    Column("preheader", "Preview line", "Esikatselurivi", "Förhandsrad", ("Preview text", "Esikatseluteksti")),
    Column("audience", "Audience", "Kohderyhmä", "Målgrupp"),
    Column("page_address", "Address of the page", "Sivun osoite", "Sidans adress", ("Page url", "Page link")),
    Column(
        "review_on", "Page review", "Sivun tarkistuspäivä", "Sidan granskas",
        ("Review the page on", "Tarkista sivu", "Sidan granskas på nytt"),
    ),
    Column(
        "contact", "Contact for the press", "Yhteyshenkilö medialle", "Presskontakt",
        ("Press contact", "Lisätietoja antaa"),
    ),
    Column("embargo", "Embargo until", "Embargo päättyy", "Embargo till"),
    Column("place", "Place", "Paikka", "Plats", ("Venue", "Tapahtumapaikka")),
    Column("begins", "Begins", "Alkaa", "Börjar", ("Event begins", "Alkamisaika", "Starttid")),
    Column("ends", "Ends", "Päättyy", "Slutar", ("Event ends", "Päättymisaika", "Sluttid")),
    Column(
        "registration", "Registration link", "Ilmoittautumislinkki", "Anmälningslänk",
        ("Registration", "Ilmoittautuminen", "Anmälan"),
    ),
    Column("recipients", "Recipients", "Vastaanottajat", "Mottagare"),
    Column("posting_on", "Posting day", "Postituspäivä", "Postningsdag"),
    Column("places", "Screens", "Näytöt", "Skärmar"),
    Column("from_on", "First day", "Ensimmäinen päivä", "Första dag"),
    Column("until_on", "Last day", "Viimeinen päivä", "Sista dag"),
    Column("duration", "Seconds on the screen", "Sekunteja näytöllä", "Sekunder på skärmen"),
)  # fmt: skip
"""What only some kinds of items have."""
CALLED = {"subject": "subject_line", "address": "page_address"}
"""Fields of a kind whose column is called otherwise: “Subject” and “Address” meant the title and the link before."""
_SUBJECTS = frozenset(map(key_of, ("Subject", "Aihe", "Ämne")))
_PLAIN_TEXT = Column(TEXT, "Text", "Teksti", "Text", ("Post text", "Copy", "Body", "Sisältö", "Innehåll"))
_IN = {
    "fi": ("Finnish text", "Teksti suomeksi", "Text på finska"),
    "sv": ("Swedish text", "Teksti ruotsiksi", "Text på svenska"),
    "en": ("English text", "Teksti englanniksi", "Text på engelska"),
}


def _text_column(place: str, language: str) -> Column:
    """Return the column of a text, with the words that people call its network by."""
    if place == TITLE:
        subjects = (f"Subject ({language})", f"Title ({language})", f"Aihe ({language})", f"Ämne ({language})")
        headers = f"Heading ({language})", f"Otsikko ({language})", f"Rubrik ({language})"
        return Column(f"title_{language}", *headers, subjects)
    headers = f"Text ({language})", f"Teksti ({language})", f"Text ({language})"
    if place == ANY_NETWORK:
        return Column(f"{TEXT}_{language}", *headers, _IN.get(language, ()))
    network = NETWORKS[place]
    also = tuple(
        f"{first}{second} ({language})"
        for name in (network.name, *network.also.split())
        for first, second in ((name, ""), (name, " text"), (name, " teksti"), ("Text ", name), ("Teksti ", name))
    )
    en, fi, sv = (f"{header}, {network.name}" for header in headers)
    return Column(f"{TEXT}_{language}_{place}", en, fi, sv, also)


@cache
def texts() -> Mapping[Spot, Column]:
    """Return the columns of texts, in the order of an export: by language, the heading and the text for all first."""
    return {
        (place, language): _text_column(place, language)
        for language in LANGUAGES
        for place in (TITLE, ANY_NETWORK, *NETWORKS)
    }


def text_field(spot: Spot) -> str:
    """Return the field of a text's column."""
    return texts()[spot].field


@cache
def columns() -> tuple[Column, ...]:
    """Return every column there is, in the order of an export."""
    behind = next(place for place, column in enumerate(COLUMNS) if column.field == "posted_link")
    return (*COLUMNS[:behind], *texts().values(), *OWN, *COLUMNS[behind:])


@cache
def _by_key() -> Mapping[str, str]:
    return {
        key_of(name): column.field for column in (*columns(), _PLAIN_TEXT) for name in (column.field, *column.names)
    }


class Head(table_columns.Head):
    """The header of a file of the plan."""

    def of(self, field: str | None) -> str:
        """Return the header of a field as the file writes it; empty when it has none."""
        name = field or ""
        return self.header(CALLED.get(name, name), *((TEXT,) if name.startswith(TEXT) else ()))


def field_of(header: str) -> str | None:
    """Return the field that a header means."""
    return _by_key().get(key_of(header)) if header.strip() else None


def recognised(cells: Sequence[str]) -> int:
    """Count the headers in a row."""
    return sum(field_of(cell) is not None for cell in cells)


def parted(rows: Sequence[Row]) -> tuple[Head, Sequence[Row]]:
    """Return the header and the rows below it; raises Invalid when a column is missing or there twice."""
    first = header_row(rows, recognised)
    cells = rows[first].cells
    has_title = any(field_of(cell) == "title" and key_of(cell) not in _SUBJECTS for cell in cells)
    places = places_of(cells, _beside_title if has_title else field_of)
    if "title" not in places and "number" not in places:
        raise missing(next(column for column in COLUMNS if column.field == "title"))
    return Head(cells, places), rows[first + 1 :]


def used(fields: Collection[str]) -> list[Column]:
    """Return the columns of an export in which these fields have something."""
    always = {column.field for column in COLUMNS} | {text_field((ANY_NETWORK, language)) for language in LANGUAGES}
    return [column for column in columns() if column.field in always or column.field in fields]


def shown(field: str, language: str) -> str:
    """Return how a field is called in one language."""
    wanted = CALLED.get(field, field)
    return next((column.header(language) for column in columns() if column.field == wanted), field)


def _beside_title(header: str) -> str | None:
    """Return what a header means in a file that has a column for titles: a subject is a newsletter’s then."""
    return "subject_line" if key_of(header) in _SUBJECTS else field_of(header)
