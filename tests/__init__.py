"""Tests that tell stories: real Bolt, a real database, a fake Slack that answers over HTTP."""
