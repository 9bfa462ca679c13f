"""The settings: every fault at once, each with its cure, and no secret in any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError


def faults(**env: str) -> list[str]:
    """Return what is wrong with an environment."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(env)
    return caught.value.faults


def test_an_empty_environment_is_enough_to_read() -> None:
    settings = Settings.from_env({})
    assert settings == Settings()
    assert (settings.language, settings.timezone, settings.bind, settings.port) == (
        "en",
        "Europe/Helsinki",
        "127.0.0.1",
        3000,
    )


def test_every_value_is_taken_from_its_variable() -> None:
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": " xoxb-1 ",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_SIGNING_SECRET": "secret",
            "SLACK_API_URL": "http://127.0.0.1:8700/api",
            "DATABASE_URL": "postgresql://kaiku@127.0.0.1/kaiku",
            "KAIKU_LANGUAGE": "FI",
            "KAIKU_TIMEZONE": "Europe/Stockholm",
            "KAIKU_DESK_CHANNEL": "C1",
            "KAIKU_ADMINS": "U1, W2 ,",
            "KAIKU_DESK_GROUP": "S1",
            "KAIKU_DESK_MEMBERS": "U3",
            "KAIKU_BIND": "127.0.0.2",
            "PORT": "8080",
            "KAIKU_LOG": "debug",
        }
    )
    assert settings == Settings(
        bot_token="xoxb-1",
        app_token="xapp-1",
        signing_secret="secret",
        slack_api_url="http://127.0.0.1:8700/api/",
        database_url="postgresql://kaiku@127.0.0.1/kaiku",
        language="fi",
        timezone="Europe/Stockholm",
        desk_channel="C1",
        admins=frozenset({"U1", "W2"}),
        desk_group="S1",
        desk_members=frozenset({"U3"}),
        bind="127.0.0.2",
        port=8080,
        log="debug",
    )


def test_the_app_token_decides_how_slack_is_reached() -> None:
    assert Settings(app_token="xapp-1").socket_mode
    assert not Settings(signing_secret="secret").socket_mode


def test_every_fault_is_reported_at_once() -> None:
    said = faults(KAIKU_LANGUAGE="de", KAIKU_TIMEZONE="Mars/Olympus", PORT="many", KAIKU_ADMINS="somebody")
    assert [fault.split()[0] for fault in said] == ["KAIKU_LANGUAGE", "KAIKU_TIMEZONE", "KAIKU_ADMINS", "PORT"]


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "xapp-"),
        ("SLACK_API_URL", "slack.example/api", "https://slack.com/api/"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/kaiku", "sqlite:///kaiku.db"),
        ("DATABASE_URL", "kaiku.db", "sqlite:///kaiku.db"),
        ("KAIKU_LANGUAGE", "german", "fi, sv, en"),
        ("KAIKU_TIMEZONE", "Helsinki", "Europe/Helsinki"),
        ("KAIKU_DESK_CHANNEL", "#desk", "C0123ABCD"),
        ("KAIKU_DESK_GROUP", "@desk", "S0123ABCD"),
        ("KAIKU_DESK_MEMBERS", "U1;U2", "U0123ABCD"),
        ("PORT", "65536", "3000"),
        ("PORT", "-1", "3000"),
        ("KAIKU_LOG", "loud", "debug, info, warning, error"),
    ],
)
def test_a_fault_names_its_variable_and_its_cure(name: str, value: str, cure: str) -> None:
    (said,) = faults(**{name: value})
    assert said.startswith(name)
    assert cure in said


SECRET = "s3cr3t"


def test_no_secret_shows_in_the_settings_text() -> None:
    settings = Settings(
        bot_token=f"xoxb-{SECRET}",
        app_token=f"xapp-{SECRET}",
        signing_secret=SECRET,
        database_url=f"postgresql://kaiku:{SECRET}@127.0.0.1/kaiku",
    )
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", f"xapp-{SECRET}"),
        ("SLACK_APP_TOKEN", f"xoxb-{SECRET}"),
        ("DATABASE_URL", f"mysql://root:{SECRET}@127.0.0.1/kaiku"),
    ],
)
def test_no_secret_shows_in_a_fault(name: str, value: str) -> None:
    assert all(SECRET not in fault for fault in faults(**{name: value}))


NAMES = [
    "SLACK_BOT_TOKEN",
    "SLACK_API_URL",
    "DATABASE_URL",
    "KAIKU_LANGUAGE",
    "KAIKU_TIMEZONE",
    "KAIKU_ADMINS",
    "KAIKU_DESK_GROUP",
    "PORT",
    "KAIKU_LOG",
]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_whatever_stands_in_the_environment_is_either_read_or_explained(env: dict[str, str]) -> None:
    explained: set[str] = set()
    try:
        Settings.from_env(env)
    except SettingsError as error:
        explained = {fault.split()[0] for fault in error.faults}
    assert explained <= set(env)
