"""What the bot remembers: the schema, the queries, and the engine under them. Imports nothing above itself."""
