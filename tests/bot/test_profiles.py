"""One's own profile: what a person says of themselves, and the yearly question whether it is still right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import audit, directory, profile_index, profiles, profiles_reminder
from bot.errors import BotError, Invalid, Refused
from bot.people import Asker
from bot.profiles import Overtaken, Saved
from bot.profiles_draft import LONGEST_SKILL, MOST_SKILLS, Draft, checked, skills_in
from bot.roles import Role
from bot.services import Services
from bot.views import profiles as view
from bot.words import Reader
from playground.slack.server import FakeSlack
from storage import audit as audit_log
from storage import profiles as known
from storage.database import Database
from storage.models import Card, Person, Place, Profile, ProfileTerms
from tests.bot.register import on_slack, services_on
from tests.clock import START, Clock

ANNA = Asker("U1", "Anna Aalto", Role.EMPLOYEE, Reader("en"))
BO = Asker("U2", "Bo Berg", Role.EMPLOYEE, Reader("sv"))
GUS = Asker("U0GUS", "Gus Guest", Role.OUTSIDER, Reader("en"))
TODAY = START.date()
WEAVER = Draft(skills=("Weaving", "GDPR"), about="Looms, old and new.", languages=("fi", "en"))


@pytest.fixture
def services(database: Database, clock: Clock) -> Iterator[Services]:
    with FakeSlack() as slack:
        made = on_slack(services_on(database, clock), slack)
        directory.read_on(made)
        yield made
        made.replies.close()


def save(services: Services, draft: Draft = WEAVER, *, by: Asker = ANNA) -> Saved:
    saved = profiles.save(services, profiles.own(services, by=by).profile.version, draft, by=by)
    assert isinstance(saved, Saved)
    return saved


def profile(services: Services, user_id: str = "U1") -> Profile:
    with services.database.read() as session:
        found = known.of_user(session, user_id)
    assert found is not None
    return found


def terms(services: Services, user_id: str = "U1") -> ProfileTerms | None:
    with services.database.read() as session:
        return session.get(ProfileTerms, profile(services, user_id).id)


def change(services: Services, user_id: str = "U1", **values: Any) -> None:
    with services.database.begin() as session:
        found = known.made_for_user(session, user_id)
        for name, value in values.items():
            setattr(found, name, value)
        session.flush()
        profile_index.reindex(session, [found.id])
        services.memory.changed(session, profile_index.BODY)


def asked(services: Services) -> list[str]:
    """Whom the yearly question waits for in Slack, once each."""
    with services.database.read() as session:
        return sorted(session.scalars(select(Place.address).join(Card).where(Card.kind == profiles.KIND)))


def refused(services: Services, draft: Draft) -> BotError:
    with pytest.raises(Invalid) as fault:
        save(services, draft)
    return fault.value


def test_what_somebody_says_of_themselves_is_kept_and_found_at_once(services: Services, clock: Clock) -> None:
    saved = save(services).profile
    assert (saved.skills, saved.about, saved.languages) == ("Weaving\nGDPR", "Looms, old and new.", "fi,en")
    assert saved.confirmed_at == clock()
    found = terms(services)
    assert found is not None
    assert "weaving" in found.skill


def test_somebody_whom_the_directory_has_not_read_yet_can_save_a_profile(services: Services) -> None:
    newcomer = Asker("U9", "Nea Newcomer", Role.EMPLOYEE, Reader("en"))
    assert save(services, by=newcomer).profile.name == "Nea Newcomer"


def test_guests_have_no_profile(services: Services) -> None:
    with pytest.raises(Refused):
        profiles.own(services, by=GUS)
    with pytest.raises(Refused):
        profiles.suggest(services, "", by=GUS)


def test_the_log_names_the_fields_and_no_words(services: Services) -> None:
    saved = save(services).profile
    with services.database.read() as session:
        entries = audit_log.about(session, f"profile:{saved.id}")
        assert audit.faults(session) == []
    assert [(entry.who, entry.what, entry.after) for entry in entries] == [
        ("U1", "profile.edited", {"fields": ["about", "languages", "skills"]})
    ]


def test_the_same_form_sent_twice_is_one_change(services: Services) -> None:
    version = profiles.own(services, by=ANNA).profile.version
    for _ in range(2):
        assert isinstance(profiles.save(services, version, WEAVER, by=ANNA), Saved)
    assert profile(services).version == version + 1


def test_a_form_from_another_device_is_not_overwritten_and_nothing_typed_is_lost(services: Services) -> None:
    version = profiles.own(services, by=ANNA).profile.version
    profiles.save(services, version, WEAVER, by=ANNA)
    late = Draft(skills=("Pottery",), about="Clay.")
    outcome = profiles.save(services, version, late, by=ANNA)
    assert isinstance(outcome, Overtaken)
    assert profile(services).skills == "Weaving\nGDPR"
    form = str(view.after_saving(outcome, ANNA.reader))
    for piece in ("Pottery", "Clay.", "Weaving and GDPR", "Looms, old and new."):
        assert piece in form


def test_hrs_part_stays_as_it_is(services: Services) -> None:
    change(services, hr_id="H1", title="Guide", unit="Museum", hr_skills="Tours", hr_languages="sv")
    save(services)
    now = profile(services)
    assert (now.title, now.unit, now.hr_skills, now.hr_languages) == ("Guide", "Museum", "Tours", "sv")


def test_hrs_languages_are_proposed_until_somebody_chooses(services: Services) -> None:
    change(services, hr_languages="sv,et")
    assert profiles.own(services, by=ANNA).draft.languages == ("sv",)
    save(services, Draft())
    assert profiles.own(services, by=ANNA).draft.languages == ()


@pytest.mark.parametrize(
    ("texts", "skills"),
    [
        (["Weaving, pottery; GDPR\nphotography"], ["Weaving", "pottery", "GDPR", "photography"]),
        (["GDPR", "gdpr", " Gdpr "], ["GDPR"]),
        (["• first aid • fire safety"], ["first aid", "fire safety"]),
        (["C++", "UX/UI", "Adobe  Premiere\tPro"], ["C++", "UX/UI", "Adobe Premiere", "Pro"]),
        (["saavuttettavuus\u200b", "\u202eabc"], ["saavuttettavuus", "abc"]),
        (["", " , ;\n", "-"], []),
    ],
)
def test_skills_are_parted_where_people_part_them(texts: list[str], skills: list[str]) -> None:
    assert skills_in(texts) == skills


@given(st.lists(st.text(max_size=60), max_size=10))
def test_parting_skills_twice_changes_nothing_more(texts: list[str]) -> None:
    once = skills_in(texts)
    assert skills_in(once) == once
    assert skills_in(["\n".join(once)]) == once
    assert len({skill.casefold() for skill in once}) == len(once)


@given(
    st.builds(
        Draft,
        skills=st.lists(st.text(max_size=200), max_size=40).map(tuple),
        about=st.text(max_size=700),
        languages=st.lists(st.sampled_from(["fi", "sv", "en", "de", ""]), max_size=4).map(tuple),
        away_until=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    )
)
def test_a_draft_fits_into_the_record_or_names_the_field_at_fault(draft: Draft) -> None:
    try:
        values = checked(draft, today=TODAY)
    except Invalid as fault:
        at_fault = fault.field
    else:
        at_fault = ""
    if at_fault:
        assert at_fault in ("skills", "about", "away_until", "languages")
        return
    skills = values["skills"].splitlines()
    assert len(skills) <= MOST_SKILLS
    assert all(0 < len(skill) <= LONGEST_SKILL for skill in skills)
    assert len(values["about"]) <= 500


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Draft(skills=("x" * 76,)), "skills"),
        (Draft(skills=(",".join(f"skill {n}" for n in range(31)),)), "skills"),
        (Draft(about="x" * 501), "about"),
        (Draft(away_until=TODAY), "away_until"),
        (Draft(away_until=date(2020, 1, 1)), "away_until"),
        (Draft(languages=("tlh",)), "languages"),
        (Draft(deputy="U1"), "deputy"),
        (Draft(deputy="U4"), "deputy"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(services: Services, wrong: Draft, field: str) -> None:
    """U1 is Anna herself, U4 a guest."""
    fault = refused(services, wrong)
    assert fault.field == field
    assert fault.words(Reader("en"))
    assert profile(services).version == 1


def test_a_deputy_who_has_left_is_refused(services: Services) -> None:
    with services.database.begin() as session:
        session.get_one(Person, "U2").is_deactivated = True
    assert "no longer active" in refused(services, Draft(deputy="U2")).words(Reader("en"))


def test_two_people_who_name_each_other_are_told_so_and_saved(services: Services) -> None:
    assert save(services, Draft(deputy="U2")).circle == ""
    saved = save(services, Draft(deputy="U1"), by=BO)
    assert saved.circle == "Anna Aalto"
    assert "nobody stands in" in str(view.after_saving(saved, Reader("en")))


def test_an_absence_that_is_over_is_not_shown_and_not_in_the_way(services: Services, clock: Clock) -> None:
    save(services, replace(WEAVER, away_until=date(2026, 11, 25)))
    clock.move(days=3)
    assert profiles.own(services, by=ANNA).draft.away_until is None
    save(services, profiles.own(services, by=ANNA).draft)


def test_whoever_hides_is_found_no_more_until_they_show_themselves(services: Services) -> None:
    save(services, replace(WEAVER, is_hidden=True))
    assert terms(services) is None
    save(services, WEAVER)
    assert terms(services) is not None


def test_with_nothing_typed_the_skills_of_colleagues_are_suggested(services: Services) -> None:
    change(services, "U1", unit="Museum", title="Guide", hr_skills="Tours")
    change(services, "U2", unit="Museum", title="Guide", skills="Tours\nPottery")
    change(services, "U3", unit="Desk", skills="Video")
    assert profiles.suggest(services, "", by=ANNA) == ["Pottery"]


def test_what_is_typed_comes_first_and_what_the_house_knows_follows(services: Services) -> None:
    change(services, "U2", unit="Desk", skills="Zither\nbass zithers\nVideo")
    assert profiles.suggest(services, "zit", by=ANNA) == ["zit", "Zither", "bass zithers"]
    assert profiles.suggest(services, "zither", by=ANNA) == ["zither", "bass zithers"]


def test_hidden_people_lend_no_suggestions(services: Services) -> None:
    change(services, "U2", skills="Zither", is_hidden=True)
    assert profiles.suggest(services, "zit", by=ANNA) == ["zit"]


@pytest.mark.parametrize("typed", ["x" * 5_000, "\u202e\u200b", "🦔", "'; DROP TABLE profile; --", "%", "_", "<!here>"])
def test_anything_may_be_typed_into_the_menu(services: Services, typed: str) -> None:
    offered = [option.to_dict() for option in view.options(profiles.suggest(services, typed, by=ANNA))]
    assert all(0 < len(option["text"]["text"]) <= 75 and len(option["value"]) <= 150 for option in offered)


def test_once_a_year_somebody_is_asked_whether_it_is_still_right(services: Services, clock: Clock) -> None:
    save(services)
    clock.move(days=364)
    profiles_reminder.remind(services)
    assert asked(services) == []
    clock.move(days=2, hours=2)
    profiles_reminder.remind(services)
    assert asked(services) == ["U1"]
    for _ in range(20):
        clock.move(days=7)
        profiles_reminder.remind(services)
    with services.database.read() as session:
        assert session.scalars(select(Card.wanted).where(Card.kind == profiles.KIND)).all() == [1]


def test_the_next_years_question_is_a_message_of_its_own(services: Services, clock: Clock) -> None:
    save(services)
    clock.move(days=366)
    profiles_reminder.remind(services)
    with services.database.begin() as session:
        session.scalars(select(Card).where(Card.kind == profiles.KIND)).one().ts = "1.1"
    clock.move(days=366)
    profiles_reminder.remind(services)
    with services.database.read() as session:
        assert session.scalars(select(Card).where(Card.kind == profiles.KIND)).one().ts is None


def test_nobody_without_words_and_nobody_absent_hidden_or_gone_is_asked(services: Services, clock: Clock) -> None:
    for user_id in ("U1", "U2", "U3"):
        change(services, user_id, hr_skills="Tours")
    change(services, "U1", away_until=date(2026, 12, 24))
    change(services, "U2", is_hidden=True)
    change(services, "U3", left_at=clock())
    directory.heard_of(services, {"id": "U9", "team_id": "T0KAIKU", "profile": {"real_name": "Nea New"}})
    profiles_reminder.remind(services)
    assert asked(services) == []


@pytest.mark.parametrize(
    ("moment", "is_asked"),
    [
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 5, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 10, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 25, 10, 0, tzinfo=UTC), False),
    ],
    ids=["Monday at nine", "Monday at half past seven", "at night", "Sunday", "Christmas"],
)
def test_the_question_comes_in_working_hours(
    services: Services, clock: Clock, moment: datetime, *, is_asked: bool
) -> None:
    change(services, hr_skills="Tours")
    clock.now = moment
    profiles_reminder.remind(services)
    assert asked(services) == (["U1"] if is_asked else [])


def test_at_most_fifty_people_are_asked_in_an_hour(services: Services, clock: Clock) -> None:
    for number in range(60):
        user = {
            "id": f"UX{number}",
            "team_id": "T0KAIKU",
            "tz": "Europe/Helsinki",
            "profile": {"real_name": f"X {number}"},
        }
        directory.heard_of(services, user)
        change(services, f"UX{number}", hr_skills="Tours")
    profiles_reminder.remind(services)
    profiles_reminder.remind(services)
    assert len(asked(services)) == 50
    clock.move(minutes=59)
    profiles_reminder.remind(services)
    assert len(asked(services)) == 50
    clock.move(minutes=1)
    profiles_reminder.remind(services)
    assert len(asked(services)) == 60


def test_whoever_says_still_right_is_thanked_and_left_alone(services: Services, clock: Clock) -> None:
    change(services, hr_skills="Tours")
    profiles_reminder.remind(services)
    clock.move(minutes=5)
    one = profiles.confirm(services, by=ANNA)
    with services.database.read() as session:
        card = profiles_reminder.card(session, one.id, ANNA.reader)
    assert card is not None
    assert "Thank you" in card.text
    clock.move(days=300)
    profiles_reminder.remind(services)
    assert not profiles.is_asked(profile(services))
