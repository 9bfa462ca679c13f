"""What no module of the product may be: importing it opens a database and starts a thread. A test listens for it."""

import sqlite3
from threading import Event, Thread

DATABASE = sqlite3.connect(":memory:")
STOP = Event()
THREAD = Thread(target=STOP.wait, daemon=True)
THREAD.start()
