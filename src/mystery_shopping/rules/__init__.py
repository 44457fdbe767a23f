"""What W-10 asks, computed from a cycle: samples, recap, coaching rule, checks and verdict."""

from mystery_shopping.rules._checks_after import hand_in_date
from mystery_shopping.rules._view import Judgement, Status, View
from mystery_shopping.rules.checks import MECHANISM, RECORDS, Check
from mystery_shopping.rules.coaching import follow_ups_due, form_triggers
from mystery_shopping.rules.keeping import kept_until
from mystery_shopping.rules.missing import (
    ContacterLoad,
    Missing,
    OutstandingForm,
    empty_day_parts,
    find_missing,
)
from mystery_shopping.rules.occurrence import MonthlyOccurrence, MonthRow, judge_range
from mystery_shopping.rules.recapping import make_recap, nonconformities
from mystery_shopping.rules.samples import (
    is_as_planned,
    is_inside_week_2,
    is_sample,
    samples,
    slot_of,
    today_of,
)
from mystery_shopping.rules.verdict import ClauseRow, Verdict, judge, mechanism_rows

__all__ = [
    "MECHANISM",
    "RECORDS",
    "Check",
    "ClauseRow",
    "ContacterLoad",
    "Judgement",
    "Missing",
    "MonthRow",
    "MonthlyOccurrence",
    "OutstandingForm",
    "Status",
    "Verdict",
    "View",
    "empty_day_parts",
    "find_missing",
    "follow_ups_due",
    "form_triggers",
    "hand_in_date",
    "is_as_planned",
    "is_inside_week_2",
    "is_sample",
    "judge",
    "judge_range",
    "kept_until",
    "make_recap",
    "mechanism_rows",
    "nonconformities",
    "samples",
    "slot_of",
    "today_of",
]
