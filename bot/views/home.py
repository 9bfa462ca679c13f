"""App Home: our social accounts, experts, my language, help. Managers also find what they look after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.ideas.listing import Board
from bot.mine import Page
from bot.people import Asker
from bot.plan.weeks_glance import PlanGlance
from bot.reminders.glance import Glance
from bot.roles import Role
from bot.views import (
    answers_home,
    ask,
    channels_list,
    checkup,
    experts,
    feeds,
    help,  # noqa: A004 - a feature's name
    ideas_home,
    language,
    mentions_list,
    mine,
    plan_home,
    profiles,
    reminders_home,
    settings,
    synonyms,
    tips_buttons,
    tips_list,
)
from bot.views.blocks import button, context, divider, header, section
from bot.words import Reader
from storage.answers import Counts
from storage.models import Profile


@dataclass(frozen=True, slots=True)
class Contents:
    """What App Home shows: how many social accounts there are, on which networks (names), and what concerns this person."""

    accounts: int
    networks: Sequence[str]
    language: str | None
    profile: Profile | None = None
    asked: int = 0
    """Their own questions that are open."""
    waiting: int = 0
    """Questions that wait for their answer."""
    mentions: tuple[int, int, int] | None = None
    """Open mentions, those that are theirs, those that are late; None for who is no manager."""
    ideas: Board = field(default_factory=Board)
    """The backlog of ideas."""
    answers: Counts = field(default_factory=Counts)
    """What waits in the answer bank."""
    mine: Page = field(default_factory=Page)
    """The newest of what they asked, answered, reported and entered."""
    tips: int | None = None
    """Tips that wait for the desk; None for who is no manager."""
    feeds: tuple[int, int] | None = None
    """Feeds, and those in trouble; None for who is no manager."""
    reminders: Glance = field(default_factory=Glance)
    """What is on hold, and what the desk has to look after."""
    plan: PlanGlance | None = None
    """The plan of today and this week; None for who is not on the staff."""
    today: date = date.min
    """In their time zone."""


def home(person: Asker, contents: Contents) -> dict[str, Any]:
    """App Home of one person."""
    reader = person.reader
    blocks: list[Block] = [
        header(reader.say("Kaiku, the social desk inside Slack")),
        context(reader.say("Find the organisation’s social accounts, and the people who know.")),
        *reminders_home.notice(contents.reminders, reader),
        divider(),
        *_accounts(reader, person.role, contents),
        divider(),
        *([*plan_home.blocks(contents.plan, reader), divider()] if contents.plan is not None else []),
        *_asking(reader),
        *(_tips(reader, contents) if person.role >= Role.EMPLOYEE else []),
        *(ideas_home.blocks(contents.ideas, reader, person.role) if person.role >= Role.EMPLOYEE else []),
        *(mine.of_home(contents.mine, reader) if person.role >= Role.EMPLOYEE else []),
        divider(),
        *answers_home.blocks(contents.answers, reader, person.role),
        divider(),
        *_experts(reader, contents),
        *_mentions(reader, contents),
        *_feeds(reader, contents),
        *reminders_home.blocks(contents.reminders, reader),
        divider(),
        section(
            reader.say("*My language.* In this language I speak to you everywhere."),
            block_id=f"language:{contents.language or language.AS_SLACK}:{reader.language}",
            accessory=language.menu(reader, contents.language),
        ),
        divider(),
        *_help(reader, person.role),
    ]
    return {"type": "home", "blocks": [block.to_dict() for block in blocks]}


def _accounts(reader: Reader, role: Role, contents: Contents) -> list[Block]:
    elements = [button(reader.say("Our social accounts"), channels_list.BROWSE, style="primary")]
    if role >= Role.MANAGER:
        elements.append(button(reader.say("Add an account"), channels_list.ADD))
    return [section(_summary(reader, contents)), ActionsBlock(block_id="accounts", elements=elements)]


def _summary(reader: Reader, contents: Contents) -> str:
    if not contents.accounts:
        return reader.say("*Our social accounts.* There are none in the register yet.")
    count = reader.count("{n} official account", "{n} official accounts", contents.accounts)
    networks = reader.listing(contents.networks)
    return reader.say("*Our social accounts.* {count}: {networks}.", count=count, networks=networks)


def _asking(reader: Reader) -> list[Block]:
    what = reader.say("*Questions.* What the house knows already, and a way to ask your colleagues.")
    elements = [button(ask.title(reader), ask.OPEN, style="primary")]
    return [section(what), ActionsBlock(block_id="questions", elements=elements)]


def _tips(reader: Reader, contents: Contents) -> list[Block]:
    """Return the way to tell the desk something; managers also see what waits."""
    what = reader.say("*Tips.* Tell the desk what you have seen, and hear what becomes of it.")
    elements = [tips_buttons.to_send(reader, style="primary")]
    said: list[Block] = []
    if contents.tips is not None:
        elements.append(button(tips_list.title(reader), tips_buttons.BROWSE))
        said = [context(reader.count("{n} tip waits for the desk.", "{n} tips wait for the desk.", contents.tips))]
    return [divider(), section(what), *said, ActionsBlock(block_id="tips", elements=elements)]


def _experts(reader: Reader, contents: Contents) -> list[Block]:
    what = reader.say("*Experts.* Who knows about your question, with the reason, and a way to ask them.")
    elements = [
        button(experts.title(reader), experts.OPEN, style="primary"),
        button(reader.say("My profile"), profiles.OPEN),
    ]
    states = [*_questions(reader, contents), *_profile(reader, contents)]
    said: list[Block] = [context(*states)] if states else []
    return [section(what), *said, ActionsBlock(block_id="experts", elements=elements)]


def _questions(reader: Reader, contents: Contents) -> Iterator[str]:
    if contents.waiting:
        yield reader.count(
            "*{n} question waits for your answer*, under Messages.",
            "*{n} questions wait for your answer*, under Messages.",
            contents.waiting,
        )
    if contents.asked:
        yield reader.count("{n} question of yours is open.", "{n} questions of yours are open.", contents.asked)


def _profile(reader: Reader, contents: Contents) -> Iterator[str]:
    """Yield what is worth knowing of one's own profile: why nobody asks, or what would help others to find one."""
    profile = contents.profile
    if profile is None or profile.confirmed_at is None:
        yield reader.say("Tell in your profile what others may ask you about. It takes a minute.")
    if profile is not None and profile.is_hidden:
        yield reader.say("Your profile is hidden from search.")
    if profile is not None and profile.away_until is not None and contents.today < profile.away_until:
        yield reader.say("Nobody asks you before {day}.", day=reader.day(profile.away_until))


def _feeds(reader: Reader, contents: Contents) -> list[Block]:
    """Return how many feeds are read, for managers."""
    if contents.feeds is None:
        return []
    total, in_trouble = contents.feeds
    said = [reader.count("{n} feed", "{n} feeds", total) if total else reader.say("There are no feeds yet.")]
    if in_trouble:
        said.append(reader.count("{n} in trouble", "{n} in trouble", in_trouble))
    elements = [button(feeds.title(reader), feeds.OPEN), button(reader.say("Add a feed"), feeds.ADD)]
    return [context(" · ".join(said)), ActionsBlock(block_id="feeds", elements=elements)]


def _mentions(reader: Reader, contents: Contents) -> list[Block]:
    """Return the desk's work, for managers."""
    if contents.mentions is None:
        return []
    opened, mine, late = contents.mentions
    figures = [
        reader.count("{n} open mention", "{n} open mentions", opened),
        reader.count("{n} mention is yours", "{n} mentions are yours", mine),
        reader.count("{n} mention is late", "{n} mentions are late", late),
    ]
    what = reader.say("*Mentions.* What is said about the organisation in public, and who answers it.")
    elements = [
        button(mentions_list.title(reader), mentions_list.BROWSE, style="primary"),
        button(reader.say("Enter a mention"), mentions_list.ENTER),
    ]
    return [divider(), section(what), context(*figures), ActionsBlock(block_id="mentions", elements=elements)]


def _help(reader: Reader, role: Role) -> list[Block]:
    elements = [button(help.title(reader), help.OPEN)]
    if role >= Role.MANAGER:
        elements.append(button(settings.same_meaning(reader), synonyms.OPEN))
        elements.append(button(checkup.title(reader), checkup.OPEN))
    text = reader.say(
        "*Help.* Everything here can also be written: “/ask”, “/expert”, “/some accounts” and “/some help”."
    )
    return [section(text), ActionsBlock(block_id="help", elements=elements)]
