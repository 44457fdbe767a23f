"""Time and memory do not grow with what a file claims, nor memory with its rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mystery_shopping.model import ReasonRanking
from mystery_shopping_reasons import UnreadableFile

Read = Callable[..., ReasonRanking]
RawBook = Callable[..., bytes]

# A process of its own: what a workbook costs is seen from outside Python's own allocator, too.
SCRIPT = """
import resource, sys
from mystery_shopping.model import Policy
from mystery_shopping.values import Period
from mystery_shopping_reasons import load_mapping, read_ranking

mapping = load_mapping('[columns]\\nat = "waktu"\\nreason = "alasan"\\n')
ranking = read_ranking(
    sys.argv[1], period=Period(2026, 10), mapping=mapping, policy=Policy(qm_target=85)
)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(ranking.contact_count, peak // 1024 if sys.platform == "darwin" else peak)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process's peak is asked by POSIX means")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_memory_of_a_process_does_not_grow_with_the_rows(
    tmp_path: Path, raw_book: RawBook, suffix: str
) -> None:
    """A year's log of a large site must be readable on a small machine, workbook or not."""

    def peak_kib(count: int) -> int:
        rows = [
            (f"2026-10-{n % 31 + 1:02} {n % 24:02}:30", f"alasan {n % 9}") for n in range(count)
        ]
        table = [("waktu", "alasan"), *rows]
        file = tmp_path / f"{count}{suffix}"
        as_text = "".join(f"{','.join(row)}\n" for row in table)
        file.write_bytes(raw_book(table) if suffix == ".xlsx" else as_text.encode())
        printed = subprocess.check_output([sys.executable, "-c", SCRIPT, file], text=True)
        contacts, kib = map(int, printed.split())
        assert contacts == count
        return kib

    grown = peak_kib(60_000) - peak_kib(10_000)

    assert grown * 1024 / 50_000 < 40, "bytes a row; a row that is kept takes three hundred"


@pytest.mark.parametrize(
    "content, match",
    [
        ("waktu,alasan\n" + '"a\nb",' * 700_000, "a row is too large"),
        ("waktu,alasan" * 500_000, "a row is too large"),
        (",".join(f"k{n}" for n in range(100_000)) + "\n", "number of columns"),
        ("waktu,alasan\n2026-10-05," + "x" * 1_000_000 + "\n", "line 2"),
    ],
)
def test_a_text_without_end_is_refused_before_it_is_held(
    read: Read, content: str, match: str
) -> None:
    """No line ends, quotes that never close, a hundred thousand columns, a million letters."""
    with pytest.raises(UnreadableFile, match=match):
        read(content)


def test_zero_bytes_are_shown_and_never_swallowed(read: Read) -> None:
    """A zero inside a reason is a fault of the export, to be seen and not to end the reading."""
    assert read("waktu,alasan\n2026-10-05,Ta\0gihan\n").reasons[0].code == r"Ta\x00gihan"
