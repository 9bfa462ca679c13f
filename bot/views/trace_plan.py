"""The steps of a chain that happened in the plan, in words."""

from __future__ import annotations

from bot.trace_steps import Step
from bot.words import Reader


def said(step: Step, name: str, text: str, reader: Reader) -> str:
    """Say one step."""
    match step.what:
        case "plan_idea":
            shown = reader.say("Idea, saved by {name}: {text}", name=name, text=text)
        case "plan_added":
            shown = reader.say("Put into the plan as p{n} by {name}: {text}", n=step.number, name=name, text=text)
        case "plan_reply":
            shown = reader.say("Reply p{n} sent for approval by {name}: {text}", n=step.number, name=name, text=text)
        case "plan_changed":
            shown = reader.say("The texts were changed by {name}: version {n}.", name=name, n=step.number)
        case "plan_approved":
            shown = reader.say("Approved by {name}: version {n}.", name=name, n=step.number)
        case "plan_returned":
            shown = reader.say("Returned by {name}: version {n}.", name=name, n=step.number)
        case "plan_posted":
            shown = reader.say("Posted by {name}: {text}", name=name, text=text)
        case _:
            shown = reader.say("Dropped by {name}: {text}", name=name, text=text)
    return shown
