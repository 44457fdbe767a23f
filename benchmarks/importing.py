"""A contact log imported, beside what the parser alone takes to hand out the same rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import mystery_shopping as ms
from benchmarks.measure import Batch, Size, compare, scratch
from benchmarks.table import Row, absent
from mystery_shopping_reasons import load_mapping, read_ranking

NAME = "import"
WRITER, READER = "xlsxwriter", "python_calamine"
POLICY, OCTOBER = ms.Policy(qm_target=85), ms.Period(2026, 10)
HEADER = ("no", "waktu", "alasan", "terjawab", "catatan")
MAPPING = load_mapping('[columns]\nat = "waktu"\nreason = "alasan"\nanswered = "terjawab"\n')
FIRST_DAY, DAYS = datetime(2026, 10, 1), 31  # noqa: DTZ001 - an export's clock is the site's own
Count = Callable[[Path], int]


def imports(size: Size) -> Iterator[Row]:
    """Yield what a row of a CSV and of a workbook takes, in two passes over the file."""
    count = size.many * 5 // 2
    with scratch() as folder:
        yield _as_csv(folder / "log.csv", count, size=size)
        yield _as_workbook(folder / "log.xlsx", count, size=size)


def _as_csv(file: Path, count: int, *, size: Size) -> Row:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(HEADER)
        writer.writerows((n, f"{at:%d/%m/%Y %H:%M:%S}", *more) for n, at, *more in _log(count))
    row = Row(NAME, f"a CSV of {count:,} rows / csv alone", rest="two passes: dates, then contacts")
    return _timed(row, file, _by_csv, count=count, size=size)


def _as_workbook(file: Path, count: int, *, size: Size) -> Row:
    row = Row(NAME, f"a workbook of {count:,} rows / calamine alone")
    for package in (WRITER, READER):
        if find_spec(package) is None:
            return row.skipped(absent(package))
    _write_workbook(file, count)
    held = "streamed twice in bounded memory; calamine holds every cell at once"
    return _timed(row._replace(rest=held), file, _by_calamine, count=count, size=size)


def _timed(row: Row, file: Path, theirs: Count, *, count: int, size: Size) -> Row:
    lanes = (partial(_lane, file=file, count=count, read=read) for read in (_imported, theirs))
    (measured,) = compare(*lanes, size=size)
    rates = f"{count / measured.ours:,.0f} rows a second; "
    return row._replace(rest=rates + row.rest).timed(measured, count=count)


@contextmanager
def _lane(_: Path, *, file: Path, count: int, read: Count) -> Iterator[Sequence[Batch]]:
    found: list[int] = []
    yield [lambda: found.append(read(file))]
    assert found == [count], "both sides must see every row"


def _imported(file: Path) -> int:
    ranking = read_ranking(file, period=OCTOBER, mapping=MAPPING, policy=POLICY)
    return ranking.contact_count


def _by_csv(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as text:
        return sum(1 for _ in csv.reader(text)) - 1


def _by_calamine(file: Path) -> int:
    book: Any = import_module(READER).CalamineWorkbook.from_path(file)
    return sum(1 for _ in book.get_sheet_by_index(0).iter_rows()) - 1


def _write_workbook(file: Path, count: int) -> None:
    book: Any = import_module(WRITER).Workbook(file, {"constant_memory": True})
    sheet, shown = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet.write_row(0, 0, HEADER)
    for row, (number, at, *more) in enumerate(_log(count), 1):
        sheet.write_number(row, 0, number)
        sheet.write_datetime(row, 1, at, shown)
        for place, text in enumerate(more, 2):
            sheet.write_string(row, place, text)
    book.close()


def _log(count: int) -> Iterator[tuple[int, datetime, str, str, str]]:
    step = timedelta(days=DAYS) / count
    for number in range(count):
        at = (FIRST_DAY + number * step).replace(microsecond=0)
        answered = "Tidak" if number % 10 == 0 else "Ya"
        yield number, at, f"alasan {number * 7 % 23}", answered, f"catatan {number}"
