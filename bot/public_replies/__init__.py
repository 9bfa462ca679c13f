"""Replies in public that somebody approves first: items of the plan without a time, each to one mention."""
