"""The settings: read once from the environment into a frozen record, every fault reported at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.words import LANGUAGES

_USER = re.compile(r"[UW]\w+")
_CHANNEL = re.compile(r"[CG]\w+")
_GROUP = re.compile(r"S\w+")
_FIELD = re.compile(r"Xf\w+")
_HOST = re.compile(r"(?:\[[0-9a-f:.]+\]|[^\s:/@\[\]]+):\d{1,5}")
_LOG_LEVELS = ("debug", "info", "warning", "error")


class SettingsError(Exception):
    """Settings that cannot be used; `faults` has one English sentence each, naming the variable and the cure."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the faults in the order of the settings."""
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator decides. Secrets never show in its text form."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = field(default="sqlite:///kaiku.db", repr=False)
    language: str = "en"
    timezone: str = "Europe/Helsinki"
    house_channel: str = ""
    """Where all staff is asked; empty means that nobody has named such a channel."""
    desk_channel: str = ""
    monitoring_channel: str = ""
    """Where mentions are shown; empty leaves it to what the desk chooses in Slack."""
    admins: frozenset[str] = frozenset()
    desk_group: str = ""
    desk_members: frozenset[str] = frozenset()
    bind: str = "127.0.0.1"
    port: int = 3000
    log: str = "info"
    people_folder: str = ""
    """Where HR leaves its files; empty means that nobody looks."""
    slack_skills_field: str = ""
    """The id of a custom field in Slack's profiles that holds skills; empty means that there is none."""
    weekly_pings: int = 3
    """How often an expert may be asked in seven days."""
    answer_hours: int = 8
    """Working hours after which an expert who has not answered counts as silent."""
    absence_days: int = 30
    """Days of absence after which somebody's duties are reported."""
    contact: str = ""
    """Whom the owner of a web site may write to about the feed fetcher; travels in its User-Agent."""
    public_url: str = ""
    """Where the web door is reached from outside, with a slash at the end; empty when nobody has said."""
    poll_seconds: int = 900
    """The shortest time between two polls of a feed."""
    feed_allowed_hosts: frozenset[str] = frozenset()
    """Private hosts that feeds may live on, as "host:port" in small letters."""

    @property
    def socket_mode(self) -> bool:
        """Tell whether Slack is reached through Socket Mode; otherwise it calls the web door."""
        return bool(self.app_token)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Read the settings; raises SettingsError with every fault. Missing tokens are `run`'s business, not a fault."""
        source = _Source(env)
        settings = cls(
            bot_token=source.token(
                "SLACK_BOT_TOKEN", "xapp-", "copy the bot token (xoxb-…) from “OAuth & Permissions”"
            ),
            app_token=source.token(
                "SLACK_APP_TOKEN", "xoxb-", "copy the app-level token (xapp-…) from “Basic Information”"
            ),
            signing_secret=source.text("SLACK_SIGNING_SECRET"),
            slack_api_url=source.url("SLACK_API_URL", "https://slack.com/api/"),
            database_url=source.database("DATABASE_URL", "sqlite:///kaiku.db"),
            language=source.one_of("KAIKU_LANGUAGE", LANGUAGES, "en"),
            timezone=source.zone("KAIKU_TIMEZONE", "Europe/Helsinki"),
            house_channel=source.id("KAIKU_HOUSE_CHANNEL", _CHANNEL, "a channel id such as C0123ABCD"),
            desk_channel=source.id("KAIKU_DESK_CHANNEL", _CHANNEL, "a channel id such as C0123ABCD"),
            monitoring_channel=source.id("KAIKU_MONITORING_CHANNEL", _CHANNEL, "a channel id such as C0123ABCD"),
            admins=source.ids("KAIKU_ADMINS", _USER, "user ids such as U0123ABCD"),
            desk_group=source.id("KAIKU_DESK_GROUP", _GROUP, "a user group id such as S0123ABCD"),
            desk_members=source.ids("KAIKU_DESK_MEMBERS", _USER, "user ids such as U0123ABCD"),
            bind=source.text("KAIKU_BIND") or "127.0.0.1",
            port=source.port("PORT", 3000),
            log=source.one_of("KAIKU_LOG", _LOG_LEVELS, "info"),
            people_folder=source.text("KAIKU_PEOPLE_FOLDER"),
            slack_skills_field=source.id("KAIKU_SLACK_SKILLS_FIELD", _FIELD, "a profile field's id such as Xf0123ABCD"),
            weekly_pings=source.count("KAIKU_EXPERT_PINGS", 3, most=100),
            answer_hours=source.count("KAIKU_EXPERT_HOURS", 8, most=200),
            absence_days=source.count("KAIKU_ABSENCE_DAYS", 30, most=365),
            contact=source.one_line("KAIKU_CONTACT"),
            public_url=source.url("KAIKU_PUBLIC_URL", ""),
            poll_seconds=source.count("KAIKU_POLL_SECONDS", 900, most=86_400),
            feed_allowed_hosts=source.hosts("KAIKU_FEED_ALLOWED_HOSTS"),
        )
        if source.faults:
            raise SettingsError(source.faults)
        return settings


class _Source:
    """The environment, read name by name; faults gather."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.faults: list[str] = []

    def text(self, name: str) -> str:
        return self.env.get(name, "").strip()

    def token(self, name: str, not_one: str, cure: str) -> str:
        value = self.text(name)
        if value.startswith(not_one):
            self.faults.append(f"{name} holds a token of the other kind ({not_one}…): {cure} of your Slack app.")
        return value

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name).casefold() or default
        if value not in choices:
            self.faults.append(f"{name} is “{value}”: choose one of {', '.join(choices)}.")
        return value

    def url(self, name: str, default: str) -> str:
        value = self.text(name) or default
        if value and not value.startswith(("https://", "http://")):
            example = default or "https://kaiku.example.org/"
            self.faults.append(
                f"{name} is not an http(s) address: leave it out, or write the whole base such as {example}"
            )
        return value if value.endswith("/") or not value else value + "/"

    def database(self, name: str, default: str) -> str:
        value = self.text(name) or default
        try:
            backend = make_url(value).get_backend_name()
        except (ArgumentError, ValueError):
            backend = ""
        if backend not in ("sqlite", "postgresql", "postgres"):
            self.faults.append(
                f"{name} is no database address: write sqlite:///kaiku.db or postgresql://user@host/name."
            )
        return value

    def zone(self, name: str, default: str) -> str:
        value = self.text(name) or default
        if value not in available_timezones():
            self.faults.append(f"{name} is “{value}”: write an IANA time zone such as Europe/Helsinki.")
        return value

    def id(self, name: str, shape: re.Pattern[str], what: str) -> str:
        value = self.text(name)
        if value and not shape.fullmatch(value):
            self.faults.append(f"{name} is “{value}”: write {what}.")
        return value

    def ids(self, name: str, shape: re.Pattern[str], what: str) -> frozenset[str]:
        values = [part.strip() for part in self.text(name).split(",") if part.strip()]
        wrong = [value for value in values if not shape.fullmatch(value)]
        if wrong:
            self.faults.append(f"{name} has “{', '.join(wrong)}”: write {what}, with commas between.")
        return frozenset(values)

    def one_line(self, name: str) -> str:
        value = self.text(name)
        if not value.isprintable():
            self.faults.append(f"{name} has line breaks or signs that nobody sees: write it on one line.")
        return value

    def hosts(self, name: str) -> frozenset[str]:
        values = [part.strip().casefold() for part in self.text(name).split(",") if part.strip()]
        wrong = [value for value in values if not _HOST.fullmatch(value)]
        if wrong:
            self.faults.append(
                f"{name} has “{', '.join(wrong)}”: write hosts with their ports such as bridge.example:3000, with commas between."
            )
        return frozenset(values)

    def count(self, name: str, default: int, *, most: int) -> int:
        value = self.text(name) or str(default)
        if not value.isdecimal() or not 1 <= int(value) <= most:
            self.faults.append(f"{name} is “{value}”: write a number from 1 to {most}.")
            return default
        return int(value)

    def port(self, name: str, default: int) -> int:
        value = self.text(name) or str(default)
        if not value.isdigit() or not 0 <= int(value) <= 65_535:
            self.faults.append(f"{name} is “{value}”: write a port number, for instance {default}.")
            return default
        return int(value)
