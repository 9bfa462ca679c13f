"""An item as the cells of a row, as an import reads them. Reviewers’ notes are not among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.plan import file_own
from bot.plan.file_cells import NOTHING
from bot.plan.file_columns import text_field
from bot.plan.file_wanted import Standing
from bot.table_columns import key_of
from bot.views.blocks import clean
from storage.models import SocialAccount


class Cells:
    """Makes rows: social accounts stand there by name where that is one account’s alone, else by link."""

    def __init__(self, accounts: Iterable[SocialAccount]) -> None:
        """Learn what the accounts are called."""
        known = list(accounts)
        names = Counter(key_of(one.name) for one in known)
        self._names = {one.id: _named(one, is_alone=names[key_of(one.name)] == 1) for one in known}

    def of(self, standing: Standing) -> dict[str, str]:
        """Return an item as the cells of a row, by column."""
        item = standing.item
        cells = {
            "number": f"p{item.id}",
            "kind": item.kind,
            "title": item.title,
            "date": f"{item.local_at:%Y-%m-%d}" if item.local_at else "",
            "time": f"{item.local_at:%H:%M}" if item.local_at else "",
            "timezone": item.timezone,
            "languages": ", ".join(item.languages),
            "accounts": "; ".join(self._names[one] for one in standing.accounts),
            "owner": item.owner,
            "deputy": item.deputy,
            "campaign": item.campaign,
            "tags": ", ".join(item.tags),
            "link": item.link,
            "unit": item.unit,
            "posted_link": item.posted_link,
            **{text_field(spot): text for spot, text in standing.said.items()},
            **file_own.cells_of(item),
            **{name: str(item.result.get(name, "")) for name in ("reach", "clicks", "comments")},
        }
        return {
            name: "" if cell in NOTHING else clean(cell) for name, cell in cells.items()
        }  # a dash would empty the field


def _named(account: SocialAccount, *, is_alone: bool) -> str:
    has_sign = any(sign in account.name for sign in ";,\n")
    return account.name if is_alone and not has_sign and account.name not in NOTHING else account.url
