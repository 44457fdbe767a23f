"""Runs other programs with the project's own Python in front, quietly or on the terminal."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from tools.place import BIN, ROOT, VENV, relative


class Failure(Exception):
    """A step did not work; the message is what to tell the person."""

    def last_line(self) -> str:
        """Return the end of what the step printed."""
        return str(self).splitlines()[-1].strip()


def say(sentence: str) -> None:
    """Tell the person about a step, apart from what the command itself prints."""
    print(f"dev.py: {sentence}", file=sys.stderr, flush=True)


def call(*command: str | Path) -> int:
    """Hand the terminal to a command and answer with its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode


def attempt(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it printed, both streams in one."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def run(*command: str | Path) -> str:
    """Run a step; what it printed is shown only when it failed.

    Raises:
        Failure: with the command and its output, when it did not exit with 0.
    """
    result = attempt(*command)
    if result.returncode:
        line = " ".join(str(word) for word in command)
        raise Failure(f"this step failed: {line}\n{result.stdout}".rstrip())
    return result.stdout


def works(*command: str | Path) -> bool:
    """Tell whether a command exists and succeeds."""
    with contextlib.suppress(OSError):
        return attempt(*command).returncode == 0
    return False


def environment() -> dict[str, str]:
    """Return the caller's environment, turned to the project's own Python."""
    kept = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    kept["VIRTUAL_ENV"] = kept["MYSTERY_SHOPPING_VENV"] = str(VENV)
    kept["PATH"] = os.pathsep.join([str(BIN), kept.get("PATH", os.defpath)])
    kept["MYPYPATH"] = os.pathsep.join(relative("src", "plugins/[!_]*/src"))
    # What the machine trusts, uv shall trust too; and it never fetches a Python of its own.
    kept.setdefault("UV_SYSTEM_CERTS", "1")
    kept.setdefault("UV_PYTHON_DOWNLOADS", "never")
    if not os.access(os.path.expanduser("~"), os.W_OK):
        kept.setdefault("UV_CACHE_DIR", str(VENV / "uv-cache"))
    return kept


_FOREIGN = {"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"}
