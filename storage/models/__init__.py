"""The schema: one file a feature, plain typed records."""

from storage.models.audit import AuditEntry, AuditHead
from storage.models.base import Record
from storage.models.cards import Blockage, Card, Place
from storage.models.channels import SocialAccount
from storage.models.inbox import Delivery
from storage.models.people import DeskMember, Person
from storage.models.revisions import Revision

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Blockage",
    "Card",
    "Delivery",
    "DeskMember",
    "Person",
    "Place",
    "Record",
    "Revision",
    "SocialAccount",
]
