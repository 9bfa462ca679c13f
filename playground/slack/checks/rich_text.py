"""Rich text blocks: sections, lists, quotes and code, and the pieces of text inside them."""

from playground.slack.checks.shapes import Check, anything, boolean, by_type, many, one_of, shape, string, url, whole
from playground.slack.checks.texts import IDENTIFIER

TYPE = {"type": anything}
STYLES = ("bold", "italic", "strike", "underline", "code", "highlight", "client_highlight", "unlink")
STYLE = shape({}, dict.fromkeys(STYLES, boolean))
TEXT = string(12_000, 1)

PIECES: dict[str, Check] = {
    "text": shape({**TYPE, "text": TEXT}, {"style": STYLE}),
    "link": shape({**TYPE, "url": url()}, {"text": TEXT, "unsafe": boolean, "style": STYLE}),
    "emoji": shape(
        {**TYPE, "name": string(255, 1)},
        {"unicode": string(255, 1), "skin_tone": whole(1, 6), "style": STYLE},
    ),
    "user": shape({**TYPE, "user_id": IDENTIFIER}, {"style": STYLE}),
    "usergroup": shape({**TYPE, "usergroup_id": IDENTIFIER}, {"style": STYLE}),
    "channel": shape({**TYPE, "channel_id": IDENTIFIER}, {"style": STYLE}),
    "team": shape({**TYPE, "team_id": IDENTIFIER}, {"style": STYLE}),
    "broadcast": shape({**TYPE, "range": one_of("here", "channel", "everyone")}, {"style": STYLE}),
    "color": shape({**TYPE, "value": string(7, 4, r"#[0-9A-Fa-f]{3,6}")}, {"style": STYLE}),
    "date": shape(
        {**TYPE, "timestamp": whole(0, 99_999_999_999), "format": string(255, 1)},
        {"url": url(), "fallback": string(255, 1), "style": STYLE},
    ),
}

LINE = many(by_type(PIECES), 0, 1000)
CODE = many(by_type({name: PIECES[name] for name in ("text", "link")}), 0, 1000)
BORDER = whole(0, 1)
SECTION = shape({**TYPE, "elements": LINE})
PARTS: dict[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_list": shape(
        {
            **TYPE,
            "style": one_of("bullet", "ordered"),
            "elements": many(by_type({"rich_text_section": SECTION}), 1, 1000),
        },
        {"indent": whole(0, 8), "offset": whole(0, 100_000), "border": BORDER},
    ),
    "rich_text_preformatted": shape({**TYPE, "elements": CODE}, {"border": BORDER, "language": string(50)}),
    "rich_text_quote": shape({**TYPE, "elements": LINE}, {"border": BORDER}),
}
RICH_TEXT = shape({**TYPE, "elements": many(by_type(PARTS), 1, 1000)}, {"block_id": IDENTIFIER})
