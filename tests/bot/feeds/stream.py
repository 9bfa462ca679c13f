"""Ten days of news and posts in Finnish, Swedish and English, labelled by hand: which items tell the same story.

Events with the words of several papers stand in stream_items/events_*.txt, items that stand alone or only look like others in
alone.txt, hard.txt and series.txt; what aggregators, link posts and other desks make of an article is made here.
The words were written before the code that is measured with them; second.txt was written when that code was done, short.txt when
it was known what papers of one town leave out, third.txt by others who did not know the code.
"""

# ruff: noqa: S311 (chance here makes examples, no secrets)

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.feeds.links import canonical
from bot.feeds.stories import Shelf
from bot.feeds.stories_told import Telling

HERE = Path(__file__).with_name("stream_items")
START = datetime(2026, 11, 16, tzinfo=UTC)
WINDOW = timedelta(hours=48)
LANGUAGES = ("fi", "sv", "en")
SOCIAL = ("mastodon.social", "bsky.app", "reddit.com", "masto", "blog", "podcast")


@dataclass(frozen=True)
class Item:
    """An item of the stream; items of one event carry the same label."""

    label: str
    telling: Telling
    language: str


@dataclass(frozen=True)
class Figures:
    """What came of a stream."""

    items: int
    further: int
    """Items that tell a story again."""
    merged: int
    """Those of them that stand in the largest story of their event."""
    wrong: int
    """Items that joined a story of something else."""
    pairs: int
    pairs_met: int
    missed: tuple[Item, ...] = ()
    strayed: tuple[tuple[Item, str], ...] = ()

    @property
    def share_merged(self) -> float:
        """Return the share of retold items that joined their story."""
        return self.merged / max(1, self.further)

    @property
    def share_wrong(self) -> float:
        """Return the share of all items that joined a wrong story."""
        return self.wrong / max(1, self.items)


def told(label: str, language: str, at: datetime, source: str, words: tuple[str, str]) -> Item:
    """Return an item with a link of its own."""
    domain, _, author = source.partition(":")
    title, text = words
    slug = "".join(sign if sign.isalnum() else "-" for sign in (title or text).lower())[:60]
    link = f"https://{domain}/{slug}-{abs(hash_of(label + source + title + text + str(at)))}"
    return Item(label, Telling(title, text, language, domain, author, canonical(link), at), language)


def hash_of(text: str) -> int:
    """Return a number for a text, the same in every run."""
    return int.from_bytes(random.Random(text).randbytes(4), "big")


def events(path: Path) -> Iterator[list[Item]]:
    """Return the tellings of each event of a file."""
    for number, block in enumerate(path.read_text().strip().split("\n\n")):
        head, *lines = block.strip().splitlines()
        language, day, hour = head.removeprefix("@").split()
        label = f"{path.stem}.{number}"
        chance = random.Random(label)
        at = START + timedelta(days=int(day), hours=int(hour))
        tellings = []
        for line in lines:
            first, title, text, *more = (part.strip() for part in line.split("|"))
            own, _, source = first.partition(":") if first[:3] in {"fi:", "sv:", "en:"} else (language, "", first)
            later = (
                timedelta(hours=float(more[0]))
                if more
                else timedelta(minutes=chance.randint(3, 240) if chance.random() < 0.7 else chance.randint(240, 2000))
            )
            tellings.append(told(label, own, at + later, source, (title, text)))
        yield tellings


def echoes(event: list[Item]) -> Iterator[Item]:
    """Return what others make of the articles of an event: aggregators, posts with a link, copies and cuts of other desks."""
    chance = random.Random(event[0].label + "echo")
    papers = [item for item in event if item.telling.title and item.telling.source not in SOCIAL]
    for item in chance.sample(papers, min(len(papers), 4)):
        title, text, source, key = chance.choice(list(echoed(item, papers, chance)))
        at = item.telling.at + timedelta(minutes=chance.randint(5, 600))
        yield Item(item.label, Telling(title, text, item.language, source, "", key, at), item.language)


def echoed(item: Item, papers: list[Item], chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """Return each echo of an article: headline, text, source and link."""
    old, number = item.telling, hash_of(item.telling.title)
    name, changed = old.source.split(".")[0].upper(), {"fi": "katso kuvat", "sv": "se bilderna", "en": "what we know"}
    alert = canonical(f"https://www.google.com/url?url=https://{old.link_key}&ct=ga")
    own = [each.telling.title for each in papers if each.language == item.language]
    lead = chance.choice(["", cut(old.text, 80), papers[0].telling.text])
    yield f"{old.title} - {name}", f"{old.title}  {name}", name, f"news.google.com/rss/articles/{number}"
    yield cut(old.title, 60), cut(old.text, 120), old.source, alert
    yield (
        "",
        f"{old.title} https://{old.link_key}?utm_source=mastodon",
        "mastodon.social",
        f"mastodon.social/@x/{number}",
    )
    yield "", f"Tästä pitäisi puhua enemmän. https://{old.link_key}", "bsky.app", f"bsky.app/post/{number}"
    update = "PÄIVITYS" if item.language == "fi" else "UPDATE"
    yield f"{update}: {old.title}", old.text + " Juttua päivitetty.", old.source, old.link_key
    yield f"{old.title} – {changed[item.language]}", old.text, old.source, f"{old.source}/again/{number}"
    yield chance.choice(own), "STT. " + old.text, "lehti.example", f"lehti.example/{number}"
    yield edited(old.title, chance), lead, "nyhetsbrev.example", f"nyhetsbrev.example/{number}"
    yield (
        edited(old.title, chance),
        old.text.partition(". ")[2],
        "paikallislehti.example",
        f"paikallislehti.example/{number}",
    )
    yield (
        old.title,
        "STT. " + old.text,
        chance.choice(["kaleva.fi", "ess.fi", "savonsanomat.fi"]),
        f"kaleva.fi/uutinen/{number}",
    )


def edited(title: str, chance: random.Random) -> str:
    """Return a headline as another desk would trim it: one half of it, the halves the other way round, or a word less."""
    halves = re.split(r"\s[–:]\s|:\s", title)
    if len(halves) == 2 and min(map(len, halves)) > 18:
        return chance.choice(
            [f"{halves[1][0].upper()}{halves[1][1:]} – {halves[0][0].lower()}{halves[0][1:]}", max(halves, key=len)]
        )
    words = title.split()
    spare = [place for place, word in enumerate(words) if place and word.islower() and not word.isdigit()]
    if spare and len(words) > 4:
        del words[chance.choice(spare)]
    return " ".join(words)


def cut(text: str, most: int) -> str:
    """Return the beginning of a text, as alerts give it."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " ..."


def twins(event: list[Item]) -> Iterator[Item]:
    """Return another event told in the words of this one: other places and people (swaps.txt), other numbers."""
    chance = random.Random(event[0].label + "twin")
    swaps = [line.split() for line in (HERE / "swaps.txt").read_text().splitlines()]
    shift, made = str(chance.randint(1, 8)), 0
    for item in event:
        old, names = item.telling, 0
        if not old.title or old.source in SOCIAL:
            continue
        title, text = old.title, old.text
        for mine, other in swaps:
            names += title.count(mine)
            title, text = title.replace(mine, other), text.replace(mine, other)
        if names:
            title, text = (re.sub(r"[1-9](?=\D|$)", shift, words) for words in (title, text))
            at = old.at + timedelta(minutes=chance.randint(30, 900))
            yield told(f"twin.{item.label}", item.language, at, chance.choice(PAPERS), (title, text))
            made += 1
            if made == 2:
                return


PAPERS = ("ts.fi", "yle.fi", "aamuset.fi", "is.fi", "uutisia.example", "hs.fi", "nyheter.example", "news.example")


def alone(path: Path) -> Iterator[Item]:
    """Return the items of a file that tell no other item's story."""
    for number, line in enumerate(path.read_text().splitlines()):
        head, title, text = (part.strip() for part in line.split("|"))
        language, day, hour, source = head.split(maxsplit=3)
        at = START + timedelta(days=int(day), hours=int(hour), minutes=number % 50)
        yield told(f"{path.stem}.{number}", language, at, source, (title, text))


def series(path: Path) -> Iterator[Item]:
    """Return items of series that look alike; every second one as if another paper told it."""
    for number, line in enumerate(path.read_text().splitlines()):
        head, title, text = (part.strip() for part in line.split("|"))
        name, language, hours, source = head.split(maxsplit=3)
        label = f"series.{number}.{name}"
        paper = PAPERS[hash_of(label) % len(PAPERS)] if hash_of(str(number)) % 2 else source
        yield told(label, language, START + timedelta(hours=float(hours)), paper, (title, text))


def stream(half: int | None = None) -> list[Item]:
    """Return all items in the order of their time; half 0 or 1 keeps every second event, single item and part of a series."""
    items: list[Item] = []
    stories = [event for path in sorted(HERE.glob("events_*.txt")) for event in events(path)]
    for event in stories if half is None else stories[half::2]:
        items += [*event, *echoes(event), *twins(event)]
    lonely = [item for name in ("alone.txt", "hard.txt") for item in alone(HERE / name)]
    items += lonely if half is None else lonely[half::2]
    repeated = enumerate(series(HERE / "series.txt"))
    items += [item for number, item in repeated if half is None or number // 12 % 2 == half]
    return sorted(items, key=lambda item: item.telling.at)


def second() -> list[Item]:
    """Return the items that were written when the code was done."""
    items = list(alone(HERE / "second_alone.txt"))
    for event in events(HERE / "second.txt"):
        items += [*event, *echoes(event), *twins(event)]
    return sorted(items, key=lambda item: item.telling.at)


def short() -> list[Item]:
    """Return ten days of one town whose papers say little: bare headlines, each paper in words of its own, in three languages."""
    items = [item for event in events(HERE / "short.txt") for item in event]
    return sorted([*items, *alone(HERE / "short_alone.txt")], key=lambda item: item.telling.at)


def third() -> list[Item]:
    """Return ten days of a town and its university with many near misses: crashes, fires, outages and warnings of several days.

    A line with @ begins a story; each of its items is a line: moment, language, source, link, headline and text, tabs between.
    """
    items, label = list[Item](), ""
    for line in (HERE / "third.txt").read_text().splitlines():
        if line.startswith("@"):
            label = line[1:]
            continue
        moment, language, source, path, title, text = line.split("\t")
        link = canonical(path if "://" in path[:8] else f"https://{source}/{path}")
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        items.append(Item(label, Telling(title, text, language, source, "", link, at), language))
    return sorted(items, key=lambda item: item.telling.at)


def run(items: list[Item]) -> Figures:
    """Put a stream through a shelf as the desk would, and judge what came of it.

    Of two stories that turn out to be one, the older goes on; what the other one had is wrong if it told of something else.
    """
    shelf, placed, into = Shelf(), dict[int, list[Item]](), dict[int, int]()
    strayed, wrong = [], 0
    for item in items:
        shelf.forget_before(item.telling.at - WINDOW)
        shelf.learn(item.telling)
        match = shelf.find(item.telling)
        found = match.story_id if match else len(placed) + len(into) + 1
        story = into.get(found, found)
        here = placed.setdefault(story, [])
        here.append(item)
        if match and here[0].label != item.label:
            wrong += 1
            strayed.append((item, f"{match.why} {match.score:.2f} -> {here[0].telling.title}"))
        shelf.put(found, item.telling)
        for other in {into.get(number, number) for number in match.also} if match else ():
            story = into.get(story, story)
            if other != story:
                kept, gone = sorted((story, other))
                moved = placed.pop(gone)
                strayed += [(one, "joined") for one in moved if one.label != placed[kept][0].label]
                wrong += sum(one.label != placed[kept][0].label for one in moved)
                placed[kept] += moved
                into |= {number: kept for number, told in into.items() if told == gone} | {gone: kept}
    return judged(items, placed, wrong, tuple(strayed))


def judged(
    items: list[Item], placed: dict[int, list[Item]], wrong: int, strayed: tuple[tuple[Item, str], ...]
) -> Figures:
    """Return the figures of items that were placed on stories."""
    sizes, sole = dict[str, int](), dict[str, int]()
    where = {id(item): story for story, told_here in placed.items() for item in told_here}
    by_label = dict[str, list[Item]]()
    for item in items:
        by_label.setdefault(item.label, []).append(item)
    missed, pairs, met = list[Item](), 0, 0
    for label, group in by_label.items():
        stories = [where[id(item)] for item in group]
        largest = max(set(stories), key=stories.count)
        sizes[label], sole[label] = len(group) - 1, stories.count(largest) - 1
        missed += [item for item, story in zip(group, stories, strict=True) if story != largest]
        pairs += len(group) * (len(group) - 1) // 2
        met += sum(a == b for n, a in enumerate(stories) for b in stories[:n])
    return Figures(len(items), sum(sizes.values()), sum(sole.values()), wrong, pairs, met, tuple(missed), strayed)
