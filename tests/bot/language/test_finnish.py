"""Finnish: forms meet their base form, look-alikes stay apart, compounds fall into their parts, paradigms are whole.

The lists beside this file are pairs a line; the shares asked for are of whole lists, not of chosen words.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language import finnish
from bot.language.finnish_lexicon import DOUBLE, PLURAL, VERB, entries, forms_in, named, written_forms
from bot.language.folding import fold

HERE = Path(__file__).parent
LISTS = ("finnish_forms", "finnish_unlisted_forms", "finnish_town_forms", "finnish_work_forms")
LOOK_ALIKES = tuple(name.replace("forms", "look_alikes") for name in LISTS)
NOMINALS = [entry for entry in entries() if entry.kind not in (VERB, PLURAL, DOUBLE)]


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return [(one, other) for one, other in (line.split() for line in lines if line and line[0] != "#")]


def meet(one: str, other: str) -> bool:
    return not set(finnish.bases(one.casefold())).isdisjoint(finnish.bases(other.casefold()))


@pytest.mark.parametrize("name", LISTS)
def test_a_form_and_its_base_form_meet(name: str) -> None:
    missed = [pair for pair in pairs(name) if not meet(*pair)]
    assert len(missed) <= 0.01 * len(pairs(name)), missed


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_never_meet(name: str) -> None:
    assert [pair for pair in pairs(name) if meet(*pair)] == []


def test_a_form_meets_no_other_base_form_of_the_lists() -> None:
    every = [pair for name in LISTS for pair in pairs(name)]
    others = {fold(base): set(finnish.bases(base.casefold())) for _, base in every}
    wrong = [
        (form, other)
        for form, base in every
        for other, terms in others.items()
        if other != fold(base) and not terms.isdisjoint(finnish.bases(form.casefold()))
    ]
    assert len(wrong) <= 0.0001 * len(every) * len(others), wrong


@pytest.mark.parametrize("name", LISTS)
def test_dots_make_no_difference(name: str) -> None:
    words = [word.casefold() for pair in pairs(name) for word in pair if "’" not in word]
    assert [word for word in words if finnish.bases(word) != finnish.bases(fold(word))] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_form_has_few_base_forms(name: str) -> None:
    counts = [len(finnish.bases(form.casefold())) for form, _ in pairs(name)]
    assert (sum(counts) / len(counts) < 2, max(counts) <= 5) == (True, True)


def test_every_form_of_every_listed_word_leads_back_to_it() -> None:
    """All but the forms that are another word's nominative: Karin is Karin's own name, sosiologia no sosiologi."""
    total = lost = 0
    astray = []
    for entry in NOMINALS:
        for form in forms_in(entry):
            total += 1
            if entry.base not in finnish.bases(form):
                lost += 1
                astray += [] if any(other.kind != VERB for other in named(form)) else [(entry.base, form)]
    assert (astray, lost < 0.001 * total) == ([], True)


@given(st.sampled_from(NOMINALS), st.data())
def test_a_generated_paradigm_leads_back(entry, data) -> None:
    word = entry.base[: -len(entry.word)] + entry.word  # the dots of the last part decide on its plural
    form = data.draw(st.sampled_from(finnish.forms_of(word, finnish.genitive_of(word))))
    assert fold(word) in finnish.bases(form) or any(other.kind != VERB for other in named(fold(form).replace("’", "")))


ENDINGS = """
n t ssa sta lle ksi na ta tta seen hin ihin isiin iden itten ien jen ten mme nsa kin kaan ita eja
"""


@given(st.text("aeiouyäöklmnprstvdbgfc", min_size=1, max_size=9), st.sampled_from(["", *ENDINGS.split()]))
@example("jä", "jen")
@example("", "ihin")
def test_any_word_has_base_forms_and_the_same_ones_without_dots(stem: str, ending: str) -> None:
    word = stem + ending
    if word:
        assert all(finnish.bases(word)), word
        assert (finnish.bases(word), finnish.parts(word)) == (finnish.bases(fold(word)), finnish.parts(fold(word)))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("uimahallien", {"halli"}),
        ("tietosuojavastaavalle", {"tieto", "suoja", "tietosuoja", "vastaava"}),
        ("kaupunginjohtajan", {"kaupunki", "johtaja"}),
        ("lastensuojelussa", {"lapsi", "suojelu"}),
        ("asiakaspalvelun", {"asiakas", "palvelu"}),
        ("ihmisoikeuksista", {"ihminen", "oikeus"}),
        ("naistenklinikalla", {"nainen", "klinikka"}),
        ("mielenterveyshoitajien", {"mielenterveys", "terveys", "mieli", "hoitaja"}),
        ("yhdenvertaisuussuunnitelmaa", {"yhdenvertaisuus", "suunnitelma"}),
        ("opettajankoulutus", {"opettaja", "koulutus"}),
        ("rakennusluvan", {"rakennus", "lupa"}),
        ("asiakaspalvelumme", {"asiakas", "palvelu"}),
    ],
)
def test_a_compound_falls_into_its_parts(word: str, parts: set[str]) -> None:
    assert set(finnish.parts(word)) >= parts
    assert "uima" not in finnish.parts(word)


WHOLE = """
liikunta talous maanantai kaupunki hallinto kirjasto opettaja keskusta yhteiskunta yliopisto häirintä kitaristi kokonainen
etäisyys televisio tietoinen maailma liikunnan taloudessa kaupungeissa palautus osallisuus kansainvälinen sosiaalinen
aikuinen kampanja arvosteleminen matematiikka palvelija suunnittelija tiedote viestintä rahasto ravintola sairaala
"""


@pytest.mark.parametrize("word", WHOLE.split())
def test_a_word_that_only_looks_like_a_compound_stays_whole(word: str) -> None:
    assert finnish.parts(word) == ()


@pytest.mark.parametrize(
    ("nominative", "genitive", "some"),
    [
        ("Turku", "Turun", "Turkua Turussa Turusta Turkuun Turulla Turulle"),
        ("Tampere", "Tampereen", "Tamperetta Tampereella Tampereelle Tampereeseen"),
        ("Helsinki", "Helsingin", "Helsinkiä Helsingissä Helsinkiin"),
        ("Seinäjoki", "Seinäjoen", "Seinäjokea Seinäjoella Seinäjoelle Seinäjokeen"),
        ("Espoo", "Espoon", "Espoota Espoossa Espooseen"),
        ("Uusimaa", "Uudenmaan", "Uuttamaata Uudellamaalla Uuteenmaahan"),
        ("Uusikaupunki", "Uudenkaupungin", "Uuttakaupunkia Uudessakaupungissa Uuteenkaupunkiin"),
        ("Mäkinen", "Mäkisen", "Mäkistä Mäkiselle Mäkiset Mäkisten"),
        ("Aura", "Auran", "Auraa Aurassa Auroja"),
        ("kirjasto", "kirjaston", "kirjastoon kirjastojen kirjastoja kirjastoissa kirjastoihin"),
        ("koira", "koiran", "koiraan koirien koiria koiriin"),
        ("kirja", "kirjan", "kirjojen kirjoja kirjoihin"),
        ("peruna", "perunan", "perunoita perunoiden perunoitten"),
        ("lapsi", "lapsen", "lasta lasten lapsia lapsiin"),
        ("vesi", "veden", "vettä veteen vesien vesiä vesissä"),
        ("terveys", "terveyden", "terveyttä terveyteen"),
        ("rakennus", "rakennuksen", "rakennusta rakennukseen rakennusten rakennuksia"),
        ("asukas", "asukkaan", "asukasta asukkaaseen asukkaiden asukkaita asukkaisiin"),
        ("puhelin", "puhelimen", "puhelinta puhelimia puhelinten"),
        ("työtön", "työttömän", "työtöntä työttömiä työttömien"),
        ("maa", "maan", "maata maahan maiden maita"),
        ("työ", "työn", "työtä työhön töiden töitä töissä"),
        ("verkkotyö", "verkkotyön", "verkkotyöhön verkkotöissä"),
        ("meri", "meren", "merta mereen"),
        ("vaaka", "vaa’an", "vaakaa vaa’alla"),
        ("museo", "museon", "museota museoon museoiden museoita"),
        ("Excel", "Excelin", "Exceliä Excelissä Exceliin"),
        ("nukke", "nuken", "nukkea nukkeja nukeilla"),
    ],
)
def test_the_paradigm_of_a_name_comes_from_its_nominative_and_genitive(nominative, genitive, some) -> None:
    forms = finnish.forms_of(nominative, genitive)
    assert (forms[:2], set(some.split()) - set(forms)) == ((nominative, genitive), set())


GENITIVES = """
Turku-Turun Helsinki-Helsingin Tampere-Tampereen Seinäjoki-Seinäjoen Lahti-Lahden Mäkinen-Mäkisen Koski-Kosken Laine-Laineen
Espoo-Espoon Uusimaa-Uudenmaan LinkedIn-LinkedInin Teams-Teamsin podcast-podcastin budjetti-budjetin auto-auton
kansalliskirjasto-kansalliskirjaston uimahalli-uimahallin asukas-asukkaan osoite-osoitteen terveys-terveyden hanke-hankkeen
työtön-työttömän soitin-soittimen rakennus-rakennuksen parempi-paremman vaaka-vaa’an työpaikka-työpaikan Zorbanen-Zorbasen
"""


@pytest.mark.parametrize("pair", GENITIVES.split())
def test_a_genitive_is_found_for_a_nominative(pair: str) -> None:
    nominative, genitive = pair.split("-")
    assert finnish.genitive_of(nominative) == genitive


QUESTIONS = """
kuka osaa neuvoa|kuka osaisi auttaa|keneltä voin kysyä|kenen puoleen voin kääntyä|tarvitsen apua|mistä löydän jonkun joka tietää
tunteeko joku|voisiko joku auttaa minua|onko täällä ketään joka osaa|kuka meillä hoitaa|kenelle voi soittaa|osaako kukaan teistä
"""


@pytest.mark.parametrize(
    "words", [words.strip() for line in QUESTIONS.split("\n") for words in line.split("|") if words]
)
def test_the_frame_of_a_question_is_no_search(words: str) -> None:
    assert [word for word in words.split() if fold(word) not in finnish.STOP_WORDS] == []


def test_no_skill_is_a_stop_word() -> None:
    skills = "silta sää vesi tila valta laki kieli viestintä neuvonta ensiapu opastus ilma ala taide johto hoito koulutus data"
    assert [word for word in skills.split() if fold(word) in finnish.STOP_WORDS] == []


@pytest.mark.parametrize(
    ("form", "base"), [("bordeaux’n", "bordeaux"), ("versailles'ssa", "versailles"), ("vaa’an", "vaaka")]
)
def test_an_apostrophe_ends_a_foreign_name_and_parts_vowels(form: str, base: str) -> None:
    assert base in finnish.bases(form)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("hoidan", "hoitaa"),
        ("suunnittelen", "suunnitella"),
        ("koodaamassa", "koodata"),
        ("neuvottelemaan", "neuvotella"),
        ("valitsimme", "valita"),
        ("rakensi", "rakentaa"),
        ("tapasimme", "tavata"),
        ("tekemään", "tehdä"),
        ("luettiin", "lukea"),
    ],
)
def test_a_verb_leads_to_its_infinitive(form: str, base: str) -> None:
    assert fold(base) in finnish.bases(form)


def test_the_lists_are_written_right() -> None:
    """A base form is the folded word, and a genitive ends in n."""
    plain = [entry for entry in entries() if entry.kind not in (PLURAL, DOUBLE)]
    assert [entry.base for entry in plain if fold("".join(entry.first) + entry.word) != entry.base] == []
    assert [entry.word for entry in plain if entry.genitive and not entry.genitive.endswith("n")] == []
    assert [entry.word for entry in plain if not all(written_forms(entry))] == []
