"""The trend: one outcome a contact, month by month, and only of months that count."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import pytest

from mystery_shopping.model import Cycle, CycleState
from mystery_shopping.reporting.trend import good_forms, trend_of
from mystery_shopping.service.dossier import make_dossier
from mystery_shopping.statistics import ChartStatus
from mystery_shopping.values import Period, Share
from tests.months import SOLUTION, Month, S, nov
from tests.reports import lived, long_dossier, program
from tests.strategies import Month as Lived

JULY = Period(2026, 7)


def cycle_of(period: Period = JULY, *, zeros: Iterable[int] = ()) -> Cycle:
    """Return a recapitulated cycle in which some contacts got no solution right."""
    house = program()
    wrong = dict.fromkeys(zeros, SOLUTION)
    return Lived(house, period=period, contacts=40, zeros=wrong).up_to("recapitulated").cycle


@pytest.mark.clause("5.5", kind="law")
def test_a_form_is_good_when_it_calls_for_no_follow_up() -> None:
    """One outcome a contact: marks of one form stand and fall together."""
    assert good_forms(cycle_of(zeros=(1, 2, 3))) == Share(37, 40)


@pytest.mark.clause("2.2", kind="story")
def test_months_stand_oldest_first_and_missing_ones_are_named() -> None:
    """A month nobody tested is not a month without faults."""
    trend = trend_of([cycle_of(JULY.shift(3)), cycle_of(JULY), cycle_of(JULY.shift(1))])

    assert [str(period) for period, _ in trend.months] == ["2026-07", "2026-08", "2026-10"]
    assert [str(period) for period in trend.gaps] == ["2026-09"]
    assert [point.label for point in trend.chart.points] == ["2026-07", "2026-08", "2026-10"]


@pytest.mark.clause("4.2", kind="refusal")
def test_a_cancelled_cycle_does_not_count_even_with_contacts_in_it() -> None:
    """Whoever gives a bad month up must not mend the line by it, nor spoil it."""
    bad = attrs.evolve(cycle_of(JULY.next, zeros=range(1, 30)), state=CycleState.CANCELLED)

    trend = trend_of([cycle_of(JULY), bad, cycle_of(JULY.shift(2))])

    assert [share for _, share in trend.months] == [Share(40, 40)] * 2
    assert trend.gaps == (JULY.next,)


def test_nothing_but_cancelled_cycles_makes_no_trend() -> None:
    """A unit may begin with a month it gives up."""
    trend = trend_of([attrs.evolve(cycle_of(), state=CycleState.CANCELLED)])

    assert (trend.months, trend.gaps, trend.chart.points) == ((), (), ())
    assert trend.chart.centre is None


def test_one_month_has_limits_and_says_how_little_they_are_worth() -> None:
    """A chart that pretends is worse than no chart."""
    trend = trend_of([cycle_of(zeros=(1, 2))])

    assert trend.chart.status is ChartStatus.TOO_FEW
    assert trend.words.id == "baru 1 titik; perlu 20–25 sebelum batas kendali dapat diandalkan"


def test_the_trend_of_an_instant_knows_nothing_of_later() -> None:
    """A report of August printed in November is still the report of August."""
    house = program()
    july = lived(house, JULY, turn=1)
    august = lived(house, JULY.next, turn=2)
    then = august.clock
    lived(house, JULY.shift(2), turn=3)

    early = make_dossier(house, august.id, as_of=then).report.trend
    before = make_dossier(house, july.id, as_of=then).report.trend

    assert [str(period) for period, _ in early.months] == ["2026-07", "2026-08"]
    assert [str(period) for period, _ in before.months] == ["2026-07"]


def test_a_month_still_running_is_in_its_own_trend_as_far_as_it_is() -> None:
    """The last point of a running month rests on fewer contacts, and its count says so."""
    month = Month.of_four().to(S.COLLECTING)
    month.evaluate(1, 2).hand_in(1, 2).accept(1, 2)

    ((period, share),) = make_dossier(month.program, month.id, as_of=nov(28)).report.trend.months

    assert (str(period), share.count) == ("2026-11", 2)


def test_a_long_trend_has_as_many_points_as_months_that_count() -> None:
    """What the chart draws is what the table lists."""
    trend = long_dossier().report.trend

    assert len(trend.months) == len(trend.chart.points) == 11
    assert [str(period) for period in trend.gaps] == ["2026-03", "2026-06"]
