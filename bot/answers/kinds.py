"""The words that records of the answer bank are written with: kinds of cards, states, uses."""

from __future__ import annotations

BODY = "answers"
"""The body of data in memory: whoever changes an answer says that it has changed."""

CORRECTIONS = "corrections"
"""The public replies of one person that an answer's change makes doubtful; the record is a CorrectionList."""
REPORT = "answer_report"
"""For the owner: somebody says that an answer is outdated or wrong."""
REPORT_OUTCOME = "answer_report_outcome"
"""For the reporter: what came of it; the same record."""
FRESHNESS = "freshness"
"""The answers of one owner that end soon; the record is a FreshnessList."""
HELPING = "help_channel"
"""In a channel: that suggestions are switched on there, or off again; the record is its Place."""

HOUSE, DESK = "house", "desk"
VISIBILITIES = (HOUSE, DESK)
"""Who finds an answer: all staff, or social managers alone."""
COPIED, PUBLIC, SOLVED, HELPED = "copied", "public", "solved", "helped"
"""What an answer was of use for."""
ANSWER, QUESTION = "answer", "question"
"""What a row of search terms is of."""
