"""Windows in which an answer is used: copied for a network with its length there, and the link of the public reply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from bot import tongues
from bot.answers.copying import LONGEST_REASON, Copying, Form, has_expired
from bot.answers.states import Standing
from bot.answers.uses import Doubtful, Kept, Reply
from bot.lengths import Length, lengths
from bot.networks import NETWORKS, network_name
from bot.views import answers_parts
from bot.views.blocks import Message, button, context, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import LANGUAGES, Reader

COPY_FORM = "answers.copy.form"
REASON_FORM = "answers.copy.reason"
USED_FORM = "answers.used.form"
CHOOSE = "answers.copy.choose"
"""What the window is about was chosen anew; what follows a dot tells two apart."""
COUNT = "answers.copy.count"
YES = "yes"
_TEXT = "text."


def thanks(reader: Reader) -> Message:
    """Say that it was counted that an answer solved a question."""
    said = reader.say("Thank you. It is counted, and nobody else was disturbed.")
    return Message(said, [rich(words(said))])


def thanks_title(reader: Reader) -> str:
    """Name the window with the thanks."""
    return reader.say("Solved")


def window(found: Copying, reader: Reader) -> dict[str, Any]:
    """Show an answer for copying; one that has expired asks for a reason first."""
    if found.needs_reason:
        return _reason(found, reader)
    blocks = [
        *_warning(found, reader),
        *_choices(found, reader),
        *_other_language(found, reader),
        *_text(found, reader),
    ]
    labels = reader.say("Copy for a network"), reader.say("Used it"), reader.say("Close")
    return form_window(COPY_FORM, labels, blocks, carried=found.form.packed())


def used_form(form: Form, reader: Reader, *, reply: Reply | None = None) -> dict[str, Any]:
    """Ask for the link of a public reply; with `reply`, the form comes back since its language is not the question's."""
    shown = reply or Reply(form.answer, language=form.language, asked=form.asked)
    blocks: list[Block] = [*_doubt(reply, reader)] if reply else []
    link = PlainTextInputElement(action_id=VALUE, initial_value=shown.link or None, max_length=2_000)
    hint = reader.say("Open your reply on the network and copy its address.")
    blocks.append(entry("link", reader.say("Link of your public reply"), link, hint=hint))
    blocks.append(entry("language", reader.say("Language of your reply"), _languages(shown.language, reader)))
    hint = reader.say("A bilingual authority answers in the language of the question.")
    blocks.append(optional("asked", reader.say("Language of the question"), _languages(shown.asked, reader), hint=hint))
    if reply is not None:
        tick = Option(value=YES, text=plain(reader.say("The other language is meant"), 75))
        blocks.append(
            optional("is_meant", reader.say("Two languages"), CheckboxesElement(action_id=VALUE, options=[tick]))
        )
    blocks.append(context(reader.say("When this answer changes, you get the link in a list of replies to check.")))
    labels = reader.say("Used it"), reader.say("Keep"), reader.say("Cancel")
    return form_window(USED_FORM, labels, blocks, carried=form.packed())


def kept(outcome: Kept, reader: Reader) -> dict[str, Any]:
    """Say that a public reply is known."""
    first = reader.say("Kept.") if outcome.is_new else reader.say("This link was known already.")
    then = reader.say("You hear from me if this answer changes within 90 days.")
    said = f"{first} {then}"
    return modal(reader.say("Used it"), Message(said, [rich(words(said))]), reader)


def after_used(outcome: Kept | Doubtful, form: Form, reader: Reader) -> dict[str, Any]:
    """Show what came of telling of a public reply."""
    if isinstance(outcome, Doubtful):
        return used_form(form, reader, reply=outcome.reply)
    return kept(outcome, reader)


def reply_from(form: Form, values: Mapping[str, Any]) -> Reply:
    """Return the public reply of a sent form."""
    return Reply(
        form.answer,
        form.version,
        str(values.get("link") or ""),
        str(values.get("language") or ""),
        str(values.get("asked") or ""),
        bool(values.get("is_meant")),
    )


def chosen(form: Form, values: Mapping[str, Any]) -> tuple[Form, str | None]:
    """Return the form with what is chosen in the window, and the text as it stands there, None after another language."""
    language = str(values.get("language") or form.language)
    network = str(values.get("network") or form.network)
    place = _text_block(form)
    typed = str(values[place]) if language == form.language and place in values else None
    asked = Form(form.answer, language, network, form.key, form.version, form.asked, form.reason)
    return asked, typed


def _reason(found: Copying, reader: Reader) -> dict[str, Any]:
    note = reader.say("Look for a newer answer first. If you use this one all the same, say why: the reason is kept.")
    why = PlainTextInputElement(action_id=VALUE, max_length=LONGEST_REASON)
    blocks = [*_warning(found, reader), rich(words(note)), entry("reason", reader.say("Why you use it"), why)]
    labels = reader.say("Copy for a network"), reader.say("Show the text"), reader.say("Cancel")
    return form_window(REASON_FORM, labels, blocks, carried=found.form.packed())


def _warning(found: Copying, reader: Reader) -> Iterator[Block]:
    details = found.details
    said = answers_parts.holds(details.answer, details.standing, reader)
    is_loud = has_expired(details) or details.standing is Standing.DUE
    yield rich(words(f"{said[:1].upper()}{said[1:]}", bold=is_loud))


def _choices(found: Copying, reader: Reader) -> Iterator[Block]:
    networks = [Option(value=key, text=plain(network_name(key, reader), 75)) for key in NETWORKS]
    yield _choice("network", reader.say("Network"), networks, found.form.network)
    languages = [Option(value=code, text=plain(_language(code, found, reader), 75)) for code in LANGUAGES]
    yield _choice("language", reader.say("Language"), languages, found.form.language)


def _choice(field: str, label: str, options: list[Option], chosen: str) -> InputBlock:
    first = next((option for option in options if option.value == chosen), options[0])
    menu = StaticSelectElement(action_id=f"{CHOOSE}.{field}", options=options, initial_option=first)
    made = entry(field, label, menu)
    made.dispatch_action = True
    return made


def _language(code: str, found: Copying, reader: Reader) -> str:
    name = tongues.name(code, reader.language)
    return name if code in found.texts else reader.say("{language}: not written yet", language=name)


def _other_language(found: Copying, reader: Reader) -> Iterator[Block]:
    """Warn of a text in another language than the question before it is copied: “Used it” comes after publishing."""
    if not found.is_other_language:
        return
    said = [reader.say("A bilingual authority answers in the language of the question.")]
    if found.form.asked not in found.texts:
        name = tongues.name(found.form.asked, reader.language)
        said.append(reader.say("This answer owes a text in this language: {language}.", language=name))
    first = _both_languages(found.form.asked, found.form.language, reader)
    yield rich(words(first, bold=True), words("\n" + " ".join(said)))


def _text(found: Copying, reader: Reader) -> Iterator[Block]:
    form = found.form
    name = tongues.name(form.language, reader.language)
    if form.language not in found.texts:
        said = reader.say("This answer owes a text in this language: {language}.", language=name)
        then = reader.say("Choose another language, or ask the owner to write it.")
        yield rich(words(said, bold=True), words(f"\n{then}"))
        return
    yield _length(found, reader)
    area = PlainTextInputElement(action_id=VALUE, multiline=True, initial_value=found.text or None, max_length=3_000)
    hint = reader.say("Select all and copy. You may shorten it here: the answer in the bank stays as it is.")
    yield optional(_text_block(form), reader.say("Text to copy"), area, hint=hint)
    counting = button(reader.say("Count again"), COUNT)
    yield ActionsBlock(block_id="count", elements=[counting])
    yield context(reader.say("After publishing, press “Used it” and paste the link of your reply."))


def _text_block(form: Form) -> str:
    """Return the name of the text's field: another one for another text, so that Slack shows what is new."""
    return f"{_TEXT}{form.language}.{form.version}"


def _length(found: Copying, reader: Reader) -> Block:
    """Say in one line how long the text is, and how long it may be there."""
    measured = lengths(found.form.network, found.text)
    if not measured:
        count = reader.count(
            "{n} character. I know of no limit there.", "{n} characters. I know of no limit there.", len(found.text)
        )
        return rich(words(count))
    reply, post = measured[0], measured[-1]
    numbers = {
        name: reader.number(value) for name, value in (("used", reply.used), ("most", reply.most), ("post", post.most))
    }
    return rich(words(_of_most(reply, post, numbers, reader), bold=bool(reply.over)))


def _of_most(reply: Length, post: Length, numbers: dict[str, str], reader: Reader) -> str:
    if reply.most == post.most:
        if not reply.over:
            return reader.say("{used} of {most} characters", **numbers)
        return reader.count(
            "{used} of {most} characters: {n} too long",
            "{used} of {most} characters: {n} too long",
            reply.over,
            **numbers,
        )
    if post.over:
        return reader.count(
            "{used} characters: {n} too long even for a post ({post})",
            "{used} characters: {n} too long even for a post ({post})",
            post.over,
            **numbers,
        )
    if reply.over:
        return reader.count(
            "{used} characters: {n} too long for a reply ({most}), but not for a post ({post})",
            "{used} characters: {n} too long for a reply ({most}), but not for a post ({post})",
            reply.over,
            **numbers,
        )
    return reader.say("{used} characters; a reply takes {most}, a post {post}", **numbers)


def _doubt(reply: Reply, reader: Reader) -> Iterator[Block]:
    said = _both_languages(reply.asked, reply.language, reader)
    then = reader.say("Nothing is kept yet. Correct one of them, or tick below that it is meant.")
    yield rich(words(said, bold=True), words(f"\n{then}"))


def _both_languages(asked: str, told: str, reader: Reader) -> str:
    names = {"asked": tongues.name(asked, reader.language), "told": tongues.name(told, reader.language)}
    return reader.say("Language of the question: {asked}. Language of your reply: {told}.", **names)


def _languages(chosen: str, reader: Reader) -> StaticSelectElement:
    options = [Option(value=code, text=plain(tongues.name(code, reader.language), 75)) for code in LANGUAGES]
    first = next((option for option in options if option.value == chosen), None)
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=first)
