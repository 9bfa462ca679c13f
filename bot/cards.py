"""Every kind of card that the messenger shows, and the use case that renders it."""

from __future__ import annotations

from bot import channels, hr_decisions, inquiries_cards, inquiries_state, notices, orphans, profiles, profiles_reminder
from bot.answers import corrections, freshness_list, reports
from bot.answers import kinds as answer_kinds
from bot.delivery import CardView
from bot.feeds import trouble
from bot.mentions import cards as mention_cards
from bot.mentions import digests, kinds, quality, spikes, weekly
from bot.questions import cards as question_cards
from bot.questions import closings, direct, thanks
from bot.questions import kinds as question_kinds

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
    kinds.FEED_TROUBLE_NOTE: trouble.note,
    answer_kinds.CORRECTIONS: corrections.card,
    answer_kinds.REPORT: reports.card,
    answer_kinds.REPORT_OUTCOME: reports.outcome,
    answer_kinds.FRESHNESS: freshness_list.card,
    question_kinds.QUESTION: question_cards.card,
    question_kinds.QUESTION_ASKER: question_cards.for_asker,
    question_kinds.QUESTION_NOTE: question_cards.note,
    question_kinds.QUESTION_NUDGE: question_cards.nudge,
    question_kinds.CLOSING: closings.card,
    question_kinds.HELPERS: thanks.card,
    question_kinds.DIRECT: direct.card,
}
"""Every kind of card, and the use case that renders it."""
