"""The schema: one file a feature, plain typed records."""

from storage.models.answers import (
    Answer,
    AnswerReport,
    AnswerText,
    AnswerUse,
    AnswerVersion,
    Correction,
    CorrectionList,
    FreshnessItem,
    FreshnessList,
    SearchGap,
    TextTerms,
    TextWord,
)
from storage.models.approvals import ApprovalAsk, ApprovalStep, Decision
from storage.models.audit import AuditEntry, AuditHead
from storage.models.base import Record
from storage.models.calendars import CalendarDay, CalendarToken, OutsideCalendar
from storage.models.cards import Blockage, Card, Place
from storage.models.channels import SocialAccount
from storage.models.chores import Chore
from storage.models.feeds import Entry, Feed, FeedTrouble
from storage.models.hr import ColumnMapping, PeopleImport
from storage.models.inbox import Delivery
from storage.models.inquiries import Inquiry, Ping
from storage.models.mentions import (
    Digest,
    DigestItem,
    Joining,
    Mention,
    MentionNote,
    RuleHit,
    Sighting,
    Spike,
    WeeklyReport,
)
from storage.models.orphans import Orphan
from storage.models.people import DeskMember, Person
from storage.models.plan import (
    MainMessage,
    PlanAccount,
    PlanItem,
    PlanNote,
    PlanSettings,
    PlanTask,
    PlanText,
    PlanVersion,
    Series,
)
from storage.models.profiles import Profile, ProfileTerms, UnindexedProfile, Word
from storage.models.public_replies import PlanReply
from storage.models.questions import (
    Closing,
    Contribution,
    DirectWord,
    HelpChannel,
    Helper,
    HelperList,
    HelpHint,
    Question,
    UnitCircle,
)
from storage.models.reminders import DeskList, Hold, Reminder, ReminderDigest
from storage.models.revisions import Revision
from storage.models.rules import AlertSettings, Mute, Rule, RuleAdvice, RuleDraft, SignalWord
from storage.models.synonyms import SynonymGroup
from storage.models.tips import (
    Attachment,
    Clearance,
    Figure,
    FigureValue,
    Follow,
    FollowChannel,
    FollowHit,
    FollowList,
    Idea,
    IdeaVoice,
    Tip,
)
from storage.models.tokens import AccessToken

__all__ = [
    "AccessToken",
    "AlertSettings",
    "Answer",
    "AnswerReport",
    "AnswerText",
    "AnswerUse",
    "AnswerVersion",
    "ApprovalAsk",
    "ApprovalStep",
    "Attachment",
    "AuditEntry",
    "AuditHead",
    "Blockage",
    "CalendarDay",
    "CalendarToken",
    "Card",
    "Chore",
    "Clearance",
    "Closing",
    "ColumnMapping",
    "Contribution",
    "Correction",
    "CorrectionList",
    "Decision",
    "Delivery",
    "DeskList",
    "DeskMember",
    "Digest",
    "DigestItem",
    "DirectWord",
    "Entry",
    "Feed",
    "FeedTrouble",
    "Figure",
    "FigureValue",
    "Follow",
    "FollowChannel",
    "FollowHit",
    "FollowList",
    "FreshnessItem",
    "FreshnessList",
    "HelpChannel",
    "HelpHint",
    "Helper",
    "HelperList",
    "Hold",
    "Idea",
    "IdeaVoice",
    "Inquiry",
    "Joining",
    "MainMessage",
    "Mention",
    "MentionNote",
    "Mute",
    "Orphan",
    "OutsideCalendar",
    "PeopleImport",
    "Person",
    "Ping",
    "Place",
    "PlanAccount",
    "PlanItem",
    "PlanNote",
    "PlanReply",
    "PlanSettings",
    "PlanTask",
    "PlanText",
    "PlanVersion",
    "Profile",
    "ProfileTerms",
    "Question",
    "Record",
    "Reminder",
    "ReminderDigest",
    "Revision",
    "Rule",
    "RuleAdvice",
    "RuleDraft",
    "RuleHit",
    "SearchGap",
    "Series",
    "Sighting",
    "SignalWord",
    "SocialAccount",
    "Spike",
    "SynonymGroup",
    "TextTerms",
    "TextWord",
    "Tip",
    "UnindexedProfile",
    "UnitCircle",
    "WeeklyReport",
    "Word",
]
