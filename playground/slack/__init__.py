"""The fake Slack: Web API, Socket Mode, signed HTTP requests, strict checks, and what people do.

Start with `playground.slack.server.FakeSlack`. The state of the workspace is plain records
(`workspace.py`), the checks are pure functions (`checks/`), the Web API methods are plain
functions from arguments to an answer (`api/`), and the acts of people (`acts/`) send to the app
what Slack would send (`delivery/`).
"""
