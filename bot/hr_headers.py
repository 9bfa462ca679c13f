"""The headers that HR systems write, by field: a table, the likeliest first."""

from __future__ import annotations

from bot.table_columns import Column


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split("|"))


COLUMNS = (
    Column(
        "id",
        "Employee number",
        "Henkilönumero",
        "Anställningsnummer",
        _names(
            "Employee ID | Employee no | Työntekijänumero | Työntekijän numero | Henkilötunniste | Personalnummer | "
            "Personnel number | Personnel ID | Staff ID | Staff number | Worker ID | Person ID | Työntekijä-ID | "
            "Työntekijätunnus | Henkilö-ID | Henkilönro | Henkilön numero | Palkkanumero | Anställnings-ID | "
            "Anställningsnr | Anställd ID | Anställd nummer | Personal-ID | Person-ID | Personnel no | HR ID | HR-tunnus | "
            "External ID | Number | Numero | Nummer | Nro | Nr | Tunniste | Tunnus | ID | ID-numero | ID-nummer | UID | UUID"
        ),
    ),
    Column(
        "slack",
        "Slack ID",
        "Slack-tunnus",
        "Slack-id",
        _names(
            "Slack user ID | Slack member ID | Slack user | Slack-käyttäjätunnus | Slack-käyttäjä | Slack-tunniste | "
            "Slack-användar-id | Slack-användare | Slack"
        ),
    ),
    Column(
        "name",
        "Name",
        "Nimi",
        "Namn",
        _names(
            "Full name | Koko nimi | Hela namnet | Fullständigt namn | Display name | Näyttönimi | Visningsnamn | "
            "Employee name | Työntekijän nimi | Henkilön nimi | Employee | Työntekijä | Henkilö | Medarbetare | Anställd | "
            "Person | Etunimi Sukunimi | Etunimi ja sukunimi | Etu- ja sukunimi | Sukunimi Etunimi | Sukunimi ja etunimi | "
            "Sukunimi, etunimi | Suku- ja etunimi | Förnamn Efternamn | För- och efternamn | Förnamn och efternamn | "
            "Efternamn Förnamn | Efternamn och förnamn | Efternamn, förnamn | First and last name | First name last name | "
            "Last name, first name | Preferred name | Worker"
        ),
    ),
    Column(
        "first_name",
        "First name",
        "Etunimi",
        "Förnamn",
        _names(
            "Given name | Forename | Kutsumanimi | Puhuttelunimi | Tilltalsnamn | Etunimet | Förnamnen | First names | "
            "Given names | First"
        ),
    ),
    Column(
        "last_name",
        "Last name",
        "Sukunimi",
        "Efternamn",
        _names("Surname | Family name | Släktnamn | Sukunimet | Efternamnet | Last"),
    ),
    Column(
        "email",
        "Email",
        "Sähköposti",
        "E-post",
        _names(
            "Work email | Työsähköposti | Tjänste-e-post | Arbets-e-post | Jobb-e-post | Business email | Company email | "
            "Email work | Sähköposti työ | E-post arbete | Email address | Sähköpostiosoite | E-postadress | Mail | Mejl | "
            "Mailadress | Mejladress | Meili | S-posti | Primary email | Ensisijainen sähköposti | Email primary | "
            "User principal name | UPN"
        ),
    ),
    Column(
        "title",
        "Title",
        "Nimike",
        "Titel",
        _names(
            "Job title | Tehtävänimike | Yrkestitel | Jobbtitel | Ammattinimike | Virkanimike | Tehtävän nimike | Titteli | "
            "Tjänstebeteckning | Befattning | Befattningsbenämning | Yrkesbeteckning | Työtehtävä | Tehtävä | Toimi | Virka | "
            "Tjänst | Uppgift | Uppgiftsbenämning | Arbetsuppgift | Position | Position title | Business title | Role | "
            "Rooli | Roll | Job | Ammatti | Yrke | Asema"
        ),
    ),
    Column(
        "unit",
        "Unit",
        "Yksikkö",
        "Enhet",
        _names(
            "Organisation unit | Organizational unit | Organisational unit | Organization unit | Organisaatioyksikkö | "
            "Organisationsenhet | Työyksikkö | Arbetsenhet | Yksikön nimi | Enhetens namn | Department | Osasto | Avdelning | "
            "Team | Tiimi | Ryhmä | Työryhmä | Grupp | Palveluyksikkö | Serviceenhet | Palvelualue | Serviceområde | "
            "Vastuualue | Ansvarsområde | Tulosyksikkö | Resultatenhet | Business unit | Division | Toimiala | Sektori | "
            "Sektor | Sector | Bransch | Verksamhetsområde | Förvaltning | Virasto | Ämbetsverk | Liikelaitos | Organisation | "
            "Organization | Organisaatio | Org | Dept | Supervisory organization | Kustannuspaikan nimi | Cost center name"
        ),
    ),
    Column(
        "place",
        "Place of work",
        "Toimipaikka",
        "Verksamhetsställe",
        _names(
            "Place | Location | Sijainti | Toimipiste | Ort | Arbetsplats | Office | Site | Työpiste | Työpaikka | "
            "Työskentelypaikka | Työntekopaikka | Work location | Workplace | Arbetsställe | Arbetsort | Stationeringsort | "
            "Placeringsort | Placering | Toimisto | Konttori | Kontor | Kampus | Campus | Rakennus | Byggnad | Building | "
            "Paikka | Plats | Paikkakunta | Kaupunki | Kunta | City | Town | Stad | Kommun | Tjänsteställe | Office location"
        ),
    ),
    Column(
        "skills",
        "Skills",
        "Osaaminen",
        "Kompetens",
        _names(
            "Skill | Osaamiset | Taidot | Taito | Kompetenser | Kunskaper | Kunskap | Färdigheter | Färdighet | Kunnande | "
            "Expertise | Areas of expertise | Competence | Competences | Competencies | Competency | Osaamisalueet | "
            "Osaamisalue | Asiantuntemus | Asiantuntijuus | Asiantuntija-alue | Erityisosaaminen | Erikoisosaaminen | "
            "Kompetenssit | Kompetenssi | Sakkunskap | Sakkunskaper | Expertis | Expertområden | Specialkunskaper | "
            "Kunskapsområden | Knowledge | Specialties | Avainsanat | Keywords | Nyckelord | Ask me about"
        ),
    ),
    Column(
        "languages",
        "Languages",
        "Kielet",
        "Språk",
        _names(
            "Language | Kieli | Kielitaito | Kielitaidot | Työkielet | Työkieli | Palvelukielet | Språkkunskaper | "
            "Språkkunskap | Arbetsspråk | Servicespråk | Language skills | Spoken languages | Working languages"
        ),
    ),
    Column(
        "deputy",
        "Deputy",
        "Varahenkilö",
        "Ersättare",
        _names(
            "Sijainen | Ställföreträdare | Suppleant | Vikarie | Substitute | Backup | Stand-in | Sijaistaja | Tuuraaja | "
            "Deputy ID | Deputy email | Varahenkilön numero | Varahenkilön sähköposti | Sijaisen numero | "
            "Sijaisen sähköposti | Ersättarens nummer | Ersättarens e-post"
        ),
    ),
    Column(
        "ends",
        "End date",
        "Päättyy",
        "Slutdatum",
        _names(
            "Ends | Työsuhde päättyy | Palvelussuhde päättyy | Anställningen upphör | Employment ends | Employment end date | "
            "Upphör | Avslutas | Avslutad | Päättymispäivä | Päättymispvm | Päättynyt | Työsuhteen päättymispäivä | "
            "Palvelussuhteen päättymispäivä | Työsuhteen päättyminen | Palvelussuhteen päättyminen | Loppupäivä | Loppupvm | "
            "Lähtöpäivä | Viimeinen työpäivä | Sista arbetsdag | Sista anställningsdag | Avgångsdatum | Leaving date | "
            "Leaves on | Last day | Last working day | Termination date | Contract end | Contract end date | Valid until | "
            "Voimassa asti | Giltig till | Anställd till | Upphör datum"
        ),
    ),
)
"""The fields of a person in an HR file."""
