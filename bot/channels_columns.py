"""The columns of a file of social accounts: what they may be called, and what their cells mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import tongues
from bot.errors import Invalid
from bot.language.folding import fold
from bot.networks import ELSEWHERE, NETWORKS
from storage.models import SocialAccount


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a draft, its header in the three languages, and other headers that mean the same."""

    field: str
    en: str
    fi: str
    sv: str
    also: tuple[str, ...] = ()

    def header(self, language: str) -> str:
        """Return the header in one language."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every header that means this column."""
        return (self.en, self.fi, self.sv, *self.also)


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
_USER = re.compile(r"<?@?([UW](?=\w*\d)[A-Z0-9]{1,63})(?:\|[^>]*)?>?")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+)?")
_BETWEEN = re.compile(r"[,;/&+|\n]+")


def column(field: str) -> Column:
    """Return the column of a field; owner_name and the like belong to the column of the person."""
    names = {"owner_name": "owner", "deputy_name": "deputy"}
    return next(column for column in COLUMNS if column.field == names.get(field, field))


def field_of(header: str) -> str | None:
    """Return the field that a header means, in any case, spacing and of the three languages."""
    wanted = _key(header)
    return next((column.field for column in COLUMNS if wanted in map(_key, column.names)), None)


def recognised(cells: Sequence[str]) -> int:
    """Count the headers in a first row."""
    return sum(field_of(cell) is not None for cell in cells)


def places(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each field's column; raises Invalid when one is missing or there twice."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        field = field_of(cell)
        if field in found:
            raise Invalid(
                "Two columns mean the same: “{one}” and “{two}”. Remove one.", one=cells[found[field]], two=cell
            )
        if field is not None:
            found[field] = place
    for field in REQUIRED:
        if field not in found:
            known = column(field)
            raise Invalid(
                "The column “{column}” is missing; its header may be {headers}.",
                column=known.en,
                headers=" / ".join(known.names),
            )
    return found


def value_of(field: str, cell: str) -> dict[str, Any]:
    """Return what a cell says as fields of a draft; raises Invalid with the field."""
    text = cell.strip()
    if field == "network":
        return {"network": _network(text)}
    if field == "languages":
        return {"languages": _languages(text)}
    if field == "reviewed_on":
        return {"reviewed_on": _day(text)}
    if field in ("owner", "deputy"):
        user = _USER.fullmatch(text)
        return {field: user[1] if user else "", f"{field}_name": "" if user else text}
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


def _key(header: str) -> str:
    return re.sub(r"[\W_]+", "", fold(header))


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


def _languages(text: str) -> tuple[str, ...]:
    codes: list[str] = []
    for part in _BETWEEN.split(text):
        whole = tongues.code_of(part)
        for word in [part] if whole or not part.split() else part.split():
            code = tongues.code_of(word)
            if code:
                codes.append(code)
            elif word.strip():
                raise Invalid(
                    "“{word}” is no language I know. Write codes with commas between, such as fi, sv, en.",
                    field="languages", word=word.strip()[:60],
                )  # fmt: skip
    return tuple(codes)


def _day(text: str) -> date | None:
    if not text:
        return None
    parts = _DAY.fullmatch(text)
    try:
        if parts is not None:
            day, month, year, *iso = parts.groups()
            return date(int(year), int(month), int(day)) if year else date(*(int(number) for number in iso))
    except ValueError:
        pass
    raise Invalid("“{text}” is no date. Write it like 24.11.2026 or 2026-11-24.", field="reviewed_on", text=text[:60])
