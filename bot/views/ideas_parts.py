"""What several views of ideas say: the name of an idea, how it stands, its buttons and where they lead."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.views.blocks import button, cut, one_line
from bot.words import Reader
from storage.models import Idea

OPEN = "ideas.open"
"""Opens one idea; the value is its id."""
BROWSE = "ideas.browse"
"""Opens the backlog; the value is a look, empty for what is open."""
NEW = "ideas.new"
"""Opens the form of a new idea; the value is how its text begins."""
VOTING = "ideas.vote"
"""Votes, or takes the vote back; the value is packed by `voice_value`."""
SHOW_TO_DESK = "ideas.show_to_desk"
TAKE_BACK = "ideas.take_back"
LONGEST_TITLE = 150


def name(idea: Idea, reader: Reader) -> str:
    """Name an idea: by its title, else by what it was."""
    shown = cut(one_line(idea.title or idea.text), LONGEST_TITLE)
    return shown or reader.say("A message in Slack")


def state(idea: Idea, reader: Reader) -> str:
    """Say how an idea stands."""
    match idea.state:
        case "new":
            return reader.say_in("idea", "New")
        case "chosen":
            return reader.say_in("idea", "Chosen by the desk")
        case "drafted":
            return reader.say_in("idea", "In the plan")
        case "published":
            return reader.say_in("idea", "Published")
        case "archived":
            return reader.say_in("idea", "Archived")
        case _:
            return reader.say_in("idea", "Removed")


def why_archived(idea: Idea, reader: Reader) -> str:
    """Say why an idea was archived; without a reason it was its age."""
    if not idea.reason:
        return reader.say("Nobody worked on it for 60 days.")
    return reader.say("The reason: {reason}", reason=one_line(idea.reason))


def opening(idea: Idea, reader: Reader) -> ButtonElement:
    """Return the button that opens an idea."""
    return button(reader.say_in("an idea", "Show"), OPEN, value=str(idea.id))


def voting(idea: Idea, votes: int, *, is_mine: bool, reader: Reader, packed: str = "") -> ButtonElement:
    """Return the button that votes, with the number of votes; `packed` is the look of a list that is drawn anew."""
    if not votes:
        text = reader.say("Vote")
    elif is_mine:
        text = reader.count("Take back my vote ({n} vote)", "Take back my vote ({n} votes)", votes)
    else:
        text = reader.count("Vote ({n} vote)", "Vote ({n} votes)", votes)
    return button(text, VOTING, value=voice_value(idea.id, wants=not is_mine, packed=packed))


def voice_value(idea_id: int, *, wants: bool, packed: str = "") -> str:
    """Return the value of a button that gives a voice or takes it back."""
    return f"{idea_id}:{int(wants)}:{packed}"


def voice_from(value: str) -> tuple[int, bool, str]:
    """Read what `voice_value` wrote; raises ValueError for anything else."""
    idea_id, wants, packed = value.split(":", 2)
    return int(idea_id), wants == "1", packed
