"""The program as a process: exit codes scripts can rely on, and never a traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]


def run(
    shell: Shell,
    *words: str,
    program: Sequence[str] = (sys.executable, "-m", "mystery_shopping_cli"),
) -> subprocess.CompletedProcess[str]:
    """Run the program over the shell's log."""
    environment = {
        **os.environ,
        "MYSTERY_SHOPPING_DB": shell.db,
        "LC_ALL": "C.UTF-8",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [*program, *words],
        env=environment,
        cwd=shell.folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "step, line, code",
    [
        ("open", "cycles", 0),
        ("open", "finish --by rina:qca --at 2026-11-02T09:00", 1),
        ("open", "select --by nobody:qca:x:y --at 2026-11-32", 2),
        ("open", "void 1 --by rina:qca --reason x", 2),
        ("open", "no-such-command", 2),
        ("open", "select --colour", 2),
        ("open", "select", 2),
        ("open", "cycles --db sqlite:///elsewhere.db", 3),
        ("open", "cycles --db nothing://here", 2),
        ("report", "verdict --strict --as-of 2026-11-12", 0),
        ("report", "verdict --strict --as-of 2026-12-31", 0),
    ],
)
def test_each_end_has_its_exit_code_and_no_traceback(
    live: Live, step: str, line: str, code: int
) -> None:
    """A script must tell a refusal from a typing error from a broken disk."""
    result = run(live(step), *line.split())

    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr


def test_a_changed_byte_in_the_log_is_found_and_ends_with_3(live: Live) -> None:
    """The chain is there for the day somebody edits the file by hand."""
    shell = live("scenarios")
    with sqlite3.connect(shell.folder / "month.db") as log:
        log.execute("UPDATE mystery_shopping_event SET actor = 'somebody' WHERE version = 3")
    log.close()

    result = run(shell, "log", "verify")

    assert result.returncode == 3
    assert "MS406" in result.stderr
    assert "event 3" in result.stderr


def test_a_file_that_is_no_log_ends_with_3(shell: Shell) -> None:
    """A spreadsheet given as a database is named, not dumped as a driver's error."""
    (shell.folder / "month.db").write_bytes(b"PK\x03\x04 this is no database" * 200)

    result = run(shell, "cycles")

    assert (result.returncode, "Traceback" in result.stderr) == (3, False)


def test_a_question_never_makes_a_file(shell: Shell) -> None:
    """A slip in --db would otherwise leave an empty log that answers "no cycles"."""
    result = run(shell, "cycles")

    assert result.returncode == 3
    assert list(shell.folder.iterdir()) == []


def test_the_installed_program_is_the_same(live: Live) -> None:
    """People type the program's name; only we type python -m."""
    program = Path(sys.executable).with_name("mystery-shopping")
    if not program.exists():
        pytest.skip("the distribution's scripts are not installed beside this Python")

    result = run(live("open"), "cycles", program=[str(program)])

    assert (result.returncode, "malang/2026-11" in result.stdout) == (0, True)


def test_a_narrow_encoding_prints_letters_instead_of_failing(live: Live) -> None:
    """A Windows console or a C locale knows no arrow; the answer must come out all the same."""
    shell = live("report")
    environment = {**os.environ, "MYSTERY_SHOPPING_DB": shell.db, "PYTHONIOENCODING": "ascii"}

    result = subprocess.run(
        [sys.executable, "-m", "mystery_shopping_cli", "verdict"],
        env=environment,
        capture_output=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert b"+ met" in result.stdout
    assert b"TL > SPV > QCA" in result.stdout
