"""Laws of the month's report: parts add up, order says nothing, cancelled months say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import reduce

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopping.model import ContactState, Cycle, CycleState
from mystery_shopping.reporting import Line, MonthReport, make_report
from mystery_shopping.reporting.trend import trend_of
from mystery_shopping.rules import make_recap, samples
from mystery_shopping.values import Period, Share
from tests.reports import long_dossier
from tests.strategies import cycles

AS_OF = datetime(2026, 12, 1, tzinfo=UTC)
quick = settings(max_examples=40)
mostly_accepted = (*([ContactState.ACCEPTED] * 8), *ContactState)


def report_on(cycle: Cycle, earlier: Iterable[Cycle] = ()) -> MonthReport:
    """Return the report on a drawn cycle."""
    header = long_dossier().report.header
    return make_report(cycle, header=header, as_of=AS_OF, earlier=earlier)


def total(lines: Iterable[Line]) -> Share:
    """Return the shares of lines put together."""
    return reduce(Share.plus, (line.share for line in lines), Share(0, 0))


@pytest.mark.clause("5.4.1", kind="law")
@quick
@given(cycles(states=mostly_accepted))
def test_the_lines_of_every_table_add_up_to_the_whole(cycle: Cycle) -> None:
    """A manager who adds up a column must come to the number under it."""
    report = report_on(cycle)

    for lines in (report.parameters, report.dimensions, report.day_parts, report.reasons):
        assert total(lines) == report.total.share
    assert sum(line.form_count for line in report.day_parts) == report.sample_count
    assert report.total.form_count == report.sample_count == len(samples(cycle))
    zeros = report.total.share.count - report.total.share.ones
    assert report.zeros.zero_count == zeros
    assert sum(row.zeros.ones for row in report.zeros.rows) == zeros


@quick
@given(cycles(states=mostly_accepted))
def test_every_interval_holds_its_share_and_is_missing_with_it(cycle: Cycle) -> None:
    """A share outside its own interval would be believed by nobody."""
    report = report_on(cycle)

    for line in (report.total, *report.kpis, *report.parameters, *report.day_parts):
        assert (line.interval is None) is not line.share.is_defined
        if line.interval is not None:
            assert line.share.fraction in line.interval


@pytest.mark.clause("5.5", kind="law")
@quick
@given(cycles(states=mostly_accepted))
def test_people_stand_by_id_whatever_their_figures(cycle: Cycle) -> None:
    """An order by result would be a ranking, whatever its title says."""
    report = report_on(cycle)

    ids = [line.person for line in report.people]
    assert ids == sorted(set(ids))
    assert sum(line.form_count for line in report.people) == report.sample_count


@quick
@given(cycles(states=mostly_accepted), cycles(states=mostly_accepted))
def test_a_frozen_recap_outlives_every_change_of_the_contacts(one: Cycle, other: Cycle) -> None:
    """Whatever becomes of the forms, the signed figures stay."""
    frozen = attrs.evolve(one, recap=make_recap(one))
    changed = attrs.evolve(frozen, contacts=other.contacts, contact_counts=other.contact_counts)

    before, after = report_on(frozen), report_on(changed)

    names = ("total", "kpis", "parameters", "day_parts", "people", "zeros", "nonconformities")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]


@pytest.mark.clause("4.2", kind="law")
@quick
@given(cycles(states=mostly_accepted), st.data())
def test_the_trend_is_that_of_the_months_that_count_in_whatever_order_they_come(
    cycle: Cycle, data: st.DataObject
) -> None:
    """A log may hand its streams out as it likes."""
    states = data.draw(st.lists(st.sampled_from(CycleState), min_size=1, max_size=8))
    months = [
        attrs.evolve(cycle, period=Period(2026, 1).shift(turn), state=state)
        for turn, state in enumerate(states)
    ]
    shuffled = data.draw(st.permutations(months))

    trend = trend_of(shuffled)

    counted = [row.period for row in months if row.state is not CycleState.CANCELLED]
    assert [period for period, _ in trend.months] == counted
    assert trend == trend_of(months)
    if counted:
        every = list(counted[0].until(counted[-1]))
        assert sorted([*counted, *trend.gaps]) == every
