"""What Slack is sent about social accounts, in three languages, with empty, usual and extreme records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.channels_draft import FIELDS, Draft, Form
from bot.channels_look import Look
from bot.channels_outcomes import Overtaken, Saved, Shared
from bot.views import channels as view
from bot.views import channels_form as form_view
from bot.views import channels_list as list_view
from bot.views.channels import Setting
from bot.views.modal import modal
from bot.words import LANGUAGES, Reader
from handlers import forms
from playground.slack.checks import message_faults, options_faults, view_faults
from storage.models import SocialAccount
from tests.bot.register import LIBRARY

EMPTY = SocialAccount(name="A", network="web", url="https://a.example", link_key="a.example")
USUAL = SocialAccount(
    name="Aaltorannan kirjasto",
    network="instagram",
    url="https://instagram.com/kirjasto.example",
    link_key="instagram.com/kirjasto.example",
    unit="Kirjasto",
    area="Keskusta",
    purpose="Kirjavinkit.\nJa arki.",
    audience="Lukijat",
    languages="fi,sv",
    tone="Innostava",
    owner="U0EVE",
    deputy_name="Sven Sork",
    reviewed_on=date(2026, 9, 1),
)
EXTREME = SocialAccount(
    name="🏛️" * 1_500,
    network="unheard-of",
    url="https://a.example/" + "%C3%A4" * 160,
    link_key="x",
    unit="|" * 3_000,
    area=">" * 3_000,
    purpose="<!channel> <@U1> *b* &" * 200,
    audience="שלום\u202e" * 500,
    languages="fi,sv,en,se,et,ru,uk,ar,so,fa,ku,tr,sq,vi,zh",
    tone="`" * 3_000,
    owner="U0EVE",
    deputy="U0SVEN",
)
RECORDS = {"empty": EMPTY, "usual": USUAL, "extreme": EXTREME}
for _number, _record in enumerate(RECORDS.values(), start=1):
    _record.id, _record.version = _number, 1
CLOSED = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


@pytest.fixture(params=list(RECORDS))
def account(request: pytest.FixtureRequest) -> Iterator[SocialAccount]:
    record = RECORDS[request.param]
    yield record
    record.closed_at, record.closed_why = None, ""


def closed(account: SocialAccount) -> SocialAccount:
    account.closed_at, account.closed_why = CLOSED, "Loppui " * 70
    return account


def draft(account: SocialAccount) -> Draft:
    texts = {name: getattr(account, name) for name in FIELDS if name not in ("link", "languages")}
    return Draft(link=account.url, languages=tuple(filter(None, account.languages.split(","))), **texts)


def action_ids(payload: Any) -> list[str]:
    if isinstance(payload, dict):
        own = [payload["action_id"]] if "action_id" in payload else []
        return own + [found for inner in payload.values() for found in action_ids(inner)]
    return [found for inner in payload for found in action_ids(inner)] if isinstance(payload, list) else []


def test_an_account_in_full_keeps_every_limit(account: SocialAccount, reader: Reader) -> None:
    for setting in (Setting(reader), Setting(reader, may_edit=True, channel="C1", note="<!here> " * 100)):
        assert view_faults(view.window(account, setting)) == []
        assert message_faults(view.full_message(account, setting).payload(), update=True) == []
        assert view_faults(view.window(closed(account), setting)) == []
        account.closed_at = None


def test_a_card_keeps_every_limit(account: SocialAccount, reader: Reader) -> None:
    for known in ({}, {"U0EVE": "Eve <!channel> Elk"}):
        assert message_faults(view.card(account, known, reader).payload(), update=True) == []
    assert message_faults(view.card(closed(account), {}, reader).payload(), update=True) == []


def test_a_form_keeps_every_limit(account: SocialAccount, reader: Reader) -> None:
    about = Form(account.id, 1, channel="C1")
    for given in (Draft(), draft(account)):
        assert view_faults(form_view.form(about, given, reader)) == []
    assert view_faults(form_view.form(replace(about, reopen=True), draft(account), reader)) == []
    assert view_faults(form_view.closing(account, reader, channel="C1")) == []


def test_what_a_form_turns_into_keeps_every_limit(account: SocialAccount, reader: Reader) -> None:
    setting = Setting(reader, may_edit=True, channel="C1")
    for mine in (Draft(), LIBRARY, draft(EXTREME)):
        assert view_faults(form_view.after_saving(Overtaken(account, mine, "U0MAIJA"), setting)) == []
    for outcome in (Saved(account), Saved(account, is_new=True)):
        assert view_faults(form_view.after_saving(outcome, setting)) == []
    assert view_faults(form_view.after_closing(closed(account), setting)) == []
    assert view_faults(form_view.after_saving(Overtaken(account, LIBRARY, "operator"), setting)) == []


def test_an_only_hit_can_be_shown_in_a_window_too(account: SocialAccount, reader: Reader) -> None:
    message = list_view.only_one(account, Setting(reader, may_edit=True), Look(), {"kirjsto": "kirjasto"})
    assert message_faults(message.payload()) == []
    assert view_faults(modal(view.title(reader), message, reader)) == []


def test_unit_options_keep_every_limit() -> None:
    units = [f"{number} " + "ö" * 150 for number in range(300)]
    options = [option.to_dict() for option in list_view.unit_options(units)]
    assert len(options) == 100
    assert options_faults({"options": options}) == []


def test_buttons_are_for_those_who_may(reader: Reader) -> None:
    everyone = action_ids(view.window(USUAL, Setting(reader)))
    in_channel = action_ids(view.window(USUAL, Setting(reader, channel="C1")))
    manager = action_ids(view.window(USUAL, Setting(reader, may_edit=True, channel="C1")))
    assert everyone == [view.OPEN]
    assert in_channel == [view.OPEN, view.SHARE]
    assert manager == [view.OPEN, view.SHARE, view.EDIT, view.CLOSE]


def test_a_card_calls_nobody_whose_name_is_known() -> None:
    payload = json.dumps(view.card(USUAL, {"U0EVE": "Eve Elk"}, Reader("en")).payload())
    assert "Eve Elk" in payload
    assert '"user_id"' not in payload


def test_a_card_leaves_out_whose_name_is_not_known() -> None:
    payload = json.dumps(view.card(USUAL, {}, Reader("en")).payload())
    assert "Owner" not in payload
    assert '"user_id"' not in payload


def test_a_card_of_a_closed_account_leads_nowhere_and_keeps_the_reason_inside() -> None:
    closed(USUAL)
    payload = json.dumps(view.card(USUAL, {}, Reader("en", "Europe/Helsinki")).payload())
    USUAL.closed_at, USUAL.closed_why = None, ""
    assert "closed since 23 Nov 2026" in payload, "the day is the reader's: it is past midnight in Helsinki"
    assert "https://" not in payload
    assert "Loppui" not in payload


def test_outside_text_is_never_parsed(reader: Reader) -> None:
    """Not one mrkdwn object holds a word that came from the register."""
    payload = json.dumps(view.full_message(EXTREME, Setting(reader)).payload()["blocks"])
    assert '"mrkdwn"' not in payload


def test_what_is_typed_is_what_is_read() -> None:
    """A form filled with a draft and sent as it stands gives the draft."""
    typed = replace(LIBRARY, network="instagram", reviewed_on=date(2026, 11, 1))
    shown = form_view.form(Form(), typed, Reader("fi"))
    assert form_view.draft_from(forms.values({"state": {"values": _initial(shown)}})) == typed
    assert (
        form_view.draft_from(
            forms.values({"state": {"values": _initial(form_view.form(Form(), Draft(), Reader("fi")))}})
        )
        == Draft()
    )


def test_a_difference_names_both_versions() -> None:
    outcome = Overtaken(USUAL, replace(draft(USUAL), purpose="Toinen", languages=("en",)), "U0MAIJA")
    shown = form_view.overtaken(outcome, Reader("en"))
    text = json.dumps(shown["blocks"], ensure_ascii=False)
    assert "Somebody else saved this account" in text
    for piece in ("Kirjavinkit.\\nJa arki.", "Toinen", "Finnish and Swedish", "English", '"user_id": "U0MAIJA"'):
        assert piece in text
    notes = [block for block in shown["blocks"] if block["type"] == "rich_text"]
    assert len(notes) == 3, "one for the news, one for each of the two fields that differ"
    assert Form.unpacked(shown["private_metadata"]) == Form(USUAL.id, USUAL.version)


def test_what_sharing_came_to_is_said(reader: Reader) -> None:
    assert len({view.shared_note(outcome, reader) for outcome in Shared}) == 3


def _initial(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the state Slack would send for a form that nobody touched."""
    state: dict[str, dict[str, Any]] = {}
    for block in shown["blocks"]:
        element = block["element"]
        value: dict[str, Any] = {"type": element["type"]}
        match element["type"]:
            case "plain_text_input":
                value["value"] = element.get("initial_value")
            case "static_select":
                value["selected_option"] = element.get("initial_option")
            case "multi_static_select":
                value["selected_options"] = element.get("initial_options", [])
            case "users_select":
                value["selected_user"] = element.get("initial_user")
            case "datepicker":
                value["selected_date"] = element.get("initial_date")
        state[block["block_id"]] = {element["action_id"]: value}
    return state
