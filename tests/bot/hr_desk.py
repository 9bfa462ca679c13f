"""An HR desk for the tests: lists of plainly fictional people as HR systems write them, and what the directory makes of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot import hr
from bot.hr_report import How, Report
from bot.services import Services
from bot.views import hr as view
from bot.words import Reader
from storage.models import AuditEntry, PeopleImport, Profile, ProfileTerms

HEADER = "Henkilönumero;Nimi;Sähköposti;Nimike;Yksikkö;Toimipaikka;Osaaminen;Kielet;Varahenkilö"
MAIJA = (
    "1;Maija Mäkelä;maija@aaltoranta.example;Tietosuojavastaava;Hallinto;Kaupungintalo;tietosuoja, GDPR;suomi, ruotsi;2"
)
VILLE = "2;Ville Vesi;ville@aaltoranta.example;Viestijä;Viestintä;Kaupungintalo;some, A/B-testaus;fi;"
SANNA = (
    "3;Sanna Sork;sanna@aaltoranta.example;Bibliotekarie;Kirjasto;Pääkirjasto;lukeminen;sv, en;ville@aaltoranta.example"
)


def csv(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    """Return a file in CSV."""
    return "\n".join([header, *rows, ""]).encode(encoding)


def many(count: int, *, leaving_out: int = 0) -> bytes:
    """Return a file of so many people; the last `leaving_out` of them are missing."""
    return csv(*(row(number) for number in range(1, count - leaving_out + 1)))


def row(number: int) -> str:
    """Return one of many people."""
    return (
        f"{number};Etu{number} Suku{number};etu{number}@aaltoranta.example;Asiantuntija;Yksikkö;Talo;taito{number};fi;"
    )


def deliver(services: Services, data: bytes, **how: Any) -> Report:
    """Deliver a file as an operator would."""
    return hr.import_data(services, data, "people.csv", How(**how), by="operator")


def said(report: Report, language: str = "en") -> str:
    """Return the report as the terminal shows it."""
    return "\n".join(view.lines(report, Reader(language)))


def counts(report: Report) -> tuple[int, int, int, int]:
    """Return how many people are new, changed, gone and as before."""
    found = report.difference
    return len(found.added), len(found.changed), len(found.gone), found.unchanged


def here(services: Services) -> dict[str, Profile]:
    """Return the profiles of those who are here, by name."""
    with services.database.read() as session:
        return {one.name: one for one in session.scalars(select(Profile).where(Profile.left_at.is_(None)))}


def fed(services: Services) -> set[str]:
    """Return the names of those whom the HR feed knows; a running bot has read Slack's people beside them."""
    with services.database.read() as session:
        return set(session.scalars(select(Profile.name).where(Profile.hr_id.is_not(None))))


def everybody(services: Services) -> dict[str, Profile]:
    """Return all profiles, by name."""
    with services.database.read() as session:
        return {one.name: one for one in session.scalars(select(Profile))}


def findable(services: Services) -> set[str]:
    """Return the names of those whom search can find."""
    query = select(Profile.name).join(ProfileTerms, ProfileTerms.profile_id == Profile.id)
    with services.database.read() as session:
        return set(session.scalars(query))


def imports(services: Services) -> list[PeopleImport]:
    """Return the imports that left a trace, oldest first."""
    with services.database.read() as session:
        return list(session.scalars(select(PeopleImport).order_by(PeopleImport.id)))


def trace(services: Services) -> list[tuple[str, str]]:
    """Return who did what, as the audit log has it."""
    with services.database.read() as session:
        return [(entry.who, entry.what) for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
