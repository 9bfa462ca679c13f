"""Read by every Python that a test starts: puts the guard of `tests/network.py` in place before anything else runs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests import network

sys.path.pop(0)
network.install()
