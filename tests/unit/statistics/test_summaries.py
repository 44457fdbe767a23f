"""One sentence for each study: how far it can be relied on, then what it says."""

from __future__ import annotations

from fractions import Fraction

from mystery_shopping.errors import Text
from mystery_shopping.model import Figure
from mystery_shopping.statistics import (
    agreement_in_words,
    balance_in_words,
    c_chart,
    chart_in_words,
    cohen_kappa,
    krippendorff_alpha,
    p_chart,
    raw_agreement,
    rows_of_table,
    sample_balance,
    stratified_in_words,
    stratify,
)
from mystery_shopping.values import Share

TWENTY = {f"{month:02}": Share(360, 400) for month in range(1, 21)}


def test_a_chart_of_few_points_says_how_many_are_wanted() -> None:
    """A manager should not act on limits that five months made."""
    text = chart_in_words(p_chart(dict(list(TWENTY.items())[:5])))

    assert text.id == "baru 5 titik; perlu 20–25 sebelum batas kendali dapat diandalkan"


def test_a_chart_of_few_points_tells_of_a_point_far_out_all_the_same() -> None:
    """A month of disaster in the first year is no less worth a look."""
    months = dict(list(TWENTY.items())[:11]) | {"12": Share(200, 400)}

    text = chart_in_words(p_chart(months))

    assert text.en.startswith("only 12 points so far; 20–25 are wanted")
    assert text.en.endswith("relied on; beyond the limits: 12")


def test_a_calm_chart_says_that_its_limits_are_a_trial() -> None:
    """Nothing found by limits that the points made themselves is a weak nothing."""
    text = chart_in_words(p_chart(TWENTY))

    assert text.en == "trial limits, computed from the points themselves; nothing beyond chance"


def test_a_chart_names_the_months_beyond_its_limits_and_those_in_a_pattern() -> None:
    """They are where a cause is looked for, and the first kind before the other."""
    months = {"a": Share(300, 400), "b": Share(344, 400), "c": Share(345, 400)}

    text = chart_in_words(p_chart(months, standard=Share(9, 10)))

    assert text.id == "di luar batas: a; tanda lain: b, c"


def test_a_chart_of_small_points_points_to_the_exact_limits() -> None:
    """With 40 contacts at 90 % the usual limits are rough."""
    text = chart_in_words(c_chart({"a": 2}, standard=Fraction(2)))

    assert text.en.startswith("points too small for 3-sigma limits")


def test_a_weighted_rate_comes_with_the_raw_one() -> None:
    """Two figures that differ need each other to be understood."""
    parts = [Figure("am", 20, Share(18, 20)), Figure("pm", 20, Share(10, 20))]

    text = stratified_in_words(stratify(parts, {"am": 50, "pm": 50}))

    assert text.id == ("menurut trafik 70 %; kemungkinan antara 55 % dan 82 % (tanpa bobot 70 %)")


def test_a_gap_in_the_samples_is_said_in_the_readers_words() -> None:
    """The stratum goes by its title where one is given."""
    rate = stratify([], {"night": 1})

    text = stratified_in_words(rate, titles={"night": Text("malam", "night")})

    assert text.id == (
        "tanpa sampel: malam (100 % trafik); menurut trafik dari 0 % sampai 100 % (tanpa bobot –)"
    )


def test_a_balance_names_its_largest_gap() -> None:
    """The next contact should go there."""
    cells = {("noon", "mon"): 1, ("noon", "tue"): 1}

    text = balance_in_words(sample_balance([("noon", "mon")], cells))

    assert text.id == (
        "50 % kontak berada di tempatnya (paling baik 50 %); selisih terbesar noon × mon: 1, "
        "seharusnya 0,5"
    )


def test_a_balance_of_nothing_says_so() -> None:
    """An empty month has no largest gap worth naming."""
    assert balance_in_words(sample_balance([], {"noon": 1})).id == "belum ada kontak"


def test_agreement_is_said_in_per_cent_and_coefficients_in_decimals() -> None:
    """Nobody reads a kappa as a share of anything."""
    rows = rows_of_table([[38, 1], [1, 0]])

    assert agreement_in_words(raw_agreement(rows)).en == "agreement 95 %"
    assert agreement_in_words(cohen_kappa(rows)).id == "kappa Cohen −0,03"


def test_what_is_undefined_says_why() -> None:
    """A dash would be read as zero."""
    text = agreement_in_words(krippendorff_alpha([(1, 1)]))

    assert text.id.startswith("alfa Krippendorff tidak terdefinisi: semua memberi nilai yang sama")


def test_one_point_is_one_point() -> None:
    """A sentence with a slip in it is not believed in the rest, either."""
    assert chart_in_words(p_chart({"07": Share(36, 40)})).en.startswith("only 1 point so far;")


def test_a_stratum_without_a_title_goes_by_its_key() -> None:
    """The reader's words are a courtesy, and never a condition."""
    text = stratified_in_words(stratify([], {"night": 1}))

    assert text.en.startswith("without samples: night (100 % of the traffic)")


def test_whole_contacts_that_were_due_have_no_decimals() -> None:
    """Two contacts are two, not two point nought."""
    text = balance_in_words(sample_balance(["noon"] * 3 + ["night"], {"noon": 1, "night": 1}))

    assert text.en.endswith("largest gap noon: 3, due 2")
