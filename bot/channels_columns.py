"""The columns of a file of social accounts: what they may be called, and what their cells mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.errors import Invalid
from bot.language.folding import fold
from bot.networks import ELSEWHERE, NETWORKS
from bot.table_columns import Column, day_in, key_of, languages_in, missing, places_of, user_in
from storage.models import SocialAccount

COLUMNS = (
    Column("name", "Name", "Nimi", "Namn", ("Account", "Tili", "Konto")),
    Column("link", "Link", "Linkki", "Länk", ("URL", "Address", "Osoite", "Adress", "Verkko-osoite", "Webbadress")),
    Column(
        "network", "Network", "Palvelu", "Tjänst", ("Verkosto", "Kanava", "Alusta", "Nätverk", "Kanal", "Plattform")
    ),
    Column("unit", "Unit", "Yksikkö", "Enhet", ("Department", "Osasto", "Toimiala", "Avdelning")),
    Column(
        "area",
        "Town part or campus",
        "Kaupunginosa tai kampus",
        "Stadsdel eller campus",
        ("Town part", "Kaupunginosa", "Stadsdel", "Area", "Alue", "Område", "Campus", "Kampus"),
    ),
    Column("purpose", "Purpose", "Tarkoitus", "Syfte", ("Description", "Kuvaus", "Beskrivning")),
    Column("audience", "Audience", "Kohderyhmä", "Målgrupp", ("Target group", "Yleisö", "Publik")),
    Column("languages", "Languages", "Kielet", "Språk", ("Language", "Kieli")),
    Column("tone", "Tone", "Sävy", "Ton", ("Tone of voice", "Äänensävy", "Tonläge")),
    Column("owner", "Owner", "Omistaja", "Ägare", ("Responsible", "Vastuuhenkilö", "Ansvarig")),
    Column("deputy", "Deputy", "Varahenkilö", "Ersättare", ("Sijainen", "Ställföreträdare")),
    Column(
        "reviewed_on",
        "Last review",
        "Viimeksi tarkistettu",
        "Senast granskat",
        ("Reviewed", "Last reviewed", "Tarkistettu", "Granskat", "Granskad"),
    ),
)
REQUIRED = ("name", "link")


def column(field: str) -> Column:
    """Return the column of a field; owner_name and the like belong to the column of the person."""
    names = {"owner_name": "owner", "deputy_name": "deputy"}
    return next(column for column in COLUMNS if column.field == names.get(field, field))


def field_of(header: str) -> str | None:
    """Return the field that a header means, in any case, spacing and of the three languages."""
    wanted = key_of(header)
    return next((column.field for column in COLUMNS if wanted in map(key_of, column.names)), None)


def recognised(cells: Sequence[str]) -> int:
    """Count the headers in a first row."""
    return sum(field_of(cell) is not None for cell in cells)


def places(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each field's column; raises Invalid when one is missing or there twice."""
    found = places_of(cells, field_of)
    for field in REQUIRED:
        if field not in found:
            raise missing(column(field))
    return found


def value_of(field: str, cell: str) -> dict[str, Any]:
    """Return what a cell says as fields of a draft; raises Invalid with the field."""
    text = cell.strip()
    if field == "network":
        return {"network": _network(text)}
    if field == "languages":
        return {"languages": languages_in(text, "languages")}
    if field == "reviewed_on":
        return {"reviewed_on": day_in(text, "reviewed_on")}
    if field in ("owner", "deputy"):
        user = user_in(text)
        return {field: user, f"{field}_name": "" if user else text}
    return {field: text}


def cells_of(account: SocialAccount) -> list[str | date | None]:
    """Return an account as the cells of a row, in the order of COLUMNS, as `value_of` reads them."""
    special: Mapping[str, str | date | None] = {
        "link": account.url,
        "network": NETWORKS[account.network].name if account.network in NETWORKS else account.network,
        "languages": ", ".join(filter(None, account.languages.split(","))),
        "owner": account.owner or account.owner_name,
        "deputy": account.deputy or account.deputy_name,
    }
    return [special[column.field] if column.field in special else getattr(account, column.field) for column in COLUMNS]


def _network(text: str) -> str:
    if not text:
        return ""
    wanted = fold(text)
    for key, network in NETWORKS.items():
        if wanted in (key, fold(network.name), *(fold(word) for word in network.also.split())):
            return key
    names = ", ".join(network.name for key, network in NETWORKS.items() if key != ELSEWHERE)
    raise Invalid(
        "“{word}” is no network I know. Leave the cell empty to tell it from the link, or write one of these: {names}.",
        field="network", word=text[:60], names=names,
    )  # fmt: skip
