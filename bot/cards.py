"""Every kind of card that the messenger shows, and the use case that renders it."""

from __future__ import annotations

from bot import channels, hr_decisions, inquiries_cards, inquiries_state, notices, orphans, profiles, profiles_reminder
from bot.answers import corrections, freshness_list, helping_channels, reports
from bot.answers import kinds as answer_kinds
from bot.approvals import cards as approval_cards
from bot.approvals import kinds as approval_kinds
from bot.clearance import cards as clearance_cards
from bot.clearance import editing as clearance
from bot.delivery import CardView
from bot.feeds import trouble
from bot.ideas import ages as idea_ages
from bot.ideas import cards as idea_cards
from bot.ideas import follow_lists, following
from bot.ideas import kinds as idea_kinds
from bot.mentions import cards as mention_cards
from bot.mentions import digests, kinds, quality, spikes, weekly
from bot.plan import share_kit
from bot.questions import cards as question_cards
from bot.questions import closings, direct, thanks
from bot.questions import kinds as question_kinds
from bot.reminders import cards as reminder_cards
from bot.reminders import kinds as reminder_kinds
from bot.tips import cards as tip_cards
from bot.tips import kinds as tip_kinds

CARDS: dict[str, CardView] = {
    notices.KIND: notices.card,
    channels.KIND: channels.card,
    orphans.KIND: orphans.card,
    hr_decisions.KIND: hr_decisions.card,
    profiles.KIND: profiles_reminder.card,
    inquiries_state.KIND_ASKER: inquiries_cards.for_asker,
    inquiries_state.KIND_EXPERT: inquiries_cards.for_expert,
    inquiries_state.KIND_NOTE: inquiries_cards.note,
    kinds.MENTION: mention_cards.card,
    kinds.SOURCES: mention_cards.sources,
    kinds.NOTE: mention_cards.note,
    kinds.FEED_TROUBLE: trouble.card,
    kinds.DIGEST: digests.card,
    kinds.DIGEST_MORE: digests.more,
    kinds.SPIKE: spikes.card,
    kinds.WEEKLY: weekly.card,
    kinds.ADVICE: quality.card,
    kinds.DUTY_GONE: mention_cards.duty_gone,
    kinds.FEED_TROUBLE_NOTE: trouble.note,
    answer_kinds.CORRECTIONS: corrections.card,
    answer_kinds.REPORT: reports.card,
    answer_kinds.REPORT_OUTCOME: reports.outcome,
    answer_kinds.FRESHNESS: freshness_list.card,
    answer_kinds.HELPING: helping_channels.card,
    question_kinds.QUESTION: question_cards.card,
    question_kinds.QUESTION_ASKER: question_cards.for_asker,
    question_kinds.QUESTION_NOTE: question_cards.note,
    question_kinds.QUESTION_NOTE_PAST: question_cards.past,
    question_kinds.QUESTION_FIRST: question_cards.first,
    question_kinds.QUESTION_NUDGE: question_cards.nudge,
    question_kinds.CLOSING: closings.card,
    question_kinds.HELPERS: thanks.card,
    question_kinds.DIRECT: direct.card,
    reminder_kinds.REMINDER: reminder_cards.card,
    reminder_kinds.REMINDER_DIGEST: reminder_cards.digest,
    reminder_kinds.DESK_LIST: reminder_cards.desk,
    share_kit.SHARE_KIT: share_kit.card,
    clearance.GIVER: clearance_cards.for_giver,
    approval_kinds.APPROVAL: approval_cards.card,
    approval_kinds.APPROVAL_OUTCOME: approval_cards.outcome,
    approval_kinds.APPROVAL_GONE: approval_cards.somebody_gone,
    idea_kinds.IDEA_AUTHOR: idea_cards.for_author,
    idea_kinds.IDEA_GIVER: idea_cards.for_giver,
    idea_kinds.IDEA_AGES: idea_ages.card,
    idea_kinds.FOLLOW_CHANNEL: following.card,
    idea_kinds.FOLLOW_LIST: follow_lists.card,
    tip_kinds.TIP: tip_cards.card,
    tip_kinds.TIP_TIPPER: tip_cards.for_tipper,
    tip_kinds.TIP_FORWARD: tip_cards.forwarded,
}
"""Every kind of card, and the use case that renders it."""
