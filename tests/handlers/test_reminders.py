"""Reminders and holds through the door: what stands in somebody's direct messages, and what their buttons do."""

from __future__ import annotations

import pytest

from bot import people
from bot.audit import Act
from bot.plan import states as plan_states
from bot.plan.kinds import APPROVED, POST, REQUIRED
from bot.reminders import arranging, posting, ticking
from bot.timing import wall
from bot.views import holds as holds_view
from bot.views import reminders as view_of
from bot.views import reminders_forms, reminders_texts
from storage.models import PlanAccount, PlanItem, PlanText, SocialAccount

LINK = "https://www.facebook.com/aaltoranta.example/posts/17"


@pytest.fixture
def due(house):
    """Anna's (U1) post is due this minute; Bo (U2) stands in."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    plan(house)
    ticking.say_due(house.services)
    return house


def plan(house, title="The pool opens", **more):
    now = house.services.now().replace(second=0, microsecond=0)
    account = SocialAccount(name=title, network="facebook", url="https://www.facebook.com/town", link_key=f"fb/{title}")
    with house.services.database.begin() as session:
        values = {"owner": "U1", "deputy": "U2", "languages": ["en"], "link": "https://pool.example/", **more}
        item = PlanItem(
            key=title, kind=POST, title=title, timezone="Europe/Helsinki", local_at=wall.local(now, "Europe/Helsinki"),
            due_at=now, made_by="U1", made_at=now, changed_at=now, **values,
        )  # fmt: skip
        session.add_all([item, account])
        session.flush()
        session.add(PlanAccount(item_id=item.id, account_id=account.id))
        session.add(PlanText(item_id=item.id, language="en", text="The pool opens *today* <!channel> & is free."))
        arranging.arrange(house.services, session, item)
    return item


def card(house, user_id="U1", text="The pool opens", without=()):
    def found():
        for message in house.slack.direct_messages(user_id):
            if text in message.words and not any(one in message.words for one in without):
                return message
        return None

    return house.slack.wait_until(found, otherwise=f"{text} for {user_id}")


def test_at_the_minute_the_owner_gets_the_text_and_posts_it(due):
    shown = card(due)
    assert "Post this now: Social media post" in shown.words
    assert "The pool opens *today* <!channel> & is free." in shown.words
    anna = due.slack.person("U1")
    window = anna.click(view_of.COPY, in_=shown)
    assert window.view.callback_id == reminders_texts.COPY_FORM
    asked = anna.submit(window.view, {})
    refused = anna.submit(asked.view, {"link": "not a link"})
    assert "link" in refused.errors
    assert anna.submit(asked.view, {"link": LINK}).errors == {}
    assert "Posted" in card(due, text=LINK).words
    assert due.slack.refused == []


def test_what_is_not_approved_is_not_to_be_posted_until_it_is(due):
    asked = plan(due, "The sauna opens", approval=REQUIRED)
    ticking.say_due(due.services)
    shown = card(due, text="The sauna opens")
    assert "Its time has come, but it is not approved: Social media post" in shown.words
    assert "Have it approved." in shown.words
    assert "The pool opens *today*" not in shown.words
    assert "Copy the text" not in shown.words
    with due.services.database.begin() as session:
        held = plan_states.held(session, asked.id)
        held.approval_state = APPROVED
        act = Act("U3", "plan.approved", plan_states.subject(held))
        plan_states.changed(due.services, session, held, due.services.now(), act)
    shown = card(due, text="The sauna opens", without=("not approved",))
    assert "Post this now: Social media post" in shown.words
    assert "The pool opens *today* <!channel> & is free." in shown.words


def test_what_lacks_something_says_so_at_its_minute_and_is_still_there_to_copy(due):
    plan(due, "Två språk", languages=["en", "sv"])
    ticking.say_due(due.services)
    shown = card(due, text="Två språk")
    assert "Its time has come, but something is missing: Social media post" in shown.words
    assert "Write the text: Swedish." in shown.words
    assert "The pool opens *today* <!channel> & is free." in shown.words


def test_of_two_who_post_the_second_is_told_in_the_form_who_was_first(due):
    anna = due.slack.person("U1")
    form = anna.click(view_of.POSTED_BUTTON, in_=card(due))
    carla = people.asker(due.services, "U3")
    posting.posted(due.services, int(form.view.private_metadata), LINK, by=carla)
    late = anna.submit(form.view, {"link": "https://www.facebook.com/aaltoranta.example/posts/18"})
    said = str([*late.errors.values(), *(view.words for view in late.views)])
    assert "This is posted already: carla" in said
    assert LINK in card(due, text=LINK).words
    assert len(due.slack.direct_messages("U1")) == 1
    assert due.slack.refused == []


def test_later_by_menu_and_in_words_shows_what_was_understood(due):
    anna = due.slack.person("U1")
    form = anna.select(view_of.SNOOZE, view_of.OWN_TIME, in_=card(due))
    assert form.view.callback_id == reminders_forms.SNOOZE_FORM
    refused = anna.submit(form.view, {"until": "banana"})
    assert "until" in refused.errors
    understood = anna.submit(form.view, {"until": "huomenna klo 9"})
    assert "I remind you then:" in understood.view.words
    assert "Put off. The next reminder:" in card(due, without=("Post this now",)).words
    assert due.slack.refused == []


def test_handing_over_reminds_the_other_at_once(due):
    anna = due.slack.person("U1")
    form = anna.click(view_of.HAND_OVER, in_=card(due))
    assert anna.submit(form.view, {"person": "U3"}).errors == {}
    ticking.say_due(due.services)
    assert "This was handed over to you." in card(due, "U3").words
    assert "Handed over." in card(due, without=("Post this now",)).words


def test_somebody_who_cannot_do_it_says_why_and_the_deputy_reads_it_in_swedish(due):
    anna = due.slack.person("U1")
    form = anna.click(view_of.DECLINE, in_=card(due))
    anna.submit(form.view, {"reason": "My train is late."})
    ticking.say_due(due.services)
    assert "My train is late." in card(due, "U2").words
    assert due.slack.refused == []


def test_the_desk_holds_everything_from_the_settings_and_lets_it_go_on(due):
    carla, anna = due.slack.person("U3"), due.slack.person("U1")
    shown = carla.command("/some settings")
    window = carla.click(holds_view.OPEN, in_=carla.ephemerals[-1] if carla.ephemerals else shown)
    form = carla.click(holds_view.BEGIN, in_=window.view)
    begun = carla.submit(form.view, {"scope": "all", "reason": "A fire in the harbour."})
    assert "1 item waits." in begun.view.words
    assert "On hold: do not post this now." in card(due, text="A fire in the harbour.").words
    anna.open_home()
    on_hold = "On hold: everything that is planned."
    due.slack.wait_until(lambda: anna.home_view is not None and on_hold in anna.home_view.words)
    carla.click(holds_view.END, in_=begun.view)
    decision = card(due, text="The hold has ended")
    anna.click(view_of.NOW_BUTTON, in_=decision)
    due.slack.wait_until(lambda: "everything that was missed is decided" in card(due, text="The hold has ended").words)
    assert due.slack.refused == []


def test_employees_do_not_hold_anything(due):
    anna = due.slack.person("U1")
    anna.command("/some settings")
    assert "Holds" not in str([message.words for message in anna.ephemerals])
