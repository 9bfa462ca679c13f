"""The peers: small programs that do the bot's work in other ways, each run as a child process of its own.

They read `BENCH_ANSWER` (a file with the JSON payload to answer), `SLACK_API_URL` (Socket Mode) or `PORT` (HTTP).
"""
