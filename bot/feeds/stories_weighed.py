"""A telling with the weight of its words: how rare each was when it was put on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.feeds.stories_reading import STEM, Reading, Token

_WEAK = 0.6
"""What a part of a compound or the beginning of a word counts for."""
Rarity = Callable[[Token], float]


@dataclass(slots=True)
class Keys:
    """The words of a telling, or of a whole story, to look others up in."""

    strong: set[str]
    every: set[str]
    """Those, and the weak keys of parts and beginnings."""

    def add(self, other: Keys) -> None:
        """Take in the words of another telling."""
        self.strong |= other.strong
        self.every |= other.every

    def shared(self, tokens: dict[Token, float]) -> float:
        """Return the weight of the tokens that are among these words."""
        return sum(self.weights(tokens))

    def weights(self, tokens: dict[Token, float]) -> list[float]:
        """Return the weight of each token that is among these words."""
        found, strong, every = list[float](), self.strong, self.every
        for token, weight in tokens.items():
            if not strong.isdisjoint(token.keys):
                found.append(weight)
            elif not every.isdisjoint(token.keys) or not every.isdisjoint(token.weak):
                found.append(_WEAK * weight)
        return found

    def lacks(self, token: Token) -> bool:
        """Tell whether not even a part of a token is among these words."""
        return self.every.isdisjoint(token.keys) and self.every.isdisjoint(token.weak)

    def lacks_name(self, token: Token) -> bool:
        """Tell whether a name is not among these words; a compound that has but a part in common is another name."""
        stems = [key for key in token.weak if key.endswith(STEM)]
        return self.strong.isdisjoint(token.keys) and self.every.isdisjoint(stems)


def keys_of(tokens: Iterable[Token]) -> Keys:
    """Return the keys of tokens."""
    strong = {key for token in tokens for key in token.keys}
    return Keys(strong, strong.union(key for token in tokens for key in token.weak))


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A reading with the weight of its words."""

    reading: Reading
    source: str
    author: str
    at: datetime
    title: dict[Token, float]
    lead: dict[Token, float]
    """What the lead says beyond the headline."""
    title_keys: Keys
    keys: Keys
    title_weight: float
    lead_weight: float
    names: dict[Token, float]

    @property
    def weight(self) -> float:
        """Return the weight of all words."""
        return self.title_weight + self.lead_weight


def _once(tokens: Iterable[Token]) -> Iterable[Token]:
    """Return the tokens without those that say again what another one says, in another form."""
    found = dict[str, Token]()
    for token in tokens:
        found.setdefault(token.keys[-1], token)
    return found.values()


def weighed(reading: Reading, source: str, author: str, at: datetime, rarity_of: Rarity) -> Weighed:
    """Return a reading with its weights."""
    title = {token: rarity_of(token) for token in _once(reading.title)}
    said = {token.keys[-1] for token in title}
    lead = {token: rarity_of(token) for token in _once(reading.lead) if token.keys[-1] not in said}
    both = title | lead
    names = {token: weight for token, weight in both.items() if token.is_name}
    unique = {token.keys[-1]: token for token in names}
    return Weighed(
        reading, source, author, at, title, lead, keys_of(title), keys_of(both), sum(title.values()), sum(lead.values()),
        {token: names[token] for token in unique.values()},
    )  # fmt: skip
