"""Rules, signal words and settings for alerts through the door: as a social manager writes, tries and mends them in Slack."""

from __future__ import annotations

import pytest

from bot import people
from bot.mentions import alert_settings, rules, signals
from tests.bot.mentions.listening import TITLES, entries, feed, saved


@pytest.fixture
def newsroom(house):
    """A house where U3 is a social manager, with forty items in a feed."""
    people.asker(house.services, "U3")
    entries(house.services, feed(house.services, "Town news"), *(TITLES * 8))
    return house


def manager(house):
    return house.slack.person("U3")


def in_force(house):
    return [rule.name for rule in rules.in_force(house.services)]


def block_of(view, block_id):
    return next(block for block in view.blocks if block["block_id"] == block_id)


@pytest.mark.parametrize("command", ["/some rules", "/some säännöt", "/some regler"])
def test_without_rules_the_desk_learns_what_a_rule_is(newsroom, command):
    shown = manager(newsroom).command(command)
    assert shown.message.ephemeral
    for piece in ("There are no rules yet", "Aaltorannassa", "every new item of every feed", "New rule"):
        assert piece in shown.words


def test_a_rule_is_written_tried_and_switched_on(newsroom):
    anna = manager(newsroom)
    form = anna.click("New rule", in_=anna.command("/some rules")).view
    trial = anna.submit(form, {"any_words": "Turku", "severity": "high", "delivery": "now"}).view
    for piece in ("16 of 40", "Hit: “Turun”", "Turku: Turun", "Change forms", "Switch it on"):
        assert piece in trial.words
    assert in_force(newsroom) == []
    assert "counts from the next item on" in anna.submit(trial, {}).words
    assert in_force(newsroom) == ["Turku"]
    anna.close()
    assert "Turku · on" in anna.command("/some rules").words
    assert newsroom.slack.refused == []


def test_words_after_the_command_stand_in_the_form(newsroom):
    for command in ("/some rules add Turku &amp; Lahti", "/some säännöt lisää Turku", "/some regler lägg till Åbo"):
        anna = manager(newsroom)
        anna.command(command)
        assert anna.view.title == "New rule"
        assert "Turku" in anna.view.words or "Åbo" in anna.view.words
        anna.close()


def test_forms_are_mended_before_the_rule_is_saved(newsroom):
    anna = manager(newsroom)
    anna.command("/some rules add Turku")
    trial = anna.submit(anna.view, {}).view
    word = anna.click("Change forms", in_=trial).view
    assert "Turussa" in word.words
    assert list(anna.submit(word, {"genitive": "Turussa"}).errors) == ["genitive"]
    again = anna.submit(word, {"genitive": "", "removed": "Turussa"}).view
    assert "8 of 40" in again.words
    back = anna.click("Back to the form", in_=again).view
    assert "Turku" in back.words
    assert "8 of 40" in anna.submit(back, {}).words, "what was mended stays"
    assert newsroom.slack.refused == []


def test_more_choices_keep_what_was_typed(newsroom):
    anna = manager(newsroom)
    anna.command("/some rules add Turku")
    longer = anna.click("rules.more_fields", in_=anna.view)
    assert longer.ok
    form = anna.view
    assert "Web sites" in form.words
    offered = anna.options("rules.feed", "town", in_=form)
    assert [option["text"]["text"] for option in offered] == ["Town news"]
    values = {"none_words": "Lahti", "languages": ["fi", "sv"], "kinds": ["news"], "quiet": "own"}
    assert list(anna.submit(form, values).errors) == ["quiet_from"]
    done = anna.submit(form, {**values, "quiet_from": "20:00", "quiet_to": "07:30", "feed_id": offered[0]["value"]})
    assert "of 40" in done.words
    anna.submit(done.view, {"switch": "off"})
    (rule,) = rules.every(newsroom.services)
    assert (rule.quiet, rule.languages, rule.kinds, rule.is_on) == ("20:00-07:30", "fi,sv", "news", False)
    assert rule.owner == "U3"
    assert newsroom.slack.refused == []


def test_a_thousand_words_are_tried_after_the_answer(newsroom):
    anna = manager(newsroom)
    anna.command("/some rules add Turku")
    anna.click("rules.more_fields", in_=anna.view)
    many = {f"any_words_{n}": "\n".join(f"sana{n}{i:03}" for i in range(240)) for n in (2,)}
    shown = anna.submit(anna.view, many)
    assert "These are many words" in shown.words
    trial = newsroom.slack.wait_until(lambda: anna.view if "16 of 40" in anna.view.words else None)
    anna.submit(trial, {})
    assert len(rules.in_force(newsroom.services)[0].any_words) == 241
    assert newsroom.slack.refused == []


def test_faults_stand_at_their_fields(newsroom):
    anna = manager(newsroom)
    anna.command("/some rules add")
    form = anna.view
    assert list(anna.submit(form, {}).errors) == ["any_words"]
    assert list(anna.submit(form, {"any_words": "Turku", "none_words": "ja"}).errors) == ["none_words"]
    assert rules.every(newsroom.services) == ()


def test_a_rule_is_switched_off_tried_again_duplicated_and_deleted(newsroom):
    admin = people.asker(newsroom.services, "U3")
    saved(newsroom.services, by=admin)
    anna = manager(newsroom)
    anna.click("Open", in_=anna.command("/some rules"))
    assert "Any of these words: Turku" in anna.view.words
    assert "Switched off." in anna.click("Switch off", in_=anna.view).words
    assert in_force(newsroom) == []
    anna.click("Try and switch on", in_=anna.view)
    assert "16 of 40" in anna.view.words
    anna.submit(anna.view, {})
    assert in_force(newsroom) == ["Turku"]
    anna.close()
    anna.click("Open", in_=anna.command("/some rules"))
    anna.click("Duplicate", in_=anna.view)
    assert "Copy of: Turku" in anna.view.words
    anna.close()
    anna.click("Open", in_=anna.command("/some rules"))
    anna.click("Delete", in_=anna.view)
    assert "Deleted." in anna.view.words
    assert rules.every(newsroom.services) == ()
    assert newsroom.slack.refused == []


def test_two_who_edit_at_once_lose_nothing(newsroom):
    admin = people.asker(newsroom.services, "U3")
    saved(newsroom.services, by=admin)
    anna = manager(newsroom)
    anna.click("Open", in_=anna.command("/some rules"))
    anna.click("Edit", in_=anna.view)
    trial = anna.submit(anna.view, {"any_words": "Turku\nLahti"}).view
    rules.switch_off(newsroom.services, rules.every(newsroom.services)[0].id, by=admin)
    again = anna.submit(trial, {})
    assert "Somebody else changed this rule" in again.words
    assert "counts from the next item on" in anna.submit(again.view, {}).words
    assert len(rules.in_force(newsroom.services)[0].any_words) == 2


def test_pages_of_rules_are_turned_in_place(newsroom):
    admin = people.asker(newsroom.services, "U3")
    for n in range(12):
        saved(newsroom.services, f"sana{n:02}", by=admin)
    anna = manager(newsroom)
    anna.command("/some rules")
    anna.click("Next", in_=anna.ephemerals[-1])
    newsroom.slack.wait_until(lambda: "sana11" in anna.ephemerals[-1].words)
    assert len(anna.ephemerals) == 1
    assert newsroom.slack.refused == []


@pytest.mark.parametrize("command", ["/some rules", "/some rules add Turku", "/some mute", "/some mute Turku"])
def test_an_employee_is_told_whose_this_is(newsroom, command):
    assert "This is for social managers" in newsroom.slack.person("U1").command(command).words


def test_signal_words_are_edited_in_each_language(newsroom):
    anna = manager(newsroom)
    anna.click("Signal words", in_=anna.command("/some settings"))
    assert "accident" in anna.view.words
    anna.click("suomi", in_=anna.view)
    assert "tulipalo" in anna.view.words
    assert list(anna.submit(anna.view, {"high.fi": "ja"}).errors) == ["high.fi"]
    shown = anna.submit(anna.view, {"high.fi": "raide", "crisis.fi": "lautta"})
    assert "Saved." in shown.words
    found = {one.word.text: one.severity for one in signals.in_force(newsroom.services) if one.language == "fi"}
    assert found == {"raide": "high", "lautta": "crisis"}
    anna.click("Restore the starting set", in_=anna.view)
    assert "tulipalo" in anna.view.words
    assert newsroom.slack.refused == []


def test_the_settings_for_alerts_are_chosen_in_a_form(newsroom):
    anna = manager(newsroom)
    anna.click("Alerts", in_=anna.command("/some settings"))
    form = anna.view
    assert "Time zone: Europe/Helsinki" in form.words
    values = {"quiet_from": "21:00", "quiet_to": "06:30", "quiet_days": ["weekends"], "flood_cap": "3", "on_duty": "U2"}
    assert "this person is neither" in anna.submit(form, values).errors["on_duty"]
    assert "Saved." in anna.submit(form, {**values, "on_duty": "U3"}).words
    now = alert_settings.current(newsroom.services)
    assert (now.quiet_from, now.quiet_to, now.quiet_weekends, now.quiet_holidays) == (1_260, 390, True, False)
    assert (now.flood_cap, now.on_duty) == (3, "U3")
    assert newsroom.slack.refused == []


def test_a_channel_is_chosen_once_the_bot_is_in_it(newsroom):
    anna = manager(newsroom)
    anna.click("Alerts", in_=anna.command("/some settings"))
    outside = anna.submit(anna.view, {"channel": "C3"})
    assert "/invite @Kaiku" in outside.errors["channel"]
    anna.invite_bot("C3")
    assert "Saved." in anna.submit(anna.view, {"channel": "C3"}).words
    assert alert_settings.current(newsroom.services).channel == "C3"
