"""Figures with their uncertainty: intervals, control charts, agreement, strata, balance, Pareto."""

from mystery_shopping.statistics._chart import (
    WANTED_POINTS,
    ChartPoint,
    ChartStatus,
    ControlChart,
)
from mystery_shopping.statistics._ratings import rows_of_counts, rows_of_table
from mystery_shopping.statistics._run_rules import Signal
from mystery_shopping.statistics.agreement import (
    Agreement,
    Coefficient,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    raw_agreement,
    scott_pi,
)
from mystery_shopping.statistics.alpha import Level, krippendorff_alpha
from mystery_shopping.statistics.balance import Balance, BalanceRow, sample_balance
from mystery_shopping.statistics.charts import c_chart, p_chart
from mystery_shopping.statistics.intervals import Interval, clopper_pearson, wilson
from mystery_shopping.statistics.pareto import Grouping, Pareto, ParetoRow, pareto_of_zeros
from mystery_shopping.statistics.strata import StratifiedRate, Stratum, stratify
from mystery_shopping.statistics.summaries import (
    agreement_in_words,
    balance_in_words,
    chart_in_words,
    stratified_in_words,
)
from mystery_shopping.statistics.words import (
    FEW_CONTACTS,
    decimal_in_words,
    figure_in_words,
    interval_in_words,
    percent_in_words,
    person_in_words,
    share_in_words,
)

__all__ = [
    "FEW_CONTACTS",
    "WANTED_POINTS",
    "Agreement",
    "Balance",
    "BalanceRow",
    "ChartPoint",
    "ChartStatus",
    "Coefficient",
    "ControlChart",
    "Grouping",
    "Interval",
    "Level",
    "Pareto",
    "ParetoRow",
    "Signal",
    "StratifiedRate",
    "Stratum",
    "agreement_in_words",
    "balance_in_words",
    "c_chart",
    "chart_in_words",
    "clopper_pearson",
    "cohen_kappa",
    "decimal_in_words",
    "figure_in_words",
    "fleiss_kappa",
    "gwet_ac1",
    "interval_in_words",
    "krippendorff_alpha",
    "p_chart",
    "pareto_of_zeros",
    "percent_in_words",
    "person_in_words",
    "raw_agreement",
    "rows_of_counts",
    "rows_of_table",
    "sample_balance",
    "scott_pi",
    "share_in_words",
    "stratified_in_words",
    "stratify",
    "wilson",
]
