"""App Home: the plan of today and of this week, for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.plan.looking import DAY, MINE, MONTH, WEEK
from bot.plan.weeks_glance import PlanGlance
from bot.views import plan_days, plan_form, plan_words
from bot.views.blocks import button, context, cut, foreign, plain, section
from bot.views.plan_ways import BROWSE
from bot.words import Reader
from storage.models import PlanItem

_FACTS = 4


def blocks(glance: PlanGlance, reader: Reader) -> list[Block]:
    """Show what is told today, how much there is this week, and the ways to the plan."""
    what = reader.say("*The plan.* What is told today and this week, and by whom.")
    day = plan_days.name(glance.today, reader)
    facts = plan_days.facts(glance.facts, reader, 120)[:_FACTS]
    return [
        section(what),
        context(foreign(" · ".join((day, *facts)), 900)),
        *(_line(item, glance, reader) for item in glance.items),
        context(*(foreign(figure, 300) for figure in _figures(glance, reader))),
        _ways(reader),
    ]


def _line(item: PlanItem, glance: PlanGlance, reader: Reader) -> SectionBlock:
    clock = Reader(reader.language, glance.timezone).clock(item.due_at) if item.due_at else ""
    said = f"{clock} {cut(plan_words.title(item, reader), 100)}\n{plan_words.kind(item.kind, reader)} · "
    said += plan_words.state(item, reader)
    return SectionBlock(
        text=plain(said, 300), block_id=f"plan_home:{item.id}", accessory=plan_words.way(item.id, reader)
    )


def _figures(glance: PlanGlance, reader: Reader) -> Iterator[str]:
    more = glance.total_today - len(glance.items)
    if more:
        yield reader.count("{n} more today.", "{n} more today.", more)
    elif not glance.items:
        yield reader.say("Nothing is planned for today.")
    yield reader.count("{n} item this week.", "{n} items this week.", glance.this_week)
    if glance.mine:
        yield reader.count("{n} of the plan is yours.", "{n} of the plan are yours.", glance.mine)
    if glance.is_next_empty:
        yield reader.say("Nothing is planned yet for next week.")


def _ways(reader: Reader) -> ActionsBlock:
    made = [
        button(reader.say("This week"), BROWSE, value=WEEK, style="primary"),
        button(reader.say("Today"), f"{BROWSE}.day", value=DAY),
        button(reader.say("Month"), f"{BROWSE}.month", value=MONTH),
        button(reader.say("Mine"), f"{BROWSE}.mine", value=MINE),
        button(reader.say("Plan a post"), plan_form.NEW),
    ]
    return ActionsBlock(block_id="plan.home", elements=made)
