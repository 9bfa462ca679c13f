"""Rules: written, tried on what was seen, put in force, changed by two at once, deleted; and who may do it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audit import faults
from bot.errors import BotError, Invalid, NotFound, Refused
from bot.mentions import rules, rules_writing, watch
from bot.mentions.rules import Counts
from bot.mentions.rules_draft import About, Typed, checked, content_of, typed_of, words_of
from bot.mentions.rules_writing import Forms, Overtaken, Saved, Tried
from bot.people import Asker
from bot.services import Services
from bot.views import rules as view
from bot.views import rules_form, rules_trial
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage import audit
from storage.database import Database
from storage.models import Rule
from tests.bot.mentions.listening import TITLES, entries, feed, hit, known, saved
from tests.bot.register import ADA, EVE, GUS, MAIJA, services_on, statements
from tests.clock import Clock

ENGLISH = Reader("en")
SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


@pytest.fixture
def newsroom(services: Services) -> Services:
    """A feed with forty items, eight of them about Turku's library."""
    entries(services, feed(services), *(TITLES * 8))
    known(services, MAIJA, ADA)
    return services


def tried(services: Services, words: str = "Turku", about: About | None = None, **more: object) -> Tried:
    return rules_writing.try_out(services, about or About(), Typed(any_words=words, **more), by=MAIJA)  # type: ignore[arg-type]


def refused(services: Services, **typed: object) -> tuple[str | None, str]:
    with pytest.raises(Invalid) as fault:
        rules_writing.try_out(services, About(is_long=True), Typed(**typed), by=MAIJA)  # type: ignore[arg-type]
    return fault.value.field, fault.value.words(ENGLISH)


def log(services: Services, rule: Rule) -> list[str]:
    with services.database.read() as session:
        assert faults(session) == []
        return [entry.what for entry in audit.about(session, f"rule:{rule.id}")]


def words_in(window: object) -> str:
    return str(window)


def test_a_rule_is_tried_on_what_was_seen_before_it_is_switched_on(newsroom: Services) -> None:
    found = tried(newsroom).trial
    assert (found.looked_at, len(found.found)) == (40, 16)
    assert {word for one in found.found for word in one.words} == {"Turun", "Turussa"}
    assert 1 < found.a_day < 2, "two of every five, with an item every six hours"
    assert rules.in_force(newsroom) == (), "nothing is in force yet"


def test_the_trial_says_in_words_what_a_rule_would_do(newsroom: Services) -> None:
    some = words_in(rules_trial.window(tried(newsroom), ENGLISH))
    assert "16 of 40" in some
    assert "about 2 a day" in some
    assert "Hit: “Turun”" in some
    nothing = words_in(rules_trial.window(tried(newsroom, "Rovaniemi"), ENGLISH))
    assert "would have found nothing" in nothing
    everything = tried(newsroom, "", domains="news.example", name="All")
    assert everything.trial.hits_all
    shown = words_in(rules_trial.window(everything, ENGLISH))
    assert "nearly everything" in shown
    assert "You can still switch it on" in shown


def test_without_any_item_the_trial_says_so(services: Services) -> None:
    known(services, MAIJA)
    assert "nothing to try it on yet" in words_in(rules_trial.window(tried(services), ENGLISH))


def test_items_from_years_ago_do_not_make_a_rule_look_rare(newsroom: Services, clock: Clock) -> None:
    clock.move(days=-900)
    entries(newsroom, feed(newsroom, "Old"), "Turun vanha uutinen")
    clock.move(days=900)
    assert 1 < tried(newsroom).trial.a_day < 2


def test_only_one_feed_is_tried_when_only_one_is_looked_at(newsroom: Services) -> None:
    other = feed(newsroom, "Blog")
    entries(newsroom, other, "Turku on kaunis")
    assert tried(newsroom, feed_id=other).trial.looked_at == 1


def test_a_saved_rule_counts_at_once_and_is_remembered_in_the_log(newsroom: Services) -> None:
    rules.in_force(newsroom)
    rule = saved(newsroom)
    assert [one.name for one in rules.in_force(newsroom)] == ["Turku"], "named after its first word"
    assert rule.owner == MAIJA.id
    assert log(newsroom, rule) == ["rule.added"]
    assert statements(newsroom.database, lambda: rules.in_force(newsroom)) == 0


def test_a_rule_saved_switched_off_is_tried_again_to_be_switched_on(newsroom: Services) -> None:
    rule = saved(newsroom, is_on=False)
    assert rules.in_force(newsroom) == ()
    again = rules_writing.try_rule(newsroom, rule.id, by=ADA)
    assert again.trial.found
    rules_writing.save(newsroom, again.draft.key, is_on=True, by=ADA)
    assert [one.id for one in rules.in_force(newsroom)] == [rule.id]
    rules.switch_off(newsroom, rule.id, by=ADA)
    rules.switch_off(newsroom, rule.id, by=ADA)
    assert rules.in_force(newsroom) == ()
    assert log(newsroom, rule) == ["rule.added", "rule.switched_on", "rule.switched_off"]


def test_the_same_form_sent_and_saved_twice_is_one_rule(newsroom: Services) -> None:
    about = About()
    for _ in range(2):
        tried(newsroom, about=about)
    first = rules_writing.save(newsroom, about.key, is_on=True, by=MAIJA)
    second = rules_writing.save(newsroom, about.key, is_on=True, by=MAIJA)
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert first.rule.id == second.rule.id
    assert len(rules.every(newsroom)) == 1
    tried(newsroom, "Lahti", about=about)
    assert [one.name for one in rules.every(newsroom)] == ["Turku"], "a form that has become a rule is done"


def test_who_was_slower_is_told_and_loses_nothing(newsroom: Services) -> None:
    rule = saved(newsroom)
    mine, hers = (rules_writing.form(newsroom, rule.id, by=by) for by in (MAIJA, ADA))
    rules_writing.try_out(newsroom, hers.about, replace(hers.typed, severity="high"), by=ADA)
    assert isinstance(rules_writing.save(newsroom, hers.about.key, is_on=True, by=ADA), Saved)
    rules_writing.try_out(newsroom, mine.about, replace(mine.typed, any_words="Turku\nLahti"), by=MAIJA)
    outcome = rules_writing.save(newsroom, mine.about.key, is_on=True, by=MAIJA)
    assert isinstance(outcome, Overtaken)
    assert rules.details(newsroom, rule.id, by=ADA).rule.severity == "high"
    assert len(outcome.tried.draft.content["any_words"]) == 2
    assert isinstance(rules_writing.save(newsroom, mine.about.key, is_on=True, by=MAIJA), Saved)
    assert len(rules.details(newsroom, rule.id, by=ADA).rule.any_words) == 2


def test_saving_what_is_there_already_changes_nothing(newsroom: Services) -> None:
    rule = saved(newsroom)
    opened = rules_writing.form(newsroom, rule.id, by=ADA)
    rules_writing.try_out(newsroom, opened.about, opened.typed, by=ADA)
    outcome = rules_writing.save(newsroom, opened.about.key, is_on=True, by=ADA)
    assert isinstance(outcome, Saved)
    assert (outcome.rule.version, log(newsroom, rule)) == (1, ["rule.added"])


def test_the_forms_of_a_word_are_mended_and_stay_so(newsroom: Services) -> None:
    entries(newsroom, feed(newsroom, "Blog"), "Turuus ain laulain")
    draft = tried(newsroom).draft
    before = words_of(draft.content, "any_words")[0]
    assert {"Turun", "Turkua", "Turussa"} <= set(before.forms)
    again = rules_writing.reword(
        newsroom, draft.key, ("any_words", 0), Forms(added="Turuus", removed="Turussa"), by=MAIJA
    )
    assert {word for one in again.trial.found for word in one.words} == {"Turun", "Turuus"}
    rules_writing.save(newsroom, draft.key, is_on=True, by=MAIJA)
    (rule,) = rules.in_force(newsroom)
    opened = rules_writing.form(newsroom, rule.id, by=ADA)
    edited = rules_writing.try_out(newsroom, opened.about, replace(opened.typed, any_words="Lahti\nTurku"), by=ADA)
    kept = words_of(edited.draft.content, "any_words")[1]
    assert (kept.added, kept.removed) == (("Turuus",), ("Turussa",))


def test_a_wrong_genitive_is_corrected(newsroom: Services) -> None:
    draft = tried(newsroom, "Salo").draft
    rules_writing.reword(newsroom, draft.key, ("any_words", 0), Forms(genitive="Salloon"), by=MAIJA)
    with pytest.raises(Invalid) as fault:
        rules_writing.reword(newsroom, draft.key, ("any_words", 0), Forms(genitive="Salossa"), by=MAIJA)
    assert fault.value.field == "genitive"


def test_a_duplicate_begins_like_the_rule_with_the_forms_of_its_words(newsroom: Services) -> None:
    draft = tried(newsroom, delivery="daily").draft
    rules_writing.reword(newsroom, draft.key, ("any_words", 0), Forms(added="Turuus"), by=MAIJA)
    rules_writing.save(newsroom, draft.key, is_on=True, by=MAIJA)
    (rule,) = rules.every(newsroom)
    copy = rules_writing.duplicate(newsroom, rule.id, by=ADA)
    assert (copy.typed.name, copy.typed.delivery, copy.about.rule_id) == ("Copy of: Turku", "daily", 0)
    made = rules_writing.try_out(newsroom, copy.about, copy.typed, by=ADA)
    assert words_of(made.draft.content, "any_words")[0].added == ("Turuus",)


def test_a_deleted_rule_is_gone_from_everywhere_and_its_hits_stay(newsroom: Services) -> None:
    rule = saved(newsroom)
    with newsroom.database.begin() as session:
        hit(session, newsroom, rule.id)
    rules.remove(newsroom, rule.id, by=ADA)
    rules.remove(newsroom, rule.id, by=ADA)
    assert rules.every(newsroom) == ()
    for act in (
        lambda: rules.details(newsroom, rule.id, by=ADA),
        lambda: rules.switch_off(newsroom, rule.id, by=ADA),
        lambda: rules_writing.form(newsroom, rule.id, by=ADA),
    ):
        with pytest.raises(NotFound):
            act()
    with newsroom.database.read() as session:
        stored = session.get(Rule, rule.id)
        assert stored is not None
        assert stored.deleted_at is not None
    assert log(newsroom, rule) == ["rule.added", "rule.deleted"]


def test_hits_and_those_that_were_not_ours_are_counted_for_thirty_days(newsroom: Services, clock: Clock) -> None:
    rule = saved(newsroom)
    with newsroom.database.begin() as session:
        hit(session, newsroom, rule.id)
    clock.move(days=31)
    with newsroom.database.begin() as session:
        for state in ("new", "closed", "closed", "no_action", "answered"):
            hit(session, newsroom, rule.id, state)
    assert rules.details(newsroom, rule.id, by=ADA).counts == Counts(5, 2)
    assert "5 hits in 30 days, 2 were not ours" in str(view.message(rules.listing(newsroom, by=ADA), ENGLISH).payload())


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({}, "any_words", "at least one word"),
        ({"none_words": "Turku"}, "any_words", "not enough"),
        ({"any_words": "Turku, ja"}, "any_words", "ja"),
        ({"any_words": "Turku", "none_words": "a"}, "none_words", "One letter"),
        ({"any_words": "!!!"}, "any_words", "at least one word"),
        ({"any_words": "Turku", "none_words": "Lahti, turku"}, "none_words", "“Turku” stands among"),
        ({"all_words": "Lahti", "none_words": "lahti"}, "none_words", "“Lahti” stands among"),
        ({"any_words": '"HAM"', "none_words": "ham"}, "none_words", "“HAM” stands among"),
        ({"any_words": '"HAM"', "none_words": '"HAM"'}, "none_words", "“HAM” stands among"),
        ({"any_words": "\n".join(f"sana{n}" for n in range(1_001))}, "any_words", "1000"),
        (
            {
                "any_words": "\n".join(f"sana{n}" for n in range(600)),
                "all_words": "\n".join(f"b{n}" for n in range(600)),
            },
            "any_words",
            "Make two rules",
        ),
        ({"any_words": "Turku", "domains": "yle"}, "domains", "yle.fi"),
        ({"any_words": "Turku", "quiet": "own", "quiet_from": "20:00"}, "quiet_from", "begin and end"),
        ({"any_words": "Turku", "quiet": "own", "quiet_from": "20:00", "quiet_to": "20:00"}, "quiet_to", "none"),
        ({"any_words": "Turku", "place": "C1", "person": "U1"}, "person", "not both"),
        ({"any_words": "Turku", "severity": "loud"}, "severity", "list"),
        ({"any_words": "Turku", "feed_id": 99}, "feed_id", "removed"),
        ({"any_words": "Turku", "person": "U0NOBODY"}, "person", "colleague"),
        ({"any_words": "Turku", "name": "x" * 151}, "name", "too long"),
        ({"kinds": ("podcast",)}, "name", "name"),
    ],
)
def test_what_makes_no_rule_is_refused_at_its_field(
    newsroom: Services, typed: dict[str, object], field: str, why: str
) -> None:
    found = refused(newsroom, **typed)
    assert found[0] == field
    assert why in found[1]
    assert rules.every(newsroom) == ()


@pytest.mark.parametrize(
    ("more", "advice"),
    [
        ({"all_words": "Turku"}, "write fewer words under “All of these words”"),
        ({"none_words": "Turku"}, "see whether a word under “None of these words” leaves too much out"),
        ({}, "write more words under “Any of these words”"),
    ],
)
def test_of_a_rule_that_finds_nothing_only_what_stands_in_it_is_named(
    newsroom: Services, more: Any, advice: str
) -> None:
    shown = rules_trial.window(tried(newsroom, "Reykjavik", **more), ENGLISH)
    assert advice in str(shown)


def test_one_writing_of_a_word_may_be_left_out(newsroom: Services) -> None:
    assert words_of(content_of(saved(newsroom, "kinkku, ham", none_words='"HAM"')), "none_words")[0].is_exact
    assert saved(newsroom, "Turku", none_words="Turku AMK").none_words


def test_a_rule_sends_only_to_who_can_work_on_what_it_finds(newsroom: Services) -> None:
    known(newsroom, EVE)
    field, why = refused(newsroom, any_words="Turku", person=EVE.id)
    assert field == "person"
    assert "or a channel where this person can read along" in why
    rule = saved(newsroom)
    with newsroom.database.begin() as session:
        session.get_one(Rule, rule.id).place = EVE.id  # who was a social manager then
        newsroom.memory.changed(session, rules.BODY)
    opened = rules_writing.form(newsroom, rule.id, by=MAIJA)
    assert rules_writing.try_out(newsroom, opened.about, opened.typed, by=MAIJA).draft.content["place"] == EVE.id


def test_a_rule_may_send_to_a_social_manager(database: Database, clock: Clock) -> None:
    newsroom = services_on(database, clock, desk_members=frozenset({ADA.id}))
    known(newsroom, ADA)
    assert saved(newsroom, person=ADA.id).place == ADA.id


def test_a_rule_of_a_thousand_words_works_and_can_be_edited_again(newsroom: Services) -> None:
    words = "\n".join(f"avainsana{n}" for n in range(999)) + "\nTurku"
    rule = saved(newsroom, words)
    opened = rules_writing.form(newsroom, rule.id, by=ADA)
    shown = rules_form.form(opened, ENGLISH)
    assert view_faults(shown) == []
    values = {
        block["block_id"]: block["element"].get("initial_value") for block in shown["blocks"] if "element" in block
    }
    assert rules_form.typed_from({"severity": "normal", **values}).any_words.split("\n") == words.split("\n")
    again = rules_writing.try_out(newsroom, opened.about, opened.typed, by=ADA)
    assert len(again.trial.found) == 16
    assert view_faults(rules_trial.window(again, ENGLISH, page=100)) == []


def test_two_thousand_rules_are_listed_in_pages(newsroom: Services) -> None:
    rule = saved(newsroom)
    with newsroom.database.begin() as session:
        session.add_all(Rule(name=f"Rule {n:04}", changed_at=newsroom.now()) for n in range(1_999))
        newsroom.memory.changed(session, rules.BODY)
    listed = rules.listing(newsroom, 1, by=ADA)
    assert (listed.total, listed.pages, listed.rules[0].id) == (2_000, 200, rule.id), "those that are on come first"
    for page in (1, 7, 200, 999):
        assert message_faults(view.message(rules.listing(newsroom, page, by=ADA), ENGLISH).payload()) == []
    with pytest.raises(BotError, match="most"):
        tried(newsroom)


def test_a_draft_is_only_for_whoever_wrote_it_and_is_forgotten_after_days(newsroom: Services, clock: Clock) -> None:
    draft = tried(newsroom).draft
    with pytest.raises(NotFound):
        rules_writing.save(newsroom, draft.key, is_on=True, by=ADA)
    clock.move(days=4)
    tried(newsroom)
    with pytest.raises(NotFound):
        rules_writing.save(newsroom, draft.key, is_on=True, by=MAIJA)


@pytest.mark.parametrize("by", [EVE, GUS])
def test_only_the_desk_sees_and_changes_rules(newsroom: Services, by: Asker) -> None:
    rule = saved(newsroom)
    key = tried(newsroom).draft.key
    acts: list[Callable[[], object]] = [
        lambda: rules.listing(newsroom, by=by),
        lambda: rules.details(newsroom, rule.id, by=by),
        lambda: rules.switch_off(newsroom, rule.id, by=by),
        lambda: rules.remove(newsroom, rule.id, by=by),
        lambda: rules.feed_names(newsroom, by=by),
        lambda: rules.rule_names(newsroom, by=by),
        lambda: rules_writing.form(newsroom, by=by),
        lambda: rules_writing.duplicate(newsroom, rule.id, by=by),
        lambda: rules_writing.try_out(newsroom, About(), Typed(any_words="Turku"), by=by),
        lambda: rules_writing.try_rule(newsroom, rule.id, by=by),
        lambda: rules_writing.longer(newsroom, About(), Typed(), by=by),
        lambda: rules_writing.tried(newsroom, key, by=by),
        lambda: rules_writing.reword(newsroom, key, ("any_words", 0), Forms(), by=by),
        lambda: rules_writing.save(newsroom, key, is_on=True, by=by),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert log(newsroom, rule) == ["rule.added"]


def test_changing_a_rule_alerts_nobody_about_what_was_seen(newsroom: Services) -> None:
    """A rule acts on what comes after it: saving makes no mention and no card of the items that it was tried on."""
    saved(newsroom)
    with newsroom.database.read() as session:
        assert audit.about(session, "mention:1") == []
        assert session.query(Rule).count() == 1
    assert len(watch.watch(newsroom).rules) == 1


TYPED = st.builds(
    Typed,
    name=SIGNS,
    any_words=SIGNS,
    all_words=SIGNS,
    none_words=SIGNS,
    authors=SIGNS,
    domains=st.sampled_from(["", "yle.fi", "https://www.hs.fi/uutiset, åbo.example"]),
    languages=st.sampled_from([(), ("fi",), ("fi", "sv")]),
    quiet=st.sampled_from(["house", "never", "own"]),
    quiet_from=st.sampled_from(["", "20:00"]),
    quiet_to=st.sampled_from(["", "07:30"]),
    place=st.sampled_from(["", "C1"]),
    person=st.sampled_from(["", "U1"]),
)


@given(TYPED)
def test_what_was_checked_stands_in_the_form_again(typed: Typed) -> None:
    with suppress(Invalid):
        content = checked(typed)
        assert checked(typed_of(content)) == content


@given(SIGNS, st.integers(1, 500), st.integers(1, 9), st.booleans())
def test_a_packed_form_is_the_same_form(key: str, rule_id: int, version: int, is_long: bool) -> None:  # noqa: FBT001
    about = About(key, rule_id, version, rule_id, is_long)
    assert About.unpacked(about.packed()) == about


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=100), max_size=120))
def test_words_are_parted_into_fields_and_none_is_lost(words: list[str]) -> None:
    text = "\n".join(words)
    parts = rules_form.parted(text)
    assert all(len(part) <= rules_form.FIELD for part in parts)
    assert "\n".join(parts) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_window_keeps_every_limit_and_parses_no_word_of_anybody(newsroom: Services, language: str) -> None:
    reader = Reader(language)
    evil = "<!channel> _b_ & <@U1> " + "x" * 60
    number = feed(newsroom, evil * 2)
    rule = saved(newsroom, f'"{evil[:90]}"\n{evil[:70]}', name=evil, authors=evil, feed_id=number, quiet="never")
    entries(newsroom, number, *([evil * 3] * 30))
    found = rules.details(newsroom, rule.id, by=MAIJA)
    again = rules_writing.try_rule(newsroom, rule.id, by=MAIJA)
    draft, word = rules_writing.word(newsroom, again.draft.key, "any_words", 0, by=MAIJA)
    windows = [
        view.window(found, reader, "note"),
        view.deleted(reader),
        rules_form.form(rules_writing.form(newsroom, rule.id, by=MAIJA), reader),
        rules_trial.window(again, reader, note="note"),
        rules_trial.rewording(draft, ("any_words", 0), word, reader),
        rules_trial.saved(rule, reader),
    ]
    for window in windows:
        assert view_faults(window) == []
        assert "<!" not in "".join(_mrkdwn(window))
    shown = view.message(rules.listing(newsroom, by=MAIJA), reader)
    assert message_faults(shown.payload()) == []
    assert "<!" not in shown.text
    assert content_of(rule)["name"] == evil.strip()


def _mrkdwn(payload: object) -> list[str]:
    if isinstance(payload, dict):
        own = [str(payload["text"])] if payload.get("type") == "mrkdwn" else []
        return own + [text for inner in payload.values() for text in _mrkdwn(inner)]
    return [text for inner in payload for text in _mrkdwn(inner)] if isinstance(payload, list) else []
