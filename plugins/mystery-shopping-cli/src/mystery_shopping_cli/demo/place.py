"""Where the demo's log goes: a new file, or in the place of an earlier demo, never another's."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

import mystery_shopping as ms
from mystery_shopping_cli.demo.play import UNIT
from mystery_shopping_cli.wording import say

_TAKEN = ms.Text(
    "{db} menyimpan siklus lain ({cycles}); demo hanya menulis ke berkas baru atau miliknya",
    "{db} holds other cycles ({cycles}); the demo writes to a new file or one of its own only",
)


DEFAULT_DB = "sqlite:///demo-output/month.db"


def clear_place(host: ms.PluginHost, db: str) -> None:
    """Make way for a new log at a SQLite URL: its folder is made, an earlier demo's file goes.

    Raises:
        UsageError: when the log holds anything but a demo's cycles.
        LogUnusable: when the file is no log.
    """
    parts = urlsplit(db)
    path = Path(unquote(parts.path[1:]))
    is_file = parts.scheme == "sqlite" and path.name not in {"", ":memory:"}
    if is_file and not path.exists():
        _make_folder(path)
        return
    others = [name for name in _cycles(host, db) if not name.startswith(f"{UNIT}/")]
    if others:
        raise click.UsageError(say(_TAKEN.fill(db=db, cycles=", ".join(others))))
    if is_file:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def _cycles(host: ms.PluginHost, db: str) -> tuple[str, ...]:
    try:
        with ms.open_program(db, host=host) as program:
            return program.cycles()
    except ms.PortError:
        if db != DEFAULT_DB:
            raise
        return ()  # our own place: whatever another version left there goes


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ms.LogUnusable(log=str(path), problem=str(error)) from error
