"""Kaiku's command line and its one composition root: everything is made here, and nothing at import."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from dotenv import dotenv_values

from bot import logs, manifest, slack_client, standing
from bot.cards import CARDS
from bot.delivery import LEASE, Courier
from bot.errors import BotError
from bot.feeds.reading import FeedReader, policy_of
from bot.memory import Memory
from bot.messenger import Messenger
from bot.replies import Replies
from bot.services import Services
from bot.settings import Settings, SettingsError
from bot.words import LANGUAGES, Reader
from handlers import terminal, terminal_answers, terminal_feeds, terminal_people, terminal_plan, terminal_privacy
from handlers.doors import Doors
from handlers.terminal import Answer
from storage.database import Database

REAL_TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")


class Unusable(Exception):  # noqa: N818 - it reads as a sentence where it is raised
    """What the operator asked for cannot be done; the text says why and what helps, `code` is the exit code."""

    def __init__(self, text: str, code: int = 1) -> None:
        """Keep the sentence and the code."""
        super().__init__(text)
        self.code = code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 only when it worked."""
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.do(asked)
    except Unusable as fault:
        print(fault, file=sys.stderr)
        return fault.code
    except BotError as fault:
        print(fault.words(_operator()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def compose(
    settings: Settings,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    step: Callable[[str], None] = lambda _name: None,
    lease: timedelta = LEASE,
) -> Services:
    """Put the services together. Opens nothing and calls nobody; `step` is told what the messenger does."""
    database = Database(settings.database_url)
    slack, quick = (slack_client.client(settings.bot_token, settings.slack_api_url, seconds) for seconds in (10, 2))
    courier = Courier(database, slack, settings, CARDS, now, owner="", step=step, lease=lease)
    return Services(
        settings=settings,
        database=database,
        memory=Memory(database),
        slack=slack,
        quick=quick,
        messenger=Messenger(courier, now),
        replies=Replies(),
        now=now,
        feeds=FeedReader(policy_of(settings)),
    )


def run(_asked: argparse.Namespace) -> int:
    """Run the bot against Slack until it is told to stop."""
    settings = _settings()
    missing = terminal.missing_tokens(settings)
    if missing:
        raise Unusable("\n".join(missing), 2)
    _log_to(settings)
    return serve(compose(settings), _stop_on_signals(), _ready)


def collect_seldom() -> None:
    """Look for garbage seldom, and never among what start has made: one look holds up all threads (120 ms, measured)."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def _ready(doors: Doors) -> str:
    way = "Socket Mode" if doors.socket else "HTTP, POST /slack/events"
    return f"Kaiku is ready ({way}). Health: http://{doors.services.settings.bind}:{doors.web.port}/readyz"


def serve(services: Services, stop: Event, ready: Callable[[Doors], str]) -> int:
    """Verify, open the doors, say that it is `ready`, and wait until `stop` is set."""
    services, address = standing.verified(services)
    doors = Doors(services)
    try:
        doors.open(address)
        collect_seldom()
        print(ready(doors), flush=True)
        stop.wait()
    finally:
        left = doors.close()
    if left:
        logging.getLogger(__name__).warning("ended in the middle of: %s", ", ".join(left))
        logging.shutdown()
        os._exit(0)  # the next start takes up what was left; its threads would hold this process back
    return 0


def playground(asked: argparse.Namespace) -> int:
    """Run the demo town: a Slack in a box, and the bot in it."""
    set_tokens = [name for name in REAL_TOKENS if _environment().get(name)]
    if set_tokens:
        raise Unusable(
            f"The playground does not start while {', '.join(set_tokens)} is set, so that nothing is tried on a real Slack: "
            "unset it, or take it out of .env."
        )
    from playground import start  # noqa: PLC0415 - only the playground needs the fake Slack

    stop = _stop_on_signals()
    logs.configure("warning", sys.stderr)
    with tempfile.TemporaryDirectory(prefix="kaiku-") as folder, start.start(asked.port) as (slack, town):
        database = asked.database or Path(folder) / "playground.db"
        services = compose(start.settings(slack, f"sqlite:///{database}"), now=town.clock)
        standing.bring_up_to_date(services.database)
        start.seed(services, town, slack)
        return serve(services, stop, lambda _doors: f"The playground is open at {slack.url} – stop it with Ctrl-C.")


def check(_asked: argparse.Namespace) -> int:
    """Name every fault with its cure."""
    logs.configure("error", sys.stderr)
    return _print(terminal.check(compose(_settings())))


def import_accounts(asked: argparse.Namespace) -> int:
    """Take social accounts from a CSV or Excel file: every row, or none."""
    return _print(terminal.import_accounts(_on_database(), asked.file, dry_run=asked.dry_run))


def export(asked: argparse.Namespace) -> int:
    """Write the social accounts, the answer bank or the plan to a CSV, Excel or JSON file, or the feeds to an OPML file."""
    ways = {"accounts": terminal.export_accounts, "answers": terminal_answers.export_answers}
    ways["plan"] = terminal_plan.export_plan
    return _print(ways.get(asked.what, terminal_feeds.export_feeds)(_on_database(), asked.file))


def backup(asked: argparse.Namespace) -> int:
    """Copy the database while the bot runs."""
    return _print(terminal.backup(_on_database(), asked.file))


def letters(asked: argparse.Namespace) -> int:
    """List the messages that could not be shown, and why; with “retry” they are tried again."""
    return _print((terminal.retry_dead_letters if asked.retry else terminal.list_dead_letters)(_on_database()))


def privacy(asked: argparse.Namespace) -> int:
    """Give out everything that is held about one person as JSON, or erase it."""
    return _print(terminal_privacy.act(_on_database(), asked, input if sys.stdin.isatty() else None))


def bench(asked: argparse.Namespace) -> int:
    """Measure the bot side by side with its peers; works in a checkout of the project."""
    import bench as measuring  # noqa: PLC0415 - not part of what is installed

    return measuring.run(asked.arguments)


def print_manifest(asked: argparse.Namespace) -> int:
    """Print the manifest of the Slack app."""
    print(manifest.text(Reader(asked.language)), end="")
    return 0


def _print(answer: Answer) -> int:
    for line in answer.lines:
        print(line)
    return answer.code


def _on_database() -> Services:
    logs.configure("error", sys.stderr)
    services = compose(_settings())
    standing.reach_database(services.database)
    standing.bring_up_to_date(services.database)
    return services


def _settings() -> Settings:
    try:
        return Settings.from_env(_environment())
    except SettingsError as error:
        raise Unusable("\n".join(error.faults)) from error


def _operator() -> Reader:
    """Whoever reads the terminal: the house's language, as far as the settings can be read."""
    language = _environment().get("KAIKU_LANGUAGE", "")
    return Reader(language if language in LANGUAGES else "en")


def _environment() -> Mapping[str, str]:
    """Read .env in the working directory; what the environment says wins."""
    written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**written, **os.environ}


def _log_to(settings: Settings) -> None:
    secrets = (settings.bot_token, settings.app_token, settings.signing_secret)
    logs.configure(settings.log, sys.stderr, secrets=secrets)


def _stop_on_signals() -> Event:
    stop = Event()

    def ask_to_stop(_number: int, _frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    return stop


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py", description="Kaiku: the social-media desk of an organisation, inside Slack."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=do.__doc__, description=do.__doc__)
        added.set_defaults(do=do)
        return added

    command("run", run)
    town = command("playground", playground)
    town.add_argument("--port", type=int, default=8700, help="the page's port on this machine (8700)")
    town.add_argument(
        "--database", type=Path, help="a SQLite file to keep; without it everything is forgotten at the end"
    )
    command("check", check)
    importing = command("import-accounts", import_accounts)
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX with a header row")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    terminal_people.offer(commands, lambda do, asked: _print(do(_on_database(), asked)))
    exporting = command("export", export)
    terminal_feeds.offer(commands, lambda do, asked: _print(do(_on_database(), asked)))
    terminal_answers.offer(commands, lambda do, asked: _print(do(_on_database(), asked)))
    terminal_plan.offer(commands, lambda do, asked: _print(do(_on_database(), asked)))
    exporting.add_argument("what", choices=["accounts", "answers", "feeds", "plan"])
    exporting.add_argument(
        "file", type=Path, metavar="FILE", help="accounts, plan: .csv, .xlsx or .json; answers: .md too; feeds: .opml"
    )
    command("backup", backup).add_argument("file", type=Path, metavar="FILE", help="a file that does not exist yet")
    command("dead-letters", letters).add_argument("retry", nargs="?", choices=["retry"])
    terminal_privacy.arguments(command("privacy", privacy))
    measuring = command("bench", bench)
    measuring.add_argument("arguments", nargs=argparse.REMAINDER, help="see “python -m bench --help”")
    command("manifest", print_manifest).add_argument("language", nargs="?", choices=LANGUAGES, default="en")
    return parser


if __name__ == "__main__":
    sys.exit(main())
