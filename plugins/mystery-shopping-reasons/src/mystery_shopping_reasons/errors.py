"""What a contact log can be refused for as a whole; single rows are counted, never raised."""

from __future__ import annotations

from mystery_shopping.errors import Misuse, Text


class DayOrderUnsettled(Misuse, ValueError):
    """A column of dates does not say whether the day or the month comes first.

    `day_first` and `month_first` hold one value each that only reads that way, or None;
    `either` one that reads both ways.
    """

    code = "MS601"
    column: str
    day_first: str | None
    month_first: str | None
    either: str | None

    def __init__(
        self, *, column: str, day_first: str | None, month_first: str | None, either: str | None
    ) -> None:
        wording = _CONTRADICTION if day_first and month_first else _SILENCE
        facts = {
            "column": column,
            "day_first": day_first,
            "month_first": month_first,
            "either": either,
        }
        super().__init__(wording.fill(**facts), **facts)


_SILENCE = Text(
    "kolom {column}: {either} dapat dibaca dua cara dan tidak ada tanggal yang menentukan;"
    " isi day_first = true (hari dulu) atau false (bulan dulu) pada pemetaan",
    "column {column}: {either} reads both ways and no date of the column settles it;"
    " put day_first = true or false into the mapping",
)
_CONTRADICTION = Text(
    "kolom {column}: {day_first} berarti hari dulu, {month_first} berarti bulan dulu;"
    " isi day_first = true atau false pada pemetaan, baris yang tidak cocok akan dihitung",
    "column {column}: {day_first} says day first, {month_first} says month first;"
    " put day_first = true or false into the mapping, rows that do not fit are then counted",
)


class UnreadableFile(Misuse, ValueError):
    """A file is no table that can be read; the driver's own error is chained."""

    code = "MS602"
    file: str
    problem: str

    def __init__(self, *, file: str, problem: Text) -> None:
        text = Text("{file} tidak terbaca: {problem}", "{file} cannot be read: {problem}").fill(
            file=file, problem=problem
        )
        super().__init__(text, file=file, problem=problem.en)
