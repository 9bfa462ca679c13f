"""The week in figures, as people see it: sentences first, then a chart and a table where Slack has them.

Everything that the chart and the table say stands in the message's text as well, which is what Slack shows when it refuses
the blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from slack_sdk.models.blocks import Block

from bot.mentions.weblinks import web_link
from bot.views.blocks import Message, cut, foreign, link, rich, words
from bot.views.mentions_parts import harmless
from bot.words import Reader

_DAYS_OF_WEEK = 7
Figures = Mapping[str, Any]


def card(week: date, figures: Figures, reader: Reader) -> Message:
    """Show the report of a week in a channel."""
    number = reader.number(week.isocalendar().week)
    title = reader.say("Week {number}: what was said of us", number=number)
    said = [*_sentences(figures, reader), *_lists(figures, reader)]
    blocks: list[Block | dict[str, Any]] = [
        rich(words(title, bold=True), words("\n" + "\n".join(_sentences(figures, reader)))),
        *_chart(figures, reader),
        *_table(figures, reader),
        *_topics(figures, reader),
    ]
    return Message("\n".join([foreign(title), *(foreign(line, 500) for line in said)]), blocks)


def private(since: date, figures: Figures, reader: Reader) -> Message:
    """Show the last seven days to one person, in sentences: tables and charts are for channels."""
    title = reader.say("The last seven days, since {day}", day=reader.day(since))
    if not figures["stories"]:
        nothing = reader.say("Nothing was said of us that we have seen. Look at “/some feeds” and “/some rules”.")
        return Message(f"{foreign(title)}\n{foreign(nothing)}", [rich(words(title, bold=True), words(f"\n{nothing}"))])
    lines = [*_sentences(figures, reader), *_lists(figures, reader)]
    blocks = [rich(words(title, bold=True), words("\n" + "\n".join(lines))), *_topics(figures, reader)]
    return Message("\n".join([foreign(title), *(foreign(line, 500) for line in lines)]), blocks)


def _sentences(figures: Figures, reader: Reader) -> list[str]:
    stories = reader.count("{n} story", "{n} stories", figures["stories"])
    dismissed = reader.count("{n} dismissed", "{n} dismissed", figures["dismissed"])
    messages = reader.count("{n} message in the channel", "{n} messages in the channel", figures["messages"])
    lines = [
        reader.say("{stories}, {dismissed}, {messages}.", stories=stories, dismissed=dismissed, messages=messages),
        reader.say(
            "Seen {items} times; the week before had {before} stories.",
            items=reader.number(figures["items"]),
            before=reader.number(figures["before"]),
        ),
        reader.say(
            "Answered: {answered}. No reply needed: {no_reply}.",
            answered=reader.number(figures["answered"]),
            no_reply=reader.number(figures["no_reply"]),
        ),
    ]
    if figures["claim"]:
        half, most = (_span(minutes, reader) for minutes in figures["claim"])
        lines.append(
            reader.say("Taken up: half of them within {half}, nine of ten within {most}.", half=half, most=most)
        )
    if figures["answer"]:
        half, most = (_span(minutes, reader) for minutes in figures["answer"])
        lines.append(
            reader.say("Answered: half of them within {half}, nine of ten within {most}.", half=half, most=most)
        )
    return lines


def _lists(figures: Figures, reader: Reader) -> list[str]:
    """Return the volumes by rule, source and tone, each on one line."""
    named = (
        (reader.say("By rule:"), figures["rules"]),
        (reader.say("By source:"), figures["sources"]),
        (reader.say("By tone:"), [(_tone(key, reader), number) for key, number in figures["tones"]]),
    )
    return [f"{label} {_counted(rows, reader)}" for label, rows in named if rows]


def _counted(rows: Iterable[Sequence[Any]], reader: Reader) -> str:
    return ", ".join(f"{cut(harmless(str(name)), 60)} {reader.number(number)}" for name, number in rows)


def _topics(figures: Figures, reader: Reader) -> list[Block]:
    if not figures["topics"]:
        return []
    parts: list[Any] = [words(reader.say("Hot topics"), bold=True)]
    for topic in figures["topics"]:
        said = reader.count("{n} headline", "{n} headlines", topic["count"])
        if topic["before"] is not None:
            usually = reader.say("usually {before}", before=reader.number(topic["before"]))
            said = f"{said}, {usually}"
        parts.append(words(f"\n• {cut(harmless(topic['word']), 40)}: {said} · "))
        example, url = cut(harmless(topic["title"]), 120), web_link(topic["link"])
        parts.append(link(url, example) if url and example else words(example))
    return [rich(*parts)]


def _chart(figures: Figures, reader: Reader) -> list[dict[str, Any]]:
    """A bar for every day; Slack has no class for it, so it is a dict."""
    days = [(date.fromisoformat(day), number) for day, number in figures["days"]]
    labels = [reader.weekday(day) for day, _number in days]
    if not any(number for _day, number in days) or len(set(labels)) != _DAYS_OF_WEEK:
        return []
    name = cut(reader.say("Seen"), 20)
    data = [{"label": label, "value": number} for label, (_day, number) in zip(labels, days, strict=True)]
    plot = {"type": "bar", "series": [{"name": name, "data": data}], "axis_config": {"categories": labels}}
    title = cut(reader.say("Seen by day"), 50)
    return [{"type": "data_visualization", "title": title, "chart": plot}]


def _table(figures: Figures, reader: Reader) -> list[dict[str, Any]]:
    """Volumes by rule, source and tone in one table."""
    groups = (
        (reader.say("Rule"), figures["rules"]),
        (reader.say("Source"), figures["sources"]),
        (reader.say("Tone"), [(_tone(key, reader), number) for key, number in figures["tones"]]),
    )
    rows = [
        [_cell(group), _cell(cut(harmless(str(name)), 80)), {"type": "raw_number", "value": number}]
        for group, listed in groups
        for name, number in listed
    ]
    if not rows:
        return []
    head = [_cell(reader.say("What")), _cell(reader.say("Name")), _cell(reader.say("Mentions"))]
    caption = reader.say("Mentions by rule, source and tone")
    return [{"type": "data_table", "caption": caption, "rows": [head, *rows], "page_size": 10}]


def _cell(text: str) -> dict[str, str]:
    return {"type": "raw_text", "text": text or "–"}


def _tone(key: str, reader: Reader) -> str:
    names = {
        "praise": reader.say("praise"),
        "neutral": reader.say("neutral"),
        "question": reader.say("question"),
        "critical": reader.say("critical"),
    }
    return names.get(key, key)


def _span(minutes: int, reader: Reader) -> str:
    if minutes < 120:
        return reader.count("{n} minute", "{n} minutes", minutes)
    hours = round(timedelta(minutes=minutes) / timedelta(hours=1))
    return reader.count("{n} hour", "{n} hours", hours)
