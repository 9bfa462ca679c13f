"""Reminders to owners, each said once whatever the clock does, and holds that keep everything back."""
