"""Erasures where the desk works: a social manager who is erased leaves no work undone, and outsiders can have theirs deleted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app import main
from bot import audit, privacy, privacy_mentions
from bot.errors import NotFound
from bot.feeds import rule_words
from bot.feeds.identity import link_hash
from bot.mentions import claims, endings, kinds, listing, mutes, rules, signals, states
from bot.mentions.mutes import Scope
from bot.services import Services
from bot.views import mutes as mutes_view
from storage.database import Database
from storage.models import (
    AlertSettings,
    AuditEntry,
    Card,
    Digest,
    Entry,
    Feed,
    FeedTrouble,
    Mention,
    MentionNote,
    Rule,
    RuleAdvice,
    RuleDraft,
    Sighting,
    SignalWord,
    WeeklyReport,
)
from tests.bot.asking import said
from tests.bot.mentions import at_desk
from tests.bot.mentions.at_desk import ADA, CHANNEL, SVEN
from tests.bot.test_privacy import whole_database
from tests.clock import Clock

TABLES = {
    "alert_settings", "audit_entry", "digest", "feed", "feed_trouble", "mention", "mention_note", "mute", "person",
    "rule", "rule_advice", "rule_draft", "rule_hit", "sighting", "signal_word", "weekly_report",
}  # fmt: skip
OUTSIDER = "Rita Rook"


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return at_desk.desk_on(database, clock)


@pytest.fixture
def busy(desk: Services, clock: Clock) -> Services:
    """Sven at work: he stands in every column of the mentions that can hold a person."""
    taken = at_desk.mention(desk, title="Sven Sork avaa näyttelyn")
    claims.take(desk, taken.id, by=SVEN)
    claims.snooze(desk, taken.id, "30", by=SVEN)
    done = at_desk.mention(desk, hit="", link="https://uutiset.example/toinen")
    endings.no_reply_needed(desk, done.id, "information", by=SVEN)
    now = clock()
    word = rule_words.to_json(rule_words.made("Sven Sork"))
    with desk.database.begin() as session:
        feed = Feed(url="https://s.example", url_key="s", name="S", added_at=now, next_poll_at=now)
        feed.owner = feed.added_by = feed.place = SVEN.id
        rule = Rule(name="Sven Sork", changed_at=now, owner=SVEN.id, place=SVEN.id, is_on=True, any_words=[word])
        rule.all_words, rule.authors = [rule_words.to_json(rule_words.made("museo"))], ["Sven Sork"]
        session.add_all([feed, rule, Sighting(mention_id=done.id, seen_at=now, tipped_by=SVEN.id)])
        session.flush()
        session.get_one(Mention, done.id).entered_by = SVEN.id
        session.get_one(AlertSettings, 1).on_duty = SVEN.id
        session.add(RuleDraft(key="d", made_by=SVEN.id, content={"owner": SVEN.id}, changed_at=now))
        session.add(RuleDraft(key="e", made_by=ADA.id, content={"owner": SVEN.id}, changed_at=now))
        session.add(RuleAdvice(rule_id=rule.id, hits=30, dismissed=29, told=SVEN.id, made_at=now, decided_by=SVEN.id))
        session.add(FeedTrouble(feed_id=feed.id, reason="timeout", since=now, told=SVEN.id))
        session.add(Digest(kind="brief", place=SVEN.id, opened_at=now, due_at=now))
        session.add(MentionNote(mention_id=taken.id, what="praise", place=SVEN.id, by=SVEN.id, at=now))
        session.add(MentionNote(mention_id=taken.id, what="reminder", place=CHANNEL, whom=SVEN.id, at=now))
        session.add(SignalWord(language="fi", key="fi:sven sork", word=word))
        session.add(WeeklyReport(week=now.date(), place=CHANNEL, figures={"topics": ["Sven Sork"]}, made_at=now))
    until = clock() + mutes.LONGEST
    mutes.make(desk, Scope("author", "Sven Sork"), until=until, by=ADA)
    mutes.make(desk, Scope("word", "Sven Sork"), until=until, by=ADA)
    mutes.make(desk, Scope("word", "hallitus"), until=until, by=SVEN)
    return desk


def every(services: Services, record: Any) -> list[Any]:
    with services.database.read() as session:
        return list(session.scalars(select(record)))


def test_an_export_has_what_a_social_manager_looks_after_and_has_done(busy: Services) -> None:
    assert set(privacy.export(busy, SVEN.id, by="operator")["tables"]) >= TABLES - {"rule_hit"}


def test_after_an_erasure_no_table_of_the_mentions_names_the_person(busy: Services) -> None:
    erased = privacy.erase(busy, SVEN.id, by="operator")
    everything = whole_database(busy)
    assert [trace for trace in ("u0sven", "sven sork", "sven sorkin") if trace in everything] == []
    assert len(erased.rules) == 1
    with busy.database.read() as session:
        assert audit.faults(session) == []


def test_what_somebody_who_is_erased_had_taken_is_free_again(busy: Services) -> None:
    privacy.erase(busy, SVEN.id, by="operator")
    taken, done = sorted(every(busy, Mention), key=lambda mention: mention.id)
    assert (taken.state, taken.handler, taken.snoozed_by) == (kinds.NEW, "", "")
    assert (done.state, done.handler) == (kinds.NO_ACTION, "")
    claims.take(busy, taken.id, by=ADA)
    claims.reopen(busy, done.id, by=ADA)
    with busy.database.begin() as session:
        held = states.locked(session, taken.id)
        states.developed(busy, session, held, busy.now(), severity="high", is_update=False)
    assert listing.page(busy, listing.Look(), by=ADA).total == 2


def test_nothing_is_sent_to_a_pseudonym(busy: Services) -> None:
    privacy.erase(busy, SVEN.id, by="operator")
    assert [feed.owner + feed.place for feed in every(busy, Feed)] == [""] * 3
    assert {rule.owner + rule.place for rule in every(busy, Rule)} == {""}
    assert every(busy, AlertSettings)[0].on_duty == ""
    assert every(busy, Digest) == []
    assert {note.place for note in every(busy, MentionNote)} == {CHANNEL}
    assert {note.whom for note in every(busy, MentionNote)} == {""}


def test_a_rule_that_looked_for_the_person_finds_nothing_else_in_their_place(busy: Services) -> None:
    """It had to be about them and the museum: without them it would find everything about the museum."""
    privacy.erase(busy, SVEN.id, by="operator")
    rule = next(rule for rule in every(busy, Rule) if rule.all_words)
    assert (rule.is_on, rule.any_words, rule.authors) == (False, [], [])
    assert rules.in_force(busy) == ()


def test_mutes_about_the_person_end_and_those_they_made_go_on(busy: Services) -> None:
    privacy.erase(busy, SVEN.id, by="operator")
    assert [mute.value for mute in mutes.in_force(busy)] == ["hallitus"]
    shown = mutes_view.message(mutes.listing(busy, by=ADA), ADA.reader)
    assert said(shown)
    assert "erased" not in str(shown.payload())
    assert "sven sork" not in str(signals.opened(busy, "fi", by=ADA)).casefold()


def test_messages_that_named_the_person_are_drawn_anew(busy: Services) -> None:
    before = {card.record_id: card.wanted for card in every(busy, Card) if card.kind == kinds.MENTION}
    privacy.erase(busy, SVEN.id, by="operator")
    after = {card.record_id: card.wanted for card in every(busy, Card) if card.kind == kinds.MENTION}
    assert all(after[record] > wanted for record, wanted in before.items())
    first = min(every(busy, Mention), key=lambda mention: mention.id)
    assert first.title == "… avaa näyttelyn"


@pytest.fixture
def written(desk: Services, clock: Clock) -> Services:
    """Rita wrote one story, told another in her own words, and is named in a third."""
    hers = at_desk.mention(desk)
    shared = at_desk.mention(desk, author="Bo Berg", link="https://uutiset.example/jaettu")
    at_desk.again(desk, shared, author="@rita rook", link="https://rita.example/1")
    about = at_desk.mention(desk, author="Bo Berg", link="https://uutiset.example/c")
    at_desk.change(desk, about, title="Rita Rook sai palkinnon")
    with desk.database.begin() as session:
        feed_id = session.scalars(select(Feed.id)).first()
        for number, mention in enumerate((hers, shared, at_desk.now(desk, about))):
            entry = Entry(feed_id=feed_id or 0, ident=f"i{number}", seen_at=clock(), title=mention.title)
            entry.author, entry.link, entry.link_key = mention.author, mention.link, link_hash(mention.link)
            session.add(entry)
    return desk


def test_an_outsider_is_given_what_they_wrote_and_where_they_are_named(written: Services) -> None:
    held = privacy_mentions.export(written, "author:rita rook", by="operator")["tables"]
    assert {table: len(rows) for table, rows in held.items()} == {"entry": 2, "mention": 2, "sighting": 1}


def test_what_an_outsider_wrote_goes_and_what_others_wrote_stays_without_their_name(written: Services) -> None:
    taken = privacy_mentions.erase(written, f"author:{OUTSIDER}", by="operator")
    assert (taken.mentions, taken.items) == (1, 1)
    assert "rita rook" not in whole_database(written)
    assert {mention.title for mention in every(written, Mention)} == {"Turun silta suljetaan", "… sai palkinnon"}
    assert len(every(written, Sighting)) == 2
    assert {one.ident for one in every(written, Entry)} == {"i0", "i1", "i2"}
    assert every(written, AuditEntry)[-1].what == "privacy.erased"
    assert OUTSIDER not in str(every(written, AuditEntry)[-1].after)


def test_the_message_of_a_deleted_mention_is_taken_away(written: Services) -> None:
    before = {card.record_id: card.wanted for card in every(written, Card) if card.kind == kinds.MENTION}
    privacy_mentions.erase(written, f"author:{OUTSIDER}", by="operator")
    after = {card.record_id: card.wanted for card in every(written, Card) if card.kind == kinds.MENTION}
    assert all(after[record] > wanted for record, wanted in before.items())


def test_one_post_can_be_deleted_by_its_link(written: Services) -> None:
    with written.database.begin() as session:
        seen = session.scalars(select(Sighting).where(Sighting.link == "https://uutiset.example/silta")).one()
        seen.link_key = link_hash(seen.link)
    taken = privacy_mentions.erase(written, "https://uutiset.example/silta?utm_source=x", by="operator")
    assert (taken.mentions, taken.items, taken.texts) == (1, 1, 0)
    assert len(every(written, Mention)) == 2


@pytest.mark.parametrize(
    "named", ["author:", "author:Nobody Here", "author:%", "author:r", "https://nowhere.example/x"]
)
def test_who_wrote_nothing_is_not_found(written: Services, named: str) -> None:
    for ask in (privacy_mentions.export, privacy_mentions.erase):
        with pytest.raises(NotFound):
            ask(written, named, by="operator")
    assert len(every(written, Mention)) == 3


def test_the_command_line_deletes_for_outsiders_after_a_yes(written: Services, monkeypatch: Any, capsys: Any) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", written.database.url.render_as_string(hide_password=False))
    assert main(["privacy", "export", f"author:{OUTSIDER}"]) == 0
    assert "Rita Rook sai palkinnon" in capsys.readouterr().out
    assert main(["privacy", "erase", f"author:{OUTSIDER}"]) == 1
    assert main(["privacy", "erase", f"author:{OUTSIDER}", "--yes"]) == 0
    answer = capsys.readouterr().out
    assert "1 mention is deleted." in answer
    assert "Backups" in answer
