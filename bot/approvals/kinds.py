"""The words that records of approvals are written with."""

from __future__ import annotations

APPROVAL = "approval"
"""The card of whoever is asked; its record is an `ApprovalAsk`."""
APPROVAL_OUTCOME = "approval_outcome"
"""What the owner hears; its record is the `Decision` that ended the round."""
APPROVAL_GONE = "approval_gone"
"""What the owner hears when somebody who was to approve has left; its record is the `ApprovalStep`."""
ANY, ALL = "any", "all"
MOST_STEPS, MOST_PEOPLE = 3, 10
