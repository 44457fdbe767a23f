"""An export that was touched is found, by the library and by the script a stranger runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mystery_shopping.errors import ChainBroken
from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import Envelope
from mystery_shopping.service import Program
from mystery_shopping.service.archive import export_log, import_log, verify_export
from mystery_shopping.values import Period
from tests.arch.source import ROOT
from tests.strategies import QCA, Month, small_program

SCRIPT = ROOT / "docs" / "verify_export.py"


@cache
def exported() -> bytes:
    """Return the export of a log with a closed month and one just begun."""
    program = small_program()
    month = Month(program, zeros={2: ("answer",)}).up_to("closed")
    program.open_cycle(unit="solo", period=Period(2026, 11), by=QCA, at=month.clock)
    return "".join(export_log(program.log)).encode("ascii")


def rows_of(data: bytes) -> list[str]:
    """Return a file's lines as a program reads them that changes nothing."""
    return data.decode("ascii", errors="backslashreplace").splitlines(keepends=True)


def found_by_us(data: bytes) -> bool:
    """Return whether the library finds that a file is no whole export."""
    try:
        verify_export(rows_of(data))
    except ChainBroken:
        return True
    return False


def found_by_script(data: bytes, folder: Path) -> bool:
    """Return whether the script finds it, run as an auditor runs it."""
    path = folder / "export.jsonl"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(path)], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode != 0


places = st.integers(min_value=0, max_value=10**9)


@st.composite
def touched_bytes(draw: st.DrawFn) -> bytes:
    """Draw the export with one byte changed, dropped, doubled, or swapped with its neighbour."""
    data = exported()
    at = draw(places) % (len(data) - 1)
    before, byte, after = data[:at], data[at : at + 1], data[at + 1 :]
    how: Callable[[], bytes] = draw(
        st.sampled_from(
            [
                lambda: before + bytes([draw(st.integers(0, 255))]) + after,
                lambda: before + after,
                lambda: before + byte + byte + after,
                lambda: before + after[:1] + byte + after[1:],
            ]
        )
    )
    touched = how()
    assume(touched != data)
    return touched


@st.composite
def touched_lines(draw: st.DrawFn) -> bytes:
    """Draw the export with one line changed, dropped, doubled, or swapped with any other."""
    rows = exported().splitlines(keepends=True)
    at, other = (draw(places) % len(rows) for _ in range(2))
    swapped = list(rows)
    swapped[at], swapped[other] = rows[other], rows[at]
    choices = [
        [*rows[:at], *rows[at + 1 :]],
        [*rows[:at], rows[at], *rows[at:]],
        [*rows[:at], rows[other], *rows[at + 1 :]],
        swapped,
    ]
    touched = b"".join(draw(st.sampled_from(choices)))
    assume(touched != exported())
    return touched


def test_the_whole_export_passes(tmp_path: Path) -> None:
    """A verifier that finds fault with everything would pass every law below."""
    assert not found_by_us(exported())
    assert not found_by_script(exported(), tmp_path)


@settings(max_examples=400)
@given(touched=touched_bytes())
def test_any_single_byte_that_was_touched_is_found(touched: bytes) -> None:
    """The smallest change is the one worth making: a 1 for a 0."""
    assert found_by_us(touched)


@given(touched=touched_lines())
def test_any_single_line_that_was_touched_is_found(touched: bytes) -> None:
    """A whole event left out, or told twice, or before another, is another month."""
    assert found_by_us(touched)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(touched=st.one_of(touched_bytes(), touched_lines()))
def test_the_script_a_stranger_runs_agrees(touched: bytes, tmp_path: Path) -> None:
    """The auditor trusts a page of Python, not us: both must say the same."""
    assert found_by_script(touched, tmp_path)


@pytest.mark.parametrize("cut", [0, 1, 20, 39])
def test_a_file_cut_off_is_found(cut: int, tmp_path: Path) -> None:
    """A copy that broke off is the change nobody meant."""
    whole = exported()
    short = whole[: len(whole) * cut // 40]

    assert found_by_us(short)
    assert found_by_script(short, tmp_path)


@given(touched=st.one_of(touched_bytes(), touched_lines()))
def test_nothing_of_a_touched_export_is_imported(touched: bytes) -> None:
    """Not even the good months before the bad line."""
    log = MemoryLog()

    with pytest.raises(ChainBroken):
        import_log(log, rows_of(touched))

    assert list(log.streams()) == []


@given(data=st.data())
def test_any_part_imported_first_leads_to_the_same_log(data: st.DataObject) -> None:
    """A move that broke off anywhere is ended by the same call."""
    whole, log = rows_of(exported()), MemoryLog()
    source = MemoryLog()
    import_log(source, whole)
    for info in source.streams():
        count = data.draw(st.integers(0, info.version))
        events = [Envelope._make(row[3:]) for row in source.read(info.stream)][:count]
        log.append(info.stream, events, expected=0)

    import_log(log, whole)

    assert list(export_log(log)) == whole
    assert Program(log).cycle("solo/2026-11") == Program(source).cycle("solo/2026-11")
