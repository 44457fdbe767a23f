"""The month's report, form F-27, as one value: whoever writes it down only chooses the paper."""

from mystery_shopping.reporting.header import Header
from mystery_shopping.reporting.lines import Line, NonconformityLine, PersonLine
from mystery_shopping.reporting.report import MonthReport, make_report
from mystery_shopping.reporting.standing import Standing, standing_of
from mystery_shopping.reporting.suggestions import Suggestion
from mystery_shopping.reporting.trend import Trend

__all__ = [
    "Header",
    "Line",
    "MonthReport",
    "NonconformityLine",
    "PersonLine",
    "Standing",
    "Suggestion",
    "Trend",
    "make_report",
    "standing_of",
]
