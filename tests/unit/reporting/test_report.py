"""The month's report: frozen figures with their uncertainty, as of one instant."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import NotFound, Text
from mystery_shopping.model import Contact, Cycle, Figure, NewProduct
from mystery_shopping.reporting import Standing, make_report, standing_of
from mystery_shopping.reporting.lines import line_of
from mystery_shopping.service.dossier import make_dossier
from mystery_shopping.values import Period, Share, Vector
from tests.months import DEWI, SOLUTION, Month, S, even_plan, nov
from tests.reports import large_dossier, lived, long_dossier, opened_dossier, program

ZEROS = {3: SOLUTION, 7: ("courtesy", "pace"), 9: ("pace",)}


def redone(cycle: Cycle, **earlier: Cycle) -> ms.reporting.MonthReport:
    """Return the report on a cycle that was changed behind the recap's back."""
    header = long_dossier().report.header
    return make_report(cycle, header=header, as_of=nov(28), earlier=earlier.values())


@pytest.mark.clause("5.4.1", kind="story")
def test_a_frozen_recap_is_what_is_shown_whatever_becomes_of_the_contacts() -> None:
    """Figures that were signed must not move because a form was corrected afterwards."""
    cycle = Month(zeros=ZEROS).to(S.REPORTED).cycle
    before = redone(cycle)
    worse = attrs.evolve(cycle, contacts=Vector.of(map(failed, cycle.contacts)))

    after = redone(worse)

    assert after.is_frozen
    assert (after.kpis, after.parameters, after.people) == (
        before.kpis,
        before.parameters,
        before.people,
    )
    assert (after.zeros, after.nonconformities) == (before.zeros, before.nonconformities)


def failed(contact: Contact) -> Contact:
    """Return a contact whose form has zeros only."""
    assert contact.form is not None
    return attrs.evolve(contact, evaluations=(attrs.evolve(contact.form, marks=0),))


def test_before_the_recap_the_figures_are_those_of_now_and_say_so() -> None:
    """A QCA looks at the month while it runs; nobody may take that for the recap."""
    month = Month.of_four().to(S.COLLECTING)
    month.evaluate(1, 2).hand_in(1, 2).accept(1, 2)

    report = redone(month.cycle)

    assert not report.is_frozen
    assert report.total.form_count == 2
    assert report.required_count == 4


@pytest.mark.clause("5.4.1", kind="story")
def test_the_report_of_an_earlier_instant_is_the_report_made_then() -> None:
    """Two people who print the same day's report must hold the same paper."""
    month = Month(zeros=ZEROS).to(S.RECAPITULATED)
    then = make_dossier(month.program, month.id, by=DEWI, as_of=nov(17, 12))
    month.to(S.CLOSED)

    again = make_dossier(month.program, month.id, by=DEWI, as_of=nov(17, 12))
    now = make_dossier(month.program, month.id, by=DEWI, as_of=nov(28))

    assert again == then
    assert then.report.recommendations == ()
    assert len(now.report.recommendations) == 3
    assert now.report.header.version > then.report.header.version


def test_a_cycle_that_was_not_open_yet_has_no_report() -> None:
    """An empty report would pass for a month without contacts."""
    month = Month()

    with pytest.raises(NotFound):
        make_dossier(month.program, month.id, as_of=nov(1) - timedelta(days=1))


@pytest.mark.clause("5.4.1.1", kind="story")
@pytest.mark.clause("5.4.1.2", kind="story")
@pytest.mark.clause("5.4.1.3", kind="story")
def test_each_line_has_its_count_its_share_and_an_interval_as_wide_as_its_contacts() -> None:
    """160 marks of 40 contacts are not 160 opinions."""
    report = redone(Month(zeros=ZEROS).to(S.REPORTED).cycle)

    accuracy = report.kpis[0]
    assert (accuracy.share, accuracy.form_count) == (Share(156, 160), 40)
    assert accuracy.interval is not None
    assert accuracy.interval.low == pytest.approx(0.8712, abs=0.0001)
    assert accuracy.title == Text("Ketepatan solusi", "Solution accuracy")
    assert [line.share for line in report.kpis] == [
        Share(156, 160),
        Share(119, 120),
        Share(158, 160),
    ]


@pytest.mark.clause("5.1.2", kind="story")
def test_reasons_are_put_together_by_kind_and_a_kind_without_contacts_is_left_out() -> None:
    """A line of nothing for a kind that was never planned would look like a failure."""
    report = redone(Month(zeros=ZEROS).to(S.REPORTED).cycle)

    assert [line.key for line in report.kinds] == [
        "information", "request", "complaint_solved", "complaint_escalated",
    ]  # fmt: skip
    assert sum(line.form_count for line in report.kinds) == 40
    assert report.kinds[0].form_count == 16


def test_a_reason_with_a_title_goes_by_it_and_a_new_product_too() -> None:
    """A manager knows the product, and not its code."""
    cycle = Month(zeros=ZEROS).to(S.REPORTED).cycle
    assert cycle.ranking is not None
    titled = tuple(attrs.evolve(row, title=f"about {row.code}") for row in cycle.ranking.reasons)
    named = attrs.evolve(
        cycle,
        ranking=attrs.evolve(cycle.ranking, reasons=titled),
        new_products=(NewProduct("r1", "Roaming 5G"),),
    )

    titles = [line.title.en for line in redone(named).reasons]

    assert titles == ["about r0", "Roaming 5G", "about r2", "about r3", "about r4"]


@pytest.mark.clause("5.5", kind="refusal")
def test_people_stand_by_id_and_the_report_has_no_other_order_of_them() -> None:
    """The best and the worst of a month are mostly luck: at two contacts nobody is ranked."""
    report = large_dossier().report

    ids = [line.person for line in report.people]
    assert ids == sorted(ids)
    assert len(ids) == 30
    assert not [name for name in ids if name in repr((report.zeros, report.suggestions))]
    shares = [line.share.fraction for line in report.people]
    assert shares not in (sorted(shares), sorted(shares, reverse=True))


@pytest.mark.clause("5.6.2", kind="story")
def test_nonconformities_stand_by_contact_in_the_scorecard_s_words() -> None:
    """A team leader reads down the contacts, and does not know codes."""
    report = redone(Month(zeros=ZEROS).to(S.REPORTED).cycle)

    assert [line.contact for line in report.nonconformities] == [3, 3, 3, 3, 7, 7, 9]
    assert report.nonconformities[0].title.en == "Finds what is really needed"
    assert {line.solution for line in report.nonconformities} == {"do it"}


def test_a_month_just_opened_has_a_report_in_which_every_figure_is_undefined() -> None:
    """The page of an empty month is the first one a new user opens."""
    report = opened_dossier().report

    lines = (report.total, *report.kpis, *report.dimensions, *report.parameters, *report.day_parts)
    assert [line for line in lines if line.share.is_defined or line.interval] == []
    assert {line.words.en for line in lines} == {"no samples yet"}
    assert (report.reasons, report.kinds, report.people) == ((), (), ())
    assert (report.zeros.rows, report.suggestions) == ((), ())


def test_the_header_names_the_form_and_the_head_of_the_chain() -> None:
    """A stranger with the export can tell whether the paper rests on it."""
    month = Month(plan=even_plan(40)).to(S.EXECUTING)
    header = make_dossier(month.program, month.id, by=DEWI, as_of=nov(9)).report.header

    *_, last = month.program.log.read(f"cycle/{month.id}")
    assert (header.code, header.head) == ("IN.QCC.TELK.F-27", last.hash.hex())
    assert header.version == last.version == month.cycle.version


@pytest.mark.parametrize(
    "ones, standing",
    [(40, Standing.ABOVE), (36, Standing.UNSURE), (34, Standing.UNSURE), (33, Standing.BELOW)],
)
def test_a_figure_stands_to_the_target_as_sure_as_its_interval(
    ones: int, standing: Standing
) -> None:
    """85 per cent of 40 meets the target of 85, and may be chance."""
    line = line_of(Figure("k", 40, Share(ones, 40)), Text("k", "k"))

    assert standing_of(line, Fraction(85, 100)) is standing


def test_a_figure_of_nothing_stands_nowhere() -> None:
    """No contact is no failure."""
    line = line_of(Figure("k", 0, Share(0, 0)), Text("k", "k"))

    assert standing_of(line, Fraction(0)) is Standing.UNKNOWN


def test_a_parameter_s_title_is_the_scorecard_s() -> None:
    """The report speaks as the form does."""
    assert long_dossier().report.title("pace").id == "Tempo dan intonasi sesuai"


def test_other_units_months_stay_out_of_a_unit_s_report() -> None:
    """One site's good month must not lift the other's line."""
    house = program()
    lived(house, Period(2026, 10), turn=1)
    other = Month()

    dossier = make_dossier(other.program, other.id, as_of=nov(2))

    assert [str(period) for period, _ in dossier.report.trend.months] == ["2026-11"]
