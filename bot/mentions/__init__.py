"""Mentions: what is said about the organisation in public, from a feed's item to an answer."""
