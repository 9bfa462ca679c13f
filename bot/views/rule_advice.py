"""A suggestion to the owner of a rule, and what became of it."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.views import rules
from bot.views.blocks import Message, button, cut, foreign, rich, words
from bot.views.mentions_parts import harmless
from bot.words import Reader
from storage.models import Rule, RuleAdvice

DAILY = "rule_advice.daily"
MUTE = "rule_advice.mute"
KEEP = "rule_advice.keep"


def card(advice: RuleAdvice, rule: Rule, decider: str, reader: Reader) -> Message:
    """Say how much of what a rule finds is not ours, and what can be done about it."""
    dismissed, hits = reader.number(advice.dismissed), reader.number(advice.hits)
    name = cut(harmless(rule.name), 100)
    title = reader.say(
        "Rule “{rule}”: {dismissed} of {hits} hits were not ours", rule=name, dismissed=dismissed, hits=hits
    )
    lines = [_word(advice, reader), _what_now(advice, decider, reader)]
    said = "\n".join(line for line in lines if line)
    blocks: list[Block] = [rich(words(title, bold=True), words(f"\n{said}"))]
    if not advice.decision:
        value = str(advice.id)
        ways = [
            button(reader.say("Narrow the rule"), rules.EDIT, value=str(rule.id), style="primary"),
            button(reader.say("Once a day is enough"), DAILY, value=value),
            button(reader.say("Mute for a month"), MUTE, value=value),
            button(reader.say("Keep as it is"), KEEP, value=value),
        ]
        blocks.append(ActionsBlock(block_id=f"rule_advice.{advice.id}", elements=ways))
    return Message(f"{foreign(title)}\n{foreign(said)}", blocks)


def _word(advice: RuleAdvice, reader: Reader) -> str:
    if not advice.words:
        return ""
    return reader.say("Most of them were hit by “{word}”.", word=cut(harmless(advice.words), 60))


def _what_now(advice: RuleAdvice, decider: str, reader: Reader) -> str:
    name = cut(harmless(decider), 80) or reader.say("Somebody")
    decided = {
        "daily": reader.say("It comes once a day from now on, says {name}.", name=name),
        "muted": reader.say("It is muted for a month, says {name}.", name=name),
        "kept": reader.say("It stays as it is, says {name}.", name=name),
    }
    return decided.get(advice.decision) or reader.say("This is asked once. What do you want to do?")
