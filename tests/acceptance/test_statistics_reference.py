"""Charts and coefficients of public data sets come out to the digits that are printed for them."""

from __future__ import annotations

from csv import reader
from pathlib import Path

import pytest

from mystery_shopping.statistics import (
    Agreement,
    Level,
    c_chart,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    p_chart,
    raw_agreement,
    rows_of_counts,
    rows_of_table,
    scott_pi,
)
from mystery_shopping.values import Share

FOLDER = Path(__file__).parents[2].parent / "shared" / "data"
RATINGS, CHARTS = FOLDER / "agreement", FOLDER / "charts"

pytestmark = pytest.mark.skipif(
    not (RATINGS.is_dir() and CHARTS.is_dir()),
    reason="the reference data in ../shared/data is not on this machine",
)


def lines(name: str) -> list[list[str]]:
    """Return the lines of a file of ratings below its head."""
    with (RATINGS / name).open(encoding="utf-8", newline="") as file:
        return list(reader(file))[1:]


def whole_numbers(name: str) -> list[list[int]]:
    """Return the counts of a file, without the names in its first column."""
    return [[int(cell) for cell in line[1:]] for line in lines(name)]


def four_raters() -> list[list[int | None]]:
    """Return the ratings of twelve units by four raters, some missing."""
    return [[int(cell) if cell else None for cell in line[1:]] for line in lines("raw4raters.csv")]


def points(name: str) -> list[list[str]]:
    """Return the fields of each point of a chart that was used for its trial limits."""
    text = (CHARTS / name).read_text(encoding="utf-8").splitlines()[1:]
    return [fields for line in text if (fields := line.split())[-1] == "TRUE"]


def orange_juice() -> dict[str, Share]:
    """Return the leaking cans in the 30 trial samples, by the sample's number."""
    return {number: Share(int(d), int(n)) for number, d, n, _ in points("orangejuice.txt")}


def digits(agreement: Agreement, count: int) -> float:
    """Return a coefficient rounded as it is printed."""
    assert agreement.value is not None
    return round(float(agreement.value), count)


def test_four_raters_with_missing_ratings_give_the_printed_coefficients() -> None:
    """Contacters do not all rate everything; each coefficient has its own way with the gaps."""
    rows = four_raters()

    assert digits(raw_agreement(rows), 7) == 0.8181818
    assert digits(fleiss_kappa(rows), 5) == 0.76117
    assert digits(gwet_ac1(rows), 5) == 0.77544
    assert digits(krippendorff_alpha(rows), 5) == 0.74342


@pytest.mark.parametrize("level, printed", [(Level.ORDINAL, 0.815388), (Level.INTERVAL, 0.849107)])
def test_alpha_at_the_higher_levels_is_the_printed_one(level: Level, printed: float) -> None:
    """Between 1 and 2 there is less disagreement than between 1 and 5."""
    assert digits(krippendorff_alpha(four_raters(), level=level), 6) == printed


def test_two_raters_in_a_table_give_the_printed_coefficients() -> None:
    """Two contacters' marks often come as a table of how often which met which."""
    rows = rows_of_table(whole_numbers("cont3x3abstractors.csv"))

    assert digits(cohen_kappa(rows), 7) == 0.7964094
    assert digits(scott_pi(rows), 7) == 0.7962397
    assert digits(gwet_ac1(rows), 7) == 0.8493305
    assert digits(krippendorff_alpha(rows), 7) == 0.7972585


def test_six_raters_known_by_counts_alone_give_the_printed_coefficients() -> None:
    """Who gave which rating does not matter to these three."""
    rows = rows_of_counts(whole_numbers("distrib.6raters.csv"))

    assert digits(fleiss_kappa(rows), 7) == 0.4139265
    assert digits(gwet_ac1(rows), 7) == 0.4448007
    assert digits(krippendorff_alpha(rows), 7) == 0.4204384


def test_the_diagnoses_of_thirty_patients_give_the_printed_kappa() -> None:
    """The example of the paper that the coefficient is named after; its ratings are words."""
    assert digits(fleiss_kappa(lines("diagnoses.csv")), 6) == 0.430245


def test_the_orange_juice_trial_finds_the_two_samples_that_are_out_of_control() -> None:
    """A chart with other limits would send people looking for causes in the wrong months."""
    chart = p_chart(orange_juice())

    first = chart.points[0]
    assert chart.centre is not None
    assert (first.low, first.high) == pytest.approx((0.0524275, 0.4102391), abs=5e-8)
    assert float(chart.centre) == pytest.approx(0.2313333, abs=5e-8)
    assert chart.beyond_limits == ("15", "23")
    assert chart.is_trial


def test_without_the_two_samples_a_third_one_is_out_of_control() -> None:
    """Points with a known cause widen the limits for the rest until they are taken out."""
    chart = p_chart(orange_juice(), leaving_out=("15", "23"))

    first = chart.points[0]
    assert chart.centre is not None
    assert (first.low, first.high) == pytest.approx((0.0407028, 0.3892972), abs=5e-8)
    assert float(chart.centre) == pytest.approx(0.2150, abs=5e-5)
    assert chart.beyond_limits == ("21",)


def test_the_circuit_boards_give_the_printed_limits_of_counts() -> None:
    """Nonconformities a month are counts, not shares, and have limits of their own."""
    counts = {str(number): int(row[0]) for number, row in enumerate(points("circuit.txt"), 1)}

    chart = c_chart(counts)

    first = chart.points[0]
    assert chart.centre is not None
    assert float(chart.centre) == pytest.approx(19.846154, abs=5e-7)
    assert (first.low, first.high) == pytest.approx((6.481447, 33.210861), abs=5e-7)
    assert chart.beyond_limits == ("6", "20")
