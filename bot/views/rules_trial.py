"""What a rule would have hit, the forms of its words, and the choice to switch it on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    SectionBlock,
)

from bot.feeds.rule_word import RuleWord
from bot.mentions.rules_draft import WORD_FIELDS, words_of
from bot.mentions.rules_trial import Found, Trial
from bot.mentions.rules_writing import Tried
from bot.views.blocks import Message, button, context, cut, divider, foreign, header, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader
from storage.models import Rule, RuleDraft

TRIAL = "rules.trial"
BACK = "rules.back"
WORDS = "rules.words"
EARLIER, LATER = f"{WORDS}.earlier", f"{WORDS}.later"
FORMS = "rules.forms"
"""The button beside a word."""
REWORDING = "rules.rewording"
"""The window in which its forms are changed."""
TO_TRIAL = "rules.to_trial"
ON, OFF = "on", "off"
SWITCH = "switch"
PAGE = 10
"""Words on a page."""
_MOST_SHOWN = 8
_FORMS = 400


def window(tried: Tried, reader: Reader, *, page: int = 1, note: str = "") -> dict[str, Any]:
    """Show a trial with the words of the rule; sending it saves."""
    draft, trial = tried.draft, tried.trial
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks += [rich(words(draft.content["name"], bold=True)), rich(words(_verdict(trial, draft.content, reader)))]
    blocks += [rich(*_found(one, reader)) for one in trial.found[:_MOST_SHOWN]]
    more = len(trial.found) - _MOST_SHOWN
    if more > 0:
        blocks.append(context(reader.count("and {n} more", "and {n} more", more)))
    blocks += [divider(), *_words(draft, page, reader)]
    is_on = tried.is_on or not trial.hits_all
    blocks.append(entry(SWITCH, reader.say("When it is saved"), _switch(reader, is_on=is_on)))
    blocks.append(
        ActionsBlock(block_id="back", elements=[button(reader.say("Back to the form"), BACK, value=draft.key)])
    )
    labels = (reader.say("Try the rule"), reader.say("Save"), reader.say("Cancel"))
    return form_window(TRIAL, labels, blocks, carried=draft.key)


def waiting(reader: Reader) -> dict[str, Any]:
    """Show that a rule with many words is being tried."""
    said = reader.say(
        "These are many words. I try them, which takes some seconds; this window then shows what was found."
    )
    return modal(reader.say("Try the rule"), Message(said, [rich(words(said))]), reader)


def rewording(draft: RuleDraft, at: tuple[str, int], word: RuleWord, reader: Reader) -> dict[str, Any]:
    """Show the forms of a word, to be mended."""
    blocks: list[Block] = [
        rich(words(word.text, bold=True)),
        rich(words(reader.say("These forms are found:")), words("\n" + ", ".join(word.forms))),
    ]
    if word.is_exact:
        blocks.append(context(reader.say("The word stands in quotes, so it is found only as written.")))
    else:
        typed = PlainTextInputElement(action_id=VALUE, max_length=100, initial_value=word.genitive or None)
        hint = reader.say("Only when the forms are wrong. For Turku it is: Turun.")
        blocks.append(optional("genitive", reader.say("Finnish genitive"), typed, hint=hint))
    hint = reader.say("One a line, or with commas between.")
    blocks += [
        optional("added", reader.say("Forms to add"), _forms(word.added), hint=hint),
        optional("removed", reader.say("Forms to leave out"), _forms(word.removed), hint=hint),
        ActionsBlock(block_id="back", elements=[button(reader.say("Back to the trial"), TO_TRIAL, value=draft.key)]),
    ]
    labels = (reader.say("Word forms"), reader.say("Save"), reader.say("Cancel"))
    return form_window(REWORDING, labels, blocks, carried=json.dumps([draft.key, *at]))


def place_from(carried: str) -> tuple[str, tuple[str, int]]:
    """Return the draft's key and the column and place of a word, as a button or window carries them."""
    key, name, place = json.loads(carried)
    return str(key), (str(name) if name in WORD_FIELDS else WORD_FIELDS[0], int(place))


def page_from(value: str) -> tuple[str, int]:
    """Return the draft's key and the page of its words that a button asks for."""
    key, page = json.loads(value)
    return str(key), int(page)


def saved(rule: Rule, reader: Reader) -> dict[str, Any]:
    """Say that a rule is saved."""
    said = (
        reader.say("Saved and switched on. It counts from the next item on; what was there before is not told.")
        if rule.is_on
        else reader.say("Saved, switched off. Write “/some rules” to switch it on.")
    )
    shown = Message(foreign(f"{rule.name}: {said}"), [rich(words(rule.name, bold=True), words(f"\n{said}"))])
    return modal(reader.say("Rule"), shown, reader)


def overtaken_note(reader: Reader) -> str:
    """Say that somebody else changed the rule while its form was open."""
    return reader.say("Somebody else changed this rule while you were writing. Save to put yours in its place.")


def _verdict(trial: Trial, content: Mapping[str, Any], reader: Reader) -> str:
    if not trial.looked_at:
        return reader.say(
            "There is nothing to try it on yet: no item has been read. You can switch it on, and look again in a day."
        )
    of = reader.count("the last item", "the last {n} items", trial.looked_at)
    if not trial.found:
        nothing = reader.say("It would have found nothing in {items}.", items=of)
        return f"{nothing} {_what_then(content, reader)}"
    share = reader.say("{hits} of {n}", hits=reader.number(len(trial.found)), n=reader.number(trial.looked_at))
    a_day = reader.count("about {n} a day", "about {n} a day", max(1, round(trial.a_day)))
    if trial.hits_all:
        everything = reader.say("It would have found nearly everything: {share}, {a_day}.", share=share, a_day=a_day)
        then = reader.say("Write rarer words, or have it told once a day. You can still switch it on.")
        return f"{everything} {then}"
    if trial.a_day < 1:
        a_day = reader.say("less than one a day")
    return reader.say("It would have found {share} of the items seen last, {a_day}.", share=share, a_day=a_day)


def _what_then(content: Mapping[str, Any], reader: Reader) -> str:
    """Say what may be done about a rule that finds nothing: only what its fields have in them can be in the way."""
    if content["all_words"]:
        return reader.say("That may be right for a rare word. If not, write fewer words under “All of these words”.")
    if content["none_words"]:
        return reader.say(
            "That may be right for a rare word. If not, see whether a word under “None of these words” leaves too much out."
        )
    return reader.say("That may be right for a rare word. If not, write more words under “Any of these words”.")


def _found(found: Found, reader: Reader) -> Iterator[Any]:
    yield words(cut(found.title, 200), bold=True)
    if found.source:
        yield words(f" · {cut(found.source, 80)}")
    if found.words:
        quoted = reader.quoted(cut(word, 40) for word in found.words)
        yield words("\n" + reader.say("Hit: {words}", words=quoted))


def _words(draft: RuleDraft, page: int, reader: Reader) -> Iterator[Block]:
    every = [(name, place, word) for name in WORD_FIELDS for place, word in enumerate(words_of(draft.content, name))]
    if not every:
        return
    pages = -(-len(every) // PAGE)
    at = min(max(page, 1), pages)
    yield header(reader.say("Word forms"))
    for name, place, word in every[(at - 1) * PAGE : at * PAGE]:
        yield _word(draft, (name, place), word, reader)
    turning = []
    if at > 1:
        turning.append(button(reader.say("Previous"), EARLIER, value=json.dumps([draft.key, at - 1])))
    if at < pages:
        turning.append(button(reader.say("Next"), LATER, value=json.dumps([draft.key, at + 1])))
    if turning:
        yield context(reader.say("page {page} of {pages}", page=at, pages=pages))
        yield ActionsBlock(block_id="words.turn", elements=turning)


def _word(draft: RuleDraft, at: tuple[str, int], word: RuleWord, reader: Reader) -> SectionBlock:
    others = ", ".join(form for form in word.forms if form != word.text)
    said = cut(f"{word.text}: {others}" if others else word.text, _FORMS)
    if word.is_exact:
        said = reader.say("“{word}”: only as written", word=word.text)
    edit = button(reader.say("Change forms"), FORMS, value=json.dumps([draft.key, *at]))
    return SectionBlock(text=plain(said, 3_000), block_id=f"word.{at[0]}.{at[1]}", accessory=edit)


def _switch(reader: Reader, *, is_on: bool) -> RadioButtonsElement:
    options = [
        Option(text=plain(reader.say("Switch it on"), 75), value=ON),
        Option(text=plain(reader.say("Keep it switched off"), 75), value=OFF),
    ]
    return RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[0 if is_on else 1])


def _forms(forms: tuple[str, ...]) -> PlainTextInputElement:
    shown = "\n".join(forms)
    return PlainTextInputElement(action_id=VALUE, multiline=True, max_length=3_000, initial_value=shown[:3_000] or None)
