"""Block Kit: records in, payloads out. Every word a person reads is put together here."""
