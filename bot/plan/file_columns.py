"""The columns of a file of the plan: what they may be called in three languages."""

from __future__ import annotations

from collections.abc import Sequence

from bot import table_columns
from bot.table_columns import Column, header_row, key_of, missing, places_of
from bot.tables import Row

TEXT = "text"
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
    Column("text_fi", "Text (fi)", "Teksti (fi)", "Text (fi)", ("Finnish text", "Teksti suomeksi", "Text på finska")),
    Column("text_sv", "Text (sv)", "Teksti (sv)", "Text (sv)", ("Swedish text", "Teksti ruotsiksi", "Text på svenska")),
    Column(
        "text_en", "Text (en)", "Teksti (en)", "Text (en)", ("English text", "Teksti englanniksi", "Text på engelska")
    ),
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
"""What an export has, in this order."""
FIELDS = tuple(column.field for column in COLUMNS)
_PLAIN_TEXT = Column(TEXT, "Text", "Teksti", "Text", ("Post text", "Copy", "Body", "Sisältö", "Innehåll"))
_BY_KEY = {key_of(name): column.field for column in (*COLUMNS, _PLAIN_TEXT) for name in (column.field, *column.names)}


class Head(table_columns.Head):
    """The header of a file of the plan."""

    def of(self, field: str | None) -> str:
        """Return the header of a field as the file writes it; empty when it has none."""
        name = field or ""
        return self.header(name, *((TEXT,) if name.startswith(TEXT) else ()))


def field_of(header: str) -> str | None:
    """Return the field that a header means."""
    return _BY_KEY.get(key_of(header)) if header.strip() else None


def recognised(cells: Sequence[str]) -> int:
    """Count the headers in a row."""
    return sum(field_of(cell) is not None for cell in cells)


def parted(rows: Sequence[Row]) -> tuple[Head, Sequence[Row]]:
    """Return the header and the rows below it; raises Invalid when a column is missing or there twice."""
    first = header_row(rows, recognised)
    cells = rows[first].cells
    places = places_of(cells, field_of)
    if "title" not in places and "number" not in places:
        raise missing(next(column for column in COLUMNS if column.field == "title"))
    return Head(cells, places), rows[first + 1 :]


def headers(language: str) -> list[str]:
    """Return the headers of an export in one language, in the order of FIELDS."""
    return [column.header(language) for column in COLUMNS]


def shown(field: str, language: str) -> str:
    """Return how a field is called in one language."""
    return next((column.header(language) for column in COLUMNS if column.field == field), field)
