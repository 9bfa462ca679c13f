"""Time as people mean it: wall clocks of a zone, what comes again, times as they are written, and days that are not like others.

Nothing here knows a database or Slack; every moment is a value.
"""
