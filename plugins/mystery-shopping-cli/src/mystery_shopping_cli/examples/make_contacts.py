"""Write the contact log of an invented telecom site for October 2026, the same bytes every time.

    python make_contacts.py [FILE]

The log looks like what an Indonesian contact centre's application exports: parted by semicolons,
day before month, the wall clock of the site, a few rows at the edges that belong to other months,
a few that a person forgot to fill in, and some contacts that were transferred and so stand twice.
Only `random.random` is drawn from: its numbers are the same in every version of Python.
"""

from __future__ import annotations

import csv
import io
import sys
from bisect import bisect
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

SEED = 20261001
HOME = Path(__file__).parent / "contacts-2026-10.csv"
HEADER = ("no_tiket", "waktu", "alasan", "skill", "terjawab", "selesai_fcr")
FIRST, DAYS = datetime(2026, 9, 28), 37  # noqa: DTZ001 - an export knows no zone
MOST_IN_AN_HOUR = 11.5

# Contacts in each hour from midnight on, against the busiest hour.
HOURS = (
    *(0.10, 0.06, 0.04, 0.03, 0.04, 0.10, 0.22, 0.45, 0.80, 1.00, 0.98, 0.90),
    *(0.72, 0.85, 0.88, 0.82, 0.75, 0.66, 0.60, 0.64, 0.58, 0.42, 0.28, 0.16),
)
# Monday to Sunday, against the busiest day; the first days after the bills go out are busier.
WEEKDAYS = (1.00, 0.94, 0.92, 0.93, 0.96, 0.74, 0.62)
BILLING_DAYS = {5: 1.25, 6: 1.30, 7: 1.20, 20: 1.15, 21: 1.10}


class Reason(NamedTuple):
    """A reason for contact: its share in 1,000, who answers it, how many in 100 end at once."""

    title: str
    share: int
    skill: str
    solved: int


REASONS = (
    Reason("Internet lambat", 205, "Teknis", 72),
    Reason("Informasi tagihan", 176, "Billing", 97),
    Reason("Gangguan tidak ada sinyal", 148, "Teknis", 34),
    Reason("Perubahan paket", 127, "Layanan", 90),
    Reason("Informasi promo dan paket baru", 104, "Layanan", 98),
    Reason("Tagihan tidak sesuai", 88, "Billing", 58),
    Reason("Penggantian kartu SIM", 66, "Layanan", 81),
    Reason("Pulsa terpotong", 52, "Billing", 63),
    Reason("Aktivasi roaming", 34, "Layanan", 93),
)
_EDGES = tuple(accumulate(reason.share for reason in REASONS))


def main() -> None:
    """Write the log where the first argument says, else beside this file."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME
    place.write_bytes(make_log())
    print(f"wrote {place}")


def make_log(seed: int = SEED) -> bytes:
    """Return the whole log as it stands in the file."""
    chance = Random(seed)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    for number, at in enumerate(contact_times(chance), 1):
        writer.writerows(rows_of(number, at, chance=chance))
    return text.getvalue().encode()


def contact_times(chance: Random) -> list[datetime]:
    """Return when contacts came in, in order, over the month and a few days on either side."""
    times = []
    for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
        busy = WEEKDAYS[day.weekday()] * BILLING_DAYS.get(day.day, 1.0)
        # Of the days outside the month only the overlap of two exports remains.
        busy *= 1.0 if day.month == 10 else 0.12
        for hour, share in enumerate(HOURS):
            expected = busy * share * MOST_IN_AN_HOUR
            count = int(expected) + (chance.random() < expected % 1)
            seconds = sorted(int(chance.random() * 3600) for _ in range(count))
            times += [day + timedelta(hours=hour, seconds=second) for second in seconds]
    return times


def rows_of(number: int, at: datetime, *, chance: Random) -> list[tuple[str, ...]]:
    """Return the row of one contact, or its two rows when it was transferred."""
    reason = REASONS[bisect(_EDGES, chance.random() * _EDGES[-1])]
    answered = chance.random() >= unanswered_share(at)
    solved = answered and chance.random() * 100 < reason.solved
    title, written = reason.title, f"{at:%d/%m/%Y %H:%M:%S}"
    flaw = chance.random()
    if flaw < 0.004:
        title = ("", "-", "?")[number % 3]
    elif flaw < 0.006:
        written = ("00/00/0000 00:00:00", "kemarin sore", f"{at:%H:%M}")[number % 3]
    elif flaw < 0.010:
        title = title.replace(" ", "  ")
    row = (f"TK{number:05d}", written, title, reason.skill, yes(answered), yes(solved))
    if answered and chance.random() < 0.015:
        return [(row[0], written, "Informasi tagihan", "Billing", "Ya", "Tidak"), row]
    return [row]


def unanswered_share(at: datetime) -> float:
    """Return how likely nobody answers: more so at the peak and in the small hours."""
    return 0.11 if 9 <= at.hour < 11 else 0.16 if at.hour < 6 else 0.06


def yes(condition: bool) -> str:  # noqa: FBT001 - it is the value itself
    """Return the export's word for yes or no."""
    return "Ya" if condition else "Tidak"


if __name__ == "__main__":
    main()
