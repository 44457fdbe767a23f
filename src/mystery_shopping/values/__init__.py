"""Small values with units that know nothing of mystery shopping but its words."""

from mystery_shopping.values.clause import CLAUSES, DOCUMENT, REVISION, Clause, ClauseKind
from mystery_shopping.values.day_part import DAY_PART_PRESETS, DayPart, DayPartTable
from mystery_shopping.values.instant import from_micros, to_micros, to_utc, zone
from mystery_shopping.values.people import CONTACTERS, HELPERS, Person, Role
from mystery_shopping.values.period import Period
from mystery_shopping.values.share import Share, exact_percent
from mystery_shopping.values.vector import Vector
from mystery_shopping.values.week import (
    COMMON_READINGS,
    CalendarRows,
    ExplicitDates,
    FixedDays,
    WeekPreview,
    WeekRule,
    Weeks,
    Window,
    preview_year,
)

__all__ = [
    "CLAUSES",
    "COMMON_READINGS",
    "CONTACTERS",
    "DAY_PART_PRESETS",
    "DOCUMENT",
    "HELPERS",
    "REVISION",
    "CalendarRows",
    "Clause",
    "ClauseKind",
    "DayPart",
    "DayPartTable",
    "ExplicitDates",
    "FixedDays",
    "Period",
    "Person",
    "Role",
    "Share",
    "Vector",
    "WeekPreview",
    "WeekRule",
    "Weeks",
    "Window",
    "exact_percent",
    "from_micros",
    "preview_year",
    "to_micros",
    "to_utc",
    "zone",
]
