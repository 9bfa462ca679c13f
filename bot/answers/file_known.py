"""What an import has to know of the bank: which answer a row means."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.answers.cells import Given
from bot.answers.content import Content
from bot.errors import Invalid
from bot.table_faults import Faulty
from bot.views.blocks import one_line
from storage import answers

Asked = tuple[str, str]
"""A language, and a question in it as `_plain` makes it."""


@dataclass(slots=True)
class Bank:
    """The answers by what a row may name them by, and the rows of the file that were taken so far."""

    by_question: dict[Asked, int]
    by_key: dict[str, int]
    in_use: frozenset[int]
    all: frozenset[int]
    _lines: dict[Asked | int, tuple[int, Given]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session) -> Bank:
        """Read the bank as it is now; of two answers to the same question the older counts."""
        by_question: dict[Asked, int] = {}
        for answer_id, language, question in answers.asked(session):
            if question:
                by_question.setdefault((language, _plain(question)), answer_id)
        by_key = answers.keys(session)
        return cls(by_question, by_key, frozenset(answers.in_use(session)), frozenset(by_key.values()))

    def find(self, said: Given) -> int:
        """Return the id of the answer that a row means, withdrawn or not; 0 for a new one."""
        if said.id in self.all:
            return said.id
        named = (self.by_question.get(asked, 0) for asked in _asked(said))
        return next(filter(None, named), 0) or self.by_key.get(self.key(said), 0)

    def wanted(self, said: Given) -> int:
        """Return the same; raises Invalid when the row cannot mean one answer in use."""
        found = self.find(said)
        if found and found not in self.in_use:
            raise Faulty(
                Invalid("Answer {id} is withdrawn.", id=f"a{found}"),
                Invalid("Bring it back in Slack first, or remove the row."),
            )
        others = {self.by_question.get(asked, found) for asked in _asked(said)} - {found}
        if others and said.id != found:
            raise Faulty(
                Invalid(
                    "These questions are those of two answers: {one} and {two}.", one=f"a{found}", two=f"a{min(others)}"
                ),
                Invalid("Write the id of the one that you mean."),
            )
        return found

    def check_same(self, said: Given, now: Content) -> None:
        """Raise Invalid when an id seems to be another system's: the row has a question, and nothing that the answer says."""
        if said.id not in self.all or not any(said.questions.values()):
            return
        alike = (_plain(now.said(language).question) == _plain(text) for language, text in said.questions.items())
        same = (_plain(now.said(language).text) == _plain(text) for language, text in said.texts.items())
        if not any(alike) and not any(same):
            raise Faulty(
                Invalid(
                    "Answer {id} says something else: neither question nor answer is the same.",
                    field="id",
                    id=f"a{said.id}",
                ),
                Invalid("Empty this cell to add a new answer, or change question and answer in two steps."),
            )

    def is_repeated(self, said: Given) -> bool:
        """Tell whether an earlier row is the same; raises Invalid when one is about the same answer and says something else."""
        for name in self._names(said, self.find(said)):
            if name in self._lines:
                earlier, other = self._lines[name]
                if other == said:
                    return True
                raise Invalid("Row {line} is about the same answer. Keep one of the two.", line=earlier)
        return False

    def claim(self, line: int, said: Given, answer_id: int) -> None:
        """Remember that a row is about an answer."""
        self._lines |= dict.fromkeys(self._names(said, answer_id), (line, said))

    def key(self, said: Given) -> str:
        """Return the key that an answer from this row is made with."""
        asked = min(_asked(said), default=("", ""))
        return "f" + hashlib.sha256("\n".join(asked).encode()).hexdigest()[:63]

    def _names(self, said: Given, answer_id: int) -> list[Asked | int]:
        return [answer_id] if answer_id else [*_asked(said)]


def _asked(said: Given) -> list[Asked]:
    return [(language, _plain(question)) for language, question in sorted(said.questions.items()) if question]


def _plain(text: str) -> str:
    """Return what two wordings share that differ in case, spaces and the sign at the end."""
    return one_line(text).casefold().rstrip(" ?!.:")
