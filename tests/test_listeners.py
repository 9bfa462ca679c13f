"""A misspelt argument of a listener is silently None in Bolt: every name is checked here, and nothing is left unheard."""

from __future__ import annotations

import ast
import re

from tests import doors, source


def test_there_are_listeners() -> None:
    assert {"command", "action", "event"} <= {listener.kind for listener in doors.registered()}


def test_every_argument_of_a_listener_exists() -> None:
    wrong = {listener.named: listener.arguments - doors.BOLTS - doors.OURS for listener in doors.registered()}
    assert {named: names for named, names in wrong.items() if names} == {}


def test_every_module_with_listeners_is_registered() -> None:
    listening = {
        module.module
        for module in source.modules()
        if module.room == "handlers"
        and any(isinstance(node, ast.FunctionDef) and node.name == "register" for node in module.tree.body)
    }
    assert listening == {listener.function.__module__ for listener in doors.registered() if listener.what is not None}


def test_listeners_are_functions_of_their_module() -> None:
    """Lambdas and nested functions have no name that a log or a reader could find."""
    assert [listener.named for listener in doors.registered() if "<" in listener.named] == []


def test_no_name_is_listened_to_twice() -> None:
    """Bolt takes the first and never says that there is a second."""
    seen = [(listener.kind, str(listener.what)) for listener in doors.registered() if isinstance(listener.what, str)]
    assert sorted(seen) == sorted(set(seen))


def test_whatever_nobody_knows_is_still_answered() -> None:
    """For each kind the listener that was registered last takes everything, so nothing stays unacknowledged in Slack."""
    last = {listener.kind: listener.what for listener in doors.registered()}
    kinds = ("command", "action", "options", "shortcut", "view", "view_closed", "event")
    unheard = [kind for kind in kinds if not _takes_everything(last.get(kind))]
    assert unheard == []


def _takes_everything(what: object) -> bool:
    return isinstance(what, re.Pattern) and what.fullmatch("what nobody\nhas heard of") is not None
