"""Makes the environment hold what a command needs, and does nothing when it already does."""

import contextlib
import hashlib
import json
import platform
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.place import PINS, PYTHON, UV, VENV, members
from tools.shell import Failure, run, say, works

STAMP = VENV / "mystery-shopping-stamp.json"
# Inside an activated environment, the Python that made it: so it can be remade from within.
OUTER_PYTHON = getattr(sys, "_base_executable", None) or sys.executable


def prepare(pin_file: str | None) -> None:
    """Make the environment hold what one pin file names, and the project itself.

    Args:
        pin_file: Its name without the ending; None asks for uv alone.
    """
    with _alone():
        stamp = _read_stamp()
        if stamp.get("made") != _maker():
            stamp = _make()
        if stamp["digest"] != _fingerprint():
            # Before the first change: an interrupted installation must not count as done.
            stamp = _write_stamp(holds=[])
        if pin_file is None or pin_file in stamp["holds"]:
            return
        say(f"installing what pins/{pin_file}.txt names")
        _install("--no-deps", "--require-hashes", "-r", PINS / f"{pin_file}.txt")
        if not stamp["holds"]:
            say(f"installing the project with {len(members()) - 1} plugins")
            editable = [word for member in members() for word in ("-e", member)]
            _install("--no-deps", "--no-build-isolation", *editable)
        _write_stamp(holds=[*stamp["holds"], pin_file])


def _make() -> dict[str, Any]:
    if VENV.exists() and any(VENV.iterdir()) and not (VENV / "pyvenv.cfg").exists():
        raise Failure(f"{VENV} is no virtual environment: name another in MYSTERY_SHOPPING_VENV")
    say(f"making {VENV.name} for Python {platform.python_version()}")
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(VENV, ignore_errors=True)
    run(OUTER_PYTHON, "-m", "venv", "--without-pip", VENV)
    installer = _pip()
    try:
        run(*installer, "--require-hashes", "-r", PINS / "installer.txt")
    except Failure as failure:
        say(f"going on without uv, since pip said: {failure.last_line()}")
    return _write_stamp(holds=[])


def _install(*arguments: str | Path) -> None:
    if UV.exists():
        try:
            # The workspace is no matter here, and one half-written plugin would stop uv.
            run(UV, "pip", "install", "--quiet", "--no-sources", "--python", PYTHON, *arguments)
        except Failure as failure:
            say(f"trying pip, since uv said: {failure.last_line()}")
        else:
            return
    run(*_pip(), *arguments)


def _pip() -> list[str | Path]:
    """Begin an installing command: with this Python's pip, aimed at the environment, or its own."""
    options = ("install", "--quiet", "--disable-pip-version-check", "--no-input")
    if works(OUTER_PYTHON, "-m", "pip", "--version"):
        return [OUTER_PYTHON, "-m", "pip", "--python", PYTHON, *options]
    if works(PYTHON, "-m", "pip", "--version") or works(PYTHON, "-m", "ensurepip"):
        return [PYTHON, "-m", "pip", *options]
    raise Failure(
        "this Python has neither pip nor ensurepip: install one of them"
        " (on Debian and Ubuntu the package python3-venv or python3-pip) and call again"
    )


def _fingerprint() -> str:
    """Return what changes with any pin, and with any distribution's own table in its pyproject."""
    digest = hashlib.sha256()
    for path in sorted(PINS.glob("*.txt")):
        digest.update(path.read_bytes())
    for member in members():
        content = tomllib.loads((member / "pyproject.toml").read_text(encoding="utf-8"))
        digest.update(json.dumps([content["build-system"], content["project"]]).encode())
    return digest.hexdigest()


def _maker() -> list[str]:
    """Return what the environment is made by and for: when that changes, a new one is made."""
    python = [platform.python_implementation(), platform.python_version()]
    return [*python, str(VENV), *(str(member) for member in members())]


def _read_stamp() -> dict[str, Any]:
    try:
        text = STAMP.read_text(encoding="utf-8")
        return dict(json.loads(text)) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


def _write_stamp(*, holds: list[str]) -> dict[str, Any]:
    stamp = {"made": _maker(), "digest": _fingerprint(), "holds": holds}
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(stamp), encoding="utf-8")
    draft.replace(STAMP)
    return stamp


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time change the environment, where the system knows file locks."""
    try:
        VENV.parent.mkdir(parents=True, exist_ok=True)
        handle = VENV.with_name(VENV.name + ".lock").open("a", encoding="utf-8")
    except OSError as error:
        raise Failure(f"{error}: name a writable place in MYSTERY_SHOPPING_VENV") from error
    with handle:
        with contextlib.suppress(ImportError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
