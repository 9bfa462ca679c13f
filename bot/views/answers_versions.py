"""The versions of an answer in its window: the list, and one earlier version beside the answer as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject

from bot.answers.versions import Compared, History, Step
from bot.people import is_user_id
from bot.views import answers_difference
from bot.views.answers import SHOW, VERSIONS
from bot.views.blocks import Message, button, person, plain, rich, words
from bot.views.modal import modal
from bot.words import Reader

COMPARE = "answers.compare"
RESTORE = "answers.restore"
TURN = "answers.versions_page"
PREVIOUS, NEXT = f"{TURN}.previous", f"{TURN}.next"


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Versions")


def history(found: History, reader: Reader) -> dict[str, Any]:
    """Show a page of versions, the newest first."""
    answer = found.details.answer
    said = reader.count("{n} version", "{n} versions", answer.version)
    blocks: list[Block] = [rich(words(said, bold=True))]
    for step in found.steps:
        blocks += _step(step, answer.id, reader, is_newest=step.version.version == answer.version)
    blocks.append(ActionsBlock(block_id="versions.more", elements=_turning(found, reader)))
    return modal(title(reader), Message(said, blocks), reader)


def compared(found: Compared, reader: Reader) -> dict[str, Any]:
    """Show what is different now from what the answer was at a version."""
    number = found.version.version
    said = reader.say("Version {version} beside the answer as it is now", version=reader.number(number))
    then = reader.say("Version {version}:", version=reader.number(number))
    shown = list(answers_difference.blocks_of(found.changes, (then, reader.say("Now:")), reader))
    same = [] if shown else [rich(words(reader.say("Nothing is different.")))]
    blocks: list[Block] = [rich(words(said, bold=True), words("\n"), *_who(found.version, reader)), *shown, *same]
    if found.restores:
        what = reader.say("Restoring brings back questions, answers, note, tags and when to use it.")
        stays = reader.say("Owner, last day and who finds it stay as they are now.")
        blocks.append(rich(words(f"{what} {stays}")))
    blocks.append(ActionsBlock(block_id="version.do", elements=_doing(found, reader)))
    return modal(title(reader), Message(said, blocks), reader)


def restored_from(value: str) -> tuple[int, int, int]:
    """Return the answer, the version, and the version that was seen, which the button carries."""
    answer_id, number, seen = (int(part) for part in value.split(":"))
    return answer_id, number, seen


def place_from(value: str) -> tuple[int, int]:
    """Return the answer and the version or page that a button carries."""
    answer_id, number = (int(part) for part in value.split(":"))
    return answer_id, number


def _step(step: Step, answer_id: int, reader: Reader, *, is_newest: bool) -> Iterator[Block]:
    number = step.version.version
    name = reader.say("Version {version}", version=reader.number(number))
    changed = [answers_difference.name(change, reader) for change in step.changes]
    if changed:
        what = reader.say("Changed: {fields}", fields=", ".join(changed))
    else:
        what = reader.say("The first version.") if number == 1 else reader.say("Nothing was changed.")
    yield rich(words(name, bold=True), words("\n"), *_who(step.version, reader), words(f"\n{what}"))
    if not is_newest:
        comparing = button(reader.say("Compare with now"), COMPARE, value=f"{answer_id}:{number}")
        yield ActionsBlock(block_id=f"version.{number}", elements=[comparing])


def _who(version: Any, reader: Reader) -> list[Any]:
    moment = words(f"{reader.moment(version.at)}")
    return [moment, words(" · "), person(version.by)] if is_user_id(version.by) else [moment]


def _turning(found: History, reader: Reader) -> list[ButtonElement]:
    answer_id = found.details.answer.id
    buttons = [button(reader.say("Back to the answer"), SHOW, value=str(answer_id))]
    if found.page > 1:
        buttons.append(button(reader.say("Previous"), PREVIOUS, value=f"{answer_id}:{found.page - 1}"))
    if found.page < found.pages:
        buttons.append(button(reader.say("Next"), NEXT, value=f"{answer_id}:{found.page + 1}"))
    return buttons


def _doing(found: Compared, reader: Reader) -> list[ButtonElement]:
    answer = found.details.answer
    buttons = [button(reader.say("All versions"), VERSIONS, value=str(answer.id))]
    if found.restores:
        value = f"{answer.id}:{found.version.version}:{answer.version}"
        restoring = button(reader.say("Restore this version"), RESTORE, value=value)
        restoring.confirm = ConfirmObject(
            title=plain(reader.say("Restore this version?"), 100),
            text=plain(reader.say("The answer says again what it said then, as a new version. Nothing is lost."), 300),
            confirm=plain(reader.say("Restore"), 30),
            deny=plain(reader.say("Cancel"), 30),
        )
        buttons.append(restoring)
    return buttons
