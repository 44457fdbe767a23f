"""Files of any bytes end in a ranking or in an error with a code, within time and memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CAGE = Path(__file__).with_name("cage.py")
COUNT = 300


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process's memory is limited by POSIX means")
@pytest.mark.parametrize("seed", range(3))
def test_a_mutated_log_is_read_or_refused_within_its_cage(seed: int) -> None:
    """A file from outside must never end in somebody else's traceback, or never end."""
    done = subprocess.run(
        [sys.executable, CAGE, str(seed), str(COUNT)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    read, understood, refused = map(int, done.stdout.split())
    assert read + understood + refused == COUNT
    assert min(read, refused) > COUNT / 10, "a fuzzer that always or never breaks a file is blind"
