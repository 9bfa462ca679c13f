"""Word forms: what must meet, and the look-alikes that must not."""

from __future__ import annotations

import pytest

from bot.language import forms, in_other_languages
from bot.language.folding import fold, words_in

SAME_WORD = """
kirjastossa-kirjasto kirjastojen-kirjasto uimahallien-uimahalli uimahallit-uimahalli uimahalleissa-uimahalli
museoiden-museo museoissa-museot Hervannassa-Hervanta Helsingin-Helsinki Turun-Turku Turkuun-Turku
Tampereen-Tampere kaupungin-kaupunki kaupunkien-kaupungit nuorten-nuori nuorille-nuoret lasten-lapset
liikunnan-liikunta terveyden-terveys asukkaiden-asukas asukkaat-asukkaille perheiden-perhe
eläkeläisille-eläkeläinen uutisista-uutinen tieteen-tiede taiteen-taide opiskelijoille-opiskelija
työntekijöiden-työntekijät rakennusten-rakennus päiväkotien-päiväkoti liikenteen-liikenne
Lauttasaaressa-Lauttasaari kampuksella-kampus Lahdessa-Lahti palveluistamme-palvelut Töölössä-Töölö
Instagramissa-Instagram kouluissa-koulu kirjojen-kirja koirien-koira ruotsiksi-ruotsi suomeksi-suomi
musiikin-musiikki kaupat-kauppa sairaaloiden-sairaala joen-joki hallituksen-hallitus lukion-lukiot
biblioteket-bibliotek biblioteken-bibliotek museerna-museum museet-museer simhallarna-simhall
skolornas-skola städerna-stad ungdomar-ungdomarna nyheterna-nyhet föreningar-förening
gymnasiet-gymnasium invånarna-invånare libraries-library museums-museum swimming-swim schools-school
"""
LOOK_ALIKES = """
kirjasto-kirjaaja kirjasto-kirja museo-musiikki koulu-koulutus halli-hallinto talo-talous tiede-tieto
taide-taito Turku-Turkki Turun-Turkki Turkin-Turku nuori-nuoriso kunta-kuntosali kauppa-kaupunki
hoito-hoitaja puisto-puistattaa vanha-vanhus linja-linna sali-salaatti lasi-lapsi kesä-keskus
laki-lakka mieli-miete kaupunki-kaunis virka-virasto opisto-opiskelija kulttuuri-kultti
museum-musik stad-stadion park-parkering hamn-hem bibliotek-biblisk library-liberal
university-universal pool-poll sport-spot
"""


@pytest.mark.parametrize("pair", SAME_WORD.split())
def test_forms_of_one_word_share_a_key(pair: str) -> None:
    one, other = (forms(fold(word)) for word in pair.split("-"))
    assert one & other


@pytest.mark.parametrize("pair", LOOK_ALIKES.split())
def test_look_alikes_share_none(pair: str) -> None:
    one, other = (forms(fold(word)) for word in pair.split("-"))
    assert not one & other


def test_what_people_type_without_dots_is_what_is_written_with_them() -> None:
    assert fold("MÄKELÄ Åbo øl Łódź Straße") == "makela abo ol lodz strasse"


def test_signs_part_words_and_a_genitive_does_not_count() -> None:
    assert words_in("Kirjasto_Fi: “Children’s” library, 2.0!") == ["kirjasto", "fi", "children", "library", "2", "0"]


def test_a_word_of_one_language_finds_the_others() -> None:
    assert {"museo", "museum"} <= in_other_languages("museerna")
    assert "simhall" in in_other_languages("uimahallien")
    assert in_other_languages("kirjaaja") == frozenset()
