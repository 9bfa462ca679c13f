"""The windows about tips: sending one, sending it on, saying what became of it, taking it back.

The block of each input is named after the field, so that a fault finds its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot.attachments import MOST_PICTURES, PICTURES, File
from bot.questions.draft import MOST_LEFT_OUT
from bot.tips.deciding import MOST_REASON
from bot.tips.draft import MOST_PEOPLE, MOST_TEXT, Draft, Opened
from bot.tips.sending import Sent
from bot.views.blocks import Message, context, cut, one_line, plain, rich, section, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.tips import known_reasons
from bot.views.tips_buttons import title, to_send
from bot.words import Reader
from storage.models import Tip

FORM = "tips.form"
FORWARDING, USING, LEAVING, TAKING_BACK = "tips.forwarding", "tips.using", "tips.leaving", "tips.taking_back"
PICTURE = "pictures"
"""The field of the files."""
_COPY = "copy"


def usage(reader: Reader) -> Message:
    """Say what to write, with examples, and offer the form."""
    text = reader.say("Write what the desk should see after the command: a link, or a few words.")
    examples = [
        reader.say("`/tip https://example.org/news/42`"),
        reader.say("`/tip The library’s first loan robot starts on Friday`"),
    ]
    then = reader.say("A form opens, in which you can add pictures. Then you hear what becomes of your tip.")
    shown = "\n".join(f"• {example}" for example in examples)
    buttons = ActionsBlock(block_id="tips.send", elements=[to_send(reader, style="primary")])
    blocks: list[Block] = [section(f"{text}\n{shown}\n{then}"), buttons]
    return Message("\n".join([text, *examples, then]), blocks)


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the window that sends a tip."""
    labels = (title(reader), reader.say("Send"), reader.say("Cancel"))
    blocks = [*_notices(opened, reader), *_inputs(opened, reader)]
    return form_window(FORM, labels, blocks, carried=opened.form.packed())


def draft_from(values: Mapping[str, Any], files: tuple[File, ...]) -> Draft:
    """Return what stands in a sent form, by block id, as a draft; `files` are those that were put into it."""
    return Draft(
        text=str(values.get("text") or ""),
        people=str(values.get("people") or ""),
        files=files,
        is_copied=bool(values.get(_COPY)),
    )


def after_sending(sent: Sent, reader: Reader) -> dict[str, Any]:
    """Return what the sent form turns into: where the tip stands and what comes next."""
    lines = []
    if not sent.is_new:
        lines.append(reader.say("You have sent this a moment ago already. It is one tip."))
    elif sent.others:
        lines.append(
            reader.count(
                "Known already, also tipped by {n} colleague.",
                "Known already, also tipped by {n} colleagues.",
                sent.others,
            )
        )
    elif sent.tip.mention_id is not None:
        lines.append(reader.say("Known already: the desk follows it as a mention."))
    else:
        lines.append(reader.say("Thank you. Your tip is on its way to the desk."))
    lines.append(reader.say("What becomes of it comes to your direct messages with Kaiku."))
    text = "\n".join(lines)
    return modal(title(reader), Message(text, [rich(words(text))]), reader)


def forwarding(tip: Tip, reader: Reader) -> dict[str, Any]:
    """Return the window that sends a tip on."""
    which = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    hint = reader.say("They get the tip with its sender’s name, and say there what becomes of it.")
    blocks: list[Block] = [
        _head(tip, reader),
        optional("whom", reader.say("To whom?"), UserSelectElement(action_id=VALUE), hint=hint),
    ]
    if tip.is_private:
        blocks.append(context(reader.say("It comes from a private place, so it goes to one person at most.")))
    else:
        menu = ConversationSelectElement(action_id=VALUE, filter=which)
        blocks.append(optional("channel", reader.say("Or to which channel?"), menu))
    labels = (reader.say("Forward"), reader.say("Forward"), reader.say("Cancel"))
    return form_window(FORWARDING, labels, blocks, carried=str(tip.id))


def using(tip: Tip, reader: Reader) -> dict[str, Any]:
    """Return the window that takes the link of what a tip became."""
    # A text field and not Slack's own for addresses: it would refuse what can still be mended, in English.
    link = PlainTextInputElement(action_id=VALUE, max_length=2_000)
    hint = reader.say("Whoever sent the tip gets this link.")
    blocks: list[Block] = [_head(tip, reader), entry("link", reader.say("Link of the post"), link, hint=hint)]
    labels = (reader.say("It became a post"), reader.say("Save"), reader.say("Cancel"))
    return form_window(USING, labels, blocks, carried=str(tip.id))


def leaving(tip: Tip, reader: Reader) -> dict[str, Any]:
    """Return the window that asks why a tip is not used."""
    options = [Option(text=plain(said, 75), value=key) for key, said in known_reasons(reader).items()]
    own = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_REASON)
    hint = reader.say("Whoever sent the tip reads this.")
    blocks: list[Block] = [
        _head(tip, reader),
        optional("reason", reader.say("Why is it not used?"), RadioButtonsElement(action_id=VALUE, options=options)),
        optional("words", reader.say("Or in your own words"), own, hint=hint),
    ]
    labels = (reader.say("Not used"), reader.say("Save"), reader.say("Cancel"))
    return form_window(LEAVING, labels, blocks, carried=str(tip.id))


def taking_back(tip: Tip, reader: Reader) -> dict[str, Any]:
    """Return the window that asks whether a tip is really taken back."""
    what = reader.say("Its words and pictures go for good. The desk’s card says that it was taken back.")
    labels = (reader.say("Take back"), reader.say_in("an idea or a tip", "Take it back"), reader.say("Cancel"))
    return form_window(TAKING_BACK, labels, [_head(tip, reader), rich(words(what))], carried=str(tip.id))


def _notices(opened: Opened, reader: Reader) -> Iterator[Block]:
    about = opened.form
    if opened.left_out:
        said = reader.say(
            "Your text is longer than {most} characters. This end of it did not fit:", most=reader.number(MOST_TEXT)
        )
        yield rich(words(said, bold=True), words(f"\n{cut(opened.left_out, MOST_LEFT_OUT)}"))
    if about.is_private:
        said = reader.say("This message stands where not everybody reads. Only the desk sees your tip.")
        then = reader.say(
            "Its address goes along. Its words and files stay where they are unless you choose otherwise."
        )
        yield rich(words(said, bold=True), words(f"\n{then}"))
    elif about.origin:
        yield context(reader.say("The link to the message goes with the tip."))
    if about.files and not about.is_private:
        named = reader.listing([cut(one_line(file.name), 40) or file.id for file in about.files])
        yield rich(words(reader.say("These files go with the tip: {names}", names=named)))


def _inputs(opened: Opened, reader: Reader) -> Iterator[Block]:
    about = opened.form
    field = PlainTextInputElement(
        action_id=VALUE, multiline=True, max_length=MOST_TEXT, initial_value=opened.text or None
    )
    make = optional if about.origin else entry
    yield make("text", reader.say("What should the desk see?"), field, hint=reader.say("A link, or a few words."))
    if about.is_private and (about.copied or about.files):
        yield from _copied(opened, reader)
    if opened.takes_files:
        files = FileInputElement(action_id=VALUE, filetypes=list(PICTURES), max_files=MOST_PICTURES)
        most = reader.count("{n} picture at most", "{n} pictures at most", MOST_PICTURES)
        yield optional(PICTURE, reader.say("Pictures"), files, hint=most)
    people = PlainTextInputElement(action_id=VALUE, max_length=MOST_PEOPLE)
    hint = reader.say("Needed with a picture. When nobody can be recognised, write “nobody”.")
    yield optional("people", reader.say("Who is in the picture?"), people, hint=hint)


def _copied(opened: Opened, reader: Reader) -> Iterator[Block]:
    """Yield the words and files of a private message, and the choice whether the desk gets them."""
    about = opened.form
    said = [about.copied] if about.copied else []
    said += [cut(one_line(file.name), 40) or file.id for file in about.files]
    yield rich(words(reader.say("The message:"), bold=True), words("\n" + "\n".join(said)))
    option = Option(text=plain(reader.say("The desk may see this message’s words and files"), 75), value=_COPY)
    box = CheckboxesElement(action_id=VALUE, options=[option])
    yield InputBlock(block_id=_COPY, label=plain(reader.say("Your decision"), 75), element=box, optional=True)


def _head(tip: Tip, reader: Reader) -> Block:
    said = cut(one_line(tip.text), 300) or tip.link or reader.say("A message in Slack")
    return rich(words(said))
