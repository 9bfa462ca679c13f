"""An item’s link leads to what can be opened, whichever way the feed is read."""

from __future__ import annotations

import pytest

from bot.feeds.parse import parse

SOUND = '<enclosure url="https://cdn.example/1.mp3" length="1" type="audio/mpeg"/>'
ODD = "<description>a &nbsp; b <br> c</description>"
"""What only feedparser reads."""


def link(item: str) -> str:
    channel = f"<title>t</title><link>https://site.example/</link><item><title>x</title>{item}</item>"
    return parse(f'<rss version="2.0"><channel>{channel}</channel></rss>'.encode()).items[0].link


@pytest.mark.parametrize("more", ["", ODD])
@pytest.mark.parametrize(
    ("item", "leads_to"),
    [
        (f"<guid>abc-123</guid>{SOUND}", "https://cdn.example/1.mp3"),
        (f'<guid isPermaLink="true"> abc-123 </guid>{SOUND}', "https://cdn.example/1.mp3"),
        (f'<guid isPermaLink="false">abc-123</guid>{SOUND}', "https://cdn.example/1.mp3"),
        (f"<guid>https://site.example/1</guid>{SOUND}", "https://site.example/1"),
        (f"<guid>/jaksot/1</guid>{SOUND}", "https://site.example/jaksot/1"),
        (f"<link>https://site.example/1</link><guid>abc-123</guid>{SOUND}", "https://site.example/1"),
        (f"<link>/jaksot/1</link><guid>abc-123</guid>{SOUND}", "https://site.example/jaksot/1"),
        ("<guid>uutinen-1.html</guid>", "https://site.example/uutinen-1.html"),
    ],
)
def test_a_bare_guid_is_a_link_only_where_nothing_better_stands(item: str, leads_to: str, more: str) -> None:
    assert link(item + more) == leads_to
