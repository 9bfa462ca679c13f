"""What the bot knows and says: use cases, views and the messenger. Imports no Bolt, no scheduler and no web server."""
