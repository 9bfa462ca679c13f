"""The way that tutorials show: feedparser asks one feed after another, re.search a phrase, the ORM commits every item."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
from sqlalchemy import Engine, ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bench.feeds_seeds import phrases
from bench.peers.pipeline_task import perform


class Base(DeclarativeBase):
    """The tables."""


class Item(Base):
    """An item that was seen."""

    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    text: Mapped[str]


class Found(Base):
    """A rule that an item hits."""

    __tablename__ = "found"
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    rule: Mapped[int] = mapped_column(primary_key=True)


def main(addresses: list[str]) -> None:
    """Read every address once for its old item, and again for the new ones."""
    engine = create_engine(f"sqlite:///{Path.cwd() / 'tutorial.db'}")
    Base.metadata.create_all(engine)
    perform(lambda: _read(engine, addresses), lambda: _read(engine, addresses), lambda: _found(engine))


def _read(engine: Engine, addresses: list[str]) -> None:
    for address in addresses:
        for entry in feedparser.parse(address).entries:
            with Session(engine) as session:
                if session.scalar(select(Item).where(Item.guid == entry.id)):
                    continue
                item = Item(guid=entry.id, title=entry.title, text=entry.summary)
                session.add(item)
                session.flush()
                session.add_all(Found(item_id=item.id, rule=rule) for rule in _hits(f"{entry.title} {entry.summary}"))
                session.commit()


def _hits(text: str) -> set[int]:
    return {
        rule
        for rule, pair in enumerate(phrases(), start=1)
        for phrase in pair
        if re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE)
    }


def _found(engine: Engine) -> Iterator[tuple[str, int]]:
    with Session(engine) as session:
        yield from [(guid, rule) for guid, rule in session.execute(select(Item.guid, Found.rule).join(Found))]


if __name__ == "__main__":
    main(sys.argv[1:])
