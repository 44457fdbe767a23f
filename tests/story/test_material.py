"""Choosing the material of the month: W-10 5.1."""

import pytest

import mystery_shopping as ms
from tests.months import BUDI, DEWI, KINDS, RANKING, REASONS, Month, S, facts, nov, policy

FIBRE = ms.NewProduct("fibre-500", "Fibre 500")


def ranking(*reasons: ms.ReasonCount, period: str = "2026-10") -> ms.ReasonRanking:
    """Return a ranking of some reasons."""
    return ms.ReasonRanking(ms.Period.parse(period), reasons, "export.csv")


@pytest.mark.clause("5.1.1", kind="story")
def test_the_reasons_of_the_month_before_are_the_material() -> None:
    """Everything later rests on what customers really asked about last month."""
    month = Month().do(ms.CollectReasons(RANKING))

    row = month.program.verdict(month.id, as_of=nov(1)).row("5.1.1")

    assert row.status is ms.Status.MET
    assert "october.csv" in row.sentence.en
    assert row.evidence == ("malang/2026-11@2",)


@pytest.mark.clause("5.1.1", kind="refusal")
@pytest.mark.parametrize("period", ["2026-09", "2026-11", "2025-10"])
def test_reasons_of_any_other_month_are_refused(period: str) -> None:
    """Old reasons would test what customers no longer ask."""
    command = ms.CollectReasons(ranking(*REASONS, period=period))

    unmet = Month().refused(command)

    assert facts(unmet) == [("MS311", "5.1.1", "ranking.period")]
    assert (unmet[0].required.en, unmet[0].actual.en) == ("2026-10", period)


def test_january_takes_the_reasons_of_december() -> None:
    """N-1 crosses the new year; an off-by-one here would block every January."""
    program = ms.open_program("memory:", policy=policy())
    cycle = program.open_cycle(unit="malang", period="2027-01", by=DEWI, at=nov(62))
    december = ranking(*REASONS, period="2026-12")

    cycle = program.execute(cycle.id, ms.CollectReasons(december), by=DEWI, at=nov(62))

    assert cycle.ranking == december


def test_a_second_export_takes_the_place_of_the_first() -> None:
    """A QCA who exported the wrong queue must be able to put it right before choosing."""
    month = Month().do(ms.CollectReasons(ranking(*REASONS[:5])))

    month.do(ms.CollectReasons(RANKING))

    assert month.cycle.ranking == RANKING


@pytest.mark.clause("5.1.1", kind="story")
def test_new_products_may_stand_in_for_the_ranking() -> None:
    """The clause says "or"; a unit without an export can still do its month."""
    month = Month().do(ms.AddNewProducts((FIBRE,)), ms.SelectMaterial(new_products=True))

    material = month.cycle.material

    assert material == ms.Material(("fibre-500",), from_new_products=True)
    assert month.statuses("5.1.1", "5.1.2", as_of=nov(1)) == ["met", "met"]


@pytest.mark.clause("5.1.1", kind="refusal")
def test_material_out_of_nothing_is_refused() -> None:
    """Reasons invented at a desk are what the clause is there to prevent."""
    unmet = Month().refused(ms.SelectMaterial(("r0", "r1", "r2", "r3", "r4")))

    assert facts(unmet) == [("MS312", "5.1.1", "")]
    assert unmet[0].waivable
    assert "2026-10" in unmet[0].remedy.id


def test_a_deviation_lets_a_unit_without_data_choose() -> None:
    """A17: with no data of month N-1 the month goes on, and the row stays red behind it."""
    month = Month().deviate("5.1.1").do(ms.SelectMaterial(("known-issue",)), at=nov(2))

    assert month.cycle.state is S.MATERIAL_SELECTED
    assert month.statuses("5.1.1", as_of=nov(2)) == ["deviated"]


@pytest.mark.clause("5.1.2", kind="story")
def test_without_codes_the_five_most_frequent_reasons_are_chosen() -> None:
    """The default does what the clause says, so that nobody picks favourites."""
    month = Month().to(S.MATERIAL_SELECTED)

    assert month.cycle.material == ms.Material(
        ("r0", "r1", "r2", "r3", "r4"), from_new_products=False
    )
    assert month.statuses("5.1.2", as_of=nov(2)) == ["met"]


@pytest.mark.clause("5.1.2", kind="refusal")
@pytest.mark.parametrize(
    "codes",
    [
        ("r0", "r1", "r2", "r3", "r6"),
        ("r0", "r1", "r2", "r3"),
        ("r0", "r1", "r2", "r3", "r4", "r5"),
    ],
    ids=["another", "too few", "too many"],
)
def test_anything_but_the_five_most_frequent_is_refused(codes: tuple[str, ...]) -> None:
    """A convenient reason in place of a frequent one hides where customers suffer."""
    month = Month().do(ms.CollectReasons(RANKING))

    unmet = month.refused(ms.SelectMaterial(codes))

    assert facts(unmet) == [("MS314", "5.1.2", "codes")]
    assert unmet[0].required.en == "r0, r1, r2, r3, r4"
    assert unmet[0].waivable


@pytest.mark.clause("5.1.2", kind="refusal")
def test_fewer_than_five_reasons_in_the_data_are_refused() -> None:
    """An export of three reasons is a broken export until somebody signs for it."""
    month = Month().do(ms.CollectReasons(ranking(*REASONS[:3])))

    unmet = month.refused(ms.SelectMaterial())

    assert facts(unmet) == [("MS314", "5.1.2", "codes")]
    assert unmet[0].required.en == ">= 5"


def test_a_deviation_lets_three_reasons_through_and_the_row_stays_red() -> None:
    """The concession is visible in the verdict for ever."""
    month = Month().do(ms.CollectReasons(ranking(*REASONS[:3]))).deviate("5.1.2")

    month.do(ms.SelectMaterial())

    assert month.statuses("5.1.2", "4.1", as_of=nov(1)) == ["deviated", "pending"]


@pytest.mark.clause("5.1.2", kind="story")
@pytest.mark.parametrize("fifth", ["r4", "r5"])
def test_within_a_tie_at_the_fifth_place_either_reason_will_do(fifth: str) -> None:
    """The figures do not tell the two apart, so neither may a rule; the tie is reported."""
    tied = ranking(
        *REASONS[:4], ms.ReasonCount("r5", 9, KINDS[0]), ms.ReasonCount("r4", 9, KINDS[1])
    )
    month = Month().do(ms.CollectReasons(tied))

    month.do(ms.SelectMaterial(("r0", "r1", "r2", "r3", fifth)))

    assert month.cycle.material is not None
    assert month.cycle.material.tied == ("r4", "r5")
    assert month.statuses("5.1.2", as_of=nov(2)) == ["met"]


@pytest.mark.clause("5.1.2", kind="refusal")
@pytest.mark.parametrize(
    "codes, path",
    [
        (("r0", "r1", "r2", "r3", "r4", "x"), "codes[5]"),
        (("r0", "r1", "r2", "r3", "r4", "r4"), "codes[5]"),
    ],
    ids=["unknown", "twice"],
)
def test_a_code_that_is_not_in_the_data_or_named_twice_is_refused(
    codes: tuple[str, ...], path: str
) -> None:
    """A typing error must not become a reason nobody ever called about."""
    month = Month().do(ms.CollectReasons(RANKING)).deviate("5.1.2")

    unmet = month.refused(ms.SelectMaterial(codes))

    assert facts(unmet) == [("MS313", "5.1.2", path)]
    assert not unmet[0].waivable


def test_choosing_nothing_is_refused_even_with_every_deviation() -> None:
    """A deviation waives an obligation, not logic: scenarios need something to rest on."""
    month = Month().deviate("5.1.1").deviate("5.1.2")

    unmet = month.refused(ms.SelectMaterial())

    assert facts(unmet) == [("MS313", "5.1.2", "codes")]


def test_a_kind_without_a_reason_is_noted_and_told() -> None:
    """A8: the four kinds are a warning by default, so the month goes on and the gap shows."""
    only = ranking(*(ms.ReasonCount(f"r{n}", 9 - n, ms.Kind.REQUEST) for n in range(5)))

    month = Month().do(ms.CollectReasons(only), ms.SelectMaterial())

    assert month.cycle.material is not None
    assert month.cycle.material.missing_kinds == tuple(k for k in KINDS if k is not ms.Kind.REQUEST)
    row = month.program.verdict(month.id, as_of=nov(2)).row("5.1.2")
    assert (row.status, "komplain FCR" in row.sentence.id) == (ms.Status.MET, True)


@pytest.mark.clause("5.1.2", kind="refusal")
def test_a_missing_kind_is_refused_where_the_policy_says_so() -> None:
    """A8, second reading: a site may insist on an escalated complaint among its scenarios."""
    reasons = (ms.ReasonCount(f"r{n}", 9 - n, KINDS[n % 3]) for n in range(5))
    month = Month(reading=policy(missing_kind=ms.MissingKind.ERROR))
    month.do(ms.CollectReasons(ranking(*reasons)))

    unmet = month.refused(ms.SelectMaterial())

    assert facts(unmet) == [("MS315", "5.1.2", "codes")]
    assert unmet[0].actual.en == "escalated complaint"


@pytest.mark.parametrize(
    "command",
    [ms.CollectReasons(RANKING), ms.AddNewProducts((FIBRE,)), ms.SelectMaterial()],
    ids=lambda command: command.trigger,
)
def test_only_the_analyst_chooses_the_material(command: ms.Command) -> None:
    """A contacter who chose the questions would also choose how hard they are."""
    unmet = Month().do(ms.CollectReasons(RANKING)).refused(command, by=BUDI)

    assert [(row.code, row.path) for row in unmet] == [("MS303", "by")]
    assert (unmet[0].required.en, unmet[0].actual.en) == ("QC analyst", "QC officer")


def test_material_is_chosen_once() -> None:
    """Scenarios rest on it; a second choice would pull the floor from under them."""
    month = Month().to(S.MATERIAL_SELECTED)

    unmet = month.refused(ms.SelectMaterial())

    assert facts(unmet) == [("MS301", "5.1.2", "")]
