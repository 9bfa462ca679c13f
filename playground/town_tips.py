"""What the demo town's colleagues send the desk, and the ideas that lie in its backlog."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta

from bot import attachments, people
from bot.attachments import File
from bot.ideas import deciding, figures, origin, saving, voices
from bot.ideas.draft import Draft, Form, Opened
from bot.services import Services
from bot.tips import draft as tips
from bot.tips import sending
from playground.slack.server import FakeSlack
from playground.town_desk import BOSSE, PEPPI, SINI

_NEWS = "https://rantalehti.example/talviuinti"
_SNOWY = "Lastenosaston ikkunaan ilmestyi yöllä lumiukkoperhe! Kolme lasta on jo pyytänyt luvan viedä niille kirjan luettavaksi."
_IDEAS = (
    (
        "U040",
        Draft(
            title="Yö aurausauton kyydissä",
            text="Lähdemme liikkeelle kello 3. Kyytiin mahtuu yksi, joka kuvaa ja kyselee.",
            tags=("talvi", "kunnossapito"),
            networks=("tiktok", "instagram"),
        ),
        ("U049", "U016"),
    ),
    (
        "U019",
        Draft(
            title="Månadens föremål ur museets källare",
            text="Ett föremål i månaden som ingen vet vad det har använts till. Alla får gissa, svaret kommer på fredag.",
            tags=("museet",),
            networks=("instagram",),
        ),
        (),
    ),
    (
        "U008",
        Draft(
            title="My first winter in Vågstrand",
            text="Three newcomers tell what nobody told them: grit bins, wool socks and the sauna shift at the swimming hall.",
            tags=("newcomers",),
            networks=("linkedin",),
        ),
        (),
    ),
    (
        "U021",
        Draft(
            title="Kuntalaiset valitsevat kevään kukat",
            text="Kolme istutusta, yksi äänestys. Voittaja istutetaan torille toukokuussa.",
            tags=("puistot", "osallistuminen"),
            networks=("facebook",),
        ),
        (),
    ),
)  # fmt: skip
"""Who saves an idea, what it is, and who can help with it; the first is the one that everybody votes for."""
_VOTERS = ("U007", "U008", "U014", "U026", "U035")


def fill(services: Services, slack: FakeSlack) -> None:
    """Send the tips and save the ideas; a second time changes nothing."""
    _tips(services, slack)
    _ideas(services)
    _from_message(services, slack)
    today = services.now().date()
    rows = f"figure;date;value;unit\nUimahallin kävijät;{today - timedelta(days=30)};8120;\nUimahallin kävijät;{today};10470;\n"
    figures.take(services, rows.encode(), "kavijat.csv", by=SINI)


def picture(slack: FakeSlack, by: str, name: str) -> File:
    """Put a small picture into Slack: lights above a winter shore."""
    return attachments.read([slack.person(by).upload(name, _lights())])[0]


def _tips(services: Services, slack: FakeSlack) -> None:
    snow = picture(slack, "U007", "snogubbar.png")
    words = "Barnen har byggt en hel familj av snögubbar vid biblioteket. De läser Mumin. Kanske något för Instagram?"
    sent = (
        ("nora", "U007", tips.Draft(words, "ingen", (snow,))),
        ("helmi", "U014", tips.Draft(f"{_NEWS} Rantalehti kertoo talviuinnista, meidän avannosta hyvä kuva.")),
        ("rosie", "U008", tips.Draft(f"{_NEWS} Our exchange students are in this story.")),
    )
    for key, by, typed in sent:
        sending.send(services, tips.Form(key=f"town-{key}"), typed, by=people.asker(services, by))


def _ideas(services: Services) -> None:
    for number, (who, typed, helpers) in enumerate(_IDEAS):
        by = people.asker(services, who)
        outcome = saving.save(services, Form(key=f"town-{number}"), typed, by=by)
        if isinstance(outcome, Opened):  # there is something like it: they save theirs all the same
            continue
        for helper in helpers:
            voices.help_with(services, outcome.idea.id, wants=True, by=people.asker(services, helper))
        for voter in _VOTERS[: 5 if helpers else number]:
            voices.vote(services, outcome.idea.id, wants=True, by=people.asker(services, voter))
        if who == "U019":
            deciding.choose(services, outcome.idea.id, by=people.asker(services, BOSSE))


def _from_message(services: Services, slack: FakeSlack) -> None:
    """Peppi saves what Lumi wrote in the channel of tips; Lumi is asked."""
    slack.person("U011").say(_SNOWY, "C0SOME")
    said = slack.messages("C0SOME")[-1]
    peppi = people.asker(services, PEPPI)
    message = origin.Message(said.channel, said.ts, author="U011", text=said.text)
    opened = saving.filled_in(services, saving.open_about(services, message, by=peppi), by=peppi)
    saving.save(services, opened.form, opened.draft, by=peppi)


def _lights(width: int = 320, height: int = 200) -> bytes:
    """Draw a picture as PNG: dusk above, snow below, a row of lights between."""
    rows = (b"\0" + b"".join(_dot(x, y, height) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _dot(x: int, y: int, height: int) -> bytes:
    if y > height * 3 // 4:
        return bytes((226, 232, 240))
    if (x % 40 - 20) ** 2 + (y - height // 2) ** 2 < 40:
        return bytes((255, 205, 110))
    return bytes((30 + y // 3, 40 + y // 3, 80 + y // 2))
