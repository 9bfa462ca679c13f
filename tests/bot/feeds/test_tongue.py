"""Headlines in three languages and in others."""

from __future__ import annotations

import pytest

from bot.feeds.tongue import is_small_word, language_of

HEADLINES = {
    "fi": """Turku rakentaa uuden sillan ensi vuonna
Helsingin kaupunki karsii kesän uimahallivuoroja
Pormestari vastaa arvosteluun
Kirjasto suljettiin vesivahingon takia
Poliisi etsii kadonnutta miestä Espoossa
Koulujen ruokailu uudistuu syksyllä
Raitiovaunu törmäsi autoon Kalliossa
Jätkäsaaren asukkaat valittavat melusta
Mielipide: Keskusta kuuluu kävelijöille
Yksi loukkaantui tulipalossa Malmilla
Kela maksoi väärin
Sähkön hinta laskee
Kyselytutkimus paljasti: nuoret lukevat yhä vähemmän kirjoja
Hallitus esittää leikkauksia hyvinvointialueiden rahoitukseen
Vuokrat nousivat pääkaupunkiseudulla selvästi
Jalankulkija jäi auton alle suojatiellä
Tällainen on kaupungin uusi liikuntapuisto
Hoitajat uhkaavat lakolla kesälomien aikaan""",
    "sv": """Åbo bygger en ny bro nästa år
Helsingfors stad skär ner i simhallarna
Borgmästaren svarar på kritiken
Biblioteket stängt på grund av vattenskada
Polisen söker försvunnen man i Esbo
Skolmaten förnyas i höst
Strejken stoppar metron på måndag
Regeringen föreslår höjd skatt
Vasa satsar på cykelvägar
Museet öppnar igen
Enkät: unga läser allt färre böcker
Hyrorna steg tydligt i huvudstadsregionen
Fotgängare påkörd på övergångsställe
Vårdare hotar med strejk under semestrarna
Så ser stadens nya idrottspark ut
Föräldrar oroliga över skolvägens säkerhet""",
    "en": """Turku to build new bridge next year
Helsinki cuts swimming hall hours
Mayor responds to criticism
Library closed after water damage
Tram collides with car in Kallio
Strike stops metro on Monday
City council approves budget
Finland raises taxes
Survey shows young people reading fewer books
Rents rise sharply across the capital region
Pedestrian hit by car at crossing
Nurses threaten summer walkout over pay
Parents worried about safety of school route
Here is the city's newest sports park""",
    "": """Turku 2024
HSL
12:30 – 4
Bürgermeister antwortet auf die Kritik der Stadt
Tallinna linnavolikogu kinnitas uue eelarve ja see on hea
Borgmesteren svarer ikke på kritikken og vil ikke være med
Мэр ответил на критику
Le maire répond aux critiques de la ville
#Turku @hsl https://hsl.fi/the/and/is
El alcalde responde a las críticas
東京都知事
Kommunen får ikke mer penger til bane og skole""",
}
HEADLINE = [(text, language) for language, lines in HEADLINES.items() for text in lines.splitlines()]


@pytest.mark.parametrize(("text", "language"), HEADLINE)
def test_a_headline_is_enough(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_long_text_is_read_at_its_beginning() -> None:
    assert language_of("Turku rakentaa uuden sillan. " * 5_000) == "fi"
    assert language_of("") == ""


def test_small_words_are_known_in_any_letters() -> None:
    assert is_small_word("Och")
    assert is_small_word("the")
    assert not is_small_word("Turku")
