"""The plan: what is to be told when, where and by whom; the bot itself never publishes anything."""
