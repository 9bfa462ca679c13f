"""A rule for what comes again, taken apart: a closed set of those of RFC 5545.

FREQ=DAILY; WEEKLY with BYDAY=MO,TH; MONTHLY with BYMONTHDAY=15 or -1 (the last) or BYDAY=2TU or -1FR; YEARLY; each with INTERVAL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.errors import Invalid

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS = WEEKDAYS[:5]
_MOST_APART = 99
_DAYS = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBER = r"(?:-1|[1-9]|[12][0-9]|3[01])"
_RULE = re.compile(
    rf"FREQ=(?:DAILY|YEARLY|WEEKLY(?:;BYDAY=(?P<days>{_DAYS}(?:,{_DAYS})*))?"
    rf"|MONTHLY(?:;BYMONTHDAY=(?P<numbers>{_NUMBER}(?:,{_NUMBER})*)|;BYDAY=(?P<nth>(?:-1|[1-5]){_DAYS}))?)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule taken apart: how often, how far apart, and on which weekdays (MO), days of the month or nth weekday (2TU)."""

    often: str
    apart: int = 1
    weekdays: tuple[str, ...] = ()
    month_days: tuple[int, ...] = ()
    nth: str = ""

    def __str__(self) -> str:
        """Write the rule as RFC 5545 does."""
        parts = [f"FREQ={self.often}", f"INTERVAL={self.apart}" if self.apart > 1 else ""]
        parts += [f"BYDAY={','.join(self.weekdays) or self.nth}" if self.weekdays or self.nth else ""]
        parts += [f"BYMONTHDAY={','.join(map(str, self.month_days))}" if self.month_days else ""]
        return ";".join(part for part in parts if part)


def rule_of(text: str) -> Rule:
    """Return a rule taken apart; raises Invalid (field "rule") for one outside the closed set."""
    parts = text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";")
    apart = [part.removeprefix("INTERVAL=") for part in parts if part.startswith("INTERVAL=")] or ["1"]
    rest = sorted((part for part in parts if not part.startswith("INTERVAL=")), key=lambda part: part[:5] != "FREQ=")
    found = _RULE.fullmatch(";".join(rest))
    known = found and len(apart) == 1 and re.fullmatch("[1-9][0-9]?", apart[0])
    if not found or not known:
        raise Invalid(
            "“{rule}” is no rule for what comes again. Choose every day, week, month or year, at most {most} apart.",
            field="rule",
            rule=text[:60],
            most=_MOST_APART,
        )
    return Rule(
        rest[0].removeprefix("FREQ="),
        int(apart[0]),
        tuple(day for day in WEEKDAYS if day in (found["days"] or "").split(",")),
        tuple(sorted({int(number) for number in (found["numbers"] or "").split(",") if number})),
        found["nth"] or "",
    )
