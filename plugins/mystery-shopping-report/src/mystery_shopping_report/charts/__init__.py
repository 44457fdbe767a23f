"""Small charts in SVG: a share with its interval, a Pareto of zeros, a control chart of months."""

from mystery_shopping_report.charts.draw import Chart
from mystery_shopping_report.charts.months import MonthPoint, month_chart
from mystery_shopping_report.charts.pareto import ZeroBar, zero_chart
from mystery_shopping_report.charts.share_bar import share_bar

__all__ = ["Chart", "MonthPoint", "ZeroBar", "month_chart", "share_bar", "zero_chart"]
