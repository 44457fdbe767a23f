"""The scorecard: the parameters of F-31 and their bits."""

import pytest

import mystery_shopping as ms

CARD = ms.default_scorecard()


def parameter(code: str, dimension: ms.Dimension = ms.Dimension.SOLUTION) -> ms.Parameter:
    """Return a parameter with that code."""
    return ms.Parameter(code, ms.Text(code, code), dimension)


def test_the_default_has_every_dimension_in_both_languages() -> None:
    """A site can begin today and write its own later."""
    assert 12 <= len(CARD.parameters) <= 20
    assert {row.dimension for row in CARD.parameters} == set(ms.Dimension)
    assert all(row.wording.id and row.wording.en for row in CARD.parameters)
    assert [row.code for row in CARD.parameters if row.critical] == ["right_answer"]


def test_every_parameter_has_its_own_bit() -> None:
    """A form is one whole number; two parameters in one bit would be one parameter."""
    bits = [CARD.mask(lambda row, code=code: row.code == code) for code in CARD.codes]  # type: ignore[misc]

    assert bits == [1 << CARD.place(code) for code in CARD.codes]
    assert sum(bits) == CARD.full_mask


def test_the_dimensions_share_out_the_whole_form() -> None:
    """No parameter is counted twice, none is lost."""
    masks = [CARD.dimension_mask(dimension) for dimension in ms.Dimension]

    assert sum(masks) == CARD.full_mask
    assert CARD.dimension_mask(*ms.Dimension) == CARD.full_mask


def test_a_code_that_is_not_on_the_form_says_which_are() -> None:
    """A misspelt code is the usual fault of an import."""
    assert not CARD.has("smile")
    with pytest.raises(ms.NotFound, match="known: root_need, right_answer"):
        CARD.place("smile")


@pytest.mark.parametrize(
    "parameters",
    [(), (parameter("a"), parameter("a")), (parameter("a", ms.Dimension.PROCESS),)],
    ids=["empty", "one code twice", "no solution"],
)
def test_a_form_that_cannot_carry_the_rules_is_refused(
    parameters: tuple[ms.Parameter, ...],
) -> None:
    """Rule 5.5 asks for the solution dimension of every form."""
    with pytest.raises(ms.InvalidValue) as caught:
        ms.Scorecard("own", 1, parameters)

    assert caught.value.path == "parameters"


def test_two_scorecards_of_the_same_lines_are_equal() -> None:
    """The pinned one is compared with the one in a file."""
    assert ms.default_scorecard() == CARD


@pytest.mark.parametrize("kpi", ms.Kpi)
def test_every_kpi_names_its_clause(kpi: ms.Kpi) -> None:
    """The report's three parts are the clause's three points."""
    assert kpi.clause.startswith("5.4.1.")
    assert kpi.label.id
