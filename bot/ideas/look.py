"""How somebody looks at the backlog: what it shows, a tag or network, words that are searched for, and the page."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from bot.ideas.kinds import ARCHIVED, CHOSEN, DRAFTED, NEW, PUBLISHED
from bot.networks import NETWORKS
from bot.views.blocks import cut, one_line, unescaped

OPEN, MINE, PRIVATE, DEADLINE = "open", "mine", "private", "deadline"
SHOWS = {
    OPEN: ("open", "all", "avoimet", "kaikki", "öppna", "alla"),
    MINE: ("mine", "omat", "mina"),
    PRIVATE: ("private", "yksityiset", "privata"),
    DEADLINE: ("deadline", "määräaika", "tidsfrist"),
    CHOSEN: ("chosen", "valitut", "valda"),
    DRAFTED: ("planned", "suunnitellut", "planerade"),
    PUBLISHED: ("published", "julkaistut", "publicerade"),
    ARCHIVED: ("archived", "arkistoidut", "arkiverade"),
    NEW: (),
}
"""What the backlog can show: English, Finnish and Swedish words; that ideas are new, only the menu asks."""
ADD_WORDS = ("add", "new", "lisää", "uusi", "lägg till", "ny", "nytt")
MOST_WORDS, MOST_TAG = 80, 40
"""Characters; both travel in a block's id, which holds 255."""
TAG, NETWORK = "tag:", "network:"


@dataclass(frozen=True, slots=True)
class Look:
    """What to show, a tag, a network, words to search for, the page from 1."""

    show: str = OPEN
    tag: str = ""
    network: str = ""
    query: str = ""
    page: int = 1

    def on(self, page: int) -> Look:
        """Return the same look on another page."""
        return replace(self, page=page)

    def showing(self, chosen: str) -> Look:
        """Return this look, first page, showing what an option of the first menu says."""
        return replace(self, page=1, show=chosen if chosen in SHOWS else OPEN)

    def about(self, chosen: str) -> Look:
        """Return this look, first page, with only the tag or network that an option of the second menu says; "" is all."""
        tag = chosen.removeprefix(TAG)[:MOST_TAG] if chosen.startswith(TAG) else ""
        network = chosen.removeprefix(NETWORK) if chosen.startswith(NETWORK) else ""
        return replace(self, page=1, tag=tag, network=network if network in NETWORKS else "")

    @property
    def topic(self) -> str:
        """Return the value of the second menu's option for what is shown; empty when all is."""
        return TAG + self.tag if self.tag else NETWORK + self.network if self.network else ""

    def packed(self) -> str:
        """Return a short text from which `unpacked` makes the same look."""
        said = [self.show, self.tag, self.network, self.query, self.page]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is a look at what is open."""
        try:
            show, tag, network, query, page = json.loads(text)
            look = cls(query=cut(str(query), MOST_WORDS), page=max(1, int(page))).showing(str(show))
            return replace(look.about(TAG + str(tag) if tag else NETWORK + str(network)), page=max(1, int(page)))
        except (ValueError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class ToWrite:
    """Somebody wants to write a new idea that begins with these words."""

    text: str = ""


def read(text: str) -> Look | ToWrite:
    """Return what somebody means who writes words after the command: a part of the backlog, a search, or a new idea."""
    whole = unescaped(text[:4_000]).strip()
    typed = one_line(whole)
    folded = typed.casefold()
    adds = next((word for word in ADD_WORDS if f"{folded} ".startswith(f"{word} ")), None)
    if adds is not None:
        return ToWrite(whole[len(adds) :].strip())
    first, _, rest = typed.partition(" ")
    show = next((show for show, words in SHOWS.items() if first.casefold() in words), None)
    if typed.startswith("#") and " " not in typed:
        return Look(tag=cut(folded.strip("#"), MOST_TAG))
    if show is None:
        return Look(query=cut(typed, MOST_WORDS))
    return Look(show, query=cut(rest.strip(), MOST_WORDS))
