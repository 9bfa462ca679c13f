"""The data that is measured on: a directory of fictional social accounts, the same in every run."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from storage.models import SocialAccount

SERVED = 200
"""Accounts behind the servers."""
_UNITS = (
    "Kirjasto Library", "Uimahalli", "Museo", "Nuorisopalvelut", "Liikunta", "Varhaiskasvatus", "Kaupunginteatteri",
    "Vesilaitos", "Pelastuslaitos", "Kansalaisopisto", "Matkailu", "Työllisyys", "Kaavoitus", "Joukkoliikenne",
    "Orkesteri", "Ympäristökeskus", "Terveysasema", "Rekrytointi", "Satama", "Jätehuolto", "Lukio", "Ammattiopisto",
)  # fmt: skip
_AREAS = ("Keskusta", "Itäranta", "Lehtovuori", "Koivikko", "Satamakylä", "Myllypuro", "Norrstrand")
_NETWORKS = ("facebook", "instagram", "x", "youtube", "linkedin", "tiktok", "mastodon", "bluesky", "threads")
_LANGUAGES = ("fi", "fi,sv", "sv", "fi,en", "fi,sv,en")
_REVIEWED = datetime(2026, 9, 1, tzinfo=UTC)


def accounts(count: int) -> list[SocialAccount]:
    """Return so many accounts; unit and area alternate so that searches hit some of each."""
    networks, languages = itertools.cycle(_NETWORKS), itertools.cycle(_LANGUAGES)
    return [_account(number, next(networks), next(languages)) for number in range(count)]


def _account(number: int, network: str, languages: str) -> SocialAccount:
    unit, area = _UNITS[number % len(_UNITS)], _AREAS[number // len(_UNITS) % len(_AREAS)]
    link = f"https://{network}.example/account{number:04d}"
    return SocialAccount(
        name=f"{unit} {area} {number}",
        network=network,
        url=link,
        link_key=link,
        unit=unit,
        area=area,
        purpose=f"News, opening hours and events of {unit} in {area}; questions are answered on working days.",
        audience="Residents and visitors",
        languages=languages,
        tone="Friendly and short",
        owner_name=f"Owner {number % 40}",
        deputy_name=f"Deputy {number % 30}",
        reviewed_on=_REVIEWED.date(),
    )


def database(file: Path, count: int) -> str:
    """Make a SQLite file with the schema and so many accounts; return its address."""
    url = f"sqlite:///{file}"
    made = Database(url)
    made.migrate()
    with made.begin() as session:
        session.add_all(accounts(count))
    made.close()
    return url
