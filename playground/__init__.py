"""Slack in a box: a fake Slack for the tests and a page in the browser to try the bot without one."""
