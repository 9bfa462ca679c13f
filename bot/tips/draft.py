"""What the form of a tip holds: what travels with it, what somebody typed, and what the form shows beside that."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from uuid import uuid4

from bot.attachments import MOST_PICTURES, File
from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.mentions.weblinks import web_link
from bot.views.blocks import clean, cut, one_line

MOST_TEXT = 3_000
"""Characters of a tip; Slack lets nobody type more into a field."""
MOST_PEOPLE = 500
MOST_COPIED = 1_200
"""Characters of a private message that may go with a tip: they travel in the form until somebody says so."""
MOST_FILES = 5
"""Files of a message that go with a tip."""
_MOST_CARRIED = 3_000
"""Characters that Slack carries with a form."""
_LINK = re.compile(r"https?://[^\s<>|\"“”«»]+", re.IGNORECASE)
_ENDS = ".,;:!?'’»”…"


@dataclass(frozen=True, slots=True)
class Form:
    """What travels with an open form: its key makes sure that it is sent once.

    `origin` and `author` are those of the message in Slack that it is about. When that stands where not everybody reads
    (`is_private`), `copied` are its words, which go along only when the tipper says so, and so do its files.
    """

    key: str = field(default_factory=lambda: uuid4().hex)
    origin: str = ""
    author: str = ""
    is_private: bool = False
    copied: str = ""
    files: tuple[File, ...] = ()

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same form."""
        files = [[file.id, file.name, file.kind, file.permalink] for file in self.files]
        said = [self.key, self.origin, self.author, int(self.is_private), self.copied, files]
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError for anything else."""
        key, origin, author, is_private, copied, files = json.loads(text)
        read = tuple(File(*(str(part) for part in file)) for file in files)
        return cls(str(key), str(origin), str(author), bool(is_private), str(copied), read)


@dataclass(frozen=True, slots=True)
class Draft:
    """A tip as somebody typed it; `is_copied` says that the words and files of a private message go along."""

    text: str = ""
    people: str = ""
    files: tuple[File, ...] = ()
    is_copied: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it is shown; `left_out` is the end of a text that did not fit, `takes_files` whether it may ask for some."""

    form: Form
    text: str = ""
    left_out: str = ""
    takes_files: bool = True


def fitting(form: Form) -> Form:
    """Return a form that Slack can carry: few files with short names, and of a private message as much as there is room for."""
    files = tuple(
        File(
            file.id, cut(one_line(file.name), 40), file.kind[:40], file.permalink if len(file.permalink) <= 250 else ""
        )
        for file in form.files[:MOST_FILES]
    )
    made = replace(form, files=files, copied=cut(clean(form.copied).strip(), MOST_COPIED))
    while (over := len(made.packed()) - _MOST_CARRIED) > 0 and made.copied:
        made = replace(
            made, copied=cut(made.copied, max(1, len(made.copied) - over)) if over < len(made.copied) else ""
        )
    return made


def first_link(text: str) -> tuple[str, str]:
    """Return the first web address in a text, empty when there is none, and the text without it where it begins or ends that."""
    for found in _LINK.finditer(text):
        address = _without_end(found[0])
        if link := web_link(address):
            before, after = text[: found.start()], text[found.start() + len(address) :]
            is_at_edge = not before.strip() or not after.strip(_ENDS + " \n\t")
            rest = f"{before.rstrip()}\n{after.lstrip()}" if is_at_edge else text
            return link, rest.strip()
    return "", text.strip()


def checked(form: Form, draft: Draft) -> Draft:
    """Return a draft as it is kept; raises Invalid at the field that is wrong. With a message, words may be missing."""
    text, people = clean(draft.text).strip(), one_line(draft.people)
    check_length(text, MOST_TEXT, "text")
    check_length(people, MOST_PEOPLE, "people")
    files = draft.files[:MOST_PICTURES]
    if not (text or form.origin or files):
        raise Invalid("Paste a link, or write in a few words what it is about.", field="text")
    if files and not people:
        raise Invalid("Write who is in the picture. When nobody can be recognised, write “nobody”.", field="people")
    carried = form.files if draft.is_copied or not form.is_private else ()
    if draft.is_copied and form.is_private and form.copied:
        text = cut("\n\n".join(filter(None, (text, form.copied))), MOST_TEXT + MOST_COPIED)
    return Draft(text, people, (*files, *carried), draft.is_copied)


def _without_end(address: str) -> str:
    """Return an address without the signs that end the sentence around it; a bracket belongs to it when it opened there."""
    while address and (address[-1] in _ENDS or (address[-1] in ")]" and not _is_balanced(address))):
        address = address[:-1]
    return address


def _is_balanced(address: str) -> bool:
    return address.count("(") >= address.count(")") and address.count("[") >= address.count("]")
