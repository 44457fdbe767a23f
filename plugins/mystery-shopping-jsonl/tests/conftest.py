"""Where the tests of the JSON Lines log run: wherever there are file locks of POSIX."""

from __future__ import annotations

import sys

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []
