"""Feeds: fetched politely and safely, read into items, matched with rules, joined into stories."""
