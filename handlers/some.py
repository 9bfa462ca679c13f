"""`/some word`: everything that has no command of its own. The words of all three languages work for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

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
_BY_WORD = {word: do for do, words in WORDS.items() for word in words}


def register(bolt: App) -> None:
    """Listen for the command; its name is the same in every language."""
    bolt.command("/some")(some)


def some(ack: Ack, command: dict[str, Any], services: Services, person: Asker) -> None:
    """Do what the first word says, with the rest of the line."""
    word, *rest = command.get("text", "").split() or [""]
    do = _BY_WORD.get(word.casefold(), help.unknown)
    do(ack, command, services, person, word if do is help.unknown else " ".join(rest))
