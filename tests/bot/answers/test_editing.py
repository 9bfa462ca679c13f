"""Saving answers: who may, what is refused, two at once, versions and what every change leaves behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot import audit
from bot.answers import editing, listing, reading, states, versions
from bot.answers.content import Said, content_from
from bot.answers.draft import Doubtful, Form, Overtaken, Prefilled, Saved
from bot.answers.kinds import BODY
from bot.answers.look import Look
from bot.answers.search import find
from bot.answers.states import Standing
from bot.errors import BotError, Conflict, Invalid, NotFound, Refused
from bot.services import Services
from storage import answers, revisions
from storage.database import Database
from storage.models import Answer, AnswerVersion, AuditEntry
from tests.bot.answers.saving import POOL, bank_on, draft, edit, now, question, record, save
from tests.bot.register import ADA, EVE, GUS, MAIJA, SVEN, statements
from tests.clock import Clock

TODAY = date(2026, 11, 23)


@pytest.fixture
def bank(sqlite_database: Database, clock: Clock) -> Services:
    """Services where the kind of database does not matter."""
    return bank_on(sqlite_database, clock)


@pytest.fixture
def on_both(database: Database, clock: Clock) -> Services:
    return bank_on(database, clock)


def count(services: Services, record: type = Answer) -> int:
    with services.database.read() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def kept(services: Services, answer: Answer) -> dict[int, dict[str, object]]:
    with services.database.read() as session:
        found = answers.versions(session, answer.id, slice(0, 100))
    return {version.version: version.content for version in found}


def field_of(call) -> str | None:
    with pytest.raises(Invalid) as fault:
        call()
    return fault.value.field


def test_every_change_is_kept_whole_as_a_version(on_both: Services, clock: Clock) -> None:
    answer = save(on_both, tags="pool, Pool, loppiainen", note="Ask first.")
    clock.move(days=1)
    edit(on_both, answer, texts={"en": "No.", "sv": "Nej."}, questions={"en": "Open?", "sv": "Öppen?"}, by=ADA)
    editing.withdraw(on_both, answer.id, by=ADA)
    editing.bring_back(on_both, answer.id, by=MAIJA)
    contents = {number: content_from(content) for number, content in kept(on_both, answer).items()}
    assert sorted(contents) == [1, 2, 3, 4]
    assert contents[1].texts == {"en": Said(*POOL["en"])}
    assert contents[1].tags == ("pool", "loppiainen")
    assert contents[2].texts == {"en": Said("Open?", "No."), "sv": Said("Öppen?", "Nej.")}
    assert contents[2].note == "Ask first."
    assert [contents[number].is_withdrawn for number in (2, 3, 4)] == [False, True, False]
    assert contents[4] == now(on_both, answer)
    assert record(on_both, answer).changed_by == MAIJA.id
    with on_both.database.read() as session:
        assert audit.faults(session) == []


def test_what_changes_nothing_is_no_version(bank: Services) -> None:
    answer = save(bank)
    assert isinstance(edit(bank, answer), Saved)
    editing.bring_back(bank, answer.id, by=MAIJA)
    assert record(bank, answer).version == 1
    editing.withdraw(bank, answer.id, by=MAIJA)
    editing.withdraw(bank, answer.id, by=MAIJA)
    assert record(bank, answer).version == 2


def test_every_process_hears_of_a_change(bank: Services) -> None:
    def number() -> int:
        with bank.database.read() as session:
            return revisions.all_numbers(session).get(BODY, 0)

    before = number()
    answer = save(bank)
    edit(bank, answer, note="New.")
    assert number() == before + 2


def test_restoring_is_a_new_version_that_says_what_was_said_then(bank: Services) -> None:
    answer = save(bank, tags="pool")
    edit(bank, answer, texts={"en": "No."}, tags="", owner=ADA.id, valid="365")
    editing.restore(bank, answer.id, 1, seen=2, by=SVEN)
    restored = now(bank, answer)
    assert (restored.texts, restored.tags) == ({"en": Said(*POOL["en"])}, ("pool",))
    assert (restored.owner, restored.valid_until) == (ADA.id, TODAY + timedelta(days=365))
    assert record(bank, answer).version == 3
    editing.restore(bank, answer.id, 1, seen=2, by=SVEN)
    assert record(bank, answer).version == 3, "pressed twice it changes nothing"


def test_nobody_restores_over_a_change_they_have_not_seen(bank: Services) -> None:
    answer = save(bank)
    edit(bank, answer, texts={"en": "No."})
    edit(bank, answer, texts={"en": "Perhaps."}, by=ADA)
    with pytest.raises(Conflict):
        editing.restore(bank, answer.id, 1, seen=2, by=SVEN)
    with pytest.raises(NotFound):
        editing.restore(bank, answer.id, 99, seen=3, by=SVEN)


def test_the_second_of_two_editors_is_shown_what_differs(bank: Services) -> None:
    answer = save(bank)
    first = editing.form_for(bank, answer_id=answer.id, by=ADA)
    second = editing.form_for(bank, answer_id=answer.id, by=SVEN)
    editing.save(bank, first.form, replace(first.draft, texts={"en": "No."}), by=ADA)
    late = editing.save(bank, second.form, replace(second.draft, texts={"en": "Yes."}, note="Typed."), by=SVEN)
    assert isinstance(late, Overtaken)
    assert (late.by, late.now.said("en").text, late.yours.said("en").text) == (ADA.id, "No.", "Yes.")
    assert late.opened.draft.note == "Typed."
    assert record(bank, answer).version == 2
    assert isinstance(editing.save(bank, late.opened.form, late.opened.draft, by=SVEN), Saved)
    assert now(bank, answer).said("en").text == "Yes."


def test_of_two_who_save_at_the_same_moment_one_is_told(on_both: Services) -> None:
    answer = save(on_both)
    forms = {asker: editing.form_for(on_both, answer_id=answer.id, by=asker) for asker in (ADA, SVEN)}

    def send(asker):
        opened = forms[asker]
        return editing.save(on_both, opened.form, replace(opened.draft, note=f"By {asker.name}"), by=asker)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(send, forms))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Overtaken", "Saved"]
    assert record(on_both, answer).version == 2


def test_the_same_form_sent_four_times_at_once_is_one_answer(on_both: Services) -> None:
    form = Form()
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _n: editing.save(on_both, form, draft(), by=MAIJA), range(4)))
    assert len({outcome.answer.id for outcome in outcomes if isinstance(outcome, Saved)}) == 1
    assert (count(on_both), count(on_both, AnswerVersion)) == (1, 1)


def test_many_who_save_the_same_words_at_once_wait_for_each_other(on_both: Services) -> None:
    words = ["swimming", "hall", "library", "museum", "opening", "hours", "winter", "holiday", "ticket", "price"]

    def one(n: int) -> Answer:
        turned = " ".join([*words[n % 10 :], *words[: n % 10]])
        return save(on_both, {"en": (f"{turned}?", f"{turned} {n}.")}, by=(ADA, SVEN)[n % 2], owner=MAIJA.id)

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(one, range(18)))
        edited = list(pool.map(lambda answer: edit(on_both, answer, note="Ticket price winter."), made))
    assert [type(outcome) for outcome in edited] == [Saved] * 18
    assert count(on_both, AnswerVersion) == 36
    with on_both.database.read() as session:
        assert audit.faults(session) == []


def test_who_was_overtaken_by_a_withdrawal_brings_it_back_knowingly(bank: Services) -> None:
    answer = save(bank)
    opened = editing.form_for(bank, answer_id=answer.id, by=ADA)
    editing.withdraw(bank, answer.id, by=MAIJA)
    late = editing.save(bank, opened.form, replace(opened.draft, note="Typed."), by=ADA)
    assert isinstance(late, Overtaken)
    assert late.opened.form.revive
    assert record(bank, answer).withdrawn_at is not None
    editing.save(bank, late.opened.form, late.opened.draft, by=ADA)
    assert (now(bank, answer).is_withdrawn, now(bank, answer).note) == (False, "Typed.")


def test_managers_and_the_owner_edit_and_nobody_else(bank: Services) -> None:
    answer = save(bank, owner=EVE.id)
    assert isinstance(edit(bank, answer, note="By the owner.", by=EVE), Saved)
    edit(bank, answer, owner=MAIJA.id, by=EVE)
    for act in (
        lambda: editing.form_for(bank, answer_id=answer.id, by=EVE),
        lambda: editing.save(bank, Form(answer=answer.id, version=3), draft(), by=EVE),
        lambda: editing.withdraw(bank, answer.id, by=EVE),
        lambda: editing.bring_back(bank, answer.id, by=EVE),
        lambda: editing.restore(bank, answer.id, 1, seen=3, by=EVE),
        lambda: versions.history(bank, answer.id, by=EVE),
        lambda: versions.compare(bank, answer.id, 1, by=EVE),
    ):
        with pytest.raises(Refused):
            act()
    assert record(bank, answer).version == 3


def test_a_guest_sees_and_does_nothing(bank: Services) -> None:
    answer = save(bank)
    for act in (
        lambda: reading.details(bank, answer.id, by=GUS),
        lambda: listing.page(bank, Look(), by=GUS),
        lambda: editing.form_for(bank, by=GUS),
        lambda: editing.save(bank, Form(), draft(), by=GUS),
        lambda: editing.withdraw(bank, answer.id, by=GUS),
    ):
        with pytest.raises(BotError):
            act()
    assert record(bank, answer).version == 1


def test_what_is_for_the_desk_is_not_there_for_others(bank: Services) -> None:
    answer = save(bank, visibility="desk")
    assert listing.page(bank, Look(), by=EVE).answers == ()
    with pytest.raises(NotFound):
        reading.details(bank, answer.id, by=EVE)
    with pytest.raises(NotFound):
        editing.withdraw(bank, answer.id, by=EVE)
    assert len(listing.page(bank, Look(), by=ADA).answers) == 1


def test_a_colleague_proposes_and_the_desk_approves(bank: Services) -> None:
    answer = save(bank, by=EVE, owner=EVE.id, visibility="house")
    assert (answer.owner, answer.visibility, states.is_proposal(answer)) == ("", "desk", True)
    assert listing.page(bank, Look(), by=MAIJA).answers == ()
    assert [one.id for one in listing.page(bank, Look("proposed"), by=MAIJA).answers] == [answer.id]
    assert [one.id for one in listing.page(bank, Look("mine"), by=EVE).answers] == [answer.id]
    assert listing.counts(bank, MAIJA.id).proposed == 1
    assert not reading.details(bank, answer.id, by=EVE).may_edit
    opened = editing.form_for(bank, answer_id=answer.id, by=MAIJA)
    assert (opened.draft.owner, opened.draft.visibility) == (MAIJA.id, "house")
    editing.save(bank, opened.form, opened.draft, by=MAIJA)
    assert not states.is_proposal(record(bank, answer))
    assert listing.counts(bank, MAIJA.id).proposed == 0


def test_search_finds_no_proposal(bank: Services) -> None:
    save(bank, by=EVE)
    assert find(bank, POOL["en"][0], by=MAIJA).answers == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"said": {}}, "question_en"),
        ({"said": {"sv": ("", "Ja.")}}, "question_sv"),
        ({"said": {"fi": ("Onko?", " \n")}}, "text_fi"),
        ({"said": {"en": ("q" * 1_001, "a")}}, "question_en"),
        ({"said": {"en": ("q", "a" * 3_001)}}, "text_en"),
        ({"note": "n" * 3_001}, "note"),
        ({"when_to_use": "w" * 501}, "when_to_use"),
        ({"tags": ",".join(f"tag{n}" for n in range(21))}, "tags"),
        ({"tags": "t" * 41}, "tags"),
        ({"owner": ""}, "owner"),
        ({"owner": "nobody"}, "owner"),
        ({"owner": "U0NOBODY"}, "owner"),
        ({"visibility": "world"}, "visibility"),
        ({"valid": "7"}, "valid"),
        ({"valid": "date"}, "valid_until"),
        ({"valid": "date", "valid_until": TODAY - timedelta(days=1)}, "valid_until"),
    ],
)
def test_a_fault_names_its_field_and_nothing_is_saved(bank: Services, changes, field) -> None:
    assert field_of(lambda: save(bank, by=ADA, **changes)) == field
    assert count(bank) == 0


@pytest.mark.parametrize(
    ("chosen", "until"),
    [
        ({}, TODAY + timedelta(days=90)),
        ({"valid": "30"}, TODAY + timedelta(days=30)),
        ({"valid": "365"}, TODAY + timedelta(days=365)),
        ({"valid": "none"}, None),
        ({"valid": "date", "valid_until": TODAY}, TODAY),
    ],
)
def test_an_answer_holds_as_long_as_somebody_chose(bank: Services, chosen, until) -> None:
    assert record(bank, save(bank, **chosen)).valid_until == until


def test_the_house_day_counts_and_not_that_of_utc(bank: Services, clock: Clock) -> None:
    clock.move(hours=14, minutes=30)  # half past eleven in the evening in Helsinki, half past nine in UTC
    assert record(bank, save(bank, valid="30")).valid_until == TODAY + timedelta(days=30)
    clock.move(hours=1)
    assert record(bank, save(bank, valid="30")).valid_until == TODAY + timedelta(days=31)


def test_editing_an_expired_answer_says_that_it_is_true_again(bank: Services, clock: Clock) -> None:
    answer = save(bank, valid="30")
    with bank.database.begin() as session:
        session.get_one(Answer, answer.id).stale_at = clock()
    clock.move(days=60)
    assert reading.details(bank, answer.id, by=EVE).standing is Standing.STALE
    edit(bank, answer)
    found = reading.details(bank, answer.id, by=EVE)
    assert (found.standing, found.answer.checked_at) == (Standing.FRESH, clock())
    assert found.answer.valid_until == TODAY + timedelta(days=150)


def test_a_fresh_answer_keeps_its_last_day_when_it_is_edited(bank: Services, clock: Clock) -> None:
    answer = save(bank, valid="365")
    clock.move(days=30)
    edit(bank, answer, note="New.")
    assert record(bank, answer).valid_until == TODAY + timedelta(days=365)


def test_a_solved_question_becomes_one_answer(bank: Services) -> None:
    asked = question(bank)
    opened = editing.form_for(bank, question_id=asked, by=MAIJA)
    assert (opened.draft.questions, opened.draft.texts) == ({"fi": "Onko uimahalli auki?"}, {"sv": "Ja, från 9."})
    assert opened.draft.owner == EVE.id
    full = replace(opened.draft, questions={"sv": "Är simhallen öppen?"})
    made = editing.save(bank, opened.form, full, by=MAIJA)
    assert isinstance(made, Saved)
    assert made.answer.question_id == asked
    assert reading.details(bank, made.answer.id, by=EVE).question == asked
    assert editing.form_for(bank, question_id=asked, by=ADA).form.answer == made.answer.id
    late = editing.save(bank, replace(opened.form, key="other"), replace(full, note="Mine."), by=ADA)
    assert isinstance(late, Overtaken)
    assert count(bank) == 1


def test_an_asker_proposes_the_answer_of_their_question_and_is_to_keep_it(bank: Services) -> None:
    asked = question(bank, text="Är simhallen öppen?", language="sv")
    opened = editing.form_for(bank, question_id=asked, by=EVE)
    assert opened.is_proposal
    editing.save(bank, opened.form, opened.draft, by=EVE)
    (proposal,) = listing.page(bank, Look("proposed"), by=MAIJA).answers
    assert editing.form_for(bank, answer_id=proposal.id, by=MAIJA).draft.owner == EVE.id
    with pytest.raises(Conflict):
        editing.form_for(bank, question_id=asked, by=EVE)


LIBRARY = "The library is at the market square, next to the town hall."


def test_a_text_in_another_language_than_its_field_comes_back_once(on_both: Services) -> None:
    said = draft({"fi": ("Missä kirjasto on?", LIBRARY)})
    back = editing.save(on_both, Form(), said, by=MAIJA)
    assert isinstance(back, Doubtful)
    assert (back.languages, back.opened.draft, count(on_both)) == ({"text_fi": "en"}, said, 0)
    assert Form.unpacked(back.opened.form.packed()) == back.opened.form
    again = editing.save(on_both, back.opened.form, replace(said, questions={"fi": LIBRARY}), by=MAIJA)
    assert isinstance(again, Doubtful)
    assert again.languages == {"question_fi": "en"}
    made = editing.save(on_both, again.opened.form, said, by=MAIJA)
    assert isinstance(made, Saved)
    assert isinstance(edit(on_both, made.answer, note="It is meant."), Saved)
    assert isinstance(edit(on_both, made.answer, texts={"fi": f"{LIBRARY} It opens at nine."}), Doubtful)
    moved = edit(on_both, made.answer, questions={"en": "Where is it?"}, texts={"en": f"{LIBRARY} It opens at nine."})
    assert isinstance(moved, Saved)


@pytest.mark.parametrize(
    "text", ["OK", "Kyllä.", "https://example.org/the-library-of-the-town", "Kirjasto on torilla."]
)
def test_a_short_text_or_an_address_is_kept_at_once(bank: Services, text: str) -> None:
    assert isinstance(editing.save(bank, Form(), draft({"fi": ("Missä kirjasto on?", text)}), by=MAIJA), Saved)


def test_a_form_that_was_opened_before_this_version_is_still_read() -> None:
    carried = '["key", 1, 2, 0, false, "", false, ["U1"]]'
    assert Form.unpacked(carried) == Form("key", 1, 2, people=("U1",))


def test_an_accepted_answer_stands_in_the_field_of_its_own_language(bank: Services) -> None:
    told = "Den är stängd på trettondagen och öppnar igen klockan sex följande dag."
    asked = question(bank, language="fi", answer_language="fi", solution=told)
    opened = editing.form_for(bank, question_id=asked, by=MAIJA)
    assert (opened.draft.questions, opened.draft.texts) == ({"fi": "Onko uimahalli auki?"}, {"sv": told})
    assert Prefilled.TWO_LANGUAGES in opened.known
    assert field_of(lambda: editing.save(bank, opened.form, opened.draft, by=MAIJA)) == "question_sv"


@pytest.mark.parametrize(("values", "error"), [({"state": "open"}, Conflict), ({"solution": ""}, Conflict)])
def test_only_a_question_with_an_accepted_answer_becomes_one(bank: Services, values, error) -> None:
    with pytest.raises(error):
        editing.form_for(bank, question_id=question(bank, **values), by=MAIJA)


def test_a_question_is_nobody_elses_to_save(bank: Services) -> None:
    asked = question(bank, asked_by=ADA.id)
    with pytest.raises(NotFound):
        editing.form_for(bank, question_id=asked, by=EVE)
    with pytest.raises(NotFound):
        editing.save(bank, Form(question=asked), draft(), by=EVE)
    with pytest.raises(NotFound):
        editing.form_for(bank, question_id=999, by=MAIJA)
    assert count(bank) == 0


def test_a_closed_circle_stays_closed_until_its_asker_decides(bank: Services) -> None:
    asked = question(bank, is_closed_circle=True, language="sv")
    with pytest.raises(NotFound):
        editing.form_for(bank, question_id=asked, by=MAIJA)
    opened = editing.form_for(bank, question_id=asked, by=EVE)
    assert opened.known == (Prefilled.FROM_CLOSED_CIRCLE,)
    assert field_of(lambda: editing.save(bank, opened.form, opened.draft, by=EVE)) == "may_share"
    made = editing.save(bank, opened.form, replace(opened.draft, may_share=True), by=EVE)
    assert isinstance(made, Saved)
    assert reading.details(bank, made.answer.id, by=EVE).question == asked
    assert reading.details(bank, made.answer.id, by=MAIJA).question == 0


def test_the_log_has_lengths_and_no_texts(bank: Services) -> None:
    answer = save(bank, {"en": ("Secret?", "Secret.")}, note="Secret", tags="secret")
    edit(bank, answer, texts={"en": "Secrets."}, by=ADA)
    with bank.database.read() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [(entry.what, entry.who) for entry in entries] == [("answer.added", MAIJA.id), ("answer.edited", ADA.id)]
    before, after = entries[1].before or {}, entries[1].after or {}
    assert (before["lengths"], after["lengths"]) == ({"en": [7, 7]}, {"en": [7, 8]})
    assert after["fields"] == ["text.en"]
    assert "ecret" not in str([(entry.before, entry.after, entry.why) for entry in entries])


def test_the_list_costs_few_statements_however_long_it_is(bank: Services) -> None:
    for n in range(20):
        save(bank, {"en": (f"Question {n}?", "Answer.")})
    assert statements(bank.database, lambda: listing.page(bank, Look(), by=EVE)) <= 5
    assert statements(bank.database, lambda: listing.page(bank, Look("due"), by=MAIJA)) <= 5


def test_a_page_beyond_the_last_is_the_last(bank: Services) -> None:
    for n in range(9):
        save(bank, {"en": (f"Question {n}?", "Answer.")})
    page = listing.page(bank, Look(page=7), by=EVE)
    assert (page.look.page, page.pages, len(page.answers)) == (2, 2, 1)


def test_lists_show_what_they_say(bank: Services, clock: Clock) -> None:
    soon = save(bank, {"en": ("Soon?", "Yes.")}, valid="30")
    later = save(bank, {"sv": ("Senare?", "Ja.")}, valid="365", owner=ADA.id)
    gone = save(bank, {"fi": ("Poissa?", "Kyllä.")})
    editing.withdraw(bank, gone.id, by=MAIJA)
    clock.move(days=20)

    def shown(*look, by=MAIJA):
        return [answer.id for answer in listing.page(bank, Look(*look), by=by).answers]

    assert set(shown()) == {soon.id, later.id}
    assert shown("due") == [soon.id]
    assert shown("mine") == [soon.id]
    assert shown("mine", by=ADA) == [later.id]
    assert shown("owes", "sv") == [soon.id]
    assert set(shown("owes", "fi")) == {soon.id, later.id}
    assert shown("withdrawn") == [gone.id]
    assert shown("withdrawn", by=EVE) == []
    assert shown("all", "", "senare") == [later.id]
    assert shown("withdrawn", "", "poissa") == [gone.id]
    counted = listing.counts(bank, MAIJA.id)
    assert (counted.all, counted.due, counted.mine_due) == (2, 1, 1)


def test_history_tells_what_each_version_changed(bank: Services) -> None:
    answer = save(bank)
    for n in range(10):
        edit(bank, answer, note=f"Note {n}")
    found = versions.history(bank, answer.id, by=MAIJA)
    assert (found.pages, len(found.steps)) == (2, 8)
    assert {change.name for step in found.steps for change in step.changes} == {"note"}
    last = versions.history(bank, answer.id, 2, by=MAIJA).steps[-1]
    assert (last.version.version, last.changes) == (1, ())
