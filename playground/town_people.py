"""What the demo town's HR knows about its people: a feed as a bilingual city really has it, in three languages mixed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from playground.slack.workspace import User

HEADERS = (
    "Henkilönumero",
    "Nimi",
    "Sähköposti",
    "Nimike",
    "Yksikkö",
    "Toimipaikka",
    "Osaaminen",
    "Kielet",
    "Sijainen",
)
"""The columns of the feed, as the town's HR system calls them."""
ADMIN = "U001"
"""The workspace's administrator."""
LEFT = "U043"
"""Somebody who is out of Slack already, and still has a duty."""
NEW_YORK = "U045"
"""Somebody in another time zone: on an exchange."""


@dataclass(frozen=True, slots=True)
class TownExpert:
    """One row of the feed. `deputy` is a personnel number."""

    number: str
    name: str
    email: str
    title: str
    unit: str
    place: str
    skills: tuple[str, ...]
    languages: str
    deputy: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the row as it stands in the file."""
        about = (self.number, self.name, self.email, self.title, self.unit, self.place)
        return (*about, ", ".join(self.skills), self.languages, self.deputy)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody has written into their own profile. `away_days` count from today."""

    user: str
    skills: tuple[str, ...] = ()
    about: str = ""
    languages: tuple[str, ...] = ()
    away_days: int = 0
    is_hidden: bool = False
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class TownQuestion:
    """Something that somebody has asked an expert this week, with the answer when it was answered and solved."""

    asked_by: str
    expert: str
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """What the directory of experts starts with."""

    experts: list[TownExpert]
    own_words: tuple[OwnWords, ...]
    questions: tuple[TownQuestion, ...]

    def feed(self) -> bytes:
        """Return the HR file: semicolons, UTF-8 with a byte order mark, as spreadsheets in Finland write it."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADERS)
        writer.writerows(expert.cells for expert in self.experts)
        return text.getvalue().encode("utf-8-sig")


def directory(users: list[User]) -> Directory:
    """Return the directory of the town with these people."""
    known = {user.id: user for user in users}
    in_slack = [_expert(known[user_id], *row) for user_id, row in _ROWS.items()]
    return Directory([*in_slack, *_NOT_IN_SLACK], _OWN_WORDS, _QUESTIONS)


def personnel_number(user_id: str) -> str:
    """Return the key of a person in the feed."""
    return f"AR{1000 + int(user_id[1:])}"


def _expert(user: User, unit: str, place: str, skills: str, languages: str, deputy: str = "") -> TownExpert:
    return TownExpert(
        number=personnel_number(user.id),
        name=user.real_name,
        email=user.email,
        title=user.title,
        unit=unit,
        place=place,
        skills=tuple(skills.split(", ")),
        languages=languages,
        deputy=personnel_number(deputy) if deputy else "",
    )


_HALL, _RANTALA, _OLD_TOWN = "Kaupungintalo", "Rantala", "Vanhakaupunki"
_COMMS, _LIBRARY, _SPORT, _LAW = "Viestintä", "Kirjasto", "Liikuntapalvelut", "Lakipalvelut"
_PARKS, _SCHOOLS, _DAYCARE, _CITY = "Puistot", "Koulut", "Varhaiskasvatus", "Kaupunkitekniikka"
_ROWS: dict[str, tuple[str, ...]] = {
    "U001": ("Digipalvelut", _HALL, "Slackin hallinta, saavutettavuus, asiointipalvelut, käyttäjätunnukset", "fi,en", "U051"),
    "U002": (_COMMS, _HALL, "sosiaalinen media, kriisiviestintä, some-strategia, mediasuhteet", "fi,sv", "U004"),
    "U003": (_COMMS, _HALL, "kriskommunikation, svenskspråkig kommunikation, översättning, pressmeddelanden", "sv,fi", "U002"),
    "U004": (_COMMS, _HALL, "videot, tekstitys, saavutettava viestintä, kampanjat", "fi", "U005"),
    "U005": (_COMMS, _HALL, "plain English, recruitment marketing, LinkedIn, newsletters", "en,fi"),
    "U007": (_LIBRARY, _OLD_TOWN, "boktips, barnlitteratur, öppettider, e-böcker", "sv,fi", "U012"),
    "U008": ("Kansainväliset asiat", _HALL, "twin towns, EU funding, visits, work permits", "en,sv", "U045"),
    "U010": (_LIBRARY, "Keskusta", "kirjaston aukioloajat, tilavaraukset, hankinnat, esihenkilötyö", "fi,sv", "U011"),
    "U011": (_LIBRARY, "Keskusta", "lainaus ja palautus, kirjavinkit, digiopastus, e-kirjat", "fi"),
    "U012": (_LIBRARY, _OLD_TOWN, "biblioteksservice, utlåning, evenemang, upphandling", "sv,fi,en"),
    "U013": (_SPORT, _RANTALA, "uimahallin aukioloajat, uimavalvonta, huoltokatkot, uimakoulut", "fi,sv", "U014"),
    "U014": (_SPORT, _RANTALA, "liikuntaryhmät, vesijumppa, ladut ja kentät, erityisliikunta", "fi"),
    "U015": (_SPORT, _RANTALA, "motionsspår, simhallens öppettider, föreningsbidrag, idrottshallar", "sv,fi", "U013"),
    "U016": ("Nuorisopalvelut", "Keskusta", "nuorisotalot, nuorisovaltuusto, TikTok, kesätyöt", "fi", "U017"),
    "U017": ("Nuorisopalvelut", _OLD_TOWN, "ungdomsgårdar, ungdomsfullmäktige, sommarjobb, lägerverksamhet", "sv,fi"),
    "U018": ("Museo", _OLD_TOWN, "kokoelmat, näyttelyt, valokuva-arkisto, tekijänoikeus", "fi,en", "U019"),
    "U019": ("Museo", _OLD_TOWN, "guidningar, skolbesök, utställningar, upphovsrätt", "sv,fi"),
    "U020": (_CITY, "Varikko", "liikennesuunnittelu, katutyöt, pysäköinti, liikennevalot", "fi", "U040"),
    "U021": (_PARKS, "Varikko", "puistot, puiden kaataminen, viljelypalstat, vieraslajit", "fi", "U022"),
    "U022": (_PARKS, "Varikko", "parker, trädfällning, odlingslotter, invasiva arter", "sv,fi"),
    "U023": (_SCHOOLS, "Rantala", "kouluun ilmoittautuminen, lomat, kiusaamisen ehkäisy, Wilma", "fi", "U024"),
    "U024": (_SCHOOLS, _OLD_TOWN, "skolanmälan, lovtider, mobbning, Wilma", "sv,fi"),
    "U025": (_DAYCARE, _HALL, "varhaiskasvatushakemus, asiakasmaksut, päiväkodit, kotihoidontuki", "fi,sv", "U026"),
    "U026": (_DAYCARE, "Rantala", "päiväkodit, esiopetus, erityisruokavaliot", "fi"),
    "U027": (_DAYCARE, _OLD_TOWN, "småbarnspedagogik, daghem, förskola, klientavgifter", "sv,fi", "U025"),
    "U028": (_LAW, _HALL, "tietosuoja, tietopyynnöt, rekisteriselosteet, evästeet", "fi,en", "U029"),
    "U029": (_LAW, _HALL, "hankintalaki, sopimukset, tietosuoja, julkisuuslaki", "fi", "U030"),
    "U030": (_LAW, _HALL, "dataskydd, offentlighetsprincipen, avtal, upphandlingslagen", "sv,fi,en"),
    "U031": ("Talous", _HALL, "talousarvio, Excel, ostolaskut, verkkolaskut", "fi,en", "U037"),
    "U032": ("Vesihuolto", "Varikko", "vesikatkot, vuotovahingot, vesimittarit, häiriötiedotteet", "fi", "U040"),
    "U033": ("Ympäristö", _HALL, "miljötillstånd, badvatten, buller, avlopp", "sv,fi,en", "U056"),
    "U034": ("Arkisto", _HALL, "arkistointi, asianhallinta, asiakirjapyynnöt, säilytysajat", "fi", "U037"),
    "U035": ("Tapahtumat", "Keskusta", "tapahtumaluvat, torit ja lavat, juhlat, turvallisuussuunnitelmat", "fi,en", "U036"),
    "U036": ("Tapahtumat", _OLD_TOWN, "evenemangstillstånd, marknader, säkerhetsplaner, volontärer", "sv,fi"),
    "U037": ("Hallinto", _HALL, "kokoukset, pöytäkirjat, kuulutukset, matkalaskut", "fi,sv"),
    "U038": ("Kaavoitus", _HALL, "kaavoitus, rakennusluvat, julkisivut, kaupunkikuva", "fi", "U039"),
    "U039": ("Kaavoitus", _HALL, "stadsplanering, detaljplan, bygglov, tomter", "sv,fi,en"),
    "U040": (_CITY, "Varikko", "talvikunnossapito, auraus ja hiekoitus, katuvalot, vikailmoitukset", "fi"),
    "U041": ("Ruokapalvelut", "Rantala", "kouluruoka, erityisruokavaliot, ruokalistat, omavalvonta", "fi", "U042"),
    "U042": ("Ruokapalvelut", _OLD_TOWN, "skolmat, specialdieter, matsedlar, matsvinn", "sv,fi"),
    "U043": ("Yrityspalvelut", _HALL, "yritysneuvonta, starttiraha, yritystontit", "fi", "U044"),
    "U044": ("Yrityspalvelut", _HALL, "business advice, startups, procurement, permits for companies", "en,fi", "U008"),
    "U045": ("Kansainväliset asiat", "Etätyö", "student exchange, Erasmus, visas", "en"),
    "U046": ("Henkilöstö", _HALL, "rekrytointi, työsopimukset, lomat ja poissaolot, perehdytys", "fi,sv", "U037"),
    "U047": ("Satama", "Satama", "venepaikat, satamamaksut, talvisäilytys", "fi,sv", "U048"),
    "U048": ("Satama", "Satama", "båtplatser, hamnavgifter, gästhamn, sjösäkerhet", "sv,fi,en"),
    "U049": (_COMMS, _HALL, "valokuvaus, kuvankäsittely, kuvapankki, kuvausluvat, drone", "fi", "U050"),
    "U050": (_COMMS, _HALL, "graafinen suunnittelu, visuaalinen ilme, taitto, Canva", "fi,en"),
    "U051": ("Digipalvelut", _HALL, "webbplatsen, tillgänglighet, webbanalys, SEO", "sv,fi,en"),
    "U052": ("Neuvonta", "Keskusta", "palveluneuvonta, lomakkeet, ajanvaraus, selkokieli", "fi", "U053"),
    "U053": ("Neuvonta", _OLD_TOWN, "servicerådgivning, blanketter, lätt svenska", "sv,fi"),
    "U054": ("Matkailu", "Satama", "matkailuneuvonta, saaristoreitit, majoitus", "fi,en", "U055"),
    "U055": ("Matkailu", "Satama", "archipelago routes, tourist information, cruise visits, guided tours", "en,sv,fi"),
    "U056": ("Ympäristö", "Rantala", "luontopolut, kierrätys, jätelajittelu, ilmastotyö", "fi"),
    "U057": ("Hyvinvointi", _OLD_TOWN, "skolhälsovård, vaccinationer, mental hälsa", "sv,fi", "U059"),
    "U058": ("Kaavoitus", _HALL, "korjausrakentaminen, rakennussuojelu, esteettömyys", "fi", "U038"),
    "U059": ("Hyvinvointi", "Keskusta", "socialt arbete, barnskydd, ekonomisk rådgivning", "sv,fi"),
    "U060": ("Johto", _HALL, "strategia, valtuuston kokoukset, edunvalvonta", "fi,sv", "U037"),
}  # fmt: skip
"""Unit, place, skills, languages and deputy, by Slack user; titles and names are in the town's own table."""
_NOT_IN_SLACK = [
    TownExpert(
        "AR2001",
        "Heikki Hiekka",
        "",
        "Aurausauton kuljettaja",
        _CITY,
        "Varikko",
        ("auraus", "liukkauden torjunta"),
        "fi",
        "AR1040",
    ),
    TownExpert("AR2002", "Disa Dimma", "", "Lokalvårdare", _SCHOOLS, _OLD_TOWN, ("städning", "städscheman"), "sv"),
]
_OWN_WORDS = (
    OwnWords(
        "U028",
        skills=("some ja tietosuoja", "GDPR"),
        about="Saako kuvan julkaista, mitä lomakkeella saa kysyä, kuka saa nähdä mitä.",
        languages=("fi", "en"),
    ),
    OwnWords(
        "U007", skills=("podcaster", "läsecirklar"), about="Fråga mig om böcker för barn.", languages=("sv", "fi")
    ),
    OwnWords("U005", skills=("alt texts",), about="Ask me how to say it in plain English.", languages=("en", "fi")),
    OwnWords("U049", skills=("livelähetykset",), about="Kuvausluvat ja alaikäisten kuvaaminen.", languages=("fi",)),
    OwnWords("U015", skills=("skidspår",), languages=("sv", "fi"), away_days=10, deputy="U014"),
    OwnWords("U034", is_hidden=True, languages=("fi",)),
)
"""Svante is away and names his deputy; Paavo does not want to be found."""
_QUESTIONS = (
    TownQuestion(
        "U013",
        "U029",
        "Voimmeko jatkaa uimakoulujen sopimusta ilman uutta kilpailutusta?",
        "Kyllä, jos optio on kirjattu sopimukseen. Muuten arvo ratkaisee: lähetä sopimus, niin katson.",
    ),
    TownQuestion(
        "U035",
        "U029",
        "Mitä sopimukseen kirjoitetaan, jos esiintyjä sairastuu?",
        "Kirjoittakaa ylivoimaisesta esteestä ja siitä, mihin mennessä varaesiintyjä nimetään.",
    ),
    TownQuestion("U018", "U029", "Pitääkö lahjoittajan nimi kertoa, jos joku pyytää asiakirjaa?"),
)
"""Irma has been asked as often as the house allows in a week."""
