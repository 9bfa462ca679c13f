"""From Slack to the app: Socket Mode, signed HTTP requests, events with retries, response_url."""
