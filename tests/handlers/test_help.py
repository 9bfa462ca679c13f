"""`/some help`, nothing at all, and words nobody knows, in three languages."""


def test_everybody_gets_help_by_the_word_of_any_language(house):
    anna = house.slack.person("U1")
    for word in ("help", "HELP", " ohje ", "hjälp", "Hjälp", ""):
        shown = anna.command(f"/some {word}")
        assert "/channels" in shown.words
        assert shown.message.ephemeral
    assert house.slack.refused == []


def test_help_is_written_in_the_reader_s_language(house):
    anna = house.slack.person("U1")
    said = set()
    for language in ("fi", "sv", "en"):
        anna.command(f"/some language {language}")
        said.add(anna.command("/some help").message.text)
    assert len(said) == 3


def test_an_unknown_word_is_named_and_answered_with_the_usage(house):
    shown = house.slack.person("U1").command("/some <!channel>*frob*|> again")
    assert "“<!channel>*frob*|>”" in shown.words
    assert "/some language fi" in shown.words
    assert "<!channel>" not in shown.message.text


def test_a_word_without_its_accents_works(house):
    anna = house.slack.person("U1")
    for plain, written in (("saannot", "säännöt"), ("IDEER", "idéer"), ("jaljita", "jäljitä"), ("sprak", "språk")):
        assert anna.command(f"/some {plain}").words == anna.command(f"/some {written}").words


def test_a_mistyped_word_is_asked_back_and_nothing_is_done(house):
    anna = house.slack.person("U1")
    for typed, meant in (("vastuakset", "vastaukset"), ("Idaes", "ideas"), ("omnamnaden", "omnämnanden")):
        assert f"Did you mean this: /some {meant}" in anna.command(f"/some {typed}").words
    for typed in ("frob", "x", "kissanpentu"):
        assert "Did you mean" not in anna.command(f"/some {typed}").words


def test_odd_words_are_harmless(house):
    anna = house.slack.person("U1")
    for word in ("x" * 8_000, "🦔" * 500, "\u202eabc", "<@U1>", "a|b>c", "&lt;", "\u0000", "\n", "\ud83e"):
        assert anna.command(f"/some {word}").ok
    assert house.slack.refused == []


def test_only_managers_are_shown_what_only_managers_may_do(house):
    employee = house.slack.person("U1").command("/some help").words
    manager = house.slack.person("U3").command("/some help").words
    assert "/some check" in manager
    assert "/some check" not in employee


def test_help_opens_from_app_home_in_a_window(house):
    anna = house.slack.person("U1")
    anna.open_home()
    home = house.slack.wait_until(lambda: anna.home_view)
    view = anna.click("help.open", in_=home).view
    assert "/channels" in view.words
    assert house.slack.refused == []


def test_a_guest_is_refused_politely_and_gets_no_data(house):
    guest = house.slack.person("U4")
    for text in ("/some help", "/some accounts", "/channels", "/some language sv", "/some check"):
        shown = guest.command(text)
        assert shown.ok
        assert "own staff" in shown.words
    assert guest.open_home().home is None
    assert guest.home_view is None


def test_a_stranger_of_another_workspace_is_refused(house):
    house.slack.change_user("U1", team_id="T0OTHER")
    assert "own staff" in house.slack.person("U1").command("/some help").words


def test_somebody_who_left_is_refused_at_once(house):
    anna = house.slack.person("U1")
    assert "/channels" in anna.command("/some help").words
    house.slack.deactivate("U1")
    house.slack.wait_until(lambda: house.slack.deliveries[-1].ack)
    delivered = house.slack.deliver("slash_commands", _command("U1"))
    assert "own staff" in delivered.payload["text"]


def _command(user):
    return {
        "command": "/some",
        "text": "help",
        "user_id": user,
        "team_id": "T0KAIKU",
        "channel_id": "C1",
        "trigger_id": "1.2.x",
    }
