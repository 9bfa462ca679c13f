"""The building stones of the checks: a check takes a value and its JSON pointer and yields faults.

Shapes of Slack's objects are written as tables of fields (`shape`), so that one can lay them
beside Slack's reference and compare.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class Fault(NamedTuple):
    """One thing Slack would refuse: what is wrong, where, and the error name of the answer."""

    says: str
    pointer: str
    error: str = "invalid_blocks"

    def line(self) -> str:
        """The fault as Slack writes it in `response_metadata.messages`."""
        return f"[ERROR] {self.says} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str], Iterator[Fault]]


def string(most: int, least: int = 0, pattern: str = "") -> Check:
    """A string of `least` to `most` characters, matching `pattern` when one is given."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault("must be a string", pointer)
        elif len(value) > most:
            yield Fault(f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            yield Fault(f"must be more than {least - 1} characters", pointer)
        elif pattern and not re.fullmatch(pattern, value):
            yield Fault("failed to match all allowed schemas", pointer)

    return check


def whole(least: int, most: int) -> Check:
    """A whole number between `least` and `most`, both included."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Fault("must be an integer", pointer)
        elif not least <= value <= most:
            yield Fault(f"must be between {least} and {most}", pointer)

    return check


def number(value: Any, pointer: str) -> Iterator[Fault]:
    """Any number, not a boolean."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield Fault("must be a number", pointer)


def boolean(value: Any, pointer: str) -> Iterator[Fault]:
    """True or false, nothing else."""
    if not isinstance(value, bool):
        yield Fault("must be a boolean", pointer)


def anything(_value: Any, _pointer: str) -> Iterator[Fault]:
    """A field whose content is not looked at."""
    yield from ()


def one_of(*values: str) -> Check:
    """One of the words given."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if value not in values:
            yield Fault(f"must be one of: {', '.join(values)}", pointer)

    return check


def url(most: int = 3000) -> Check:
    """A web address: http or https, with a host, without blanks or control characters."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        found = list(string(most, 1)(value, pointer))
        yield from found
        if not found and not is_web_address(value):
            yield Fault("must be a valid URL", pointer)

    return check


def is_web_address(value: str) -> bool:
    """Whether the text is an http or https address that Slack accepts."""
    if re.search(r"[\s\x00-\x1f\x7f]", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def many(item: Check, least: int, most: int, error: str = "invalid_blocks") -> Check:
    """A list of `least` to `most` items, each passing `item`."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault("must be an array", pointer)
            return
        if len(value) > most:
            yield Fault(f"no more than {most} items allowed", pointer, error)
        if len(value) < least:
            yield Fault(f"must provide at least {least} items", pointer, error)
        for index, entry in enumerate(value):
            yield from item(entry, f"{pointer}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    fields = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("must provide an object", pointer)
            return
        for name in required:
            if name not in value:
                yield Fault(f"missing required field: {name}", pointer)
        for name, content in value.items():
            if name in fields:
                yield from fields[name](content, f"{pointer}/{name}")
            else:
                yield Fault(f"invalid additional property: {name}", pointer)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` picks its check from the table; other types are refused."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("must provide an object", pointer)
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in table:
            yield Fault(f"unsupported type: {kind}", f"{pointer}/type")
        else:
            yield from table[kind](value, pointer)

    return check


def both(*checks: Check) -> Check:
    """Every one of the checks, in order."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        for each in checks:
            yield from each(value, pointer)

    return check


def exactly_one(*names: str) -> Check:
    """Exactly one of the named fields is present."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if isinstance(value, dict) and sum(name in value for name in names) != 1:
            yield Fault(f"must provide exactly one of: {', '.join(names)}", pointer)

    return check


def at_least_one(*names: str) -> Check:
    """At least one of the named fields is present."""

    def check(value: Any, pointer: str) -> Iterator[Fault]:
        if isinstance(value, dict) and not any(name in value for name in names):
            yield Fault(f"must provide at least one of: {', '.join(names)}", pointer)

    return check
