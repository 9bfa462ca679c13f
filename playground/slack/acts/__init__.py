"""What people do in Slack, as async functions: type, press, fill in, open, join, leave."""
