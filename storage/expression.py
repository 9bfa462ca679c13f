"""What is looked for among terms, as an expression that SQLite's FTS5 and PostgreSQL's tsquery both understand.

Terms are made of letters and digits and nothing else, so that no query language can be spoken through them; what is not such
a term finds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TERM = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A term that a row must have, or the beginning of one."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these must match; none given match nothing."""

    of: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these must match; none given match nothing."""

    of: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AmongBest:
    """It must match in the columns with the highest weight."""

    of: Expression


Expression = Term | AnyOf | AllOf | AmongBest


def is_sayable(wanted: Expression) -> bool:
    """Tell whether an expression asks for something, and for nothing but terms."""
    if isinstance(wanted, Term):
        return _TERM.fullmatch(wanted.text) is not None
    if isinstance(wanted, AmongBest):
        return is_sayable(wanted.of)
    return bool(wanted.of) and all(map(is_sayable, wanted.of))


def for_fts5(wanted: Expression, *, best: str) -> str:
    """Return an expression in the words of FTS5; `best` are the columns with the highest weight, with spaces between."""
    if isinstance(wanted, Term):
        return f'"{wanted.text}" *' if wanted.is_prefix else f'"{wanted.text}"'
    if isinstance(wanted, AmongBest):
        return f"({{{best}}} : {for_fts5(AllOf((wanted.of,)), best=best)})"
    between = " OR " if isinstance(wanted, AnyOf) else " AND "
    return f"({between.join(for_fts5(part, best=best) for part in wanted.of)})"


def for_tsquery(wanted: Expression, weight: str = "") -> str:
    """Return an expression in the words of PostgreSQL, within the columns of a weight when one is given."""
    if isinstance(wanted, Term):
        marks = ("*" if wanted.is_prefix else "") + weight
        return f"'{wanted.text}':{marks}" if marks else f"'{wanted.text}'"
    if isinstance(wanted, AmongBest):
        return for_tsquery(wanted.of, "A")
    between = " | " if isinstance(wanted, AnyOf) else " & "
    return f"({between.join(for_tsquery(part, weight) for part in wanted.of)})"
