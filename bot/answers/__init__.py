"""The answer bank: what the organisation answers in public, found by everybody, kept true by its owners."""
