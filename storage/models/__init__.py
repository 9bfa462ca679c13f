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
from storage.models.audit import AuditEntry, AuditHead
from storage.models.base import Record
from storage.models.cards import Blockage, Card, Place
from storage.models.channels import SocialAccount
from storage.models.chores import Chore
from storage.models.feeds import Entry, Feed, FeedTrouble
from storage.models.hr import ColumnMapping, PeopleImport
from storage.models.inbox import Delivery
from storage.models.inquiries import Inquiry, Ping
from storage.models.mentions import Digest, DigestItem, Mention, MentionNote, RuleHit, Sighting, Spike, WeeklyReport
from storage.models.orphans import Orphan
from storage.models.people import DeskMember, Person
from storage.models.profiles import Profile, ProfileTerms, UnindexedProfile, Word
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
from storage.models.revisions import Revision
from storage.models.rules import AlertSettings, Mute, Rule, RuleAdvice, RuleDraft, SignalWord
from storage.models.synonyms import SynonymGroup
from storage.models.tokens import AccessToken

__all__ = [
    "AccessToken",
    "AlertSettings",
    "Answer",
    "AnswerReport",
    "AnswerText",
    "AnswerUse",
    "AnswerVersion",
    "AuditEntry",
    "AuditHead",
    "Blockage",
    "Card",
    "Chore",
    "Closing",
    "ColumnMapping",
    "Contribution",
    "Correction",
    "CorrectionList",
    "Delivery",
    "DeskMember",
    "Digest",
    "DigestItem",
    "DirectWord",
    "Entry",
    "Feed",
    "FeedTrouble",
    "FreshnessItem",
    "FreshnessList",
    "HelpChannel",
    "HelpHint",
    "Helper",
    "HelperList",
    "Inquiry",
    "Mention",
    "MentionNote",
    "Mute",
    "Orphan",
    "PeopleImport",
    "Person",
    "Ping",
    "Place",
    "Profile",
    "ProfileTerms",
    "Question",
    "Record",
    "Revision",
    "Rule",
    "RuleAdvice",
    "RuleDraft",
    "RuleHit",
    "SearchGap",
    "Sighting",
    "SignalWord",
    "SocialAccount",
    "Spike",
    "SynonymGroup",
    "TextTerms",
    "TextWord",
    "UnindexedProfile",
    "UnitCircle",
    "WeeklyReport",
    "Word",
]
