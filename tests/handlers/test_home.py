"""App Home: what everybody finds there, and that it is drawn for whoever opens it."""


def home_of(house, user):
    person = house.slack.person(user)
    person.open_home()
    return house.slack.wait_until(lambda: person.home_view)


def test_everybody_finds_accounts_language_and_help(house):
    home = home_of(house, "U1")
    for words in ("Our social accounts", "My language", "Help"):
        assert words in home.words
    assert "Check-up" not in home.words
    assert "Add an account" not in home.words
    assert house.slack.refused == []


def test_managers_find_what_they_look_after(house):
    home = home_of(house, "U3")
    assert "Check-up" in home.words
    assert "Add an account" in home.words


def test_the_tab_with_messages_draws_nothing(house):
    house.slack.person("U1").open_home(tab="messages")
    house.services.replies.close()
    assert house.slack.calls("views.publish") == []


def test_a_conflict_of_two_drawings_is_solved_by_drawing_anew(house):
    first = home_of(house, "U1")
    house.slack.fail("views.publish", error="hash_conflict")
    house.slack.person("U1").open_home()
    house.slack.wait_until(lambda: house.slack.person("U1").home_view.hash != first.hash)


def test_the_list_opens_from_app_home(house):
    anna = house.slack.person("U1")
    assert anna.click("channels.browse", in_=home_of(house, "U1")).view
    assert house.slack.refused == []
