"""The signal words that the program begins with: what a city, a region or a university wants to hear of first.

A word that makes a crisis reaches somebody at night, so those are few and say themselves what has happened. Words with an
everyday meaning of their own (oikeus, hot, trial) are left out: the desk adds what its town needs. A star takes every ending
of a word whose forms the lexicon does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.mentions.kinds import CRISIS, HIGH

_FI_HIGH = """
onnettomuus, liikenneonnettomuus, turma, tulipalo, räjähdys, kaasuvuoto, myrkytys, ruokamyrkytys, hukkuminen, evakuointi,
tietomurto, tietovuoto, tietosuojaloukkaus, kyberhyökkäys, palvelunestohyökkäys, kiristyshaittaohjelma,
uhkaus, uhkailu, väkivalta, pahoinpitely, puukotus, ahdistelu, häirintä, seksuaalinen häirintä, koulukiusaaminen,
syrjintä, rasismi, vihapuhe, kantelu, rikosilmoitus, tutkintapyyntö, rikosepäily, esitutkinta, syyte, oikeudenkäynti,
käräjäoikeus, korvausvaatimus, lahjonta, korruptio, kavallus, petos, väärinkäytös, vilppi, plagiointi, tutkimusvilppi,
boikotti, mielenosoitus, lakko, irtisanominen, muutosneuvottelut, sisäilmaongelma, homeongelma, salmonella, norovirus,
epidemia, vesikatko, sähkökatko, keittokehotus, vesivahinko, kohu, skandaali
"""
_FI_CRISIS = """
pommiuhka, kuolonuhri, suuronnettomuus, kaasuräjähdys, kouluampuminen, ampumavälikohtaus, joukkosurma, terrori-isku
"""
_SV_HIGH = """
olycka, olyckan, olyckor, olyckorna, trafikolyck*, brand, explosion, gasläck*, förgiftning*, matförgiftning*, drunkning*,
evakuering, dataintrång*, dataläck*, personuppgiftsincident*, cyberattack*, överbelastningsattack*, utpressningsprogram,
hotelse*, dödshot, våld, misshandel, knivdåd*, trakasseri*, skolmobbning, diskriminering, diskrimineringen, rasism,
hatretorik, näthat*, klagomål*, polisanmäl*, brottsanmäl*, brottsmisstank*, förundersökning, åtal*, rättegång, tingsrätt,
skadeståndskrav, mutbrott*, korruption, förskingring*, bedrägeri, missförhållande, fusk, fusket, plagiat*, forskningsfusk*,
bojkott*, demonstration, demonstrationen, demonstrationer, strejk*, uppsägning, omställningsförhandling*, inneluftsproblem,
mögelproblem, salmonella, norovirus*, epidemi, vattenavbrott, elavbrott, kokningsuppmaning, vattenskada, skandal
"""
_SV_CRISIS = """
bombhot, dödsoffer*, storolyck*, gasexplosion, skolskjutning*, skottlossning*, masskjutning*, terrordåd*, terrorattack*
"""
_EN_HIGH = """
accident, car crash, blaze, explosion, gas leak, poisoning, food poisoning, drowning, evacuation,
data breach, data leak, cyberattack, cyber attack, ransomware, denial-of-service attack,
death threat, violence, assault, stabbing, harassment, bullying, discrimination, racism, hate speech,
formal complaint, police report, criminal investigation, lawsuit, prosecution, district court, compensation claim,
bribery, corruption, embezzlement, fraud, misconduct, plagiarism, boycott, demonstration, protesters, strike action, layoffs,
indoor air problem, mould problem, salmonella, norovirus, epidemic, power outage, water outage, boil water notice, scandal,
outrage
"""
_EN_CRISIS = """
bomb threat, mass casualties, gas explosion, school shooting, mass shooting, active shooter, terror attack, terrorist attack
"""


@cache
def shipped() -> Mapping[str, Mapping[str, str]]:
    """Return the severity of every shipped word, by language and word."""
    texts = {
        "fi": {HIGH: _FI_HIGH, CRISIS: _FI_CRISIS},
        "sv": {HIGH: _SV_HIGH, CRISIS: _SV_CRISIS},
        "en": {HIGH: _EN_HIGH, CRISIS: _EN_CRISIS},
    }
    return {
        language: {
            " ".join(word.split()): severity for severity, listed in by_severity.items() for word in listed.split(",")
        }
        for language, by_severity in texts.items()
    }
