"""Everybody chooses the language in which Kaiku speaks to them."""

from bot import people
from bot.words import Reader
from storage import audit


def language_of(house, user="U1"):
    return people.asker(house.services, user).reader.language


def confirmed(language):
    """Return the sentence that confirms a language, in that language."""
    return Reader(language).say("From now on I speak English to you.")


def test_the_choice_is_kept_however_it_is_named(house):
    anna = house.slack.person("U1")
    said = {"fi": "fi", "SV": "sv", "English": "en", "suomi": "fi", "ruotsi": "sv", "slack": "en", "svenska": "sv"}
    for word, language in said.items():
        assert anna.command(f"/some language {word}").ok
        assert language_of(house) == language
    assert house.slack.refused == []


def test_the_word_for_it_works_in_every_language(house):
    anna = house.slack.person("U1")
    for word, language in {"kieli": "fi", "språk": "sv", "Language": "en"}.items():
        assert confirmed(language) in anna.command(f"/some {word} {language}").words
        assert language_of(house) == language


def test_without_a_choice_slack_s_locale_counts(house):
    house.slack.person("U2").command("/some help")
    assert language_of(house, "U2") == "sv"


def test_an_unknown_language_is_answered_with_an_example(house):
    shown = house.slack.person("U1").command("/some language klingon")
    assert "/some language fi" in shown.words
    assert language_of(house) == "en"


def test_the_menu_in_the_message_changes_it_and_confirms_in_place(house):
    anna = house.slack.person("U1")
    asked = anna.command("/some language")
    anna.select("language.choose", "sv", in_=asked.message)
    house.slack.wait_until(lambda: confirmed("sv") in anna.ephemerals[-1].words)
    assert language_of(house) == "sv"
    assert len(anna.ephemerals) == 1
    assert house.slack.refused == []


def test_app_home_changes_it_and_is_redrawn(house):
    anna = house.slack.person("U1")
    anna.open_home()
    home = house.slack.wait_until(lambda: anna.home_view)
    anna.select("language.choose", "fi", in_=home)
    house.slack.wait_until(lambda: anna.home_view.hash != home.hash)
    assert language_of(house) == "fi"
    chosen = [block["accessory"] for block in anna.home_view.blocks if "accessory" in block]
    assert chosen[0]["initial_option"]["value"] == "fi"
    assert house.slack.refused == []


def test_the_window_from_the_help_changes_it(house):
    anna = house.slack.person("U1")
    anna.open_home()
    helped = anna.click("help.open", in_=house.slack.wait_until(lambda: anna.home_view)).view
    asked = anna.click("language.open", in_=helped).view
    anna.select("language.choose", "fi", in_=asked)
    house.slack.wait_until(lambda: confirmed("fi") in anna.view.words)
    assert language_of(house) == "fi"
    assert house.slack.refused == []


def test_the_choice_survives_what_slack_says_about_the_person(house):
    house.slack.person("U1").command("/some language fi")
    house.slack.change_user("U1", title="Director")
    house.slack.wait_until(lambda: house.slack.deliveries[-1].ack)
    assert language_of(house) == "fi"


def test_the_choice_stands_in_the_audit_log_once(house):
    anna = house.slack.person("U1")
    for _ in range(3):
        anna.command("/some language fi")
    with house.services.database.read() as session:
        entries = audit.about(session, "person:U1")
    assert [(entry.what, entry.before, entry.after) for entry in entries] == [
        ("language.chosen", {"language": None}, {"language": "fi"})
    ]
