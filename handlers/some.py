"""`/some word`: everything that has no command of its own. The words of all three languages work for everybody.

Accents may be left out; a word that is nearly one of them is asked back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from slack_bolt import Ack, App

from bot.language.folding import fold
from bot.people import Asker
from bot.services import Services
from handlers import (
    answers,
    channels,
    checkup,
    feeds,
    help,  # noqa: A004 - a feature's name
    ideas,
    language,
    mentions,
    mutes,
    plan_views,
    report,
    rules,
    settings,
    tips,
    trace,
)

Word = Callable[[Ack, dict[str, Any], Services, Asker, str], None]

WORDS: dict[Word, tuple[str, ...]] = {
    channels.accounts: ("accounts", "tilit", "konton"),
    answers.word: ("answers", "vastaukset", "svar"),
    mentions.word: ("mentions", "osumat", "omnämnanden"),
    tips.word: ("tips", "vinkit", "tips"),
    feeds.word: ("feeds", "syötteet", "flöden"),
    rules.listing: ("rules", "säännöt", "regler"),
    mutes.listing: ("mute", "vaimenna", "tysta"),
    plan_views.word: ("plan", "suunnitelma", "plan"),
    plan_views.today: ("today", "tänään", "idag"),
    ideas.word: ("ideas", "ideat", "idéer"),
    report.word: ("report", "raportti", "rapport"),
    trace.word: ("trace", "jäljitä", "spåra"),
    settings.word: ("settings", "asetukset", "inställningar"),
    language.word: ("language", "kieli", "språk"),
    checkup.word: ("check", "tarkista", "kontrollera"),
    help.word: ("help", "ohje", "hjälp", ""),
}
"""What each word does: English, Finnish, Swedish."""
_AS_WRITTEN = {fold(word): word for words in WORDS.values() for word in words}
_BY_WORD = {fold(word): do for do, words in WORDS.items() for word in words}
_MISTAKES = 2
"""In a word that is asked back; beyond, it is another word."""


def register(bolt: App) -> None:
    """Listen for the command; its name is the same in every language."""
    bolt.command("/some")(some)


def some(ack: Ack, command: dict[str, Any], services: Services, person: Asker) -> None:
    """Do what the first word says, with the rest of the line."""
    word, *rest = command.get("text", "").split() or [""]
    folded = fold(word)
    if folded in _BY_WORD:
        _BY_WORD[folded](ack, command, services, person, " ".join(rest))
    else:
        help.unknown(ack, person, word, _nearest(folded))


def _nearest(folded: str) -> str:
    """Return the word that was probably meant; empty when none is near. One of four letters may be wrong."""
    most = min(_MISTAKES, len(folded) // 4)
    near = extractOne(folded, _AS_WRITTEN.keys(), scorer=OSA.distance, score_cutoff=most) if most else None
    return _AS_WRITTEN[near[0]] if near else ""
