"""What kind of thing a question asks for: hours, a price, a place, a way to apply ...; and what kinds a text tells.

Answers of one topic differ in this alone: opening hours, price and address of the swimming hall. Kinds are recognised by the
words of three languages, in a text folded to small letters without accents; in what is told, by its figures as well.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.language.folding import fold

WHEN, OPEN, UNTIL, WHERE, PRICE, APPLY, WHO, LONG, MANY, AGE, MAY, WHY, END, LOST = (
    "when", "open", "until", "where", "price", "apply", "who", "long", "many", "age", "may", "why", "end", "lost",
)  # fmt: skip
KINDS = (WHEN, OPEN, UNTIL, WHERE, PRICE, APPLY, WHO, LONG, MANY, AGE, MAY, WHY, END, LOST)
_ASKED = {
    WHEN: r"""
        milloin koska mihin\saikaan min[ak]a\spaivana monelta moneltako moneen\sasti ajankohta\w* paivamaar\w* alkaa
        alkavat nar hur\sdags vilken\stid vilket\sdatum vilka\sdagar datum\w* borjar startar when what\stime
        which\sdays? what\sdate dates? starts? begins?
    """,
    OPEN: r"""
        auki avoin avoinna aukea\w* aukio\w* avautu\w* avataan sulkeutu\w* suljet\w* kiinni oppet oppen oppna\w*
        oppettid\w* oppettiderna stang\w* open opens opening opened hours close[sd]? closing shut
    """,
    UNTIL: r"""
        mihin\smennessa milloin\sviimeistaan viimeistaan maaraai\w* hakuai\w* haku\spaatty\w* dead\s?line\w* senast
        sista\s(?:dag\w*|ansok\w*) ansokningstid\w* tidsfrist\w* by\swhen latest due\sdate last\sday
        application\speriod
    """,
    WHERE: r"""
        missa mista mihin minne osoit\w* sijait\w* sijaint\w* var vart varifran adress\w* ligger where address\w*
        located location
    """,
    PRICE: r"""
        paljonko\w* hinta hinna\w* hintoj\w* maksa\w* maksu maksul\w* maksut maksuj\w* maksuton\w* maksutt\w*
        ilmai\w* kuinka\spaljon eurol?\w* taksa\w* kallis\w* kustan\w* kosta\w* pris priset priser\w* avgift\w*
        \w+avgift\w* gratis dyr\w* taxa\w* hur\smycket cost costs price\w* pricing fees? how\smuch free charge[sd]?
        expensive rates? \w+maksu \w+maksut \w+hinta \w+hinnat
    """,
    APPLY: r"""
        hakea haetaan hae haen hakee hakemu\w* haku haun ilmoittau\w* ilmoittaud\w* varata varataan varaan varaus\w*
        ansok\w* ansoker anmal\w* boka\w* bokar bokning\w* apply applying application\w* register\w* registration
        sign\sup enrol\w* book booking reserv\w*
    """,
    WHO: r"""
        kuka ketka kene\w* kehen keneen yhteyt\w* yhteysti\w* yhteysh\w* puhelin\w* soitta\w* sahkoposti\w* vem
        vilka\sperson\w* kontakt\w* telefon\w* ringa ringer e-?post\w* mejla\w* who whom contact\w* phone\w*
        telephone\w* call e-?mail\w*
    """,
    LONG: r"""
        kauanko kuinka\skauan kesta\w* kasittelyai\w* \w+aika\skestaa hur\slange behandlingstid\w* how\slong take
        processing\stime\w* valid voimassa giltig\w*
    """,
    MANY: r"""
        montako kuinka\smonta kuinka\susein kuinka\smoni hur\smanga hur\softa how\smany how\soften enintaan max\w*
        hogst
    """,
    AGE: r"""
        ikara\w* minka\sikai\w* kuinka\svanha\w* minkaikai\w* alaikai\w* hur\sgam\w* aldersgrans\w* how\sold age
        age\slimit\w* vilken\salder\w*
    """,
    MAY: r"""
        saako saanko saammeko saavatko voiko voinko sallit\w* kiellet\w* onko\spakko far\s(?:man|jag|vi) tillat\w*
        forbjud\w* maste\s(?:man|jag) allowed may permitted forbidden prohibited
    """,
    WHY: r"""
        miksi minka\stakia varfor why
    """,
    END: r"""
        perua peru\w* peruut\w* irtisan\w* lopet\w* avboka\w* avbestal\w* sag\w*\supp uppsag\w* avsluta\w* cancel\w*
        terminat\w* withdraw\w*
    """,
    LOST: r"""
        hukka\w* kadot\w* kadon\w* unoh\w* tappa\w*\sbort forlora\w* borttappa\w* glomt\w* lost lose forgot\w* forget
    """,
}
_TOLD = {
    PRICE: r"\d\s?(?:€|e\b|eur)|€\s?\d|\bmaksuton|\bmaksutt|\bilmai[ns]|\bgratis\b|\bavgiftsfri|free of charge|\bfree\b",
    OPEN: r"\b(?:klo|kl\.?|klockan|kello)\s?\d|\d{1,2}[.:]\d\d|\d\s?(?:am|pm|a\.m|p\.m)|\bavoinna\b|\boppet\b",
    WHEN: r"\b\d{1,2}\.\d{1,2}\.|\b(?:klo|kl\.?)\s?\d|\d{1,2}[.:]\d\d|(?:kuuta|kuussa)\b|\d\s?(?:am|pm)\b",
    UNTIL: r"viimeistaan|mennessa|asti\b|saakka|senast|\btill och med\b|\bby \d|deadline|no later than|at the latest|until",
    WHERE: r"\b[a-z]+(?:katu|tie|vagen|gatan|kuja|polku|aukio|torget|plats|street|road|tori)\b[^.]{0,4}\d|osoit|adress|\baddress",
    WHO: r"@|\b0\d{1,3}[\s-]?\d{3,}|\+358|puhelin|telefon|\bphone",
    APPLY: r"lomak|haetaan|hakemu|varat?a|ilmoittau|blankett|ansok|anmal|boka|\bform\b|apply|appli|book|regist",
    LONG: r"\d\s?(?:vuo|kuukau|viikk|paiv|arkip|tunt|minuut|ar\b|manad|veck|dag|tim|minut|year|month|week|day|hour|min)",
    AGE: r"\d\s?-?(?:vuot|v\b|aring|ar\b|year)|alle \d|yli \d|under \d|over \d",
}


@lru_cache(maxsize=2_000)
def asked(text: str) -> frozenset[str]:
    """Return the kinds of things that a question asks for."""
    folded = fold(text)
    return frozenset(kind for kind, words in _patterns().items() if words.search(folded))


@lru_cache(maxsize=2_000)
def told(text: str) -> frozenset[str]:
    """Return the kinds of things that a text tells."""
    folded = fold(text)
    return frozenset(kind for kind, signs in _signs().items() if signs.search(folded))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"\b(?:{'|'.join(words.split())})\b") for kind, words in _ASKED.items()}


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(signs) for kind, signs in _TOLD.items()}
